"""German words for facts and offices: their fields, what stands in them, and why a value was refused."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from knowledge_base.errors import ValueRefused
from knowledge_base.opening import WEEKDAYS
from knowledge_base.tables import ChangedKind
from wording import formats

KINDS: Final[dict[str, str]] = {
    "period": "Frist oder Dauer",
    "age": "Alter",
    "money": "Geldbetrag",
    "percent": "Prozent",
    "count": "Anzahl",
    "time": "Uhrzeit",
    "date": "Datum",
    "phone": "Telefonnummer",
    "email": "E-Mail-Adresse",
    "web": "Internetadresse",
    "german_name": "deutscher Name",
    "statement": "Aussage ohne Wert",
}
UNITS: Final[dict[str, str]] = {
    "minutes": "Minuten",
    "hours": "Stunden",
    "days": "Tage",
    "weeks": "Wochen",
    "months": "Monate",
    "years": "Jahre",
    "working_days": "Arbeitstage",
    "EUR": "Euro",
}
SCOPES: Final[dict[str, str]] = {"federal": "Bund", "state": "Land", "district": "Landkreis", "town": "Stadt"}
CONFIDENCES: Final[dict[str, str]] = {
    "verified": "belegt",
    "known": "bekannt, ohne Beleg",
    "uncertain": "unsicher",
}
CONFIDENCE_SIGNS: Final[dict[str, str]] = {"verified": "✓", "known": "≈", "uncertain": "?"}
CONTACTS: Final[dict[str, str]] = {
    "address": "Anschrift",
    "phone": "Telefon",
    "email": "E-Mail",
    "web": "Internetseite",
    "hours": "Öffnungszeiten",
}
DAYS: Final[dict[str, str]] = {
    **dict(zip(WEEKDAYS, formats.weekdays("de"), strict=True)),
    "holidays": "gesetzliche Feiertage",
}
SECTIONS: Final[dict[str | None, str]] = {
    None: "Titel",
    "answer": "Antwort",
    "until": "Bis wann",
    "where": "Wo",
    "papers": "Papiere",
    "cost": "Kosten",
    "more": "Mehr",
    "words": "Deutsche Wörter",
}

_FIELDS: Final[dict[str, str]] = {
    "kind": "Art",
    "amount": "Zahl",
    "unit": "Einheit",
    "value": "Wert",
    "statement": "Aussage",
    "law": "Gesetz",
    "scope": "Ebene",
    "source": "Quelle",
    "checked_on": "Stand der Quelle",
    "valid_as_of": "Stand der Quelle",
    "confidence": "Sicherheit",
    "recheck": "noch einmal nachprüfen",
    "origin": "Herkunft in der Sammlung",
    "valid_from": "gilt ab",
    "valid_to": "gilt bis",
    "owner": "zuständige Stelle",
    "review_due_on": "wieder prüfen am",
    "name": "Name an der Tür",
    "tasks": "Aufgabe",
    "opening": "Zeiten",
    "phones": "weitere Nummern",
    "by_appointment": "nur mit Termin",
    "confirmed_by": "bestätigt von",
    "confirmed_on": "bestätigt am",
    "to_confirm": "noch zu klären",
    "label": "wofür",
    **CONTACTS,
}
_CHOICES: Final = {"kind": KINDS, "unit": UNITS, "scope": SCOPES, "confidence": CONFIDENCES}
_DAY_FIELDS: Final = {"checked_on", "valid_as_of", "valid_from", "valid_to", "review_due_on", "confirmed_on"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field, as it stands and as it would be, in German words."""

    field: str
    before: str
    after: str


def day(written: str | date) -> str:
    """ "2026-08-19" is "19.08.2026", "2026-08" is "08.2026"."""
    parts = str(written).split("-")
    return ".".join(reversed(parts))


def spans(written: Any) -> str:
    """["09:00-12:00", "14:00-18:00"] as people write it."""
    return ", ".join(str(span).replace("-", "–") for span in written)


def differences(kind: ChangedKind, before: dict[str, Any] | None, after: dict[str, Any]) -> list[Difference]:
    """What is new in *after*, field by field; of a new fact or office everything that is said."""
    return list(_differences("", before or {}, after))


