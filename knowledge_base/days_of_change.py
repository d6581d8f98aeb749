"""Since when newcomers read what they read: the day on which a text, a fact or an office was changed last here."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.tables import ArticleVersion, ValueChange
from wording import Language
from wording.formats import TOWN

DaysOfChange = Mapping[str, date]
"""By `article registration.anmeldung ro`, `fact <name>`, `office <id>`; a fact as it was shipped has none."""

NO_DAYS: Final[DaysOfChange] = {}


def article_key(topic: str, language: Language) -> str:
    return f"article {topic} {language}"


async def days_of_change(session: AsyncSession) -> DaysOfChange:
    """The day in the town on which each published text, fact and office became what it is."""
    since = func.max(func.coalesce(ArticleVersion.published_at, ArticleVersion.created_at))
    of_text = (
        select(ArticleVersion.topic, ArticleVersion.language, since)
        .where(ArticleVersion.status == "published")
        .group_by(ArticleVersion.topic, ArticleVersion.language)
    )
    of_value = (
        select(ValueChange.kind, ValueChange.name, func.max(ValueChange.published_at))
        .where(ValueChange.status == "published", ValueChange.published_at.is_not(None))
        .group_by(ValueChange.kind, ValueChange.name)
    )
    texts = [(article_key(topic, language), at) for topic, language, at in await session.execute(of_text)]
    values = [(f"{kind} {name}", at) for kind, name, at in await session.execute(of_value)]
    return {name: at.astimezone(TOWN).date() for name, at in (*texts, *values) if at is not None}
