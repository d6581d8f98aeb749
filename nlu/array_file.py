"""Arrays in one file, NumPy's own format without pickled objects: opening one from a foreign hand runs no code."""

import os
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def write_arrays(file: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays in one step: a reader sees the old file or the new one, never half of one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    scratch = file.with_suffix(f".{os.getpid()}.npz")
    named: dict[str, Any] = dict(arrays)
    try:
        with scratch.open("wb") as stream:
            np.savez(stream, **named)
        scratch.replace(file)
    finally:
        scratch.unlink(missing_ok=True)


def flat(arrays: Mapping[str, Mapping[str, NDArray[Any]]]) -> dict[str, NDArray[Any]]:
    """Return arrays in groups under the names `group.array`."""
    return {f"{outer}.{inner}": array for outer, of_outer in arrays.items() for inner, array in of_outer.items()}


def grouped(arrays: Mapping[str, NDArray[Any]]) -> dict[str, dict[str, NDArray[Any]]]:
    """Return the arrays that stand in groups; the others are left out."""
    groups: dict[str, dict[str, NDArray[Any]]] = defaultdict(dict)
    for name in arrays:
        outer, dot, inner = name.partition(".")
        if dot:
            groups[outer][inner] = arrays[name]
    return groups
