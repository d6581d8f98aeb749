"""Word that something changed: an id under a topic, told after the commit that made it true.

A signal carries no content and may be missed (a listener that starts later reads the tables), so nothing depends on
it but speed. On SQLite, where one process holds the database, it travels in memory; on PostgreSQL through LISTEN and
NOTIFY to every process.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Database, after_commit

_CHANNEL = "lotse"
_LOOK_AGAIN_SECONDS = 1.0


class Signals:
    """Publishes ids and lets others wait for them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._queues: dict[str, set[asyncio.Queue[str]]] = {}
        self._listener: asyncpg.Connection[Any] | None = None
        self._keeping: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Listen to the other processes (PostgreSQL only)."""
        if self._database.is_sqlite:
            return
        await self._listen()
        self._keeping = asyncio.create_task(self._keep())

    async def _listen(self) -> None:
        url = self._database.engine.url.set(drivername="postgresql")
        self._listener = await asyncpg.connect(url.render_as_string(hide_password=False))
        await self._listener.add_listener(_CHANNEL, self._heard)

    async def _keep(self) -> None:
        """Listen again when the connection was lost, for example because the server was started anew."""
        while True:
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)
            if self._listener is not None and self._listener.is_closed():
                with suppress(OSError, asyncpg.PostgresError):
                    await self._listen()

    async def stop(self) -> None:
        if self._keeping is not None:
            self._keeping.cancel()
            self._keeping = None
        if self._listener is not None:
            with suppress(OSError, asyncpg.PostgresError):
                await self._listener.close()
            self._listener = None

    async def publish(self, session: AsyncSession, topic: str, ident: object) -> None:
        """Tell *ident* under *topic* once the transaction of *session* is committed."""
        if self._listener is None:
            after_commit(session, lambda: self._tell(topic, str(ident)))
        else:
            await session.execute(
                text("SELECT pg_notify(:channel, :told)"), {"channel": _CHANNEL, "told": f"{topic} {ident}"}
            )

    @asynccontextmanager
    async def listening(self, topic: str) -> AsyncIterator["asyncio.Queue[str]"]:
        """The ids told under *topic* while the block runs."""
        queue: asyncio.Queue[str] = asyncio.Queue()
        self._queues.setdefault(topic, set()).add(queue)
        try:
            yield queue
        finally:
            self._queues[topic].discard(queue)
            if not self._queues[topic]:
                del self._queues[topic]  # topics may name conversations, of which there are ever more

    def _heard(self, _connection: Any, _pid: int, _channel: str, told: Any) -> None:
        topic, _, ident = str(told).partition(" ")
        self._tell(topic, ident)

    def _tell(self, topic: str, ident: str) -> None:
        for queue in self._queues.get(topic, ()):
            queue.put_nowait(ident)


async def next_signal(queue: "asyncio.Queue[str]", timeout_seconds: float) -> str | None:
    """The next id, or `None` after *timeout_seconds*; ids that came meanwhile are taken as well, for one look answers
    them all.
    """
    try:
        async with asyncio.timeout(timeout_seconds):  # wait_for of Python 3.11 may swallow that its task is to end
            ident = await queue.get()
    except TimeoutError:
        return None
    while not queue.empty():
        ident = queue.get_nowait()
    return ident
