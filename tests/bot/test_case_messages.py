"""While a case is open: what goes to the unit, what stays with the bot, and what enforcement never gets by itself."""

import random
from dataclasses import replace

import pytest
from sqlalchemy import delete, select

from bot.buttons import Action
from handoff.cases import Case
from handoff.events import CaseEvent
from nlu.decision import Handoff
from storage.outbox import Refused
from tests.bot.talking import ADVICE, AUTHORITY, ENFORCEMENT, Person, Room, Shown

SUBJECT = "Ich habe die Frist verpasst"
MORE = "Ich habe die Frist für mein Kind verpasst"
OTHER = "Wo ist das Bürgerbüro?"
UNCLEAR = "Blabla"
UNSURE = "Das Schloss ist neu"
FAR = "Wann fährt der Bus?"
DANGER = "Er schlägt mich"


@pytest.fixture(autouse=True)
def what_is_understood(room: Room) -> None:
    for said in (SUBJECT, MORE):
        room.interpreter.hears(said, topic="registration.late")
    room.interpreter.hears(OTHER, topic="registration.office")
    room.interpreter.hears(DANGER, topic="safety.domestic_violence")
    room.interpreter.hears(UNSURE, topic="housing.defects", confidence=0.4)
    room.interpreter.hears(FAR, topic="schooling.obligation")
    room.interpreter.hears("danke", topic="meta.thanks")


async def test_what_is_about_the_subject_goes_to_the_unit_and_says_so(room: Room, ana: Person) -> None:
    number = await ana.opens_case(SUBJECT)
    [receipt] = await ana.says(MORE)

    assert (receipt.kind, receipt.case) == ("receipt", number)
    assert room.word("sent-to-unit", unit="Neustadtbüro", number=number) in receipt.text
    assert await room.words_of(number) == [SUBJECT, MORE]


async def test_another_subject_is_answered_by_the_bot_and_not_passed_on(room: Room, ana: Person) -> None:
    number = await ana.opens_case(SUBJECT)
    article, stayed = await ana.says(OTHER)

    assert (article.kind, article.topic) == ("article", "registration.office")
    assert room.word("stayed-here", unit="Neustadtbüro") in stayed.text
    assert await room.words_of(number) == [SUBJECT]


async def test_the_newcomer_may_send_it_all_the_same(room: Room, ana: Person) -> None:
    number = await ana.opens_case(SUBJECT)
    await ana.says(OTHER)
    [receipt] = await ana.presses("Auch an Neustadtbüro")
    assert receipt.kind == "receipt"
    assert await room.words_of(number) == [SUBJECT, OTHER]


async def test_the_button_sends_what_it_stood_under_and_nothing_later(room: Room, ana: Person) -> None:
    """The old button under a harmless message does not pass on the secret that came after it."""
    number = await ana.opens_case(SUBJECT)
    _, stayed = await ana.says(OTHER)
    room.clock.passes(minutes=1)
    await ana.says("Mein Geheimnis")
    [over] = await ana.presses_on(stayed, "Auch an Neustadtbüro")

    assert room.word("button-over") in over.text
    assert await room.words_of(number) == [SUBJECT]


async def test_the_wish_for_a_person_does_not_send_the_message_before(room: Room, ana: Person) -> None:
    """ "I want a person" is not kept as a question; no button below it may send the question that is."""
    wish = room.interpreter.understand("Mensch!")
    room.interpreter._known["Mensch!"] = replace(wish, decision=Handoff("asked_for_person", "meta.human"))
    number = await ana.opens_case(SUBJECT)
    await ana.says(OTHER)
    room.clock.passes(minutes=1)
    for shown in await ana.says("Mensch!"):
        if shown.has("Auch an Neustadtbüro"):
            await ana.presses_on(shown, "Auch an Neustadtbüro")
    assert OTHER not in await room.words_of(number)


async def test_what_cannot_be_understood_after_the_unit_wrote_is_its_answer(room: Room, ana: Person) -> None:
    number = await ana.opens_case(SUBJECT)
    await room.answers(number, await room.takes_over(number), "Seit wann wohnen Sie hier?")
    await ana.reads()
    [receipt] = await ana.says("seit Mai")
    assert receipt.kind == "receipt"
    assert await room.words_of(number) == [SUBJECT, "seit Mai"]


