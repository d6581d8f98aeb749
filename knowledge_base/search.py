"""Finding an article by words, in memory: the knowledge base is small and fits there many times over.

`word_index` says how much of a query each article answers. Once the interpreter has been learnt, it says besides which
topics a query is likely about: where it is sure it decides, where it is not the words do.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Final

from knowledge_base.edition import Edition
from knowledge_base.naming import article_with_names, with_names
from knowledge_base.placeholders import PATTERN
from knowledge_base.texts import Article
from wording import Language

if TYPE_CHECKING:
    from knowledge_base.word_index import Concepts, Part, Shelf
    from nlu.query import QueryReader

LONGEST_QUERY: Final = 300
"""Characters of a query; what stands behind is not looked for."""

_TITLE_WEIGHT: Final = 4
_ABOUT: Final = ("answer", "words")
"""Sections that say what an article is about, as its title does: their concepts count, and their words count double."""
_ABOUT_WEIGHT: Final = 2
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
        likely = reader.topics(query, language) if reader and not by_words_alone else {}
        likely = {topic: share for topic, share in likely.items() if share >= _LIKELY}
        with self._lock:
            shown = self._shown.get(language) or self._read(language)
            ranked = self._shelves[language].best(query, concepts, limit, likely)
        found = ((shown[topic].article, score) for topic, score in ranked if score >= LEAST)
        return [Hit(article.topic, PATTERN.sub("…", article.title), round(score, 3)) for article, score in found]

    def _read(self, language: Language) -> dict[str, _Shown]:
        from knowledge_base.word_index import Shelf  # with NumPy, a quarter of a second: the pages answer meanwhile

        if language not in self._shelves:
            self._shelves[language] = Shelf(language, concepts_in(language, self.query_reader))
        shown = self._shown[language] = dict(_articles(self._edition, language))
        self._shelves[language].put(shown, _parts)
        return shown


def _articles(edition: Edition, language: Language) -> Iterator[tuple[str, _Shown]]:
    german = {topic: article for (topic, spoken), article in edition.articles.items() if spoken == "de"}
    for topic, article in sorted(german.items()):
        shown = article_with_names(edition.articles.get((topic, language), article), edition)
        yield topic, _Shown(shown, with_names(article.title, edition, "de"))


def _parts(shown: _Shown) -> Iterator["Part"]:
    yield from parts_of(shown.article)
    if shown.article.language != "de":
        yield shown.german_title, _TITLE_WEIGHT, False


def parts_of(article: Article) -> Iterator["Part"]:
    """What is searched of an article."""
    yield article.title, _TITLE_WEIGHT, True
    yield article.topic.replace(".", " ").replace("_", " "), _TITLE_WEIGHT, False
    for name, section in article.sections.items():
        says_about = name in _ABOUT
        yield PATTERN.sub(" ", section.text), _ABOUT_WEIGHT if says_about else 1, says_about


def concepts_in(language: Language, reader: "QueryReader | None") -> "Concepts | None":
    """What finds concepts in the texts of a language, once something was learnt."""
    return partial(reader.concepts_as_written, language=language) if reader else None
