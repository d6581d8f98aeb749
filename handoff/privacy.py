"""What handoff keeps about a newcomer: all of it shown, all of it erased, and none of it kept longer than needed."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.attachments import OfferedFiles, attachments_of, forget_offers
from handoff.cases import Case
from handoff.consents import Consent, Consents
from handoff.conversations import Conversation
from handoff.messages import messages_of, notes_of
from handoff.newcomers import Newcomer, Newcomers

LAST_QUESTION_KEPT = timedelta(hours=24)
CLOSED_KEPT = timedelta(days=180)
"""A unit may need an ended case once more; after half a year nobody does."""


async def erase(session: AsyncSession, newcomer_id: int) -> None:
    """Erase a newcomer with everything that hangs on them."""
    await session.execute(delete(Case).where(Case.newcomer_id == newcomer_id))
    await session.execute(delete(Consent).where(Consent.newcomer_id == newcomer_id))
    await session.execute(delete(Conversation).where(Conversation.newcomer_id == newcomer_id))
    await Newcomers(session).forget_page(newcomer_id)
    await session.execute(delete(Newcomer).where(Newcomer.id == newcomer_id))


async def export(session: AsyncSession, newcomer_id: int) -> dict[str, Any]:
    """Everything kept about a newcomer, as values that JSON can hold."""
    newcomer = await session.get_one(Newcomer, newcomer_id)
    conversation = await session.get(Conversation, newcomer_id)
    cases = list(await session.scalars(select(Case).where(Case.newcomer_id == newcomer_id).order_by(Case.id)))
    page = await Newcomers(session).page_of(newcomer_id)
    return {
        "newcomer": {
            "channel": newcomer.channel,
            "address": newcomer.address,
            "language": newcomer.language,
            "arrived_at": newcomer.arrived_at.isoformat(),
            "last_seen_at": newcomer.last_seen_at.isoformat(),
            "stopped_at": newcomer.stopped_at.isoformat() if newcomer.stopped_at else None,
        },
        "second_address": {"address": page.address, "made_at": page.made_at.isoformat()} if page else None,
        "last_question": conversation.last_text if conversation else None,
        "last_topic": conversation.last_topic if conversation else None,
        "not_yet_passed_on": conversation.draft if conversation else None,
        "consents": [
            {
                "unit": consent.unit_id,
                "topic": consent.topic,
                "passed_on": sorted(consent.passed_on),
                "given_at": consent.given_at.isoformat(),
                "withdrawn_at": consent.withdrawn_at.isoformat() if consent.withdrawn_at else None,
            }
            for consent in await Consents(session).of(newcomer_id)
        ],
        "offered_files": [offered.kind for offered in await OfferedFiles(session).of(newcomer_id)],
        "cases": [await _case(session, case) for case in cases],
    }


async def _case(session: AsyncSession, case: Case) -> dict[str, Any]:
    return {
        "number": case.number,
        "unit": case.unit_id,
        "topic": case.topic,
        "called": case.called,
        "opened_at": case.opened_at.isoformat(),
        "closed_at": case.closed_at.isoformat() if case.closed_at else None,
        "outcome": case.outcome,
        "messages": [
            {
                "from": message.sender,
                "at": message.at.isoformat(),
                "text": message.original,
                "translation": message.translation,
            }
            for message in await messages_of(session, case.id)
        ],
        "files": [
            {"at": file.at.isoformat(), "media_type": file.media_type, "bytes": file.size}
            for file in await attachments_of(session, case.id)
        ],
        "notes": [{"at": note.at.isoformat(), "text": note.text} for note in await notes_of(session, case.id)],
    }


async def forget_questions(session: AsyncSession, now: datetime) -> None:
    """Forget last questions and drafts that are older than a day, and what was read last by who is silent for a day."""
    moment = now - LAST_QUESTION_KEPT
    old = update(Conversation).where(Conversation.last_text_at < moment)
    await session.execute(old.values(last_text=None, last_text_at=None, draft=None, waits_for=None))
    drafts = select(Conversation).where(Conversation.draft.is_not(None))
    for conversation in await session.scalars(drafts):  # one may have a draft and no last question
        begun_at = (conversation.draft or {}).get("begun_at")
        if begun_at is None or datetime.fromisoformat(begun_at) < moment:
            conversation.draft = conversation.waits_for = None
    silent = select(Newcomer.id).where(Newcomer.last_seen_at < moment)
    await session.execute(update(Conversation).where(Conversation.newcomer_id.in_(silent)).values(last_topic=None))


async def forget_closed_cases(session: AsyncSession, now: datetime) -> None:
    """Erase cases that ended more than 180 days ago, with their consents."""
    ended = select(Case.id, Case.consent_id).where(Case.closed_at < now - CLOSED_KEPT)
    rows = list(await session.execute(ended))
    await session.execute(delete(Case).where(Case.id.in_([case_id for case_id, _ in rows])))
    await session.execute(delete(Consent).where(Consent.id.in_([consent_id for _, consent_id in rows])))


JOBS: tuple[tuple[str, timedelta, Callable[[AsyncSession, datetime], Awaitable[None]]], ...] = (
    ("handoff.forget_questions", timedelta(hours=1), forget_questions),
    ("handoff.forget_offers", timedelta(hours=1), forget_offers),
    ("handoff.forget_closed_cases", timedelta(days=1), forget_closed_cases),
)
"""Name, interval and function of what runs by the clock."""
