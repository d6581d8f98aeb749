"""Answering: a preview in the newcomer's language first, then exactly that is sent, once."""

from dataclasses import replace
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Form
from starlette.responses import Response

from console.case_pages import CaseNumber, after, case_page, draft_of
from console.desk import Acting, Desk, SignedIn, TheDesk, Visitor
from console.drafts import LONGEST_TEXT, Chosen, Draft, composed, drafted, unpacked
from console.sentences import SLOT_NAMES, themes
from console.writing import NOTHING, Field, Writing, Written
from handoff.cases import Case, Cases
from handoff.delivery import language_of
from handoff.errors import ClaimedByOther, TransitionRefused
from handoff.messages import CaseMessage, messages_of
from handoff.newcomers import Newcomers
from handoff.units import Units
from knowledge_base.errors import SlotNotFilled
from wording import Language

routes = APIRouter()

Several = Annotated[list[str] | None, Form()]

_TOO_OLD: Final = "Diese Vorschau ist zu alt. Bitte lassen Sie die Antwort neu übersetzen."


@routes.post("/cases/{number}/preview")
async def preview(number: CaseNumber, visitor: Acting, desk: TheDesk, writing: Written) -> Response:
    """Show the answer in the newcomer's language, how far to trust it, and what it says back in German."""
    if error := _complaint(writing.text):
        return await _answer_again(desk, visitor, number, writing, error)
    draft = await _drafted(desk, visitor, number, writing.text)
    return await _preview_page(desk, visitor, draft, writing)


@routes.post("/cases/{number}/reply")
async def reply(number: CaseNumber, visitor: Acting, desk: TheDesk, writing: Written) -> Response:
    """Send a previewed draft; a text alone, as a program may send it, is translated and sent at once."""
    sending = draft_of(desk, visitor, number, writing)
    if writing.draft and sending is None:
        return await _answer_again(desk, visitor, number, writing, _TOO_OLD)
    if sending is None or writing.text not in ("", sending.text):
        if error := _complaint(writing.text):
            return await _answer_again(desk, visitor, number, writing, error)
        was_previewed = sending is not None
        sending = await _drafted(desk, visitor, number, writing.text)
        if was_previewed:
            return await _preview_page(desk, visitor, sending, writing, stopped="edited")
    try:
        news = await _send(desk, visitor, sending)
    except (ClaimedByOther, TransitionRefused):
        return await _not_sent(desk, visitor, number, replace(writing, text=sending.text))
    if news is not None:
        return await _preview_page(desk, visitor, replace(sending, after=news), writing, stopped="news")
    return await after(desk, visitor, number, "sent", Writing(note=writing.note))


@routes.get("/cases/{number}/sentences")
async def show_sentences(number: CaseNumber, visitor: SignedIn, desk: TheDesk) -> Response:
    return await _sentences_page(desk, visitor, number, [])


@routes.post("/cases/{number}/sentences")
async def choose_sentences(
    number: CaseNumber,
    visitor: Acting,
    desk: TheDesk,
    chosen: Several = None,
    add: Field = "",
    remove: Field = "",
    preview: Field = "",
    slot_names: Several = None,
    slot_values: Several = None,
) -> Response:
    """Put an answer together from sentences that people wrote in both languages.

    The form carries what was chosen so far; every press adds one, takes one away, or goes on to the preview.
    """
    known = {sentence.id: sentence for sentence in desk.parts.library.reply_sentences}
    choices = unpacked(chosen or [], known)
    if remove.isdecimal() and int(remove) < len(choices):
        del choices[int(remove)]
    elif add in known:
        choice = Chosen(known[add], dict(zip(slot_names or [], slot_values or [], strict=False)))
        try:
            choice.said("de")
        except SlotNotFilled as missing:
            return await _sentences_page(desk, visitor, number, choices, wrong=(choice, missing.slot))
        choices.append(choice)
    elif preview and choices:
        case, language, last = await _addressee(desk, visitor, number)
        draft = composed(choices, language, number=case.number, staff_id=visitor.member.id, after=last, now=desk.now())
        return await _preview_page(desk, visitor, draft, NOTHING)
    return await _sentences_page(desk, visitor, number, choices)


