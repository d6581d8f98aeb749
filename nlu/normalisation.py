"""One way to spell a word, whatever keyboard, alphabet and haste it was written with.

Newcomers write without diacritics, in capitals, with letters drawn out and with invisible characters that a keyboard
left behind. Bulgarian is written in Cyrillic and, as often, in Latin letters, where one sound has several spellings
(`щ` is `sht` or `6t`, `я` is `ya`, `ja` or `q`). A text is cut into `Word`s; each word has two foldings: one for
languages in Latin letters, and one in which both scripts of Bulgarian meet. Stems of the termbase and patterns of the
danger recogniser pass through the same two functions, so both sides always agree.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

MAX_CHARACTERS: Final = 10_000
"""What is written beyond is not read; far more than one message of Telegram (4,096) can hold."""

HARD_SIGN: Final = "\x01"
"""Stands in a Bulgarian folding where Latin writers disagree: `ъ` is written a, u or y."""

_EMOJI: Final = "\U0001f000-\U0001faff\u2600-\u27bf"
_WORD: Final = re.compile(rf"[^\W_]+|[{_EMOJI}]")
_CONTRACTION: Final = re.compile(r"(?<=[a-z])n['’´`]t\b")  # don't and dont are one word
_DRAWN_OUT: Final = re.compile(r"([^\W\d_])\1+")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")

_SPECIAL: Final = str.maketrans({"ł": "l", "ı": "i", "ß": "ss", "ø": "o", "đ": "d", "æ": "a", "œ": "o"})
_SPELLED_OUT_UMLAUT: Final = re.compile(r"([aou])e")

_BULGARIAN: Final = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфхцчэ", "abvgdeziiklmnoprstufhcce", strict=True)),
        "ж": "j",
        "ш": "s",
        "щ": "st",
        "ъ": HARD_SIGN,
        "ь": "i",
        "ю": "iu",
        "я": "ia",
        "ѝ": "i",
        "ы": "i",  # a Russian keyboard
    }
)
_LATIN_BULGARIAN: Final = (
    ("sht", "st"),
    ("sch", "s"),
    ("sc", "s"),
    ("zh", "j"),
    ("kh", "h"),
    ("ch", "c"),
    ("sh", "s"),
    ("ts", "c"),
    ("tz", "c"),
    ("ya", "ia"),
    ("ja", "ia"),
    ("yu", "iu"),
    ("ju", "iu"),
    ("q", "ia"),
    ("w", "v"),
    ("x", "h"),
    ("y", "i"),
)
"""How Latin writers spell sounds. Cyrillic is spelled the same way, or `жа` and `ja` would not meet."""
_FOUR: Final = re.compile(r"4(?=[a-z])|(?<=[a-z])4")
_SIX: Final = re.compile(r"6(?=[a-z])|(?<=[a-z])6")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: as written (lower case), and its two foldings. An emoji is a word of its own."""

    written: str
    folded: str
    bulgarian: str


def clean(text: str, max_characters: int = MAX_CHARACTERS) -> str:
    """Return *text* in compatibility composition (NFKC) without what nobody can see.

    Removed are format characters (zero width, bidirectional controls, soft hyphens), lone surrogates and unassigned
    characters; other controls become spaces, line breaks stay. At most *max_characters* are kept.
    """
    text = unicodedata.normalize("NFKC", text[:max_characters].encode("utf-8", "ignore").decode("utf-8"))
    if text.isascii() and text.isprintable():
        return text[:max_characters]
    return "".join(_visible(character) for character in text)[:max_characters]


@lru_cache(maxsize=1)  # language, danger and topic are looked for in the same text
def words(text: str) -> tuple[Word, ...]:
    """Cut a text into its words, in order, each with its foldings. The text need not be clean."""
    lowered = _CONTRACTION.sub("nt", clean(text).lower())
    # lower() may leave a combining dot (İ) that would cut a word in two
    composed = unicodedata.normalize("NFC", lowered.replace("i̇", "i"))
    return tuple(_word(word) for word in _WORD.findall(composed))


@lru_cache(maxsize=10_000)  # single words, most of them in every message
def _word(written: str) -> Word:
    return Word(written, fold(written), fold_bulgarian(written))


def fold(word: str) -> str:
    """Return a word without diacritics, umlauts as one letter however they are spelled, no letter twice in a row."""
    return _DRAWN_OUT.sub(r"\1", _SPELLED_OUT_UMLAUT.sub(r"\1", without_diacritics(word.lower())))


def without_diacritics(word: str) -> str:
    """Return a lower-case word with its plain letters: ț as t, ł as l, й as и; ß as ss."""
    word = word.translate(_SPECIAL)
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def fold_bulgarian(word: str) -> str:
    """Return the folding in which both scripts of Bulgarian meet, `ъ` written as a.

    >>> fold_bulgarian("трябва") == fold_bulgarian("trqbva") == fold_bulgarian("tryabva")
    True
    """
    return _sounds(_fold_bulgarian(word).replace(HARD_SIGN, "a"))


def bulgarian_foldings(word: str) -> tuple[str, ...]:
    """Return every folding a Bulgarian word may have in a text: one for each way to write its hard signs."""
    folded = _fold_bulgarian(word)
    choices = [("a", "u", "i") if character == HARD_SIGN else (character,) for character in folded]
    return tuple(dict.fromkeys(_sounds("".join(letters)) for letters in product(*choices)))


def has_cyrillic(text: str) -> bool:
    """Whether any letter of *text* is Cyrillic."""
    return _CYRILLIC.search(text) is not None


def _fold_bulgarian(word: str) -> str:
    word = word.lower()
    if has_cyrillic(word):
        return _sounds(word.translate(_BULGARIAN))
    word = without_diacritics(word)
    if len(word) > 1 and ("4" in word or "6" in word):
        word = _SIX.sub("s", _FOUR.sub("c", word))
    return _sounds(word)


def _sounds(word: str) -> str:
    for written, sound in _LATIN_BULGARIAN:
        if written in word:
            word = word.replace(written, sound)
    return _DRAWN_OUT.sub(r"\1", word)


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cf", "Cs", "Cn", "Co"}:
        return ""
    if category == "Cc":
        return "\n" if character == "\n" else " "
    return character
