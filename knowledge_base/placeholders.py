"""What a text names instead of writing it: facts, offices, units."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Named = Literal["fact", "office", "unit"]

PATTERN = re.compile(r"\{(?P<named>fact|office|unit):(?P<reference>[a-z0-9_.]+)\}")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One `{fact:…}`, `{office:…}` or `{unit:…}`.

    `reference` is what a text may write; `fact_name` and `office` take it apart. `line` counts from the first line of
    the text.
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


def placeholders(text: str) -> Iterator[Placeholder]:
    """The placeholders of *text* in their order."""
    for match in PATTERN.finditer(text):
        yield placeholder(match, line=text.count("\n", 0, match.start()))


def placeholder(match: re.Match[str], *, line: int = 0) -> Placeholder:
    """What a match of `PATTERN` names."""
    named: Named = "fact" if match["named"] == "fact" else "office" if match["named"] == "office" else "unit"
    return Placeholder(named, match["reference"], line)


def without_placeholders(text: str) -> str:
    """*text* with every placeholder blanked out, each character at its place."""
    return PATTERN.sub(lambda match: " " * len(match[0]), text)
