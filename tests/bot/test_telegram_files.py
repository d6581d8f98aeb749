"""Files come from Telegram through aiogram, over the strict double; no error tells the token."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.file_fetcher import FetchFailed, FileGone, FileTooLarge
from bot.telegram_channel import TelegramChannel
from tests.bot_api.server import BotApi
from wording import Phrases

TOKEN = "1001:AAA-files"


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi([TOKEN]) as api:
        yield api


@pytest.fixture
async def channel(api: BotApi) -> AsyncIterator[TelegramChannel]:
    channel = TelegramChannel(TOKEN, api.root, Phrases(), lambda: datetime.now(UTC))
    yield channel
    await channel.close()


async def test_a_file_is_fetched_as_it_was_sent(api: BotApi, channel: TelegramChannel) -> None:
    stored = api.bot.files.add("document", b"%PDF-1.7" + bytes(200_000), name="brief.pdf")

    assert await channel.fetch(stored.file_id, 1_000_000) == stored.content


async def test_what_is_larger_than_it_says_is_not_read_to_its_end(api: BotApi, channel: TelegramChannel) -> None:
    stored = api.bot.files.add("document", bytes(300_000), name="brief.pdf", size=10)

    with pytest.raises(FileTooLarge):
        await channel.fetch(stored.file_id, 100_000)


async def test_what_telegram_does_not_hand_out_is_too_large(api: BotApi, channel: TelegramChannel) -> None:
    """Bots get at most 20 MB."""
    stored = api.bot.files.add("document", b"x", name="film.pdf", size=21 * 1024 * 1024)

    with pytest.raises(FileTooLarge):
        await channel.fetch(stored.file_id, 30_000_000)


async def test_an_unknown_file_is_gone(channel: TelegramChannel) -> None:
    with pytest.raises(FileGone):
        await channel.fetch("nothing", 1000)


async def test_a_broken_line_tells_no_token(api: BotApi, channel: TelegramChannel) -> None:
    stored = api.bot.files.add("document", b"%PDF-1.7", name="brief.pdf")
    await api.__aexit__(None, None, None)

    with pytest.raises(FetchFailed) as failed:
        await channel.fetch(stored.file_id, 1000)

    assert TOKEN not in repr(failed.value) + failed.value.reason
    assert failed.value.__suppress_context__
