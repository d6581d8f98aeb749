"""Translators work in a workbook: what they changed comes back as drafts, and nothing else does."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from knowledge_base.archives import LARGEST_FILE
from knowledge_base.edition import read_edition
from knowledge_base.incoming import FileRefused, Known, Problem
from knowledge_base.sheet_columns import COLUMNS
from knowledge_base.spreadsheet_reading import MOST_ROWS, drafts_of, read_workbook
from knowledge_base.texts import Section
from tests.knowledge_base.workbooks import known, written
from wording import LANGUAGES

TOPIC = "registration.anmeldung"


@pytest.fixture
def edition(folder):
    return read_edition(folder.path)


@pytest.fixture
def sent(edition, phrases):
    """The Romanian workbook, as a translator got it."""
    return written(edition, phrases, "ro")


def refused(sent, edition) -> list[Problem]:
    with pytest.raises(FileRefused) as caught:
        sent.comes_back(edition)
    return list(caught.value.problems)


def changed(edition, language="ro", topic=TOPIC, **changes):
    """The edition with another text."""
    article = edition.articles[topic, language].model_copy(update=changes)
    return edition.model_copy(update={"articles": {**edition.articles, (topic, language): article}})


def without(edition, language="ro", topic=TOPIC):
    articles = {place: each for place, each in edition.articles.items() if place != (topic, language)}
    return edition.model_copy(update={"articles": articles})


# What goes out


def test_each_line_stands_beside_its_german_line(sent):
    row = next(row for row in sent.rows("ro") if row["Abschnitt"] == "Kosten")

    assert row == {
        "Thema": TOPIC,
        "Abschnitt": "Kosten",
        "Zeile": 1,
        "Deutsch": "nichts",
        "Text": "nimic",
        "Version": 1,
        "Deutsche Version": 1,
        "Stand": "veröffentlicht",
    }


def test_each_language_has_its_sheet(edition, phrases):
    assert written(edition, phrases, *LANGUAGES).book.sheetnames == ["Anleitung", *LANGUAGES]


def test_the_first_sheet_explains_in_german_and_in_the_language(sent):
    """The placeholders too: as they stand in the text, and what they will say."""
    words = [value for row in sent.book["Anleitung"].iter_rows(values_only=True) for value in row if value]

    assert "So füllen Sie die Tabelle aus" in words
    assert "Cum completezi tabelul" in words
    [row] = [row for row in sent.book["Anleitung"].iter_rows(values_only=True) if row[0] == "{fact:deadline}"]
    assert row[:3] == ("{fact:deadline}", "2 Wochen", "2 săptămâni")


def test_only_the_column_of_the_text_can_be_written_in(sent):
    sheet = sent.book["ro"]

    assert sheet.protection.sheet
    assert [cell.value for cell in sheet[1] if not sheet.cell(2, cell.column).protection.locked] == ["Text"]
    assert sheet.freeze_panes == "D2"
    assert all(cell.alignment.wrap_text for cell in sheet[2])


def test_only_gaps_leaves_out_what_needs_no_translator(edition, phrases):
    """A text that is missing, outdated or a machine's stays; one that is current goes."""
    german = edition.articles[TOPIC, "de"].model_copy(update={"version": 2})
    newer = edition.model_copy(update={"articles": {**edition.articles, (TOPIC, "de"): german}})
    machine = changed(edition, status="machine_draft")

    states = {
        name: {row["Thema"]: row["Stand"] for row in written(each, phrases, "ro", only_gaps=True).rows("ro")}
        for name, each in {"missing": without(edition), "outdated": newer, "machine": machine, "none": edition}.items()
    }

    assert states == {
        "missing": {TOPIC: "fehlt"},
        "outdated": {TOPIC: "veraltet"},
        "machine": {TOPIC: "Maschinenentwurf"},
        "none": {},
    }


@pytest.mark.parametrize("words", ["=1+1", "+cmd", "@SUM(A1)", "- pașaport", '=HYPERLINK("http://x.de")'])
def test_words_that_look_like_a_formula_stay_words(edition, phrases, words):
    """In the file they are text, and marked so that Excel leaves them alone when somebody edits the cell."""
    book = written(changed(edition, sections={"answer": Section(words)}), phrases, "ro").book

    cell = next(cell for row in book["ro"].iter_rows() for cell in row if cell.value == words)
    assert (cell.data_type, cell.number_format, cell.quotePrefix) == ("s", "@", True)


# What comes back


def test_an_untouched_workbook_changes_nothing(edition, phrases):
    assert not written(edition, phrases, *LANGUAGES).comes_back(edition)


def test_a_changed_line_is_a_draft_upon_the_version_of_the_sheet(sent, edition):
    sent.writes("ro", sent.row("ro", "Kosten"), "gratis")

    [text] = sent.comes_back(edition).texts

    before = edition.articles[TOPIC, "ro"]
    assert (text.based_on, text.article.status, text.article.translated_from) == (1, "draft", 1)
    assert text.article.sections["cost"].text == "gratis"
    assert {**text.article.sections, "cost": before.sections["cost"]} == dict(before.sections)


