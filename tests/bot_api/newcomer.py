"""A newcomer in the private chat with a bot."""

from typing import Any

from tests.bot_api.bots import Bot
from tests.bot_api.chats import Chat, StoredMessage, User
from tests.bot_api.errors import forbidden
from tests.bot_api.places import move_bot
from tests.bot_api.speaker import Speaker


class Newcomer(Speaker):
    """A newcomer; the chat begins with the first thing they do."""

    def __init__(self, bot: Bot, user: User) -> None:
        super().__init__(bot, Chat(user.id, "private", bot.clock, person=user), user)

    def starts(self, payload: str = "") -> int:
        """Press "start", with the payload of a deep link if there is one."""
        return self.says(f"/start {payload}".strip())

    def blocks(self) -> None:
        move_bot(self._bot, self._chat, self.user, "kicked")

    def unblocks(self) -> None:
        move_bot(self._bot, self._chat, self.user, "member")

    def deactivates(self) -> None:
        """Delete the account at Telegram; the bot hears of it only when it writes."""
        self._chat.obstacle = forbidden("user is deactivated")

    def _write(self, content: dict[str, Any]) -> StoredMessage:
        self._bot.chats.setdefault(self.id, self._chat)
        return super()._write(content)
