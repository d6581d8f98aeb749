"""A town that is open, and a visitor with a conversation in German."""

from collections.abc import AsyncIterator

import pytest

from storage import Database
from tests.bot.fakes import Town, Visitor, visitor


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
