"""What staff members find: published texts and drafts in every language, facts and offices.

What newcomers can read comes from the library. Drafts come from the database: their words never change, so each version
is read once; a search asks the database only which versions are the newest now.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.edition import Edition
from knowledge_base.facts import Fact
from knowledge_base.library import Library
from knowledge_base.naming import article_with_names
from knowledge_base.offices import CONTACTS, Office
from knowledge_base.search import LEAST, LONGEST_QUERY, concepts_in, parts_of
from knowledge_base.tables import ArticleVersion
from knowledge_base.texts import Article, Status
from storage.audit import AuditEntry
from wording import LANGUAGES, Language

if TYPE_CHECKING:
    from knowledge_base.word_index import Part, Shelf
    from nlu.query import QueryReader

MOST_TOPICS: Final = 20
MOST_VALUES: Final = 10
_BESIDE_THE_BEST: Final = 0.5
"""Texts of a topic are named beside its best one when they answer at least this share of what that answers."""
_NAME_WEIGHT: Final = 4
_LOOK_AGAIN_SECONDS: Final = 30.0
"""On PostgreSQL an older number may be seen after a newer one."""

_LAST_VERSION: Final = select(func.max(ArticleVersion.id))
_LAST_ACT: Final = select(func.max(AuditEntry.id))


@dataclass(frozen=True, slots=True)
class FoundText:
    """A text in one language; `status` is that of the version that was found."""

    topic: str
    language: Language
    title: str
    status: Status
    score: float


@dataclass(frozen=True, slots=True)
class FoundTopic:
    """A topic with the texts that were found of it, the best first."""

    topic: str
    texts: tuple[FoundText, ...]

    @property
    def best(self) -> FoundText:
        return self.texts[0]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, the best first in each list."""

    topics: tuple[FoundTopic, ...]
    facts: tuple[Fact, ...]
    offices: tuple[Office, ...]

    def __bool__(self) -> bool:
        return bool(self.topics or self.facts or self.offices)


@dataclass(frozen=True, slots=True)
class _Draft:
    status: Status
    article: Article


