"""Groups, forums and channels in which a bot is."""

from collections.abc import Callable
from typing import Any

from tests.bot_api.bots import Bot
from tests.bot_api.chats import Chat, StoredMessage, Topic, User
from tests.bot_api.markup import found_entities
from tests.bot_api.places import move_bot
from tests.bot_api.speaker import Speaker

NewUser = Callable[[str, str], User]


class Member(Speaker):
    """A person in a group."""

    def _write(self, content: dict[str, Any]) -> StoredMessage:
        if self._reaches_bot(content):
            return super()._write(content)
        written = self._chat.write(self.user, content, source=content.get("text", ""))
        self._acts()
        return written

    def _reaches_bot(self, content: dict[str, Any]) -> bool:
        """In a group a bot that is no administrator hears commands and replies to itself only."""
        if self._chat.members.get(self._bot.id) == "administrator":
            return True
        if self._chat.members.get(self._bot.id) != "member":
            return False
        replied = content.get("reply_to_message", {}).get("from", {})
        return bool(content.get("text", "").startswith("/")) or replied.get("id") == self._bot.id


class Group:
    """A group with a bot in it; with `is_forum`, one with topics."""

    def __init__(self, bot: Bot, chat: Chat, new_user: NewUser) -> None:
        self.chat = chat
        self._bot = bot
        self._new_user = new_user
        self._founder = self.member("Founder", status="creator")
        bot.chats[chat.id] = chat

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def topics(self) -> list[Topic]:
        return list(self.chat.topics.values())

    def member(self, name: str, *, language_code: str = "de", status: str = "member") -> Member:
        user = self._new_user(name, language_code)
        self.chat.users[user.id] = user
        self.chat.members[user.id] = status
        return Member(self._bot, self.chat, user)

    def takes_bot_in(self, *, as_administrator: bool = True) -> None:
        move_bot(self._bot, self.chat, self._founder.user, "administrator" if as_administrator else "member")

    def throws_bot_out(self) -> None:
        move_bot(self._bot, self.chat, self._founder.user, "kicked")

    def opens_topic(self, name: str) -> Topic:
        topic = self.chat.open_topic(name, 7322096, self._founder.user)
        opening = self.chat.find(topic.thread_id)
        assert opening is not None
        self._bot.publish("message", opening.payload, self.chat)
        return topic

    def deletes_topic(self, thread_id: int) -> None:
        """Delete a topic by hand; Telegram tells the bot nothing."""
        self.chat.delete_topic(thread_id)


class Channel:
    """A channel whose administrator the bot is."""

    def __init__(self, bot: Bot, chat: Chat) -> None:
        self.chat = chat
        self._bot = bot
        chat.members[bot.id] = "administrator"
        chat.users[bot.id] = bot.user
        bot.chats[chat.id] = chat

    def posts(self, text: str) -> int:
        entities = found_entities(text)
        content = {"text": text} | ({"entities": entities} if entities else {})
        post = self.chat.write(None, content, source=text)
        self._bot.publish("channel_post", post.payload, self.chat)
        return post.id
