"""Whether a sentence denies something, in seven languages: by its words, in Turkish by the endings of its verbs too."""

import re
from typing import Final

from nlu.word_tables import read_rows
from wording.languages import LANGUAGES, Language

_LAST_WORD: Final = re.compile(r"([^\W\d_]+)[\s.!?…\"'”»)]*\Z")


def _patterns(kind: str) -> dict[Language, re.Pattern[str]]:
    rows = [(code, words) for code, row_kind, words in read_rows("negations") if row_kind == kind]
    alternatives = {language: "|".join(words for code, words in rows if code == language) for language in LANGUAGES}
    return {language: re.compile(rf"(?<![\w-])(?:{words or '(?!)'})(?!\w)") for language, words in alternatives.items()}


_DENIES: Final = _patterns("denies")
_MAY_DENY: Final = _patterns("may_deny")
_AT_THE_END: Final = _patterns("at_the_end")


def denies(sentence: str, language: Language) -> bool:
    """Whether *sentence* holds a word that says no."""
    lowered = _lowered(sentence)
    if _DENIES[language].search(lowered):
        return True
    # `ödeme` is a payment within a Turkish sentence and "do not pay" at its end
    last = _LAST_WORD.search(lowered)
    return last is not None and _AT_THE_END[language].fullmatch(last[1]) is not None


def may_deny(sentence: str, language: Language) -> bool:
    """Whether *sentence* holds a word that another language says by a denial: "free of charge", "only", "until"."""
    return _MAY_DENY[language].search(_lowered(sentence)) is not None


def _lowered(sentence: str) -> str:
    return sentence.replace("İ", "i").lower()
