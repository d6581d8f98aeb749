"""Where a newcomer's talk with the bot stands: what was asked last, and what the bot waits for."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from handoff.newcomers import Channel
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
    channel: Mapped[Channel | None] = mapped_column(String(20), default=None)
    """Where all this was said."""

    def is_in(self, channel: Channel) -> bool:
        return self.channel in (None, channel)

    def go_on_in(self, channel: Channel) -> None:
        """Talk on in *channel*: what was said in another one stays unsaid here, for somebody else may read along."""
        if not self.is_in(channel):
            self.last_text = self.last_text_at = self.last_topic = self.waits_for = self.draft = None
        self.channel = channel
