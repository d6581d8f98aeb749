"""The examples: how people really ask, one topic each, written by hand in `nlu/examples/<language>/<area>.jsonl`.

And the bundles: concepts that together make a topic, `nlu/bundles.txt`. A bundle is trained on like an example, so a
concept has weight even where no sentence uses it yet.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nlu.topics import TOPICS
from wording.languages import LANGUAGES, Language

EXAMPLES: Final = Path(__file__).with_name("examples")
BUNDLES: Final = Path(__file__).with_name("bundles.txt")


class ExamplesError(Exception):
    """A line of the examples or bundles cannot be used for training."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        super().__init__(f"{file.parent.name}/{file.name}:{line}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Example:
    """One message as people write it, and what it is about."""

    text: str
    topic: str
    language: Language
    style: str | None = None
    """How it is written, where its writer said so: `indirect` tells a situation and never says the word."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Concepts that together make a topic."""

    topic: str
    concepts: tuple[str, ...]


def read_examples(folder: Path = EXAMPLES) -> list[Example]:
    """Read all examples below *folder*; a language whose folder is missing has none.

    Raises:
        ExamplesError: a line is no JSON object with a text and a known topic.
    """
    return [
        example
        for language in LANGUAGES
        for file in sorted((folder / language).glob("*.jsonl"))
        for example in _read(file, language)
    ]


def read_bundles(file: Path = BUNDLES) -> list[Bundle]:
    """Read the bundles.

    Raises:
        ExamplesError: a line has no known topic or no concept.
    """
    bundles = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        topic, _, concepts = line.partition("\t")
        if topic not in TOPICS or not concepts.split():
            raise ExamplesError(file, number, "no known topic or no concept")
        bundles.append(Bundle(topic, tuple(concepts.split())))
    return bundles


def _read(file: Path, language: Language) -> Iterator[Example]:
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            text, topic = record["text"], record["topic"]
        except (ValueError, KeyError, TypeError) as error:
            raise ExamplesError(file, number, f"no object with text and topic ({error})") from error
        if topic not in TOPICS:
            raise ExamplesError(file, number, f"unknown topic {topic!r}")
        if not isinstance(text, str) or not text.strip():
            raise ExamplesError(file, number, "no text")
        yield Example(text, topic, language, record.get("style"))
