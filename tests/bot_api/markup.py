"""Texts as Telegram reads them: HTML parsed into plain text and entities, lengths counted in UTF-16.

Stricter than Telegram in one place, where its documentation is: "all <, > and & symbols that are not a part of
a tag or an HTML entity must be replaced". Telegram's parser lets a lone & or > through; here it is refused.
Source: https://core.telegram.org/bots/api#html-style
"""

import re
from dataclasses import dataclass, field
from typing import Any, NoReturn

from tests.bot_api.errors import bad_request

Entity = dict[str, Any]

_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "code": "code", "pre": "pre", "a": "text_link", "tg-emoji": "custom_emoji",
    "blockquote": "blockquote",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_CHARACTER = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]+));")
_END_TAG = re.compile(r"</([^\s>]*)\s*>")
_START_NAME = re.compile(r"<([^\s>]*)")
_ATTRIBUTE = re.compile(r"\s+([a-zA-Z-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_FOUND = [
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@\w+)?(?!\w)")),
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]*\w")),
    ("url", re.compile(r"\bhttps?://[^\s<>\"]*[^\s<>\".,;:!?)]")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z]\w{3,31}")),
]


@dataclass(frozen=True)
class Formatted:
    """A text without markup, and what the markup said about it."""

    text: str
    entities: list[Entity] = field(default_factory=list)

    @property
    def length(self) -> int:
        """Length in UTF-16 code units."""
        return utf16_length(self.text)

    def as_json(self, text_key: str, entities_key: str) -> dict[str, Any]:
        content: dict[str, Any] = {text_key: self.text} if self.text else {}
        if self.entities:
            content[entities_key] = self.entities
        return content


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def read_text(source: str, parse_mode: str, entities: Any) -> Formatted:
    """Read a text parameter with its `parse_mode` or its explicit entities.

    Raises:
        Refusal: 400 "can't parse entities" and its kin.
    """
    match parse_mode.lower():
        case "html":
            formatted = parse_html(source)
        case "":
            formatted = Formatted(source, _checked(source, entities or []))
        case "markdown" | "markdownv2":
            raise bad_request("unsupported parse_mode (this double reads HTML only)")
        case _:
            raise bad_request("unsupported parse_mode")
    return _trimmed(formatted)


def found_entities(text: str, taken: list[Entity] | None = None) -> list[Entity]:
    """Commands, links, addresses and mentions that Telegram finds by itself, outside of the *taken* ones."""
    busy = [(each["offset"], each["offset"] + each["length"]) for each in taken or []]
    found: list[Entity] = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            start = utf16_length(text[: match.start()])
            end = start + utf16_length(match.group())
            if all(end <= first or last <= start for first, last in busy):
                busy.append((start, end))
                found.append({"type": kind, "offset": start, "length": end - start})
    return sorted([*(taken or []), *found], key=lambda entity: (entity["offset"], -entity["length"]))


def parse_html(source: str) -> Formatted:
    """Parse Telegram's HTML.

    Raises:
        Refusal: 400, an unknown, unclosed or crossed tag, or a bad character reference.
    """
    return _HtmlReader(source).read()


@dataclass
class _OpenTag:
    name: str
    offset: int
    attributes: dict[str, str]
    byte_offset: int


