"""A sentence people wrote once is said in every language with its slots filled, and recognised when staff write it."""

from datetime import date, time

import pytest

from knowledge_base import SHIPPED, ReplySentenceNotFound, ReplySentences, SlotNotFilled, read_edition

VALUES = {"office": "Bürgerbüro", "date": date(2027, 6, 24), "time": time(10, 30)}


@pytest.fixture
def sentences(folder):
    return ReplySentences(read_edition(folder.path).reply_sentences)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Bitte kommen Sie am 24. Juni 2027 um 10:30 Uhr zu: Bürgerbüro."),
        ("ro", "Te rugăm să vii pe 24 iunie 2027 la ora 10:30 la: Bürgerbüro."),
        ("hu", "Kérjük, jöjjön ekkor: 2027. június 24. 10:30. Hely: Bürgerbüro."),
    ],
)
def test_dates_and_times_are_written_as_the_language_writes_them(sentences, language, said):
    assert sentences.say("come_on", language, VALUES) == said


@pytest.mark.parametrize(
    "written",
    [
        "Bitte kommen Sie am 24. Juni 2027 um 10:30 Uhr zu: Bürgerbüro.",
        "Bitte  kommen Sie am 24.06.2027 um 10.30 Uhr zu: Bürgerbüro.",
    ],
)
def test_a_written_sentence_is_recognised_with_its_values(sentences, written):
    sentence, values = sentences.find(written)

    assert (sentence.id, values) == ("come_on", VALUES)


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("Bitte kommen Sie morgen um 10:30 Uhr zu: Bürgerbüro.", id="no date"),
        pytest.param("Bitte kommen Sie am 31. Juni 2027 um 10:30 Uhr zu: Bürgerbüro.", id="no such day"),
        pytest.param("Bitte kommen Sie am 24. Juni 2027 um 25:30 Uhr zu: Bürgerbüro.", id="no such hour"),
        pytest.param("Bitte kommen Sie am 24. Juni 2027 um 10:30 Uhr zu: Amt. Nicht allein.", id="a second sentence"),
        pytest.param("Guten Tag", id="another sentence"),
    ],
)
def test_what_is_not_surely_the_sentence_is_not_taken_for_it(sentences, written):
    assert sentences.find(written) is None


def test_a_missing_or_wrong_value_is_named(sentences):
    with pytest.raises(SlotNotFilled) as caught:
        sentences.say("come_on", "ro", VALUES | {"time": "half past ten"})

    assert (caught.value.sentence_id, caught.value.slot) == ("come_on", "time")


def test_a_sentence_that_does_not_exist_is_named(sentences):
    with pytest.raises(ReplySentenceNotFound):
        sentences.get("fly_home")


def test_every_shipped_sentence_can_be_said_in_every_language_it_has():
    """Each slot with a value of its kind; nothing is left in braces."""
    examples = {"text": "Amt", "date": date(2027, 6, 24), "time": time(10), "phone": "03443 370", "number": 3}

    for sentence in ReplySentences(read_edition(SHIPPED).reply_sentences):
        values = {slot.name: examples[slot.kind] for slot in sentence.slots}
        for language in sentence.texts:
            said = sentence.fill(language, values)
            assert said
            assert "{" not in said


def test_every_shipped_sentence_is_recognised_as_itself():
    examples = {"text": "Amt", "date": date(2027, 6, 24), "time": time(10), "phone": "03443 370", "number": 3}
    sentences = ReplySentences(read_edition(SHIPPED).reply_sentences)

    for sentence in sentences:
        values = {slot.name: examples[slot.kind] for slot in sentence.slots}
        found = sentences.find(sentence.fill("de", values))
        assert found is not None
        assert (found[0].id, found[1]) == (sentence.id, values)
