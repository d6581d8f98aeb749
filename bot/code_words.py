"""The code word of a newcomer's page: when it is good enough, and how it is kept (Argon2id).

Newcomers call it their password. It is typed on whatever keyboard is at hand, so capitals, accents and spaces do not
count.
"""

import asyncio
import re
import unicodedata
from typing import Final, Literal

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

SHORTEST: Final = 6
LONGEST: Final = 100

Weakness = Literal["short", "long", "row", "known", "date"]
"""Why a word would be guessed: too few letters and digits, a row or a repetition, a word everybody takes, a year or a
date, which whoever holds the telephone may know.
"""

_LETTERS: Final = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "đ": "d"})
"""Letters that are no base letter with a mark."""

_hashing = PasswordHash((Argon2Hasher(),))


def folded(word: str) -> str:
    """*word* as it is compared: without capitals, marks and outer or doubled spaces."""
    marked = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word[: LONGEST * 4]).casefold())
    plain = "".join(each for each in marked if unicodedata.category(each) not in ("Mn", "Cf"))
    return " ".join(plain.translate(_LETTERS).split())


def weakness(word: str) -> Weakness | None:
    """Why *word* is not good enough; `None` for a good one."""
    if len(word) > LONGEST:
        return "long"
    said = _plain(word)
    if len(said) < SHORTEST:
        return "short"
    if _is_row(said):
        return "row"
    if said in _KNOWN or re.sub(r"\d", "", said) in _KNOWN:
        return "known"
    if len(_YEAR.sub("", said)) < SHORTEST or _SHORT_DATE.fullmatch(said):
        return "date"
    return None


def _plain(word: str) -> str:
    """The letters and digits of *word* alone, as they are compared."""
    return "".join(each for each in folded(word) if each.isalnum())


def _is_row(said: str) -> bool:
    """Whether it is one thing again and again, or made of rows: aaaaaa, ana ana, 123456, qwertz, abc123."""
    if len(set(said)) <= 2 or said in (said + said)[1:-1]:
        return True
    parts = re.findall(r"\d+|\D+", said)
    return all(len(part) > 2 and (len(set(part)) == 1 or _follows(part)) for part in parts)


def _follows(part: str) -> bool:
    return any(part in row or part in row[::-1] for row in _ROWS)


_ROWS: Final = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    *map(
        _plain, ("абвгдежзийклмнопрстуфхцчшщъьюя", "qwertyuiop", "qwertzuiop", "asdfghjkl", "явертъуиоп", "йцукенгшщз")
    ),
)
_YEAR: Final = re.compile(r"19\d\d|20[0-2]\d")
_DAY, _MONTH = "(?:0[1-9]|[12]\\d|3[01])", "(?:0[1-9]|1[0-2])"
_SHORT_DATE: Final = re.compile(rf"{_DAY}{_MONTH}\d\d|\d\d{_MONTH}{_DAY}")

_TAKEN: Final[dict[str, tuple[str, ...]]] = {
    "": ("lotse", "weißenfels", "weissenfels", "вайсенфелс", "telegram", "admin", "hallo"),
    "de": ("passwort", "kennwort", "codewort", "geheim", "ich liebe dich", "deutschland"),
    "en": ("password", "codeword", "secret", "i love you", "germany"),
    "ro": ("parola", "parola mea", "te iubesc", "germania", "românia"),
    "bg": ("парола", "моята парола", "parola", "обичам те", "германия", "българия", "bulgaria"),
    "pl": ("hasło", "moje hasło", "kocham cię", "niemcy", "polska"),
    "hu": ("jelszó", "jelszavam", "szeretlek", "németország", "magyarország"),
    "tr": ("şifre", "şifrem", "parola", "parolam", "seni seviyorum", "almanya", "türkiye"),
}
_KNOWN: Final = frozenset(_plain(each) for words in _TAKEN.values() for each in words)
"""What is tried first by somebody who speaks one of the seven languages."""


async def hashed(word: str) -> str:
    return await asyncio.to_thread(_hashing.hash, folded(word))


async def verified(word: str, kept: str) -> bool:
    return await asyncio.to_thread(_hashing.verify, folded(word), kept)
