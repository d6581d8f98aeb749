"""What is wrong in the termbase: `lotse terms check`.

Errors make a concept useless or mislead: a concept without stems in a language, a stem under two concepts, a line for a
concept that is not in the list, a stem that fires on everything. Warnings are for a reader: stems that fire often.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from nlu.concepts import Concept, Term
from nlu.examples import Example
from nlu.normalisation import words
from nlu.termbase import Termbase
from wording.languages import LANGUAGES, Language

Rule = Literal["unknown concept", "repeated", "empty", "collision", "fires on everything", "fires often", "too short"]
ERRORS: Final[frozenset[Rule]] = frozenset({"unknown concept", "repeated", "empty", "collision", "fires on everything"})

_OFTEN: Final = 0.06
"""A concept in more messages of a language than this tells little."""
_EVERYTHING: Final = 0.25
"""No idea is in so many messages: a stem is a small word, or begins many."""
_ENOUGH_MESSAGES: Final = 5_000
"""Evenly from all of them: enough to see what fires on everything."""
_SHORTEST: Final = 3
"""Letters of a stem that may begin other words."""


@dataclass(frozen=True, slots=True)
class TermFinding:
    """One thing to mend or to look at."""

    rule: Rule
    language: str
    concept: str
    message: str

    @property
    def is_error(self) -> bool:
        return self.rule in ERRORS

    def __str__(self) -> str:
        return f"{self.language}.tsv: {self.concept}: {self.rule}: {self.message}"


def check_terms(concepts: Sequence[Concept], terms: Sequence[Term], examples: Sequence[Example]) -> list[TermFinding]:
    """Hold every rule against the termbase; *examples* show how often a concept fires. Errors come first."""
    found = [*_lines(concepts, terms), *_collisions(concepts, terms), *_short(terms), *_frequent(terms, examples)]
    return sorted(found, key=lambda each: (not each.is_error, each.language, each.concept))


def _lines(concepts: Sequence[Concept], terms: Sequence[Term]) -> Iterator[TermFinding]:
    known = {concept.id for concept in concepts}
    lines = Counter((term.language, term.concept) for term in terms)
    for (language, concept), count in lines.items():
        if concept not in known:
            yield TermFinding("unknown concept", language, concept, "not in concepts.tsv")
        if count > 1:
            yield TermFinding("repeated", language, concept, f"{count} lines")
    for concept in sorted(known):
        for language in LANGUAGES:
            if not lines[language, concept] and not lines["any", concept]:
                yield TermFinding("empty", language, concept, "no stem")


def _collisions(concepts: Sequence[Concept], terms: Sequence[Term]) -> Iterator[TermFinding]:
    """One stem under two concepts, of which none is broader than the other: it says nothing about which is meant."""
    above = _above(concepts)
    users: dict[tuple[str, str], list[str]] = defaultdict(list)
    for term in terms:
        for folded in dict.fromkeys(_folded(stem, term.language) for stem in term.stems):
            users[term.language, folded].append(term.concept)
    for (language, stem), named in users.items():
        for place, one in enumerate(named):
            for other in named[place + 1 :]:
                if other not in above.get(one, ()) and one not in above.get(other, ()):
                    yield TermFinding("collision", language, one, f"{stem!r} stands under {other}, too")


def _short(terms: Sequence[Term]) -> Iterator[TermFinding]:
    for term in terms:
        for stem in term.stems:
            letters = _folded(stem, term.language)
            if 2 < len(letters.rstrip("=")) <= _SHORTEST and letters.isalpha():
                yield TermFinding("too short", term.language, term.concept, f"{stem!r} begins many words")


def _frequent(terms: Sequence[Term], examples: Sequence[Example]) -> Iterator[TermFinding]:
    termbase = Termbase.of(terms)
    some = examples[:: max(1, len(examples) // _ENOUGH_MESSAGES)]
    asked = Counter(example.language for example in some)
    fired: dict[Language, Counter[str]] = defaultdict(Counter)
    for example in some:
        fired[example.language].update(termbase.concepts_in(words(example.text), example.language).keys())
    for language, counts in fired.items():
        for concept, count in counts.items():
            share = count / asked[language]
            if share > _OFTEN and not concept.startswith("q_"):
                rule: Rule = "fires on everything" if share > _EVERYTHING else "fires often"
                yield TermFinding(rule, language, concept, f"in {100 * share:.0f} % of the examples")


def _above(concepts: Sequence[Concept]) -> Mapping[str, frozenset[str]]:
    broader = {concept.id: concept.broader for concept in concepts}
    above = {}
    for concept in broader:
        seen: list[str] = []
        step = broader[concept]
        while step is not None and step not in seen:
            seen.append(step)
            step = broader.get(step)
        above[concept] = frozenset(seen)
    return above


@cache
def _folded(stem: str, language: str) -> str:
    read = words(stem.rstrip("="))
    folded = " ".join(word.bulgarian if language == "bg" else word.folded for word in read)
    return f"{folded}=" if stem.endswith("=") else folded
