"""Starts the double as its own process, for tests that kill the bot and for benchmarks."""

import asyncio
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

import httpx


class BotApiProcess:
    """A double in a process of its own; `control` calls its control API.

    async with BotApiProcess(tokens=["1001:AAA"]) as api:
        ana = (await api.control("POST", "/newcomers", {"name": "Ana"}))["id"]
        await api.control("POST", f"/newcomers/{ana}/says", {"text": "Buna"})
    """

    def __init__(self, tokens: Iterable[str], *, flood_factor: float = 1.0, redelivery_seconds: float = 1.0) -> None:
        self._arguments = [argument for token in tokens for argument in ("--token", token)]
        self._arguments += ["--flood-factor", str(flood_factor), "--redelivery-seconds", str(redelivery_seconds)]
        self._http = httpx.AsyncClient(timeout=30)
        self.root = ""

    async def __aenter__(self) -> Self:
        command = [sys.executable, str(Path(__file__).parent), *self._arguments]
        self._process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        assert self._process.stdout is not None
        word, _, url = (await self._process.stdout.readline()).decode().strip().partition(" ")
        if word != "root":
            raise RuntimeError("the double did not start")
        self.root = url
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()
        if self._process.returncode is None:
            self._process.terminate()
        await self._process.wait()

    async def control(self, verb: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """Call a route of `tests.bot_api.control`.

        Raises:
            httpx.HTTPStatusError: The double refused.
        """
        answer = await self._http.request(verb, f"{self.root}/control{path}", json=body)
        answer.raise_for_status()
        result: dict[str, Any] = answer.json()
        return result
