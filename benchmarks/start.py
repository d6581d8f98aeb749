"""How long `lotse up` takes until it answers, and how much memory it then holds."""

import asyncio
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import free_port, running
from benchmarks.telegram import TOKEN, Telegram
from nlu.shipped import load_understander

ROUNDS = 5
SETTLED_SECONDS = 5.0
LOTSE = str(Path(sys.executable).with_name("lotse"))
_MODEL = Path(tempfile.gettempdir()) / "lotse-benchmark-model"


@dataclass(frozen=True)
class Start:
    """Seconds from the start of the process, and its memory once both bots listen."""

    pages_seconds: float
    """Until chat and desk answer, with a saved model."""
    interpreter_seconds: float
    telegram_seconds: float
    """Until the newcomers' bot listens and speaks."""
    memory_mb: float
    first_start_seconds: float
    """Until questions are answered when the model must be learnt first."""


async def measure_start() -> Start:
    """The median of five starts with a saved model, and one first start without."""
    rounds = [await _start_with_model() for _ in range(ROUNDS)]
    pages, interpreter, telegram, memory = (statistics.median(column) for column in zip(*rounds, strict=True))
    return Start(pages, interpreter, telegram, memory, await _first_start())


async def learnt(folder: Path) -> None:
    """Put the learnt model into *folder*; it is learnt once for all measurements."""
    _MODEL.mkdir(exist_ok=True)
    await asyncio.to_thread(load_understander, _MODEL, lambda _: None)
    for file in _MODEL.glob("*.npz"):
        shutil.copy(file, folder / file.name)


async def _start_with_model() -> tuple[float, float, float, float]:
    port = free_port()
    async with Telegram() as telegram:
        with tempfile.TemporaryDirectory(prefix="lotse-benchmark-") as folder:
            await learnt(Path(folder))
            environment = _environment(folder, port) | {
                "LOTSE_TELEGRAM_TOKEN": TOKEN,
                "LOTSE_STAFF_BOT_TOKEN": "1002:benchmark",
                "LOTSE_TELEGRAM_API_URL": telegram.root,
            }
            async with running([LOTSE, "up"], port, environment) as program:
                pages, desk, interpreter, spoken, _ = await asyncio.gather(
                    program.answers("/chat"),
                    program.answers("/desk/sign-in"),
                    program.part_is_ready("interpreter"),
                    program.part_is_ready("telegram"),
                    program.part_is_ready("staff_bot"),
                )
                await asyncio.sleep(SETTLED_SECONDS)
                return max(pages, desk), interpreter, spoken, program.memory_mb()


async def _first_start() -> float:
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="lotse-benchmark-") as folder:
        async with running([LOTSE, "up"], port, _environment(folder, port)) as program:
            return await program.part_is_ready("interpreter", timeout_seconds=300)


def _environment(folder: str, port: int) -> dict[str, str]:
    return {"LOTSE_DATA_DIR": folder, "LOTSE_PORT": str(port)}
