"""Where a newcomer's talk with the bot stands: what was asked last, and what the bot waits for."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Json
from storage.database import Base


class Conversation(Base):
    """One row a newcomer, changed with every turn."""

    __tablename__ = "conversations"

    newcomer_id: Mapped[int] = mapped_column(ForeignKey("newcomers.id", ondelete="CASCADE"), primary_key=True)
    introduced_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the newcomer was told that a machine answers and who cannot read along."""
    notice_shown_at: Mapped[datetime | None] = mapped_column(default=None)
    last_text: Mapped[str | None] = mapped_column(Text, default=None)
    last_text_at: Mapped[datetime | None] = mapped_column(default=None)
    last_topic: Mapped[str | None] = mapped_column(String(60), default=None)
    waits_for: Mapped[str | None] = mapped_column(String(40), default=None)
    """`subject` or `called`: the next text answers a question of the bot and is no question of its own."""
    draft: Mapped[dict[str, Any] | None] = mapped_column(Json, default=None)
    """What would be passed on to a unit, until the newcomer says yes or no."""


async def conversation_of(session: AsyncSession, newcomer_id: int) -> Conversation:
    """The newcomer's conversation, begun when there is none."""
    conversation = await session.get(Conversation, newcomer_id)
    if conversation is None:
        conversation = Conversation(newcomer_id=newcomer_id)
        session.add(conversation)
        await session.flush()
    return conversation
