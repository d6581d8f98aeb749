"""Groups of staff members: connected by a code, told numbers, and never on both sides of the wall."""

from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot import privacy
from bot.group_codes import GroupCode, GroupCodes
from bot.staff_talk import CHANNEL, StaffTalk, reduce
from storage.audit import AuditEntry
from storage.outbox import OutboxMessage
from tests.bot.fakes import Clock
from tests.bot.talking import ADVICE, AUTHORITY, ENFORCEMENT, Room

CODE = "5f0a2e77c1b3d4e5f607"
NOW = Clock().now

_updates = count(1)


def update(text: Any, *, chat: str = "supergroup", group: int = -100) -> dict[str, Any]:
    sender = {"id": 5, "first_name": "Beer", "username": "beer"}
    return {"update_id": 1, "message": {"chat": {"id": group, "type": chat}, "text": text, "from": sender}}


def test_only_the_connecting_command_of_a_group_is_kept() -> None:
    """Without the name of who wrote it."""
    kept = reduce(update(f"/verbinden {CODE}"), NOW)
    assert kept is not None
    assert (kept.channel, kept.address) == (CHANNEL, "-100")
    assert set(kept.payload) == {"kind", "code"}
    assert "beer" not in str(kept).lower()


@pytest.mark.parametrize(
    "other",
    [
        update("Die Familie Popescu hat sich gemeldet"),
        update("/verbinden x", chat="private"),
        update("/verbinden x", chat="channel"),
        update(None),
        update(5),
        {"update_id": 1},
        {"update_id": "1", "message": {}},
        {"update_id": 1, "message": "x"},
        {"update_id": 1, "message": {"chat": 5}},
        [],
        None,
    ],
)
def test_what_is_said_in_a_group_is_not_kept(other: object) -> None:
    assert reduce(other, NOW) is None


@settings(max_examples=40, deadline=None)
@given(noise=st.recursive(st.none() | st.integers() | st.text(), lambda each: st.dictionaries(st.text(), each)))
def test_no_update_breaks_the_reading(noise: object) -> None:
    reduce(noise, NOW)
    reduce({"update_id": 1, "message": noise}, NOW)


async def test_a_code_connects_one_group(room: Room) -> None:
    """Whoever reads it later in the first group cannot move the unit's news to another one."""
    code = await _code(room, ADVICE)
    await _writes(room, "-100", code)
    await _writes(room, "-666", code)

    assert (await room.unit(ADVICE)).staff_chat == "-100"
    assert await room.told_to_group("-666") == []


async def test_a_code_works_for_two_days(room: Room) -> None:
    early, late = await _code(room, ADVICE), await _code(room, AUTHORITY)
    room.clock.passes(days=1, hours=23)
    await _writes(room, "-100", early)
    room.clock.passes(hours=1)
    await _writes(room, "-100", late)

    assert (await room.unit(ADVICE)).staff_chat == "-100"
    assert (await room.unit(AUTHORITY)).staff_chat is None


async def test_a_new_code_takes_back_the_one_before(room: Room) -> None:
    """Of its unit; that of another unit goes on."""
    lost, others = await _code(room, ADVICE), await _code(room, AUTHORITY)
    new = await _code(room, ADVICE)
    await _writes(room, "-666", lost)
    assert (await room.unit(ADVICE)).staff_chat is None
    await _writes(room, "-100", new)
    await _writes(room, "-100", others)

    assert (await room.unit(ADVICE)).staff_chat == (await room.unit(AUTHORITY)).staff_chat == "-100"


async def test_codes_stand_nowhere_in_the_open_and_are_forgotten(room: Room) -> None:
    code = await _code(room, ADVICE)
    async with room.database.reading() as session:
        [kept] = list(await session.scalars(select(GroupCode)))
    assert code not in kept.code_hash
    room.clock.passes(days=2)
    for _, _, job in privacy.JOBS:
        async with room.database.transaction() as session:
            await job(session, room.clock())
    async with room.database.reading() as session:
        assert list(await session.scalars(select(GroupCode))) == []


async def test_a_unit_changes_its_group_and_the_old_one_learns_of_it(room: Room) -> None:
    for group in ("-100", "-200", "-200"):
        await _connects(room, group, ADVICE)

    connected = room.word("staff-group-connected", unit="Neustadtbüro")
    assert await room.told_to_group("-100") == [connected, room.word("staff-group-over", unit="Neustadtbüro")]
    assert await room.told_to_group("-200") == [connected, connected]


async def test_a_group_is_connected_and_told_so(room: Room) -> None:
    await _connects(room, "-100", ADVICE)
    assert (await room.unit(ADVICE)).staff_chat == "-100"
    assert await room.told_to_group("-100") == [room.word("staff-group-connected", unit="Neustadtbüro")]
    assert await _audited(room) == ["unit.connected"]


async def test_a_wrong_code_gets_no_answer(room: Room) -> None:
    await _code(room, ADVICE)
    for code in (CODE, "", "-", "neustadtbuero", "ä"):
        await _writes(room, "-100", code)
    assert (await room.unit(ADVICE)).staff_chat is None
    assert await room.told_to_group("-100") == []


@pytest.mark.parametrize(("first", "second"), [(ADVICE, ENFORCEMENT), (ENFORCEMENT, ADVICE), (AUTHORITY, ENFORCEMENT)])
async def test_no_group_stands_on_both_sides_of_the_wall(room: Room, first: str, second: str) -> None:
    """Even a number and the moment it came would tell the inspection that somebody asked for advice."""
    await _connects(room, "-100", first)
    await _connects(room, "-100", second)

    assert (await room.unit(first)).staff_chat == "-100"
    assert (await room.unit(second)).staff_chat is None
    assert len(await room.told_to_group("-100")) == 1
    assert await _audited(room) == ["unit.connected", "unit.not_connected"]


async def test_units_on_one_side_may_share_a_group(room: Room) -> None:
    for unit in (ADVICE, AUTHORITY):
        await _connects(room, "-100", unit)
        assert (await room.unit(unit)).staff_chat == "-100"


async def test_a_unit_without_a_group_tells_nobody(room: Room) -> None:
    ana = room.person()
    await ana.says("/start de")
    await ana.opens_case("Blabla")
    async with room.database.reading() as session:
        assert not list(await session.scalars(select(OutboxMessage).where(OutboxMessage.channel == CHANNEL)))


async def _code(room: Room, unit: str) -> str:
    async with room.database.transaction() as session:
        return await GroupCodes(session).make(unit, room.clock())


async def _connects(room: Room, group: str, unit: str) -> None:
    await _writes(room, group, await _code(room, unit))


async def _writes(room: Room, group: str, code: str) -> None:
    """Somebody writes a code into a group."""
    arrival = reduce(update(f"/verbinden {code}", group=int(group)), room.clock())
    assert arrival is not None
    assert await room.inbox.store(replace(arrival, external_id=str(next(_updates))))
    [stored] = await room.inbox.claim(room.clock(), limit=1)
    await StaffTalk(room.services, room.clock).take(stored)


async def _audited(room: Room) -> list[str]:
    async with room.database.reading() as session:
        return list(await session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))
