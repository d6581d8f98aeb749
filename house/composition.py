"""One composed process: the database, the folders on it, and what runs in the background."""

import asyncio
import fcntl
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

import bot
import console
import handoff
import knowledge_base
from bot.buttons import Buttons
from bot.case_pages import CasePages
from bot.corrections import send_recalls
from bot.turn import Services
from handoff.attachment_folder import AttachmentFolder
from handoff.case_files import CaseFiles
from handoff.silence import end_silent_cases, silent_newcomers
from handoff.units import Units
from house.learning import Learner
from house.settings import Settings, secret_key
from house.teacher import ShippedTeacher
from knowledge_base.articles import install_edition, is_installed, mark_installed
from knowledge_base.edition import SHIPPED, digest_of, read_edition
from knowledge_base.library import Library
from knowledge_base.reply_sentences import ReplySentence
from knowledge_base.value_changes import ValueChanges
from knowledge_base.workflow import Workflow
from nlu.engine import Engine
from nlu.identifier import Identification, Identifier
from nlu.masks import Masks
from nlu.memory import ParallelSentence, SentenceMemory
from nlu.packages import Packages
from nlu.translation import Translator
from nlu.understanding import Understander
from storage.database import Database, utc_now
from storage.inbox import Inbox
from storage.migration import upgrade
from storage.outbox import Outbox
from storage.signals import Signals
from wording import Language, Phrases
from wording.formats import TOWN

if TYPE_CHECKING:
    from nlu.query import QueryReader

log = structlog.get_logger()

Job = tuple[str, timedelta, Callable[[AsyncSession, datetime], Awaitable[None]]]


@dataclass(frozen=True)
class House:
    """What every part of a process stands on."""

    settings: Settings
    secret: bytes
    database: Database
    signals: Signals
    inbox: Inbox
    outbox: Outbox
    phrases: Phrases
    library: Library
    identifier: "LateIdentifier"
    translator: Translator
    learner: Learner
    clock: Callable[[], datetime] = utc_now

    @property
    def buttons(self) -> Buttons:
        return Buttons(self.secret)

    @property
    def files(self) -> CaseFiles:
        return CaseFiles(self.database, self.signals, AttachmentFolder(self.settings.data_dir / "attachments"))

    @property
    def pages(self) -> CasePages | None:
        """Where cases of Telegram are told, in a town that does not tell them in Telegram."""
        return CasePages(self.buttons, self.settings.url) if self.settings.telegram_cases == "link" else None

    @property
    def services(self) -> Services:
        """What a newcomer's conversation works with."""
        return Services(
            database=self.database,
            signals=self.signals,
            inbox=self.inbox,
            outbox=self.outbox,
            library=self.library,
            phrases=self.phrases,
            buttons=self.buttons,
            export=self.export,
            erase=self.erase,
            files=self.files,
            pages=self.pages,
            reader=self.learner,
        )

    async def export(self, session: AsyncSession, newcomer_id: int) -> dict[str, Any]:
        """Everything that any folder keeps about a newcomer."""
        kept: dict[str, Any] = {}
        for folder in (handoff, knowledge_base, bot, console):
            kept |= await folder.export(session, newcomer_id)
        return kept

    async def erase(self, session: AsyncSession, newcomer_id: int) -> None:
        """Erase it everywhere; the newcomer's own row, on which all hangs, comes last."""
        await self.files.remove_with_newcomer(session, newcomer_id)
        self.database.leave_no_trace(session)
        await self.outbox.forget(session, newcomer_id)
        for folder in (bot, console, knowledge_base, handoff):
            await folder.erase(session, newcomer_id)

    async def learn(self) -> Understander:
        """The understander, loaded or learnt; from now on the translator knows languages too."""
        self.learner.follow(self.identifier.follow)
        self.learner.follow(self._search_with)
        return await self.learner.begin()

    def _search_with(self, understander: Understander) -> None:
        if understander.queries is not None:
            self.library.understand_queries(understander.queries)

    async def read_queries(self) -> None:
        """Search by topics and concepts too, if an interpreter was learnt before; nothing is learnt for it now."""
        if (queries := await asyncio.to_thread(_saved_queries, self.settings)) is not None:
            self.library.understand_queries(queries)

    @property
    def jobs(self) -> list[Job]:
        jobs: list[Job] = [*handoff.JOBS, *knowledge_base.JOBS, *bot.JOBS, *console.JOBS]
        return [
            *jobs,
            ("storage.forget_updates", timedelta(hours=1), self._forget_updates),
            ("handoff.sweep_files", timedelta(hours=1), self.files.sweep),
            ("knowledge_base.publish_due", timedelta(minutes=1), self._publish_due),
            ("bot.send_recalls", timedelta(minutes=1), self._send_recalls),
            ("handoff.end_silent_cases", timedelta(hours=1), self._end_silent_cases),
            ("house.forget_silent", timedelta(hours=1), self._forget_silent),
        ]

    async def _publish_due(self, session: AsyncSession, now: datetime) -> None:
        """Publish the texts and values whose day has come."""
        today = now.astimezone(TOWN).date()
        await Workflow(session, self.signals, self.library.edition, now).publish_due(today)
        await ValueChanges(session, self.signals, now).publish_due(today)

    async def _send_recalls(self, session: AsyncSession, now: datetime) -> None:
        await send_recalls(self.services, session, now)

    async def _end_silent_cases(self, session: AsyncSession, now: datetime) -> None:
        await end_silent_cases(session, self.signals, self.services.post, now)

    async def _forget_silent(self, session: AsyncSession, now: datetime) -> None:
        """Erase newcomers who are gone, as if they had asked for it: what is kept of them lies in every folder."""
        for newcomer_id in await silent_newcomers(session, now):
            await self.erase(session, newcomer_id)

    async def _forget_updates(self, session: AsyncSession, now: datetime) -> None:
        await self.inbox.purge(session, now)
        self.database.leave_no_trace(session)  # of what all jobs of the last hour erased


