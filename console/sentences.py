"""The reply sentences as the desk offers them: by theme, with a German name for each slot."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from knowledge_base.reply_sentences import ReplySentence
from wording import Language

_THEMES: Final = (
    ("Termin", ("come_", "appointment_", "interpreter_", "bring_someone", "ask_for_")),
    ("Unterlagen", ("bring_", "papers_", "no_identity_", "sign_", "do_not_sign_", "letter_")),
    ("Rückfragen und Anruf", ("say_", "we_call_", "please_call", "reply_until")),
    ("Schule und Kita", ("child_", "school_", "kita_")),
    ("Zuständigkeit und Weitergabe", ("ask_there", "not_our_", "need_your_yes", "you_may_say_no", "nobody_punished")),
    ("Post", ("wait_for_post", "name_on_letterbox")),
)
_REST: Final = "Stand und Abschluss"

SLOT_NAMES: Final = {
    "office": "Stelle oder Ort",
    "paper": "Papier",
    "person": "Person",
    "school": "Schule",
    "kita": "Kita",
    "phone": "Telefon",
    "language": "Sprache",
    "date": "Datum",
    "time": "Uhrzeit",
    "page": "Seite",
    "number": "Zahl",
}


@dataclass(frozen=True)
class Theme:
    """Sentences about the same thing."""

    name: str
    sentences: tuple[ReplySentence, ...]


def themes(sentences: Iterable[ReplySentence], language: Language) -> list[Theme]:
    """The sentences that exist in *language*, by theme, in the order in which they are needed most."""
    sorted_in: dict[str, list[ReplySentence]] = {name: [] for name in (*(name for name, _ in _THEMES), _REST)}
    for sentence in sentences:
        if language in sentence.texts:
            sorted_in[_theme_of(sentence.id)].append(sentence)
    return [Theme(name, tuple(found)) for name, found in sorted_in.items() if found]


def _theme_of(sentence_id: str) -> str:
    return next((name for name, starts in _THEMES if sentence_id.startswith(starts)), _REST)
