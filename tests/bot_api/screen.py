"""What a person sees of a chat with a bot, and a way to wait for it."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.bot_api.bots import Bot
from tests.bot_api.chats import Chat, StoredMessage


class NotShown(AssertionError):
    """The person waited and did not see it."""


@dataclass(frozen=True)
class Button:
    """A button under a message, or of the keyboard that stands in for typing."""

    label: str
    callback_data: str | None = None
    url: str | None = None
    is_typing: bool = False  # pressing it writes its label


@dataclass(frozen=True)
class ShownMessage:
    """A message of the bot as a person sees it."""

    message_id: int
    text: str
    html: str  # as the bot sent it
    buttons: list[Button]
    date: int  # Unix seconds
    thread_id: int | None
    payload: dict[str, Any]
    shown: int  # rises in a chat with every message and every edit

    @classmethod
    def of(cls, stored: StoredMessage) -> "ShownMessage":
        payload = stored.payload
        return cls(
            message_id=stored.id,
            text=payload.get("text") or payload.get("caption", ""),
            html=stored.source,
            buttons=_buttons(payload.get("reply_markup"), stored.keyboard),
            date=payload["date"],
            thread_id=payload.get("message_thread_id"),
            payload=payload,
            shown=stored.shown,
        )

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.buttons]

    def button(self, label: str | re.Pattern[str]) -> Button | None:
        """The first button with this label, or whose label the pattern finds."""
        for button in self.buttons:
            if button.label == label if isinstance(label, str) else label.search(button.label):
                return button
        return None


class Screen:
    """One person's view of one chat."""

    def __init__(self, bot: Bot, chat: Chat) -> None:
        self._bot = bot
        self._chat = chat
        self._acted_at = 0  # what stood in the chat when the person last did something

    def sees(self) -> list[ShownMessage]:
        """Everything of the bot that stands in the chat, oldest first."""
        return [ShownMessage.of(stored) for stored in self._chat.messages() if stored.is_from_bot]

    async def reads(
        self,
        *,
        after: int | ShownMessage | None = None,
        at_least: int = 1,
        timeout: float = 5.0,
        quiet_seconds: float = 0.0,
    ) -> list[ShownMessage]:
        """The bot's messages, sent or edited, since the person last did something.

        Args:
            after: Count from this message (or message id) instead.
            at_least: Wait until there are so many.
            timeout: Seconds to wait; then what there is is returned, so an empty list means silence.
            quiet_seconds: Having enough, wait until nothing new came for so long.
        """
        messages = await self._wait(lambda: self._news(after), lambda found: len(found) >= at_least, timeout)
        while quiet_seconds and messages:
            known = messages
            messages = await self._wait(lambda: self._news(after), known.__ne__, quiet_seconds)
            if messages == known:
                break
        return messages

    async def reads_until(self, predicate: Callable[[ShownMessage], bool], *, timeout: float = 5.0) -> ShownMessage:
        """The newest message since the person last did something for which *predicate* holds.

        Raises:
            NotShown: None came in *timeout* seconds.
        """

        def fitting() -> list[ShownMessage]:
            return [message for message in self._news(None) if predicate(message)]

        if found := await self._wait(fitting, bool, timeout):
            return found[-1]
        raise NotShown(f"no such message in {timeout} s; shown were {[each.text for each in self._news(None)]}")

    async def _wait(
        self,
        look: Callable[[], list[ShownMessage]],
        is_enough: Callable[[list[ShownMessage]], bool],
        timeout_seconds: float,
    ) -> list[ShownMessage]:
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + timeout_seconds
        while not is_enough(found := look()) and loop.time() < ends_at:
            await self._chat.changed.wait(ends_at - loop.time())
        return found

    def _news(self, after: int | ShownMessage | None) -> list[ShownMessage]:
        if isinstance(after, int):
            return [message for message in self.sees() if message.message_id > after]
        mark = self._acted_at if after is None else after.shown
        return sorted((each for each in self.sees() if each.shown > mark), key=lambda each: each.shown)

    def _acts(self) -> None:
        self._acted_at = self._chat.shown


def _buttons(markup: dict[str, Any] | None, keyboard: dict[str, Any] | None) -> list[Button]:
    inline = [
        Button(each["text"], each.get("callback_data"), each.get("url"))
        for row in (markup or {}).get("inline_keyboard", [])
        for each in row
    ]
    typing = [
        Button(each if isinstance(each, str) else each["text"], is_typing=True)
        for row in (keyboard or {}).get("keyboard", [])
        for each in row
    ]
    return inline + typing
