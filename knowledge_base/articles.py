"""The knowledge base in the database: filled from an edition, read back as one."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.edition import Edition
from knowledge_base.errors import VersionTaken
from knowledge_base.facts import Fact
from knowledge_base.offices import Office
from knowledge_base.reply_sentences import ReplySentence
from knowledge_base.tables import (
    ArticleVersion,
    FactRow,
    InstalledEdition,
    OfficeRow,
    ReplySentenceRow,
    UnitDescription,
)
from knowledge_base.texts import Article
from knowledge_base.units import Unit
from wording import Language

Place = tuple[str, Language]
_Row = TypeVar("_Row", FactRow, OfficeRow, UnitDescription, ReplySentenceRow)


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

    What the town wrote stays. An article is added where the town has none in that topic and language, and a newer
    version joins one that nobody in the town touched; facts, offices, units and sentences that nobody touched are
    brought up to date.
    """
    changes = Changes()
    versions = await _versions(session)
    for place, article in edition.articles.items():
        known = versions.get(place, [])
        if known and known[-1].version >= article.version:
            continue
        if not all(row.shipped for row in known):
            changes.kept.append(_name(article))
            continue
        _add_version(session, article, now, shipped=True)
        (changes.replaced if known else changes.added).append(_name(article))
    await _write_rows(session, edition, changes, shipped=True)
    await session.flush()
    return changes


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
    await _write_rows(session, edition, changes, shipped=False)
    await session.flush()
    return changes


async def load_edition(session: AsyncSession, *, published_only: bool = False) -> Edition:
    """Read the database as an edition: of each article the newest published version, else the newest of any status."""
    articles: dict[Place, Article] = {}
    for place, rows in sorted((await _versions(session)).items()):
        published = [row for row in rows if row.status == "published"]
        is_withdrawn = rows[-1].status == "withdrawn"  # takes back all that was published before
        if published and not is_withdrawn:
            articles[place] = published[-1].read()
        elif not published_only:
            articles[place] = rows[-1].read()
    facts = [row.read() for row in await _rows(session, FactRow)]
    return Edition(
        articles=articles,
        facts={fact.name: fact for fact in facts},
        offices={row.id: row.read() for row in await _rows(session, OfficeRow)},
        units={row.id: row.read() for row in await _rows(session, UnitDescription)},
        reply_sentences={row.id: row.read() for row in await _rows(session, ReplySentenceRow)},
    )


def _add_version(session: AsyncSession, article: Article, now: datetime, *, shipped: bool) -> None:
    row = ArticleVersion(created_at=now)
    row.write(article, shipped)
    session.add(row)


async def _versions(session: AsyncSession) -> dict[Place, list[ArticleVersion]]:
    """All versions by topic and language, oldest first."""
    versions: dict[Place, list[ArticleVersion]] = {}
    for row in await session.scalars(select(ArticleVersion).order_by(ArticleVersion.version)):
        versions.setdefault((row.topic, row.language), []).append(row)
    return versions


async def _rows(session: AsyncSession, table: type[_Row]) -> list[_Row]:
    return list(await session.scalars(select(table).order_by(table.position)))


async def _write_rows(session: AsyncSession, edition: Edition, changes: Changes, *, shipped: bool) -> None:
    facts = {(row.topic, row.key): row for row in await _rows(session, FactRow)}
    for position, fact in enumerate(edition.facts.values()):
        _write(session, facts.get((fact.topic, fact.key)), FactRow, fact, position, changes, shipped)
    offices = {row.id: row for row in await _rows(session, OfficeRow)}
    for position, office in enumerate(edition.offices.values()):
        _write(session, offices.get(office.id), OfficeRow, office, position, changes, shipped)
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
) -> None:
    """Bring one row up to date; *value* is what *table* keeps."""
    if row is None:
        row = table()
        row.write(value, position, shipped)
        session.add(row)
        changes.added.append(_name(value))
    elif row.read() == value:
        row.position = position
    elif shipped and not row.shipped:
        changes.kept.append(_name(value))
    else:
        row.write(value, position, shipped)
        changes.replaced.append(_name(value))


def _name(value: Article | Fact | Office | Unit | ReplySentence) -> str:
    match value:
        case Article():
            return f"article {value.topic} {value.language} {value.version}"
        case Fact():
            return f"fact {value.name}"
    return f"{type(value).__name__.lower()} {value.id}"
