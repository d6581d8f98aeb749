"""Chats of a bot: who is in them, what was written, which topics a forum has."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.bot_api.clock import Clock, Pulse
from tests.bot_api.errors import Refusal, bad_request

Json = dict[str, Any]


@dataclass(frozen=True)
class User:
    """A person or a bot as Telegram describes them."""

    id: int
    first_name: str
    language_code: str = ""
    username: str = ""
    is_bot: bool = False

    def as_json(self) -> Json:
        facts: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            facts["username"] = self.username
        if self.language_code:
            facts["language_code"] = self.language_code
        return facts


@dataclass
class StoredMessage:
    """A message, and when it was last shown anew (sent or edited)."""

    payload: Json
    source: str  # the text as the sender wrote it, with its markup
    is_from_bot: bool
    shown: int  # rises with every message and every edit in the chat
    keyboard: Json | None = None  # a reply keyboard, which is not part of the payload

    @property
    def id(self) -> int:
        return int(self.payload["message_id"])


@dataclass
class Topic:
    """A topic of a forum; its id is that of the message that opened it."""

    thread_id: int
    name: str
    icon_color: int = 7322096
    is_closed: bool = False


@dataclass
class Chat:
    """A private chat, a group or a channel, as one bot sees it."""

    id: int
    kind: str  # private | group | supergroup | channel
    clock: Clock
    title: str = ""
    person: User | None = None
    is_forum: bool = False
    obstacle: Refusal | None = None  # why the bot cannot write here
    members: dict[int, str] = field(default_factory=dict)  # user id: status
    users: dict[int, User] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    changed: Pulse = field(default_factory=Pulse)
    _messages: dict[int, StoredMessage] = field(default_factory=dict)
    _last_message_id: int = 0
    shown: int = 0

    def as_json(self) -> Json:
        facts: Json = {"id": self.id, "type": self.kind}
        if self.person is not None:
            facts["first_name"] = self.person.first_name
            if self.person.username:
                facts["username"] = self.person.username
        if self.title:
            facts["title"] = self.title
        if self.is_forum:
            facts["is_forum"] = True
        return facts

    def check_writable(self) -> None:
        """Raises: Refusal: 403, the bot was blocked or removed."""
        if self.obstacle is not None:
            raise self.obstacle

    def topic(self, thread_id: int) -> Topic:
        """Raises: Refusal: 400, there is no such topic, or not any more."""
        if thread_id not in self.topics:
            raise bad_request("message thread not found")
        return self.topics[thread_id]

    def open_topic(self, name: str, icon_color: int, sender: User) -> Topic:
        created = {"forum_topic_created": {"name": name, "icon_color": icon_color}, "is_topic_message": True}
        opening = self.write(sender, created)
        opening.payload["message_thread_id"] = opening.id
        self.topics[opening.id] = Topic(opening.id, name, icon_color)
        return self.topics[opening.id]

    def delete_topic(self, thread_id: int) -> None:
        """Remove a topic with everything that was written in it."""
        del self.topics[thread_id]
        for message in list(self.messages()):
            if message.payload.get("message_thread_id") == thread_id:
                del self._messages[message.id]
        self.changed.beat()

    def write(
        self, sender: User | None, content: Json, *, source: str = "", keyboard: Json | None = None
    ) -> StoredMessage:
        """Add a message; a channel post has no sender."""
        self._last_message_id += 1
        payload: Json = {"message_id": self._last_message_id, "date": int(self.clock.now())}
        if sender is not None:
            payload["from"] = sender.as_json()
        payload |= {"chat": self.as_json(), **content}
        is_from_bot = sender is not None and sender.is_bot
        message = StoredMessage(payload, source, is_from_bot, self._next_shown(), keyboard)
        self._messages[message.id] = message
        self.changed.beat()
        return message

    def rewrite(self, message: StoredMessage, content: Json, source: str) -> StoredMessage:
        """Replace what a message says, or only its keyboard if *content* holds no text."""
        kept = ("message_id", "date", "from", "chat", "message_thread_id", "is_topic_message", "reply_to_message")
        base = {name: message.payload[name] for name in kept if name in message.payload}
        edited = StoredMessage(
            {**base, "edit_date": int(self.clock.now()), **content}, source, message.is_from_bot, self._next_shown()
        )
        self._messages[message.id] = edited
        self.changed.beat()
        return edited

    def delete(self, message_id: int) -> None:
        del self._messages[message_id]
        self.changed.beat()

    def find(self, message_id: int) -> StoredMessage | None:
        return self._messages.get(message_id)

    def messages(self) -> Iterator[StoredMessage]:
        """What stands in the chat, oldest first."""
        return iter(self._messages.values())

    def _next_shown(self) -> int:
        self.shown += 1
        return self.shown
