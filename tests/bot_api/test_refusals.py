"""The double refuses what Telegram refuses, in Telegram's form."""

from typing import Any

import httpx
import pytest

from tests.bot_api.conftest import TOKEN, Ask, Library
from tests.bot_api.limits import FloodRule
from tests.bot_api.markup import parse_html
from tests.bot_api.newcomer import Newcomer
from tests.bot_api.server import METHODS, BotApi


@pytest.fixture
def ana(api: BotApi) -> Newcomer:
    ana = api.newcomer("Ana", language_code="ro")
    ana.starts()
    return ana


def refusal(answer: httpx.Response) -> tuple[int, str]:
    body = answer.json()
    assert body["ok"] is False
    assert body["error_code"] == answer.status_code
    return answer.status_code, body["description"]


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("/bot9:x/getMe", (401, "Unauthorized"), id="a wrong token"),
        pytest.param(f"/bot{TOKEN}/sendMesage", (404, "Not Found: method not found"), id="an unknown method"),
        pytest.param("/getMe", (404, "Not Found"), id="no token"),
        pytest.param("/file/bot9:x/photos/1.png", (401, "Unauthorized"), id="a file with a wrong token"),
        pytest.param(f"/file/bot{TOKEN}/photos/9.png", (404, "Not Found"), id="no such file"),
    ],
)
async def test_a_wrong_address_is_refused(api: BotApi, path: str, expected: tuple[int, str]):
    async with httpx.AsyncClient() as client:
        assert refusal(await client.get(api.root + path)) == expected


@pytest.mark.parametrize("how", ["query", "json", "form", "multipart"])
async def test_parameters_come_in_four_ways(api: BotApi, ana: Newcomer, how: str):
    values = {"chat_id": str(ana.id), "text": "ă"}
    ways: dict[str, dict[str, Any]] = {
        "query": {"method": "GET", "params": values},
        "json": {"method": "POST", "json": values},
        "form": {"method": "POST", "data": values},
        "multipart": {"method": "POST", "files": {name: (None, value) for name, value in values.items()}},
    }

    async with httpx.AsyncClient() as client:
        answer = await client.request(url=f"{api.root}/bot{TOKEN}/SENDmessage", **ways[how])

    assert answer.json()["result"]["text"] == "ă"


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        pytest.param({"chat_id": None}, "chat_id is empty", id="no chat"),
        pytest.param({"chat_id": 99}, "chat not found", id="an unknown chat"),
        pytest.param({"text": ""}, "message text is empty", id="no text"),
        pytest.param({"text": " \n "}, "text must be non-empty", id="white space only"),
        pytest.param({"text": "x" * 4097}, "message is too long", id="4097 letters"),
        pytest.param({"text": "😀" * 2049}, "message is too long", id="2049 emoji are 4098 units"),
        pytest.param({"parse_mode": "BB"}, "unsupported parse_mode", id="parse mode"),
        pytest.param({"message_thread_id": 9}, "message thread not found", id="no such topic"),
        pytest.param({"reply_parameters": {"message_id": 99}}, "message to be replied not found", id="reply"),
        pytest.param({"reply_markup": "{"}, "can't parse reply markup JSON object", id="broken markup"),
        pytest.param({"reply_markup": inline(text="a", callback_data="x" * 65)}, "BUTTON_DATA_INVALID", id="65"),
        pytest.param({"reply_markup": inline(text="a", callback_data="ж" * 33)}, "BUTTON_DATA_INVALID", id="66"),
        pytest.param({"reply_markup": inline(text="a", callback_data="")}, "BUTTON_DATA_INVALID", id="0"),
        pytest.param(
            {"reply_markup": inline(text=" ", callback_data="x")},
            "inline keyboard button text must be non-empty",
            id="a button without a label",
        ),
        pytest.param(
            {"reply_markup": inline(text="a", url="http://localhost/")},
            "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL",
            id="a button to nowhere",
        ),
        pytest.param(
            {"reply_markup": inline(text="a")},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
            id="a button that does nothing",
        ),
        pytest.param(
            {"reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "x"}] * 101]}},
            "reply markup is too long",
            id="101 buttons",
        ),
        pytest.param({"txet": "x"}, 'parameter "txet" is not known to this double of sendMessage', id="a typing error"),
    ],
)
async def test_a_wrong_message_is_refused(
    ask: Ask, api: BotApi, ana: Newcomer, parameters: dict[str, Any], expected: str
):
    answer = await ask("sendMessage", **{"chat_id": ana.id, "text": "a"} | parameters)

    assert refusal(answer) == (400, f"Bad Request: {expected}")
    assert ana.sees() == []
    assert len(api.transcript) == 0
    assert len(api.transcript.refused) == 1


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        pytest.param("a <br> b", 'Unsupported start tag "br" at byte offset 2', id="unknown tag"),
        pytest.param("ă <h1>", 'Unsupported start tag "h1" at byte offset 3', id="offset in bytes"),
        pytest.param("<b>a", 'Can\'t find end tag corresponding to start tag "b"', id="unclosed tag"),
        pytest.param("a</b>", "Unexpected end tag at byte offset 1", id="end without a start"),
        pytest.param(
            "<b><i>a</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
            id="crossed tags",
        ),
        pytest.param("1 < 2", 'Unsupported start tag "" at byte offset 2', id="a bare <"),
        pytest.param("2 > 1", "Unexpected character '>' at byte offset 2", id="a bare >"),
        pytest.param("A & B", "Bad character reference at byte offset 2", id="a bare &"),
        pytest.param("a&nbsp;b", 'Unsupported character reference "&nbsp;" at byte offset 1', id="bad entity"),
        pytest.param("<a href=x", "Unclosed start tag at byte offset 0", id="a tag that does not end"),
        pytest.param('<span class="x">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0', id="span"),
    ],
)  # fmt: skip
async def test_wrong_html_is_refused(ask: Ask, ana: Newcomer, html: str, reason: str):
    answer = await ask("sendMessage", chat_id=ana.id, text=html, parse_mode="HTML")

    assert refusal(answer) == (400, f"Bad Request: can't parse entities: {reason}")


