"""A native reader without an account confirms or corrects one version, once; nothing of it is published by itself."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select

from knowledge_base.articles import install_edition, load_edition
from knowledge_base.edition import read_edition
from knowledge_base.errors import SecondPersonNeeded, WrongStatus
from knowledge_base.library import Library
from knowledge_base.reading_links import VALID_FOR, Correction, LinkOver, NothingChanged, ReadingLinks
from knowledge_base.tables import ReadingLink
from knowledge_base.workflow import Workflow
from storage.signals import Signals
from wording import LANGUAGES

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TOPIC = "registration.anmeldung"
ROMANIAN = (TOPIC, "ro")
EDITOR, REVIEWER = "staff:1", "staff:2"
TRANSLATIONS = [language for language in LANGUAGES if language != "de"]


class Desk:
    """The small edition, and acts that each are a transaction."""

    def __init__(self, database):
        self.database, self.signals, self.now = database, Signals(database), NOW

    async def links(self, act, *given, **named):
        async with self.database.transaction() as session:
            workflow = Workflow(session, self.signals, await load_edition(session, published_only=True), self.now)
            return await getattr(ReadingLinks(session, workflow, self.now), act)(*given, **named)

    async def texts(self, act, *given, **named):
        async with self.database.transaction() as session:
            workflow = Workflow(session, self.signals, await load_edition(session, published_only=True), self.now)
            return await getattr(workflow, act)(*given, **named)

    async def link(self, place=ROMANIAN):
        return await self.links("make", place, by=EDITOR)

    async def newest(self, place=ROMANIAN):
        return (await self.texts("versions", place))[-1]

    async def corrected(self, title=None, **sections):
        """What a reader sends who changes these fields alone."""
        row = await self.newest()
        return Correction(title or row.title, {**row.sections, **sections})

    async def state(self, token):
        try:
            await self.links("open", token)
        except LinkOver as over:
            return over.state
        return "open"


@pytest.fixture
async def desk(database, folder):
    async with database.transaction() as session:
        await install_edition(session, read_edition(folder.path), NOW)
    return Desk(database)


@pytest.mark.parametrize("language", TRANSLATIONS)
async def test_a_text_that_is_right_was_read_by_a_native_speaker(desk, phrases, language):
    """Newcomers no longer read that nobody has; the words stay the same version."""
    token = await desk.link((TOPIC, language))

    await desk.links("confirm", token, reader="Ioana", remark="")

    row = await desk.newest((TOPIC, language))
    assert (row.version, row.status) == (1, "published")
    assert (row.native_reading_by, row.native_reading_on) == ("Ioana", NOW.date())
    async with desk.database.reading() as session:
        library = await Library.load(session, phrases, lambda: NOW)
    answer = library.answer(TOPIC, language)
    assert "state-not-native" not in str(answer.lines)


async def test_a_correction_is_a_new_version_that_waits_for_staff(desk):
    """Newcomers go on reading what was published; a reviewer agrees, and the reader's name stays with the text."""
    token = await desk.link()

    row = await desk.links(
        "correct", token, await desk.corrected(cost="gratuit"), reader="Ioana", remark="„nimic” e ciudat"
    )

    assert (row.version, row.status, row.written_by, row.note) == (2, "in_review", "reader", "„nimic” e ciudat")
    assert (await desk.texts("published", ROMANIAN)).sections["cost"] == "nimic"
    published = await desk.texts("agree", ROMANIAN, 2, by=REVIEWER)
    assert (published.sections["cost"], published.native_reading_by) == ("gratuit", "Ioana")


async def test_who_wrote_the_draft_before_it_does_not_agree_to_it(desk):
    row = await desk.newest()
    await desk.texts("save", row.read(), based_on=1, by=REVIEWER)
    token = await desk.link()
    await desk.links("correct", token, await desk.corrected(cost="gratuit"), reader="Ioana", remark="")

    with pytest.raises(SecondPersonNeeded):
        await desk.texts("agree", ROMANIAN, 3, by=REVIEWER)


