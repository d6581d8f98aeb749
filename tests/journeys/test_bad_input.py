"""Whatever somebody sends, a fitting reply or a deliberate silence comes back, and no line of the log is an error.

The `town` fixture fails every test after which the log holds one.
"""

import json
from collections.abc import Callable

import pytest

from tests.bot_api.newcomer import Newcomer
from tests.journeys.town import Person, Town, has_button, words_sent
from tests.journeys.ways import both_ways

Does = Callable[[Newcomer], object]

NOT_FILES: dict[str, Does] = {
    "a sticker": lambda chat: chat.sends_sticker(),
    "a poll": lambda chat: chat.sends_poll(),
    "a place on the map": lambda chat: chat.sends_location(),
    "a contact": lambda chat: chat.sends_contact("+49 3443 111111"),
    "a dice": lambda chat: chat.sends({"dice": {"emoji": "🎲", "value": 4}}),
    "a story": lambda chat: chat.sends({"story": {"chat": {"id": 1, "type": "private"}, "id": 1}}),
    "a message without content": lambda chat: chat.sends({}),
    "a message of a kind that does not exist yet": lambda chat: chat.sends({"hologram": {"file_id": "x"}}),
    "an empty text": lambda chat: chat.sends({"text": ""}),
    "white space": lambda chat: chat.sends({"text": " \n\t  "}),
    "invisible characters": lambda chat: chat.sends({"text": "\u200b\u200e\u2060"}),
    "only emoji": lambda chat: chat.says("😀🇷🇴👨‍👩‍👧‍👦❤️"),
    "only signs": lambda chat: chat.says("???!!! ... ???"),
    "a slash": lambda chat: chat.says("/"),
}


@pytest.mark.parametrize("what", NOT_FILES)
async def test_what_cannot_be_read_leads_to_the_areas_and_a_person(town: Town, what: str) -> None:
    """In the language of the newcomer's own telephone, as the very first message."""
    ana = town.newcomer("Ana", "ro")

    NOT_FILES[what](ana.chat)
    [reply] = await ana.reads()

    assert has_button(reply, ana.word("area-registration"))
    assert has_button(reply, ana.word("button-person"))


FILES: dict[str, Does] = {
    "photo": lambda chat: chat.sends_photo(),
    "voice": lambda chat: chat.sends_voice(),
    "document": lambda chat: chat.sends_document(),
}


@both_ways
@pytest.mark.parametrize("kind_of_file", FILES)
async def test_a_file_first_is_not_fetched_and_leads_to_pictures_and_a_person(town: Town, kind_of_file: str) -> None:
    """Nobody who speaks is told to write; no file leaves Telegram."""
    ana = town.newcomer("Ana", "ro")
    fetched = len(town.api.transcript.of("getFile"))

    FILES[kind_of_file](ana.chat)
    [reply] = await ana.reads()

    assert ana.word(f"{kind_of_file}-not-read") in reply.text
    assert has_button(reply, ana.word("button-person"))
    assert has_button(reply, ana.word("area-housing"))
    assert len(town.api.transcript.of("getFile")) == fetched


async def test_a_photo_with_a_question_below_it_is_answered(town: Town) -> None:
    """The words count; the picture stays where it is."""
    ana = town.newcomer("Ana", "ro")

    ana.chat.sends_photo(caption="cum imi inregistrez adresa?")
    reply = (await ana.reads_what_comes())[0]

    assert "2 săptămâni" in reply.text
    assert town.api.transcript.of("getFile") == []


async def test_an_album_first_is_answered_without_fetching(town: Town) -> None:
    """Three photos at once."""
    ana = town.newcomer("Ana", "ro")

    for _ in range(3):
        ana.chat.sends_photo(album="a")
    shown = await ana.reads_what_comes(at_least=1, quiet_seconds=1.5)

    assert 1 <= len(shown) <= 3
    assert town.api.transcript.of("getFile") == []


@both_ways
async def test_ten_thousand_characters_are_read(town: Town) -> None:
    """A text longer than Telegram ever brings, from who got at the webhook, and the longest it does bring."""
    ana = town.newcomer("Ana", "ro")

    ana.chat.sends({"text": "cum imi inregistrez adresa? " * 360})
    first = await ana.reads()
    ana.chat.says(("buna ziua " * 410)[:4096])
    second = await ana.reads()

    assert first[0].buttons
    assert second[0].buttons


async def test_a_long_question_can_be_given_to_a_person(town: Town) -> None:
    """What is shown as passed on is what is passed on, also where it had to be cut, and it fits into a message."""
    ana = town.newcomer("Ana", "ro")
    ana.chat.says(("cum imi inregistrez adresa? <b>&amp;</b> ăîș " * 100)[:4096])
    await ana.reads_what_comes()
    ana.chat.says("/person")
    shown = await ana.reads_what_comes(at_least=2, quiet_seconds=4)
    await ana.taps("button-yes")

    [passed_on] = await town.words_in_cases_of(ana)
    offered = "".join(each.text for each in shown).replace("\n", "")
    assert passed_on.replace("\n", "").strip()[:1500] in offered
    assert len(passed_on) <= 4096


