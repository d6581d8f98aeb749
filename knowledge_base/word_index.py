"""Texts by their words: BM25 over words, pieces of words and concepts, in arrays.

Words are compared in the folding of `nlu`, so that diacritics and the script of Bulgarian do not matter. Pieces of
words catch endings, a fuzzy look catches typing errors, and concepts of the termbase catch other words for the same.
A text is read once and stays read over many indexes: after a change only the changed texts are read anew.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from knowledge_base.spelling import Spelling
from nlu.normalisation import Word, words
from wording import Language

PIECE: Final = 4
"""Letters of a piece of a word."""
_SHORTEST_WORD: Final = 3
"""Words of two letters say nothing."""
_MOST_WORDS: Final = 60
"""Of a query; more are not looked for."""

_SATURATION: Final = 8.0  # k1 of BM25: high, because what stands in a title counts four times
_LENGTH_NORMALISATION: Final = 0.75  # b of BM25
_PIECES_WEIGHT: Final = 0.5
_CONCEPTS_WEIGHT: Final = 3.0
"""Beside a word's weight of 1. All four were chosen on the examples (nlu/examples), never on the questions."""

_SHORTEST_FORGIVEN: Final = 5

_Value = TypeVar("_Value")
Part = tuple[str, int, bool]
"""A part of a text, how much its words weigh, and whether it says what the whole text is about."""
Concepts = Callable[[Sequence[Word]], Mapping[str, float]]
"""Finds what words are about, with weights from 0 to 1."""

Ids = NDArray[np.int32]
Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ReadText:
    """What stands in a text: its features, each once, how often, and how many words it has in all."""

    features: Ids
    counts: Weights
    length: float


class Reader:
    """Reads texts of one language, and numbers the words, pieces and concepts it meets."""

    def __init__(self, language: Language, concepts_in: Concepts | None = None) -> None:
        self._language = language
        self._concepts_in = concepts_in
        self._numbers: dict[str, int] = {}
        self._of_words: dict[str, list[int]] = {}
        self._spelling: Spelling | None = None

    def read(self, parts: Iterable[Part]) -> ReadText:
        """Read a text of several parts."""
        seen: Counter[str] = Counter()
        counts: defaultdict[int, float] = defaultdict(float)
        for text, weight, says_about in parts:
            written = words(text)
            for word in self._folded(written):
                seen[word] += weight
            if says_about and self._concepts_in is not None:
                for concept, share in self._concepts_in(written).items():
                    counts[self._number(f"*{concept}")] += share * weight
        for word, times in seen.items():
            for feature in self._features(word):
                counts[feature] += times
        features = np.fromiter(counts, np.int32, len(counts))
        return ReadText(features, np.fromiter(counts.values(), np.float32, len(counts)), float(seen.total()))

    def folded(self, text: str) -> list[str]:
        """The words of *text* that say something, as they are compared."""
        return list(self._folded(words(text)))

    def number_of(self, feature: str) -> int | None:
        """The number of a feature, if a text has it."""
        return self._numbers.get(feature)

    @property
    def size(self) -> int:
        """How many features have a number."""
        return len(self._numbers)

    @property
    def spelling(self) -> Spelling:
        """All words that were met."""
        if self._spelling is None or self._spelling.size != len(self._of_words):
            self._spelling = Spelling(list(self._of_words))
        return self._spelling

    def _folded(self, written: Sequence[Word]) -> Iterator[str]:
        is_bulgarian = self._language == "bg"
        for word in written:
            spelt = word.bulgarian if is_bulgarian else word.folded
            if len(spelt) >= _SHORTEST_WORD:
                yield spelt

    def _features(self, word: str) -> list[int]:
        if word not in self._of_words:
            self._of_words[word] = [self._number(feature) for feature in (word, *pieces(word))]
        return self._of_words[word]

    def _number(self, feature: str) -> int:
        return self._numbers.setdefault(feature, len(self._numbers))


def pieces(word: str) -> list[str]:
    """The pieces of a word, marked with `~`."""
    return [f"~{word[start : start + PIECE]}" for start in range(max(len(word) - PIECE, 0) + 1)]


