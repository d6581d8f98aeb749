"""Updates reach a bot by polling or by webhook, once it confirms them, at most for a day."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import Any

import httpx
import pytest
from aiohttp import web

from tests.bot_api.conftest import TOKEN, Ask, Library
from tests.bot_api.newcomer import Newcomer
from tests.bot_api.server import BotApi
from tests.bot_api.webhook import SECRET_HEADER


@pytest.fixture
def ana(api: BotApi) -> Newcomer:
    return api.newcomer("Ana", language_code="ro")


def ids(answer: httpx.Response) -> list[int]:
    return [update["update_id"] for update in answer.json()["result"]]


async def eventually(condition: Any) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.01)


async def test_an_offset_confirms_what_is_older(ask: Ask, ana: Newcomer):
    for word in "abcde":
        ana.says(word)

    every = ids(await ask("getUpdates"))
    again = ids(await ask("getUpdates", limit=2))
    rest = ids(await ask("getUpdates", offset=every[3]))
    confirmed = ids(await ask("getUpdates"))
    last = ids(await ask("getUpdates", offset=-1))
    nothing = ids(await ask("getUpdates", offset=every[4] + 1))

    assert every == list(range(every[0], every[0] + 5))
    assert again == every[:2]
    assert rest == confirmed == every[3:]
    assert (last, nothing) == (every[4:], [])


async def test_at_most_a_hundred_come_at_once(ask: Ask, ana: Newcomer):
    for number in range(101):
        ana.says(str(number))

    assert len(ids(await ask("getUpdates", limit=1000))) == 100
    assert len(ids(await ask("getUpdates", limit=0))) == 1


async def test_updates_are_kept_for_a_day(ask: Ask, api: BotApi, ana: Newcomer):
    ana.says("old")
    api.clock.advance(23 * 3600)
    ana.says("new")
    api.clock.advance(3601)

    [update] = (await ask("getUpdates")).json()["result"]

    assert update["message"]["text"] == "new"


async def test_only_allowed_kinds_are_kept_from_then_on(ask: Ask, api: BotApi, ana: Newcomer):
    ana.says("before")
    await ask("getUpdates", allowed_updates=["callback_query"])
    said = ana.says("after")
    ana.calls_back(said, "x")

    kinds = [set(json.loads(body)) - {"update_id"} for body in api.pending_updates]

    assert kinds == [{"message"}, {"callback_query"}]


async def test_a_long_poll_ends_with_the_first_update(ask: Ask, ana: Newcomer):
    poll = asyncio.create_task(ask("getUpdates", timeout=5))
    await asyncio.sleep(0.1)
    assert not poll.done()

    ana.says("a")

    assert len(ids(await asyncio.wait_for(poll, 1))) == 1


async def test_a_second_poll_ends_the_first(library: Library, ask: Ask):
    first = asyncio.create_task(library.call("get_updates", timeout=5))
    await asyncio.sleep(0.1)

    second = await ask("getUpdates")

    assert second.status_code == 200
    with pytest.raises(Exception, match="terminated by other getUpdates request") as ended:
        await asyncio.wait_for(first, 1)
    assert ended.type.__name__ in {"TelegramConflictError", "Conflict"}


async def test_polling_and_a_webhook_exclude_each_other(ask: Ask):
    poll = asyncio.create_task(ask("getUpdates", timeout=5))
    await asyncio.sleep(0.1)

    await ask("setWebhook", url="http://127.0.0.1:9/")

    terminated = (await asyncio.wait_for(poll, 1)).json()
    refused = (await ask("getUpdates")).json()
    await ask("deleteWebhook")
    assert terminated["description"] == "Conflict: terminated by setWebhook request"
    assert (refused["error_code"], refused["description"]) == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
    assert (await ask("getUpdates")).status_code == 200


async def test_a_malformed_update_stands_among_good_ones(ask: Ask, api: BotApi, ana: Newcomer):
    ana.says("good")
    api.inject({"message": {"text": 7}})
    api.inject('{"update_id":{id},"message":"no object"}')
    ana.says("good")

    updates = (await ask("getUpdates")).json()["result"]
    api.inject("{not JSON")
    broken = await ask("getUpdates")

    assert [update["message"] for update in updates[1:3]] == [{"text": 7}, "no object"]
    assert ids_rise(updates)
    with pytest.raises(ValueError, match="Expecting"):
        broken.json()


def ids_rise(updates: list[dict[str, Any]]) -> bool:
    return all(one["update_id"] + 1 == next_["update_id"] for one, next_ in pairwise(updates))


class Receiver:
    """The bot's side of a webhook: what it got, and what it answers."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.secrets: set[str | None] = set()
        self.statuses: list[int] = []  # answers still to be given; then 200
        self.answer: dict[str, Any] | None = None
        self.pause_seconds = 0.0
        self.at_once = self.most_at_once = 0
        self.url = ""

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.got]

    async def receive(self, request: web.Request) -> web.Response:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.got.append(await request.json())
        self.secrets.add(request.headers.get(SECRET_HEADER))
        await asyncio.sleep(self.pause_seconds)
        self.at_once -= 1
        status = self.statuses.pop(0) if self.statuses else 200
        return web.json_response(self.answer, status=status)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        yield receiver


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/telegram", receiver.receive)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    yield receiver
    await runner.cleanup()


