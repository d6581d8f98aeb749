"""The page of a newcomer who writes in Telegram, in a town that tells its cases there: opened over HTTP with a word."""

import asyncio
import re
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.bot_api.screen import Button, ShownMessage

PATIENCE_SECONDS = 20.0


class OwnPage:
    """A browser on the newcomer's telephone. Whatever they do, they then read so many messages.

    await page.opens("http://127.0.0.1:8080/chat/open/…")
    [sent] = await page.writes("Marti dupa ora trei")
    """

    def __init__(self, url: str, code_word: str) -> None:
        self._http = httpx.AsyncClient(base_url=url, timeout=30)
        self._code_word = code_word
        self._messages = ""
        self._shown: list[ShownMessage] = []

    async def opens(self, link: str) -> None:
        """Follow a link from Telegram and give the code word; the first time it is thereby chosen."""
        path = urlsplit(link).path
        door = await self._http.get(path)
        assert door.status_code == 200, door.text
        assert "article" not in door.text  # nothing is shown before the word
        inside = await self._http.post(path, data={"word": self._code_word}, follow_redirects=True)
        found = re.search(r'data-conversation="([^"]+)"', inside.text)
        assert found, inside.text
        self._messages = f"/chat/api/conversations/{found[1]}/messages"
        if not self._shown:
            self._shown = [await self._what_it_is_for()]

    @property
    def is_open(self) -> bool:
        return bool(self._messages)

    async def reads(self, replies: int = 1) -> list[ShownMessage]:
        """Read what came since the newcomer last read."""
        ends_at = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        while len(news := await self._news()) < replies and asyncio.get_running_loop().time() < ends_at:
            await asyncio.sleep(0.05)
        assert len(news) == replies, f"{len(news)} instead of {replies} messages: {[each.text for each in news]}"
        self._shown += news
        return news

    async def writes(self, words: str, *, replies: int = 1) -> list[ShownMessage]:
        return await self._does({"text": words}, replies)

    async def taps(self, label: re.Pattern[str], *, replies: int = 1) -> list[ShownMessage]:
        """Press the newest button that says so."""
        button = next(found for each in reversed(self._shown) if (found := each.button(label)))
        return await self._does({"press": str(button.callback_data)}, replies)

    async def shows(self) -> str:
        """Everything that stands on the page."""
        answer = await self._http.get(self._messages)
        return "\n".join(reply["text"] for reply in answer.json()["replies"])

    async def closes(self) -> None:
        await self._http.aclose()

    async def _what_it_is_for(self) -> ShownMessage:
        """What stands there before anything was written."""
        answer = await self._http.get(self._messages)
        first = _shown(answer.json()["replies"][0])
        assert first.payload["kind"] == "receipt"
        return first

    async def _does(self, body: dict[str, str], replies: int) -> list[ShownMessage]:
        assert await self._news() == [], "something was not read yet"
        answer = await self._http.post(self._messages, json=body)
        assert answer.status_code in (200, 202), answer.text
        return await self.reads(replies)

    async def _news(self) -> list[ShownMessage]:
        after = self._shown[-1].message_id if self._shown else 0
        answer = await self._http.get(self._messages, params={"after": after})
        assert answer.status_code == 200, answer.text
        return [_shown(reply) for reply in answer.json()["replies"]]


def _shown(reply: dict[str, Any]) -> ShownMessage:
    return ShownMessage(
        message_id=reply["id"],
        text=reply["text"],
        html=reply["text"],
        buttons=[Button(each["label"], each["id"]) for each in reply["buttons"]],
        date=0,
        thread_id=None,
        payload=reply,
        shown=reply["id"],
    )
