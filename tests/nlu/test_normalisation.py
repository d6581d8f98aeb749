"""One way to spell a word, whatever keyboard it was written with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.normalisation import MAX_CHARACTERS, bulgarian_foldings, clean, fold, fold_bulgarian, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        pytest.param("Înregistrare", "inregistrare", id="Romanian"),
        pytest.param("ŻŁOBEK", "zlobek", id="Polish"),
        pytest.param("gyűlés", "gyules", id="Hungarian"),
        pytest.param("IŞIK", "isik", id="Turkish"),
        pytest.param("Straße", "strase", id="sharp s, and no letter twice"),
        pytest.param("Buergerbuero", "burgerburo", id="umlauts spelled out"),
        pytest.param("Bürgerbüro", "burgerburo", id="umlauts"),
        pytest.param("heeeelp", "help", id="letters drawn out"),
    ],
)
def test_a_word_is_folded_to_its_plain_letters(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("трябва", "trqbva"),
        ("жалба", "jalba"),
        ("жалба", "zhalba"),
        ("счупен", "s4upen"),
        ("счупен", "schupen"),
        ("шофьор", "shofyor"),
        ("отсъства", "otsastva"),
        ("трябва", "tryabva"),
        ("човек", "4ovek"),
        ("човек", "chovek"),
        ("къща", "ka6ta"),
        ("още", "oshte"),
        ("училище", "uchilishte"),
        ("живея", "zhiveja"),
        ("моето", "moeto"),
        ("юли", "yuli"),
        ("центъра", "centara"),
        ("центъра", "tsentara"),
    ],
)
def test_both_scripts_of_bulgarian_meet_in_one_folding(cyrillic: str, latin: str) -> None:
    assert fold_bulgarian(cyrillic) == fold_bulgarian(latin)


@pytest.mark.parametrize("latin", ["kashta", "kushta", "kyshta"])
def test_the_hard_sign_is_found_in_all_its_spellings(latin: str) -> None:
    assert fold_bulgarian(latin) in bulgarian_foldings("къща")


def test_what_nobody_can_see_is_removed() -> None:
    """Zero width, bidirectional controls, soft hyphens and lone surrogates."""
    assert clean("An\u200bmel\u00addung\u202e \ud800\u2066ja") == "Anmeldung ja"


def test_line_breaks_stay_and_other_controls_become_spaces() -> None:
    assert clean("a\nb\tc\x00d") == "a\nb c d"


def test_an_emoji_is_a_word_of_its_own() -> None:
    assert [word.written for word in words("help🚑🚑now")] == ["help", "🚑", "🚑", "now"]


def test_a_contraction_is_one_word() -> None:
    assert [word.written for word in words("I don't, he doesn’t")] == ["i", "dont", "he", "doesnt"]


def test_a_figure_stays_a_figure() -> None:
    assert [word.bulgarian for word in words("4 деца, 6 месеца")] == ["4", "deca", "6", "meseca"]


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_text_can_be_cut_into_words(text: str) -> None:
    for word in words(text):
        assert word.written


def test_length_is_bounded_also_where_a_character_expands() -> None:
    assert len(clean("\ufdfa" * MAX_CHARACTERS)) == MAX_CHARACTERS
