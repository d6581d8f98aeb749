"""The German words and signs for the state of a text: the same on every page."""

from collections.abc import Mapping
from typing import Final

from knowledge_base.matrix import State

STATE_WORDS: Final[Mapping[State, str]] = {
    "withdrawn": "zurückgezogen",
    "outdated": "veraltet",
    "missing": "fehlt",
    "review_due": "Prüfung fällig",
    "machine_draft": "Maschinenentwurf",
    "draft": "Entwurf",
    "in_review": "wartet auf Prüfung",
    "unconfirmed": "unbestätigt",
    "current": "aktuell",
}
STATE_SIGNS: Final[Mapping[State, str]] = {
    "withdrawn": "✕",
    "outdated": "≠",
    "missing": "∅",
    "review_due": "!",
    "machine_draft": "⚙",
    "draft": "✎",
    "in_review": "…",
    "unconfirmed": "?",
    "current": "✓",
}
STATE_MEANINGS: Final[Mapping[State, str]] = {
    "withdrawn": "Menschen lesen diesen Text nicht mehr. Ohne deutschen Text liest niemand die Übersetzungen.",
    "outdated": "Der deutsche Text sagt etwas anderes. Menschen lesen nur die Fakten und den deutschen Text.",
    "missing": "Diesen Text hat noch niemand geschrieben. Menschen lesen den deutschen.",
    "review_due": "Der Tag ist vorbei, an dem jemand den Text wieder durchsehen wollte.",
    "machine_draft": "Eine Maschine hat übersetzt, ein Mensch hat es noch nicht gelesen.",
    "draft": "Jemand schreibt noch daran.",
    "in_review": "Eine zweite Person muss zustimmen.",
    "unconfirmed": "Kein Amt hat den deutschen Text bestätigt, oder niemand hat ihn in dieser Muttersprache gelesen.",
    "current": "Bestätigt, gelesen, nicht veraltet.",
}
