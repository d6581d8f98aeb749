"""The form of an office: every way to reach it with its source, its week, and who confirmed all that."""

import re
from typing import Any, Final

from console.fact_form import Typed, german_day, read_day, too_long
from console.value_words import CONTACTS, DAYS, day, reasons
from knowledge_base.errors import ValueRefused
from knowledge_base.offices import Contact, Office
from knowledge_base.value_changes import changed_of, values_of

_WORDS: Final = ("name", "tasks", "scope", "to_confirm", "confirmed_by")
_PARTS: Final = ("value", "confidence", "source", "valid_as_of")
_CONTACTS: Final[tuple[Contact, ...]] = ("address", "phone", "email", "web", "hours")
_TOLD: Final = {*_CONTACTS, "phones", "opening", "by_appointment", "name"}
"""What a confirmation is about."""

_OLD_CONFIRMATION: Final = (
    "Die Bestätigung galt für die alten Angaben. Leeren Sie beide Felder, oder tragen Sie ein, wer die neuen wann "
    "bestätigt hat."
)


def form_of(office: Office | None) -> dict[str, str]:
    """What stands in the fields before anybody typed."""
    form = {
        "id": "",
        "name": "",
        "tasks": "",
        "scope": "town",
        "to_confirm": "",
        "confirmed_by": "",
        "confirmed_on": "",
    }
    form |= {"by_appointment": "", "because": "", "publish_on": "", "act": ""}
    form |= {f"opening_{each}": "" for each in DAYS}
    for contact in CONTACTS:
        form |= {f"{contact}_{part}": "" for part in _PARTS} | {f"{contact}_recheck": "yes"}
        form[f"{contact}_confidence"] = "uncertain"
    if office is None:
        return form
    form |= {name: getattr(office, name) or "" for name in _WORDS}
    form["confirmed_on"] = day(office.confirmed_on or "")
    form["by_appointment"] = "yes" if office.by_appointment else ""
    for of_day, spans in (office.opening or {}).items():
        form[f"opening_{of_day}"] = ", ".join(spans)
    for contact in _CONTACTS:
        value = office.contact(contact)
        form |= {f"{contact}_{part}": getattr(value, part) or "" for part in _PARTS}
        form[f"{contact}_valid_as_of"] = day(value.valid_as_of or "")
        form[f"{contact}_recheck"] = "yes" if value.recheck else ""
    return form


def office_of(form: Typed, office_id: str, kept: Office | None) -> tuple[Office | None, dict[str, str]]:
    """The office that was typed, or what is wrong, by field. *kept* is the office as it stands."""
    errors = too_long(form)
    values: dict[str, Any] = values_of(kept) if kept else {}
    values |= {name: form.get(name) or None for name in _WORDS}
    values["confirmed_on"] = read_day(form.get("confirmed_on", ""), "confirmed_on", errors)
    values["by_appointment"] = bool(form.get("by_appointment"))
    values["opening"] = {each: _spans(form.get(f"opening_{each}", "")) for each in DAYS}
    has_opening = any(values["opening"].values())
    for contact in _CONTACTS:
        values[contact] = _contact(form, contact, has_opening, errors)
    try:
        office = changed_of("office", office_id, values)
    except ValueRefused as refused:
        return None, _by_field(reasons(refused)) | errors
    assert isinstance(office, Office)
    if kept and office.confirmed_by and _said(office) != _said(kept) and _confirmed(office) == _confirmed(kept):
        errors["confirmed_by"] = _OLD_CONFIRMATION
    return (None if errors else office), errors


def _contact(form: Typed, contact: Contact, has_opening: bool, errors: dict[str, str]) -> dict[str, Any]:
    value: dict[str, Any] = {part: form.get(f"{contact}_{part}") or None for part in _PARTS}
    value["valid_as_of"] = german_day(value["valid_as_of"] or "") or None
    value["recheck"] = bool(form.get(f"{contact}_recheck"))
    is_said = value["value"] or (contact == "hours" and has_opening)
    if value["confidence"] != "uncertain" and not is_said:
        errors[f"{contact}_confidence"] = "Ohne Angabe ist nichts belegt oder bekannt: Bitte „unsicher“ wählen."
    if value["confidence"] == "verified" and not value["source"]:
        errors[f"{contact}_source"] = "Was belegt ist, braucht eine Quelle."
    as_of = value["valid_as_of"]
    if as_of and not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", as_of):
        errors[f"{contact}_valid_as_of"] = "Bitte ein Jahr, einen Monat oder einen Tag: 2026, 08.2026 oder 19.08.2026."
        value["valid_as_of"] = None
    if value["confidence"] not in ("verified", "known", "uncertain"):
        errors[f"{contact}_confidence"] = "Bitte wählen Sie eine der Möglichkeiten."
        value["confidence"] = "uncertain"
    return value


def _spans(written: str) -> list[str]:
    """ "9:00–12:00, 14 - 18 Uhr" as "09:00-12:00" and "14:00-18:00"; what is no time stays as it was written."""
    return [_span(span) for span in re.split(r"[,;]|\bund\b", written) if span.strip()]


def _span(written: str) -> str:
    bare = written.replace("Uhr", "").strip()
    match = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|bis)\s*(\d{1,2})(?:[:.](\d{2}))?", bare)
    if match is None:
        return bare
    begin, begin_minutes, end, end_minutes = match.groups()
    return f"{begin.zfill(2)}:{begin_minutes or '00'}-{end.zfill(2)}:{end_minutes or '00'}"


def _by_field(told: dict[str, str]) -> dict[str, str]:
    """Reasons about opening times at the day they name."""
    if "opening" in told:
        named = next((each for each, name in DAYS.items() if told["opening"].startswith(name)), "monday")
        told[f"opening_{named}"] = told.pop("opening")
    return told


def _said(office: Office) -> dict[str, Any]:
    return {name: value for name, value in values_of(office).items() if name in _TOLD}


def _confirmed(office: Office) -> tuple[Any, Any]:
    return office.confirmed_by, office.confirmed_on
