"""The knowledge base in the database: filled from an edition, read back as one."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.edition import Edition
from knowledge_base.errors import VersionTaken
from knowledge_base.facts import Fact
from knowledge_base.offices import Office
from knowledge_base.places import Place as NamedPlace
from knowledge_base.reply_sentences import ReplySentence
from knowledge_base.tables import (
    ArticleVersion,
    FactRow,
    InstalledEdition,
    OfficeRow,
    PlaceRow,
    ReplySentenceRow,
    UnitDescription,
)
from knowledge_base.texts import READINGS, Article, Status
from knowledge_base.units import Unit
from knowledge_base.value_changes import propose_shipped
from wording import Language

Place = tuple[str, Language]
DECIDED: tuple[Status, ...] = ("published", "withdrawn")
"""The newest version in one of them says whether newcomers have the text."""

_WORDS = ("title", "sections", "unit", "offices", "related", "rests_on", "translated_from")
_Row = TypeVar("_Row", FactRow, OfficeRow, PlaceRow, UnitDescription, ReplySentenceRow)


@dataclass(slots=True)
class Changes:
    """What was written into the database, or would be: names like `article registration.anmeldung ro 2`."""

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """What the town wrote and a shipped edition therefore left alone."""

    def __bool__(self) -> bool:
        return bool(self.added or self.replaced)


async def install_edition(session: AsyncSession, edition: Edition, now: datetime) -> Changes:
    """Put a shipped *edition* into the database; a second time nothing happens.

    What the town wrote stays: a newer shipped text arrives beside it as a draft, a newer fact or office as a change
    that waits for a person. What nobody in the town touched is brought up to date.
    """
    changes = Changes()
    versions = await _versions(session)
    german_first = sorted(edition.articles.items(), key=lambda item: item[0][1] != "de")
    sources: dict[str, dict[int, ArticleVersion]] = {}
    """Of each topic the German texts by the version that their file gave them, the newest of that version."""
    for place, article in german_first:
        known = versions.get(place, [])
        german = sources.setdefault(article.topic, {})
        if article.language == "de":
            german |= {row.shipped_version: row for row in known if row.shipped_version}
        arriving, source = _renumbered(article, known, german)
        of_version = (row for row in known if row.shipped_version == article.version)
        there = next((row for row in of_version if same_words(row.read(), arriving)), None)
        if there is None:
            there = _arrive(session, arriving, known, source, now, changes)
        elif _learn_readings(there, article):
            changes.replaced.append(_name(article))
        if article.language == "de":
            german[article.version] = there
    await _write_rows(session, edition, changes, now, shipped=True)
    await session.flush()
    return changes


def _renumbered(
    article: Article, known: list[ArticleVersion], german: dict[int, ArticleVersion]
) -> tuple[Article, ArticleVersion | None]:
    """*article* with the numbers of the database for those of its file, and the German text it translates."""
    if article.language != "de":
        source = german.get(article.translated_from or 0)
        return article.model_copy(
            update={"translated_from": source.version if source else article.translated_from}
        ), source
    if article.meaning_version is None:
        return article, None
    same = [row.version for row in known if (row.shipped_version or 0) >= article.meaning_version]
    return article.model_copy(update={"meaning_version": min(same, default=None)}), None


def _arrive(
    session: AsyncSession,
    article: Article,
    known: list[ArticleVersion],
    source: ArticleVersion | None,
    now: datetime,
    changes: Changes,
) -> ArticleVersion:
    """Add a shipped text: published where nobody in the town wrote or withdrew one, else as a draft.

    A translation of a German text that newcomers never had waits with it.
    """
    number = max(article.version, known[-1].version + 1) if known else article.version
    is_untouched = all(row.shipped and not (row.status == "withdrawn" and row.withdrawn_by) for row in known)
    is_ahead = source is not None and source.published_at is None
    arriving = article.model_copy(update={"version": number})
    if not is_untouched or (is_ahead and article.status == "published"):
        arriving = arriving.model_copy(update={"status": "draft"})
        changes.kept.append(_name(article))
    else:
        (changes.replaced if known else changes.added).append(_name(article))
    return _add_version(session, arriving, now, shipped=True, shipped_version=article.version)


def _learn_readings(row: ArticleVersion, article: Article) -> bool:
    """Take over who read or confirmed the very words of *row*, where that is not known yet."""
    news = {by: on for by, on in READINGS.items() if getattr(article, by) and not getattr(row, by)}
    for by, on in news.items():
        setattr(row, by, getattr(article, by))
        setattr(row, on, getattr(article, on))
    return bool(news)


def same_words(one: Article, other: Article) -> bool:
    """Whether two texts say the same, whatever is known about who read them."""
    return all(getattr(one, name) == getattr(other, name) for name in _WORDS)


async def is_installed(session: AsyncSession, digest: str) -> bool:
    """Whether the shipped edition with *digest* is the one that was put in last."""
    return await session.scalar(select(InstalledEdition.digest)) == digest


async def mark_installed(session: AsyncSession, digest: str, now: datetime) -> None:
    """Remember that the shipped edition with *digest* is in the database."""
    await session.execute(delete(InstalledEdition))
    session.add(InstalledEdition(digest=digest, installed_at=now))


async def import_edition(session: AsyncSession, edition: Edition, now: datetime) -> Changes:
    """Put an *edition* that people of the town wrote into the database; what it changes is the town's from then on.

    Raises:
        VersionTaken: a text has other words than the one that already bears its version.
    """
    changes = Changes()
    versions = await _versions(session)
    for place, article in edition.articles.items():
        known = versions.get(place, [])
        same = next((row for row in known if row.version == article.version), None)
        if same is None:
            _add_version(session, article, now, shipped=False)
            (changes.replaced if known else changes.added).append(_name(article))
        elif (was := same.read()) != article:
            if (was.title, was.sections) != (article.title, article.sections):
                raise VersionTaken(article.topic, article.language, article.version)
            same.write(article, shipped=False)  # the same words, but somebody read, confirmed or withdrew them
            changes.replaced.append(_name(article))
    await _write_rows(session, edition, changes, now, shipped=False)
    await session.flush()
    return changes


async def newest_versions(session: AsyncSession) -> dict[Place, ArticleVersion]:
    """The newest version of each text, whatever its status."""
    return {row.place: row for row in await _newest(session)}


async def find_version(session: AsyncSession, place: Place, version: int) -> ArticleVersion | None:
    """One version of a text."""
    topic, language = place
    of_place = select(ArticleVersion).where(ArticleVersion.topic == topic, ArticleVersion.language == language)
    return (await session.scalars(of_place.where(ArticleVersion.version == version))).one_or_none()


async def load_edition(session: AsyncSession, *, published_only: bool = False) -> Edition:
    """Read the database as an edition: of each article the newest published version, else the newest of any status."""
    decided = await _newest(session, ArticleVersion.status.in_(DECIDED))
    published = {row.place: row for row in decided if row.status == "published"}
    shown = published if published_only else await newest_versions(session) | published
    articles = {place: row.read() for place, row in sorted(shown.items())}
    facts = [row.read() for row in await _rows(session, FactRow)]
    return Edition(
        articles=articles,
        facts={fact.name: fact for fact in facts},
        places={row.id: row.read() for row in await _rows(session, PlaceRow)},
        offices={row.id: row.read() for row in await _rows(session, OfficeRow)},
        units={row.id: row.read() for row in await _rows(session, UnitDescription)},
        reply_sentences={row.id: row.read() for row in await _rows(session, ReplySentenceRow)},
    )


def _add_version(
    session: AsyncSession, article: Article, now: datetime, *, shipped: bool, shipped_version: int | None = None
) -> ArticleVersion:
    row = ArticleVersion(created_at=now, shipped_version=shipped_version)
    row.write(article, shipped)
    row.published_at = now if article.status == "published" else None
    session.add(row)
    return row


async def _versions(session: AsyncSession) -> dict[Place, list[ArticleVersion]]:
    """All versions by topic and language, oldest first."""
    versions: dict[Place, list[ArticleVersion]] = {}
    for row in await session.scalars(select(ArticleVersion).order_by(ArticleVersion.version)):
        versions.setdefault((row.topic, row.language), []).append(row)
    return versions


async def _newest(session: AsyncSession, *conditions: ColumnElement[bool]) -> list[ArticleVersion]:
    """Of each text the newest version that fulfils the conditions."""
    place = (ArticleVersion.topic, ArticleVersion.language)
    newest = select(*place, func.max(ArticleVersion.version).label("version")).where(*conditions).group_by(*place)
    one = newest.subquery()
    same = and_(*(getattr(ArticleVersion, name) == one.c[name] for name in ("topic", "language", "version")))
    return list(await session.scalars(select(ArticleVersion).join(one, same)))


async def _rows(session: AsyncSession, table: type[_Row]) -> list[_Row]:
    return list(await session.scalars(select(table).order_by(table.position)))


async def _write_rows(
    session: AsyncSession, edition: Edition, changes: Changes, now: datetime, *, shipped: bool
) -> None:
    """Bring facts, offices, units and sentences up to date; where the town has its own, what was shipped waits."""
    facts = {row.name: row for row in await _rows(session, FactRow)}
    for position, fact in enumerate(edition.facts.values()):
        row = facts.get(fact.name)
        if shipped and row is not None and row.review_due_on is not None:
            fact = fact.model_copy(update={"review_due_on": row.review_due_on})  # the town's own day stays
        if not _write(session, row, FactRow, fact, position, changes, shipped):
            await propose_shipped(session, facts[fact.name].read(), fact, now)
    offices = {row.id: row for row in await _rows(session, OfficeRow)}
    for position, office in enumerate(edition.offices.values()):
        if not _write(session, offices.get(office.id), OfficeRow, office, position, changes, shipped):
            await propose_shipped(session, offices[office.id].read(), office, now)
    places = {row.id: row for row in await _rows(session, PlaceRow)}
    for position, place in enumerate(edition.places.values()):
        _write(session, places.get(place.id), PlaceRow, place, position, changes, shipped)
    units = {row.id: row for row in await _rows(session, UnitDescription)}
    for position, unit in enumerate(edition.units.values()):
        _write(session, units.get(unit.id), UnitDescription, unit, position, changes, shipped)
    sentences = {row.id: row for row in await _rows(session, ReplySentenceRow)}
    for position, sentence in enumerate(edition.reply_sentences.values()):
        _write(session, sentences.get(sentence.id), ReplySentenceRow, sentence, position, changes, shipped)


def _write(
    session: AsyncSession,
    row: _Row | None,
    table: type[_Row],
    value: Any,
    position: int,
    changes: Changes,
    shipped: bool,
) -> bool:
    """Bring one row up to date; *value* is what *table* keeps. False where the town's own stays instead."""
    if row is None:
        row = table()
        row.write(value, position, shipped)
        session.add(row)
        changes.added.append(_name(value))
    elif row.read() == value:
        row.position = position
    elif shipped and not row.shipped:
        changes.kept.append(_name(value))
        return False
    else:
        row.write(value, position, shipped)
        changes.replaced.append(_name(value))
    return True


def _name(value: Article | Fact | NamedPlace | Office | Unit | ReplySentence) -> str:
    match value:
        case Article():
            return f"article {value.topic} {value.language} {value.version}"
        case Fact():
            return f"fact {value.name}"
    return f"{type(value).__name__.lower()} {value.id}"
