"""Buttons: an action, the person it was offered to, and a day, sealed into an id that nobody else can make or use.

The id carries everything, so that offering a button writes nothing; Telegram leaves it 64 bytes.
"""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from wording import Button, Phrase

VALID_DAYS = 30
_EPOCH = date(2026, 1, 1)
_MAC_CHARACTERS = 12
_DAY_CHARACTERS = 4
_LIMIT = 64


class ButtonRefused(Exception):
    """The button is not one of ours, belongs to somebody else, or is too old."""


@dataclass(frozen=True)
class Action:
    """What a button does: the name of a handler and one value, for example `article` and a topic."""

    name: str
    value: str = ""


class Buttons:
    """Seals actions for newcomers and opens what they press."""

    def __init__(self, secret: bytes) -> None:
        self._key = hmac.digest(secret, b"buttons", sha256)

    def make(self, newcomer_id: int, now: datetime, label: Phrase | str, action: Action, picture: str = "") -> Button:
        return Button(id=self.seal(newcomer_id, now, action), label=label, picture=picture)

    def seal(self, newcomer_id: int, now: datetime, action: Action) -> str:
        """Return the id of a button, valid for 30 days and for this newcomer alone."""
        day = f"{(now.astimezone(UTC).date() - _EPOCH).days:0{_DAY_CHARACTERS}x}"
        words = f"{action.name}:{action.value}"
        sealed = f"{self._mac(newcomer_id, day + words)}{day}{words}"
        if len(sealed.encode()) > _LIMIT:
            raise ValueError(f"the action {words} is too long for a button")
        return sealed

    def open(self, button_id: str, newcomer_id: int, now: datetime) -> Action:
        """Return the action of a pressed button.

        Raises:
            ButtonRefused: the id was not made here for this newcomer within the last 30 days.
        """
        mac, day, words = (
            button_id[:_MAC_CHARACTERS],
            button_id[_MAC_CHARACTERS : _MAC_CHARACTERS + _DAY_CHARACTERS],
            button_id[_MAC_CHARACTERS + _DAY_CHARACTERS :],
        )
        if not hmac.compare_digest(mac.encode(), self._mac(newcomer_id, day + words).encode()):
            raise ButtonRefused
        if (now.astimezone(UTC).date() - _EPOCH).days - int(day, 16) > VALID_DAYS:
            raise ButtonRefused
        name, _, value = words.partition(":")
        return Action(name, value)

    def mark(self, newcomer_id: int, text: str) -> str:
        """Return twelve characters that stand for *text*: with them a button knows under which words it was shown."""
        return self._mac(newcomer_id, f"mark\n{text}")

    def _mac(self, newcomer_id: int, text: str) -> str:
        digest = hmac.digest(self._key, f"{newcomer_id}\n{text}".encode(), sha256)
        return urlsafe_b64encode(digest)[:_MAC_CHARACTERS].decode()
