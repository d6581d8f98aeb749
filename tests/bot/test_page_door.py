"""The door of a newcomer's page: a link from Telegram leads there, and only the code word opens it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import select

from bot import code_words, privacy
from bot.case_links import CaseLink
from bot.code_words import SHORTEST
from bot.web_chat import WebChat
from bot.web_http import CHAT, OWN_PAGE
from handoff.newcomers import SecondAddress
from storage import Database
from tests.bot.talking import Person, Room
from wording import Moment

TOWN = "https://lotse.example.org"
WORD = "Măr verde"
CANARY = "Kanarienvogel"


@pytest.fixture
async def room(database: Database, tmp_path: Path) -> AsyncIterator[Room]:
    room = Room(database, public_url=TOWN, folder=tmp_path)
    await room.prepare()
    yield room
    await room.close()


@pytest.fixture
async def ana(room: Room) -> Person:
    """Somebody with an open case, in Telegram."""
    ana = room.person()
    await ana.says("/start de")
    await ana.opens_case("Frage zur Wohnung")
    return ana


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id with little memory: its true cost is a second a test."""
    monkeypatch.setattr(code_words, "_hashing", PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64),)))


@asynccontextmanager
async def browser(room: Room, client: str = "192.0.2.1") -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=room.app, client=(client, 40000))
    async with httpx.AsyncClient(transport=transport, base_url="http://lotse.test", timeout=30) as http:
        yield http


@pytest.fixture
async def phone(room: Room) -> AsyncIterator[httpx.AsyncClient]:
    async with browser(room) as phone:
        yield phone


async def link_for(ana: Person) -> str:
    """The path of a new link."""
    [shown] = await ana.presses(ana.room.word("button-page"))
    [url] = [line for line in shown.text.splitlines() if line.startswith(TOWN)]
    return url.removeprefix(TOWN)


async def opens(phone: httpx.AsyncClient, link: str, word: str = WORD) -> httpx.Response:
    return await phone.post(link, data={"word": word})


async def changes(phone: httpx.AsyncClient, old: str, new: str) -> httpx.Response:
    return await phone.post("/chat/page/password", data={"old": old, "word": new}, follow_redirects=True)


async def runs_jobs(room: Room) -> None:
    for _, _, job in privacy.JOBS:
        async with room.database.transaction() as session:
            await job(session, room.clock())


async def test_the_word_is_chosen_at_the_first_time_and_given_at_every_other(
    room: Room, ana: Person, phone: httpx.AsyncClient
) -> None:
    link = await link_for(ana)
    first = await phone.get(link)
    chosen = await opens(phone, link)
    link = await link_for(ana)
    later = await phone.get(link)
    given = await opens(phone, link, "mar VERDE")

    assert room.word("web-door-choose") in first.text
    assert room.word("web-door-why") in first.text
    assert room.word("web-door-give") in later.text
    assert room.word("web-door-choose") not in later.text
    for answer in (chosen, given):
        assert (answer.status_code, answer.headers["location"]) == (303, "/chat/page?after=door")


async def test_behind_the_door_is_what_the_unit_wrote(room: Room, ana: Person, phone: httpx.AsyncClient) -> None:
    [case] = await room.cases()
    await room.answers(case.number, await room.takes_over(case.number), f"{CANARY} Antwort")
    await ana.reads()
    link = await link_for(ana)
    room.open()

    before = await phone.get("/chat/page")
    await opens(phone, link)
    for _ in range(100):
        shown = await phone.get("/chat/page")
        if CANARY in shown.text:
            break
        await asyncio.sleep(0.05)

    assert CANARY not in before.text
    assert f"{CANARY} Antwort" in shown.text
    assert room.word("web-attach") in shown.text


async def test_the_door_shows_nothing_but_the_question(room: Room, ana: Person, phone: httpx.AsyncClient) -> None:
    """No number, no unit, nobody's words; nothing is kept by anybody on the way."""
    [case] = await room.cases()
    shown = await phone.get(await link_for(ana))

    assert str(case.number) not in shown.text
    assert "Neustadtbüro" not in shown.text
    assert "Frage zur Wohnung" not in shown.text
    assert room.word("web-leave") in shown.text
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert shown.headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in shown.headers["Content-Security-Policy"]
    assert "set-cookie" not in shown.headers


