"""What the knowledge base keeps about a newcomer: the articles they were shown, and what they asked in vain."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.delivery import deliveries_to, forget_deliveries_before, forget_deliveries_to
from knowledge_base.unanswered import KEPT as QUESTIONS_KEPT
from knowledge_base.unanswered import forget_questions_before, forget_questions_of, questions_of
from wording.formats import TOWN

DELIVERIES_KEPT = timedelta(days=180)
"""An error in an article is told to those who read it; after half a year they have acted on it or not."""


async def erase(session: AsyncSession, newcomer_id: int) -> None:
    """Erase everything kept about a newcomer."""
    await forget_deliveries_to(session, newcomer_id)
    await forget_questions_of(session, newcomer_id)


async def export(session: AsyncSession, newcomer_id: int) -> dict[str, Any]:
    """Everything kept about a newcomer, as values that JSON can hold."""
    return {
        "articles_shown": await deliveries_to(session, newcomer_id),
        "unanswered_questions": await questions_of(session, newcomer_id),
    }


async def forget_old_deliveries(session: AsyncSession, now: datetime) -> None:
    """Forget what was shown more than 180 days ago."""
    await forget_deliveries_before(session, now - DELIVERIES_KEPT)


async def forget_old_questions(session: AsyncSession, now: datetime) -> None:
    """Forget what was asked in vain more than 90 days ago."""
    await forget_questions_before(session, now.astimezone(TOWN).date() - QUESTIONS_KEPT)


JOBS: tuple[tuple[str, timedelta, Callable[[AsyncSession, datetime], Awaitable[None]]], ...] = (
    ("knowledge_base.forget_old_deliveries", timedelta(days=1), forget_old_deliveries),
    ("knowledge_base.forget_old_questions", timedelta(days=1), forget_old_questions),
)
"""Name, interval and function of what runs by the clock."""
