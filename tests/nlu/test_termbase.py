"""What people talk about, as concepts that are the same in every language."""

from pathlib import Path

import pytest

from nlu.examples import read_bundles
from nlu.normalisation import words
from nlu.termbase import Term, Termbase, TermbaseError, read_terms, shipped_termbase
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
        pytest.param("Haustürschlüsselkündigung", "de", "furniture_key", id="inside a compound"),
        pytest.param("propietarul zice nu", "ro", "landlord", id="one letter missing"),
    ],
)
def test_a_concept_is_found_in_every_language(text: str, language: Language, concept: str) -> None:
    assert concept in shipped_termbase().concepts_in(words(text), language)


def test_a_stem_of_several_words_allows_one_in_between() -> None:
    termbase = Termbase([Term("exam", "de", ("zwei wochen",))])

    assert "exam" in termbase.concepts_in(words("zwei ganze Wochen"), "de")
    assert "exam" not in termbase.concepts_in(words("zwei oder drei Wochen"), "de")


def test_a_whole_word_is_not_the_beginning_of_another() -> None:
    termbase = Termbase([Term("diploma", "ro", ("bac=",))])

    assert "diploma" in termbase.concepts_in(words("am bac"), "ro")
    assert "diploma" not in termbase.concepts_in(words("bacsis"), "ro")


def test_a_short_german_stem_is_no_loanword() -> None:
    termbase = Termbase([Term("courage", "de", ("mut",))])

    assert not termbase.concepts_in(words("ma mut"), "ro")


@pytest.mark.parametrize("line", ["rent\tde", "rent\txx\tmiete", "rent\tde\t=", "\tde\tmiete"])
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "work.tsv"
    file.write_text(f"# comment\n{line}\n", "utf-8")

    with pytest.raises(TermbaseError, match=r"work\.tsv:2"):
        read_terms(tmp_path)


def test_every_bundle_uses_known_concepts() -> None:
    concepts = shipped_termbase().concepts

    assert not [bundle for bundle in read_bundles() if not set(bundle.concepts) <= concepts]
