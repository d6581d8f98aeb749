"""What of a text the embedded interpreter sees: its concepts, alone and in pairs, its words and parts of words.

Training and use pass through this one module, so both always see the same. Features form four blocks; each is
weighted by how rare a feature is (inverse document frequency), brought to length one, and given the weight of its
block. Needs NumPy only.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlu.normalisation import Word, has_cyrillic, words
from nlu.termbase import Termbase
from wording.languages import Language

CONCEPTS: Final = "c"
PAIRS: Final = "p"
WORDS: Final = "w"
PARTS: Final = "n"

BLOCK_WEIGHTS: Final = {CONCEPTS: 1.0, PAIRS: 0.8, WORDS: 0.6, PARTS: 1.0}
_IN_HOW_MANY_TEXTS: Final = {CONCEPTS: 1, PAIRS: 3, WORDS: 3, PARTS: 5}
"""A feature seen in fewer training texts is not kept."""

_SHORTEST_PART: Final = 2
_LONGEST_PART: Final = 5
_MAX_WORDS: Final = 400
"""What a person asks stands in the first words; the rest of a very long text would only cost time."""

Blocks = Mapping[str, Mapping[str, float]]
"""Of each block: its features and how strongly they are there."""


@dataclass(frozen=True, slots=True)
class Row:
    """One text as columns of the matrix and their values."""

    columns: NDArray[np.int32]
    values: NDArray[np.float32]


def read_blocks(text: str, language: Language | None, termbase: Termbase) -> Blocks:
    """Return the features of a text before weighting."""
    read = words(text)[:_MAX_WORDS]
    spelled = _spelled(read, language)
    return {
        **concept_blocks(termbase.concepts_in(read, language)),
        WORDS: _dampened([*spelled, *(f"{left} {right}" for left, right in pairwise(spelled))]),
        PARTS: _dampened(chain.from_iterable(map(_parts, spelled))),
    }


def concept_blocks(concepts: Mapping[str, float]) -> Blocks:
    """Return the features of a bundle of concepts: what `read_blocks` finds, without words."""
    names = sorted(concepts)
    return {
        CONCEPTS: dict(concepts),
        PAIRS: {
            f"{one}+{other}": concepts[one] * concepts[other]
            for index, one in enumerate(names)
            for other in names[index + 1 :]
        },
        WORDS: {},
        PARTS: {},
    }


class Vocabulary:
    """Which features have a column, and how much each is worth."""

    def __init__(self, names: Sequence[str], worth: NDArray[np.float32]) -> None:
        """Make a vocabulary of features named `<block>:<feature>`; *worth* has one value for each name."""
        self.worth = worth
        self._columns: dict[str, dict[str, int]] = defaultdict(dict)
        for column, name in enumerate(names):
            self._columns[name[0]][name[2:]] = column

    @classmethod
    def of(cls, texts: Sequence[Blocks]) -> "Vocabulary":
        """Learn from training texts which features are worth a column."""
        names: list[str] = []
        counts: list[int] = []
        for block, enough in _IN_HOW_MANY_TEXTS.items():
            seen = Counter(feature for text in texts for feature in text[block])
            for feature, count in sorted(seen.items()):
                if count >= enough:
                    names.append(f"{block}:{feature}")
                    counts.append(count)
        worth = np.log((1 + len(texts)) / (1 + np.array(counts, dtype=np.float32))) + 1
        return cls(names, worth.astype(np.float32))

    @property
    def names(self) -> tuple[str, ...]:
        """The features by column; put together anew each time, for all of them twice would be 10 MB."""
        columns = ((column, f"{block}:{name}") for block, of in self._columns.items() for name, column in of.items())
        return tuple(name for _, name in sorted(columns))

    def __len__(self) -> int:
        return len(self.worth)

    def row(self, text: Blocks) -> Row:
        """Return the columns of a text; features without a column are left out."""
        columns: list[int] = []
        counts: list[float] = []
        begins: list[int] = []
        weights: list[float] = []
        for block, weight in BLOCK_WEIGHTS.items():
            known = self._columns[block]
            found = [
                (column, value) for feature, value in text[block].items() if (column := known.get(feature, -1)) >= 0
            ]
            if found:
                begins.append(len(columns))
                weights.append(weight)
                columns += [column for column, _ in found]
                counts += [value for _, value in found]
        row = np.array(columns, dtype=np.int32)
        if not columns:
            return Row(row, np.zeros(0, dtype=np.float32))
        values = np.array(counts, dtype=np.float32) * self.worth[row]
        lengths = np.sqrt(np.add.reduceat(values * values, begins))
        sizes = np.diff([*begins, len(columns)])
        return Row(row, values * np.repeat(np.array(weights, dtype=np.float32) / lengths, sizes))


def _spelled(text: Sequence[Word], language: Language | None) -> list[str]:
    if language == "bg" or (language is None and any(has_cyrillic(word.written) for word in text)):
        return [word.bulgarian for word in text]
    return [word.folded for word in text]


@lru_cache(maxsize=4_000)  # single words, most of them in every message
def _parts(word: str) -> tuple[str, ...]:
    bounded = f" {word} "
    return tuple(
        bounded[start : start + length]
        for length in range(_SHORTEST_PART, _LONGEST_PART + 1)
        for start in range(max(len(bounded) - length, 0) + 1)
    )


def _dampened(features: Iterable[str]) -> dict[str, float]:
    return {feature: 1.0 if count == 1 else 1 + log(count) for feature, count in Counter(features).items()}
