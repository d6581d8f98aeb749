"""The other side of both bots: a Bot API that takes everything and counts, and the updates it brings.

The strict double of the tests checks each call; here it would be measured instead of the bots.
"""

import asyncio
import time
from collections.abc import Collection, Sequence
from typing import Any, Self

import aiohttp
from aiohttp import web

TOKEN = "1001:benchmark"
SECRET = "benchmark-secret"
WEBHOOK_PATH = "/telegram/webhook"
CONNECTIONS = 40
"""As many as Telegram opens to a webhook unless told otherwise (setWebhook, max_connections)."""


class Telegram:
    """Knows to whom a bot has sent something."""

    def __init__(self) -> None:
        self.reached: set[int] = set()
        self._news = asyncio.Event()

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.root = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def has_reached(self, chats: Collection[int], timeout_seconds: float = 300) -> None:
        """Return once each of *chats* has got a message.

        Raises:
            TimeoutError: one has not.
        """
        async with asyncio.timeout(timeout_seconds):
            while not self.reached.issuperset(chats):
                self._news.clear()
                await self._news.wait()

    async def _answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"].lower()
        if method == "getupdates":
            await request.read()
            await asyncio.sleep(5)
            return _ok([])
        if method == "getme":
            return _ok({"id": 1001, "is_bot": True, "first_name": "Lotse", "username": "lotse_bot"})
        if method != "sendmessage":
            return _ok(True)
        form = await request.post()
        chat_id = int(str(form["chat_id"]))
        self.reached.add(chat_id)
        self._news.set()
        chat = {"id": chat_id, "type": "private", "first_name": "Ana"}
        return _ok({"message_id": 1, "date": int(time.time()), "chat": chat, "text": "taken"})


class Deliveries:
    """Brings updates to a webhook."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=CONNECTIONS), headers={"X-Telegram-Bot-Api-Secret-Token": SECRET}
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def at_once(self, updates: Sequence[dict[str, Any]]) -> float:
        """Bring *updates* as fast as they are taken; return the seconds until the last 2xx."""
        waiting = iter(updates)
        begun = time.perf_counter()

        async def lane() -> None:
            for update in waiting:
                await self._bring(update)

        await asyncio.gather(*(lane() for _ in range(CONNECTIONS)))
        return time.perf_counter() - begun

    async def at_a_rate(self, updates: Sequence[dict[str, Any]], per_second: float) -> list[float]:
        """Bring *updates* evenly, whether the bot keeps up or not; return the seconds each waited for its 2xx."""
        begun = time.perf_counter()

        async def bring(number: int, update: dict[str, Any]) -> float:
            due = begun + number / per_second
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            await self._bring(update)
            return time.perf_counter() - due

        return await asyncio.gather(*(bring(number, update) for number, update in enumerate(updates)))

    async def _bring(self, update: dict[str, Any]) -> None:
        async with self._session.post(self._url, json=update) as answer:
            if answer.status // 100 != 2:
                raise RuntimeError(f"the bot answered {answer.status}")
            await answer.read()


def chat_of(update: dict[str, Any]) -> int:
    return int(update["message"]["chat"]["id"])


def updates_of(questions: Sequence[str], count: int, first: int) -> list[dict[str, Any]]:
    """*count* updates with rising ids from *first*, each from a chat of its own."""
    return [
        {
            "update_id": number,
            "message": {
                "message_id": number,
                "date": int(time.time()),
                "chat": {"id": 7_000_000 + number, "type": "private", "first_name": "Ana"},
                "from": {"id": 7_000_000 + number, "is_bot": False, "first_name": "Ana", "language_code": "ro"},
                "text": questions[number % len(questions)],
            },
        }
        for number in range(first, first + count)
    ]


def _ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})