HARMFUL = {
    "html": "<b>cum imi inregistrez</b> adresa? <script>alert(1)</script> & <a href='tg://user?id=1'>x</a>",
    "right-to-left override": "cum imi \u202einregistrez adresa\u202c?",
    "a right-to-left text": "كيف أسجل عنواني؟",
    "a zero byte": "cum imi inregistrez\u0000 adresa?",
    "combining marks": "cum imi inregistrez adresa" + "\u0335" * 300 + "?",
    "a fluent placeable": "cum imi inregistrez { $unit } adresa?",
    "a python format": "cum imi inregistrez {0} %s %(x)s adresa?",
    "sql": "adresa'); DROP TABLE cases; --",
    "template": "cum imi inregistrez adresa? {{ 7*7 }} {fact:deadline}",
}


@pytest.mark.parametrize("what", HARMFUL)
async def test_harmful_text_is_only_text(town: Town, what: str) -> None:
    """Answered like any other, and shown back character by character where it is shown at all."""
    ana = town.newcomer("Ana", "ro")
    await ana.starts("ro")

    [reply] = await ana.writes(HARMFUL[what])
    assert reply.buttons
    ana.chat.says("/person")
    shown = await ana.reads_what_comes(at_least=2, quiet_seconds=0.5)
    await ana.taps("button-yes")

    [passed_on] = await town.words_in_cases_of(ana)
    assert passed_on == HARMFUL[what].replace("\0", "")
    assert passed_on in shown[-1].text
    clerk = await town.clerk((await town.cases_of(ana))[0]["unit_id"])
    page = await clerk.source(await town.number_of(ana))
    assert "<script>alert" not in page
    assert "<b>cum" not in page


async def test_html_in_a_code_word_is_only_text(town: Town) -> None:
    ana = town.newcomer("Ana", "ro")
    await ana.is_offered_a_person("cum imi inregistrez adresa?")
    await ana.taps("button-called")

    [offer] = await ana.writes("<i>măr</i> & </b>")

    assert "<i>măr</i> & </b>" in offer.text


@both_ways
async def test_an_unknown_button_leads_on(town: Town) -> None:
    """A forged one, an empty one, one of another bot: the areas, and the spinner stops."""
    ana = town.newcomer("Ana", "ro")
    [article] = await ana.writes("cum imi inregistrez adresa?")

    pressed = set()
    for data in ("x" * 64, "yes:", "ÄÖÜ" * 10):
        pressed.add(ana.chat.calls_back(article, data))
        [reply] = await ana.reads()
        assert ana.word("button-too-old") in reply.text
        assert has_button(reply, ana.word("area-registration"))
    answered = {call.values["callback_query_id"] for call in town.api.transcript.of("answerCallbackQuery")}
    assert pressed <= answered


async def test_a_button_of_somebody_else_does_nothing(town: Town) -> None:
    """The yes of one newcomer, pressed by another, is no yes of either."""
    ana, mihai = town.newcomer("Ana", "ro"), town.newcomer("Mihai", "ro")
    offer = await ana.is_offered_a_person("cum imi inregistrez adresa?")
    yes = next(button for button in offer.buttons if button.label.endswith(ana.word("button-yes")))
    [shown_to_mihai] = await mihai.writes("cum imi inregistrez adresa?")
    assert yes.callback_data is not None

    mihai.chat.calls_back(shown_to_mihai, yes.callback_data)
    [reply] = await mihai.reads()

    assert mihai.word("button-too-old") in reply.text
    assert await town.cases_of(ana) == []
    assert await town.cases_of(mihai) == []


async def test_a_button_of_an_old_message_does_what_it_says(town: Town) -> None:
    """Of an article further up: it still opens. Of a finished offer: it is over, and says so."""
    ana = town.newcomer("Ana", "ro")
    [article] = await ana.writes("cum imi inregistrez adresa?")
    await ana.writes("unde este Bürgerbüro?")

    [more] = await ana.taps_on(next(label for label in article.labels if label.endswith(ana.word("button-more")))[2:])
    assert more.text


async def test_a_forwarded_message_is_a_question_and_its_author_is_not_kept(town: Town) -> None:
    ana = town.newcomer("Ana", "ro")

    ana.chat.forwards("cum imi inregistrez adresa?", author="Vecina-Forwarded")
    [reply] = await ana.reads()

    assert "2 săptămâni" in reply.text
    assert await town.traces("Vecina-Forwarded") == []


