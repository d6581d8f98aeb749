"""What people talk about, as concepts that are the same in every language."""

from pathlib import Path

import pytest

from nlu.concepts import Concept, Term, TermbaseError, read_concepts, read_terms
from nlu.examples import read_bundles
from nlu.normalisation import words
from nlu.termbase import BROADER, Termbase
from wording.languages import Language


@pytest.mark.parametrize(
    ("text", "language", "concept"),
    [
        pytest.param("Mein Vermieter sagt nein", "de", "landlord", id="German"),
        pytest.param("my landlord says no", "en", "landlord", id="English"),
        pytest.param("proprietarul zice nu", "ro", "landlord", id="Romanian"),
        pytest.param("хазяинът не иска", "bg", "landlord", id="Bulgarian"),
        pytest.param("hazqinat ne iska", "bg", "landlord", id="Bulgarian in Latin letters"),
        pytest.param("wlasciciel mowi nie", "pl", "landlord", id="Polish"),
        pytest.param("a főbérlő nem engedi", "hu", "landlord", id="Hungarian"),
        pytest.param("ev sahibi istemiyor", "tr", "landlord", id="Turkish"),
        pytest.param("am nevoie de Anmeldung", "ro", "register_addr", id="a German word in Romanian"),
        pytest.param("трябва ми анмелдунг", "bg", "register_addr", id="a German word in Cyrillic"),
        pytest.param("Haustürschlüsselkündigung", "de", "notice_termination", id="inside a compound"),
        pytest.param("propietarul zice nu", "ro", "landlord", id="one letter missing"),
    ],
)
def test_a_concept_is_found_in_every_language(text: str, language: Language, concept: str, termbase: Termbase) -> None:
    assert concept in termbase.concepts_in(words(text), language)


def test_a_stem_of_several_words_allows_one_in_between() -> None:
    termbase = Termbase.of([Term("exam", "de", ("zwei wochen",))])

    assert "exam" in termbase.concepts_in(words("zwei ganze Wochen"), "de")
    assert "exam" not in termbase.concepts_in(words("zwei oder drei Wochen"), "de")


def test_a_whole_word_is_not_the_beginning_of_another() -> None:
    termbase = Termbase.of([Term("diploma", "ro", ("bac=",))])

    assert "diploma" in termbase.concepts_in(words("am bac"), "ro")
    assert "diploma" not in termbase.concepts_in(words("bacsis"), "ro")


def test_a_short_german_stem_is_no_loanword() -> None:
    termbase = Termbase.of([Term("courage", "de", ("mut",))])

    assert not termbase.concepts_in(words("ma mut"), "ro")


def test_a_broader_concept_is_found_too_but_counts_less() -> None:
    concepts = [Concept("fridge", "appliance", (), None, ""), Concept("appliance", None, (), None, "")]
    termbase = Termbase.of([Term("fridge", "de", ("kuhlschrank",))], concepts)

    assert termbase.concepts_in(words("der Kühlschrank"), "de") == {"fridge": 1.0, "appliance": BROADER}


def test_it_says_in_which_words_a_concept_was_found() -> None:
    termbase = Termbase.of([Term("deadline", "de", ("zwei wochen", "frist"))])

    assert termbase.words_of(words("zwei ganze Wochen Frist"), "de") == {"deadline": ("zwei", "wochen", "frist")}


@pytest.mark.parametrize("line", ["rent", "rent\t", "rent\t=", "\tmiete", "rent\tmiete\tx"])
def test_a_broken_line_of_stems_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "de.tsv").write_text(f"# comment\n{line}\n", "utf-8")

    with pytest.raises(TermbaseError, match=r"de\.tsv:2"):
        read_terms(tmp_path)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("rent\t-\tMiete\t-", id="a field is missing"),
        pytest.param("flat\t-\tWohnung\t-\tnoch einmal", id="twice"),
        pytest.param("rent\tmoney\tMiete\t-\t-", id="a broader concept that is not in the list"),
        pytest.param("rent\trent\tMiete\t-\t-", id="broader than itself"),
    ],
)
def test_a_broken_line_of_concepts_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "concepts.tsv").write_text(f"flat\t-\tWohnung\t-\two man wohnt\n{line}\n", "utf-8")

    with pytest.raises(TermbaseError, match=r"concepts\.tsv:2"):
        read_concepts(tmp_path)


def test_the_termbase_is_as_large_as_the_field() -> None:
    concepts = read_concepts()

    assert len(concepts) >= 1200
    assert {concept.id for concept in concepts} == {term.concept for term in read_terms()}
    assert all(concept.meaning for concept in concepts)


def test_every_bundle_uses_known_concepts() -> None:
    concepts = {concept.id for concept in read_concepts()}

    assert not [bundle for bundle in read_bundles() if not set(bundle.concepts) <= concepts]