def _differences(label: str, before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
    found = []
    for name in dict.fromkeys([*before, *after]):
        was, will_be = before.get(name), after.get(name)
        if was == will_be:
            continue
        field = f"{label}{_FIELDS.get(name, DAYS.get(name, name))}"
        if isinstance(will_be or was, dict):
            found += _differences(f"{field}: ", was or {}, will_be or {})
        else:
            found.append(Difference(field, _shown(name, was), _shown(name, will_be)))
    return found


def _shown(name: str, value: Any) -> str:
    if value is None or value == "" or value == []:
        return "geschlossen" if name in DAYS else "–"
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if name in _CHOICES:
        return _CHOICES[name].get(value, str(value))
    if name in _DAY_FIELDS:
        return day(value)
    if name in DAYS:
        return spans(value)
    if name == "phones":
        return "; ".join(f"{phone['label'].get('de', '')}: {phone['value'] or '–'}" for phone in value)
    return str(value)


_Reason = tuple[str, str, Callable[[re.Match[str]], str]]
_REASONS: Final[list[_Reason]] = [
    (r"has an amount", "amount", lambda _: "Hier fehlt die Zahl."),
    (r"has a value", "value", lambda _: "Hier fehlt der Wert."),
    (r"has no (amount|value)", "value", lambda _: "Eine Aussage ohne Wert hat weder Zahl noch Wert."),
    (r"cannot have the unit", "unit", lambda _: "Diese Einheit passt nicht zur Art des Fakts."),
    (r"needs a whole amount", "amount", lambda _: "Bitte eine ganze Zahl: 90 Minuten statt 1,5 Stunden."),
    (r"is no date like", "value", lambda _: "Bitte ein Datum wie 01.08.2026."),
    (r"is no time:", "value", lambda _: "Bitte eine Uhrzeit wie 18:00."),
    (r"is no phone:", "value", lambda _: "Bitte eine Nummer, die man wählen kann, wie +49 3443 370."),
    (r"is no email:", "value", lambda _: "Bitte eine Adresse mit @, wie amt@stadt.de."),
    (r"is no web:", "value", lambda _: "Bitte eine Internetadresse, wie www.stadt.de/amt."),
    (r"cannot end on", "valid_to", lambda _: "Der letzte Tag liegt vor dem ersten."),
    (
        r"(?P<day>\w+): (?P<span>\S+) is no span",
        "opening",
        lambda match: f"{DAYS.get(match['day'], match['day'])}: „{match['span']}“ bitte wie 09:00-12:00 schreiben.",
    ),
    (
        r"(?P<day>\w+): (?P<span>\S+) ends before it begins",
        "opening",
        lambda match: f"{DAYS.get(match['day'], match['day'])}: „{match['span']}“ endet, bevor es anfängt.",
    ),
    (
        r"(?P<day>\w+): (?P<one>\S+) and (?P<other>\S+) overlap",
        "opening",
        lambda match: (
            f"{DAYS.get(match['day'], match['day'])}: {match['one']} und {match['other']} überschneiden sich."
        ),
    ),
    (r"confirmed_by and confirmed_on", "confirmed_by", lambda _: "Wer und an welchem Tag: Bitte beides oder keins."),
]
_ANY_FIELD: Final[list[tuple[str, str]]] = [
    (r"at least 1 character|valid string", "Bitte ausfüllen."),
    (r"match pattern", "Bitte ein Jahr, einen Monat oder einen Tag, wie 2026, 08.2026 oder 19.08.2026."),
    (r"valid date", "Bitte ein Datum wie 01.08.2026."),
    (r"valid decimal", "Bitte eine Zahl."),
    (r"Input should be '", "Bitte wählen Sie eine der Möglichkeiten."),
]


def reasons(refused: ValueRefused) -> dict[str, str]:
    """Why values were refused, in German, by the field of the form; what has no German yet is told as it is."""
    told: dict[str, str] = {}
    for name, reason in refused.fields.items():
        field, german = _reason(name, reason)
        told.setdefault(field, german)
    return told


def _reason(name: str, reason: str) -> tuple[str, str]:
    for pattern, field, german in _REASONS:
        if match := re.search(pattern, reason):
            return name or field, german(match)
    for pattern, text in _ANY_FIELD:
        if re.search(pattern, reason):
            return name, text
    return name or "form", reason
