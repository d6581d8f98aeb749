"""A town without transports: newcomers who say yes, units that hold cases, staff members of both sides of the wall."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import cache

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.cases import Case, Cases, Words
from handoff.consents import Consent, Consents
from handoff.encounters import meet
from handoff.newcomers import Newcomer
from handoff.staff import Role, Staff, StaffMember
from handoff.units import Unit, Units
from knowledge_base.edition import read_edition
from knowledge_base.units import Unit as ShippedUnit
from storage import Database
from storage.outbox import Outbox
from storage.signals import Signals
from wording import Language

ADVICE, AUTHORITY, ENFORCEMENT = "neustadtbuero", "clearing", "housing_inspection"
TOPIC = "housing.minimum_standards"


@cache
def shipped_units() -> tuple[ShippedUnit, ...]:
    return tuple(read_edition().units.values())


class ToldSignals(Signals):
    """Signals that also remember what was told under which topic."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.told: list[tuple[str, str]] = []

    async def publish(self, session: AsyncSession, topic: str, ident: object) -> None:
        self.told.append((topic, str(ident)))
        await super().publish(session, topic, ident)


class Town:
    """Each helper is one transaction; `acts` opens one for what a test does itself."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.signals = ToldSignals(database)
        self.outbox = Outbox(database, self.signals)
        self.now = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)

    async def prepare(self) -> None:
        async with self.database.transaction() as session:
            await Units(session).install(shipped_units())

    @asynccontextmanager
    async def acts(self) -> AsyncIterator[tuple[AsyncSession, Cases]]:
        async with self.database.transaction() as session:
            yield session, Cases(session, self.signals)

    async def newcomer(self, address: str = "7", language: Language = "ro") -> Newcomer:
        async with self.database.transaction() as session:
            newcomer = (await meet(session, "telegram", address, self.now)).newcomer
            newcomer.language = language
            return newcomer

    async def unit(self, unit_id: str) -> Unit:
        async with self.database.reading() as session:
            return await Units(session).get(unit_id)

    async def units(self) -> list[Unit]:
        async with self.database.reading() as session:
            return await Units(session).all()

    async def staff(self, unit_id: str | None, role: Role = "staff", name: str = "Frau Beer") -> StaffMember:
        async with self.database.transaction() as session:
            return await Staff(session).add(name, role, unit_id, by="test", now=self.now)

    async def says_yes(
        self,
        newcomer: Newcomer,
        unit_id: str,
        *,
        topic: str | None = TOPIC,
        separately: bool | None = None,
        question: bool = True,
        called: bool = False,
    ) -> Consent:
        """The yes of *newcomer*; asked about separately where the unit enforces, unless a test says otherwise."""
        passed_on = {"language": "ro", "reach": "telegram"}
        passed_on |= {"question": True} if question else {}
        passed_on |= {"called": True} if called else {}
        async with self.database.transaction() as session:
            unit = await Units(session).get(unit_id)
            asked = unit.is_enforcement if separately is None else separately
            return await Consents(session).give(
                newcomer, unit, topic=topic, passed_on=passed_on, separately=asked, now=self.now
            )

    async def case(
        self,
        *words: str,
        newcomer: Newcomer | None = None,
        unit: str = ADVICE,
        topic: str | None = TOPIC,
        called: str | None = None,
    ) -> Case:
        """A case that *newcomer* opened with a yes of their own."""
        newcomer = newcomer or await self.newcomer()
        consent = await self.says_yes(newcomer, unit, topic=topic, called=called is not None)
        async with self.acts() as (_, cases):
            return await cases.open(
                newcomer,
                consent,
                language="ro",
                topic=topic,
                called=called,
                messages=[Words(each, "ro") for each in words],
                now=self.now,
            )

    async def count(self, table: type) -> int:
        async with self.database.reading() as session:
            return await session.scalar(select(func.count()).select_from(table)) or 0

    def told_to(self, unit_id: str) -> set[str]:
        """The case numbers that a unit's open desks were told."""
        return {ident for topic, ident in self.signals.told if topic == f"cases:{unit_id}"}
