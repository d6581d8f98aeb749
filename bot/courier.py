"""Says what the outbox holds: puts it into words, hands it to the channel, and stores what was said.

A courier has four messages in flight at most, each to another address. A process killed in the middle leaves no more
than these of which nobody knows whether they arrived; they are sent again with a mark.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog

from bot.turn import line
from storage.outbox import SIGNAL, Outbox, OutboxMessage, Outcome, Postponed, Refused, Sent
from storage.signals import Signals, next_signal
from wording import Phrases, Reply

log = structlog.get_logger()

IN_FLIGHT = 4
"""Telegram answers in 30 to 100 ms: with one in flight its limit of 30 messages a second would not be reached."""
LOOK_AGAIN_SECONDS = 1.0
LONGEST_PAUSE = timedelta(minutes=5)
ATTEMPTS = 3
"""How often a message is tried that breaks the program itself, not the way to the newcomer."""
BLOCKED = "blocked"


class DeliveryFailed(Exception):
    """The channel did not take the message."""

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool = False,
        uncertain: bool = False,
        retry_after_seconds: float | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent  # never try again; the newcomer blocked the bot if the reason is `BLOCKED`
        self.uncertain = uncertain  # the connection broke after the message was on its way
        self.retry_after_seconds = retry_after_seconds


@dataclass(frozen=True)
class Delivery:
    """What the channel said to a message it took."""

    external_id: str
    rendered: dict[str, Any]
    is_kept_there: bool = False
    """The channel shows it again by itself, as Telegram does."""


class Channel(Protocol):
    """A way to newcomers."""

    name: str

    def waiting(self, now: datetime) -> list[str]:
        """Addresses that cannot take a message right now, for example because Telegram allows one a second."""
        ...

    async def send(self, message: OutboxMessage, reply: Reply) -> Delivery:
        """Send one reply.

        Raises:
            DeliveryFailed: the channel did not take it.
        """
        ...

    async def told(self, message: OutboxMessage) -> None:
        """The message is durably marked as sent."""
        ...


class Courier:
    """Empties the outbox of one channel. Runs until it is cancelled."""

    def __init__(
        self,
        outbox: Outbox,
        signals: Signals,
        channel: Channel,
        phrases: Phrases,
        clock: Callable[[], datetime],
        on_blocked: Callable[[int], Awaitable[None]] | None = None,
    ) -> None:
        """`on_blocked` is told the id of a newcomer who can no longer be written to."""
        self._outbox = outbox
        self._signals = signals
        self._channel = channel
        self._phrases = phrases
        self._clock = clock
        self._on_blocked = on_blocked or _ignore

    async def run(self) -> None:
        async with self._outbox.alone(self._channel.name) as confirm:
            await self._work(confirm)

    async def _work(self, confirm: Callable[[], Awaitable[None]]) -> None:
        uncertain = await self._outbox.recover(self._channel.name)
        if uncertain:
            log.warning(
                "messages of which nobody knows whether they arrived", channel=self._channel.name, count=uncertain
            )
        async with self._signals.listening(f"{SIGNAL}:{self._channel.name}") as news:
            finished: list[Outcome] = []
            messages: list[OutboxMessage] = []
            while True:
                await confirm()
                now = self._clock()
                begun = await self._outbox.advance(
                    self._channel.name, now, finished=finished, waiting=self._channel.waiting(now), limit=IN_FLIGHT
                )
                for message, outcome in zip(messages, finished, strict=True):
                    if isinstance(outcome, Sent):
                        await self._channel.told(message)
                    elif isinstance(outcome, Refused) and outcome.error == BLOCKED and message.newcomer_id is not None:
                        await self._on_blocked(message.newcomer_id)
                messages = begun
                finished = await asyncio.gather(*map(self._deliver, messages))
                if not messages:
                    await next_signal(news, LOOK_AGAIN_SECONDS)

    async def _deliver(self, message: OutboxMessage) -> Outcome:
        try:
            reply = Reply.model_validate(message.reply)
            if message.uncertain:
                reply = reply.model_copy(update={"lines": (line("maybe-again", "small"), *reply.lines)})
            delivery = await self._channel.send(message, reply)
        except DeliveryFailed as error:
            return self._failed(message, error)
        except Exception as error:  # whatever it was: this address waits, all others go on
            log.error("message broke", message=message.id, attempt=message.attempts, exc_info=error)
            return self._failed(
                message, DeliveryFailed(type(error).__name__, permanent=message.attempts >= ATTEMPTS, uncertain=True)
            )
        is_nobodys = message.newcomer_id is None  # the receipt of a deletion, or a word to a group
        return Sent(
            message.id,
            delivery.external_id,
            delivery.rendered,
            self._clock(),
            forget=is_nobodys and delivery.is_kept_there,
        )

    def _failed(self, message: OutboxMessage, error: DeliveryFailed) -> Outcome:
        log.warning("message not taken", message=message.id, reason=error.reason, attempt=message.attempts)
        if error.permanent:
            return Refused(message.id, error.reason)
        pause = timedelta(seconds=error.retry_after_seconds or 2 ** min(message.attempts, 8))
        return Postponed(message.id, self._clock() + min(pause, LONGEST_PAUSE), error.reason, error.uncertain)


async def _ignore(_newcomer_id: int) -> None:
    """Nobody wants to know."""
