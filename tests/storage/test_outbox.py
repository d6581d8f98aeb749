"""The outbox says everything once, in order, and knows of what it cannot know."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, StatementError

from storage import Database
from storage.outbox import SIGNAL, Outbox, OutboxMessage, Outcome, Postponed, Refused, Sent
from storage.signals import Signals

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


@pytest.fixture
def signals(database: Database) -> Signals:
    return Signals(database)


@pytest.fixture
def outbox(database: Database, signals: Signals) -> Outbox:
    return Outbox(database, signals)


@pytest.fixture
def say(database: Database, outbox: Outbox):
    """Queue words for an address and return the id of the message."""

    async def add(words: str, address: str = "ana", *, channel: str = "telegram", newcomer_id: int = 1) -> int:
        async with database.transaction() as session:
            return await outbox.add(
                session,
                channel=channel,
                address=address,
                newcomer_id=newcomer_id,
                reply={"words": words},
                now=NOW,
                update_id=7,
            )

    return add


async def begin(
    outbox: Outbox,
    finished: Sequence[Outcome] = (),
    *,
    now: datetime = NOW,
    waiting: Sequence[str] = (),
    limit: int = 9,
) -> list[str]:
    """The words of the messages that are sent next."""
    begun = await outbox.advance("telegram", now, finished=finished, waiting=waiting, limit=limit)
    return [message.reply["words"] for message in begun]


def sent(message_id: int) -> Sent:
    return Sent(message_id, f"external {message_id}", {"characters": 3}, NOW)


async def row(database: Database, message_id: int) -> OutboxMessage:
    async with database.reading() as session:
        return await session.get_one(OutboxMessage, message_id)


async def test_nothing_is_queued_by_a_transaction_that_fails(database, outbox):
    with pytest.raises(ZeroDivisionError):  # noqa: PT012
        async with database.transaction() as session:
            await outbox.add(session, channel="telegram", address="ana", newcomer_id=1, reply={}, now=NOW)
            raise ZeroDivisionError
    assert await begin(outbox) == []


async def test_an_address_hears_one_thing_at_a_time_in_order(outbox, say):
    first, other, second = await say("1"), await say("other", "ivan"), await say("2")

    assert await begin(outbox) == ["1", "other"]
    assert await begin(outbox) == []  # neither is finished
    assert await begin(outbox, [sent(first)]) == ["2"]
    assert await begin(outbox, [sent(other), sent(second)]) == []


async def test_the_oldest_go_first_and_no_more_than_asked_for(outbox, say):
    for address in ("c", "a", "b"):
        await say(address, address)
    assert await begin(outbox, limit=2) == ["c", "a"]


async def test_channels_do_not_mix(outbox, say):
    await say("for the web", channel="web")
    await say("for Telegram")
    assert await begin(outbox) == ["for Telegram"]


async def test_addresses_that_wait_are_passed_over(outbox, say):
    await say("1")
    await say("2", "ivan")
    assert await begin(outbox, waiting=["ana"]) == ["2"]
    assert await begin(outbox) == ["1"]


async def test_what_was_sent_is_kept_and_never_begun_again(database, outbox, say):
    message_id = await say("1")
    await begin(outbox)
    await begin(outbox, [sent(message_id)])
    message = await row(database, message_id)

    assert (message.state, message.external_id, message.rendered) == (
        "sent",
        f"external {message_id}",
        {"characters": 3},
    )
    assert (message.sent_at, message.attempts, message.uncertain) == (NOW, 1, False)
    assert await begin(outbox, now=NOW + timedelta(days=9)) == []
    assert await outbox.recover("telegram") == 0


async def test_what_was_postponed_holds_its_address_back_until_its_time(database, outbox, say):
    """Nothing overtakes it, and others do not wait."""
    first = await say("1")
    await say("2")
    await begin(outbox)
    later = NOW + timedelta(seconds=7)
    await say("other", "ivan")

    assert await begin(outbox, [Postponed(first, later, "flood limit")]) == ["other"]
    assert await begin(outbox, now=later - timedelta(seconds=1)) == []
    assert await begin(outbox, now=later) == ["1"]
    message = await row(database, first)
    assert (message.attempts, message.uncertain) == (2, False)


async def test_doubt_once_stays(database, outbox, say):
    """A later, certain failure does not take the mark away."""
    message_id = await say("1")
    await begin(outbox)
    await begin(outbox, [Postponed(message_id, NOW, "network", uncertain=True)])
    await begin(outbox, [Postponed(message_id, NOW, "flood limit")])
    assert (await row(database, message_id)).uncertain
    assert (await outbox.counts())["uncertain"] == 1


async def test_a_refused_message_lets_the_next_one_pass(database, outbox, say):
    first = await say("1")
    await say("2")
    await begin(outbox)

    assert await begin(outbox, [Refused(first, "blocked")]) == ["2"]
    message = await row(database, first)
    assert (message.state, message.error) == ("failed", "blocked")


async def test_ending_and_beginning_are_one_commit(database, outbox, say):
    """If the next cannot be begun, the last is not marked either: it would be in doubt, not lost."""
    first = await say("1")
    await say("2")
    await begin(outbox)
    with pytest.raises(StatementError, match="time zone"):
        await begin(outbox, [sent(first)], now=NOW.replace(tzinfo=None))
    assert (await row(database, first)).state == "sending"
    assert await begin(outbox) == []


async def test_after_a_crash_what_was_on_its_way_is_in_doubt_and_comes_first(database, outbox, say):
    first, web = await say("1"), await say("for the web", channel="web")
    await say("2")
    await begin(outbox)
    await outbox.advance("web", NOW)

    assert await outbox.recover("telegram") == 1
    assert await outbox.recover("telegram") == 0
    assert (await row(database, first)).uncertain
    assert (await row(database, web)).state == "sending"  # that courier lives
    assert await begin(outbox) == ["1"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_couriers_of_a_channel_never_work_at_once(database, database_url, outbox):
    """The second waits until the first has ended; then it takes over within seconds."""
    elsewhere = Database.open(database_url)
    other = Outbox(elsewhere, Signals(elsewhere))
    order: list[str] = []

    async def second() -> None:
        async with other.alone("telegram") as confirm:
            order.append("second")
            await confirm()

    async with outbox.alone("telegram") as confirm:
        waits = asyncio.create_task(second())
        async with other.alone("web"):  # another channel is free
            await asyncio.sleep(0.2)
        await confirm()
        order.append("first ends")
    await asyncio.wait_for(waits, 5)
    await elsewhere.close()
    assert order == ["first ends", "second"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_courier_that_lost_its_connection_learns_it(database, outbox):
    """The server gave its place away: it must stop before it sends once more."""

    async def work() -> None:
        async with outbox.alone("telegram") as confirm:
            async with database.transaction() as session:
                await session.execute(
                    text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted")
                )
            await confirm()

    with pytest.raises(DBAPIError):
        await work()
    async with outbox.alone("telegram") as confirm:
        await confirm()


async def test_word_is_given_after_the_commit(database, outbox, signals):
    async with signals.listening(f"{SIGNAL}:telegram") as news:
        async with database.transaction() as session:
            message_id = await outbox.add(session, channel="telegram", address="ana", newcomer_id=1, reply={}, now=NOW)
            assert news.empty()
        assert await asyncio.wait_for(news.get(), 1) == str(message_id)


async def test_what_an_address_was_shown(outbox, say):
    """Only what was sent, oldest first, from a number on, and never another address's."""
    ids = [await say(str(number)) for number in range(5)]
    await say("other", "ivan")
    for message_id in ids[:4]:
        await begin(outbox)
        await outbox.advance("telegram", NOW, finished=[sent(message_id)], limit=0)

    assert [m.id for m in await outbox.shown("ana")] == ids[:4]
    assert [m.id for m in await outbox.shown("ana", after=ids[1])] == ids[2:4]
    assert [m.id for m in await outbox.shown("ana", limit=2)] == ids[:2]
    assert [m.id for m in await outbox.newest("ana", limit=2)] == ids[2:4]
    assert await outbox.shown("nobody") == []


