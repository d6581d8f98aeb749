"""Announcements as newcomers read them: which of them stand under an answer, and where in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.answers import ArticleAnswer
from knowledge_base.edition import Edition
from knowledge_base.placeholders import placeholders
from knowledge_base.tables import Announcement
from nlu.topics import SAFETY_TOPICS
from wording import Language, Line, Phrase


@dataclass(frozen=True, slots=True)
class News:
    """A published announcement. `office` and `topic` say whom it concerns, neither: everybody."""

    texts: Mapping[str, str]
    office: str | None
    topic: str | None
    begins_on: date
    ends_on: date
    published_at: datetime

    @classmethod
    def of(cls, row: Announcement) -> "News":
        return cls(row.texts, row.office, row.topic, row.begins_on, row.ends_on, row.published_at)

    @property
    def is_for_everybody(self) -> bool:
        return self.office is None and self.topic is None

    def holds_on(self, day: date) -> bool:
        return self.begins_on <= day <= self.ends_on

    def concerns(self, topic: str, offices: frozenset[str]) -> bool:
        """Whether it is told under the article of *topic*, which names *offices*."""
        return self.topic == topic or self.office in offices

    def line(self, language: Language) -> Line:
        """The announcement in *language*, in German, saying so, where nobody wrote it in that language."""
        label = "announcement" if language in self.texts else "announcement-in-german"
        return Line(content=self.texts.get(language) or self.texts["de"], label=Phrase(id=label))


async def published_news(session: AsyncSession, today: date) -> list[News]:
    """What is published and not over on the day *today* in the town, in the order in which it was written."""
    told = select(Announcement).where(Announcement.status == "published", Announcement.ends_on >= today)
    return [News.of(row) for row in await session.scalars(told.order_by(Announcement.id))]


def offices_named(topic: str, edition: Edition) -> frozenset[str]:
    """The offices that the article of *topic* names, in front matter or German text, which all languages follow."""
    german = edition.german(topic)
    if german is None:
        return frozenset()
    texts = (section.text for section in german.sections.values())
    named = (each.office()[0] for text in texts for each in placeholders(text) if each.named == "office")
    return frozenset((*german.offices, *named))


def topics_told(news: Sequence[News], edition: Edition) -> list[list[str]]:
    """For each of *news* the topics under whose answers it stands; none where it is for everybody."""
    named = {topic: offices_named(topic, edition) for topic in edition.topics() if edition.german(topic)}
    return [[topic for topic, offices in named.items() if each.concerns(topic, offices)] for each in news]


def with_news(answer: ArticleAnswer, news: Sequence[News]) -> ArticleAnswer:
    """*answer* with *news* in its short form and in each of its parts."""
    if not news:
        return answer
    lines = [each.line(answer.language) for each in news]
    return replace(
        answer,
        lines=beneath(answer.topic, answer.lines, lines),
        parts={section: beneath(answer.topic, part, lines) for section, part in answer.parts.items()},
    )


def beneath(topic: str, lines: Sequence[Line], news: Sequence[Line]) -> tuple[Line, ...]:
    """*lines* of an answer with *news* right under what the answer says first.

    Where a danger is the topic they stand at its end, before its sources: telephone numbers come first in any case.
    """
    is_safety = topic in SAFETY_TOPICS
    place = next(
        (at for at, line in enumerate(lines) if line.style == "source" or (line.label and not is_safety)), len(lines)
    )
    return (*lines[:place], *news, *lines[place:])
