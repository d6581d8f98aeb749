"""Brings a database to the newest shape of its tables.

alembic is imported only where there is something to migrate: that takes most of a second, and most starts need none.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage.database import Database

_SCRIPTS = Path(__file__).with_name("migrations")
_NEWEST = max(script.name.partition("_")[0] for script in (_SCRIPTS / "versions").glob("*.py"))
"""Each script is named after its revision, and they follow one another."""


class MigrationBroken(Exception):
    """A migration left rows that point at nothing; the database was not changed."""


async def upgrade(database: Database) -> None:
    """Run the migrations that *database* has not seen.

    On SQLite they run on a connection of their own with foreign keys off, because alembic moves a table by making it
    anew, which would empty its child tables; the keys are checked before the end.
    """
    if await is_current(database):
        return
    async with database.engine.connect() as connection:
        if database.is_sqlite:
            await connection.exec_driver_sql("PRAGMA foreign_keys=OFF")  # has no effect inside a transaction
            await connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:  # begins the one transaction, without which alembic commits every step; and one process at a time
            await connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('migration'))")
        await connection.run_sync(_upgrade)
        if database.is_sqlite and (await connection.exec_driver_sql("PRAGMA foreign_key_check")).first():
            await connection.rollback()
            raise MigrationBroken
        await connection.commit()
        if database.is_sqlite:
            await connection.exec_driver_sql("PRAGMA foreign_keys=ON")


async def is_current(database: Database) -> bool:
    async with database.engine.connect() as connection:
        return await connection.run_sync(_revision) == _NEWEST


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
