"""What the sheets of a workbook are called and which columns they have; apart from openpyxl, which loads slowly."""

from typing import Final

from knowledge_base.texts import Article, SectionName

GUIDE: Final = "Anleitung"
TOPIC, SECTION, LINE, GERMAN, TEXT = "Thema", "Abschnitt", "Zeile", "Deutsch", "Text"
VERSION, GERMAN_VERSION, STATE = "Version", "Deutsche Version", "Stand"
COLUMNS: Final = {
    TOPIC: 26,
    SECTION: 11,
    LINE: 7,
    GERMAN: 60,
    TEXT: 60,
    VERSION: 9,
    GERMAN_VERSION: 9,
    STATE: 20,
}
"""The columns of a sheet and their widths, in characters."""

NEEDED: Final = (TOPIC, SECTION, LINE, TEXT, VERSION, GERMAN_VERSION)

SECTION_NAMES: Final[dict[SectionName | None, str]] = {
    None: "Titel",
    "answer": "Antwort",
    "until": "Bis wann",
    "where": "Wo",
    "papers": "Papiere",
    "cost": "Kosten",
    "more": "Mehr",
    "words": "Wörter",
}
"""What the column of the section says; none is the title."""

OUTDATED: Final = "outdated"
"""The state of a published translation of what the German text no longer says."""


def numbered_lines(article: Article | None, part: SectionName | None) -> list[str]:
    """All lines of a section, empty ones too, or the title; the first is line 1."""
    if article is None:
        return []
    if part is None:
        return [article.title]
    return article.sections[part].text.splitlines() if part in article.sections else []
