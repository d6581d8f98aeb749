"""What people see of a bot: commands, name, description, menu button; and the bot's own account.

Source: https://core.telegram.org/bots/api#setmycommands and following
"""

import re
from typing import Any

from tests.bot_api.bots import Bot
from tests.bot_api.calls import Call
from tests.bot_api.errors import bad_request, too_many_requests
from tests.bot_api.methods import Methods

MAX_COMMANDS = 100
CLOSABLE_AFTER_SECONDS = 10 * 60
_LONGEST = {"name": 64, "description": 512, "short_description": 120}
_MENU_BUTTONS = {"commands", "default", "web_app"}
_SCOPES = {
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat", "chat_administrators",
    "chat_member",
}  # fmt: skip

PROFILE = Methods()


@PROFILE.add("getMe")
async def get_me(bot: Bot, call: Call) -> dict[str, Any]:
    return bot.about_itself()


@PROFILE.add("setMyCommands", takes={"commands", "scope", "language_code"})
async def set_my_commands(bot: Bot, call: Call) -> bool:
    commands = call.structure("commands")
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    bot.profile.commands[_scope(call), _language(call)] = [_command(each) for each in commands]
    return True


@PROFILE.add("getMyCommands", takes={"scope", "language_code"})
async def get_my_commands(bot: Bot, call: Call) -> list[dict[str, str]]:
    return bot.profile.commands.get((_scope(call), _language(call)), [])


@PROFILE.add("deleteMyCommands", takes={"scope", "language_code"})
async def delete_my_commands(bot: Bot, call: Call) -> bool:
    bot.profile.commands.pop((_scope(call), _language(call)), None)
    return True


@PROFILE.add("setMyName", takes={"name", "language_code"})
async def set_my_name(bot: Bot, call: Call) -> bool:
    return _set_text(bot, call, "name")


@PROFILE.add("getMyName", takes={"language_code"})
async def get_my_name(bot: Bot, call: Call) -> dict[str, str]:
    return {"name": _get_text(bot, call, "name") or bot.user.first_name}


@PROFILE.add("setMyDescription", takes={"description", "language_code"})
async def set_my_description(bot: Bot, call: Call) -> bool:
    return _set_text(bot, call, "description")


@PROFILE.add("getMyDescription", takes={"language_code"})
async def get_my_description(bot: Bot, call: Call) -> dict[str, str]:
    return {"description": _get_text(bot, call, "description")}


@PROFILE.add("setMyShortDescription", takes={"short_description", "language_code"})
async def set_my_short_description(bot: Bot, call: Call) -> bool:
    return _set_text(bot, call, "short_description")


@PROFILE.add("getMyShortDescription", takes={"language_code"})
async def get_my_short_description(bot: Bot, call: Call) -> dict[str, str]:
    return {"short_description": _get_text(bot, call, "short_description")}


@PROFILE.add("setChatMenuButton", takes={"chat_id", "menu_button"})
async def set_chat_menu_button(bot: Bot, call: Call) -> bool:
    button = call.structure("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in _MENU_BUTTONS:
        raise bad_request("MenuButton has unsupported type")
    bot.profile.menu_buttons[_menu_chat(bot, call)] = button
    return True


@PROFILE.add("getChatMenuButton", takes={"chat_id"})
async def get_chat_menu_button(bot: Bot, call: Call) -> dict[str, Any]:
    buttons = bot.profile.menu_buttons
    return buttons.get(_menu_chat(bot, call)) or buttons.get(0) or {"type": "commands"}


@PROFILE.add("logOut")
async def log_out(bot: Bot, call: Call) -> bool:
    await bot.webhook.stop()
    bot.is_logged_out = True
    return True


@PROFILE.add("close")
async def close(bot: Bot, call: Call) -> bool:
    """Refused in the first ten minutes; later it does nothing, as the next call would start the bot again."""
    remaining = CLOSABLE_AFTER_SECONDS - (bot.clock.now() - bot.started_at)
    if remaining > 0:
        raise too_many_requests(int(remaining) + 1)
    return True


def _menu_chat(bot: Bot, call: Call) -> int:
    if not call.text("chat_id"):
        return 0
    chat = bot.chat_of(call)
    if chat.kind != "private":
        raise bad_request("chat_id must be a private chat")
    return chat.id


def _set_text(bot: Bot, call: Call, field: str) -> bool:
    text = call.text(field)
    if len(text) > _LONGEST[field]:
        raise bad_request(f"{field.upper()}_TOO_LONG")
    bot.profile.texts[field, _language(call)] = text
    return True


def _get_text(bot: Bot, call: Call, field: str) -> str:
    texts = bot.profile.texts
    return texts.get((field, _language(call))) or texts.get((field, ""), "")


def _language(call: Call) -> str:
    language = call.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return language


def _scope(call: Call) -> str:
    scope = call.structure("scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    named = (scope.get("chat_id"), scope.get("user_id"))
    return ":".join([scope["type"], *(str(each) for each in named if each is not None)])


def _command(command: Any) -> dict[str, str]:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(command.get("command", "")).removeprefix("/")
    description = str(command.get("description", ""))
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
