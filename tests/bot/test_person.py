"""The way to a person: what is shown is what is passed on, to whom it says, and only with a yes to exactly that."""

import pytest

from bot.buttons import Action
from handoff.units import Units
from tests.bot.talking import ADVICE, AUTHORITY, ENFORCEMENT, Person, Room, number_in

QUESTION = "Acht Leute in zwei Zimmern"
LATE = "Ich habe die Frist verpasst"
TOPIC = "registration.late"


@pytest.fixture(autouse=True)
def what_is_understood(room: Room) -> None:
    room.interpreter.hears(LATE, topic=TOPIC)


async def test_the_offer_shows_everything_that_is_passed_on(room: Room, ana: Person) -> None:
    """Unit and employer, what it may do, and each line; the notice is due before."""
    await ana.says(LATE)
    notice, offer = await ana.says("/person")

    assert room.word("notice-who") in notice.text
    for shown in ("Neustadtbüro", room.word("person-employer-city"), LATE, room.word("passed-no-name")):
        assert shown in offer.text
    assert room.library.title(TOPIC, "de") in offer.text
    assert room.library.duties(ADVICE, "de") in offer.text
    assert room.word("person-no-time") in offer.text


async def test_the_notice_is_shown_once(room: Room, ana: Person) -> None:
    await ana.offered(QUESTION)
    await ana.presses("Nein")
    assert len(await ana.says("/person")) == 1


async def test_the_case_holds_what_was_shown_and_no_more(room: Room, ana: Person) -> None:
    await ana.says(LATE)
    await ana.says("/person")
    [receipt] = await ana.presses("Ja, weitergeben")

    [case] = await room.cases()
    [consent] = await room.consents()
    assert await room.words_read_by(ADVICE) == {LATE, TOPIC}
    assert (consent.unit_id, consent.topic, set(consent.passed_on)) == (
        ADVICE,
        TOPIC,
        {"language", "reach", "question"},
    )
    assert receipt.case == case.number
    assert room.word("case-opened", number=case.number, unit="Neustadtbüro") in receipt.text
    assert room.word("case-no-time") in receipt.text


async def test_a_struck_question_takes_its_subject_along(room: Room, ana: Person) -> None:
    """What somebody read before says something too: without the question the unit learns no topic either."""
    await ana.says(LATE)
    await ana.says("/person")
    [offer] = await ana.presses("Ohne meine Frage")
    await ana.presses("Ja, weitergeben")

    assert room.word("passed-no-question") in offer.text
    assert LATE not in offer.text
    assert room.library.title(TOPIC, "de") not in offer.text
    assert await room.words_read_by(ADVICE) == set()
    [consent] = await room.consents()
    assert (consent.topic, set(consent.passed_on)) == (None, {"language", "reach"})


async def test_a_question_is_struck_out_and_put_back(room: Room, ana: Person) -> None:
    await ana.offered(QUESTION)
    await ana.presses("Ohne meine Frage")
    [offer] = await ana.presses("Mit meiner Frage")
    assert QUESTION in offer.text


async def test_a_code_word_is_enough(room: Room, ana: Person) -> None:
    await ana.offered(QUESTION)
    await ana.presses("Codewort")
    [offer] = await ana.says("  Apfel \n baum ")
    await ana.presses("Ja, weitergeben")

    assert room.word("passed-called", called="Apfel baum") in offer.text
    [case] = await room.cases()
    assert case.called == "Apfel baum"


async def test_a_code_word_can_be_left_out(room: Room, ana: Person) -> None:
    await ana.offered(QUESTION)
    await ana.presses("Codewort")
    [offer] = await ana.presses("Ohne Namen")
    assert room.word("passed-no-name") in offer.text
    [article] = await ana.says(LATE)
    assert article.kind == "article"


async def test_without_a_question_the_subject_is_asked_for(room: Room, ana: Person) -> None:
    await ana.says("/person")
    *_, offer = await ana.says(QUESTION)
    assert QUESTION in offer.text
    await ana.presses("Ja, weitergeben")
    assert await room.words_read_by(ADVICE) == {QUESTION}


