"""Web sessions of the desk: kept here, so that they can be listed and ended."""

import re
import secrets
from datetime import datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import CursorResult, ForeignKey, String, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from console.vault import digest
from storage import Base
from storage.columns import BigId

IDLE_END: Final = timedelta(minutes=30)
ABSOLUTE_END: Final = timedelta(hours=10)
_NOTED_EVERY: Final = timedelta(minutes=1)
"""How exactly the last use is kept: not every click is worth a write."""


class DeskSession(Base):
    """One signed-in browser."""

    __tablename__ = "desk_sessions"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_members.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    browser: Mapped[str] = mapped_column(String(60))
    """Family and system only, for example "Firefox auf Windows"."""

    def is_over(self, now: datetime) -> bool:
        return now >= self.last_used_at + IDLE_END or now >= self.created_at + ABSOLUTE_END

    def wants_note(self, now: datetime) -> bool:
        return now >= self.last_used_at + _NOTED_EVERY


class Sessions:
    """Begins, finds and ends web sessions."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def begin(self, staff_id: int, user_agent: str, now: datetime) -> str:
        """Begin a session and return its token, which is kept nowhere."""
        token = secrets.token_urlsafe(32)
        self._session.add(
            DeskSession(
                token_hash=digest(token),
                staff_id=staff_id,
                created_at=now,
                last_used_at=now,
                browser=browser_family(user_agent),
            )
        )
        await self._session.flush()
        return token

    async def find(self, token: str, now: datetime) -> DeskSession | None:
        """The session of *token* if it has not ended."""
        known = select(DeskSession).where(DeskSession.token_hash == digest(token))
        found = (await self._session.scalars(known)).one_or_none()
        return None if found is None or found.is_over(now) else found

    async def of(self, staff_id: int, now: datetime) -> list[DeskSession]:
        """The running sessions of a staff member, the newest use first."""
        mine = select(DeskSession).where(DeskSession.staff_id == staff_id).order_by(DeskSession.last_used_at.desc())
        return [each for each in await self._session.scalars(mine) if not each.is_over(now)]

    async def end(self, session_id: int, staff_id: int) -> None:
        """End a session of this staff member; of others it ends none."""
        await self._session.execute(
            delete(DeskSession).where(DeskSession.id == session_id, DeskSession.staff_id == staff_id)
        )

    async def end_all(self, staff_id: int, *, but: int | None = None) -> None:
        ended = delete(DeskSession).where(DeskSession.staff_id == staff_id)
        await self._session.execute(ended if but is None else ended.where(DeskSession.id != but))

    async def purge(self, now: datetime) -> int:
        """Forget the sessions that are over; return how many."""
        over = delete(DeskSession).where(
            or_(DeskSession.last_used_at <= now - IDLE_END, DeskSession.created_at <= now - ABSOLUTE_END)
        )
        return cast(CursorResult[Any], await self._session.execute(over)).rowcount


_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS: Final = (
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone|iPad", "iOS"), ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def browser_family(user_agent: str) -> str:
    """What a person recognises a browser by, and no more of its signature."""
    family = next((name for sign, name in _BROWSERS if sign in user_agent), "Ein Browser")
    system = next((name for sign, name in _SYSTEMS if re.search(sign, user_agent)), None)
    return f"{family} auf {system}" if system else family
