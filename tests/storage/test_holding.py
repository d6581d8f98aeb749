"""Of several processes on one PostgreSQL database one does a job at a time."""

import pytest

from storage import Database


@pytest.fixture
async def other(database_url: str):
    """Another process on the same database."""
    database = Database.open(database_url)
    yield database
    await database.close()


async def test_a_name_is_held_by_one_process_until_its_transaction_ends(database, other):
    if database.is_sqlite:
        async with database.transaction() as session:
            assert await database.holds(session, "purge")
        return
    async with database.transaction() as first:
        assert await database.holds(first, "purge")
        async with other.transaction() as second:
            assert not await other.holds(second, "purge")
            assert await other.holds(second, "another job")
    async with other.transaction() as second:
        assert await other.holds(second, "purge")
