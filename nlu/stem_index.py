"""Stems in one folding, found by the beginning of a word, inside a compound, or but for one typing error.

An index is mostly text: one line for each first word of stems, with all stems that begin so; `bac` and the whole word
`bac=` have a line each. It is kept in the model's file and read back in a moment; what a word holds is read out of its
lines when the word is first met, and remembered.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from nlu.array_file import lines_array, lines_of
from nlu.concepts import TermLanguage
from wording.languages import Language

_COMPOUNDING: Final = {"de": 5, "hu": 6}
"""From which length on a stem is looked for inside a compound."""
_SHORTEST_COMPOUND: Final = 8
_SHORTEST_FORGIVEN: Final = 6
_LONGEST_FORGIVEN: Final = 14
_LONGEST_STEM: Final = 24
_REMEMBERED_WORDS: Final = 8_000
"""Most words of a message were in an earlier one. They are kept in memory one by one, without whose they were."""
_REMEMBERED_STEMS: Final = 8_000

Spoken = frozenset[TermLanguage]
"""Of which languages stems are looked for."""
_WHOLE: Final = "="


@dataclass(frozen=True, slots=True)
class Stem:
    """One or several words of a term, folded; each matches by its beginning, or must be the whole word."""

    concept: str
    language: TermLanguage
    parts: tuple[str, ...]
    whole: tuple[bool, ...]

    @property
    def length(self) -> int:
        """Letters: short stems are weak evidence for a language."""
        return sum(map(len, self.parts))

    @property
    def is_found_inside(self) -> bool:
        """Whether it is looked for inside of compounds."""
        shortest = _COMPOUNDING.get(self.language, _LONGEST_STEM)
        return len(self.parts) == 1 and not self.whole[0] and len(self.parts[0]) >= shortest

    @property
    def is_forgiven(self) -> bool:
        """Whether it is found with a typing error, too."""
        return len(self.parts) == 1 and not self.whole[0] and len(self.parts[0]) >= _SHORTEST_FORGIVEN


_Unread = tuple[str, str]
"""The beginning of a line, and what `_written` made of a stem in it."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """What may begin with a word: stems that this word alone holds, and stems that further words must complete."""

    held: tuple[Stem, ...]
    inside: tuple[Stem, ...]
    open: Mapping[str, Sequence[_Unread]]
    """By their second word. They are many, and read only where that word follows."""


class StemIndex:
    """All stems of one folding."""

    def __init__(self, lines: Iterable[str], spellings: NDArray[np.uint32], places: NDArray[np.int32]) -> None:
        """Make an index of what `StemIndex.of` and `arrays` made.

        Args:
            lines: A first word of stems, `=` behind it if it must be whole, and behind a tabulator each of them.
            spellings: Checksums of the forgiven stems with one letter less, sorted.
            places: For each spelling the number of its line.
        """
        self._lines = dict(line.split("\t", 1) for line in lines)
        self._firsts = tuple(self._lines)
        self._spellings = spellings
        self._places = places
        self._begun = lru_cache(maxsize=_REMEMBERED_WORDS)(self._begun_by)
        self.nearly = lru_cache(maxsize=_REMEMBERED_WORDS)(self._nearly)

    @classmethod
    def of(cls, stems: Iterable[Stem]) -> "StemIndex":
        """Index *stems*."""
        by_first: dict[str, list[Stem]] = defaultdict(list)
        for stem in stems:
            by_first[_marked(stem.parts[0], stem.whole[0])].append(stem)
        firsts = sorted(by_first)
        forgiven = [
            (_checksum(spelling), place)
            for place, first in enumerate(firsts)
            if any(stem.is_forgiven for stem in by_first[first])
            for spelling in _one_letter_less(first)
        ]
        found = np.array(sorted(forgiven), dtype=np.int64).reshape(-1, 2)
        lines = ("\t".join([first, *map(_written, by_first[first])]) for first in firsts)
        return cls(lines, found[:, 0].astype(np.uint32), found[:, 1].astype(np.int32))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the index as arrays, of which `of_arrays` makes it again."""
        lines = lines_array(f"{first}\t{rest}" for first, rest in self._lines.items())
        return {"lines": lines, "spellings": self._spellings, "places": self._places}

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "StemIndex":
        """Make an index again."""
        return cls(filter(None, lines_of(arrays["lines"])), arrays["spellings"], arrays["places"])

    def held_at(self, texts: Sequence[str], position: int, spoken: Spoken) -> Iterator[tuple[Stem, tuple[int, ...]]]:
        """Return the stems of some languages that begin at a word, each with the words it covers."""
        begun, here = self._begun(texts[position], spoken), (position,)
        for stem in begun.held:
            yield stem, here
        if begun.open:
            for unread in _completable(begun.open, texts[position + 1 : position + 3]):
                stem = _read(*unread)
                if covered := _covered(stem, texts, position):
                    yield stem, covered

    def inside(self, text: str, spoken: Spoken) -> tuple[Stem, ...]:
        """Return the stems of some languages inside a compound."""
        return self._begun(text, spoken).inside

    def _begun_by(self, text: str, spoken: Spoken) -> _Begun:
        held: list[Stem] = []
        waiting: dict[str, list[_Unread]] = defaultdict(list)
        beginnings = (text[:end] for end in range(1, min(len(text), _LONGEST_STEM) + 1))
        for first in (*beginnings, _marked(text, is_whole=True)):
            for written in self._written_of(first, spoken):
                rest = written.split(" ", 3)[2:]
                if rest:
                    waiting[rest[0].rstrip(_WHOLE)].append((first, written))
                else:
                    held.append(_read(first, written))
        return _Begun(
            held=tuple(held),
            inside=tuple(self._in_compound(text, spoken)) if len(text) >= _SHORTEST_COMPOUND else (),
            open=dict(waiting),
        )

    def _in_compound(self, text: str, spoken: Spoken) -> Iterator[Stem]:
        shortest = min(_COMPOUNDING.values())
        for start in range(1, len(text) - shortest + 1):
            for end in range(start + shortest, min(len(text), start + _LONGEST_STEM) + 1):
                if text[start:end] in self._lines:
                    yield from (stem for stem in self._stems(text[start:end], spoken) if stem.is_found_inside)

    def _nearly(self, text: str, language: Language) -> Stem | None:
        """Return the longest stem of a language that begins a word but for one typing error."""
        if len(text) < _SHORTEST_FORGIVEN:
            return None
        ends = range(_SHORTEST_FORGIVEN - 1, min(len(text), _LONGEST_FORGIVEN) + 1)
        asked = [(_checksum(spelling), spelling, end) for end in ends for spelling in _one_letter_less(text[:end])]
        sums = np.array([checksum for checksum, _, _ in asked], dtype=np.uint32)
        begins, stops = (np.searchsorted(self._spellings, sums, side) for side in ("left", "right"))
        best: Stem | None = None
        for at in np.flatnonzero(begins < stops):
            _, spelling, end = asked[at]
            for place in self._places[begins[at] : stops[at]]:
                first = self._firsts[place]
                if abs(len(first) - end) > 1 or (best and best.length >= len(first)):
                    continue
                if spelling in _one_letter_less(first):
                    best = next((stem for stem in self._stems(first, frozenset({language})) if stem.is_forgiven), best)
        return best

    def _stems(self, first: str, spoken: Spoken) -> Iterator[Stem]:
        return (_read(first, written) for written in self._written_of(first, spoken))

    def _written_of(self, first: str, spoken: Spoken) -> Iterator[str]:
        line = self._lines.get(first)
        if line is None:
            return
        for written in line.split("\t"):
            if written.split(" ", 2)[1] in spoken:
                yield written


