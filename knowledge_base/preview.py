"""The edition as it would be if all that is being worked on were published."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.edition import Edition
from knowledge_base.errors import ValueRefused
from knowledge_base.facts import Fact
from knowledge_base.tables import ArticleVersion, ValueChange
from knowledge_base.value_changes import changed_of

WORKED_ON = ("draft", "machine_draft", "in_review")


async def with_drafts(session: AsyncSession, published: Edition) -> Edition:
    """*published* with every newest draft, and every fact and office that waits for a second person, put over it."""
    articles = {**published.articles}
    place = (ArticleVersion.topic, ArticleVersion.language)
    newest = select(*place, func.max(ArticleVersion.version).label("version")).group_by(*place).subquery()
    drafts = select(ArticleVersion).where(ArticleVersion.status.in_(WORKED_ON))
    is_newest = (
        (ArticleVersion.topic == newest.c.topic)
        & (ArticleVersion.language == newest.c.language)
        & (ArticleVersion.version == newest.c.version)
    )
    for row in await session.scalars(drafts.join(newest, is_newest)):
        articles[row.place] = row.read()
    facts, offices = {**published.facts}, {**published.offices}
    waiting = select(ValueChange).where(ValueChange.status == "in_review").order_by(ValueChange.id)
    for change in await session.scalars(waiting):
        try:
            changed = changed_of(change.kind, change.name, change.after)
        except ValueRefused:  # by rules that came after it
            continue
        if isinstance(changed, Fact):
            facts[changed.name] = changed
        else:
            offices[changed.id] = changed
    return published.model_copy(update={"articles": articles, "facts": facts, "offices": offices})
