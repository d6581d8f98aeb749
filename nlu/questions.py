"""Questions whose topic is known: they measure the understanding and are never trained on.

They stand in `nlu/questions/<language>.jsonl`, written by other hands than the examples, who had not seen these.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

QUESTIONS: Final = Path(__file__).with_name("questions")


class QuestionError(ValueError):
    """A line is no question with a topic."""


@dataclass(frozen=True, slots=True)
class Question:
    """A message, and what would be a right answer to it."""

    text: str
    topics: frozenset[str]
    """The topic it is about, and further ones that would be as right."""
    topic: str
    language: str | None = None
    style: str | None = None
    """How it is written: clean, fast, indirect, mixed, short, or latin for Bulgarian in Latin letters."""


def read_questions(lines: Iterable[bytes | str], language: str | None = None) -> Iterator[Question]:
    """Read JSON lines with `text` and `topic`, and perhaps `also` (topics as right), `language` or `lang`, and `style`.

    Empty lines are left out; other keys are ignored.

    Args:
        language: That of the lines that do not name theirs.

    Raises:
        QuestionError: a line is no JSON object with a text and a topic; lines are counted from 1.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            text, topic = record["text"], record["topic"]
        except (ValueError, TypeError, KeyError) as error:
            raise QuestionError(f"line {number} is no JSON object with a text and a topic") from error
        if not isinstance(text, str) or not isinstance(topic, str):
            raise QuestionError(f"line {number}: text and topic must be strings")
        spoken = record.get("language") or record.get("lang") or language
        yield Question(
            text=text,
            topics=frozenset({topic, *_names(record.get("also"))}),
            topic=topic,
            language=None if spoken is None else str(spoken),
            style=_name(record.get("style")),
        )


def shipped_questions(folder: Path = QUESTIONS) -> list[Question]:
    """Read the questions of every language."""
    return [
        question
        for file in sorted(folder.glob("*.jsonl"))
        for question in read_questions(file.read_text("utf-8").splitlines(), file.stem)
    ]


def _names(also: Any) -> list[str]:
    if isinstance(also, str):
        return also.replace(",", " ").split()
    return [each for each in also if isinstance(each, str)] if isinstance(also, list) else []


def _name(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
