"""A code word is typed on whatever keyboard is at hand, and must not be guessed in a handful of tries."""

import pytest

from bot.code_words import folded, hashed, is_good, verified


@pytest.mark.parametrize(
    ("chosen", "given"),
    [
        pytest.param("Măr verde", "  mar   VERDE ", id="capitals, accents, spaces"),
        pytest.param("łódka", "lodka", id="Polish"),
        pytest.param("IŞIK", "işik", id="Turkish on a German keyboard"),
        pytest.param("Straße", "strasse", id="German"),
        pytest.param("ябълка", "ЯБЪЛКА", id="Bulgarian"),
        pytest.param("１２３９", "1239", id="wide digits"),
    ],
)
def test_the_keyboard_does_not_count(chosen: str, given: str) -> None:
    assert folded(chosen) == folded(given)


@pytest.mark.parametrize("word", ["măr", "", "    ", "a.b.c.", "1111", "1234", "4321", "abcd", "x" * 101])
def test_what_everybody_would_try_first_is_refused(word: str) -> None:
    assert not is_good(word)


@pytest.mark.parametrize("word", ["mere", "1907", "măr verde", "ябълка"])
def test_a_short_word_is_enough(word: str) -> None:
    assert is_good(word)


async def test_the_word_itself_is_not_kept() -> None:
    kept = await hashed("Măr verde")

    assert kept.startswith("$argon2id$")
    assert len(kept) <= 200  # the column
    assert await verified("mar verde", kept)
    assert not await verified("mar rosu", kept)
