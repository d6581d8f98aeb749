"""Announcements: said in every language under the answers they concern, agreed to by two people, gone by themselves."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from knowledge_base.announcements import (
    LONGEST_TEXT,
    MOST_DAYS,
    URGENT_DAYS,
    AnnouncementDraft,
    Announcements,
    closing,
    waits_to_be_looked_at,
)
from knowledge_base.articles import install_edition
from knowledge_base.edition import read_edition
from knowledge_base.errors import AnnouncementRefused, SecondPersonNeeded, WrongStatus
from knowledge_base.library import Library
from knowledge_base.news import published_news, topics_told
from storage.audit import AuditEntry
from storage.signals import Signals
from tests.knowledge_base.editions import EMERGENCY
from wording import LANGUAGES, Reply, rendering

NOW = datetime(2026, 12, 15, 9, 0, tzinfo=UTC)
TODAY = date(2026, 12, 15)
OFFICE, TOPIC, DANGER = "wsf.buergerbuero", "registration.anmeldung", "safety.emergency"
EDITOR, REVIEWER = "staff:1", "staff:2"
HEARD_WITHIN_SECONDS = 1.0


class Newsroom:
    """The small edition in a database, its library, and acts that each are a transaction."""

    def __init__(self, database, phrases):
        self.database, self.phrases = database, phrases
        self.signals = Signals(database)
        self.now = NOW

    async def opens(self):
        async with self.database.reading() as session:
            self.library = await Library.load(session, self.phrases, lambda: self.now)

    async def does(self, act, *given, **named):
        """One act of `Announcements`, and what the library knows afterwards."""
        async with self.database.transaction() as session:
            announcements = Announcements(session, self.signals, self.library.edition, self.now)
            row = await getattr(announcements, act)(*given, **named)
        async with self.database.reading() as session:
            await self.library.reload(session)
        return row

    async def publishes(self, **draft):
        row = await self.does("propose", said(**draft), by=EDITOR)
        return await self.does("agree", row.id, by=REVIEWER)

    def closes(self, first, last):
        return closing(self.library.edition.offices[OFFICE], first, last, self.now.date(), self.phrases)

    def reads(self, topic=TOPIC, language="de", lines=None):
        """The lines of an answer as they are read."""
        lines = lines if lines is not None else self.library.answer(topic, language).lines
        reply = Reply(kind="article", language=language, lines=lines)
        return [line.plain for line in rendering.spoken(reply, self.phrases)]


def said(text="Der Aufzug geht nicht.", **more):
    return AnnouncementDraft(
        **{"texts": {"de": text}, "begins_on": TODAY, "ends_on": TODAY + timedelta(days=3), "office": OFFICE, **more}
    )


@pytest.fixture
async def newsroom(database, phrases, folder):
    async with database.transaction() as session:
        await install_edition(session, read_edition(folder.path), NOW)
    newsroom = Newsroom(database, phrases)
    await newsroom.opens()
    return newsroom


@pytest.mark.parametrize(
    ("language", "day", "days"),
    [
        pytest.param(
            "de",
            "Bürgerbüro Weißenfels ist am 24. Dezember 2026 geschlossen.",
            "Bürgerbüro Weißenfels ist vom 24. Dezember 2026 bis 2. Januar 2027 geschlossen.",
            id="German",
        ),
        pytest.param(
            "en",
            "Bürgerbüro Weißenfels is closed on 24 December 2026.",
            "Bürgerbüro Weißenfels is closed from 24 December 2026 to 2 January 2027.",
            id="English",
        ),
        pytest.param(
            "ro",
            "Închis pe 24 decembrie 2026: Bürgerbüro Weißenfels.",
            "Închis din 24 decembrie 2026 până pe 2 ianuarie 2027: Bürgerbüro Weißenfels.",
            id="Romanian",
        ),
        pytest.param(
            "bg",
            "Затворено на 24 декември 2026\u202fг.: Bürgerbüro Weißenfels.",
            "Затворено от 24 декември 2026\u202fг. до 2 януари 2027\u202fг.: Bürgerbüro Weißenfels.",
            id="Bulgarian",
        ),
        pytest.param(
            "pl",
            "Nieczynne 24 grudnia 2026: Bürgerbüro Weißenfels.",
            "Nieczynne od 24 grudnia 2026 do 2 stycznia 2027: Bürgerbüro Weißenfels.",
            id="Polish",
        ),
        pytest.param(
            "hu",
            "Zárva: Bürgerbüro Weißenfels, 2026. december 24.",
            "Zárva: Bürgerbüro Weißenfels, 2026. december 24. – 2027. január 2.",
            id="Hungarian",
        ),
        pytest.param(
            "tr",
            "Bürgerbüro Weißenfels 24 Aralık 2026 günü kapalı.",
            "Bürgerbüro Weißenfels şu günlerde kapalı: 24 Aralık 2026 – 2 Ocak 2027.",
            id="Turkish",
        ),
    ],
)
async def test_a_closing_day_needs_no_translator(newsroom, language, day, days):
    """Office and days are enough: the sentence exists in every language."""
    first, last = date(2026, 12, 24), date(2027, 1, 2)

    assert newsroom.closes(first, first).texts[language] == day
    assert newsroom.closes(first, last).texts[language] == days


async def test_a_closing_is_told_two_weeks_before(newsroom):
    """Who plans the way to the office must know it; what begins today or began before is told at once."""
    soon, today = newsroom.closes(date(2027, 1, 20), date(2027, 1, 22)), newsroom.closes(TODAY, TODAY)

    assert (soon.begins_on, soon.ends_on) == (date(2027, 1, 6), date(2027, 1, 22))
    assert (today.begins_on, today.ends_on) == (TODAY, TODAY)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_stands_right_under_what_an_answer_says_first(newsroom, language):
    """In the short form and in each part, in the language of the reader, and not on what is shown at a desk."""
    row = await newsroom.does("propose", newsroom.closes(TODAY, TODAY), by=EDITOR)
    await newsroom.does("agree", row.id, by=REVIEWER)

    answer = newsroom.library.answer(TOPIC, language)
    lines, part = newsroom.reads(language=language), newsroom.reads(language=language, lines=answer.parts["where"])

    assert row.texts[language] in lines[1]
    assert row.texts[language] in part[0]
    assert lines[0] == newsroom.reads(language=language, lines=answer.lines[:1])[0]
    assert not any(row.texts[language] in line for line in newsroom.reads(lines=answer.in_german))


@pytest.mark.parametrize(
    ("draft", "topic", "is_told"),
    [
        pytest.param({}, TOPIC, True, id="an office that the article names"),
        pytest.param({}, DANGER, False, id="an office that the article does not name"),
        pytest.param({"office": None, "topic": TOPIC}, TOPIC, True, id="the topic"),
        pytest.param({"office": None, "topic": TOPIC}, DANGER, False, id="another topic"),
        pytest.param({"office": None}, TOPIC, False, id="everybody: the conversation says it once"),
    ],
)
async def test_it_stands_where_it_belongs(newsroom, draft, topic, is_told):
    await newsroom.publishes(**draft)

    assert any("Aufzug" in line for line in newsroom.reads(topic)) == is_told
    assert bool(newsroom.library.news_for_everybody()) == (draft == {"office": None})


async def test_an_office_that_only_the_front_matter_names_counts(newsroom, folder):
    folder.change(f"{EMERGENCY}/de.md", "offices: []", f"offices: [{OFFICE}]")
    folder.change(f"{EMERGENCY}/de.md", "version: 1", "version: 2")
    async with newsroom.database.transaction() as session:
        await install_edition(session, read_edition(folder.path), NOW)
    await newsroom.publishes()

    assert any("Aufzug" in line for line in newsroom.reads(DANGER))
    async with newsroom.database.reading() as session:
        news = await published_news(session, TODAY)
    assert topics_told(news, newsroom.library.edition) == [[TOPIC, DANGER]]


async def test_a_telephone_number_comes_before_it(newsroom):
    """Where a danger is the topic nothing stands above the number, nor between the sentences."""
    await newsroom.publishes(office=None, topic=DANGER)

    lines = newsroom.library.answer(DANGER, "de").lines
    place = next(at for at, line in enumerate(lines) if line.label and line.label.id == "announcement")

    assert lines[0].style == "number"
    assert all(line.style in ("number", "text", "item") or line.label for line in lines[:place])
    assert all(line.style == "source" for line in lines[place + 1 :])


async def test_without_a_text_in_a_language_it_is_german_and_says_so(newsroom):
    await newsroom.publishes(texts={"de": "Der Aufzug geht nicht.", "ro": "Liftul nu merge."})

    assert newsroom.reads(language="ro")[1] == "Important: Liftul nu merge."
    assert newsroom.reads(language="pl")[1] == "Ważne (po niemiecku): Der Aufzug geht nicht."


@pytest.mark.parametrize(
    ("now", "is_told"),
    [
        pytest.param(datetime(2026, 12, 16, 22, 59, tzinfo=UTC), False, id="the evening before"),
        pytest.param(datetime(2026, 12, 16, 23, 0, tzinfo=UTC), True, id="midnight in the town, an hour before UTC's"),
        pytest.param(datetime(2026, 12, 18, 22, 59, tzinfo=UTC), True, id="the last minute of the last day"),
        pytest.param(datetime(2026, 12, 18, 23, 0, tzinfo=UTC), False, id="over"),
    ],
)
async def test_it_comes_and_goes_by_the_calendar_of_the_town(newsroom, now, is_told):
    """Nobody has to do anything for it, and nothing is loaded again."""
    await newsroom.publishes(begins_on=date(2026, 12, 17), ends_on=date(2026, 12, 18))

    newsroom.now = now

    assert any("Aufzug" in line for line in newsroom.reads()) == is_told


async def test_nobody_agrees_to_what_they_wrote(newsroom):
    row = await newsroom.does("propose", said(), by=EDITOR)

    with pytest.raises(SecondPersonNeeded):
        await newsroom.does("agree", row.id, by=EDITOR)
    assert not any("Aufzug" in line for line in newsroom.reads())


async def test_what_was_sent_back_is_written_anew(newsroom):
    """The reason is kept; the new words are another announcement and need a second person again."""
    row = await newsroom.does("propose", said(), by=EDITOR)
    sent_back = await newsroom.does("send_back", row.id, by=REVIEWER, because="Welcher Aufzug?")
    anew = await newsroom.does("propose", said("Der Aufzug im Rathaus geht nicht."), by=EDITOR, instead_of=row.id)

    assert (sent_back.status, sent_back.sent_back_because) == ("sent_back", "Welcher Aufzug?")
    assert anew.status == "in_review"
    with pytest.raises(WrongStatus):
        await newsroom.does("agree", row.id, by=REVIEWER)


async def test_a_refusal_has_a_reason(newsroom):
    row = await newsroom.does("propose", said(), by=EDITOR)

    with pytest.raises(AnnouncementRefused):
        await newsroom.does("send_back", row.id, by=REVIEWER, because="")


async def test_closed_today_is_said_by_one_person_and_looked_at_by_another(newsroom):
    row = await newsroom.does("say_at_once", newsroom.closes(TODAY, TODAY), by=EDITOR)

    assert "geschlossen" in newsroom.reads()[1]
    assert waits_to_be_looked_at(row)
    with pytest.raises(SecondPersonNeeded):
        await newsroom.does("look_at", row.id, by=EDITOR, stays=True)
    looked_at = await newsroom.does("look_at", row.id, by=REVIEWER, stays=True)
    assert not waits_to_be_looked_at(looked_at)
    assert "geschlossen" in newsroom.reads()[1]
    with pytest.raises(WrongStatus):
        await newsroom.does("look_at", row.id, by=REVIEWER, stays=False)


async def test_the_second_person_takes_back_what_was_wrong(newsroom):
    row = await newsroom.does("say_at_once", newsroom.closes(TODAY, TODAY), by=EDITOR)

    row = await newsroom.does("look_at", row.id, by=REVIEWER, stays=False)

    assert row.status == "withdrawn"
    assert not any("geschlossen" in line for line in newsroom.reads())


async def test_what_its_writer_took_back_is_looked_at_all_the_same(newsroom):
    """It was read for a while."""
    row = await newsroom.does("say_at_once", newsroom.closes(TODAY, TODAY), by=EDITOR)
    row = await newsroom.does("withdraw", row.id, by=EDITOR)

    assert waits_to_be_looked_at(row)
    row = await newsroom.does("look_at", row.id, by=REVIEWER, stays=True)
    assert row.status == "withdrawn"


@pytest.mark.parametrize(
    ("first", "last", "problems"),
    [
        pytest.param(TODAY + timedelta(days=20), TODAY + timedelta(days=20), {"begins_on": "urgent_later"}, id="later"),
        pytest.param(TODAY, TODAY + timedelta(days=URGENT_DAYS), {"ends_on": "urgent_days"}, id="too long"),
    ],
)
async def test_one_person_alone_says_only_what_presses(newsroom, first, last, problems):
    with pytest.raises(AnnouncementRefused) as refused:
        await newsroom.does("say_at_once", newsroom.closes(first, last), by=EDITOR)

    assert refused.value.problems == problems


@pytest.mark.parametrize(
    ("draft", "problems"),
    [
        pytest.param({"texts": {"ro": "Liftul nu merge."}}, {"text_de": "german"}, id="no German"),
        pytest.param({"text": "x" * (LONGEST_TEXT + 1)}, {"text_de": "long"}, id="too long"),
        pytest.param({"office": "wsf.nowhere"}, {"office": "office"}, id="no such office"),
        pytest.param({"office": None, "topic": "housing.deposit"}, {"topic": "topic"}, id="a topic without article"),
        pytest.param({"ends_on": TODAY - timedelta(days=1)}, {"ends_on": "order"}, id="ends before it begins"),
        pytest.param(
            {"begins_on": date(2026, 12, 1), "ends_on": date(2026, 12, 14)}, {"ends_on": "over"}, id="over already"
        ),
        pytest.param({"ends_on": TODAY + timedelta(days=MOST_DAYS)}, {"ends_on": "days"}, id="too many days"),
    ],
)
async def test_what_is_wrong_is_named_and_nothing_is_kept(newsroom, draft, problems):
    with pytest.raises(AnnouncementRefused) as refused:
        await newsroom.does("propose", said(**draft), by=EDITOR)

    assert refused.value.problems == problems
    async with newsroom.database.reading() as session:
        assert await Announcements(session, newsroom.signals, newsroom.library.edition, NOW).recent() == []


async def test_what_is_over_cannot_be_agreed_to(newsroom):
    row = await newsroom.does("propose", said(), by=EDITOR)
    newsroom.now += timedelta(days=10)

    with pytest.raises(AnnouncementRefused):
        await newsroom.does("agree", row.id, by=REVIEWER)


async def test_newcomers_read_it_within_a_second_and_no_longer_a_second_after(newsroom):
    """A library that keeps itself true, as the process has one."""

    async def changes(is_told):
        async with asyncio.timeout(HEARD_WITHIN_SECONDS):
            while any("Aufzug" in line for line in newsroom.reads()) != is_told:
                await asyncio.sleep(0.01)

    keeping = asyncio.create_task(newsroom.library.keep_true(newsroom.database, newsroom.signals))
    await asyncio.sleep(0.05)
    try:
        async with newsroom.database.transaction() as session:
            acts = Announcements(session, newsroom.signals, newsroom.library.edition, NOW)
            row = await acts.propose(said(), by=EDITOR)
        assert not any("Aufzug" in line for line in newsroom.reads())
        for act, is_told in (("agree", True), ("withdraw", False)):
            async with newsroom.database.transaction() as session:
                acts = Announcements(session, newsroom.signals, newsroom.library.edition, NOW)
                await getattr(acts, act)(row.id, by=REVIEWER)
            await changes(is_told)
    finally:
        keeping.cancel()


async def test_the_audit_holds_who_and_when_but_no_words(newsroom):
    row = await newsroom.publishes()
    await newsroom.does("withdraw", row.id, by=EDITOR)

    async with newsroom.database.reading() as session:
        entries = list(await session.scalars(select(AuditEntry).order_by(AuditEntry.id)))
    assert [(entry.actor, entry.act) for entry in entries] == [
        (EDITOR, "announcement.proposed"),
        (REVIEWER, "announcement.published"),
        (EDITOR, "announcement.withdrawn"),
    ]
    assert {entry.subject for entry in entries} == {f"announcement:{row.id}"}
    assert "Aufzug" not in str([entry.details for entry in entries])
