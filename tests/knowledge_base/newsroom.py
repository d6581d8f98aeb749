"""People who write and review, and what newcomers read meanwhile: the words in which tests of the workflow speak."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from knowledge_base.articles import Place, install_edition, load_edition
from knowledge_base.edition import Edition
from knowledge_base.tables import ArticleVersion
from knowledge_base.texts import Article, Section
from knowledge_base.value_changes import ValueChanges, values_of
from knowledge_base.workflow import Workflow
from storage import Database
from storage.signals import Signals

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
GERMAN: Place = ("registration.anmeldung", "de")
ROMANIAN: Place = ("registration.anmeldung", "ro")
DEADLINE = "registration.anmeldung.deadline"
ANNA, BORIS, CLARA = "staff:1", "staff:2", "staff:3"


class Newsroom:
    """A database with an edition in it, and everybody's acts, each in a transaction of its own."""

    def __init__(self, database: Database, now: datetime = NOW) -> None:
        self.database = database
        self.signals = Signals(database)
        self.now = now

    @property
    def today(self) -> date:
        return self.now.date()

    @asynccontextmanager
    async def workflow(self) -> AsyncIterator[Workflow]:
        async with self.database.transaction() as session:
            edition = await load_edition(session, published_only=True)
            yield Workflow(session, self.signals, edition, self.now)

    @asynccontextmanager
    async def changes(self) -> AsyncIterator[ValueChanges]:
        async with self.database.transaction() as session:
            yield ValueChanges(session, self.signals, self.now)

    async def installs(self, edition: Edition) -> None:
        async with self.database.transaction() as session:
            await install_edition(session, edition, self.now)

    async def reads(self) -> Edition:
        """What newcomers read."""
        async with self.database.reading() as session:
            return await load_edition(session, published_only=True)

    async def version_read(self, place: Place) -> int | None:
        article = (await self.reads()).articles.get(place)
        return article.version if article else None

    async def versions(self, place: Place) -> list[ArticleVersion]:
        async with self.database.reading() as session:
            of_place = select(ArticleVersion).where(
                ArticleVersion.topic == place[0], ArticleVersion.language == place[1]
            )
            return list(await session.scalars(of_place.order_by(ArticleVersion.version)))

    async def statuses(self, place: Place) -> list[str]:
        """Of all versions, oldest first."""
        return [row.status for row in await self.versions(place)]

    async def writes(
        self, by: str, words: str, place: Place = GERMAN, *, based_on: int | None = None, source: int | None = None
    ) -> int:
        """Save *words* upon the newest version, or upon the one the writer saw; the number of the new one."""
        known = await self.versions(place)
        seen = known[-1].version if based_on is None else based_on
        article = with_words(next(row for row in known if row.version == seen).read(), words)
        if source is not None:
            article = article.model_copy(update={"translated_from": source})
        async with self.workflow() as workflow:
            return (await workflow.save(article, based_on=seen, by=by)).version

    async def submits(self, by: str, version: int, place: Place = GERMAN, *, change: Any = "ordinary") -> None:
        async with self.workflow() as workflow:
            await workflow.submit(place, version, by=by, change=change)

    async def agrees(self, by: str, version: int, place: Place = GERMAN, **said: Any) -> None:
        async with self.workflow() as workflow:
            await workflow.agree(place, version, by=by, **said)

    async def publishes(self, words: str, place: Place = GERMAN, *, change: Any = "ordinary", **based: Any) -> int:
        """Anna writes, Boris agrees."""
        version = await self.writes(ANNA, words, place, **based)
        await self.submits(ANNA, version, place, change=change)
        await self.agrees(BORIS, version, place)
        return version

    async def withdraws(self, by: str, place: Place = GERMAN) -> None:
        async with self.workflow() as workflow:
            await workflow.withdraw(place, by=by, because="stimmt nicht")

    async def reviews_withdrawal(self, by: str, version: int, place: Place = GERMAN, *, stays: bool) -> None:
        async with self.workflow() as workflow:
            await workflow.review_withdrawal(place, version, by=by, stays=stays)

    async def day_comes(self, day: date) -> int:
        """What the job of every minute does on that day; how many texts and values it published."""
        async with self.workflow() as workflow:
            texts = await workflow.publish_due(day)
        async with self.changes() as changes:
            return texts + await changes.publish_due(day)

    async def proposes(self, by: str, amount: str, *, publish_on: date | None = None) -> int:
        """A change of the deadline; its number."""
        before = values_of((await self.reads()).facts[DEADLINE])
        async with self.changes() as changes:
            after = before | {"amount": amount}
            change = await changes.propose(
                "fact", DEADLINE, before, after, because="neues Gesetz", by=by, publish_on=publish_on
            )
            return change.id

    async def agrees_to_change(self, by: str, change_id: int) -> None:
        async with self.changes() as changes:
            await changes.agree(change_id, by=by)

    async def weeks(self) -> str:
        """The deadline as newcomers read it."""
        return str((await self.reads()).facts[DEADLINE].amount)


def with_words(article: Article, words: str) -> Article:
    """*article* with *words* as what it costs."""
    return article.model_copy(update={"sections": {**article.sections, "cost": Section(words)}})
