"""What a newcomer can say, and what is said back, in every state the conversation can be in."""

import pytest

from handoff.places import Arrivals
from nlu.understanding import Understanding
from tests.bot.talking import ADVICE, Person, Room
from wording import LANGUAGES, Phrase

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What is said does not depend on the database; `test_person`, `test_case_messages` and `test_own_data` run on both."""

QUESTION = "Muss ich mich anmelden?"
DANGER = "Er schlägt mich"


@pytest.fixture(autouse=True)
def what_is_understood(room: Room) -> None:
    room.interpreter.hears(QUESTION, topic="registration.anmeldung")
    room.interpreter.hears("Welche Papiere?", topic="registration.documents")
    room.interpreter.hears("Anmelden?", topic="registration.anmeldung", confidence=0.3)
    room.interpreter.hears(DANGER, topic="safety.domestic_violence")
    for topic in ("greeting", "thanks", "goodbye", "change_language", "delete_data", "privacy", "bot", "complaint"):
        room.interpreter.hears(topic, topic=f"meta.{topic}")


# The first words


async def test_start_asks_for_the_language_in_every_language(room: Room) -> None:
    [asked] = await room.person().says("/start")

    assert len(asked.buttons) == len(LANGUAGES)
    for language in LANGUAGES:
        assert room.phrases.say(Phrase(id="choose-language"), language) in asked.text


async def test_a_printed_code_brings_its_language_and_counts_its_place(room: Room) -> None:
    ana = room.person()
    [welcome] = await ana.says("/start ro_bahnhof")

    assert room.word("welcome", "ro") in welcome.text
    newcomer = await ana.row()
    assert newcomer is not None
    assert newcomer.language == "ro"
    async with room.database.reading() as session:
        [counted] = list((await session.execute(Arrivals.__table__.select())).mappings())
    assert (counted["place"], counted["people"]) == ("bahnhof", 1)


async def test_under_the_first_answer_stand_three_lines_and_under_the_next_none(room: Room, ana: Person) -> None:
    """Who answers, who cannot see this, how to delete."""
    [first] = await ana.says(QUESTION)
    [second] = await ana.says("Welche Papiere?")

    for line in ("introduction-machine", "introduction-unseen", "introduction-delete"):
        assert room.word(line) in first.text
        assert room.word(line) not in second.text


async def test_a_first_message_that_is_a_question_is_answered_at_once(room: Room) -> None:
    [article] = await room.person().says(QUESTION)
    assert (article.kind, article.topic) == ("article", "registration.anmeldung")


# The three bands


async def test_sure_is_an_article_with_its_other_sides(ana: Person) -> None:
    [article] = await ana.says(QUESTION)

    assert article.kind == "article"
    for label in ("Das hat geholfen", "Nicht geholfen", "Mit einem Menschen"):
        assert article.has(label)


async def test_unsure_asks_back_with_a_way_out_and_a_person(room: Room, ana: Person) -> None:
    [asked] = await ana.says("Anmelden?")

    assert room.word("do-you-mean") in asked.text
    assert len(asked.buttons) <= 5
    assert asked.has("Etwas anderes")
    assert asked.has("Mit einem Menschen")
    [article] = await ana.presses_id(next(iter(asked.buttons.values())))
    assert article.topic == "registration.anmeldung"


async def test_else_a_person_is_offered_by_name(room: Room, ana: Person) -> None:
    [offered] = await ana.says("Blabla")

    assert room.word("not-sure") in offered.text
    assert "Neustadtbüro" in offered.text
    assert offered.has("An Neustadtbüro schreiben")


@pytest.mark.parametrize(
    ("said", "kind", "phrase"),
    [
        ("greeting", "choices", "welcome"),
        ("thanks", "text", "thanks-back"),
        ("goodbye", "text", "goodbye"),
        ("privacy", "notice", "notice-who"),
        ("bot", "notice", "introduction-machine"),
        ("delete_data", "notice", "delete-ask"),
        ("change_language", "choices", "choose-language"),
        ("complaint", "person", "not-helped"),
    ],
)
async def test_what_is_no_question_is_done(room: Room, ana: Person, said: str, kind: str, phrase: str) -> None:
    [reply] = await ana.says(said)
    assert (reply.kind, room.word(phrase) in reply.text) == (kind, True)


async def test_the_other_sides_of_an_answer(room: Room, ana: Person) -> None:
    room.interpreter.hears("Trebuie să mă înregistrez?", topic="registration.anmeldung", language="ro")
    [article] = await ana.says("Trebuie să mă înregistrez?")

    [german] = await ana.presses_on(article, room.word("button-german", "ro"))
    [sorry] = await ana.presses_on(article, room.word("button-not-helped", "ro"))

    assert room.word("show-at-desk", "ro") in german.text
    assert german.topic == "registration.anmeldung"
    assert sorry.kind == "person"


# Follow-ups


async def test_after_an_article_how_much_brings_that_part_alone(room: Room, ana: Person) -> None:
    """Under its title and with its source; the whole article is one tap away."""
    [article] = await ana.says(QUESTION)
    room.interpreter.hears_follow_up("Was kostet das?", "cost")

    [part] = await ana.says("Was kostet das?")

    assert part.topic == "registration.anmeldung"
    assert room.services.library.title("registration.anmeldung", "de") in part.text
    assert room.word("section-cost") in part.text
    assert room.word("section-papers") in article.text
    assert room.word("section-papers") not in part.text
    [whole] = await ana.presses_on(part, room.word("button-all-of-it"))
    assert room.word("section-papers") in whole.text


async def test_a_part_that_an_article_does_not_have_is_said_to_be_unknown(room: Room, ana: Person) -> None:
    await ana.says("Welche Papiere?")
    room.interpreter.hears_follow_up("Was kostet das?", "cost")

    [whole] = await ana.says("Was kostet das?")

    assert room.word("part-unknown") in whole.text
    assert room.word("section-papers") in whole.text


async def test_the_same_for_somebody_else_brings_the_article_again(room: Room, ana: Person) -> None:
    [article] = await ana.says(QUESTION)
    room.interpreter.hears_follow_up("Und meine Frau?", "whole")

    [again] = await ana.says("Und meine Frau?")

    assert again.topic == article.topic
    assert room.word("section-papers") in again.text


async def test_a_follow_up_goes_with_its_question_to_a_person(room: Room, ana: Person) -> None:
    await ana.says(QUESTION)
    room.interpreter.hears_follow_up("Und meine Frau?", "whole")
    await ana.says("Und meine Frau?")

    assert (await ana.conversation()).last_text == f"{QUESTION}\nUnd meine Frau?"


async def test_hours_later_it_is_a_question_of_its_own(room: Room, ana: Person) -> None:
    await ana.says(QUESTION)
    room.interpreter.hears_follow_up("Was kostet das?", "cost")
    room.clock.passes(hours=2)

    [reply] = await ana.says("Was kostet das?")

    assert reply.topic is None


async def test_after_danger_the_numbers_come_again_whatever_part_is_asked_for(room: Room, ana: Person) -> None:
    [numbers] = await ana.says(DANGER)
    room.interpreter.hears_follow_up("Was kostet das?", "cost")

    [again] = await ana.says("Was kostet das?")

    assert (again.kind, again.topic) == ("safety", numbers.topic)


# Danger first, in every state


@pytest.mark.parametrize(
    "state", ["at first", "asked for the subject", "asked for the code word", "offered", "in a case"]
)
async def test_danger_comes_first_in_every_state(room: Room, ana: Person, state: str) -> None:
    """The numbers at once; what was being asked is no longer waited for, and nothing is passed on."""
    if state == "asked for the subject":
        await ana.says("/person")
    elif state == "in a case":
        await ana.opens_case("Blabla")
    elif state != "at first":
        await ana.offered("Blabla")
    if state == "asked for the code word":
        await ana.presses("Codewort")
    before = await room.words_read_by(ADVICE)

    shown = await ana.says(DANGER)

    assert (shown[0].kind, shown[0].topic) == ("safety", "safety.domestic_violence")
    assert any(number in shown[0].text for number in ("110", "116 016", "116016"))
    assert await room.words_read_by(ADVICE) == before
    assert (await ana.conversation()).waits_for is None


async def test_one_sign_can_be_a_cry_for_help(room: Room, ana: Person) -> None:
    """Only emoji is no question, but the danger recogniser knows some."""
    room.interpreter.hears("🆘", topic="safety.emergency")
    [numbers] = await ana.says("🆘")
    assert numbers.kind == "safety"


async def test_danger_in_an_unknown_language_is_danger(room: Room) -> None:
    """The numbers come before the question which language that was."""
    room.interpreter.hears("112!", topic="safety.emergency")
    _speaks_no_known_language(room, "112!")
    [numbers] = await room.person().says("112!")
    assert numbers.kind == "safety"


async def test_a_safety_answer_offers_a_person_beside_it(ana: Person) -> None:
    [numbers] = await ana.says(DANGER)
    assert numbers.has("Mit einem Menschen")


# Languages


async def test_an_unknown_language_is_answered_in_two_with_a_person(room: Room) -> None:
    _speaks_no_known_language(room, "nuqneH")
    [asked] = await room.person().says("nuqneH")

    for language in ("de", "en"):
        assert room.word("language-unknown", language) in asked.text  # type: ignore[arg-type]
    assert len(asked.buttons) == len(LANGUAGES) + 1


async def test_a_clear_message_in_another_language_changes_it(room: Room, ana: Person) -> None:
    room.interpreter.hears("Unde mă înregistrez?", topic="registration.office", language="ro")
    [article] = await ana.says("Unde mă înregistrez?")
    [areas] = await ana.says("/help")

    assert article.reply.language == areas.reply.language == "ro"


async def test_the_language_can_be_chosen_at_any_time(room: Room, ana: Person) -> None:
    await ana.says("/language")
    [welcome] = await ana.presses("Български")
    assert room.word("welcome", "bg") in welcome.text


async def test_the_subject_is_passed_on_in_the_language_it_was_written_in(room: Room, ana: Person) -> None:
    """Somebody who chose German buttons may still write Romanian."""
    room.interpreter.hears("Vreau să vorbesc despre chirie", topic="housing.rental_contract", language="ro")
    await ana.says("/person")
    [*_, offer] = await ana.says("Vreau să vorbesc despre chirie")
    await ana.presses(room.word("button-yes", "ro"))

    assert offer.reply.language == "ro"
    [case] = await room.cases()
    assert case.language == "ro"


# Several messages, and what is no message


async def test_messages_in_a_row_count_as_one_question(room: Room, ana: Person) -> None:
    room.interpreter.hears("mein Kind\nSchule?", topic="schooling.enrolment")
    await ana.says("mein Kind")
    room.clock.passes(seconds=7)
    [article] = await ana.says("Schule?")

    assert article.topic == "schooling.enrolment"


async def test_a_message_later_stands_alone(room: Room, ana: Person) -> None:
    await ana.says("mein Kind")
    room.clock.passes(seconds=9)
    await ana.says("Schule?")
    assert "mein Kind\nSchule?" not in room.interpreter.heard


async def test_a_clear_message_is_not_mixed_with_the_one_before(room: Room, ana: Person) -> None:
    await ana.says("mein Kind")
    [article] = await ana.says(QUESTION)
    assert article.topic == "registration.anmeldung"


@pytest.mark.parametrize("said", ["🙂", "???", "…", "👍👍👍"])
async def test_only_signs_bring_the_areas(room: Room, ana: Person, said: str) -> None:
    [areas] = await ana.says(said)
    assert room.word("areas-ask") in areas.text


@pytest.mark.parametrize("what", ["voice", "photo", "document"])
async def test_a_file_without_a_case_brings_pictures_and_a_person(room: Room, ana: Person, what: str) -> None:
    """Never only "please write"."""
    sent = {"kind": what, "file": "f", "size": 3, "mime": "audio/ogg", "caption": "", "album": None}
    [reply] = await ana.sends(sent)
    assert reply.has("Mit einem Menschen")
    assert reply.has("Wohnung")


async def test_whoever_does_not_write_reaches_a_person_all_the_same(room: Room, ana: Person) -> None:
    """The subject is asked for, and can be left out."""
    [asked] = await ana.says("/person")
    assert room.word("person-subject", unit="Neustadtbüro") in asked.text
    await ana.presses("Ohne meine Frage")
    await ana.presses("Ja, weitergeben")

    assert len(await room.cases()) == 1
    assert await room.words_read_by(ADVICE) == set()


async def test_an_unknown_command_shows_what_there_is(room: Room, ana: Person) -> None:
    [shown] = await ana.says("/nothing")
    assert room.word("help") in shown.text


async def test_a_command_ends_what_was_waited_for(room: Room, ana: Person) -> None:
    await ana.offered("Blabla")
    await ana.presses("Codewort")
    await ana.says("/help")
    [article] = await ana.says(QUESTION)
    assert article.kind == "article"


async def test_who_blocked_the_bot_is_remembered_until_they_write(room: Room, ana: Person) -> None:
    assert await ana.sends({"kind": "left"}) == []
    left = await ana.row()
    assert left is not None
    assert left.blocked_at == room.clock()
    await ana.says("/help")
    back = await ana.row()
    assert back is not None
    assert back.blocked_at is None


def _speaks_no_known_language(room: Room, text: str) -> None:
    known = room.interpreter.understand(text)
    unknown = Understanding(
        language=None,
        language_is_sure=False,
        ranking=(),
        decision=known.decision,
        alarm=known.alarm,
        second=None,
        took_ms=0.1,
    )
    room.interpreter._known[text] = unknown
