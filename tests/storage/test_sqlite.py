"""SQLite runs statements where they are called, and only what may wait in a thread."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import Database


@pytest.fixture
async def sqlite(tmp_path: Path):
    database = Database.open(f"sqlite:///{tmp_path / 'lotse.db'}")
    yield database
    await database.close()


async def thread_of(sqlite: Database, statement: str) -> list[int]:
    """The threads in which *statement* runs within one transaction."""
    threads: list[int] = []
    async with sqlite.transaction() as session:
        connection = (await (await session.connection()).get_raw_connection()).driver_connection
        connection._conn.set_trace_callback(
            lambda said: threads.append(threading.get_ident()) if said.startswith(statement) else None
        )
        await session.execute(text("SELECT 1"))
    return threads


async def test_a_statement_runs_where_it_is_called(sqlite):
    """The way to aiosqlite's thread and back costs ten times what a statement does."""
    assert await thread_of(sqlite, "SELECT 1") == [threading.get_ident()]


async def test_a_commit_waits_for_the_disk_in_a_thread(sqlite):
    [thread] = await thread_of(sqlite, "COMMIT")

    assert thread != threading.get_ident()


@pytest.mark.parametrize(
    ("setting", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)]
)
async def test_every_connection_is_set_up_to_lose_nothing(sqlite, setting, value):
    async with sqlite.reading() as session:
        assert await session.scalar(text(f"PRAGMA {setting}")) == value