async def test_a_question_of_yesterday_is_asked_for_anew(room: Room, ana: Person) -> None:
    await ana.says(QUESTION)
    room.clock.passes(hours=25)
    [asked] = await ana.says("/person")
    assert QUESTION not in asked.text
    assert room.word("person-subject", unit="Neustadtbüro") in asked.text


async def test_after_a_no_nothing_is_passed_on_and_no_draft_is_kept(room: Room, ana: Person) -> None:
    offer = await ana.offered(QUESTION)
    [refused] = await ana.presses("Nein")
    assert room.word("person-refused") in refused.text
    assert (await ana.conversation()).draft is None

    [over] = await ana.presses_on(offer, "Ja, weitergeben")
    assert room.word("button-over") in over.text
    assert await room.cases() == []


async def test_a_no_after_the_yes_does_not_say_that_nothing_was_passed_on(room: Room, ana: Person) -> None:
    """Both buttons stand under the same message. It shows the case and the way to take it back."""
    offer = await ana.offered(QUESTION)
    number = number_in(await ana.presses("Ja, weitergeben"))
    [shown] = await ana.presses_on(offer, "Nein")

    assert room.word("person-refused") not in shown.text
    assert str(number) in shown.text
    assert shown.has("zurückziehen")


async def test_a_second_yes_opens_no_second_case(room: Room, ana: Person) -> None:
    offer = await ana.offered(QUESTION)
    await ana.presses_on(offer, "Ja, weitergeben")
    [over] = await ana.presses_on(offer, "Ja, weitergeben")
    assert room.word("button-over") in over.text
    assert len(await room.cases()) == 1


async def test_after_the_yes_the_next_message_is_no_code_word(room: Room, ana: Person) -> None:
    """Asked for a code word, somebody presses yes instead and goes on writing."""
    offer = await ana.offered(QUESTION)
    await ana.presses("Codewort")
    await ana.presses_on(offer, "Ja, weitergeben")
    [article, *_] = await ana.says(LATE)
    assert article.kind == "article"


# A yes is a yes to what stood above it


async def test_a_yes_under_one_question_does_not_pass_on_another(room: Room, ana: Person) -> None:
    """The old button shows what a yes would be to now."""
    old = await ana.offered("Meine erste Frage")
    room.clock.passes(minutes=1)
    await ana.presses("Nein")
    await ana.offered("Mein Geheimnis")
    [shown] = await ana.presses_on(old, "Ja, weitergeben")

    assert await room.cases() == []
    assert "Mein Geheimnis" in shown.text
    await ana.presses_on(shown, "Ja, weitergeben")
    assert await room.words_read_by(ADVICE) == {"Mein Geheimnis"}


async def test_a_yes_before_the_code_word_does_not_pass_it_on(room: Room, ana: Person) -> None:
    old = await ana.offered(QUESTION)
    await ana.presses("Codewort")
    await ana.says("Ana Popescu")
    await ana.presses_on(old, "Ja, weitergeben")
    assert await room.cases() == []


async def test_a_yes_to_the_struck_version_does_not_pass_the_question_on(room: Room, ana: Person) -> None:
    await ana.offered(QUESTION)
    [struck] = await ana.presses("Ohne meine Frage")
    await ana.presses("Mit meiner Frage")
    await ana.presses_on(struck, "Ja, weitergeben")
    assert await room.cases() == []


async def test_an_old_yes_while_the_subject_is_asked_for_breaks_nothing(room: Room, ana: Person) -> None:
    """Nor do the other buttons of that offer."""
    old = await ana.offered(QUESTION)
    room.clock.passes(hours=25)
    await ana.says("/person")
    for label in ("Ja, weitergeben", "Codewort", "Ohne meine Frage", "Andere Stelle"):
        assert await ana.presses_on(old, label)
    assert await room.cases() == []


# The wall


