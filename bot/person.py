"""The way to a person: which unit, what it would get, yes or no.

Nothing leaves the bot before the yes. What would be passed on lies in the conversation's draft and is forgotten after
a no.
"""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot import case_messages, in_vain, own_data, own_page
from bot.staff_talk import tell_unit
from bot.turn import Turn, line, phrase
from bot.welcome import topic_name
from handoff.cases import Case, Words
from handoff.consents import Consents
from handoff.routing import is_guess, unit_for
from handoff.units import Unit
from nlu.topics import is_meta
from wording import Button, Line
from wording.languages import OWN_NAMES

QUESTION_KEPT = timedelta(hours=24)
CALLED_LIMIT = 60
QUESTION_LIMIT = 2000


async def offer_unit(turn: Turn, topic: str | None, lines: Sequence[Line]) -> None:
    """Name the unit that knows about *topic* and offer to write to it."""
    unit = unit_for(topic, await turn.units())
    known = line("unit-knows", unit=unit.name, meaning=_meaning(turn, unit))
    buttons = [
        turn.button(phrase("button-write-to", unit=unit.name), "person", topic or "", "🙋"),
        turn.button(phrase("button-areas"), "areas", picture="🧭"),
    ]
    turn.say("person", [*lines, known], buttons, topic=None if topic is None or is_guess(topic) else topic)


async def begin(turn: Turn, topic: str) -> None:
    """Somebody wants a person. The question is what was written last; without one it is asked for first."""
    conversation = turn.conversation
    about = topic or conversation.last_topic
    unit = unit_for(about, await turn.units())
    is_fresh = conversation.last_text_at is not None and turn.now - conversation.last_text_at < QUESTION_KEPT
    conversation.draft = {
        "unit": unit.id,
        "topic": about if about and not is_guess(about) and not is_meta(about) else None,
        "question": (conversation.last_text if is_fresh else None),
        "send_question": True,
        "called": None,
        "warned_of": None,
        "separately": False,
        "begun_at": turn.now.isoformat(),
    }
    await show_offer(turn)


async def hear_subject(turn: Turn, text: str) -> None:
    _change(turn, question=text[:QUESTION_LIMIT], send_question=True)
    await show_offer(turn)


def ask_called(turn: Turn) -> None:
    """A name is not needed; a word that only the two of them know is enough."""
    if turn.conversation.draft is None:
        return lost(turn)
    turn.conversation.waits_for = "called"
    turn.say("person", [line("person-called-ask")], [turn.button(phrase("button-no-name"), "no-name", picture="➖")])


async def hear_called(turn: Turn, text: str) -> None:
    _change(turn, called=" ".join(text.split())[:CALLED_LIMIT] or None)
    await show_offer(turn)


async def strike_question(turn: Turn) -> None:
    """Strike the line with the question out, or put it back."""
    draft = turn.conversation.draft
    if draft is None:
        return lost(turn)
    _change(turn, send_question=not draft["send_question"])
    await show_offer(turn)


async def show_offer(turn: Turn) -> None:
    """Exactly what would be passed on, to whom, and what they may do with it."""
    draft = turn.conversation.draft
    if draft is None:
        return lost(turn)
    unit = await turn.unit(draft["unit"])
    if draft["send_question"] and draft["question"] is None:
        turn.conversation.waits_for = "subject"
        without = turn.button(phrase("button-strike"), "strike", picture="✂️")  # for somebody who does not write
        return turn.say("person", [line("person-subject", unit=unit.name)], [without, _button_no(turn)])
    if turn.conversation.notice_shown_at is None:
        own_data.show_notice(turn, with_end=False)
    employer = "both" if len(unit.controllers) > 1 else unit.controllers[0]
    lines = [
        line("person-offer", "title", unit=unit.name),
        line("person-unit", unit=unit.name, meaning=_meaning(turn, unit)),
        line(f"person-employer-{employer}"),
        Line(content=turn.services.library.duties(unit.id, turn.language)),
        line("person-gets", "title"),
        *_passed_on(turn, draft),
        line("person-no-time" if unit.confirmed_on is None else "person-time-asked"),
        line("person-ask", "title", unit=unit.name),
    ]
    strike = "button-strike" if draft["send_question"] else "button-unstrike"
    buttons = [
        turn.button(phrase("button-yes"), "yes", _mark(turn, draft), "✅"),
        _button_no(turn),
        turn.button(phrase(strike), "strike", picture="✂️"),
        turn.button(phrase("button-called"), "called", picture="✏️"),
        turn.button(phrase("button-other-unit"), "other-unit", picture="🏛"),
    ]
    turn.conversation.waits_for = "yes"
    turn.say("person", lines, buttons, topic=draft["topic"])


