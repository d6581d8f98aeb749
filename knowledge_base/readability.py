"""How hard a text is to read: sentence length, long words, and the formula that its language has.

LIX (Björnsson 1968: words in a sentence + percent of words of more than six letters) is made for comparing languages.
Beside it stands what was fitted to one language: for German the first Wiener Sachtextformel (Bamberger & Vanecek 1984,
about a school year), for English Flesch Reading Ease (1948), for Turkish Ateşman's (1997; of both more is easier), for
Polish Pisarek's linear index (1969, about years of school). For Romanian, Bulgarian and Hungarian no formula was fitted
to enough text; LIX alone stands there.

Measured is prose: the answer and what stands behind the button. German words that the article explains, and names and
values of facts and offices, are left out: they are long in every language and stay.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from statistics import fmean
from typing import Final

from knowledge_base.placeholders import PATTERN, word_and_meaning
from knowledge_base.texts import Article, SectionName
from nlu.sentences import split
from wording import Language

_PROSE: Final[tuple[SectionName, ...]] = ("answer", "more")
_LONG_LETTERS: Final = 6
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_VOWELS: Final[dict[Language, re.Pattern[str]]] = {
    "de": re.compile(r"[aeiouyäöü]+"),
    "en": re.compile(r"[aeiouy]+"),
    "ro": re.compile(r"[aeiouăâî]+"),
    "bg": re.compile(r"[аеиоуъюя]"),
    "pl": re.compile(r"(?:i(?=[aeouąęó])|)[aeiouyąęó]"),
    "hu": re.compile(r"[aeiouáéíóöőúüű]"),
    "tr": re.compile(r"[aeıioöuü]"),
}


@dataclass(frozen=True, slots=True)
class Counts:
    """What the formulas are made of; shares are percent of the words."""

    words: int
    words_per_sentence: float
    long_words: float
    syllables_per_word: float
    one_syllable: float
    three_syllables: float
    four_syllables: float

    @property
    def lix(self) -> float:
        return self.words_per_sentence + self.long_words


@dataclass(frozen=True, slots=True)
class Formula:
    """What was fitted to one language. `higher_is_easier` says which way it counts."""

    name: str
    value: Callable[[Counts], float]
    higher_is_easier: bool = False


FORMULAS: Final[dict[Language, Formula]] = {
    "de": Formula(
        "Wiener Sachtextformel 1",
        lambda of: (
            0.1935 * of.three_syllables
            + 0.1672 * of.words_per_sentence
            + 0.1297 * of.long_words
            - 0.0327 * of.one_syllable
            - 0.875
        ),
    ),
    "en": Formula(
        "Flesch Reading Ease",
        lambda of: 206.835 - 1.015 * of.words_per_sentence - 84.6 * of.syllables_per_word,
        higher_is_easier=True,
    ),
    "pl": Formula("Pisarek", lambda of: of.words_per_sentence / 3 + of.four_syllables / 3 + 1),
    "tr": Formula(
        "Ateşman",
        lambda of: 198.825 - 40.175 * of.syllables_per_word - 2.610 * of.words_per_sentence,
        higher_is_easier=True,
    ),
}


def counts(article: Article) -> Counts | None:
    """Count the prose of *article*; none where it has no word."""
    explained = _explained(article)
    read = [
        [word for word in _WORD.findall(PATTERN.sub(" ", sentence)) if not word.casefold().startswith(explained)]
        for name in _PROSE
        if name in article.sections
        for line in split(article.sections[name].text, article.language)
        for sentence in line.sentences
    ]
    spoken = [words for words in read if words]
    words = list(chain.from_iterable(spoken))
    if not words:
        return None
    syllables = [syllable_count(word, article.language) for word in words]
    return Counts(
        words=len(words),
        words_per_sentence=len(words) / len(spoken),
        long_words=_percent(len(word) > _LONG_LETTERS for word in words),
        syllables_per_word=fmean(syllables),
        one_syllable=_percent(count == 1 for count in syllables),
        three_syllables=_percent(count >= 3 for count in syllables),
        four_syllables=_percent(count >= 4 for count in syllables),
    )


def syllable_count(word: str, language: Language) -> int:
    """About how many syllables a word has: its groups of vowels; a silent e at the end of an English word is none."""
    folded = word.casefold()
    found = len(_VOWELS[language].findall(folded))
    if language == "en" and found > 1 and re.search(r"[^aeiouyl]e$", folded):
        found -= 1
    return max(found, 1)


def _percent(which: Iterable[bool]) -> float:
    values = list(which)
    return 100 * sum(values) / len(values)


def _explained(article: Article) -> tuple[str, ...]:
    """The long words of section `words`, as a text begins them; what follows may be an ending: "Bürgerbüro'suna"."""
    if "words" not in article.sections:
        return ()
    german = (PATTERN.sub(" ", word_and_meaning(item)[0]) for item in article.sections["words"].items())
    parts = {word.casefold() for words in german for word in _WORD.findall(words)}
    return tuple(sorted(part for part in parts if len(part) > _LONG_LETTERS))
