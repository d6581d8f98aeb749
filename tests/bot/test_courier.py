"""A courier says what was decided, in order, once; and says so when nobody knows whether it arrived."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime

import pytest
from sqlalchemy import update

from bot import privacy
from bot.courier import BLOCKED, LONGEST_PAUSE, Courier, Delivery, DeliveryFailed
from handoff.newcomers import Newcomer, Newcomers
from storage.inbox import Arrival
from storage.outbox import OutboxMessage
from tests.bot.talking import Person, Room
from wording import Line, Reply, rendering

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""The outbox itself is tested on both databases in `tests/storage`."""


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of these tests stands still until it is moved, and moving it is no signal."""
    monkeypatch.setattr("bot.courier.LOOK_AGAIN_SECONDS", 0.02)


class FakeChannel:
    """Takes messages, unless it was told to fail."""

    name = "telegram"

    def __init__(self, room: Room) -> None:
        self.room = room
        self.taken: list[tuple[str, str]] = []
        self.told_of: list[int] = []
        self.fails: list[DeliveryFailed] = []
        self.blocked = False
        self.busy: list[str] = []

    def waiting(self, now: datetime) -> list[str]:
        return self.busy

    async def send(self, message: OutboxMessage, reply: Reply) -> Delivery:
        if self.blocked:
            raise DeliveryFailed(BLOCKED, permanent=True)
        if self.fails:
            raise self.fails.pop(0)
        self.taken.append((message.address, rendering.plain(reply, self.room.phrases)))
        return Delivery(f"sent-{message.id}", {})

    async def told(self, message: OutboxMessage) -> None:
        self.told_of.append(message.id)


@pytest.fixture
def channel(room: Room) -> FakeChannel:
    return FakeChannel(room)


@asynccontextmanager
async def courier_of(room: Room, channel: FakeChannel) -> AsyncIterator[None]:
    async def block(newcomer_id: int) -> None:
        async with room.database.transaction() as session:
            await Newcomers(session).block(newcomer_id, room.clock())

    courier = Courier(room.outbox, room.signals, channel, room.phrases, room.clock, block)
    running = asyncio.create_task(courier.run())
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def test_what_was_decided_is_said_in_order(room: Room, channel: FakeChannel) -> None:
    for number in range(6):
        await _decides(room, f"{number}")
    async with courier_of(room, channel):
        await _until(room, sent=6)
    assert channel.taken == [("7", f"{number}") for number in range(6)]
    assert len(channel.told_of) == 6


async def test_one_who_waits_does_not_hold_up_others(room: Room, channel: FakeChannel) -> None:
    """Telegram takes one message a second from a chat; another chat is not made to wait for it."""
    channel.busy = ["7"]
    await _decides(room, "später", address="7")
    await _decides(room, "gleich", address="8")
    async with courier_of(room, channel):
        await _until(room, sent=1)
    assert channel.taken == [("8", "gleich")]


async def test_after_a_flood_limit_it_waits_as_long_as_it_was_told(room: Room, channel: FakeChannel) -> None:
    channel.fails = [DeliveryFailed("flood limit", retry_after_seconds=30)]
    await _decides(room, "Guten Tag")
    async with courier_of(room, channel):
        await _until(room, attempts=1)
        room.clock.passes(seconds=29)
        await asyncio.sleep(0.05)
        assert channel.taken == []
        room.clock.passes(seconds=2)
        await _until(room, sent=1)
    assert channel.taken == [("7", "Guten Tag")]


async def test_pauses_grow_and_have_an_end(room: Room, channel: FakeChannel) -> None:
    channel.fails = [DeliveryFailed("network") for _ in range(3)] + [DeliveryFailed("x", retry_after_seconds=10**6)]
    await _decides(room, "Guten Tag")
    async with courier_of(room, channel):
        for attempt, pause in ((1, 2), (2, 4), (3, 8)):
            await _until(room, attempts=attempt, pending=True)
            [message] = await room.queued("telegram", "7")
            assert (message.not_before - room.clock()).total_seconds() == pause
            room.clock.passes(seconds=pause)
        await _until(room, attempts=4, pending=True)
        [message] = await room.queued("telegram", "7")
        assert message.not_before - room.clock() == LONGEST_PAUSE


async def test_who_blocked_the_bot_is_not_asked_again(room: Room, channel: FakeChannel) -> None:
    channel.fails = [DeliveryFailed("blocked", permanent=True)]
    await _decides(room, "Guten Tag")
    await _decides(room, "Noch etwas")
    async with courier_of(room, channel):
        await _until(room, sent=1)
    first, second = await room.queued("telegram", "7")
    assert (first.state, first.attempts, second.state) == ("failed", 1, "sent")


async def test_what_a_unit_wrote_to_somebody_who_blocked_the_bot_comes_when_they_write_again(
    room: Room, channel: FakeChannel, ana: Person
) -> None:
    """In its order, and before the reply; the rest of that time is over."""
    number = await ana.opens_case("Frage")
    beer = await room.takes_over(number)
    async with courier_of(room, channel):
        await _until_all_is_said(room)
        channel.taken.clear()
        channel.blocked = True
        await ana.says("Noch etwas")
        for words in ("Am Montag.", "Um 9 Uhr."):
            await room.answers(number, beer, words)
        await _until_all_is_said(room)
        room.clock.passes(days=3)
        async with room.database.transaction() as session:
            await privacy.forget_messages(session, room.clock())

        channel.blocked = False
        await ana.says("/help")
        await _until_all_is_said(room)

    said = [words for _, words in channel.taken]
    assert [("Am Montag." in each, "Um 9 Uhr." in each) for each in said] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert room.word("help") in said[-1]
    assert (await _newcomer(ana)).blocked_at is None


async def test_it_comes_also_when_what_they_write_cannot_be_handled(
    room: Room, channel: FakeChannel, ana: Person
) -> None:
    """The apology is a word to them too: from then on they no longer count as somebody who blocks the bot."""
    number = await ana.opens_case("Frage")
    beer = await room.takes_over(number)
    async with courier_of(room, channel):
        channel.blocked = True
        await room.answers(number, beer, "Am Montag.")
        await _until_all_is_said(room)
        channel.blocked = False
        channel.taken.clear()
        payload = {"kind": "text", "text": "/help", "edited": False, "at": int(room.clock().timestamp())}
        await room.inbox.store(Arrival("telegram", "broken", ana.address, payload, room.clock()))
        [update] = await room.inbox.claim(room.clock(), limit=1)
        await room.talk.apologise(update)
        await _until_all_is_said(room)

    missed, sorry = [words for _, words in channel.taken]
    assert "Am Montag." in missed
    assert room.word("went-wrong") in sorry


async def test_who_goes_on_blocking_the_bot_gets_nothing_again(room: Room, channel: FakeChannel, ana: Person) -> None:
    number = await ana.opens_case("Frage")
    beer = await room.takes_over(number)
    async with courier_of(room, channel):
        channel.blocked = True
        await room.answers(number, beer, "Am Montag.")
        await _until_all_is_said(room)
        await ana.sends({"kind": "left"})
        await ana.sends({"kind": "left"})
        assert (await room.outbox.counts())["pending"] == 0


async def test_a_message_that_may_have_arrived_comes_again_with_a_mark(room: Room, channel: FakeChannel) -> None:
    channel.fails = [DeliveryFailed("network", uncertain=True)]
    await _decides(room, "Guten Tag")
    async with courier_of(room, channel):
        await _until(room, attempts=1, pending=True)
        room.clock.passes(seconds=5)
        await _until(room, sent=1)
    [(_, said)] = channel.taken
    assert said.startswith(room.word("maybe-again"))
    assert said.endswith("Guten Tag")


async def test_one_that_surely_did_not_arrive_comes_without_a_mark(room: Room, channel: FakeChannel) -> None:
    channel.fails = [DeliveryFailed("network")]
    await _decides(room, "Guten Tag")
    async with courier_of(room, channel):
        await _until(room, attempts=1, pending=True)
        room.clock.passes(seconds=5)
        await _until(room, sent=1)
    assert channel.taken == [("7", "Guten Tag")]


async def test_what_was_being_sent_at_a_crash_comes_again_with_a_mark(room: Room, channel: FakeChannel) -> None:
    await _decides(room, "Guten Tag")
    async with room.database.transaction() as session:
        await session.execute(update(OutboxMessage).values(state="sending", attempts=1))
    async with courier_of(room, channel):
        await _until(room, sent=1)
    [(_, said)] = channel.taken
    assert room.word("maybe-again") in said


async def _decides(room: Room, words: str, *, address: str = "7") -> None:
    reply = Reply(kind="text", language="de", lines=(Line(content=words),))
    async with room.database.transaction() as session:
        await room.outbox.add(
            session,
            channel="telegram",
            address=address,
            newcomer_id=None,
            reply=reply.model_dump(mode="json"),
            now=room.clock(),
        )


async def _newcomer(ana: Person) -> Newcomer:
    newcomer = await ana.row()
    assert newcomer is not None
    return newcomer


async def _until(room: Room, *, sent: int | None = None, attempts: int | None = None, pending: bool = False) -> None:
    async with asyncio.timeout(20):
        while True:
            counts = await room.outbox.counts()
            messages = [each for address in ("7", "8") for each in await room.queued("telegram", address)]
            enough = sent is None or counts["sent"] >= sent
            tried = attempts is None or messages[0].attempts >= attempts
            if enough and tried and (not pending or messages[0].state == "pending"):
                return
            await asyncio.sleep(0.02)


async def _until_all_is_said(room: Room) -> None:
    async with asyncio.timeout(20):
        while (counts := await room.outbox.counts())["pending"] or counts["sending"]:
            await asyncio.sleep(0.02)