async def test_a_webhook_gets_what_waited_and_what_comes(ask: Ask, api: BotApi, ana: Newcomer, receiver: Receiver):
    ana.says("before")
    await ask("setWebhook", url=receiver.url, secret_token="geheim-1")
    ana.says("after")

    await eventually(lambda: not api.pending_updates)

    assert receiver.texts == ["before", "after"]
    assert receiver.secrets == {"geheim-1"}


async def test_pending_updates_can_be_dropped(ask: Ask, api: BotApi, ana: Newcomer, receiver: Receiver):
    ana.says("before")
    await ask("setWebhook", url=receiver.url, drop_pending_updates=True)
    ana.says("after")

    await eventually(lambda: not api.pending_updates)

    assert receiver.texts == ["after"]


async def test_a_delivery_is_repeated_in_order_until_it_is_taken(
    ask: Ask, api: BotApi, ana: Newcomer, receiver: Receiver
):
    receiver.statuses = [500, 403, 200]
    await ask("setWebhook", url=receiver.url)
    ana.says("a")
    ana.says("b")

    await eventually(lambda: len(receiver.got) >= 2)
    info = (await ask("getWebhookInfo")).json()["result"]
    await eventually(lambda: not api.pending_updates)

    assert receiver.texts == ["a", "a", "a", "b"]
    assert info["last_error_message"].startswith("Wrong response from the webhook: ")
    assert [delivery.status for delivery in api.bot.webhook.deliveries] == [500, 403, 200, 200]


async def test_a_lost_answer_makes_a_duplicate(ask: Ask, api: BotApi, ana: Newcomer, receiver: Receiver):
    api.bot.webhook.loses_answers(1)
    await ask("setWebhook", url=receiver.url)
    ana.says("a")

    await eventually(lambda: not api.pending_updates)

    assert receiver.texts == ["a", "a"]
    assert receiver.got[0] == receiver.got[1]


async def test_a_silent_bot_is_asked_again(ask: Ask, api: BotApi, ana: Newcomer, receiver: Receiver):
    receiver.pause_seconds = 0.5  # longer than the delivery waits
    await ask("setWebhook", url=receiver.url)
    ana.says("a")
    await eventually(lambda: len(receiver.got) == 1)
    receiver.pause_seconds = 0

    await eventually(lambda: not api.pending_updates)

    assert receiver.texts == ["a", "a"]
    assert api.bot.webhook.deliveries[0].status is None


async def test_chats_are_delivered_side_by_side_up_to_the_maximum(ask: Ask, api: BotApi, receiver: Receiver):
    receiver.pause_seconds = 0.05
    people = [api.newcomer(name) for name in "abcdef"]
    for person in people:
        person.says("1")
        person.says("2")

    await ask("setWebhook", url=receiver.url, max_connections=3)
    await eventually(lambda: not api.pending_updates)

    assert receiver.most_at_once == 3
    for person in people:
        own = [each["message"]["text"] for each in receiver.got if each["message"]["from"]["id"] == person.id]
        assert own == ["1", "2"]


async def test_a_method_in_the_answer_is_run(ask: Ask, api: BotApi, ana: Newcomer, receiver: Receiver):
    receiver.answer = {"method": "sendMessage", "chat_id": ana.id, "text": "Buna"}
    await ask("setWebhook", url=receiver.url)
    ana.says("a")

    [message] = await ana.reads()

    assert message.text == "Buna"


async def test_both_libraries_read_what_a_webhook_brings(
    library: Library, ask: Ask, api: BotApi, ana: Newcomer, receiver: Receiver
):
    from tests.bot_api.test_bot_api import everything_people_do

    await ask("setWebhook", url=receiver.url)
    expected = everything_people_do(api, ana)

    await eventually(lambda: not api.pending_updates)

    updates = [library.parse(update) for update in receiver.got]
    assert len(updates) == 21
    for kind in expected:
        assert any(getattr(update, kind) for update in updates)


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        pytest.param({"url": "x"}, "bad webhook: invalid webhook URL specified", id="no address"),
        pytest.param(
            {"url": "http://weissenfels.de/"},
            "bad webhook: An HTTPS URL must be provided for webhook",
            id="not encrypted",
        ),
        pytest.param(
            {"url": "https://weissenfels.de:8080/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
            id="port",
        ),
        pytest.param({"secret_token": "ä"}, "secret token contains unallowed characters", id="secret"),
    ],
)
async def test_a_wrong_webhook_is_refused(ask: Ask, parameters: dict[str, Any], expected: str):
    answer = (await ask("setWebhook", **{"url": "http://127.0.0.1:9/"} | parameters)).json()

    assert (answer["error_code"], answer["description"]) == (400, f"Bad Request: {expected}")


async def test_two_bots_have_nothing_in_common(api: BotApi, ask: Ask):
    from tests.bot_api.conftest import STAFF_TOKEN

    api.newcomer("Ana", token=STAFF_TOKEN).says("a")

    assert ids(await ask("getUpdates")) == []
    assert len(api.bots[STAFF_TOKEN].updates) == 1
    assert TOKEN in api.bots
