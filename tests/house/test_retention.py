"""Nothing about a newcomer is kept for ever, whoever forgets them."""

from sqlalchemy import MetaData

from bot.web_conversations import WebConversations
from house.composition import House
from tests.bot.talking import Person, Room

CANARY = "Kanarienvogel"
OF_PEOPLE = {"newcomers", "conversations", "cases", "case_messages", "case_notes", "case_events", "consents", "outbox",
             "web_conversations", "newcomer_addresses", "case_links", "inbox"}  # fmt: skip


async def test_whoever_comes_once_is_forgotten_in_the_end(house: House, room: Room) -> None:
    """Without a case after half a year; with one that nobody closes after a year, and so on the web."""
    silent, waiting, on_page = room.person("1"), room.person("2"), await _on_the_web(room)
    for person in (silent, waiting, on_page):
        await person.says("/start de")
        await person.says(f"{CANARY} Frage")
    for person in (waiting, on_page):
        await person.opens_case(f"{CANARY} Frage")
    ended = await on_page.opens_case(f"{CANARY} zweite Frage", unit="Clearingstelle")
    await room.closes(ended, await room.takes_over(ended))

    await _passes(house, room, days=181)
    assert await silent.row() is None
    assert await waiting.row() is not None
    assert room.word("case-closed", number=(await waiting.reads())[-1].case) in waiting.seen[-1].text
    assert await on_page.row() is not None

    await _passes(house, room, days=181)
    assert {name for name, rows in (await _tables(room)).items() if rows} & OF_PEOPLE == set()
    assert CANARY not in str(await _tables(room))


async def test_who_comes_back_is_not_forgotten(house: House, room: Room) -> None:
    ana = room.person()
    await ana.says("/start ro")
    for _ in range(3):
        await _passes(house, room, days=179)
        await ana.says("/help")

    newcomer = await ana.row()
    assert newcomer is not None
    assert newcomer.language == "ro"


def test_every_job_of_the_house_has_a_name_of_its_own(house: House) -> None:
    names = [name for name, _, _ in house.jobs]
    assert len(names) == len(set(names))
    assert {"handoff.end_silent_cases", "house.forget_silent"} <= set(names)


async def _on_the_web(room: Room) -> Person:
    async with room.database.transaction() as session:
        key = await WebConversations(session).begin("de", room.clock())
    return room.person(key.conversation, channel="web")


async def _passes(house: House, room: Room, *, days: int) -> None:
    """Time passes, and then the jobs of the house run for a day, whatever their order."""
    room.clock.passes(days=days)
    for _ in range(2):
        for _, _, job in house.jobs:
            async with room.database.transaction() as session:
                await job(session, room.clock())
        room.clock.passes(hours=12)


async def _tables(room: Room) -> dict[str, list[str]]:
    tables = MetaData()
    async with room.database.engine.connect() as connection:
        await connection.run_sync(tables.reflect)
        return {
            table.name: [str(tuple(row)) for row in await connection.execute(table.select())]
            for table in tables.sorted_tables
        }