async def test_what_cannot_be_understood_before_that_stays_with_the_bot(room: Room, ana: Person) -> None:
    number = await ana.opens_case(SUBJECT)
    *_, stayed = await ana.says(UNCLEAR)
    assert stayed.has("Auch an Neustadtbüro")
    assert await room.words_of(number) == [SUBJECT]


async def test_after_the_take_over_the_bot_is_silent_on_the_subject(room: Room, ana: Person) -> None:
    number = await ana.opens_case(SUBJECT)
    await room.takes_over(number)
    [receipt] = await ana.says(MORE)
    assert receipt.kind == "receipt"
    [article, _] = await ana.says(OTHER)
    assert article.kind == "article"


async def test_thanks_to_the_unit_reach_it(room: Room, ana: Person) -> None:
    number = await ana.opens_case(SUBJECT)
    [bot] = await ana.says("danke")
    assert bot.kind == "text"
    await room.answers(number, await room.takes_over(number), "Gern.")
    await ana.reads()
    await ana.says("danke")
    assert await room.words_of(number) == [SUBJECT, "danke"]


async def test_after_the_closing_nothing_goes_to_the_unit_by_itself(room: Room, ana: Person) -> None:
    number = await ana.opens_case(SUBJECT)
    _, stayed = await ana.says(OTHER)
    await room.closes(number, await room.takes_over(number))
    [over] = await ana.presses_on(stayed, "Auch an Neustadtbüro")
    await ana.says(MORE)

    assert room.word("button-over") in over.text
    assert await room.words_of(number) == [SUBJECT]
    assert (await room.case(number)).owner == "closed"


# After the end


async def ends(room: Room, number: int) -> None:
    await room.closes(number, await room.takes_over(number))
    room.clock.passes(minutes=1)


@pytest.mark.parametrize(("said", "kind"), [(MORE, "article"), (UNSURE, "choices"), (UNCLEAR, "person")])
async def test_what_may_belong_to_an_ended_case_is_asked_about_first(
    room: Room, ana: Person, said: str, kind: str
) -> None:
    """ "If something is still open, just write to me": so it is not the bot that has to be asked for a person."""
    number = await ana.opens_case(SUBJECT)
    await ends(room, number)
    asked, *answered = await ana.says(said)

    assert room.word("stayed-here", unit="Neustadtbüro") in asked.text
    assert room.word("reopen-ask", unit="Neustadtbüro", number=number) in asked.text
    assert asked.has("Auch an Neustadtbüro")
    assert [each.kind for each in answered] == [kind]


async def test_another_subject_of_the_same_area_is_answered_first(room: Room, ana: Person) -> None:
    number = await ana.opens_case(SUBJECT)
    await ends(room, number)
    article, asked = await ana.says(OTHER)

    assert article.topic == "registration.office"
    assert room.word("reopen-ask", unit="Neustadtbüro", number=number) in asked.text


@pytest.mark.parametrize("said", [FAR, "danke"])
async def test_what_has_nothing_to_do_with_an_ended_case_is_only_answered(room: Room, ana: Person, said: str) -> None:
    await ends(room, await ana.opens_case(SUBJECT))
    shown = await ana.says(said)

    assert [each.has("Auch an") for each in shown] == [False]


async def test_the_press_opens_the_case_again_with_the_message(room: Room, ana: Person) -> None:
    await room.has_group(ADVICE, "-100")
    number = await ana.opens_case(SUBJECT)
    await ends(room, number)
    await ana.says(UNCLEAR)
    [receipt] = await ana.presses("Auch an Neustadtbüro")

    assert (receipt.kind, receipt.case) == ("receipt", number)
    assert receipt.text == room.word("reopened", unit="Neustadtbüro", number=number)
    case = await room.case(number)
    assert (case.owner, case.claimed_by, case.closed_at, case.outcome) == ("waiting", None, None, None)
    assert await room.words_of(number) == [SUBJECT, UNCLEAR]
    assert (await _kinds(room, number))[-2:] == ["reopened", "message"]
    assert (await room.told_to_group("-100"))[-1] == room.word("staff-case-reopened", number=number)


async def test_an_ended_case_opens_once(room: Room, ana: Person) -> None:
    number = await ana.opens_case(SUBJECT)
    await ends(room, number)
    asked, *_ = await ana.says(MORE)
    await ana.presses_on(asked, "Auch an Neustadtbüro")
    [over] = await ana.presses_on(asked, "Auch an Neustadtbüro")

    assert room.word("button-over") in over.text
    assert await room.words_of(number) == [SUBJECT, MORE]


