"""The stream of a desk: numbers of the own unit's cases, and nothing else."""

import asyncio
from contextlib import suppress

from console.inbox import _events
from tests.console.conftest import Browser, Town


class Listening:
    """Reads the stream of a signed-in browser as the server would send it."""

    def __init__(self, town: Town, browser: Browser) -> None:
        self.town = town
        self.browser = browser
        self.heard = b""

    async def hears(self, seconds: float = 0.3) -> bytes:
        from starlette.requests import Request

        desk = self.town.desk_app.state.desk

        async def receive() -> dict[str, str]:
            await asyncio.sleep(3600)
            return {"type": "http.disconnect"}

        cookies = "; ".join(f"{name}={value}" for name, value in self.browser.http.cookies.items())
        scope = {"type": "http", "method": "GET", "path": "/events", "headers": [(b"cookie", cookies.encode())]}
        request = Request(scope, receive)
        visitor = await desk.visitor(request)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                async for part in _events(request, desk, visitor.unit.id):
                    self.heard += part
        return self.heard


async def test_a_new_case_is_told_to_its_unit_only(town: Town) -> None:
    await town.signals.start()
    own = Listening(town, await town.at_the_desk("Frau Beer"))
    other = Listening(town, await town.at_the_desk("Herr Lehm", unit="school_team"))
    listening = asyncio.gather(own.hears(1.0), other.hears(1.0))
    await asyncio.sleep(0.3)

    case = await town.case("Geheim", called="Amsel")
    heard, not_heard = await listening
    await town.signals.stop()

    assert f"event: case\ndata: {case.number}\n\n".encode() in heard
    assert b"Geheim" not in heard
    assert b"Amsel" not in heard
    assert str(case.number).encode() not in not_heard


async def test_an_administrator_has_no_stream(town: Town) -> None:
    desk = await town.at_the_desk("Verwaltung", "administrator")

    assert (await desk.http.get("/desk/events")).status_code == 204


async def test_without_a_session_there_is_no_stream(town: Town) -> None:
    assert (await town.browser().http.get("/desk/events")).status_code == 401


async def test_an_open_case_follows_the_conversation(town: Town) -> None:
    """The part alone, in the newest state; looking on is reading, but no use that keeps a session."""
    case = await town.case("Prima intrebare")
    desk = await town.at_the_desk("Frau Beer")
    await town.newcomer_writes(case, "A doua <intrebare>")

    town.clock.passes(minutes=20)
    part = (await desk.http.get(f"/desk/cases/{case.number}/talk")).text
    town.clock.passes(minutes=20)
    later = await desk.http.get(f"/desk/cases/{case.number}/talk")

    assert "Prima intrebare" in part
    assert "A doua &lt;intrebare&gt;" in part
    assert "<html" not in part
    assert later.status_code == 401
    assert "Frau Beer" in (await (await town.at_the_desk("Herr Lehm")).opens(f"/desk/cases/{case.number}")).text
