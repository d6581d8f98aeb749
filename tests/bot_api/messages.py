"""Messages: sending, editing, deleting, answering a pressed button.

Source: https://core.telegram.org/bots/api#sendmessage and following
"""

from typing import Any

from tests.bot_api.bots import Bot, Notice
from tests.bot_api.calls import Call
from tests.bot_api.chats import Chat, StoredMessage
from tests.bot_api.errors import bad_request
from tests.bot_api.keyboard import check_markup
from tests.bot_api.markup import Formatted, found_entities, read_text
from tests.bot_api.methods import Methods

MAX_TEXT = 4096  # UTF-16 code units, after the markup is parsed
MAX_CAPTION = 1024
MAX_NOTICE = 200
DELETABLE_SECONDS = 48 * 60 * 60

_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
_SENDING = {
    "chat_id", "message_thread_id", "disable_notification", "protect_content", "reply_parameters",
    "reply_markup", "reply_to_message_id", "allow_sending_without_reply",
}  # fmt: skip
_CAPTIONED = {*_SENDING, "caption", "parse_mode", "caption_entities"}
_PREVIEW = {"link_preview_options", "disable_web_page_preview"}

MESSAGES = Methods()


@MESSAGES.add("sendMessage", takes={*_SENDING, *_PREVIEW, "text", "parse_mode", "entities"})
async def send_message(bot: Bot, call: Call) -> dict[str, Any]:
    text = _text(call)
    return _send(bot, call, text.as_json("text", "entities"), call.text("text")).payload


@MESSAGES.add("sendPhoto", takes={*_CAPTIONED, "photo", "has_spoiler", "show_caption_above_media"})
async def send_photo(bot: Bot, call: Call) -> dict[str, Any]:
    return _send_file(bot, call, "photo")


@MESSAGES.add("sendDocument", takes={*_CAPTIONED, "document", "thumbnail", "disable_content_type_detection"})
async def send_document(bot: Bot, call: Call) -> dict[str, Any]:
    return _send_file(bot, call, "document")


@MESSAGES.add("sendVoice", takes={*_CAPTIONED, "voice", "duration"})
async def send_voice(bot: Bot, call: Call) -> dict[str, Any]:
    return _send_file(bot, call, "voice")


@MESSAGES.add("sendChatAction", takes={"chat_id", "message_thread_id", "action"})
async def send_chat_action(bot: Bot, call: Call) -> bool:
    if call.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = bot.chat_of(call)
    chat.check_writable()
    if thread_id := call.integer("message_thread_id"):
        chat.topic(thread_id)
    return True


@MESSAGES.add(
    "editMessageText",
    takes={*_PREVIEW, "chat_id", "message_id", "text", "parse_mode", "entities", "reply_markup"},
)
async def edit_message_text(bot: Bot, call: Call) -> dict[str, Any]:
    text = _text(call)
    markup = check_markup(call.structure("reply_markup"), inline_only=True)
    chat, message = _own_message(bot, call)
    if "text" not in message.payload:
        raise bad_request("there is no text in the message to edit")
    content = text.as_json("text", "entities")
    return _edit(bot, chat, message, content | ({"reply_markup": markup} if markup else {}), call.text("text"))


@MESSAGES.add("editMessageReplyMarkup", takes={"chat_id", "message_id", "reply_markup"})
async def edit_message_reply_markup(bot: Bot, call: Call) -> dict[str, Any]:
    markup = check_markup(call.structure("reply_markup"), inline_only=True)
    chat, message = _own_message(bot, call)
    fixed = {*_FIXED, "reply_markup"}
    content = {name: value for name, value in message.payload.items() if name not in fixed}
    return _edit(bot, chat, message, content | ({"reply_markup": markup} if markup else {}), message.source)


