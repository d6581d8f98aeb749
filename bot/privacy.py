"""What the bot keeps about a newcomer: what was said, the way back into a web conversation, and links to a page.

Shown, erased, and kept no longer than needed. `erase` looks up the newcomer's address, so it runs before that of
`handoff.privacy`.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.case_links import CaseLinks
from bot.group_codes import GroupCodes
from bot.staff_talk import CHANNEL as STAFF_GROUPS
from bot.web_channel import CHANNEL
from bot.web_conversations import WebConversation, WebConversations
from handoff import privacy as handoff_privacy
from handoff.cases import Case
from handoff.messages import CaseMessage
from handoff.newcomers import Newcomer, Newcomers
from knowledge_base import privacy as knowledge_base_privacy
from storage.outbox import Outbox, OutboxMessage

TELEGRAM_KEPT = timedelta(hours=24)
"""Telegram keeps its own history; a day is enough to see what a courier did."""
CAUGHT_UP = timedelta(days=30)
"""So far back somebody who had blocked the bot is told what units wrote."""
ORPHANS_KEPT = timedelta(hours=1)
"""After a deletion the receipt can still be fetched so long."""


async def erase(session: AsyncSession, newcomer_id: int) -> None:
    """Erase what was said and the way back into a web conversation."""
    conversation = await _conversation_of(session, newcomer_id)
    if conversation is not None:
        await WebConversations(session).forget(conversation.id)
    await CaseLinks(session).forget(newcomer_id)
    await Outbox.forget(session, newcomer_id)


async def export(session: AsyncSession, newcomer_id: int) -> dict[str, Any]:
    """Everything kept about a newcomer, as values that JSON can hold."""
    conversation = await _conversation_of(session, newcomer_id)
    said = select(OutboxMessage).where(OutboxMessage.newcomer_id == newcomer_id).order_by(OutboxMessage.id)
    kept: dict[str, Any] = {
        "messages": [
            {"at": message.created_at.isoformat(), "text": (message.rendered or {}).get("text")}
            for message in await session.scalars(said)
        ],
        "case_links": [
            {"expires_at": link.expires_at.isoformat()} for link in await CaseLinks(session).of(newcomer_id)
        ],
    }
    if conversation is not None:
        kept["web_conversation"] = {
            "created_at": conversation.created_at.isoformat(),
            "last_used_at": conversation.last_used_at.isoformat(),
        }
    return kept


async def _conversation_of(session: AsyncSession, newcomer_id: int) -> WebConversation | None:
    """The conversation on the web that is the newcomer's first or second address."""
    newcomer = await session.get(Newcomer, newcomer_id)
    page = await Newcomers(session).page_of(newcomer_id)
    address = page.address if page else newcomer.address if newcomer else None
    return await session.get(WebConversation, address) if address else None


async def forget_web_conversations(session: AsyncSession, now: datetime) -> None:
    """Forget web conversations that nobody used for 30 days, with what was said in them.

    A newcomer without any case goes with them: nobody could ever write from there again. Who writes in Telegram stays,
    and loses a page with its code word; a new case gives them a new one. What stood there goes with the orphans.
    """
    conversations = WebConversations(session)
    for address in await conversations.unused(now):
        newcomer = await Newcomers(session).find(CHANNEL, address)
        await conversations.forget(address)
        if newcomer is None:
            continue
        if newcomer.channel != CHANNEL:
            await Newcomers(session).forget_page(newcomer.id)
            continue
        await Outbox.forget(session, newcomer.id)
        if await session.scalar(select(Case.id).where(Case.newcomer_id == newcomer.id).limit(1)) is None:
            await knowledge_base_privacy.erase(session, newcomer.id)
            await handoff_privacy.erase(session, newcomer.id)


async def forget_messages(session: AsyncSession, now: datetime) -> None:
    """Forget what was said in Telegram, also to groups, after a day, and on the web with its conversation.

    What units wrote and Telegram refused stays as long as it can still be told, and as its unit has to know of it.
    """
    may_come_later = and_(
        OutboxMessage.newcomer_id.is_not(None),
        OutboxMessage.update_id.is_(None),
        OutboxMessage.created_at > now - CAUGHT_UP,
    )
    is_shown_at_desk = OutboxMessage.id.in_(select(CaseMessage.outbox_id).where(CaseMessage.outbox_id.is_not(None)))
    await Outbox.purge(
        session,
        now - TELEGRAM_KEPT,
        channels=("telegram", STAFF_GROUPS),
        undelivered=or_(may_come_later, is_shown_at_desk),
    )
    orphaned = delete(OutboxMessage).where(
        OutboxMessage.channel == CHANNEL,
        OutboxMessage.created_at < now - ORPHANS_KEPT,
        OutboxMessage.address.not_in(select(WebConversation.id)),
    )
    await session.execute(orphaned)


async def forget_links(session: AsyncSession, now: datetime) -> None:
    await CaseLinks(session).purge(now)


async def forget_group_codes(session: AsyncSession, now: datetime) -> None:
    await GroupCodes(session).purge(now)


JOBS: tuple[tuple[str, timedelta, Callable[[AsyncSession, datetime], Awaitable[None]]], ...] = (
    ("bot.forget_web_conversations", timedelta(days=1), forget_web_conversations),
    ("bot.forget_messages", timedelta(hours=1), forget_messages),
    ("bot.forget_links", timedelta(hours=1), forget_links),
    ("bot.forget_group_codes", timedelta(hours=1), forget_group_codes),
)
"""Name, interval and function of what runs by the clock."""