def test_html_becomes_text_and_entities():
    formatted = parse_html(
        '😀<b>a<i>b</i></b> &lt;&#x414;&gt; <a href="https://x.de">c</a>'
        '<pre><code class="language-py">d</code></pre><blockquote expandable>e</blockquote>'
    )

    assert formatted.text == "😀ab <Д> cde"
    assert formatted.entities == [
        {"type": "bold", "offset": 2, "length": 2},
        {"type": "italic", "offset": 3, "length": 1},
        {"type": "text_link", "offset": 9, "length": 1, "url": "https://x.de"},
        {"type": "pre", "offset": 10, "length": 1, "language": "py"},
        {"type": "expandable_blockquote", "offset": 11, "length": 1},
    ]


async def test_markup_does_not_count_but_what_it_shows_does(ask: Ask, ana: Newcomer):
    fits = await ask("sendMessage", chat_id=ana.id, text=f"<b>{'&amp;' * 4096}</b>", parse_mode="HTML")

    assert fits.status_code == 200


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        pytest.param("blocks", "Forbidden: bot was blocked by the user", id="blocked"),
        pytest.param("deactivates", "Forbidden: user is deactivated", id="deactivated"),
    ],
)
async def test_a_newcomer_who_is_gone_reads_nothing(ask: Ask, ana: Newcomer, act: str, expected: str):
    getattr(ana, act)()

    answer = await ask("sendMessage", chat_id=ana.id, text="a")

    assert refusal(answer) == (403, expected)


