"""The read model: what is published, in memory, so that an answer needs no database.

The library is loaded at start and again when somebody published something; a reload replaces everything at once, so
that nobody reads half of an old and half of a new edition.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.answers import Answers, ArticleAnswer
from knowledge_base.articles import load_edition
from knowledge_base.days_of_change import NO_DAYS, article_key, days_of_change
from knowledge_base.edition import Edition
from knowledge_base.errors import ArticleNotFound
from knowledge_base.facts import Fact
from knowledge_base.news import News, offices_named, published_news, with_news
from knowledge_base.reply_sentences import ReplySentences
from knowledge_base.search import Hit, SearchIndex
from knowledge_base.tables import NEWS_SIGNAL, SIGNAL
from knowledge_base.writing import Writer
from nlu.topics import topics_of
from storage import Database, utc_now
from storage.signals import Signals, next_signal
from wording import Language, Phrases
from wording.formats import TOWN

if TYPE_CHECKING:
    from nlu.query import QueryReader

LOOK_AGAIN_SECONDS = 600.0
"""A signal may be missed, and what the command line imports beside a running process tells none."""

KEPT_ANSWERS = 1000
"""More than there are topics in all languages: each is put together once a day."""

_Reading = Callable[[AsyncSession], Awaitable[None]]


class Library:
    """Published articles, units in the words of the newcomer, and reply sentences."""

    def __init__(
        self,
        edition: Edition,
        phrases: Phrases,
        clock: Callable[[], datetime] = utc_now,
        news: Sequence[News] = (),
    ) -> None:
        self._phrases = phrases
        self._clock = clock
        self._index = SearchIndex(edition)
        self._days = NO_DAYS
        self._news = tuple(news)
        self._put(edition)

    @classmethod
    async def load(cls, session: AsyncSession, phrases: Phrases, clock: Callable[[], datetime] = utc_now) -> "Library":
        """The library of what the database has published."""
        edition = await load_edition(session, published_only=True)
        library = cls(edition, phrases, clock, await published_news(session, clock().astimezone(TOWN).date()))
        library._days = await days_of_change(session)
        return library

    async def reload(self, session: AsyncSession) -> None:
        """Read the database again."""
        await self._reload_edition(session)
        await self._reload_news(session)

    async def _reload_edition(self, session: AsyncSession) -> None:
        edition, days = await load_edition(session, published_only=True), await days_of_change(session)
        self._put(edition)
        self._days = days

    async def _reload_news(self, session: AsyncSession) -> None:
        self._tell(await published_news(session, self._today))

    async def keep_true(self, database: Database, signals: Signals) -> None:
        """Read the database again whenever somebody published something; runs until it is cancelled.

        Announcements have a signal of their own: they are a few rows, and the edition takes half a second.
        """
        async with asyncio.TaskGroup() as both:
            both.create_task(self._keep(database, signals, SIGNAL, self._reload_edition))
            both.create_task(self._keep(database, signals, NEWS_SIGNAL, self._reload_news))

    async def _keep(self, database: Database, signals: Signals, signal: str, read_again: _Reading) -> None:
        async with signals.listening(signal) as heard:
            while True:
                async with database.reading() as session:
                    await read_again(session)
                await next_signal(heard, LOOK_AGAIN_SECONDS)

    @property
    def _today(self) -> date:
        return self._clock().astimezone(TOWN).date()

    def _put(self, edition: Edition) -> None:
        self.edition = edition
        self.reply_sentences = ReplySentences(edition.reply_sentences)
        self._answers = Answers(edition, self._phrases)
        self._tell(self._news)
        self._index.put(edition)
        self.writer = Writer(edition, self._phrases)

    def _tell(self, news: Sequence[News]) -> None:
        self._news = tuple(news)
        self._answer = lru_cache(KEPT_ANSWERS)(self._told)

    def has(self, topic: str) -> bool:
        """Whether there is an article to show."""
        return self.edition.german(topic) is not None

    def topics(self, area: str) -> tuple[str, ...]:
        """The topics of *area* that have an article, in the order of the vocabulary; none for an unknown area."""
        return tuple(topic for topic in topics_of(area) if self.has(topic))

    def answer(self, topic: str, language: Language, on: date | None = None) -> ArticleAnswer:
        """The article of *topic* as it is told on the day *on*, by default today in the town.

        Raises:
            ArticleNotFound: no published article has this topic.
        """
        return self._answer(topic, language, on or self._today)

    def _told(self, topic: str, language: Language, on: date) -> ArticleAnswer:
        offices = offices_named(topic, self.edition)
        news = [each for each in self._news if each.holds_on(on) and each.concerns(topic, offices)]
        return with_news(self._answers.get(topic, language, on), news)

    def news_for_everybody(self) -> list[News]:
        """What everybody is told today, whatever they ask."""
        return [each for each in self._news if each.is_for_everybody and each.holds_on(self._today)]

    def title(self, topic: str, language: Language) -> str:
        """The title of the article, in German where there is none in *language*.

        Raises:
            ArticleNotFound: no published article has this topic.
        """
        title = self._answers.title(topic, language)
        if title is None:
            raise ArticleNotFound(topic)
        return title

    def unit_meaning(self, unit_id: str, language: Language) -> str:
        """What the German name of a unit means.

        Raises:
            KeyError: the edition does not describe this unit.
        """
        return self.edition.units[unit_id].name_meaning[language]

    def duties(self, unit_id: str, language: Language) -> str:
        """What to read before the yes: what Lotse prevents, what the unit may or must do with what it learns.

        Raises:
            KeyError: the edition does not describe this unit.
        """
        return self.edition.units[unit_id].duties[language]

    def unit_of(self, topic: str) -> str | None:
        """The unit that takes over a topic: by its id first, else by its area; none for what only the bot can do."""
        area = f"{topic.partition('.')[0]}.*"
        for pattern in (topic, area):
            for unit in self.edition.units.values():
                if pattern in unit.topics:
                    return unit.id
        return None

    def facts_of(self, topic: str) -> list[Fact]:
        """The facts the article of *topic* rests on or names, the leading one first; none without an article."""
        german = self.edition.german(topic)
        return self._answers.facts_of(german) if german else []

    def changed_on(self, topic: str, language: Language) -> date | None:
        """The day on which what is read in the article of *topic* was changed last here; None where nobody knows.

        Its German text, its facts and its offices count: they stand in every language.
        """
        german = self.edition.german(topic)
        if german is None:
            return None
        names = [article_key(topic, "de"), article_key(topic, language)]
        names += [f"fact {fact.name}" for fact in self.facts_of(topic)]
        names += [f"office {office}" for office in german.offices]
        return max((self._days[name] for name in names if name in self._days), default=None)

    def understand_queries(self, reader: "QueryReader") -> None:
        """Search by topics and concepts too from now on, beside words."""
        self._index.understand_with(reader)

    @property
    def query_reader(self) -> "QueryReader | None":
        """What knows the topics and concepts of queries, once something was learnt."""
        return self._index.query_reader

    def search(self, query: str, language: Language, limit: int = 10, *, by_words_alone: bool = False) -> list[Hit]:
        """The articles that fit *query* best, the best first, by the titles that newcomers may read.

        See `SearchIndex.search`. The first time in a language takes some tenths of a second: call it in a thread where
        somebody else waits.
        """
        found = self._index.search(query, language, limit, by_words_alone=by_words_alone)
        return [replace(hit, title=self.title(hit.topic, language)) for hit in found]
