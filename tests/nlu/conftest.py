"""What the tests of language share: one trained model, kept as long as its data is the same, and the test packages."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from nlu.danger import load_recogniser
from nlu.engine import Engine
from nlu.model import Model
from nlu.packages import Packages
from nlu.shipped import understander_of
from nlu.termbase import Termbase
from nlu.training_run import load_or_train
from nlu.understanding import Understander
from tests.shipped import PACKAGES


@pytest.fixture(scope="session")
def model(model_folder: Path) -> Model:
    return load_or_train(model_folder, lambda _: None)


@pytest.fixture(scope="session")
def termbase(model: Model) -> Termbase:
    """The shipped one; made of its files anew it would take seconds."""
    return model.termbase


@pytest.fixture(scope="session")
def understander(model: Model, model_folder: Path) -> Understander:
    return understander_of(model, load_recogniser(model_folder))


@pytest.fixture(scope="session")
def real_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models folder with the test packages, Romanian and German."""
    folder = tmp_path_factory.mktemp("real")
    assert {row["status"] for row in Packages(folder).install_folder(PACKAGES)} == {"installed"}
    return folder


@pytest.fixture
async def real(real_models: Path) -> AsyncIterator[Engine]:
    """The engine on the test packages."""
    engine = Engine(Packages(real_models))
    yield engine
    engine.close()
