"""What a newcomer reads when something changed: never a sentence that is no longer true."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from knowledge_base import Library, install_edition, load_edition, read_edition
from knowledge_base.answers import Answers, ArticleAnswer
from knowledge_base.edition import Edition
from knowledge_base.naming import article_with_names
from knowledge_base.texts import Article, Change
from knowledge_base.workflow import Workflow
from knowledge_base.writing import Writer
from nlu.sentences import split
from nlu.topics import SAFETY_TOPICS
from storage import Database
from storage.signals import Signals
from tests.knowledge_base.editions import ANMELDUNG, EMERGENCY, EditionFolder
from wording import LANGUAGES, Language, Line, Phrases, Reply, rendering

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = NOW.date()
OTHERS = [language for language in LANGUAGES if language != "de"]
OLD = "VORHER"
"""Stands in every line of every translation, so that none can pass unseen."""


@cache
def shipped() -> Edition:
    return read_edition()


def spoken(lines: tuple[Line, ...], language: Language, phrases: Phrases) -> list[str]:
    reply = Reply(kind="article", language=language, lines=lines)
    return [line.plain for line in rendering.spoken(reply, phrases)]


def everything(answer: ArticleAnswer, phrases: Phrases) -> Iterator[str]:
    """All that any channel can show of an answer."""
    yield from (answer.title, answer.german_title)
    for lines in (answer.lines, answer.more, *answer.parts.values()):
        yield from spoken(lines, answer.language, phrases)
    yield from spoken(answer.in_german, "de", phrases)


def sentences(article: Article, phrases: Phrases) -> Iterator[str]:
    """All that a translation says in words of its own, sentence by sentence."""
    writer = Writer(shipped(), phrases)
    german = shipped().articles[article.topic, "de"]
    said_in_german = "\n".join(section.text for section in article_with_names(german, shipped()).sections.values())
    for name, section in article_with_names(article, shipped()).sections.items():
        for item in section.items():
            words = item.partition(":")[2].strip() if name == "words" else item
            for sentence in split(words, article.language)[0].sentences:
                if sentence not in said_in_german:
                    yield writer.fill(sentence, article.topic, article.language)


@pytest.fixture
def marked(folder: EditionFolder) -> EditionFolder:
    """The small edition with a mark in every line of every translation."""
    for topic in (ANMELDUNG, EMERGENCY):
        for language in OTHERS:
            head, body = (folder.path / topic / f"{language}.md").read_text("utf-8").rsplit("---\n", 1)
            lines = (line if not line or line.startswith("#") else f"{line} {OLD}" for line in body.splitlines())
            head = head.replace("\nversion:", f" {OLD}\nversion:", 1)
            folder.write(f"{topic}/{language}.md", f"{head}---\n" + "\n".join(lines) + "\n")
    return folder


@pytest.fixture
async def changes(database: Database, marked: EditionFolder, phrases: Phrases):
    """Publish a change of the German text of a topic, and load what newcomers read from then on."""
    async with database.transaction() as session:
        await install_edition(session, read_edition(marked.path), NOW)

    async def changes(topic: str, change: Change) -> Library:
        async with database.transaction() as session:
            workflow = Workflow(session, Signals(database), await load_edition(session), NOW)
            newest = await workflow.newest((topic, "de"))
            assert newest is not None
            article = newest.read()
            answer = article.sections["answer"]
            words = type(answer)(answer.text.replace("Ja.", "Nein.").replace("Bei Feuer", "Wenn es brennt,"))
            changed = article.model_copy(update={"sections": {**article.sections, "answer": words}})
            await workflow.save(changed, based_on=1, by="staff:1")
            await workflow.submit((topic, "de"), 2, by="staff:1", change=change)
            await workflow.agree((topic, "de"), 2, by="staff:2")
        async with database.reading() as session:
            return await Library.load(session, phrases, lambda: NOW)

    return changes


@pytest.mark.parametrize("topic", ["registration.anmeldung", "safety.emergency"])
async def test_from_the_minute_the_meaning_changed_no_translation_says_what_was(changes, phrases, topic):
    library = await changes(topic, "meaning")

    for language in OTHERS:
        answer = library.answer(topic, language)
        assert not [line for line in everything(answer, phrases) if OLD in line], language
        assert OLD not in library.title(topic, language)
        found = {hit.topic: hit.title for hit in library.search("Anmeldung Notruf", language)}
        assert OLD not in found[topic]
        assert (answer.text_language, answer.version) == ("de", 2)


@pytest.mark.parametrize("change", ["typo", "ordinary"])
@pytest.mark.parametrize("topic", ["registration.anmeldung", "safety.emergency"])
async def test_other_words_of_the_same_meaning_leave_the_translations(changes, phrases, topic, change):
    library = await changes(topic, change)

    for language in OTHERS:
        answer = library.answer(topic, language)
        assert OLD in answer.title
        assert OLD in " ".join(spoken(answer.lines[:3], language, phrases))
        assert (answer.text_language, answer.version) == (language, 1)


async def test_in_place_of_the_old_translation_stand_facts_and_the_german_text(changes, phrases):
    library = await changes("registration.anmeldung", "meaning")

    answer = library.answer("registration.anmeldung", "ro")

    assert answer.title == "Adresse anmelden (în germană)"
    assert spoken(answer.lines, "ro", phrases)[:7] == [
        "Adresse anmelden (în germană)",
        "Acest lucru s-a schimbat. Întreabă aici: Clearingstelle (birou).",
        "Până când: 2 săptămâni",
        "Unde: Bürgerbüro Weißenfels (Markt 1)",
        "În germană:",
        "Nein. Sie haben 2 Wochen Zeit.",
        "Până când: 2 Wochen nach dem Einzug",
    ]
    assert answer.related == ("safety.emergency",)


async def test_a_part_of_an_outdated_article_says_the_same(changes, phrases):
    library = await changes("registration.anmeldung", "meaning")

    parts = library.answer("registration.anmeldung", "tr").parts

    assert set(parts) == {"until", "where", "papers", "cost"}
    assert spoken(parts["until"], "tr", phrases)[:4] == [
        "Bu değişti. Buraya sorun: Clearingstelle (daire).",
        "Ne zamana kadar: 2 hafta",
        "Almancası:",
        "Ne zamana kadar: 2 Wochen nach dem Einzug",
    ]


@pytest.mark.parametrize("language", OTHERS)
async def test_in_danger_the_number_comes_before_everything(changes, phrases, language):
    library = await changes("safety.emergency", "meaning")

    number, title, *rest = library.answer("safety.emergency", language).lines

    assert (number.style, str(number.content).rpartition(": ")[2]) == ("number", "112")
    assert title.style == "title"
    assert "number" not in {line.style for line in rest}


@pytest.mark.parametrize("language", OTHERS)
def test_of_no_shipped_article_an_old_sentence_is_left(phrases, language):
    """Every topic: its German text means something else from now on."""
    articles = {
        place: article.model_copy(update={"version": article.version + 1}) if place[1] == "de" else article
        for place, article in shipped().articles.items()
    }
    answers = Answers(shipped().model_copy(update={"articles": articles}), phrases)

    for topic in shipped().topics():
        if (topic, language) in articles:
            answer = answers.get(topic, language, TODAY)
            lines = (*answer.lines, *answer.more, *(line for part in answer.parts.values() for line in part))
            shown = "\n".join(line.content for line in lines if isinstance(line.content, str))
            assert not [each for each in sentences(articles[topic, language], phrases) if each in shown], topic
            if topic in SAFETY_TOPICS:
                assert answer.lines[0].style == "number", topic


@pytest.fixture
def ask(folder: EditionFolder, phrases: Phrases):
    def ask(topic: str, language: Language, on: date = TODAY) -> list[str]:
        return spoken(Answers(read_edition(folder.path), phrases).get(topic, language, on).lines, language, phrases)

    return ask


def test_a_sentence_and_a_line_that_name_what_no_longer_holds_are_taken_away(folder, ask):
    """What else stands there stays; once for each place the newcomer learns whom to ask."""
    folder.change(
        f"{ANMELDUNG}/facts.yaml", "  origin: registration.anmeldung.f01", "  origin: null\n  valid_to: 2026-11-25"
    )
    changed = "This has changed. Ask here: Clearingstelle (office)."

    assert ask("registration.anmeldung", "en")[:2] == [
        "Da. Ai la dispoziție 2 weeks.",
        "Until when: 2 weeks după mutare",
    ]
    assert ask("registration.anmeldung", "en", date(2026, 11, 26))[:4] == [
        "Da.",
        changed,
        f"Until when: {changed}",
        "Where: Bürgerbüro Weißenfels (Markt 1), cu programare",
    ]


def test_a_fact_is_not_told_before_it_holds(folder, ask):
    folder.change(
        f"{ANMELDUNG}/facts.yaml", "  origin: registration.anmeldung.f01", "  origin: null\n  valid_from: 2027-01-01"
    )

    assert not [line for line in ask("registration.anmeldung", "de", date(2026, 12, 31)) if "2 Wochen" in line]
    assert "Ja. Sie haben 2 Wochen Zeit." in ask("registration.anmeldung", "de", date(2027, 1, 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_told_whom_to_ask_in_place_of_a_sentence(folder, ask, phrases, language):
    folder.change(
        f"{ANMELDUNG}/facts.yaml", "  origin: registration.anmeldung.f01", "  origin: null\n  valid_to: 2026-11-24"
    )

    lines = ask("registration.anmeldung", language)

    unit = {"de": "Amt", "en": "office", "ro": "birou", "bg": "служба", "pl": "urząd", "hu": "hivatal", "tr": "daire"}
    assert f"Clearingstelle ({unit[language]})" in lines[1]
    assert "(Markt 1)" in lines[3]


def test_a_paper_that_names_what_no_longer_holds_leaves_the_other_papers(folder, ask):
    folder.change(
        f"{ANMELDUNG}/facts.yaml", "  origin: registration.anmeldung.f01", "  origin: null\n  valid_to: 2026-11-24"
    )
    folder.change(f"{ANMELDUNG}/de.md", "vom Vermieter mit Unterschrift", "der letzten {fact:deadline}")

    lines = ask("registration.anmeldung", "de")

    papers = lines.index("Papiere: Pass oder Personalausweis von jeder Person")
    assert lines[papers + 1] == "Das hat sich geändert. Fragen Sie hier nach: Clearingstelle (Amt)."


def test_a_text_that_rests_on_a_fact_without_naming_it_says_that_something_changed(folder, ask):
    """Which sentence it is nobody can tell: all stay, and below the answer stands whom to ask."""
    folder.change(
        f"{ANMELDUNG}/facts.yaml",
        "recheck: true\n  origin: null",
        "recheck: true\n  origin: null\n  valid_to: 2026-11-24",
    )

    assert ask("registration.anmeldung", "de")[:2] == [
        "Ja. Sie haben 2 Wochen Zeit.",
        "Das hat sich geändert. Fragen Sie hier nach: Clearingstelle (Amt).",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_about_a_danger_never_loses_its_last_number(folder, phrases, language):
    """Its own number no longer holds: the numbers for emergencies stand in its place, whatever their dates say."""
    folder.write(
        f"{EMERGENCY}/facts.yaml",
        (folder.path / EMERGENCY / "facts.yaml").read_text("utf-8")
        + "helpline:\n  kind: phone\n  value: '116 016'\n  statement: Das Hilfetelefon.\n  law: null\n"
        "  scope: federal\n  source: null\n  checked_on: null\n  confidence: known\n  recheck: false\n  origin: null\n"
        "  valid_to: 2026-11-24\n",
    )
    for each in LANGUAGES:
        folder.change(f"{EMERGENCY}/{each}.md", "{fact:number}", "{fact:helpline}")

    first, second, third, *_ = (
        Answers(read_edition(folder.path), phrases).get("safety.emergency", language, TODAY).lines
    )

    assert (first.style, str(first.content).rpartition(": ")[2]) == ("number", "112")
    assert second.content == "Sie dürfen immer anrufen."
    assert rendering.spoken(Reply(kind="article", language=language, lines=(third,)), phrases)[0].text.count("Clearing")


async def test_a_fact_ends_at_midnight_in_the_town_without_anybody_doing_anything(folder, phrases):
    """What was put together yesterday is not told today."""
    folder.change(
        f"{ANMELDUNG}/facts.yaml", "  origin: registration.anmeldung.f01", "  origin: null\n  valid_to: 2026-11-25"
    )
    now = datetime(2026, 11, 25, 22, 59, tzinfo=UTC)
    library = Library(read_edition(folder.path), phrases, lambda: now)
    evening = spoken(library.answer("registration.anmeldung", "de").lines, "de", phrases)

    now += timedelta(minutes=1)
    night = spoken(library.answer("registration.anmeldung", "de").lines, "de", phrases)

    assert evening[0] == "Ja. Sie haben 2 Wochen Zeit."
    assert night[0] == "Ja."