async def test_looking_does_not_use_the_link_up(ana: Person, phone: httpx.AsyncClient) -> None:
    """Messengers fetch links to show what is behind them."""
    link = await link_for(ana)
    for _ in range(5):
        assert (await phone.get(link)).status_code == 200

    assert (await opens(phone, link)).status_code == 303


async def test_a_link_works_once(room: Room, ana: Person, phone: httpx.AsyncClient) -> None:
    link = await link_for(ana)
    await opens(phone, link)

    again, looked = await opens(phone, link), await phone.get(link)

    for answer in (again, looked):
        assert answer.status_code == 410
        assert room.word("web-door-over") in answer.text
        assert room.word("button-page") in answer.text  # how to get a new one
        assert "set-cookie" not in answer.headers


async def test_a_link_ends_after_ten_minutes(room: Room, ana: Person, phone: httpx.AsyncClient) -> None:
    link = await link_for(ana)
    room.clock.passes(minutes=10)

    assert (await phone.get(link)).status_code == 410
    assert (await opens(phone, link)).status_code == 410


async def test_a_newer_link_ends_the_older(ana: Person, phone: httpx.AsyncClient) -> None:
    older, newer = await link_for(ana), await link_for(ana)

    assert (await opens(phone, older)).status_code == 410
    assert (await opens(phone, newer)).status_code == 303


async def test_three_wrong_words_end_a_link(room: Room, ana: Person, phone: httpx.AsyncClient) -> None:
    await opens(phone, await link_for(ana))
    link = await link_for(ana)

    first, second = await opens(phone, link, "rosu"), await opens(phone, link, "rosu")
    third = await opens(phone, link, "rosu")
    right_too_late = await opens(phone, link)

    assert room.word("web-door-wrong", count=2) in first.text
    assert room.word("web-door-wrong", count=1) in second.text
    assert [each.status_code for each in (first, second, third, right_too_late)] == [422, 422, 410, 410]
    for over in (third, right_too_late):  # why, and that it goes on at once
        assert room.word("web-door-tried", count=3) in over.text
        assert room.word("web-door-over-how") in over.text
    assert (await opens(phone, await link_for(ana))).status_code == 303


async def test_after_nine_wrong_words_the_door_says_when_there_is_a_link_again(
    room: Room, ana: Person, phone: httpx.AsyncClient
) -> None:
    await opens(phone, await link_for(ana))
    for _ in range(3):
        link = await link_for(ana)
        for _ in range(3):
            over = await opens(phone, link, "rosu")
        room.clock.passes(minutes=1)

    free_at = Moment(at=room.clock() + timedelta(days=1, minutes=-2))  # the first of the three links counts no more
    assert room.word("page-tries-spent", at=free_at) in over.text
    assert room.word("web-door-over-how") not in over.text


async def test_a_right_word_at_the_third_try_opens(ana: Person, phone: httpx.AsyncClient) -> None:
    await opens(phone, await link_for(ana))
    link = await link_for(ana)
    for _ in range(2):
        await opens(phone, link, "rosu")

    assert (await opens(phone, link)).status_code == 303


async def test_a_right_word_after_a_wrong_one_opens(ana: Person, phone: httpx.AsyncClient) -> None:
    await opens(phone, await link_for(ana))
    link = await link_for(ana)
    await opens(phone, link, "rosu")

    assert (await opens(phone, link)).status_code == 303


async def test_who_did_not_choose_the_word_learns_that_somebody_did(
    room: Room, ana: Person, phone: httpx.AsyncClient
) -> None:
    """Whoever holds the telephone can be first. When it was chosen, and how to begin anew, stands on the door."""
    first = await phone.get(await link_for(ana))
    chosen_at = room.clock()
    async with browser(room, "198.51.100.7") as somebody:
        await opens(somebody, await link_for(ana), "somebody else")
    room.clock.passes(days=3)
    await runs_jobs(room)
    await opens(phone, await link_for(ana))

    door = await phone.get(await link_for(ana))

    at = {"day": Moment(at=chosen_at, form="date"), "time": Moment(at=chosen_at, form="time")}
    assert room.word("web-door-since", **at) in door.text
    assert "25. November 2026 um 11:00" in door.text
    assert room.word("web-door-not-you") in door.text
    assert room.word("web-door-not-you") not in first.text


