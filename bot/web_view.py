"""From a stored reply to what the page sets: lines in groups, telephone numbers to tap, German words marked as German.

Everything here stays text; the template alone writes markup, and escapes what it is given.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from storage.outbox import OutboxMessage

ICONS: Mapping[str, str] = {
    "🪪": "card",
    "🎒": "bag",
    "🏠": "house",
    "🧰": "tools",
    "🩺": "health",
    "💶": "euro",
    "💬": "speech",
    "🏛": "office",
    "🚌": "bus",
    "🆘": "help",
    "🙋": "person",
    "🌐": "globe",
    "🧭": "compass",
    "◀️": "back",
    "✅": "yes",
    "❌": "no",
    "✂️": "cut",
    "✏️": "pen",
    "➖": "minus",
    "➕": "plus",
    "👍": "up",
    "👎": "down",
    "🇩🇪": "paper",
    "📄": "paper",
    "🗑": "bin",
    "🔒": "lock",
    "🔔": "bell",
    "🔕": "quiet",
    "📨": "send",
    "🛑": "stop",
    "⚠️": "warning",
}
"""Our own drawing for each picture of a button: old telephones lack some of these emoji, and theirs all differ."""

AREA_ICONS = frozenset(("card", "bag", "house", "tools", "health", "euro", "speech", "office", "bus", "help"))

_PHONE = re.compile(r"(?<![\w+/-])(?:\+49|0)[\d /()-]{5,18}\d(?![\w-])")
_SHORT_PHONE = re.compile(r"(?<![\w+/.,-])(?:1\d{2}(?: ?\d{3})?|(?:\+49|0)[\d /()-]{5,18}\d)(?![\w-]|[.,]\d)")
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
_GERMAN = re.compile(r"([^=]{2,60}) = (.+)", re.DOTALL)

_TAILS = ".,;:!?)"

PieceKind = Literal["text", "phone", "link", "german"]


@dataclass(frozen=True)
class Piece:
    """A part of a line. `target` is where a telephone number or a link leads."""

    kind: PieceKind
    text: str
    target: str = ""
    tail: str = ""
    """The comma or full stop behind a telephone number, which must not begin a line."""


@dataclass(frozen=True)
class ViewLine:
    style: str
    label: str
    pieces: tuple[Piece, ...]
    is_german: bool = False

    @property
    def is_heading(self) -> bool:
        """A label whose items follow, each on its own line."""
        return bool(self.label) and not any(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Block:
    """Neighbouring lines that stand together: one paragraph, or all items of a list."""

    style: str
    lines: tuple[ViewLine, ...]


@dataclass(frozen=True)
class ViewButton:
    id: str
    label: str
    icon: str
    """The name of a drawing, or empty."""
    picture: str
    """The emoji, where we have no drawing of it."""


@dataclass(frozen=True)
class ViewReply:
    """A reply as the page shows it. `turn` names what it answers: only the buttons of the newest turn are shown."""

    id: int
    turn: int
    sender: str
    kind: str
    language: str
    blocks: tuple[Block, ...]
    buttons: tuple[ViewButton, ...]

    @property
    def has_areas(self) -> bool:
        return sum(button.icon in AREA_ICONS for button in self.buttons) > 3


def view(message: OutboxMessage) -> ViewReply:
    """Prepare a sent message of the web channel."""
    rendered = message.rendered or {}
    return ViewReply(
        id=message.id,
        turn=message.update_id or 0,
        sender=rendered.get("from", "lotse"),
        kind=rendered.get("kind", "text"),
        language=rendered.get("language", "de"),
        blocks=blocks(rendered),
        buttons=tuple(_button(button) for button in rendered.get("buttons", ())),
    )


def view_lines(lines: Sequence[Mapping[str, str]], kind: str) -> tuple[Block, ...]:
    """Lines as `wording.rendering.web` gives them, of a reply of this *kind*, as a page sets them."""
    return blocks({"kind": kind, "lines": lines})


def picture_button(button_id: str, label: str, picture: str) -> ViewButton:
    return ViewButton(button_id, label, ICONS.get(picture, ""), picture)


def blocks(rendered: Mapping[str, Any]) -> tuple[Block, ...]:
    """The lines of a reply, as `rendering.web` gives it, as they stand together."""
    kind, original = rendered.get("kind", "text"), rendered.get("original")
    lines = [_line(line, kind, original) for line in rendered.get("lines", ())]
    return tuple(Block(style, tuple(together)) for style, together in _grouped(lines))


def _grouped(lines: Sequence[ViewLine]) -> list[tuple[str, list[ViewLine]]]:
    groups: list[tuple[str, list[ViewLine]]] = []
    for style, together in groupby(lines, key=lambda line: "facts" if line.label else line.style):
        members = list(together)
        if style in ("item", "facts", "source"):
            groups.append((style, members))
        else:
            groups += [(style, [line]) for line in members]
    return groups


def _line(line: Mapping[str, str], kind: str, original: str | None) -> ViewLine:
    text, style = line["text"], line["style"]
    is_german = original is not None and text == original
    explains = kind in ("article", "safety") and style == "item" and (found := _GERMAN.fullmatch(text))
    if explains and found:
        pieces = (Piece("german", found[1]), *_pieces(f" = {found[2]}", _PHONE))
    else:
        pieces = _pieces(text, _SHORT_PHONE if style == "number" else _PHONE)
    return ViewLine(style, line["label"], pieces, is_german)


def _pieces(text: str, phone: re.Pattern[str]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    place = 0
    for found in re.finditer(f"(?P<link>{_LINK.pattern})|(?P<phone>{phone.pattern})", text):
        if found.start() > place:
            pieces.append(Piece("text", text[place : found.start()]))
        written, tail = found[0], ""
        if found["link"]:
            pieces.append(Piece("link", written, written))
        else:
            following = text[found.end() : found.end() + 1]
            tail = following if following and following in _TAILS else ""
            pieces.append(Piece("phone", written, "tel:" + re.sub(r"\(0\)|[^\d+]", "", written), tail))
        place = found.end() + len(tail)
    if place < len(text):
        pieces.append(Piece("text", text[place:]))
    return tuple(pieces)


def _button(button: Mapping[str, Any]) -> ViewButton:
    picture, _, label = button["label"].partition(" ")
    if label and not any(character.isalnum() for character in picture):
        return picture_button(button["id"], label, picture)
    return ViewButton(button["id"], button["label"], "", "")
