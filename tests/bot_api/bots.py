"""One bot: its token, its chats, its updates, its profile."""

import re
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.bot_api.calls import Call
from tests.bot_api.chats import Chat, User
from tests.bot_api.clock import Clock
from tests.bot_api.errors import bad_request
from tests.bot_api.files import FileStore
from tests.bot_api.limits import FloodRule, Limits
from tests.bot_api.updates import UpdateQueue
from tests.bot_api.webhook import DeliveryRule, Webhook


@dataclass
class Callback:
    """A pressed button that waits for an answer."""

    person_id: int
    pressed_at: float
    is_answered: bool = False


@dataclass(frozen=True)
class Notice:
    """What a person saw after pressing a button."""

    text: str
    is_alert: bool


@dataclass
class Profile:
    """What people see of a bot; each by language, "" for every other one."""

    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)  # (scope, language)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)  # (description | …, language)
    menu_buttons: dict[int, dict[str, Any]] = field(default_factory=dict)  # chat id, 0 for all


class Bot:
    """A bot's account at Telegram."""

    def __init__(
        self, token: str, clock: Clock, *, flood: FloodRule, delivery: DeliveryRule, callback_seconds: float
    ) -> None:
        number = int(token.partition(":")[0])
        self.token = token
        self.clock = clock
        self.user = User(number, f"Bot {number}", username=f"test_{number}_bot", is_bot=True)
        self.limits = Limits(flood, clock)
        self.updates = UpdateQueue(clock, first_id=number * 1000 + 1)
        self.webhook = Webhook(self.updates, delivery, clock)
        self.files = FileStore(number)
        self.profile = Profile()
        self.chats: dict[int, Chat] = {}
        self.callbacks: dict[str, Callback] = {}
        self.notices: dict[int, list[Notice]] = {}
        self.callback_seconds = callback_seconds
        self.started_at = clock.now()
        self.is_logged_out = False
        self.poll: object | None = None  # the getUpdates call that may wait
        self._callback_numbers = count(1)

    @property
    def id(self) -> int:
        return self.user.id

    def about_itself(self) -> dict[str, Any]:
        return self.user.as_json() | {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def chat_of(self, call: Call) -> Chat:
        """The chat that a call names.

        Raises:
            Refusal: 400, it names none, or one where the bot never was.
        """
        value = call.text("chat_id")
        if not value:
            raise bad_request("chat_id is empty")
        chat = self.chats.get(int(value)) if re.fullmatch(r"-?\d+", value) else None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def publish(self, kind: str, payload: dict[str, Any], chat: Chat) -> int | None:
        """Let the bot know; the update's id, or None if it does not take this kind."""
        return self.updates.add(kind, payload, lane=chat.id)

    def open_callback(self, person: User) -> str:
        number = f"{self.id}{next(self._callback_numbers):09d}"
        self.callbacks[number] = Callback(person.id, self.clock.now())
        return number
