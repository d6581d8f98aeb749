"""Both libraries read every answer and every kind of update that the double gives."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bot_api.conftest import Ask, Library
from tests.bot_api.newcomer import Newcomer
from tests.bot_api.server import METHODS, BotApi

PIXEL = b"\x89PNG\r\n\x1a\n" + bytes(32)
OGG = b"OggS" + bytes(32)


@pytest.fixture
def ana(api: BotApi) -> Newcomer:
    """A newcomer who has started the bot; nothing waits for it any more."""
    ana = api.newcomer("Ana", language_code="ro")
    ana.starts("ro_bahnhof")
    api.bot.updates.clear()
    return ana


async def test_a_sent_message_is_read_back_as_it_is_shown(library: Library, ana: Newcomer):
    keyboard = library.keyboard([[{"text": "Da", "callback_data": "y"}], [{"text": "Web", "url": "https://x.de"}]])

    sent = await library.call(
        "send_message", chat_id=ana.id, text=" <b>Da.</b> 😀 § 17", parse_mode="HTML", reply_markup=keyboard
    )

    [shown] = await ana.reads()
    assert (shown.text, shown.html, shown.labels) == ("Da. 😀 § 17", " <b>Da.</b> 😀 § 17", ["Da", "Web"])
    assert (sent.message_id, sent.text, sent.chat.id) == (shown.message_id, shown.text, ana.id)
    assert (sent.entities[0].type, sent.entities[0].offset, sent.entities[0].length) == ("bold", 0, 3)
    assert sent.reply_markup.inline_keyboard[1][0].url == "https://x.de"


async def test_a_message_is_edited_answered_and_deleted(library: Library, ana: Newcomer):
    keyboard = library.keyboard([[{"text": "Da", "callback_data": "y"}]])
    sent = await library.call("send_message", chat_id=ana.id, text="?", reply_markup=keyboard)
    place = {"chat_id": ana.id, "message_id": sent.message_id}
    ana.presses("Da")

    edited = await library.call("edit_message_text", text="!", reply_markup=keyboard, **place)
    bare = await library.call("edit_message_reply_markup", **place)
    [update] = await library.call("get_updates")
    answered = await library.call("answer_callback_query", callback_query_id=update.callback_query.id, text="Ok")
    replied = await library.call("send_message", chat_id=ana.id, text="re", reply_to_message_id=sent.message_id)
    deleted = await library.call("delete_message", **place)

    assert (edited.text, edited.edit_date is not None, bare.reply_markup) == ("!", True, None)
    assert (update.callback_query.data, update.callback_query.message.text) == ("y", "?")
    assert answered is deleted is True
    assert replied.reply_to_message.text == "!"
    assert [notice.text for notice in ana.notices] == ["Ok"]
    assert [message.text for message in ana.sees()] == ["re"]


async def test_files_go_up_by_multipart_again_by_id_and_come_down(library: Library, ana: Newcomer):
    photo = await library.call("send_photo", chat_id=ana.id, photo=library.file(PIXEL, "a.png"), caption="ß")
    again = await library.call("send_photo", chat_id=ana.id, photo=photo.photo[-1].file_id)
    document = await library.call("send_document", chat_id=ana.id, document=library.file(b"x", "a.pdf"))
    voice = await library.call("send_voice", chat_id=ana.id, voice=library.file(OGG, "a.oga"))

    assert (photo.caption, again.photo[-1].file_id) == ("ß", photo.photo[-1].file_id)
    assert document.document.mime_type == "application/pdf"
    assert (await library.call("get_file", file_id=voice.voice.file_id)).file_size == len(OGG)
    assert await library.download(voice.voice.file_id) == OGG


async def test_the_bot_knows_itself_and_shows_its_profile(library: Library, ana: Newcomer):
    command = library.command("help", "Ajutor")

    me = await library.call("get_me")
    await library.call("set_my_commands", commands=[command], language_code="ro")
    await library.call("set_my_description", description="Lotse", language_code="ro")
    await library.call("set_my_short_description", short_description="L")
    await library.call("set_my_name", name="Lotse")
    await library.call("set_chat_menu_button", chat_id=ana.id)

    assert (me.id, me.is_bot) == (1001, True)
    assert (await library.call("get_my_commands", language_code="ro"))[0].description == "Ajutor"
    assert len(await library.call("get_my_commands")) == 0
    assert (await library.call("get_my_description", language_code="ro")).description == "Lotse"
    assert (await library.call("get_my_short_description", language_code="bg")).short_description == "L"
    assert (await library.call("get_my_name")).name == "Lotse"
    assert (await library.call("get_chat_menu_button", chat_id=ana.id)).type == "default"
    assert await library.call("delete_my_commands", language_code="ro") is True
    assert len(await library.call("get_my_commands", language_code="ro")) == 0


async def test_a_forum_has_topics(library: Library, api: BotApi):
    forum = api.group("Clearingstelle", is_forum=True)
    topic = await library.call("create_forum_topic", chat_id=forum.id, name="#7")
    place = {"chat_id": forum.id, "message_thread_id": topic.message_thread_id}

    sent = await library.call("send_message", text="Neuer Fall", **place)
    renamed = await library.call("edit_forum_topic", name="#7 Ana", **place)
    closed = await library.call("close_forum_topic", **place)
    reopened = await library.call("reopen_forum_topic", **place)
    deleted = await library.call("delete_forum_topic", **place)

    assert (sent.message_thread_id, sent.is_topic_message) == (topic.message_thread_id, True)
    assert renamed is closed is reopened is deleted is True
    assert forum.topics == []


async def test_a_chat_is_asked_about_and_left(library: Library, api: BotApi, ana: Newcomer):
    group = api.group("Familie")
    jan = group.member("Jan")

    assert (await library.call("get_chat", chat_id=ana.id)).first_name == "Ana"
    assert (await library.call("get_chat", chat_id=group.id)).title == "Familie"
    assert (await library.call("get_chat_member", chat_id=group.id, user_id=jan.id)).status == "member"
    assert (await library.call("get_chat_member", chat_id=group.id, user_id=1001)).status == "administrator"
    assert await library.call("send_chat_action", chat_id=ana.id, action="typing") is True
    assert await library.call("leave_chat", chat_id=group.id) is True
    assert (await library.call("get_chat_member", chat_id=group.id, user_id=1001)).status == "left"


async def test_a_webhook_is_set_described_and_deleted(library: Library):
    url = "http://127.0.0.1:9/telegram"

    assert await library.call("set_webhook", url=url, secret_token="s", max_connections=3) is True
    described = await library.call("get_webhook_info")
    assert await library.call("delete_webhook", drop_pending_updates=True) is True

    assert (described.url, described.max_connections, described.pending_update_count) == (url, 3, 0)
    assert (await library.call("get_webhook_info")).url == ""


async def test_the_bot_closes_and_logs_out(library: Library, api: BotApi):
    api.clock.advance(601)

    assert await library.call("close") is True
    assert await library.call("log_out") is True


def everything_people_do(api: BotApi, ana: Newcomer) -> dict[str, str]:
    """Cause one update of every kind and return what is new in each."""
    forum = api.group("Clearingstelle", is_forum=True)
    jan = forum.member("Jan")
    topic = forum.opens_topic("#7")
    ana.says("Buna, uite https://weissenfels.de @ana_maria ana@mail.ro")
    ana.starts("ro_bahnhof")
    ana.sends_sticker()
    ana.sends_photo(caption="uite", album="1")
    ana.sends_voice()
    ana.sends_document()
    ana.sends_location()
    ana.sends_contact()
    ana.sends_poll()
    ana.sends({"dice": {"emoji": "🎲", "value": 3}})
    ana.forwards("Vino la 10")
    said = ana.says("unu doi trei")
    ana.replies(said, "asta", quote="doi")
    ana.edits(said, "patru")
    ana.calls_back(said, "data")
    jan.says("Hallo", thread_id=topic.thread_id)
    api.channel("Neuigkeiten").posts("Neu")
    ana.blocks()
    ana.unblocks()
    return {
        "message": "text entities sticker photo caption media_group_id voice document location contact poll dice "
        "forward_origin reply_to_message quote message_thread_id forum_topic_created",
        "edited_message": "edit_date",
        "callback_query": "data message",
        "channel_post": "text",
        "my_chat_member": "new_chat_member",
    }


async def test_updates_of_every_kind_are_read_by_both(library: Library, api: BotApi, ana: Newcomer):
    expected = everything_people_do(api, ana)

    updates = await library.call("get_updates", limit=100)

    assert len(updates) == len(api.pending_updates) == 21
    for kind, fields in expected.items():
        payloads = [payload for update in updates if (payload := getattr(update, kind, None)) is not None]
        for field in fields.split():
            assert any(getattr(payload, field, None) for payload in payloads), (kind, field)


async def test_updates_hold_no_field_that_a_library_does_not_know(api: BotApi, ana: Newcomer):
    """aiogram keeps unknown fields aside; the double must not invent any."""
    from aiogram.types import Update

    everything_people_do(api, ana)

    for body in api.pending_updates:
        assert invented(Update.model_validate(json.loads(body))) == []


async def test_answers_hold_no_field_that_a_library_does_not_know(ask: Ask, api: BotApi, ana: Newcomer):
    from aiogram.types import ChatFullInfo, Message, User, WebhookInfo

    keyboard = {"inline_keyboard": [[{"text": "Da", "callback_data": "y"}]]}
    sent = await ask("sendMessage", chat_id=ana.id, text="/x", reply_markup=keyboard)

    for model, answer in [
        (Message, sent),
        (User, await ask("getMe")),
        (ChatFullInfo, await ask("getChat", chat_id=ana.id)),
        (WebhookInfo, await ask("getWebhookInfo")),
    ]:
        assert invented(model.model_validate(answer.json()["result"])) == []


def test_every_method_was_driven():
    """A method that is added has to be driven by both libraries above."""
    source = Path(__file__).read_text(encoding="utf-8").replace("_", "").lower()

    missing = [name for name in METHODS.names() if f'"{name.lower()}"' not in source]

    assert missing == []


def invented(model: Any) -> list[str]:
    """Names of the fields in *model*, however deep, that its class does not declare."""
    found = list(model.model_extra or {})
    for name in type(model).model_fields:
        values = getattr(model, name)
        for value in values if isinstance(values, list) else [values]:
            if hasattr(value, "model_extra"):
                found += [f"{name}.{each}" for each in invented(value)]
    return found