async def test_what_the_door_promises_of_deleting_is_true(room: Room, ana: Person, phone: httpx.AsyncClient) -> None:
    """Page, word and cases are gone, who is inside is outside, and a new case brings a new page without a word."""
    async with browser(room, "198.51.100.7") as somebody:
        await opens(somebody, await link_for(ana), "somebody else")
        await ana.says("/delete")
        await ana.presses("Ja, alles löschen")
        outside = await somebody.get("/chat/page", follow_redirects=True)
    cases = await room.cases()
    await ana.says("/start de")
    await ana.opens_case("Frage zur Wohnung")

    assert room.word("web-door-shut") in outside.text
    assert cases == []
    assert room.word("web-door-choose") in (await phone.get(await link_for(ana))).text


async def test_wrong_words_are_told_after_the_right_one(room: Room, ana: Person, phone: httpx.AsyncClient) -> None:
    """Of the last day, whichever link they were given at."""
    await opens(phone, await link_for(ana))
    async with browser(room, "198.51.100.7") as somebody:
        for word in ("rosu", "galben"):
            await opens(somebody, await link_for(ana), word)

    entered = await phone.post(await link_for(ana), data={"word": WORD}, follow_redirects=True)
    later = await phone.get("/chat/page")
    room.clock.passes(days=1, minutes=11)
    next_day = await phone.post(await link_for(ana), data={"word": WORD}, follow_redirects=True)

    told = room.word("web-page-wrong-words", count=2)
    assert told in entered.text
    assert told not in later.text
    assert "Seit gestern" not in next_day.text


async def test_the_word_is_changed_on_the_page(room: Room, ana: Person, phone: httpx.AsyncClient) -> None:
    """With the old one; whoever took the cookie along is outside, and the door tells the new time."""
    await opens(phone, await link_for(ana))
    old_secret = phone.cookies[OWN_PAGE.cookie]
    room.clock.passes(hours=1)

    form = await phone.get("/chat/page/password")
    changed = await changes(phone, WORD, "patru pere")

    assert room.word("web-word-old") in form.text
    assert room.word("web-word-changed") in changed.text
    assert phone.cookies[OWN_PAGE.cookie] != old_secret
    door = await phone.get(await link_for(ana))
    assert "um 12:00" in door.text
    assert (await opens(phone, await link_for(ana), WORD)).status_code == 422
    assert (await opens(phone, await link_for(ana), "patru pere")).status_code == 303


async def test_a_new_word_must_be_as_good_as_the_first(room: Room, ana: Person, phone: httpx.AsyncClient) -> None:
    await opens(phone, await link_for(ana))
    refused = await changes(phone, WORD, "1234")

    assert refused.status_code == 422
    assert room.word("web-door-short", least=SHORTEST) in refused.text
    assert (await opens(phone, await link_for(ana))).status_code == 303


async def test_guessing_the_old_word_shuts_the_page(room: Room, ana: Person, phone: httpx.AsyncClient) -> None:
    """Whoever finds it open must not try until it fits. The tries are told and count as those at the door do."""
    await opens(phone, await link_for(ana))
    answers = [await changes(phone, f"rosu {number}", "patru pere") for number in range(3)]

    assert [each.status_code for each in answers] == [422, 422, 410]
    assert room.word("web-door-wrong", count=2) in answers[0].text
    assert room.word("web-door-shut") in answers[2].text
    assert room.word("web-door-tried", count=3) in answers[2].text
    entered = await phone.post(await link_for(ana), data={"word": WORD}, follow_redirects=True)
    assert room.word("web-page-wrong-words", count=3) in entered.text


