"""What the bot says, before it is words."""

from collections.abc import Mapping
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from wording.languages import Language

Style = Literal["text", "title", "item", "quote", "small", "source", "number"]
"""How a line stands: running text, a heading, an item of a list, the words of a person, a remark, where it comes
from, and a telephone number that must be seen first.
"""

Kind = Literal["article", "choices", "safety", "person", "notice", "receipt", "staff", "text"]
Label = Literal["reviewed", "memory", "machine", "none"]


class Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Moment(Value):
    """A date and time that is written out in the reader's language and in the time of the town."""

    at: AwareDatetime
    form: Literal["date", "time", "both"] = "both"


class Phrase(Value):
    """A message of the Fluent texts and what stands in its slots."""

    id: str
    arguments: Mapping[str, "str | int | Moment | Phrase"] = {}


class Line(Value):
    """One line: a phrase, or words that are already in the reader's language (an article, a person's message)."""

    content: Phrase | str
    style: Style = "text"
    label: Phrase | None = None


class Button(Value):
    """Something to press. The id is opaque and at most 64 bytes; `picture` is an emoji that stands before the label.

    `url`: in Telegram the button opens this address and nothing is pressed.
    """

    id: str
    label: Phrase | str
    picture: str = ""
    url: str | None = None


class Reply(Value):
    """One message to a newcomer."""

    kind: Kind
    language: Language
    lines: tuple[Line, ...]
    buttons: tuple[Button, ...] = ()
    topic: str | None = None
    article_version: int | None = None
    case: int | None = None
    sender: Literal["lotse", "staff"] = "lotse"
    original: str | None = None
    label: Label = "reviewed"
    warnings: tuple[str, ...] = ()


Phrase.model_rebuild()
