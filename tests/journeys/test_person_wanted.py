"""A person is wanted: what a newcomer reads before the yes, what the yes passes on, and that nothing goes before it."""

from tests.journeys.town import Town, has_button
from tests.journeys.ways import both_ways_with_cases, everywhere_with_cases, with_cases

LATE = "am depasit termenul de inregistrare, ce fac acum?"
REGISTER = "cum imi inregistrez adresa?"
WORD = "Brezelgasse"
"""Nobody writes it by chance; where it stands, words of the newcomer stand."""


@with_cases
async def test_the_offer_says_who_gets_what_and_what_they_may_do_with_it(town: Town) -> None:
    """Unit, employer, what it may do in short sentences, every line that would go; before it, once, the full notice."""
    ana = town.newcomer("Ana", "ro")
    await ana.writes(f"{REGISTER} stau in {WORD}")

    notice, offer = await ana.taps("button-person", replies=2)

    for part in ("notice-who", "notice-who-sees", "notice-telegram", "notice-rights"):
        assert ana.word(part) in notice.text
    for words in (
        ana.word("person-offer", unit="Clearingstelle"),
        ana.word("person-employer-city"),
        "Controlul locuințelor nu vede nimic din asta",
        ana.word("passed-language", language="Română"),
        ana.word(town.told.way_of_answer),
        ana.word("passed-no-name"),
        ana.word("passed-question"),
        f"{REGISTER} stau in {WORD}",
        ana.word("person-no-time"),
    ):
        assert words in offer.text
    for button in ("button-yes", "button-no", "button-strike", "button-called", "button-other-unit"):
        assert has_button(offer, ana.word(button))
    assert await town.cases_of(ana) == []


@everywhere_with_cases
async def test_a_refused_offer_leaves_nothing_with_any_unit(town: Town) -> None:
    """The no: no case, no consent, no word of it in any table a unit reads, and the draft is forgotten."""
    ana = town.newcomer("Ana", "ro")
    clerk = await town.clerk("clearing")
    offer = await ana.is_offered_a_person(f"{REGISTER} stau in {WORD}-Refused")

    [refused] = await ana.taps("button-no")

    assert ana.word("person-refused") in refused.text
    assert has_button(refused, ana.word("button-areas"))
    assert await town.cases_of(ana) == []
    newcomer_id = await town.newcomer_id(ana)
    assert await town.rows("SELECT * FROM consents WHERE newcomer_id = :id", id=newcomer_id) == []
    [kept] = await town.rows("SELECT draft, waits_for FROM conversations WHERE newcomer_id = :id", id=newcomer_id)
    assert kept["draft"] in (None, "null")
    assert kept["waits_for"] is None
    own = {"conversations", "inbox", "outbox"}  # the bot's own memory of the last question, gone within a day
    assert await town.traces(f"{WORD}-Refused", but=own) == []
    assert f"{WORD}-Refused" not in await clerk.reads_everything()

    ana.chat.presses(next(label for label in offer.labels if label.endswith(ana.word("button-yes"))))
    [over] = await ana.reads()
    assert ana.word("button-over") in over.text
    assert await town.cases_of(ana) == []


@everywhere_with_cases
async def test_a_yes_gives_a_number_and_passes_on_exactly_what_was_shown(town: Town) -> None:
    """The unit of the subject gets the question; the newcomer a number, how to be reached, and no promise of a time."""
    ana = town.newcomer("Ana", "ro")
    clerk, others = await town.clerk("clearing"), await town.clerk("neustadtbuero")
    await ana.is_offered_a_person(f"{REGISTER} stau in {WORD}-Given")

    [receipt] = await ana.taps("button-yes")
    [chosen] = await ana.taps(town.told.wants)

    [case] = await town.cases_of(ana)
    assert ana.word(town.told.opened, number=case["number"], unit="Clearingstelle") in receipt.text
    assert ana.word("case-no-time") in receipt.text  # shipped units are unconfirmed: no time is promised
    assert ana.word(town.told.wanted, number=case["number"]) in chosen.text
    assert case["unit_id"] == "clearing"
    assert await town.words_in_cases_of(ana) == [f"{REGISTER} stau in {WORD}-Given"]
    assert [event["kind"] for event in await town.events_of(ana)] == ["opened", "consent", "message"]
    assert f"{WORD}-Given" in await clerk.reads_everything(case["number"])
    assert f"{WORD}-Given" not in await others.reads_everything(case["number"])
    assert str(ana.id) not in await clerk.case(case["number"])  # the messenger id stays with Lotse


