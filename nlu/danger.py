"""Is somebody in danger? Recall first, in all languages at once.

`nlu/danger/<language>.tsv` holds one pattern a line: `topic<TAB>pattern<TAB>unless`. A pattern is parts separated by
spaces; all of them must stand near each other, in any order. A part is alternatives separated by `|`; an alternative
is the beginning of a word, with `=` the whole word, with `_` several words right after each other. One or two letters
(in English three) are always a whole word. If any alternative of `unless` stands anywhere in the text, the pattern
does not count. Where the language is sure, patterns of the other six are left out, but for those of German and
English: "tuz" is fire in Hungarian and salt in Turkish. Languages that Lotse does not speak (`OTHERS`) have patterns,
too, and those always count: what is written in them may be taken for one of the seven.

A false alarm shows telephone numbers above the normal answer; a missed alarm leaves somebody alone. So negation is
left aside ("he does not hit me any more" alarms), and what a pattern cannot see the interpreter's safety topics may.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal

from nlu.normalisation import Word, bulgarian_foldings, words
from nlu.topics import EMERGENCY, SAFETY_TOPICS
from wording.languages import LANGUAGES, Language

DANGERS: Final = Path(__file__).with_name("danger")

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
        self._plain = _by_first_part(pattern for pattern in patterns if pattern.language != "bg")
        self._bulgarian = _by_first_part(pattern for pattern in patterns if pattern.language == "bg")

    def find(self, text: str, language: Language | None = None) -> tuple[str, ...]:
        """Return the safety topics of the dangers, the most likely first; empty when there is none.

        Args:
            language: That of the text, only if it is sure.
        """
        read = words(text)[:_MAX_WORDS]
        found: Counter[str] = Counter()
        for patterns, spelled in (
            (self._plain, _Positions(word.folded for word in read)),
            (self._bulgarian, _Positions(word.bulgarian for word in read)),
        ):
            # dict keeps each pattern once, in a fixed order
            begun = dict.fromkeys(pattern for stem in spelled.beginnings for pattern in patterns.get(stem, ()))
            for pattern in begun:
                if language is not None and pattern.language not in (language, *_ALWAYS):
                    continue
                if spelled.hold(pattern):
                    found[pattern.topic] += 1
        return tuple(sorted(found, key=lambda topic: (-found[topic], _PRIORITY.index(topic))))


class _Positions:
    """Where words begin how: the beginnings of all words of a text."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(texts)
        self.beginnings: dict[str, list[int]] = {}
        for position, text in enumerate(self._texts):
            for beginning in _beginnings(text):
                self.beginnings.setdefault(beginning, []).append(position)

    def hold(self, pattern: Pattern) -> bool:
        places: list[list[tuple[int, int]]] = []
        for part in pattern.parts:
            of_part = [place for alternative in part for place in self._places(alternative)]
            if not of_part:
                return False
            places.append(of_part)
        if any(self._places(alternative) for alternative in pattern.unless):
            return False
        return _stand_near(places)

    def _places(self, alternative: Alternative) -> list[tuple[int, int]]:
        """First and last word of each occurrence."""
        stem, whole = alternative[0]
        starts = self.beginnings.get(stem)
        if not starts:
            return []
        last = len(alternative) - 1
        return [
            (start, start + last)
            for start in starts
            if start + last < len(self._texts)
            and (not whole or self._texts[start] == stem)
            and all(
                _fits(self._texts[start + offset], following)
                for offset, following in enumerate(alternative[1:], start=1)
            )
        ]


def read_patterns(folder: Path = DANGERS) -> list[Pattern]:
    """Read all patterns below *folder*.

    Raises:
        DangerError: a line has no safety topic or an empty part.
    """
    patterns: list[Pattern] = []
    languages: tuple[PatternLanguage, ...] = (*LANGUAGES, *OTHERS, "any")
    for language in languages:
        file = folder / f"{language}.tsv"
        if not file.exists():
            continue
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
            if not line.strip() or line.startswith("#"):
                continue
            topic, pattern, unless, *rest = [*line.split("\t"), "", ""]
            if topic not in SAFETY_TOPICS or not pattern.strip() or any(rest):
                raise DangerError(file, number, "expected a safety topic, a pattern and perhaps an exception")
            try:
                parts = tuple(_alternatives(part, language) for part in pattern.split())
                exceptions = _alternatives(unless, language) if unless.strip() else ()
            except ValueError as error:
                raise DangerError(file, number, str(error)) from error
            patterns.append(Pattern(topic, language, parts, exceptions))
    return patterns


@cache
def shipped_recogniser() -> DangerRecogniser:
    """The recogniser of this package, read once."""
    return DangerRecogniser(read_patterns())


def _by_first_part(patterns: Iterable[Pattern]) -> dict[str, list[Pattern]]:
    found: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in patterns:
        for stem in {alternative[0][0] for alternative in pattern.parts[0]}:
            found[stem].append(pattern)
    return dict(found)


def _alternatives(part: str, language: PatternLanguage) -> tuple[Alternative, ...]:
    found: list[Alternative] = []
    for written in part.split("|"):
        spellings: list[Alternative] = [()]
        for word in written.split("_"):
            whole = word.endswith("=") or len(word) <= (3 if language == "en" else 2)
            stems = _stems(word.rstrip("="), language)
            spellings = [(*done, (stem, whole)) for done in spellings for stem in stems]
        found.extend(spelling for spelling in spellings if spelling)
    if not found:
        raise ValueError(f"no stem in {part!r}")
    return tuple(dict.fromkeys(found))


def _stems(written: str, language: PatternLanguage) -> tuple[str, ...]:
    read: Sequence[Word] = words(written)
    if len(read) != 1 or len(read[0].written) > _LONGEST_STEM:
        raise ValueError(f"{written!r} is not one word")
    [word] = read
    return bulgarian_foldings(word.written) if language == "bg" else (word.folded,)


@lru_cache(maxsize=10_000)  # single words, most of them in every message
def _beginnings(word: str) -> tuple[str, ...]:
    return tuple(word[:end] for end in range(1, min(len(word), _LONGEST_STEM) + 1))


def _fits(text: str, stem: Stem) -> bool:
    return text == stem[0] if stem[1] else text.startswith(stem[0])


def _stand_near(places: Sequence[Sequence[tuple[int, int]]]) -> bool:
    """Whether one place of each part can be chosen so that few other words stand among them."""
    if len(places) == 1:
        return True
    marks = sorted((first, last, part) for part, of_part in enumerate(places) for first, last in of_part)
    for begin, (left, _, _) in enumerate(marks):
        reached: Mapping[int, int] = {}
        for first, last, part in marks[begin:]:
            if first - left > len(places) + _WORDS_BETWEEN:
                break
            reached = {**reached, part: last - first + 1} if part not in reached else reached
            if len(reached) == len(places):
                span = max(last, left) - left + 1
                return span <= sum(reached.values()) + _WORDS_BETWEEN
    return False