async def test_enforcement_takes_a_warning_and_two_presses(room: Room, ana: Person) -> None:
    await ana.offered(QUESTION)
    await ana.presses("Andere Stelle")
    [warning] = await ana.presses("Wohnraumkontrolle")
    assert room.word("enforcement-ask", unit="Wohnraumkontrolle") in warning.text
    assert room.library.duties(ENFORCEMENT, "de") in warning.text
    assert not warning.has("Ja, weitergeben")
    await ana.presses("trotzdem")
    await ana.presses("Ja, weitergeben")

    [consent] = await room.consents()
    assert (consent.unit_id, consent.separately) == (ENFORCEMENT, True)
    assert await room.words_read_by(ENFORCEMENT) == {QUESTION}


async def test_the_enforcing_unit_stands_last_and_is_marked(room: Room, ana: Person) -> None:
    await ana.offered(QUESTION)
    [others] = await ana.presses("Andere Stelle")
    *_, last, no = others.buttons
    assert last.startswith("⚠")
    assert "Wohnraumkontrolle" in last
    assert "Nein" in no


async def test_a_yes_to_advice_is_none_to_enforcement(room: Room, ana: Person) -> None:
    """Somebody goes as far as the offer for the inspection, scrolls up, and says yes to advice."""
    advice = await ana.offered(QUESTION)
    inspection = await ana.wants_person("Wohnraumkontrolle")
    await ana.presses_on(advice, "Ja, weitergeben")
    assert await room.consents() == []
    assert "Wohnraumkontrolle" in ana.seen[-1].text

    await ana.presses_on(inspection, "Andere Stelle")
    await ana.presses("Clearingstelle")
    await ana.presses_on(inspection, "Ja, weitergeben")
    assert await room.consents() == []


async def test_a_warning_read_for_one_question_is_none_for_the_next(room: Room, ana: Person) -> None:
    """The button below the old warning asks again; it leads to no offer."""
    await ana.offered(QUESTION)
    await ana.presses("Andere Stelle")
    [warning] = await ana.presses("Wohnraumkontrolle")
    await ana.presses("Nein")
    await ana.offered("Mein Geheimnis")

    [again] = await ana.presses_on(warning, "trotzdem")
    assert room.word("enforcement-ask", unit="Wohnraumkontrolle") in again.text
    draft = (await ana.conversation()).draft or {}
    assert (draft["unit"], draft["separately"]) == (ADVICE, False)


async def test_another_unit_takes_the_separate_yes_away(room: Room, ana: Person) -> None:
    await ana.offered(QUESTION)
    await ana.wants_person("Wohnraumkontrolle")
    await ana.presses("Andere Stelle")
    await ana.presses("Clearingstelle")
    await ana.presses("Ja, weitergeben")

    [consent] = await room.consents()
    assert (consent.unit_id, consent.separately) == (AUTHORITY, False)


async def test_no_question_leads_to_enforcement_by_itself(room: Room, ana: Person) -> None:
    """Late registration, subletting, overcrowding, the inspection itself: advice."""
    for topic in (TOPIC, "housing.rental_contract", "housing.minimum_standards", "housing.inspection"):
        room.interpreter.hears(topic, topic=topic)
        await ana.says(topic)
        await ana.says("/person")
        draft = (await ana.conversation()).draft or {}
        assert draft["unit"] == ADVICE, topic


# What else is decided here


@pytest.mark.parametrize(
    ("press", "reach"), [("Schreiben Sie mir", "write"), ("Nur", "news"), ("Nicht schreiben", "none")]
)
async def test_the_newcomer_chooses_how_to_be_reached(room: Room, ana: Person, press: str, reach: str) -> None:
    number = await ana.opens_case(QUESTION)
    [receipt] = await ana.presses(press)
    assert room.word(f"reach-{reach}", number=number) in receipt.text
    assert (await room.case(number)).reach == reach