def _completable(waiting: Mapping[str, Sequence[_Unread]], following: Sequence[str]) -> Iterable[_Unread]:
    """The stems whose second word may be one of the two next ones."""
    return dict.fromkeys(
        unread
        for text in following
        for end in range(1, min(len(text), _LONGEST_STEM) + 1)
        for unread in waiting.get(text[:end], ())
    )


def _written(stem: Stem) -> str:
    """A stem behind its first word: `register_addr de part=`."""
    return " ".join([stem.concept, stem.language, *map(_marked, stem.parts[1:], stem.whole[1:])])


def _marked(part: str, is_whole: bool) -> str:
    return f"{part}{_WHOLE}" if is_whole else part


@lru_cache(maxsize=_REMEMBERED_STEMS)
def _read(first: str, written: str) -> Stem:
    concept, language, *rest = written.split(" ")
    marked = (first, *rest)
    return Stem(
        concept=concept,
        language=cast(TermLanguage, language),
        parts=tuple(part.rstrip(_WHOLE) for part in marked),
        whole=tuple(part.endswith(_WHOLE) for part in marked),
    )


def _covered(stem: Stem, texts: Sequence[str], start: int) -> tuple[int, ...] | None:
    """Which words the stem covers when it begins at *start*; one other word may stand between two of its own."""
    covered: list[int] = []
    position = start
    for part, whole in zip(stem.parts, stem.whole, strict=True):
        for candidate in (position, position + 1) if covered else (position,):
            if candidate < len(texts):
                text = texts[candidate]
                if text == part if whole else text.startswith(part):
                    covered.append(candidate)
                    position = candidate + 1
                    break
        else:
            return None
    return tuple(covered)


def _one_letter_less(word: str) -> list[str]:
    """The word and what remains of it without one letter, each once; the first letter is never wrong."""
    return list(dict.fromkeys([word, *(word[:index] + word[index + 1 :] for index in range(1, len(word)))]))


def _checksum(spelling: str) -> int:
    return zlib.crc32(spelling.encode())
