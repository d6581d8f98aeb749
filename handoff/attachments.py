"""Photos, voices and documents of a case: asked about first, fetched only after the answer, gone with the case.

A file that somebody sends is at first only offered: its id at Telegram, kind and size. Once the newcomer said that it
shows no identity paper and to which case it belongs, it is fetched and becomes an attachment. An attachment lies in a
case and in nothing else, so the wall before cases stands before files too.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal, cast

from sqlalchemy import CursorResult, ForeignKey, String, Text, UniqueConstraint, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import BigId
from storage.database import Base, Database

SIGNAL = "offered_files"
LARGEST = 10 * 1024 * 1024
"""Bytes of one file."""
PER_CASE = 50
"""Files of one case; more are no question but an archive."""
OFFER_KEPT = timedelta(hours=24)
LEASE = timedelta(minutes=3)
"""So long a fetch may take; then another process tries."""

AttachmentKind = Literal["photo", "voice", "document", "video"]


class Attachment(Base):
    """One file of a case. The same file twice is one."""

    __tablename__ = "attachments"
    __table_args__ = (UniqueConstraint("case_id", "checksum"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    name: Mapped[str] = mapped_column(String(40))
    """Of the file below the data folder: random, never what the sender called it."""
    checksum: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the file as it was sent."""


class OfferedFile(Base):
    """A file that was sent and not fetched; forgotten after 24 hours.

    Files of one `bundle` were sent together and are asked about once. `case_id` is set by the newcomer's answer.
    """

    __tablename__ = "offered_files"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    newcomer_id: Mapped[int] = mapped_column(ForeignKey("newcomers.id", ondelete="CASCADE"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), default=None, index=True)
    bundle: Mapped[str] = mapped_column(String(24), index=True)
    album: Mapped[str | None] = mapped_column(String(64), default=None)
    kind: Mapped[AttachmentKind] = mapped_column(String(10))
    external_id: Mapped[str] = mapped_column(Text)
    offered_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]


async def attachments_of(session: AsyncSession, case_id: int) -> list[Attachment]:
    return list(await session.scalars(select(Attachment).where(Attachment.case_id == case_id).order_by(Attachment.id)))


async def count_of(session: AsyncSession, case_id: int) -> int:
    counted = select(func.count()).select_from(Attachment).where(Attachment.case_id == case_id)
    return await session.scalar(counted) or 0


async def known_files(session: AsyncSession) -> list[tuple[int, str]]:
    """Case and name of every file that has a row."""
    return [(case_id, name) for case_id, name in await session.execute(select(Attachment.case_id, Attachment.name))]


async def forget_files(session: AsyncSession, case_id: int) -> None:
    """Erase the rows of a case's files, fetched or not; the files themselves follow after the commit."""
    await session.execute(delete(Attachment).where(Attachment.case_id == case_id))
    await session.execute(delete(OfferedFile).where(OfferedFile.case_id == case_id))


async def forget_offers(session: AsyncSession, now: datetime) -> None:
    """Forget files that were offered more than 24 hours ago and never fetched."""
    await session.execute(delete(OfferedFile).where(OfferedFile.offered_at < now - OFFER_KEPT))


class OfferedFiles:
    """Files that wait for the newcomer's answer, and then for the fetcher."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, newcomer_id: int) -> list[OfferedFile]:
        mine = select(OfferedFile).where(OfferedFile.newcomer_id == newcomer_id).order_by(OfferedFile.id)
        return list(await self._session.scalars(mine))

    async def of_album(self, newcomer_id: int, album: str) -> OfferedFile | None:
        """Another file that came with the same album."""
        together = select(OfferedFile).where(OfferedFile.newcomer_id == newcomer_id, OfferedFile.album == album)
        return (await self._session.scalars(together.order_by(OfferedFile.id).limit(1))).one_or_none()

    async def offer(
        self,
        newcomer_id: int,
        kind: AttachmentKind,
        external_id: str,
        *,
        bundle: str,
        album: str | None,
        case_id: int | None,
        now: datetime,
    ) -> None:
        self._session.add(
            OfferedFile(
                newcomer_id=newcomer_id,
                case_id=case_id,
                bundle=bundle,
                album=album,
                kind=kind,
                external_id=external_id,
                offered_at=now,
                not_before=now,
            )
        )
        await self._session.flush()

    async def accept(self, newcomer_id: int, bundle: str, case_id: int) -> int:
        """The files of *bundle* may be fetched for a case; return how many there are."""
        accepted = update(OfferedFile).where(
            OfferedFile.newcomer_id == newcomer_id, OfferedFile.bundle == bundle, OfferedFile.case_id.is_(None)
        )
        return cast(CursorResult[object], await self._session.execute(accepted.values(case_id=case_id))).rowcount

    async def drop(self, newcomer_id: int, bundle: str) -> int:
        """Forget what was offered and not accepted; return how many files that were."""
        dropped = delete(OfferedFile).where(
            OfferedFile.newcomer_id == newcomer_id, OfferedFile.bundle == bundle, OfferedFile.case_id.is_(None)
        )
        return cast(CursorResult[object], await self._session.execute(dropped)).rowcount

    async def finish(self, offered: OfferedFile) -> bool:
        """Take a file off the list; false if it is off already, because the case or the person was erased."""
        gone = await self._session.execute(delete(OfferedFile).where(OfferedFile.id == offered.id))
        return cast(CursorResult[object], gone).rowcount == 1

    async def left_of(self, bundle: str) -> int:
        counted = select(func.count()).select_from(OfferedFile).where(OfferedFile.bundle == bundle)
        return await self._session.scalar(counted) or 0


async def claim_offered(database: Database, now: datetime, *, limit: int) -> Sequence[OfferedFile]:
    """Accepted files that are due, each for one fetcher at a time; a fetcher that dies loses them after 3 minutes."""
    due = (
        select(OfferedFile)
        .where(OfferedFile.case_id.is_not(None), OfferedFile.not_before <= now)
        .order_by(OfferedFile.id)
        .limit(limit)
    )
    async with database.reading() as session:
        if not list(await session.scalars(due.with_only_columns(OfferedFile.id))):
            return []  # nearly always: looking costs no write
    if not database.is_sqlite:
        due = due.with_for_update(skip_locked=True)
    async with database.transaction() as session:
        claimed = list(await session.scalars(due))
        for offered in claimed:
            offered.attempts += 1
            offered.not_before = now + LEASE
    return claimed


async def postpone(session: AsyncSession, offered: OfferedFile, until: datetime) -> None:
    """Try a file again at *until*."""
    await session.execute(update(OfferedFile).where(OfferedFile.id == offered.id).values(not_before=until))
