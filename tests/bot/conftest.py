"""A town that is open, and a visitor with a conversation in German."""

from collections.abc import AsyncIterator

import pytest

from storage import Database
from tests.bot.fakes import Town, Visitor, visitor
from tests.bot.talking import Person, Room


@pytest.fixture
async def town(database: Database) -> AsyncIterator[Town]:
    town = Town(database)
    await town.prepare()
    town.open()
    yield town
    await town.close()


@pytest.fixture
async def anna(town: Town) -> AsyncIterator[Visitor]:
    async with visitor(town) as anna:
        await anna.begins(language="de")
        yield anna


@pytest.fixture
async def room(database: Database) -> Room:
    room = Room(database)
    await room.prepare()
    return room


@pytest.fixture
async def ana(room: Room) -> Person:
    """Somebody on the telephone who has chosen German, so that the tests read what they read."""
    ana = room.person()
    await ana.says("/start de")
    return ana
