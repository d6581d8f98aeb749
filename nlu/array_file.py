"""Arrays in one file, NumPy's own format without pickled objects: opening one from a foreign hand runs no code.

Such a file keeps what takes long to make. It holds the checksum of what it was made from, and is made anew when that
differs.
"""

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
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


def lines_array(lines: Iterable[str]) -> NDArray[np.uint8]:
    """Return lines of text as an array."""
    return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)


def lines_of(array: NDArray[np.uint8]) -> tuple[str, ...]:
    """Return the lines of an array; at least one, which may be empty."""
    return tuple(array.tobytes().decode().split("\n"))


def checksum_of(files: Iterable[Path], modules: Iterable[str], further: Iterable[str] = ()) -> str:
    """Return the SHA-256 of all *files*, of *further* texts, and of the *modules* of this folder that read them."""
    digest = hashlib.sha256()
    code = (Path(__file__).with_name(name) for name in modules)
    for file in [*files, *code]:
        content = file.read_bytes()
        digest.update(f"{file.parent.name}/{file.name} {len(content)}\n".encode())
        digest.update(content)
    for text in further:
        encoded = text.encode("utf-8", "replace")
        digest.update(f"{len(encoded)}\n".encode())
        digest.update(encoded)
    return digest.hexdigest()
