"""What came in from outside, stored before anybody says it was received.

A transport stores an update and only then acknowledges it; a worker takes the updates of a chat in order and marks
each as done in the same transaction that holds its effects. Killed at any moment, an update is therefore either still
waiting or fully done.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    CursorResult,
    Index,
    String,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    null,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import BigId, Json
from storage.database import Base, Database, on_tables
from storage.signals import Signals

SIGNAL = "inbox"
ATTEMPTS = 3
LEASE = timedelta(seconds=20)
KEPT = timedelta(hours=24)
"""Telegram offers an update again for 24 hours; so long its number is remembered."""

_WAITING = text("done_at IS NULL AND parked_at IS NULL")


class UpdateTaken(Exception):
    """Another worker did this update meanwhile; what was done for it here must be rolled back."""


class InboxUpdate(Base):
    """One update of one channel, its words erased as soon as it is done."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        Index("ix_inbox_waiting", "address", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
        {"sqlite_autoincrement": True},  # the outbox names updates that are forgotten: their ids never come again
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    channel: Mapped[str] = mapped_column(String(40))
    external_id: Mapped[str] = mapped_column(String(80))
    address: Mapped[str] = mapped_column(String(80))
    payload: Mapped[dict[str, Any] | None] = mapped_column(Json)
    received_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None] = mapped_column(String(40), default=None)
    claimed_until: Mapped[datetime | None] = mapped_column(default=None)
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    parked_at: Mapped[datetime | None] = mapped_column(default=None)
    error: Mapped[str | None] = mapped_column(String(120), default=None)


_inbox = InboxUpdate.metadata.tables[InboxUpdate.__tablename__]

# Built once, and on the table instead of the class: every update takes them.
_STORED = {
    dialect.dialect.name: dialect.insert(_inbox)
    .on_conflict_do_nothing()
    .returning(_inbox.c.channel, _inbox.c.external_id)
    for dialect in (sqlite, postgresql)
}
_OLDEST = (
    select(func.min(_inbox.c.id))
    .where(_WAITING, _inbox.c.address.not_in(bindparam("busy", expanding=True)))
    .group_by(_inbox.c.address)
    .scalar_subquery()
)
_FREE = or_(_inbox.c.claimed_until.is_(None), _inbox.c.claimed_until < bindparam("now"))
_NEXT = select(_inbox.c.id).where(_inbox.c.id.in_(_OLDEST), _FREE).order_by(_inbox.c.id).limit(bindparam("most"))
_NEXT_OF_SEVERAL = _NEXT.with_for_update(skip_locked=True)
_CLAIM = (
    update(InboxUpdate)
    .where(InboxUpdate.id.in_(bindparam("numbers", expanding=True)), _WAITING, _FREE)
    .values(claimed_by=bindparam("worker"), claimed_until=bindparam("until"))
    .returning(InboxUpdate)
)
_DONE = (
    update(_inbox)
    .where(_inbox.c.id == bindparam("number"), _inbox.c.done_at.is_(None), _inbox.c.claimed_by == bindparam("worker"))
    .values(done_at=bindparam("now"), payload=null())
)


@dataclass(frozen=True)
class Arrival:
    """An update on its way into the inbox. `address` names the chat within the channel."""

    channel: str
    external_id: str
    address: str
    payload: Mapping[str, Any]
    received_at: datetime


