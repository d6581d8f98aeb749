"""A double for each test, and both libraries to drive it with."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Protocol

import httpx
import pytest
import pytest_asyncio

from tests.bot_api.limits import FloodRule
from tests.bot_api.server import BotApi
from tests.bot_api.webhook import DeliveryRule

TOKEN = "1001:AAA-first"
STAFF_TOKEN = "1002:BBB-second"

Ask = Callable[..., Awaitable[httpx.Response]]


class Library(Protocol):
    """A library for bots, driven by the names both share."""

    async def call(self, name: str, /, **arguments: Any) -> Any: ...
    def keyboard(self, rows: list[list[dict[str, Any]]]) -> Any: ...
    def command(self, name: str, description: str) -> Any: ...
    def file(self, content: bytes, name: str) -> Any: ...
    async def download(self, file_id: str) -> bytes: ...
    def parse(self, update: dict[str, Any]) -> Any: ...


class Aiogram:
    def __init__(self, root: str) -> None:
        from aiogram import Bot
        from aiogram.client.session.aiohttp import AiohttpSession
        from aiogram.client.telegram import TelegramAPIServer

        self.bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(root)))

    async def call(self, name: str, /, **arguments: Any) -> Any:
        return await getattr(self.bot, name)(**arguments)

    def keyboard(self, rows: list[list[dict[str, Any]]]) -> Any:
        from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

        return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(**each) for each in row] for row in rows])

    def command(self, name: str, description: str) -> Any:
        from aiogram.types import BotCommand

        return BotCommand(command=name, description=description)

    def file(self, content: bytes, name: str) -> Any:
        from aiogram.types import BufferedInputFile

        return BufferedInputFile(content, name)

    async def download(self, file_id: str) -> bytes:
        file = await self.bot.download(file_id)
        assert file is not None
        return file.read()

    def parse(self, update: dict[str, Any]) -> Any:
        from aiogram.types import Update

        return Update.model_validate(update, context={"bot": self.bot})

    async def close(self) -> None:
        await self.bot.session.close()


class PythonTelegramBot:
    def __init__(self, root: str) -> None:
        from telegram import Bot

        self.bot = Bot(TOKEN, base_url=f"{root}/bot", base_file_url=f"{root}/file/bot")

    async def call(self, name: str, /, **arguments: Any) -> Any:
        return await getattr(self.bot, name)(**arguments)

    def keyboard(self, rows: list[list[dict[str, Any]]]) -> Any:
        from telegram import InlineKeyboardButton, InlineKeyboardMarkup

        return InlineKeyboardMarkup([[InlineKeyboardButton(**each) for each in row] for row in rows])

    def command(self, name: str, description: str) -> Any:
        from telegram import BotCommand

        return BotCommand(name, description)

    def file(self, content: bytes, name: str) -> Any:
        from telegram import InputFile

        return InputFile(content, filename=name)

    async def download(self, file_id: str) -> bytes:
        file = await self.bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())

    def parse(self, update: dict[str, Any]) -> Any:
        from telegram import Update

        return Update.de_json(update, self.bot)

    async def close(self) -> None:
        await self.bot.shutdown()


@pytest_asyncio.fixture
async def api() -> AsyncIterator[BotApi]:
    """A double without flood limits that repeats deliveries soon."""
    delivery = DeliveryRule(answer_seconds=0.3, first_delay_seconds=0.02)
    async with BotApi([TOKEN, STAFF_TOKEN], flood=FloodRule.off(), delivery=delivery) as api:
        yield api


@pytest_asyncio.fixture(params=[Aiogram, PythonTelegramBot])
async def library(request: pytest.FixtureRequest, api: BotApi) -> AsyncIterator[Library]:
    """Each of the two libraries, as the first bot."""
    library = request.param(api.root)
    yield library
    await library.close()


@pytest_asyncio.fixture
async def ask(api: BotApi) -> AsyncIterator[Ask]:
    """Calls a method of the first bot with plain JSON."""
    async with httpx.AsyncClient() as client:

        async def call(method: str, **parameters: Any) -> httpx.Response:
            return await client.post(f"{api.root}/bot{TOKEN}/{method}", json=parameters)

        yield call
