"""How many people came through a printed code, by place and month. The place is never kept with a person."""

from datetime import date, datetime

from sqlalchemy import String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Base

SHOWN_FROM = 5
"""Fewer people than this are not shown: a small number could point at somebody."""


class Arrivals(Base):
    """A counter."""

    __tablename__ = "arrivals"

    place: Mapped[str] = mapped_column(String(64), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    people: Mapped[int]


async def count_arrival(session: AsyncSession, place: str, now: datetime) -> None:
    """Count one more person who came from *place* in the month of *now*."""
    month = now.date().replace(day=1)
    arrivals = await session.get(Arrivals, (place, month), with_for_update=True)
    if arrivals is None:
        session.add(Arrivals(place=place, month=month, people=1))
    else:
        arrivals.people += 1


async def arrivals(session: AsyncSession) -> list[Arrivals]:
    """The counters that may be shown."""
    shown = select(Arrivals).where(Arrivals.people >= SHOWN_FROM).order_by(Arrivals.month, Arrivals.place)
    return list(await session.scalars(shown))
