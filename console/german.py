"""The desk's own German: names of things, moments, how long ago."""

from datetime import datetime
from typing import Final, get_args

from babel import Locale
from babel.dates import format_datetime, format_timedelta

from handoff.cases import Outcome
from wording import LANGUAGES
from wording.formats import TOWN

_GERMAN = Locale("de")

LANGUAGE_NAMES: Final[dict[str, str]] = {each: str(_GERMAN.languages[each]) for each in LANGUAGES}

AREAS: Final[dict[str, str]] = {
    "registration": "Anmeldung und Aufenthalt",
    "schooling": "Schule und Kita",
    "housing": "Wohnen",
    "work": "Arbeit",
    "health": "Gesundheit",
    "money": "Geld",
    "language": "Sprache",
    "safety": "Schutz und Sicherheit",
    "offices": "Ämter und Briefe",
    "living": "Alltag",
    "meta": "Gespräch",
}

LABELS: Final[dict[str, str]] = {
    "reviewed": "von Menschen übersetzt",
    "memory": "aus dem Übersetzungsspeicher",
    "machine": "maschinell übersetzt",
    "none": "keine Übersetzung",
}
"""How far a translation can be trusted."""

LABEL_SIGNS: Final[dict[str, str]] = {"reviewed": "✓", "memory": "≈", "machine": "⚙", "none": "∅"}

WARNINGS: Final[dict[str, str]] = {
    "number": "Eine Zahl, ein Datum oder ein Betrag kann falsch sein.",
    "negation": "Eine Verneinung kann verloren gegangen sein.",
    "question": "Aus einer Frage kann eine Aussage geworden sein oder umgekehrt.",
    "repetition": "Der Text wiederholt sich.",
    "length": "Die Übersetzung ist auffällig kurz oder lang.",
    "script": "Ein Teil steht in der falschen Schrift.",
    "link": "Ein Link oder eine Telefonnummer stimmt nicht überein.",
    "copied": "Ein Teil ist nicht übersetzt.",
    "empty": "Es kam kein Text heraus.",
    "timeout": "Das Übersetzen hat zu lange gedauert.",
}

ROLES: Final[dict[str, str]] = {
    "staff": "Mitarbeit in einer Stelle",
    "coordinator": "Koordination",
    "editor": "Redaktion",
    "reviewer": "Prüfung von Texten",
    "administrator": "Verwaltung der Zugänge",
}

OUTCOMES: Final[dict[str, str]] = {
    "solved": "Geklärt",
    "passed_on": "An eine andere Stelle verwiesen",
    "no_answer": "Keine Antwort mehr gekommen",
    "withdrawn": "Die Person hat ihr Ja zurückgenommen",
}
STAFF_OUTCOMES: Final[tuple[Outcome, ...]] = tuple(each for each in get_args(Outcome) if each != "withdrawn")
"""How a staff member can close a case; only the newcomer withdraws."""

STATUSES: Final[dict[str, str]] = {
    "missing": "fehlt",
    "machine_draft": "Maschinenentwurf",
    "draft": "Entwurf",
    "in_review": "wartet auf Prüfung",
    "published": "veröffentlicht",
    "withdrawn": "zurückgezogen",
    "sent_back": "zurückgegeben",
}
"""Where a text, a fact's change or an announcement stands."""

CHANGES: Final[dict[str, str]] = {
    "typo": "Schreibfehler: sagt dasselbe",
    "ordinary": "Andere Worte: die Übersetzungen stimmen weiter",
    "meaning": "Anderer Inhalt: die Übersetzungen stimmen nicht mehr",
}

KNOWLEDGE_PAGES: Final[dict[str, str]] = {
    "": "Aufgaben",
    "/matrix": "Texte",
    "/calendar": "Prüfkalender",
    "/facts": "Fakten",
    "/offices": "Ämter",
    "/announcements": "Ansagen",
    "/readers": "Lesende",
    "/unanswered": "Offene Fragen",
    "/try": "Ausprobieren",
    "/examples": "Beispiele",
    "/recalls": "Berichtigungen",
    "/exchange": "Dateien",
    "/search": "Suche",
}
"""The pages of the knowledge base below `/desk/knowledge`."""

KINDS: Final[dict[str, str]] = {"advice": "Beratung", "authority": "Behörde", "enforcement": "Kontrolle"}
CONTROLLERS: Final[dict[str, str]] = {"city": "Stadt", "district": "Landkreis"}

CHANNELS: Final[dict[str, str]] = {
    "telegram": "Telegram",
    "web": "Chat-Seite der Stadt",
    "page": "eigene Chat-Seite der Stadt; in Telegram nur „Es gibt Neues“",
    "terminal": "Terminal (Probe)",
}

REACHES: Final[dict[str, str]] = {
    "write": "Darf angeschrieben werden",
    "news": "Nur „Es gibt Neues“, ohne Inhalt",
    "none": "Nicht anschreiben, die Person kommt selbst",
}


def topic_area(topic: str | None) -> str:
    """The area of *topic* in German; without one somebody wanted a person, whatever it is about."""
    return AREAS.get(topic.partition(".")[0], topic) if topic else "Allgemeine Anfrage"


def exact(at: datetime) -> str:
    """ "Di., 24.11.2026, 15:00" in the time of the town."""
    return str(format_datetime(at, "EEE, dd.MM.yyyy, HH:mm", tzinfo=TOWN, locale=_GERMAN))


def brief(at: datetime, now: datetime) -> str:
    """Only the time for today, else day and time."""
    same_day = at.astimezone(TOWN).date() == now.astimezone(TOWN).date()
    return str(format_datetime(at, "HH:mm" if same_day else "dd.MM., HH:mm", tzinfo=TOWN, locale=_GERMAN))


def ago(at: datetime, now: datetime) -> str:
    """ "vor 2 Tagen", "gerade eben" below a minute."""
    passed = now - at
    if passed.total_seconds() < 60:
        return "gerade eben"
    return str(format_timedelta(-passed, "minute", threshold=1.5, add_direction=True, locale=_GERMAN))


def lasting(since: datetime, now: datetime) -> str:
    """What stands behind "seit", in the dative: "2 Tagen", "eben" below a minute."""
    return ago(since, now).removeprefix("vor ").removeprefix("gerade ")