async def test_many_tries_at_once_are_no_more_than_three(ana: Person, phone: httpx.AsyncClient) -> None:
    await opens(phone, await link_for(ana))
    link = await link_for(ana)

    answers = await asyncio.gather(*(opens(phone, link, f"wrong {number}") for number in range(8)))

    assert sum(answer.status_code == 422 for answer in answers) <= 3
    assert (await opens(phone, link)).status_code == 410


async def test_a_word_that_everybody_guesses_is_refused_and_costs_no_try(
    room: Room, ana: Person, phone: httpx.AsyncClient
) -> None:
    link = await link_for(ana)
    for word, weak in {"1985": "short", "01.01.1985": "date", "121212": "row", "parola": "known", "": "short"}.items():
        refused = await opens(phone, link, word)
        assert refused.status_code == 422
        assert room.word(f"web-door-{weak}", least=SHORTEST) in refused.text

    assert (await opens(phone, link)).status_code == 303


async def test_whoever_was_inside_is_outside_after_the_next_opening(
    room: Room, ana: Person, phone: httpx.AsyncClient
) -> None:
    """A borrowed telephone, a stolen cookie: the next time ends it."""
    await opens(phone, await link_for(ana))
    old = phone.cookies[OWN_PAGE.cookie]
    async with browser(room) as other:
        await opens(other, await link_for(ana))
        new = other.cookies[OWN_PAGE.cookie]

    async with room.database.reading() as session:
        page = (await session.scalars(select(SecondAddress))).one()
    messages = f"/chat/api/conversations/{page.address}/messages"
    phone.cookies.clear()
    assert old != new
    assert (await phone.get(messages, headers={"Authorization": f"Bearer {old}"})).status_code == 401
    assert (await phone.get(messages, headers={"Authorization": f"Bearer {new}"})).status_code == 200


async def test_who_follows_the_page_with_the_old_secret_hears_nothing_more(
    room: Room, ana: Person, phone: httpx.AsyncClient
) -> None:
    """A stream that is open goes on for hours; it ends with the secret it was opened with."""
    await opens(phone, await link_for(ana))
    chat = WebChat(room.parts)
    visit = await chat.visit(phone.cookies[OWN_PAGE.cookie])
    following = asyncio.create_task(anext(chat.follow(visit, 0), None))
    await asyncio.sleep(0.1)
    await opens(phone, await link_for(ana))

    assert await asyncio.wait_for(following, 5) is None


async def test_an_open_page_shuts_after_a_while(room: Room, ana: Person, phone: httpx.AsyncClient) -> None:
    """Whoever finds the telephone later finds no open page in its browser."""
    await opens(phone, await link_for(ana))
    room.clock.passes(hours=1, minutes=59)
    inside = await phone.get("/chat/page")
    room.clock.passes(minutes=1)
    outside = await phone.get("/chat/page", follow_redirects=True)

    assert inside.status_code == 200
    assert outside.url.path == "/chat/open"
    assert room.word("web-door-shut") in outside.text
    assert "Frage zur Wohnung" not in outside.text
    assert OWN_PAGE.cookie not in phone.cookies


async def test_a_page_that_is_used_stays_open(room: Room, ana: Person, phone: httpx.AsyncClient) -> None:
    """Two hours count from the last message; to look alone does not prolong it."""
    await opens(phone, await link_for(ana))
    room.open()
    room.clock.passes(hours=1, minutes=59)
    written = await phone.post("/chat/page/part", data={"text": "Guten Tag"})
    room.clock.passes(hours=1, minutes=59)
    looked = await phone.get("/chat/page/part")
    inside = await phone.get("/chat/page")
    room.clock.passes(minutes=1)

    assert (written.headers["Lotse-Open-Seconds"], written.headers["Lotse-Open-Until"]) == ("7200", "14:59")
    assert looked.headers["Lotse-Open-Seconds"] == "60"
    assert '<b id="until">14:59</b>' in inside.text
    assert (await phone.get("/chat/page")).headers["location"].startswith("/chat/open")


async def test_after_twelve_hours_the_word_is_asked_for_again(
    room: Room, ana: Person, phone: httpx.AsyncClient
) -> None:
    """However much was written: whoever has the telephone by then might write too."""
    await opens(phone, await link_for(ana))
    room.open()
    for _ in range(11):
        room.clock.passes(hours=1)
        written = await phone.post("/chat/page/part", data={"text": "/help"})
        assert written.status_code == 200
    assert written.headers["Lotse-Open-Seconds"] == "3600"
    room.clock.passes(hours=1)

    assert (await phone.post("/chat/page/part", data={"text": "/help"})).status_code == 401