@with_cases
async def test_a_struck_out_question_does_not_go(town: Town) -> None:
    """Struck out, put back, struck out again: the unit learns the language and that somebody wants to be written to."""
    ana = town.newcomer("Ana", "ro")
    await ana.is_offered_a_person(f"{REGISTER} stau in {WORD}-Struck")

    [without] = await ana.taps("button-strike")
    [put_back] = await ana.taps("button-unstrike")
    [without_again] = await ana.taps("button-strike")
    await ana.taps("button-yes")

    assert ana.word("passed-no-question") in without.text
    assert WORD not in without.text
    assert f"{WORD}-Struck" in put_back.text
    assert WORD not in without_again.text
    assert await town.words_in_cases_of(ana) == []
    clerk = await town.clerk((await town.cases_of(ana))[0]["unit_id"])
    assert WORD + "-Struck" not in await clerk.reads_everything(await town.number_of(ana))


async def test_a_code_word_is_enough_for_a_name(town: Town) -> None:
    """The unit calls the newcomer what they chose; no profile name ever reaches the database."""
    ana = town.newcomer("Anamaria-Profile", "ro")
    await ana.is_offered_a_person(REGISTER)

    [asked] = await ana.taps("button-called")
    [offer] = await ana.writes("  măr   verde ")
    await ana.taps("button-yes")

    assert ana.word("person-called-ask") in asked.text
    assert ana.word("passed-called", called="măr verde") in offer.text
    clerk = await town.clerk("clearing")
    assert "măr verde" in await clerk.case(await town.number_of(ana))
    assert await town.traces("Anamaria") == []


async def test_no_name_after_all(town: Town) -> None:
    """Whoever was asked for a word may still go without."""
    ana = town.newcomer("Ana", "ro")
    await ana.is_offered_a_person(REGISTER)
    await ana.taps("button-called")

    [offer] = await ana.taps("button-no-name")
    await ana.taps("button-yes")

    assert ana.word("passed-no-name") in offer.text
    assert (await town.cases_of(ana))[0]["called"] is None


@both_ways_with_cases
async def test_a_person_without_a_question_is_asked_what_it_is_about(town: Town) -> None:
    """/person as the first thing: one or two sentences, then the offer of the unit that advises on everything."""
    ana = town.newcomer("Ana", "ro")
    await ana.starts("ro")

    [asked] = await ana.writes("/person")
    notice, offer = await ana.writes("am o problema cu vecinii", replies=2)
    await ana.taps("button-yes")

    assert ana.word("person-subject", unit="Neustadtbüro") in asked.text
    assert ana.word("notice") in notice.text
    assert "am o problema cu vecinii" in offer.text
    assert await town.words_in_cases_of(ana) == ["am o problema cu vecinii"]


async def test_late_registration_goes_to_advice_first(town: Town) -> None:
    """Not to the authority that may have to act on it."""
    ana = town.newcomer("Ana", "ro")

    offer = await ana.is_offered_a_person(LATE)

    assert ana.word("person-offer", unit="Neustadtbüro") in offer.text


@both_ways_with_cases
async def test_enforcement_needs_two_explicit_yeses(town: Town) -> None:
    """It is last among the other units, marked; a warning comes alone, with the no first; only then the usual offer."""
    ana = town.newcomer("Ana", "ro")
    await ana.is_offered_a_person(REGISTER)

    [others] = await ana.taps("button-other-unit")
    [warning] = await ana.taps_on("Wohnraumkontrolle")
    assert await town.cases_of(ana) == []
    assert "⚠️ Wohnraumkontrolle" in others.labels[-2]  # behind all others, before the no
    assert "amenzi" in warning.text
    assert len(warning.buttons) == 2
    assert warning.labels[0].endswith(ana.word("button-no"))

    [offer] = await ana.taps("button-enforcement-yes", unit="Wohnraumkontrolle")
    assert await town.cases_of(ana) == []
    assert ana.word("person-offer", unit="Wohnraumkontrolle") in offer.text

    [receipt] = await ana.taps("button-yes")
    [case] = await town.cases_of(ana)
    assert ana.word(town.told.opened, number=case["number"], unit="Wohnraumkontrolle") in receipt.text
    assert case["unit_id"] == "housing_inspection"
    [consent] = await town.rows("SELECT * FROM consents WHERE id = :id", id=case["consent_id"])
    assert consent["separately"]


