"""What all tests share: databases of both kinds, each test on an empty one, and the trained interpreter."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import structlog

from storage import Database
from storage.migration import upgrade
from tests.postgres import create_database, running_server
from tests.shipped import model_below


@pytest.fixture(autouse=True, scope="session")
def plain_errors() -> None:
    """An error that a test provokes is printed without the sources around it, which takes seconds."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
        ]
    )


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a real PostgreSQL server."""
    with running_server() as address:
        yield address


@pytest.fixture(scope="session")
def postgres_database(postgres: str) -> str:
    """A migrated database on it, which tests use one after the other; one of its own for each would take 0.3 s."""
    address: str = _run(create_database(postgres))
    _run(_migrate(address))
    return address


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    file = tmp_path_factory.mktemp("template") / "lotse.db"
    _run(_migrate(f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def model_folder(request: pytest.FixtureRequest) -> Path:
    """A folder with the interpreter of the shipped data."""
    assert request.config.cache is not None
    return model_below(Path(request.config.cache.mkdir("understanding")))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty, migrated database; every test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        file = tmp_path / "lotse.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        return f"sqlite:///{file}"
    address: str = request.getfixturevalue("postgres_database")
    _run(_empty(address))
    return address


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database.open(database_url)
    yield database
    await database.close()


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run *work* to its end, also where a loop is running already: a fixture may be asked for from within one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def _empty(address: str) -> None:
    """Delete every row, begin every numbering anew, and end what the test before left connected."""
    connection = await asyncpg.connect(address)
    try:
        await connection.execute(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid();
            SET session_replication_role = replica; -- rows that nobody may delete are deleted here
            """
        )
        tables = await connection.fetch(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        )
        sequences = await connection.fetch("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'")
        statements = [f'DELETE FROM "{table}"' for (table,) in tables]
        statements += [f"SELECT setval('\"{sequence}\"', 1, false)" for (sequence,) in sequences]
        await connection.execute("; ".join(statements))
    finally:
        await connection.close()


async def _migrate(url: str) -> None:
    database = Database.open(url)
    try:
        await upgrade(database)
    finally:
        await database.close()
