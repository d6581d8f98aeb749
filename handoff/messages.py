"""The words inside a case, in both directions: what was written, and what it was translated to, side by side."""

from collections.abc import Collection
from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, String, Text, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import BigId, Json
from storage.database import Base
from storage.outbox import Outbox
from wording.languages import Language
from wording.replies import Label

Sender = Literal["newcomer", "staff"]


class CaseMessage(Base):
    """One message. `label` says how far the translation can be trusted; `none` means there is no translation."""

    __tablename__ = "case_messages"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    sender: Mapped[Sender] = mapped_column(String(10))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_members.id"), default=None)
    original: Mapped[str] = mapped_column(Text)
    language: Mapped[Language] = mapped_column(String(2))
    translation: Mapped[str | None] = mapped_column(Text, default=None)
    translated_to: Mapped[Language | None] = mapped_column(String(2), default=None)
    label: Mapped[Label] = mapped_column(String(10), default="none")
    path: Mapped[list[str]] = mapped_column(Json, default=list)
    warnings: Mapped[list[str]] = mapped_column(Json, default=list)
    outbox_id: Mapped[int | None] = mapped_column(BigId, default=None)
    """The message that carries it to the newcomer; an id without a foreign key, for it lives in another folder."""


class CaseNote(Base):
    """A remark of a staff member for colleagues; the newcomer never sees it in the chat, but gets it with an export."""

    __tablename__ = "case_notes"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_members.id"))
    text: Mapped[str] = mapped_column(Text)


async def messages_of(session: AsyncSession, case_id: int) -> list[CaseMessage]:
    found = select(CaseMessage).where(CaseMessage.case_id == case_id).order_by(CaseMessage.id)
    return list(await session.scalars(found))


async def notes_of(session: AsyncSession, case_id: int) -> list[CaseNote]:
    return list(await session.scalars(select(CaseNote).where(CaseNote.case_id == case_id).order_by(CaseNote.id)))


async def undelivered(session: AsyncSession, case_ids: Collection[int]) -> set[int]:
    """Those of *case_ids* whose newest answer was refused on its way to the newcomer."""
    newest = (
        select(func.max(CaseMessage.id))
        .where(CaseMessage.case_id.in_(case_ids), CaseMessage.sender == "staff")
        .group_by(CaseMessage.case_id)
    )
    answers = await session.execute(
        select(CaseMessage.outbox_id, CaseMessage.case_id).where(
            CaseMessage.id.in_(newest), CaseMessage.outbox_id.is_not(None)
        )
    )
    case_of: dict[int | None, int] = dict(answers.all())
    return {case_of[message] for message in await Outbox.refused(session, [each for each in case_of if each])}


async def forget_words(session: AsyncSession, case_id: int) -> None:
    """Erase messages and notes of a case, and the answers in it that did not reach the newcomer."""
    answers = select(CaseMessage.outbox_id).where(CaseMessage.case_id == case_id, CaseMessage.outbox_id.is_not(None))
    await Outbox.forget_refused(session, list(await session.scalars(answers)))
    await session.execute(delete(CaseMessage).where(CaseMessage.case_id == case_id))
    await session.execute(delete(CaseNote).where(CaseNote.case_id == case_id))
