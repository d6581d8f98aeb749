"""What a command is given, and the house that it works in."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from house.logs import start_logging
from house.settings import Settings, Wrong, read_settings
from wording.languages import LANGUAGES

if TYPE_CHECKING:
    from house.composition import House  # imported where it is needed: it brings the whole house with it

LanguageOption = Annotated[str | None, typer.Option("--language", help="One of de en ro bg pl hu tr.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
BatchOption = Annotated[Path | None, typer.Option("--batch", help="A file of JSON lines with id and text.")]
_T = TypeVar("_T")


def call_settings(**given: Any) -> Settings:
    """The settings of this call; from now on logs are written as they say.

    Raises:
        Wrong: a setting cannot be used.
    """
    settings = read_settings(**given)
    start_logging(settings.log_level)
    return settings


def in_house(run: Callable[[House], Awaitable[_T]]) -> _T:
    """Open the house, do what *run* does, and close it."""
    from house.composition import open_house

    async def inside() -> _T:
        async with open_house(call_settings()) as house:
            return await run(house)

    return asyncio.run(inside())


def read_language(value: str | None) -> Any:
    """A language, or None where none was given.

    Raises:
        Wrong: it is none of the seven.
    """
    return None if value is None else one_of(value, *LANGUAGES)


def one_of(value: str, *allowed: str) -> Any:
    """Return *value*.

    Raises:
        Wrong: it is not among the *allowed*.
    """
    if value not in allowed:
        raise Wrong(f"{value}: expected one of {' '.join(allowed)}")
    return value


def read_file(path: Path) -> bytes:
    """The content of a file.

    Raises:
        Wrong: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise Wrong(f"{path}: {error.strerror}") from None


def read_lines(text: str | None, batch: Path | None) -> list[bytes]:
    """The JSON lines of a file, or one line made of *text*.

    Raises:
        Wrong: both were given, or neither.
    """
    if (text is None) == (batch is None):
        raise Wrong("give either a TEXT or --batch FILE")
    if batch is not None:
        return read_file(batch).splitlines()
    return [json.dumps({"id": None, "text": text}).encode()]
