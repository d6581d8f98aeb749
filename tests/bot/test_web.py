"""The web chat: what is sent is answered once, by the same conversation as in Telegram, and nobody reads along."""

import asyncio
import gc
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from sqlalchemy import func, select

from bot import privacy
from bot.web_conversations import WebConversation
from bot.web_limits import CONVERSATIONS_PER_HOUR, MESSAGES_PER_MINUTE
from storage.inbox import InboxUpdate
from storage.outbox import OutboxMessage
from tests.bot.fakes import Town, Visitor, visitor

QUESTION = "Muss ich mich anmelden?"


@pytest.fixture(autouse=True)
def question_is_understood(town: Town) -> None:
    town.interpreter.hears(QUESTION, topic="registration.anmeldung")


async def rows(town: Town, table: Any) -> int:
    async with town.database.reading() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def test_a_conversation_without_a_language_stores_nothing_but_its_key(town: Town) -> None:
    """Who only opens the chat is nobody yet."""
    async with visitor(town) as anna:
        await anna.begins()

    assert await rows(town, WebConversation) == 1
    assert await rows(town, InboxUpdate) == 0
    assert await town.newcomers() == []


async def test_a_printed_code_begins_in_its_language(town: Town) -> None:
    """The welcome is on its way without another question."""
    async with visitor(town) as anna:
        await anna.begins(start="de_bahnhof")
        await anna.says("/help")

        welcome, _ = await anna.reads()
    assert welcome["kind"] == "choices"
    assert welcome["language"] == "de"


async def test_the_chosen_language_wins_over_that_of_the_code(town: Town) -> None:
    async with visitor(town) as anna:
        await anna.begins(language="en", start="de_bahnhof")
        [areas] = await anna.says("/help")

    assert areas["language"] == "en"


async def test_a_question_is_answered_in_the_same_call(anna: Visitor) -> None:
    """The reply has the promised form, and its id rises."""
    [reply] = await anna.says(QUESTION)
    [later] = await anna.says(QUESTION)

    keys = [
        "id",
        "from",
        "kind",
        "topic",
        "article_version",
        "language",
        "text",
        "original",
        "label",
        "warnings",
        "case",
        "buttons",
    ]
    assert set(keys) <= set(reply)
    assert reply["from"] == "lotse"
    assert reply["kind"] == "article"
    assert reply["topic"] == "registration.anmeldung"
    assert all(set(button) == {"id", "label"} for button in reply["buttons"])
    assert later["id"] > reply["id"]


async def test_the_same_key_gives_the_same_replies_and_nothing_twice(town: Town, anna: Visitor) -> None:
    """A telephone that lost the answer may ask again."""
    key = {"Idempotency-Key": "a key of the browser"}
    first, second = await asyncio.gather(anna.sends({"text": QUESTION}, **key), anna.sends({"text": QUESTION}, **key))
    third = await anna.sends({"text": QUESTION}, **key)

    assert first.json() == second.json() == third.json()
    assert town.interpreter.heard == [QUESTION]


async def test_the_same_key_in_two_conversations_means_two_messages(town: Town, anna: Visitor) -> None:
    key = {"Idempotency-Key": "1"}
    async with visitor(town) as boris:
        await boris.begins(language="de")
        hers = await anna.sends({"text": QUESTION}, **key)
        his = await boris.sends({"text": QUESTION}, **key)

    assert hers.json()["replies"][0]["id"] != his.json()["replies"][0]["id"]


async def test_a_button_leads_on(anna: Visitor) -> None:
    [article] = await anna.says(QUESTION)

    [person, *_] = await anna.presses(article, "Mensch")

    assert person["kind"] in ("person", "notice")


async def test_a_button_of_another_conversation_is_refused(town: Town, anna: Visitor) -> None:
    """It belongs to the person it was shown to: nothing happens but a kind word."""
    [article] = await anna.says(QUESTION)
    async with visitor(town) as boris:
        await boris.begins(language="de")
        [refused] = await boris.presses(article, "Mensch")

    assert refused["kind"] == "notice"
    assert "zu alt" in refused["text"]


async def test_replies_are_read_after_the_last_known_one(anna: Visitor) -> None:
    [first] = await anna.says(QUESTION)
    [second] = await anna.says(QUESTION)

    everything = await anna.reads()

    assert [reply["id"] for reply in everything][-2:] == [first["id"], second["id"]]
    assert await anna.reads(after=first["id"]) == [second]


