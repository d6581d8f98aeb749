"""A strict double of the Telegram Bot API, for tests without a network.

It speaks HTTP as Telegram does (`<root>/bot<token>/<method>`, `<root>/file/bot<token>/<path>`), refuses what
Telegram refuses, and holds the people who write to the bots:

    async with BotApi(tokens=["1001:AAA"]) as api:
        ana = api.newcomer("Ana", language_code="ro")
        ana.starts("ro_bahnhof")
        [greeting] = await ana.reads()

Where Telegram's wording of an error is public, it is Telegram's; the error codes always are.
"""

import asyncio
import json
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from typing import Any, Self

from aiohttp import web

from tests.bot_api.bots import Bot
from tests.bot_api.calls import MAX_UPLOAD_BYTES, Call, read_call
from tests.bot_api.chats import Chat, User
from tests.bot_api.clock import Clock
from tests.bot_api.errors import Refusal, too_many_requests
from tests.bot_api.faults import Fault, Faults, Kind
from tests.bot_api.group import Channel, Group
from tests.bot_api.limits import FloodRule
from tests.bot_api.messages import MESSAGES
from tests.bot_api.methods import Methods, RawJson
from tests.bot_api.newcomer import Newcomer
from tests.bot_api.places import PLACES
from tests.bot_api.polling import POLLING
from tests.bot_api.profile import PROFILE
from tests.bot_api.topics import TOPICS
from tests.bot_api.transcript import Entry, Refused, Transcript
from tests.bot_api.webhook import DeliveryRule

METHODS = Methods(POLLING, MESSAGES, TOPICS, PROFILE, PLACES)
_ERRORS = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}
_GARBAGE = "<html><head><title>200</title></head><body>nginx"


