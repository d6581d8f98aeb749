"""The workbook that a translator sends back: every row checked, what changed becomes a draft for each text.

A row is held against the very version it was written out from. What stands in the grey columns is only read to know
which line is meant; a text without a changed line is left alone, whatever happened to it meanwhile.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from openpyxl import load_workbook

from knowledge_base.archives import unpacked
from knowledge_base.articles import Place
from knowledge_base.check import check_article
from knowledge_base.edition import Edition
from knowledge_base.incoming import BROKEN_NAMES, LONGEST_TITLE, FileRefused, Incoming, IncomingText, Known, Problem
from knowledge_base.markup import markup_in
from knowledge_base.sheet_columns import (
    COLUMNS,
    GERMAN_VERSION,
    GUIDE,
    LINE,
    NEEDED,
    SECTION,
    SECTION_NAMES,
    TEXT,
    TOPIC,
    VERSION,
    numbered_lines,
)
from knowledge_base.texts import SECTIONS, Article, Section, SectionName
from wording import LANGUAGES, Language

MOST_ROWS: Final = 20_000
MOST_LINES: Final = 200
LONGEST_LINE: Final = 2_000

_PARTS = {name: part for part, name in SECTION_NAMES.items()}
_AS_FORMULA = ("=", "+", "@")
_ROOM = 10 * MOST_LINES
"""Lines between the sections of an article, so that the line of a finding tells its section."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line of a text as it stands in a sheet; `problem` is why its text cannot be read."""

    number: int
    part: SectionName | None
    line: int
    text: str
    problem: Problem | None = None


@dataclass(slots=True)
class SheetText:
    """All rows of one text. `version` is the one they were written out from, none for a new text."""

    topic: str
    language: Language
    version: int | None
    german_version: int | None
    rows: list[SheetRow] = field(default_factory=list)

    @property
    def place(self) -> Place:
        return self.topic, self.language

    @property
    def written_upon(self) -> tuple[Place, int]:
        return self.place, self.version or 0


def read_workbook(content: bytes) -> list[SheetText]:
    """The texts of a workbook, as they stand in it.

    Raises:
        FileRefused: it is no workbook of ours; every place where it is not is named.
    """
    files = unpacked(content)
    if "xl/workbook.xml" not in files:
        raise FileRefused([Problem("no-workbook")])
    if any(b"<!DOCTYPE" in part or b"<!ENTITY" in part for part in files.values()):
        raise FileRefused([Problem("no-workbook", english="it declares entities of its own")])
    problems: list[Problem] = []
    try:
        book = load_workbook(io.BytesIO(content), read_only=True)
        sheets = [(sheet.title, list(_rows(sheet, problems))) for sheet in book.worksheets if sheet.title != GUIDE]
    except FileRefused:
        raise
    except Exception as error:  # openpyxl raises whatever it stumbles over: KeyError, ValueError, ParseError …
        raise FileRefused([Problem("no-workbook", english=type(error).__name__)]) from error
    if not sheets:
        problems.append(Problem("no-sheet"))
    texts = [text for title, rows in sheets for text in _texts_of(title, rows, problems)]
    if problems:
        raise FileRefused(problems)
    return texts


def drafts_of(texts: Iterable[SheetText], known: Known) -> Incoming:
    """What the *texts* of a workbook change; *known* has the versions they were written out from.

    Raises:
        FileRefused: a row cannot be taken; every one that cannot is named.
    """
    problems: list[Problem] = []
    drafts = [draft for text in texts if (draft := _draft(text, known, problems))]
    if problems:
        raise FileRefused(problems)
    return Incoming(texts=tuple(drafts))


