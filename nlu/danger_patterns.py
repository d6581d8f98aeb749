"""The patterns of danger as people write them: `nlu/danger/<language>.tsv`.

One pattern a line: `topic<TAB>pattern<TAB>unless`. A pattern is parts separated by spaces; all of them must stand near
each other, in any order. A part is alternatives separated by `|`; an alternative is the beginning of a word, with `=`
the whole word, with `_` several words right after each other. One or two letters (in English three) are always a whole
word. A line `{NAME}<TAB>alternatives` gives a group of words a name, and `{NAME}` stands for them in the patterns below
it. If any alternative of `unless` stands anywhere in the text, the pattern does not count.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from nlu.normalisation import bulgarian_foldings, fold, words
from nlu.topics import SAFETY_TOPICS
from wording.languages import LANGUAGES, Language

DANGERS: Final = Path(__file__).with_name("danger")
LONGEST_STEM: Final = 24

Other = Literal["ru", "uk", "ar", "fr"]
OTHERS: Final[tuple[Other, ...]] = ("ru", "uk", "ar", "fr")
"""Languages in which Lotse answers nothing, but in which somebody in danger gets the telephone numbers."""

PatternLanguage = Language | Other | Literal["any"]
PATTERN_LANGUAGES: Final[tuple[PatternLanguage, ...]] = (*LANGUAGES, *OTHERS, "any")

_GROUP: Final = re.compile(r"\{\w+\}")


class DangerError(Exception):
    """A line of the danger patterns cannot be read."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        super().__init__(f"{file.name}:{line}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason


Stem = tuple[str, bool]
"""A folded stem, and whether it must be the whole word."""
Alternative = tuple[Stem, ...]
"""Stems of words that follow each other."""


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """One way to speak of a danger."""

    topic: str
    language: PatternLanguage
    parts: tuple[tuple[Alternative, ...], ...]
    unless: tuple[Alternative, ...]


def read_patterns(folder: Path = DANGERS) -> list[Pattern]:
    """Read all patterns below *folder*.

    Raises:
        DangerError: a line has no safety topic or an empty part.
    """
    files = ((language, folder / f"{language}.tsv") for language in PATTERN_LANGUAGES)
    return [pattern for language, file in files if file.exists() for pattern in _read(file, language)]


def _read(file: Path, language: PatternLanguage) -> Iterator[Pattern]:
    groups: dict[str, tuple[Alternative, ...]] = {}
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, pattern, unless, *rest = [*line.split("\t"), "", ""]
        try:
            if any(rest) or not pattern.strip():
                raise ValueError("expected a safety topic, a pattern and perhaps an exception")
            if _GROUP.fullmatch(name):
                groups[name] = _alternatives(pattern.strip(), language, groups)
                continue
            if name not in SAFETY_TOPICS:
                raise ValueError(f"{name!r} is no safety topic")
            parts = tuple(_alternatives(part, language, groups) for part in pattern.split())
            exceptions = _alternatives(unless.strip(), language, groups) if unless.strip() else ()
        except ValueError as error:
            raise DangerError(file, number, str(error)) from error
        yield Pattern(name, language, parts, exceptions)


def _alternatives(
    part: str, language: PatternLanguage, groups: Mapping[str, tuple[Alternative, ...]]
) -> tuple[Alternative, ...]:
    found: dict[Alternative, None] = {}
    for written in part.split("|"):
        if written.startswith("{") and written not in groups:
            raise ValueError(f"no group {written}")
        for alternative in groups.get(written) or _spellings(written, language):
            found[alternative] = None
    return tuple(found)


@cache
def _spellings(written: str, language: PatternLanguage) -> tuple[Alternative, ...]:
    """Every way to spell an alternative."""
    spellings: list[Alternative] = [()]
    for word in written.split("_"):
        whole = word.endswith("=") or len(word) <= (3 if language == "en" else 2)
        stems = _stems(word.rstrip("="), language)
        spellings = [(*done, (stem, whole)) for done in spellings for stem in stems]
    return tuple(spellings)


def _stems(written: str, language: PatternLanguage) -> tuple[str, ...]:
    if not written.isalnum() and len(words(written)) != 1:
        raise ValueError(f"{written!r} is not one word")
    if len(written) > LONGEST_STEM:
        raise ValueError(f"{written!r} is too long")
    return bulgarian_foldings(written) if language == "bg" else (fold(written),)
