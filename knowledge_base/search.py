"""Finding an article by words, in memory: the knowledge base is small and fits there many times over.

Words are compared in the folding of `nlu`, so that diacritics and the script of Bulgarian do not matter. Pieces of
words catch endings, a fuzzy look catches typing errors; German words are found in every language, because people mix
them in.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from knowledge_base.edition import Edition
from knowledge_base.placeholders import PATTERN
from knowledge_base.texts import Article
from nlu.normalisation import words
from wording import Language

_TITLE_WEIGHT = 4
_WORDS_WEIGHT = 2
_PIECE = 4
_SATURATION = 1.2  # k1 of BM25
_LENGTH_NORMALISATION = 0.6  # b of BM25
_SAME_WORD = 84  # of 100, rapidfuzz's ratio: one slip in a word of seven letters


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found. `score` is between 0 and 1: how much of the query it answers."""

    topic: str
    title: str
    score: float


class SearchIndex:
    """All articles of an edition, in every language; German stands in where a language has no text."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._languages: dict[Language, _Index] = {}  # each built when it is first asked for

    def search(self, query: str, language: Language, limit: int = 10) -> list[Hit]:
        """The articles that fit *query* best, the best first; none when nothing fits."""
        if language not in self._languages:
            self._languages[language] = _Index(_documents(self._edition, language), language)
        return self._languages[language].search(query, limit)


def _documents(edition: Edition, language: Language) -> list[tuple[Article, Article]]:
    """The text that is shown and the German one, for each topic."""
    german = {topic: article for (topic, spoken), article in edition.articles.items() if spoken == "de"}
    return [(edition.articles.get((topic, language), article), article) for topic, article in sorted(german.items())]


class _Index:
    """BM25 over folded words and pieces of words of one language."""

    def __init__(self, documents: list[tuple[Article, Article]], language: Language) -> None:
        self._language = language
        self._shown = [article for article, _ in documents]
        counted = [_count(article, german, language) for article, german in documents]
        average = sum(sum(counts.values()) for counts in counted) / len(counted) if counted else 1.0
        self._vocabulary = sorted({feature for counts in counted for feature in counts if not feature.startswith("~")})
        found_in = Counter(feature for counts in counted for feature in counts)
        self._rarity = {
            feature: math.log(1 + (len(counted) - number + 0.5) / (number + 0.5))
            for feature, number in found_in.items()
        }
        self._weights: dict[str, list[tuple[int, float]]] = {}
        for number, counts in enumerate(counted):
            length = 1 - _LENGTH_NORMALISATION + _LENGTH_NORMALISATION * sum(counts.values()) / average
            for feature, count in counts.items():
                weight = count / (count + _SATURATION * length)
                self._weights.setdefault(feature, []).append((number, weight * self._rarity[feature]))

    def search(self, query: str, limit: int) -> list[Hit]:
        features = _features(_folded(query, self._language))
        wanted = {self._known(feature): count for feature, count in features.items()}
        best = sum(self._rarity.get(feature, self._unknown) for feature in wanted)
        scores: defaultdict[int, float] = defaultdict(float)
        for feature in wanted:
            for number, weight in self._weights.get(feature, []):
                scores[number] += weight
        ranked = sorted(scores.items(), key=lambda scored: (-scored[1], self._shown[scored[0]].topic))
        return [
            Hit(self._shown[number].topic, self._shown[number].title, round(score / best, 3))
            for number, score in ranked[:limit]
            if best and score / best >= 0.005
        ]

    @property
    def _unknown(self) -> float:
        return math.log(1 + (len(self._shown) + 0.5) / 0.5)

    def _known(self, feature: str) -> str:
        """The word of the index that *feature* is, or is a misspelling of."""
        if feature.startswith("~") or feature in self._weights or len(feature) < 5:
            return feature
        similar = process.extractOne(feature, self._vocabulary, scorer=fuzz.ratio, score_cutoff=_SAME_WORD)
        return similar[0] if similar else feature


def _count(article: Article, german: Article, language: Language) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text, weight in _weighted_texts(article, german):
        for feature, count in _features(_folded(PATTERN.sub(" ", text), language)).items():
            counts[feature] += weight * count
    return counts


def _weighted_texts(article: Article, german: Article) -> Iterable[tuple[str, int]]:
    yield article.title, _TITLE_WEIGHT
    yield article.topic.replace(".", " ").replace("_", " "), _TITLE_WEIGHT
    for name, section in article.sections.items():
        yield section.text, _WORDS_WEIGHT if name in ("answer", "words") else 1
    if article.language != "de":
        yield german.title, _TITLE_WEIGHT


def _folded(text: str, language: Language) -> list[str]:
    return [word.bulgarian if language == "bg" else word.folded for word in words(text)]


def _features(folded: list[str]) -> Counter[str]:
    """Words, and pieces of four letters marked with `~`. Words of two letters say nothing."""
    counts: Counter[str] = Counter()
    for word in folded:
        if len(word) < 3:
            continue
        counts[word] += 1
        counts.update(f"~{word[start : start + _PIECE]}" for start in range(max(len(word) - _PIECE, 0) + 1))
    return counts
