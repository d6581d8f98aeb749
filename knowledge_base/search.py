"""Finding an article by words, in memory: the knowledge base is small and fits there many times over.

`word_index` says how much of a query each article answers. Once the interpreter has been learnt, it says besides which
topics a query is likely about: where it is sure it decides, where it is not the words do.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final

from knowledge_base.edition import Edition
from knowledge_base.placeholders import PATTERN
from knowledge_base.texts import Article
from wording import Language

if TYPE_CHECKING:
    from knowledge_base.word_index import ReadText, WordIndex
    from nlu.query import QueryReader

LONGEST_QUERY: Final = 300
"""Characters of a query; what stands behind is not looked for."""

_TITLE_WEIGHT: Final = 4
_WORDS_WEIGHT: Final = 2
_CONCEPTS_FROM: Final = ("answer", "words")
"""Sections whose concepts count, beside the title's: what an article is about stands in them."""
_LEAST: Final = 0.02
"""Articles that answer less of a query are no find."""
_LIKELY: Final = 0.05
"""Topics less likely than this are not found by their likelihood alone."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found. `score` is between 0 and 1: how much of the query it answers."""

    topic: str
    title: str
    score: float


class SearchIndex:
    """The articles of one edition after the other, in every language; German stands in where a language has no text.

    May be used by several threads at once: the first search in a language reads its texts, which takes a moment.
    """

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._query_reader: QueryReader | None = None
        self._languages: dict[Language, _Language] = {}  # each read when it is first asked for
        self._lock = Lock()

    def put(self, edition: Edition) -> None:
        """Search in *edition* from now on; only what changed is read again."""
        with self._lock:
            self._edition = edition
            for language in self._languages.values():
                language.index = None

    def understand_with(self, query_reader: "QueryReader") -> None:
        """Look for topics and concepts too, beside words."""
        with self._lock:
            self._query_reader = query_reader
            self._languages = {}

    def search(self, query: str, language: Language, limit: int = 10, *, by_words_alone: bool = False) -> list[Hit]:
        """The articles that fit *query* best, the best first; none when nothing fits.

        Args:
            by_words_alone: What the interpreter thinks of the query does not count.
        """
        query = query[:LONGEST_QUERY]
        shown, index, reader = self._read(language)
        concepts = reader.concepts(query, language) if reader else {}
        scores = dict(zip(shown, index.shares(query, concepts).tolist(), strict=True))
        if reader and not by_words_alone:
            likely = {topic: share for topic, share in reader.topics(query, language).items() if topic in shown}
            left = 1 - max(likely.values(), default=0.0)
            scores = {
                topic: (share if (share := likely.get(topic, 0.0)) >= _LIKELY else 0.0) + left * score
                for topic, score in scores.items()
            }
        ranked = sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))[:limit]
        return [
            Hit(topic, PATTERN.sub("…", shown[topic].title), round(score, 3))
            for topic, score in ranked
            if score >= _LEAST
        ]

    def _read(self, language: Language) -> "tuple[dict[str, Article], WordIndex, QueryReader | None]":
        with self._lock:
            if language not in self._languages:
                self._languages[language] = _Language(language)
            known = self._languages[language]
            index = known.index or known.read(self._edition, self._query_reader)
            return known.shown, index, self._query_reader


class _Language:
    """The articles as they are shown in one language, read; each stays read as long as it stays the same."""

    def __init__(self, language: Language) -> None:
        from knowledge_base.word_index import Reader  # with NumPy, a quarter of a second: the pages answer meanwhile

        self._language = language
        self._reader = Reader(language)
        self._texts: dict[str, tuple[Article, Article, ReadText]] = {}
        self.shown: dict[str, Article] = {}
        self.index: WordIndex | None = None

    def read(self, edition: Edition, query_reader: "QueryReader | None") -> "WordIndex":
        """Read what is new in *edition*."""
        from knowledge_base.word_index import WordIndex

        texts = {}
        for article, german in _articles(edition, self._language):
            known = self._texts.get(article.topic)
            if known is not None and known[0] == article and known[1].title == german.title:
                texts[article.topic] = known
            else:
                texts[article.topic] = (article, german, self._read(article, german, query_reader))
        self._texts = texts
        self.shown = {topic: article for topic, (article, _, _) in texts.items()}
        self.index = WordIndex(self._reader, [text for _, _, text in texts.values()])
        return self.index

    def _read(self, article: Article, german: Article, query_reader: "QueryReader | None") -> "ReadText":
        concepts = query_reader.concepts_of_text(_about(article), self._language) if query_reader else {}
        return self._reader.read(_weighted_texts(article, german), concepts)


def _articles(edition: Edition, language: Language) -> Iterator[tuple[Article, Article]]:
    """The text that is shown and the German one, for each topic."""
    german = {topic: article for (topic, spoken), article in edition.articles.items() if spoken == "de"}
    for topic, article in sorted(german.items()):
        yield edition.articles.get((topic, language), article), article


def _weighted_texts(article: Article, german: Article) -> Iterator[tuple[str, int]]:
    yield article.title, _TITLE_WEIGHT
    yield article.topic.replace(".", " ").replace("_", " "), _TITLE_WEIGHT
    for name, section in article.sections.items():
        yield PATTERN.sub(" ", section.text), _WORDS_WEIGHT if name in ("answer", "words") else 1
    if article.language != "de":
        yield german.title, _TITLE_WEIGHT


def _about(article: Article) -> Iterator[tuple[str, int]]:
    """The paragraphs that say what an article is about, each with its weight."""
    yield article.title, _TITLE_WEIGHT
    for name in _CONCEPTS_FROM:
        if name in article.sections:
            yield from ((line, _WORDS_WEIGHT) for line in article.sections[name].lines())
