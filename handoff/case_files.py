"""Keeping files of cases: on disk and in the database, and both gone together."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.attachment_folder import AttachmentFolder
from handoff.attachments import PER_CASE, Attachment, count_of, known_files
from handoff.cases import Case, Cases
from handoff.errors import CaseFull, CaseOver
from handoff.file_types import media_type_of, without_metadata
from storage.database import Database, after_commit
from storage.signals import Signals

Also = Callable[[AsyncSession, Case], Awaitable[None]]


@dataclass(frozen=True)
class _Clean:
    """A file as it is stored."""

    content: bytes
    media_type: str
    checksum: str


class CaseFiles:
    """The files of all cases."""

    def __init__(self, database: Database, signals: Signals, folder: AttachmentFolder) -> None:
        self._database = database
        self._signals = signals
        self._folder = folder

    async def keep(self, case_id: int, content: bytes, now: datetime, also: Also) -> None:
        """Put a file into an open case. The same file once more changes nothing but does *also*.

        Args:
            content: At most `LARGEST` bytes; the caller has read no more.
            also: What belongs into the same commit, for example the word to the newcomer.

        Raises:
            FileTypeRefused: the file is none of the kinds that are taken.
            CaseOver: the case is closed or erased.
            CaseFull: the case holds enough files.
        """
        clean = await asyncio.to_thread(_cleaned, content)
        name = await asyncio.to_thread(self._folder.write, case_id, clean.content)
        is_new = False
        try:
            async with self._database.transaction() as session:
                is_new = await self._add(session, case_id, clean, name, now, also)
        finally:
            if not is_new:  # after a commit that broke nobody knows whether the row is there: `sweep` decides
                await asyncio.to_thread(self._folder.remove, case_id, name)

    async def _add(
        self, session: AsyncSession, case_id: int, clean: _Clean, name: str, now: datetime, also: Also
    ) -> bool:
        case = (await session.scalars(select(Case).where(Case.id == case_id).with_for_update())).one_or_none()
        if case is None or case.owner == "closed":
            raise CaseOver
        same = select(Attachment.id).where(Attachment.case_id == case_id, Attachment.checksum == clean.checksum)
        is_new = (await session.scalars(same)).first() is None
        if is_new:
            if await count_of(session, case_id) >= PER_CASE:
                raise CaseFull
            attachment = Attachment(
                case_id=case_id,
                at=now,
                media_type=clean.media_type,
                size=len(clean.content),
                name=name,
                checksum=clean.checksum,
            )
            await Cases(session, self._signals).attach(case, attachment, now)
        await also(session, case)
        return is_new

    async def read(self, attachment: Attachment) -> bytes:
        """The file of *attachment*.

        Raises:
            OSError: it cannot be read.
        """
        return await asyncio.to_thread(self._folder.read, attachment.case_id, attachment.name)

    def remove_with(self, session: AsyncSession, case_ids: list[int]) -> None:
        """Remove the files of cases once *session* has erased their rows durably."""
        loop = asyncio.get_running_loop()

        def remove() -> None:
            loop.run_in_executor(None, self._folder.remove_cases, case_ids)

        after_commit(session, remove)

    async def remove_with_newcomer(self, session: AsyncSession, newcomer_id: int) -> None:
        """The same for all cases of a newcomer; called before they are erased."""
        self.remove_with(session, list(await session.scalars(select(Case.id).where(Case.newcomer_id == newcomer_id))))

    async def sweep(self, session: AsyncSession, _now: datetime) -> None:
        """Remove files that no row names: of purged cases, and what a crash left."""
        await asyncio.to_thread(self._folder.sweep, await known_files(session))


def _cleaned(content: bytes) -> _Clean:
    media_type = media_type_of(content)
    return _Clean(without_metadata(content, media_type), media_type, sha256(content).hexdigest())
