"""How fast Telegram takes messages, so that it never has to refuse one."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiolimiter import AsyncLimiter

AT_ONCE = 4
OVER_ALL_CHATS_PER_SECOND = 25
"""Telegram takes about 30 messages a second over all chats of a bot (Bot API FAQ, read 2026-11). The limiter lets
`AT_ONCE` pass together and 25 a second after them, so no second sees more than 29.
"""


def _over_all() -> AsyncLimiter:
    return AsyncLimiter(AT_ONCE, AT_ONCE / OVER_ALL_CHATS_PER_SECOND)


Limit = tuple[int, timedelta]
"""So many messages within so long."""

IN_A_CHAT: tuple[Limit, ...] = ((3, timedelta(seconds=3.2)),)
"""About one message a second, in short bursts."""
IN_A_GROUP: tuple[Limit, ...] = (*IN_A_CHAT, (20, timedelta(seconds=61)))
"""A group takes 20 a minute besides."""


@dataclass
class Pace:
    """At most what `limits` say to a chat, 25 messages a second over all, and none before the time that Telegram told
    when it refused one.
    """

    limits: tuple[Limit, ...] = IN_A_CHAT
    over_all: AsyncLimiter = field(default_factory=_over_all)
    _sent: dict[str, deque[datetime]] = field(default_factory=dict)
    """The moments that count, by chat; the chat that was written to last stands last."""
    _refused: dict[str, datetime] = field(default_factory=dict)

    def waiting(self, now: datetime) -> list[str]:
        """The chats that have had their burst, or whose time has not come."""
        self._forget(now - max(window for _, window in self.limits))
        self._refused = {address: until for address, until in self._refused.items() if until > now}
        fewest = min(most for most, _ in self.limits)
        full = [address for address, moments in self._sent.items() if len(moments) >= fewest]
        return [address for address in full if self._seconds(address, now) > 0] + [*self._refused]

    def sent(self, address: str, now: datetime) -> None:
        moments = self._sent.pop(address, None) or deque(maxlen=max(most for most, _ in self.limits))
        moments.append(now)
        self._sent[address] = moments

    def _forget(self, before: datetime) -> None:
        """Forget the chats that were written to last *before* a moment."""
        while self._sent and self._sent[oldest := next(iter(self._sent))][-1] <= before:
            del self._sent[oldest]

    def refused(self, address: str, until: datetime) -> None:
        """Telegram wants nothing for *address* before *until*."""
        self._refused[address] = until

    def pause(self, now: datetime) -> float:
        """Seconds for which nothing may be sent to anybody.

        One chat that was refused may have had too much; when two wait at once, it is the limit over all chats, and
        whoever goes on sending is refused for longer.
        """
        waiting = [until for until in self._refused.values() if until > now]
        return (max(waiting) - now).total_seconds() if len(waiting) > 1 else 0.0

    async def turn(self, address: str, now: datetime) -> None:
        """Wait until a further part of a message to *address* may follow."""
        await asyncio.sleep(self._seconds(address, now))

    def _seconds(self, address: str, now: datetime) -> float:
        """How long the limits of a chat make it wait."""
        sent = self._sent.get(address, ())
        free = [sent[-most] + window for most, window in self.limits if len(sent) >= most]
        return max(0.0, *((moment - now).total_seconds() for moment in free), 0.0)
