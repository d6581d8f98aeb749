"""Enrolment: a link that works once, with which a staff member chooses a password and a second factor."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from console.errors import EnrolmentOver
from console.vault import digest
from storage import Base
from storage.columns import BigId

VALID_FOR: Final = timedelta(hours=72)


class Enrolment(Base):
    """One link; the token itself is not kept."""

    __tablename__ = "enrolments"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_members.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)


async def create_enrolment(session: AsyncSession, staff_id: int, now: datetime) -> str:
    """Make the link's token for a staff member; links that were made before stop working.

    The page is `/desk/enrol/<token>` and good for 72 hours.
    """
    await session.execute(delete(Enrolment).where(Enrolment.staff_id == staff_id, Enrolment.used_at.is_(None)))
    token = secrets.token_urlsafe(24)
    session.add(Enrolment(token_hash=digest(token), staff_id=staff_id, created_at=now, expires_at=now + VALID_FOR))
    await session.flush()
    return token


async def enrolment_for(session: AsyncSession, token: str, now: datetime, *, using: bool = False) -> Enrolment:
    """The open enrolment of *token*; with *using* nobody else can use it until the transaction ends.

    Raises:
        EnrolmentOver: there is none, it was used, or it is too old.
    """
    found = select(Enrolment).where(Enrolment.token_hash == digest(token))
    if using:
        found = found.with_for_update()
    enrolment = (await session.scalars(found)).one_or_none()
    if enrolment is None or enrolment.used_at is not None or enrolment.expires_at <= now:
        raise EnrolmentOver
    return enrolment


async def invited(session: AsyncSession, now: datetime) -> dict[int, datetime]:
    """Staff members with an open link, and until when it is good."""
    open_ones = select(Enrolment.staff_id, Enrolment.expires_at).where(
        Enrolment.used_at.is_(None), Enrolment.expires_at > now
    )
    return {row.staff_id: row.expires_at for row in await session.execute(open_ones)}
