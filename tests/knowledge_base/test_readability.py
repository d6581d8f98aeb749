"""How hard a text is to read is counted as its formula says, and office language is found."""

import pytest

from knowledge_base.check import check
from knowledge_base.edition import read_edition
from knowledge_base.readability import FORMULAS, counts, syllable_count
from knowledge_base.rules.reading import FORMULA_LIMITS, MAX_LIX, readability
from knowledge_base.texts import Article, Section
from tests.knowledge_base.editions import ANMELDUNG, places
from wording import LANGUAGES

LAW = (
    "Wer aus einer Wohnung auszieht und keine neue Wohnung im Inland bezieht, hat sich in der gesetzlichen Frist"
    " nach dem Auszug bei der zuständigen Meldebehörde abzumelden. Eine Abmeldung ist erst vor dem Auszug möglich;"
    " die Fortschreibung des Melderegisters erfolgt zum Datum des Auszugs."
)


def article(answer: str, language="de", **sections: str) -> Article:
    written = {name: Section(text) for name, text in {"answer": answer, **sections}.items()}
    return Article(topic="registration.anmeldung", language=language, title="T", version=1, sections=written)


def test_sentences_and_long_words_are_counted():
    """Ten words in two sentences, two of them with more than six letters: LIX is 5 + 20."""
    counted = counts(article("Gehen Sie zum Bürgerbüro hin. Nehmen Sie den Mietvertrag mit."))
    assert counted is not None
    assert (counted.words, counted.words_per_sentence, counted.long_words) == (10, 5.0, 20.0)
    assert counted.lix == 25.0


def test_lists_names_and_explained_german_words_do_not_count_as_hard():
    """A Turkish ending on a German word that the article explains makes it no other word."""
    counted = counts(
        article("Wohnungsgeberbestätigung'ı al. {fact:deadline} var.", "tr", words="- Wohnungsgeberbestätigung: kâğıt")
    )
    assert counted is not None
    assert (counted.words, counted.long_words) == (2, 0.0)
    assert counts(article("{fact:deadline}")) is None


@pytest.mark.parametrize(
    ("word", "language", "syllables"),
    [
        ("Anmeldung", "de", 3),
        ("place", "en", 1),
        ("table", "en", 2),
        ("locuință", "ro", 3),
        ("жилище", "bg", 3),
        ("mieszkanie", "pl", 3),
        ("lakcím", "hu", 2),
        ("evinizi", "tr", 4),
    ],
)
def test_syllables_are_groups_of_vowels(word, language, syllables):
    assert syllable_count(word, language) == syllables


def test_the_first_wiener_sachtextformel_is_the_one_of_bamberger_and_vanecek():
    """Five words of one syllable in one sentence, none of them long."""
    counted = counts(article("Der Mann geht zum Amt."))
    assert counted is not None
    assert FORMULAS["de"].value(counted) == pytest.approx(0.1672 * 5 - 0.0327 * 100 - 0.875)


def test_the_language_of_a_law_is_refused(folder):
    folder.change(f"{ANMELDUNG}/de.md", "Kommen Sie mit der ganzen Familie.", LAW)

    report = check(folder.path)

    assert places(report, "hard-to-read") == [(f"{ANMELDUNG}/de.md", 11, "de")] * 2  # LIX and the formula


def test_what_is_shipped_keeps_below_every_limit():
    rows = {row["language"]: row for row in readability(read_edition())}
    assert list(rows) == list(LANGUAGES)
    for language, row in rows.items():
        assert row["texts"] == 81
        assert row["lix_hardest"] <= MAX_LIX[language]
        if formula := FORMULAS.get(language):
            hardest, limit = row["formula_hardest"], FORMULA_LIMITS[language]
            assert hardest >= limit if formula.higher_is_easier else hardest <= limit
