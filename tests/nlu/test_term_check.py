"""`lotse terms check`: what makes a concept useless or misleading is an error, what only deserves a look a warning."""

import pytest

from nlu.concepts import Concept, Term, TermLanguage, read_concepts, read_terms
from nlu.examples import Example, read_examples
from nlu.term_check import TermFinding, check_terms
from wording.languages import LANGUAGES

FLAT = Concept("flat", None, ("Wohnung",), None, "wo man wohnt")
ROOM = Concept("room", "flat", ("Zimmer",), None, "ein Teil davon")
RENT = Concept("rent", None, ("Miete",), None, "was sie kostet")


def everywhere(concept: str, stem: str, **other: str) -> list[Term]:
    """The concept in every language under the same stem, or under an *other* one."""
    return [Term(concept, language, (other.get(language, stem),)) for language in LANGUAGES]


def found(
    concepts: list[Concept], terms: list[Term], examples: tuple[Example, ...] = ()
) -> set[tuple[str, TermLanguage | str, str]]:
    return {(each.rule, each.language, each.concept) for each in check_terms(concepts, terms, examples)}


def test_a_sound_termbase_has_no_findings() -> None:
    assert found([FLAT, RENT], [*everywhere("flat", "wohnung"), *everywhere("rent", "miete")]) == set()


def test_a_concept_without_stems_in_a_language_is_an_error() -> None:
    terms = [term for term in everywhere("flat", "wohnung") if term.language != "hu"]

    assert found([FLAT], terms) == {("empty", "hu", "flat")}


def test_signs_of_all_languages_are_stems_of_each() -> None:
    assert found([FLAT], [Term("flat", "any", ("🏠",))]) == set()


def test_one_stem_under_two_concepts_is_an_error() -> None:
    terms = [*everywhere("flat", "wohnung"), *everywhere("rent", "miete", ro="wohnung")]

    assert found([FLAT, RENT], terms) == {("collision", "ro", "flat")}


def test_it_is_none_where_one_is_broader_than_the_other() -> None:
    assert found([FLAT, ROOM], [*everywhere("flat", "wohnung"), *everywhere("room", "wohnung")]) == set()


def test_stems_are_compared_as_they_are_read() -> None:
    terms = [*everywhere("flat", "wohnung", bg="стая"), *everywhere("rent", "miete", bg="staq")]

    assert found([FLAT, RENT], terms) == {("collision", "bg", "flat")}


def test_a_line_for_an_unknown_concept_and_a_second_line_are_errors() -> None:
    terms = [*everywhere("flat", "wohnung"), Term("flat", "de", ("heim",)), Term("castle", "de", ("schloss",))]

    assert found([FLAT], terms) == {("repeated", "de", "flat"), ("unknown concept", "de", "castle")}


@pytest.mark.parametrize(("fires", "rule", "is_error"), [(2, "fires often", False), (6, "fires on everything", True)])
def test_a_stem_that_fires_often_is_a_warning_and_one_that_fires_on_everything_an_error(
    fires: int, rule: str, is_error: bool
) -> None:
    texts = ["die Wohnung"] * fires + ["das Amt"] * (20 - fires)
    examples = [Example(text, "housing.defects", "de") for text in texts]

    [finding] = check_terms([FLAT], everywhere("flat", "wohnung"), examples)

    assert (finding.rule, finding.language, finding.is_error) == (rule, "de", is_error)


def test_a_stem_of_three_letters_is_a_warning() -> None:
    assert found([FLAT], everywhere("flat", "wohnung", tr="evi")) == {("too short", "tr", "flat")}
    assert found([FLAT], everywhere("flat", "wohnung", tr="evi=")) == set()


@pytest.fixture(scope="module")
def shipped() -> list[TermFinding]:
    return check_terms(read_concepts(), read_terms(), read_examples())


def test_the_shipped_termbase_has_no_errors(shipped: list[TermFinding]) -> None:
    assert [str(each) for each in shipped if each.is_error] == []
