"""Numbers written as words, in seven languages."""

from dataclasses import dataclass
from typing import Final

from nlu.word_tables import read_rows
from wording.languages import Language


@dataclass(frozen=True, slots=True)
class NumberWord:
    """The value of a word, and whether it can mean nothing else (Hungarian `hat` is six, and "but")."""

    value: int
    is_sure: bool


_SURE: Final = "sure"
_ROWS: Final = [(int(value), kind, word) for value, kind, words in read_rows("number_words") for word in words.split()]
_VALUES: Final = {word: value for value, _, word in _ROWS}
_SURE_IN: Final = {(word, kind) for _, kind, word in _ROWS}


def number_of(word: str, language: Language) -> NumberWord | None:
    """What number *word* of a text in *language* is, in any of the languages, or None."""
    lowered = word.replace("İ", "i").lower()
    if lowered not in _VALUES:
        return None
    return NumberWord(_VALUES[lowered], not _SURE_IN.isdisjoint({(lowered, _SURE), (lowered, language)}))
