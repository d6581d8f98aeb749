"""What may stay of a question when nobody shall know who asked it: the words, but no name, number, address or link.

Stricter than `masks`, which brings everything back after a translation: here a word too many may go. Whatever holds a
digit goes, and so does what may be a name, unless it is a word of the termbase.
"""

import re
from collections.abc import Callable
from typing import Final

from nlu.masks import ADDRESS, LINK, MAIL
from nlu.normalisation import clean
from wording.languages import Language

GONE: Final = "…"
"""Stands where something was taken out."""

_READ: Final = 1000
"""Characters of a question that are looked at; who writes more tells a story, and stories tell who they are about."""

_CAPITAL: Final = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĘĚĞĢİĹĽŁŃŇŐŘŚŞŠȘŤŢȚŮŰŹŻŽА-ЯЁЄІЇ]"
_NAME: Final = rf"{_CAPITAL}[\w'’-]+"
_TITLED: Final = (
    r"(?i:\b(?:herrn?|frau|familie|mr|mrs|ms|mister|domnul|domnului|doamna|doamnei|г-н|г-жа|господин|госпожа"
    r"|pan|pani|pana|panią|panem|bay|bayan|sayın|dr|prof)\.? +)"
)
_CALLED: Final = (
    r"(?i:\b(?:ich hei(?:ß|ss)e|mein name ist|ich bin der|ich bin die|my name is|my name's|i am called|m[ăa] numesc"
    r"|m[ăa] cheam[ăa]|numele meu(?: este| e)?|казвам се|името ми е|kazvam se|nazywam si[ęe]|mam na imi[ęe]"
    r"|a nevem|hívnak|adım|ismim|benim adım|sunt domnul|sunt doamna)[: ]+)"
)
_BEHIND: Final = r"(?= +(?:úr|úrnak|asszony|asszonynak|bey|beye|hanım|hanıma)\b)"

_SURE: Final = re.compile(
    rf"(?:{MAIL})|(?:{LINK})|(?:{ADDRESS})|\S*@\S*|\S+\.\S+/\S*"
    rf"|(?<=\s)\+?\(?\d[\d ()/.-]*\d|\S*\d\S*"  # a number with the spaces in it, then every word with a digit
)
_AFTER_TITLE: Final = re.compile(rf"({_TITLED}){_NAME}(?: +{_NAME})*")
_AFTER_CALLED: Final = re.compile(rf"({_CALLED})[^\W\d_][\w'’-]*(?: +{_NAME})*")
_CALLED_IN_SMALL: Final = re.compile(rf"({_CALLED}{GONE} +)(?!și\b|si\b|und\b|and\b|i\b|и\b|és\b|ve\b)[^\W\d_][\w'’-]*")
_BEFORE_TITLE: Final = re.compile(rf"{_NAME}(?: +{_NAME})*{_BEHIND}")
_IN_A_ROW: Final = re.compile(rf"{_NAME}(?:[ -]+{_NAME})+")
_WITHIN: Final = re.compile(rf"(?<![.!?…:] )(?<!^)\b{_NAME}")
_BEGUN: Final = re.compile(r"(?:^|[.!?…:]) *$")
_OPENERS: Final = """
mein meine meinen meiner dein unser unsere ihr ihre kein keine ein eine der die das den dem ist sind hat habe haben kann
können gibt brauche braucht für mit bei im am zum zur wegen ohne ich wir sie er es man was wo wer wie wann warum wohin
woher welche welcher welches welchen
"""
"""With these a German sentence begins; what follows is a noun like any other."""
_OPENING: Final = frozenset(_OPENERS.split())
_DOUBLED: Final = re.compile(rf"{GONE}(?:[\s,]*{GONE})+")


def anonymous(text: str, language: Language, is_known: Callable[[str], bool], most: int = 300) -> str:
    """Return *text* on one line without what may say who wrote it or about whom.

    Args:
        language: German writes every noun with a capital; in the others a capital within a sentence marks a name.
        is_known: Whether a word is one of the termbase and therefore no name.
        most: So many characters are returned.
    """
    whole = " ".join(clean(text, _READ).replace("...", GONE).split())
    if len(text) > _READ:
        whole = whole.rpartition(" ")[0]  # half a word may be half a number
    whole = _SURE.sub(GONE, whole)
    whole = _AFTER_CALLED.sub(rf"\1{GONE}", whole)
    whole = _CALLED_IN_SMALL.sub(r"\1", whole)
    whole = _AFTER_TITLE.sub(rf"\1{GONE}", whole)
    whole = _BEFORE_TITLE.sub(GONE, whole)
    if not whole.isupper():  # in a text all in capitals they mark nothing

        def named(match: re.Match[str]) -> str:
            known = [word.lower() in _OPENING or is_known(word) for word in re.split(r"[ -]+", match[0])]
            begins = language == "de" and _BEGUN.search(whole[: match.start()]) is not None  # every word with a capital
            return match[0] if (any if begins else all)(known) else GONE

        whole = _IN_A_ROW.sub(named, whole)
        if language != "de":
            whole = _WITHIN.sub(named, whole)
    whole = _DOUBLED.sub(GONE, " ".join(whole.split()))
    return whole if len(whole) <= most else f"{whole[:most].rpartition(' ')[0]} {GONE}"
