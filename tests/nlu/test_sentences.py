"""Sentences end where a reader of the language would say so, and the form of the text is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.sentences import MAX_CHARACTERS, split
from wording.languages import LANGUAGES, Language


def sentences(text: str, language: Language) -> list[str]:
    return [sentence for line in split(text, language) for sentence in line.sentences]


def again(text: str, language: Language) -> str:
    return "".join(line.with_sentences(line.sentences) for line in split(text, language))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", ["Guten Tag, Frau Dr. Müller!", "Bitte kommen Sie z. B. am 24. Juni 2027 um 10.30 Uhr."]),
        ("de", ["Wir sind in der Merseburger Str. 5 im 2. Stock, Zimmer Nr. 7.", "Bringen Sie Pass, Fotos usw. mit."]),
        ("de", ["Ihr Kind ist 6.", "Es muss zur Schule.", "Das gilt d. h. ab dem 1. August."]),
        ("de", ["Wir sind in der Merseburger Str.", "Bitte klingeln Sie."]),
        ("de", ["Der Brief ist von 2027.", "Wann kam er an?", "Danke."]),
        ("en", ["Please see Mr. Brown at 10 a.m. on Monday.", "Bring your papers, e.g. the passport."]),
        ("ro", ["Stau pe str. Mihai nr. 5, bl. 3, ap. 7.", "Am acte, poze etc.", "Ce trebuie să fac?"]),
        ("ro", ["buna ziua!", "am venit ieri.", "nu am acte.", "ce fac?"]),
        ("bg", ["Живея на ул. Първа № 5, бл. 3, ет. 2.", "Аз дойдох на 24 юни 2027 г. с децата.", "Какво да правя?"]),
        ("bg", ["Попитах г-н Петров за д-р Колева и др. хора.", "Той каза не."]),
        ("pl", ["Mieszkam przy ul. Długiej 5, nr. 3, u dr. Nowak.", "Mam paszport, zdjęcia itd.", "Co mam zrobić?"]),
        ("hu", ["Kb. 5 napja jöttem id. Kovács úrral.", "Van útlevelem, fotóm stb.", "Mit tegyek?"]),
        ("tr", ["Atatürk Mah. Gül Sok. No. 5 adresinde oturuyorum.", "Pasaport, fotoğraf vb. var.", "Ne yapmalıyım?"]),
    ],
)
def test_a_text_is_cut_at_its_sentences(language: Language, expected: list[str]) -> None:
    text = " ".join(expected)

    assert sentences(text, language) == expected


def test_lists_paragraphs_and_emoji_stay_in_their_places() -> None:
    text = "Hallo 🙂\n\nBitte bringen:\n  - Pass\n  • Foto\n1. Mietvertrag\n2. Brief\n\n\nDanke! 👍 \n"

    lines = split(text, "de")

    assert sentences(text, "de") == ["Hallo", "Bitte bringen:", "Pass", "Foto", "Mietvertrag", "Brief", "Danke!"]
    shouted = "".join(line.with_sentences([sentence.upper() for sentence in line.sentences]) for line in lines)
    assert shouted == "HALLO 🙂\n\nBITTE BRINGEN:\n  - PASS\n  • FOTO\n1. MIETVERTRAG\n2. BRIEF\n\n\nDANKE! 👍 \n"


@pytest.mark.parametrize("text", ["24. Juni 2027 passt gut.", "2. Stock links", "3 Kinder"])
def test_a_number_at_the_beginning_of_one_line_is_no_list(text: str) -> None:
    assert sentences(text, "de") == [text]


def test_what_is_too_long_is_cut_at_a_comma() -> None:
    text = ", ".join(["ich habe eine frage zu meiner wohnung und zu meinem vermieter"] * 20)

    parts = sentences(text, "de")

    assert all(len(part) <= MAX_CHARACTERS for part in parts)
    assert all(part.endswith(("vermieter,", "vermieter")) for part in parts)
    assert again(text, "de") == text


@given(st.text(max_size=600), st.sampled_from(LANGUAGES))
def test_nothing_gets_lost(text: str, language: Language) -> None:
    """Whatever is written, the lines hold all of it, and no sentence is empty."""
    assert again(text, language) == text
    assert all(sentence.strip() for sentence in sentences(text, language))


@given(st.text(alphabet="aB.!? \n-1)🙂zs,", max_size=900), st.sampled_from(LANGUAGES))
def test_nothing_gets_lost_among_many_ends(text: str, language: Language) -> None:
    assert again(text, language) == text
