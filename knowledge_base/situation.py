"""How things stand, read from the database for `tasks`: columns only, never a body of a text."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import groupby

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.matrix import Topic, read_matrix
from knowledge_base.review_calendar import read_dated_facts
from knowledge_base.tables import Announcement, ArticleVersion, OfficeRow, Recall, UnansweredQuestion, ValueChange
from knowledge_base.tasks import Situation, Waiting
from knowledge_base.workflow import writers_of


async def read_situation(session: AsyncSession, today: date) -> Situation:
    """Everything that may be a task on the day *today*."""
    topics = await read_matrix(session, today)
    return Situation(
        today=today,
        topics=topics,
        facts=await read_dated_facts(session),
        recalls=await _recalls(session),
        withdrawals=await _withdrawals(session, topics),
        urgent_announcements=await _announcements(session, today, is_urgent=True),
        texts=await _texts(session),
        values=await _values(session),
        announcements=await _announcements(session, today, is_urgent=False),
        questions=await _questions(session),
        office_fields=await _office_fields(session),
    )


async def _recalls(session: AsyncSession) -> list[Waiting]:
    recalls = select(Recall.id, Recall.written_by).where(Recall.status == "in_review").order_by(Recall.id)
    return [Waiting((str(each.id),), frozenset({each.written_by})) for each in await session.execute(recalls)]


async def _withdrawals(session: AsyncSession, topics: Sequence[Topic]) -> list[Waiting]:
    """Withdrawals nobody looked at, of texts that are still withdrawn."""
    newest = {(cell.topic, cell.language): cell.version for topic in topics for cell in topic.cells}
    columns = (
        ArticleVersion.topic,
        ArticleVersion.language,
        ArticleVersion.version,
        ArticleVersion.withdrawn_by,
    )
    unseen = select(*columns).where(
        ArticleVersion.status == "withdrawn",
        ArticleVersion.withdrawn_at.is_not(None),
        ArticleVersion.withdrawal_reviewed_by.is_(None),
    )
    return [
        Waiting((row.topic, row.language), frozenset({row.withdrawn_by}))
        for row in await session.execute(unseen.order_by(ArticleVersion.withdrawn_at))
        if newest.get((row.topic, row.language)) == row.version
    ]


async def _announcements(session: AsyncSession, today: date, *, is_urgent: bool) -> list[Waiting]:
    """Urgent ones are before newcomers already; the others wait for a second person."""
    waiting = select(Announcement.id, Announcement.written_by).where(
        Announcement.status == ("published" if is_urgent else "in_review"),
        Announcement.is_urgent == is_urgent,
        Announcement.reviewed_by.is_(None),
        Announcement.ends_on >= today,
    )
    rows = await session.execute(waiting.order_by(Announcement.ends_on))
    return [Waiting((str(row.id),), frozenset({row.written_by})) for row in rows]


async def _texts(session: AsyncSession) -> list[Waiting]:
    """Texts in review that nobody agreed to, the longest waiting first."""
    here = and_(ArticleVersion.status == "in_review", ArticleVersion.publish_on.is_(None))
    waiting = select(ArticleVersion.topic, ArticleVersion.language, ArticleVersion.version).where(here)
    versions = {
        (row.topic, row.language): row.version
        for row in await session.execute(waiting.order_by(ArticleVersion.submitted_at))
    }
    place = (ArticleVersion.topic, ArticleVersion.language)
    columns = (*place, ArticleVersion.version, ArticleVersion.written_by, ArticleVersion.shipped)
    places = waiting.subquery()
    same = and_(ArticleVersion.topic == places.c.topic, ArticleVersion.language == places.c.language)
    history = select(*columns, ArticleVersion.published_at).join(places, same)
    rows = await session.execute(history.order_by(*place, ArticleVersion.version))
    known = {each: list(rows) for each, rows in groupby(rows, lambda row: (row.topic, row.language))}
    return [Waiting(each, frozenset(writers_of(known[each], version))) for each, version in versions.items()]


async def _values(session: AsyncSession) -> list[Waiting]:
    waiting = select(ValueChange.id, ValueChange.written_by).where(
        ValueChange.status == "in_review", ValueChange.reviewed_by.is_(None)
    )
    rows = await session.execute(waiting.order_by(ValueChange.id))
    return [Waiting((str(row.id),), frozenset(filter(None, [row.written_by]))) for row in rows]


async def _questions(session: AsyncSession) -> list[int]:
    """How many open questions are about the same concepts, the most first."""
    asked = await session.scalars(select(UnansweredQuestion.concepts).where(UnansweredQuestion.state == "open"))
    return [size for _, size in Counter(frozenset(concepts) for concepts in asked if concepts).most_common()]


async def _office_fields(session: AsyncSession) -> list[tuple[str, str]]:
    offices = [row.read() for row in await session.scalars(select(OfficeRow).order_by(OfficeRow.position))]
    return [(office.id, contact) for office in offices for contact in office.unknown_contacts]
