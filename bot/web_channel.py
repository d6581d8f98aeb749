"""The web as a channel: what a browser sent, read for the conversation, and replies put where it fetches them."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, cast

from bot.courier import Delivery, DeliveryFailed
from bot.incoming import Command, Content, Incoming, Press, Text
from storage.database import Database
from storage.outbox import OutboxMessage
from storage.signals import Signals
from wording import LANGUAGES, Language, Phrases, Reply, rendering
from wording.phrases import WordingError

CHANNEL: Final = "web"
TEXT_LIMIT = 10_000
"""Characters of one message."""

_COMMAND = re.compile(r"/([a-zA-Z]{1,20})(?:\s+(.*))?", re.DOTALL)


def shown_topic(conversation: str) -> str:
    """The topic of signals that tell the id of a reply as soon as *conversation* can fetch it."""
    return f"{CHANNEL}:{conversation}"


class WebChannel:
    """Nothing is sent: a reply that is marked as sent can be fetched, and whoever waits for it is told."""

    name = CHANNEL

    def __init__(self, database: Database, signals: Signals, phrases: Phrases) -> None:
        self._database = database
        self._signals = signals
        self._phrases = phrases

    def waiting(self, now: datetime) -> list[str]:
        return []

    async def send(self, message: OutboxMessage, reply: Reply) -> Delivery:
        # The stored reply, without the courier's mark: a reply has a number here, so nobody can get it twice.
        stored = Reply.model_validate(message.reply)
        try:
            rendered = rendering.web(stored, self._phrases)
        except WordingError as error:
            raise DeliveryFailed("wording", permanent=True) from error
        return Delivery(str(message.id), rendered)

    async def told(self, message: OutboxMessage) -> None:
        async with self._database.transaction() as session:  # empty, so it costs no write
            await self._signals.publish(session, shown_topic(message.address), message.id)


def parse(address: str, payload: Mapping[str, Any], received_at: datetime) -> Incoming:
    """Read a stored update.

    Raises:
        KeyError, ValueError: it has a shape that this channel never stores.
    """
    hint = payload.get("language")
    language = cast(Language, hint) if hint in LANGUAGES else None
    return Incoming("web", address, received_at, _content(payload), language)


def _content(payload: Mapping[str, Any]) -> Content:
    match payload["kind"]:
        case "text":
            return _words(payload["text"])
        case "press":
            return Press(payload["button"])
        case "start":
            return Command("start", payload["payload"])
    raise ValueError("malformed")


def _words(text: str) -> Content:
    if found := _COMMAND.fullmatch(text):
        return Command(found[1].lower(), (found[2] or "").strip())
    return Text(text)
