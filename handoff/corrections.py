"""Who can be told, without having asked, that an answer was wrong, and how much may be said to them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.cases import Case, Reach
from handoff.newcomers import Newcomer
from nlu.topics import SAFETY_TOPICS, area_of

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Reachable:
    """A newcomer who can be written to: in full, or only that there is news."""

    newcomer: Newcomer
    how: Literal["write", "news"]


async def reachable(session: AsyncSession, newcomer_ids: Collection[int]) -> list[Reachable]:
    """Those of *newcomer_ids* who are still there, did not block Lotse, and did not ask to be left alone.

    What somebody chose for their newest case holds for everything that Lotse writes first.
    """
    found: list[Reachable] = []
    wanted = sorted(newcomer_ids)
    for some in (wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE)):
        there = select(Newcomer).where(
            Newcomer.id.in_(some), Newcomer.blocked_at.is_(None), Newcomer.stopped_at.is_(None)
        )
        chosen = await _chosen(session, some)
        for newcomer in await session.scalars(there.order_by(Newcomer.id)):
            match chosen.get(newcomer.id, "write"):
                case "none":
                    continue
                case how:
                    found.append(Reachable(newcomer, how))
    return found


def is_discreet(topic: str) -> bool:
    """Whether nothing about *topic* may come by itself: others may look at the telephone."""
    return topic in SAFETY_TOPICS or area_of(topic) == "safety"


async def _chosen(session: AsyncSession, newcomer_ids: Collection[int]) -> dict[int, Reach]:
    """What each newcomer chose for their newest case."""
    cases = select(Case.newcomer_id, Case.reach).where(Case.newcomer_id.in_(newcomer_ids)).order_by(Case.id)
    return {row.newcomer_id: row.reach for row in await session.execute(cases)}
