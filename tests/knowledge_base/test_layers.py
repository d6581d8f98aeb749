"""Another town replaces its own layer only, and nothing of the first one is left in what it tells.

Lindenau (tests/data/town_overlay) is no real town. It lies in the same state, in a district of its own.
"""

import shutil
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from knowledge_base import Answers, EditionBroken, ReplySentences, read_edition
from knowledge_base.answers import ArticleAnswer
from knowledge_base.check import check
from knowledge_base.edition import SHIPPED, Edition, digest_of
from knowledge_base.findings import FindingRow, Report
from knowledge_base.offices import CONTACTS
from knowledge_base.search import SearchIndex
from nlu.normalisation import without_diacritics
from wording import LANGUAGES, Language, Line, Phrases

LINDENAU = Path(__file__).parents[1] / "data" / "town_overlay"
TODAY = date(2026, 11, 27)
OF_WEISSENFELS = (
    *("weissenfels", "вайсенфелс", "burgenland", "naumburg", "наумбург", "neustadt", "blk"),
    *("clearingstelle", "schulteam", "wohnraumkontrolle", "aufsuchende sozialarbeit"),
    *("asklepios", "aw sas", "herder", "neumarkt", "klosterstr", "burgstr", "schonburger", "langendorfer"),
)
"""Names of the town and district of the shipped edition, with small letters and without their marks."""


@cache
def lindenau() -> Edition:
    return read_edition(LINDENAU)


@cache
def checked() -> Report:
    return check(LINDENAU)


def left_out(report: Report) -> list[FindingRow]:
    return [row for row in report["warnings"] if row["rule"] == "left-out"]


def reasons(report: Report, file: str) -> list[str]:
    return [row["message"] for row in left_out(report) if row["file"] == file]


def said(answer: ArticleAnswer, phrases: Phrases) -> str:
    """All words of an answer, with its titles and everything behind its buttons."""
    parts = (line for part in answer.parts.values() for line in part)
    lines = (*answer.lines, *parts, *answer.more, *answer.in_german)
    return "\n".join([answer.title, answer.german_title, *(_words(line, answer.language, phrases) for line in lines)])


def _words(line: Line, language: Language, phrases: Phrases) -> str:
    return line.content if isinstance(line.content, str) else phrases.say(line.content, language)


def names_in(texts: Iterator[str]) -> set[str]:
    told = without_diacritics("\n".join(texts).casefold())
    return {name for name in OF_WEISSENFELS if name in told}


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """A copy of Lindenau's layer that a test may break."""
    return Path(shutil.copytree(LINDENAU, tmp_path / "lindenau"))


def change(overlay: Path, file: str, old: str, new: str) -> None:
    text = (overlay / file).read_text("utf-8")
    assert old in text, f"{old!r} does not stand in {file}"
    (overlay / file).write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_holds_a_name_of_the_other_town(language, phrases):
    answers = Answers(lindenau(), phrases)
    found = (answers.find(topic, language, TODAY) for topic in lindenau().topics())

    assert not names_in(said(answer, phrases) for answer in found if answer)


def test_no_unit_office_or_reply_sentence_holds_a_name_of_the_other_town():
    edition = lindenau()
    units = (
        text
        for unit in edition.units.values()
        for text in (
            unit.name,
            unit.staffed_by,
            *unit.stems.values(),
            *unit.name_meaning.values(),
            *unit.duties.values(),
        )
    )
    offices = (
        text or ""
        for office in edition.offices.values()
        for text in (office.name, office.tasks, office.to_confirm, *(office.contact(each).value for each in CONTACTS))
    )
    sentences = (text for sentence in ReplySentences(edition.reply_sentences) for text in sentence.texts.values())

    assert not names_in(units)
    assert not names_in(offices)
    assert not names_in(sentences)


@pytest.mark.parametrize(
    ("language", "place"),
    [
        pytest.param("de", "Viertelbüro Lindenau (Gartenweg 4, Lindenau)", id="German"),
        pytest.param("bg", "Viertelbüro Lindenau (Gartenweg 4, Lindenau)", id="Bulgarian"),
    ],
)
def test_a_federal_text_stands_and_sends_people_to_the_offices_of_the_town(language, place, phrases):
    answer = Answers(lindenau(), phrases).get("registration.late", language, TODAY)

    assert answer.text_language == language
    assert "Bürgerservice Lindenau (Lindenplatz 1, Lindenau)" in said(answer, phrases)
    assert place in said(Answers(lindenau(), phrases).get("money.debts", language, TODAY), phrases)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        pytest.param("hu", "Viertelbüróban", id="Hungarian, another stem"),
        pytest.param("tr", "Viertelbüro'ya", id="Turkish"),
    ],
)
def test_endings_of_the_language_stand_at_the_name_of_the_town_s_unit(language, words, phrases):
    answers = Answers(lindenau(), phrases)
    found = (answers.find(topic, language, TODAY) for topic in lindenau().topics())

    assert any(words in said(answer, phrases) for answer in found if answer)


def test_so_much_stands_with_what_lindenau_gives():
    """The figures of docs/another-town.md: 46 of 81 topics, 316 texts; its own are two topics, in nine texts."""
    edition = lindenau()

    assert len({topic for topic, _ in edition.articles}) == 46
    assert len(edition.articles) == 316
    assert all(edition.german(topic) for topic, _ in edition.articles)


