"""Signals are told after the commit that made them true, to every process that listens."""

import asyncio

import pytest

from storage import Database
from storage import signals as module
from storage.signals import Signals, next_signal


@pytest.fixture
async def signals(database: Database):
    signals = Signals(database)
    await signals.start()
    yield signals
    await signals.stop()


async def test_an_id_is_told_after_the_commit_and_not_before(database, signals):
    async with signals.listening("cases") as news:
        async with database.transaction() as session:
            await signals.publish(session, "cases", 17)
            assert await next_signal(news, 0.2) is None
        assert await next_signal(news, 2) == "17"


async def test_a_rolled_back_signal_is_never_told(database, signals):
    async with signals.listening("cases") as news:
        with pytest.raises(ZeroDivisionError):  # noqa: PT012
            async with database.transaction() as session:
                await signals.publish(session, "cases", 17)
                raise ZeroDivisionError
        assert await next_signal(news, 0.2) is None


async def test_everybody_who_listens_to_the_topic_hears_it_and_no_one_else(database, signals):
    async with (
        signals.listening("cases") as first,
        signals.listening("cases") as second,
        signals.listening("web:abc def") as other,
    ):
        async with database.transaction() as session:
            await signals.publish(session, "cases", "a b")
        assert await next_signal(first, 2) == await next_signal(second, 2) == "a b"
        assert other.empty()


async def test_one_look_answers_all_that_came_meanwhile(database, signals):
    async with signals.listening("cases") as news:
        for number in range(3):
            async with database.transaction() as session:
                await signals.publish(session, "cases", number)
        await asyncio.sleep(0.2)
        assert await next_signal(news, 2) == "2"
        assert await next_signal(news, 0.01) is None


@pytest.mark.parametrize("turns", range(5))
async def test_who_is_to_end_ends_also_while_something_comes(turns):
    """A worker or courier that missed it would keep the process from ending."""
    news: asyncio.Queue[str] = asyncio.Queue()

    async def listen() -> None:
        while True:
            await next_signal(news, 60)

    listening = asyncio.create_task(listen())
    await asyncio.sleep(0.01)
    news.put_nowait("1")
    for _ in range(turns):
        await asyncio.sleep(0)
    listening.cancel()
    await asyncio.wait({listening}, timeout=1)
    assert listening.done()


async def test_who_stopped_listening_costs_nothing(database, signals):
    async with signals.listening("web:1"):
        pass
    async with database.transaction() as session:
        await signals.publish(session, "web:1", 1)
    assert signals._queues == {}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_another_process_hears_it(database, database_url, signals):
    """PostgreSQL: over two connections, after the commit only, each once."""
    elsewhere = Database.open(database_url)
    there = Signals(elsewhere)
    await there.start()
    try:
        async with there.listening("inbox") as far, signals.listening("inbox") as near:
            async with database.transaction() as session:
                await signals.publish(session, "inbox", 5)
                assert await next_signal(far, 0.2) is None
            assert await next_signal(far, 2) == await next_signal(near, 2) == "5"
            assert (far.empty(), near.empty()) == (True, True)
    finally:
        await there.stop()
        await elsewhere.close()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_lost_connection_is_made_again(database, signals, monkeypatch):
    """PostgreSQL started anew: signals are missed for a moment, not for good."""
    await signals.stop()
    monkeypatch.setattr(module, "_LOOK_AGAIN_SECONDS", 0.05)
    await signals.start()
    async with signals.listening("inbox") as news:
        signals._listener.terminate()
        await asyncio.sleep(0.4)
        async with database.transaction() as session:
            await signals.publish(session, "inbox", 6)
        assert await next_signal(news, 2) == "6"
