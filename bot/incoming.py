"""What comes in, whatever the channel: the conversation knows only these values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from handoff.newcomers import Channel
from wording.languages import Language

MediaKind = Literal["photo", "voice", "document", "video"]
MEDIA_KINDS: tuple[MediaKind, ...] = get_args(MediaKind)


@dataclass(frozen=True)
class Text:
    """Words. `edited`: they replace words sent before."""

    text: str
    edited: bool = False


@dataclass(frozen=True)
class Press:
    """A button of one of our messages."""

    button_id: str


@dataclass(frozen=True)
class Command:
    """`/start`, `/help` … without the slash, and what stands behind it."""

    name: str
    argument: str = ""


@dataclass(frozen=True)
class Media:
    """A file that was sent and not fetched. Files of one `album` were sent together."""

    kind: MediaKind
    file_id: str
    size: int
    mime: str
    caption: str = ""
    album: str | None = None


@dataclass(frozen=True)
class Unreadable:
    """Something we have no use for: a sticker, a poll, a place on the map, a contact."""

    what: str


@dataclass(frozen=True)
class Left:
    """The newcomer blocked the bot."""


Content = Text | Press | Command | Media | Unreadable | Left


@dataclass(frozen=True)
class Incoming:
    """One thing a newcomer did."""

    channel: Channel
    address: str
    at: datetime
    content: Content
    language_hint: Language | None = None
    """What the newcomer's own device is set to, where the channel tells."""


Parser = Callable[[str, Mapping[str, Any], datetime], Incoming]
"""Reads a stored update: its address, its payload, and when it was received.

Raises ValueError for what it cannot read.
"""
