"""Answering: a preview in the newcomer's language first, then exactly that is sent, once."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from console.case_pages import CaseNumber, Field, case_page
from console.desk import Acting, Desk, SignedIn, TheDesk, Visitor, see_other
from console.drafts import LONGEST_TEXT, Chosen, Draft, composed, drafted, unpacked
from console.errors import SealBroken
from console.sentences import SLOT_NAMES, themes
from handoff.cases import Case, Cases
from handoff.delivery import language_of
from handoff.messages import CaseMessage, messages_of
from handoff.newcomers import Newcomers
from handoff.units import Units
from knowledge_base.errors import SlotNotFilled
from wording import Language

routes = APIRouter()

Several = Annotated[list[str] | None, Form()]


@routes.post("/cases/{number}/preview")
async def preview(number: CaseNumber, visitor: Acting, desk: TheDesk, text: Field = "") -> Response:
    """Show the answer in the newcomer's language, how far to trust it, and what it says back in German."""
    text = text.replace("\r\n", "\n").strip()
    if error := _complaint(text):
        return await case_page(desk, visitor, number, status=422, errors={"text": error}, text=text)
    draft = await _drafted(desk, visitor, number, text)
    return await _preview_page(desk, visitor, draft)


@routes.post("/cases/{number}/reply")
async def reply(number: CaseNumber, visitor: Acting, desk: TheDesk, draft: Field = "", text: Field = "") -> Response:
    """Send a previewed draft; a plain *text*, as a program may send it, is translated and sent at once."""
    now = desk.now()
    if draft:
        try:
            sending = Draft.unsealed(desk.vault, draft, now)
        except SealBroken:
            sending = None
        if sending is None or (sending.number, sending.staff_id) != (number, visitor.member.id):
            errors = {"text": "Diese Vorschau ist zu alt. Bitte lassen Sie die Antwort neu übersetzen."}
            return await case_page(desk, visitor, number, status=422, errors=errors)
    else:
        text = text.replace("\r\n", "\n").strip()
        if error := _complaint(text):
            return await case_page(desk, visitor, number, status=422, errors={"text": error}, text=text)
        sending = await _drafted(desk, visitor, number, text)
    async with desk.database.transaction() as session:
        cases = Cases(session, desk.parts.signals)
        case = await cases.get(number, visitor.member, changing=True)
        came_after = [message for message in await messages_of(session, case.id) if message.id > sending.after]
        if any(_is_this(message, sending) for message in came_after):
            return see_other(f"/desk/cases/{number}?done=sent")
        if not came_after:
            await _send(desk, session, cases, case, visitor, sending)
    if came_after:
        return await _preview_page(desk, visitor, sending, after=came_after[-1].id)
    return see_other(f"/desk/cases/{number}?done=sent")


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
        return await _preview_page(desk, visitor, draft)
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


async def _send(desk: Desk, session: AsyncSession, cases: Cases, case: Case, visitor: Visitor, draft: Draft) -> None:
    """The message, its event and the row that carries it out, all in the transaction of *session*."""
    now = desk.now()
    message = await cases.answer(case, visitor.member, draft.words, now)
    newcomer = await Newcomers(session).get(case.newcomer_id)
    unit = await Units(session).get(case.unit_id)
    message.outbox_id = await desk.parts.post.answer(session, case, newcomer, unit, draft.words, now)


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


async def _preview_page(desk: Desk, visitor: Visitor, draft: Draft, *, after: int | None = None) -> Response:
    """The page with the preview. *after* says that the newcomer wrote meanwhile; it is then the newest message."""
    draft = draft if after is None else replace(draft, after=after)
    return await case_page(
        desk,
        visitor,
        draft.number,
        status=200 if after is None else 409,
        draft=draft,
        sealed=draft.sealed(desk.vault),
        changed=after is not None,
        text=draft.text,
    )


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
