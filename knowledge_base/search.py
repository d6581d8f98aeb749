"""Finding an article by words, in memory: the knowledge base is small and fits there many times over.

`word_index` says how much of a query each article answers. Once the interpreter has been learnt, it says besides which
topics a query is likely about: where it is sure it decides, where it is not the words do.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final

from knowledge_base.edition import Edition
from knowledge_base.placeholders import PATTERN
from knowledge_base.texts import Article
from wording import Language

if TYPE_CHECKING:
    from knowledge_base.word_index import Shelf
    from nlu.query import QueryReader

LONGEST_QUERY: Final = 300
"""Characters of a query; what stands behind is not looked for."""

_TITLE_WEIGHT: Final = 4
_WORDS_WEIGHT: Final = 2
_CONCEPTS_FROM: Final = ("answer", "words")
"""Sections whose concepts count, beside the title's: what an article is about stands in them."""
LEAST: Final = 0.02
"""Articles that answer less of a query are no find."""
_LIKELY: Final = 0.05
"""Topics less likely than this are not found by their likelihood alone."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found. `score` is between 0 and 1: how much of the query it answers."""

    topic: str
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class _Shown:
    """The text that is shown of a topic, and its German title: people mix German words in."""

    article: Article
    german_title: str


class SearchIndex:
    """The articles of one edition after the other, in every language; German stands in where a language has no text.

    May be used by several threads at once: the first search in a language reads its texts, which takes a moment.
    """

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self.query_reader: QueryReader | None = None
        self._shelves: dict[Language, Shelf[_Shown]] = {}
        self._shown: dict[Language, dict[str, _Shown]] = {}  # read again where it is missing
        self._lock = Lock()

    def put(self, edition: Edition) -> None:
        """Search in *edition* from now on; only what changed is read again."""
        with self._lock:
            self._edition = edition
            self._shown = {}

    def understand_with(self, query_reader: "QueryReader") -> None:
        """Look for topics and concepts too, beside words."""
        with self._lock:
            self.query_reader = query_reader
            self._shelves, self._shown = {}, {}

    def search(self, query: str, language: Language, limit: int = 10, *, by_words_alone: bool = False) -> list[Hit]:
        """The articles that fit *query* best, the best first; none when nothing fits.

        Args:
            by_words_alone: What the interpreter thinks of the query does not count.
        """
        query = query[:LONGEST_QUERY]
        reader = self.query_reader
        concepts = reader.concepts(query, language) if reader else {}
        with self._lock:
            shown = self._shown.get(language) or self._read(language)
            scores = self._shelves[language].shares(query, concepts)
        if reader and not by_words_alone:
            likely = {topic: share for topic, share in reader.topics(query, language).items() if topic in shown}
            left = 1 - max(likely.values(), default=0.0)
            scores = {topic: _if_likely(likely.get(topic, 0.0)) + left * score for topic, score in scores.items()}
        ranked = sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))[:limit]
        found = ((shown[topic].article, score) for topic, score in ranked if score >= LEAST)
        return [Hit(article.topic, PATTERN.sub("…", article.title), round(score, 3)) for article, score in found]

    def _read(self, language: Language) -> dict[str, _Shown]:
        from knowledge_base.word_index import Shelf  # with NumPy, a quarter of a second: the pages answer meanwhile

        shelf = self._shelves.setdefault(language, Shelf(language))
        shown = self._shown[language] = dict(_articles(self._edition, language))
        shelf.put(shown, lambda each: (_weighted_texts(each), concepts_of(each.article, language, self.query_reader)))
        return shown


def _if_likely(share: float) -> float:
    return share if share >= _LIKELY else 0.0


def _articles(edition: Edition, language: Language) -> Iterator[tuple[str, _Shown]]:
    german = {topic: article for (topic, spoken), article in edition.articles.items() if spoken == "de"}
    for topic, article in sorted(german.items()):
        yield topic, _Shown(edition.articles.get((topic, language), article), article.title)


def _weighted_texts(shown: _Shown) -> Iterator[tuple[str, int]]:
    yield from weighted_texts(shown.article)
    if shown.article.language != "de":
        yield shown.german_title, _TITLE_WEIGHT


def weighted_texts(article: Article) -> Iterator[tuple[str, int]]:
    """What is searched of an article, each part with its weight."""
    yield article.title, _TITLE_WEIGHT
    yield article.topic.replace(".", " ").replace("_", " "), _TITLE_WEIGHT
    for name, section in article.sections.items():
        yield PATTERN.sub(" ", section.text), _WORDS_WEIGHT if name in ("answer", "words") else 1


def concepts_of(article: Article, language: Language, reader: "QueryReader | None") -> Mapping[str, float]:
    """What an article is about, as far as *reader* knows; each concept as often as it weighs."""
    if reader is None:
        return {}
    sections = [article.sections[name] for name in _CONCEPTS_FROM if name in article.sections]
    lines = [(line, _WORDS_WEIGHT) for section in sections for line in section.lines()]
    return reader.concepts_of_text([(article.title, _TITLE_WEIGHT), *lines], language)
