"""The inbox loses nothing, does nothing twice, and keeps the order within a chat, whoever asks and whoever dies."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text, update

from storage import Database
from storage.inbox import ATTEMPTS, KEPT, LEASE, SIGNAL, Arrival, Inbox, InboxUpdate, UpdateTaken
from storage.signals import Signals

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


def arrival(number: int, address: str = "ana", **payload: object) -> Arrival:
    return Arrival("telegram", str(number), address, {"kind": "text", "text": f"word {number}", **payload}, NOW)


@pytest.fixture
def signals(database: Database) -> Signals:
    return Signals(database)


@pytest.fixture
def inbox(database: Database, signals: Signals) -> Inbox:
    return Inbox(database, signals, worker="first")


@pytest.fixture
async def other(database_url: str):
    """The worker of another process: on SQLite through connections of its own, on PostgreSQL as it really is."""
    database = Database.open(database_url)
    yield Inbox(database, Signals(database), worker="second")
    await database.close()


async def all_rows(database: Database) -> list[InboxUpdate]:
    async with database.reading() as session:
        return list(await session.scalars(select(InboxUpdate).order_by(InboxUpdate.id)))


async def finish(database: Database, inbox: Inbox, rows: Iterable[InboxUpdate]) -> None:
    async with database.transaction() as session:
        for row in rows:
            await inbox.done(session, row.id, NOW)


def numbers(rows: Iterable[InboxUpdate]) -> list[str]:
    return [row.external_id for row in rows]


async def test_what_was_stored_is_seen_by_a_new_connection(database_url, inbox):
    """Told as stored means committed: another process finds it."""
    assert await inbox.store(arrival(1))

    elsewhere = Database.open(database_url)
    try:
        [row] = await all_rows(elsewhere)
    finally:
        await elsewhere.close()
    assert (row.external_id, row.payload) == ("1", {"kind": "text", "text": "word 1"})
    assert row.received_at == NOW


async def test_an_update_offered_again_is_stored_once(database, inbox):
    """Earlier, in the same burst, and after it was done."""
    assert await inbox.store(arrival(1))
    assert not await inbox.store(arrival(1))
    assert sorted(await asyncio.gather(*(inbox.store(arrival(2)) for _ in range(5)))) == [False] * 4 + [True]
    await finish(database, inbox, await inbox.claim(NOW, limit=9))

    assert not await inbox.store(arrival(1))
    assert numbers(await all_rows(database)) == ["1", "2"]


async def test_the_same_number_on_another_channel_is_another_update(inbox):
    staff = Arrival("staff", "1", "-100", {"kind": "connect"}, NOW)
    assert await inbox.store(arrival(1))
    assert await inbox.store(staff)


async def test_a_burst_shares_commits_and_none_is_told_before_its_own(database, inbox):
    """Whatever is told as stored is there at that moment, and a burst costs fewer commits than arrivals."""

    async def store_and_look(number: int) -> bool:
        await inbox.store(arrival(number, f"chat {number}"))
        async with database.reading() as session:
            found = await session.scalar(select(InboxUpdate.id).where(InboxUpdate.external_id == str(number)))
        return found is not None

    commits = 0
    transaction = database.transaction

    def counted(**how: bool):
        nonlocal commits
        commits += 1
        return transaction(**how)

    database.transaction = counted
    assert all(await asyncio.gather(*(store_and_look(number) for number in range(60))))
    assert commits < 30


async def test_one_that_the_database_refuses_takes_none_along(database, inbox):
    """The others of its burst are stored, and only who brought it is told."""
    bad = Arrival("telegram", "2", "ana", {"text": object()}, NOW)
    stored = await asyncio.gather(*map(inbox.store, [arrival(1), bad, arrival(3)]), return_exceptions=True)

    assert stored[0] is True
    assert isinstance(stored[1], Exception)
    assert stored[2] is True
    assert numbers(await all_rows(database)) == ["1", "3"]


async def test_a_caller_that_gives_up_leaves_the_others_their_commit(database, inbox):
    first, second = (asyncio.create_task(inbox.store(arrival(number))) for number in (1, 2))
    await asyncio.sleep(0)
    first.cancel()

    assert await second
    assert "2" in numbers(await all_rows(database))


async def test_word_is_given_once_it_can_be_claimed(inbox, signals):
    async with signals.listening(SIGNAL) as news:
        await inbox.store(arrival(1))
        await asyncio.wait_for(news.get(), 1)
        assert numbers(await inbox.claim(NOW, limit=1)) == ["1"]
        await inbox.store(arrival(1))
        assert news.empty()


async def test_a_chat_gives_one_update_at_a_time_in_order(database, inbox):
    for number in range(1, 7):
        await inbox.store(arrival(number, "ana" if number % 2 else "ivan"))
    order = []
    while rows := await inbox.claim(NOW, limit=9):
        assert len({row.address for row in rows}) == len(rows)
        order.append(numbers(rows))
        assert await inbox.claim(NOW, limit=9) == []
        await finish(database, inbox, rows)

    assert order == [["1", "2"], ["3", "4"], ["5", "6"]]


async def test_no_more_chats_than_asked_for_and_none_that_is_busy(inbox):
    for number, address in enumerate(["ana", "ivan", "maria", "olga"], 1):
        await inbox.store(arrival(number, address))

    assert numbers(await inbox.claim(NOW, limit=2, busy=["ana"])) == ["2", "3"]
    assert numbers(await inbox.claim(NOW, limit=9, busy=["ana"])) == ["4"]
    assert numbers(await inbox.claim(NOW, limit=9)) == ["1"]


async def test_a_dead_workers_update_is_free_after_its_lease(inbox, other):
    await inbox.store(arrival(1))
    await inbox.store(arrival(2))
    await inbox.claim(NOW, limit=9)

    assert await other.claim(NOW + LEASE, limit=9) == []
    assert numbers(await other.claim(NOW + LEASE + timedelta(seconds=1), limit=9)) == ["1"]


async def test_who_lost_the_lease_can_not_finish(database, inbox, other):
    """What a slow worker did is rolled back with its mark, for another one does it."""
    await inbox.store(arrival(1))
    [row] = await inbox.claim(NOW, limit=1)
    await other.claim(NOW + 2 * LEASE, limit=1)

    with pytest.raises(UpdateTaken):  # noqa: PT012
        async with database.transaction() as session:
            await session.execute(text("UPDATE inbox SET error = 'effect'"))
            await inbox.done(session, row.id, NOW)
    [row] = await all_rows(database)
    assert (row.error, row.done_at) == (None, None)
    await finish(database, other, [row])
    with pytest.raises(UpdateTaken):
        await finish(database, other, [row])


async def test_a_process_that_is_alone_takes_back_what_it_held_when_it_died(inbox):
    await inbox.store(arrival(1))
    await inbox.claim(NOW, limit=1)
    await inbox.release()

    assert numbers(await inbox.claim(NOW, limit=1)) == ["1"]


async def test_workers_never_have_the_same_chat(database, inbox, other):
    """Two take from twenty chats at once until nothing is left: each update once, each chat in order."""
    chats = [f"chat {number}" for number in range(20)]
    await asyncio.gather(*(inbox.store(arrival(n, chats[n % 20])) for n in range(100)))
    held: set[str] = set()
    done: dict[str, list[int]] = {chat: [] for chat in chats}

    async def work(worker: Inbox) -> None:
        while any(row.done_at is None for row in await all_rows(database)):
            rows = await worker.claim(NOW, limit=7)
            assert held.isdisjoint(row.address for row in rows)
            held.update(row.address for row in rows)
            await asyncio.sleep(0)
            async with database.transaction() as session:
                for row in rows:
                    await worker.done(session, row.id, NOW)
                    done[row.address].append(row.id)
                held.difference_update(row.address for row in rows)  # free from the commit on

    await asyncio.gather(work(inbox), work(other))

    assert all(ids == sorted(set(ids)) and len(ids) == 5 for ids in done.values())


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_locked_rows_are_passed_over(database, inbox, other):
    """PostgreSQL: a claim under way makes the other worker look elsewhere, not wait."""
    await inbox.store(arrival(1, "ana"))
    await inbox.store(arrival(2, "ivan"))
    async with database.transaction() as session:
        first = select(InboxUpdate.id).where(InboxUpdate.external_id == "1").with_for_update()
        await session.scalar(first)
        rows = await asyncio.wait_for(other.claim(NOW, limit=9), 2)
    assert numbers(rows) == ["2"]


async def test_done_erases_the_words_together_with_the_effects(database, inbox):
    await inbox.store(arrival(1))
    rows = await inbox.claim(NOW, limit=1)
    with pytest.raises(ZeroDivisionError):  # noqa: PT012
        async with database.transaction() as session:
            await inbox.done(session, rows[0].id, NOW)
            raise ZeroDivisionError
    [row] = await all_rows(database)
    assert (row.done_at, row.payload is None) == (None, False)

    await finish(database, inbox, rows)
    [row] = await all_rows(database)
    assert (row.done_at, row.payload) == (NOW, None)
    async with database.reading() as session:
        null = await session.scalar(text("SELECT payload IS NULL FROM inbox"))
    assert null  # no JSON null, in which a word could still be looked for


async def fail(database: Database, inbox: Inbox, row: InboxUpdate, now: datetime) -> bool:
    async with database.transaction() as session:
        return await inbox.failed(session, row, "ValueError", now)


async def test_what_fails_is_tried_again_then_parked_and_stops_no_one(database, inbox):
    """It holds its own chat back while it may still go well, and no other chat; parked it lets the next one pass."""
    await inbox.store(arrival(1, "ana"))
    await inbox.store(arrival(2, "ana"))
    await inbox.store(arrival(3, "ivan"))
    now, parked = NOW, []
    for attempt in range(ATTEMPTS):
        rows = await inbox.claim(now, limit=9)
        assert numbers(rows) == (["1", "3"] if attempt == 0 else ["1"])
        assert await inbox.claim(now, limit=9) == []
        parked.append(await fail(database, inbox, rows[0], now))
        if not parked[-1]:
            assert await inbox.claim(now, limit=9) == []  # not at once
        now += timedelta(seconds=attempt + 2)

    assert parked == [False, False, True]
    assert numbers(await inbox.claim(now, limit=9)) == ["2"]
    [row] = await inbox.parked()
    assert (row.external_id, row.error, row.attempts) == ("1", "ValueError", 3)
    assert await inbox.waiting() == 2  # claimed, both, and not done


async def test_a_parked_update_is_not_taken_again_by_its_sender(inbox, database):
    await inbox.store(arrival(1))
    for _ in range(ATTEMPTS):
        [row] = await inbox.claim(NOW + timedelta(minutes=1), limit=1)
        await fail(database, inbox, row, NOW)

    assert not await inbox.store(arrival(1))
    assert await inbox.claim(NOW + KEPT, limit=1) == []


async def test_after_a_day_an_update_is_forgotten_done_or_not(database, inbox):
    await inbox.store(arrival(1))
    await finish(database, inbox, await inbox.claim(NOW, limit=1))
    await inbox.store(arrival(2))
    async with database.transaction() as session:
        await session.execute(
            update(InboxUpdate).where(InboxUpdate.external_id == "2").values(received_at=NOW + timedelta(hours=1))
        )

    for hours, left in ((24, ["1", "2"]), (24.5, ["2"]), (25.5, [])):
        async with database.transaction() as session:
            await inbox.purge(session, NOW + timedelta(hours=hours))
        assert numbers(await all_rows(database)) == left


async def test_forgetting_a_chat_erases_its_words_and_keeps_the_numbers(database, inbox):
    """Telegram may offer an update again for a day: the number says that it was answered."""
    await inbox.store(arrival(1, "ana", text="canary"))
    await inbox.store(arrival(2, "ivan"))
    async with database.transaction() as session:
        await inbox.forget(session, "ana")

    ana, ivan = await all_rows(database)
    assert (ana.payload, ana.done_at) == (None, NOW)
    assert ivan.payload is not None
    assert not await inbox.store(arrival(1, "ana"))
    assert numbers(await inbox.claim(NOW, limit=9)) == ["2"]


async def test_what_is_known_of_an_update(database, inbox):
    await inbox.store(arrival(1))
    async with database.reading() as session:
        found = await inbox.find(session, "telegram", "1")
        assert found is not None
        assert found.address == "ana"
        assert await inbox.find(session, "staff", "1") is None
        assert await inbox.waits_for(session, "ana")
        assert not await inbox.waits_for(session, "ivan")
    await finish(database, inbox, await inbox.claim(NOW, limit=1))
    async with database.reading() as session:
        assert not await inbox.waits_for(session, "ana")
