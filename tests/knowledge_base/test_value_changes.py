"""A change of a fact: proposed by one person, published by another, on its day if that is to come."""

from datetime import date, timedelta

import pytest

from knowledge_base.edition import read_edition
from knowledge_base.errors import EditConflict, SecondPersonNeeded, ValueRefused, WrongStatus
from knowledge_base.value_changes import values_of
from tests.knowledge_base.editions import ANMELDUNG
from tests.knowledge_base.newsroom import ANNA, BORIS, CLARA, DEADLINE, Newsroom


@pytest.fixture
async def newsroom(database, folder):
    newsroom = Newsroom(database)
    await newsroom.installs(read_edition(folder.path))
    return newsroom


async def waiting(newsroom):
    async with newsroom.changes() as changes:
        return list(await changes.waiting())


async def test_a_value_needs_two_people(newsroom):
    change = await newsroom.proposes(ANNA, "3")

    with pytest.raises(SecondPersonNeeded):
        await newsroom.agrees_to_change(ANNA, change)
    assert await newsroom.weeks() == "2"
    await newsroom.agrees_to_change(BORIS, change)

    assert await newsroom.weeks() == "3"


async def test_one_change_of_a_value_waits_at_a_time(newsroom):
    await newsroom.proposes(ANNA, "3")

    with pytest.raises(EditConflict):
        await newsroom.proposes(BORIS, "4")


async def test_who_saw_an_older_value_gets_a_conflict(newsroom):
    seen = values_of((await newsroom.reads()).facts[DEADLINE])
    await newsroom.agrees_to_change(BORIS, await newsroom.proposes(ANNA, "3"))

    with pytest.raises(EditConflict):
        async with newsroom.changes() as changes:
            await changes.propose("fact", DEADLINE, seen, seen | {"amount": "4"}, because="x", by=CLARA)

    assert await newsroom.weeks() == "3"


async def test_a_value_that_breaks_a_rule_is_refused_by_its_field(newsroom):
    with pytest.raises(ValueRefused) as refused:
        await newsroom.proposes(ANNA, "two")

    assert "amount" in refused.value.fields
    assert await waiting(newsroom) == []


async def test_what_is_kept_of_a_change_is_what_json_can_hold(newsroom):
    """A form may give a day as a day; it is kept as an edition file has it."""
    before = values_of((await newsroom.reads()).facts[DEADLINE])
    async with newsroom.changes() as changes:
        after = before | {"valid_to": date(2027, 1, 31), "amount": 3}
        await changes.propose("fact", DEADLINE, before, after, because="x", by=ANNA)

    [change] = await waiting(newsroom)
    assert (change.after["valid_to"], change.after["amount"]) == ("2027-01-31", "3")


async def test_a_change_sent_back_changes_nothing_and_makes_room(newsroom):
    change = await newsroom.proposes(ANNA, "3")
    async with newsroom.changes() as changes:
        await changes.send_back(change, by=BORIS, because="Das Gesetz gilt noch nicht.")

    with pytest.raises(WrongStatus):
        await newsroom.agrees_to_change(BORIS, change)
    await newsroom.proposes(ANNA, "4")

    assert await newsroom.weeks() == "2"


async def test_a_change_is_published_on_its_day(newsroom):
    day = newsroom.today + timedelta(days=30)
    change = await newsroom.proposes(ANNA, "3", publish_on=day)
    await newsroom.agrees_to_change(BORIS, change)

    assert await newsroom.day_comes(day - timedelta(days=1)) == 0
    assert await newsroom.weeks() == "2"
    assert await newsroom.day_comes(day) == 1
    assert await newsroom.weeks() == "3"


async def test_a_value_that_became_another_one_stops_only_its_own_change(newsroom, folder):
    """The change waits for a person again, and everything else whose day has come is published."""
    day = newsroom.today + timedelta(days=30)
    change = await newsroom.proposes(ANNA, "3", publish_on=day)
    await newsroom.agrees_to_change(BORIS, change)
    folder.change(f"{ANMELDUNG}/facts.yaml", "amount: 2", "amount: 1")
    await newsroom.installs(read_edition(folder.path))
    version = await newsroom.writes(ANNA, "fast nichts")
    await newsroom.submits(ANNA, version)
    await newsroom.agrees(BORIS, version, publish_on=day)

    assert await newsroom.day_comes(day) == 1

    assert await newsroom.weeks() == "1"
    [stopped] = await waiting(newsroom)
    assert (stopped.id, stopped.reviewed_by) == (change, None)
    with pytest.raises(EditConflict):
        await newsroom.agrees_to_change(CLARA, change)


async def test_what_was_looked_through_stays_the_editions(newsroom, folder):
    """A newer edition still brings the value up to date, and the town's day stays."""
    due_on = date(2027, 5, 25)
    async with newsroom.changes() as changes:
        await changes.review_until(DEADLINE, due_on=due_on, by=ANNA)

    await newsroom.installs(read_edition(folder.path))
    assert (await newsroom.reads()).facts[DEADLINE].review_due_on == due_on
    folder.change(f"{ANMELDUNG}/facts.yaml", "amount: 2", "amount: 1")
    await newsroom.installs(read_edition(folder.path))

    assert (await newsroom.weeks(), await waiting(newsroom)) == ("1", [])
    assert (await newsroom.reads()).facts[DEADLINE].review_due_on == due_on


async def test_only_a_fact_that_exists_and_for_which_nothing_waits_is_looked_through(newsroom):
    await newsroom.proposes(ANNA, "3")

    async with newsroom.changes() as changes:
        with pytest.raises(EditConflict):
            await changes.review_until(DEADLINE, due_on=date(2027, 5, 25), by=BORIS)
        with pytest.raises(WrongStatus):
            await changes.review_until("registration.anmeldung.x", due_on=date(2027, 5, 25), by=BORIS)
