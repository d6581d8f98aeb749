"""Patterns made ready to be found: numbers in place of words, so that they are read back in a moment.

A common word is in hundreds of patterns. So the parts that a text has are counted for all patterns at once, and only
those that have all of theirs are looked at closely.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlu.array_file import lines_array, lines_of
from nlu.danger_patterns import LONGEST_STEM, Alternative, Pattern, Stem

_WORDS_BETWEEN: Final = 4
"""How many words that belong to no part may stand among the parts."""
_REMEMBERED_WORDS: Final = 3_000
_FORBIDS: Final = -1_000
"""More than any pattern has parts: what a single `unless` takes away no part brings back."""
_WHOLE: Final = "="

_Place = tuple[int, int]
"""First and last word of an alternative in a text."""
_Begun = tuple[Sequence[int], Mapping[str, Sequence[int]]]
"""Alternatives of one word that a word holds, and those of several that it begins, by their second stem."""


class PatternTable:
    """The patterns of one language."""

    def __init__(self, alternatives: Sequence[str], topics: Sequence[str], numbers: Mapping[str, NDArray[Any]]) -> None:
        """Make a table of what `of` and `arrays` made.

        Args:
            alternatives: Each once: its stems with spaces between, `=` behind those that are whole words.
            topics: The topic of each pattern.
            numbers: `uses` and `ends`, the parts in which each alternative stands, one alternative after the other;
                `pattern_of` and `counts_for`, of each part its pattern and how much it counts for it.
        """
        self._alternatives = alternatives
        self._topics = topics
        self._numbers = dict(numbers)
        self._uses, self._ends = numbers["uses"], numbers["ends"]
        self._pattern_of, self._counts_for = numbers["pattern_of"], numbers["counts_for"]
        self._needed = np.bincount(self._pattern_of, self._counts_for > 0, len(topics))
        owners = np.repeat(np.arange(len(alternatives)), np.diff(self._ends, prepend=0))
        order = np.argsort(self._uses, kind="stable")
        self._members = owners[order]
        self._member_ends = np.cumsum(np.bincount(self._uses, minlength=len(self._pattern_of)))
        self._beginning_with: dict[str, list[int]] = defaultdict(list)
        for number, alternative in enumerate(alternatives):
            self._beginning_with[alternative.partition(" ")[0].rstrip(_WHOLE)].append(number)
        self._begun = lru_cache(maxsize=_REMEMBERED_WORDS)(self._begun_by)

    @classmethod
    def of(cls, patterns: Sequence[Pattern]) -> "PatternTable":
        """Make a table of patterns."""
        used_in: dict[Alternative, list[int]] = defaultdict(list)
        pattern_of: list[int] = []
        counts_for: list[int] = []
        for number, pattern in enumerate(patterns):
            for alternatives, worth in [*((part, 1) for part in pattern.parts), (pattern.unless, _FORBIDS)]:
                for alternative in alternatives:
                    used_in[alternative].append(len(pattern_of))
                pattern_of.append(number)
                counts_for.append(worth)
        numbers = {
            "uses": np.array([part for parts in used_in.values() for part in parts], dtype=np.int32),
            "ends": np.cumsum([len(parts) for parts in used_in.values()], dtype=np.int32),
            "pattern_of": np.array(pattern_of, dtype=np.int32),
            "counts_for": np.array(counts_for, dtype=np.int32),
        }
        return cls([_written(each) for each in used_in], [pattern.topic for pattern in patterns], numbers)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the table as arrays, of which `of_arrays` makes it again."""
        return {
            "alternatives": lines_array(self._alternatives),
            "topics": lines_array(self._topics),
            **self._numbers,
        }

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "PatternTable":
        """Make a table again."""
        numbers = {name: arrays[name] for name in ("uses", "ends", "pattern_of", "counts_for")}
        return cls(lines_of(arrays["alternatives"]), lines_of(arrays["topics"]), numbers)

    def find(self, texts: Sequence[str]) -> Iterator[str]:
        """Return the topic of each pattern that a text holds; *texts* are its words, folded."""
        places: dict[int, list[_Place]] = defaultdict(list)
        for position in range(len(texts)):
            for number, last in self._standing_at(texts, position):
                places[number].append((position, last))
        if not places:
            return
        held = np.unique(np.concatenate([self._uses_of(number) for number in places]))
        counts = np.bincount(self._pattern_of[held], self._counts_for[held], len(self._topics))
        for pattern in np.flatnonzero(counts == self._needed):
            parts = held[self._pattern_of[held] == pattern]
            of_parts = [[place for each in self._members_of(part) for place in places.get(each, ())] for part in parts]
            if _stand_near(of_parts):
                yield self._topics[int(pattern)]

    def _uses_of(self, number: int) -> NDArray[np.int32]:
        used: NDArray[np.int32] = self._uses[self._ends[number - 1] if number else 0 : self._ends[number]]
        return used

    def _members_of(self, part: int) -> Sequence[int]:
        begin = self._member_ends[part - 1] if part else 0
        members: list[int] = self._members[begin : self._member_ends[part]].tolist()
        return members

    def _standing_at(self, texts: Sequence[str], position: int) -> Iterator[tuple[int, int]]:
        """The alternatives that begin with a word, each with its last word."""
        single, waiting = self._begun(texts[position])
        for number in single:
            yield number, position
        if waiting and position + 1 < len(texts):
            for beginning in _beginnings(texts[position + 1]):
                for number in waiting.get(beginning, ()):
                    stems = _read(self._alternatives[number])
                    if _stand_at(stems, texts, position):
                        yield number, position + len(stems) - 1

    def _begun_by(self, text: str) -> _Begun:
        single: list[int] = []
        waiting: dict[str, list[int]] = defaultdict(list)
        for beginning in _beginnings(text):
            for number in self._beginning_with.get(beginning, ()):
                stems = _read(self._alternatives[number])
                if not _fits(text, stems[0]):
                    continue
                if len(stems) == 1:
                    single.append(number)
                else:
                    waiting[stems[1][0]].append(number)
        return single, dict(waiting)


def _written(alternative: Alternative) -> str:
    return " ".join(f"{stem}{_WHOLE if whole else ''}" for stem, whole in alternative)


@lru_cache(maxsize=20_000)
def _read(written: str) -> tuple[Stem, ...]:
    return tuple((stem.rstrip(_WHOLE), stem.endswith(_WHOLE)) for stem in written.split(" "))


@lru_cache(maxsize=4_000)  # single words, most of them in every message
def _beginnings(word: str) -> tuple[str, ...]:
    return tuple(word[:end] for end in range(1, min(len(word), LONGEST_STEM) + 1))


def _stand_at(alternative: Sequence[Stem], texts: Sequence[str], position: int) -> bool:
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