@MESSAGES.add("deleteMessage", takes={"chat_id", "message_id"})
async def delete_message(bot: Bot, call: Call) -> bool:
    if not call.text("message_id"):
        raise bad_request("message identifier is not specified")
    chat = bot.chat_of(call)
    message = chat.find(call.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    is_old = bot.clock.now() - message.payload["date"] > DELETABLE_SECONDS
    may_delete_others = chat.kind == "private" or chat.members.get(bot.id) == "administrator"
    if is_old or not (message.is_from_bot or may_delete_others):
        raise bad_request("message can't be deleted for everyone")
    chat.delete(message.id)
    return True


@MESSAGES.add("answerCallbackQuery", takes={"callback_query_id", "text", "show_alert", "url", "cache_time"})
async def answer_callback_query(bot: Bot, call: Call) -> bool:
    if len(call.text("text")) > MAX_NOTICE:
        raise bad_request("MESSAGE_TOO_LONG")
    callback = bot.callbacks.get(call.text("callback_query_id"))
    oldest = bot.clock.now() - bot.callback_seconds
    if callback is None or callback.is_answered or callback.pressed_at < oldest:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    callback.is_answered = True
    if call.text("text"):
        notice = Notice(call.text("text"), call.flag("show_alert"))
        bot.notices.setdefault(callback.person_id, []).append(notice)
    return True


_FIXED = {
    "message_id",
    "date",
    "from",
    "chat",
    "message_thread_id",
    "is_topic_message",
    "reply_to_message",
    "edit_date",
}


def _text(call: Call) -> Formatted:
    if not call.text("text"):
        raise bad_request("message text is empty")
    formatted = read_text(call.text("text"), call.text("parse_mode"), call.structure("entities"))
    if not formatted.text:
        raise bad_request("text must be non-empty")
    if formatted.length > MAX_TEXT:
        raise bad_request("message is too long")
    return _with_found_entities(formatted)


def _with_found_entities(formatted: Formatted) -> Formatted:
    return Formatted(formatted.text, found_entities(formatted.text, formatted.entities))


def _send_file(bot: Bot, call: Call, kind: str) -> dict[str, Any]:
    caption = read_text(call.text("caption"), call.text("parse_mode"), call.structure("caption_entities"))
    if caption.length > MAX_CAPTION:
        raise bad_request("message caption is too long")
    content = bot.files.sent(call, kind).as_content()
    content |= _with_found_entities(caption).as_json("caption", "caption_entities")
    return _send(bot, call, content, call.text("caption")).payload


def _send(bot: Bot, call: Call, content: dict[str, Any], source: str) -> StoredMessage:
    """Store a message of the bot, once nothing speaks against it."""
    markup = check_markup(call.structure("reply_markup")) or {}
    chat = bot.chat_of(call)
    chat.check_writable()
    content = content | _place(chat, call)
    keyboard = None
    if "inline_keyboard" in markup:
        content["reply_markup"] = markup
    elif markup:
        keyboard = markup
    bot.limits.admit(chat.id)
    return chat.write(bot.user, content, source=source, keyboard=keyboard)


def _place(chat: Chat, call: Call) -> dict[str, Any]:
    """In which topic a message stands, and what it replies to."""
    place: dict[str, Any] = {}
    if thread_id := call.integer("message_thread_id"):
        topic = chat.topic(thread_id)
        place |= {"message_thread_id": topic.thread_id, "is_topic_message": True}
    reply = call.object("reply_parameters")
    if message_id := reply.get("message_id") or call.integer("reply_to_message_id"):
        replied = chat.find(message_id) if isinstance(message_id, int) else None
        if replied is not None:
            place["reply_to_message"] = without_reply(replied)
        elif not (reply.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply")):
            raise bad_request("message to be replied not found")
    return place


def without_reply(message: StoredMessage) -> dict[str, Any]:
    """A message as it stands inside another: Telegram shows one level only."""
    return {name: value for name, value in message.payload.items() if name != "reply_to_message"}


def _own_message(bot: Bot, call: Call) -> tuple[Chat, StoredMessage]:
    if not call.text("message_id"):
        raise bad_request("message identifier is not specified")
    chat = bot.chat_of(call)
    chat.check_writable()
    message = chat.find(call.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.is_from_bot:
        raise bad_request("message can't be edited")
    return chat, message


def _edit(bot: Bot, chat: Chat, message: StoredMessage, content: dict[str, Any], source: str) -> dict[str, Any]:
    standing = {name: value for name, value in message.payload.items() if name not in _FIXED}
    if content == standing:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same as a "
            "current content and reply markup of the message"
        )
    bot.limits.admit(chat.id)
    return chat.rewrite(message, content, source).payload
