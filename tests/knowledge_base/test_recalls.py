"""A recall counts people before anybody agrees, and nobody is told anything by one person alone."""

from datetime import UTC, datetime, timedelta

import pytest

from knowledge_base import Library, install_edition, read_edition, record_delivery
from knowledge_base.delivery import topics_read, versions_read
from knowledge_base.errors import RecallIncomplete, SecondPersonNeeded, WrongStatus
from knowledge_base.recalls import Recalls
from storage import Database
from wording import Language

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TOPIC = "registration.anmeldung"
GERMAN: dict[Language, str] = {"de": "Das war falsch."}


@pytest.fixture
async def read(database: Database, folder, phrases):
    """Note that a newcomer was shown the article in a language."""
    async with database.transaction() as session:
        await install_edition(session, read_edition(folder.path), NOW)
        library = await Library.load(session, phrases, lambda: NOW)

    async def read(newcomer_id: int, language: Language, at: datetime = NOW, topic: str = TOPIC) -> None:
        async with database.transaction() as session:
            await record_delivery(session, library.answer(topic, language), newcomer_id, at)

    return read


async def proposed(database: Database, **more):
    how = {"versions": {"de": [1], "ro": [1]}, "since": NOW - timedelta(days=7), "texts": GERMAN, "by": "staff:1"}
    async with database.transaction() as session:
        return await Recalls(session, NOW).propose(TOPIC, **(how | more))


async def count(database: Database, recall) -> int:
    async with database.reading() as session:
        return len(await Recalls(session, NOW).readers(recall))


async def test_people_are_counted_each_once_by_version_and_time(database, read):
    await read(1, "ro")
    await read(1, "ro", NOW - timedelta(days=1))
    await read(1, "de")
    await read(2, "de")
    await read(3, "en")  # was right
    await read(4, "ro", NOW - timedelta(days=8))  # before it was wrong
    await read(5, "ro", topic="safety.emergency")

    assert await count(database, await proposed(database)) == 2


async def test_the_desk_sees_which_versions_reached_how_many_people(database, read):
    early = NOW - timedelta(days=3)
    await read(1, "ro", early)
    await read(2, "ro")
    await read(2, "de")

    async with database.reading() as session:
        rows = [
            (each.language, each.version, each.people, each.first_at, each.last_at)
            for each in await versions_read(session, TOPIC)
        ]
        topics = await topics_read(session)

    assert rows == [("de", 1, 1, NOW, NOW), ("ro", 1, 2, early, NOW)]
    assert topics == {TOPIC: 2}


async def test_whoever_proposed_it_cannot_agree(database, read):
    recall = await proposed(database)

    async with database.transaction() as session:
        with pytest.raises(SecondPersonNeeded):
            await Recalls(session, NOW).agree(recall.id, by="staff:1")
        assert await Recalls(session, NOW).unsent() == []


async def test_it_is_agreed_to_once(database, read):
    recall = await proposed(database)

    async with database.transaction() as session:
        await Recalls(session, NOW).agree(recall.id, by="staff:2")
    async with database.transaction() as session:
        with pytest.raises(WrongStatus):
            await Recalls(session, NOW).agree(recall.id, by="staff:3")
        assert [each.id for each in await Recalls(session, NOW).unsent()] == [recall.id]


@pytest.mark.parametrize("end", ["send_back", "withdraw"])
async def test_what_was_sent_back_or_taken_back_goes_nowhere(database, read, end):
    recall = await proposed(database)

    async with database.transaction() as session:
        acts = Recalls(session, NOW)
        await (
            acts.send_back(recall.id, by="staff:2", because="Satz 2")
            if end == "send_back"
            else acts.withdraw(recall.id, by="staff:1")
        )

    async with database.transaction() as session:
        acts = Recalls(session, NOW)
        assert await acts.unsent() == []
        with pytest.raises(WrongStatus):
            await acts.agree(recall.id, by="staff:2")
        [kept] = await acts.newest()
        assert (kept.texts, kept.sent_back_because) == (GERMAN, "Satz 2" if end == "send_back" else "")


@pytest.mark.parametrize(
    "how",
    [
        pytest.param({"texts": {"ro": "A fost greșit."}}, id="no German"),
        pytest.param({"texts": {"de": "  "}}, id="German of spaces"),
        pytest.param({"versions": {"ro": []}}, id="no version"),
    ],
)
async def test_without_german_or_a_version_there_is_nothing_to_agree_to(database, read, how):
    with pytest.raises(RecallIncomplete):
        await proposed(database, **how)


async def test_one_that_does_not_exist_is_missing(database, read):
    async with database.transaction() as session:
        with pytest.raises(WrongStatus):
            await Recalls(session, NOW).agree(77, by="staff:2")
