"""Flood limits: how many messages a bot may send.

Telegram's FAQ names three limits for a bot: about 30 messages a second over all chats, one a second in a chat,
"short bursts" allowed, 20 a minute in a group. It does not say how long a burst is; `FloodRule` says it here.
Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

import math
from collections import defaultdict, deque
from dataclasses import dataclass

from tests.bot_api.clock import Clock
from tests.bot_api.errors import too_many_requests


@dataclass(frozen=True)
class FloodRule:
    """The limits of one bot; `factor` 10 makes every window ten times shorter, 0 switches the limits off."""

    all_chats_per_second: int = 30
    chat_burst: int = 3
    chat_per_second: float = 1.0
    group_per_minute: int = 20
    factor: float = 1.0

    @classmethod
    def off(cls) -> "FloodRule":
        return cls(factor=0)


class Limits:
    """What one bot has sent lately."""

    def __init__(self, rule: FloodRule, clock: Clock) -> None:
        self._rule = rule
        self._clock = clock
        self._all_chats = _Window(rule.all_chats_per_second, seconds=1)
        self._chats: dict[int, _Bucket] = defaultdict(lambda: _Bucket(rule.chat_burst, rule.chat_per_second))
        self._groups: dict[int, _Window] = defaultdict(lambda: _Window(rule.group_per_minute, seconds=60))

    def admit(self, chat_id: int) -> None:
        """Count one message to a chat.

        Raises:
            Refusal: 429, with `retry_after` in whole seconds; the message is not counted.
        """
        if self._rule.factor == 0:
            return
        now = self._clock.now() * self._rule.factor
        limits: list[_Window | _Bucket] = [self._all_chats, self._chats[chat_id]]
        if chat_id < 0:
            limits.append(self._groups[chat_id])
        wait = max(limit.wait(now) for limit in limits)
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait / self._rule.factor)))
        for limit in limits:
            limit.take(now)


class _Window:
    """At most so many in the last *seconds*."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._taken: deque[float] = deque()

    def wait(self, now: float) -> float:
        while self._taken and self._taken[0] <= now - self._seconds:
            self._taken.popleft()
        if len(self._taken) < self._most:
            return 0.0
        return self._taken[0] + self._seconds - now

    def take(self, now: float) -> None:
        self._taken.append(now)


class _Bucket:
    """A burst at once, then so many a second."""

    def __init__(self, burst: int, per_second: float) -> None:
        self._burst = burst
        self._per_second = per_second
        self._left = float(burst)
        self._filled_at = 0.0

    def wait(self, now: float) -> float:
        self._left = min(self._burst, self._left + (now - self._filled_at) * self._per_second)
        self._filled_at = now
        # a refill of many small steps adds up to a little less than one
        return 0.0 if self._left >= 1 - 1e-9 else (1 - self._left) / self._per_second

    def take(self, now: float) -> None:
        self._left -= 1
