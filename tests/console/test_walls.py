"""What the desk keeps apart: units, roles, networks, sites, and markup from words."""

import re
from collections.abc import Iterator

import httpx
import pytest
from starlette.routing import Route
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from console.application import ROUTERS
from console.gate import LARGEST_BODY
from handoff.cases import Case
from handoff.messages import messages_of
from handoff.staff import Role
from tests.console.conftest import PASSWORD, PUBLIC, Town

SECRET = "Geheimnis aus der Beratung"


def walked(case: int) -> Iterator[tuple[str, str]]:
    """Every method and path of the desk, with the number of *case* in it."""
    for route in (route for router in ROUTERS for route in router.routes):
        if isinstance(route, Route):
            path = route.path.replace("{number}", str(case)).replace("{token}", "x")
            path = re.sub(r"\{\w+\}", "77", path)
            for method in sorted(route.methods or ()):
                if method in ("GET", "POST"):
                    yield method, f"/desk{path}"


@pytest.mark.parametrize(
    ("role", "unit"),
    [
        pytest.param("staff", "housing_inspection", id="enforcement"),
        pytest.param("staff", "school_team", id="another advising unit"),
        pytest.param("administrator", None, id="administrator"),
        pytest.param("coordinator", None, id="coordinator"),
        pytest.param("editor", None, id="editor"),
        pytest.param("reviewer", None, id="reviewer"),
    ],
)
async def test_nothing_of_a_case_reaches_anybody_else_on_any_route(town: Town, role: Role, unit: str | None) -> None:
    """Every route of the desk is asked for; none shows a word or the number's existence."""
    case = await town.case(SECRET, called="Codewort Amsel")
    member = await town.enrols("Jemand", role, unit)
    paths = list(walked(case.number))
    assert len(paths) > 25

    desk = await town.signs_in(member)
    for method, path in paths:
        if path == "/desk/events":
            continue  # has no end: see test_live
        if (await desk.opens("/desk/help")).status_code != 200:  # the route before ended the session
            desk = await town.signs_in(member)
            await desk.opens("/desk/help")
        fields = {"text": "x", "outcome": "solved", "preview": "1", "show": "closed"}
        answer = await (desk.opens(path) if method == "GET" else desk.posts(path, **fields))
        assert SECRET not in answer.text, path
        assert "Amsel" not in answer.text, path
        if f"/cases/{case.number}" in path:
            missing = path.replace(str(case.number), "99999")
            await desk.opens("/desk/help")
            other = await (desk.opens(missing) if method == "GET" else desk.posts(missing, **fields))
            assert answer.status_code == other.status_code, path
            if answer.status_code == 404:
                assert answer.text == other.text, path
            else:
                assert answer.status_code == 422, path  # refused before anything was looked up
        else:
            assert str(case.number) not in answer.text, path
    assert await town.sent() == []


async def test_every_form_needs_the_token_of_its_session(town: Town) -> None:
    """Without it, and with a colleague's, the answer is 403 and nothing happens."""
    case = await town.case("?")
    desk = await town.at_the_desk("Frau Beer")
    other = await town.at_the_desk("Herr Lehm")
    forms = [path for method, path in walked(case.number) if method == "POST"]

    for path in forms:
        if path == "/desk/sign-in" or path.startswith("/desk/enrol/"):
            continue  # nobody is signed in there: see the next test
        assert (await desk.posts(path, csrf=False, text="x")).status_code == 403, path
        stolen = {"csrf_token": re.findall(r'name="csrf_token" value="([^"]+)"', other.shown)[0]}
        assert (await desk.posts(path, csrf=False, text="x", **stolen)).status_code == 403, path


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Origin": "https://evil.example"}, id="another origin"),
        pytest.param({"Origin": "null"}, id="no origin at all"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, id="another site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, id="a neighbour"),
    ],
)
async def test_another_site_cannot_sign_somebody_in(town: Town, headers: dict[str, str]) -> None:
    await town.enrols("Frau Beer")

    answer = await town.browser().http.post(
        "/desk/sign-in", data={"account": "Frau Beer", "password": PASSWORD, "code": "1"}, headers=headers
    )

    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("address", "admitted"),
    [
        pytest.param("127.0.0.1", True, id="this machine"),
        pytest.param("10.1.200.7", True, id="the office"),
        pytest.param("::1", True, id="this machine, IPv6"),
        pytest.param("::ffff:10.1.0.9", True, id="IPv4 in IPv6"),
        pytest.param("10.2.0.1", False, id="the next network"),
        pytest.param("203.0.113.9", False, id="the internet"),
        pytest.param("not an address", False, id="no address"),
    ],
)
async def test_only_the_desks_networks_get_an_answer(town: Town, address: str, admitted: bool) -> None:
    """For everybody else there is no desk, not even a style sheet."""
    browser = town.browser(address)

    for path in ("/desk/sign-in", "/desk/static/desk.css", "/desk/nothing-here"):
        answer = await browser.opens(path)
        assert (answer.text == "Not Found") == (not admitted), path


