"""Messages while a case is open or ended lately: which of them belong to the unit, and which the bot answers."""

from dataclasses import dataclass
from typing import Literal

from bot import in_vain, own_page
from bot.staff_talk import tell_unit
from bot.turn import Turn, line, phrase
from bot.welcome import person_button
from handoff.cases import Case, Words
from handoff.consents import Consent
from handoff.delivery import full_answer
from handoff.messages import CaseMessage, messages_of
from handoff.units import Unit
from nlu.decision import Act, Answer, Choose, Handoff
from nlu.topics import area_of
from nlu.understanding import Understanding
from wording import Line, Moment

Destination = Literal["unit", "bot", "either"]
Place = Literal["first", "below", "nowhere"]

SHOWN_ANSWERS = 3
SHOWN_CLOSED = 3
"""The newest ones: who asks with /person wants to read what is new, not everything."""


def where_it_belongs(case: Case, heard: Understanding) -> Destination:
    """Whether a message goes to the unit of *case*.

    The yes covers its subject: what is about the subject goes to the unit, and so does what cannot be understood
    right after the unit wrote, for it is most likely the answer. What is clearly about something else stays with the
    bot. In between the bot answers and asks.
    """
    unit_wrote_last = case.last_sender == "staff" and case.owner == "staff"
    match heard.decision:
        case Answer(topic=topic):
            return "unit" if topic == case.topic else "either"
        case Choose(choices=choices):
            about_it = any(choice.topic == case.topic for choice in choices)
            return "unit" if about_it or unit_wrote_last else "either"
        case Act(topic=topic):
            return "unit" if unit_wrote_last and topic == "meta.thanks" else "bot"
        case Handoff():
            return "unit" if unit_wrote_last else "either"


def place_of_reopening(case: Case, heard: Understanding) -> Place:
    """Where the bot asks whether an ended *case* is to be opened again for a message.

    Before its own answer when the message has the subject of the case, or when the bot is not sure of one: somebody who
    writes again after the end most likely has more to say.
    """
    match heard.decision:
        case Answer(topic=topic) if topic == case.topic:
            return "first"
        case Answer(topic=topic):
            is_near = case.topic is None or area_of(topic) == area_of(case.topic)
            return "below" if is_near else "nowhere"
        case Choose() | Handoff(reason="unsure"):
            return "first"
        case Handoff():
            return "below"
        case Act():
            return "nowhere"


@dataclass(frozen=True)
class Addressee:
    """Who gets a message: one unit, or the bot, with the cases to which the newcomer may send it too."""

    sent_to: Case | None = None
    bot_answers: bool = True
    offered_first: tuple[Case, ...] = ()
    """Asked about before the bot answers; what is *offered* is asked about below the answer."""
    offered: tuple[Case, ...] = ()


async def addressee(turn: Turn, heard: Understanding) -> Addressee:
    """Where a message goes while cases are open or ended lately.

    It goes to a unit by itself only where one case alone can be meant. To a unit that enforces nothing ever goes by
    itself: what comes after the yes was not in it, so the newcomer is asked each time. Into an ended case neither: the
    yes covered its subject, but it was ended.
    """
    cases = turn.open_cases
    places = {case.id: where_it_belongs(case, heard) for case in cases}
    meant = [case for case in cases if places[case.id] == "unit"]
    about = [case for case in meant if _is_about(case, heard)]
    match about or meant:
        case [case] if not (await turn.unit(case.unit_id)).is_enforcement:
            return Addressee(sent_to=case, bot_answers=False)
        case []:
            near = [case for case in cases if places[case.id] == "either"]
            offered = [case for case in near if not await _enforces(turn, case)][:1]
            ended, place = await _ended(turn, heard)
            if ended is not None and place == "first" and (_is_about(ended, heard) or not offered):
                return Addressee(offered_first=(ended,))
            return Addressee(offered=tuple(offered or ([ended] if ended is not None else [])))
        case several:
            return Addressee(bot_answers=False, offered=tuple(several))


async def _ended(turn: Turn, heard: Understanding) -> tuple[Case | None, Place]:
    """The case that ended last of those that a message may open again, and where to ask."""
    for case in turn.ended_cases:
        place = place_of_reopening(case, heard)
        if place != "nowhere" and await turn.cases.can_reopen(case):
            return case, place
    return None, "nowhere"


def words_of(message: CaseMessage) -> Words:
    return Words(
        message.original,
        message.language,
        message.translation,
        message.translated_to,
        message.label,
        message.path,
        message.warnings,
    )


def _is_about(case: Case, heard: Understanding) -> bool:
    return isinstance(heard.decision, Answer) and heard.decision.topic == case.topic


async def send_to_unit(turn: Turn, case: Case, text: str) -> None:
    """Add *text* to the case and say where it went."""
    unit = await turn.unit(case.unit_id)
    await turn.cases.hear(case, Words(text, turn.language), turn.now)
    await tell_unit(turn.services.outbox, turn.session, unit, case, "message", turn.now)
    turn.say("receipt", [line("sent-to-unit", "small", unit=unit.name, number=case.number)], case=case.number)


def offer_to_send(turn: Turn, case: Case, unit: Unit) -> None:
    """Should the unit get this message too? An ended case is opened again by it."""
    mark = turn.services.buttons.mark(turn.newcomer.id, turn.conversation.last_text or "")
    stayed = line("stayed-here", "small", unit=unit.name)
    what = f"{case.number} {mark}"
    if case.owner == "closed":
        lines = [stayed, line("reopen-ask", unit=unit.name, number=case.number)]
        send = turn.button(phrase("button-also-send", unit=unit.name), "reopen", what, "📨")
    elif unit.is_enforcement:  # each message needs a yes of its own, given after reading what this unit may do
        lines = [stayed, Line(content=turn.services.library.duties(unit.id, turn.language))]
        send = turn.button(phrase("button-enforcement-yes", unit=unit.name), "also-send", what, "⚠️")
    else:
        lines = [stayed]
        send = turn.button(phrase("button-also-send", unit=unit.name), "also-send", what, "📨")
    turn.say("notice", lines, [send], case=case.number)


