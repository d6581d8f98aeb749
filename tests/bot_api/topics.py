"""Topics of a forum group.

Source: https://core.telegram.org/bots/api#createforumtopic
"""

from typing import Any

from tests.bot_api.bots import Bot
from tests.bot_api.calls import Call
from tests.bot_api.chats import Chat, Topic
from tests.bot_api.errors import bad_request
from tests.bot_api.methods import Methods

MAX_NAME = 128
_COLORS = {7322096, 16766590, 13338331, 9367192, 16749490, 16478047}

TOPICS = Methods()


@TOPICS.add("createForumTopic", takes={"chat_id", "name", "icon_color"})
async def create_forum_topic(bot: Bot, call: Call) -> dict[str, Any]:
    name = _name(call)
    color = call.integer("icon_color", 7322096)
    if color not in _COLORS:
        raise bad_request("TOPIC_ICON_COLOR_INVALID")
    chat = _forum(bot, call, "create a topic")
    bot.limits.admit(chat.id)
    topic = chat.open_topic(name, color, bot.user)
    return {"message_thread_id": topic.thread_id, "name": topic.name, "icon_color": topic.icon_color}


@TOPICS.add("editForumTopic", takes={"chat_id", "message_thread_id", "name", "icon_custom_emoji_id"})
async def edit_forum_topic(bot: Bot, call: Call) -> bool:
    chat, topic = _topic(bot, call)
    if call.text("name"):
        name = _name(call)
        if name == topic.name:
            raise bad_request("TOPIC_NOT_MODIFIED")
        topic.name = name
        _announce(bot, chat, topic, {"forum_topic_edited": {"name": name}})
    return True


@TOPICS.add("closeForumTopic", takes={"chat_id", "message_thread_id"})
async def close_forum_topic(bot: Bot, call: Call) -> bool:
    return _turn(bot, call, is_closed=True)


@TOPICS.add("reopenForumTopic", takes={"chat_id", "message_thread_id"})
async def reopen_forum_topic(bot: Bot, call: Call) -> bool:
    return _turn(bot, call, is_closed=False)


@TOPICS.add("deleteForumTopic", takes={"chat_id", "message_thread_id"})
async def delete_forum_topic(bot: Bot, call: Call) -> bool:
    chat, topic = _topic(bot, call)
    chat.delete_topic(topic.thread_id)
    return True


def _turn(bot: Bot, call: Call, *, is_closed: bool) -> bool:
    chat, topic = _topic(bot, call)
    if topic.is_closed is is_closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.is_closed = is_closed
    _announce(bot, chat, topic, {"forum_topic_closed" if is_closed else "forum_topic_reopened": {}})
    return True


def _name(call: Call) -> str:
    name = call.text("name").strip()
    if not 1 <= len(name) <= MAX_NAME:
        raise bad_request("topic name must be of length 1-128")
    return name


def _forum(bot: Bot, call: Call, purpose: str) -> Chat:
    chat = bot.chat_of(call)
    chat.check_writable()
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if chat.members.get(bot.id) != "administrator":
        raise bad_request(f"not enough rights to {purpose}")
    return chat


def _topic(bot: Bot, call: Call) -> tuple[Chat, Topic]:
    chat = _forum(bot, call, "manage topics")
    return chat, chat.topic(call.integer("message_thread_id"))


def _announce(bot: Bot, chat: Chat, topic: Topic, content: dict[str, Any]) -> None:
    place = {"message_thread_id": topic.thread_id, "is_topic_message": True}
    chat.write(bot.user, place | content)
