"""`lotse chat`: the newcomer's conversation in a terminal, through the same API as any other client of the web chat.

A number presses a button, text says it, an empty line asks whether there is something new, ctrl-d ends. What a staff
member writes meanwhile is printed when it comes.
"""

import asyncio
import sys
from collections.abc import Callable
from typing import Any

import httpx
from rich.console import Console
from rich.text import Text

from wording import Language

POLL_SECONDS = 2.0
"""So often the terminal asks for what came by itself."""

_STYLES = {"title": "bold", "number": "bold red", "small": "dim", "source": "dim", "quote": "italic"}

ReadLine = Callable[[], str]
"""Reads one line. Raises EOFError at the end."""


class ChatRefused(Exception):
    """The chat did not take what was sent; the message says why."""


class Terminal:
    """One conversation, its replies and the buttons that can be pressed now."""

    def __init__(self, client: httpx.AsyncClient, console: Console) -> None:
        self._client = client
        self._console = console
        self._address = ""
        self._headers: dict[str, str] = {}
        self._last = 0
        self._buttons: list[dict[str, str]] = []

    async def begin(self, language: Language | None) -> None:
        """Begin a conversation; without a language it is asked for.

        Raises:
            ChatRefused: the chat takes no new conversation now.
            httpx.TransportError: there is no chat.
        """
        answer = await self._client.post("/chat/api/conversations", json={"language": language} if language else {})
        begun = _read(answer)
        self._address = f"/chat/api/conversations/{begun['conversation']}/messages"
        self._headers = {"Authorization": f"Bearer {begun['secret']}"}
        if language is None:
            await self._send({"text": "/language"})

    async def enter(self, line: str) -> None:
        """Do what one line says."""
        line = line.strip()
        if not line:
            return await self.look()
        if line.isdecimal() and 0 < int(line) <= len(self._buttons):
            return await self._send({"press": self._buttons[int(line) - 1]["id"]})
        await self._send({"text": line})

    async def look(self) -> None:
        """Print what is new."""
        answer = await self._client.get(self._address, params={"after": self._last}, headers=self._headers)
        if answer.status_code != 401:  # everything was deleted: nothing can be new
            self._show(_read(answer)["replies"])

    async def watch(self) -> None:
        """Print what comes by itself, until cancelled."""
        while True:
            await asyncio.sleep(POLL_SECONDS)
            try:
                await self.look()
            except (ChatRefused, httpx.TransportError):
                continue  # the next line that is entered tells

    def complain(self, why: str) -> None:
        self._console.print(Text(why, style="red"))

    async def _send(self, message: dict[str, str]) -> None:
        answer = await self._client.post(self._address, json=message, headers=self._headers, timeout=30)
        self._show(_read(answer)["replies"])

    def _show(self, replies: list[dict[str, Any]]) -> None:
        for reply in replies:
            if reply["id"] <= self._last:
                continue
            self._last = reply["id"]
            self._print(reply)

    def _print(self, reply: dict[str, Any]) -> None:
        self._console.print()
        for line in reply["lines"]:
            label = f"{line['label']}: " if line["label"] else ""
            bullet = "• " if line["style"] == "item" else ""
            self._console.print(Text(f"{bullet}{label}{line['text']}", style=_STYLES.get(line["style"], "")))
        if reply["buttons"]:
            self._buttons = reply["buttons"]
            for number, button in enumerate(self._buttons, start=1):
                self._console.print(Text(f"  [{number}] {button['label']}", style="cyan"))


async def talk(client: httpx.AsyncClient, language: Language | None, read_line: ReadLine = input) -> None:
    """Talk until the input ends.

    Args:
        client: Reaches the chat's API, in this process or at a running Lotse.
        read_line: Where lines come from; by default what is typed.

    Raises:
        ChatRefused: the chat takes no new conversation now.
        httpx.TransportError: there is no chat.
    """
    terminal = Terminal(client, Console(highlight=False, soft_wrap=not sys.stdout.isatty()))
    await terminal.begin(language)
    watching = asyncio.create_task(terminal.watch())
    loop = asyncio.get_running_loop()
    try:
        while True:
            try:
                line = await loop.run_in_executor(None, read_line)
            except EOFError:
                return
            try:
                await terminal.enter(line)
            except ChatRefused as refused:
                terminal.complain(str(refused))
    finally:
        watching.cancel()


def _read(answer: httpx.Response) -> Any:
    if answer.is_success:
        return answer.json()
    try:
        reason = str(answer.json()["error"]["message"])
    except (ValueError, KeyError, TypeError):
        reason = f"status {answer.status_code}"
    raise ChatRefused(reason)
