"""The way of a text to newcomers: draft, another person's review, published, withdrawn."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from knowledge_base.edition import read_edition
from knowledge_base.errors import EditConflict, NotReady, SecondPersonNeeded, WrongStatus
from knowledge_base.tables import ReadingLink
from knowledge_base.workflow import READER
from storage import Database
from storage.audit import AuditEntry
from tests.knowledge_base.editions import ANMELDUNG
from tests.knowledge_base.newsroom import ANNA, BORIS, CLARA, GERMAN, NOW, ROMANIAN, Newsroom
from wording import LANGUAGES

TRANSLATIONS = {language for language in LANGUAGES if language != "de"}


@pytest.fixture
async def newsroom(database, folder):
    newsroom = Newsroom(database)
    await newsroom.installs(read_edition(folder.path))
    return newsroom


async def outdated(newsroom):
    articles = (await newsroom.reads()).articles
    german = articles[GERMAN]
    return {
        language
        for (topic, language), article in articles.items()
        if topic == GERMAN[0] and article.is_outdated_by(german)
    }


async def test_a_text_goes_from_one_person_over_another_to_newcomers(newsroom):
    version = await newsroom.writes(ANNA, "fast nichts")
    await newsroom.submits(ANNA, version)
    assert await newsroom.version_read(GERMAN) == 1

    await newsroom.agrees(BORIS, version)

    assert (await newsroom.reads()).articles[GERMAN].sections["cost"].text == "fast nichts"
    [_, row] = await newsroom.versions(GERMAN)
    assert (row.written_by, row.reviewed_by, row.published_at) == (ANNA, BORIS, NOW)


@pytest.mark.parametrize("writer", [ANNA, BORIS])
async def test_nobody_who_wrote_on_a_text_agrees_to_it(newsroom, writer):
    """Boris wrote upon what Anna wrote: both have to wait for Clara."""
    await newsroom.writes(ANNA, "fast nichts")
    version = await newsroom.writes(BORIS, "sehr wenig")
    await newsroom.submits(BORIS, version)

    with pytest.raises(SecondPersonNeeded):
        await newsroom.agrees(writer, version)
    await newsroom.agrees(CLARA, version)

    assert await newsroom.version_read(GERMAN) == version


async def test_the_second_of_two_editors_gets_a_conflict_and_both_texts_stay(newsroom):
    await newsroom.writes(ANNA, "fast nichts", based_on=1)

    with pytest.raises(EditConflict) as conflict:
        await newsroom.writes(BORIS, "sehr wenig", based_on=1)
    assert conflict.value.newest == 2
    await newsroom.writes(BORIS, "sehr wenig", based_on=2)

    assert [row.sections["cost"] for row in await newsroom.versions(GERMAN)] == ["nichts", "fast nichts", "sehr wenig"]


async def test_two_processes_that_save_at_once_end_in_one_conflict(newsroom, database_url):
    """Each has its own connections, as on PostgreSQL with two machines; one saves, the other is told."""
    other = Database.open(database_url)
    try:
        rooms = [newsroom, Newsroom(other)]
        for seen in range(1, 6):
            saves = [room.writes(who, who, based_on=seen) for room, who in zip(rooms, (ANNA, BORIS), strict=True)]
            ends = await asyncio.gather(*saves, return_exceptions=True)
            assert sorted(type(end) for end in ends if not isinstance(end, int)) == [EditConflict], ends
            assert [end for end in ends if isinstance(end, int)] == [seen + 1]
    finally:
        await other.close()

    assert len(await newsroom.versions(GERMAN)) == 6


async def test_two_reviewers_at_once_publish_once(newsroom, database_url):
    version = await newsroom.writes(ANNA, "fast nichts")
    await newsroom.submits(ANNA, version)
    other = Database.open(database_url)
    try:
        both = [newsroom.agrees(BORIS, version), Newsroom(other).agrees(CLARA, version)]
        ends = await asyncio.gather(*both, return_exceptions=True)
    finally:
        await other.close()

    assert sorted(str(type(end).__name__) for end in ends) == ["NoneType", "WrongStatus"]


async def test_saving_while_somebody_agrees_loses_neither(newsroom, database_url):
    """Either the agreed version is published and the new one a draft, or nothing was agreed to."""
    other = Database.open(database_url)
    try:
        for _ in range(4):
            version = await newsroom.writes(ANNA, "fast nichts")
            await newsroom.submits(ANNA, version)
            both = [newsroom.agrees(CLARA, version), Newsroom(other).writes(BORIS, "sehr wenig")]
            agreed, saved = await asyncio.gather(*both, return_exceptions=True)
            assert saved == version + 1
            expected = ["draft", "draft"] if isinstance(agreed, WrongStatus) else ["published", "draft"]
            assert (await newsroom.statuses(GERMAN))[-2:] == expected
    finally:
        await other.close()


async def test_only_a_text_that_keeps_the_rules_is_handed_in(newsroom):
    version = await newsroom.writes(ANNA, "{fact:no_such_fact}")

    with pytest.raises(NotReady):
        await newsroom.submits(ANNA, version)

    assert await newsroom.statuses(GERMAN) == ["published", "draft"]


async def test_a_text_sent_back_is_a_draft_with_the_reason(newsroom):
    version = await newsroom.writes(ANNA, "fast nichts")
    await newsroom.submits(ANNA, version)

    async with newsroom.workflow() as workflow:
        await workflow.send_back(GERMAN, version, by=BORIS, because="Bitte die Quelle nennen.")

    row = (await newsroom.versions(GERMAN))[-1]
    assert (row.status, row.sent_back_because) == ("draft", "Bitte die Quelle nennen.")
    with pytest.raises(WrongStatus):
        await newsroom.agrees(BORIS, version)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param("typo", set(), id="a letter"),
        pytest.param("ordinary", set(), id="other words"),
        pytest.param("meaning", TRANSLATIONS, id="another meaning"),
        pytest.param(None, TRANSLATIONS, id="nobody said what: the careful reading"),
    ],
)
async def test_translations_are_outdated_exactly_after_another_meaning(newsroom, change, expected):
    await newsroom.publishes("fast nichts", change=change)

    assert await outdated(newsroom) == expected


async def test_a_translation_of_the_new_meaning_is_up_to_date_again(newsroom):
    german = await newsroom.publishes("fast nichts", change="meaning")
    await newsroom.publishes("aproape nimic", ROMANIAN, source=german)
    await newsroom.publishes("beinahe nichts", change="typo")

    assert await outdated(newsroom) == TRANSLATIONS - {"ro"}


async def test_a_typo_corrected_after_a_withdrawal_outdates_nothing(newsroom):
    """What it means is held against the version that newcomers had, also if they have none now."""
    await newsroom.withdraws(ANNA)
    await newsroom.publishes("fast nichts", change="typo")

    assert await outdated(newsroom) == set()


async def test_a_corrected_letter_keeps_who_confirmed_and_other_words_do_not(newsroom):
    async with newsroom.workflow() as workflow:
        await workflow.confirm(GERMAN[0], 1, office="Bürgerbüro", on=newsroom.today, by=CLARA)

    await newsroom.publishes("fast nichts", change="typo")
    assert (await newsroom.reads()).articles[GERMAN].confirmed_by == "Bürgerbüro"
    await newsroom.publishes("sehr wenig", change="ordinary")
    assert (await newsroom.reads()).articles[GERMAN].confirmed_by is None


async def test_a_scheduled_version_is_published_on_its_day(newsroom):
    day = newsroom.today + timedelta(days=5)
    version = await newsroom.writes(ANNA, "fast nichts")
    await newsroom.submits(ANNA, version)
    await newsroom.agrees(BORIS, version, publish_on=day)

    assert await newsroom.day_comes(day - timedelta(days=1)) == 0
    assert await newsroom.version_read(GERMAN) == 1
    assert await newsroom.day_comes(day) == 1
    assert await newsroom.version_read(GERMAN) == version


async def test_a_scheduled_version_that_was_changed_since_is_not_published(newsroom):
    day = newsroom.today + timedelta(days=5)
    version = await newsroom.writes(ANNA, "fast nichts")
    await newsroom.submits(ANNA, version)
    await newsroom.agrees(BORIS, version, publish_on=day)
    await newsroom.writes(ANNA, "sehr wenig")

    assert await newsroom.day_comes(day) == 0
    assert await newsroom.statuses(GERMAN) == ["published", "draft", "draft"]


async def test_a_withdrawal_ends_what_was_agreed_to_for_a_day_to_come(newsroom):
    """Whoever agreed did not know what was found wrong; the version waits for a person again."""
    day = newsroom.today + timedelta(days=5)
    version = await newsroom.writes(ANNA, "fast nichts")
    await newsroom.submits(ANNA, version)
    await newsroom.agrees(BORIS, version, publish_on=day)
    await newsroom.withdraws(CLARA)

    assert await newsroom.day_comes(day) == 0
    assert await newsroom.version_read(GERMAN) is None
    await newsroom.agrees(BORIS, version)
    assert await newsroom.version_read(GERMAN) == version


async def test_a_scheduled_translation_waits_again_when_the_german_text_means_something_else_by_then(newsroom):
    day = newsroom.today + timedelta(days=5)
    version = await newsroom.writes(ANNA, "aproape nimic", ROMANIAN)
    await newsroom.submits(ANNA, version, ROMANIAN)
    await newsroom.agrees(BORIS, version, ROMANIAN, publish_on=day)
    await newsroom.publishes("fast nichts", change="meaning")

    assert await newsroom.day_comes(day) == 0
    row = (await newsroom.versions(ROMANIAN))[-1]
    assert (row.status, row.publish_on, row.reviewed_by) == ("in_review", None, None)


async def test_withdrawing_takes_one_person_and_undoing_it_another(newsroom):
    await newsroom.withdraws(ANNA)
    assert await newsroom.version_read(GERMAN) is None

    with pytest.raises(SecondPersonNeeded):
        await newsroom.reviews_withdrawal(ANNA, 1, stays=False)
    await newsroom.reviews_withdrawal(BORIS, 1, stays=False)

    assert await newsroom.version_read(GERMAN) == 1


async def test_a_withdrawal_is_looked_at_once(newsroom):
    await newsroom.withdraws(ANNA)
    await newsroom.reviews_withdrawal(BORIS, 1, stays=True)

    with pytest.raises(WrongStatus):
        await newsroom.reviews_withdrawal(CLARA, 1, stays=False)
    with pytest.raises(WrongStatus):
        await newsroom.withdraws(CLARA)

    assert await newsroom.version_read(GERMAN) is None


async def test_a_draft_upon_a_withdrawn_text_brings_nothing_back(newsroom, folder):
    """Also where an edition withdrew it and an older version had been published before."""
    folder.change(f"{ANMELDUNG}/de.md", "version: 1", "version: 2\nstatus: withdrawn")
    await newsroom.installs(read_edition(folder.path))

    await newsroom.writes(ANNA, "fast nichts")

    assert await newsroom.version_read(GERMAN) is None


async def test_an_old_withdrawal_cannot_be_undone_beneath_a_newer_version(newsroom):
    """Else a draft above would bring words back that newer ones replaced."""
    await newsroom.withdraws(ANNA)
    version = await newsroom.publishes("fast nichts")
    await newsroom.withdraws(ANNA)

    with pytest.raises(WrongStatus):
        await newsroom.reviews_withdrawal(BORIS, 1, stays=False)
    await newsroom.reviews_withdrawal(BORIS, version, stays=False)

    assert await newsroom.version_read(GERMAN) == version


async def test_an_old_version_comes_back_as_the_newest_draft(newsroom):
    await newsroom.publishes("fast nichts")

    async with newsroom.workflow() as workflow:
        row = await workflow.restore(GERMAN, 1, based_on=2, by=CLARA)

    assert (row.version, row.status, row.sections["cost"]) == (3, "draft", "nichts")
    assert await newsroom.version_read(GERMAN) == 2


async def test_a_newer_edition_never_brings_a_withdrawn_text_back(newsroom, folder):
    await newsroom.withdraws(ANNA, ROMANIAN)
    folder.change(f"{ANMELDUNG}/ro.md", "nimic", "nimic deloc")

    await newsroom.installs(read_edition(folder.path))

    assert await newsroom.version_read(ROMANIAN) is None
    assert await newsroom.statuses(ROMANIAN) == ["withdrawn", "draft"]


async def test_a_shipped_draft_does_not_stop_what_people_work_on(newsroom, folder):
    """It waits beside; what is in review can still be agreed to, what was scheduled is still published."""
    version = await newsroom.writes(ANNA, "fast nichts")
    await newsroom.submits(ANNA, version)
    folder.change(f"{ANMELDUNG}/de.md", "nichts", "gar nichts")
    await newsroom.installs(read_edition(folder.path))

    await newsroom.agrees(BORIS, version)

    assert await newsroom.statuses(GERMAN) == ["published", "published", "draft"]
    assert await newsroom.version_read(GERMAN) == version


async def test_a_shipped_draft_that_is_handed_in_goes_before_what_waited(newsroom, folder):
    version = await newsroom.writes(ANNA, "fast nichts")
    await newsroom.submits(ANNA, version)
    folder.change(f"{ANMELDUNG}/de.md", "nichts", "gar nichts")
    await newsroom.installs(read_edition(folder.path))

    await newsroom.submits(CLARA, 3)

    assert await newsroom.statuses(GERMAN) == ["published", "draft", "in_review"]
    with pytest.raises(SecondPersonNeeded):
        await newsroom.agrees(CLARA, 3)
    await newsroom.agrees(ANNA, 3)
    assert await newsroom.version_read(GERMAN) == 3


async def test_a_shipped_translation_waits_with_the_german_text_it_translates(newsroom, folder):
    """Else newcomers would read in Romanian what the town's German text does not say."""
    await newsroom.publishes("fast nichts")
    for file in ("de.md", "ro.md"):
        folder.change(f"{ANMELDUNG}/{file}", "version: 1", "version: 2")
    folder.change(f"{ANMELDUNG}/de.md", "nichts", "gar nichts")
    folder.change(f"{ANMELDUNG}/ro.md", "nimic", "nimic deloc")
    folder.change(f"{ANMELDUNG}/ro.md", "translated_from: 1", "translated_from: 2")

    await newsroom.installs(read_edition(folder.path))

    assert await newsroom.version_read(ROMANIAN) == 1
    [_, waiting] = await newsroom.versions(ROMANIAN)
    assert (waiting.status, waiting.translated_from) == ("draft", 3)