async def test_a_message_opens_no_page_that_was_shut(room: Room, ana: Person, phone: httpx.AsyncClient) -> None:
    """It may be on its way while somebody shuts the page in another tab."""
    await opens(phone, await link_for(ana))
    chat = WebChat(room.parts)
    visit = await chat.visit(phone.cookies[OWN_PAGE.cookie])
    await phone.post("/chat/page/lock")

    assert (await chat.note_message(visit)).until == room.clock()


@pytest.mark.parametrize("how", ["shut", "opened elsewhere"])
async def test_what_is_written_on_a_shut_page_begins_no_other_conversation(
    room: Room, ana: Person, phone: httpx.AsyncClient, how: str
) -> None:
    """It was meant for a unit; the newcomer learns that it may not have arrived."""
    await opens(phone, await link_for(ana))
    if how == "shut":
        room.clock.passes(hours=3)
    else:
        async with browser(room) as other:
            await opens(other, await link_for(ana))

    by_script = await phone.post("/chat/page/part", data={"text": CANARY})
    by_form = await phone.post("/chat/page/say", data={"text": CANARY}, follow_redirects=True)

    assert by_script.status_code == 401
    assert room.word("web-door-unsent") in by_form.text
    assert len(await room.newcomers()) == 1
    assert await room.inbox.waiting() == 0


async def test_whoever_has_finished_shuts_the_page(room: Room, ana: Person, phone: httpx.AsyncClient) -> None:
    """At once, for every tab, and for whoever took the secret along; the next link opens it again."""
    await opens(phone, await link_for(ana))
    chat = WebChat(room.parts)
    secret = phone.cookies[OWN_PAGE.cookie]
    following = asyncio.create_task(anext(chat.follow(await chat.visit(secret), 0), None))
    await asyncio.sleep(0.1)

    locked = await phone.post("/chat/page/lock", follow_redirects=True)

    assert room.word("web-door-shut") in locked.text
    assert room.word("web-door-unsent") not in locked.text
    assert OWN_PAGE.cookie not in phone.cookies
    assert await asyncio.wait_for(following, 5) is None
    phone.cookies.set(OWN_PAGE.cookie, secret, path="/chat")
    assert (await phone.get("/chat/page")).headers["location"].startswith("/chat/open")
    assert (await opens(phone, await link_for(ana))).status_code == 303


async def test_shutting_does_nothing_to_an_ordinary_conversation(
    room: Room, ana: Person, phone: httpx.AsyncClient
) -> None:
    """Who leaves quickly sends it from every page."""
    room.open()
    await phone.post("/chat/say", data={"text": f"{CANARY} ohne Telegram", "start": "de"})
    await phone.post("/chat/page/lock")

    assert f"{CANARY} ohne Telegram" in (await phone.get("/chat")).text


async def test_another_site_cannot_shut_the_page(ana: Person, phone: httpx.AsyncClient) -> None:
    await opens(phone, await link_for(ana))
    refused = await phone.post("/chat/page/lock", headers={"Sec-Fetch-Site": "cross-site"})

    assert refused.status_code == 400
    assert "set-cookie" not in refused.headers
    assert (await phone.get("/chat/page")).status_code == 200


async def test_the_page_leaves_an_ordinary_conversation_of_the_browser_alone(
    room: Room, ana: Person, phone: httpx.AsyncClient
) -> None:
    """Somebody asked on the town's page before the link came: both are there, each at its place, also afterwards."""
    link = await link_for(ana)
    room.open()
    await phone.post("/chat/say", data={"text": f"{CANARY} ohne Telegram", "start": "de"})
    before = phone.cookies[CHAT.cookie]

    await opens(phone, link)
    beside, own = await phone.get("/chat"), await phone.get("/chat/page")
    room.clock.passes(hours=3)
    shut = await phone.get("/chat/page", follow_redirects=True)
    after = await phone.get("/chat")

    assert phone.cookies[CHAT.cookie] == before
    for each in (beside, after):
        assert f"{CANARY} ohne Telegram" in each.text
    assert CANARY not in own.text
    assert room.word("web-door-shut") in shut.text


