"""The rows of `lotse translate`: JSON lines in, JSON lines out, in the same order."""

import json
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final, Literal, Protocol

from nlu.translation import Translation
from wording.languages import Language

MAX_CHARACTERS: Final = 10_000
"""Of one text; a longer one is refused, because half of it would be a wrong translation."""

Source = Language | Literal["auto"]


class Translates(Protocol):
    """What a batch needs of a translator."""

    async def translate(self, text: str, source: Source, target: Language, *, thorough: bool = True) -> Translation:
        """Translate *text*; never raises."""
        ...


def as_json(
    id: str | int | None,  # noqa: A002 - the name of the key
    translation: Translation,
    target: Language,
) -> dict[str, Any]:
    """Return the row `lotse translate` prints. `from` is the language found when "auto" was asked for, else `und`."""
    return {
        "id": id,
        "text": translation.text,
        "from": translation.path[0],
        "to": target,
        "label": translation.label,
        "path": list(translation.path),
        "warnings": [asdict(warning) for warning in translation.warnings],
        "took_ms": round(translation.took_ms, 1),
    }


async def translate_batch(
    translator: Translates, lines: Iterable[bytes | str], source: Source, target: Language, *, thorough: bool = True
) -> AsyncIterator[dict[str, Any]]:
    """Translate one text a line, `{"id", "text"}`; other keys are ignored, empty lines skipped.

    A line that cannot be read gives `{"line", "id": null, "error": {"code", "message"}}`, and the rest follows.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            text_id, text = _read(line)
        except _LineBroken as error:
            yield {"line": number, "id": None, "error": {"code": error.code, "message": str(error)}}
            continue
        translation = await translator.translate(text, source, target, thorough=thorough)
        yield as_json(text_id, translation, target)


class _LineBroken(Exception):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def _read(line: bytes | str) -> tuple[str | int | None, str]:
    try:
        read = json.loads(line.decode("utf-8-sig") if isinstance(line, bytes) else line)
    except UnicodeDecodeError:
        raise _LineBroken("encoding", "the line is not UTF-8") from None
    except (ValueError, RecursionError):
        raise _LineBroken("json", "the line is no JSON") from None
    if not isinstance(read, Mapping):
        raise _LineBroken("object", "the line is no JSON object")
    text, text_id = read.get("text"), read.get("id")
    if not isinstance(text, str) or not text.strip():
        raise _LineBroken("text", "text is missing, empty or no string")
    if len(text) > MAX_CHARACTERS:
        raise _LineBroken("length", f"text is longer than {MAX_CHARACTERS} characters")
    is_an_id = isinstance(text_id, str | int) and not isinstance(text_id, bool)
    return text_id if is_an_id else None, text
