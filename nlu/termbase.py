"""The termbase: finds in a text what people talk about, as concepts that are the same in every language.

A stem matches every word that begins with it, `bac=` only that word; a stem of several words allows one word in
between. German and Hungarian stems are also found inside long compounds, and one typing error in a long word is
forgiven. Who speaks of a fridge also speaks of a household appliance: the broader concept counts too, but less.

A concept found in Polish is the same feature as in Romanian: that is how an example in one language teaches all.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from nlu.concepts import Concept, Term, TermLanguage, read_concepts, read_terms
from nlu.normalisation import Word, bulgarian_foldings, words
from wording.languages import Language

_COMPOUNDING: Final = {"de": 5, "hu": 6}
"""From which length on a stem is looked for inside a compound."""
_SHORTEST_COMPOUND: Final = 8
_SHORTEST_FORGIVEN: Final = 6
_LONGEST_FORGIVEN: Final = 14
_LONGEST_STEM: Final = 24
_REMEMBERED_WORDS: Final = 10_000
"""Most words of a message were in an earlier one. They are kept in memory one by one, without whose they were."""
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


@dataclass(frozen=True, slots=True)
class _Stem:
    concept: str
    language: TermLanguage
    parts: tuple[str, ...]
    whole: tuple[bool, ...]  # the part must be the word, not only begin it
    length: int


@dataclass(frozen=True, slots=True)
class _Begun:
    """What may begin with a word: stems that this word alone holds, and stems that further words must complete."""

    held: tuple[_Stem, ...]
    inside: tuple[_Stem, ...]
    open: tuple[_Stem, ...]


class _Index:
    """Stems in one folding, found by the beginning of their first word."""

    def __init__(self) -> None:
        self._beginnings: dict[str, list[_Stem]] = defaultdict(list)
        self._inside: dict[str, list[_Stem]] = defaultdict(list)
        self._nearly: dict[str, list[_Stem]] = defaultdict(list)
        self._begun = lru_cache(maxsize=_REMEMBERED_WORDS)(self._begun_by)

    def add(self, stem: _Stem) -> None:
        first = stem.parts[0]
        self._beginnings[first].append(stem)
        if len(stem.parts) > 1 or stem.whole[0]:
            return
        shortest_inside = _COMPOUNDING.get(stem.language)
        if shortest_inside and len(first) >= shortest_inside:
            self._inside[first].append(stem)
        if len(first) >= _SHORTEST_FORGIVEN:
            for spelling in _one_letter_less(first):
                self._nearly[spelling].append(stem)

    def find(self, texts: Sequence[str]) -> Iterator[Hit]:
        """Find stems at the beginning of words and inside of compounds."""
        for position, text in enumerate(texts):
            begun, here = self._begun(text), (position,)
            for stem in begun.held:
                yield Hit(stem.concept, stem.language, here, stem.length, WHOLE)
            for stem in begun.open:
                if covered := _covered(stem, texts, position):
                    yield Hit(stem.concept, stem.language, covered, stem.length, WHOLE)
            for stem in begun.inside:
                yield Hit(stem.concept, stem.language, here, stem.length, INSIDE_A_COMPOUND)

    def _begun_by(self, text: str) -> _Begun:
        begun = [
            stem
            for end in range(1, min(len(text), _LONGEST_STEM) + 1)
            for stem in self._beginnings.get(text[:end], ())
            if not stem.whole[0] or text == stem.parts[0]
        ]
        return _Begun(
            held=tuple(stem for stem in begun if len(stem.parts) == 1),
            open=tuple(stem for stem in begun if len(stem.parts) > 1),
            inside=tuple(self._in_compound(text)) if len(text) >= _SHORTEST_COMPOUND else (),
        )

    def _in_compound(self, text: str) -> Iterator[_Stem]:
        shortest = min(_COMPOUNDING.values())
        for start in range(1, len(text) - shortest + 1):
            for end in range(start + shortest, min(len(text), start + _LONGEST_STEM) + 1):
                yield from self._inside.get(text[start:end], ())

    def find_nearly(self, text: str, position: int, language: Language) -> Hit | None:
        """Find the longest stem of *language* that begins the word but for one typing error."""
        best: _Stem | None = None
        for end in range(_SHORTEST_FORGIVEN - 1, min(len(text), _LONGEST_FORGIVEN) + 1):
            beginning = text[:end]
            for spelling in _one_letter_less(beginning):
                for stem in self._nearly.get(spelling, ()):
                    longer = best is None or stem.length > best.length
                    if longer and stem.language == language and abs(stem.length - end) <= 1:
                        best = stem
        if best is None:
            return None
        return Hit(best.concept, best.language, (position,), best.length, WITH_A_TYPING_ERROR)


class Termbase:
    """All terms, ready to be found in texts. Reading takes about 0.2 s; finding less than a millisecond."""

    def __init__(self, terms: Sequence[Term], concepts: Sequence[Concept] = ()) -> None:
        """Make a termbase of *terms*; the *concepts* say which of them are broader than others."""
        self.terms = tuple(terms)
        self.concepts = frozenset(term.concept for term in terms)
        self._broader = {concept.id: concept.broader for concept in concepts if concept.broader}
        self._latin = _Index()
        self._bulgarian = _Index()
        for term in terms:
            for stem in term.stems:
                self._add(term, stem)

    def find(self, text: Sequence[Word], language: Language | None = None) -> list[Hit]:
        """Find every stem of every language in a text.

        The spelling in which both scripts of Bulgarian meet is read only where the text may be Bulgarian: in it German
        "nach" and "nachts" are one word.
        """
        hits = list(self._latin.find([word.folded for word in text]))
        if language in ("bg", None):
            hits += self._bulgarian.find([word.bulgarian for word in text])
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
            if position in covered or len(spelling) < _SHORTEST_FORGIVEN:
                continue
            if hit := index.find_nearly(spelling, position, language):
                yield hit

    def _add(self, term: Term, written: str) -> None:
        exact = written.endswith("=")
        text = words(written.rstrip("="))
        if not text:
            return
        if term.language == "bg":
            for spelling in _spellings([bulgarian_foldings(word.written) for word in text]):
                self._bulgarian.add(_stem(term, spelling, exact))
            return
        latin = tuple(word.folded for word in text)
        self._latin.add(_stem(term, latin, exact))
        if term.language in ("de", "any") and (term.language == "any" or len("".join(latin)) >= _LOANWORD):
            # a loanword in Cyrillic letters: анмелдунг
            self._bulgarian.add(_stem(term, tuple(word.bulgarian for word in text), exact))


@cache
def shipped_termbase() -> Termbase:
    """The termbase of this package, read once."""
    return Termbase(read_terms(), read_concepts())


def _stem(term: Term, parts: tuple[str, ...], exact: bool) -> _Stem:
    last = len(parts) - 1
    whole = tuple(exact or len(part) <= 2 or (index < last and len(part) < 4) for index, part in enumerate(parts))
    return _Stem(term.concept, term.language, parts, whole, sum(map(len, parts)))


def _spellings(words_with_spellings: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """All combinations, but only of the first three spellings each when there are many words."""
    combined: list[tuple[str, ...]] = [()]
    for spellings in words_with_spellings:
        combined = [(*done, spelling) for done in combined for spelling in spellings][:81]
    return combined


def _covered(stem: _Stem, texts: Sequence[str], start: int) -> tuple[int, ...] | None:
    """Which words the stem covers when it begins at *start*; one other word may stand between two of its own."""
    covered: list[int] = []
    position = start
    for part, whole in zip(stem.parts, stem.whole, strict=True):
        for candidate in (position, position + 1) if covered else (position,):
            if candidate < len(texts):
                text = texts[candidate]
                if text == part if whole else text.startswith(part):
                    covered.append(candidate)
                    position = candidate + 1
                    break
        else:
            return None
    return tuple(covered)


def _one_letter_less(word: str) -> list[str]:
    """The word and what remains of it without one letter, each once; the first letter is never wrong."""
    return list(dict.fromkeys([word, *(word[:index] + word[index + 1 :] for index in range(1, len(word)))]))


def _best_covered(hits: Sequence[Hit]) -> Language | None:
    letters: dict[Language, float] = defaultdict(float)
    for hit in hits:
        if hit.language != "any":
            letters[hit.language] += hit.length * hit.weight
    return max(letters, key=lambda language: letters[language], default=None)
