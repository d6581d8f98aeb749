"""What finds the language of a text, and what it says about it."""

from dataclasses import dataclass
from typing import Protocol

from wording.languages import Language


@dataclass(frozen=True, slots=True)
class Identification:
    """Which language a text is in; None when nothing speaks for any of the seven."""

    language: Language | None
    is_sure: bool


class Identifier(Protocol):
    """Finds the language of a text."""

    def identify(self, text: str, prior: Language | None = None) -> Identification:
        """Return the language of *text*; *prior* is the language in which the newcomer is spoken to."""
        ...
