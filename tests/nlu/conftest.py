"""One trained model for all tests, kept between runs as long as its data stays the same."""

import fcntl
from pathlib import Path

import pytest

from nlu.model import Model
from nlu.shipped import understander_of
from nlu.training_run import data_checksum, load_or_train
from nlu.understanding import Understander


@pytest.fixture(scope="session")
def model_folder(request: pytest.FixtureRequest) -> Path:
    """A folder with the model of the shipped data."""
    assert request.config.cache is not None
    folder = Path(request.config.cache.mkdir("understanding")) / data_checksum()[:16]
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several workers begin at once; one trains
        load_or_train(folder, lambda _: None)
    return folder


@pytest.fixture(scope="session")
def model(model_folder: Path) -> Model:
    return load_or_train(model_folder, lambda _: None)


@pytest.fixture(scope="session")
def understander(model: Model) -> Understander:
    return understander_of(model)