async def test_what_was_decided_for_an_update(database, outbox, say):
    ids = [await say("1"), await say("2")]
    async with database.reading() as session:
        assert [m.id for m in await outbox.answers_to(session, 7)] == ids
        assert await outbox.answers_to(session, 8) == []


async def test_counts_name_every_state(outbox, say):
    ids = [await say(str(number), f"chat {number}") for number in range(4)]
    await begin(outbox, limit=3)
    await outbox.advance("telegram", NOW, finished=[sent(ids[0]), Refused(ids[1], "blocked")], limit=0)
    assert await outbox.counts() == {"pending": 1, "sending": 1, "sent": 1, "failed": 1, "uncertain": 0}


async def test_purge_forgets_what_ended_long_ago_and_nothing_that_is_still_to_be_said(database, outbox, say):
    ids = [await say(str(number), f"chat {number}") for number in range(4)]
    web = await say("kept by the page", channel="web")
    await begin(outbox, limit=3)
    await outbox.advance("telegram", NOW, finished=[sent(ids[0]), Refused(ids[1], "blocked")], limit=0)
    async with database.transaction() as session:
        assert await outbox.purge(session, NOW, channels=["telegram"]) == 0
        assert await outbox.purge(session, NOW + timedelta(seconds=1), channels=["telegram"]) == 2
    async with database.reading() as session:
        assert set(await session.scalars(select(OutboxMessage.id))) == {ids[2], ids[3], web}


