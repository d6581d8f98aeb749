"""Days written with the name of a month, in seven languages: found in a text, and written again in another language."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from babel.dates import format_skeleton, get_month_names

from wording import formats
from wording.languages import LANGUAGES, Language

_FORMS: Final[dict[Language, tuple[str, ...]]] = {
    "de": (r"(?P<day>\d{1,2})\. ?(?P<month>{months})(?: (?P<year>\d{4}))?",),
    "en": (
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?:of )?(?P<month>{months})(?:,? (?P<year>\d{4}))?",
        r"(?P<month>{months}) (?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>\d{4}))?",
    ),
    "ro": (r"(?P<day>\d{1,2}) (?P<month>{months})(?: (?P<year>\d{4}))?",),
    "bg": (r"(?P<day>\d{1,2}) (?P<month>{months})(?: (?P<year>\d{4})(?:[ \u00a0\u202f]?г\.)?)?",),
    "pl": (r"(?P<day>\d{1,2})\.? (?P<month>{months})(?: (?P<year>\d{4})(?: ?r\.)?)?",),
    "hu": (r"(?:(?P<year>\d{4})\. ?)?(?P<month>{months}) (?P<day>\d{1,2})\.?",),
    "tr": (r"(?P<day>\d{1,2}) (?P<month>{months})(?: (?P<year>\d{4}))?",),
}
_YEARS: Final = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day with the name of its month, maybe without a year."""

    day: int
    month: int
    year: int | None

    def written(self, language: Language) -> str:
        """Write the day in *language*: "24. Juni 2027", "24 iunie"."""
        if self.year is not None:
            return formats.date(date(self.year, self.month, self.day), language)
        leap = date(2024, self.month, self.day)  # February has 29 days in it
        return str(format_skeleton("MMMMd", leap, locale=formats.LOCALES[language]))


def _bare(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.lower().replace("ı", "i"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _months(language: Language) -> dict[str, int]:
    """The months by name, as they stand in a date and alone, with and without diacritics."""
    names = {
        name.lower(): number
        for context in ("format", "stand-alone")
        for number, name in get_month_names("wide", context, formats.LOCALES[language]).items()
    }
    if language == "de":
        names["maerz"] = 3
    return names | {_bare(name): number for name, number in names.items()}


MONTHS: Final[dict[Language, dict[str, int]]] = {language: _months(language) for language in LANGUAGES}
_ALL_MONTHS: Final = frozenset().union(*MONTHS.values())


def _patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    months = "|".join(sorted(MONTHS[language], key=len, reverse=True))
    boundary = r"(?<![\w.,:/-]){form}(?![\w:/]|-\w|'\w|’\w|[.,]\d)"
    return tuple(
        re.compile(boundary.replace("{form}", form.replace("{months}", months)), re.IGNORECASE)
        for form in _FORMS[language]
    )


_PATTERNS: Final[dict[Language, tuple[re.Pattern[str], ...]]] = {
    language: _patterns(language) for language in LANGUAGES
}


def is_month(word: str) -> bool:
    """Whether *word* names a month in any of the languages."""
    return word.lower() in _ALL_MONTHS


def month_of(word: str) -> int | None:
    """The number of the month *word* names in any language, or None."""
    lowered = word.lower()
    return next((MONTHS[language][lowered] for language in LANGUAGES if lowered in MONTHS[language]), None)


def find_dates(text: str, language: Language) -> list[tuple[int, int, WrittenDate]]:
    """Return (start, end, date) of every day in *text* that is written with a month of *language* and exists."""
    found: list[tuple[int, int, WrittenDate]] = []
    for pattern in _PATTERNS[language]:
        for match in pattern.finditer(text):
            written = _read(match, language)
            overlaps = any(start < match.end() and match.start() < end for start, end, _ in found)
            if written is not None and not overlaps:
                found.append((match.start(), match.end(), written))
    return sorted(found, key=lambda place: place[0])


def read_date(text: str, language: Language) -> WrittenDate | None:
    """Read a text that is one such day and nothing else."""
    places = find_dates(text, language)
    if len(places) == 1 and places[0][:2] == (0, len(text)):
        return places[0][2]
    return None


def _read(match: re.Match[str], language: Language) -> WrittenDate | None:
    day, month = int(match["day"]), MONTHS[language][match["month"].lower()]
    year = int(match["year"]) if match["year"] else None
    if year is not None and year not in _YEARS:
        return None
    last = calendar.monthrange(year or 2024, month)[1]
    return WrittenDate(day, month, year) if 1 <= day <= last else None