async def test_who_waits_too_long_gets_202_and_reads_later(town: Town) -> None:
    """Ten seconds in the product, less here."""
    await town.close()
    impatient = Town(town.database, wait_seconds=0.2)
    async with visitor(impatient) as anna:
        await anna.begins(language="de")

        answer = await anna.sends({"text": QUESTION})

        assert answer.status_code == 202
        assert answer.json() == {"replies": []}
        town.open()
        async with asyncio.timeout(10):
            while len(await anna.reads()) < 2:
                await asyncio.sleep(0.05)


async def test_a_message_that_cannot_be_handled_is_answered_with_an_apology(town: Town, anna: Visitor) -> None:
    """Three attempts, then the newcomer is told; the chat goes on."""
    town.interpreter.breaks = True
    asked = asyncio.create_task(anna.sends({"text": QUESTION}))
    while not asked.done():
        town.clock.passes(seconds=5)
        await asyncio.sleep(0.1)

    [apology] = asked.result().json()["replies"]
    town.interpreter.breaks = False
    [article] = await anna.says(QUESTION)

    assert apology["kind"] == "notice"
    assert article["kind"] == "article"


async def test_what_a_person_writes_is_read_without_asking(town: Town, anna: Visitor) -> None:
    [article] = await anna.says(QUESTION)
    [newcomer] = await town.newcomers()

    await town.staff_writes(newcomer, "Guten Tag")

    async with asyncio.timeout(10):
        while not (news := await anna.reads(after=article["id"])):
            await asyncio.sleep(0.05)
    assert news[0]["from"] == "staff"
    assert news[0]["original"] == "Guten Tag"


@pytest.mark.parametrize("secret", ["", "wrong", "x" * 5000, "\N{SNOWMAN}"], ids=["none", "wrong", "long", "not ascii"])
async def test_without_the_secret_nothing_is_read(anna: Visitor, secret: str) -> None:
    headers = {"Authorization": f"Bearer {secret}".encode()} if secret else {}

    answer = await anna.client.get(anna.path("messages"), headers=headers)

    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "unauthorized"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


async def test_a_secret_opens_no_other_conversation(town: Town, anna: Visitor) -> None:
    """Whether there is such a conversation is not told either."""
    async with visitor(town) as boris:
        await boris.begins()
        there = await anna.client.get(boris.path("messages"), headers=anna.headers)
    nowhere = await anna.client.get("/chat/api/conversations/no-such/messages", headers=anna.headers)

    assert there.status_code == nowhere.status_code == 404
    assert there.json() == nowhere.json()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"text": ""}, id="empty"),
        pytest.param({"text": " \n\x00 "}, id="blank"),
        pytest.param({"text": "x" * 10_001}, id="too long"),
        pytest.param({"text": 7}, id="no text"),
        pytest.param({"text": "a", "press": "b"}, id="both"),
        pytest.param({"text": "a", "more": 1}, id="unknown key"),
        pytest.param({"press": "x" * 65}, id="no button"),
        pytest.param({"press": "ă"}, id="a button of ours is ASCII"),
        pytest.param([], id="no object"),
        pytest.param({"text": "\ud800"}, id="half a character"),
    ],
)
async def test_a_message_of_another_shape_is_refused(anna: Visitor, body: Any) -> None:
    answer = await anna.client.post(
        anna.path("messages"),
        content=json.dumps(body),
        headers={**anna.headers, "Content-Type": "application/json"},
    )

    assert answer.status_code == 422, answer.text
    assert answer.json()["error"]["code"] == "invalid"


async def test_ten_thousand_characters_are_taken(anna: Visitor) -> None:
    answer = await anna.sends({"text": "ж" * 10_000})

    assert answer.status_code == 200


async def test_control_characters_do_not_reach_the_database(anna: Visitor, town: Town) -> None:
    await anna.says(f"\x00{QUESTION}\x1b\r")

    assert town.interpreter.heard == [QUESTION]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 30_000], ids=["empty", "cut", "not UTF-8", "deep"])
async def test_what_is_no_json_is_a_bad_request(anna: Visitor, body: bytes) -> None:
    answer = await anna.client.post(
        anna.path("messages"), content=body, headers={**anna.headers, "Content-Type": "application/json"}
    )

    assert answer.status_code in (400, 422)
    assert set(answer.json()["error"]) == {"code", "message"}


