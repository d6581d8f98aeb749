"""The knowledge base out of the database into a folder, and back."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.articles import Changes, import_edition, load_edition
from knowledge_base.edition import read_edition, write_edition
from storage import Database


async def export_folder(session: AsyncSession, folder: Path) -> int:
    """Write what the database holds into *folder*, in the format of the shipped edition; return the number of texts.

    Raises:
        OSError: the folder cannot be written.
    """
    edition = await load_edition(session)
    write_edition(edition, folder)
    return len(edition.articles)


async def import_folder(database: Database, folder: Path, now: datetime, *, dry_run: bool = False) -> Changes:
    """Read *folder* into the database, all of it or nothing; with *dry_run* only say what would change.

    Raises:
        EditionBroken: something in the folder cannot be read.
        VersionTaken: a text has other words than the one that already bears its version.
    """
    edition = read_edition(folder)
    async with database.transaction() as session:
        changes = await import_edition(session, edition, now)
        if dry_run:
            await session.rollback()
        return changes
