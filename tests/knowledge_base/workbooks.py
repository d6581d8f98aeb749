"""A workbook as a translator sees it: cells named by topic, section and line."""

import io
from typing import Any

from openpyxl import Workbook, load_workbook

from knowledge_base.edition import Edition
from knowledge_base.incoming import Incoming, Known
from knowledge_base.sheet_columns import COLUMNS
from knowledge_base.spreadsheet import write_workbook
from knowledge_base.spreadsheet_reading import drafts_of, read_workbook
from wording import Language, Phrases

STATES = {
    "missing": "fehlt",
    "machine_draft": "Maschinenentwurf",
    "draft": "Entwurf",
    "in_review": "wartet auf Prüfung",
    "published": "veröffentlicht",
    "withdrawn": "zurückgezogen",
    "outdated": "veraltet",
}
_NAMES = list(COLUMNS)


def known(edition: Edition) -> Known:
    """A database that has *edition* and nothing else."""
    versions = {(place, article.version): article for place, article in edition.articles.items()}
    return Known(edition, edition.articles, versions)


def written(edition: Edition, phrases: Phrases, *languages: Language, only_gaps: bool = False) -> "Sent":
    content = write_workbook(edition, edition.articles, phrases, languages, states=STATES, only_gaps=only_gaps)
    return Sent(content)


class Sent:
    """A workbook between its writing out and its coming back."""

    def __init__(self, content: bytes) -> None:
        self.book: Workbook = load_workbook(io.BytesIO(content))

    def rows(self, sheet: str) -> list[dict[str, Any]]:
        head, *rows = self.book[sheet].iter_rows(values_only=True)
        return [dict(zip(head, row, strict=True)) for row in rows]

    def row(self, sheet: str, section: str, line: int = 1, topic: str = "registration.anmeldung") -> int:
        for number, row in enumerate(self.rows(sheet), start=2):
            if (row["Thema"], row["Abschnitt"], row["Zeile"]) == (topic, section, line):
                return number
        raise AssertionError(f"no row {topic} {section} {line}")

    def writes(self, sheet: str, number: int, value: Any, column: str = "Text") -> int:
        """Put *value* into a cell; return its row."""
        self.book[sheet].cell(number, _NAMES.index(column) + 1).value = value
        return number

    def content(self) -> bytes:
        file = io.BytesIO()
        self.book.save(file)
        return file.getvalue()

    def comes_back(self, edition: Edition) -> Incoming:
        return drafts_of(read_workbook(self.content()), known(edition))
