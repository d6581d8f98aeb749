"""From a reply to what a channel shows: the words first, then Telegram's HTML, the web's JSON, or plain text."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from wording.phrases import Phrases
from wording.replies import Line, Reply, Style

TELEGRAM_LIMIT = 4096
"""Characters of one Telegram message after its tags are read, counted as UTF-16 (Bot API, sendMessage)."""


@dataclass(frozen=True)
class SpokenLine:
    """A line in words."""

    style: Style
    label: str
    text: str

    @property
    def plain(self) -> str:
        bullet = "• " if self.style == "item" else ""
        return f"{bullet}{self.label}: {self.text}".rstrip() if self.label else f"{bullet}{self.text}"


def spoken(reply: Reply, phrases: Phrases) -> tuple[SpokenLine, ...]:
    """Put every line of *reply* into words."""
    return tuple(_speak(line, reply, phrases) for line in reply.lines)


def _speak(line: Line, reply: Reply, phrases: Phrases) -> SpokenLine:
    label = phrases.say(line.label, reply.language) if line.label else ""
    return SpokenLine(line.style, label, phrases.say(line.content, reply.language))


def plain(reply: Reply, phrases: Phrases) -> str:
    """The reply as plain text, a line of white space around what is not a list."""
    return _joined(spoken(reply, phrases), [line.plain for line in spoken(reply, phrases)])


def buttons(reply: Reply, phrases: Phrases) -> list[dict[str, str]]:
    """The buttons as `{"id", "label"}`, in order."""
    return [
        {"id": button.id, "label": f"{button.picture} {phrases.say(button.label, reply.language)}".strip()}
        for button in reply.buttons
    ]


def web(reply: Reply, phrases: Phrases) -> dict[str, Any]:
    """The reply as the web chat's API gives it, without its id; `lines` repeat `text` in a form a page can set."""
    return {
        "from": reply.sender,
        "kind": reply.kind,
        "topic": reply.topic,
        "article_version": reply.article_version,
        "language": reply.language,
        "text": plain(reply, phrases),
        "lines": [{"style": line.style, "label": line.label, "text": line.text} for line in spoken(reply, phrases)],
        "original": reply.original,
        "label": reply.label,
        "warnings": list(reply.warnings),
        "case": reply.case,
        "buttons": buttons(reply, phrases),
    }


def telegram(reply: Reply, phrases: Phrases) -> list[str]:
    """The reply as Telegram HTML, in as few messages of at most 4,096 characters as it fits."""
    lines = [piece for line in spoken(reply, phrases) for piece in _pieces(line)]
    messages: list[list[SpokenLine]] = [[]]
    room = TELEGRAM_LIMIT
    for line in lines:
        size = _utf16(line.plain) + 2
        if size > room and messages[-1]:
            messages.append([])
            room = TELEGRAM_LIMIT
        messages[-1].append(line)
        room -= size
    return [_joined(part, [_html(line) for line in part]) for part in messages]


def _html(line: SpokenLine) -> str:
    text = escape(line.text, quote=False)
    if line.label:
        text = f"<b>{escape(line.label, quote=False)}:</b> {text}".rstrip()
    match line.style:
        case "title" | "number":
            return f"<b>{text}</b>"
        case "item":
            return f"• {text}"
        case "quote":
            return f"<blockquote>{text}</blockquote>"
        case "small" | "source":
            return f"<i>{text}</i>"
    return text


def _joined(lines: tuple[SpokenLine, ...] | list[SpokenLine], texts: list[str]) -> str:
    """Lists and labelled lines stand close together, everything else has an empty line before it."""
    parts: list[str] = []
    for index, (line, text) in enumerate(zip(lines, texts, strict=True)):
        close = index > 0 and _stands_close(line, lines[index - 1])
        parts.append(("" if index == 0 else "\n" if close else "\n\n") + text)
    return "".join(parts)


def _stands_close(line: SpokenLine, before: SpokenLine) -> bool:
    if line.style == "small":
        return before.style == "small"
    return _is_dense(line) and _is_dense(before)


def _is_dense(line: SpokenLine) -> bool:
    return line.style in ("item", "source") or bool(line.label)


def _pieces(line: SpokenLine) -> Iterator[SpokenLine]:
    """A line cut where it would not fit into one message, between words if there are any."""
    text = line.text
    room = TELEGRAM_LIMIT - _utf16(line.label) - 8
    while _utf16(text) > room:
        cut = room
        while _utf16(text[:cut]) > room:
            cut -= 1
        space = text.rfind(" ", cut // 2, cut)
        cut = space if space > 0 else cut
        yield SpokenLine(line.style, line.label, text[:cut])
        text = text[cut:].lstrip()
        line = SpokenLine(line.style, "", text)
        room = TELEGRAM_LIMIT - 8
    yield SpokenLine(line.style, line.label, text)


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
