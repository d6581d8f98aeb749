"""Silence: cases in which nobody writes any more, and newcomers who write no more. Neither is kept for ever."""

from datetime import datetime
from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.cases import Case, Cases
from handoff.delivery import CasePost
from handoff.newcomers import Newcomer
from handoff.privacy import CLOSED_KEPT
from storage.signals import Signals

SILENT: Final = CLOSED_KEPT
"""One time for all, so that newcomers can be told one."""
_AT_ONCE: Final = 100
"""No more in one transaction: on SQLite nobody else writes meanwhile."""


async def end_silent_cases(session: AsyncSession, signals: Signals, post: CasePost, now: datetime) -> None:
    """End open cases in which neither side wrote for half a year, and tell the newcomer, who may still come back."""
    silent = select(Case).where(Case.owner != "closed", Case.last_message_at < now - SILENT)
    for case in await session.scalars(silent.order_by(Case.id).limit(_AT_ONCE).with_for_update()):
        await Cases(session, signals).end_in_silence(case, now)
        await post.closed(session, case, await session.get_one(Newcomer, case.newcomer_id), now)


async def silent_newcomers(session: AsyncSession, now: datetime) -> list[int]:
    """Ids of newcomers who wrote nothing for half a year and have no case, open or ended."""
    silent = select(Newcomer.id).where(
        Newcomer.last_seen_at < now - SILENT, ~exists().where(Case.newcomer_id == Newcomer.id)
    )
    return list(await session.scalars(silent.order_by(Newcomer.id).limit(_AT_ONCE)))
