"""What must not change is taken out before a translation and comes back as it was."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.dates import WrittenDate, read_date
from nlu.masks import MAX_MASKS, Masks
from wording.languages import LANGUAGES, Language

MASKS = Masks.shipped()


@pytest.mark.parametrize(
    ("language", "text", "kept"),
    [
        ("de", "Zahlen Sie 1.250,50 € bis 24. Juni 2027.", ["1.250,50 €", "24. Juni 2027"]),
        ("de", "IBAN DE89 3704 0044 0532 0130 00 bitte", ["DE89 3704 0044 0532 0130 00"]),
        ("de", "Tel. 03443 370 123 oder +49 3443/370-123.", ["03443 370 123", "+49 3443/370-123"]),
        ("de", "Az. 32.1-2027/0815, Fall #123, § 17 BMG", ["32.1-2027/0815", "#123", "§ 17"]),
        ("de", "https://weissenfels.de/x?y=1, www.bema.info.", ["https://weissenfels.de/x?y=1", "www.bema.info"]),
        ("de", "Mail an a.b@weissenfels.de!", ["a.b@weissenfels.de"]),
        ("de", "Burgstraße 12 oder Merseburger Straße 5a", ["Burgstraße 12", "Merseburger Straße 5a"]),
        ("de", "um 10:30 Uhr am 24.06.2027 oder 1.7.", ["10:30", "24.06.2027", "1.7."]),
        ("de", "Guten Tag, Frau Müller-Lüdenscheid", ["Müller-Lüdenscheid"]),
        ("de", "Die Anmeldung macht das Bürgerbüro.", ["Anmeldung", "Bürgerbüro"]),
        ("en", "Mr Brown pays €450 on 3 May 2027.", ["Brown", "€450", "3 May 2027"]),
        (
            "ro",
            "domnul Popescu vrea 450 euro pe 24 iunie pentru anmeldung",
            ["Popescu", "450", "24 iunie", "anmeldung"],
        ),
        ("ro", "Soțul meu se numește Ion Popa, fiica numeste Ana.", ["Ion Popa", "Ana"]),
        ("pl", "Mój brat nazywa się Wójcik.", ["Wójcik"]),
        ("bg", "Синът ми казва се Иван.", ["Иван"]),
        ("bg", "Елате на 24 юни 2027 г. в 10:30, стая 12.", ["24 юни 2027 г.", "10:30", "12"]),
        ("pl", "Pani Nowak ma 1 250 zł i 20 %, jest 5 maja.", ["Nowak", "1 250", "20 %", "5 maja"]),
        ("hu", "Kovács úr 2027. június 24. 10:00 5.000 Ft", ["Kovács", "2027. június 24.", "10:00", "5.000"]),
        ("tr", "Ayşe Hanım 24 Haziran 2027, saat 15:30, %20", ["Ayşe", "24 Haziran 2027", "15:30", "%20"]),
    ],
)
def test_what_is_kept(language: Language, text: str, kept: list[str]) -> None:
    masked = MASKS.mask(text, language)

    assert list(masked.originals) == kept
    assert masked.unchanged() == text


@pytest.mark.parametrize("text", ["Die Anmeldungen sind da", "Ich möchte mich anmelden", "Der Chor singt", "zu dritt"])
def test_other_words_are_translated(text: str) -> None:
    assert MASKS.mask(text, "de").text == text


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", "24. Juni 2027"),
        ("en", "24 June 2027"),
        ("ro", "24 iunie 2027"),
        ("bg", "24 юни 2027 г."),
        ("pl", "24 czerwca 2027"),
        ("hu", "2027. június 24."),
        ("tr", "24 Haziran 2027"),
    ],
)
def test_a_written_day_comes_back_in_the_other_language(language: Language, expected: str) -> None:
    masked = MASKS.mask("Wir kommen am 24. Juni 2027.", "de")

    restored = masked.restore("X ⟦1⟧.", language)

    assert restored == f"X {expected}." if not expected.endswith(".") else f"X {expected}"
    assert read_date(expected, language) == WrittenDate(24, 6, 2027)


@pytest.mark.parametrize(
    "translated",
    [
        pytest.param("la ora", id="lost"),
        pytest.param("⟦1⟧ la ⟦1⟧ ⟦2⟧", id="doubled"),
        pytest.param("⟦1⟧ ⟦2⟧ ⟦3⟧", id="made up"),
        pytest.param("⟦1⟧ ⟦2", id="broken"),
        pytest.param("⟦1⟧ ⟦2⟧ ⟧", id="a bracket too many"),
    ],
)
def test_a_token_that_did_not_survive_is_noticed(translated: str) -> None:
    masked = MASKS.mask("um 10:30 Uhr, Zimmer 7", "de")

    assert masked.restore("camera ⟦2⟧, ora ⟦ 1 ⟧", "ro") == "camera 7, ora 10:30"
    assert masked.restore(translated, "ro") is None


def test_a_day_that_does_not_exist_is_only_numbers() -> None:
    assert MASKS.mask("am 31. Februar 2027", "de").originals == ("31", "2027")


def test_more_than_the_packages_know_stays_in_the_text() -> None:
    masked = MASKS.mask(" und ".join(map(str, range(MAX_MASKS + 5))), "de")

    assert len(masked.values) == MAX_MASKS
    assert masked.unchanged().endswith("23 und 24")


PIECES = st.sampled_from(
    [
        "Anmeldung",
        "12",
        "24. Juni 2027",
        "10:30",
        "€",
        "⟦1⟧",
        "⟦",
        "⟧",
        "a@b.de",
        "www.x.de/",
        "Frau Ana",
        "str. 5",
        ".",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=20).map(" ".join), st.sampled_from(LANGUAGES))
def test_a_text_comes_back_as_it_was(text: str, language: Language) -> None:
    """Masked and put back in its own language, nothing has changed, also where the text holds tokens of its own."""
    masked = MASKS.mask(text, language)

    assert masked.unchanged() == text
    if not any(isinstance(value, WrittenDate) for value in masked.values):
        assert masked.restore(masked.text, language) in (text, None)  # None: a bracket stood alone


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(LANGUAGES))
def test_every_day_is_read_as_it_is_written(day: date, language: Language) -> None:
    written = WrittenDate(day.day, day.month, day.year)

    assert read_date(written.written(language), language) == written
    without_year = WrittenDate(day.day, day.month, None)
    assert read_date(without_year.written(language), language) == without_year