async def test_numbers_of_an_edition_become_numbers_of_the_database(newsroom, folder):
    """The file's version 3 means what its version 2 meant; here they are 4 and 3, and version 2 is the town's."""
    await newsroom.publishes("fast nichts")
    folder.change(f"{ANMELDUNG}/de.md", "version: 1", "version: 2")
    folder.change(f"{ANMELDUNG}/de.md", "nichts", "gar nichts")
    await newsroom.installs(read_edition(folder.path))
    folder.change(f"{ANMELDUNG}/de.md", "version: 2", "version: 3\nmeaning_version: 2")
    folder.change(f"{ANMELDUNG}/de.md", "gar nichts", "überhaupt nichts")
    folder.change(f"{ANMELDUNG}/ro.md", "version: 1", "version: 2")
    folder.change(f"{ANMELDUNG}/ro.md", "translated_from: 1", "translated_from: 2")

    await newsroom.installs(read_edition(folder.path))

    assert [row.meaning_version for row in await newsroom.versions(GERMAN)][-1] == 3
    assert [row.translated_from for row in await newsroom.versions(ROMANIAN)] == [1, 3]


async def test_whoever_made_the_link_does_not_agree_to_what_came_through_it(newsroom):
    """A reader has no account, so the link's maker could have written it."""
    async with newsroom.database.transaction() as session:
        session.add(ReadingLink(token_hash="x", topic=ROMANIAN[0], language="ro", version=1, made_by=ANNA, made_at=NOW))
    version = await newsroom.writes(READER, "aproape nimic", ROMANIAN)
    await newsroom.submits(READER, version, ROMANIAN)

    with pytest.raises(SecondPersonNeeded):
        await newsroom.agrees(ANNA, version, ROMANIAN)
    await newsroom.agrees(BORIS, version, ROMANIAN)

    assert await newsroom.version_read(ROMANIAN) == version


async def test_every_act_is_in_the_audit_log_without_a_word_of_the_text(newsroom):
    version = await newsroom.publishes("fast nichts")
    await newsroom.withdraws(CLARA)
    await newsroom.reviews_withdrawal(ANNA, version, stays=False)

    async with newsroom.database.reading() as session:
        entries = list(await session.scalars(select(AuditEntry).order_by(AuditEntry.id)))

    assert [(entry.actor, entry.act) for entry in entries] == [
        (ANNA, "article.saved"),
        (ANNA, "article.submitted"),
        (BORIS, "article.published"),
        (CLARA, "article.withdrawn"),
        (ANNA, "article.withdrawal_reviewed"),
    ]
    assert {entry.subject for entry in entries} == {"article:registration.anmeldung:de:2"}
    assert "fast" not in str([entry.details for entry in entries])