def test_a_line_that_was_emptied_is_gone_and_the_others_close_up(sent, edition):
    sent.writes("ro", sent.row("ro", "Papiere", 1), None)

    [text] = sent.comes_back(edition).texts

    assert text.article.sections["papers"].text == "- Wohnungsgeberbestätigung"


def test_white_space_between_paragraphs_stays(sent, edition):
    sent.writes("ro", sent.row("ro", "Mehr", 3), "- Întreabă de o programare.")

    [text] = sent.comes_back(edition).texts

    assert text.article.sections["more"].text == "Vino cu toată familia.\n\n- Întreabă de o programare."


def test_a_missing_translation_can_be_written(edition, phrases):
    """Line by line beside the German one; what stays empty is left out."""
    lacking = without(edition)
    sent = written(lacking, phrases, "ro")
    for section, words in {
        "Titel": "Adresa",
        "Antwort": "Ai {fact:deadline}.",
        "Wörter": "- Anmeldung: adresa",
    }.items():
        sent.writes("ro", sent.row("ro", section), words)

    [text] = sent.comes_back(lacking).texts

    assert (text.based_on, text.article.title, text.article.translated_by) == (None, "Adresa", "person")
    assert list(text.article.sections) == ["answer", "words"]


def test_a_missing_translation_that_stays_empty_is_no_text(edition, phrases):
    lacking = without(edition)

    assert not written(lacking, phrases, "ro").comes_back(lacking)


def test_a_text_that_somebody_changed_meanwhile_is_a_conflict(sent, edition):
    """It is named with its row, and not overwritten."""
    row = sent.writes("ro", sent.row("ro", "Kosten"), "gratis")
    newer = changed(edition, version=2, title="Adresa")
    both = Known(newer, newer.articles, {**known(edition).versions, **known(newer).versions})

    with pytest.raises(FileRefused) as caught:
        drafts_of(read_workbook(sent.content()), both)

    assert caught.value.problems == (Problem("conflict", "ro", row, "Version", "2"),)


def test_a_text_that_nobody_touched_in_the_sheet_is_no_conflict(sent, edition):
    newer = changed(edition, version=2, title="Adresa")
    both = Known(newer, newer.articles, {**known(edition).versions, **known(newer).versions})

    assert not drafts_of(read_workbook(sent.content()), both)


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        pytest.param("=1+1", "formula", id="a formula"),
        pytest.param("+49 3443", "formula", id="a plus"),
        pytest.param("@SUM", "formula", id="an at sign"),
        pytest.param("-1+1", "formula", id="a minus"),
        pytest.param("<b>gratis</b>", "markup", id="a tag"),
        pytest.param("gratis &amp; bun", "markup", id="an entity"),
        pytest.param("<!-- x -->", "markup", id="a comment"),
        pytest.param("Ai {fact:nothing}.", "unknown-fact", id="an unknown fact"),
        pytest.param("Ai {fact:appointment}.", "statement-as-value", id="a statement"),
        pytest.param("Ai {fact:hours}.", "uncertain-fact", id="an uncertain fact"),
        pytest.param("Ai {fapt:deadline}.", "placeholder", id="a translated placeholder"),
        pytest.param("Ai {fact:deadline.", "placeholder", id="a placeholder that is open"),
        pytest.param("{office:wsf.nowhere}", "unknown-office", id="an unknown office"),
        pytest.param("{unit:nobody}", "unknown-unit", id="an unknown unit"),
        pytest.param("x" * 2001, "line-too-long", id="too long"),
        pytest.param("unu\ndoi", "line-break", id="two lines"),
        pytest.param(12, "not-text", id="a number"),
        pytest.param(date(2026, 1, 1), "not-text", id="a date"),
        pytest.param(True, "not-text", id="true"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named_with_sheet_row_and_column(sent, edition, value, rule):
    row = sent.writes("ro", sent.row("ro", "Antwort"), value)

    [problem] = refused(sent, edition)

    assert (problem.rule, problem.file, problem.line, problem.column) == (rule, "ro", row, "Text")


def test_every_bad_row_is_named_at_once(sent, edition):
    rows = [sent.writes("ro", sent.row("ro", section), "<b>") for section in ("Antwort", "Wo", "Kosten")]

    assert sorted(problem.line for problem in refused(sent, edition)) == sorted(rows)


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("Thema", "registration.nothing", "topic-unknown"),
        ("Thema", None, "topic-unknown"),
        ("Abschnitt", "Anhang", "section-unknown"),
        ("Zeile", "eins", "line-wrong"),
        ("Zeile", 0, "line-wrong"),
        ("Zeile", 100_000, "line-wrong"),
        ("Version", "neu", "version-wrong"),
        ("Version", 1.5, "version-wrong"),
        ("Version", 7, "version-differs"),
        ("Deutsche Version", -1, "version-wrong"),
    ],
)
def test_a_grey_cell_that_was_changed_is_named(sent, edition, column, value, rule):
    row = sent.writes("ro", sent.row("ro", "Kosten"), value, column)

    assert rule in {problem.rule for problem in refused(sent, edition) if problem.line in (row, 2)}


