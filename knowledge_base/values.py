"""The ground of all values of the knowledge base: read strictly, errors with their place and in plain English."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from knowledge_base.documents import Document, Unreadable, read_document
from knowledge_base.findings import Finding


class Value(BaseModel):
    """A frozen value; a key it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _empty_is_none(value: Any) -> Any:
    return None if value == "" else value


def _source_day(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value  # a year alone


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
OptionalText = Annotated[Text | None, BeforeValidator(_empty_is_none)]
OptionalDay = Annotated[date | None, BeforeValidator(_empty_is_none)]
SourceDay = Annotated[
    Annotated[str, StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")] | None,
    BeforeValidator(_source_day),
]
"""What a source says about its own age: "2026-08-19", "2023-01" or "2025"."""

_Kind = TypeVar("_Kind", bound=BaseModel)


@dataclass(slots=True)
class Reading:
    """One pass over an edition folder: where it is, and what was found wrong so far."""

    folder: Path
    findings: list[Finding] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)

    def complain(
        self, rule: str, file: str, line: int, message: str, *, topic: str | None = None, language: str | None = None
    ) -> None:
        self.findings.append(Finding(rule, file, line, message, topic, language))

    def placed(self, finding: Finding) -> Finding:
        """*finding* on the line of the part it means, if it means one and the file was read."""
        if not finding.part or finding.file not in self.documents:
            return finding
        return finding.on_line(self.documents[finding.file].line(finding.part))

    def text(self, file: str) -> str | None:
        """The words of *file*; None when it is missing or not UTF-8, which is noted."""
        try:
            return (self.folder / file).read_text("utf-8-sig")  # some editors write a mark before the first letter
        except FileNotFoundError:
            self.complain("missing-file", file, 1, "this file is missing")
        except UnicodeDecodeError as error:
            line = (self.folder / file).read_bytes()[: error.start].count(b"\n") + 1
            self.complain("encoding", file, line, "this file is not UTF-8")
        return None

    def document(self, file: str, *, topic: str | None = None) -> tuple[Document, dict[str, Any]] | None:
        """The YAML of *file* and its mapping; None when it cannot be read, which is noted."""
        text = self.text(file)
        if text is None:
            return None
        try:
            document = self.documents[file] = read_document(text)
            return document, document.mapping()
        except Unreadable as error:
            self.complain("format", file, error.line, error.reason, topic=topic)
        return None

    def value(
        self,
        kind: type[_Kind],
        written: Any,
        document: Document,
        path: tuple[str | int, ...],
        file: str,
        known: Mapping[str, Any],
        *,
        topic: str | None = None,
        language: str | None = None,
    ) -> _Kind | None:
        """Make a *kind* of what stands at *path* and of what is *known* already; None when it breaks a rule."""
        if not isinstance(written, Mapping):
            line = document.line(path)
            self.complain(
                "format", file, line, "this must be a mapping of keys to values", topic=topic, language=language
            )
            return None
        try:
            return kind.model_validate({**written, **known})
        except ValidationError as error:
            for detail in error.errors():
                line = document.line((*path, *detail["loc"]))
                self.complain(_rule(kind, detail), file, line, _message(detail), topic=topic, language=language)
        return None


def _rule(kind: type[BaseModel], detail: ErrorDetails) -> str:
    name = kind.__name__.lower()
    if detail["type"] == "literal_error":
        return f"unknown-{name}-{detail['loc'][0]}"
    return f"{name}-incomplete" if detail["type"] in ("missing", "value_error") else "format"


def _message(detail: ErrorDetails) -> str:
    where = ".".join(str(part) for part in detail["loc"])
    match detail["type"]:
        case "missing":
            return f"{where} is missing"
        case "extra_forbidden":
            return f"{where} is not a key that is known here"
        case "value_error":
            return detail["msg"].removeprefix("Value error, ")
    return f"{where}: {detail['msg'][0].lower()}{detail['msg'][1:]}, found {detail['input']!r}"
