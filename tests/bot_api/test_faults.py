"""Faults on demand, what a person sees, and the double as its own process."""

import asyncio
import re

import httpx
import pytest

from tests.bot_api.conftest import TOKEN, Ask, Library
from tests.bot_api.faults import Fault
from tests.bot_api.newcomer import Newcomer
from tests.bot_api.process import BotApiProcess
from tests.bot_api.screen import NotShown
from tests.bot_api.server import BotApi


@pytest.fixture
def ana(api: BotApi) -> Newcomer:
    ana = api.newcomer("Ana")
    ana.starts()
    return ana


@pytest.mark.parametrize(("accepted", "shown"), [(False, []), (True, ["a"])])
async def test_a_connection_breaks_before_or_after_a_message_is_stored(
    library: Library, api: BotApi, ana: Newcomer, accepted: bool, shown: list[str]
):
    api.faults.once(Fault.broken(accepted=accepted), method="sendMessage")

    with pytest.raises(Exception, match=r"(?i)disconnect|reset|closed") as broken:
        await library.call("send_message", chat_id=ana.id, text="a")

    assert broken.type.__name__ in {"TelegramNetworkError", "NetworkError"}
    assert [message.text for message in ana.sees()] == shown


@pytest.mark.parametrize(
    ("fault", "status", "stored"),
    [
        pytest.param(Fault.error(500), 500, 0, id="500"),
        pytest.param(Fault.error(502, accepted=True), 502, 1, id="502 although it was stored"),
        pytest.param(Fault.flood(7), 429, 0, id="429"),
        pytest.param(Fault.garbage(), 200, 1, id="garbage"),
        pytest.param(Fault.slow(0.2), 200, 1, id="slow"),
    ],
)
async def test_an_answer_goes_wrong_once(ask: Ask, api: BotApi, ana: Newcomer, fault: Fault, status: int, stored: int):
    api.faults.once(fault, method="sendMessage", after=1)
    await ask("sendMessage", chat_id=ana.id, text="well")

    hit = await ask("sendMessage", chat_id=ana.id, text="hit")
    next_one = await ask("sendMessage", chat_id=ana.id, text="well")

    assert hit.status_code == status
    assert next_one.json()["ok"] is True
    assert [message.text for message in ana.sees()].count("hit") == stored


async def test_the_libraries_know_the_faults(library: Library, api: BotApi):
    api.faults.once(Fault.flood(7))
    with pytest.raises(Exception, match="7") as flood:
        await library.call("get_me")
    api.faults.once(Fault.error(502))
    with pytest.raises(Exception, match="Bad Gateway"):
        await library.call("get_me")
    api.faults.once(Fault.garbage())
    with pytest.raises(Exception, match=r"(?i)decode|json|invalid server response"):
        await library.call("get_me")

    assert flood.type.__name__ in {"TelegramRetryAfter", "RetryAfter"}


async def test_a_share_of_calls_goes_wrong_the_same_way_each_time(ask: Ask, api: BotApi):
    async def run() -> list[int]:
        api.faults.clear()
        api.faults.share(Fault.flood(), 0.3, seed=7)
        return [(await ask("getMe")).status_code for _ in range(60)]

    first, second = await run(), await run()

    assert first == second
    assert 8 <= first.count(429) <= 28


async def test_updates_lost_on_their_way_come_again(ask: Ask, api: BotApi, ana: Newcomer):
    api.faults.once(Fault.broken(accepted=True), method="getUpdates")

    with pytest.raises(httpx.HTTPError):
        await ask("getUpdates")

    assert len((await ask("getUpdates")).json()["result"]) == 1


