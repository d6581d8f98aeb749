"""The state of every text as the matrix and the tasks read it from the database."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from knowledge_base.edition import read_edition
from knowledge_base.matrix import gaps, read_matrix
from knowledge_base.situation import read_situation
from knowledge_base.tables import Announcement, ArticleVersion, Recall, UnansweredQuestion
from nlu.topics import TOPICS, is_meta
from tests.knowledge_base.editions import ANMELDUNG
from tests.knowledge_base.newsroom import ANNA, BORIS, CLARA, GERMAN, NOW, ROMANIAN, Newsroom
from wording import LANGUAGES


@pytest.fixture
async def newsroom(database, folder):
    newsroom = Newsroom(database)
    await newsroom.installs(read_edition(folder.path))
    return newsroom


async def topics(newsroom):
    async with newsroom.database.reading() as session:
        return {topic.topic: topic for topic in await read_matrix(session, newsroom.today)}


async def cell(newsroom, place):
    topic = (await topics(newsroom))[place[0]]
    return next(cell for cell in topic.cells if cell.language == place[1])


async def situation(newsroom):
    async with newsroom.database.reading() as session:
        return await read_situation(session, newsroom.today)


async def test_every_topic_stands_in_every_language(newsroom):
    found = await topics(newsroom)

    assert list(found) == [topic for topic in TOPICS if not is_meta(topic)]
    assert all(tuple(cell.language for cell in topic.cells) == LANGUAGES for topic in found.values())
    assert (found[GERMAN[0]].title, found[GERMAN[0]].unit) == ("Adresse anmelden", "clearing")
    assert found["housing.deposit"].title is None


async def test_a_topic_nobody_planned_is_not_hidden(newsroom):
    async with newsroom.database.transaction() as session:
        await session.execute(
            update(ArticleVersion).where(ArticleVersion.topic == "safety.emergency").values(topic="town.own")
        )

    assert (await topics(newsroom))["town.own"].cells[0].state == "unconfirmed"


async def test_a_shipped_text_is_unconfirmed_and_says_what_is_missing(newsroom):
    german, romanian = await cell(newsroom, GERMAN), await cell(newsroom, ROMANIAN)

    assert (german.states, german.is_confirmed, german.is_read) == (("unconfirmed",), False, True)
    assert (romanian.states, romanian.is_confirmed, romanian.is_read) == (("unconfirmed",), False, False)


async def test_a_text_is_current_once_an_office_confirmed_and_a_native_speaker_read_it(newsroom):
    async with newsroom.workflow() as workflow:
        await workflow.confirm(GERMAN[0], 1, office="Bürgerbüro", on=newsroom.today, by=ANNA)
        await workflow.read_by_native(ROMANIAN, 1, reader="Ana", on=newsroom.today, by=ANNA)

    assert (await cell(newsroom, GERMAN)).states == ("current",)
    assert (await cell(newsroom, ROMANIAN)).states == ("current",)
    assert (await cell(newsroom, (GERMAN[0], "pl"))).states == ("unconfirmed",)


async def test_a_draft_stands_behind_what_newcomers_have(newsroom):
    version = await newsroom.writes(ANNA, "fast nichts")

    assert (await cell(newsroom, GERMAN)).states == ("unconfirmed", "draft")
    assert (await cell(newsroom, GERMAN)).waiting_since == newsroom.today
    await newsroom.submits(ANNA, version)
    assert (await cell(newsroom, GERMAN)).states == ("unconfirmed", "in_review")
    await newsroom.agrees(BORIS, version)
    assert (await cell(newsroom, GERMAN)).states == ("unconfirmed",)


async def test_what_waits_for_a_review_is_seen_beneath_a_shipped_draft(newsroom, folder):
    await newsroom.submits(ANNA, await newsroom.writes(ANNA, "fast nichts"))
    folder.change(f"{ANMELDUNG}/de.md", "nichts", "gar nichts")
    await newsroom.installs(read_edition(folder.path))

    assert (await cell(newsroom, GERMAN)).states == ("unconfirmed", "in_review")


async def test_another_meaning_makes_translations_outdated_until_they_wait_for_a_review(newsroom):
    german = await newsroom.publishes("fast nichts", change="meaning")
    version = await newsroom.writes(ANNA, "aproape nimic", ROMANIAN, source=german)
    await newsroom.submits(ANNA, version, ROMANIAN)
    found = await topics(newsroom)

    assert (await cell(newsroom, (GERMAN[0], "pl"))).states == ("outdated",)
    assert (await cell(newsroom, ROMANIAN)).states == ("outdated", "in_review")
    of_topic = [gap.language for gap in gaps([found[GERMAN[0]]])]
    assert of_topic == ["en", "bg", "pl", "hu", "tr"]


async def test_without_the_german_text_nobody_reads_the_translations(newsroom):
    await newsroom.withdraws(ANNA)

    assert {cell.state for cell in (await topics(newsroom))[GERMAN[0]].cells} == {"withdrawn"}


async def test_a_machines_draft_is_no_text_yet(newsroom):
    async with newsroom.workflow() as workflow:
        german = (await newsroom.reads()).articles[GERMAN]
        draft = german.model_copy(update={"topic": "housing.deposit", "status": "machine_draft"})
        await workflow.save(draft, based_on=None, by=ANNA)

    found = await cell(newsroom, ("housing.deposit", "de"))
    assert (found.states, found.is_published, found.version) == (("machine_draft",), False, 1)


async def test_the_review_is_due_the_day_after(newsroom):
    async def due(days):
        async with newsroom.workflow() as workflow:
            day = newsroom.today + timedelta(days=days)
            await workflow.review_until(ROMANIAN, 1, due_on=day, by=ANNA)
        return (await cell(newsroom, ROMANIAN)).states

    assert await due(0) == ("unconfirmed",)
    assert await due(-1) == ("review_due", "unconfirmed")


async def test_gaps_begin_with_safety_then_with_the_worst(newsroom):
    await newsroom.publishes("fast nichts", change="meaning")
    await newsroom.withdraws(ANNA, ("safety.emergency", "en"))

    found = gaps(list((await topics(newsroom)).values()))

    assert (found[0].topic, found[0].language, found[0].state) == ("safety.emergency", "en", "withdrawn")
    safety = [gap.topic == "housing.homeless" or gap.topic.startswith("safety.") for gap in found]
    assert safety.index(False) > 7
    others = [gap for gap in found if not gap.topic.startswith("safety.")]
    assert {gap.state for gap in others if gap.topic == GERMAN[0]} == {"outdated"}


async def test_who_wrote_on_a_text_is_named_with_what_waits(newsroom):
    await newsroom.writes(ANNA, "fast nichts")
    await newsroom.submits(BORIS, await newsroom.writes(BORIS, "sehr wenig"))
    await newsroom.proposes(CLARA, "3")
    found = await situation(newsroom)

    assert [(each.place, each.by) for each in found.texts] == [(GERMAN, {ANNA, BORIS})]
    assert [each.by for each in found.values] == [{CLARA}]


async def test_what_was_agreed_to_waits_for_nobody(newsroom):
    day = newsroom.today + timedelta(days=3)
    version = await newsroom.writes(ANNA, "fast nichts")
    await newsroom.submits(ANNA, version)
    await newsroom.agrees(BORIS, version, publish_on=day)
    await newsroom.agrees_to_change(BORIS, await newsroom.proposes(ANNA, "3", publish_on=day))
    found = await situation(newsroom)

    assert (found.texts, found.values) == ([], [])


async def test_a_withdrawal_is_a_task_until_somebody_looked_or_something_newer_is_published(newsroom):
    await newsroom.withdraws(ANNA)
    await newsroom.withdraws(ANNA, ROMANIAN)
    assert [(each.place, each.by) for each in (await situation(newsroom)).withdrawals] == [
        (GERMAN, {ANNA}),
        (ROMANIAN, {ANNA}),
    ]

    await newsroom.publishes("fast nichts")
    assert [each.place for each in (await situation(newsroom)).withdrawals] == [ROMANIAN]
    await newsroom.reviews_withdrawal(BORIS, 1, ROMANIAN, stays=True)
    assert (await situation(newsroom)).withdrawals == []


async def test_announcements_recalls_questions_and_offices_are_read(newsroom):
    async with newsroom.database.transaction() as session:
        said = {"texts": {}, "office": None, "topic": None, "begins_on": newsroom.today, "written_at": NOW}
        for status, urgent, ends_in in (
            ("published", True, 1),
            ("published", True, -1),
            ("published", False, 1),
            ("in_review", False, 1),
        ):
            session.add(
                Announcement(
                    **said,
                    status=status,
                    is_urgent=urgent,
                    written_by=ANNA,
                    ends_on=newsroom.today + timedelta(days=ends_in),
                )
            )
        session.add(
            Recall(
                topic=GERMAN[0], versions={}, since=NOW, texts={}, status="in_review", written_by=ANNA, written_at=NOW
            )
        )
        for concepts, state in (
            (["bin", "rent"], "open"),
            (["rent", "bin"], "open"),
            (["bin"], "not_ours"),
            ([], "open"),
        ):
            session.add(
                UnansweredQuestion(
                    newcomer_id=1,
                    asked_on=newsroom.today,
                    language="ro",
                    reason="no_article",
                    topic=None,
                    text="…",
                    concepts=concepts,
                    state=state,
                )
            )
    found = await situation(newsroom)

    assert [each.place for each in found.urgent_announcements] == [("1",)]
    assert [each.place for each in found.announcements] == [("4",)]
    assert [each.by for each in found.recalls] == [{ANNA}]
    assert found.questions == [2]
    assert found.office_fields == [("wsf.buergerbuero", field) for field in ("phone", "email", "hours")]