async def test_the_button_opens_the_case_for_what_it_stood_under_and_nothing_later(room: Room, ana: Person) -> None:
    number = await ana.opens_case(SUBJECT)
    await ends(room, number)
    asked, *_ = await ana.says(MORE)
    room.clock.passes(minutes=1)
    await ana.says("Mein Geheimnis")
    [over] = await ana.presses_on(asked, "Auch an Neustadtbüro")

    assert room.word("button-over") in over.text
    assert (await room.case(number)).owner == "closed"


async def test_a_month_after_its_end_a_case_is_not_asked_about_any_more(room: Room, ana: Person) -> None:
    number = await ana.opens_case(SUBJECT)
    await ends(room, number)
    room.clock.passes(days=29, hours=23)
    asked, *_ = await ana.says(MORE)
    room.clock.passes(hours=1)
    shown = await ana.says(MORE)
    [over] = await ana.presses_on(asked, "Auch an Neustadtbüro")

    assert asked.has("Auch an Neustadtbüro")
    assert not any(each.has("Auch an Neustadtbüro") for each in shown)
    assert room.word("button-over") in over.text


async def test_a_case_that_was_erased_meanwhile_is_over(room: Room, ana: Person) -> None:
    number = await ana.opens_case(SUBJECT)
    await ends(room, number)
    asked, *_ = await ana.says(MORE)
    async with room.database.transaction() as session:
        await session.execute(delete(Case))
    [over] = await ana.presses_on(asked, "Auch an Neustadtbüro")

    assert room.word("button-over") in over.text


async def test_to_the_inspection_an_ended_case_offers_no_way_back(room: Room, ana: Person) -> None:
    """What comes after the yes was not in it; a new question needs a new one."""
    number = await ana.opens_case(SUBJECT, unit="Wohnraumkontrolle")
    await ends(room, number)
    shown = await ana.says(MORE)
    newcomer = await ana.row()
    assert newcomer is not None
    mark = room.services.buttons.mark(newcomer.id, MORE)
    made_up = room.services.buttons.seal(newcomer.id, room.clock(), Action("reopen", f"{number} {mark}"))
    [over] = await ana.presses_id(made_up)

    assert [each.kind for each in shown] == ["article"]
    assert room.word("button-over") in over.text
    assert await room.words_of(number) == [SUBJECT]


async def test_an_open_case_comes_before_an_ended_one(room: Room, ana: Person) -> None:
    """Unless the message has the subject of the ended one."""
    await ends(room, await ana.opens_case(SUBJECT))
    await ana.opens_case(OTHER, unit="Clearingstelle")
    room.clock.passes(minutes=1)
    unclear = await ana.says(UNCLEAR)
    about_it = await ana.says(MORE)

    assert [each.has("Auch an Clearingstelle") for each in unclear] == [False, True]
    assert [each.has("Auch an Neustadtbüro") for each in about_it] == [True, False]


# Several cases


async def test_a_message_finds_the_case_it_is_about(room: Room, ana: Person) -> None:
    """Not the newest one."""
    late = await ana.opens_case(SUBJECT)
    room.clock.passes(minutes=1)
    await ana.opens_case(OTHER, unit="Clearingstelle")
    await ana.says(MORE)
    assert await room.words_of(late) == [SUBJECT, MORE]


async def test_what_may_answer_two_units_goes_to_neither_by_itself(room: Room, ana: Person) -> None:
    first = await ana.opens_case(SUBJECT)
    second = await ana.opens_case(OTHER, unit="Clearingstelle")
    for number in (first, second):
        await room.answers(number, await room.takes_over(number), "Wie viele?")
    await ana.reads()
    shown = await ana.says("acht")

    assert {label for each in shown for label in each.buttons} == {
        "📨 Auch an Clearingstelle senden",
        "📨 Auch an Neustadtbüro senden",
    }
    assert "acht" not in await room.words_read_by(ADVICE) | await room.words_read_by(AUTHORITY)
    await ana.presses("Auch an Neustadtbüro")
    assert await room.words_of(first) == [SUBJECT, "acht"]
    assert await room.words_of(second) == [OTHER]