async def _enforces(turn: Turn, case: Case) -> bool:
    return (await turn.unit(case.unit_id)).is_enforcement


async def send_also(turn: Turn, value: str) -> None:
    """The newcomer wants the unit to get the message the button stood under; a later one does not go in its place."""
    if not turn.tells_cases:
        return own_page.write_there(turn)
    found = _offered(turn, value, turn.open_cases)
    if found is None:
        return turn.say("notice", [line("button-over")])
    await send_to_unit(turn, *found)


async def reopen(turn: Turn, value: str) -> None:
    """The newcomer wants an ended case to go on with the message the button stood under."""
    if not turn.tells_cases:
        return own_page.write_there(turn)
    found = _offered(turn, value, turn.ended_cases)
    if found is None or not await turn.cases.can_reopen(found[0]):
        return turn.say("notice", [line("button-over")])
    case, text = found
    unit = await turn.unit(case.unit_id)
    await turn.cases.reopen(case, turn.now)
    await in_vain.forget_question(turn, text)
    await turn.cases.hear(case, Words(text, turn.language), turn.now)
    await tell_unit(turn.services.outbox, turn.session, unit, case, "reopened", turn.now)
    turn.say("receipt", [line("reopened", unit=unit.name, number=case.number)], case=case.number)


def _offered(turn: Turn, value: str, cases: list[Case]) -> tuple[Case, str] | None:
    """The case of a button, and the message the button stood under, if that is still the newest one."""
    number, _, mark = value.partition(" ")
    text = turn.conversation.last_text
    if not text or mark != turn.services.buttons.mark(turn.newcomer.id, text):
        return None
    return next(((case, text) for case in cases if str(case.number) == number), None)


async def has_cases(turn: Turn) -> bool:
    """Whether `show_cases` has anything to show."""
    return bool(turn.open_cases or await _closed_to_read(turn))


async def show_cases(turn: Turn) -> None:
    """Where the newcomer's cases stand, each with a way to end it, and the answers that were not sent in full."""
    closed = await _closed_to_read(turn)
    for case in closed:
        there = [] if turn.tells_cases else [own_page.page_button(turn)]
        turn.say("person", [line("case-closed", number=case.number)], there, case=case.number)
        await _show_answers(turn, case)
    cases = turn.open_cases
    if not cases:
        turn.say("person", [line("no-cases")], [person_button(turn)])
        return
    for case in cases:
        withdraw = turn.button(phrase("button-withdraw"), "withdraw", str(case.number), "🛑")
        if not turn.tells_cases:
            own_page.show_case(turn, case, withdraw)
            continue
        unit = await turn.unit(case.unit_id)
        lines = [
            line("case-title", "title", number=case.number, unit=unit.name),
            line(f"case-owner-{case.owner}", unit=unit.name),
            line("case-last", "small", at=Moment(at=case.last_message_at)),
        ]
        turn.say("person", lines, [withdraw], case=case.number)
        await _show_answers(turn, case)


async def _closed_to_read(turn: Turn) -> list[Case]:
    """Closed cases of a newcomer who did not want to be written to: here the answers can still be read."""
    cases = await turn.cases.all_of(turn.newcomer.id)
    return [case for case in cases if case.owner == "closed" and case.outcome != "withdrawn" and case.reach != "write"][
        -SHOWN_CLOSED:
    ]


async def _show_answers(turn: Turn, case: Case) -> None:
    """The newest answers that did not come by themselves: the newcomer did not want it, or they were refused."""
    if not turn.tells_cases:
        return
    unit = await turn.unit(case.unit_id)
    answers = [message for message in await messages_of(turn.session, case.id) if message.sender == "staff"]
    if case.reach == "write":
        sent = [message.outbox_id for message in answers if message.outbox_id is not None]
        refused = await turn.services.outbox.refused(turn.session, sent)
        answers = [message for message in answers if message.outbox_id is None or message.outbox_id in refused]
    for message in answers[-SHOWN_ANSWERS:]:
        turn.replies.append(full_answer(case, turn.newcomer, unit, words_of(message)))


async def ask_before_withdrawing(turn: Turn, number: str) -> None:
    for case in turn.open_cases:
        if str(case.number) == number:
            unit = await turn.unit(case.unit_id)
            sure = turn.button(phrase("button-withdraw-yes"), "withdraw-yes", number, "🛑")
            keep = turn.button(phrase("button-keep"), "keep", number)
            asked = own_page.discreet(turn, "withdraw-ask", unit=unit.name, number=case.number)
            turn.say("person", [asked], [sure, keep], case=case.number)
            return
    turn.say("notice", [line("button-over")])


async def withdraw(turn: Turn, number: str) -> None:
    """Take the yes back: the case ends, and the unit may not go on with it."""
    for case in turn.open_cases:
        if str(case.number) == number:
            unit = await turn.unit(case.unit_id)
            await turn.cases.withdraw(case, await turn.session.get_one(Consent, case.consent_id), turn.now)
            if turn.services.files is not None:
                turn.services.files.remove_with(turn.session, [case.id])
            turn.services.database.leave_no_trace(turn.session)
            done = own_page.discreet(turn, "withdrawn", unit=unit.name, number=case.number)
            turn.say("receipt", [done], case=case.number)
            return
    turn.say("notice", [line("button-over")])
