"""Fetches updates by long polling with plain HTTP, and confirms none that is not stored.

No bot library polls here: both confirm updates before they are handled, and one malformed update stops aiogram's
parser for good (see docs/decisions). Asking for the updates behind the last stored one is the confirmation.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import httpx
import structlog

from storage.inbox import Arrival, Inbox

log = structlog.get_logger()

POLL_SECONDS = 25
LONGEST_PAUSE_SECONDS = 10
"""A newcomer's message waits as long once Telegram can be reached again; a call every ten seconds burdens nobody."""


class TelegramRefused(Exception):
    """Telegram does not know this token."""


Reduce = Callable[[object, datetime], Arrival | None]
"""What to keep of an update; never raises."""


class Polling:
    """Long polling of one bot. Runs until it is cancelled."""

    def __init__(
        self,
        token: str,
        root: str,
        inbox: Inbox,
        clock: Callable[[], datetime],
        *,
        reduce: Reduce,
        allowed_updates: Sequence[str],
    ) -> None:
        self._url = f"{root}/bot{token}"
        self._inbox = inbox
        self._clock = clock
        self._reduce = reduce
        self._allowed_updates = list(allowed_updates)
        self._offset = 0

    async def run(self) -> None:
        """Fetch and store for ever.

        Raises:
            TelegramRefused: the token is wrong; nothing will ever come.
        """
        pause = 1
        async with httpx.AsyncClient(timeout=httpx.Timeout(10, read=POLL_SECONDS + 15)) as client:
            while True:
                try:
                    await self._call(client, "deleteWebhook")
                    while True:
                        await self._fetch(client)
                        pause = 1
                except (httpx.HTTPError, _NotOk) as error:
                    log.warning("polling failed", error=type(error).__name__, code=getattr(error, "code", None))
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    async def _fetch(self, client: httpx.AsyncClient) -> None:
        updates = await self._call(
            client,
            "getUpdates",
            offset=self._offset,
            timeout=POLL_SECONDS,
            limit=100,
            allowed_updates=self._allowed_updates,
        )
        now = self._clock()
        arrivals = [arrival for update in updates if (arrival := self._reduce(update, now)) is not None]
        for stored in await asyncio.gather(
            *(self._inbox.store(arrival) for arrival in arrivals), return_exceptions=True
        ):
            if isinstance(stored, BaseException):
                raise stored  # only now, when the others are stored; Telegram will offer them all again
        numbers = [u["update_id"] for u in updates if isinstance(u, dict) and isinstance(u.get("update_id"), int)]
        if numbers:
            self._offset = max(numbers) + 1  # the next call confirms what is now stored
        presses = [arrival.payload["query"] for arrival in arrivals if arrival.payload["kind"] == "press"]
        await asyncio.gather(*(self._release_button(client, query) for query in presses))

    async def _release_button(self, client: httpx.AsyncClient, query: str) -> None:
        """Stop the spinner on a pressed button. If that fails, Telegram stops it by itself after a while."""
        try:
            await self._call(client, "answerCallbackQuery", callback_query_id=query)
        except (httpx.HTTPError, _NotOk) as error:
            log.debug("button not released", error=type(error).__name__)

    async def _call(self, client: httpx.AsyncClient, method: str, **arguments: Any) -> Any:
        response = await client.post(f"{self._url}/{method}", json=arguments)
        try:
            answer = response.json()
        except ValueError as error:
            raise _NotOk(response.status_code) from error
        if not isinstance(answer, dict) or answer.get("ok") is not True:
            if response.status_code in (401, 404):
                raise TelegramRefused
            raise _NotOk(response.status_code)
        return answer["result"]


class _NotOk(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code
