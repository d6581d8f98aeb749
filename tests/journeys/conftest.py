"""Towns for the journeys: one for each way updates come and each database, shared by all tests of a worker.

Newcomers of different tests do not meet: each test takes new ones, so what a town remembers disturbs nobody.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from nlu.packages import Packages
from tests.journeys.town import STAFF_TOKEN, Town
from tests.postgres import create_database
from tests.shipped import PACKAGES
from wording import Phrases

HERE = Path(__file__).parent

OpenTown = Callable[..., Awaitable[Town]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All that starts a process says so, and lives in one event loop with the process it shares.

    The longest come first, so that no worker waits for another one at the end. All journeys follow each other:
    Telegram's double answers only while their event loop runs; a town that cannot reach it asks less and less often.
    What needs the trained interpreter comes last: the worker with the first journey trains it meanwhile.
    """
    items.sort(key=_place)
    for item in items:
        if item.path.parent == HERE and _is_async(item):
            item.add_marker(pytest.mark.process)
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


def _place(item: pytest.Item) -> tuple[bool, bool, bool]:
    needs_training = "model_folder" in getattr(item, "fixturenames", ())
    return item.path.parent != HERE, item.path.name != "test_kill.py", needs_training


def _is_async(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and asyncio.iscoroutinefunction(item.obj)


@pytest.fixture(scope="session")
def phrases() -> Phrases:
    return Phrases()


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of models with the small packages German → Romanian and back, unpacked as `lotse models` does it."""
    folder = tmp_path_factory.mktemp("models")
    Packages(folder).install_files(sorted(PACKAGES.glob("*.argosmodel")))
    return folder


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def towns(
    tmp_path_factory: pytest.TempPathFactory, model_folder: Path, models: Path, phrases: Phrases
) -> AsyncIterator[OpenTown]:
    """Opens towns that live as long as the worker."""
    opened: dict[str, Town] = {}

    async def open_town(kind: str, server: str | None) -> Town:
        if kind not in opened:
            url = await create_database(server) if server else None
            settings = {"MODELS_DIR": str(models), "STAFF_BOT_TOKEN": STAFF_TOKEN}
            if "link" in kind.split():
                settings["TELEGRAM_CASES"] = "link"
            folder = tmp_path_factory.mktemp("town")
            way = kind.split()[0]
            town = Town(folder, model_folder, phrases, way=way, database_url=url, settings=settings, is_hasty=True)
            await town.__aenter__()
            opened[kind] = town
        return opened[kind]

    yield open_town
    for town in opened.values():
        await town.__aexit__()


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> str:
    """In which kind of town the test is made, see `ways`."""
    return getattr(request, "param", "polling")


@pytest.fixture
def server(request: pytest.FixtureRequest, kind: str) -> str | None:
    """The address of the database server, where the town stands on one; started outside of any event loop."""
    return request.getfixturevalue("postgres") if "postgresql" in kind.split() else None


@pytest_asyncio.fixture(loop_scope="session")
async def town(kind: str, server: str | None, towns: OpenTown) -> AsyncIterator[Town]:
    """A town whose log holds no error afterwards; `everywhere` asks for it in several kinds."""
    town = await towns(kind, server)
    town.tolerates()
    town.new_errors()
    yield town
    town.api.faults.clear()
    assert [line.get("exception", line) for line in town.new_errors()] == []


@pytest_asyncio.fixture(loop_scope="session")
async def own_town(
    request: pytest.FixtureRequest, tmp_path: Path, model_folder: Path, phrases: Phrases
) -> AsyncIterator[Town]:
    """A town for one test alone, which may kill it."""
    async with Town(tmp_path, model_folder, phrases, way=getattr(request, "param", "polling")) as town:
        yield town
        assert town.new_errors() == []
