"""How fast Telegram takes messages, so that it never has to refuse one."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiolimiter import AsyncLimiter

OVER_ALL_CHATS_PER_SECOND = 28
"""Telegram takes about 30 messages a second over all chats of a bot (Bot API FAQ, read 2026-11)."""


@dataclass
class Pace:
    """At most `burst` messages to a chat within `window`, and 28 a second over all."""

    burst: int = 3
    window: timedelta = timedelta(seconds=3.2)
    """About one message a second in a private chat, in short bursts; a group takes 20 a minute."""
    over_all: AsyncLimiter = field(default_factory=lambda: AsyncLimiter(OVER_ALL_CHATS_PER_SECOND, 1))
    _sent: dict[str, list[datetime]] = field(default_factory=dict)

    def waiting(self, now: datetime) -> list[str]:
        """The chats that have had their burst."""
        self._sent = {
            address: recent
            for address, moments in self._sent.items()
            if (recent := [moment for moment in moments if now - moment < self.window])
        }
        return [address for address, recent in self._sent.items() if len(recent) >= self.burst]

    def sent(self, address: str, now: datetime) -> None:
        self._sent.setdefault(address, []).append(now)
