"""A code word is typed on whatever keyboard is at hand, and must not be guessed in a handful of tries."""

import pytest

from bot.code_words import Weakness, folded, hashed, verified, weakness


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


@pytest.mark.parametrize(
    ("weak", "words"),
    [
        pytest.param("short", ["", "    ", "mere", "a.b.c.d.e.", "1985", "măr 1"], id="too few"),
        pytest.param("long", ["x y z " * 20], id="more than a field takes"),
        pytest.param("row", ["111111", "123456", "0987654321", "abcdef", "qwertz", "йцукен"], id="rows"),
        pytest.param("row", ["121212", "ana ana", "abcabc", "112211", "abc123", "aaa111"], id="repetitions"),
        pytest.param("known", ["Parola", "PAROLĂ", "password", "Passwort", "парола", "jelszó"], id="the word itself"),
        pytest.param("known", ["Hasło 12", "Şifre 12", "parola123", "lotse2026"], id="with digits"),
        pytest.param("known", ["Weißenfels", "weissenfels1", "te iubesc", "telegram"], id="what is near"),
        pytest.param("date", ["010185", "01.01.1985", "1.1.1985", "1985-01-01", "850131"], id="dates"),
        pytest.param("date", ["1985 1987", "ana 1985", "1985ion"], id="years with little beside them"),
    ],
)
def test_what_would_be_tried_first_is_refused_with_the_reason(weak: Weakness, words: list[str]) -> None:
    """Whoever holds the telephone knows birthdays, children, the town and the page."""
    assert {word: weakness(word) for word in words} == dict.fromkeys(words, weak)


@pytest.mark.parametrize("word", ["măr verde", "ябълка", "alma fa", "x7k2m9", "583204", "patru pere 1985"])
def test_six_letters_or_digits_are_enough(word: str) -> None:
    assert weakness(word) is None


async def test_the_word_itself_is_not_kept() -> None:
    kept = await hashed("Măr verde")

    assert kept.startswith("$argon2id$")
    assert len(kept) <= 200  # the column
    assert await verified("mar verde", kept)
    assert not await verified("mar rosu", kept)
