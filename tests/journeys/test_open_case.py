"""While a case is open: what goes to the unit, what stays with the bot, and danger."""

from tests.journeys.town import Town, has_button
from tests.journeys.ways import both_ways_with_cases, everywhere_with_cases, with_cases

REGISTER = "cum imi inregistrez adresa?"
WASTE = "cand se ridica gunoiul in Brezelgasse?"
DANGER = "sotul meu ma bate, Brezelgasse 9"


@everywhere_with_cases
async def test_another_subject_is_answered_by_the_bot_and_the_unit_learns_nothing(town: Town) -> None:
    """The bot answers, says that only it read the message, and offers to send it; the unit sees no trace."""
    ana = town.newcomer("Ana", "ro")
    clerk = await town.clerk("clearing")
    await ana.gives_case(REGISTER)
    number = await town.number_of(ana)
    before = await town.events_of(ana)

    answer, stayed = await ana.writes(WASTE, replies=2)

    assert ana.word("sent-to-unit", unit="Clearingstelle", number=number) not in answer.text
    assert ana.word(town.told.stayed, unit="Clearingstelle") in stayed.text
    assert has_button(stayed, ana.word(town.told.to_the_unit, unit="Clearingstelle"))
    assert await town.words_in_cases_of(ana) == [REGISTER]
    assert await town.events_of(ana) == before
    assert "Brezelgasse" not in await clerk.reads_everything(number)


@with_cases
async def test_the_other_subject_goes_when_the_newcomer_says_so(town: Town) -> None:
    """ "Also send": exactly that message, and the newcomer is told where it went."""
    ana = town.newcomer("Ana", "ro")
    clerk = await town.clerk("clearing")
    await ana.gives_case(REGISTER)
    number = await town.number_of(ana)
    await ana.writes_to_case(WASTE, replies=2)

    [sent] = await ana.taps_in_case("button-also-send", unit="Clearingstelle")

    assert ana.word("sent-to-unit", unit="Clearingstelle", number=number) in sent.text
    assert await town.words_in_cases_of(ana) == [REGISTER, WASTE]
    assert WASTE in await clerk.reads_everything(number)


@both_ways_with_cases
async def test_what_belongs_to_the_subject_goes_to_the_unit(town: Town) -> None:
    """The bot is silent on the subject and says where the message went."""
    ana = town.newcomer("Ana", "ro")
    clerk = await town.clerk("clearing")
    await ana.gives_case(REGISTER)
    number = await town.number_of(ana)

    [sent] = await ana.writes_to_case("cum imi inregistrez adresa din Brezelgasse?")

    assert ana.word("sent-to-unit", unit="Clearingstelle", number=number) in sent.text
    assert (await town.words_in_cases_of(ana))[-1] == "cum imi inregistrez adresa din Brezelgasse?"
    assert "Brezelgasse" in await clerk.reads_everything(number)


@with_cases
async def test_an_answer_to_the_unit_that_no_topic_fits_goes_to_the_unit(town: Town) -> None:
    """ "Yes, on Tuesday": nothing the interpreter knows, and most likely the answer to what was asked."""
    ana = town.newcomer("Ana", "ro")
    clerk = await town.clerk("clearing")
    await ana.gives_case(REGISTER)
    number = await town.number_of(ana)
    await clerk.claims(number)
    await ana.reads_case()
    await clerk.answers(number, "Wann können Sie kommen?")
    await ana.reads_case()

    [sent] = await ana.writes_to_case("Marti dupa ora trei")

    assert ana.word("sent-to-unit", unit="Clearingstelle", number=number) in sent.text
    assert (await town.words_in_cases_of(ana))[-1] == "Marti dupa ora trei"


@everywhere_with_cases
async def test_danger_during_a_case_brings_the_numbers_at_once_and_alarms_without_words(town: Town) -> None:
    """The telephone numbers in the newcomer's language; the unit sees that there is danger, and no word of it."""
    ana = town.newcomer("Ana", "ro")
    clerk = await town.clerk("clearing")
    await ana.gives_case(REGISTER)
    number = await town.number_of(ana)

    numbers, alarmed = await ana.writes(DANGER, replies=2)

    assert "110" in numbers.text
    assert ana.word(town.told.alarmed, unit="Clearingstelle", number=number) in alarmed.text
    alarm = (await town.events_of(ana))[-1]
    assert (alarm["kind"], alarm["actor"]) == ("alarm", "lotse")
    assert alarm["details"] in ({}, "{}")
    assert await town.words_in_cases_of(ana) == [REGISTER]
    page = await clerk.reads_everything(number)
    assert "Gefahr gemeldet" in page
    assert "bate" not in page
    assert "Brezelgasse" not in page


@with_cases
async def test_danger_interrupts_whatever_was_being_asked(town: Town) -> None:
    """In the middle of an offer, where a code word is waited for, numbers come, and no code word is taken."""
    ana = town.newcomer("Ana", "ro")
    await ana.is_offered_a_person(REGISTER)
    await ana.taps("button-called")

    [numbers] = await ana.writes(DANGER)

    assert "110" in numbers.text
    newcomer_id = await town.newcomer_id(ana)
    [kept] = await town.rows("SELECT draft FROM conversations WHERE newcomer_id = :id", id=newcomer_id)
    assert "bate" not in str(kept["draft"])


@with_cases
async def test_danger_in_a_case_with_enforcement_does_not_reach_it(town: Town) -> None:
    """The inspection does not learn that somebody wrote of danger at home."""
    ana = town.newcomer("Ana", "ro")
    await ana.is_offered_a_person(REGISTER)
    await ana.taps("button-other-unit")
    await ana.taps_on("Wohnraumkontrolle")
    await ana.taps("button-enforcement-yes", unit="Wohnraumkontrolle")
    await ana.taps("button-yes")

    [numbers] = await ana.writes(DANGER)

    assert "110" in numbers.text
    assert "alarm" not in [event["kind"] for event in await town.events_of(ana)]


@both_ways_with_cases
async def test_the_language_changes_during_a_case(town: Town) -> None:
    """What Lotse says and what staff members' answers come in follow the newcomer."""
    ana = town.newcomer("Ana", "ro")
    clerk = await town.clerk("clearing")
    await ana.gives_case(REGISTER)
    number = await town.number_of(ana)

    await ana.writes("/language")
    await ana.taps_on("Български")
    [standing] = await ana.writes("/person")
    await clerk.claims(number)
    [taken] = await ana.reads_case()

    assert ana.word(town.told.waiting, "bg", unit="Clearingstelle") in standing.text
    assert ana.word("case-taken", "bg", number=number, unit="Clearingstelle") in taken.text
