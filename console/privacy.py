"""What the desk keeps of newcomers: nothing. A draft answer lives sealed in the browser; cases are `handoff`'s."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from console.attempts import Attempts
from console.enrolments import Enrolment
from console.sessions import Sessions

Job = tuple[str, timedelta, Callable[[AsyncSession, datetime], Awaitable[None]]]
"""Name, interval, and what runs in a transaction of its own."""


async def erase(_session: AsyncSession, _newcomer_id: int) -> None:
    """Nothing to erase here."""


async def export(_session: AsyncSession, _newcomer_id: int) -> dict[str, Any]:
    """Nothing to hand out here."""
    return {}


async def purge(session: AsyncSession, now: datetime) -> None:
    """Forget sessions that are over, failed attempts after a day, and links that are too old."""
    await Sessions(session).purge(now)
    await Attempts(session).purge(now)
    await session.execute(delete(Enrolment).where(Enrolment.expires_at <= now))


JOBS: Final[tuple[Job, ...]] = (("console.purge", timedelta(minutes=30), purge),)
