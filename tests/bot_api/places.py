"""What a bot can ask and do about its chats, and the files in them.

Source: https://core.telegram.org/bots/api#getchat, #getfile
"""

from typing import Any

from tests.bot_api.bots import Bot
from tests.bot_api.calls import Call
from tests.bot_api.chats import Chat, User
from tests.bot_api.errors import bad_request, forbidden
from tests.bot_api.files import MAX_DOWNLOAD_BYTES
from tests.bot_api.methods import Methods

PLACES = Methods()

_ADMINISTRATOR_MAY = {
    "can_be_edited": False, "is_anonymous": False, "can_manage_chat": True, "can_delete_messages": True,
    "can_manage_video_chats": True, "can_restrict_members": True, "can_promote_members": False,
    "can_change_info": True, "can_invite_users": True, "can_post_stories": False, "can_edit_stories": False,
    "can_delete_stories": False, "can_pin_messages": True, "can_manage_topics": True,
    "can_send_welcome_messages": False,
}  # fmt: skip


@PLACES.add("getChat", takes={"chat_id"})
async def get_chat(bot: Bot, call: Call) -> dict[str, Any]:
    chat = bot.chat_of(call)
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    )
    return chat.as_json() | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


@PLACES.add("getChatMember", takes={"chat_id", "user_id"})
async def get_chat_member(bot: Bot, call: Call) -> dict[str, Any]:
    if not call.text("user_id"):
        raise bad_request("invalid user_id specified")
    chat = bot.chat_of(call)
    user_id = call.integer("user_id")
    if chat.kind == "private" and chat.person is not None and user_id == chat.person.id:
        return member(chat.person, "member")
    if user_id not in chat.users:
        raise bad_request("user not found")
    return member(chat.users[user_id], chat.members[user_id])


@PLACES.add("leaveChat", takes={"chat_id"})
async def leave_chat(bot: Bot, call: Call) -> bool:
    chat = bot.chat_of(call)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.check_writable()
    move_bot(bot, chat, bot.user, "left")
    return True


@PLACES.add("getFile", takes={"file_id"})
async def get_file(bot: Bot, call: Call) -> dict[str, Any]:
    if not call.text("file_id"):
        raise bad_request("file_id not specified")
    stored = bot.files.get(call.text("file_id"))
    if stored.size > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return stored.as_json() | {"file_path": stored.path}


def member(user: User, status: str) -> dict[str, Any]:
    """A ChatMember of the kind that *status* names."""
    facts: dict[str, Any] = {"user": user.as_json(), "status": status}
    match status:
        case "creator":
            facts["is_anonymous"] = False
        case "administrator":
            facts |= _ADMINISTRATOR_MAY
        case "kicked":
            facts["until_date"] = 0
    return facts


def move_bot(bot: Bot, chat: Chat, mover: User, status: str) -> None:
    """Change the bot's standing in a chat, and tell it."""
    old = chat.members.get(bot.id, "member" if chat.kind == "private" else "left")
    chat.members[bot.id] = status
    chat.users[bot.id] = bot.user
    match status:
        case "kicked" if chat.kind == "private":
            chat.obstacle = forbidden("bot was blocked by the user")
        case "kicked":
            chat.obstacle = forbidden(f"bot was kicked from the {chat.kind} chat")
        case "left":
            chat.obstacle = forbidden(f"bot is not a member of the {chat.kind} chat")
        case _:
            chat.obstacle = None
    change = {
        "chat": chat.as_json(),
        "from": mover.as_json(),
        "date": int(bot.clock.now()),
        "old_chat_member": member(bot.user, old),
        "new_chat_member": member(bot.user, status),
    }
    bot.publish("my_chat_member", change, chat)
