"""What Telegram says in a town that tells its cases on its own page: where to read, where to write, and the way there.

Nothing said here names the unit or the subject of a case: whoever holds the telephone reads it too. The offer before
the yes must; the receipt after it does not any more.
"""

from collections.abc import Sequence

from bot.case_links import VALID_FOR, TriedTooOften
from bot.case_pages import OPEN, PICTURE
from bot.turn import Turn, line, phrase
from handoff.cases import Case
from wording import Button, Line, Moment, Reply
from wording.replies import Style


def page_button(turn: Turn) -> Button:
    return turn.button(phrase("button-page"), OPEN.name, OPEN.value, PICTURE)


def discreet(turn: Turn, phrase_id: str, style: Style = "text", *, unit: str, number: int) -> Line:
    """A line about a case; where whoever holds the telephone reads it, one that does not name the unit."""
    if turn.tells_cases:
        return line(phrase_id, style, unit=unit, number=number)
    return line(f"page-{phrase_id}", style, number=number)


async def begin(turn: Turn, case: Case, lines: Sequence[Line]) -> None:
    """Put *lines* onto the newcomer's page as well, so that it says what it is for when it is opened."""
    assert turn.services.pages is not None
    receipt = Reply(
        kind="receipt",
        language=turn.language,
        lines=(*lines, line("passed-reach-web"), line("case-go-on")),
        topic=case.topic,
        case=case.number,
    )
    await turn.services.outbox.add(
        turn.session,
        channel="web",
        address=await turn.services.pages.address_of(turn.session, turn.newcomer, turn.now),
        newcomer_id=turn.newcomer.id,
        reply=receipt.model_dump(mode="json"),
        now=turn.now,
    )


async def show_link(turn: Turn) -> None:
    """A new link to the page: as a line, and as a button where Telegram takes it for one."""
    assert turn.services.pages is not None
    try:
        url = await turn.services.pages.link(turn.session, turn.newcomer, turn.now)
    except TriedTooOften as tried:
        turn.say("notice", [line("page-tries-spent", at=Moment(at=tried.until))])
        return
    opening = page_button(turn).model_copy(update={"url": url})
    lines = [
        line("page-link", minutes=VALID_FOR.seconds // 60),
        Line(content=url),
        line("page-link-word", "small"),
    ]
    turn.say("notice", lines, [opening] if url.startswith("https://") else [])  # Telegram refuses http in buttons


def write_there(turn: Turn) -> None:
    """A message belongs to a case: it is not passed on from here, nor kept."""
    turn.conversation.last_text = turn.conversation.last_text_at = None
    turn.say("notice", [line("page-write-there")], [page_button(turn)])


def stayed_here(turn: Turn) -> None:
    """Below the bot's own answer, in place of "also send to …"."""
    turn.say("notice", [line("page-only-lotse", "small")], [page_button(turn)])


def give_there(turn: Turn) -> None:
    """A file came here while a case is open."""
    turn.say("notice", [line("page-file-there")], [page_button(turn)])


def reach_line(turn: Turn, case: Case) -> Line:
    """How the newcomer is reached from now on; in what concerns messages, Telegram knows only news or nothing."""
    if not turn.has_page:
        return line(f"reach-{case.reach}", number=case.number)
    return line("page-reach-none" if case.reach == "none" else "page-reach-news", number=case.number)


def show_case(turn: Turn, case: Case, withdraw: Button) -> None:
    """Number and state of an open case, and the way to its answers."""
    lines = [line("page-case-title", "title", number=case.number), line(f"page-case-owner-{case.owner}")]
    turn.say("person", lines, [page_button(turn), withdraw], case=case.number)
