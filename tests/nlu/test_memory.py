"""What people translated is found again, and nothing that is only alike."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.masks import Masks
from nlu.memory import ParallelSentence, Remembered, SentenceMemory
from storage import Database
from wording.languages import Language

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
COME = ParallelSentence(
    {
        "de": "Bitte kommen Sie am {date} um {time} Uhr zu: {office}.",
        "ro": "Te rugăm să vii pe {date} la ora {time} la: {office}.",
        "bg": "Моля, елате на {date} в {time} часа в: {office}.",
        "hu": "Kérjük, jöjjön ekkor: {date} {time}. Hely: {office}.",
    },
    {"date": "date", "time": "time", "office": "text"},
)
CALL = ParallelSentence(
    {"de": "Bitte rufen Sie uns an: {phone}.", "ro": "Te rugăm să ne suni: {phone}."}, {"phone": "phone"}
)
THANKS: dict[Language, str] = {"de": "Vielen Dank für Ihre Nachricht.", "ro": "Mulțumim mult pentru mesajul tău."}
TWO: dict[Language, str] = {"de": "Sie können auch Nein sagen. Das ist in Ordnung.", "ro": "Poți să spui și nu."}


@pytest.fixture
def memory() -> SentenceMemory:
    memory = SentenceMemory(Masks.shipped())
    memory.add_reviewed([COME, CALL, THANKS, TWO])
    return memory


def said(found: Remembered | None) -> str | None:
    return found.text({}) if found and not found.open_values else None


@pytest.mark.parametrize(
    ("source", "text", "target", "expected"),
    [
        ("de", "Vielen Dank für Ihre Nachricht.", "ro", "Mulțumim mult pentru mesajul tău."),
        ("de", "  vielen  dank für ihre nachricht", "ro", "Mulțumim mult pentru mesajul tău."),
        ("ro", "multumim mult pentru mesajul tau!", "de", "Vielen Dank für Ihre Nachricht."),
        (
            "de",
            "Bitte kommen Sie am 24. Juni 2027 um 10:30 Uhr zu: Bürgerbüro Weißenfels.",
            "ro",
            "Te rugăm să vii pe 24 iunie 2027 la ora 10:30 la: Bürgerbüro Weißenfels.",
        ),
        (
            "de",
            "Bitte kommen Sie am 24.06.2027 um 9 Uhr zu: Clearingstelle, Markt 1.",
            "bg",
            "Моля, елате на 24 юни 2027\u202fг. в 09:00 часа в: Clearingstelle, Markt 1.",
        ),
        (
            "ro",
            "Te rugam sa vii pe 24 iunie 2027 la ora 10:30 la: Neustadtbüro",
            "hu",
            "Kérjük, jöjjön ekkor: 2027. június 24. 10:30. Hely: Neustadtbüro.",
        ),
        (
            "de",
            "Bitte kommen Sie am 24. Juni 2027 um 10:30 Uhr zu: Frau Dr. Müller",
            "ro",
            "Te rugăm să vii pe 24 iunie 2027 la ora 10:30 la: Frau Dr. Müller.",
        ),
        ("de", "Bitte rufen Sie uns an: 03443 370-0.", "ro", "Te rugăm să ne suni: 03443 370-0."),
    ],
)
def test_a_reviewed_sentence_is_found(
    memory: SentenceMemory, source: Language, text: str, target: Language, expected: str
) -> None:
    found = memory.find(text, source, target)

    assert said(found) == expected
    assert found is not None
    assert found.label == "reviewed"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        pytest.param("Vielen Dank für Ihre Nachrichten.", "ro", id="another word"),
        pytest.param("Vielen Dank für Ihre Nachricht?", "ro", id="a question"),
        pytest.param("Vielen Dank für Ihre Nachricht.", "pl", id="no such language"),
        pytest.param("Bitte kommen Sie am 31. Juni 2027 um 10:30 Uhr zu: Kita.", "ro", id="no such day"),
        pytest.param("Bitte kommen Sie am Montag um 10:30 Uhr zu: Kita.", "ro", id="a weekday is no date"),
        pytest.param("Bitte kommen Sie am 24. Juni 2027 um 25:30 Uhr zu: Kita.", "ro", id="no such time"),
        pytest.param("Bitte rufen Sie uns an: morgen früh.", "ro", id="no number"),
        pytest.param("Bitte rufen Sie uns an: 03443. Es ist dringend.", "ro", id="a second sentence in the slot"),
    ],
)
def test_what_is_only_alike_is_not_found(memory: SentenceMemory, text: str, target: Language) -> None:
    assert memory.find(text, "de", target) is None


def test_words_in_a_slot_stay_open(memory: SentenceMemory) -> None:
    """What nobody translated must not pass as reviewed."""
    found = memory.find("Bitte kommen Sie am 24. Juni 2027 um 10 Uhr zu: dem großen Haus am Fluss.", "de", "ro")

    assert found is not None
    assert found.open_values == {"office": "dem großen Haus am Fluss"}
    assert found.text({"office": "casa {mare}"}) == "Te rugăm să vii pe 24 iunie 2027 la ora 10:00 la: casa {mare}."


@pytest.mark.parametrize(
    ("name", "is_open"),
    [
        pytest.param("Lidia Matei", False, id="a whole name"),
        pytest.param("Wójcik-Kowalska", False, id="a double name"),
        pytest.param("Frau Dr. Weber", False, id="a title"),
        pytest.param("der Kollegin im Erdgeschoss", True, id="words"),
        pytest.param("Maria Ana Elena Popescu", True, id="more than a name"),
    ],
)
def test_a_name_in_its_slot_stays_as_it_is(name: str, is_open: bool) -> None:
    memory = SentenceMemory(Masks.shipped())
    sentence = {"de": "Fragen Sie dort bitte nach: {person}.", "ro": "Te rugăm să întrebi acolo de: {person}."}
    memory.add_reviewed([ParallelSentence(sentence, {"person": "text"})])

    found = memory.find(f"Fragen Sie dort bitte nach: {name}.", "de", "ro")

    assert found is not None
    assert bool(found.open_values) == is_open
    assert is_open or found.text({}) == f"Te rugăm să întrebi acolo de: {name}."


def test_sentences_that_belong_together_are_one(memory: SentenceMemory) -> None:
    assert memory.longest == 2
    assert said(memory.find("Sie können auch Nein sagen. Das ist in Ordnung.", "de", "ro")) == "Poți să spui și nu."
    assert memory.find("Das ist in Ordnung.", "de", "ro") is None


def test_reviewed_sentences_are_exchanged(memory: SentenceMemory) -> None:
    memory.clear_reviewed()

    assert memory.find(THANKS["de"], "de", "ro") is None


async def test_a_corrected_sentence_is_kept(database: Database, memory: SentenceMemory) -> None:
    """With other numbers, after a restart, and the last correction counts."""
    async with database.transaction() as session:
        assert await memory.remember(
            session, "Wir treffen uns um 9:30 Uhr.", "de", "Ne vedem la 9:30 dimineața", "ro", NOW
        )
    async with database.transaction() as session:
        assert await memory.remember(session, "Wir treffen uns um 9:30 Uhr.", "de", "Ne întâlnim la 9:30.", "ro", NOW)
    again = SentenceMemory(Masks.shipped())
    async with database.reading() as session:
        await again.load(session)

    for one in (memory, again):
        found = one.find("wir treffen uns um 14:00 Uhr", "de", "ro")
        assert said(found) == "Ne întâlnim la 14:00."
        assert found is not None
        assert found.label == "memory"
        assert one.find("Wir treffen uns um neun Uhr.", "de", "ro") is None
        assert one.find("Wir treffen uns um 14:00 Uhr.", "de", "bg") is None


async def test_a_correction_counts_only_once_it_is_durable(database: Database, memory: SentenceMemory) -> None:
    async with database.reading() as session:  # nothing written in it is kept
        await memory.remember(session, "Bis bald.", "de", "Pe curând.", "ro", NOW)

    assert memory.find("Bis bald.", "de", "ro") is None


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("Kommen Sie um 9:30 Uhr.", "Vino la nouă și jumătate."),
        ("Kommen Sie bald.", "Vino la 9:30."),
        ("Rufen Sie Frau Müller an.", "Sună la birou."),
    ],
)
async def test_what_is_about_one_case_is_not_kept(
    database: Database, memory: SentenceMemory, text: str, corrected: str
) -> None:
    async with database.transaction() as session:
        assert not await memory.remember(session, text, "de", corrected, "ro", NOW)

    assert memory.find(text, "de", "ro") is None


async def test_reviewed_goes_before_corrected(database: Database, memory: SentenceMemory) -> None:
    async with database.transaction() as session:
        await memory.remember(session, THANKS["de"], "de", "Mersi.", "ro", NOW)

    assert said(memory.find(THANKS["de"], "de", "ro")) == THANKS["ro"]


@given(st.text(max_size=300))
def test_any_text_can_be_looked_up(text: str) -> None:
    memory = SentenceMemory(Masks.shipped())
    memory.add_reviewed([COME, CALL, THANKS])

    memory.find(text, "de", "ro")
    memory.find(f"Bitte rufen Sie uns an: {text}", "de", "ro")
