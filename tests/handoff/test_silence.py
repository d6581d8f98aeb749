"""Silence ends: cases in which nobody writes close, and newcomers who are gone are found."""

import pytest
from sqlalchemy import select, update

from handoff.cases import Case
from handoff.delivery import CasePost
from handoff.events import events_of
from handoff.newcomers import Newcomer
from handoff.silence import end_silent_cases, silent_newcomers
from storage.outbox import OutboxMessage
from tests.handoff.town import ADVICE, Town


async def _ends(town: Town) -> None:
    async with town.database.transaction() as session:
        await end_silent_cases(session, town.signals, CasePost(town.outbox), town.now)


async def _silent(town: Town) -> list[int]:
    async with town.database.reading() as session:
        return await silent_newcomers(session, town.now)


async def _outcomes(town: Town) -> list[str | None]:
    async with town.database.reading() as session:
        return list(await session.scalars(select(Case.outcome).order_by(Case.id)))


@pytest.mark.parametrize("is_claimed", [False, True])
async def test_a_case_in_which_nobody_writes_for_half_a_year_ends(town: Town, is_claimed: bool) -> None:
    """Nobody answered any more; the newcomer is told, and the unit's desk."""
    case, me = await town.case("Ce acte?"), await town.staff(ADVICE)
    if is_claimed:
        async with town.acts() as (session, cases):
            await cases.claim(await session.get_one(Case, case.id), me, town.now)
    town.passes(days=180)
    await _ends(town)
    assert await _outcomes(town) == [None]
    town.signals.told.clear()
    town.passes(minutes=1)
    await _ends(town)

    assert await _outcomes(town) == ["no_answer"]
    assert town.told_to(ADVICE) == {str(case.number)}
    async with town.database.reading() as session:
        last = (await events_of(session, case.id))[-1]
        [notice] = list(await session.scalars(select(OutboxMessage)))
    assert (last.kind, last.actor, last.details) == ("closed", "lotse", {"outcome": "no_answer"})
    assert notice.reply["lines"][0]["content"] == {"id": "case-closed", "arguments": {"number": case.number}}


async def test_whoever_wrote_a_case_lives(town: Town) -> None:
    """Either side."""
    case = await town.case("Ce acte?")
    for _ in range(3):
        town.passes(days=179)
        async with town.acts() as (session, _cases):
            await session.execute(update(Case).where(Case.id == case.id).values(last_message_at=town.now))
        await _ends(town)
    assert await _outcomes(town) == [None]


async def test_who_wants_no_message_gets_none_when_a_case_ends_in_silence(town: Town) -> None:
    case = await town.case("Ce acte?")
    async with town.acts() as (session, _):
        (await session.get_one(Case, case.id)).reach = "none"
    town.passes(days=181)
    await _ends(town)

    assert await _outcomes(town) == ["no_answer"]
    assert await town.count(OutboxMessage) == 0


async def test_who_writes_nothing_for_half_a_year_and_has_no_case_is_gone(town: Town) -> None:
    ana, boris = await town.newcomer("1"), await town.newcomer("2")
    await town.case("Ce acte?", newcomer=boris)
    town.passes(days=180)
    assert await _silent(town) == []
    town.passes(minutes=1)
    celia = await town.newcomer("3")

    assert await _silent(town) == [ana.id]
    assert await town.count(Newcomer) == len([ana, boris, celia])


async def test_who_writes_again_is_not_gone(town: Town) -> None:
    await town.newcomer("1")
    town.passes(days=179)
    await town.newcomer("1")
    town.passes(days=179)
    assert await _silent(town) == []
