"""Which language a message is in: of the seven, or none of them.

Messages are short, written without diacritics, in Bulgarian as often in Latin letters as in Cyrillic, and full of
German words; no ready-made library knows Latin-script Bulgarian. So this is learnt from the same examples as the
topics: how likely each language uses a word or a piece of one (naive Bayes over pieces of one to four letters and
whole words). The language in which the newcomer is spoken to counts as prior. Needs NumPy only.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlu.examples import Example
from nlu.identifier import Identification
from nlu.normalisation import has_cyrillic, without_diacritics, words
from wording.languages import LANGUAGES, Language

OTHER_LANGUAGES: Final = Path(__file__).with_name("other_languages.tsv")

_LATIN_BULGARIAN: Final = "bg-Latn"
_VOICES: Final[tuple[str, ...]] = (*LANGUAGES, _LATIN_BULGARIAN)
"""What is told apart: the languages, Bulgarian twice."""

_LONGEST_PIECE: Final = 4
_IN_HOW_MANY_WORDS: Final = 3
_SMOOTHING: Final = 0.3
_OVERLAP: Final = 4.0
"""Pieces of one word say the same several times; their joint evidence is divided by this."""
_MOST_OF_A_WORD: Final = 4.0
_MOST_OF_A_LOANWORD: Final = 0.7
"""No word says more than this; "ce este Unterhaltsvorschuss" is Romanian, though most of its letters are German."""
_PRIOR: Final = 2.5
"""Natural logarithm of how much likelier the newcomer's own language is before anything is read."""
_SURE: Final = 0.9
_KNOWN_SHARE: Final = 0.55
"""Share of longer pieces that must be known before an unknown word counts as one of the language."""
_FAMILIAR_SHARE: Final = 0.25
"""Share of the words that must be familiar before a language is named at all."""
_MAX_WORDS: Final = 40
_LONGEST_WORD: Final = 24
_SHORTEST_LOANWORD: Final = 5
_REMEMBERED_WORDS: Final = 10_000
"""Most words of a message were in an earlier one. They are kept in memory one by one, without whose they were."""

