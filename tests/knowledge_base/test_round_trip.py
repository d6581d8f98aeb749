"""What goes out as files comes back without loss: any edition at all, and the database."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.articles import import_edition, install_edition, load_edition
from knowledge_base.edition import Edition, read_edition, write_edition
from knowledge_base.edition_archive import changes_of, read_archive, write_archive
from knowledge_base.facts import PERIODS, Fact
from knowledge_base.incoming import FileRefused, Known
from knowledge_base.offices import ContactValue, FurtherPhone, Office
from knowledge_base.places import Place
from knowledge_base.reply_sentences import ReplySentence, Slot
from knowledge_base.texts import SECTIONS, Article, Section
from knowledge_base.transfer import export_folder, import_folder
from knowledge_base.units import Unit
from knowledge_base.value_changes import ValueChanges
from knowledge_base.workflow import Workflow
from nlu.topics import TOPICS, area_of
from storage.signals import Signals
from tests.knowledge_base.editions import ANMELDUNG, EMERGENCY
from wording import LANGUAGES

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TOPIC = "registration.anmeldung"


# Any edition

WORDS = st.text(
    st.one_of(
        st.sampled_from("aäßșțжŁőİ '\"#:-{}[],&*!|>%@`?§„“0127~=\\"),
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co", "Cf", "Zs")),
    ),
    min_size=1,
    max_size=24,
).map(str.strip)
SOME_WORDS = WORDS.filter(bool)
PERHAPS = st.one_of(st.none(), SOME_WORDS)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True)
EACH_LANGUAGE = st.fixed_dictionaries(dict.fromkeys(LANGUAGES, SOME_WORDS))
SOME_TOPICS = [topic for topic in TOPICS if area_of(topic) != "meta"]


def is_no_heading(line: str) -> bool:
    return not line.startswith("##")


LINES = st.lists(st.one_of(SOME_WORDS.filter(is_no_heading), st.just("")), min_size=1, max_size=4)
BODIES = LINES.map(lambda lines: "\n".join(lines).strip("\n")).filter(bool)


@st.composite
def contacts(draw):
    value, source = draw(PERHAPS), draw(PERHAPS)
    as_of = draw(st.one_of(st.none(), st.sampled_from(["2025", "2025-07", "2025-07-01"])))
    confidence = draw(st.sampled_from(["verified", "known", "uncertain"]))
    return ContactValue(
        value=value, confidence=confidence, source=source, valid_as_of=as_of, recheck=draw(st.booleans())
    )


@st.composite
def offices(draw, office_id):
    ways = {name: draw(contacts()) for name in ("address", "phone", "email", "web", "hours")}
    labels = draw(st.lists(EACH_LANGUAGE, max_size=2))
    phones = [FurtherPhone(label=label, **draw(contacts()).model_dump()) for label in labels]
    scope = draw(st.sampled_from(["federal", "state", "district", "town"]))
    return Office(
        id=office_id,
        name=draw(SOME_WORDS),
        scope=scope,
        tasks=draw(SOME_WORDS),
        phones=tuple(phones),
        to_confirm=draw(PERHAPS),
        **ways,
    )


AMOUNTS = st.one_of(
    st.integers(0, 10**6).map(Decimal), st.decimals(0, 10**6, places=2, allow_nan=False, allow_infinity=False)
)
VALUES = st.one_of(
    st.builds(lambda n, unit: ("period", Decimal(n), unit, None), st.integers(0, 500), st.sampled_from(PERIODS)),
    st.builds(lambda n: ("age", Decimal(n), None, None), st.integers(0, 120)),
    st.builds(lambda amount: ("money", amount, "EUR", None), AMOUNTS),
    st.builds(lambda amount: ("percent", amount, None, None), AMOUNTS),
    st.builds(lambda at: ("time", None, None, f"{at:%H:%M}"), st.times()),
    st.builds(lambda day: ("date", None, None, day.isoformat()), DAYS),
    st.sampled_from(["112", "0345", "+49 3443 370-0", "(030) 12/34"]).map(lambda n: ("phone", None, None, n)),
    SOME_WORDS.map(lambda name: ("german_name", None, None, name)),
    st.just(("statement", None, None, None)),
)


@st.composite
def facts(draw, topic, key):
    kind, amount, unit, value = draw(VALUES)
    first, last = sorted([draw(DAYS), draw(DAYS)])
    return Fact(
        topic=topic,
        key=key,
        kind=kind,
        amount=amount,
        unit=unit,
        value=value,
        statement=draw(SOME_WORDS),
        law=draw(PERHAPS),
        scope=draw(st.sampled_from(["federal", "state", "district", "town"])),
        source=draw(PERHAPS),
        checked_on=draw(st.one_of(st.none(), st.sampled_from(["2026", "2026-08", "2026-08-19"]))),
        confidence=draw(st.sampled_from(["verified", "known", "uncertain"])),
        recheck=draw(st.booleans()),
        origin=draw(PERHAPS),
        valid_from=draw(st.sampled_from([None, first])),
        valid_to=draw(st.sampled_from([None, last])),
        owner=draw(PERHAPS),
        review_due_on=draw(st.one_of(st.none(), DAYS)),
    )


@st.composite
def articles(draw, topic, language):
    names = {"answer", "words"} | set(draw(st.lists(st.sampled_from(SECTIONS), max_size=5)))
    sections = {name: Section(draw(BODIES)) for name in SECTIONS if name in names}
    status = draw(st.sampled_from(["published", "draft", "machine_draft", "in_review", "withdrawn"]))
    read = draw(st.one_of(st.just((None, None)), st.tuples(SOME_WORDS, DAYS)))
    about = {"topic": topic, "language": language, "title": draw(SOME_WORDS), "version": draw(st.integers(1, 999))}
    about |= {"sections": sections, "status": status, "review_due_on": draw(st.one_of(st.none(), DAYS))}
    if language == "de":
        several = st.lists(SOME_WORDS, max_size=3).map(tuple)
        of_german = {"unit": draw(SOME_WORDS), "offices": draw(several), "related": draw(several)}
        of_german |= {"rests_on": draw(several), "meaning_version": draw(st.one_of(st.none(), st.integers(1, 99)))}
        return Article(**about, **of_german, confirmed_by=read[0], confirmed_on=read[1])
    translator = draw(st.sampled_from([None, "machine", "person"]))
    return Article(
        **about,
        translated_from=draw(st.integers(1, 99)),
        translated_by=translator,
        native_reading_by=read[0],
        native_reading_on=read[1],
    )


@st.composite
def editions(draw):
    topics = draw(st.lists(st.sampled_from(SOME_TOPICS), min_size=1, max_size=2, unique=True))
    texts, values = {}, {}
    for topic in sorted(topics):
        for language in draw(st.lists(st.sampled_from(LANGUAGES), max_size=3, unique=True)):
            texts[topic, language] = draw(articles(topic, language))
        for key in draw(st.lists(NAMES, min_size=1, max_size=2, unique=True)):
            fact = draw(facts(topic, key))
            values[fact.name] = fact
    of_offices = {f"wsf.{name}": draw(offices(f"wsf.{name}")) for name in draw(st.lists(NAMES, max_size=2))}
    unit = Unit(
        id="clearing",
        office=draw(SOME_WORDS),
        name=draw(SOME_WORDS),
        controllers=("city",),
        kind="authority",
        staffed_by=draw(SOME_WORDS),
        topics=tuple(draw(st.lists(SOME_WORDS, max_size=2))),
        languages=("de",),
        name_meaning=draw(EACH_LANGUAGE),
        duties=draw(EACH_LANGUAGE),
    )
    sentence = ReplySentence(
        id="come", slots=(Slot(name="at", kind="time"),), texts={"de": "Um {at}.", "ro": "La {at}."}
    )
    return Edition(
        articles=texts,
        facts=values,
        places={"town": Place(id="town", name=draw(EACH_LANGUAGE), also=tuple(draw(st.lists(SOME_WORDS, max_size=1))))},
        offices=of_offices,
        units={"clearing": unit},
        reply_sentences={"come": sentence},
    )


@settings(max_examples=100, deadline=None)
@given(edition=editions())
def test_any_edition_is_read_as_it_was_written(edition):
    """Whatever words, numbers and dates people write: quotes, colons, leading zeros, "no" and "18:00"."""
    with TemporaryDirectory() as place:
        write_edition(edition, Path(place))

        assert read_edition(Path(place)) == edition


@settings(max_examples=30, deadline=None)
@given(edition=editions())
def test_any_edition_comes_back_out_of_an_archive(edition):
    assert read_archive(write_archive(edition)) == edition


# The database


@pytest.fixture
async def installed(database, folder):
    async with database.transaction() as session:
        await install_edition(session, read_edition(folder.path), NOW)
    return database


async def content_of(database):
    async with database.reading() as session:
        return await load_edition(session)


async def test_the_database_goes_into_an_empty_one_without_loss(installed, tmp_path):
    """Out into a folder; then everything is taken away; then back in."""
    before = await content_of(installed)
    async with installed.reading() as session:
        await export_folder(session, tmp_path / "out")
    async with installed.transaction() as session:
        for table in ("article_versions", "facts", "offices", "unit_descriptions", "reply_sentences"):
            await session.execute(_everything_of(table))
    assert not (await content_of(installed)).articles

    await import_folder(installed, tmp_path / "out", NOW)

    assert await content_of(installed) == before


def _everything_of(table):
    from storage import Base

    return Base.metadata.tables[table].delete()


async def test_any_edition_goes_through_the_database_without_loss(database):
    """A few of those that are made above: each in a transaction that is rolled back."""
    tried = []

    @settings(max_examples=10, deadline=None, database=None)
    @given(edition=editions())
    def collect(edition):
        tried.append(edition)

    collect()
    for edition in tried:
        async with database.transaction() as session:
            await import_edition(session, edition, NOW)
            loaded = await load_edition(session)
            await session.rollback()
        assert loaded == edition


# An archive that comes back


def packed(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def sent(folder, *files: str, below: str = "") -> bytes:
    """Some files of the edition folder, or all of them."""
    names = files or [str(path.relative_to(folder.path)) for path in folder.path.rglob("*.*")]
    return packed({f"{below}{name}": (folder.path / name).read_bytes() for name in names})


async def arrives(database, content: bytes):
    edition = read_archive(content)
    async with database.reading() as session:
        there = await Known.load(session, [(place, text.version) for place, text in edition.articles.items()])
    return changes_of(edition, there)


async def refusal(database, content: bytes) -> list[tuple[str, str, int]]:
    with pytest.raises(FileRefused) as caught:
        await arrives(database, content)
    return [(problem.rule, problem.file, problem.line) for problem in caught.value.problems]


async def test_an_archive_that_nobody_changed_changes_nothing(installed):
    async with installed.reading() as session:
        content = write_archive(await load_edition(session))

    assert not await arrives(installed, content)


async def test_the_same_edition_makes_the_same_archive(installed):
    edition = await content_of(installed)

    assert write_archive(edition) == write_archive(edition)


@pytest.mark.parametrize("number", [1, 2], ids=["under its number", "under the next"])
async def test_a_changed_text_becomes_a_draft(installed, folder, number):
    """Whether or not its writer raised the version, as docs/writing-articles.md asks."""
    folder.change(f"{ANMELDUNG}/ro.md", "nimic", "gratis")
    folder.change(f"{ANMELDUNG}/ro.md", "version: 1", f"version: {number}")

    incoming = await arrives(installed, sent(folder))

    [text] = incoming.texts
    assert (text.based_on, text.article.status, text.article.sections["cost"].text) == (1, "draft", "gratis")


async def test_a_part_of_an_edition_below_a_folder_is_enough(installed, folder):
    folder.change(f"{ANMELDUNG}/ro.md", "nimic", "gratis")

    incoming = await arrives(installed, sent(folder, f"{ANMELDUNG}/ro.md", below="Meine Ausgabe/"))

    assert [text.article.language for text in incoming.texts] == ["ro"]


async def test_a_changed_fact_and_office_become_proposals_of_which_nothing_is_published(installed, folder):
    folder.change(f"{ANMELDUNG}/facts.yaml", "amount: 2", "amount: 3")
    folder.change("offices.yaml", "Markt 1", "Markt 2")
    incoming = await arrives(installed, sent(folder))
    before = await content_of(installed)

    async with installed.transaction() as session:
        signals = Signals(installed)
        workflow, changes = Workflow(session, signals, before, NOW), ValueChanges(session, signals, NOW)
        await incoming.take(workflow, changes, because="Ausgabe", by="staff:1")

    async with installed.reading() as session:
        waiting = await ValueChanges(session, signals, NOW).waiting()
    assert [(change.kind, change.name) for change in waiting] == [
        ("fact", f"{TOPIC}.deadline"),
        ("office", "wsf.buergerbuero"),
    ]
    assert await content_of(installed) == before


async def test_what_has_no_draft_is_named_and_left(installed, folder):
    folder.change("units.yaml", "name: Clearingstelle", "name: Clearing")

    incoming = await arrives(installed, sent(folder))

    assert not incoming
    assert incoming.left == ("Clearing",)


async def test_a_text_that_got_newer_meanwhile_is_a_conflict(installed, folder):
    async with installed.transaction() as session:
        workflow = Workflow(session, Signals(installed), await load_edition(session), NOW)
        ours = (await load_edition(session)).articles[TOPIC, "ro"]
        await workflow.save(ours.model_copy(update={"title": "Adresa ta"}), based_on=1, by="staff:1")
    folder.change(f"{ANMELDUNG}/ro.md", "nimic", "gratis")

    assert await refusal(installed, sent(folder)) == [("conflict", f"{ANMELDUNG}/ro.md", 1)]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        pytest.param("ro.md", "version: 1", "version: eins", ("format", "ro.md", 3), id="broken front matter"),
        pytest.param("ro.md", "---\ntitle", "title", ("format", "ro.md", 1), id="no front matter"),
        pytest.param("ro.md", "title:", "title: a\ntitle:", ("format", "ro.md", 3), id="a key twice"),
        pytest.param("ro.md", "{fact:deadline}.", "{fact:none}.", ("unknown-fact", "ro.md", 12), id="an unknown fact"),
        pytest.param("ro.md", "nimic", "<b>nimic</b>", ("markup", "ro.md", 25), id="HTML"),
        pytest.param("ro.md", "## cost", "## price", ("section-unknown", "ro.md", 24), id="an unknown section"),
        pytest.param("facts.yaml", "amount: 2", "amount: two", ("format", "facts.yaml", 3), id="a fact without number"),
        pytest.param("facts.yaml", "kind: period", "kind: &a [*a]", ("format", "facts.yaml", 2), id="an alias"),
    ],
)
async def test_what_is_wrong_in_a_file_is_named_with_its_line(installed, folder, file, old, new, expected):
    folder.change(f"{ANMELDUNG}/{file}", old, new)

    rule, name, line = expected
    assert (rule, f"{ANMELDUNG}/{name}", line) in await refusal(installed, sent(folder))


async def test_a_file_in_another_encoding_is_named_with_the_line(installed, folder):
    path = folder.path / ANMELDUNG / "de.md"
    path.write_bytes(path.read_text("utf-8").encode("cp1252"))

    [(rule, file, line)] = await refusal(installed, sent(folder, f"{ANMELDUNG}/de.md"))

    lines = path.read_text("cp1252").splitlines()
    assert (rule, file) == ("encoding", f"{ANMELDUNG}/de.md")
    assert not lines[line - 1].isascii()
    assert all(each.isascii() for each in lines[: line - 1])


async def test_a_mark_before_the_first_letter_is_no_error(installed, folder):
    """The Windows editor writes one."""
    path = folder.path / ANMELDUNG / "de.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert not await arrives(installed, sent(folder, f"{ANMELDUNG}/de.md"))


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("../de.md", "path-outside"),
        ("/etc/passwd", "path-outside"),
        ("registration/anmeldung/../../../de.md", "path-outside"),
        ("registration\\anmeldung\\de.md", "path-outside"),
        ("C:/registration/anmeldung/de.md", "path-outside"),
        ("registration/anmeldung/fr.md", "file-unknown"),
        ("readme.txt", "file-unknown"),
        ("registration/nothing/de.md", "topic-unknown"),
        ("meta/greeting/de.md", "topic-unknown"),
    ],
)
async def test_a_file_that_belongs_to_no_edition_is_refused(installed, folder, name, rule):
    text = (folder.path / EMERGENCY / "de.md").read_bytes()

    assert (rule, name, 0) in await refusal(installed, packed({"offices.yaml": b"", name: text}))


async def test_what_the_system_packs_in_is_passed_over(installed, folder):
    text = (folder.path / EMERGENCY / "de.md").read_bytes()
    content = packed({f"{EMERGENCY}/de.md": text, "__MACOSX/._de.md": b"x", "safety/.DS_Store": b"x"})

    assert not await arrives(installed, content)


@pytest.mark.filterwarnings("ignore:Duplicate name")
async def test_a_topic_that_stands_twice_is_refused(installed, folder):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for words in ("a", "b"):
            archive.writestr(f"{EMERGENCY}/de.md", words)

    assert await refusal(installed, file.getvalue()) == [("file-twice", f"{EMERGENCY}/de.md", 0)]


async def test_an_archive_that_is_damaged_or_empty_is_refused(installed, folder):
    whole = sent(folder)

    assert [rule for rule, _, _ in await refusal(installed, whole[: len(whole) // 2])] == ["no-archive"]
    assert [rule for rule, _, _ in await refusal(installed, packed({}))] == ["no-edition"]


async def test_an_encrypted_archive_is_refused(installed, folder):
    whole = bytearray(sent(folder, f"{EMERGENCY}/de.md"))
    whole[whole.index(b"PK\x01\x02") + 8] |= 1  # the bit of the directory that says so

    assert [rule for rule, _, _ in await refusal(installed, bytes(whole))] == ["encrypted"]
