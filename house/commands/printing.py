"""What a command prints: results on standard output, what is only for the reader on standard error."""

import json
import sys
from collections.abc import Iterable
from typing import Any

import typer


def say(text: str) -> None:
    """Print one line of the result."""
    print(text, flush=True)  # noqa: T201


def note(text: str) -> None:
    """Print what is no result: progress and errors."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def print_json(value: Any) -> None:
    """Print *value* as one line of JSON."""
    say(json.dumps(value, ensure_ascii=False))


def print_lines(lines: Iterable[dict[str, Any]]) -> None:
    """Print each line as JSON; exit code 1 if one of them is an error."""
    is_whole = True
    for line in lines:
        print_json(line)
        is_whole = is_whole and "error" not in line
    if not is_whole:
        raise typer.Exit(1)
