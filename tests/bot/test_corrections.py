"""Who was told something wrong is told so: once, in their language, with what is right, and only if they may be."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import corrections
from bot.corrections import send_recalls
from handoff.cases import Case, Reach
from handoff.newcomers import Newcomers
from knowledge_base import erase, install_edition
from knowledge_base.edition import read_edition
from knowledge_base.recalls import Recalls
from knowledge_base.tables import ArticleVersion, Recall
from storage.audit import AuditEntry
from tests.bot.talking import Person, Room, Shown
from wording import LANGUAGES, Language

TOPIC = "registration.anmeldung"
DANGER = "safety.domestic_violence"


@pytest.fixture
async def room(room: Room) -> Room:
    """The shipped edition stands in the database, as `lotse up` puts it there."""
    async with room.database.transaction() as session:
        await install_edition(session, read_edition(), room.clock())
    return room


async def reads(room: Room, address: str, language: Language = "ro", topic: str = TOPIC) -> Person:
    """Somebody who asks and gets the article."""
    person = room.person(address)
    await person.says(f"/start {language}")
    room.interpreter.hears(f"? {language} {topic}", topic=topic, language=language)
    await person.says(f"? {language} {topic}")
    return person


async def recalls(room: Room, texts: dict[Language, str] | None = None, *, topic: str = TOPIC) -> Recall:
    """All present versions of *topic* were wrong for a week; a second person agrees."""
    since = room.clock() - timedelta(days=7)
    versions = {language: [room.library.answer(topic, language).version] for language in LANGUAGES}
    async with room.database.transaction() as session:
        acts = Recalls(session, room.clock())
        texts = texts or {"de": "Das war falsch.", "ro": "A fost greșit."}
        recall = await acts.propose(topic, versions, since=since, texts=texts, by="staff:1")
        return await acts.agree(recall.id, by="staff:2")


async def sends(room: Room) -> None:
    async with room.database.transaction() as session:
        await send_recalls(room.services, session, room.clock())


async def told(room: Room, recall: Recall) -> int:
    async with room.database.reading() as session:
        return (await session.get_one(Recall, recall.id)).people


async def gets(room: Room, person: Person) -> list[Shown]:
    """What comes to a newcomer by itself."""
    await sends(room)
    return await person.reads()


async def test_a_reader_gets_the_correction_and_the_present_article(room: Room) -> None:
    ana = await reads(room, "7")
    recall = await recalls(room)

    [correction] = await gets(room, ana)

    first, title, answer, *_ = correction.text.split("\n\n")
    assert first == "A fost greșit."
    assert title == room.library.title(TOPIC, "ro")
    assert answer == str(room.library.answer(TOPIC, "ro").lines[0].content)
    assert await told(room, recall) == 1


async def test_everybody_is_told_once_however_often_they_read_it_and_the_clock_strikes(room: Room) -> None:
    ana = await reads(room, "7")
    await ana.says(f"? ro {TOPIC}")
    await recalls(room)

    assert len(await gets(room, ana)) == 1
    assert await gets(room, ana) == []


@pytest.mark.parametrize("language", ["bg", "tr"])
async def test_where_no_text_is_in_their_language_they_get_german_and_english(room: Room, language: Language) -> None:
    person = await reads(room, "7", language)
    await recalls(room, {"de": "Das war falsch.", "en": "That was wrong.", "ro": "A fost greșit."})

    [correction] = await gets(room, person)

    assert correction.text.startswith("Das war falsch.\n\nThat was wrong.")
    assert room.library.title(TOPIC, language) in correction.text


async def test_it_goes_to_some_people_at_once_and_to_all_in_the_end(room: Room, monkeypatch) -> None:
    """A recall to thousands must not hold the database; nobody is forgotten and nobody told twice."""
    monkeypatch.setattr(corrections, "AT_ONCE", 2)
    people = [await reads(room, str(number)) for number in range(5)]
    recall = await recalls(room)

    steps = []
    for _ in range(4):
        await sends(room)
        steps.append(await told(room, recall))

    assert steps == [2, 4, 5, 5]
    assert [len(await each.reads()) for each in people] == [1, 1, 1, 1, 1]


async def test_who_read_another_version_or_at_another_time_is_not_told(room: Room) -> None:
    early = await reads(room, "7")
    room.clock.passes(days=8)
    other = await reads(room, "8", "ro", "housing.deposit")
    recall = await recalls(room)
    room.clock.passes(minutes=1)
    late = await reads(room, "9")  # what they read is right by now

    await sends(room)

    assert await told(room, recall) == 0
    assert [await each.reads() for each in (early, other, late)] == [[], [], []]


async def test_who_blocked_lotse_stopped_it_or_is_gone_is_left_alone(room: Room) -> None:
    blocked, stopped, gone, there = [await reads(room, str(number)) for number in range(4)]
    await stopped.says("/stop")
    rows = {each: await each.row() for each in (blocked, gone)}
    async with room.database.transaction() as session:
        await Newcomers(session).block(rows[blocked].id, room.clock())
        await room.services.erase(session, rows[gone].id)
    recall = await recalls(room)

    await sends(room)

    assert await told(room, recall) == 1
    assert [len(await each.reads()) for each in (blocked, stopped, gone, there)] == [0, 0, 0, 1]


async def test_a_new_start_after_a_stop_lets_lotse_write_again(room: Room) -> None:
    ana = await reads(room, "7")
    await ana.says("/stop")
    await ana.says("/start")
    await recalls(room)

    assert len(await gets(room, ana)) == 1


@pytest.mark.parametrize(
    ("reach", "count"), [pytest.param("none", 0, id="nothing"), pytest.param("news", 1, id="only that there is news")]
)
async def test_what_somebody_chose_for_their_case_holds_here_too(room: Room, reach: Reach, count: int) -> None:
    ana = await reads(room, "7", "de")
    await ana.opens_case("Frage")
    async with room.database.transaction() as session:
        (await session.scalars(select(Case))).one().reach = reach
    await recalls(room)

    got = await gets(room, ana)

    assert len(got) == count
    assert not [each for each in got if "falsch" in each.text or "Adresse" in each.text]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_of_a_danger_nothing_comes_by_itself(room: Room, language: Language) -> None:
    """Somebody else may hold the telephone: neither title nor number nor unit, only that an answer has changed."""
    person = await reads(room, "7", language, DANGER)
    await recalls(room, dict.fromkeys(LANGUAGES, "Die Nummer war falsch."), topic=DANGER)

    [news] = await gets(room, person)

    assert news.text == room.word("recall-news", language)
    assert news.topic is None
    [opened] = await person.presses(room.word("button-open-answer", language))
    assert opened.topic == DANGER


async def test_of_an_article_that_is_withdrawn_the_reader_learns_whom_to_ask(room: Room) -> None:
    ana = await reads(room, "7", "de")
    await recalls(room)
    async with room.database.transaction() as session:
        for row in await session.scalars(select(ArticleVersion).where(ArticleVersion.topic == TOPIC)):
            row.status = "withdrawn"

    [correction] = await gets(room, ana)

    assert correction.text.startswith("Das war falsch.\n\nDas hat sich geändert. Fragen Sie hier nach: ")
    assert "Adresse" not in correction.text


async def test_what_was_told_can_be_recalled_again_and_is_forgotten_with_the_newcomer(room: Room) -> None:
    """The correction is an answer as well: who read it is known, until they are erased."""
    ana = await reads(room, "7")
    await recalls(room)
    await gets(room, ana)
    room.clock.passes(minutes=1)
    second = await recalls(room)
    row = await ana.row()
    assert row is not None
    async with room.database.transaction() as session:
        assert len(await Recalls(session, room.clock()).readers(second)) == 1
        await erase(session, row.id)
        assert await Recalls(session, room.clock()).readers(second) == []


async def test_the_audit_keeps_numbers_and_no_words(room: Room) -> None:
    await reads(room, "7")
    recall = await recalls(room)
    await sends(room)

    async with room.database.reading() as session:
        kept = [
            (entry.actor, entry.act, entry.details)
            for entry in await session.scalars(
                select(AuditEntry).where(AuditEntry.subject == f"recall:{recall.id}").order_by(AuditEntry.id)
            )
        ]
    assert kept == [
        ("staff:1", "recall.proposed", {}),
        ("staff:2", "recall.agreed", {}),
        ("lotse", "recall.sent", {"people": 1}),
    ]