# The wall


async def test_to_an_enforcing_unit_nothing_goes_by_itself(room: Room, ana: Person) -> None:
    """Not what is about the subject, not what follows its question: what comes after the yes was not in it."""
    number = await ana.opens_case(SUBJECT, unit="Wohnraumkontrolle")
    await ana.says(MORE)
    await room.answers(number, await room.takes_over(number), "Wie viele wohnen dort?")
    await ana.reads()
    for said in ("acht", "danke", MORE):
        room.clock.passes(minutes=1)
        await ana.says(said)
    assert await room.words_of(number) == [SUBJECT]

    [receipt] = await ana.presses("trotzdem an Wohnraumkontrolle")
    assert receipt.kind == "receipt"
    assert await room.words_of(number) == [SUBJECT, MORE]


async def test_the_answer_to_advice_does_not_reach_enforcement(room: Room, ana: Person) -> None:
    """Advice asked; then the inspection wrote; the next message answers whom?"""
    advised = await ana.opens_case(OTHER)
    inspected = await ana.opens_case(SUBJECT, unit="Wohnraumkontrolle")
    for number in (advised, inspected):
        room.clock.passes(minutes=1)
        await room.answers(number, await room.takes_over(number), "Wie viele Personen?")
    await ana.reads()
    await ana.says("acht")

    assert await room.words_of(inspected) == [SUBJECT]


async def test_danger_in_a_case_alarms_unit_and_group_without_a_word(room: Room, ana: Person) -> None:
    await room.has_group(ADVICE, "-100")
    number = await ana.opens_case(SUBJECT)
    numbers, *_ = await ana.says(DANGER)

    assert numbers.kind == "safety"
    assert await room.words_of(number) == [SUBJECT]
    assert await _kinds(room, number) == ["opened", "consent", "message", "alarm"]
    assert await room.told_to_group("-100") == [
        room.word("staff-case-new", number=number),
        room.word("staff-case-alarm", number=number),
    ]


async def test_danger_never_alarms_enforcement(room: Room, ana: Person) -> None:
    """Not even that something happened; an older case in advice learns of it instead."""
    await room.has_group(ENFORCEMENT, "-200")
    advised = await ana.opens_case(OTHER)
    room.clock.passes(minutes=1)
    inspected = await ana.opens_case(SUBJECT, unit="Wohnraumkontrolle")
    numbers, *_ = await ana.says(DANGER)

    assert numbers.kind == "safety"
    assert "alarm" in await _kinds(room, advised)
    assert "alarm" not in await _kinds(room, inspected)
    assert await room.told_to_group("-200") == [room.word("staff-case-new", number=inspected)]


async def test_groups_learn_numbers_and_nothing_else(room: Room, ana: Person) -> None:
    for unit, group in ((ADVICE, "-100"), (ENFORCEMENT, "-200")):
        await room.has_group(unit, group)
    number = await ana.opens_case(SUBJECT)
    await ana.says(MORE)

    assert await room.told_to_group("-100") == [
        room.word("staff-case-new", number=number),
        room.word("staff-case-message", number=number),
    ]
    assert await room.told_to_group("-200") == []


# Where a case stands, and its end


async def test_person_shows_where_a_case_stands(room: Room, ana: Person) -> None:
    number = await ana.opens_case(SUBJECT)
    [waiting] = await ana.says("/person")
    await room.takes_over(number)
    [taken] = await ana.says("/person")

    assert room.word("case-owner-waiting", unit="Neustadtbüro") in waiting.text
    assert room.word("case-owner-staff", unit="Neustadtbüro") in taken.text
    assert waiting.has("zurückziehen")


@pytest.mark.parametrize(("choice", "told"), [("Nur", "case-news"), ("Nicht schreiben", None)])
async def test_who_does_not_want_to_be_written_to_reads_the_answer_with_person(
    room: Room, ana: Person, choice: str, told: str | None
) -> None:
    """As the bot says when the newcomer chooses; also after the case was closed."""
    number = await ana.opens_case(SUBJECT)
    await ana.presses(choice)
    beer = await room.takes_over(number)
    await room.answers(number, beer, "Kommen Sie am Montag.")
    news = await ana.reads()
    assert [room.word(told, number=number) in each.text for each in news] == ([True] if told else [])
    assert all("Montag" not in each.text for each in news)

    assert "Kommen Sie am Montag." in (await ana.says("/person"))[-1].text
    await room.closes(number, beer)
    assert any("Kommen Sie am Montag." in each.text for each in await ana.says("/person"))


