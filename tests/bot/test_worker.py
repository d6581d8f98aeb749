"""A worker takes each chat in order, several at a time, and no update twice."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from bot.conversation import UpdateUnreadable
from bot.worker import CHATS_AT_ONCE, Worker
from storage.inbox import ATTEMPTS, LEASE, Arrival, Inbox, InboxUpdate
from tests.bot.talking import Room


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of these tests stands still until it is moved, and moving it is no signal."""
    monkeypatch.setattr("bot.worker.LOOK_AGAIN_SECONDS", 0.02)


class FakeTaker:
    """Does updates slowly, and remembers who was at work together."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.done: dict[str, list[str]] = defaultdict(list)
        self.apologised: list[str] = []
        self.at_once = 0
        self.most_at_once = 0
        self.pause_seconds = 0.0
        self.breaks: dict[str, Exception] = {}
        self.let_go: asyncio.Event | None = None

    async def take(self, update: InboxUpdate) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            if self.let_go is not None and update.address == "slow":
                await self.let_go.wait()
            await asyncio.sleep(self.pause_seconds)
            if (error := self.breaks.get(update.external_id)) is not None:
                raise error
            async with self.room.database.transaction() as session:
                await self.room.inbox.done(session, update.id, self.room.clock())
            self.done[update.address].append(update.external_id)
        finally:
            self.at_once -= 1

    async def apologise(self, update: InboxUpdate) -> None:
        self.apologised.append(update.external_id)


@pytest.fixture
def taker(room: Room) -> FakeTaker:
    return FakeTaker(room)


@asynccontextmanager
async def worker_of(room: Room, taker: FakeTaker) -> AsyncIterator[None]:
    worker = Worker(room.database, room.signals, room.inbox, {"web": taker}, room.clock)
    running = asyncio.create_task(worker.run())
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def test_each_chat_keeps_its_order(room: Room, taker: FakeTaker) -> None:
    taker.pause_seconds = 0.005
    for number in range(12):
        await _arrives(room, f"{number}", address=f"chat-{number % 3}")
    async with worker_of(room, taker):
        await _until_empty(room)
    assert dict(taker.done) == {f"chat-{each}": [f"{n}" for n in range(12) if n % 3 == each] for each in range(3)}


async def test_so_many_chats_at_once_and_no_more(room: Room, taker: FakeTaker) -> None:
    taker.pause_seconds = 0.05
    for number in range(CHATS_AT_ONCE + 4):
        await _arrives(room, f"{number}", address=f"chat-{number}")
    async with worker_of(room, taker):
        await _until_empty(room)
    assert taker.most_at_once == CHATS_AT_ONCE


async def test_a_slow_chat_does_not_hold_up_others(room: Room, taker: FakeTaker) -> None:
    taker.let_go = asyncio.Event()
    await _arrives(room, "1", address="slow")
    await _arrives(room, "2", address="slow")
    await _arrives(room, "3", address="quick")
    async with worker_of(room, taker):
        async with asyncio.timeout(20):
            while not taker.done["quick"]:
                await asyncio.sleep(0.02)
        assert taker.done["slow"] == []
        taker.let_go.set()
        await _until_empty(room)
    assert taker.done["slow"] == ["1", "2"]


async def test_an_update_that_fails_is_tried_three_times_and_apologised_for(room: Room, taker: FakeTaker) -> None:
    """The next one of that chat comes after it."""
    taker.breaks["1"] = RuntimeError()
    await _arrives(room, "1")
    await _arrives(room, "2")
    async with worker_of(room, taker):
        await _until_empty(room)
    [parked] = await room.inbox.parked()
    assert (parked.external_id, parked.attempts, parked.error) == ("1", ATTEMPTS, "RuntimeError")
    assert taker.apologised == ["1"]
    assert taker.done["7"] == ["2"]


async def test_what_nobody_can_read_is_parked_in_silence(room: Room, taker: FakeTaker) -> None:
    taker.breaks["1"] = UpdateUnreadable()
    await _arrives(room, "1")
    async with worker_of(room, taker):
        await _until_empty(room)
    assert len(await room.inbox.parked()) == 1
    assert taker.apologised == []


async def test_an_update_that_another_worker_holds_is_left_alone(room: Room, taker: FakeTaker) -> None:
    """Until its lease has run out."""
    await _arrives(room, "1")
    other = Inbox(room.database, room.signals, "another worker")
    assert len(await other.claim(room.clock(), limit=1)) == 1
    async with worker_of(room, taker):
        await asyncio.sleep(0.1)
        assert dict(taker.done) == {}
        room.clock.passes(seconds=LEASE.total_seconds() + 1)
        await _until_empty(room, passing=False)
    assert taker.done["7"] == ["1"]


async def test_what_another_worker_did_meanwhile_is_not_done_twice(room: Room) -> None:
    """The effects are rolled back together with the mark: no second reply."""
    ana = room.person()
    await ana.says("/start de")
    await _arrives(room, "x1", channel="telegram", payload={"kind": "text", "text": "/help", "edited": False})
    [mine] = await room.inbox.claim(room.clock(), limit=1)
    room.clock.passes(seconds=LEASE.total_seconds() + 1)
    other = Inbox(room.database, room.signals, "another worker")
    assert [each.id for each in await other.claim(room.clock(), limit=1)] == [mine.id]

    with suppress(Exception):
        await room.talk.take(mine)
    assert await ana.reads() == []


async def test_the_words_of_a_done_update_are_gone(room: Room, taker: FakeTaker) -> None:
    await _arrives(room, "1", payload={"kind": "text", "text": "Kanarienvogel"})
    async with worker_of(room, taker):
        await _until_empty(room)
    async with room.database.reading() as session:
        [kept] = [await session.get_one(InboxUpdate, 1)]
    assert kept.payload is None
    assert kept.done_at is not None


async def _arrives(
    room: Room, number: str, *, address: str = "7", channel: str = "web", payload: dict[str, object] | None = None
) -> None:
    assert await room.inbox.store(Arrival(channel, number, address, payload or {"kind": "start"}, room.clock()))


async def _until_empty(room: Room, *, passing: bool = True) -> None:
    """Time passes, so that what failed is tried again."""
    async with asyncio.timeout(30):
        while await room.inbox.waiting():
            if passing:
                room.clock.passes(seconds=1)
            await asyncio.sleep(0.02)
