"""The newcomer's chat on the web, without HTTP: begin, say, press, wait for the replies, follow them.

What a browser sends becomes an update in the inbox, exactly as with Telegram; the worker answers it, the courier of the
web channel shows the replies, and whoever asked waits here until they are there. Nothing the newcomer wrote is kept for
the page: the inbox erases it as soon as it is answered.
"""

import asyncio
import secrets
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar

from bot.buttons import Action, Buttons
from bot.page_door import PageDoor
from bot.web_channel import CHANNEL, shown_topic
from bot.web_conversations import Key, WebConversation, WebConversations, is_of_own_page, is_use_due
from bot.web_limits import Limits
from bot.welcome import AREAS, read_payload
from handoff.case_files import CaseFiles
from handoff.conversations import Conversation
from handoff.newcomers import Newcomers
from storage.database import Database
from storage.inbox import Arrival, Inbox
from storage.outbox import Outbox, OutboxMessage
from storage.signals import Signals, next_signal
from wording import Language, Phrases

WAIT_SECONDS = 10.0
_LOOK_AGAIN_SECONDS = 0.5
"""An update without a reply, or a missed signal, costs this long."""
_FOLLOW_AGAIN_SECONDS = 10.0
_PAGE = 100

_T = TypeVar("_T")


class NoSuchConversation(Exception):
    """No conversation has this secret, or it was deleted."""


class PageShut(NoSuchConversation):
    """The secret opened a newcomer's own page, for a while or until it was opened anew; `language` if it is known."""

    def __init__(self, language: Language | None = None) -> None:
        super().__init__()
        self.language = language


class NoOpenCase(Exception):
    """A file can only be given to a unit, inside an open case."""


@dataclass(frozen=True)
class WebParts:
    """What the web chat works with; composed once for the process."""

    database: Database
    inbox: Inbox
    outbox: Outbox
    signals: Signals
    phrases: Phrases
    buttons: Buttons
    clock: Callable[[], datetime]
    https: bool
    """Whether browsers reach Lotse by https: then the cookie travels only there."""
    leave_url: str = "https://www.weissenfels.de/"
    """Where "leave quickly" leads: a page that tells nothing about the person who opened it."""
    attachments: CaseFiles | None = None
    wait_seconds: float = WAIT_SECONDS


@dataclass(frozen=True)
class Visit:
    """A conversation in use: its id and the language in which the page around it speaks."""

    conversation: str
    language: Language | None
    lock: str = ""
    """Changes when the conversation gets a new secret: then this visit is over."""
    until: datetime | None = None
    """When it is over in any case; only a newcomer's own page is open for a while."""

    @property
    def is_own_page(self) -> bool:
        """Whether it is the page of somebody who writes in Telegram."""
        return self.until is not None


@dataclass(frozen=True)
class Asked:
    """What a newcomer did on the page: exactly one of the three, and a key that makes a repetition harmless."""

    text: str | None = None
    press: str | None = None
    area: str | None = None
    key: str | None = None
    hint: Language | None = None
    """What the browser is set to."""


@dataclass(frozen=True)
class LastWords:
    """What the newcomer wrote last, as long as the bot remembers it."""

    text: str
    at: datetime


