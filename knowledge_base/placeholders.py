"""What a text names instead of writing it: facts, offices, units, places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

Named = Literal["fact", "office", "unit", "place"]

_NAMED: tuple[Named, ...] = get_args(Named)

PATTERN = re.compile(r"\{(?P<named>fact|office|unit|place):(?P<reference>[a-z0-9_.]+)\}")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One `{fact:…}`, `{office:…}`, `{unit:…}` or `{place:…}`.

    `reference` is what a text may write; `fact_name`, `office` and `name_form` take it apart. `line` counts from the
    first line of the text.
    """

    named: Named
    reference: str
    line: int

    def __str__(self) -> str:
        return f"{{{self.named}:{self.reference}}}"

    def fact_name(self, topic: str) -> str:
        """The full name of the fact, which in a text of its own *topic* may be short."""
        return self.reference if "." in self.reference else f"{topic}.{self.reference}"

    def office(self) -> tuple[str, str | None]:
        """The id of the office and the field that is named, if any: `wsf.buergerbuero`, `phone`."""
        area, _, rest = self.reference.partition(".")
        name, _, field = rest.partition(".")
        return f"{area}.{name}", field or None

    def name_form(self) -> tuple[str, str | None]:
        """The unit or place and which form of its name is meant, if not the plain one: `clearing`, `stem`."""
        name, _, form = self.reference.partition(".")
        return name, form or None


def placeholders(text: str) -> Iterator[Placeholder]:
    """The placeholders of *text* in their order."""
    for match in PATTERN.finditer(text):
        yield placeholder(match, line=text.count("\n", 0, match.start()))


def placeholder(match: re.Match[str], *, line: int = 0) -> Placeholder:
    """What a match of `PATTERN` names."""
    named = next(each for each in _NAMED if each == match["named"])
    return Placeholder(named, match["reference"], line)


def without_placeholders(text: str) -> str:
    """*text* with every placeholder blanked out, each character at its place."""
    return PATTERN.sub(lambda match: " " * len(match[0]), text)


def word_and_meaning(item: str) -> tuple[str, str]:
    """An item of section `words` taken apart; the colon of a placeholder parts nothing."""
    masked = PATTERN.sub(lambda match: match[0].replace(":", "_"), item)
    place = masked.find(":")
    return (item[:place].strip(), item[place + 1 :].strip()) if place >= 0 else (item.strip(), "")
