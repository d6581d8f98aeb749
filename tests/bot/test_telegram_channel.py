"""What is handed to Telegram through aiogram, over the strict double."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.telegram_channel import TelegramChannel
from storage.outbox import OutboxMessage
from tests.bot.fakes import shipped_phrases
from tests.bot_api.server import BotApi
from wording import Button, Line, Phrase, Reply

TOKEN = "1001:AAA-channel"
LINK = "https://lotse.example.org/chat/open/abc"


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi([TOKEN]) as api:
        yield api


@pytest.fixture
async def channel(api: BotApi) -> AsyncIterator[TelegramChannel]:
    channel = TelegramChannel(TOKEN, api.root, shipped_phrases(), lambda: datetime.now(UTC))
    yield channel
    await channel.close()


async def test_a_button_with_an_address_opens_it_and_the_others_are_pressed(
    api: BotApi, channel: TelegramChannel
) -> None:
    ana = api.newcomer("Ana", language_code="ro")
    ana.starts()
    opening = Button(id="sealed", label=Phrase(id="button-page"), picture="🔑", url=LINK)
    pressed = Button(id="sealed-too", label=Phrase(id="button-areas"))
    reply = Reply(kind="notice", language="ro", lines=(Line(content=LINK),), buttons=(opening, pressed))

    await channel.send(OutboxMessage(address=str(ana.id)), reply)

    [shown] = ana.sees()
    assert [(each.url, each.callback_data) for each in shown.buttons] == [(LINK, None), (None, "sealed-too")]
    assert LINK in shown.text


_BUILT = """
import json, bot.telegram_channel
from aiogram import types

def built():
    return [name for name in types.__all__ if getattr(getattr(types, name), "__pydantic_complete__", False)]

before = built()
update = types.Update.model_validate({"update_id": 1, "message": {
    "message_id": 2, "date": 0, "chat": {"id": 3, "type": "private"}, "poll_option_added": None}})
print(json.dumps([before, built(), update.message.chat.id]))
"""


def test_types_of_the_library_are_built_when_they_are_used() -> None:
    """All of them at the start cost seconds and a hundred megabytes; another one is there as soon as it is used."""
    done = subprocess.run([sys.executable, "-c", _BUILT], capture_output=True, text=True, check=True)
    at_the_start, afterwards, chat_id = json.loads(done.stdout)

    assert len(at_the_start) < 20
    assert "Update" not in at_the_start
    assert "Update" in afterwards
    assert chat_id == 3
