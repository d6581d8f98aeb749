"""Brings a database to the newest shape of its tables."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.database import Database

_SCRIPTS = Path(__file__).with_name("migrations")


class MigrationBroken(Exception):
    """A migration left rows that point at nothing; the database was not changed."""


async def upgrade(database: Database) -> None:
    """Run the migrations that *database* has not seen.

    On SQLite they run on a connection of their own with foreign keys off, because alembic moves a table by making it
    anew, which would empty its child tables; the keys are checked before the end.
    """
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
        return await connection.run_sync(_is_current)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    command.upgrade(_config(connection), "head")


def _is_current(connection: Connection) -> bool:
    heads = ScriptDirectory.from_config(_config(connection)).get_heads()
    return set(MigrationContext.configure(connection).get_current_heads()) == set(heads)
