"""Names the desk shows instead of ids: of staff members and of topics."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from console import german
from handoff.staff import StaffMember
from knowledge_base.library import Library


def topic_title(topic: str | None, library: Library) -> str:
    """The German title of the article, else the area."""
    return library.title(topic, "de") if topic and library.has(topic) else german.topic_area(topic)


async def staff_names(session: AsyncSession, staff_ids: Iterable[int | None]) -> dict[int, str]:
    """The name of each staff member, by id."""
    wanted = {staff_id for staff_id in staff_ids if staff_id is not None}
    known = select(StaffMember.id, StaffMember.name).where(StaffMember.id.in_(wanted))
    return {row.id: row.name for row in await session.execute(known)}


async def actor_names(session: AsyncSession, actors: Iterable[str | None]) -> dict[str, str]:
    """The names of those whom `staff:<id>` names, by that; everybody else is left out."""
    numbers = {actor: int(actor.removeprefix("staff:")) for actor in actors if actor and actor.startswith("staff:")}
    names = await staff_names(session, numbers.values())
    return {actor: names[number] for actor, number in numbers.items() if number in names}
