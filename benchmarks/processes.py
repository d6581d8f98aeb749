"""The measured programs as processes of their own."""

import asyncio
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx


class Program:
    """One running process."""

    def __init__(self, process: asyncio.subprocess.Process, url: str) -> None:
        self.begun = time.perf_counter()
        self.url = url
        self._process = process

    async def answers(self, path: str, *, status: int = 200, timeout_seconds: float = 180) -> float:
        """Return the seconds from its start until *path* answered with *status*."""
        async with httpx.AsyncClient(base_url=self.url) as http:
            return await self._until(lambda: _has(http, path, status), timeout_seconds)

    async def part_is_ready(self, part: str, timeout_seconds: float = 180) -> float:
        """Return the seconds from its start until `/readyz` named *part* as ready."""
        async with httpx.AsyncClient(base_url=self.url) as http:
            return await self._until(lambda: _says(http, part), timeout_seconds)

    def memory_mb(self) -> float:
        """The memory it holds now, without what it shares with others counted twice, in MB of 1,000,000 bytes."""
        for line in Path(f"/proc/{self._process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024 / 1e6
        raise RuntimeError("the process has ended")

    async def _until(self, check: Callable[[], Awaitable[bool]], timeout_seconds: float) -> float:
        async with asyncio.timeout(timeout_seconds):
            while not await check():
                if self._process.returncode is not None:
                    raise RuntimeError(f"ended with {self._process.returncode}")
                await asyncio.sleep(0.02)
        return time.perf_counter() - self.begun


@asynccontextmanager
async def running(arguments: Sequence[str], port: int, environment: Mapping[str, str]) -> AsyncIterator[Program]:
    """Run `python <arguments>` with no setting of Lotse but those given."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("LOTSE_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        env=outside | dict(environment),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield Program(process, f"http://127.0.0.1:{port}")
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _has(http: httpx.AsyncClient, path: str, status: int) -> bool:
    try:
        return (await http.get(path)).status_code == status
    except httpx.TransportError:
        return False


async def _says(http: httpx.AsyncClient, part: str) -> bool:
    try:
        return (await http.get("/readyz")).json().get(part) == "ready"
    except (httpx.TransportError, ValueError):
        return False
