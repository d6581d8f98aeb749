"""Units, their staff, the people who write to them, and what is only counted."""

from datetime import date

import pytest
from sqlalchemy.exc import NoResultFound

from handoff.conversations import Conversation
from handoff.newcomers import Newcomer, Newcomers
from handoff.places import Arrivals, arrivals, count_arrival
from handoff.routing import FALLBACK, unit_for
from handoff.staff import Staff
from handoff.units import Unit, Units
from storage.audit import AuditEntry
from tests.handoff.town import ADVICE, AUTHORITY, ENFORCEMENT, Town, shipped_units


async def test_as_shipped_nobody_promises_anything(town: Town) -> None:
    """No head of a unit has confirmed anything yet, so nothing is said in its name."""
    for unit in await town.units():
        assert (unit.confirmed_by, unit.confirmed_on) == (None, None), unit.id


async def test_there_are_five_units_of_three_kinds(town: Town) -> None:
    kinds = {unit.id: (unit.kind, unit.controllers) for unit in await town.units()}
    assert kinds == {
        ADVICE: ("advice", ["city"]),
        "outreach": ("advice", ["district"]),
        "school_team": ("advice", ["city", "district"]),
        AUTHORITY: ("authority", ["city"]),
        ENFORCEMENT: ("enforcement", ["city"]),
    }


async def test_what_the_town_changed_stays(town: Town) -> None:
    """A new edition adds units; it takes back neither a confirmation nor a group."""
    async with town.acts() as (session, _):
        unit = await Units(session).get(ADVICE)
        unit.confirmed_by, unit.confirmed_on, unit.staff_chat = "Frau Lehm", date(2026, 11, 20), "-100"
    await town.prepare()

    unit = await town.unit(ADVICE)
    assert (unit.confirmed_by, unit.staff_chat) == ("Frau Lehm", "-100")
    assert len(await town.units()) == 5


async def test_a_unit_that_does_not_exist_is_an_error(town: Town) -> None:
    with pytest.raises(NoResultFound):
        await town.unit("ausländerbehörde")


@pytest.mark.parametrize(
    ("topic", "unit"),
    [
        ("registration.anmeldung", AUTHORITY),
        ("registration.late", ADVICE),
        ("registration.", AUTHORITY),
        ("registration.late.", ADVICE),  # guessed
        ("housing.rental_contract", ADVICE),
        ("housing.minimum_standards", ADVICE),
        ("housing.inspection", ADVICE),
        ("schooling.enrolment", "school_team"),
        ("safety.domestic_violence", "outreach"),
        ("safety.exploitation", ADVICE),
        ("work.contract", ADVICE),
        ("offices.letter", ADVICE),
        ("meta.out_of_scope", FALLBACK),
        (None, FALLBACK),
        ("", FALLBACK),
        ("nothing.known", FALLBACK),
    ],
)
def test_a_topic_finds_its_unit(topic: str | None, unit: str) -> None:
    """The unit that names it, else the one that names its area, else the Neustadtbüro."""
    units = [Unit(id=each.id, kind=each.kind, topics=list(each.topics)) for each in shipped_units()]
    assert unit_for(topic, units).id == unit


def test_no_two_units_name_the_same_topic() -> None:
    named = [topic for unit in shipped_units() for topic in unit.topics]
    assert len(named) == len(set(named))


async def test_accounts_are_added_and_disabled_on_record(town: Town) -> None:
    member = await town.staff(ADVICE, name="Frau Beer")
    async with town.acts() as (session, _):
        staff = Staff(session)
        first = (await staff.disable(member.id, by="command line", now=town.now)).disabled_at
        town.passes(days=1)
        again = (await staff.disable(member.id, by="command line", now=town.now)).disabled_at
        assert first == again
        assert [each.id for each in await staff.all()] == [member.id]
        assert await staff.find(member.id + 1) is None
    assert await town.count(AuditEntry) == 3


async def test_somebody_is_one_person_in_one_channel(town: Town) -> None:
    """The same address on the web is somebody else."""
    async with town.acts() as (session, _):
        newcomers = Newcomers(session)
        first = await newcomers.arrive("telegram", "7", town.now)
        assert await newcomers.arrive("telegram", "7", town.now) is first
        assert await newcomers.arrive("web", "7", town.now) is not first
    assert await town.count(Newcomer) == 2


async def test_whoever_writes_can_be_written_to(town: Town) -> None:
    newcomer = await town.newcomer()
    async with town.acts() as (session, _):
        (await Newcomers(session).get(newcomer.id)).blocked_at = town.now
    town.passes(hours=1)

    again = await town.newcomer()
    assert (again.id, again.blocked_at, again.last_seen_at) == (newcomer.id, None, town.now)
    assert again.arrived_at < again.last_seen_at


async def test_a_conversation_begins_once(town: Town) -> None:
    newcomer = await town.newcomer()
    for _ in range(2):
        async with town.acts() as (session, _cases):
            conversation = await session.get_one(Conversation, newcomer.id)
            assert (conversation.last_text, conversation.draft, conversation.waits_for) == (None, None, None)


async def test_a_place_is_shown_from_five_people_on(town: Town) -> None:
    for number in range(5):
        async with town.acts() as (session, _):
            await count_arrival(session, "bahnhof", town.now)
            await count_arrival(session, "markt", town.now) if number else None
            shown = [(each.place, each.people) for each in await arrivals(session)]
        assert shown == ([("bahnhof", 5)] if number == 4 else [])
    assert await town.count(Arrivals) == 2


async def test_a_place_is_counted_by_the_month(town: Town) -> None:
    for days in (0, 30):
        town.passes(days=days)
        async with town.acts() as (session, _):
            for _ in range(5):
                await count_arrival(session, "bahnhof", town.now)
            months = [each.month for each in await arrivals(session)]
    assert months == [date(2026, 11, 1), date(2026, 12, 1)]
