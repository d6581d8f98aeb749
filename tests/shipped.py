"""What is shipped, as tests use it: the interpreter trained on our examples, and the small packages."""

import fcntl
import shutil
from pathlib import Path
from typing import Final

from nlu.danger import load_recogniser
from nlu.training_run import data_checksum, load_or_train

PACKAGES: Final = Path(__file__).parent / "data" / "packages"
"""A folder with Argos packages German → Romanian and back, trained on our own sentences."""


def model_below(cache: Path) -> Path:
    """A folder below *cache* with all that the shipped data makes of itself; made once a machine."""
    folder = cache / data_checksum()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several workers begin at once; one trains
        load_or_train(folder, lambda _: None)
        load_recogniser(folder)
    return folder


def put_model(model: Path, folder: Path) -> None:
    """Give a data *folder* what `model_below` made."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in model.glob("*.npz"):
        shutil.copy(file, folder / file.name)
