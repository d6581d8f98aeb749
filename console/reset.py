"""Ways in that are closed: for good, or, after a lost telephone or password, until a new link is used."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from console.enrolments import create_enrolment
from console.factors import DeskFactor
from console.sessions import Sessions
from handoff.staff import Staff
from storage import audit


async def reset_access(session: AsyncSession, staff_id: int, *, by: str, now: datetime) -> str:
    """Take password, code and all sessions from a staff member and return the token of a new enrolment link."""
    await session.execute(delete(DeskFactor).where(DeskFactor.staff_id == staff_id))
    await Sessions(session).end_all(staff_id)
    audit.record(session, now, by, "desk.reset", f"staff:{staff_id}")
    return await create_enrolment(session, staff_id, now)


async def disable_access(session: AsyncSession, staff_id: int, *, by: str, now: datetime) -> None:
    """Close an account: it signs in no more, and its sessions end."""
    await Staff(session).disable(staff_id, by=by, now=now)
    await Sessions(session).end_all(staff_id)