class Inbox:
    """Stores updates durably and hands them to one worker at a time, in chat order."""

    def __init__(self, database: Database, signals: Signals, worker: str) -> None:
        self._database = database
        self._signals = signals
        self._worker = worker
        self._queue: list[tuple[Arrival, asyncio.Future[bool]]] = []
        self._storing: asyncio.Task[None] | None = None

    async def store(self, arrival: Arrival) -> bool:
        """Return once *arrival* is durable: true if it is new, false if it was stored before.

        Arrivals that come while a commit is under way share the next one, so that a burst costs few of them.
        """
        stored: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._queue.append((arrival, stored))
        if self._storing is None or self._storing.done():
            self._storing = asyncio.create_task(self._store_all())  # no caller that gives up may take others along
        return await stored

    async def _store_all(self) -> None:
        while self._queue:
            batch, self._queue = self._queue, []
            await self._store_batch(batch)

    async def _store_batch(self, batch: Sequence[tuple[Arrival, asyncio.Future[bool]]]) -> None:
        try:
            new = await self._insert([arrival for arrival, _ in batch])
        except Exception as error:
            if len(batch) > 1:  # one that the database does not take must not take the others along
                for each in batch:
                    await self._store_batch([each])
            elif not (stored := batch[0][1]).done():
                stored.set_exception(error)
            return
        for arrival, stored in batch:
            key = (arrival.channel, arrival.external_id)
            if not stored.done():
                stored.set_result(key in new)
            new.discard(key)  # the same update twice in one batch is new once

    async def _insert(self, arrivals: Sequence[Arrival]) -> set[tuple[str, str]]:
        rows = {
            (a.channel, a.external_id): {
                "channel": a.channel,
                "external_id": a.external_id,
                "address": a.address,
                "payload": dict(a.payload),
                "received_at": a.received_at,
                "attempts": 0,
            }
            for a in arrivals
        }
        async with self._database.transaction(urgent=True) as session:
            inserted = await on_tables(session).execute(_STORED[self._database.dialect], list(rows.values()))
            new = {(channel, external_id) for channel, external_id in inserted}
            if new:
                await self._signals.publish(session, SIGNAL, len(new))
        return new

    async def claim(self, now: datetime, *, limit: int, busy: Collection[str] = ()) -> list[InboxUpdate]:
        """Take the oldest waiting update of up to *limit* chats, none of them in *busy*.

        A chat of which an update is claimed yields nothing until that one is done or its lease of 20 seconds has run
        out, so the order within a chat holds over any number of workers.
        """
        async with self._database.transaction() as session:
            next_of = _NEXT if self._database.is_sqlite else _NEXT_OF_SEVERAL
            values = {"busy": [*busy], "now": now, "most": limit}
            ids = list((await on_tables(session).execute(next_of, values)).scalars())
            if not ids:
                return []
            claim = {"numbers": ids, "now": now, "worker": self._worker, "until": now + LEASE}
            return sorted(await session.scalars(_CLAIM, claim), key=lambda row: row.id)

    async def done(self, session: AsyncSession, update_id: int, now: datetime) -> None:
        """Mark an update as done and erase its words, in the transaction that holds its effects.

        Raises:
            UpdateTaken: it is done already, or another worker holds it.
        """
        values = {"number": update_id, "worker": self._worker, "now": now}
        if (await on_tables(session).execute(_DONE, values)).rowcount != 1:
            raise UpdateTaken

    async def failed(self, session: AsyncSession, row: InboxUpdate, error: str, now: datetime) -> bool:
        """Count a failed attempt; return true when it was the third and the update is parked."""
        attempts = row.attempts + 1
        parked = attempts >= ATTEMPTS
        await session.execute(
            update(InboxUpdate)
            .where(InboxUpdate.id == row.id)
            .values(
                attempts=attempts,
                error=error[:120],
                parked_at=now if parked else None,
                claimed_by=None,
                claimed_until=now + timedelta(seconds=attempts),
            )
        )
        return parked

    async def release(self) -> None:
        """Give back everything claimed. Only for a process that is alone on its database and has just started."""
        async with self._database.transaction() as session:
            await session.execute(update(InboxUpdate).where(_WAITING).values(claimed_by=None, claimed_until=None))

    @staticmethod
    async def find(session: AsyncSession, channel: str, external_id: str) -> InboxUpdate | None:
        """The update of *channel* with this id, unless it is older than 24 hours."""
        known = select(InboxUpdate).where(InboxUpdate.channel == channel, InboxUpdate.external_id == external_id)
        return (await session.scalars(known)).one_or_none()

    @staticmethod
    async def waits_for(session: AsyncSession, address: str) -> bool:
        """Whether something that came from *address* is not done yet."""
        return (
            await session.scalar(select(InboxUpdate.id).where(_WAITING, InboxUpdate.address == address).limit(1))
            is not None
        )

    async def waiting(self) -> int:
        async with self._database.reading() as session:
            return await session.scalar(select(func.count()).select_from(InboxUpdate).where(_WAITING)) or 0

    async def parked(self) -> list[InboxUpdate]:
        async with self._database.reading() as session:
            return list(await session.scalars(select(InboxUpdate).where(InboxUpdate.parked_at.is_not(None))))

    async def purge(self, session: AsyncSession, now: datetime) -> int:
        """Forget what came in more than 24 hours ago, done or not; return how many."""
        result = await session.execute(delete(InboxUpdate).where(InboxUpdate.received_at < now - KEPT))
        return cast(CursorResult[Any], result).rowcount

    async def forget(self, session: AsyncSession, address: str) -> None:
        """Erase the words of every update of a chat, and whose they were; the numbers stay, so that Telegram cannot
        offer them again.
        """
        await session.execute(
            update(InboxUpdate)
            .where(InboxUpdate.address == address)
            .values(address="", payload=null(), done_at=func.coalesce(InboxUpdate.done_at, InboxUpdate.received_at))
        )
