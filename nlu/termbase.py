"""The termbase: finds in a text what people talk about, as concepts that are the same in every language.

A stem matches every word that begins with it, `bac=` only that word; a stem of several words allows one word in
between. German and Hungarian stems are also found inside long compounds, and one typing error in a long word is
forgiven. Who speaks of a fridge also speaks of a household appliance: the broader concept counts too, but less.

A concept found in Polish is the same feature as in Romanian: that is how an example in one language teaches all.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from numpy.typing import NDArray

from nlu.concepts import Concept, Term, TermLanguage, read_concepts, read_terms
from nlu.normalisation import Word, bulgarian_foldings, words
from nlu.stem_index import Spoken, Stem, StemIndex
from wording.languages import LANGUAGES, Language

_EVERY_LANGUAGE: Final[Spoken] = frozenset({*LANGUAGES, "any"})
_LOANWORD: Final = 5
"""A German stem this long is understood in every language; shorter ones are false friends."""

WHOLE: Final = 1.0
INSIDE_A_COMPOUND: Final = 0.9
WITH_A_TYPING_ERROR: Final = 0.7
LOANWORD: Final = 0.8
BROADER: Final = 0.7
"""How much of a concept's weight the broader one has."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A stem found in a text."""

    concept: str
    language: TermLanguage
    positions: tuple[int, ...]
    """Which words it covers."""
    length: int
    """Letters of the stem: short ones are weak evidence for a language."""
    weight: float


class Termbase:
    """All terms, ready to be found in texts; finding takes less than a millisecond."""

    def __init__(self, latin: StemIndex, bulgarian: StemIndex, broader: Mapping[str, str]) -> None:
        """Make a termbase of its stems in both foldings.

        Args:
            broader: Of a concept, the one that is broader.
        """
        self._latin = latin
        self._bulgarian = bulgarian
        self._broader = dict(broader)

    @classmethod
    def of(cls, terms: Sequence[Term], concepts: Sequence[Concept] = ()) -> "Termbase":
        """Make a termbase of *terms*, which takes seconds; the *concepts* say which of them are broader than others."""
        return cls(
            latin=StemIndex.of(stem for term in terms for stem in _latin_stems(term)),
            bulgarian=StemIndex.of(stem for term in terms for stem in _bulgarian_stems(term)),
            broader={concept.id: concept.broader for concept in concepts if concept.broader},
        )

    def arrays(self) -> dict[str, dict[str, NDArray[Any]]]:
        """Return the stems as arrays, of which `of_arrays` makes a termbase again in a moment."""
        return {"latin": self._latin.arrays(), "bulgarian": self._bulgarian.arrays()}

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Mapping[str, NDArray[Any]]], broader: Mapping[str, str]) -> "Termbase":
        """Make a termbase again."""
        return cls(StemIndex.of_arrays(arrays["latin"]), StemIndex.of_arrays(arrays["bulgarian"]), broader)

    def __reduce__(self) -> tuple[Any, ...]:
        return Termbase.of_arrays, (self.arrays(), dict(self._broader))  # to another process without what it remembers

    @property
    def broader(self) -> Mapping[str, str]:
        """Of a concept, the one that is broader."""
        return self._broader

    def find(self, text: Sequence[Word], language: Language | None = None) -> list[Hit]:
        """Find every stem of a language in a text, German ones, and those of any; of None those of all.

        The spelling in which both scripts of Bulgarian meet is read only where the text may be Bulgarian: in it German
        "nach" and "nachts" are one word.
        """
        spoken: Spoken = _EVERY_LANGUAGE if language is None else frozenset({language, "de", "any"})
        hits = list(_hits(self._latin, [word.folded for word in text], spoken))
        if language in ("bg", None):
            hits += _hits(self._bulgarian, [word.bulgarian for word in text], spoken)
        return hits

    def hits_in(self, text: Sequence[Word], language: Language | None) -> list[Hit]:
        """Return the stems found in a text that count in its language, each with its weight from 0 to 1.

        Args:
            language: The language of the text. German terms count in all of them if they are long enough: people
                say "Anmeldung" and "Termin" in Romanian, too. None takes the language of which most is found.
        """
        found = self.find(text, language)
        language = language or _best_covered(found)
        hits = [hit for hit in found if hit.language in (language, "any")]
        for hit in found:
            if hit.language == "de" != language and hit.length >= _LOANWORD + 2 * (hit.weight < WHOLE):
                hits.append(replace(hit, weight=LOANWORD))
        covered = {position for hit in hits for position in hit.positions}
        return [*hits, *self._typing_errors(text, language, covered)]

    def concepts_in(self, text: Sequence[Word], language: Language | None) -> dict[str, float]:
        """Return the concepts of a text, each with its weight from 0 to 1; for *language* see `hits_in`."""
        found: dict[str, float] = {}
        for hit in self.hits_in(text, language):
            found[hit.concept] = max(found.get(hit.concept, 0.0), hit.weight)
        return self.with_broader(found)

    def words_of(self, text: Sequence[Word], language: Language | None) -> dict[str, tuple[str, ...]]:
        """Return for each concept of a text, also the broader ones, the words that it was found in."""
        found: dict[str, list[str]] = defaultdict(list)
        for hit in self.hits_in(text, language):
            for concept in self.with_broader({hit.concept: hit.weight}):
                found[concept] += [text[position].written for position in hit.positions]
        return {concept: tuple(dict.fromkeys(words)) for concept, words in found.items()}

    def with_broader(self, found: Mapping[str, float]) -> dict[str, float]:
        """Return *found* concepts with those that are broader, each with its weight."""
        together = dict(found)
        for concept, weight in found.items():
            while concept in self._broader:
                concept, weight = self._broader[concept], weight * BROADER
                together[concept] = max(together.get(concept, 0.0), weight)
        return together

    def _typing_errors(self, text: Sequence[Word], language: Language | None, covered: set[int]) -> Iterator[Hit]:
        if language is None:
            return
        index = self._bulgarian if language == "bg" else self._latin
        for position, word in enumerate(text):
            spelling = word.bulgarian if language == "bg" else word.folded
            if position not in covered and (stem := index.nearly(spelling, language)):
                yield Hit(stem.concept, stem.language, (position,), stem.length, WITH_A_TYPING_ERROR)


