"""Messages while a case is open: which of them belong to the unit, and which the bot answers."""

from typing import Literal

from bot.staff_talk import tell_unit
from bot.turn import Turn, line, phrase
from bot.welcome import person_button
from handoff.cases import Case, Words
from handoff.consents import Consent
from handoff.units import Unit
from nlu.decision import Act, Answer, Choose, Handoff
from nlu.understanding import Understanding
from wording import Moment

Destination = Literal["unit", "bot", "either"]


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


async def send_to_unit(turn: Turn, case: Case, text: str) -> None:
    """Add *text* to the case and say where it went."""
    unit = await turn.unit(case.unit_id)
    await turn.cases.hear(case, Words(text, turn.language), turn.now)
    await tell_unit(turn.services.outbox, turn.session, unit, case, "message", turn.now)
    turn.say("receipt", [line("sent-to-unit", "small", unit=unit.name, number=case.number)], case=case.number)


def offer_to_send(turn: Turn, case: Case, unit: Unit) -> None:
    """Below the bot's own answer: should the unit get this message too?"""
    send = turn.button(phrase("button-also-send", unit=unit.name), "also-send", str(case.number), "📨")
    turn.say("notice", [line("stayed-here", "small", unit=unit.name)], [send], case=case.number)


async def send_also(turn: Turn, number: str) -> None:
    """The newcomer wants the unit to get the last message."""
    text = turn.conversation.last_text
    for case in await turn.open_cases():
        if str(case.number) == number and text:
            return await send_to_unit(turn, case, text)
    turn.say("notice", [line("button-over")])


async def show_cases(turn: Turn) -> None:
    """Where the newcomer's cases stand, each with a way to end it."""
    cases = await turn.open_cases()
    if not cases:
        turn.say("person", [line("no-cases")], [person_button(turn)])
        return
    for case in cases:
        unit = await turn.unit(case.unit_id)
        lines = [
            line("case-title", "title", number=case.number, unit=unit.name),
            line(f"case-owner-{case.owner}", unit=unit.name),
            line("case-last", "small", at=Moment(at=case.last_message_at)),
        ]
        withdraw = turn.button(phrase("button-withdraw"), "withdraw", str(case.number), "🛑")
        turn.say("person", lines, [withdraw], case=case.number)


async def ask_before_withdrawing(turn: Turn, number: str) -> None:
    for case in await turn.open_cases():
        if str(case.number) == number:
            unit = await turn.unit(case.unit_id)
            sure = turn.button(phrase("button-withdraw-yes"), "withdraw-yes", number, "🛑")
            keep = turn.button(phrase("button-keep"), "keep", number)
            turn.say(
                "person", [line("withdraw-ask", unit=unit.name, number=case.number)], [sure, keep], case=case.number
            )
            return
    turn.say("notice", [line("button-over")])


async def withdraw(turn: Turn, number: str) -> None:
    """Take the yes back: the case ends, and the unit may not go on with it."""
    for case in await turn.open_cases():
        if str(case.number) == number:
            unit = await turn.unit(case.unit_id)
            await turn.cases.withdraw(case, await turn.session.get_one(Consent, case.consent_id), turn.now)
            turn.say("receipt", [line("withdrawn", unit=unit.name, number=case.number)], case=case.number)
            return
    turn.say("notice", [line("button-over")])
