"""A small town for tests of the bot: real conversation, worker and courier, and a fake that is told what it hears."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import privacy, telegram_updates, web_channel
from bot.buttons import Buttons
from bot.case_pages import CasePages
from bot.conversation import Talk
from bot.courier import Courier
from bot.turn import Services
from bot.web import WebParts, web_routes
from bot.web_channel import WebChannel
from bot.worker import Worker
from handoff import privacy as handoff_privacy
from handoff.attachment_folder import AttachmentFolder
from handoff.case_files import CaseFiles
from handoff.cases import Case
from handoff.delivery import deliver
from handoff.newcomers import Newcomer
from handoff.units import Units
from knowledge_base import privacy as knowledge_base_privacy
from knowledge_base.edition import Edition, read_edition
from knowledge_base.library import Library
from nlu.decision import Act, Answer, Choose, Decision, Handoff
from nlu.follow_up import Aspect
from nlu.interpreter import RankedTopic
from nlu.topics import SAFETY_TOPICS
from nlu.understanding import Understanding
from storage import Database
from storage.inbox import Inbox
from storage.outbox import Outbox
from storage.signals import Signals
from wording import Language, Line, Phrases, Reply


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


class FakeUnderstander:
    """Hears what it was told to hear, in German; everything else it does not understand."""

    waits = False

    def __init__(self) -> None:
        self._known: dict[str, Understanding] = {}
        self._follow_ups: dict[str, Aspect] = {}
        self._concepts: dict[str, tuple[str, ...]] = {}
        self.heard: list[str] = []
        self.breaks = False

    def hears(self, text: str, *, topic: str, confidence: float = 0.9, language: Language = "de") -> None:
        decision: Decision
        if topic.startswith("meta."):
            decision = Act(topic, confidence)
        elif confidence >= 0.6:
            decision = Answer(topic, confidence)
        else:
            decision = Choose((RankedTopic(topic, confidence),))
        alarm = topic if topic in SAFETY_TOPICS else None
        self._known[text] = self._understood(decision, language, alarm)

    def guesses(self, text: str, *, topic: str) -> None:
        """It thinks of a topic, and is too unsure to show it."""
        self._known[text] = self._understood(Handoff("unsure", topic, 0.2), "de", None)

    def hears_follow_up(self, text: str, aspect: Aspect) -> None:
        """It asks for a part of the article before."""
        self._follow_ups[text] = aspect

    def follow_up(self, alone: Understanding, text: str, last_topic: str) -> Understanding:
        if text not in self._follow_ups:
            return alone
        return replace(alone, decision=Answer(last_topic, 1.0), aspect=self._follow_ups[text])

    def speaks_of(self, text: str, *concepts: str) -> None:
        """It hears these concepts in *text*, and none in what it was not told of."""
        self._concepts[text] = concepts

    def concepts(self, text: str, language: Language | None) -> tuple[str, ...]:
        return self._concepts.get(text, ())

    def understand(self, text: str, prior: Language | None = None) -> Understanding:
        self.heard.append(text)
        if self.breaks:
            raise RuntimeError
        known = self._known.get(text) or self._known.get(text.rpartition("\n")[2])
        return known or self._understood(Handoff("unsure"), prior or "de", None)

    def _understood(self, decision: Decision, language: Language, alarm: str | None) -> Understanding:
        return Understanding(
            language=language,
            language_is_sure=True,
            ranking=(),
            decision=decision,
            alarm=alarm,
            second=None,
            took_ms=0.1,
        )


class FakeReader:
    """Reads beside the conversation what the fake hears in it."""

    def __init__(self, interpreter: FakeUnderstander) -> None:
        self._interpreter = interpreter

    def concepts(self, text: str, language: Language | None) -> tuple[str, ...]:
        return self._interpreter.concepts(text, language)

    async def understand(self, text: str, prior: Language | None) -> Understanding:
        return self._interpreter.understand(text, prior)


@cache
def shipped_edition() -> Edition:
    return read_edition()


@cache
def shipped_phrases() -> Phrases:
    """One for all tests: to read the texts of seven languages takes half a second."""
    return Phrases()


class Town:
    """Everything a newcomer on the web meets, in one process."""

    def __init__(
        self,
        database: Database,
        *,
        wait_seconds: float = 10.0,
        leave_url: str = "/left",
        folder: Path | None = None,
        public_url: str | None = None,
    ) -> None:
        """`public_url`: where pages for cases are found, in a town that does not tell cases in Telegram."""
        self.database = database
        self.clock = Clock()
        self.interpreter = FakeUnderstander()
        self.signals = Signals(database)
        self.inbox = Inbox(database, self.signals, "test")
        self.outbox = Outbox(database, self.signals)
        self.phrases = shipped_phrases()
        self.library = Library(shipped_edition(), self.phrases, self.clock)
        buttons = Buttons(b"a secret of the test")
        self.files = CaseFiles(database, self.signals, AttachmentFolder(folder)) if folder else None
        self.services = services = Services(
            database=database,
            signals=self.signals,
            inbox=self.inbox,
            outbox=self.outbox,
            library=self.library,
            phrases=self.phrases,
            buttons=buttons,
            export=self._export,
            erase=self._erase,
            files=self.files,
            pages=CasePages(buttons, public_url) if public_url else None,
            reader=FakeReader(self.interpreter),
        )
        self._parsers = {"web": web_channel.parse, "telegram": telegram_updates.parse}
        talk = Talk(services, self.interpreter, self._parsers, self.clock)  # type: ignore[arg-type]
        self._worker = Worker(database, self.signals, self.inbox, {"web": talk, "telegram": talk}, self.clock)
        channel = WebChannel(database, self.signals, self.phrases)
        self._courier = Courier(self.outbox, self.signals, channel, self.phrases, self.clock)
        self.parts = WebParts(
            database=database,
            inbox=self.inbox,
            outbox=self.outbox,
            signals=self.signals,
            phrases=self.phrases,
            buttons=buttons,
            clock=self.clock,
            https=False,
            leave_url=leave_url,
            wait_seconds=wait_seconds,
            attachments=self.files,
        )
        self.app = FastAPI()
        self.app.include_router(web_routes(self.parts))
        self._running: list[asyncio.Task[None]] = []

    async def prepare(self) -> None:
        async with self.database.transaction() as session:
            await Units(session).install(shipped_edition().units.values())

    def open(self) -> None:
        """Let worker and courier work."""
        self._running = [asyncio.create_task(each.run()) for each in (self._worker, self._courier)]

    async def close(self) -> None:
        for task in self._running:
            task.cancel()
        for task in self._running:
            with suppress(asyncio.CancelledError):
                await task
        self._running = []

    async def newcomers(self) -> list[Newcomer]:
        async with self.database.reading() as session:
            return list(await session.scalars(select(Newcomer)))

    async def cases(self) -> list[Case]:
        async with self.database.reading() as session:
            return list(await session.scalars(select(Case)))

    async def staff_writes(self, newcomer: Newcomer, words: str) -> None:
        """A staff member's answer goes out."""
        reply = Reply(kind="staff", sender="staff", language="de", lines=(Line(content=words),), original=words)
        async with self.database.transaction() as session:
            await deliver(session, self.outbox, newcomer, reply, self.clock())

    async def _export(self, session: AsyncSession, newcomer_id: int) -> dict[str, Any]:
        kept: dict[str, Any] = {}
        for each in (handoff_privacy, knowledge_base_privacy, privacy):
            kept |= await each.export(session, newcomer_id)
        return kept

    async def _erase(self, session: AsyncSession, newcomer_id: int) -> None:
        if self.files is not None:
            await self.files.remove_with_newcomer(session, newcomer_id)
        for each in (privacy, knowledge_base_privacy, handoff_privacy):
            await each.erase(session, newcomer_id)