async def test_a_person_reads_what_came_since_they_last_did_something(ask: Ask, ana: Newcomer):
    await ask("sendMessage", chat_id=ana.id, text="old")
    ana.says("?")
    silence = await ana.reads(timeout=0.05)

    waiting = asyncio.create_task(ana.reads(at_least=2))
    sent = await ask("sendMessage", chat_id=ana.id, text="one")
    await ask("sendMessage", chat_id=ana.id, text="two")
    one, two = await waiting
    message_id = sent.json()["result"]["message_id"]
    await ask("editMessageText", chat_id=ana.id, message_id=message_id, text="uno")
    edited = await ana.reads_until(lambda message: message.text == "uno", timeout=1)

    assert silence == []
    assert (one.text, two.text, edited.message_id) == ("one", "two", one.message_id)
    assert [message.text for message in await ana.reads(after=one.message_id)] == ["two"]
    assert [message.text for message in await ana.reads(after=two)] == ["uno"]
    with pytest.raises(NotShown, match="uno"):
        await ana.reads_until(lambda message: message.text == "three", timeout=0.05)


async def test_a_person_presses_the_newest_button_of_a_name(ask: Ask, api: BotApi, ana: Newcomer):
    async def offer(data: str) -> None:
        rows = [[{"text": "Da ✅", "callback_data": data}, {"text": "Web", "url": "https://x.de"}]]
        await ask("sendMessage", chat_id=ana.id, text="?", reply_markup={"inline_keyboard": rows})

    await offer("first")
    await offer("second")
    ana.presses("Da ✅")
    ana.presses(re.compile("^Da"))

    assert [body.count('"data": "second"') for body in api.pending_updates[-2:]] == [1, 1]
    assert ana.presses("Web") == "https://x.de"
    with pytest.raises(NotShown, match="Da ✅"):
        ana.presses("Nu")


async def test_a_keyboard_that_stands_in_for_typing_is_pressed_too(ask: Ask, api: BotApi, ana: Newcomer):
    markup = {"keyboard": [["Romana"], [{"text": "Polski"}]], "resize_keyboard": True}
    await ask("sendMessage", chat_id=ana.id, text="?", reply_markup=markup)

    ana.presses("Polski")

    assert '"text": "Polski"' in api.pending_updates[-1]


async def test_the_transcript_tells_what_was_accepted_in_order(ask: Ask, api: BotApi, ana: Newcomer):
    await ask("sendChatAction", chat_id=ana.id, action="typing")
    await ask("sendMessage", chat_id=5, text="refused")
    await ask("sendMessage", chat_id=ana.id, text="accepted")

    assert [entry.method for entry in api.transcript] == ["sendChatAction", "sendMessage"]
    assert [entry.values["text"] for entry in api.transcript.of("sendMessage")] == ["accepted"]
    assert [refused.description for refused in api.transcript.refused] == ["Bad Request: chat not found"]
    assert api.transcript.of("sendMessage")[0].at == pytest.approx(api.clock.now(), abs=5)


@pytest.mark.process
async def test_the_double_is_driven_from_another_process():
    async with BotApiProcess([TOKEN], flood_factor=0) as api, httpx.AsyncClient() as bot:
        ana = (await api.control("POST", "/newcomers", {"name": "Ana", "language_code": "ro"}))["id"]
        await api.control("POST", f"/newcomers/{ana}/starts", {"payload": "ro_bahnhof"})
        await api.control("POST", "/faults", {"kind": "error", "code": 502, "method": "sendMessage"})
        updates = (await bot.get(f"{api.root}/bot{TOKEN}/getUpdates")).json()["result"]
        answers = [
            await bot.post(f"{api.root}/bot{TOKEN}/sendMessage", json={"chat_id": ana, "text": "Buna"})
            for _ in range(2)
        ]
        messages = (await api.control("GET", f"/newcomers/{ana}/messages"))["messages"]
        transcript = await api.control("GET", "/transcript?method=sendMessage")
        await api.control("POST", "/clock", {"advance_seconds": 86400})
        pending = await api.control("GET", "/updates")
        with pytest.raises(httpx.HTTPStatusError):
            await api.control("POST", f"/newcomers/{ana}/presses", {"label": "Nu"})

    assert updates[0]["message"]["text"] == "/start ro_bahnhof"
    assert [answer.status_code for answer in answers] == [502, 200]
    assert [message["text"] for message in messages] == ["Buna"]
    assert [entry["method"] for entry in transcript["entries"]] == ["sendMessage"]
    assert pending == {"pending": []}