def test_the_check_of_the_layer_has_no_errors():
    assert checked()["errors"] == []


def test_every_topic_that_is_left_out_is_named_with_the_reason():
    topics = {row["topic"] for row in left_out(checked()) if row["file"].endswith("de.md")}

    assert topics == set(read_edition(SHIPPED).topics()) - {topic for topic, _ in lindenau().articles}
    assert reasons(checked(), "schooling/vocational/de.md") == [
        "the topic is left out: blk.amt_bildung is not in offices.yaml"
    ]


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        pytest.param(
            "offices.yaml",
            "other.asklepios is left out: an office of the town that is replaced",
            id="an office that nobody gave",
        ),
        pytest.param(
            "offices.yaml",
            "wsf.amtsgericht is left out: it holds “weissenfels” of the layer that is replaced",
            id="an office of the state in the other town",
        ),
        pytest.param(
            "health/doctor/facts.yaml",
            "hospital is left out: a fact of the town that is replaced",
            id="a fact that nobody gave",
        ),
        pytest.param(
            "safety/child_protection/hu.md",
            "this text is left out: it holds “weissenfels” of the layer that is replaced",
            id="a translation that writes the name",
        ),
        pytest.param(
            "offices/neustadtbuero/pl.md",
            "this text is left out: the town has a German text of its own",
            id="a translation of the German text of the other town",
        ),
        pytest.param(
            "offices/clearing/de.md",
            "the topic is left out: offices.clearing.first_contact is in no facts.yaml",
            id="a text that rests on what is not known here",
        ),
    ],
)
def test_what_is_left_out_is_named(file, reason):
    assert reason in reasons(checked(), file)


def test_a_text_that_says_a_fact_in_words_is_left_out_where_the_fact_is_otherwise(overlay):
    """Only the town knows what its sentence should be now."""
    change(overlay, "registration/anmeldung/facts.yaml", "ohne Termin geht sie nicht", "es geht auch ohne Termin")

    [reason] = reasons(check(overlay), "registration/anmeldung/de.md")

    assert "it says registration.anmeldung.appointment in words of its own" in reason


def test_a_value_of_the_town_stands_in_the_shipped_sentence(overlay, phrases):
    change(overlay, "registration/moving/facts.yaml", "amount: 2", "amount: 3")

    answer = Answers(read_edition(overlay), phrases).get("registration.moving", "ro", TODAY)

    assert "3 săptămâni" in said(answer, phrases)


def test_a_null_removes_an_office_of_a_layer_that_stays():
    assert "other.medinetz" not in lindenau().offices
    assert "lsa.bema" in lindenau().offices


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        pytest.param("layer.yaml", "replaces: district", "replaces: country", "layer.yaml:2", id="no layer"),
        pytest.param("layer.yaml", "replaces: district", "replaces: town", "places.yaml:5", id="a place that stays"),
        pytest.param("places.yaml", "town:", "town_hall:", "places.yaml:3", id="no kind of place"),
        pytest.param("units.yaml", "school_team:", "school:", "units.yaml:1", id="a unit is missing"),
        pytest.param("offices.yaml", "other.medinetz:", "other.medicine:", "offices.yaml:", id="nothing to remove"),
        pytest.param("offices.yaml", "wsf.kita:", "de.polizei:", "offices.yaml:", id="an office of the federation"),
        pytest.param(
            "registration/anmeldung/facts.yaml",
            "online_way:",
            "deadline:",
            "registration/anmeldung/facts.yaml:11",
            id="a federal fact",
        ),
        pytest.param("safety/emergency/ro.md", "## answer", "## answers", "safety/emergency/ro.md:11", id="a section"),
    ],
)
def test_an_error_in_a_layer_is_named_with_file_and_line(overlay, file, old, new, place):
    change(overlay, file, old, new)

    with pytest.raises(EditionBroken) as broken:
        read_edition(overlay)

    assert any(f"{each.file}:{each.line}".startswith(place) for each in broken.value.findings)


def test_a_layer_without_its_town_is_broken(overlay):
    (overlay / "places.yaml").write_text("district:\n  name: null\n", "utf-8")

    with pytest.raises(EditionBroken, match=r"places\.yaml:2"):
        read_edition(overlay)


def test_another_letter_in_the_layer_is_another_digest(overlay):
    before = digest_of(overlay)
    change(overlay, "places.yaml", "Oststadt", "Weststadt")

    assert digest_of(overlay) != before


def test_another_letter_below_the_layer_is_another_digest(overlay, tmp_path, monkeypatch):
    """A newer shipped edition arrives in every town that lies over it."""
    shipped = Path(shutil.copytree(SHIPPED, tmp_path / "shipped"))
    monkeypatch.setattr("knowledge_base.edition.SHIPPED", shipped)
    before = digest_of(overlay)
    change(shipped, "units.yaml", "# The five units", "# Five units")

    assert digest_of(overlay) != before


@pytest.mark.parametrize(
    ("edition", "query"),
    [
        pytest.param(lindenau, "Viertelbüro", id="a unit of the town"),
        pytest.param(read_edition, "Neustadtbüro", id="a unit of the shipped edition"),
        pytest.param(read_edition, "Weißenfels", id="the town"),
    ],
)
def test_the_search_finds_names_that_texts_leave_open(edition, query):
    hits = SearchIndex(edition()).search(query, "de")

    assert hits
    assert not any("…" in hit.title for hit in hits)