async def test_only_what_stands_and_is_the_bots_can_be_edited(ask: Ask, ana: Newcomer):
    keyboard = inline(text="a", callback_data="x")
    sent = await ask("sendMessage", chat_id=ana.id, text="<b>a</b>", parse_mode="HTML", reply_markup=keyboard)
    place = {"chat_id": ana.id, "message_id": sent.json()["result"]["message_id"]}
    same = {"text": "<b>a</b>", "parse_mode": "HTML", "reply_markup": keyboard}
    ours = ana.says("b")

    not_modified = refusal(await ask("editMessageText", **place, **same))
    plain = await ask("editMessageText", **place, **same | {"parse_mode": ""} | {"text": "a"})
    same_keyboard = refusal(await ask("editMessageReplyMarkup", **place, reply_markup=keyboard))
    foreign = refusal(await ask("editMessageText", chat_id=ana.id, message_id=ours, text="c"))
    await ask("deleteMessage", **place)
    gone = refusal(await ask("editMessageText", **place, text="c"))
    deleted = refusal(await ask("deleteMessage", **place))

    assert not_modified[1].startswith("Bad Request: message is not modified")
    assert same_keyboard == not_modified
    assert plain.status_code == 200
    assert foreign == (400, "Bad Request: message can't be edited")
    assert gone == (400, "Bad Request: message to edit not found")
    assert deleted == (400, "Bad Request: message to delete not found")


async def test_a_pressed_button_is_answered_once_and_soon(ask: Ask, api: BotApi, ana: Newcomer):
    said = ana.says("?")
    first, second = ana.calls_back(said, "x"), ana.calls_back(said, "x")

    once = await ask("answerCallbackQuery", callback_query_id=first)
    twice = await ask("answerCallbackQuery", callback_query_id=first)
    api.clock.advance(61)
    late = await ask("answerCallbackQuery", callback_query_id=second)

    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert once.json() == {"ok": True, "result": True}
    assert refusal(twice) == refusal(late) == (400, too_old)


async def test_files_have_limits(ask: Ask, api: BotApi, ana: Newcomer):
    ana.sends_document(size=20 * 1024 * 1024 + 1)
    big = api.pending_updates[-1].partition('"file_id": "')[2].partition('"')[0]

    assert refusal(await ask("getFile", file_id=big)) == (400, "Bad Request: file is too big")
    assert refusal(await ask("getFile", file_id="x"))[0] == 400
    assert refusal(await ask("sendPhoto", chat_id=ana.id, photo=big)) == (
        400,
        "Bad Request: can't use file of type Document as Photo",
    )
    assert refusal(await ask("sendDocument", chat_id=ana.id, document=big, caption="x" * 1025)) == (
        400,
        "Bad Request: message caption is too long",
    )


async def test_a_deleted_topic_takes_no_message(ask: Ask, api: BotApi):
    forum = api.group("Clearingstelle", is_forum=True)
    topic = (await ask("createForumTopic", chat_id=forum.id, name="#7")).json()["result"]
    place = {"chat_id": forum.id, "message_thread_id": topic["message_thread_id"]}
    assert (await ask("sendMessage", text="a", **place)).status_code == 200

    forum.deletes_topic(topic["message_thread_id"])

    lost = (400, "Bad Request: message thread not found")
    assert refusal(await ask("sendMessage", text="a", **place)) == lost
    assert refusal(await ask("closeForumTopic", **place)) == lost


async def test_a_group_has_rights(ask: Ask, api: BotApi):
    group = api.group("Familie", as_administrator=False)
    forum = api.group("Forum", is_forum=True, as_administrator=False)
    member = group.member("Jan")
    waiting = len(api.pending_updates)

    member.says("not for the bot")
    member.says("/help")
    group_topic = await ask("createForumTopic", chat_id=group.id, name="a")
    forum_topic = await ask("createForumTopic", chat_id=forum.id, name="a")
    group.throws_bot_out()
    thrown_out = await ask("sendMessage", chat_id=group.id, text="a")

    assert len(api.pending_updates) == waiting + 2  # the command and the end
    assert refusal(group_topic) == (400, "Bad Request: the chat is not a forum")
    assert refusal(forum_topic) == (400, "Bad Request: not enough rights to create a topic")
    assert refusal(thrown_out) == (403, "Forbidden: bot was kicked from the supergroup chat")


