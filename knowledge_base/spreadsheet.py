"""The workbook for translators: a sheet for each language, a row for each line of a text, the German line beside it.

Its first sheet explains in German and in each language of the workbook what to do, and what the placeholders of the
texts will say. Only the column of the text can be written in. `spreadsheet_reading` takes it back.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill, Protection

from knowledge_base.articles import Place
from knowledge_base.edition import Edition
from knowledge_base.placeholders import placeholders
from knowledge_base.sheet_columns import COLUMNS, GUIDE, OUTDATED, SECTION_NAMES, numbered_lines
from knowledge_base.texts import SECTIONS, Article, SectionName
from knowledge_base.writing import Writer
from wording import Language, Phrase, Phrases

_DONE: Final = frozenset({"draft", "in_review", "published", "withdrawn"})
"""The states in which a text needs no translator."""

_PARTS: Final[tuple[SectionName | None, ...]] = (None, *SECTIONS)
_GUIDE = ("write", "line", "placeholder", "numbers", "lists", "words", "plain", "save")
_EXAMPLE = "{fact:deadline}"

Look = Literal["plain", "bold", "head", "locked", "open"]

_WRAPPED = Alignment(wrap_text=True, vertical="top")
_LOOKS: Final[dict[Look, dict[str, Any]]] = {
    "plain": {},
    "bold": {"font": Font(bold=True)},
    "head": {"font": Font(bold=True), "fill": PatternFill("solid", fgColor="FFD9E7EA")},
    "locked": {"font": Font(color="FF595959"), "fill": PatternFill("solid", fgColor="FFEDEDED")},
    "open": {"protection": Protection(locked=False)},
}


def write_workbook(
    edition: Edition,
    newest: Mapping[Place, Article],
    phrases: Phrases,
    languages: Sequence[Language],
    *,
    states: Mapping[str, str],
    only_gaps: bool = False,
) -> bytes:
    """The workbook as an .xlsx file.

    Args:
        edition: What is published: its German text stands beside.
        newest: The newest version of each text, which the rows hold.
        states: The words for each `Status` and for `OUTDATED`.
        only_gaps: Leave out what is neither missing nor a machine's draft nor outdated.
    """
    book = Workbook(write_only=True)
    shown = {
        language: [
            topic
            for topic in edition.topics()
            if edition.german(topic) and not (only_gaps and state_of(edition, newest, topic, language) in _DONE)
        ]
        for language in languages
    }
    _write_guide(book, edition, phrases, languages, sorted({topic for topics in shown.values() for topic in topics}))
    for language in languages:
        _write_sheet(book, edition, newest, language, shown[language], states)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def state_of(edition: Edition, newest: Mapping[Place, Article], topic: str, language: Language) -> str:
    """The `Status` of the newest version, or `OUTDATED`."""
    article, german = newest.get((topic, language)), edition.german(topic)
    if article is None:
        return "missing"
    if article.status == "published" and german is not None and article.is_outdated_by(german):
        return OUTDATED
    return article.status


def _write_guide(
    book: Workbook, edition: Edition, phrases: Phrases, languages: Sequence[Language], topics: Sequence[str]
) -> None:
    sheet = book.create_sheet(GUIDE)
    pen = _Pen(sheet)
    _set_widths(sheet, [34, 44, *([44] * len(languages))])
    explained: list[Language] = ["de", *(language for language in languages if language != "de")]
    for language in explained:
        sheet.append([pen(phrases.say(Phrase(id="sheet-title"), language), "bold")])
        for name in _GUIDE:
            arguments = {"example": _EXAMPLE} if name == "placeholder" else {}
            sheet.append([None, pen(phrases.say(Phrase(id=f"sheet-{name}", arguments=arguments), language))])
        sheet.append([])
    writer = Writer(edition, phrases)
    heads = [phrases.say(Phrase(id="sheet-table"), "de"), *explained]
    sheet.append([pen(head, "head") for head in heads])
    for topic, named in _named(edition, topics):
        sheet.append([pen(text) for text in (named, *_said(writer, named, topic, explained))])


def _said(writer: Writer, named: str, topic: str, languages: Sequence[Language]) -> list[str]:
    try:
        return [writer.fill(named, topic, language) for language in languages]
    except KeyError:  # a German draft may name what does not exist
        return ["?"] * len(languages)


def _named(edition: Edition, topics: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The placeholders of the German texts of *topics*, each once, with a topic in which it stands."""
    found: dict[tuple[str, str], None] = {}
    for topic in topics:
        german = edition.german(topic)
        for part in _PARTS:
            for line in numbered_lines(german, part):
                for named in placeholders(line):
                    is_short = named.named == "fact" and "." not in named.reference
                    found[topic if is_short else "", str(named)] = None
    return iter(found)


def _write_sheet(
    book: Workbook,
    edition: Edition,
    newest: Mapping[Place, Article],
    language: Language,
    topics: Sequence[str],
    states: Mapping[str, str],
) -> None:
    sheet = book.create_sheet(language)
    pen = _Pen(sheet)
    _set_widths(sheet, list(COLUMNS.values()))
    sheet.freeze_panes = "D2"
    sheet.protection.sheet = True  # against slips, without a password; widths can still be set
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.append([pen(name, "head") for name in COLUMNS])
    for topic in topics:
        german, article = edition.german(topic), newest.get((topic, language))
        state = states[state_of(edition, newest, topic, language)]
        for part in _PARTS:
            beside, lines = numbered_lines(german, part), numbered_lines(article, part)
            for number in range(1, max(len(beside), len(lines)) + 1):
                was, text = _line(beside, number), _line(lines, number)
                if not was.strip() and not text.strip():
                    continue
                locked: list[str | int | None] = [topic, SECTION_NAMES[part], number, was]
                about = [article.version if article else None, german.version if german else None, state]
                grey = [pen(value, "locked") for value in (*locked, *about)]
                sheet.append([*grey[: len(locked)], pen(text, "open"), *grey[len(locked) :]])


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1] if number <= len(lines) else ""


def _set_widths(sheet: Any, widths: Sequence[int]) -> None:
    for number, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + number)].width = width


class _Pen:
    """Makes cells of a sheet. Each look is put together once: to do it anew for each cell costs most of the time."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._looks: dict[tuple[str, bool], Any] = {}

    def __call__(self, value: str | int | None, look: Look = "plain") -> Any:
        """A cell whose words are never taken for a formula, neither when it is opened nor when somebody changes it."""
        is_text = isinstance(value, str)
        cell = WriteOnlyCell(self._sheet, ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value)
        if (look, is_text) not in self._looks:
            cell.alignment = _WRAPPED
            for name, style in _LOOKS[look].items():
                setattr(cell, name, style)
            if is_text:
                cell.number_format, cell.quotePrefix = "@", True
            self._looks[look, is_text] = cell._style
        cell._style = self._looks[look, is_text]
        if is_text:
            cell.data_type = "s"
        return cell