async def test_person_shows_an_answer_that_did_not_arrive(room: Room, ana: Person) -> None:
    """What did arrive stands in the chat already."""
    number = await ana.opens_case(SUBJECT)
    beer = await room.takes_over(number)
    for words in ("Guten Tag.", "Kommen Sie am Montag."):
        await room.answers(number, beer, words)
    *_, lost = await room.queued("telegram", "7")
    await room.outbox.advance("telegram", room.clock(), finished=[Refused(lost.id, "refused")], limit=0)
    await ana.reads()

    shown = [each.text for each in await ana.says("/person")]
    assert ["Kommen Sie am Montag." in each for each in shown] == [False, True]
    assert not any("Guten Tag." in each for each in shown)


async def test_taking_back_is_asked_and_ends_the_case(room: Room, ana: Person) -> None:
    number = await ana.opens_case(SUBJECT)
    await ana.says("/person")
    [asked] = await ana.presses("zurückziehen")
    assert room.word("withdraw-ask", unit="Neustadtbüro", number=number) in asked.text
    [receipt] = await ana.presses("Ja, zurückziehen")

    assert room.word("withdrawn", unit="Neustadtbüro", number=number) in receipt.text
    case = await room.case(number)
    assert (case.owner, case.outcome) == ("closed", "withdrawn")
    [consent] = await room.consents()
    assert consent.withdrawn_at == room.clock()
    [article] = await ana.says(MORE)
    assert article.kind == "article"


async def test_taking_back_can_be_thought_over(room: Room, ana: Person) -> None:
    number = await ana.opens_case(SUBJECT)
    await ana.says("/person")
    await ana.presses("zurückziehen")
    await ana.presses("behalten")
    assert (await room.case(number)).owner == "waiting"


# Whatever is said and pressed, in whatever order


@pytest.mark.parametrize("seed", [0, 1, 4, 6])  # together they come upon every hole that was tried
async def test_no_way_through_the_buttons_passes_on_what_no_button_said(room: Room, seed: int) -> None:
    """In a case of the inspection lies only what stood above a button that named the inspection, and was pressed."""
    wanderer = Wanderer(room, seed)
    await wanderer.begins()
    for _ in range(40):
        await wanderer.does_something()
        await wanderer.is_safe()


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
async def test_no_way_opens_an_ended_case_without_a_button_that_said_so(room: Room, seed: int) -> None:
    wanderer = Returner(room, seed)
    await wanderer.begins()
    for _ in range(40):
        await wanderer.does_something()
        await wanderer.is_safe()


