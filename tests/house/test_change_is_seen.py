"""What somebody publishes at the desk is what newcomers read a moment later, without a restart."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from time import monotonic
from typing import Any

import pytest

from knowledge_base import install_edition
from knowledge_base.edition import read_edition
from knowledge_base.tables import FactRow
from knowledge_base.value_changes import ValueChanges, values_of
from tests.bot.talking import Person, Room
from wording import LANGUAGES, Language

DEADLINE = "registration.anmeldung.deadline"
THREE_WEEKS: dict[Language, str] = {
    "de": "3 Wochen",
    "en": "3 weeks",
    "ro": "3 săptămâni",
    "bg": "3 седмици",
    "pl": "3 tygodnie",
    "hu": "3 hét",
    "tr": "3 hafta",
}


@pytest.fixture
async def open_town(room: Room) -> AsyncIterator[Room]:
    """The whole shipped edition in the database, and the library kept true by the task that `lotse up` runs."""
    async with room.database.transaction() as session:
        await install_edition(session, read_edition(), room.clock())
    await room.signals.start()
    keeping = asyncio.create_task(room.library.keep_true(room.database, room.signals))
    yield room
    keeping.cancel()
    with suppress(asyncio.CancelledError):
        await keeping
    await room.signals.stop()


async def changes_deadline(room: Room, **values: Any) -> None:
    """One person proposes, another agrees."""
    async with room.database.transaction() as session:
        row = await session.get(FactRow, ("registration.anmeldung", "deadline"))
        assert row is not None
        before = values_of(row.read())
        changes = ValueChanges(session, room.signals, room.clock())
        change = await changes.propose(
            "fact", DEADLINE, before, {**before, **values}, because="neues Gesetz", by="staff:1"
        )
    async with room.database.transaction() as session:
        await ValueChanges(session, room.signals, room.clock()).agree(change.id, by="staff:2")


async def people(room: Room) -> dict[Language, Person]:
    """One newcomer for each language; what they ask is in that language."""
    everybody = {language: room.person(str(number)) for number, language in enumerate(LANGUAGES, start=1)}
    for language, person in everybody.items():
        await person.says(f"/start {language}")
        room.interpreter.hears(f"? {language}", topic="registration.anmeldung", language=language)
    return everybody


async def answers(everybody: dict[Language, Person]) -> dict[Language, str]:
    return {language: (await person.says(f"? {language}"))[0].text for language, person in everybody.items()}


async def seconds_until_told(person: Person, words: str) -> float:
    """How long it takes until the answer has *words* in it, from now on."""
    begun = monotonic()
    while words not in _spaced((await person.says("? de"))[0].text):
        assert monotonic() - begun < 15
        await asyncio.sleep(0.02)
    return monotonic() - begun


async def test_one_fact_changes_in_seven_languages_within_a_second(open_town: Room) -> None:
    """A new value is in the chat of everybody a second after the second person agreed.

    Other tests use the same two processors: of three changes the quickest counts.
    """
    everybody = await people(open_town)
    before = await answers(everybody)
    assert not [language for language in LANGUAGES if THREE_WEEKS[language] in _spaced(before[language])]

    took = []
    for amount in ("3", "4", "3"):
        await changes_deadline(open_town, amount=amount)
        took.append(await seconds_until_told(everybody["de"], f"{amount} Wochen"))
    now = await answers(everybody)

    assert min(took) < 1
    assert [language for language in LANGUAGES if THREE_WEEKS[language] not in _spaced(now[language])] == []


async def test_the_last_day_of_a_fact_ends_in_the_chat_by_itself(open_town: Room) -> None:
    """Nobody presses anything at midnight, and no language goes on telling it."""
    everybody = await people(open_town)
    today = open_town.clock().date()
    await changes_deadline(open_town, amount="3", valid_to=today.isoformat())
    await seconds_until_told(everybody["de"], THREE_WEEKS["de"])

    open_town.clock.now += timedelta(days=1)
    tomorrow = await answers(everybody)

    assert [language for language in LANGUAGES if THREE_WEEKS[language] in _spaced(tomorrow[language])] == []
    assert [language for language in LANGUAGES if whom_to_ask(open_town, language) not in tomorrow[language]] == []


def whom_to_ask(room: Room, language: Language) -> str:
    meaning = room.library.unit_meaning("clearing", language)
    return room.word("has-changed-ask", language, unit="Clearingstelle", meaning=meaning)


def _spaced(text: str) -> str:
    """With plain spaces: a number and its unit stand together by one that does not break."""
    return text.replace("\u00a0", " ")
