"""The form of a fact: what was typed, read as a German writes it, and held against the rules."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final

from fastapi import Depends, Request

from console.value_words import day, reasons
from knowledge_base.errors import ValueRefused
from knowledge_base.facts import Fact
from knowledge_base.value_changes import changed_of

WITH_AMOUNT: Final = ("period", "age", "money", "percent", "count")
LONGEST: Final = 2_000
"""Characters of one field: the longest statement has 300."""

_UNCERTAIN_VALUE: Final = (
    "Ein unsicherer Wert darf nirgends stehen. Setzen Sie „gilt bis“ auf den letzten sicheren Tag: Dann fallen die "
    "Sätze mit ihm weg, und Lotse sagt, wen man fragen kann."
)
_KEPT: Final = ("kind", "statement", "law", "scope", "source", "confidence", "owner", "value", "unit")
_DAYS: Final = ("valid_from", "valid_to", "review_due_on")

Typed = Mapping[str, str]


async def typed(request: Request) -> dict[str, str]:
    """All fields of the form as they were typed, without what no database keeps."""
    form = await request.form()
    return {
        name: value.replace("\x00", "").replace("\r\n", "\n").strip()
        for name, value in form.items()
        if isinstance(value, str)
    }


TheForm = Annotated[dict[str, str], Depends(typed)]


def form_of(fact: Fact) -> dict[str, str]:
    """What stands in the fields before anybody typed."""
    filled = {name: getattr(fact, name) or "" for name in _KEPT}
    filled |= {name: day(getattr(fact, name) or "") for name in (*_DAYS, "checked_on")}
    amount = "" if fact.amount is None else f"{fact.amount:f}".replace(".", ",")
    return filled | {"amount": amount, "recheck": "yes" if fact.recheck else "", "because": "", "publish_on": ""}


def fact_of(form: Typed, topic: str, key: str, kept: Fact | None) -> tuple[Fact | None, dict[str, str]]:
    """The fact that was typed, or what is wrong, by field. *kept* is the fact as it stands."""
    errors = too_long(form)
    kind = form.get("kind", "")
    values: dict[str, Any] = {name: form.get(name) or None for name in _KEPT}
    values |= {name: read_day(form.get(name, ""), name, errors) for name in _DAYS}
    values |= {"recheck": bool(form.get("recheck")), "origin": kept.origin if kept else None}
    values["checked_on"] = german_day(form.get("checked_on", "")) or None
    values["amount"] = _amount(form.get("amount", ""), errors) if kind in WITH_AMOUNT else None
    values["unit"] = _unit(kind, form, kept)
    if kind in (*WITH_AMOUNT, "statement"):
        values["value"] = None
    elif kind == "date":
        values["value"] = german_day(form.get("value", "")) or None
    if values["confidence"] == "verified" and not values["source"]:
        errors["source"] = "Was belegt ist, braucht eine Quelle."
    if values["confidence"] == "uncertain" and kind != "statement":
        errors["confidence"] = _UNCERTAIN_VALUE
    try:
        fact = changed_of("fact", f"{topic}.{key}", values)
    except ValueRefused as refused:
        return None, reasons(refused) | errors
    assert isinstance(fact, Fact)
    return (None if errors else fact), errors


def reason_of(form: Typed, errors: dict[str, str], today: date) -> tuple[str, date | None]:
    """Why, and the day from which the change is to hold; what is wrong is noted in *errors*."""
    because = form.get("because", "")
    if not because:
        errors["because"] = "Bitte schreiben Sie kurz, warum. Das liest, wer zustimmt."
    publish_on = read_day(form.get("publish_on", ""), "publish_on", errors)
    if publish_on and publish_on <= today:
        errors["publish_on"] = "Dieser Tag ist nicht mehr offen. Lassen Sie das Feld leer: Dann gilt es sofort."
    return because, publish_on


def too_long(form: Typed) -> dict[str, str]:
    """What is longer than a field may be, by field."""
    return {
        name: f"Höchstens {LONGEST} Zeichen, es sind {len(value)}."
        for name, value in form.items()
        if len(value) > LONGEST
    }


def german_day(written: str) -> str:
    """ "19.08.2026", "8.2026" and "2026" as "2026-08-19", "2026-08" and "2026"; anything else as it is."""
    match = re.fullmatch(r"(?:(?:(\d{1,2})\.\s?)?(\d{1,2})\.\s?)?(\d{4})", written)
    if match is None:
        return written
    return "-".join(part.zfill(2) for part in reversed(match.groups()) if part)


def read_day(written: str, name: str, errors: dict[str, str]) -> date | None:
    """The day in a field, if one stands there; what is no day is noted in *errors*."""
    if not written:
        return None
    try:
        return date.fromisoformat(german_day(written))
    except ValueError:
        errors[name] = "Bitte ein Datum wie 01.08.2026."
        return None


def _amount(written: str, errors: dict[str, str]) -> Decimal | None:
    """ "1.000,50" as a German writes it; "12.5" has a decimal point, "1.000" has none."""
    bare = re.sub(r"[\s€%]", "", written)
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", bare):
        bare = bare.replace(".", "")
    bare = bare.replace(",", ".", 1)
    if re.fullmatch(r"\d{1,9}(\.\d{1,6})?", bare):
        return Decimal(bare)
    errors["amount"] = "Bitte eine Zahl wie 14 oder 12,50."
    return None


def _unit(kind: str, form: Typed, kept: Fact | None) -> str | None:
    match kind:
        case "period":
            return form.get("unit") or None
        case "money":
            return "EUR"
        case "age":
            return kept.unit if kept and kept.kind == "age" else None
    return None
