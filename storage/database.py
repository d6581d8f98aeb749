"""The database: one engine, short transactions, the same behaviour on SQLite and PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import MetaData, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase

from storage.columns import UtcDateTime
from storage.sqlite import BUSY_MILLISECONDS, connect

_ASK_AGAIN_SECONDS = 1.0
"""So long after a process ended another one takes over what that one did alone."""
_LOG_AGAIN_SECONDS = 0.05
_CONNECTION = "connection"
_TOGETHER = 3
"""So many acts share a commit at most: whoever is in a hurry waits for them."""


def utc_now() -> datetime:
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """What every table of Lotse is declared on, in whichever folder it lives."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012 (SQLAlchemy's own convention)


class Database:
    """Transactions over one engine.

    SQLite takes one writer at a time: a second one would fail with "database is locked" or wait seconds. Writers
    therefore queue here, in the process, and start with BEGIN IMMEDIATE; readers run beside them on their own
    connections (WAL). An urgent writer passes the queue: it waits for two others at most.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.dialect = engine.dialect.name
        self.is_sqlite = self.dialect == "sqlite"
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)
        self._writing = asyncio.Lock()
        self._queueing = asyncio.Lock()
        self._waiting: list[_Work] = []
        self._working: asyncio.Task[None] | None = None
        self._emptying: asyncio.Task[None] | None = None

    @classmethod
    def open(cls, url: str) -> "Database":
        """Connect to *url*, for example `sqlite:///data/lotse.db` or `postgresql://lotse@db/lotse`."""
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            file = parsed.database or ":memory:"
            engine = create_async_engine(
                parsed.set(drivername="sqlite+aiosqlite"),
                async_creator=lambda *_, **__: connect(file),
                pool_size=20,  # each has a thread; one above that is closed after its use, for 10 ms
            )
        else:
            engine = create_async_engine(
                parsed.set(drivername="postgresql+asyncpg"), pool_size=10, max_overflow=10, pool_pre_ping=True
            )
        return cls(engine)

    @asynccontextmanager
    async def transaction(self, *, urgent: bool = False) -> AsyncIterator[AsyncSession]:
        """Commit when the block ends, roll back when it raises.

        What was handed to `after_commit` runs once the commit is durable, never after a rollback.

        Args:
            urgent: Somebody outside waits for this commit, for example Telegram for its 200.
        """
        if self.is_sqlite and urgent:
            async with self._writing, self._transaction() as session:
                yield session
        elif self.is_sqlite:
            async with self._queueing, self._writing, self._transaction() as session:
                yield session
        else:
            async with self._transaction() as session:
                yield session

    async def together(self, act: Callable[[AsyncSession], Awaitable[None]]) -> None:
        """Do *act* in a transaction, on SQLite in one with two others that wait for it at that moment.

        A commit costs as much for three chats as for one. If one of them fails, each is done in a transaction of its
        own, so *act* may run twice and keeps nothing outside the session it is given.
        """
        if not self.is_sqlite:
            async with self.transaction() as session:
                return await act(session)
        work = _Work(act, asyncio.get_running_loop().create_future())
        self._waiting.append(work)
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())
        await work.done

    async def _work(self) -> None:
        while self._waiting:
            async with self._queueing:
                works, self._waiting = self._waiting[:_TOGETHER], self._waiting[_TOGETHER:]
                if len(works) > 1 and await self._try(works) is None:
                    continue
                for work in works:
                    work.end(await self._try([work]))

    async def _try(self, works: "Sequence[_Work]") -> Exception | None:
        try:
            async with self._writing, self._transaction() as session:
                for work in works:
                    await work.act(session)
        except Exception as error:
            return error
        for work in works:
            work.end(None)
        return None

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncSession]:
        async with self._sessions() as session:
            session.info[_CONNECTION] = connection = await session.connection()
            if self.is_sqlite:
                await connection.exec_driver_sql("BEGIN IMMEDIATE")
            async with _committed(session):
                yield session
        for call in session.info.pop("after_commit", []):
            call()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A consistent read; nothing written in it is kept."""
        async with self._sessions() as session:
            if self.is_sqlite:
                await (await session.connection()).exec_driver_sql("BEGIN")  # the driver begins nothing by itself
            yield session  # what the block wrote is rolled back when the connection returns to its pool

    async def holds(self, session: AsyncSession, name: str) -> bool:
        """Whether no other process holds *name*; from now on this one does, until its transaction ends."""
        if self.is_sqlite:
            return True  # one process has the database to itself
        lock = text("SELECT pg_try_advisory_xact_lock(hashtext(:name))")
        return bool(await session.scalar(lock, {"name": name}))

    @asynccontextmanager
    async def alone(self, name: str) -> AsyncIterator[Callable[[], Awaitable[None]]]:
        """Wait until no other process does *name*, then keep the others out while the block runs.

        Yields a call that raises when the others may have come in, for the connection that held the name is lost.
        """
        if self.is_sqlite:
            yield _nothing  # one process has the database to itself
            return
        async with self.engine.connect() as connection:  # kept: the name is held as long as it lives
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            lock = text("SELECT pg_try_advisory_lock(hashtext(:name))")
            while not await connection.scalar(lock, {"name": name}):  # noqa: ASYNC110 - another process holds it
                await asyncio.sleep(_ASK_AGAIN_SECONDS)

            async def confirm() -> None:
                await connection.execute(text("SELECT 1"))

            try:
                yield confirm
            finally:
                await connection.invalidate()  # whatever state it is in, the server takes the name back

    def leave_no_trace(self, session: AsyncSession) -> None:
        """What *session* erases shall not stand on in SQLite's log of writes until other writes come to lie over it.

        PostgreSQL writes over it by itself, when it vacuums and recycles its log.
        """
        if self.is_sqlite:
            after_commit(session, self._empty_log_soon)

    def _empty_log_soon(self) -> None:
        if self._emptying is None or self._emptying.done():
            self._emptying = asyncio.create_task(self._empty_log())

    async def _empty_log(self) -> None:
        while not await self._try_to_empty_log():  # noqa: ASYNC110 - somebody reads what stands in it
            await asyncio.sleep(_LOG_AGAIN_SECONDS)

    async def _try_to_empty_log(self) -> bool:
        async with self._writing, self.engine.connect() as connection:
            await connection.exec_driver_sql("PRAGMA busy_timeout=0")  # waiting here would keep the readers from ending
            try:
                emptied = await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                return not emptied.one()[0]
            finally:
                await connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")

    async def close(self) -> None:
        if self._emptying is not None:
            self._emptying.cancel()
        await self.engine.dispose()


async def _nothing() -> None:
    """There is nobody to keep out."""


@dataclass(frozen=True)
class _Work:
    act: Callable[[AsyncSession], Awaitable[None]]
    done: asyncio.Future[None]

    def end(self, error: Exception | None) -> None:
        if self.done.done():
            return
        if error is None:
            self.done.set_result(None)
        else:
            self.done.set_exception(error)


def on_tables(session: AsyncSession) -> AsyncConnection:
    """The connection of the transaction that *session* is in, for statements on tables.

    The session neither writes what it holds before them nor keeps anything of them, which spares half the work.
    """
    connection: AsyncConnection = session.info[_CONNECTION]
    return connection


def after_commit(session: AsyncSession, call: Callable[[], None]) -> None:
    """Run *call* once the transaction of *session* is durable."""
    session.info.setdefault("after_commit", []).append(call)


@asynccontextmanager
async def _committed(session: AsyncSession) -> AsyncIterator[None]:
    try:
        yield
    except BaseException:
        await session.rollback()
        raise
    await session.commit()
