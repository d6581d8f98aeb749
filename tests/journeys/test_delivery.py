"""What a network and a busy Telegram do: nothing is lost, nothing is sent too early, and doubt is said aloud."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.pace import IN_A_CHAT, IN_A_GROUP, Pace
from storage.outbox import Outbox
from storage.signals import Signals
from tests.bot_api.clock import Clock
from tests.bot_api.faults import Fault
from tests.bot_api.limits import FloodRule, Limits
from tests.bot_api.server import BotApi
from tests.bot_api.webhook import SECRET_HEADER
from tests.journeys.process import Lotse, free_port
from tests.journeys.town import TOKEN, Person, Town
from tests.journeys.ways import both_ways, everywhere
from wording import Line, Phrases, Reply

HELP = "/help"
ON_THE_WAY = 0.5


@pytest.fixture(scope="session")
def flooded_kind() -> str:
    return "polling"


async def say(town: Town, person: Person, *lines: str, reply: dict[str, Any] | None = None) -> None:
    """Put a message into the outbox, as the desk does."""
    words = Reply(kind="text", language="ro", lines=tuple(Line(content=each) for each in lines))
    outbox = Outbox(town.database, Signals(town.database))
    async with town.database.transaction() as session:
        await outbox.add(
            session,
            channel="telegram",
            address=str(person.id),
            newcomer_id=await town.newcomer_id(person),
            reply=reply or words.model_dump(mode="json"),
            now=datetime.now(UTC),
        )


async def eventually(condition: Callable[[], Awaitable[Any]], seconds: float = 20.0) -> None:
    async with asyncio.timeout(seconds):
        while not await condition():
            await asyncio.sleep(0.05)


def sends_to(town: Town, person: Person) -> list[float]:
    """When messages to *person* were taken."""
    return [entry.at for entry in town.api.transcript.of("sendMessage") if entry.values["chat_id"] == str(person.id)]


def refusals_to(town: Town, person: Person) -> list[Any]:
    return [each for each in town.api.transcript.refused if each.values.get("chat_id") == str(person.id)]


# --- limits ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limits", "chat_id"), [(IN_A_CHAT, 7_000_000_001), (IN_A_GROUP, -1_002_000_000_001)], ids=["chat", "group"]
)
def test_the_pace_of_a_chat_is_what_telegram_takes(limits: Any, chat_id: int) -> None:
    """Three minutes of more messages than may be sent: never refused, and not much slower than allowed."""
    pace, clock = Pace(limits), Clock()
    telegram = Limits(FloodRule(), clock)
    now, sent = datetime(2026, 11, 25, tzinfo=UTC), 0
    for _ in range(1800):
        if str(chat_id) not in pace.waiting(now):
            telegram.admit(chat_id)
            pace.sent(str(chat_id), now)
            sent += 1
        clock.advance(0.1)
        now += timedelta(seconds=0.1)
    assert sent >= (58 if chat_id < 0 else 160)


async def test_the_pace_over_all_chats_is_what_telegram_takes() -> None:
    """However many wait, no second sees more than thirty."""
    pace = Pace()
    loop = asyncio.get_running_loop()
    times: list[float] = []

    async def send() -> None:
        async with pace.over_all:
            times.append(loop.time())

    await asyncio.gather(*(send() for _ in range(70)))
    assert max(sum(start <= each < start + 1 for each in times) for start in times) <= 30
    assert times[-1] - times[0] < 3.5


async def test_limits_are_kept_and_nothing_is_lost(tmp_path: Path, model_folder: Path, phrases: Phrases) -> None:
    """One sends ten in a second, forty write at once, one message is long: all arrive, and Telegram refuses none."""
    async with Town(tmp_path, model_folder, phrases, way="webhook", flood=FloodRule()) as town:
        hasty, reader = town.newcomer("Hasty"), town.newcomer("Reader")
        crowd = [town.newcomer(f"N{number}") for number in range(40)]
        for _ in range(5):
            hasty.chat.says(HELP)
            hasty.chat.says("/delete")
        reader.chat.says(HELP)
        for person in crowd:
            person.chat.says(HELP)
        shown = await hasty.chat.reads(after=0, at_least=10, timeout=30)
        for person in crowd:
            assert len(await person.chat.reads(timeout=10)) == 1

        await say(town, reader, *(f"{letter * 3000}" for letter in "abcdef"))
        parts = await reader.chat.reads(after=0, at_least=7, timeout=30)

        sentences = [hasty.word("help"), hasty.word("delete-ask")] * 5
        assert [sentence in message.text for sentence, message in zip(sentences, shown, strict=True)] == [True] * 10
        assert [part.text[0] for part in parts[1:]] == list("abcdef")
        every = [entry.at for entry in town.api.transcript.of("sendMessage")]
        assert max(sum(start <= each < start + 1 for each in every) for start in every) <= 30
        assert [each for each in town.api.transcript.refused if each.code == 429] == []
        assert town.new_errors() == []


@both_ways
async def test_nothing_is_sent_before_the_time_that_telegram_told(town: Town) -> None:
    """The chat waits, the one beside it does not."""
    ana, ivan = town.newcomer("Ana"), town.newcomer("Ivan")
    town.api.faults.once(Fault.flood(3), method="sendMessage")
    ana.chat.says(HELP)
    await eventually(lambda: _drawn(town, "sendMessage"))
    refused_at = town.api.clock.now()
    ana.chat.says("/delete")
    [beside] = await ivan.writes(HELP)

    first, second = await ana.chat.reads(after=0, at_least=2, timeout=15)
    assert ana.word("help") in first.text  # without a mark: Telegram said that it did not take it
    assert not first.text.startswith(ana.word("maybe-again"))
    assert ana.word("delete-ask") in second.text
    assert sends_to(town, ana)[0] >= refused_at + 2.9
    assert sends_to(town, ivan)[0] < refused_at + 2.9
    assert beside.text


async def test_when_two_chats_are_refused_everybody_waits(town: Town) -> None:
    """Then it is the limit over all chats, and whoever goes on is refused for longer."""
    people = [town.newcomer(f"N{number}") for number in range(6)]
    for _ in range(2):
        town.api.faults.once(Fault.flood(3), method="sendMessage")
    for person in people[:2]:
        person.chat.says(HELP)
    await eventually(lambda: _drawn(town, "sendMessage", 2))
    refused_at = town.api.clock.now()
    for person in people[2:]:
        person.chat.says(HELP)

    for person in people:
        assert len(await person.chat.reads(after=0, timeout=15)) == 1
    assert min(sends_to(town, person)[0] for person in people) >= refused_at + 2.8


async def _drawn(town: Town, method: str, times: int = 1) -> bool:
    """Whether all waiting faults have hit."""
    del times
    return not town.api.faults._waiting


# --- connections ----------------------------------------------------------------------------------------------


@both_ways
@pytest.mark.parametrize(
    ("fault", "copies"),
    [
        (Fault.broken(accepted=False), 1),
        (Fault.broken(accepted=True), 2),
        (Fault.error(502, accepted=False), 1),
        (Fault.error(500, accepted=True), 2),
        (Fault.garbage(accepted=True), 2),
    ],
    ids=["broken before", "broken after", "502 before", "500 after", "garbage after"],
)
async def test_a_connection_that_breaks(town: Town, fault: Fault, copies: int) -> None:
    """Nobody can know whether it arrived, so it comes once more and says so; what follows keeps its place."""
    ana = town.newcomer("Ana")
    town.api.faults.once(fault, method="sendMessage")
    ana.chat.says(HELP)
    ana.chat.says("/delete")
    shown = await ana.chat.reads(after=0, at_least=copies + 1, timeout=15, quiet_seconds=1.0)

    mark = ana.word("maybe-again")
    assert [ana.word("help") in message.text for message in shown] == [True] * copies + [False]
    assert [message.text.startswith(mark) for message in shown] == [False] * (copies - 1) + [True, False]
    assert ana.word("delete-ask") in shown[-1].text


@pytest.mark.parametrize(
    "fault",
    [Fault.broken(accepted=True), Fault.error(502), Fault.garbage(), Fault.flood(1)],
    ids=["broken", "502", "garbage", "flood"],
)
async def test_fetching_goes_on_after_a_failure(town: Town, fault: Fault) -> None:
    """Updates that were on their way when the connection broke were not confirmed, so they come again, once."""
    ana = town.newcomer("Ana")
    town.api.faults.once(fault, method="getUpdates")
    ana.chat.says(HELP)
    await eventually(lambda: _drawn(town, "getUpdates"))
    [answer] = await ana.reads()
    [after] = await ana.writes("/delete")

    assert ana.word("help") in answer.text
    assert ana.word("delete-ask") in after.text


async def test_a_second_process_that_polls_costs_nothing(town: Town) -> None:
    """Telegram ends one call with 409; when the other is gone, all goes on, and nothing was lost meanwhile."""
    ana = town.newcomer("Ana")
    async with httpx.AsyncClient(timeout=10) as client:
        for _ in range(3):
            taken = asyncio.create_task(client.post(f"{town.api.root}/bot{TOKEN}/getUpdates", json={"timeout": 1}))
            await asyncio.sleep(0.2)
            ana.chat.says(HELP)
            await taken
    shown = await ana.chat.reads(after=0, at_least=3, timeout=20, quiet_seconds=1.0)

    assert [ana.word("help") in message.text for message in shown] == [True] * 3
    assert 409 in [line.get("code") for line in town.lotse.log() if line.get("event") == "polling failed"]


async def test_it_starts_while_telegram_cannot_be_reached(tmp_path: Path, model_folder: Path, phrases: Phrases) -> None:
    """Chat and desk answer meanwhile; as soon as Telegram is back, newcomers are heard. One asks, one is brought."""

    async def start(way: str) -> None:
        folder = tmp_path / way
        folder.mkdir()
        api = BotApi([TOKEN], port=free_port(), flood=FloodRule.off())
        lotse = Lotse(folder, model_folder, {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": api.root})
        if way == "webhook":
            lotse.sets("TELEGRAM_WEBHOOK_URL", f"{lotse.url}/telegram/journeys")
            lotse.sets("TELEGRAM_WEBHOOK_SECRET", "a-secret-of-the-journeys")
        async with lotse:
            await asyncio.sleep(1.5)
            async with httpx.AsyncClient() as client:
                assert (await client.get(f"{lotse.url}/chat")).status_code == 200
            async with api:
                ana = Person(api.newcomer("Ana", language_code="ro"), "ro", phrases)
                [answer] = await ana.writes(HELP)
                assert ana.word("help") in answer.text
                await lotse.__aexit__()

    async with asyncio.TaskGroup() as ways:
        ways.create_task(start("polling"))
        ways.create_task(start("webhook"))


# --- updates --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["webhook", "webhook postgresql"], indirect=True)
async def test_an_update_that_comes_again_is_answered_once(town: Town) -> None:
    """Our 200 got lost on its way, three times."""
    ana = town.newcomer("Ana")
    before = len(town.api.bot.webhook.deliveries)
    town.api.bot.webhook.loses_answers(3)
    ana.chat.says(HELP)
    await eventually(lambda: _delivered(town, before + 4))
    [answer] = await ana.reads()

    assert ana.word("help") in answer.text
    assert len({each.update_id for each in town.api.bot.webhook.deliveries[before:]}) == 1


async def _delivered(town: Town, times: int) -> bool:
    return len(town.api.bot.webhook.deliveries) >= times


@pytest.mark.parametrize("kind", ["webhook"], indirect=True)
@pytest.mark.parametrize("secret", [None, "", "wrong", "a-secret-of-the-journeysx", "ä".encode()])
async def test_without_the_secret_nothing_is_taken(town: Town, secret: str | bytes | None) -> None:
    update = {"update_id": 99, "message": {"chat": {"id": 5, "type": "private"}, "date": 1, "text": HELP}}
    headers = {} if secret is None else {SECRET_HEADER: secret}
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{town.lotse.url}/telegram/journeys", json=update, headers=headers)
    assert answer.status_code == 401
    assert await town.rows("SELECT id FROM inbox WHERE external_id = '99'") == []


@pytest.mark.parametrize("kind", ["webhook"], indirect=True)
@pytest.mark.parametrize(
    ("body", "status"), [(b"", 400), (b"{", 400), (b"\xff", 400), (b"[]", 200), (b"0" * 1_000_001, 413)]
)
async def test_what_is_no_update_is_turned_away(town: Town, body: bytes, status: int) -> None:
    headers = {SECRET_HEADER: "a-secret-of-the-journeys"}
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{town.lotse.url}/telegram/journeys", content=body, headers=headers)
    assert answer.status_code == status


MALFORMED = [
    '{"update_id": {id}, "message": 5}',
    '{"update_id": {id}, "message": {"chat": "x", "date": 1, "text": "a"}}',
    '{"update_id": {id}, "message": {"chat": {"id": 5, "type": "private"}, "date": 1, "text": ["a"]}}',
    '{"update_id": {id}, "message": {"chat": {"id": 5, "type": "private"}, "date": 1e400, "text": "a"}}',
    '{"update_id": {id}, "message": {"chat": {"id": 5, "type": "private"}, "date": 99999999999999, "text": "a"}}',
    '{"update_id": {id}, "message": {"chat": {"id": 1e30, "type": "private"}, "date": 1, "text": "a"}}',
    '{"update_id": {id}, "callback_query": {"id": "1", "from": 3}}',
    '{"update_id": {id}, "my_chat_member": null, "message": {}}',
]
UNKNOWN = ['{"update_id": {id}}', '{"update_id": {id}, "chat_boost": {"a": 1}}']


@everywhere
async def test_malformed_updates_stop_nothing_and_are_named(town: Town) -> None:
    """Good ones before, between and after are answered; what nobody can read is parked, and `lotse doctor` says so."""
    town.tolerates("update failed")
    people = [town.newcomer(f"N{number}") for number in range(len(MALFORMED) + 1)]
    bad: list[int] = []
    people[0].chat.says(HELP)
    for person, body in zip(people[1:], MALFORMED, strict=True):
        bad.append(town.api.inject(body))
        person.chat.says(HELP)
    for body in UNKNOWN:
        town.api.inject(body)
    for person in people:
        [answer] = await person.reads()
        assert person.word("help") in answer.text

    async def are_parked() -> bool:
        return len(await parked()) == len(bad)

    async def parked() -> list[dict[str, Any]]:
        wanted = ",".join(f"'{number}'" for number in bad)
        return await town.rows(f"SELECT * FROM inbox WHERE parked_at IS NOT NULL AND external_id IN ({wanted})")

    await eventually(are_parked, 30)
    found = await town.lotse.command("doctor")
    assert found.returncode == 1, found.stderr
    for row in await parked():
        assert f"update {row['id']}: parked after UpdateUnreadable" in found.stdout
        assert "text" not in str(row["payload"])


@everywhere
async def test_characters_that_databases_refuse_are_left_out(town: Town) -> None:
    """A zero byte and half a character would stop PostgreSQL; the words around them are answered."""
    ana = town.newcomer("Ana")
    await ana.writes(HELP)
    chat = f'{{"id": {ana.id}, "type": "private"}}'
    for text in ("/he\\u0000lp", "/help \\ud83d", "/help \\udc00\\ud800"):
        town.api.inject(f'{{"update_id": {{id}}, "message": {{"chat": {chat}, "date": 1764064800, "text": "{text}"}}}}')
    shown = await ana.chat.reads(after=0, at_least=4, timeout=15)
    assert [re.search(r"/person", message.text) is not None for message in shown] == [True] * 4


# --- people and messages that cannot be reached -----------------------------------------------------------------


@both_ways
async def test_a_newcomer_who_cannot_be_written_to_is_marked_and_left_alone(town: Town) -> None:
    """Telegram said 403 without a word before: one call a message, no more, until the newcomer writes again; then comes
    first what could not be said.
    """
    ana = town.newcomer("Ana")
    await ana.writes(HELP)
    ana.chat.deactivates()
    for number in range(3):
        await say(town, ana, f"Mesaj {number}")

    async def is_marked() -> bool:
        rows = await town.rows("SELECT blocked_at FROM newcomers WHERE address = :a", a=str(ana.id))
        states = await town.rows("SELECT state FROM outbox WHERE address = :a", a=str(ana.id))
        return rows[0]["blocked_at"] is not None and [row["state"] for row in states[1:]] == ["failed"] * 3

    await eventually(is_marked)
    await asyncio.sleep(2.5)
    assert [refused.code for refused in refusals_to(town, ana)] == [403] * 3
    ana.chat._chat.obstacle = None
    *missed, answer = await ana.writes(HELP, replies=4)
    assert [each.text for each in missed] == [f"Mesaj {number}" for number in range(3)]
    assert ana.word("help") in answer.text
    rows = await town.rows("SELECT blocked_at FROM newcomers WHERE address = :a", a=str(ana.id))
    assert rows[0]["blocked_at"] is None


async def test_who_blocks_the_bot_is_marked(town: Town) -> None:
    ana = town.newcomer("Ana")
    await ana.writes(HELP)
    ana.chat.blocks()

    async def is_marked() -> bool:
        return bool(
            await town.rows("SELECT 1 AS x FROM newcomers WHERE address = :a AND blocked_at IS NOT NULL", a=str(ana.id))
        )

    await eventually(is_marked)
    assert refusals_to(town, ana) == []


@both_ways
async def test_a_message_that_cannot_be_put_into_words_stops_no_other(town: Town) -> None:
    """It is tried three times and then given up, seen by `lotse doctor`; nobody else waits or hears anything twice."""
    town.tolerates("message broke")
    ana, ivan = town.newcomer("Ana"), town.newcomer("Ivan")
    await ana.writes(HELP)
    await say(town, ana, reply={"kind": "nonsense"})
    await say(town, ana, "După aceea")
    for _ in range(3):
        [answer] = await ivan.writes(HELP)
        assert ivan.word("help") in answer.text
        assert not answer.text.startswith(ivan.word("maybe-again"))

    shown = await ana.chat.reads(after=0, at_least=2, timeout=20)
    assert shown[-1].text == "După aceea"
    broken = [line for line in town.lotse.log() if line.get("event") == "message broke"]
    assert [line["attempt"] for line in broken[-3:]] == [1, 2, 3]
    found = await town.lotse.command("doctor")
    assert "messages were refused" in found.stdout


def test_attempts_come_in_order() -> None:
    """The pauses after failures grow, and end at five minutes."""
    from bot.courier import LONGEST_PAUSE

    pauses = [min(timedelta(seconds=2 ** min(attempt, 8)), LONGEST_PAUSE) for attempt in range(1, 12)]
    assert all(shorter <= longer for shorter, longer in pairwise(pauses))
    assert pauses[-1] <= LONGEST_PAUSE
