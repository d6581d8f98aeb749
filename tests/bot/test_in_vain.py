"""What was asked in vain reaches the town's editors: without names, and only what nobody else was told."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from bot.buttons import Action
from knowledge_base.privacy import forget_old_questions
from knowledge_base.tables import UnansweredQuestion
from tests.bot.talking import Person, Room

NOT_HELPED = Action("not-helped", "housing.waste")
DOG = "Wo melde ich meinen Hund an?"


async def kept(room: Room) -> Sequence[UnansweredQuestion]:
    async with room.database.reading() as session:
        return list(await session.scalars(select(UnansweredQuestion).order_by(UnansweredQuestion.id)))


async def presses(room: Room, person: Person, action: Action) -> None:
    newcomer = await person.row()
    assert newcomer is not None
    await person.presses_id(room.services.buttons.seal(newcomer.id, room.clock(), action))


async def test_a_question_without_an_article_is_kept(room: Room, ana: Person) -> None:
    """With the concepts it speaks of, its language, and for whom to erase it."""
    room.interpreter.speaks_of(DOG, "dog", "q_where")

    await ana.says(DOG)

    [question] = await kept(room)
    newcomer = await ana.row()
    assert newcomer is not None
    assert (question.text, question.reason, question.language) == (DOG, "no_article", "de")
    assert question.concepts == ["dog", "q_where"]
    assert (question.newcomer_id, question.state) == (newcomer.id, "open")


async def test_who_asked_cannot_be_told_from_it(room: Room, ana: Person) -> None:
    """Names, numbers, addresses and mail are gone before anything is stored."""
    await ana.says("Ich heiße Ion Popescu, Markt 3, Telefon 0176 123456, ion@post.ro. Wo ist ein Friseur?")

    [question] = await kept(room)
    assert question.text == "Ich heiße …, Telefon …. Wo ist ein Friseur?"


async def test_a_question_asked_back_is_kept_until_a_choice_is_taken(room: Room, ana: Person) -> None:
    room.interpreter.hears("Steuer?", topic="registration.tax_id", confidence=0.4)

    await ana.says("Steuer?")
    assert [each.reason for each in await kept(room)] == ["unsure"]

    await ana.presses(room.library.title("registration.tax_id", "de"))
    assert await kept(room) == []


async def test_choices_that_are_not_taken_leave_the_question(room: Room, ana: Person) -> None:
    room.interpreter.hears("Steuer?", topic="registration.tax_id", confidence=0.4)

    await ana.says("Steuer?")
    await ana.presses("Etwas anderes")

    assert [each.text for each in await kept(room)] == ["Steuer?"]


async def test_an_article_that_did_not_help_is_kept_with_its_question(room: Room, ana: Person) -> None:
    """Once, however often it is pressed."""
    room.interpreter.hears("Welche Tonne?", topic="housing.waste")
    await ana.says("Welche Tonne?")
    assert await kept(room) == []

    await ana.presses("👎")
    await ana.presses("👎")

    [question] = await kept(room)
    assert (question.reason, question.topic, question.text) == ("not_helped", "housing.waste", "Welche Tonne?")


async def test_an_article_found_by_itself_has_no_question(room: Room, ana: Person) -> None:
    """What was written before is about something else."""
    room.interpreter.hears("Welche Tonne?", topic="housing.waste")
    [waste] = await ana.says("Welche Tonne?")
    room.interpreter.hears("Kindergeld?", topic="money.child_benefit")
    await ana.says("Kindergeld?")

    await ana.presses_on(waste, "👎")

    [question] = await kept(room)
    assert (question.topic, question.text, question.concepts) == ("housing.waste", "", [])


async def test_two_messages_that_are_one_question_are_one(room: Room, ana: Person) -> None:
    await ana.says("Mein Hund")
    room.clock.passes(seconds=2)
    await ana.says("wo melde ich ihn an")

    assert [each.text for each in await kept(room)] == ["Mein Hund wo melde ich ihn an"]


@pytest.mark.parametrize(
    ("topic", "confidence"),
    [
        pytest.param("housing.waste", 0.9, id="what was answered"),
        pytest.param("meta.thanks", 0.9, id="thanks"),
        pytest.param("safety.domestic_violence", 0.9, id="danger"),
        pytest.param("safety.exploitation", 0.4, id="what may be danger"),
        pytest.param("safety.discrimination", 0.4, id="how somebody was treated"),
    ],
)
async def test_what_nobody_has_to_learn_is_not_kept(room: Room, ana: Person, topic: str, confidence: float) -> None:
    room.interpreter.hears("Worte", topic=topic, confidence=confidence)

    await ana.says("Worte")

    assert await kept(room) == []


async def test_what_is_passed_on_to_a_person_is_not_kept(room: Room, ana: Person) -> None:
    """The unit has it; the yes was to nobody else."""
    await ana.says(DOG)
    assert len(await kept(room)) == 1

    await ana.wants_person()
    await ana.presses("Ja, weitergeben")

    assert await kept(room) == []


async def test_nothing_is_kept_while_a_unit_has_a_case(room: Room, ana: Person) -> None:
    await ana.opens_case("Mein Vermieter")

    await ana.says(DOG)
    await presses(room, ana, NOT_HELPED)

    assert await kept(room) == []


async def test_what_is_told_to_a_person_is_not_kept(room: Room, ana: Person) -> None:
    """The subject and the name that are asked for on the way to a unit."""
    await presses(room, ana, Action("person"))
    await ana.says("Ich habe Schulden bei Herrn Beer")

    assert await kept(room) == []


async def test_who_deletes_everything_deletes_this(room: Room, ana: Person) -> None:
    """Before that it is told to whoever asks what is kept."""
    await ana.says(DOG)
    await ana.says("/mydata")
    told = await ana.presses("Alles zeigen")
    assert DOG in told[0].text
    assert room.word("mydata-all-unanswered") in told[0].text

    await ana.says("/delete")
    await ana.presses("Ja, alles löschen")

    assert await kept(room) == []


async def test_after_ninety_days_it_is_forgotten(room: Room, ana: Person) -> None:
    await ana.says(DOG)
    for days, left in ((90, 1), (1, 0)):
        room.clock.passes(days=days)
        async with room.database.transaction() as session:
            await forget_old_questions(session, room.clock())
        assert len(await kept(room)) == left


async def test_who_writes_on_and_on_does_not_drown_the_others(room: Room, ana: Person) -> None:
    """Twenty questions a day, each once."""
    for number in range(25):
        room.clock.passes(seconds=20)
        await ana.says("Frage " + "x" * (number + 1))
        await ana.says("Frage x")

    assert len(await kept(room)) == 20
