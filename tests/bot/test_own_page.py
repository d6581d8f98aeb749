"""A town that does not tell its cases in Telegram: Telegram answers and takes the yes, all else is on a page."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import privacy
from bot.case_links import WRONG_WORDS_A_DAY, CaseLink
from bot.web_conversations import WebConversation
from handoff import privacy as handoff_privacy
from handoff.newcomers import Newcomers, SecondAddress
from handoff.units import Units
from storage import Database
from storage.outbox import OutboxMessage
from tests.bot.talking import AUTHORITY, Person, Room, Shown
from wording import Moment

QUESTION = "Frage zur Wohnung"
CANARY = "Kanarienvogel"
TOWN = "https://lotse.example.org"


@pytest.fixture
async def room(database: Database) -> Room:
    room = Room(database, public_url=TOWN)
    await room.prepare()
    return room


@pytest.fixture
async def ana(room: Room) -> Person:
    ana = room.person()
    await ana.says("/start de")
    return ana


async def page_of(room: Room, ana: Person) -> Person:
    """The same newcomer, in front of their page, on which they have read what it is for."""
    newcomer = await ana.row()
    assert newcomer is not None
    async with room.database.reading() as session:
        page = await Newcomers(session).page_of(newcomer.id)
    assert page is not None
    person = room.person(page.address, channel="web")
    person._read = min(each.id for each in await room.queued("web", page.address))
    return person


async def takes_over_aloud(room: Room, number: int) -> None:
    """A staff member claims the case, and the newcomer is told, as the desk does it."""
    await room.takes_over(number)
    async with room.acts() as (session, _):
        case = await session.merge(await room.case(number), load=False)
        newcomer = await Newcomers(session).get(case.newcomer_id)
        unit = await Units(session).get(case.unit_id)
        await room.services.post.taken(session, case, newcomer, unit, room.clock())


async def closes_aloud(room: Room, number: int) -> None:
    member = await room.holder(number)
    async with room.acts() as (session, cases):
        case = await cases.get(number, member)
        await cases.close(case, member, "solved", room.clock())
        newcomer = await Newcomers(session).get(case.newcomer_id)
        await room.services.post.closed(session, case, newcomer, room.clock())


def url_in(shown: Sequence[Shown]) -> str:
    [url] = [line for each in shown for line in each.text.splitlines() if line.startswith(TOWN)]
    return url


# --- the yes ----------------------------------------------------------------------------------------------------------


async def test_the_offer_says_that_the_answer_comes_onto_a_page(room: Room, ana: Person) -> None:
    offer = await ana.offered(QUESTION)

    assert room.word("passed-reach-page") in offer.text
    assert room.word("passed-reach-telegram") not in offer.text
    assert any(room.word("notice-page") in each.text for each in ana.seen)


async def test_the_receipt_leads_to_the_page_at_once(room: Room, ana: Person) -> None:
    """The sooner the code word is chosen, the sooner nobody else can choose it."""
    await ana.opens_case(QUESTION)

    receipt = ana.seen[-1]
    assert room.word("page-case-opened", number=receipt.case) in receipt.text
    assert "Neustadtbüro" not in receipt.text  # it stands on the page
    assert room.word("page-answers-there") in receipt.text
    assert room.word("page-choose-soon") in receipt.text
    assert receipt.has(room.word("button-page"))
    assert not receipt.has(room.word("button-reach-write"))  # Telegram can say no more than that there is news


async def test_one_newcomer_has_two_addresses(room: Room, ana: Person) -> None:
    """The page has its place before it was opened for the first time."""
    await ana.opens_case(QUESTION)
    page = await page_of(room, ana)

    [newcomer] = await room.newcomers()
    there, here = await page.row(), await ana.row()
    assert there is not None
    assert here is not None
    assert there.id == here.id == newcomer.id


async def test_the_page_says_what_it_is_for_when_it_is_opened(room: Room, ana: Person) -> None:
    number = await ana.opens_case(QUESTION)
    page = room.person((await page_of(room, ana)).address, channel="web")

    [first] = await page.reads()

    assert room.word("case-opened", number=number, unit="Neustadtbüro") in first.text
    assert room.word("passed-reach-web") in first.text


async def test_a_second_case_comes_onto_the_same_page(room: Room, ana: Person) -> None:
    await ana.opens_case(QUESTION)
    before = (await page_of(room, ana)).address
    await ana.opens_case("Noch eine Frage", unit="Schulteam")

    assert (await page_of(room, ana)).address == before


# --- what the unit writes ---------------------------------------------------------------------------------------------


async def test_an_answer_stands_on_the_page_and_telegram_says_only_that_there_is_news(room: Room, ana: Person) -> None:
    number = await ana.opens_case(QUESTION)
    await room.answers(number, await room.takes_over(number), f"{CANARY} Antwort")

    [news] = await ana.reads()
    [answer] = await (await page_of(room, ana)).reads()
    assert news.text == room.word("page-news", number=number)
    assert news.has(room.word("button-read"))
    assert f"{CANARY} Antwort" in answer.text


@pytest.mark.parametrize(
    ("reach", "pushed"),
    [("write", ["taken", "answer", "closed"]), ("news", ["answer", "closed"]), ("none", [])],
)
async def test_what_is_pushed_is_the_newcomers_choice_and_the_page_holds_all(
    room: Room, ana: Person, reach: str, pushed: list[str]
) -> None:
    """The page is not pushed: who looks there wants to read."""
    number = await ana.opens_case(QUESTION)
    [newcomer] = await room.newcomers()
    async with room.acts() as (_, cases):
        [case] = await cases.open_of(newcomer.id)
        case.reach = reach  # type: ignore[assignment]
    await takes_over_aloud(room, number)
    await room.answers(number, await room.holder(number), f"{CANARY} Antwort")
    await closes_aloud(room, number)

    assert len(await ana.reads()) == len(pushed)
    assert len(await (await page_of(room, ana)).reads()) == 3


async def test_a_case_from_before_the_town_decided_gets_its_page_with_the_next_answer(database: Database) -> None:
    """No word goes to Telegram because the page is not there yet."""
    chatty = Room(database)
    await chatty.prepare()
    ana = chatty.person()
    await ana.says("/start de")
    number = await ana.opens_case(QUESTION)

    room = Room(database, public_url=TOWN)
    ana = room.person()
    await ana.reads()
    await room.answers(number, await room.takes_over(number), f"{CANARY} Antwort")

    assert CANARY not in "".join(each.text for each in await ana.reads())
    page = await page_of(room, ana)
    assert CANARY in str([each.reply for each in await room.queued("web", page.address)])


async def test_somebody_who_writes_on_the_web_notices_nothing(room: Room) -> None:
    ivan = room.person("ivan", channel="web")
    await ivan.sends({"kind": "start", "payload": "de"})
    number = await ivan.opens_case(QUESTION)
    await room.answers(number, await room.takes_over(number), "Guten Tag")

    assert "Guten Tag" in (await ivan.reads())[0].text
    assert not ivan.seen[-1].has(room.word("button-page"))


# --- no word in Telegram ----------------------------------------------------------------------------------------------


async def test_no_word_of_a_whole_case_goes_through_telegram(room: Room, ana: Person) -> None:
    """After the yes: answers, questions back, another case begun on the page, everything that is kept, the end."""
    number = await ana.opens_case(QUESTION)
    await takes_over_aloud(room, number)
    await room.answers(number, await room.holder(number), f"{CANARY}-A", f"{CANARY}-B")
    page = await page_of(room, ana)
    await page.says(f"{CANARY}-C")
    second = await page.opens_case(f"{CANARY}-D", unit="Aufsuchende Sozialarbeit")
    await takes_over_aloud(room, second)
    await room.answers(second, await room.holder(second), f"{CANARY}-E")
    await ana.says("/person")
    await ana.says("/mydata")
    await ana.presses("Alles zeigen")
    await closes_aloud(room, number)
    await ana.says("/person")

    async with room.database.reading() as session:
        on_telegram = select(OutboxMessage).where(OutboxMessage.channel == "telegram").order_by(OutboxMessage.id)
        said = [str((each.reply, each.rendered)) for each in await session.scalars(on_telegram)]
    after_the_yes = said[said.index(next(each for each in said if "case-opened" in each)) :]
    assert f"{CANARY}-C" in await room.words_of(number)
    assert CANARY not in "".join(said)
    for unit in ("Neustadtbüro", "Aufsuchende"):  # which unit it is tells the subject
        assert unit not in "".join(after_the_yes)
    assert len(after_the_yes) == 11


async def test_what_was_asked_on_the_page_is_not_shown_in_telegram(room: Room, ana: Person) -> None:
    """The memory of the talk stays where it was said: the offer would quote it, and two messages in a row meet."""
    await ana.opens_case(QUESTION)
    page = await page_of(room, ana)
    await page.offered(f"{CANARY} auf der Seite")
    await ana.says("Noch etwas")
    await ana.wants_person()

    assert CANARY not in "".join(each.text for each in ana.seen)
    assert CANARY not in "".join(room.interpreter.heard[-1:])


# --- what the newcomer writes -----------------------------------------------------------------------------------------


async def test_a_message_for_the_unit_is_neither_passed_on_nor_kept(room: Room, ana: Person) -> None:
    number = await ana.opens_case(QUESTION)
    await room.answers(number, await room.takes_over(number), "Wann können Sie kommen?")
    await ana.reads()

    [there] = await ana.says(f"{CANARY} am Dienstag")

    assert there.text == room.word("page-write-there")
    assert there.has(room.word("button-page"))
    assert await room.words_of(number) == [QUESTION]
    assert (await ana.conversation()).last_text is None


async def test_another_subject_is_answered_and_shows_the_way_to_the_unit(room: Room, ana: Person) -> None:
    number = await ana.opens_case(QUESTION)
    room.interpreter.hears("Wo melde ich mich an?", topic="registration.anmeldung")

    answer, stayed = await ana.says("Wo melde ich mich an?")

    assert answer.kind == "article"
    assert room.word("page-only-lotse") in stayed.text
    assert stayed.has(room.word("button-page"))
    assert await room.words_of(number) == [QUESTION]


async def test_an_ended_case_opens_again_on_the_page_and_nowhere_else(room: Room, ana: Person) -> None:
    """Telegram shows the way there, and says neither the unit nor what it is about."""
    number = await ana.opens_case(QUESTION)
    await takes_over_aloud(room, number)
    await closes_aloud(room, number)
    await ana.reads()
    page = await page_of(room, ana)
    await page.reads()

    shown, *_ = await ana.says("Das Schloss ist neu")
    assert shown.text == room.word("page-only-lotse")
    assert list(shown.buttons) == [f"🔑 {room.word('button-page')}"]

    asked, *_ = await page.says("Das Schloss ist neu")
    assert room.word("reopen-ask", unit="Neustadtbüro", number=number) in asked.text
    await page.presses_on(asked, "Auch an")
    assert (await room.case(number)).owner == "waiting"
    assert await room.words_of(number) == [QUESTION, "Das Schloss ist neu"]


async def test_an_old_button_passes_nothing_on(database: Database) -> None:
    """It was offered while the town still took messages in Telegram."""
    chatty = Room(database)
    await chatty.prepare()
    ana = chatty.person()
    await ana.says("/start de")
    number = await ana.opens_case(QUESTION)
    chatty.interpreter.hears("Wo melde ich mich an?", topic="registration.anmeldung")
    _, stayed = await ana.says("Wo melde ich mich an?")

    ana.room = room = Room(database, public_url=TOWN)
    [there] = await ana.presses_on(stayed, "Auch an")

    assert there.text == room.word("page-write-there")
    assert await room.words_of(number) == [QUESTION]


async def test_a_file_is_not_opened(room: Room, ana: Person) -> None:
    await ana.opens_case(QUESTION)

    [there] = await ana.sends(
        {"kind": "photo", "file": "AgAC", "size": 1000, "mime": "image/jpeg", "caption": ""},
    )

    assert there.text == room.word("page-file-there")
    assert there.has(room.word("button-page"))


async def test_danger_brings_the_numbers_and_alarms_as_everywhere(room: Room, ana: Person) -> None:
    number = await ana.opens_case(QUESTION)
    room.interpreter.hears("Er schlägt mich", topic="safety.domestic_violence")

    numbers, alarmed = await ana.says("Er schlägt mich")

    assert numbers.kind == "safety"
    assert room.word("page-alarm-told", number=number) in alarmed.text
    assert "Neustadtbüro" not in alarmed.text
    assert await room.words_of(number) == [QUESTION]


async def test_on_the_page_a_message_goes_to_the_unit(room: Room, ana: Person) -> None:
    number = await ana.opens_case(QUESTION)
    await room.answers(number, await room.takes_over(number), "Wann können Sie kommen?")
    page = await page_of(room, ana)

    [sent] = (await page.says("Am Dienstag"))[-1:]

    assert room.word("sent-to-unit", unit="Neustadtbüro", number=number) in sent.text
    assert (await room.words_of(number))[-1] == "Am Dienstag"


# --- where it stands --------------------------------------------------------------------------------------------------


async def test_person_shows_number_and_state_and_neither_unit_nor_answers(room: Room, ana: Person) -> None:
    number = await ana.opens_case(QUESTION, unit="Clearingstelle")
    await room.answers(number, await room.takes_over(number), f"{CANARY} Antwort")
    await ana.reads()

    [standing] = await ana.says("/person")

    assert room.word("page-case-title", number=number) in standing.text
    assert room.word("page-case-owner-staff") in standing.text
    assert standing.has(room.word("button-page"))
    assert "Clearingstelle" not in standing.text


async def test_a_yes_is_taken_back_where_it_was_given(room: Room, ana: Person) -> None:
    """Without code word and page: it must be as easy as the yes."""
    number = await ana.opens_case(QUESTION)
    await ana.says("/person")
    [asked] = await ana.presses("zurückziehen")
    [withdrawn] = await ana.presses("Ja, zurückziehen")

    assert asked.text == room.word("page-withdraw-ask", number=number)
    assert withdrawn.text == room.word("page-withdrawn", number=number)
    assert (await room.case(number)).outcome == "withdrawn"


@pytest.mark.parametrize("reach", ["news", "none"])
async def test_the_choice_is_confirmed_as_it_works_here(room: Room, ana: Person, reach: str) -> None:
    number = await ana.opens_case(QUESTION)
    [chosen] = await ana.presses(room.word(f"button-reach-{reach}"))

    assert chosen.text == room.word(f"page-reach-{reach}", number=number)
    assert (await room.case(number)).reach == reach


async def test_everything_in_detail_leaves_the_cases_to_the_page(room: Room, ana: Person) -> None:
    number = await ana.opens_case(QUESTION)
    await room.answers(number, await room.takes_over(number), f"{CANARY} Antwort")
    await ana.reads()
    page = await page_of(room, ana)
    await ana.says("/mydata")
    [here] = await ana.presses("Alles zeigen")
    await page.says("/mydata")
    there = "".join(each.text for each in await page.presses("Alles zeigen"))

    assert str(number) in here.text
    assert room.word("page-mydata") in here.text
    assert here.has(room.word("button-page"))
    assert QUESTION not in here.text
    assert CANARY not in here.text
    assert QUESTION in there
    assert CANARY in there
    assert page.address in there


async def test_without_a_page_nobody_is_sent_there(room: Room, ana: Person) -> None:
    """Who never had a case has none, and a button would make one for nothing."""
    await ana.says("/mydata")
    [here] = await ana.presses("Alles zeigen")

    assert room.word("page-mydata") not in here.text
    assert not here.has(room.word("button-page"))


# --- links ------------------------------------------------------------------------------------------------------------


async def test_the_button_brings_a_link_that_telegram_can_open(room: Room, ana: Person) -> None:
    await ana.opens_case(QUESTION)
    [shown] = await ana.presses(room.word("button-page"))

    [button] = shown.reply.buttons
    assert button.url == url_in([shown])
    assert button.url.startswith(f"{TOWN}/chat/open/")
    assert room.word("page-link", minutes=10) in shown.text


async def test_without_https_the_link_is_only_written(database: Database) -> None:
    """Telegram refuses such an address in a button."""
    room = Room(database, public_url="http://127.0.0.1:8080")
    await room.prepare()
    ana = room.person()
    await ana.says("/start de")
    await ana.opens_case(QUESTION)

    [shown] = await ana.presses(room.word("button-page"))

    assert "http://127.0.0.1:8080/chat/open/" in shown.text
    assert shown.reply.buttons == ()


async def test_only_the_hash_of_a_link_is_kept_in_its_table(room: Room, ana: Person) -> None:
    await ana.opens_case(QUESTION)
    token = url_in(await ana.presses(room.word("button-page"))).rpartition("/")[2]

    async with room.database.reading() as session:
        [link] = list(await session.scalars(select(CaseLink)))
    assert token not in link.token_hash
    assert len(token) >= 43  # 256 bits


async def test_a_newer_link_ends_the_older(room: Room, ana: Person) -> None:
    await ana.opens_case(QUESTION)
    await ana.presses(room.word("button-page"))
    await ana.presses(room.word("button-page"))

    async with room.database.reading() as session:
        links = list(await session.scalars(select(CaseLink)))
    assert sorted(link.is_open(room.clock()) for link in links) == [False, True]


async def test_who_tried_too_often_gets_no_link_for_a_day(room: Room, ana: Person) -> None:
    """Else whoever holds the telephone could go on guessing."""
    await ana.opens_case(QUESTION)
    await ana.presses(room.word("button-page"))
    async with room.database.transaction() as session:
        [link] = list(await session.scalars(select(CaseLink)))
        link.wrong_words = WRONG_WORDS_A_DAY
        free_at = link.expires_at + timedelta(days=1)

    [refused] = await ana.presses(room.word("button-page"))
    room.clock.now = free_at - timedelta(seconds=1)
    [still] = await ana.presses(room.word("button-page"))
    room.clock.now = free_at
    [shown] = await ana.presses(room.word("button-page"))

    assert refused.text == still.text == room.word("page-tries-spent", at=Moment(at=free_at))
    assert url_in([shown])


# --- the end ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", ["telegram", "web"])
async def test_a_deletion_reaches_both_addresses(room: Room, ana: Person, channel: str) -> None:
    """Page, link, code word, what stands on the page; the receipt comes where it was asked for."""
    number = await ana.opens_case(QUESTION)
    await ana.presses(room.word("button-page"))
    await room.answers(number, await room.takes_over(number), f"{CANARY} Antwort")
    page = await page_of(room, ana)
    asking = ana if channel == "telegram" else page

    await asking.says("/delete")
    [receipt] = await asking.presses("Ja, alles löschen")

    assert room.word("deleted") in receipt.text
    assert room.word("deleted-telegram") in receipt.text
    assert await room.newcomers() == []
    async with room.database.reading() as session:
        for table in (SecondAddress, CaseLink, WebConversation):
            assert list(await session.scalars(select(table))) == []
        rows = list(await session.scalars(select(OutboxMessage).where(OutboxMessage.newcomer_id.is_not(None))))
    assert rows == []
    assert CANARY not in str([each.reply for each in await room.queued("web", page.address)])


async def test_a_page_stays_as_long_as_a_case_is_open(room: Room, ana: Person) -> None:
    number = await ana.opens_case(QUESTION, unit="Clearingstelle")
    room.clock.passes(days=31)
    await runs_jobs(room)
    page = await page_of(room, ana)

    await room.answers(number, await room.takes_over(number), f"{CANARY} Antwort")
    await closes_aloud(room, number)
    room.clock.passes(days=29)
    await runs_jobs(room)
    assert CANARY in str([each.reply for each in await room.queued("web", page.address)])
    room.clock.passes(days=2)
    await runs_jobs(room)

    assert (await room.case(number)).unit_id == AUTHORITY
    assert await room.queued("web", page.address) == []
    assert await ana.row() is not None
    assert await page.row() is None


async def runs_jobs(room: Room) -> None:
    for _, _, job in (*privacy.JOBS, *handoff_privacy.JOBS):
        async with room.database.transaction() as session:
            await job(session, room.clock())