@asynccontextmanager
async def open_house(settings: Settings) -> AsyncIterator[House]:
    """Open the database, bring it to its newest shape, put the shipped edition in, and compose."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database.open(settings.database)
    signals = Signals(database)
    engine = Engine(Packages(settings.models))
    try:
        await upgrade(database)
        await signals.start()
        phrases = Phrases()
        await _install(database, settings.content_dir or SHIPPED)
        async with database.reading() as session:
            library = await Library.load(session, phrases)
            masks = Masks.shipped()
            memory = SentenceMemory(masks)
            memory.add_reviewed(_parallel(sentence) for sentence in library.reply_sentences)
            await memory.load(session)
        identifier = LateIdentifier()
        yield House(
            settings=settings,
            secret=secret_key(settings),
            database=database,
            signals=signals,
            inbox=Inbox(database, signals, worker=f"worker-{secrets.token_hex(8)}"),
            outbox=Outbox(database, signals),
            phrases=phrases,
            library=library,
            identifier=identifier,
            translator=Translator(engine, memory, masks, identifier),
            learner=Learner(database, signals, ShippedTeacher(settings.data_dir, settings.rasa_url), utc_now),
        )
    finally:
        engine.close()
        await signals.stop()
        await database.close()


async def _install(database: Database, folder: Path) -> None:
    """Put the edition in *folder* in, unless it is in already.

    Its files are read before the transaction: that takes seconds, in which no other process could write.
    """
    digest = await asyncio.to_thread(digest_of, folder)
    async with database.alone("edition"):
        async with database.reading() as session:
            if await is_installed(session, digest):
                return
        edition = await asyncio.to_thread(read_edition, folder)
        async with database.transaction() as session:
            await install_edition(session, edition, utc_now())
            await Units(session).install(edition.units.values())
            await mark_installed(session, digest, utc_now())


class LateIdentifier:
    """Finds the language of a text once the understander has been loaded; before that it finds none."""

    def __init__(self) -> None:
        self.found: Identifier | None = None

    def follow(self, understander: Understander) -> None:
        """Use the identifier of *understander* from now on."""
        self.found = understander.identifier

    def identify(self, text: str, prior: Language | None = None) -> Identification:
        return self.found.identify(text, prior) if self.found else Identification(None, False)


def _saved_queries(settings: Settings) -> "QueryReader | None":
    from nlu.query import QueryReader

    return QueryReader.saved(settings.data_dir)


def _parallel(sentence: ReplySentence) -> ParallelSentence:
    return ParallelSentence(sentence.texts, {slot.name: slot.kind for slot in sentence.slots})


@contextmanager
def alone(settings: Settings) -> Iterator[bool]:
    """Hold the data folder of a SQLite database; false when another process holds it.

    On PostgreSQL there is nothing to hold.
    """
    if settings.database_url and not settings.database_url.startswith("sqlite"):
        yield True
        return
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with (settings.data_dir / "lotse.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
