"""What the tests of the knowledge base share."""

from pathlib import Path

import pytest

import knowledge_base.tables
from storage import Base, Database
from tests.knowledge_base.editions import EditionFolder
from wording import Phrases

_TABLES = [
    table
    for table in Base.metadata.sorted_tables
    if any(
        mapper.local_table is table and mapper.class_.__module__ == knowledge_base.tables.__name__
        for mapper in Base.registry.mappers
    )
]


@pytest.fixture
def folder(tmp_path: Path) -> EditionFolder:
    return EditionFolder(tmp_path / "edition")


@pytest.fixture(scope="session")
def phrases() -> Phrases:
    return Phrases()


@pytest.fixture
async def database(database: Database) -> Database:
    """The shared database, and the tables of the knowledge base if no migration made them yet."""
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all, tables=_TABLES, checkfirst=True)
    return database
