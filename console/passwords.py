"""Passwords: which are good enough, and how they are kept (Argon2id)."""

import asyncio
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

SHORTEST: Final = 12
LONGEST: Final = 128
"""Characters. Argon2id takes any length; a limit keeps a request small."""

_WELL_KNOWN: Final = (
    "passwort", "password", "kennwort", "qwertz", "qwerty", "asdfgh", "abcdef", "123456", "654321",
    "lotse", "weissenfels", "weißenfels", "neustadt", "stadt", "willkommen", "sommer", "winter",
)  # fmt: skip
_LEFT_AT_LEAST = 8

_hashing = PasswordHash((Argon2Hasher(),))


def complaint(password: str, names: Iterable[str]) -> str | None:
    """Say in German why *password* is not good enough; None when it is.

    Args:
        names: Words an attacker would try first: the name of the person, of the unit.
    """
    if len(password) < SHORTEST:
        return f"Das Passwort braucht mindestens {SHORTEST} Zeichen."
    if len(password) > LONGEST:
        return f"Das Passwort darf höchstens {LONGEST} Zeichen haben."
    left = password.casefold()
    for word in sorted({*_WELL_KNOWN, *_words(names)}, key=len, reverse=True):
        left = left.replace(word, "")
    if len(left) < _LEFT_AT_LEAST or len(set(left)) < _LEFT_AT_LEAST // 2:
        return "Das Passwort ist leicht zu erraten: Es besteht fast nur aus Ihrem Namen oder aus bekannten Wörtern."
    return None


async def hashed(password: str) -> str:
    return await asyncio.to_thread(_hashing.hash, _composed(password))


async def verified(password: str, kept: str | None) -> bool:
    """Whether *password* is the one kept. Without a kept one it takes as long and is false."""
    right = await asyncio.to_thread(_verified, _composed(password)[: LONGEST * 4], kept)
    return right and kept is not None


def _verified(password: str, kept: str | None) -> bool:
    return _hashing.verify(password, kept or _of_nobody())


@cache  # made when it is first needed: a slow hash would hold up every start
def _of_nobody() -> str:
    return _hashing.hash("nobody has this password")


def _composed(password: str) -> str:
    return unicodedata.normalize("NFC", password)  # a keyboard may write ä as one or as two characters


def _words(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in re.findall(r"\w{4,}", name.casefold())}