@with_cases
async def test_a_yes_to_advice_never_reaches_enforcement(town: Town) -> None:
    """The yes of before the warning is still on the screen: pressed now, it shows first what it would be a yes to."""
    ana = town.newcomer("Ana", "ro")
    inspection = await town.clerk("housing_inspection")
    offer = await ana.is_offered_a_person(f"{REGISTER} stau in {WORD}-Wall")
    await ana.taps("button-other-unit")
    await ana.taps_on("Wohnraumkontrolle")

    [shown] = await ana.taps_on(next(label for label in offer.labels if label.endswith(ana.word("button-yes")))[2:])
    assert ana.word("person-offer", unit="Clearingstelle") in shown.text
    assert await town.cases_of(ana) == []
    await ana.taps("button-yes")

    [case] = await town.cases_of(ana)
    assert case["unit_id"] == "clearing"
    assert f"{WORD}-Wall" not in await inspection.reads_everything(case["number"])
    assert str(case["number"]) not in await inspection.opens("/desk/inbox")


async def test_the_no_at_the_warning_forgets_everything(town: Town) -> None:
    ana = town.newcomer("Ana", "ro")
    await ana.is_offered_a_person(REGISTER)
    await ana.taps("button-other-unit")
    await ana.taps_on("Wohnraumkontrolle")

    [refused] = await ana.taps("button-no")

    assert ana.word("person-refused") in refused.text
    assert await town.cases_of(ana) == []


async def test_another_unit_is_asked_about_anew(town: Town) -> None:
    """Whoever chooses another unit reads who that is before the yes."""
    ana = town.newcomer("Ana", "ro")
    await ana.is_offered_a_person(REGISTER)
    await ana.taps("button-other-unit")

    [offer] = await ana.taps_on("Schulteam")
    await ana.taps("button-yes")

    assert ana.word("person-employer-both") in offer.text
    assert (await town.cases_of(ana))[0]["unit_id"] == "school_team"


@with_cases
async def test_two_yeses_to_one_offer_open_one_case(town: Town) -> None:
    """A thumb that presses twice, or Telegram that brings the press again."""
    ana = town.newcomer("Ana", "ro")
    offer = await ana.is_offered_a_person(REGISTER)
    yes = next(label for label in offer.labels if label.endswith(ana.word("button-yes")))

    ana.chat.presses(yes)
    ana.chat.presses(yes)
    shown = await ana.reads_what_comes(at_least=2)

    assert len(await town.cases_of(ana)) == 1
    assert ana.word("button-over") in shown[-1].text


@with_cases
async def test_whoever_takes_the_yes_back_ends_the_case(town: Town) -> None:
    """Asked once more, then the unit can no longer go on with it, and says so at the desk."""
    ana = town.newcomer("Ana", "ro")
    clerk = await town.clerk("clearing")
    await ana.gives_case(f"{REGISTER} stau in {WORD}-Withdrawn")
    number = await town.number_of(ana)
    [standing] = await ana.writes("/person")

    [asked] = await ana.taps("button-withdraw")
    [withdrawn] = await ana.taps("button-withdraw-yes")

    assert ana.word(town.told.waiting, unit="Clearingstelle") in standing.text
    assert ana.word(town.told.withdraw, unit="Clearingstelle", number=number) in asked.text
    assert ana.word(town.told.withdrawn, unit="Clearingstelle", number=number) in withdrawn.text
    assert (await town.cases_of(ana))[0]["owner"] == "closed"
    assert f"{WORD}-Withdrawn" not in await clerk.opens("/desk/inbox")
