"""Transactions keep all or nothing, writers queue, moments keep their time zone, and acts are only ever added."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from handoff.newcomers import Newcomer
from storage import Database, audit
from storage.audit import AuditEntry
from storage.database import after_commit, utc_now

NOW = datetime(2026, 11, 25, 10, 0, 0, 123456, tzinfo=UTC)


def newcomer(address: str, arrived_at: datetime = NOW) -> Newcomer:
    return Newcomer(channel="telegram", address=address, arrived_at=arrived_at, last_seen_at=arrived_at)


async def count(database: Database) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.count()).select_from(Newcomer)) or 0


@pytest.mark.parametrize("error", [ZeroDivisionError, asyncio.CancelledError])
async def test_what_raises_leaves_nothing(database, error):
    """Whatever ends a block, a cancelled task too: no row, and no word of it."""
    told: list[str] = []
    with pytest.raises(error):  # noqa: PT012
        async with database.transaction() as session:
            session.add(newcomer("ana"))
            await session.flush()
            after_commit(session, lambda: told.append("ana"))
            raise error
    assert (await count(database), told) == (0, [])


async def test_a_commit_that_fails_tells_nothing(database):
    async with database.transaction() as session:
        session.add(newcomer("ana"))
    told: list[str] = []
    with pytest.raises(IntegrityError):  # noqa: PT012
        async with database.transaction() as session:
            after_commit(session, lambda: told.append("twice"))
            session.add(newcomer("ana"))
    assert (await count(database), told) == (1, [])


async def test_others_see_it_only_after_the_commit(database):
    async with database.transaction() as session:
        session.add(newcomer("ana"))
        await session.flush()
        assert await count(database) == 0  # and a reader does not wait for a writer
    assert await count(database) == 1


async def test_a_reader_sees_one_moment_and_keeps_nothing(database):
    """SQLite reads from a snapshot; on both, what is written while reading is rolled back."""
    async with database.reading() as session:
        session.add(newcomer("ana"))
        await session.flush()
    assert await count(database) == 0


async def test_many_writers_all_get_their_turn(database):
    """A deferred transaction that reads, then writes, would fail with "database is locked"."""

    async def write(number: int) -> None:
        async with database.transaction(urgent=number % 3 == 0) as session:
            await session.scalar(select(func.count()).select_from(Newcomer))
            session.add(newcomer(str(number)))
            await session.flush()
            await asyncio.sleep(0)

    await asyncio.gather(*map(write, range(40)))
    assert await count(database) == 40


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_urgent_writer_passes_the_queue(database):
    """Telegram's update does not wait for everybody who came before it."""
    order: list[str] = []

    async def write(name: str, *, urgent: bool) -> None:
        async with database.transaction(urgent=urgent):
            order.append(name)
            await asyncio.sleep(0.01)

    slow = [asyncio.create_task(write(str(number), urgent=False)) for number in range(8)]
    await asyncio.sleep(0.015)
    await write("urgent", urgent=True)
    await asyncio.gather(*slow)
    assert order.index("urgent") <= 3


async def test_rows_that_point_at_nothing_are_refused(database):
    with pytest.raises(IntegrityError):
        async with database.transaction() as session:
            await session.execute(text("INSERT INTO conversations (newcomer_id, waits_for) VALUES (99, 'subject')"))


async def test_ids_of_telegram_fit(database):
    """They need more than 32 bits."""
    async with database.transaction() as session:
        session.add(AuditEntry(id=7_000_000_000_123, at=NOW, actor="lotse", act="test", subject="x", details={}))
    async with database.reading() as session:
        assert await session.scalar(select(AuditEntry.id)) == 7_000_000_000_123


async def test_a_moment_without_time_zone_is_refused(database):
    with pytest.raises(StatementError, match="time zone"):
        async with database.transaction() as session:
            session.add(newcomer("ana", NOW.replace(tzinfo=None)))
    assert await count(database) == 0


async def test_a_moment_comes_back_in_utc_to_the_microsecond(database):
    berlin_winter = timezone(timedelta(hours=1))
    async with database.transaction() as session:
        session.add(newcomer("ana", NOW.astimezone(berlin_winter)))
    async with database.reading() as session:
        arrived = await session.scalar(select(Newcomer.arrived_at))
    assert arrived == NOW
    assert arrived.utcoffset() == timedelta(0)


async def test_moments_of_different_zones_are_compared_rightly(database):
    """SQLite compares texts: they must all be in one zone."""
    tokyo = timezone(timedelta(hours=9))
    async with database.transaction() as session:
        session.add(newcomer("earlier", (NOW - timedelta(hours=1)).astimezone(tokyo)))
        session.add(newcomer("later", NOW + timedelta(hours=1)))
    async with database.reading() as session:
        found = await session.scalars(select(Newcomer.address).where(Newcomer.arrived_at < NOW.astimezone(tokyo)))
        assert list(found) == ["earlier"]


async def test_an_act_is_recorded_with_the_act_or_not_at_all(database):
    with pytest.raises(ZeroDivisionError):  # noqa: PT012
        async with database.transaction() as session:
            audit.record(session, NOW, "staff:3", "claim", "case:48213")
            raise ZeroDivisionError
    async with database.transaction() as session:
        audit.record(session, NOW, "staff:3", "close", "case:48213", outcome="helped", again=False)
    async with database.reading() as session:
        [entry] = await session.scalars(select(AuditEntry))
    assert (entry.at, entry.actor, entry.act, entry.subject) == (NOW, "staff:3", "close", "case:48213")
    assert entry.details == {"outcome": "helped", "again": False}


def test_now_has_a_time_zone():
    assert utc_now().utcoffset() == timedelta(0)