async def test_an_edited_message_is_answered_anew(town: Town) -> None:
    """Who corrects a mistake gets the answer to what it says now."""
    ana = town.newcomer("Ana", "ro")
    await ana.starts("ro")
    message = ana.chat.says("😀")
    await ana.reads()

    ana.chat.edits(message, "cum imi inregistrez adresa?")
    [reply] = await ana.reads()

    assert "2 săptămâni" in reply.text


async def test_a_quoted_reply_is_read_without_the_quote(town: Town) -> None:
    ana = town.newcomer("Ana", "ro")
    [article] = await ana.writes("cum imi inregistrez adresa?")

    ana.chat.replies(article, "unde este Bürgerbüro?", quote=article.text[:10])
    shown = await ana.reads_what_comes()

    assert shown


@both_ways
async def test_groups_and_channels_get_silence(town: Town) -> None:
    """Taken into a group, addressed there, posting in a channel: nobody but the newcomer alone reads answers."""
    sent = len(town.api.transcript.of("sendMessage"))
    group = town.api.group("Neighbours")
    member = group.member("Ana")
    channel = town.api.channel("News")

    member.says("/start ro_kegelabend")
    member.says("cum imi inregistrez adresa?")
    channel.posts("cum imi inregistrez adresa din Kanalgasse?")
    group.throws_bot_out()
    after = town.newcomer("Ana", "ro")
    await after.starts("ro")  # what came before it is through by now

    assert len(town.api.transcript.of("sendMessage")) == sent + 1
    assert await town.traces("Kanalgasse", "kegelabend", group.id, channel.chat.id) == []


async def test_who_blocks_the_bot_gets_nothing_and_is_welcome_back(town: Town) -> None:
    """Blocked: a staff member's answer is not tried for ever. Unblocked: it comes before the next answer."""
    ana = town.newcomer("Ana", "ro")
    clerk = await town.clerk("clearing")
    await ana.gives_case("cum imi inregistrez adresa?")
    number = await town.number_of(ana)

    ana.chat.blocks()
    await clerk.claims(number)
    await clerk.answers_with(number, "appointment_is", date="2027-06-24", time="10:30")
    await ana.reads(0)
    assert "Die Person hat Lotse blockiert." in await clerk.case(number)

    ana.chat.unblocks()
    taken, missed, *_ = await ana.writes("unde este Bürgerbüro?", replies=4)
    assert ana.word("case-taken", number=number, unit="Clearingstelle") in taken.text
    assert "24 iunie 2027" in missed.text
    assert "Die Person hat Lotse blockiert." not in await clerk.case(number)


async def test_who_deleted_the_account_is_left_alone(town: Town) -> None:
    """Telegram refuses for good; nothing is tried again."""
    ana = town.newcomer("Ana", "ro")
    await ana.starts("ro")

    ana.chat.deactivates()
    ana.chat.says("cum imi inregistrez adresa?")
    await ana.reads(0)

    [message] = await town.rows(
        "SELECT state, attempts FROM outbox WHERE address = :address ORDER BY id DESC LIMIT 1", address=str(ana.id)
    )
    assert (message["state"], message["attempts"]) == ("failed", 1)


@pytest.mark.parametrize(
    "command", ["/unknown", "/HELP", "/help@lotse_bot", "/start@lotse_bot ro", "/ help", "//", "/é"]
)
async def test_odd_commands_are_answered(town: Town, command: str) -> None:
    ana = town.newcomer("Ana", "ro")
    await ana.starts("ro")

    [reply] = await ana.writes(command)

    assert reply.buttons


async def test_what_another_bot_writes_is_not_answered(town: Town) -> None:
    """Two bots that answer each other never stop."""
    ana = town.newcomer("Ana", "ro")
    await ana.starts("ro")
    sent = len(town.api.transcript.of("sendMessage"))
    bot = {"id": ana.id, "is_bot": True, "first_name": "Other"}
    chat = {"id": ana.id, "type": "private", "first_name": "Other"}
    message = {"message_id": 900, "date": 1_795_000_000, "chat": chat, "from": bot, "text": "cum imi inregistrez?"}

    town.api.inject({"message": message})
    await ana.reads(0)

    assert len(town.api.transcript.of("sendMessage")) == sent


async def test_no_profile_is_kept_of_anybody(town: Town) -> None:
    """Name, user name, telephone number, place on the map: Telegram brings them, nothing stores them."""
    ana: Person = town.newcomer("Profilename", "ro")
    ana.chat.sends_contact("+49 3443 222222")
    await ana.reads()
    ana.chat.sends_location(51.2345, 11.9876)
    await ana.reads()

    assert await town.traces("Profilename", "222222", "51.2345", "11.9876") == []
    assert "222222" not in json.dumps(words_sent(town.sent_to(ana.id)))
