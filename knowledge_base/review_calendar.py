"""What is to be looked at again, and when: published texts and facts by the month of their review date."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.matrix import Topic
from knowledge_base.tables import FactRow
from wording import Language

MONTHS_UNTIL_NEXT = 6
"""So long what somebody looked through is taken to hold."""


@dataclass(frozen=True, slots=True)
class DatedFact:
    """A fact with the days that matter for looking after it; `owner` is a unit."""

    topic: str
    key: str
    owner: str | None
    valid_to: date | None
    review_due_on: date | None

    @property
    def name(self) -> str:
        return f"{self.topic}.{self.key}"


@dataclass(frozen=True, slots=True)
class Review:
    """A text (`language` and `version`) or, without a language, a fact called `name` that is due."""

    due_on: date
    name: str
    owner: str | None
    title: str | None = None
    language: Language | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Month:
    """The reviews of one month; `first_day` is none for all that is overdue."""

    first_day: date | None
    reviews: tuple[Review, ...]


async def read_dated_facts(session: AsyncSession) -> list[DatedFact]:
    """The facts that end or are to be looked at again."""
    columns = (FactRow.topic, FactRow.key, FactRow.owner, FactRow.valid_to, FactRow.review_due_on)
    dated = select(*columns).where(FactRow.valid_to.is_not(None) | FactRow.review_due_on.is_not(None))
    return [DatedFact(*row) for row in await session.execute(dated.order_by(FactRow.topic, FactRow.key))]


def calendar(topics: Iterable[Topic], facts: Iterable[DatedFact], today: date) -> list[Month]:
    """What is due, overdue first, then by month."""
    reviews = sorted((*_texts(topics), *_facts(facts)), key=lambda each: (each.due_on, each.name, each.language or ""))

    def month(review: Review) -> date | None:
        return None if review.due_on < today else review.due_on.replace(day=1)

    return [Month(first_day, tuple(of_month)) for first_day, of_month in groupby(reviews, month)]


def overdue(months: Sequence[Month]) -> tuple[Review, ...]:
    return months[0].reviews if months and months[0].first_day is None else ()


def next_review(today: date) -> date:
    """The day on which to look again at what somebody looked through today."""
    months = today.month - 1 + MONTHS_UNTIL_NEXT
    year, month = today.year + months // 12, months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def _texts(topics: Iterable[Topic]) -> Iterable[Review]:
    for topic in topics:
        for cell in topic.cells:
            if cell.is_published and cell.review_due_on and cell.version:
                yield Review(cell.review_due_on, topic.topic, topic.unit, topic.title, cell.language, cell.version)


def _facts(facts: Iterable[DatedFact]) -> Iterable[Review]:
    for fact in facts:
        if fact.review_due_on:
            yield Review(fact.review_due_on, fact.name, fact.owner)
