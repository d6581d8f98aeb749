"""What a staff member writes in German arrives in the newcomer's language, labelled."""

import asyncio

from tests.journeys.town import Town, has_button
from tests.journeys.ways import everywhere_with_cases, with_cases

REGISTER = "cum imi inregistrez adresa?"


@everywhere_with_cases
async def test_an_answer_in_german_arrives_in_romanian(town: Town) -> None:
    """A real package translates it; the German stands below, and one line says that a machine did it."""
    ana = town.newcomer("Ana", "ro")
    clerk = await town.clerk("clearing")
    await ana.gives_case(REGISTER)
    number = await town.number_of(ana)
    await clerk.claims(number)
    [taken] = await ana.reads_case()

    preview = await clerk.answers(number, "Bitte bringen Sie Ihren Ausweis mit.")
    [answer] = await ana.reads_case()

    assert ana.word("case-taken", number=number, unit="Clearingstelle") in taken.text
    assert ana.word("staff-answer-from", unit="Clearingstelle") in answer.text
    assert "buletinul" in answer.text
    assert "buletinul" in preview
    assert ana.word("staff-original") in answer.text
    assert "Bitte bringen Sie Ihren Ausweis mit." in answer.text
    assert ana.word("translation-machine") in answer.text
    [kept] = await town.rows(
        "SELECT m.* FROM case_messages m JOIN cases c ON c.id = m.case_id WHERE c.number = :n AND m.sender = 'staff'",
        n=number,
    )
    assert (kept["original"], kept["label"], kept["translated_to"]) == (
        "Bitte bringen Sie Ihren Ausweis mit.",
        "machine",
        "ro",
    )


async def test_what_the_newcomer_wrote_is_read_in_german(town: Town) -> None:
    """The desk shows the original and, where a package knows the way, the German beside it, named as a machine's."""
    ana = town.newcomer("Ana", "ro")
    clerk = await town.clerk("clearing")
    await ana.gives_case("Cum îmi înregistrez adresa?")
    number = await town.number_of(ana)

    for _ in range(50):  # translated in the background, a moment after it came
        [kept] = await town.rows(
            "SELECT m.* FROM case_messages m JOIN cases c ON c.id = m.case_id WHERE c.number = :n", n=number
        )
        if kept["translation"]:
            break
        await asyncio.sleep(0.1)

    page = await clerk.case(number)
    assert kept["label"] == "machine"
    assert kept["original"] in page
    assert kept["translation"] in page


@with_cases
async def test_a_reviewed_sentence_arrives_as_people_wrote_it(town: Town) -> None:
    """Date and time in the newcomer's language; nothing of it went through a machine."""
    ana = town.newcomer("Ana", "ro")
    clerk = await town.clerk("clearing")
    await ana.gives_case(REGISTER)
    number = await town.number_of(ana)
    await clerk.claims(number)
    await ana.reads_case()

    await clerk.answers_with(number, "appointment_is", date="2027-06-24", time="10:30")
    [answer] = await ana.reads_case()

    assert "Programarea ta este pe 24 iunie 2027 la ora 10:30." in answer.text
    assert "Ihr Termin ist am 24. Juni 2027 um 10:30 Uhr." in answer.text
    assert ana.word("translation-reviewed") in answer.text


@with_cases
async def test_without_a_package_the_german_arrives_and_says_so(town: Town) -> None:
    """There is none for Bulgarian: the desk warns, and the newcomer reads why there is German."""
    ivan = town.newcomer("Иван", "bg")
    clerk = await town.clerk("clearing")
    await ivan.gives_case("Как да си регистрирам адреса?")
    number = await town.number_of(ivan)
    await clerk.claims(number)
    await ivan.reads_case()

    preview = await clerk.answers(number, "Bitte bringen Sie Ihren Ausweis mit.")
    [answer] = await ivan.reads_case()

    assert "kann Lotse hier nicht übersetzen" in preview
    assert "Bitte bringen Sie Ihren Ausweis mit." in answer.text
    assert ivan.word("translation-none") in answer.text


@with_cases
async def test_only_that_there_is_news(town: Town) -> None:
    """Whoever chose so gets no word of the answer pushed, and reads it with /person."""
    ana = town.newcomer("Ana", "ro")
    clerk = await town.clerk("clearing")
    await ana.gives_case(REGISTER)
    await ana.taps("button-reach-news")
    number = await town.number_of(ana)
    await clerk.claims(number)

    await clerk.answers_with(number, "appointment_is", date="2027-06-24", time="10:30")
    [news] = await ana.reads()
    assert str(number) in news.text
    assert "2027" not in news.text

    assert "24 iunie 2027" in await ana.looks_into_case()


@with_cases
async def test_do_not_write_i_will_come(town: Town) -> None:
    """Nothing is pushed at all; with /person it is there."""
    ana = town.newcomer("Ana", "ro")
    clerk = await town.clerk("clearing")
    await ana.gives_case(REGISTER)
    await ana.taps("button-reach-none")
    number = await town.number_of(ana)

    await clerk.claims(number)
    await clerk.answers_with(number, "appointment_is", date="2027-06-24", time="10:30")
    await ana.reads(0)

    assert "24 iunie 2027" in await ana.looks_into_case()


@with_cases
async def test_a_closed_case_is_told_and_leaves_the_bot_to_answer(town: Town) -> None:
    """After the end the bot answers the subject again, and nothing more goes to the unit by itself."""
    ana = town.newcomer("Ana", "ro")
    clerk = await town.clerk("clearing")
    await ana.gives_case(REGISTER)
    number = await town.number_of(ana)
    await clerk.claims(number)
    await ana.reads_case()

    await clerk.closes(number, "solved")
    [closed] = await ana.reads_case()
    answer, _ = await ana.writes("ce acte imi trebuie la inregistrare?", replies=2)

    assert ana.word("case-closed", number=number) in closed.text
    assert has_button(answer, ana.word("button-person"))
    assert await town.words_in_cases_of(ana) == [REGISTER]


@with_cases
async def test_whoever_has_more_to_say_opens_the_case_again(town: Town) -> None:
    ana = town.newcomer("Ana", "ro")
    clerk = await town.clerk("clearing")
    await ana.gives_case(REGISTER)
    number = await town.number_of(ana)
    await clerk.claims(number)
    await ana.reads_case()
    await clerk.closes(number, "solved")
    await ana.reads_case()

    await ana.writes_to_case("ce acte imi trebuie la inregistrare?", replies=2)
    [receipt] = await ana.taps_in_case("button-also-send", unit="Clearingstelle")

    assert ana.word("reopened", unit="Clearingstelle", number=number) in receipt.text
    assert await town.words_in_cases_of(ana) == [REGISTER, "ce acte imi trebuie la inregistrare?"]
    await clerk.claims(number)