async def test_a_body_over_64_kb_is_not_read(anna: Visitor) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 1024

    stated = await anna.sends({"text": "x" * 70_000})
    unstated = await anna.client.post(anna.path("messages"), content=endless(), headers=anna.headers)

    assert stated.status_code == unstated.status_code == 413


async def test_thirty_messages_a_minute_are_enough(town: Town, anna: Visitor) -> None:
    """Who is too fast is told for how long to wait; others are not touched."""
    statuses = [(await anna.sends({"text": "/help"})).status_code for _ in range(MESSAGES_PER_MINUTE)]
    refused = await anna.sends({"text": "/help"})

    assert set(statuses) == {200}
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    async with visitor(town) as boris:
        await boris.begins(language="de")
        assert (await boris.sends({"text": "/help"})).status_code == 200


async def test_one_address_begins_sixty_conversations_an_hour(town: Town) -> None:
    """An IPv6 household counts as one."""
    async with visitor(town, "2001:db8::1") as first, visitor(town, "2001:db8::2") as neighbour:
        for _ in range(CONVERSATIONS_PER_HOUR):
            await first.begins()
        refused = await neighbour.client.post("/chat/api/conversations", json={})
    async with visitor(town, "2001:db8:1::1") as other:
        taken = await other.client.post("/chat/api/conversations", json={})

    assert refused.status_code == 429
    assert "Retry-After" in refused.headers
    assert taken.status_code == 201


async def test_a_file_needs_an_open_case(anna: Visitor) -> None:
    files = {"file": ("paper.jpg", b"\xff\xd8", "image/jpeg")}

    answer = await anna.client.post(anna.path("attachments"), files=files, headers=anna.headers)

    assert answer.status_code == 409
    assert answer.json()["error"]["code"] == "no_open_case"


async def test_unknown_paths_and_methods_have_the_same_form(anna: Visitor) -> None:
    nowhere = await anna.client.get("/chat/api/nowhere")
    not_so = await anna.client.delete("/chat/api/conversations")

    assert (nowhere.status_code, nowhere.json()["error"]["code"]) == (404, "not_found")
    assert (not_so.status_code, not_so.json()["error"]["code"]) == (405, "method_not_allowed")


async def test_deleting_ends_the_conversation_and_leaves_nothing(town: Town, anna: Visitor) -> None:
    """The receipt still comes; after it the secret opens nothing, and an hour later even the receipt is gone."""
    [article] = await anna.says(QUESTION)
    [sure] = await anna.says("/delete")
    [receipt] = await anna.presses(sure, "löschen")

    again = await anna.client.get(anna.path("messages"), headers=anna.headers)

    assert receipt["kind"] == "receipt"
    assert again.status_code == 401
    assert await town.newcomers() == []
    town.clock.passes(hours=2)
    async with town.database.transaction() as session:
        await privacy.forget_messages(session, town.clock())
    assert await rows(town, OutboxMessage) == 0
    assert article["id"] != receipt["id"]


async def test_an_unused_conversation_is_forgotten_after_thirty_days(town: Town, anna: Visitor) -> None:
    await anna.says(QUESTION)
    town.clock.passes(days=29)
    await anna.reads()
    town.clock.passes(days=29)
    async with town.database.transaction() as session:
        await privacy.forget_web_conversations(session, town.clock())
    still_there = len(await anna.reads())
    town.clock.passes(days=31)

    async with town.database.transaction() as session:
        await privacy.forget_web_conversations(session, town.clock())

    assert still_there == 2
    assert await rows(town, WebConversation) == await rows(town, OutboxMessage) == 0
    assert await town.newcomers() == []


async def test_an_open_case_keeps_the_way_to_its_answer(town: Town, anna: Visitor) -> None:
    [article] = await anna.says(QUESTION)
    *_, offer = await anna.presses(article, "Mensch")
    await anna.presses(offer, "Ja")
    town.clock.passes(days=90)

    async with town.database.transaction() as session:
        await privacy.forget_web_conversations(session, town.clock())

    assert len(await town.cases()) == 1
    assert len(await anna.reads()) > 2


async def test_what_is_kept_can_be_shown(town: Town, anna: Visitor) -> None:
    await anna.says(QUESTION)
    [newcomer] = await town.newcomers()

    async with town.database.reading() as session:
        kept = await privacy.export(session, newcomer.id)

    assert len(kept["messages"]) == 2
    assert set(kept["web_conversation"]) == {"created_at", "last_used_at"}
    json.dumps(kept)


