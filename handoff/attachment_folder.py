"""Where files of cases lie: below the data folder, one folder a case, under random names.

The database decides what exists. A file is written before its row is committed and removed after its row is; what a
crash leaves between the two has no row, and `sweep` removes it.
"""

import os
import secrets
import shutil
import time
from collections.abc import Collection
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

LEFT_ALONE = timedelta(minutes=15)
"""A file so young may belong to a row that is being committed."""


class AttachmentFolder:
    """Files by case and name. Blocking: call it in a thread."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def write(self, case_id: int, content: bytes) -> str:
        """Store *content* durably and return its name within the case."""
        folder = self._root / str(case_id)
        name = secrets.token_hex(16)
        file = _create(folder / name)
        with os.fdopen(file, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        _sync(folder)
        _sync(self._root)
        return name

    def read(self, case_id: int, name: str) -> bytes:
        """The file *name* of a case.

        Raises:
            OSError: it cannot be read.
        """
        return (self._root / str(case_id) / name).read_bytes()

    def remove(self, case_id: int, name: str) -> None:
        (self._root / str(case_id) / name).unlink(missing_ok=True)
        with suppress(OSError):  # it holds other files, or is gone
            (self._root / str(case_id)).rmdir()

    def remove_cases(self, case_ids: Collection[int]) -> None:
        """Remove all files of cases."""
        for case_id in case_ids:
            shutil.rmtree(self._root / str(case_id), ignore_errors=True)

    def sweep(self, known: Collection[tuple[int, str]]) -> int:
        """Remove every file that is not *known* (case and name) and older than 15 minutes; return how many."""
        if not self._root.is_dir():
            return 0
        kept = {(str(case_id), name) for case_id, name in known}
        oldest = time.time() - LEFT_ALONE.total_seconds()
        removed = 0
        for folder in [each for each in self._root.iterdir() if each.is_dir()]:
            for file in list(folder.iterdir()):
                if (folder.name, file.name) in kept:
                    continue
                with suppress(FileNotFoundError):
                    if file.stat().st_mtime < oldest:
                        file.unlink()
                        removed += 1
            with suppress(OSError):
                folder.rmdir()
        return removed


def _create(file: Path) -> int:
    """Open a new file; its folder may be removed by somebody else at the same moment."""
    for _ in range(5):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    raise FileNotFoundError(file.name)


def _sync(folder: Path) -> None:
    """Make the names in *folder* durable."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