async def test_a_unit_that_confirmed_its_times_is_not_said_to_have_none(room: Room, ana: Person) -> None:
    async with room.database.transaction() as session:
        (await Units(session).get(ADVICE)).confirmed_on = room.clock().date()
    offer = await ana.offered(QUESTION)
    [receipt] = await ana.presses("Ja, weitergeben")

    assert room.word("person-no-time") not in offer.text
    assert room.word("person-time-asked") in offer.text
    assert room.word("case-no-time") not in receipt.text


@pytest.mark.parametrize(("topic", "unit"), [("schooling.enrolment", "Schulteam"), (TOPIC, "Neustadtbüro")])
async def test_a_guess_finds_the_unit_and_is_not_told_to_it(room: Room, ana: Person, topic: str, unit: str) -> None:
    """Nobody said what it is about, so neither yes nor case names a subject. Being late goes to advice here too."""
    room.interpreter.guesses("Ich fahre bald zurück", topic=topic)
    [known] = await ana.says("Ich fahre bald zurück")
    await ana.presses(f"An {unit} schreiben")
    offer = ana.seen[-1]
    await ana.presses("Ja, weitergeben")

    assert (known.topic, offer.topic) == (None, None)
    assert room.word("person-offer", unit=unit) in offer.text
    assert room.word("passed-no-topic") in offer.text
    [case], [consent] = await room.cases(), await room.consents()
    assert (case.topic, consent.topic) == (None, None)


async def test_below_do_you_mean_a_person_is_found_and_told_no_subject(room: Room, ana: Person) -> None:
    room.interpreter.hears("Zu spät?", topic=TOPIC, confidence=0.4)
    await ana.says("Zu spät?")
    await ana.presses("Mit einem Menschen")

    draft = (await ana.conversation()).draft or {}
    assert (draft["unit"], draft["topic"]) == (ADVICE, None)


async def test_an_area_is_no_subject(room: Room, ana: Person) -> None:
    """A topic that only says "nothing fits" is none either."""
    room.interpreter.hears("Seltsam", topic="meta.out_of_scope")
    await ana.says("Seltsam")
    for topic in ("housing.", "meta.out_of_scope"):
        newcomer = await ana.row()
        assert newcomer is not None
        await ana.presses_id(room.services.buttons.seal(newcomer.id, room.clock(), Action("person", topic)))
        draft = (await ana.conversation()).draft or {}
        assert draft["topic"] is None


# A yes that is typed


async def test_a_typed_yes_right_under_the_offer_counts(room: Room, ana: Person) -> None:
    await ana.offered(QUESTION)
    await ana.says("Ja.")
    assert await room.words_read_by(ADVICE) == {QUESTION}


async def test_a_typed_no_counts_too(room: Room, ana: Person) -> None:
    await ana.offered(QUESTION)
    [refused] = await ana.says("nein")
    assert room.word("person-refused") in refused.text
    assert await room.cases() == []


@pytest.mark.parametrize("first", ["/help", LATE, "Blabla"])
async def test_a_typed_yes_after_something_else_is_none(room: Room, ana: Person, first: str) -> None:
    await ana.offered(QUESTION)
    await ana.says(first)
    await ana.says("ja")
    assert await room.cases() == []


async def test_a_typed_yes_is_none_to_enforcement(room: Room, ana: Person) -> None:
    await ana.offered(QUESTION, unit="Wohnraumkontrolle")
    [again] = await ana.says("ja")
    assert await room.consents() == []
    assert again.has("Ja, weitergeben")


async def test_a_typed_yes_may_answer_another_unit_and_is_none(room: Room, ana: Person) -> None:
    """A staff member asked something while the offer for the next question stood there."""
    number = await ana.opens_case(QUESTION)
    await ana.offered("Mein Geheimnis", unit="Clearingstelle")
    await room.answers(number, await room.takes_over(number), "Passt Montag?")
    await ana.reads()
    await ana.says("ja")

    assert await room.words_of(number) == [QUESTION, "ja"]
    assert await room.words_read_by(AUTHORITY) == set()
