"""Is somebody in danger? Recall first, in all languages at once.

`nlu/danger/<language>.tsv` holds one pattern a line: `topic<TAB>pattern<TAB>unless`. A pattern is parts separated by
spaces; all of them must stand near each other, in any order. A part is alternatives separated by `|`; an alternative
is the beginning of a word, with `=` the whole word, with `_` several words right after each other. One or two letters
(in English three) are always a whole word. A line `{NAME}<TAB>alternatives` gives a group of words a name, and `{NAME}`
stands for them in the patterns below it. If any alternative of `unless` stands anywhere in the text, the pattern
does not count. Where the language is sure, patterns of the other six are left out, but for those of German and
English: "tuz" is fire in Hungarian and salt in Turkish. Languages that Lotse does not speak (`OTHERS`) have patterns,
too, and those always count: what is written in them may be taken for one of the seven.

A false alarm shows telephone numbers above the normal answer; a missed alarm leaves somebody alone. So negation is
left aside ("he does not hit me any more" alarms), and what a pattern cannot see the interpreter's safety topics may.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from nlu.normalisation import bulgarian_foldings, fold, words
from nlu.topics import EMERGENCY, SAFETY_TOPICS
from wording.languages import LANGUAGES, Language

DANGERS: Final = Path(__file__).with_name("danger")

_GROUP: Final = re.compile(r"\{\w+\}")

_PRIORITY: Final = (
    EMERGENCY,
    "safety.self_harm",
    "safety.domestic_violence",
    "safety.child_protection",
    "safety.exploitation",
    "housing.homeless",
)
"""Among topics with as many patterns found; acute danger first."""

Other = Literal["ru", "uk", "ar", "fr"]
OTHERS: Final[tuple[Other, ...]] = ("ru", "uk", "ar", "fr")
"""Languages in which Lotse answers nothing, but in which somebody in danger gets the telephone numbers."""

_ALWAYS: Final = ("de", "en", "any", *OTHERS)
"""German and English, whose words people mix into every language, and those that are easily taken for another."""

_WORDS_BETWEEN: Final = 4
"""How many words that belong to no part may stand among the parts."""
_LONGEST_STEM: Final = 24
_REMEMBERED_WORDS: Final = 3_000
_MAX_WORDS: Final = 1500
"""All that `normalisation.MAX_CHARACTERS` can hold in practice."""


class DangerError(Exception):
    """A line of the danger patterns cannot be read."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        super().__init__(f"{file.name}:{line}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason


PatternLanguage = Language | Other | Literal["any"]

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


