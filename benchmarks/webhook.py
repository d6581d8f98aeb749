"""Updates a second through the webhook: Lotse beside a bare aiogram echo bot, in turns."""

import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import Program, free_port, running
from benchmarks.start import learnt
from benchmarks.telegram import SECRET, TOKEN, WEBHOOK_PATH, Deliveries, Telegram, chat_of, updates_of
from nlu.examples import EXAMPLES, read_examples

ROUNDS = 3
AT_ONCE = 1000
PER_SECOND = 40
FOR_SECONDS = 15


@dataclass(frozen=True)
class Round:
    """One bot, measured once."""

    stored_per_second: float
    """Updates answered 2xx."""
    answered_per_second: float
    """Updates of which the chat got a message."""
    p50_ms: float
    """Of the 2xx at 40 updates a second."""
    p99_ms: float


@dataclass(frozen=True)
class Compared:
    """Both bots, the median of each figure over all rounds."""

    lotse: Round
    echo: Round

    @property
    def stored_ratio(self) -> float:
        return self.lotse.stored_per_second / self.echo.stored_per_second

    @property
    def answered_ratio(self) -> float:
        return self.lotse.answered_per_second / self.echo.answered_per_second


async def compare() -> Compared:
    """Measure both bots in turns, on fresh processes."""
    lotse, echo = [], []
    for _ in range(ROUNDS):
        async with Telegram() as telegram, _echo(telegram) as program:
            echo.append(await _measure(telegram, program))
        async with Telegram() as telegram, _lotse(telegram) as program:
            lotse.append(await _measure(telegram, program))
    return Compared(_median(lotse), _median(echo))


async def _measure(telegram: Telegram, program: Program) -> Round:
    questions = [example.text for example in read_examples(EXAMPLES)][::7]
    async with Deliveries(program.url + WEBHOOK_PATH) as deliveries:
        warm, burst, even = (
            updates_of(questions, count, first)
            for count, first in ((100, 1), (AT_ONCE, 1_000), (PER_SECOND * FOR_SECONDS, 10_000))
        )
        await deliveries.at_once(warm)
        await telegram.has_reached([chat_of(each) for each in warm])
        begun = time.perf_counter()
        stored_seconds = await deliveries.at_once(burst)
        await telegram.has_reached([chat_of(each) for each in burst])
        answered_seconds = time.perf_counter() - begun
        waited = sorted(await deliveries.at_a_rate(even, PER_SECOND))
        await telegram.has_reached([chat_of(each) for each in even])
    return Round(
        stored_per_second=AT_ONCE / stored_seconds,
        answered_per_second=AT_ONCE / answered_seconds,
        p50_ms=statistics.median(waited) * 1000,
        p99_ms=statistics.quantiles(waited, n=100)[98] * 1000,
    )


def _median(rounds: list[Round]) -> Round:
    names = ("stored_per_second", "answered_per_second", "p50_ms", "p99_ms")
    return Round(**{name: statistics.median(getattr(each, name) for each in rounds) for name in names})


@asynccontextmanager
async def _echo(telegram: Telegram) -> AsyncIterator[Program]:
    port = free_port()
    async with running(["-m", "benchmarks.echo_bot", telegram.root, str(port)], port, {}) as program:
        await program.answers(WEBHOOK_PATH, status=405)
        yield program


@asynccontextmanager
async def _lotse(telegram: Telegram) -> AsyncIterator[Program]:
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="lotse-benchmark-") as folder:
        await learnt(Path(folder))
        environment = {
            "LOTSE_DATA_DIR": folder,
            "LOTSE_PORT": str(port),
            "LOTSE_TELEGRAM_TOKEN": TOKEN,
            "LOTSE_TELEGRAM_API_URL": telegram.root,
            "LOTSE_TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}{WEBHOOK_PATH}",
            "LOTSE_TELEGRAM_WEBHOOK_SECRET": SECRET,
        }
        async with running(["-m", "benchmarks.unpaced", "up"], port, environment) as program:
            await program.part_is_ready("interpreter")
            await program.part_is_ready("telegram")
            yield program
