"""What belongs to the newcomer: the notice, what is kept, and its end."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import MetaData
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from bot import privacy
from bot.conversation import Talk
from bot.web_conversations import WebConversations
from handoff import privacy as handoff_privacy
from handoff.newcomers import Newcomers
from storage.outbox import OutboxMessage
from tests.bot.talking import ADVICE, Person, Room

CANARY = "Kanarienvogel"


async def test_the_notice_says_who_what_why_how_long_and_who_sees_it(room: Room, ana: Person) -> None:
    room.interpreter.hears("Wer liest das?", topic="meta.privacy")
    [notice] = await ana.says("Wer liest das?")

    for each in ("who", "what", "why", "who-sees", "telegram", "rights"):
        assert room.word(f"notice-{each}") in notice.text
    assert str(handoff_privacy.CLOSED_KEPT.days) in notice.text


async def test_mydata_shows_what_is_kept(room: Room, ana: Person) -> None:
    await ana.opens_case(f"{CANARY} Frage")
    [shown] = await ana.says("/mydata")
    everything = "\n".join(each.text for each in await ana.presses("Alles zeigen"))

    assert room.word("mydata-cases", count=1) in shown.text
    assert f"{CANARY} Frage" in everything


async def test_mydata_shows_also_what_nobody_gave_a_heading(room: Room, ana: Person) -> None:
    """The right to see it does not wait for us; and the log says what to name, without a word of it."""

    async def export(session: AsyncSession, newcomer_id: int) -> dict[str, Any]:
        return {"new_part": {"word": CANARY}, **await room.services.export(session, newcomer_id)}

    room.talk = Talk(replace(room.services, export=export), room.interpreter, room._parsers, room.clock)  # type: ignore[arg-type]
    await ana.says("/mydata")
    with capture_logs() as logs:
        [everything] = await ana.presses("Alles zeigen")

    assert everything.text.rstrip().endswith(f"{room.word('mydata-all-other')}\n\n• {CANARY}")
    [error] = [each for each in logs if each["log_level"] == "error"]
    assert error["part"] == "new_part"
    assert CANARY not in str(logs)


async def test_mydata_does_not_deny_a_name_that_was_given(room: Room, ana: Person) -> None:
    [before] = await ana.says("/mydata")
    await ana.offered("Blabla")
    await ana.presses("Codewort")
    await ana.says("Ana Popescu")
    await ana.presses("Ja, weitergeben")
    [after] = await ana.says("/mydata")

    assert room.word("mydata-no-name") in before.text
    assert room.word("mydata-no-name") not in after.text


async def test_delete_is_asked_before_and_can_be_thought_over(room: Room, ana: Person) -> None:
    number = await ana.opens_case("Blabla")
    [asked] = await ana.says("/delete")
    assert room.word("delete-ask") in asked.text
    [kept] = await ana.presses("behalten")

    assert room.word("kept") in kept.text
    assert (await room.case(number)).owner == "waiting"


@pytest.mark.parametrize("channel", ["telegram", "web"])
async def test_after_delete_no_table_holds_a_word_and_the_receipt_names_nobody(room: Room, channel: str) -> None:
    """Question, code word, answer, draft, what was shown: gone from every table."""
    ana = room.person("canary-1" if channel == "web" else "770077", channel=channel)
    await ana.sends({"kind": "start", "payload": "de"} if channel == "web" else _start())
    await ana.offered(f"{CANARY} Frage")
    await ana.presses("Codewort")
    await ana.says(f"{CANARY} Codewort")
    await ana.presses("Ja, weitergeben")
    [case] = await room.cases()
    await room.answers(case.number, await room.takes_over(case.number), f"{CANARY} Antwort")
    await ana.reads()
    await ana.offered(f"{CANARY} Entwurf")
    before = await ana.row()
    assert {"cases", "case_messages", "conversations", "outbox"} <= set(await _tables_with(room, CANARY))

    await ana.says("/delete")
    [receipt] = await ana.presses("Ja, alles löschen")

    assert await _tables_with(room, CANARY) == []
    assert await room.newcomers() == []
    assert room.word("deleted") in receipt.text
    assert room.word(f"deleted-{channel}") in receipt.text
    assert before is not None
    assert before.address not in receipt.text
    # the numbers of updates, so that none is taken twice, and the receipt itself
    assert set(await _tables_with(room, before.address)) <= {"inbox", "outbox"}
    [kept] = await room.queued(channel, before.address)
    assert kept.newcomer_id is None


async def test_whoever_comes_back_is_new(room: Room, ana: Person) -> None:
    await ana.opens_case("Blabla")
    await ana.says("/delete")
    await ana.presses("Ja, alles löschen")
    [asked] = await ana.says("/start")
    assert asked.kind == "choices"
    assert len(await room.newcomers()) == 1
    assert await room.cases() == []


async def test_buttons_from_before_the_deletion_open_nothing(room: Room, ana: Person) -> None:
    offer = await ana.offered("Blabla")
    await ana.says("/delete")
    await ana.presses("Ja, alles löschen")
    await ana.says("/start de")
    await ana.presses_on(offer, "Ja, weitergeben")
    assert await room.cases() == []


async def test_what_waits_to_be_said_is_not_said_after_the_deletion(room: Room, ana: Person) -> None:
    """An answer that is on its way goes with the rest."""
    number = await ana.opens_case("Blabla")
    await room.answers(number, await room.takes_over(number), CANARY)
    await ana.says("/delete")
    await ana.presses("Ja, alles löschen")
    assert CANARY not in str([each.reply for each in await room.queued("telegram", ana.address)])


async def test_stop_means_silence_but_for_answers(room: Room, ana: Person) -> None:
    number = await ana.opens_case("Blabla")
    [stopped] = await ana.says("/stop")
    await room.answers(number, await room.takes_over(number), "Guten Tag")

    assert room.word("stopped") in stopped.text
    assert await ana.reads() == []
    [helped] = await ana.says("/help")
    assert room.word("help") in helped.text


async def test_what_was_said_is_forgotten_after_a_day_also_to_groups(room: Room, ana: Person) -> None:
    await room.has_group(ADVICE, "-100")
    await ana.opens_case("Blabla")
    await _all_were_sent(room)
    room.clock.passes(hours=23, minutes=59)
    await _runs_jobs(room)
    assert await room.queued("staff", "-100")
    room.clock.passes(minutes=2)
    await _runs_jobs(room)

    assert await room.queued("staff", "-100") == []
    assert await room.queued("telegram", ana.address) == []


async def test_an_unused_web_conversation_takes_its_newcomer_along(room: Room) -> None:
    """Who has a case stays, for the unit still works on it."""
    async with room.database.transaction() as session:
        conversations = WebConversations(session)
        keys = [await conversations.begin(None, room.clock()) for _ in range(2)]
    alone, with_case = (room.person(key.conversation, channel="web") for key in keys)
    await alone.sends({"kind": "start", "payload": "de"})
    await with_case.sends({"kind": "start", "payload": "de"})
    await with_case.opens_case("Blabla")
    room.clock.passes(days=31)
    await _runs_jobs(room)

    async with room.database.reading() as session:
        assert await Newcomers(session).find("web", alone.address) is None
        assert await Newcomers(session).find("web", with_case.address) is not None


def _start() -> dict[str, object]:
    return {"kind": "text", "text": "/start de", "edited": False}


async def _runs_jobs(room: Room) -> None:
    for _, _, job in (*privacy.JOBS, *handoff_privacy.JOBS):
        async with room.database.transaction() as session:
            await job(session, room.clock())


async def _all_were_sent(room: Room) -> None:
    async with room.database.transaction() as session:
        await session.execute(OutboxMessage.__table__.update().values(state="sent"))


async def _tables_with(room: Room, words: str) -> list[str]:
    tables = MetaData()
    async with room.database.engine.connect() as connection:
        await connection.run_sync(tables.reflect)
        return [
            table.name
            for table in tables.sorted_tables
            if any(words in str(tuple(row)) for row in await connection.execute(table.select()))
        ]
