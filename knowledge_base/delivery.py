"""Which version of an article reached whom: kept so that people can be told when it was wrong."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.answers import ArticleAnswer
from knowledge_base.tables import ArticleDelivery
from storage.database import on_tables
from wording import Language

# Built once and on the table instead of the class: nearly half of all answers are articles.
_DELIVERED = insert(ArticleDelivery.metadata.tables[ArticleDelivery.__tablename__])


async def record_delivery(session: AsyncSession, answer: ArticleAnswer, newcomer_id: int, now: datetime) -> None:
    """Note that *answer* goes out, in the transaction that sends it. The language noted is the one of the text."""
    row = {
        "newcomer_id": newcomer_id,
        "topic": answer.topic,
        "language": answer.text_language,
        "version": answer.version,
        "delivered_at": now,
    }
    await on_tables(session).execute(_DELIVERED, row)


async def newcomers_who_read(
    session: AsyncSession, topic: str, language: Language, version: int, since: datetime
) -> Sequence[int]:
    """The newcomers who were shown this version since then, each once."""
    read = select(ArticleDelivery.newcomer_id).where(
        ArticleDelivery.topic == topic,
        ArticleDelivery.language == language,
        ArticleDelivery.version == version,
        ArticleDelivery.delivered_at >= since,
    )
    return list(await session.scalars(read.distinct().order_by(ArticleDelivery.newcomer_id)))


async def deliveries_to(session: AsyncSession, newcomer_id: int) -> list[dict[str, Any]]:
    """What a newcomer was shown, oldest first, as values that JSON can hold."""
    shown = select(ArticleDelivery).where(ArticleDelivery.newcomer_id == newcomer_id).order_by(ArticleDelivery.id)
    return [
        {
            "topic": delivery.topic,
            "language": delivery.language,
            "version": delivery.version,
            "at": delivery.delivered_at.isoformat(),
        }
        for delivery in await session.scalars(shown)
    ]


async def forget_deliveries_to(session: AsyncSession, newcomer_id: int) -> None:
    await session.execute(delete(ArticleDelivery).where(ArticleDelivery.newcomer_id == newcomer_id))


async def forget_deliveries_before(session: AsyncSession, moment: datetime) -> None:
    await session.execute(delete(ArticleDelivery).where(ArticleDelivery.delivered_at < moment))
