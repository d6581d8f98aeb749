"""The code word of a newcomer's page: when it is good enough, and how it is kept (Argon2id).

Newcomers call it their password. It is typed on whatever keyboard is at hand, so capitals, accents and spaces do not
count.
"""

import asyncio
import unicodedata
from itertools import pairwise
from typing import Final

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

SHORTEST: Final = 4
LONGEST: Final = 100

_LETTERS: Final = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "đ": "d"})
"""Letters that are no base letter with a mark."""

_hashing = PasswordHash((Argon2Hasher(),))


def folded(word: str) -> str:
    """*word* as it is compared: without capitals, marks and outer or doubled spaces."""
    marked = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word[: LONGEST * 4]).casefold())
    plain = "".join(each for each in marked if unicodedata.category(each) not in ("Mn", "Cf"))
    return " ".join(plain.translate(_LETTERS).split())


def is_good(word: str) -> bool:
    """Whether *word* is long enough and no mere row such as 1111, 1234 or dcba."""
    said = [ord(each) for each in folded(word) if each.isalnum()]
    steps = {after - before for before, after in pairwise(said)}
    return len(said) >= SHORTEST and len(word) <= LONGEST and steps not in ({-1}, {0}, {1})


async def hashed(word: str) -> str:
    return await asyncio.to_thread(_hashing.hash, folded(word))


async def verified(word: str, kept: str) -> bool:
    return await asyncio.to_thread(_hashing.verify, folded(word), kept)
