"""What runs beside the server: each piece begun again when it breaks, and jobs by the clock."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from house.composition import Job
from storage.database import Database

log = structlog.get_logger()

LONGEST_PAUSE_SECONDS = 30.0
FIRST_RUN = timedelta(seconds=30)


class Background:
    """Tasks of a process; they end with it."""

    def __init__(self) -> None:
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def start(self, name: str, run: Callable[[], Awaitable[None]], *, fatal: tuple[type[Exception], ...] = ()) -> None:
        """Run *run* for ever; when it raises, again after a pause, unless the error is *fatal* for this piece.

        A piece that runs already goes on as it is: what starts several pieces may be begun again.
        """
        if name in self._tasks and not self._tasks[name].done():
            return
        self._tasks[name] = asyncio.create_task(self._supervise(name, run, fatal), name=name)

    async def _supervise(
        self, name: str, run: Callable[[], Awaitable[None]], fatal: tuple[type[Exception], ...]
    ) -> None:
        pause = 0.5
        while True:
            try:
                await run()
                return
            except fatal as error:
                log.error("stopped", part=name, exc_info=error)
                return
            except Exception as error:  # the piece must come back whatever it was
                log.error("broke", part=name, exc_info=error, again_in_seconds=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    async def stop(self) -> None:
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)


def schedule(jobs: Sequence[Job], database: Database, clock: Callable[[], datetime]) -> AsyncIOScheduler:
    """Run the folders' jobs, each in a transaction of its own and in one process at a time."""
    scheduler = AsyncIOScheduler(timezone="UTC")

    def runner(job: Job) -> Callable[[], Awaitable[None]]:
        name, _, function = job

        async def run() -> None:
            async with database.transaction() as session:
                if await database.holds(session, name):
                    await function(session, clock())
                    log.info("job", name=name)

        return run

    for job in jobs:
        name, interval, _ = job
        scheduler.add_job(
            runner(job),
            IntervalTrigger(seconds=int(interval.total_seconds())),
            id=name,
            max_instances=1,
            next_run_time=datetime.now(UTC)
            + FIRST_RUN,  # a process that starts often must not put its jobs off for ever
        )
    scheduler.start()
    return scheduler
