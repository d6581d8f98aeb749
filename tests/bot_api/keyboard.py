"""Reply markup: inline keyboards are checked button by button.

Source: https://core.telegram.org/bots/api#inlinekeyboardbutton
"""

from typing import Any
from urllib.parse import urlsplit

from tests.bot_api.errors import bad_request

MAX_BUTTONS = 100
MAX_CALLBACK_BYTES = 64
MAX_COPIED_CHARACTERS = 256

_ACTIONS = {
    "callback_data", "url", "web_app", "copy_text", "switch_inline_query", "switch_inline_query_current_chat",
}  # fmt: skip
_LOOKS = {"text", "style", "icon_custom_emoji_id"}


def check_markup(markup: Any, *, inline_only: bool = False) -> dict[str, Any] | None:
    """Return the markup as it will be kept, or None if there is none.

    Raises:
        Refusal: 400, the markup breaks a rule of Telegram.
    """
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup["inline_keyboard"])
    if inline_only:
        raise bad_request("inline keyboard expected")
    if "keyboard" in markup:
        _check_reply_keyboard(markup["keyboard"])
        return dict(markup)
    if markup.get("remove_keyboard") is True or markup.get("force_reply") is True:
        return dict(markup)
    if not markup:
        return None
    raise bad_request("can't parse reply keyboard markup JSON object")


def _inline(rows: Any) -> dict[str, Any] | None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be of type Array of Array of InlineKeyboardButton')
    kept = [[_button(button) for button in row] for row in rows if row]
    if sum(len(row) for row in kept) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


def _button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise _unparsable("expected an Object")
    button = {name: value for name, value in button.items() if value is not None}
    if unknown := button.keys() - _ACTIONS - _LOOKS:
        raise _unparsable(f"unknown field {sorted(unknown)[0]!r}")
    if not isinstance(button.get("text"), str):
        raise _unparsable('Can\'t find field "text"')
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    match sorted(button.keys() & _ACTIONS):
        case []:
            raise _unparsable("Text buttons are unallowed in the inline keyboard")
        case [action]:
            _check_action(action, button[action])
        case _:
            raise _unparsable("exactly one optional field must be used")
    return dict(button)


def _check_action(action: str, value: Any) -> None:
    match action:
        case "callback_data":
            if not isinstance(value, str) or not 1 <= len(value.encode()) <= MAX_CALLBACK_BYTES:
                raise bad_request("BUTTON_DATA_INVALID")
        case "url":
            _check_url(value, {"http", "https", "tg"})
        case "web_app":
            url = value.get("url") if isinstance(value, dict) else None
            _check_url(url, {"https"})
        case "copy_text":
            text = value.get("text") if isinstance(value, dict) else None
            if not isinstance(text, str) or not 1 <= len(text) <= MAX_COPIED_CHARACTERS:
                raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _check_url(url: Any, schemes: set[str]) -> None:
    try:
        parts = urlsplit(url if isinstance(url, str) else "")
        host = parts.hostname or ""
    except ValueError:
        raise _invalid_url(url) from None
    if parts.scheme not in schemes or (parts.scheme != "tg" and "." not in host):
        raise _invalid_url(url)


def _invalid_url(url: Any) -> Exception:
    return bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _check_reply_keyboard(rows: Any) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" must be of type Array of Array of KeyboardButton')
    for button in (button for row in rows for button in row):
        label = button if isinstance(button, str) else button.get("text")
        if not isinstance(label, str) or not label.strip():
            raise bad_request("keyboard button text must be non-empty")


def _unparsable(reason: str) -> Exception:
    return bad_request(f"can't parse inline keyboard button: {reason}")
