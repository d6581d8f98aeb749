"""What belongs to the newcomer: the notice, what is kept, and its end."""

import secrets

from bot.turn import Turn, line, phrase
from handoff.privacy import CLOSED_KEPT
from wording import Line, Moment
from wording.languages import OWN_NAMES

NOTICE = ("who", "what", "why", "how-long", "who-sees", "telegram", "rights")


def show_notice(turn: Turn) -> None:
    """Who keeps what, why, how long, who sees it, that Telegram is a company outside the EU, and how to end it."""
    turn.conversation.notice_shown_at = turn.now
    lines = [line("notice", "title"), *(line(f"notice-{each}", "item", days=CLOSED_KEPT.days) for each in NOTICE)]
    turn.say("notice", lines, [turn.button(phrase("button-delete"), "delete", picture="🗑")])


async def show_what_is_kept(turn: Turn) -> None:
    """A summary a person can read, and a way to everything in detail."""
    cases = await turn.cases.all_of(turn.newcomer.id)
    lines = [
        line("mydata", "title"),
        line("mydata-language", "item", language=OWN_NAMES[turn.language]),
        line("mydata-since", "item", at=Moment(at=turn.newcomer.arrived_at, form="date")),
        line("mydata-cases", "item", count=len(cases)),
        line("mydata-no-name", "item"),
    ]
    buttons = [
        turn.button(phrase("button-all-data"), "all-data", picture="📄"),
        turn.button(phrase("button-delete"), "delete", picture="🗑"),
    ]
    turn.say("notice", lines, buttons)


async def show_everything(turn: Turn) -> None:
    """Everything that is kept, as it is kept."""
    kept = await turn.services.export(turn.session, turn.newcomer.id)
    lines = [line("mydata-all", "title")]
    for folder, rows in kept.items():
        lines.append(Line(content=folder, style="title"))
        lines += [Line(content=f"{name}: {value}", style="item") for name, value in rows.items()]
    turn.say("notice", lines)


def ask_before_deleting(turn: Turn) -> None:
    sure = turn.button(phrase("button-delete-yes"), "delete-yes", picture="🗑")
    keep = turn.button(phrase("button-keep"), "keep")
    turn.say("notice", [line("delete-ask", "title"), line("delete-what")], [sure, keep])


async def delete(turn: Turn) -> None:
    """Erase everything in every folder and hand out a receipt that names nobody."""
    receipt = secrets.token_hex(4).upper()
    await turn.services.inbox.forget(turn.session, turn.incoming.address)
    await turn.services.erase(turn.session, turn.newcomer.id)
    lines = [
        line("deleted", "title"),
        line("deleted-receipt", receipt=receipt, at=Moment(at=turn.now)),
        line(f"deleted-{turn.incoming.channel}", "small"),
    ]
    turn.say("receipt", lines)


def keep(turn: Turn) -> None:
    turn.say("receipt", [line("kept")])


async def stop(turn: Turn) -> None:
    """No more messages unless the newcomer writes first."""
    for case in await turn.open_cases():
        case.reach = "none"
    turn.say("receipt", [line("stopped")], [turn.button(phrase("button-delete"), "delete", picture="🗑")])
