"""What Lotse has to say, stored with its cause and said by a courier afterwards.

A row is written in the transaction that decided it. The courier marks a row as `sending`, sends, and marks it as
`sent`. A process killed between the two leaves a row of which nobody can know whether it arrived: it is sent again
and marked `uncertain`. One courier works a channel and begins few messages at a time, so a kill leaves few such rows.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast, get_args

from sqlalchemy import (
    Boolean,
    ColumnElement,
    CursorResult,
    Index,
    String,
    Update,
    and_,
    bindparam,
    delete,
    false,
    func,
    insert,
    not_,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import set_committed_value

from storage.columns import BigId, Json
from storage.database import Base, Database, on_tables
from storage.signals import Signals

SIGNAL = "outbox"

State = Literal["pending", "sending", "sent", "failed"]
_OPEN = text("state IN ('pending', 'sending')")


class OutboxMessage(Base):
    """One message to one address. Its id rises, so it also numbers the replies of a web conversation."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_open", "channel", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_outbox_address", "address", "id"),
        {"sqlite_autoincrement": True},  # else SQLite gives the number of a forgotten row to the next one
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    channel: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(80))
    newcomer_id: Mapped[int | None] = mapped_column(BigId, index=True)
    update_id: Mapped[int | None] = mapped_column(BigId, default=None, index=True)
    """The inbox update it answers, without a foreign key, for that one is forgotten earlier; none when nobody asked."""
    reply: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime]
    not_before: Mapped[datetime]
    state: Mapped[State] = mapped_column(String(10), default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    uncertain: Mapped[bool] = mapped_column(default=False)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    external_id: Mapped[str | None] = mapped_column(String(80), default=None)
    rendered: Mapped[dict[str, Any] | None] = mapped_column(Json, default=None)
    error: Mapped[str | None] = mapped_column(String(120), default=None)


_outbox = OutboxMessage.metadata.tables[OutboxMessage.__tablename__]

# Built once and on the table instead of the class: every message takes them.
_OLDEST = (
    select(func.min(_outbox.c.id))
    .where(_outbox.c.channel == bindparam("channel"), _OPEN)
    .group_by(_outbox.c.address)
    .scalar_subquery()
)
_DUE = (
    select(OutboxMessage)
    .where(
        OutboxMessage.id.in_(_OLDEST),
        OutboxMessage.state == "pending",
        OutboxMessage.not_before <= bindparam("now"),
        OutboxMessage.address.not_in(bindparam("waiting", expanding=True)),
    )
    .order_by(OutboxMessage.id)
    .limit(bindparam("most"))
)
_ADD = insert(_outbox).returning(_outbox.c.id)
_THIS = _outbox.c.id == bindparam("number")
_BEGIN = (
    update(_outbox)
    .where(_outbox.c.id.in_(bindparam("numbers", expanding=True)))
    .values(state="sending", attempts=_outbox.c.attempts + 1)
)
_SENT = (
    update(_outbox)
    .where(_THIS)
    .values(state="sent", sent_at=bindparam("at"), external_id=bindparam("there"), rendered=bindparam("shown"))
)
_POSTPONED = (
    update(_outbox)
    .where(_THIS)
    .values(
        state="pending",
        not_before=bindparam("then"),
        error=bindparam("why"),
        uncertain=or_(_outbox.c.uncertain, bindparam("doubt", type_=Boolean)),
    )
)
_REFUSED = update(_outbox).where(_THIS).values(state="failed", error=bindparam("why"))


@dataclass(frozen=True)
class Sent:
    """The channel took the message. `rendered` is what it showed.

    `forget`: nobody asks for it again, so that it stands nowhere any more.
    """

    message_id: int
    external_id: str
    rendered: Mapping[str, Any]
    at: datetime
    forget: bool = False


@dataclass(frozen=True)
class Postponed:
    """The channel did not say that it took the message; it is tried again at `not_before`.

    `uncertain`: it may have taken it all the same, for the connection broke while it was asked.
    """

    message_id: int
    not_before: datetime
    error: str
    uncertain: bool = False


@dataclass(frozen=True)
class Refused:
    """The channel will never take this message, for example because the newcomer blocked the bot."""

    message_id: int
    error: str


Outcome = Sent | Postponed | Refused


class Outbox:
    """Messages in the order in which they were decided, per address."""

    def __init__(self, database: Database, signals: Signals) -> None:
        self._database = database
        self._signals = signals

    async def add(
        self,
        session: AsyncSession,
        *,
        channel: str,
        address: str,
        newcomer_id: int | None,
        reply: Mapping[str, Any],
        now: datetime,
        update_id: int | None = None,
    ) -> int:
        """Queue a reply in the transaction of its cause; return the id of the message."""
        row = {
            "channel": channel,
            "address": address,
            "newcomer_id": newcomer_id,
            "update_id": update_id,
            "reply": dict(reply),
            "created_at": now,
            "not_before": now,
        }
        message_id: int = (await on_tables(session).execute(_ADD, row)).scalar_one()
        await self._signals.publish(session, f"{SIGNAL}:{channel}", message_id)
        return message_id

    async def advance(
        self,
        channel: str,
        now: datetime,
        *,
        finished: Collection[Outcome] = (),
        waiting: Collection[str] = (),
        limit: int = 1,
    ) -> list[OutboxMessage]:
        """Record how the last messages ended and begin the next ones, in one commit.

        The next ones are the oldest pending messages, one an address, where the address is not *waiting* and has
        nothing older open. None: nothing is due.
        """
        async with self._database.transaction(urgent=True) as session:
            await self._finish(session, finished)
            due = {"channel": channel, "now": now, "waiting": [*waiting], "most": limit}
            messages = list(await session.scalars(_DUE, due))
            if messages:
                await on_tables(session).execute(_BEGIN, {"numbers": [message.id for message in messages]})
            for message in messages:
                set_committed_value(message, "state", "sending")
                set_committed_value(message, "attempts", message.attempts + 1)
            return messages

    async def _finish(self, session: AsyncSession, outcomes: Collection[Outcome]) -> None:
        rows: dict[Update, list[dict[str, Any]]] = {}
        for outcome in outcomes:
            match outcome:
                case Sent(forget=True):
                    await session.execute(delete(OutboxMessage).where(OutboxMessage.id == outcome.message_id))
                    self._database.leave_no_trace(session)
                case Sent():
                    ended = {"at": outcome.at, "there": outcome.external_id, "shown": dict(outcome.rendered)}
                    rows.setdefault(_SENT, []).append({"number": outcome.message_id} | ended)
                case Postponed():
                    again = {"then": outcome.not_before, "why": outcome.error[:120], "doubt": outcome.uncertain}
                    rows.setdefault(_POSTPONED, []).append({"number": outcome.message_id} | again)
                case Refused():
                    rows.setdefault(_REFUSED, []).append({"number": outcome.message_id, "why": outcome.error[:120]})
        for statement, values in rows.items():
            await on_tables(session).execute(statement, values)

    def alone(self, channel: str) -> AbstractAsyncContextManager[Callable[[], Awaitable[None]]]:
        """Wait to be the only courier of *channel*, over all processes; see `Database.alone`."""
        return self._database.alone(f"courier {channel}")

    async def recover(self, channel: str) -> int:
        """After a crash: what was being sent may have arrived or not; send it again, marked. Return how many.

        Only for a courier that is alone: what another one is sending at this moment would go out twice.
        """
        async with self._database.transaction() as session:
            unknown = update(OutboxMessage).where(OutboxMessage.channel == channel, OutboxMessage.state == "sending")
            result = await session.execute(unknown.values(state="pending", uncertain=True))
            return cast(CursorResult[Any], result).rowcount

    async def shown(self, address: str, *, after: int = 0, limit: int = 100) -> list[OutboxMessage]:
        """What was sent to *address* after message *after*, oldest first."""
        async with self._database.reading() as session:
            sent = select(OutboxMessage).where(
                OutboxMessage.address == address, OutboxMessage.state == "sent", OutboxMessage.id > after
            )
            return list(await session.scalars(sent.order_by(OutboxMessage.id).limit(limit)))

    async def counts(self) -> dict[str, int]:
        """How many messages are in each state, and of how many nobody knew for a while whether they arrived."""
        async with self._database.reading() as session:
            states = await session.execute(select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state))
            found = {str(state): int(count) for state, count in states}
            doubted = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.uncertain)
            uncertain = await session.scalar(doubted) or 0
        return {each: found.get(each, 0) for each in get_args(State)} | {"uncertain": uncertain}

    async def newest(self, address: str, *, limit: int = 100) -> list[OutboxMessage]:
        """The last messages that were sent to *address*, oldest first."""
        sent = select(OutboxMessage).where(OutboxMessage.address == address, OutboxMessage.state == "sent")
        async with self._database.reading() as session:
            return list(await session.scalars(sent.order_by(OutboxMessage.id.desc()).limit(limit)))[::-1]

    @staticmethod
    async def answers_to(session: AsyncSession, update_id: int) -> list[OutboxMessage]:
        """What was decided for an update, in whatever state, oldest first."""
        caused = select(OutboxMessage).where(OutboxMessage.update_id == update_id)
        return list(await session.scalars(caused.order_by(OutboxMessage.id)))

    async def revive(
        self, session: AsyncSession, newcomer_id: int, *, refused: str, since: datetime, now: datetime
    ) -> None:
        """Queue again what the channel refused with the error *refused*, in the old order.

        Only what nobody asked for and was decided after *since*: answers to questions of that time are of no use now.
        """
        again = (
            update(OutboxMessage)
            .where(
                OutboxMessage.newcomer_id == newcomer_id,
                OutboxMessage.state == "failed",
                OutboxMessage.error == refused,
                OutboxMessage.update_id.is_(None),
                OutboxMessage.created_at > since,
            )
            .values(state="pending", not_before=now, attempts=0, error=None)
            .returning(OutboxMessage.id, OutboxMessage.channel)
        )
        for message_id, channel in (await session.execute(again)).all():
            await self._signals.publish(session, f"{SIGNAL}:{channel}", message_id)

    @staticmethod
    async def refused(session: AsyncSession, message_ids: Collection[int]) -> set[int]:
        """Those of *message_ids* that the channel refused for good."""
        failed = select(OutboxMessage.id).where(OutboxMessage.id.in_(message_ids), OutboxMessage.state == "failed")
        return set(await session.scalars(failed))

    @staticmethod
    async def forget_refused(session: AsyncSession, message_ids: Collection[int]) -> None:
        """Forget those of *message_ids* that the channel refused; what was shown belongs to the newcomer."""
        is_one = OutboxMessage.id.in_(message_ids)
        await session.execute(delete(OutboxMessage).where(is_one, OutboxMessage.state == "failed"))

    @staticmethod
    async def purge(
        session: AsyncSession,
        before: datetime,
        *,
        channels: Collection[str],
        undelivered: ColumnElement[bool] | None = None,
    ) -> int:
        """Forget what was said before a moment on channels that keep their own history; return how many.

        Args:
            undelivered: Which refused messages stay, because somebody still has to know of them.
        """
        is_over = and_(OutboxMessage.state == "failed", not_(false() if undelivered is None else undelivered))
        ended = delete(OutboxMessage).where(
            OutboxMessage.channel.in_(channels),
            OutboxMessage.created_at < before,
            or_(OutboxMessage.state == "sent", is_over),
        )
        return cast(CursorResult[Any], await session.execute(ended)).rowcount

    @staticmethod
    async def forget(session: AsyncSession, newcomer_id: int) -> None:
        """Forget everything that was or is to be said to a newcomer."""
        await session.execute(delete(OutboxMessage).where(OutboxMessage.newcomer_id == newcomer_id))
