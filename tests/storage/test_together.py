"""Works that wait for the writer at the same moment share a transaction; one that fails spoils no other."""

import asyncio

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.newcomers import Newcomer
from storage.database import after_commit, utc_now


def arrives(address: str):
    async def act(session: AsyncSession) -> None:
        session.add(Newcomer(channel="telegram", address=address, arrived_at=utc_now(), last_seen_at=utc_now()))

    return act


async def breaks(session: AsyncSession) -> None:
    await arrives("lost")(session)
    raise ZeroDivisionError


async def addresses(database) -> set[str]:
    async with database.reading() as session:
        return set(await session.scalars(select(Newcomer.address)))


async def test_all_that_was_done_is_kept(database):
    await asyncio.gather(*(database.together(arrives(str(number))) for number in range(30)))

    assert await addresses(database) == {str(number) for number in range(30)}


async def test_a_work_that_fails_takes_none_along(database):
    """Only its own caller hears of it, and nothing of it stays."""
    *good, bad = await asyncio.gather(
        database.together(arrives("a")),
        database.together(arrives("b")),
        database.together(breaks),
        return_exceptions=True,
    )

    assert good == [None, None]
    assert isinstance(bad, ZeroDivisionError)
    assert await addresses(database) == {"a", "b"}


async def test_it_returns_only_when_the_commit_is_durable(database):
    async def seen() -> int:
        await database.together(arrives("a"))
        async with database.reading() as session:
            return await session.scalar(select(func.count()).select_from(Newcomer)) or 0

    assert await seen() == 1


async def test_word_of_a_failed_work_is_never_given(database):
    """Signals of the rolled back attempt are dropped; the others give theirs once."""
    told: list[str] = []

    def tells(word: str, *, fails: bool):
        async def act(session: AsyncSession) -> None:
            await session.execute(select(1))
            after_commit(session, lambda: told.append(word))
            if fails:
                raise ZeroDivisionError

        return act

    await asyncio.gather(
        database.together(tells("good", fails=False)),
        database.together(tells("bad", fails=True)),
        return_exceptions=True,
    )

    assert told == ["good"]


async def test_a_caller_that_gives_up_leaves_the_others_their_commit(database):
    first = asyncio.create_task(database.together(arrives("first")))
    second = asyncio.create_task(database.together(arrives("second")))
    await asyncio.sleep(0)
    first.cancel()

    await second
    with pytest.raises(asyncio.CancelledError):
        await first
    assert "second" in await addresses(database)