class _HtmlReader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._position = 0
        self._text: list[str] = []
        self._length = 0
        self._open: list[_OpenTag] = []
        self._entities: list[Entity] = []

    def read(self) -> Formatted:
        while self._position < len(self._source):
            match self._source[self._position]:
                case "<":
                    self._read_tag()
                case "&":
                    self._read_character()
                case ">":
                    self._refuse("Unexpected character '>' at byte offset {}")
                case character:
                    self._add(character, 1)
        if self._open:
            last = self._open[-1]
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{last.name}"')
        self._entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return Formatted("".join(self._text), self._entities)

    def _add(self, characters: str, consumed: int) -> None:
        self._text.append(characters)
        self._length += utf16_length(characters)
        self._position += consumed

    def _read_character(self) -> None:
        match = _CHARACTER.match(self._source, self._position)
        if match is None:
            self._refuse("Bad character reference at byte offset {}")
        decimal, hexadecimal, name = match.groups()
        if name is not None and name not in _NAMED:
            self._refuse(f'Unsupported character reference "&{name};" at byte offset {{}}')
        code = int(decimal) if decimal else int(hexadecimal or "0", 16)
        if name is None and (not 0 < code < 0x110000 or 0xD800 <= code < 0xE000):
            self._refuse("Bad character reference at byte offset {}")
        self._add(_NAMED[name] if name else chr(code), len(match.group()))

    def _read_tag(self) -> None:
        if self._source.startswith("</", self._position):
            self._read_end_tag()
        else:
            self._read_start_tag()

    def _read_start_tag(self) -> None:
        match = _START_NAME.match(self._source, self._position)
        assert match is not None
        name = match.group(1).lower()
        if name not in _KINDS:
            self._refuse(f'Unsupported start tag "{name}" at byte offset {{}}')
        tag = _OpenTag(name, self._length, {}, self._byte_offset())
        position = match.end()
        while attribute := _ATTRIBUTE.match(self._source, position):
            value = next((each for each in attribute.groups()[1:] if each is not None), None)
            if value is None and attribute.group(1).lower() != "expandable":
                self._refuse(
                    f'Expected equal sign in declaration of an attribute of the tag "{name}" at byte offset {{}}'
                )
            tag.attributes[attribute.group(1).lower()] = value or ""
            position = attribute.end()
        closing = re.compile(r"\s*>").match(self._source, position)
        if closing is None:
            self._refuse("Unclosed start tag at byte offset {}")
        if name == "span" and tag.attributes.get("class") != "tg-spoiler":
            self._refuse('Tag "span" must have class "tg-spoiler" at byte offset {}')
        if name == "tg-emoji" and not tag.attributes.get("emoji-id", "").isdigit():
            self._refuse("Invalid custom emoji identifier specified at byte offset {}")
        self._open.append(tag)
        self._position = closing.end()

    def _read_end_tag(self) -> None:
        match = _END_TAG.match(self._source, self._position)
        if match is None:
            self._refuse("Unclosed end tag at byte offset {}")
        name = match.group(1).lower()
        if not self._open:
            self._refuse("Unexpected end tag at byte offset {}")
        tag = self._open[-1]
        if name not in {"", tag.name}:
            self._refuse(f'Unmatched end tag at byte offset {{}}, expected "</{tag.name}>", found "</{name}>"')
        self._open.pop()
        self._close(tag)
        self._position = match.end()

    def _close(self, tag: _OpenTag) -> None:
        length = self._length - tag.offset
        if length == 0:
            return
        entity: Entity = {"type": _KINDS[tag.name], "offset": tag.offset, "length": length}
        match tag.name:
            case "a":
                url = tag.attributes.get("href", "")
                if not re.match(r"(https?|tg|tel|mailto):", url):
                    return  # Telegram shows the words and drops the link
                entity["url"] = url
            case "tg-emoji":
                entity["custom_emoji_id"] = tag.attributes["emoji-id"]
            case "blockquote" if "expandable" in tag.attributes:
                entity["type"] = "expandable_blockquote"
            case "code" if self._open and self._open[-1].name == "pre":
                self._open[-1].attributes["language"] = tag.attributes.get("class", "")
                return
            case "pre" if tag.attributes.get("language", "").startswith("language-"):
                entity["language"] = tag.attributes["language"].removeprefix("language-")
        self._entities.append(entity)

    def _byte_offset(self) -> int:
        return len(self._source[: self._position].encode())

    def _refuse(self, reason: str) -> NoReturn:
        raise _unparsable(reason.format(self._byte_offset()))


def _unparsable(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")


def _checked(text: str, entities: Any) -> list[Entity]:
    if not isinstance(entities, list):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    for entity in entities:
        if not isinstance(entity, dict) or not _are_numbers(entity, "offset", "length"):
            raise bad_request("can't parse entities: MessageEntity must have an offset and a length")
        if entity["offset"] < 0 or entity["offset"] + entity["length"] > utf16_length(text):
            raise bad_request("entity beyond the text")
    return entities


def _are_numbers(entity: Entity, *names: str) -> bool:
    return all(isinstance(entity.get(name), int) for name in names)


def _trimmed(formatted: Formatted) -> Formatted:
    leading = utf16_length(formatted.text) - utf16_length(formatted.text.lstrip())
    text = formatted.text.strip()
    end = utf16_length(text)
    entities = []
    for entity in formatted.entities:
        first = max(entity["offset"] - leading, 0)
        last = min(entity["offset"] + entity["length"] - leading, end)
        if first < last:
            entities.append(entity | {"offset": first, "length": last - first})
    return Formatted(text, entities)