@pytest.mark.parametrize(
    ("peer", "forwarded_for", "admitted"),
    [
        pytest.param("10.1.0.2", "10.1.200.7", True, id="the office"),
        pytest.param("10.1.0.2", "203.0.113.9", False, id="the internet"),
        pytest.param("10.1.0.2", "127.0.0.1, 203.0.113.9", False, id="the internet, which claims to be this machine"),
        pytest.param("127.0.0.1", "203.0.113.9", False, id="a proxy that nobody named"),
        pytest.param("127.0.0.1", "10.1.200.7", False, id="a proxy that nobody named, from the office"),
        pytest.param("127.0.0.1", None, True, id="no proxy"),
    ],
)
async def test_behind_a_proxy_the_browser_counts(
    town: Town, peer: str, forwarded_for: str | None, admitted: bool
) -> None:
    """Its address must be of a desk's network; a proxy that is not trusted cannot lend its own."""
    served = ProxyHeadersMiddleware(town.app, trusted_hosts=["10.1.0.2"])  # as the server wraps the application
    headers = {"X-Forwarded-For": forwarded_for} if forwarded_for else {}
    transport = httpx.ASGITransport(app=served, client=(peer, 50000))

    async with httpx.AsyncClient(transport=transport, base_url=PUBLIC) as http:
        answer = await http.get("/desk/sign-in", headers=headers)

    assert answer.status_code == (200 if admitted else 404)
    assert ("Anmelden" in answer.text) == admitted


async def test_a_session_that_somebody_planted_is_not_taken_over(town: Town) -> None:
    """Signing in gives a token of its own; the cookie that was there before opens nothing."""
    member = await town.enrols("Frau Beer")
    browser, planted = town.browser(), "planted-by-somebody-else"
    browser.http.cookies.set("desk", planted, domain="desk.test")

    await town.signs_in(member, browser)

    assert planted not in browser.http.cookies.get("desk", domain="desk.test", path="/", default="")
    attacker = town.browser()
    attacker.http.cookies.set("desk", planted, domain="desk.test")
    assert (await attacker.opens("/desk/inbox")).headers["location"].startswith("/desk/sign-in")


async def test_an_error_page_keeps_the_way_back(town: Town) -> None:
    """Whoever is signed in finds the menu on it; nobody else does."""
    desk = await town.at_the_desk("Frau Beer")

    assert "Posteingang" in (await desk.opens("/desk/nothing-here")).text
    assert "Posteingang" not in (await town.browser().opens("/desk/nothing-here")).text


async def test_what_breaks_is_told_without_its_words(town: Town) -> None:
    """A page in German, no traceback, no word of the error; the database is not asked for it."""

    async def breaks() -> None:
        raise RuntimeError(SECRET)

    town.desk_app.add_api_route("/breaks", breaks)
    answer = await (await town.at_the_desk("Frau Beer")).opens("/desk/breaks")

    assert answer.status_code == 500
    assert "nichts gesendet" in answer.text
    assert SECRET not in answer.text


@pytest.mark.parametrize("path", ["/desk/sign-in", "/desk/inbox", "/desk/cases/1", "/desk/static/desk.js", "/desk/x"])
async def test_every_response_carries_the_security_headers(town: Town, path: str) -> None:
    headers = (await town.browser().opens(path)).headers

    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == ("no-cache" if "static" in path else "no-store")


async def test_no_page_needs_what_its_policy_forbids(town: Town) -> None:
    """No inline script, no inline style, nothing from another host."""
    case = await town.case("?")
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")
    await desk.posts(f"/desk/cases/{case.number}/claim")
    pages = [await desk.opens(f"/desk/cases/{case.number}")]
    pages.append(await desk.posts(f"/desk/cases/{case.number}/preview", text="Ja."))
    for path in ("inbox", f"cases/{case.number}/sentences", "account", "help"):
        pages.append(await desk.opens(f"/desk/{path}"))
    _, token = await town.adds("Herr Lehm")
    pages.append(await town.browser().opens(f"/desk/enrol/{token}"))

    for page in pages:
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page.text), page.url
        assert re.findall(r"<script[^>]*>", page.text) in ([], ['<script src="/desk/static/desk.js" defer>'])
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page.text), page.url


