"""The concepts that people talk about, and the words for them, as they stand in `nlu/terms/`.

`concepts.tsv` holds one line for each concept: `concept<TAB>broader<TAB>German<TAB>kept<TAB>meaning`, a hyphen where
there is nothing. `<language>.tsv` holds its stems: `concept<TAB>stems`, separated by commas, and `any.tsv` those that
count in every language (emoji). Lines with # are remarks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

from wording.languages import LANGUAGES, Language

TERMS: Final = Path(__file__).with_name("terms")
CONCEPTS: Final = "concepts.tsv"

Any = Literal["any"]
TermLanguage = Language | Any
TERM_LANGUAGES: Final[tuple[TermLanguage, ...]] = (*LANGUAGES, *get_args(Any))


class TermbaseError(Exception):
    """A line of the termbase cannot be read."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        super().__init__(f"{file.name}:{line}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing, act, state or question, the same in every language."""

    id: str
    broader: str | None
    """The concept of which this is a kind or a part: what is known of that one helps with this one."""
    german: tuple[str, ...]
    kept: str | None
    """The German word that stays in a translation, beside its meaning: it stands on the door and on the form."""
    meaning: str
    """In a few German words."""


@dataclass(frozen=True, slots=True)
class Term:
    """The stems of one concept in one language, as people wrote them down."""

    concept: str
    language: TermLanguage
    stems: tuple[str, ...]


def read_concepts(folder: Path = TERMS) -> list[Concept]:
    """Read the list of concepts.

    Raises:
        TermbaseError: a line has not five fields, repeats a concept, or names a broader one that is not in the list.
    """
    file = folder / CONCEPTS
    concepts: dict[str, Concept] = {}
    lines: dict[str, int] = {}
    for number, fields in _lines(file, 5):
        name, broader, german, kept, meaning = fields
        if not name or name in concepts:
            raise TermbaseError(file, number, f"{name!r} is no new concept")
        words = tuple(word.strip() for word in german.split(",") if word.strip("- "))
        concepts[name] = Concept(name, _given(broader), words, _given(kept), meaning)
        lines[name] = number
    for concept in concepts.values():
        for above in _above(concept, concepts, file, lines[concept.id]):
            if above.id == concept.id:
                raise TermbaseError(file, lines[concept.id], f"{concept.id!r} is broader than itself")
    return list(concepts.values())


def read_terms(folder: Path = TERMS) -> list[Term]:
    """Read all stems below *folder*, language by language.

    Raises:
        TermbaseError: a line has not two fields, or no stem.
    """
    terms: list[Term] = []
    for language in TERM_LANGUAGES:
        file = folder / f"{language}.tsv"
        if not file.exists():
            continue
        for number, (concept, written) in _lines(file, 2):
            stems = tuple(stem.strip() for stem in written.split(",") if stem.strip("= "))
            if not concept or not stems:
                raise TermbaseError(file, number, "no concept or no stem")
            terms.append(Term(concept, language, stems))
    return terms


def _lines(file: Path, fields: int) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        found = [field.strip() for field in line.split("\t")]
        if len(found) != fields:
            raise TermbaseError(file, number, f"{len(found)} fields instead of {fields}")
        yield number, found


def _above(concept: Concept, concepts: dict[str, Concept], file: Path, line: int) -> Iterator[Concept]:
    """The concepts above *concept*, up to the first that comes again."""
    seen: set[str] = set()
    while concept.broader is not None and concept.broader not in seen:
        if concept.broader not in concepts:
            raise TermbaseError(file, line, f"{concept.broader!r} is not in the list")
        seen.add(concept.broader)
        concept = concepts[concept.broader]
        yield concept


def _given(field: str) -> str | None:
    return None if field in ("", "-") else field
