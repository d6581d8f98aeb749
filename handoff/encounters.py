"""Who writes, where the talk with them stands, and which of their cases are open or ended lately: every turn needs all
three, so one query reads them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.cases import REOPENED_WITHIN, Case
from handoff.conversations import Conversation
from handoff.newcomers import CHANNELS, Channel, Newcomer, Newcomers, writes_from

# Built once: every turn takes one of them. Turns that share a transaction are of different people, so that what an
# earlier one changed need not be written before a later one reads.
_KNOWN: Final = {
    channel: select(Newcomer, Conversation, Case)
    .outerjoin(Conversation, Conversation.newcomer_id == Newcomer.id)
    .outerjoin(
        Case, and_(Case.newcomer_id == Newcomer.id, or_(Case.owner != "closed", Case.closed_at > bindparam("lately")))
    )
    .where(writes_from(channel, bindparam("address")))
    .order_by(Case.last_message_at.desc(), Case.id.desc())
    .execution_options(autoflush=False)
    for channel in CHANNELS
}


@dataclass(frozen=True)
class Encounter:
    """A newcomer who writes at this moment."""

    newcomer: Newcomer
    conversation: Conversation
    cases: list[Case]
    """Those that were open when the newcomer wrote or ended lately, the one with the newest message first."""
    came_back: bool
    """Until this moment the newcomer could not be written to."""


async def meet(session: AsyncSession, channel: Channel, address: str, now: datetime) -> Encounter:
    """Whoever writes from *address*; the first time begins newcomer and conversation."""
    rows = (await session.execute(_KNOWN[channel], {"address": address, "lately": now - REOPENED_WITHIN})).all()
    newcomer = rows[0].Newcomer if rows else await Newcomers(session).add(channel, address, now)
    was_blocked = newcomer.blocked_at is not None
    newcomer.wrote(channel, now)
    conversation = rows[0].Conversation if rows else None
    if conversation is None:
        conversation = Conversation(newcomer_id=newcomer.id)
        session.add(conversation)
    cases = [row.Case for row in rows if row.Case is not None]
    return Encounter(newcomer, conversation, cases, came_back=was_blocked and newcomer.blocked_at is None)
