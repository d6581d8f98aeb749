"""Facts and offices as they stand in the database at this moment, which the library may be about to read."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.edition import Edition
from knowledge_base.facts import Fact
from knowledge_base.offices import Office
from knowledge_base.tables import ChangedKind, FactRow, OfficeRow, ValueChange
from knowledge_base.value_changes import Changed


async def all_facts(session: AsyncSession) -> list[Fact]:
    """All facts, those of a topic in their order."""
    rows = await session.scalars(select(FactRow).order_by(FactRow.topic, FactRow.position))
    return [row.read() for row in rows]


async def all_offices(session: AsyncSession) -> list[Office]:
    return [row.read() for row in await session.scalars(select(OfficeRow).order_by(OfficeRow.position))]


async def find_value(session: AsyncSession, kind: ChangedKind, name: str) -> Changed | None:
    """The fact with its full name, or the office with its id."""
    if kind == "office":
        office = await session.get(OfficeRow, name)
        return office.read() if office else None
    topic, _, key = name.rpartition(".")
    fact = await session.get(FactRow, (topic, key))
    return fact.read() if fact else None


async def waiting_names(session: AsyncSession, kind: ChangedKind) -> dict[str, int]:
    """Facts or offices of which a change waits, with the id of that change."""
    waiting = select(ValueChange.name, ValueChange.id).where(
        ValueChange.kind == kind, ValueChange.status == "in_review"
    )
    return {row.name: row.id for row in await session.execute(waiting)}


def with_value(edition: Edition, changed: Changed) -> Edition:
    """*edition* as it is once *changed* holds."""
    if isinstance(changed, Fact):
        return edition.model_copy(update={"facts": {**edition.facts, changed.name: changed}})
    return edition.model_copy(update={"offices": {**edition.offices, changed.id: changed}})
