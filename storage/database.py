"""The database: one engine, short transactions, the same behaviour on SQLite and PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import MetaData, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase

from storage.columns import UtcDateTime


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
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)
        self._writing = asyncio.Lock()
        self._queueing = asyncio.Lock()

    @classmethod
    def open(cls, url: str) -> "Database":
        """Connect to *url*, for example `sqlite:///data/lotse.db` or `postgresql://lotse@db/lotse`."""
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            engine = create_async_engine(parsed.set(drivername="sqlite+aiosqlite"))
            _prepare_sqlite(engine)
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

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncSession]:
        async with self._sessions() as session:
            if self.is_sqlite:
                await session.execute(text("BEGIN IMMEDIATE"))
            async with _committed(session):
                yield session
        for call in session.info.pop("after_commit", []):
            call()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A consistent read; nothing written in it is kept."""
        async with self._sessions() as session:
            if self.is_sqlite:
                await session.execute(text("BEGIN"))  # the driver begins nothing by itself, see `_prepare_sqlite`
            yield session  # what the block wrote is rolled back when the connection returns to its pool

    async def close(self) -> None:
        await self.engine.dispose()


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


def _prepare_sqlite(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions by itself
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")  # a commit that returned survives a power cut
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA busy_timeout=5000")
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.close()
