"""The German words for the parts of a text, its state, and what an act on it means."""

from typing import Final

from console.text_states import STATE_SIGNS, STATE_WORDS

PARTS: Final[dict[str, str]] = {
    "title": "Überschrift",
    "answer": "Kurze Antwort",
    "until": "Bis wann",
    "where": "Wo",
    "papers": "Papiere",
    "cost": "Kosten",
    "more": "Mehr dazu",
    "words": "Deutsche Wörter",
    "unit": "Zuständige Stelle",
    "offices": "Ämter",
    "related": "Verwandte Themen",
    "rests_on": "Fakten, auf denen der Text ruht",
    "translated_from": "Deutsche Version, die übersetzt ist",
    "review_due_on": "Wieder ansehen am",
}

HINTS: Final[dict[str, str]] = {
    "answer": "Höchstens drei kurze Sätze: was zu tun ist. In Texten zum Schutz steht zuerst die Telefonnummer.",
    "until": "Eine Zeile: die Frist.",
    "where": "Eine Zeile: wohin.",
    "papers": "Eine Liste. Jede Zeile beginnt mit „- “.",
    "cost": "Eine Zeile.",
    "more": "Ausnahmen, Rechte, häufige Fehler, was danach kommt.",
    "words": "Jede Zeile: „- Deutsches Wort: Bedeutung“.",
}

TRANSLATION_CHANGES: Final[dict[str, str]] = {
    "typo": "Schreibfehler: sagt dasselbe, das Gelesene gilt weiter",
    "ordinary": "Andere Worte: muss neu gelesen werden",
}

DONE: Final[dict[str, str]] = {
    "saved": "Gespeichert als Entwurf. Menschen lesen ihn erst, wenn eine zweite Person zugestimmt hat.",
    "machine": "Der Maschinenentwurf ist da. Er ist nur ein Anfang: Lesen und berichtigen Sie jeden Satz.",
    "unchanged": "Es gab nichts zu speichern: Der Text ist derselbe.",
    "submitted": "Der Text wartet jetzt auf die Prüfung durch eine zweite Person.",
    "published": "Der Text ist veröffentlicht.",
    "scheduled": "Sie haben zugestimmt. Der Text erscheint an dem Tag von selbst.",
    "sent_back": "Der Text ist zurückgegeben.",
    "withdrawn": "Der Text ist zurückgezogen. Eine zweite Person sieht das nach.",
    "stays": "Der Text bleibt zurückgezogen.",
    "returned": "Der Text ist wieder veröffentlicht.",
    "restored": "Die alte Version ist als neuer Entwurf da.",
    "confirmed": "Die Bestätigung des Amts ist eingetragen.",
    "looked_through": "Eingetragen: Der Text ist durchgesehen.",
}

NOT_DONE: Final[dict[str, str]] = {
    "no_package": "Für diese Sprache ist kein Übersetzungspaket eingerichtet. Es ist nichts geschehen.",
    "moved_on": "Inzwischen hat jemand eine neuere Version gespeichert. Es ist nichts geschehen.",
}

STATES: Final[dict[str, tuple[str, str]]] = {state: (STATE_SIGNS[state], word) for state, word in STATE_WORDS.items()}
"""Sign and word of a text's state."""
