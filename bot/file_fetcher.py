"""Fetches the files that newcomers agreed to pass on, outside any turn: a slow download stops nobody's conversation.

A file is taken off the list in the commit that puts it into the case. Killed at any moment, it is fetched again; the
same file twice is one.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.staff_talk import tell_unit
from bot.turn import Services, line
from handoff.attachments import LARGEST, SIGNAL, OfferedFile, OfferedFiles, claim_offered, postpone
from handoff.cases import Case
from handoff.delivery import language_of
from handoff.errors import CaseFull, CaseOver
from handoff.file_types import FileTypeRefused
from handoff.newcomers import Newcomer
from handoff.units import Units
from storage.signals import next_signal
from wording import Line, Reply

log = structlog.get_logger()

AT_ONCE = 2
ATTEMPTS = 8
LOOK_AGAIN_SECONDS = 5.0
LONGEST_PAUSE = timedelta(minutes=5)


class FileGone(Exception):
    """Nobody has the file any more."""


class FileTooLarge(Exception):
    """The file is larger than what is taken."""


class FetchFailed(Exception):
    """The file did not come this time."""

    def __init__(self, reason: str, *, retry_after_seconds: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after_seconds = retry_after_seconds


class FileSource(Protocol):
    """Where files come from; the Telegram channel is one."""

    async def fetch(self, external_id: str, largest: int) -> bytes:
        """The file with this id.

        Raises:
            FileGone: there is none.
            FileTooLarge: it has more than *largest* bytes.
            FetchFailed: it could not be had now.
        """
        ...


class FileFetcher:
    """Runs until it is cancelled."""

    def __init__(self, services: Services, source: FileSource, clock: Callable[[], datetime]) -> None:
        assert services.files is not None
        self._services = services
        self._files = services.files
        self._source = source
        self._clock = clock

    async def run(self) -> None:
        async with self._services.signals.listening(SIGNAL) as news:
            while True:
                offered = await claim_offered(self._services.database, self._clock(), limit=AT_ONCE)
                await asyncio.gather(*map(self._fetch, offered))
                if not offered:
                    await next_signal(news, LOOK_AGAIN_SECONDS)

    async def _fetch(self, offered: OfferedFile) -> None:
        assert offered.case_id is not None
        try:
            content = await self._source.fetch(offered.external_id, LARGEST)
            await self._files.keep(offered.case_id, content, self._clock(), lambda *now: self._kept(offered, *now))
        except FileTooLarge:
            await self._give_up(offered, "file-too-big")
        except FileTypeRefused:
            await self._give_up(offered, "file-kind")
        except FileGone:
            await self._give_up(offered, "file-failed")
        except CaseOver:
            await self._give_up(offered, "file-case-over")
        except CaseFull:
            await self._give_up(offered, "file-full")
        except _Erased:
            log.info("file of an erased case", file=offered.id)
        except FetchFailed as error:
            await self._later(offered, error.reason, error.retry_after_seconds)
        except Exception as error:  # a full disk, a database that restarts: it is tried again like a broken line
            log.error("file not kept", file=offered.id, exc_info=error)
            await self._later(offered, type(error).__name__, None)

    async def _kept(self, offered: OfferedFile, session: AsyncSession, case: Case) -> None:
        """What belongs into the commit that puts the file into the case."""
        offers = OfferedFiles(session)
        if not await offers.finish(offered):
            raise _Erased
        if await offers.left_of(offered.bundle):
            return  # one receipt for an album
        unit = await Units(session).get(case.unit_id)
        await tell_unit(self._services.outbox, session, unit, case, "message", self._clock())
        said = line("file-sent", "small", unit=unit.name, number=case.number)
        await self._tell(session, offered, said, case)
        log.info("file kept", file=offered.id, case=case.number)

    async def _give_up(self, offered: OfferedFile, phrase_id: str) -> None:
        async with self._services.database.transaction() as session:
            case = await session.get(Case, offered.case_id)
            if case is None or not await OfferedFiles(session).finish(offered):
                return
            said = line(phrase_id, number=case.number) if phrase_id == "file-case-over" else line(phrase_id)
            await self._tell(session, offered, said, case)
        log.warning("file given up", file=offered.id, why=phrase_id, attempts=offered.attempts)

    async def _later(self, offered: OfferedFile, reason: str, retry_after_seconds: float | None) -> None:
        log.warning("file not fetched", file=offered.id, reason=reason, attempt=offered.attempts)
        if offered.attempts >= ATTEMPTS:
            return await self._give_up(offered, "file-failed")
        pause = min(timedelta(seconds=retry_after_seconds or 2**offered.attempts), LONGEST_PAUSE)
        async with self._services.database.transaction() as session:
            await postpone(session, offered, self._clock() + pause)

    async def _tell(self, session: AsyncSession, offered: OfferedFile, said: Line, case: Case) -> None:
        newcomer = await session.get_one(Newcomer, offered.newcomer_id)
        reply = Reply(kind="receipt", language=language_of(case, newcomer), lines=(said,), case=case.number)
        await self._services.post.tell(session, case, newcomer, reply, self._clock())


class _Erased(Exception):
    """Case, newcomer or offer were erased while the file was on its way."""
