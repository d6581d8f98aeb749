"""How much one browser and one address may ask for, so that a script cannot keep the house busy. Counted in memory."""

import math
import time
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

MESSAGES_PER_MINUTE = 30
CONVERSATIONS_PER_HOUR = 60
"""A whole house of workers may share one address."""
STREAMS = 4
"""Event streams of one conversation at the same time: a few tabs."""

_IPV6_HOUSEHOLD = 64  # bits; a provider gives a household at least this much, so the rest names nobody


class TooFast(Exception):
    """This was asked too often; it may be asked again after `retry_after_seconds`."""

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__()
        self.retry_after_seconds = retry_after_seconds


class Limits:
    """Counts what happens in moving windows."""

    def __init__(self) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())
        self._messages = RateLimitItemPerMinute(MESSAGES_PER_MINUTE)
        self._conversations = RateLimitItemPerHour(CONVERSATIONS_PER_HOUR)
        self._streams: dict[str, int] = {}

    def message(self, conversation: str) -> None:
        """Count a message.

        Raises:
            TooFast: more than 30 within a minute.
        """
        self._count(self._messages, conversation)

    def conversation(self, client: str) -> None:
        """Count a new conversation from the network address *client*.

        Raises:
            TooFast: more than 60 within an hour.
        """
        self._count(self._conversations, _household(client))

    def reading(self, token: str) -> None:
        """Count what is asked for or sent through a native reader's link.

        Raises:
            TooFast: more than 30 within a minute.
        """
        self._count(self._messages, f"reading {token}")

    def open_stream(self, conversation: str) -> None:
        """Count an event stream that begins; `close_stream` must follow.

        Raises:
            TooFast: four are open already.
        """
        if self._streams.get(conversation, 0) >= STREAMS:
            raise TooFast(5)
        self._streams[conversation] = self._streams.get(conversation, 0) + 1

    def close_stream(self, conversation: str) -> None:
        self._streams[conversation] -= 1
        if not self._streams[conversation]:
            del self._streams[conversation]

    def _count(self, limit: RateLimitItem, who: str) -> None:
        if not self._window.hit(limit, who):
            free_at = self._window.get_window_stats(limit, who).reset_time
            raise TooFast(max(1, math.ceil(free_at - time.time())))


def _household(client: str) -> str:
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if not isinstance(address, IPv6Address):
        return client
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return f"{int(address) >> (128 - _IPV6_HOUSEHOLD):x}"
