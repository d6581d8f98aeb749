"""Texts leave the names of places and units open, in whatever form a language needs them."""

import pytest

from knowledge_base import Answers, read_edition
from knowledge_base.check import check
from tests.knowledge_base.editions import ANMELDUNG, places
from tests.knowledge_base.test_answers import TODAY

DE, RO, BG, HU = (f"{ANMELDUNG}/{language}.md" for language in ("de", "ro", "bg", "hu"))


def shown(folder, phrases, language):
    answer = Answers(read_edition(folder.path), phrases).get("registration.anmeldung", language, TODAY)
    return [line.content for line in (*answer.lines, *answer.more)]


@pytest.mark.parametrize(
    ("file", "written", "read"),
    [
        pytest.param(RO, "În {place:town}: cere", "În Weißenfels: cere", id="as the language writes it"),
        pytest.param(BG, "Във {place:town}: cere", "Във Вайсенфелс: cere", id="in another script"),
        pytest.param(BG, "„in {place:town.de}“: cere", "„in Weißenfels“: cere", id="in German words"),
        pytest.param(HU, "{place:town}ben: cere", "Weißenfelsben: cere", id="with an ending"),
        pytest.param(HU, "{unit:clearing.stem}nél: cere", "Clearingstellénél: cere", id="where it changes"),
        pytest.param(RO, "{unit:clearing.stem}: cere", "Clearingstelle: cere", id="where it does not"),
    ],
)
def test_a_name_stands_in_the_form_of_the_sentence(folder, phrases, file, written, read):
    folder.change("units.yaml", "  name: Clearingstelle\n", "  name: Clearingstelle\n  stems: {hu: Clearingstellé}\n")
    folder.change(file, "Cere", written)

    assert f"{read} o programare." in shown(folder, phrases, file[-5:-3])


def test_a_name_may_be_a_german_word_that_is_explained(folder, phrases):
    for language in ("de", "en", "ro", "bg", "pl", "hu", "tr"):
        folder.change(f"{ANMELDUNG}/{language}.md", "- Anmeldung:", "- {unit:clearing}: un birou\n- Anmeldung:")

    assert check(folder.path)["errors"] == []
    assert "Clearingstelle = un birou" in shown(folder, phrases, "ro")


def test_the_words_of_the_short_answer_are_seen_behind_open_names(folder, phrases):
    """What the answer calls by its name is explained at once, not behind the button."""
    for language in ("de", "en", "ro", "bg", "pl", "hu", "tr"):
        words = "- Frist: x\n- Amt: y\n- {unit:clearing}: z\n- Anmeldung:"
        folder.change(f"{ANMELDUNG}/{language}.md", "- Anmeldung:", words)
    folder.change(RO, "Da. Ai", "{unit:clearing}: ai")
    answer = Answers(read_edition(folder.path), phrases).get("registration.anmeldung", "ro", TODAY)

    assert "Clearingstelle = z" in [line.content for line in answer.lines]


def test_translations_may_name_places_and_units_otherwise(folder):
    """Names are no facts: one language repeats a name where another says "there"."""
    folder.change(DE, "Kommen Sie", "Kommen Sie in {place:town} zur {unit:clearing},")

    assert places(check(folder.path), "placeholders-differ") == []


def test_a_placeholder_has_no_digit_of_its_own(folder, phrases):
    """A town with a number in its name breaks no rule about numbers."""
    folder.change("places.yaml", "ro: Weißenfels", "ro: Lindenau 2")
    folder.change(RO, "Cere", "În {place:town}: cere")

    assert check(folder.path)["errors"] == []
    assert "În Lindenau 2: cere o programare." in shown(folder, phrases, "ro")