def test_a_row_that_stands_twice_is_named(sent, edition):
    sent.book["ro"].append([TOPIC, "Kosten", 1, "nichts", "gratis", 1, 1, ""])

    assert [problem.rule for problem in refused(sent, edition)] == ["row-twice"]


@pytest.mark.parametrize("column", ["Thema", "Abschnitt", "Zeile", "Text", "Version", "Deutsche Version"])
def test_a_missing_column_is_named(sent, edition, column):
    sent.book["ro"].delete_cols(list(COLUMNS).index(column) + 1)

    assert refused(sent, edition) == [Problem("column-missing", "ro", 1, column)]


def test_the_german_column_and_the_state_may_be_missing(sent, edition):
    for column in ("Stand", "Deutsch"):
        sent.book["ro"].delete_cols(list(COLUMNS).index(column) + 1)

    assert not sent.comes_back(edition)


def test_a_title_is_needed(sent, edition):
    sent.writes("ro", sent.row("ro", "Titel"), None)

    assert [problem.rule for problem in refused(sent, edition)] == ["title-missing"]


def test_a_sheet_that_is_no_language_is_not_passed_over(sent, edition):
    """It may be a renamed one, and its work would be lost without a word."""
    sent.book["ro"].title = "Rumänisch fertig"

    assert [(each.rule, each.file) for each in refused(sent, edition)] == [("sheet-unknown", "Rumänisch fertig")]


def test_a_version_that_never_was_is_named(sent, edition):
    for number in range(2, len(sent.rows("ro")) + 2):
        sent.writes("ro", number, 9, "Version")

    assert {problem.rule for problem in refused(sent, edition)} == {"version-unknown"}


# Files that are no workbook


def zipped(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def workbook_of(*sheets: str) -> bytes:
    book = Workbook()
    book.active.title = "Anleitung"
    for sheet in sheets:
        book.create_sheet(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        pytest.param(b"Thema;Text\n", "no-archive", id="a CSV file"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "no-archive", id="an old or a protected Excel file"),
        pytest.param(zipped({"content.xml": b"<x/>"}), "no-workbook", id="an OpenDocument file"),
        pytest.param(zipped({"xl/workbook.xml": b"<x"}), "no-workbook", id="broken inside"),
        pytest.param(
            zipped({"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "no-workbook", id="own entities"
        ),
        pytest.param(b"x" * (LARGEST_FILE + 1), "too-large", id="too large"),
        pytest.param(zipped({"xl/workbook.xml": b"\0" * 70_000_000}), "unpacks-too-large", id="a ZIP bomb"),
        pytest.param(zipped({str(number): b"" for number in range(4000)}), "unpacks-too-large", id="too many entries"),
        pytest.param(workbook_of(), "no-sheet", id="only the guide"),
        pytest.param(workbook_of("Tabelle1"), "sheet-unknown", id="another workbook"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_with_the_reason(content, rule):
    with pytest.raises(FileRefused) as caught:
        read_workbook(content)

    assert caught.value.problems[0].rule == rule


def test_a_sheet_without_end_is_not_read_to_its_end():
    """A single cell far below makes a million rows."""
    book = load_workbook(io.BytesIO(workbook_of("ro")))
    book["ro"].append(list(COLUMNS))
    book["ro"].cell(MOST_ROWS + 5, 1).value = "x"

    file = io.BytesIO()
    book.save(file)

    with pytest.raises(FileRefused) as caught:
        read_workbook(file.getvalue())

    assert caught.value.problems[0].rule == "too-many-rows"


# Round trip

_LINE = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn")), min_size=1, max_size=30
)
_SECTION = st.lists(st.one_of(_LINE.filter(str.strip), st.just("")), min_size=1, max_size=6).map("\n".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=_LINE.map(str.strip).filter(bool), answer=_SECTION, more=_SECTION)
def test_whatever_a_text_holds_comes_back_unchanged(edition, phrases, title, answer, more):
    """Nothing of a text is lost or changed by a workbook that only went out and came back."""
    sections = {"answer": Section(answer), "more": Section(more)}
    whatever = changed(edition, title=title, sections=sections)

    assert not written(whatever, phrases, "ro").comes_back(whatever)


def test_the_shipped_edition_comes_back_unchanged(phrases):
    shipped = read_edition()
    content = written(shipped, phrases, "bg")

    assert len(content.rows("bg")) > 2000
    assert not content.comes_back(shipped)


def test_a_workbook_can_come_back_twice(sent, edition):
    """The second time its texts are no longer those of the sheet: a conflict, not a second draft."""
    sent.writes("ro", sent.row("ro", "Kosten"), "gratis")
    [text] = sent.comes_back(edition).texts
    saved = text.article.model_copy(update={"version": 2})
    articles = {**edition.articles, (TOPIC, "ro"): saved}
    after = Known(edition, articles, {**known(edition).versions, ((TOPIC, "ro"), 2): saved})

    with pytest.raises(FileRefused) as caught:
        drafts_of(read_workbook(sent.content()), after)

    assert caught.value.problems[0].rule == "conflict"
