"""A running Lotse, a real Chromium and a judge of accessibility for all browser tests of a worker.

Newcomers of different tests do not meet: each page has a browser profile of its own.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from tests.browser.stage import Stage, violations
from tests.shipped import PACKAGES


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def town(tmp_path_factory: pytest.TempPathFactory, model_folder: Path) -> AsyncIterator[Stage]:
    """A Lotse on a data folder of its own, with the small packages German and Romanian, and a Chromium."""
    async with Stage.opened(tmp_path_factory.mktemp("town"), model_folder, PACKAGES) as town:
        yield town


@pytest.fixture
def chromium(town: Stage) -> Browser:
    """The browser in front of the town."""
    return town.browser


@pytest.fixture
def axe() -> Callable[[Page], Awaitable[list[str]]]:
    """What axe finds on a page as it is now, in light and in dark; empty for nothing."""
    return violations
