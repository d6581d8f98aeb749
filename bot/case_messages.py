"""Messages while a case is open: which of them belong to the unit, and which the bot answers."""

from dataclasses import dataclass
from typing import Literal

from bot import own_page
from bot.staff_talk import tell_unit
from bot.turn import Turn, line, phrase
from bot.welcome import person_button
from handoff.cases import Case, Words
from handoff.consents import Consent
from handoff.delivery import full_answer
from handoff.messages import CaseMessage, messages_of
from handoff.units import Unit
from nlu.decision import Act, Answer, Choose, Handoff
from nlu.understanding import Understanding
from wording import Line, Moment

Destination = Literal["unit", "bot", "either"]

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


@dataclass(frozen=True)
class Addressee:
    """Who gets a message: one unit, or the bot, with the cases to which the newcomer may send it too."""

    sent_to: Case | None = None
    bot_answers: bool = True
    offered: tuple[Case, ...] = ()


async def addressee(turn: Turn, heard: Understanding) -> Addressee:
    """Where a message goes while cases are open.

    It goes to a unit by itself only where one case alone can be meant. To a unit that enforces nothing ever goes by
    itself: what comes after the yes was not in it, so the newcomer is asked each time.
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
            return Addressee(offered=tuple([case for case in near if not await _enforces(turn, case)][:1]))
        case several:
            return Addressee(bot_answers=False, offered=tuple(several))


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
    """Below the bot's own answer: should the unit get this message too?"""
    mark = turn.services.buttons.mark(turn.newcomer.id, turn.conversation.last_text or "")
    stayed = line("stayed-here", "small", unit=unit.name)
    what = f"{case.number} {mark}"
    if unit.is_enforcement:  # each message needs a yes of its own, given after reading what this unit may do
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
    number, _, mark = value.partition(" ")
    text = turn.conversation.last_text
    for case in turn.open_cases:
        if str(case.number) == number and text and mark == turn.services.buttons.mark(turn.newcomer.id, text):
            return await send_to_unit(turn, case, text)
    turn.say("notice", [line("button-over")])


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
        if case.reach != "write":
            await _show_answers(turn, case)


async def _closed_to_read(turn: Turn) -> list[Case]:
    """Closed cases of a newcomer who did not want to be written to: here the answers can still be read."""
    cases = await turn.cases.all_of(turn.newcomer.id)
    return [case for case in cases if case.owner == "closed" and case.outcome != "withdrawn" and case.reach != "write"][
        -SHOWN_CLOSED:
    ]


async def _show_answers(turn: Turn, case: Case) -> None:
    if not turn.tells_cases:
        return
    unit = await turn.unit(case.unit_id)
    answers = [message for message in await messages_of(turn.session, case.id) if message.sender == "staff"]
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
            done = own_page.discreet(turn, "withdrawn", unit=unit.name, number=case.number)
            turn.say("receipt", [done], case=case.number)
            return
    turn.say("notice", [line("button-over")])