async def hear_yes_or_no(turn: Turn, text: str) -> bool:
    """A yes or no that was typed right under the offer; false if it is something else.

    A unit that enforces gets nothing by a typed word: the offer is shown again, with its button.
    """
    typed = text.strip(" .!").casefold()
    said = {each: _typed(turn, each) for each in ("typed-yes", "typed-no")}
    draft = turn.conversation.draft
    if draft is None or typed not in said["typed-yes"] | said["typed-no"]:
        return False
    if turn.open_cases:  # it may as well answer what a unit asked meanwhile
        return False
    if typed in said["typed-no"]:
        await refuse(turn)
    elif (await turn.unit(draft["unit"])).is_enforcement:
        await show_offer(turn)
    else:
        await accept(turn, _mark(turn, draft))
    return True


def _typed(turn: Turn, phrase_id: str) -> set[str]:
    say = turn.services.phrases.say
    return {word for language in {turn.language, "de", "en"} for word in say(phrase(phrase_id), language).split(", ")}


async def show_other_units(turn: Turn) -> None:
    """All units, the enforcing one last and named as what it is."""
    draft = turn.conversation.draft or {}
    others = [unit for unit in await turn.units() if unit.id != draft.get("unit")]
    lines, buttons = [line("other-unit-ask", "title")], []
    for unit in sorted(others, key=lambda each: each.is_enforcement):
        lines.append(line("unit-line", "item", unit=unit.name, meaning=_meaning(turn, unit)))
        buttons.append(turn.button(unit.name, "unit", unit.id, "⚠️" if unit.is_enforcement else ""))
    turn.say("person", lines, [*buttons, _button_no(turn)])


async def choose_unit(turn: Turn, unit_id: str) -> None:
    """Take another unit. One that enforces is asked about alone, before anything else is shown."""
    if turn.conversation.draft is None:
        return lost(turn)
    unit = await turn.unit(unit_id)
    if unit.is_enforcement:
        lines = [
            line("enforcement-warning", "title", unit=unit.name, meaning=_meaning(turn, unit)),
            Line(content=turn.services.library.duties(unit.id, turn.language)),
            line("enforcement-ask", unit=unit.name),
        ]
        sure = turn.button(phrase("button-enforcement-yes", unit=unit.name), "enforcement", unit.id, "⚠️")
        _change(turn, warned_of=unit.id)
        turn.say("person", lines, [_button_no(turn), sure])
        return
    _change(turn, unit=unit.id, warned_of=None, separately=False)
    await show_offer(turn)


async def choose_enforcement(turn: Turn, unit_id: str) -> None:
    """The newcomer read what this unit may do, for this question, and still wants it."""
    draft = turn.conversation.draft
    if draft is None:
        return lost(turn)
    if draft.get("warned_of") != unit_id:  # the button stood below the warning of another question
        return await choose_unit(turn, unit_id)
    _change(turn, unit=unit_id, separately=True)
    await show_offer(turn)


