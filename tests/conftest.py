"""What all tests share: databases of both kinds, each test on an empty one of its own."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from storage import Database
from storage.migration import upgrade
from tests.postgres import running_server

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a real PostgreSQL server with a migrated database `template_lotse`."""
    with running_server() as address:
        _run(_create(address, "template_lotse", "template0"))
        _run(_migrate(f"{address}/template_lotse"))
        yield address


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    file = tmp_path_factory.mktemp("template") / "lotse.db"
    _run(_migrate(f"sqlite:///{file}"))
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty, migrated database; every test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        file = tmp_path / "lotse.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        return f"sqlite:///{file}"
    address = request.getfixturevalue("postgres")
    name = f"test_{next(_numbers)}"
    _run(_create(address, name, "template_lotse"))
    return f"{address}/{name}"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database.open(database_url)
    yield database
    await database.close()


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Run *work* to its end, also where a loop is running already: a fixture may be asked for from within one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


async def _create(address: str, name: str, template: str) -> None:
    connection = await asyncpg.connect(f"{address}/postgres")
    try:
        await connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    finally:
        await connection.close()


async def _migrate(url: str) -> None:
    database = Database.open(url)
    try:
        await upgrade(database)
    finally:
        await database.close()