_NOT_BULGARIAN: Final = re.compile("[ыэёіїєґјљњђћџќѓѕў]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_READABLE: Final = re.compile("[a-z\u00df-\u024f\u0400-\u04ff\u1e00-\u1eff]")

_STYLES: Final[tuple[Mapping[str, str], ...]] = tuple(
    {
        **dict(zip("абвгдезийклмнопрстуф", "abvgdeziiklmnoprstuf", strict=True)),
        **{letter: sound.split("/")[style] for letter, sound in sounds.items()},
    }
    for sounds in [
        {
            "ж": "zh/j/j",
            "х": "h/h/x",
            "ц": "ts/c/c",
            "ч": "ch/4/ch",
            "ш": "sh/6/sh",
            "щ": "sht/6t/sht",
            "ъ": "a/u/y",
            "ь": "y/i/",
            "ю": "yu/iu/ju",
            "я": "ya/q/ia",
            "й": "y/i/j",
        }
    ]
    for style in range(3)
)
"""Three ways in which Bulgarians write with Latin letters."""


@dataclass(frozen=True, slots=True)
class LanguageEvidence:
    """What was learnt: pieces of words, and how strongly each speaks for each voice."""

    pieces: tuple[str, ...]
    likelihoods: NDArray[np.float32]
    """Natural logarithms, one row for each piece and a last row for unknown ones; one column for each voice."""
    foreign: frozenset[str]
    """Words of languages that Lotse does not speak, and that none of the seven uses."""
    borrowed: frozenset[str]
    """German words that people use in the other languages."""


class LanguageIdentifier:
    """Finds the language of a text in a tenth of a millisecond."""

    def __init__(self, evidence: LanguageEvidence) -> None:
        self._rows = {piece: row for row, piece in enumerate(evidence.pieces)}
        self._likelihoods = evidence.likelihoods
        # a piece belongs to the voices for which it is more likely than one that nobody was seen to use
        used = evidence.likelihoods[:-1] > evidence.likelihoods[-1] + 0.5
        sets = {bits.tobytes(): frozenset(np.flatnonzero(bits).tolist()) for bits in np.unique(used, axis=0)}
        self._voices = [sets[bits.tobytes()] for bits in used]
        self._foreign = evidence.foreign
        self._borrowed = evidence.borrowed
        self._scores_of = lru_cache(maxsize=_REMEMBERED_WORDS)(self._score)
        self._familiarity = lru_cache(maxsize=_REMEMBERED_WORDS)(self._look_at)

    def identify(self, text: str, prior: Language | None = None) -> Identification:
        """Return the language of *text*.

        Args:
            prior: The language in which the newcomer is spoken to. It decides where the text says little; it never
                outweighs a text that is clearly in another language, also in one that Lotse does not speak.
        """
        written = [word.written for word in words(text)[:_MAX_WORDS]]
        letters = sum(map(len, map(_LETTER.findall, written)))
        if not letters:
            return Identification(prior, False)
        unreadable = letters - sum(map(len, map(_READABLE.findall, written)))
        if unreadable * 2 > letters:
            return Identification(None, True)

        read = [word[:_LONGEST_WORD] for word in written if _LETTER.search(word)]
        scores = np.sum([self._scores_of(word) for word in read], axis=0)
        if prior is not None:
            for voice, name in enumerate(_VOICES):
                if name.startswith(prior):
                    scores[voice] += _PRIOR
        likely = np.exp(scores - scores.max())
        likely /= likely.sum()
        voice = int(likely.argmax())
        language: Language = LANGUAGES[voice] if voice < len(LANGUAGES) else "bg"
        sure = float(sum(likely[other] for other, name in enumerate(_VOICES) if name.startswith(language)))

        foreign = sum(self._weight_of_foreign(word) for word in read)
        familiar = sum(self._familiarity(word, voice) for word in read)
        if foreign > familiar:
            return Identification(None, foreign - familiar >= 1)
        if familiar < _FAMILIAR_SHARE * len(read):
            if 2 * sum(has_cyrillic(letter) for word in written for letter in word) > letters:
                return Identification("bg", False)  # the only one of the seven in this script
            return Identification(prior, False)
        return Identification(language, sure >= _SURE and familiar >= 1)

    def _score(self, word: str) -> NDArray[np.float32]:
        """How much *word* speaks for each voice: 0 for the likeliest, less for the others."""
        rows = list(map(self._rows.get, _pieces(word), repeat(len(self._rows))))
        likely = self._likelihoods[rows].sum(axis=0) / _OVERLAP
        most = _MOST_OF_A_LOANWORD if word in self._borrowed else _MOST_OF_A_WORD
        bounded: NDArray[np.float32] = np.maximum(likely - likely.max(), np.float32(-most))
        return bounded

    def _weight_of_foreign(self, word: str) -> float:
        return 1.0 if word in self._foreign or _NOT_BULGARIAN.search(word) else 0.0

    def _look_at(self, word: str, voice: int) -> float:
        """1 for a word the voice is known to use, less for one that only looks like it, 0 for a strange one."""
        if voice in self._voices_of(f" {word} "):
            return 1.0 if len(word) > 2 else 0.5
        longer = [piece for piece in _pieces(word) if len(piece) >= 3]
        known = sum(voice in self._voices_of(piece) for piece in longer)
        return 0.5 if longer and known >= _KNOWN_SHARE * len(longer) else 0.0

    def _voices_of(self, piece: str) -> frozenset[int]:
        return self._voices[row] if (row := self._rows.get(piece)) is not None else frozenset()


def learn_languages(examples: Sequence[Example], others: Path = OTHER_LANGUAGES) -> LanguageEvidence:
    """Learn from examples how each language is written."""
    counts: dict[str, Counter[str]] = {voice: Counter() for voice in _VOICES}
    seen: Counter[str] = Counter()
    spoken: dict[str, set[str]] = {voice: set() for voice in _VOICES}
    for voice, word in _training_words(examples):
        counts[voice].update(_pieces(word))
        seen[word] += 1
        spoken[voice].add(word)
    german = spoken["de"]
    frequent = Counter[str]()
    for of_voice in counts.values():
        frequent.update(of_voice)
    pieces = sorted(piece for piece, count in frequent.items() if count >= _IN_HOW_MANY_WORDS)
    likelihoods = np.empty((len(pieces) + 1, len(_VOICES)), dtype=np.float32)
    for column, voice in enumerate(_VOICES):
        total = sum(counts[voice].values()) + _SMOOTHING * (len(pieces) + 1)
        likelihoods[:-1, column] = [math.log((counts[voice][piece] + _SMOOTHING) / total) for piece in pieces]
        likelihoods[-1, column] = math.log(_SMOOTHING / total)
    # an unknown piece says nothing about the language, however many examples a language has
    likelihoods[-1] = likelihoods[-1].mean()
    foreign = frozenset(word for word in _read_others(others) if seen[word] < _IN_HOW_MANY_WORDS)
    borrowed = frozenset(
        word
        for word in german
        if len(word) >= _SHORTEST_LOANWORD and any(word in spoken[voice] for voice in _VOICES if voice != "de")
    )
    return LanguageEvidence(tuple(pieces), likelihoods, foreign, borrowed)


def _training_words(examples: Iterable[Example]) -> Iterator[tuple[str, str]]:
    for example in examples:
        read = [word.written[:_LONGEST_WORD] for word in words(example.text) if _LETTER.search(word.written)]
        latin_bulgarian = example.language == "bg" and not has_cyrillic(example.text)
        for word in read:
            yield (_LATIN_BULGARIAN if latin_bulgarian else example.language), word
            if (plain := without_diacritics(word)) != word:
                yield example.language, plain
            if example.language == "bg" and has_cyrillic(word):
                for style in _STYLES:
                    yield _LATIN_BULGARIAN, "".join(style.get(letter, letter) for letter in word)


def _pieces(word: str) -> list[str]:
    bounded = f" {word} "
    pieces = [
        bounded[start : start + length]
        for length in range(1, _LONGEST_PIECE + 1)
        for start in range(len(bounded) - length + 1)
        if length > 1 or 0 < start <= len(word)
    ]
    return [*pieces, bounded] if len(bounded) > _LONGEST_PIECE else pieces


def _read_others(file: Path) -> Iterator[str]:
    for line in file.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield from line.partition("\t")[2].split()