def _complaint(text: str) -> str | None:
    if not text:
        return "Bitte schreiben Sie eine Antwort."
    if len(text) > LONGEST_TEXT:
        return f"Die Antwort ist zu lang: {len(text)} von {LONGEST_TEXT} Zeichen. Bitte teilen Sie sie."
    return None


def _is_this(message: CaseMessage, draft: Draft) -> bool:
    """Whether *message* is what a first press of the same button already sent."""
    return (
        message.sender == "staff"
        and message.staff_id == draft.staff_id
        and message.original == draft.text
        and message.translation == draft.translation
    )


async def _send(desk: Desk, visitor: Visitor, draft: Draft) -> int | None:
    """The message, its event and the row that carries it out, in one transaction; a second press sends nothing.

    Returns:
        The newest message, if one came after *draft* was made: then nothing was sent.

    Raises:
        NotYours, ClaimedByOther, TransitionRefused: see `Cases.answer`.
    """
    now = desk.now()
    async with desk.database.transaction() as session:
        cases = Cases(session, desk.parts.signals)
        case = await cases.get(draft.number, visitor.member, changing=True)
        came_after = [message for message in await messages_of(session, case.id) if message.id > draft.after]
        if any(_is_this(message, draft) for message in came_after):
            return None
        if came_after:
            return came_after[-1].id
        message = await cases.answer(case, visitor.member, draft.words, now)
        newcomer = await Newcomers(session).get(case.newcomer_id)
        unit = await Units(session).get(case.unit_id)
        message.outbox_id = await desk.parts.post.answer(session, case, newcomer, unit, draft.words, now)
    return None


async def _addressee(desk: Desk, visitor: Visitor, number: int) -> tuple[Case, Language, int]:
    """The case, the language to answer in, and the newest message the staff member can have seen."""
    async with desk.database.reading() as session:
        case = await Cases(session, desk.parts.signals).get(number, visitor.member)
        newcomer = await Newcomers(session).get(case.newcomer_id)
        messages = await messages_of(session, case.id)
    return case, language_of(case, newcomer), messages[-1].id if messages else 0


async def _drafted(desk: Desk, visitor: Visitor, number: int, text: str) -> Draft:
    _, language, last = await _addressee(desk, visitor, number)
    return await drafted(
        text,
        language,
        desk.parts.translator,
        number=number,
        staff_id=visitor.member.id,
        after=last,
        now=desk.now(),
    )


async def _preview_page(
    desk: Desk, visitor: Visitor, draft: Draft, writing: Writing, *, stopped: Literal["", "news", "edited"] = ""
) -> Response:
    """The page with the preview. *stopped* says why it is shown again instead of being sent."""
    case, _, _ = await _addressee(desk, visitor, draft.number)
    if (case.owner, case.claimed_by) != ("staff", visitor.member.id):
        return await _not_sent(desk, visitor, draft.number, replace(writing, text=draft.text))
    shown = replace(writing, text=draft.text, draft=draft.sealed(desk.vault))
    return await case_page(desk, visitor, draft.number, shown, status=409 if stopped else 200, stopped=stopped)


async def _answer_again(desk: Desk, visitor: Visitor, number: int, writing: Writing, error: str) -> Response:
    return await case_page(desk, visitor, number, writing, status=422, errors={"text": error})


async def _not_sent(desk: Desk, visitor: Visitor, number: int, writing: Writing) -> Response:
    """The page of a case that is in other hands by now, with the answer that was meant for it."""
    return await case_page(desk, visitor, number, replace(writing, draft=""), status=409, stopped="in other hands")


async def _sentences_page(
    desk: Desk, visitor: Visitor, number: int, choices: list[Chosen], *, wrong: tuple[Chosen, str] | None = None
) -> Response:
    _, language, _ = await _addressee(desk, visitor, number)
    return desk.page(
        "sentences.html",
        visitor,
        status=422 if wrong else 200,
        number=number,
        language=language,
        choices=choices,
        themes=themes(desk.parts.library.reply_sentences, language),
        slot_names=SLOT_NAMES,
        wrong=wrong,
    )