class Visitor:
    """A browser or a program that talks to the web chat's API."""

    def __init__(self, town: Town, client: httpx.AsyncClient) -> None:
        self.town = town
        self.client = client
        self.id = ""
        self.secret = ""

    async def begins(self, **how: str) -> None:
        begun = await self.client.post("/chat/api/conversations", json=how)
        assert begun.status_code == 201, begun.text
        self.id, self.secret = begun.json()["conversation"], begun.json()["secret"]
        self.client.cookies.clear()

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"}

    async def sends(self, body: Any, **headers: str) -> httpx.Response:
        return await self.client.post(self.path("messages"), json=body, headers={**self.headers, **headers})

    async def says(self, text: str) -> list[dict[str, Any]]:
        answer = await self.sends({"text": text})
        assert answer.status_code == 200, answer.text
        return list(answer.json()["replies"])

    async def presses(self, reply: dict[str, Any], label: str) -> list[dict[str, Any]]:
        [button] = [each for each in reply["buttons"] if label in each["label"]]
        answer = await self.sends({"press": button["id"]})
        assert answer.status_code == 200, answer.text
        return list(answer.json()["replies"])

    async def reads(self, after: int = 0) -> list[dict[str, Any]]:
        answer = await self.client.get(self.path("messages"), params={"after": after}, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["replies"])

    def path(self, what: str) -> str:
        return f"/chat/api/conversations/{self.id}/{what}"


@asynccontextmanager
async def visitor(town: Town, client: str = "192.0.2.1") -> AsyncIterator[Visitor]:
    transport = httpx.ASGITransport(app=town.app, client=(client, 40000))
    async with httpx.AsyncClient(transport=transport, base_url="http://lotse.test", timeout=30) as http:
        yield Visitor(town, http)
