"""What the folders hand out about a newcomer is told to the newcomer."""

from bot.own_data import PARTS
from bot.web_conversations import WebConversations
from house.composition import House
from tests.bot.talking import Room


async def test_every_part_that_a_folder_hands_out_has_a_heading(house: House, room: Room) -> None:
    """Also what only somebody on the web has."""
    async with room.database.transaction() as session:
        key = await WebConversations(session).begin("de", room.clock())
    ana = room.person(key.conversation, channel="web")
    await ana.opens_case("Frage")
    newcomer = await ana.row()
    assert newcomer is not None

    async with room.database.reading() as session:
        kept = await house.export(session, newcomer.id)
    assert set(kept) == set(PARTS)
    for what in {*PARTS.values()}:
        assert room.word(f"mydata-all-{what}")
