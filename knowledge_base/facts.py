"""Facts: one value or one statement each, with the place it comes from.

A fact stands once, in German, beside the article of its topic; every language names it and writes its value in its
own way.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Self, get_args

from pydantic import model_validator

from knowledge_base.values import OptionalDay, OptionalText, Reading, SourceDay, Text, Value

Kind = Literal[
    "period", "age", "money", "percent", "count", "time", "date", "phone", "email", "web", "german_name", "statement"
]
Period = Literal["minutes", "hours", "days", "weeks", "months", "years", "working_days"]
Unit = Literal["minutes", "hours", "days", "weeks", "months", "years", "working_days", "EUR"]
Scope = Literal["federal", "state", "district", "town"]
Confidence = Literal["verified", "known", "uncertain"]

PERIODS: tuple[Period, ...] = get_args(Period)

_WITH_AMOUNT = {"period", "age", "money", "percent", "count"}
_WITH_VALUE = {"time", "date", "phone", "email", "web", "german_name"}
_WHOLE = {"period", "age"}
_UNITS: dict[Kind, tuple[Unit | None, ...]] = {"period": PERIODS, "money": ("EUR",), "age": (None, "years")}
_FORMS = {
    "time": (re.compile(r"([01]\d|2[0-3]):[0-5]\d"), '"18:00"'),
    "phone": (re.compile(r"\+?[\d ()/-]{3,}"), "a number that can be dialled"),
    "email": (re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}"), "an address with @"),
    "web": (re.compile(r"(https?://)?[^\s/@]+\.[a-z]{2,}(/\S*)?"), "an internet address"),
}


class Fact(Value):
    """A value or statement of a topic. `amount` counts `unit` (periods, euros), years (age) or hundredths (percent).

    `valid_from` and `valid_to` are the first and the last day on which it holds; `owner` is the unit that looks after
    it.
    """

    topic: str
    key: str
    kind: Kind
    amount: Decimal | None = None
    unit: Unit | None = None
    value: OptionalText = None
    statement: Text
    law: OptionalText = None
    scope: Scope
    source: OptionalText = None
    checked_on: SourceDay = None
    confidence: Confidence
    recheck: bool = False
    origin: OptionalText = None
    valid_from: OptionalDay = None
    valid_to: OptionalDay = None
    owner: OptionalText = None
    review_due_on: OptionalDay = None

    @property
    def name(self) -> str:
        """The name under which every text can write the fact: `registration.anmeldung.deadline`."""
        return f"{self.topic}.{self.key}"

    @property
    def is_told(self) -> bool:
        """Whether a text may rest on the fact. What is uncertain is asked at the office, never told."""
        return self.confidence != "uncertain"

    @property
    def has_value(self) -> bool:
        """Whether the fact can be written out; a statement cannot."""
        return self.kind != "statement"

    def holds_on(self, day: date) -> bool:
        """Whether the fact is valid on *day*."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(f"a fact cannot end on {self.valid_to}, before it begins on {self.valid_from}")
        return self

    @model_validator(mode="after")
    def _kind_has_what_it_needs(self) -> Self:
        if (self.amount is not None) != (self.kind in _WITH_AMOUNT):
            raise ValueError(f"a fact of kind {self.kind} has {'an' if self.amount is None else 'no'} amount")
        if (self.value is not None) != (self.kind in _WITH_VALUE):
            raise ValueError(f"a fact of kind {self.kind} has {'a' if self.value is None else 'no'} value")
        allowed = _UNITS.get(self.kind, (None,))
        if self.unit not in allowed:
            known = ", ".join(unit for unit in allowed if unit) or "none"
            raise ValueError(f"a fact of kind {self.kind} cannot have the unit {self.unit} (known: {known})")
        if self.amount is not None and self.kind in _WHOLE and self.amount != int(self.amount):
            raise ValueError(f"a fact of kind {self.kind} needs a whole amount: write 90 minutes, not 1.5 hours")
        self._check_form()
        return self

    def _check_form(self) -> None:
        if self.value is None:
            return
        if self.kind == "date":
            try:
                date.fromisoformat(self.value)
            except ValueError as error:
                raise ValueError(f"{self.value} is no date like 2026-08-01") from error
        pattern, example = _FORMS.get(self.kind, (None, ""))
        if pattern and not pattern.fullmatch(self.value):
            raise ValueError(f"{self.value} is no {self.kind}: it is written as {example}")


def read_facts(reading: Reading, topic: str, file: str) -> dict[str, Fact]:
    """The facts of *topic* by key, in the order of the file; a broken one is noted and left out."""
    read = reading.document(file, topic=topic)
    if read is None:
        return {}
    document, mapping = read
    facts: dict[str, Fact] = {}
    for key, written in mapping.items():
        if not re.fullmatch(r"[a-z][a-z0-9_]*", key):
            reading.complain("format", file, document.line((key,)), f"{key}: a key is snake_case English", topic=topic)
            continue
        if fact := reading.value(Fact, written, document, (key,), file, {"topic": topic, "key": key}, topic=topic):
            facts[key] = fact
    return facts


def written_fact(fact: Fact) -> dict[str, Any]:
    """What stands under the key of *fact* in facts.yaml."""
    row: dict[str, Any] = {"kind": fact.kind}
    if fact.amount is not None:
        row["amount"] = int(fact.amount) if fact.amount == int(fact.amount) else fact.amount
    if fact.unit is not None:
        row["unit"] = fact.unit
    if fact.value is not None:
        row["value"] = fact.value
    row |= fact.model_dump(
        include={"statement", "law", "scope", "source", "checked_on", "confidence", "recheck", "origin"}
    )
    kept = fact.model_dump(mode="json", include={"valid_from", "valid_to", "owner", "review_due_on"}, exclude_none=True)
    return row | kept