class BotApi:
    """The double: a server on 127.0.0.1, its bots and the people who write to them.

    Args:
        tokens: `<number>:<anything>`, one for each bot; without naming a bot, people write to the first.
        port: 0 takes a free one.
        flood: How much a bot may send.
        delivery: How patient webhook deliveries are.
        callback_seconds: How long a pressed button waits for its answer; Telegram does not publish this.
    """

    def __init__(
        self,
        tokens: Iterable[str],
        *,
        port: int = 0,
        clock: Clock | None = None,
        flood: FloodRule | None = None,
        delivery: DeliveryRule | None = None,
        callback_seconds: float = 60.0,
    ) -> None:
        self.clock = clock or Clock()
        self.faults = Faults()
        self.transcript = Transcript()
        self.bots = {
            token: Bot(
                token,
                self.clock,
                flood=flood or FloodRule(),
                delivery=delivery or DeliveryRule(),
                callback_seconds=callback_seconds,
            )
            for token in tokens
        }
        self.app = web.Application(client_max_size=MAX_UPLOAD_BYTES)
        self.app.router.add_route("GET", "/file/bot{token}/{path:.+}", self._download)
        self.app.router.add_route("*", "/bot{token:[^/]+}/{method}", self._handle)
        self.app.router.add_route("*", "/{rest:.*}", _not_found)
        self._port = port
        self._runner: web.AppRunner | None = None
        self._numbers = count(1)

    async def __aenter__(self) -> Self:
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]
        for bot in self.bots.values():
            bot.webhook.call_in_answer = _Caller(self, bot)
        return self

    async def __aexit__(self, *_: object) -> None:
        for bot in self.bots.values():
            await bot.webhook.stop()
            bot.poll = None
            bot.updates.changed.beat()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def bot(self) -> Bot:
        """The first bot."""
        return next(iter(self.bots.values()))

    @property
    def pending_updates(self) -> list[str]:
        """What the bots have not confirmed yet, as JSON texts."""
        return [update.body for bot in self.bots.values() for update in bot.updates.first(len(bot.updates))]

    def newcomer(self, name: str, *, language_code: str = "", token: str | None = None) -> Newcomer:
        return Newcomer(self._bot(token), self._new_user(name, language_code))

    def group(
        self, title: str, *, is_forum: bool = False, as_administrator: bool = True, token: str | None = None
    ) -> Group:
        """A group into which the bot was just taken; `is_forum` gives it topics."""
        bot = self._bot(token)
        chat = Chat(self._chat_id(), "supergroup", self.clock, title=title, is_forum=is_forum)
        group = Group(bot, chat, self._new_user)
        group.takes_bot_in(as_administrator=as_administrator)
        return group

    def channel(self, title: str, *, token: str | None = None) -> Channel:
        chat = Chat(self._chat_id(), "channel", self.clock, title=title)
        return Channel(self._bot(token), chat)

    def inject(self, update: dict[str, Any] | str, *, token: str | None = None) -> int:
        """Put an update into the queue as it is, however malformed; see `UpdateQueue.inject`."""
        return self._bot(token).updates.inject(update)

    async def call(self, bot: Bot, call: Call) -> Any:
        """Run a method and write it into the transcript.

        Raises:
            Refusal: The method was not run.
        """
        try:
            result = await METHODS.get(call.method)(bot, call)
        except Refusal as refusal:
            facts = (self.clock.now(), bot.id, call.method, call.values)
            self.transcript.add(Refused(*facts, refusal.code, refusal.description))
            raise
        self.transcript.add(Entry(self.clock.now(), bot.id, call.method, call.values, result))
        return result

    def _bot(self, token: str | None) -> Bot:
        return self.bot if token is None else self.bots[token]

    def _new_user(self, name: str, language_code: str) -> User:
        return User(7_000_000_000 + next(self._numbers), name, language_code)  # needs 64 bits, as new ones do

    def _chat_id(self) -> int:
        return -1_002_000_000_000 - next(self._numbers)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        fault = self.faults.draw(method)
        if fault is not None and not fault.accepted:
            return await _carry_out(fault, request, "")
        try:
            call = await read_call(request, method)
            result = await self.call(self._authorized(request), call)
        except Refusal as refusal:
            status, answer = refusal.code, json.dumps(refusal.as_json())
        else:
            text = result if isinstance(result, RawJson) else json.dumps(result, ensure_ascii=False)
            status, answer = 200, f'{{"ok":true,"result":{text}}}'
        if fault is not None:
            return await _carry_out(fault, request, answer, status)
        return web.Response(text=answer, status=status, content_type="application/json")

    async def _download(self, request: web.Request) -> web.StreamResponse:
        try:
            stored = self._authorized(request).files.at(request.match_info["path"])
            if stored is None:
                raise Refusal(404, "Not Found")
        except Refusal as refusal:
            return web.json_response(refusal.as_json(), status=refusal.code)
        return web.Response(body=stored.content, content_type="application/octet-stream")

    def _authorized(self, request: web.Request) -> Bot:
        bot = self.bots.get(request.match_info["token"])
        if bot is None:
            raise Refusal(401, "Unauthorized")
        return bot


class _Caller:
    """Runs the method that a bot put into its answer to a webhook delivery; nobody hears the result."""

    def __init__(self, api: BotApi, bot: Bot) -> None:
        self._api = api
        self._bot = bot

    async def __call__(self, answer: dict[str, Any]) -> None:
        method = str(answer.pop("method"))
        if method.lower().startswith("get") or method.lower() in {"setwebhook", "deletewebhook", "close", "logout"}:
            return
        with suppress(Refusal):
            await self._api.call(self._bot, Call.of(method, answer))


async def _carry_out(fault: Fault, request: web.Request, answer: str, status: int = 200) -> web.StreamResponse:
    match fault.kind:
        case Kind.BROKEN:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        case Kind.ERROR:
            refusal = Refusal(fault.code, _ERRORS.get(fault.code, "Internal Server Error"))
            return web.json_response(refusal.as_json(), status=refusal.code)
        case Kind.FLOOD:
            return web.json_response(too_many_requests(fault.retry_after).as_json(), status=429)
        case Kind.GARBAGE:
            return web.Response(text=_GARBAGE, content_type="text/html")
        case Kind.SLOW:
            await asyncio.sleep(fault.seconds)
            return web.Response(text=answer, status=status, content_type="application/json")


async def _not_found(request: web.Request) -> web.Response:
    return web.json_response(Refusal(404, "Not Found").as_json(), status=404)
