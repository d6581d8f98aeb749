"""Speaks to groups of staff members in Telegram, through python-telegram-bot. Imported only where a staff bot runs."""

from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import Bot, LinkPreviewOptions
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import HTTPXRequest

from bot.courier import Delivery, DeliveryFailed
from bot.pace import IN_A_GROUP, Pace
from bot.staff_talk import CHANNEL
from storage.outbox import OutboxMessage
from wording import Phrases, Reply, rendering


class StaffChannel:
    """The way to the groups of the units."""

    name = CHANNEL

    def __init__(self, token: str, root: str, phrases: Phrases, clock: Callable[[], datetime]) -> None:
        request = HTTPXRequest(connect_timeout=10, read_timeout=20)
        self._bot = Bot(token, base_url=f"{root}/bot", base_file_url=f"{root}/file/bot", request=request)
        self._phrases = phrases
        self._clock = clock
        self._pace = Pace(IN_A_GROUP)

    def waiting(self, now: datetime) -> list[str]:
        return self._pace.waiting(now)

    async def send(self, message: OutboxMessage, reply: Reply) -> Delivery:
        async with self._pace.over_all:
            try:
                sent = await self._bot.send_message(
                    int(message.address),
                    rendering.telegram(reply, self._phrases)[0],
                    parse_mode="HTML",
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                )
            except RetryAfter as error:
                after = error.retry_after
                seconds = after.total_seconds() if isinstance(after, timedelta) else float(after)
                self._pace.refused(message.address, self._clock() + timedelta(seconds=seconds))
                raise DeliveryFailed("flood limit", retry_after_seconds=seconds) from error
            except (Forbidden, BadRequest) as error:
                raise DeliveryFailed(type(error).__name__, permanent=True) from error
            except (TimedOut, NetworkError) as error:
                raise DeliveryFailed("network", uncertain=True) from error
            except TelegramError as error:
                raise DeliveryFailed(type(error).__name__) from error
        self._pace.sent(message.address, self._clock())
        return Delivery(str(sent.message_id), {}, is_kept_there=True)

    async def told(self, message: OutboxMessage) -> None:
        """Nobody waits for it."""

    async def close(self) -> None:
        await self._bot.shutdown()
