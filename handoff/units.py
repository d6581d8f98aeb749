"""The five units: what they are, and what no line of code may do with them.

A unit gives advice, is an authority, or enforces. The tables repeat the kind of a unit wherever it matters, with
foreign keys, so that the database itself refuses a case in a unit without a yes to that unit (see `consents` and
`cases`).
"""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from sqlalchemy import String, UniqueConstraint, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from knowledge_base.units import Unit as ShippedUnit
from storage.columns import Json
from storage.database import Base

Kind = Literal["advice", "authority", "enforcement"]
Controller = Literal["city", "district"]


class Unit(Base):
    """Where a case can go. As shipped no unit is confirmed, so nobody is promised anything in its name."""

    __tablename__ = "units"
    __table_args__ = (UniqueConstraint("id", "kind"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    office: Mapped[str] = mapped_column(String(60))
    kind: Mapped[Kind] = mapped_column(String(12))
    controllers: Mapped[list[str]] = mapped_column(Json)
    topics: Mapped[list[str]] = mapped_column(Json)
    confirmed_by: Mapped[str | None] = mapped_column(String(120), default=None)
    confirmed_on: Mapped[date | None] = mapped_column(default=None)
    staff_chat: Mapped[str | None] = mapped_column(String(40), default=None)

    @property
    def is_enforcement(self) -> bool:
        return self.kind == "enforcement"


_ALL = select(Unit).order_by(Unit.id).execution_options(autoflush=False)  # units change at the desk, in no turn
_READ = "units"


class Units:
    """The units of the town."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, unit_id: str) -> Unit:
        return await self._session.get_one(Unit, unit_id)

    async def all(self) -> list[Unit]:
        """All of them, read once in a transaction: several turns share one."""
        if _READ not in self._session.info:
            self._session.info[_READ] = tuple(await self._session.scalars(_ALL))
        return [*self._session.info[_READ]]

    async def install(self, shipped: Iterable[ShippedUnit]) -> None:
        """Add the units of the shipped edition that the town does not have yet; what the town changed stays."""
        known = {unit.id for unit in await self.all()}
        for unit in shipped:
            if unit.id not in known:
                self._session.add(
                    Unit(
                        id=unit.id,
                        name=unit.name,
                        office=unit.office,
                        kind=unit.kind,
                        controllers=list(unit.controllers),
                        topics=list(unit.topics),
                        confirmed_by=unit.confirmed_by,
                        confirmed_on=unit.confirmed_on,
                    )
                )
        await self._session.flush()
        self._session.info.pop(_READ, None)
