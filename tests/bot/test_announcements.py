"""What everybody is told stands once a day under an answer, and never beside a danger."""

from datetime import date

import pytest

from knowledge_base.announcements import AnnouncementDraft, Announcements
from knowledge_base.articles import install_edition
from storage import Database
from tests.bot.fakes import shipped_edition
from tests.bot.talking import Person, Room
from wording import LANGUAGES

ADDRESS, DEPOSIT, DANGER = "Wo melde ich mich an?", "Und die Kaution?", "Hilfe!"
TOLD = "Der Aufzug im Rathaus geht nicht."
TODAY = date(2026, 11, 25)


@pytest.fixture
async def room(database: Database) -> Room:
    """A room whose library comes from the database, as in the process."""
    room = Room(database)
    await room.prepare()
    async with database.transaction() as session:
        await install_edition(session, shipped_edition(), room.clock())
    room.interpreter.hears(ADDRESS, topic="registration.anmeldung")
    room.interpreter.hears(DEPOSIT, topic="housing.deposit")
    room.interpreter.hears(DANGER, topic="safety.emergency")
    return room


async def announces(room: Room, text: str = TOLD) -> int:
    """Two people tell it everybody."""
    draft = AnnouncementDraft({"de": text}, TODAY, date(2026, 12, 24))
    async with room.database.transaction() as session:
        acts = Announcements(session, room.signals, room.library.edition, room.clock())
        row = await acts.propose(draft, by="staff:1")
        await acts.agree(row.id, by="staff:2")
    await reloads(room)
    return row.id


async def reloads(room: Room) -> None:
    async with room.database.reading() as session:
        await room.library.reload(session)


async def is_told(ana: Person, question: str, text: str = TOLD) -> bool:
    return any(text in each.text for each in await ana.says(question))


async def test_it_stands_under_the_first_answer_of_a_day(room: Room, ana: Person) -> None:
    await announces(room)

    first, second = await is_told(ana, ADDRESS), await is_told(ana, DEPOSIT)
    room.clock.passes(days=1)
    next_day, once_more = await is_told(ana, ADDRESS), await is_told(ana, DEPOSIT)

    assert (first, second, next_day, once_more) == (True, False, True, False)


async def test_the_day_is_the_towns(room: Room, ana: Person) -> None:
    """At 23:30 UTC a new day has begun in Weißenfels."""
    await announces(room)
    room.clock.passes(hours=12, minutes=30)  # 22:30 UTC
    assert await is_told(ana, ADDRESS)

    room.clock.passes(minutes=20)
    assert not await is_told(ana, ADDRESS)
    room.clock.passes(minutes=20)
    assert await is_told(ana, ADDRESS)


async def test_what_is_published_later_is_told_the_same_day(room: Room, ana: Person) -> None:
    """Each once: the new one alone, not the one of the morning again."""
    await announces(room)
    assert await is_told(ana, ADDRESS)
    room.clock.passes(minutes=5)
    await announces(room, "Heute fährt kein Bus.")

    answer = await ana.says(ADDRESS)

    assert any("Heute fährt kein Bus." in each.text for each in answer)
    assert not any(TOLD in each.text for each in answer)


async def test_it_stands_beneath_what_the_answer_says(room: Room, ana: Person) -> None:
    await announces(room)

    [answer] = await ana.says(ADDRESS)

    article = room.library.answer("registration.anmeldung", "de")
    assert answer.text.index(str(article.lines[0].content)) < answer.text.index(f"Wichtig: {TOLD}")


async def test_nothing_stands_beside_a_danger(room: Room, ana: Person) -> None:
    """It is told with the next answer instead."""
    await announces(room)

    assert not await is_told(ana, DANGER)
    assert await is_told(ana, ADDRESS)


async def test_what_was_withdrawn_or_is_over_is_told_to_nobody(room: Room, ana: Person) -> None:
    number = await announces(room)
    async with room.database.transaction() as session:
        await Announcements(session, room.signals, room.library.edition, room.clock()).withdraw(number, by="staff:1")
    await reloads(room)
    assert not await is_told(ana, ADDRESS)

    await announces(room)
    room.clock.passes(days=30)
    assert not await is_told(ana, ADDRESS)


async def test_nobody_is_sent_anything(room: Room, ana: Person) -> None:
    """Announcements wait until somebody asks."""
    before = len(await room.queued("telegram", ana.address))

    await announces(room)

    assert len(await room.queued("telegram", ana.address)) == before


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_language_is_told(room: Room, language: str) -> None:
    """In German, saying so, where nobody wrote it in theirs."""
    await announces(room)
    person = room.person(f"in-{language}")
    await person.says(f"/start {language}")
    room.interpreter.hears(ADDRESS, topic="registration.anmeldung", language=language)  # type: ignore[arg-type]

    label = room.word("announcement" if language == "de" else "announcement-in-german", language)  # type: ignore[arg-type]

    assert await is_told(person, ADDRESS, f"{label}: {TOLD}")
