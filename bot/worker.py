"""Takes updates out of the inbox, several chats at a time, each chat in order."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

import structlog

from bot.conversation import UpdateUnreadable
from storage.database import Database
from storage.inbox import SIGNAL, Inbox, InboxUpdate, UpdateTaken
from storage.signals import Signals, next_signal

log = structlog.get_logger()

CHATS_AT_ONCE = 8
LOOK_AGAIN_SECONDS = 1.0
"""A missed signal costs this long."""


class Taker(Protocol):
    """Does the updates of a channel."""

    async def take(self, update: InboxUpdate) -> None:
        """Handle one update and mark it as done, in one commit."""
        ...

    async def apologise(self, update: InboxUpdate) -> None:
        """Say that an update could not be handled."""
        ...


class Worker:
    """Runs until it is cancelled; started again after a crash it goes on where it was."""

    def __init__(
        self,
        database: Database,
        signals: Signals,
        inbox: Inbox,
        takers: Mapping[str, Taker],
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._signals = signals
        self._inbox = inbox
        self._takers = takers
        self._clock = clock
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._ended = 0

    async def run(self) -> None:
        async with self._signals.listening(SIGNAL) as news:
            while True:
                room = CHATS_AT_ONCE - len(self._busy)
                ended = self._ended
                is_worth_it = room >= CHATS_AT_ONCE // 2  # one claim for several chats
                updates = await self._inbox.claim(self._clock(), limit=room, busy=[*self._busy]) if is_worth_it else []
                for update in updates:
                    self._busy[update.address] = asyncio.create_task(self._work(update))
                if (updates and len(updates) == room) or ended != self._ended:
                    continue  # more may wait; and a chat that became free during the claim was left out of it
                await self._wait(news)

    async def _wait(self, news: "asyncio.Queue[str]") -> None:
        """Until something arrives, a chat becomes free, or it is time to look again."""
        arrived = asyncio.ensure_future(next_signal(news, LOOK_AGAIN_SECONDS))
        try:
            await asyncio.wait({arrived, *self._busy.values()}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            arrived.cancel()

    async def _work(self, update: InboxUpdate) -> None:
        try:
            await self._takers[update.channel].take(update)
        except UpdateTaken:
            log.warning("update was done elsewhere", update=update.id)
        except Exception as error:  # whatever it was: this chat waits a moment, all others go on
            await self._fail(update, error)
        finally:
            del self._busy[update.address]
            self._ended += 1

    async def _fail(self, update: InboxUpdate, error: Exception) -> None:
        log.error("update failed", update=update.id, attempt=update.attempts + 1, exc_info=error)
        async with self._database.transaction() as session:
            is_parked = await self._inbox.failed(session, update, type(error).__name__, self._clock())
        if is_parked and not isinstance(error, UpdateUnreadable):
            await self._takers[update.channel].apologise(update)