@asynccontextmanager
async def served(town: Town) -> AsyncIterator[str]:
    """The town on a real port, for what never ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = uvicorn.Config(town.app, port=port, log_level="warning", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    await running


async def events(anna: Visitor, base: str, count: int, **headers: str) -> list[dict[str, str]]:
    """The first *count* events of a stream."""
    found: list[dict[str, str]] = []
    event: dict[str, str] = {}
    async with (
        asyncio.timeout(20),
        httpx.AsyncClient(base_url=base, timeout=20) as client,
        client.stream("GET", anna.path("events"), headers={**anna.headers, **headers}) as stream,
    ):
        assert stream.status_code == 200
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        async for line in stream.aiter_lines():
            if line:
                name, _, value = line.partition(": ")
                event[name] = value
            elif event:
                found.append(event)
                event = {}
            if len(found) == count:
                break
    return found


async def test_the_event_stream_goes_on_where_it_was_cut(town: Town, anna: Visitor) -> None:
    """Every reply once, in order, whatever happened to the connection."""
    [first] = await anna.says(QUESTION)
    [second] = await anna.says(QUESTION)
    async with served(town) as base:
        everything = await events(anna, base, 3)
        resumed = await events(anna, base, 1, **{"Last-Event-ID": str(first["id"])})

    assert [int(event["id"]) for event in everything][1:] == [first["id"], second["id"]]
    assert [event["event"] for event in everything] == ["reply"] * 3
    assert json.loads(resumed[0]["data"]) == second


async def test_the_event_stream_tells_what_comes_later(town: Town, anna: Visitor) -> None:
    [known] = await anna.says("/help")
    [newcomer] = await town.newcomers()
    async with served(town) as base:
        listening = asyncio.create_task(events(anna, base, 1, **{"Last-Event-ID": str(known["id"])}))
        await asyncio.sleep(0.3)

        await town.staff_writes(newcomer, "Guten Tag")

        [event] = await listening
    assert json.loads(event["data"])["from"] == "staff"


async def test_a_browser_that_goes_costs_no_connection(
    town: Town, anna: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    """A telephone in a tunnel opens and drops streams at any moment, also in the middle of a read."""
    request = f"GET {anna.path('events')} HTTP/1.1\r\nHost: lotse\r\nAuthorization: Bearer {anna.secret}\r\n\r\n"
    async with served(town) as base:
        port = int(base.rpartition(":")[2])
        for milliseconds in range(0, 30, 2):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request.encode())
            await writer.drain()
            await asyncio.sleep(milliseconds / 1000)
            writer.close()
        await asyncio.sleep(0.3)
        gc.collect()
        await asyncio.sleep(0)

    assert [record.getMessage() for record in caplog.records if record.name == "asyncio"] == []


async def test_the_number_of_a_forgotten_update_never_comes_again(town: Town, anna: Visitor) -> None:
    """Updates are forgotten after a day, replies stay longer: nobody is given what another one was told."""
    await anna.says(QUESTION)
    town.clock.passes(hours=25)
    async with town.database.transaction() as session:
        await town.inbox.purge(session, town.clock())

    async with visitor(town) as boris:
        await boris.begins()
        replies = await boris.says("/help")
        shown = await boris.reads()

    assert await rows(town, InboxUpdate) == 1
    assert replies == shown
    assert "article" not in [reply["kind"] for reply in replies]


async def test_the_receipt_of_a_deletion_has_a_higher_number(anna: Visitor) -> None:
    """Else a client that asks for what is new would not see it."""
    [sure] = await anna.says("/delete")
    [receipt] = await anna.presses(sure, "löschen")

    assert receipt["id"] > sure["id"]


async def test_the_cookie_opens_the_conversation_for_our_own_page_alone(town: Town) -> None:
    """It is invisible to scripts and never leaves with a request of another site."""
    async with visitor(town) as anna:
        begun = await anna.client.post("/chat/api/conversations", json={"language": "de"})
        anna.id = begun.json()["conversation"]

        own = await anna.client.get(anna.path("messages"))
        foreign = await anna.client.post(
            anna.path("messages"), json={"text": "a"}, headers={"Sec-Fetch-Site": "cross-site"}
        )

    cookie = begun.headers["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/chat"))
    assert own.status_code == 200
    assert foreign.status_code == 400
