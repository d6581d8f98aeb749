"""Newcomers: a way to reach somebody and the language they chose. No name, no number, no picture.

Somebody who writes in Telegram has a page of the town as a second address where cases are not to be told in Telegram.
"""

from datetime import datetime
from typing import Final, Literal, get_args

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ForeignKey,
    String,
    UniqueConstraint,
    and_,
    delete,
    insert,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import BigId
from storage.database import Base
from wording.languages import Language

Channel = Literal["telegram", "web"]

CHANNELS: Final[tuple[Channel, ...]] = get_args(Channel)


class Newcomer(Base):
    """One person in one channel."""

    __tablename__ = "newcomers"
    __table_args__ = (
        UniqueConstraint("channel", "address"),
        {"sqlite_autoincrement": True},  # who comes later never gets the id of somebody who was erased
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    channel: Mapped[Channel] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(80))
    language: Mapped[Language | None] = mapped_column(String(2), default=None)
    arrived_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    blocked_at: Mapped[datetime | None] = mapped_column(default=None)
    stopped_at: Mapped[datetime | None] = mapped_column(default=None)
    """When they asked that Lotse never writes first; they take it back with a new start."""

    def wrote(self, channel: Channel, now: datetime) -> None:
        """Something came from this newcomer; whoever writes can be written to."""
        self.last_seen_at = now
        if self.channel == channel:
            self.blocked_at = None


class SecondAddress(Base):
    """A page on which the same newcomer reads and writes what belongs to a case."""

    __tablename__ = "newcomer_addresses"
    __table_args__ = (UniqueConstraint("channel", "address"),)

    newcomer_id: Mapped[int] = mapped_column(ForeignKey("newcomers.id", ondelete="CASCADE"), primary_key=True)
    channel: Mapped[Channel] = mapped_column(String(20), default="web")
    address: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
    code_word: Mapped[str | None] = mapped_column(String(200), default=None)
    """The slow hash of the word that opens the page; none until the newcomer chose one there."""
    open_until: Mapped[datetime | None] = mapped_column(default=None)
    """Until when it can be used without giving the word again."""


def writes_from(channel: Channel, address: str | BindParameter[str]) -> ColumnElement[bool]:
    """The newcomer who has this address, as the first one or as the second."""
    first = and_(Newcomer.channel == channel, Newcomer.address == address)
    if channel != "web":  # no other channel is anybody's second one
        return first
    elsewhere = select(SecondAddress.newcomer_id).where(SecondAddress.address == address)
    return or_(first, Newcomer.id.in_(elsewhere))


# Written at once, because buttons need the id; whatever else the session holds waits for its commit.
_ADD: Final = insert(Newcomer).returning(Newcomer).execution_options(autoflush=False)


class Newcomers:
    """The people who write."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, channel: Channel, address: str) -> Newcomer | None:
        """The newcomer who writes from *address*, be it their first or their second one."""
        known = select(Newcomer).where(writes_from(channel, address))
        return (await self._session.scalars(known)).one_or_none()

    async def page_of(self, newcomer_id: int) -> SecondAddress | None:
        return await self._session.get(SecondAddress, newcomer_id)

    async def forget_page(self, newcomer_id: int) -> None:
        await self._session.execute(delete(SecondAddress).where(SecondAddress.newcomer_id == newcomer_id))

    async def get(self, newcomer_id: int) -> Newcomer:
        return await self._session.get_one(Newcomer, newcomer_id)

    async def block(self, newcomer_id: int, now: datetime) -> None:
        """The newcomer can no longer be written to; one who is erased meanwhile stays erased."""
        newcomer = await self._session.get(Newcomer, newcomer_id)
        if newcomer is not None:
            newcomer.blocked_at = now

    async def add(self, channel: Channel, address: str, now: datetime) -> Newcomer:
        """Somebody who never wrote before."""
        row = {"channel": channel, "address": address, "arrived_at": now, "last_seen_at": now}
        return (await self._session.scalars(_ADD, row)).one()

    async def arrive(self, channel: Channel, address: str, now: datetime) -> Newcomer:
        """The newcomer who writes from *address*, made when it is the first time."""
        newcomer = await self.find(channel, address) or await self.add(channel, address, now)
        newcomer.wrote(channel, now)
        return newcomer