async def test_words_of_a_newcomer_are_never_markup(town: Town) -> None:
    """In every place where they are shown."""
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    case = await town.case(attack, called="<b>Ana</b>")
    desk = await town.at_the_desk("Frau Beer")

    pages = [
        await desk.opens("/desk/inbox"),
        await desk.opens("/desk/inbox/list"),
        await desk.opens(f"/desk/cases/{case.number}"),
    ]

    for page in pages:
        assert "<script>alert" not in page.text
        assert "<img" not in page.text
        assert "<b>Ana" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in pages[-1].text


TURNS = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Characters that turn the direction of what follows them."""


async def test_words_of_a_newcomer_read_as_they_are_written(town: Town) -> None:
    """A code word cannot pass for another one, nor turn what stands beside it; what is stored stays as it was."""
    case = await town.case(f"Numarul meu {TURNS}este 4321", called="\u202e4321")
    desk = await town.at_the_desk("Frau Beer")

    for path in ("inbox", "inbox/list", f"cases/{case.number}", f"cases/{case.number}/talk"):
        shown = (await desk.opens(f"/desk/{path}")).text
        assert not set(TURNS) & set(shown), path
        assert "<bdi>4321</bdi>" in shown, path
    assert "Numarul meu este 4321" in shown
    async with town.database.reading() as session:
        kept = await session.get_one(Case, case.id)
        [message] = await messages_of(session, case.id)
    assert (kept.called, message.original) == ("\u202e4321", f"Numarul meu {TURNS}este 4321")


async def test_a_link_after_sign_in_leads_only_to_the_desk(town: Town) -> None:
    member = await town.enrols("Frau Beer")
    for number, (wanted, location) in enumerate(
        [
            ("/desk/cases/12345", "/desk/cases/12345"),
            ("https://evil.example/desk/", "/desk/inbox"),
            ("//evil.example", "/desk/inbox"),
            ("/desk/\\evil.example", "/desk/inbox"),
            ("/desk/\r\nSet-Cookie: x=y", "/desk/inbox"),
            ("/desk/../chat", "/desk/inbox"),
            ("/desk/%2e%2e/chat", "/desk/inbox"),
        ]
    ):
        town.clock.passes(seconds=30)
        answer = await town.browser(f"10.1.0.{number}").posts(
            "/desk/sign-in", csrf=False, account=str(member.id), password=PASSWORD, code=town.code(member), next=wanted
        )
        assert answer.headers["location"] == location


@pytest.mark.parametrize("number", ["abc", "0", "-1", "99999999999999999999", "1.5"])
async def test_a_number_that_is_none_is_a_missing_case(town: Town, number: str) -> None:
    desk = await town.at_the_desk("Frau Beer")

    assert (await desk.opens(f"/desk/cases/{number}")).status_code == 404


async def test_a_body_that_is_too_large_is_refused(town: Town) -> None:
    """Announced or not."""
    desk = await town.at_the_desk("Frau Beer")

    async def endless() -> "object":
        for _ in range(4):
            yield b"x" * LARGEST_BODY

    announced = await desk.http.post("/desk/sign-in", data={"account": "x" * (LARGEST_BODY + 1)})
    unannounced = await desk.http.post(
        "/desk/sign-in", content=endless(), headers={"Content-Type": "application/x-www-form-urlencoded"}
    )

    assert announced.status_code == 413
    assert unannounced.status_code >= 400


async def test_the_desk_begins_where_one_is_wanted(town: Town) -> None:
    """Without a session at the sign-in, else at the inbox or at the accounts."""
    stranger = await town.browser().opens("/desk/")
    staff = await (await town.at_the_desk("Frau Beer")).opens("/desk/")
    admin = await (await town.at_the_desk("Verwaltung", "administrator")).opens("/desk/")

    assert stranger.headers["location"] == "/desk/sign-in?next=/desk/"
    assert (staff.headers["location"], admin.headers["location"]) == ("/desk/inbox", "/desk/knowledge")


async def test_an_empty_or_too_long_answer_is_explained(town: Town) -> None:
    case = await town.case("?")
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")
    await desk.posts(f"/desk/cases/{case.number}/claim")

    empty = await desk.posts(f"/desk/cases/{case.number}/preview", text="  ")
    long = await desk.posts(f"/desk/cases/{case.number}/preview", text="x" * 2001)

    assert (empty.status_code, long.status_code) == (422, 422)
    assert "2001 von 2000" in long.text
    assert "x" * 2001 in long.text