class Wanderer:
    """Writes and presses at random, old buttons too, and remembers what was agreed to."""

    ACTS = ("writes", "wants", "agrees", "sends", "crosses", "crosses", "insists", "agrees", "writes", "hears")

    def __init__(self, room: Room, seed: int) -> None:
        self.room = room
        self.chance = random.Random(seed)
        self.ana = room.person()
        self.agreed: list[str] = []
        """What stood above the buttons that passed something on to the inspection."""
        self.wrote: dict[int, str] = {}
        """Under which text a message was shown."""
        self.warned = False
        """Whether the warning was read since the talk about this question began."""

    async def begins(self) -> None:
        await self.ana.says("/start de")
        for said, unit in ((SUBJECT, "Wohnraumkontrolle"), (OTHER, "Clearingstelle")):
            self.room.clock.passes(minutes=1)
            await self.ana.opens_case(said, unit=unit)
        self.agreed.append(SUBJECT)

    async def does_something(self) -> None:
        self.room.clock.passes(minutes=1)
        await getattr(self, f"_{self.chance.choice(self.ACTS)}")()

    async def _writes(self) -> None:
        said = self.chance.choice((MORE, OTHER, DANGER, "danke", f"Satz {self.chance.random()}"))
        for shown in await self.ana.says(said):
            self.wrote[id(shown)] = said

    async def _wants(self) -> None:
        self.warned = False
        await self.ana.wants_person(self.chance.choice(("Neustadtbüro", "Clearingstelle")))

    async def _crosses(self) -> None:
        """Towards the inspection, from the newest place where that is possible."""
        await self._presses_some(("Andere Stelle", "⚠️ Wohnraumkontrolle", "trotzdem"), old=False)

    async def _insists(self) -> None:
        """Below a warning, of this question or of one long ago."""
        await self._presses_some(("trotzdem",), without_case=True)

    async def _agrees(self) -> None:
        await self._presses_some(("Ja, weitergeben",))

    async def _sends(self) -> None:
        await self._presses_some(("trotzdem an", "Auch an"), with_case=True)

    async def _hears(self) -> None:
        """A unit answers, and asks."""
        newcomer = await self.ana.row()
        assert newcomer is not None
        async with self.room.acts() as (_, cases):
            case = self.chance.choice(await cases.open_of(newcomer.id))
        if case.owner == "waiting":
            await self.room.takes_over(case.number)
        member = await self.room.holder(case.number)
        await self.room.answers(case.number, member, "Wie viele?")
        await self.ana.reads()

    async def _presses_some(
        self, labels: tuple[str, ...], *, old: bool = True, with_case: bool = False, without_case: bool = False
    ) -> None:
        seen = self.ana.seen[-12:] if old else self.ana.seen[-2:]
        found = [
            (shown, label)
            for shown in seen
            for label in shown.buttons
            if any(each in label for each in labels)
            and not (with_case and shown.case is None)
            and not (without_case and shown.case is not None)
        ]
        if found:
            await self._presses(*self.chance.choice(found))

    async def _presses(self, shown: Shown, label: str) -> None:
        offers = self.room.word("person-offer", unit="Wohnraumkontrolle") in shown.text
        if "Ja, weitergeben" in label and offers and self.warned:
            self.agreed.append(shown.text)
        if "an Wohnraumkontrolle" in label and shown.case is not None:
            self.agreed.append(self.wrote.get(id(shown), ""))
        for new in await self.ana.presses_on(shown, label):
            self.warned = self.warned or self.room.word("enforcement-ask", unit="Wohnraumkontrolle") in new.text

    async def is_safe(self) -> None:
        newcomer = await self.ana.row()
        assert newcomer is not None
        async with self.room.acts() as (_, cases):
            inspected = [case for case in await cases.all_of(newcomer.id) if case.unit_id == ENFORCEMENT]
        for case in inspected:
            for said in await self.room.words_of(case.number):
                assert any(said in shown for shown in self.agreed), said
            assert "alarm" not in await _kinds(self.room, case.number)


class Returner(Wanderer):
    """Like the other, in a town where units also end cases; the inspection's stay ended."""

    ACTS = (*Wanderer.ACTS, "hears", "returns", "returns", "returns")

    def __init__(self, room: Room, seed: int) -> None:
        super().__init__(room, seed)
        self.returned: list[int] = []
        """The case of each button that was to open one again."""

    async def _hears(self) -> None:
        """A unit ends a case, or answers and asks."""
        newcomer = await self.ana.row()
        assert newcomer is not None
        async with self.room.acts() as (_, cases):
            several = await cases.open_of(newcomer.id)
        if not several:
            return
        if self.chance.random() < 0.5:
            return await super()._hears()
        case = self.chance.choice(several)
        if case.owner == "waiting":
            await self.room.takes_over(case.number)
        await self.room.closes(case.number, await self.room.holder(case.number))

    async def _returns(self) -> None:
        """A button below a message that came after the end."""
        for shown in self.ana.seen[-6:]:
            if shown.case is not None and "wieder offen" in shown.text and shown.has("Auch an"):
                self.returned.append(shown.case)
                return await self._presses(shown, next(each for each in shown.buttons if "Auch an" in each))

    async def is_safe(self) -> None:
        await super().is_safe()
        newcomer = await self.ana.row()
        assert newcomer is not None
        async with self.room.acts() as (_, cases):
            mine = await cases.all_of(newcomer.id)
        for case in mine:
            opened_again = (await _kinds(self.room, case.number)).count("reopened")
            assert opened_again <= self.returned.count(case.number)
            assert not (opened_again and case.unit_id == ENFORCEMENT)


async def _kinds(room: Room, number: int) -> list[str]:
    async with room.database.reading() as session:
        found = select(CaseEvent.kind).join(Case).where(Case.number == number).order_by(CaseEvent.id)
        return list(await session.scalars(found))