async def accept(turn: Turn, mark: str) -> None:
    """The yes: a consent for this unit and these lines, and a case that holds exactly them.

    Args:
        mark: Of the offer that the button stood under; a yes to another one shows what the yes would be to now.
    """
    draft = turn.conversation.draft
    if draft is None:
        return lost(turn)
    if mark != _mark(turn, draft):
        return await show_offer(turn)
    unit = await turn.unit(draft["unit"])
    topic = draft["topic"] if draft["send_question"] else None
    words = [Words(draft["question"], turn.language)] if draft["send_question"] else []
    way = "page" if turn.has_page else turn.newcomer.channel
    passed_on: dict[str, Any] = {"language": turn.language, "reach": way}
    if words:
        passed_on["question"] = True
    if draft["called"]:
        passed_on["called"] = True
    consent = await Consents(turn.session).give(
        turn.newcomer,
        unit,
        topic=topic,
        passed_on=passed_on,
        separately=draft["separately"],
        now=turn.now,
    )
    case = await turn.cases.open(
        turn.newcomer,
        consent,
        language=turn.language,
        topic=topic,
        called=draft["called"],
        messages=words,
        now=turn.now,
    )
    await tell_unit(turn.services.outbox, turn.session, unit, case, "new", turn.now)
    if words:
        await in_vain.forget_question(turn, draft["question"])
    turn.conversation.draft = None
    turn.conversation.last_text = None
    opened = own_page.discreet(turn, "case-opened", "title", unit=unit.name, number=case.number)
    time = line("case-no-time") if unit.confirmed_on is None else line("case-time-asked")
    lines, there = [opened, time], []
    if not turn.tells_cases:
        await own_page.begin(turn, case, [line("case-opened", "title", unit=unit.name, number=case.number), time])
        lines += [line("page-answers-there"), line("page-choose-soon")]
        there = [own_page.page_button(turn)]
    lines += [line("case-go-on"), line("case-reach-ask")]
    turn.say("receipt", lines, [*there, *_reach_buttons(turn, case)], case=case.number, topic=topic)


def _reach_buttons(turn: Turn, case: Case) -> list[Button]:
    """With a page Telegram can say no more than that there is news."""
    ways = (("news", "🔔"), ("none", "🔕")) if turn.has_page else (("write", "💬"), ("news", "🔔"), ("none", "🔕"))
    return [
        turn.button(phrase(f"button-reach-{each}"), "reach", f"{each} {case.number}", picture) for each, picture in ways
    ]


async def refuse(turn: Turn) -> None:
    """The no: nothing was passed on, and nothing is kept for later. After a yes it shows the way back."""
    if turn.conversation.draft is None:
        return await case_messages.show_cases(turn) if turn.open_cases else lost(turn)
    turn.conversation.draft = None
    turn.say("receipt", [line("person-refused")], [turn.button(phrase("button-areas"), "areas", picture="🧭")])


async def set_reach(turn: Turn, value: str) -> None:
    reach, _, number = value.partition(" ")
    for case in turn.open_cases:
        if str(case.number) == number and reach in ("write", "news", "none"):
            case.reach = reach  # type: ignore[assignment]  # one of the three, as just checked
            turn.say("receipt", [own_page.reach_line(turn, case)], case=case.number)
            return
    lost(turn)


def lost(turn: Turn) -> None:
    """A press that refers to something that is over."""
    turn.say("notice", [line("button-over")], [turn.button(phrase("button-areas"), "areas", picture="🧭")])


def _passed_on(turn: Turn, draft: dict[str, Any]) -> list[Line]:
    called = (
        line("passed-called", "item", called=draft["called"]) if draft["called"] else line("passed-no-name", "item")
    )
    lines = [
        line("passed-language", "item", language=OWN_NAMES[turn.language]),
        line(f"passed-reach-{turn.incoming.channel if turn.tells_cases else 'page'}", "item"),
        called,
    ]
    if not draft["send_question"]:
        return [*lines, line("passed-no-question", "item")]
    if draft["topic"] is None:
        lines.append(line("passed-no-topic", "item"))
    else:
        lines.append(line("passed-topic", "item", topic=topic_name(turn, draft["topic"])))
    return [*lines, line("passed-question", "item"), Line(content=draft["question"], style="quote")]


def _mark(turn: Turn, draft: dict[str, Any]) -> str:
    """What a yes is to: this draft and no other, in the language it was shown in."""
    return turn.services.buttons.mark(turn.newcomer.id, json.dumps([draft, turn.language], sort_keys=True))


def _meaning(turn: Turn, unit: Unit) -> str:
    return turn.services.library.unit_meaning(unit.id, turn.language)


def _change(turn: Turn, **values: Any) -> None:
    turn.conversation.draft = {**(turn.conversation.draft or {}), **values}  # a new dict, so that the change is seen


def _button_no(turn: Turn) -> Button:
    return turn.button(phrase("button-no"), "no", picture="❌")