async def test_what_is_written_on_one_page_never_goes_to_the_other(
    room: Room, ana: Person, phone: httpx.AsyncClient
) -> None:
    """Two tabs: the own page was shut meanwhile, the ordinary conversation is open."""
    await opens(phone, await link_for(ana))
    room.open()
    await phone.post("/chat/say", data={"text": "Guten Tag", "start": "de"})
    phone.cookies.delete(OWN_PAGE.cookie)
    heard = list(room.interpreter.heard)

    by_script = await phone.post("/chat/page/part", data={"text": CANARY})
    by_form = await phone.post("/chat/page/say", data={"text": CANARY}, follow_redirects=True)

    assert by_script.status_code == 401
    assert room.word("web-door-unsent") in by_form.text
    assert room.interpreter.heard == heard


async def test_each_conversation_is_followed_with_its_own_cookie(
    room: Room, ana: Person, phone: httpx.AsyncClient
) -> None:
    await opens(phone, await link_for(ana))
    begun = (await phone.post("/chat/api/conversations", json={"language": "de"})).json()
    async with room.database.reading() as session:
        page = (await session.scalars(select(SecondAddress))).one()

    for conversation in (begun["conversation"], page.address):
        assert (await phone.get(f"/chat/api/conversations/{conversation}/messages")).status_code == 200
    phone.cookies.delete(OWN_PAGE.cookie)
    assert (await phone.get(f"/chat/api/conversations/{page.address}/messages")).status_code == 404


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_another_site_cannot_send_the_form(ana: Person, phone: httpx.AsyncClient, site: str) -> None:
    link = await link_for(ana)
    refused = await phone.post(link, data={"word": WORD}, headers={"Sec-Fetch-Site": site})

    assert refused.status_code == 400
    assert (await opens(phone, link)).status_code == 303


async def test_a_link_that_never_was_says_so_in_the_language_of_the_browser(
    room: Room, phone: httpx.AsyncClient
) -> None:
    shown = await phone.get("/chat/open/nothing", headers={"Accept-Language": "pl-PL,pl;q=0.9"})

    assert shown.status_code == 410
    assert room.word("web-door-over", "pl") in shown.text


async def test_nobody_elses_link_opens_the_page(room: Room, ana: Person, phone: httpx.AsyncClient) -> None:
    """Each link leads to the page of the one who asked for it, whatever word is given."""
    ivan = room.person("8")
    await ivan.says("/start de")
    await ivan.opens_case(f"{CANARY} von Ivan")
    await opens(phone, await link_for(ana))
    async with browser(room) as his:
        await opens(his, await link_for(ivan), "ябълка")

        assert (await opens(his, await link_for(ana), "ябълка")).status_code == 422
        assert (await opens(his, await link_for(ivan), "ябълка")).status_code == 303
    async with room.database.reading() as session:
        pages = list(await session.scalars(select(SecondAddress)))
    assert len({page.address for page in pages}) == len({page.code_word for page in pages}) == 2


async def test_whoever_tries_links_that_never_were_keeps_nobody_out(ana: Person, phone: httpx.AsyncClient) -> None:
    """A hostel shares one address; what somebody else tries there is no matter of the one who has a good link."""
    link = await link_for(ana)
    guesses = [await opens(phone, f"/chat/open/bogus{number}") for number in range(100)]

    assert {each.status_code for each in guesses} == {410}
    assert len({each.text for each in guesses}) == 1
    assert (await opens(phone, link)).status_code == 303


async def test_after_a_deletion_no_link_opens(room: Room, ana: Person, phone: httpx.AsyncClient) -> None:
    link = await link_for(ana)
    await ana.says("/delete")
    await ana.presses("Ja, alles löschen")

    assert (await opens(phone, link)).status_code == 410
    async with room.database.reading() as session:
        assert list(await session.scalars(select(CaseLink))) == []
