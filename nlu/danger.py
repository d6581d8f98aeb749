"""Is somebody in danger? Recall first, in all languages at once.

Patterns say how people speak of it (`danger_patterns`, `pattern_table`). Where the language is sure, those of the
other six are left out, but for German and English ones: "tuz" is fire in Hungarian and salt in Turkish. Languages that
Lotse does not speak have patterns, too, and those always count: what is written in them may be taken for one of the
seven.

A false alarm shows telephone numbers above the normal answer; a missed alarm leaves somebody alone. So negation is
left aside ("he does not hit me any more" alarms), and what a pattern cannot see the interpreter's safety topics may.
"""

import zipfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, cast

import numpy as np
from numpy.typing import NDArray

from nlu.array_file import checksum_of, flat, grouped, lines_array, lines_of, write_arrays
from nlu.danger_patterns import DANGERS, OTHERS, Pattern, read_patterns
from nlu.normalisation import words
from nlu.pattern_table import PatternTable
from nlu.topics import EMERGENCY
from wording.languages import LANGUAGES, Language

FILE_NAME: Final = "danger.npz"
_SHAPING_MODULES: Final = ("danger.py", "danger_patterns.py", "normalisation.py", "pattern_table.py")

_PRIORITY: Final = (
    EMERGENCY,
    "safety.self_harm",
    "safety.domestic_violence",
    "safety.child_protection",
    "safety.exploitation",
    "housing.homeless",
)
"""Among topics with as many patterns found; acute danger first."""

Spoken = Language | Literal["always"]
_IN_EVERY_LANGUAGE: Final = ("de", "en", "any", *OTHERS)
"""German and English, whose words people mix into every language, and those that are easily taken for another."""
_SPOKEN: Final[tuple[Spoken, ...]] = ("always", *(each for each in LANGUAGES if each not in _IN_EVERY_LANGUAGE))

_MAX_WORDS: Final = 1500
"""All that `normalisation.MAX_CHARACTERS` can hold in practice."""


class DangerRecogniser:
    """Finds danger in a text in about a millisecond."""

    def __init__(self, tables: Mapping[Spoken, PatternTable]) -> None:
        """Make a recogniser of one table for what counts in every language, and one for each of the other languages."""
        self._tables = tables

    @classmethod
    def of(cls, patterns: Sequence[Pattern]) -> "DangerRecogniser":
        """Make a recogniser of patterns, which takes a second."""
        by_language: dict[Spoken, list[Pattern]] = defaultdict(list)
        for pattern in patterns:
            counts_always = pattern.language in _IN_EVERY_LANGUAGE
            by_language["always" if counts_always else cast(Language, pattern.language)].append(pattern)
        return cls({spoken: PatternTable.of(together) for spoken, together in by_language.items()})

    def arrays(self) -> dict[str, dict[str, NDArray[Any]]]:
        """Return the tables as arrays, of which `of_arrays` makes a recogniser in a moment."""
        return {spoken: table.arrays() for spoken, table in self._tables.items()}

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Mapping[str, NDArray[Any]]]) -> "DangerRecogniser":
        """Make a recogniser again."""
        return cls({each: PatternTable.of_arrays(arrays[each]) for each in _SPOKEN if each in arrays})

    def find(self, text: str, language: Language | None = None) -> tuple[str, ...]:
        """Return the safety topics of the dangers, the most likely first; empty when there is none.

        Args:
            language: That of the text, only if it is sure.
        """
        read = words(text)[:_MAX_WORDS]
        plain, bulgarian = [word.folded for word in read], [word.bulgarian for word in read]
        found: Counter[str] = Counter()
        for spoken, table in self._tables.items():
            if language is None or spoken in (language, "always"):
                found.update(table.find(bulgarian if spoken == "bg" else plain))
        return tuple(sorted(found, key=lambda topic: (-found[topic], _PRIORITY.index(topic))))


@cache
def shipped_recogniser() -> DangerRecogniser:
    """The recogniser of this package, made once."""
    return DangerRecogniser.of(read_patterns())


def load_recogniser(folder: Path) -> DangerRecogniser:
    """Return the shipped recogniser from *folder*; it is made and kept there where it is missing or outdated."""
    file = folder / FILE_NAME
    checksum = checksum_of(sorted(DANGERS.glob("*.tsv")), _SHAPING_MODULES)
    try:
        with np.load(file, allow_pickle=False) as arrays:
            if lines_of(arrays["checksum"]) == (checksum,):
                return DangerRecogniser.of_arrays(grouped(arrays))
    except (OSError, EOFError, KeyError, IndexError, ValueError, zipfile.BadZipFile):
        pass  # none yet, or a damaged one
    recogniser = shipped_recogniser()
    write_arrays(file, {"checksum": lines_array([checksum]), **flat(recogniser.arrays())})
    return recogniser
