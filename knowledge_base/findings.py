"""What is wrong with an edition: one value for each place that breaks a rule."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypedDict

Severity = Literal["error", "warning"]


class FindingRow(TypedDict):
    """A finding as `lotse kb check --json` prints it."""

    rule: str
    file: str
    line: int
    topic: str | None
    language: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that is broken at one place.

    `file` is relative to the edition folder, `line` counts from 1, `message` is a plain English sentence without full
    stop.
    """

    rule: str
    file: str
    line: int
    message: str
    topic: str | None = None
    language: str | None = None
    severity: Severity = "error"
    part: tuple[str | int, ...] = ()
    """Which part of a YAML document or of a front matter is meant; whoever read the file knows its line."""

    def on_line(self, line: int) -> "Finding":
        return replace(self, line=line)

    def row(self) -> FindingRow:
        return {
            "rule": self.rule,
            "file": self.file,
            "line": self.line,
            "topic": self.topic,
            "language": self.language,
            "message": self.message,
        }


class Report(TypedDict):
    """The answer of `lotse kb check --json`."""

    ok: bool
    errors: list[FindingRow]
    warnings: list[FindingRow]


def report(findings: Iterable[Finding]) -> Report:
    """Sort *findings* by place and part errors from warnings."""
    ordered = sorted(findings, key=lambda finding: (finding.file, finding.line, finding.rule))
    errors = [finding.row() for finding in ordered if finding.severity == "error"]
    warnings = [finding.row() for finding in ordered if finding.severity == "warning"]
    return {"ok": not errors, "errors": errors, "warnings": warnings}
