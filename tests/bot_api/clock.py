"""Telegram's time, and a way to wait for the next change."""

import asyncio
import time


class Clock:
    """The machine's time in Unix seconds, which a test can push forward."""

    def __init__(self) -> None:
        self._ahead_seconds = 0.0

    def now(self) -> float:
        return time.time() + self._ahead_seconds

    def advance(self, seconds: float) -> None:
        self._ahead_seconds += seconds


class Pulse:
    """Wakes everybody who waits for the next change."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def beat(self) -> None:
        self._next.set()
        self._next = asyncio.Event()

    async def wait(self, timeout_seconds: float) -> None:
        """Return at the next beat or when the time is over, whichever comes first."""
        try:
            await asyncio.wait_for(self._next.wait(), timeout_seconds)
        except TimeoutError:
            return
