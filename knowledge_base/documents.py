"""YAML as the content uses it: values that are what they look like, and the line each of them stands on.

YAML 1.1 reads `18:00` as 1080, `0345` as 229, `no` as false and takes the second of two equal keys in silence. Here a
scalar is null, true, false, a whole number, a decimal number, or else the words that stand there; equal keys are an
error.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml

_WHOLE = re.compile(r"0|-?[1-9]\d*")
_DECIMAL = re.compile(r"-?(0|[1-9]\d*)\.\d+")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where PyYAML was built with it: the shipped edition is read at every start, and it is ten times as fast."""

_NULL = {"", "~", "null"}
_BOOLEAN = {"true": True, "false": False}

Path = tuple[str | int, ...]


class Unreadable(Exception):
    """The text is no document of ours; the message says why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Document:
    """A value read from YAML and the line of each of its parts, by path: `("deadline", "unit")`."""

    value: Any
    lines: Mapping[Path, int] = field(repr=False)

    def line(self, path: Path) -> int:
        """The line of the part at *path*, or of the nearest part around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines[path]

    def mapping(self) -> dict[str, Any]:
        """The value as a mapping; an empty document is an empty one.

        Raises:
            Unreadable: the document holds something else.
        """
        if self.value is None:
            return {}
        if not isinstance(self.value, dict):
            raise Unreadable(self.line(()), "this must be a mapping of keys to values")
        return self.value


def read_document(text: str, *, first_line: int = 1) -> Document:
    """Read YAML; *first_line* is the line of the file on which *text* begins.

    Raises:
        Unreadable: it is not YAML, a key is no word or stands twice, or a part stands for another one.
    """
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise Unreadable(first_line + line, f"this is not valid YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise Unreadable(first_line, f"this is not valid YAML: {error}") from error
    lines: dict[Path, int] = {(): first_line}
    try:
        return Document(_value(node, (), lines, first_line, set()) if node else None, lines)
    except RecursionError as error:
        raise Unreadable(first_line, "this is nested too deeply") from error


def write_document(value: Any) -> str:
    """Write *value* so that `read_document` gives it back."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000)


class _Dumper(yaml.SafeDumper):
    """Writes dates and decimals without quotes or tags."""

    yaml_implicit_resolvers = {  # noqa: RUF012 (PyYAML's own convention)
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }


_Dumper.add_representer(
    Decimal, lambda dumper, number: dumper.represent_scalar("tag:yaml.org,2002:float", f"{number:f}")
)


def _value(node: yaml.Node, path: Path, lines: dict[Path, int], first_line: int, seen: set[int]) -> Any:
    lines[path] = first_line + node.start_mark.line
    if isinstance(node, yaml.CollectionNode):
        if id(node) in seen:  # an alias of an alias of an alias would grow without end
            raise Unreadable(lines[path], "a part cannot stand for another one here (& and *)")
        seen.add(id(node))
    match node:
        case yaml.MappingNode():
            mapping: dict[str, Any] = {}
            for key_node, value_node in node.value:
                line = first_line + key_node.start_mark.line
                if not isinstance(key_node, yaml.ScalarNode):
                    raise Unreadable(line, "a key must be a word")
                key = str(key_node.value)
                if key in mapping:
                    raise Unreadable(line, f"the key {key} stands here a second time")
                mapping[key] = _value(value_node, (*path, key), lines, first_line, seen)
                lines[(*path, key)] = line
            return mapping
        case yaml.SequenceNode():
            return [_value(child, (*path, index), lines, first_line, seen) for index, child in enumerate(node.value)]
    return _scalar(node)


def _scalar(node: yaml.Node) -> str | int | Decimal | bool | None:
    written = str(node.value)
    if getattr(node, "style", None):  # quoted or a block: always words
        return written
    if written in _NULL:
        return None
    if written in _BOOLEAN:
        return _BOOLEAN[written]
    if _WHOLE.fullmatch(written):
        return int(written)
    if _DECIMAL.fullmatch(written):
        return Decimal(written)
    return written
