"""Speaks to newcomers in Telegram, through aiogram.

Imported only where a bot runs: it costs seconds and a hundred megabytes.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from aiohttp import ClientConnectorError, ClientError, ClientResponseError

from bot.courier import BLOCKED, Delivery, DeliveryFailed
from bot.file_fetcher import FetchFailed, FileGone, FileTooLarge
from bot.pace import Pace
from bot.telegram_library import (
    AiohttpSession,
    Bot,
    BotCommand,
    ClientDecodeError,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    TelegramAPIError,
    TelegramAPIServer,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from bot.telegram_updates import ALLOWED_UPDATES, CHANNEL
from bot.turn import phrase
from storage.outbox import OutboxMessage
from wording import LANGUAGES, Phrases, Reply, rendering

COMMANDS = ("start", "help", "language", "person", "mydata", "delete", "stop")


class TelegramChannel:
    """The way to newcomers in Telegram."""

    name = CHANNEL

    def __init__(self, token: str, root: str, phrases: Phrases, clock: Callable[[], datetime]) -> None:
        self._bot = Bot(token, AiohttpSession(api=TelegramAPIServer.from_base(root), timeout=30))
        self._phrases = phrases
        self._clock = clock
        self._pace = Pace()

    async def introduce(self) -> None:
        """Set commands and description in every language.

        Telegram keeps them, so a failure at one start costs nothing.
        """
        for language in LANGUAGES:
            commands = [
                BotCommand(command=each, description=self._phrases.say(phrase(f"command-{each}"), language))
                for each in COMMANDS
            ]
            await self._bot.set_my_commands(commands, language_code=language)
            await self._bot.set_my_description(
                self._phrases.say(phrase("bot-description"), language), language_code=language
            )
            await self._bot.set_my_short_description(
                self._phrases.say(phrase("bot-short-description"), language), language_code=language
            )
        english = [
            BotCommand(command=each, description=self._phrases.say(phrase(f"command-{each}"), "en"))
            for each in COMMANDS
        ]
        await self._bot.set_my_commands(english)
        await self._bot.set_my_description(self._phrases.say(phrase("bot-description"), "en"))

    async def set_webhook(self, url: str, secret: str) -> None:
        await self._bot.set_webhook(url, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES), max_connections=40)

    async def close(self) -> None:
        await self._bot.session.close()

    def waiting(self, now: datetime) -> list[str]:
        return self._pace.waiting(now)

    async def send(self, message: OutboxMessage, reply: Reply) -> Delivery:
        parts = rendering.telegram(reply, self._phrases)
        keyboard = self._keyboard(reply)
        sent_id = 0
        for number, part in enumerate(parts, 1):
            try:
                if number > 1:
                    await self._pace.turn(message.address, self._clock())
                sent_id = await self._send_part(message.address, part, keyboard if number == len(parts) else None)
            except DeliveryFailed as error:
                error.uncertain = error.uncertain or number > 1  # the parts before have arrived
                raise
        shown = {"characters": sum(map(len, parts)), "parts": len(parts)}
        return Delivery(str(sent_id), shown, is_kept_there=True)

    async def fetch(self, external_id: str, largest: int) -> bytes:
        """The file with this id, read only as far as it may be large.

        Errors tell no address: it holds the token.
        """
        try:
            file = await self._bot.get_file(external_id)
        except TelegramRetryAfter as error:
            raise FetchFailed("flood limit", retry_after_seconds=error.retry_after) from None
        except TelegramBadRequest as error:
            if "too big" in error.message:
                raise FileTooLarge from None
            raise FileGone from None
        except TelegramAPIError as error:
            raise FetchFailed(type(error).__name__) from None
        if file.file_path is None:
            raise FileGone
        content = bytearray()
        address = self._bot.session.api.file_url(self._bot.token, file.file_path)
        try:
            async for chunk in self._bot.session.stream_content(address, timeout=60, raise_for_status=True):
                content += chunk
                if len(content) > largest:
                    raise FileTooLarge
        except ClientResponseError as error:
            raise FetchFailed(f"status {error.status}") from None
        except (ClientError, TimeoutError) as error:
            raise FetchFailed(type(error).__name__) from None
        return bytes(content)

    async def told(self, message: OutboxMessage) -> None:
        """Nobody waits for it."""

    async def _send_part(self, address: str, html: str, keyboard: InlineKeyboardMarkup | None) -> int:
        await asyncio.sleep(self._pace.pause(self._clock()))
        async with self._pace.over_all:
            try:
                sent = await self._bot.send_message(
                    int(address),
                    html,
                    parse_mode="HTML",
                    reply_markup=keyboard,
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                )
            except TelegramRetryAfter as error:
                self._pace.refused(address, self._clock() + timedelta(seconds=error.retry_after))
                raise DeliveryFailed("flood limit", retry_after_seconds=error.retry_after) from error
            except TelegramForbiddenError as error:
                raise DeliveryFailed(BLOCKED, permanent=True) from error
            except TelegramBadRequest as error:
                raise DeliveryFailed("refused", permanent=True) from error
            except TelegramNetworkError as error:
                never_connected = isinstance(error.__cause__, ClientConnectorError)
                raise DeliveryFailed("network", uncertain=not never_connected) from error
            except (TelegramServerError, ClientDecodeError) as error:
                raise DeliveryFailed("server", uncertain=True) from error  # it may have taken it all the same
            except TelegramAPIError as error:
                raise DeliveryFailed(type(error).__name__) from error
        self._pace.sent(address, self._clock())
        return sent.message_id

    def _keyboard(self, reply: Reply) -> InlineKeyboardMarkup | None:
        """One button a row: a thumb hits it, and a long word in Hungarian fits."""
        said = zip(reply.buttons, rendering.buttons(reply, self._phrases), strict=True)
        rows = [
            [
                InlineKeyboardButton(text=shown["label"][:64], url=button.url)
                if button.url
                else InlineKeyboardButton(text=shown["label"][:64], callback_data=shown["id"])
            ]
            for button, shown in said
        ]
        return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None