class WebChat:
    """Conversations on the web."""

    def __init__(self, parts: WebParts) -> None:
        self.parts = parts
        self.limits = Limits()
        self.doors = PageDoor(parts.database, parts.signals, parts.clock)
        self._readings: set[asyncio.Task[Any]] = set()

    async def begin(self, language: Language | None, start: str, client: str) -> Key:
        """Begin a conversation. With a language or a place the welcome is on its way; without, nothing was said yet.

        Args:
            start: What a printed code carries, such as `ro_bahnhof`; empty for none, unknown parts are ignored.
            client: The network address that asks; only counted.

        Raises:
            TooFast: too many new conversations from this address.
        """
        self.limits.conversation(client)
        carried, place = read_payload(start)
        chosen = language or carried
        async with self.parts.database.transaction() as session:
            key = await WebConversations(session).begin(chosen, self.parts.clock())
        if payload := "_".join(part for part in (chosen, place) if part):
            await self._store(key.conversation, secrets.token_urlsafe(8), {"kind": "start", "payload": payload})
        return key

    async def visit(self, secret: str) -> Visit:
        """The conversation that *secret* opens.

        Raises:
            NoSuchConversation: it opens none.
            PageShut: it opens none any more.
        """
        now = self.parts.clock()
        async with self.parts.database.reading() as session:
            conversation = await WebConversations(session).find(secret)
            if conversation is None:
                raise PageShut() if is_of_own_page(secret) else NoSuchConversation()
            newcomer = await Newcomers(session).find(CHANNEL, conversation.id)
            page = await Newcomers(session).page_of(newcomer.id) if newcomer and newcomer.channel != CHANNEL else None
        until = page.open_until if page else None
        if newcomer is not None and until is not None and until <= now:
            raise PageShut(newcomer.language)
        await self._note_use(conversation, now)
        language = (newcomer.language if newcomer else None) or conversation.language
        return Visit(conversation.id, language, conversation.secret_hash, until)

    async def note_message(self, visit: Visit) -> Visit:
        """Count a message, and keep a newcomer's own page open for it; return the visit as it is from now on.

        Raises:
            TooFast: more than 30 messages within a minute.
        """
        self.limits.message(visit.conversation)
        if not visit.is_own_page:
            return visit
        return replace(visit, until=await self.doors.prolong(visit.conversation))

    async def ask(self, conversation: str, asked: Asked) -> list[OutboxMessage] | None:
        """Hand in what the newcomer did and wait for what is said to it; `None` if that takes more than ten seconds."""
        payload = await self._payload(conversation, asked)
        key = asked.key or secrets.token_urlsafe(12)
        until = asyncio.get_running_loop().time() + self.parts.wait_seconds
        async with self.parts.signals.listening(shown_topic(conversation)) as news:
            external_id = await self._store(conversation, key, payload)
            while (replies := await self._answers(external_id)) is None:
                left = until - asyncio.get_running_loop().time()
                if left <= 0:
                    return None
                await next_signal(news, min(left, _LOOK_AGAIN_SECONDS))
        return replies

    async def shown(self, conversation: str, after: int) -> list[OutboxMessage]:
        """Up to a hundred replies after *after*, oldest first."""
        return await self.parts.outbox.shown(conversation, after=after, limit=_PAGE)

    async def newest(self, conversation: str) -> list[OutboxMessage]:
        """The last hundred replies, oldest first."""
        return await self.parts.outbox.newest(conversation, limit=_PAGE)

    async def follow(self, visit: Visit, after: int) -> AsyncIterator[OutboxMessage]:
        """Every reply after *after*, and then each one as it comes, until the visit is over or the conversation is
        deleted.
        """
        conversation = visit.conversation
        async with self.parts.signals.listening(shown_topic(conversation)) as news:
            while True:
                lock = await self._to_the_end(self._lock_of(conversation))
                exists = lock is not None
                if exists and (lock != visit.lock or _is_over(visit, self.parts.clock())):
                    return
                while page := await self._to_the_end(self.shown(conversation, after)):
                    for reply in page:
                        after = reply.id
                        yield reply
                if not exists:
                    return
                await next_signal(news, _FOLLOW_AGAIN_SECONDS)

    async def exists(self, conversation: str) -> bool:
        return await self._lock_of(conversation) is not None

    async def is_waiting(self, conversation: str) -> bool:
        """Whether an answer is still on its way."""
        async with self.parts.database.reading() as session:
            return await Inbox.waits_for(session, conversation)

    async def last_words(self, conversation: str) -> LastWords | None:
        async with self.parts.database.reading() as session:
            newcomer = await Newcomers(session).find(CHANNEL, conversation)
            state = await session.get(Conversation, newcomer.id) if newcomer else None
            if state is None or not state.is_in(CHANNEL) or state.last_text is None or state.last_text_at is None:
                return None
            return LastWords(state.last_text, state.last_text_at)

    async def _lock_of(self, conversation: str) -> str | None:
        async with self.parts.database.reading() as session:
            found = await WebConversations(session).get(conversation)
            return found.secret_hash if found else None

    async def _to_the_end(self, reading: Coroutine[Any, Any, _T]) -> _T:
        """Let a read end although the browser has gone: cut off, it would cost a connection of the pool."""
        task = asyncio.create_task(reading)
        self._readings.add(task)
        task.add_done_callback(self._readings.discard)
        return await asyncio.shield(task)

    async def _store(self, conversation: str, key: str, payload: Mapping[str, Any]) -> str:
        digest = urlsafe_b64encode(sha256(key.encode()).digest()).decode().rstrip("=")  # any key fits the column
        external_id = f"{conversation}:{digest}"
        await self.parts.inbox.store(Arrival(CHANNEL, external_id, conversation, payload, self.parts.clock()))
        return external_id

    async def _payload(self, conversation: str, asked: Asked) -> dict[str, Any]:
        hint = {"language": asked.hint} if asked.hint else {}
        if asked.text is not None:
            return {"kind": "text", "text": asked.text, **hint}
        if asked.press is not None:
            return {"kind": "press", "button": asked.press, **hint}
        assert asked.area in AREAS
        return {"kind": "press", "button": await self._area_button(conversation, asked.area)}

    async def _area_button(self, conversation: str, area: str) -> str:
        """The button of an area, for the first page offers areas before anything is kept about anybody."""
        now = self.parts.clock()
        async with self.parts.database.transaction() as session:
            newcomer = await Newcomers(session).arrive(CHANNEL, conversation, now)
            return self.parts.buttons.seal(newcomer.id, now, Action("area", area))

    async def _answers(self, external_id: str) -> list[OutboxMessage] | None:
        """What was said to an update, once it is done and all of it is there."""
        async with self.parts.database.reading() as session:
            update = await Inbox.find(session, CHANNEL, external_id)
            if update is None or (update.done_at is None and update.parked_at is None):
                return None
            replies = await Outbox.answers_to(session, update.id)
        if any(reply.state in ("pending", "sending") for reply in replies):
            return None
        if update.parked_at is not None and not replies:
            return None  # the apology follows in a commit of its own
        return [reply for reply in replies if reply.state == "sent"]

    async def _note_use(self, conversation: WebConversation, now: datetime) -> None:
        if is_use_due(conversation, now):
            async with self.parts.database.transaction() as session:
                await WebConversations(session).use(conversation.id, now)


def _is_over(visit: Visit, now: datetime) -> bool:
    return visit.until is not None and visit.until <= now


def as_reply(message: OutboxMessage) -> dict[str, Any]:
    """A sent message as the API gives it."""
    return {"id": message.id, **(message.rendered or {})}
