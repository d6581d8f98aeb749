"""SQLite under aiosqlite, set up to lose nothing and to waste little.

aiosqlite hands every call to a thread of its own. A statement of Lotse takes 0.02 ms, the way there and back 0.25 ms,
and a turn has two dozen of them. Here a statement runs where it is called; only what may wait, for the disk or for
another process, goes to the thread: to begin writing while another process does, to commit, to close the file.
"""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

import aiosqlite

BUSY_MILLISECONDS: Final = 5000

_SETTINGS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # a commit that returned survives a power cut
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_MILLISECONDS}",
    "PRAGMA secure_delete=ON",
)


class Connection(aiosqlite.Connection):
    """A connection of aiosqlite that uses its thread only for what may wait.

    `_execute` is the one method through which aiosqlite 0.2x calls sqlite3; `tests/storage` notices if it is not.
    """

    async def _execute(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:  # type: ignore[override]
        if arguments and arguments[0] == "BEGIN IMMEDIATE":
            with suppress(sqlite3.OperationalError):  # another process writes: wait for it, in the thread
                return self._at_once(function, *arguments)
        elif function not in (self._conn.commit, self._conn.close):
            return function(*arguments, **named)
        return await super()._execute(function, *arguments, **named)  # type: ignore[no-untyped-call]

    def _at_once(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Call *function* now, or fail if another process is in the way."""
        self._conn.execute("PRAGMA busy_timeout=0")
        try:
            return function(*arguments)
        finally:
            self._conn.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")


async def connect(file: str) -> aiosqlite.Connection:
    """Open *file*; the driver begins no transaction by itself."""

    def open_file() -> sqlite3.Connection:
        connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        for setting in _SETTINGS:
            connection.execute(setting)
        return connection

    connection = Connection(open_file, 64)
    connection._thread.daemon = True  # as SQLAlchemy sets it: a connection left open must not keep the process alive
    return await connection