async def test_a_correction_that_breaks_rules_stays_a_draft_with_its_remark(desk):
    """Whoever looks at it next mends it; the reader is not asked to know the rules."""
    token = await desk.link()

    row = await desk.links(
        "correct", token, await desk.corrected(until="14 zile după mutare"), reader="Ioana", remark="mai clar"
    )

    assert (row.version, row.status, row.note) == (2, "draft", "mai clar")


async def test_only_a_remark_makes_no_version(desk):
    token = await desk.link()

    row = await desk.links("correct", token, await desk.corrected(), reader="Ioana", remark="E prea lung.")

    assert row is None
    assert (await desk.newest()).version == 1
    [(link, state)] = await desk.links("listed")
    assert (link.verdict, link.reader, link.remark, state) == ("corrected", "Ioana", "E prea lung.", "used")


async def test_nothing_changed_and_nothing_said_uses_nothing_up(desk):
    token = await desk.link()

    with pytest.raises(NothingChanged):
        await desk.links("correct", token, await desk.corrected(), reader="Ioana", remark="")

    assert await desk.state(token) == "open"


async def test_a_link_is_used_once(desk):
    token = await desk.link()
    await desk.links("confirm", token, reader="Ioana", remark="")

    with pytest.raises(LinkOver) as over:
        await desk.links("correct", token, await desk.corrected(cost="gratuit"), reader="Altcineva", remark="")

    assert (over.value.state, over.value.language) == ("used", "ro")
    row = await desk.newest()
    assert (row.version, row.native_reading_by) == (1, "Ioana")


async def test_a_link_lasts_two_weeks(desk):
    token = await desk.link()

    desk.now = NOW + VALID_FOR - timedelta(seconds=1)
    before = await desk.state(token)
    desk.now = NOW + VALID_FOR

    assert (before, await desk.state(token)) == ("open", "expired")


async def test_a_link_is_for_one_version(desk):
    """Somebody saved a newer one meanwhile: what a reader sees must be what is at stake."""
    first, second = await desk.link(), await desk.link()
    correction = await desk.corrected(cost="gratuit")
    await desk.links("correct", first, correction, reader="Ioana", remark="")

    with pytest.raises(LinkOver) as over:
        await desk.links("correct", second, await desk.corrected(cost="0"), reader="Radu", remark="")

    assert over.value.state == "newer"
    assert (await desk.newest()).version == 2


async def test_a_text_that_was_withdrawn_is_not_read(desk):
    token = await desk.link()
    await desk.texts("withdraw", ROMANIAN, by=EDITOR, because="falsch")

    assert await desk.state(token) == "withdrawn"
    with pytest.raises(WrongStatus):
        await desk.link()


@pytest.mark.parametrize(
    "place",
    [
        pytest.param((TOPIC, "de"), id="German texts are confirmed by offices"),
        pytest.param(("housing.deposit", "ro"), id="there is no such text"),
    ],
)
async def test_no_link_without_a_translation(desk, place):
    with pytest.raises(WrongStatus):
        await desk.link(place)


@pytest.mark.parametrize("token", ["", "x", "\ud800", "a" * 10_000])
async def test_what_is_no_token_opens_nothing(desk, token):
    await desk.link()

    assert await desk.state(token) == "unknown"


async def test_only_the_hash_of_a_token_is_kept(desk):
    """Who reads the database cannot write in a reader's name; 256 random bits are not guessed."""
    token = await desk.link()

    async with desk.database.reading() as session:
        link = (await session.scalars(select(ReadingLink))).one()
    assert len(token) >= 43
    assert link.token_hash == sha256(token.encode()).hexdigest()
    assert token not in str(vars(link))


async def test_the_list_says_what_became_of_each_link(desk):
    """Newest first."""
    for place, verdict in (((TOPIC, "pl"), "right"), (("safety.emergency", "ro"), None), ((TOPIC, "tr"), None)):
        token = await desk.link(place)
        if verdict:
            await desk.links("confirm", token, reader="Ola", remark="")
        desk.now += timedelta(minutes=1)
    await desk.texts("withdraw", ("safety.emergency", "ro"), by=EDITOR, because="falsch")

    listed = await desk.links("listed")
    states = [(link.language, state) for link, state in listed]

    assert states == [("tr", "open"), ("ro", "withdrawn"), ("pl", "used")]
