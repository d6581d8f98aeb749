"""What is kept of a Telegram update: the few fields the conversation needs, and nothing that says who somebody is.

No name, no user name, no telephone number, no place on a map ever reaches the inbox. `reduce` runs before an update
is stored and must not fail on anything that Telegram, or anybody who got at the webhook, may send.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

from bot.incoming import Command, Content, Incoming, Left, Media, MediaKind, Press, Text, Unreadable
from storage.inbox import Arrival
from wording import LANGUAGES, Language

CHANNEL = "telegram"
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
TEXT_LIMIT = 10_000

_Payload = dict[str, Any]
_NUMBERS = 2**63
_LEFT = ("kicked", "left")
_MEDIA: dict[str, MediaKind] = {
    "photo": "photo",
    "voice": "voice",
    "audio": "voice",
    "video": "video",
    "video_note": "video",
    "animation": "video",
    "document": "document",
}
"""Fields of a message that hold a file; an animation has the field `document` too, so that one comes last."""


def reduce(update: object, received_at: datetime) -> Arrival | None:
    """What to store of *update*; `None` for what is not for us (a group, a channel, another bot).

    An update that has a number but not the shape Telegram promises is stored as `malformed`, without its content, so
    that it is seen and stops nothing.
    """
    if not isinstance(update, Mapping) or not isinstance(number := update.get("update_id"), int):
        return None
    if not 0 <= number < _NUMBERS:
        return None
    try:
        reduced = _reduce(update)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError, OSError):
        reduced = f"malformed:{number}", {"kind": "malformed"}
    if reduced is None:
        return None
    address, payload = reduced
    kept = {name: _storable(value) if isinstance(value, str) else value for name, value in payload.items()}
    return Arrival(CHANNEL, str(number), address, kept, received_at)


def _reduce(update: Mapping[str, Any]) -> tuple[str, _Payload] | None:
    if (query := update.get("callback_query")) is not None:
        return _press(query)
    if (member := update.get("my_chat_member")) is not None:
        if member["chat"]["type"] != "private" or member["new_chat_member"]["status"] not in _LEFT:
            return None
        return _address(member["chat"]), {"kind": "left", "at": _second(member["date"])}
    for name in ("message", "edited_message"):
        if (message := update.get(name)) is not None:
            return _message(message, edited=name == "edited_message")
    return None


def _press(query: Mapping[str, Any]) -> tuple[str, _Payload] | None:
    chat = query["message"]["chat"] if "message" in query else {"id": query["from"]["id"], "type": "private"}
    if chat["type"] != "private":
        return None
    pressed = {"kind": "press", "button": str(query["data"])[:64], "query": str(query["id"])[:64]}
    return _address(chat), pressed | _language(query)


def _message(message: Mapping[str, Any], *, edited: bool) -> tuple[str, _Payload] | None:
    if message["chat"]["type"] != "private" or message.get("from", {}).get("is_bot"):
        return None
    payload = _content(message, edited=edited)
    payload["at"] = _second(message["edit_date"] if edited else message["date"])
    return _address(message["chat"]), payload | _language(message)


def _content(message: Mapping[str, Any], *, edited: bool) -> _Payload:
    if (text := message.get("text")) is not None:
        if not isinstance(text, str):
            raise TypeError
        return {"kind": "text", "text": text[:TEXT_LIMIT], "edited": edited}
    for name, kind in _MEDIA.items():
        if (media := message.get(name)) is not None:
            caption = str(message.get("caption", ""))[:TEXT_LIMIT]
            if edited and caption:  # the file was asked about when it came
                return {"kind": "text", "text": caption, "edited": True}
            payload = _media(kind, media, caption)
            return payload | {"album": str(message["media_group_id"])[:64]} if "media_group_id" in message else payload
    return {"kind": "unreadable"}


def _language(said: Mapping[str, Any]) -> _Payload:
    """What the device of whoever said it is set to."""
    code = said.get("from", {}).get("language_code")
    return {} if code is None else {"language": str(code)[:2]}


def _address(chat: Mapping[str, Any]) -> str:
    number = int(chat["id"])
    if not -_NUMBERS < number < _NUMBERS:
        raise ValueError
    return str(number)


def _second(value: Any) -> int:
    """Seconds since 1970, of a moment that can be told."""
    datetime.fromtimestamp(int(value), UTC)
    return int(value)


def _storable(text: str) -> str:
    """*text* without what a database does not take: zero bytes, and halves of characters."""
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _media(kind: MediaKind, media: Any, caption: str) -> _Payload:
    file = media[-1] if kind == "photo" else media  # Telegram lists sizes, the largest last
    return {
        "kind": kind,
        "file": str(file["file_id"]),
        "size": int(file.get("file_size", 0)),
        "mime": "image/jpeg" if kind == "photo" else str(file.get("mime_type", ""))[:80],
        "caption": caption,
    }


def parse(address: str, payload: Mapping[str, Any], received_at: datetime) -> Incoming:
    """Read a stored update.

    Raises:
        ValueError: it was stored as malformed.
    """
    at = datetime.fromtimestamp(payload["at"], UTC) if "at" in payload else received_at
    hint = payload.get("language")
    language = cast(Language, hint) if hint in LANGUAGES else None
    return Incoming("telegram", address, at, _parsed(payload), language)


def _parsed(payload: Mapping[str, Any]) -> Content:
    match payload["kind"]:
        case "text":
            text = payload["text"]
            if text.startswith("/") and (words := text[1:].split(maxsplit=1)):
                return Command(words[0].partition("@")[0].lower(), words[1] if len(words) > 1 else "")
            return Text(text, payload["edited"])
        case "press":
            return Press(payload["button"])
        case "photo" | "voice" | "document" | "video" as kind:
            file, size, mime = payload["file"], payload["size"], payload["mime"]
            return Media(kind, file, size, mime, payload["caption"], payload.get("album"))
        case "left":
            return Left()
        case "unreadable":
            return Unreadable("unreadable")
    raise ValueError("malformed")
