"""Which language a message is in."""

import pytest

from nlu.identification import LanguageIdentifier
from nlu.model import Model
from wording.languages import Language


@pytest.fixture(scope="module")
def identifier(model: Model) -> LanguageIdentifier:
    return LanguageIdentifier(model.languages)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("wie melde ich mich an", "de"),
        ("Kinder brauchen Schulplatz", "de"),
        ("koennen sie mir helfen", "de"),
        ("where is the office", "en"),
        ("i need help pls", "en"),
        ("my landlord wants money", "en"),
        ("unde ma inregistrez", "ro"),
        ("Copilul meu e bolnav", "ro"),
        ("nu am primit salariul", "ro"),
        ("къде да се регистрирам", "bg"),
        ("Детето ми е болно", "bg"),
        ("искам да говоря", "bg"),
        ("kade da se registriram", "bg"),
        ("trqbva mi doktor", "bg"),
        ("ne sam polu4il zaplata", "bg"),
        ("gdzie moge sie zameldowac", "pl"),
        ("Moje dziecko jest chore", "pl"),
        ("nie dostalem wyplaty", "pl"),
        ("hol kell bejelentkezni", "hu"),
        ("beteg a gyerekem", "hu"),
        ("nem kaptam fizetest", "hu"),
        ("nereye kayit olmam lazim", "tr"),
        ("cocugum hasta oldu", "tr"),
        ("maasimi alamadim daha", "tr"),
    ],
)
def test_three_words_without_diacritics_are_enough(
    identifier: LanguageIdentifier, text: str, language: Language
) -> None:
    assert identifier.identify(text).language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ce este Unterhaltsvorschuss?", "ro"),
        ("cand am termin la Bürgerbüro", "ro"),
        ("kak da si napravq Anmeldung", "bg"),
        ("gdzie jest Einwohnermeldeamt", "pl"),
        ("hol van a Jobcenter", "hu"),
        ("Kindergeld nasil alirim", "tr"),
    ],
)
def test_a_german_word_does_not_make_a_message_german(
    identifier: LanguageIdentifier, text: str, language: Language
) -> None:
    assert identifier.identify(text).language == language


@pytest.mark.parametrize("prior", ["ro", "bg", "pl", "hu", "tr"])
def test_a_single_german_word_is_in_the_newcomers_language(identifier: LanguageIdentifier, prior: Language) -> None:
    """Everybody says "Anmeldung"; in doubt the conversation stays in its language."""
    assert identifier.identify("Anmeldung", prior).language == prior


def test_a_clear_sentence_outweighs_the_prior(identifier: LanguageIdentifier) -> None:
    found = identifier.identify("Gdzie mogę zapisać dziecko do szkoły?", prior="ro")

    assert found.language == "pl"
    assert found.is_sure


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("¿Dónde puedo registrar mi casa? Necesito trabajo", id="Spanish"),
        pytest.param("Где мне зарегистрироваться, если я здесь?", id="Russian"),
        pytest.param("Де мені зареєструватися?", id="Ukrainian"),
        pytest.param("Bonjour, je ne sais pas où je dois habiter", id="French"),
        pytest.param("أين يمكنني التسجيل", id="Arabic"),
        pytest.param("qsdf wxcv", id="nothing at all"),
    ],
)
def test_another_language_is_none_of_the_seven(identifier: LanguageIdentifier, text: str) -> None:
    assert identifier.identify(text).language is None


@pytest.mark.parametrize("text", ["", "   ", "???", "12.03.", "👍"])
def test_without_letters_only_the_prior_speaks(identifier: LanguageIdentifier, text: str) -> None:
    assert identifier.identify(text).language is None
    assert identifier.identify(text, prior="hu").language == "hu"
    assert not identifier.identify(text, prior="hu").is_sure
