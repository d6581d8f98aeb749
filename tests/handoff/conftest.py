"""A town of its own for every test, on both databases."""

import pytest

from storage import Database
from tests.handoff.town import Town


@pytest.fixture
async def town(database: Database) -> Town:
    town = Town(database)
    await town.prepare()
    return town