async def test_what_was_refused_and_still_matters_is_not_forgotten(database, outbox, say):
    ids = [await say(str(number), f"chat {number}") for number in range(3)]
    await begin(outbox)
    ended = [sent(ids[0]), Refused(ids[1], "blocked"), Refused(ids[2], "blocked")]
    await outbox.advance("telegram", NOW, finished=ended, limit=0)
    async with database.transaction() as session:
        later = NOW + timedelta(seconds=1)
        matters = OutboxMessage.id.in_([ids[0], ids[1]])
        assert await outbox.purge(session, later, channels=["telegram"], undelivered=matters) == 2
    async with database.reading() as session:
        assert set(await session.scalars(select(OutboxMessage.id))) == {ids[1]}
        assert await outbox.refused(session, ids) == {ids[1]}


async def test_what_nobody_asked_for_is_said_after_all_in_its_order_and_before_what_is_new(database, outbox, signals):
    """Not answers to what was asked then, nothing refused for another reason, too old, or of somebody else."""

    async def say(words: str, *, newcomer_id: int = 1, update_id: int | None = None, days: int = 0) -> int:
        at = NOW - timedelta(days=days)
        address = "ana" if newcomer_id == 1 else "ivan"
        about = {"channel": "telegram", "address": address, "newcomer_id": newcomer_id}
        async with database.transaction() as session:
            return await outbox.add(session, **about, reply={"words": words}, now=at, update_id=update_id)

    first, second = await say("1"), await say("2")
    asked, old, ivans = await say("3", update_id=7), await say("4", days=31), await say("5", newcomer_id=2)
    broken = await say("6")
    refused = [Refused(each, "blocked") for each in (first, second, asked, old, ivans)]
    await outbox.advance("telegram", NOW, finished=[*refused, Refused(broken, "refused")], limit=0)

    async with database.transaction() as session:
        await outbox.revive(session, 1, refused="blocked", since=NOW - timedelta(days=30), now=NOW)
    new = await say("7")

    assert await begin(outbox) == ["1"]
    assert await begin(outbox, [sent(first)]) == ["2"]
    assert await begin(outbox, [sent(second)]) == ["7"]
    assert await begin(outbox, [sent(new)]) == []


async def test_forgetting_a_newcomer_leaves_nothing_said_or_to_be_said(database, outbox, say):
    await say("to be said")
    sent_id = await say("said", "chat")
    await begin(outbox)
    await outbox.advance("telegram", NOW, finished=[sent(sent_id)], limit=0)
    kept = await say("to another", "ivan", newcomer_id=2)
    async with database.transaction() as session:
        await outbox.forget(session, 1)
    async with database.reading() as session:
        assert list(await session.scalars(select(OutboxMessage.id))) == [kept]
