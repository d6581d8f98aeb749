"""What happened to a case: rows that are only added. History, statistics and the desk's timeline follow from them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ForeignKey, String, case, event, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from handoff.errors import EventKept
from storage.columns import BigId, Json
from storage.database import Base

EventKind = Literal[
    "opened",
    "consent",
    "claimed",
    "released",
    "message",
    "attachment",
    "answered",
    "note",
    "closed",
    "reopened",
    "withdrawn",
    "alarm",
    "read",
    "exported",
]


class CaseEvent(Base):
    """One thing that happened, by whom (`newcomer`, `staff:3`, `lotse`), with ids and values but no message words."""

    __tablename__ = "case_events"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    kind: Mapped[EventKind] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(60))
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


@event.listens_for(CaseEvent, "before_update")
@event.listens_for(CaseEvent, "before_delete")
def _keep(*_: object) -> None:
    """Events go only with their case, which the database takes away together with them."""
    raise EventKept


_AFTER_AN_ALARM = ("answered", "note", "closed", "withdrawn")
"""What shows that a staff member took care: an answer, a note of a call or a visit, or the end of the case."""


async def alarmed(session: AsyncSession, case_ids: Collection[int]) -> set[int]:
    """Those of *case_ids* whose newcomer wrote of danger and where no staff member did anything since."""

    def newest(kinds: Collection[str]) -> Any:
        return func.max(case((CaseEvent.kind.in_(kinds), CaseEvent.id), else_=0))

    alarm, care = newest(("alarm",)), newest(_AFTER_AN_ALARM)
    found = select(CaseEvent.case_id).where(CaseEvent.case_id.in_(case_ids)).group_by(CaseEvent.case_id)
    return set(await session.scalars(found.having(alarm > care)))


async def events_of(session: AsyncSession, case_id: int) -> list[CaseEvent]:
    return list(await session.scalars(select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(CaseEvent.id)))
