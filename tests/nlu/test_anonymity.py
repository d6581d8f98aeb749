"""What is kept of a question does not say who asked it."""

import pytest

from nlu.anonymity import anonymous
from wording import Language

KNOWN = {"anmeldung", "jugendamt", "weissenfels", "kindergeld", "hund"}


def told(text: str, language: Language = "de") -> str:
    return anonymous(text, language, lambda word: word.lower() in KNOWN)


@pytest.mark.parametrize(
    ("language", "text", "kept"),
    [
        pytest.param("de", "Ich heiße Ion Popescu und suche Arbeit", "Ich heiße … und suche Arbeit", id="a name told"),
        pytest.param("ro", "ma numesc ion popescu si caut munca", "ma numesc … si caut munca", id="in small letters"),
        pytest.param("ro", "MA NUMESC ION POPESCU", "MA NUMESC …", id="in capitals"),
        pytest.param("bg", "Казвам се Иван Петров, търся работа", "Казвам се …, търся работа", id="in Cyrillic"),
        pytest.param("hu", "Kovács úr azt mondta", "… úr azt mondta", id="before its title"),
        pytest.param("de", "Frau Müller vom Jugendamt war da", "Frau … vom Jugendamt war da", id="behind its title"),
        pytest.param("ro", "Domnul Beer a zis ca da", "Domnul … a zis ca da", id="a Romanian title"),
        pytest.param("de", "Da hat Kevin Schmidt angerufen", "Da hat … angerufen", id="two capitals in a row"),
        pytest.param("en", "my boss Kevin says no", "my boss … says no", id="a capital within a sentence"),
        pytest.param("ro", "unde fac Anmeldung", "unde fac Anmeldung", id="but not a word of the termbase"),
        pytest.param("de", "Wo bekomme ich einen Angelschein?", "Wo bekomme ich einen Angelschein?", id="German nouns"),
        pytest.param("de", "Mein Hund bellt. Der Nachbar klagt", "Mein Hund bellt. Der Nachbar klagt", id="beginnings"),
        pytest.param("de", "ruf 0176 123 45-67 an", "ruf … an", id="a telephone number"),
        pytest.param("pl", "mam 3 dzieci, pesel 80010112345", "mam … dzieci, pesel …", id="every number"),
        pytest.param("de", "IBAN DE12 3456 7890 1234 5678 90", "IBAN …", id="an account"),
        pytest.param("en", "write to ion.p@post.ro please", "write to … please", id="mail"),
        pytest.param("de", "ich wohne Burgstraße 12", "ich wohne …", id="an address"),
        pytest.param("tr", "t.me/ion ya da @ion_p", "… ya da …", id="links and handles"),
    ],
)
def test_what_tells_who_somebody_is_goes(language: Language, text: str, kept: str) -> None:
    assert told(text, language) == kept


def test_it_is_one_line_of_a_limited_length() -> None:
    """Cut between words."""
    cut = told("Hund und " * 100 + "\nEnde")

    assert len(cut) <= 302
    assert cut.endswith(" …")
    assert "\n" not in cut


def test_a_number_that_is_cut_in_two_does_not_come_through() -> None:
    assert "9" not in told("x" * 995 + " a 99999999")


def test_doing_it_twice_changes_nothing() -> None:
    once = told("Ich heiße Ion Popescu, Telefon 0176 1234567, Hund")

    assert told(once) == once