class DeskSearch:
    """Searches for staff members. Keeps what it read; may be used by several threads at once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._drafts: dict[int, _Draft] = {}
        self._stamp: tuple[int | None, ...] = ()
        self._look_again_at = 0.0
        self._shelves: dict[Language, Shelf[_Draft]] = {}
        self._shelved: dict[Language, tuple[str, ...]] = {}
        self._read_with: QueryReader | None = None
        self._values: tuple[object, Shelf[Fact], Shelf[Office]] | None = None
        self._lock = Lock()

    async def search(self, session: AsyncSession, query: str, language: Language | None = None) -> Found:
        """What fits *query*.

        Args:
            language: Only texts in this language; none means all of them.
        """
        spoken = LANGUAGES if language is None else (language,)
        drafts = await self._newest_drafts(session)
        return await asyncio.to_thread(self._find, query[:LONGEST_QUERY], spoken, drafts)

    async def _newest_drafts(self, session: AsyncSession) -> dict[int, _Draft]:
        """The newest version of each text, where that is not published; those not met before are loaded.

        Every act on a text adds a version or a line to the audit log: while neither grew, nothing can have changed.
        """
        stamp = (await session.scalar(_LAST_VERSION), await session.scalar(_LAST_ACT))
        if stamp == self._stamp and monotonic() < self._look_again_at:
            return self._drafts
        newest = (
            select(ArticleVersion.topic, ArticleVersion.language, func.max(ArticleVersion.version).label("version"))
            .group_by(ArticleVersion.topic, ArticleVersion.language)
            .subquery()
        )
        is_newest = (
            (ArticleVersion.topic == newest.c.topic)
            & (ArticleVersion.language == newest.c.language)
            & (ArticleVersion.version == newest.c.version)
        )
        found = select(ArticleVersion.id, ArticleVersion.status).join(newest, is_newest)
        rows = await session.execute(found.where(ArticleVersion.status != "published").order_by(ArticleVersion.id))
        statuses = {row.id: row.status for row in rows}
        known = self._drafts
        unread = [version_id for version_id in statuses if version_id not in known]
        fresh = await session.scalars(select(ArticleVersion).where(ArticleVersion.id.in_(unread))) if unread else ()
        articles = {version_id: draft.article for version_id, draft in known.items()}
        articles |= {version.id: version.read() for version in fresh}
        self._stamp, self._look_again_at = stamp, monotonic() + _LOOK_AGAIN_SECONDS
        self._drafts = {version_id: _Draft(status, articles[version_id]) for version_id, status in statuses.items()}
        return self._drafts

    def _find(self, query: str, languages: Sequence[Language], drafts: Mapping[int, _Draft]) -> Found:
        with self._lock:
            edition = self._library.edition
            facts, offices = self._read_values(edition)
            texts = [
                text for language in languages for text in self._texts(query, language, drafts, len(languages) == 1)
            ]
            return Found(
                topics=tuple(_by_topic(texts))[:MOST_TOPICS],
                facts=tuple(edition.facts[name] for name in _near_the_best(facts, query)),
                offices=tuple(edition.offices[name] for name in _near_the_best(offices, query)),
            )

    def _texts(
        self, query: str, language: Language, drafts: Mapping[int, _Draft], is_alone: bool
    ) -> Iterator[FoundText]:
        # which language a query is in is known only where one was chosen
        for hit in self._library.search(query, language, MOST_TOPICS, by_words_alone=not is_alone):
            shown = self._library.edition.articles.get((hit.topic, language))
            if shown is not None:
                yield FoundText(hit.topic, language, hit.title, "published", hit.score)
        own = {str(version_id): draft for version_id, draft in drafts.items() if draft.article.language == language}
        reader = self._library.query_reader
        concepts = reader.concepts(query, language) if reader else {}
        for name, score in self._shelf(language, own).best(query, concepts, MOST_TOPICS):
            if score >= LEAST:
                draft = own[name]
                yield FoundText(draft.article.topic, language, draft.article.title, draft.status, score)

    def _shelf(self, language: Language, drafts: Mapping[str, _Draft]) -> "Shelf[_Draft]":
        from knowledge_base.word_index import Shelf

        reader = self._library.query_reader
        if language not in self._shelves or self._read_with is not reader:
            self._shelves[language] = Shelf(language, concepts_in(language, reader))
            self._read_with = reader
            self._shelved = {}
        shelf = self._shelves[language]
        if self._shelved.get(language) != tuple(drafts):
            edition = self._library.edition
            shelf.put(drafts, lambda draft: parts_of(article_with_names(draft.article, edition)))
            self._shelved[language] = tuple(drafts)
        return shelf

    def _read_values(self, edition: Edition) -> "tuple[Shelf[Fact], Shelf[Office]]":
        """Facts and offices of *edition*; read again when it is another one."""
        from knowledge_base.word_index import Shelf

        of, facts, offices = self._values or (None, Shelf[Fact]("de"), Shelf[Office]("de"))
        if of is not edition:
            facts.put(edition.facts, _parts_of_fact)
            offices.put(edition.offices, _parts_of_office)
            self._values = (edition, facts, offices)
        return facts, offices


def _by_topic(texts: Iterable[FoundText]) -> list[FoundTopic]:
    together: defaultdict[str, list[FoundText]] = defaultdict(list)
    for text in sorted(texts, key=lambda text: -text.score):
        if not together[text.topic] or text.score >= _BESIDE_THE_BEST * together[text.topic][0].score:
            together[text.topic].append(text)
    return [FoundTopic(topic, tuple(found)) for topic, found in together.items()]


def _near_the_best(shelf: "Shelf[Any]", query: str) -> list[str]:
    ranked = shelf.best(query, {}, MOST_VALUES)
    least = max(LEAST, _BESIDE_THE_BEST * ranked[0][1]) if ranked else LEAST
    return [name for name, share in ranked if share >= least]


def _parts_of_fact(fact: Fact) -> Iterator["Part"]:
    yield fact.name.replace(".", " ").replace("_", " "), _NAME_WEIGHT, False
    yield fact.statement, 2, False
    for words in (fact.law, fact.value, fact.source):
        if words:
            yield words, 1, False


def _parts_of_office(office: Office) -> Iterator["Part"]:
    yield office.name, _NAME_WEIGHT, False
    yield office.tasks, 1, False
    for contact in CONTACTS:
        if known := office.contact(contact).known:
            yield known, 1, False
