"""What belongs to the newcomer: the notice, what is kept, and its end."""

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import structlog

from bot import own_page
from bot.turn import Turn, line, phrase
from bot.welcome import AREAS
from handoff.newcomers import Newcomers
from handoff.privacy import CLOSED_KEPT
from wording import Language, Line, Moment, formats
from wording.languages import OWN_NAMES

log = structlog.get_logger()

PARTS = {
    "newcomer": "newcomer",
    "second_address": "web",
    "last_question": "last-question",
    "last_topic": "last-question",
    "not_yet_passed_on": "draft",
    "consents": "consents",
    "cases": "cases",
    "offered_files": "files",
    "articles_shown": "articles",
    "unanswered_questions": "unanswered",
    "messages": "messages",
    "web_conversation": "web",
    "case_links": "web",
}
"""What the folders export, each with the heading it gets. What is not named here is shown all the same, as *OTHER*."""
OTHER = "other"

_TOLD_OTHERWISE = ("passed_on", "warned_of", "separately", "send_question")
"""Marks for the program; what they stand for is among the messages of the case."""

NOTICE = ("who", "what", "why", "how-long", "who-sees", "telegram", "page", "rights")


def show_notice(turn: Turn, *, with_end: bool = True) -> None:
    """Who keeps what, why, how long, who sees it, in Telegram also who that is and what does not go there, and how to
    end it.

    Args:
        with_end: Put the button below that deletes everything; not in the middle of another talk.
    """
    turn.conversation.notice_shown_at = turn.now
    told = {"telegram": turn.newcomer.channel == "telegram", "page": turn.has_page}
    points = [each for each in NOTICE if told.get(each, True)]
    lines = [line("notice", "title"), *(line(f"notice-{each}", "item", days=CLOSED_KEPT.days) for each in points)]
    turn.say("notice", lines, [turn.button(phrase("button-delete"), "delete", picture="🗑")] if with_end else [])


async def show_what_is_kept(turn: Turn) -> None:
    """A summary a person can read, and a way to everything in detail."""
    cases = await turn.cases.all_of(turn.newcomer.id)
    no_name = [] if any(case.called for case in cases) else [line("mydata-no-name", "item")]
    lines = [
        line("mydata", "title"),
        line("mydata-language", "item", language=OWN_NAMES[turn.language]),
        line("mydata-since", "item", at=Moment(at=turn.newcomer.arrived_at, form="date")),
        line("mydata-cases", "item", count=len([case for case in cases if case.owner != "closed"])),
        *no_name,
    ]
    buttons = [
        turn.button(phrase("button-all-data"), "all-data", picture="📄"),
        turn.button(phrase("button-delete"), "delete", picture="🗑"),
    ]
    turn.say("notice", lines, buttons)


async def show_everything(turn: Turn) -> None:
    """Everything that is kept, as it is kept."""
    kept = await turn.services.export(turn.session, turn.newcomer.id)
    if not turn.tells_cases:
        kept = _outside_cases(kept)
    names = {unit.id: unit.name for unit in await turn.units()} | dict(OWN_NAMES)
    library = turn.services.library
    names |= {topic: library.title(topic, turn.language) for area in AREAS for topic in library.topics(area)}
    say = turn.services.phrases.say
    names |= {"newcomer": say(phrase("mydata-all-newcomer"), turn.language), "telegram": "Telegram"}
    names |= {"staff": say(phrase("web-staff"), turn.language)}
    told: dict[str, list[str]] = {}
    unnamed = sorted(kept.keys() - PARTS.keys())
    for name in unnamed:
        log.error("part of a newcomer's data without a heading", part=name)
    for name in [*PARTS, *unnamed]:
        told.setdefault(PARTS.get(name, OTHER), []).extend(_rows(kept.get(name), turn.language, names))
    lines = [line("mydata-all", "title")]
    for what, rows in told.items():
        if rows:
            lines += [line(f"mydata-all-{what}", "title"), *(Line(content=row, style="item") for row in _counted(rows))]
    if turn.tells_cases or await Newcomers(turn.session).page_of(turn.newcomer.id) is None:
        return turn.say("notice", lines)
    turn.say("notice", [*lines, line("page-mydata")], [own_page.page_button(turn)])


def _outside_cases(kept: dict[str, Any]) -> dict[str, Any]:
    """What is kept, as far as Telegram may learn it where cases are told on a page: that there are cases, and when."""
    cases = [{name: case[name] for name in ("number", "opened_at", "closed_at")} for case in kept["cases"]]
    on_telegram = [message for message in kept["messages"] if message["text"] is None]  # only of pages is text kept
    named = {name: value for name, value in kept.items() if name in PARTS}  # nobody knows what another one holds
    return {**named, "cases": cases, "consents": [], "messages": on_telegram}


def _counted(rows: Iterable[str]) -> Iterator[str]:
    """The same thing once, with how often: what Lotse wrote in Telegram is kept as moments without words."""
    for row, times in Counter(rows).items():
        yield row if times == 1 else f"{row} × {times}"


def _rows(value: Any, language: Language, names: Mapping[str, str]) -> Iterator[str]:
    """*value* as lines: one for each thing that is kept, its parts side by side, empty ones left out.

    Args:
        names: What a newcomer knows units, topics and languages by.
    """
    match value:
        case None | "" | []:
            return
        case dict():
            told = {key: each for key, each in value.items() if key not in _TOLD_OTHERWISE}
            single = [each for each in told.values() if not isinstance(each, list | dict)]
            if row := " · ".join(text for each in single for text in _rows(each, language, names)):
                yield row
            for each in told.values():
                if isinstance(each, list | dict):
                    yield from _rows(each, language, names)
        case list():
            for each in value:
                yield from _rows(each, language, names)
        case str():
            yield _moment(value, language) or names.get(value, value)
        case _:
            yield str(value)


def _moment(text: str, language: Language) -> str | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return formats.moment(moment, language) if moment.tzinfo else None


def ask_before_deleting(turn: Turn) -> None:
    sure = turn.button(phrase("button-delete-yes"), "delete-yes", picture="🗑")
    keep = turn.button(phrase("button-keep"), "keep")
    turn.say("notice", [line("delete-ask", "title"), line("delete-what")], [sure, keep])


async def delete(turn: Turn) -> None:
    """Erase everything in every folder and hand out a receipt that names nobody."""
    receipt = secrets.token_hex(4).upper()
    channels = {turn.newcomer.channel, turn.incoming.channel}
    page = await Newcomers(turn.session).page_of(turn.newcomer.id)
    for address in {turn.newcomer.address, *([page.address] if page else [])}:
        await turn.services.inbox.forget(turn.session, address)
    await turn.services.erase(turn.session, turn.newcomer.id)
    lines = [
        line("deleted", "title"),
        line("deleted-receipt", receipt=receipt, at=Moment(at=turn.now)),
        *(line(f"deleted-{each}", "small") for each in sorted(channels)),
    ]
    turn.say("receipt", lines)


def keep(turn: Turn) -> None:
    turn.say("receipt", [line("kept")])


async def stop(turn: Turn) -> None:
    """No more messages unless the newcomer writes first."""
    turn.newcomer.stopped_at = turn.now
    lines = [line("stopped")]
    for case in turn.open_cases:
        case.reach = "none"
        lines = [line("stopped"), own_page.reach_line(turn, case)]
    turn.say("receipt", lines, [turn.button(phrase("button-delete"), "delete", picture="🗑")])
