"""Which version of an article reached whom: kept so that people can be told when it was wrong."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, distinct, false, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.answers import ArticleAnswer
from knowledge_base.tables import ArticleDelivery
from nlu.topics import SAFETY_TOPICS
from storage.database import on_tables
from wording import LANGUAGES, Language

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


async def last_told(session: AsyncSession, newcomer_id: int) -> datetime | None:
    """When a newcomer was shown an article last, but for those about a danger, which say nothing beside it."""
    mine = ArticleDelivery.newcomer_id == newcomer_id
    shown = select(func.max(ArticleDelivery.delivered_at)).where(mine, ArticleDelivery.topic.not_in(SAFETY_TOPICS))
    return await session.scalar(shown)


async def newcomers_who_read(
    session: AsyncSession,
    topic: str,
    versions: Mapping[Language, Collection[int]],
    since: datetime,
    until: datetime | None = None,
) -> Sequence[int]:
    """The newcomers who were shown one of these versions in that time, each once."""
    shown = or_(
        *(
            and_(ArticleDelivery.language == language, ArticleDelivery.version.in_(numbers))
            for language, numbers in versions.items()
        ),
        false(),
    )
    read = select(ArticleDelivery.newcomer_id).where(
        ArticleDelivery.topic == topic, shown, ArticleDelivery.delivered_at >= since
    )
    if until is not None:
        read = read.where(ArticleDelivery.delivered_at <= until)
    return list(await session.scalars(read.distinct().order_by(ArticleDelivery.newcomer_id)))


@dataclass(frozen=True, slots=True)
class ReadVersion:
    """How many people were shown one version of a text, and when first and last."""

    language: Language
    version: int
    people: int
    first_at: datetime
    last_at: datetime


async def versions_read(session: AsyncSession, topic: str) -> list[ReadVersion]:
    """All versions of *topic* that anybody was shown, the newest of each language first."""
    row = ArticleDelivery
    people = func.count(distinct(row.newcomer_id))
    counted = select(row.language, row.version, people, func.min(row.delivered_at), func.max(row.delivered_at)).where(
        row.topic == topic
    )
    rows = await session.execute(counted.group_by(row.language, row.version))
    found = [ReadVersion(*each) for each in rows]
    return sorted(found, key=lambda each: (LANGUAGES.index(each.language), -each.version))


async def topics_read(session: AsyncSession) -> dict[str, int]:
    """The topics that anybody was shown, and to how many people."""
    people = func.count(distinct(ArticleDelivery.newcomer_id)).label("people")
    counted = select(ArticleDelivery.topic, people).group_by(ArticleDelivery.topic).order_by(ArticleDelivery.topic)
    return {row.topic: row.people for row in await session.execute(counted)}


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
