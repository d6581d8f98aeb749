"""The migrations make exactly the tables that the folders declare, on both databases, and spoil nothing on the way."""

import asyncio
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

import house.server  # noqa: F401 - every folder's tables are declared
from storage import Base, Database, migration
from storage.migration import MigrationBroken, is_current, upgrade
from tests.postgres import create_database


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty(request: pytest.FixtureRequest, tmp_path: Path):
    """A database without a single table."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        url = await create_database(request.getfixturevalue("postgres"))
    database = Database.open(url)
    yield database
    await database.close()


async def tables(database: Database) -> set[str]:
    async with database.engine.connect() as connection:
        return set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))


async def test_an_empty_database_becomes_current(empty):
    assert not await is_current(empty)
    await upgrade(empty)
    assert await is_current(empty)
    assert await tables(empty) == {*Base.metadata.tables, "alembic_version"}


async def test_a_second_upgrade_changes_nothing(empty):
    await upgrade(empty)
    async with empty.transaction() as session:
        await session.execute(text("INSERT INTO arrivals (place, month, people) VALUES ('markt', '2026-11-01', 3)"))
    await upgrade(empty)
    async with empty.reading() as session:
        assert await session.scalar(text("SELECT people FROM arrivals")) == 3


async def test_the_migrations_make_what_the_folders_declare(database):
    """A column that somebody adds to a table without a migration is found here."""

    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return compare_metadata(context, Base.metadata)

    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


@pytest.mark.parametrize("empty", ["postgresql"], indirect=True)
async def test_processes_that_start_together_upgrade_once(empty):
    """PostgreSQL: the second waits for the first and finds nothing left to do."""
    other = Database.open(empty.engine.url.render_as_string(hide_password=False).replace("+asyncpg", ""))
    try:
        await asyncio.gather(upgrade(empty), upgrade(other))
    finally:
        await other.close()
    assert await is_current(empty)


async def test_foreign_keys_hold_again_after_an_upgrade(empty):
    """On the very connection that the migrations used, and on all others."""
    await upgrade(empty)
    if not empty.is_sqlite:
        return
    async with empty.engine.connect() as first, empty.engine.connect() as second:
        for connection in (first, second):
            assert (await connection.exec_driver_sql("PRAGMA foreign_keys")).scalar() == 1


async def test_a_migration_that_breaks_off_leaves_the_old_shape(empty, monkeypatch):
    """All tables or none: the transaction holds the tables too, on both databases."""
    whole = migration._upgrade

    def broken(connection: Connection) -> None:
        whole(connection)
        raise ZeroDivisionError

    monkeypatch.setattr(migration, "_upgrade", broken)
    with pytest.raises(ZeroDivisionError):
        await upgrade(empty)
    assert await tables(empty) == set()
    monkeypatch.undo()
    await upgrade(empty)
    assert await is_current(empty)


async def test_a_migration_that_orphans_rows_is_undone(empty, monkeypatch):
    """SQLite runs migrations with foreign keys off, so they are checked before the end."""
    await upgrade(empty)

    def orphans(connection: Connection) -> None:
        values = "(99, 'subject')" if empty.is_sqlite else "(NULL, 'subject')"
        connection.execute(text(f"INSERT INTO conversations (newcomer_id, waits_for) VALUES {values}"))

    monkeypatch.setattr(migration, "_upgrade", orphans)
    monkeypatch.setattr(migration, "_NEWEST", "later")  # there is something to migrate
    with pytest.raises(Exception) as caught:  # noqa: PT011 - PostgreSQL refuses by itself, in the statement
        await upgrade(empty)
    assert isinstance(caught.value, MigrationBroken) is empty.is_sqlite
    async with empty.reading() as session:
        assert await session.scalar(text("SELECT count(*) FROM conversations")) == 0
