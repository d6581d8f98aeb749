"""Webhook delivery: updates are posted until the bot answers 2xx.

As the open Bot API server does it: updates of one chat go one after the other, chats go side by side up to
`max_connections`, a failed delivery waits one second and then twice as long each time, an update is given up
when it is 24 hours old. A delivery that got no answer is repeated, so a bot meets duplicates.
Source: tdlib/telegram-bot-api, telegram-bot-api/WebhookActor.cpp
"""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.bot_api.clock import Clock
from tests.bot_api.updates import Pending, UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

CallInAnswer = Callable[[dict[str, Any]], Awaitable[None]]


@dataclass(frozen=True)
class DeliveryRule:
    """How patient the delivery is."""

    answer_seconds: float = 60.0
    first_delay_seconds: float = 1.0
    longest_delay_seconds: float = 60.0


@dataclass(frozen=True)
class Target:
    """Where updates go."""

    url: str
    secret: str = ""
    max_connections: int = 40


@dataclass(frozen=True)
class Delivery:
    """One attempt to deliver an update."""

    update_id: int
    at: float
    attempt: int
    status: int | None  # None: no answer came


@dataclass
class Webhook:
    """A bot's webhook, set or not."""

    updates: UpdateQueue
    rule: DeliveryRule
    clock: Clock
    target: Target | None = None
    deliveries: list[Delivery] = field(default_factory=list)
    last_error: tuple[int, str] | None = None  # Unix seconds, words
    call_in_answer: CallInAnswer | None = None  # what to do with a method in the bot's answer
    _lost_answers: int = 0
    _runner: asyncio.Task[None] | None = None

    def loses_answers(self, times: int = 1) -> None:
        """The next answers get lost on their way, so that their updates come again."""
        self._lost_answers += times

    async def set(self, target: Target) -> None:
        await self.stop()
        self.target = target
        self.last_error = None
        self._runner = asyncio.create_task(self._run(target))

    async def stop(self) -> None:
        self.target = None
        if self._runner is not None:
            self._runner.cancel()
            await asyncio.gather(self._runner, return_exceptions=True)
            self._runner = None

    def as_json(self) -> dict[str, Any]:
        target = self.target
        facts: dict[str, Any] = {
            "url": target.url if target else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates),
        }
        if target is not None:
            facts |= {"max_connections": target.max_connections, "ip_address": "127.0.0.1"}
        if self.last_error is not None:
            facts |= {"last_error_date": self.last_error[0], "last_error_message": self.last_error[1]}
        if self.updates.allowed:
            facts["allowed_updates"] = self.updates.allowed
        return facts

    async def _run(self, target: Target) -> None:
        connections = asyncio.Semaphore(target.max_connections)
        lanes: dict[int, deque[Pending]] = {}
        loaded = 0
        timeout = aiohttp.ClientTimeout(total=self.rule.answer_seconds)
        connector = aiohttp.TCPConnector(limit=target.max_connections)
        async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:
            post = _Post(self, session, target, connections)
            async with asyncio.TaskGroup() as tasks:
                while True:
                    for pending in self.updates.after(loaded):
                        loaded = pending.update_id
                        if pending.lane not in lanes:
                            lanes[pending.lane] = deque()
                            tasks.create_task(post.lane(lanes, pending.lane))
                        lanes[pending.lane].append(pending)
                    await self.updates.changed.wait(timeout_seconds=60)

    def note(self, pending: Pending, attempt: int, status: int | None, reason: str) -> bool:
        """Record an attempt and return whether the update arrived, as far as Telegram can tell."""
        arrived = status is not None and 200 <= status < 300
        if arrived and self._lost_answers:
            self._lost_answers -= 1
            arrived, status, reason = False, None, "Read timeout expired"
        self.deliveries.append(Delivery(pending.update_id, self.clock.now(), attempt, status))
        if not arrived:
            self.last_error = (int(self.clock.now()), reason)
        return arrived


@dataclass
class _Post:
    """The way to one target."""

    webhook: Webhook
    session: aiohttp.ClientSession
    target: Target
    connections: asyncio.Semaphore

    async def lane(self, lanes: dict[int, deque[Pending]], lane: int) -> None:
        """Deliver what waits in a lane, one after the other, and end when it is empty."""
        while lanes[lane]:
            await self._deliver(lanes[lane].popleft())
        del lanes[lane]

    async def _deliver(self, pending: Pending) -> None:
        delay = self.webhook.rule.first_delay_seconds
        attempt = 1
        while pending.update_id in self.webhook.updates and pending.expires_at > self.webhook.clock.now():
            async with self.connections:
                if await self._attempt(pending, attempt):
                    self.webhook.updates.forget(pending.update_id)
                    return
            await asyncio.sleep(delay)
            if attempt > 1:
                delay = min(delay * 2, self.webhook.rule.longest_delay_seconds)
            attempt += 1

    async def _attempt(self, pending: Pending, attempt: int) -> bool:
        headers = {"Content-Type": "application/json"}
        if self.target.secret:
            headers[SECRET_HEADER] = self.target.secret
        try:
            async with self.session.post(self.target.url, data=pending.body.encode(), headers=headers) as answer:
                body = await answer.read()
                reason = f"Wrong response from the webhook: {answer.status} {answer.reason}"
                arrived = self.webhook.note(pending, attempt, answer.status, reason)
        except (aiohttp.ClientError, TimeoutError) as error:
            reason = "Read timeout expired" if isinstance(error, TimeoutError) else "Connection refused"
            return self.webhook.note(pending, attempt, None, reason)
        if arrived:
            await self._call_in_answer(body)
        return arrived

    async def _call_in_answer(self, body: bytes) -> None:
        try:
            answer = json.loads(body)
        except ValueError:
            return
        if isinstance(answer, dict) and "method" in answer and self.webhook.call_in_answer is not None:
            await self.webhook.call_in_answer(answer)
