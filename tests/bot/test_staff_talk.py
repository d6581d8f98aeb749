"""Groups of staff members: connected by a code, told numbers, and never on both sides of the wall."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.staff_talk import CHANNEL, GroupCodes, StaffTalk, reduce
from storage.audit import AuditEntry
from storage.outbox import OutboxMessage
from tests.bot.fakes import Clock
from tests.bot.talking import ADVICE, AUTHORITY, ENFORCEMENT, Room

CODES = GroupCodes(b"a secret of the test")
NOW = Clock().now


def update(text: Any, *, chat: str = "supergroup", group: int = -100) -> dict[str, Any]:
    sender = {"id": 5, "first_name": "Beer", "username": "beer"}
    return {"update_id": 1, "message": {"chat": {"id": group, "type": chat}, "text": text, "from": sender}}


def test_only_the_connecting_command_of_a_group_is_kept() -> None:
    """Without the name of who wrote it."""
    kept = reduce(update(f"/verbinden {CODES.make(ADVICE, NOW)}"), NOW)
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


def test_a_code_is_for_one_unit_and_two_days() -> None:
    code = CODES.make(ADVICE, NOW)
    assert CODES.open(code, NOW) == ADVICE
    assert CODES.open(code, NOW + timedelta(days=1)) == ADVICE
    assert CODES.open(code, NOW + timedelta(days=2)) is None
    assert CODES.open(code.replace(ADVICE, ENFORCEMENT), NOW) is None
    assert GroupCodes(b"another secret").open(code, NOW) is None


@pytest.mark.parametrize("code", ["", "-", "neustadtbuero", "neustadtbuero-", "ä-ö"])
def test_a_wrong_code_opens_nothing(code: str) -> None:
    assert CODES.open(code, NOW) is None


async def test_a_group_is_connected_and_told_so(room: Room) -> None:
    await _writes(room, "-100", ADVICE)
    assert (await room.unit(ADVICE)).staff_chat == "-100"
    assert await room.told_to_group("-100") == [room.word("staff-group-connected", unit="Neustadtbüro")]
    assert await _audited(room) == ["unit.connected"]


async def test_a_wrong_code_gets_no_answer(room: Room) -> None:
    await _writes(room, "-100", ADVICE, code="neustadtbuero-0000000000000000")
    assert (await room.unit(ADVICE)).staff_chat is None
    assert await room.told_to_group("-100") == []


@pytest.mark.parametrize(("first", "second"), [(ADVICE, ENFORCEMENT), (ENFORCEMENT, ADVICE), (AUTHORITY, ENFORCEMENT)])
async def test_no_group_stands_on_both_sides_of_the_wall(room: Room, first: str, second: str) -> None:
    """Even a number and the moment it came would tell the inspection that somebody asked for advice."""
    await _writes(room, "-100", first)
    await _writes(room, "-100", second)

    assert (await room.unit(first)).staff_chat == "-100"
    assert (await room.unit(second)).staff_chat is None
    assert len(await room.told_to_group("-100")) == 1
    assert await _audited(room) == ["unit.connected", "unit.not_connected"]


async def test_units_on_one_side_may_share_a_group(room: Room) -> None:
    for unit in (ADVICE, AUTHORITY):
        await _writes(room, "-100", unit)
        assert (await room.unit(unit)).staff_chat == "-100"


async def test_a_unit_without_a_group_tells_nobody(room: Room) -> None:
    ana = room.person()
    await ana.says("/start de")
    await ana.opens_case("Blabla")
    async with room.database.reading() as session:
        assert not list(await session.scalars(select(OutboxMessage).where(OutboxMessage.channel == CHANNEL)))


async def _writes(room: Room, group: str, unit: str, *, code: str | None = None) -> None:
    """Somebody writes the code of *unit* into a group."""
    talk = StaffTalk(room.services, CODES, room.clock)
    arrival = reduce(update(f"/verbinden {code or CODES.make(unit, room.clock())}", group=int(group)), room.clock())
    assert arrival is not None
    assert await room.inbox.store(replace(arrival, external_id=f"{unit}-{group}"))
    [stored] = await room.inbox.claim(room.clock(), limit=1)
    await talk.take(stored)


async def _audited(room: Room) -> list[str]:
    async with room.database.reading() as session:
        return list(await session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))