class DangerRecogniser:
    """Finds danger in a text in about a millisecond."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        by_language: dict[PatternLanguage, list[Pattern]] = defaultdict(list)
        for pattern in patterns:
            by_language[pattern.language].append(pattern)
        self._tables = {language: _Table(of_language) for language, of_language in by_language.items()}

    def find(self, text: str, language: Language | None = None) -> tuple[str, ...]:
        """Return the safety topics of the dangers, the most likely first; empty when there is none.

        Args:
            language: That of the text, only if it is sure.
        """
        read = words(text)[:_MAX_WORDS]
        plain, bulgarian = [word.folded for word in read], [word.bulgarian for word in read]
        found: Counter[str] = Counter()
        for spoken, table in self._tables.items():
            if language is None or spoken in (language, *_ALWAYS):
                found.update(pattern.topic for pattern in table.find(bulgarian if spoken == "bg" else plain))
        return tuple(sorted(found, key=lambda topic: (-found[topic], _PRIORITY.index(topic))))


_Place = tuple[int, int]
"""First and last word of an alternative in a text."""

_Use = tuple[Alternative, NDArray[np.int32]]
"""An alternative and the parts of patterns that it stands in."""

_FORBIDS: Final = -1_000
"""More than any pattern has parts: what a single `unless` takes away no part brings back."""


class _Table:
    """The patterns of one language.

    A common word is in hundreds of them. So the parts that a text has are counted for all patterns at once, and only
    those that have all of theirs are looked at closely.
    """

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._patterns = patterns
        parts_of: dict[Alternative, list[int]] = defaultdict(list)
        pattern_of: list[int] = []
        counts_for: list[int] = []
        for number, pattern in enumerate(patterns):
            for alternatives, worth in [*((part, 1) for part in pattern.parts), (pattern.unless, _FORBIDS)]:
                for alternative in alternatives:
                    parts_of[alternative].append(len(pattern_of))
                pattern_of.append(number)
                counts_for.append(worth)
        self._pattern_of = np.array(pattern_of, dtype=np.int32)
        self._counts_for = np.array(counts_for, dtype=np.int32)
        self._needed = np.array([len(pattern.parts) for pattern in patterns])
        self._beginning_with: dict[str, list[_Use]] = defaultdict(list)
        for alternative, parts in parts_of.items():
            self._beginning_with[alternative[0][0]].append((alternative, np.array(parts, dtype=np.int32)))
        self._begun = lru_cache(maxsize=_REMEMBERED_WORDS)(self._begun_by)

    def find(self, texts: Sequence[str]) -> Iterator[Pattern]:
        """Return the patterns that a text holds."""
        places: dict[Alternative, list[_Place]] = defaultdict(list)
        parts: list[NDArray[np.int32]] = []
        for position in range(len(texts)):
            for alternative, its_parts in self._uses_at(texts, position):
                places[alternative].append((position, position + len(alternative) - 1))
                parts.append(its_parts)
        if not parts:
            return
        held = np.unique(np.concatenate(parts))
        counts = np.bincount(self._pattern_of[held], self._counts_for[held], len(self._patterns))
        for number in np.flatnonzero(counts == self._needed):
            pattern = self._patterns[int(number)]
            if _stand_near([[place for each in part for place in places.get(each, ())] for part in pattern.parts]):
                yield pattern

    def _uses_at(self, texts: Sequence[str], position: int) -> Iterator["_Use"]:
        """The alternatives that begin with a word."""
        single, waiting = self._begun(texts[position])
        yield from single
        if waiting and position + 1 < len(texts):
            for beginning in _beginnings(texts[position + 1]):
                for use in waiting.get(beginning, ()):
                    if _stands_at(use[0], texts, position):
                        yield use

    def _begun_by(self, text: str) -> "tuple[list[_Use], dict[str, list[_Use]]]":
        """The alternatives of one word that a word holds, and those of several that it begins, by their second stem."""
        single: list[_Use] = []
        waiting: dict[str, list[_Use]] = defaultdict(list)
        for beginning in _beginnings(text):
            for use in self._beginning_with.get(beginning, ()):
                if not _fits(text, use[0][0]):
                    continue
                if len(use[0]) == 1:
                    single.append(use)
                else:
                    waiting[use[0][1][0]].append(use)
        return single, dict(waiting)


def read_patterns(folder: Path = DANGERS) -> list[Pattern]:
    """Read all patterns below *folder*.

    Raises:
        DangerError: a line has no safety topic or an empty part.
    """
    languages: tuple[PatternLanguage, ...] = (*LANGUAGES, *OTHERS, "any")
    files = ((language, folder / f"{language}.tsv") for language in languages)
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


@cache
def shipped_recogniser() -> DangerRecogniser:
    """The recogniser of this package, read once."""
    recogniser = DangerRecogniser(read_patterns())
    _spellings.cache_clear()
    return recogniser


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
    if len(written) > _LONGEST_STEM:
        raise ValueError(f"{written!r} is too long")
    return bulgarian_foldings(written) if language == "bg" else (fold(written),)


@lru_cache(maxsize=10_000)  # single words, most of them in every message
def _beginnings(word: str) -> tuple[str, ...]:
    return tuple(word[:end] for end in range(1, min(len(word), _LONGEST_STEM) + 1))


def _stands_at(alternative: Alternative, texts: Sequence[str], position: int) -> bool:
    """Whether the words from *position* on are those of an alternative."""
    if position + len(alternative) > len(texts):
        return False
    return all(_fits(texts[position + offset], stem) for offset, stem in enumerate(alternative))


def _fits(text: str, stem: Stem) -> bool:
    return text == stem[0] if stem[1] else text.startswith(stem[0])


def _stand_near(places: Sequence[Sequence[_Place]]) -> bool:
    """Whether one place of each part can be chosen so that few other words stand among them."""
    if len(places) == 1:
        return True
    marks = sorted((first, last, part) for part, of_part in enumerate(places) for first, last in of_part)
    return any(_is_near(marks[begin:], len(places)) for begin in range(len(marks)))


def _is_near(marks: Sequence[tuple[int, int, int]], parts: int) -> bool:
    """Whether every part has a place soon behind the first mark."""
    left = marks[0][0]
    reached: dict[int, int] = {}
    for first, last, part in marks:
        if first - left > parts + _WORDS_BETWEEN:
            return False
        reached.setdefault(part, last - first + 1)
        if len(reached) == parts:
            return last - left + 1 <= sum(reached.values()) + _WORDS_BETWEEN
    return False
