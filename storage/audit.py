"""Who did what and when: rows that are only ever added, without the words of people."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import BigId, Json
from storage.database import Base


class AuditEntry(Base):
    """One act of a staff member, an administrator or the program itself."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(60))
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80))
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


def record(
    session: AsyncSession,
    now: datetime,
    actor: str,
    act: str,
    subject: str,
    **details: str | int | bool | None,
) -> None:
    """Add an entry to the transaction of the act. *actor* and *subject* are ids such as `staff:3` and `case:48213`."""
    session.add(AuditEntry(at=now, actor=actor, act=act, subject=subject, details=details))