@cache
def shipped_termbase() -> Termbase:
    """The termbase of this package, read once."""
    return Termbase.of(read_terms(), read_concepts())


def _hits(index: StemIndex, texts: Sequence[str], spoken: Spoken) -> Iterator[Hit]:
    for position, text in enumerate(texts):
        for stem, covered in index.held_at(texts, position, spoken):
            yield Hit(stem.concept, stem.language, covered, stem.length, WHOLE)
        for stem in index.inside(text, spoken):
            yield Hit(stem.concept, stem.language, (position,), stem.length, INSIDE_A_COMPOUND)


def _latin_stems(term: Term) -> Iterator[Stem]:
    if term.language == "bg":
        return
    for written in term.stems:
        if parts := tuple(word.folded for word in words(written.rstrip("="))):
            yield _stem(term, parts, exact=written.endswith("="))


def _bulgarian_stems(term: Term) -> Iterator[Stem]:
    """The stems of Bulgarian in the folding of both scripts, and loanwords in Cyrillic letters: анмелдунг."""
    if term.language not in ("bg", "de", "any"):
        return
    for written in term.stems:
        text, exact = words(written.rstrip("=")), written.endswith("=")
        if not text:
            continue
        if term.language == "bg":
            for spelling in _spellings([bulgarian_foldings(word.written) for word in text]):
                yield _stem(term, spelling, exact)
        elif term.language == "any" or sum(len(word.folded) for word in text) >= _LOANWORD:
            yield _stem(term, tuple(word.bulgarian for word in text), exact)


def _stem(term: Term, parts: tuple[str, ...], exact: bool) -> Stem:
    last = len(parts) - 1
    whole = tuple(exact or len(part) <= 2 or (index < last and len(part) < 4) for index, part in enumerate(parts))
    return Stem(term.concept, term.language, parts, whole)


def _spellings(words_with_spellings: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """All combinations, but only of the first three spellings each when there are many words."""
    combined: list[tuple[str, ...]] = [()]
    for spellings in words_with_spellings:
        combined = [(*done, spelling) for done in combined for spelling in spellings][:81]
    return combined


def _best_covered(hits: Sequence[Hit]) -> Language | None:
    letters: dict[Language, float] = defaultdict(float)
    for hit in hits:
        if hit.language != "any":
            letters[hit.language] += hit.length * hit.weight
    return max(letters, key=lambda language: letters[language], default=None)
