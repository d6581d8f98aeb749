"""Codes that connect a Telegram group to a unit. Each works once, and only the newest one of its unit."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Base

VALID_FOR: Final = timedelta(days=2)


class GroupCode(Base):
    """One code; only its hash is kept."""

    __tablename__ = "group_codes"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    unit_id: Mapped[str] = mapped_column(String(40), ForeignKey("units.id"), index=True)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class GroupCodes:
    """Makes codes and takes them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def make(self, unit_id: str, now: datetime) -> str:
        """Return a new code (80 bits) of a unit, valid for two days; earlier ones stop working."""
        await self._session.execute(delete(GroupCode).where(GroupCode.unit_id == unit_id))
        code = secrets.token_hex(10)
        self._session.add(GroupCode(code_hash=_hash(code), unit_id=unit_id, made_at=now))
        await self._session.flush()
        return code

    async def use(self, code: str, now: datetime) -> str | None:
        """The unit of *code*, once; `None` if it is wrong, old or used."""
        found = select(GroupCode).where(GroupCode.code_hash == _hash(code)).with_for_update()
        kept = (await self._session.scalars(found)).one_or_none()
        if kept is None or kept.used_at is not None or kept.made_at <= now - VALID_FOR:
            return None
        kept.used_at = now
        return kept.unit_id

    async def purge(self, now: datetime) -> None:
        """Forget codes that connect nothing any more."""
        await self._session.execute(delete(GroupCode).where(GroupCode.made_at <= now - VALID_FOR))


def _hash(code: str) -> str:
    return sha256(code.encode("utf-8", "replace")).hexdigest()  # random bits need no slow hash
