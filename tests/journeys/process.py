"""The real `lotse up` as a process of its own: started, killed, started again, its log read."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import httpx

from tests.shipped import put_model

LOTSE = Path(sys.executable).with_name("lotse")
START_SECONDS = 100.0
_ASK_AGAIN_SECONDS = 0.2
"""Whoever asks more often slows down the start that it waits for."""


class LotseEnded(AssertionError):
    """The process ended although nobody asked it to."""


class Lotse:
    """One data folder and the process that works on it.

    async with Lotse(folder, model, {"TELEGRAM_TOKEN": "1001:AAA"}) as lotse:
        await lotse.kill()
        await lotse.starts()
    """

    def __init__(
        self,
        folder: Path,
        model: Path,
        settings: Mapping[str, str],
        *,
        program: Sequence[str | Path] = (LOTSE,),
        arguments: Sequence[str] = (),
    ) -> None:
        self._program = program
        self._arguments = arguments
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.printed: dict[str, str] = {}
        """What `lotse up` printed at its last start: `chat`, `desk`, and the first time `enrolment`."""
        self.starts_counted = 0
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._http = httpx.AsyncClient(base_url=self.url, timeout=30)
        put_model(model, folder)
        outside = {name: value for name, value in os.environ.items() if not name.startswith("LOTSE_")}
        given = {"DATA_DIR": str(folder), "PORT": str(self.port), **settings}
        self._environment = outside | {f"LOTSE_{name}": value for name, value in given.items()}

    @property
    def database_url(self) -> str:
        return self._environment.get("LOTSE_DATABASE_URL", f"sqlite:///{self.folder / 'lotse.db'}")

    def sets(self, name: str, value: str) -> None:
        """Give `LOTSE_<name>` to the next start."""
        self._environment[f"LOTSE_{name}"] = value

    async def __aenter__(self) -> Self:
        try:
            await self.starts()
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            try:
                await asyncio.wait_for(self._process.wait(), 10)
            except TimeoutError:
                await self.kill()
        await self._http.aclose()

    async def starts(self, *, until_ready: bool = True) -> None:
        """Start the process; return once it said where it answers and, unless told otherwise, is ready.

        Raises:
            LotseEnded: it ended instead.
        """
        self.printed = {}
        self.starts_counted += 1
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._program,
                "up",
                *self._arguments,
                env=self._environment,
                cwd=self.folder,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        self._reading = asyncio.create_task(self._read(self._process))
        if until_ready:
            await self.is_ready()

    async def is_ready(self) -> None:
        """Wait for the printed lines and until every part that newcomers need is ready."""
        wanted = {"database", "interpreter"}
        if "LOTSE_TELEGRAM_TOKEN" in self._environment:
            wanted.add("telegram")
        ends_at = asyncio.get_running_loop().time() + START_SECONDS
        while not await self._answers(wanted):
            if self._process is None or self._process.returncode is not None:
                raise LotseEnded(self.log_text()[-2000:])
            if asyncio.get_running_loop().time() > ends_at:
                raise LotseEnded(f"not ready after {START_SECONDS} s: {self.log_text()[-2000:]}")
            await asyncio.sleep(_ASK_AGAIN_SECONDS)

    async def answers(self, path: str) -> None:
        """Wait until *path* is there."""
        ends_at = asyncio.get_running_loop().time() + START_SECONDS
        while True:
            try:
                if (await self._http.get(path)).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            if asyncio.get_running_loop().time() > ends_at:
                raise LotseEnded(f"{path} does not answer: {self.log_text()[-2000:]}")
            await asyncio.sleep(_ASK_AGAIN_SECONDS)

    async def kill(self) -> None:
        """`kill -9`."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()

    async def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run another `lotse` command on the same data."""
        return await asyncio.to_thread(
            subprocess.run,
            [LOTSE, *arguments],
            env=self._environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def log_text(self) -> str:
        return self._log.read_text() if self._log.exists() else ""

    def log(self) -> list[dict[str, Any]]:
        """The log's lines, oldest first; one that is no JSON (a traceback, say) counts as an error."""
        return [_line(line) for line in self.log_text().splitlines() if line.strip()]

    def errors(self, *expected: str) -> list[dict[str, Any]]:
        """Lines at the level of errors, but those whose event is *expected*."""
        bad = [line for line in self.log() if line.get("level") in ("error", "critical")]
        return [line for line in bad if line.get("event") not in expected]

    @property
    def _log(self) -> Path:
        return self.folder / "log.jsonl"

    async def _answers(self, wanted: set[str]) -> bool:
        if "desk" not in self.printed:
            return False
        try:
            answer = await self._http.get("/readyz")
        except httpx.TransportError:
            return False
        parts = answer.json()
        return answer.status_code == 200 and all(parts.get(name) == "ready" for name in wanted)

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            word, _, url = line.decode().strip().partition(" ")
            self.printed[word] = url


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _line(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    return value if isinstance(value, dict) else {"level": "error", "event": "not a log line", "text": text}