def _rows(sheet: Any, problems: list[Problem]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of *sheet* below its head as cells by column; a missing column is a problem, and no row follows."""
    columns: dict[str, int] = {}
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > MOST_ROWS:
            problems.append(Problem("too-many-rows", sheet.title, number))
            return
        if not columns:
            heads = [str(cell.value).strip() if cell.value is not None else "" for cell in cells]
            columns = {name: heads.index(name) for name in COLUMNS if name in heads}
            if missing := [name for name in NEEDED if name not in columns]:
                problems.extend(Problem("column-missing", sheet.title, number, name) for name in missing)
                return
        elif any(cell.value not in (None, "") for cell in cells):
            yield number, {name: cells[index] if index < len(cells) else None for name, index in columns.items()}


def _texts_of(title: str, rows: Iterable[tuple[int, dict[str, Any]]], problems: list[Problem]) -> list[SheetText]:
    language = next((each for each in LANGUAGES if each == title), None)
    if language is None:
        problems.append(Problem("sheet-unknown", title))
        return []
    texts: dict[str, SheetText] = {}
    seen: set[tuple[str, SectionName | None, int]] = set()
    for number, cells in rows:
        topic = _words(cells[TOPIC])
        section = _words(cells[SECTION])
        line, version, german = _whole(cells[LINE]), _whole(cells[VERSION]), _whole(cells[GERMAN_VERSION])
        if not topic:
            problems.append(Problem("topic-unknown", title, number, TOPIC))
        elif section not in _PARTS:
            problems.append(Problem("section-unknown", title, number, SECTION, section))
        elif not line or line > MOST_LINES or (_PARTS[section] is None and line > 1):
            problems.append(Problem("line-wrong", title, number, LINE, _words(cells[LINE])))
        elif version is None or german is None:
            column = VERSION if version is None else GERMAN_VERSION
            problems.append(Problem("version-wrong", title, number, column, _words(cells[column])))
        elif (topic, _PARTS[section], line) in seen:
            problems.append(Problem("row-twice", title, number, LINE, f"{topic}, {section}, {line}"))
        else:
            seen.add((topic, _PARTS[section], line))
            text = texts.setdefault(topic, SheetText(topic, language, version or None, german or None))
            if (text.version or 0, text.german_version or 0) != (version, german):
                problems.append(Problem("version-differs", title, number, VERSION, str(version)))
            words, wrong = _text(cells[TEXT])
            problem = Problem(wrong, title, number, TEXT, words) if wrong else None
            text.rows.append(SheetRow(number, _PARTS[section], line, words, problem))
    return list(texts.values())


def _draft(text: SheetText, known: Known, problems: list[Problem]) -> IncomingText | None:
    """The text with what its rows change; none where they change nothing or cannot be taken."""
    before = len(problems)
    first, newest = text.rows[0], known.newest.get(text.place)
    base = known.versions.get(text.written_upon)
    german = known.edition.german(text.topic)
    if german is None:
        problems.append(Problem("topic-unknown", text.language, first.number, TOPIC, text.topic))
        return None
    if text.version and base is None:
        problems.append(Problem("version-unknown", text.language, first.number, VERSION, str(text.version)))
        return None
    changed = [row for row in text.rows if row.problem or row.text.strip() != _line(base, row).strip()]
    if not changed:
        return None
    if newest and newest.version != text.version:
        problems.append(Problem("conflict", text.language, changed[0].number, VERSION, str(newest.version)))
    for row in changed:
        problems.extend(_wrong(row, text.language))
    article = _written(text, base, german)
    if not article.title:
        problems.append(Problem("title-missing", text.language, first.number, TEXT, text.topic))
    if len(problems) == before:
        problems.extend(_broken_names(article, text, known.edition))
    return IncomingText(article=article, based_on=text.version) if len(problems) == before else None


def _wrong(row: SheetRow, sheet: str) -> Iterator[Problem]:
    """Why the text of a changed row cannot be taken."""
    if row.problem:
        yield row.problem
        return
    if row.text.startswith(_AS_FORMULA) or (row.text.startswith("-") and not row.text.startswith("- ")):
        yield Problem("formula", sheet, row.number, TEXT, row.text[:40])
    if markup := markup_in(row.text):
        yield Problem("markup", sheet, row.number, TEXT, markup[:40])
    longest = LONGEST_TITLE if row.part is None else LONGEST_LINE
    if len(row.text) > longest:
        yield Problem("line-too-long", sheet, row.number, TEXT, f"{len(row.text)} / {longest}")


def _written(text: SheetText, base: Article | None, german: Article) -> Article:
    """The article that the rows make; lines that no row holds, empty ones above all, stay as they were."""
    title = base.title if base else ""
    sections: dict[SectionName, Section] = {}
    rows: dict[SectionName | None, dict[int, str]] = {}
    for row in text.rows:
        rows.setdefault(row.part, {})[row.line] = row.text.strip()
    if None in rows:
        title = rows.pop(None).get(1, title)
    for place, name in enumerate(SECTIONS):
        lines = _lines(numbered_lines(base or german, name), rows.get(name, {}), has_base=base is not None)
        if lines:
            sections[name] = Section("\n".join(lines), line=_ROOM * (place + 1))
    said: dict[str, Any] = {"title": title, "sections": sections, "status": "draft"}
    if text.language != "de":
        said["translated_from"] = text.german_version or german.version
    if base is not None:
        return base.model_copy(update=said)
    return Article(topic=text.topic, language=text.language, version=1, translated_by="person", **said)


def _lines(known: list[str], written: Mapping[int, str], *, has_base: bool) -> list[str]:
    """*known* with what is *written* at its place; a line that became empty is gone, an empty one of before stays."""
    lines = []
    for number in range(1, max(len(known), *written, 0) + 1):
        was = known[number - 1] if number <= len(known) else ""
        now = written.get(number, was if has_base else "")
        if now == was.strip() and has_base:
            now = was
        if now.strip() or not was.strip():
            lines.append(now)
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def _broken_names(article: Article, text: SheetText, edition: Edition) -> Iterator[Problem]:
    for finding in check_article(article, edition):
        if finding.rule in BROKEN_NAMES:
            place, line = divmod(finding.line, _ROOM)
            part = SECTIONS[place - 1] if place else None
            row = next((row for row in text.rows if (row.part, row.line) == (part, line + 1)), text.rows[0])
            yield Problem(finding.rule, text.language, row.number, TEXT, row.text[:80], finding.message)


def _line(article: Article | None, row: SheetRow) -> str:
    lines = numbered_lines(article, row.part)
    return lines[row.line - 1] if row.line <= len(lines) else ""


def _words(cell: Any) -> str:
    return str(cell.value).strip() if cell is not None and cell.value is not None else ""


def _whole(cell: Any) -> int | None:
    """A number without fraction, 0 for an empty cell, None for anything else."""
    words = _words(cell).removesuffix(".0")
    if not words:
        return 0
    return int(words) if words.isascii() and words.isdigit() and len(words) < 9 else None


def _text(cell: Any) -> tuple[str, str]:
    """The words of a cell and the rule they break, if any."""
    if cell is None or cell.value is None:
        return "", ""
    if cell.data_type == "f":
        return str(cell.value)[:40], "formula"
    if not isinstance(cell.value, str):
        return str(cell.value)[:40], "not-text"
    if len(cell.value.strip().splitlines()) > 1:
        return cell.value[:40], "line-break"
    return cell.value, ""