class WordIndex:
    """Texts that a reader read, ready to be searched. Never changes; may be used by several threads at once."""

    def __init__(self, reader: Reader, texts: Sequence[ReadText]) -> None:
        self._reader = reader
        self._spelling = reader.spelling
        self._texts = len(texts)
        if not texts:
            return
        features = np.concatenate([text.features for text in texts])
        counts = np.concatenate([text.counts for text in texts])
        places = np.repeat(np.arange(len(texts), dtype=np.int32), [len(text.features) for text in texts])
        found_in = np.bincount(features, minlength=reader.size)
        self._rarity = np.log(1 + (len(texts) - found_in + 0.5) / (found_in + 0.5)).astype(np.float32)
        lengths = np.array([text.length for text in texts], np.float32)
        relative = 1 - _LENGTH_NORMALISATION + _LENGTH_NORMALISATION * lengths / max(float(lengths.mean()), 1.0)
        weights = counts / (counts + _SATURATION * relative[places]) * self._rarity[features]
        order = np.argsort(features, kind="stable")
        self._places: Ids = places[order]
        self._weights: Weights = weights[order].astype(np.float32)
        self._begins = np.concatenate([[0], np.cumsum(found_in)])

    def shares(self, query: str, concepts: Mapping[str, float]) -> NDArray[np.float64]:
        """How much of *query* each text answers, from 0 to 1; in the order of the texts."""
        if not self._texts:
            return np.zeros(0)
        wanted, best = self._wanted(query, concepts)
        if not wanted:
            return np.zeros(self._texts)
        spans = [(int(self._begins[number]), int(self._begins[number + 1])) for number in wanted]
        places = np.concatenate([self._places[begin:end] for begin, end in spans])
        asked = np.repeat(np.fromiter(wanted.values(), np.float32), [end - begin for begin, end in spans])
        weights = np.concatenate([self._weights[begin:end] for begin, end in spans]) * asked
        return np.bincount(places, weights, self._texts) / best

    def _wanted(self, query: str, concepts: Mapping[str, float]) -> tuple[dict[int, float], float]:
        """The numbers of what is looked for, each with its weight; and what a text that has all of it would weigh."""
        features: dict[str, float] = {}
        for word in dict.fromkeys(self._reader.folded(query)[:_MOST_WORDS]):
            features[self._known(word)] = 1.0
            features.update(dict.fromkeys(pieces(word), _PIECES_WEIGHT))
        features |= {f"*{concept}": weight * _CONCEPTS_WEIGHT for concept, weight in concepts.items()}
        wanted: dict[int, float] = {}
        best = 0.0
        unknown = float(np.log(1 + (self._texts + 0.5) / 0.5))
        for feature, weight in features.items():
            number = self._reader.number_of(feature)
            if number is None or number >= len(self._rarity):
                best += weight * unknown
            else:
                best += weight * float(self._rarity[number])
                wanted[number] = weight
        return wanted, best

    def _known(self, word: str) -> str:
        """The word of a text that *word* is, or is a misspelling of."""
        if len(word) < _SHORTEST_FORGIVEN or self._reader.number_of(word) is not None:
            return word
        return self._spelling.nearest(word) or word


class Shelf(Generic[_Value]):
    """Values that are found by their texts. Each is read once: after a change only what changed is read again."""

    def __init__(self, language: Language, concepts_in: Concepts | None = None) -> None:
        self._reader = Reader(language, concepts_in)
        self._read: dict[str, tuple[_Value, ReadText]] = {}
        self._put(self._read)

    def put(self, values: Mapping[str, _Value], parts_of: Callable[[_Value], Iterable[Part]]) -> None:
        """Find *values* from now on, each by its name; of those that are equally good the first comes first."""
        read = {}
        for name, value in values.items():
            known = self._read.get(name)
            read[name] = known if known and known[0] == value else (value, self._reader.read(parts_of(value)))
        self._put(read)

    def best(
        self, query: str, concepts: Mapping[str, float], limit: int, likely: Mapping[str, float] | None = None
    ) -> list[tuple[str, float]]:
        """The names of the values that answer most of *query*, with how much, from 0 to 1.

        Args:
            likely: How likely values are meant, whatever their words are: of what is left the words decide.
        """
        likely = {name: share for name, share in (likely or {}).items() if name in self._places}
        scores = self._index.shares(query, concepts) * (1 - max(likely.values(), default=0.0))
        for name, share in likely.items():
            scores[self._places[name]] += share
        order = np.argsort(-scores, kind="stable")[:limit]
        return [(self._names[place], float(scores[place])) for place in order]

    def _put(self, read: dict[str, tuple[_Value, ReadText]]) -> None:
        self._read = read
        self._names = list(read)
        self._places = {name: place for place, name in enumerate(read)}
        self._index = WordIndex(self._reader, [text for _, text in read.values()])