ODD: list[Any] = ["", "-", "--5", "x", 0, -1, 2**70, 1.5, True, [], [[]], [7], {}, {"type": 7}, {"message_id": "x"}]


@pytest.mark.parametrize("method", METHODS.names())
async def test_no_parameter_is_too_odd_to_be_answered(ask: Ask, api: BotApi, ana: Newcomer, method: str):
    """Whatever a parameter holds, the answer is Telegram's or a refusal, never a broken double."""
    sent = (await ask("sendMessage", chat_id=ana.id, text="a")).json()["result"]["message_id"]
    good = {"chat_id": ana.id, "message_id": sent, "text": "b", "user_id": ana.id, "action": "typing"}
    if "Topic" in method:
        forum = api.group("Forum", is_forum=True)
        good |= {"chat_id": forum.id, "message_thread_id": forum.opens_topic("#7").thread_id}
    takes = METHODS.get(method).takes

    for name in takes - {"timeout"}:
        for odd in ODD:
            parameters = {key: value for key, value in good.items() if key in takes}
            answer = await ask(method, **parameters | {name: odd})
            assert answer.status_code in {200, 400, 409, 429}, (name, odd)


async def test_a_bot_that_logged_out_is_gone(ask: Ask):
    early = await ask("close")
    await ask("logOut")

    assert refusal(early)[0] == 429
    assert refusal(await ask("getMe")) == (400, "Logged out")


@pytest.mark.parametrize(
    ("rule", "chats", "is_group", "admitted"),
    [
        pytest.param(FloodRule(factor=0.01), 1, False, 3, id="a burst in one chat"),
        pytest.param(FloodRule(factor=0.01), 40, False, 30, id="thirty over all chats"),
        pytest.param(FloodRule(factor=0.01, chat_burst=50), 1, True, 20, id="twenty in a group"),
        pytest.param(FloodRule.off(), 1, True, 40, id="off"),
    ],
)
async def test_a_flood_is_stopped(rule: FloodRule, chats: int, is_group: bool, admitted: int):
    async with BotApi([TOKEN], flood=rule) as api, httpx.AsyncClient() as client:
        people = [api.newcomer(str(number)) for number in range(chats)]
        for person in people:
            person.starts()
        ids = [api.group("G").id] if is_group else [person.id for person in people]

        answers = [
            await client.post(
                f"{api.root}/bot{TOKEN}/sendMessage", json={"chat_id": ids[number % len(ids)], "text": "a"}
            )
            for number in range(40)
        ]

    refused = [answer.json() for answer in answers if answer.status_code == 429]
    assert 40 - len(refused) == admitted
    for body in refused:
        seconds = body["parameters"]["retry_after"]
        assert seconds >= 1
        assert body["description"] == f"Too Many Requests: retry after {seconds}"


async def test_a_flood_ends_after_the_time_it_names():
    async with BotApi([TOKEN]) as api, httpx.AsyncClient() as client:
        group = api.group("G")

        async def send() -> httpx.Response:
            return await client.post(f"{api.root}/bot{TOKEN}/sendMessage", json={"chat_id": group.id, "text": "a"})

        while (answer := await send()).status_code == 200:
            pass
        retry_after = answer.json()["parameters"]["retry_after"]
        api.clock.advance(retry_after)

        assert (await send()).status_code == 200


async def test_the_libraries_know_the_refusals(library: Library, api: BotApi, ana: Newcomer):
    forbidden = {"TelegramForbiddenError", "Forbidden"}
    bad_request = {"TelegramBadRequest", "BadRequest"}

    with pytest.raises(Exception, match=r"(?i)chat not found") as wrong_chat:
        await library.call("send_message", chat_id=5, text="a")
    ana.blocks()
    with pytest.raises(Exception, match="bot was blocked by the user") as blocked:
        await library.call("send_message", chat_id=ana.id, text="a")

    assert wrong_chat.type.__name__ in bad_request
    assert blocked.type.__name__ in forbidden
