"""One case: the page, and everything a staff member does with it but answering (see `replies`)."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from console import german
from console.case_view import read_case
from console.desk import Acting, Desk, SignedIn, TheDesk, Visitor, Watching, see_other
from console.drafts import Draft
from console.errors import SealBroken
from console.inbox import inbox_of
from console.writing import NOTHING, Field, Noted, Writing, Written
from handoff.cases import Cases
from handoff.newcomers import Newcomers
from handoff.units import Units

routes = APIRouter()

CaseNumber = Annotated[int, Path(ge=1, le=999_999)]

LONGEST_NOTE = 4000
_UNSENT = "Oben steht eine Antwort, die noch nicht gesendet ist. Senden Sie sie, oder leeren Sie das Feld."
_UNSAVED = "Bei den Notizen steht Text, der noch nicht gespeichert ist. Speichern Sie ihn, oder leeren Sie das Feld."


@routes.get("/cases/{number}")
async def show_case(number: CaseNumber, visitor: SignedIn, desk: TheDesk, done: str = "") -> Response:
    async with desk.database.transaction() as session:
        await Cases(session, desk.parts.signals).read(number, visitor.member, desk.now())
    return await case_page(desk, visitor, number, done=done)


@routes.get("/cases/{number}/talk")
async def show_talk(number: CaseNumber, visitor: Watching, desk: TheDesk) -> Response:
    """Only the conversation, for a page that is open already; what comes onto the screen counts as read."""
    async with desk.database.transaction() as session:
        cases = Cases(session, desk.parts.signals)
        case = await cases.read(number, visitor.member, desk.now())
        view = await read_case(session, case, desk.parts.library, desk.parts.post, visitor.member)
    return desk.page("talk.html", visitor, view=view)


@routes.post("/cases/{number}/claim")
async def claim(number: CaseNumber, visitor: Acting, desk: TheDesk, writing: Written) -> Response:
    now = desk.now()
    async with desk.database.transaction() as session:
        cases = Cases(session, desk.parts.signals)
        case = await cases.get(number, visitor.member, changing=True)
        was_waiting = case.owner == "waiting"
        await cases.claim(case, visitor.member, now)
        if was_waiting:
            newcomer = await Newcomers(session).get(case.newcomer_id)
            unit = await Units(session).get(case.unit_id)
            await desk.parts.post.taken(session, case, newcomer, unit, now)
    return await after(desk, visitor, number, "claimed", writing, "#reply")


@routes.post("/cases/{number}/release")
async def release(number: CaseNumber, visitor: Acting, desk: TheDesk, writing: Written) -> Response:
    async with desk.database.transaction() as session:
        cases = Cases(session, desk.parts.signals)
        case = await cases.get(number, visitor.member, changing=True)
        await cases.release(case, visitor.member, desk.now())
    return await after(desk, visitor, number, "released", writing)


@routes.post("/cases/{number}/note")
async def note(number: CaseNumber, visitor: Acting, desk: TheDesk, writing: Noted) -> Response:
    text = writing.note
    if not text or len(text) > LONGEST_NOTE:
        error = "Bitte schreiben Sie etwas." if not text else f"Eine Notiz hat höchstens {LONGEST_NOTE} Zeichen."
        return await case_page(desk, visitor, number, writing, status=422, errors={"note": error})
    async with desk.database.transaction() as session:
        cases = Cases(session, desk.parts.signals)
        await cases.note(await cases.get(number, visitor.member), visitor.member, text, desk.now())
    return await after(desk, visitor, number, "noted", replace(writing, note=""), "#notes")


@routes.post("/cases/{number}/transfer")
async def transfer(number: CaseNumber, visitor: Acting, desk: TheDesk) -> Response:
    """A case goes to another unit only with the newcomer's yes to that unit, which the newcomer gives to Lotse."""
    async with desk.database.reading() as session:
        await Cases(session, desk.parts.signals).get(number, visitor.member)
    return desk.page("transfer.html", visitor, status=409, number=number)


@routes.post("/cases/{number}/close")
async def close(number: CaseNumber, visitor: Acting, desk: TheDesk, writing: Written, outcome: Field = "") -> Response:
    known = next((each for each in german.STAFF_OUTCOMES if each == outcome), None)
    if known is None or writing.text or writing.note:
        unfinished = _UNSENT if writing.text else _UNSAVED
        error = unfinished if known else "Bitte wählen Sie, wie der Fall ausgegangen ist."
        return await case_page(desk, visitor, number, writing, status=422, errors={"outcome": error}, outcome=outcome)
    now = desk.now()
    async with desk.database.transaction() as session:
        cases = Cases(session, desk.parts.signals)
        case = await cases.get(number, visitor.member, changing=True)
        await cases.close(case, visitor.member, known, now)
        newcomer = await Newcomers(session).get(case.newcomer_id)
        await desk.parts.post.closed(session, case, newcomer, now)
    return see_other("/desk/inbox?done=closed")


async def after(desk: Desk, visitor: Visitor, number: int, done: str, left: Writing, place: str = "") -> Response:
    """After a form: the page of the case, which says what was *done*.

    What is *left* in the text fields cannot go through an address; only then the page comes without a detour.
    """
    if left == NOTHING:
        return see_other(f"/desk/cases/{number}?done={done}{place}")
    return await case_page(desk, visitor, number, left, done=done)


async def case_page(
    desk: Desk, visitor: Visitor, number: int, writing: Writing = NOTHING, *, status: int = 200, **values: Any
) -> Response:
    """The page of a case with the inbox beside it. *values* are messages to show.

    Raises:
        NotYours: the viewer may not see the case, or there is none.
    """
    async with desk.database.reading() as session:
        case = await Cases(session, desk.parts.signals).get(number, visitor.member)
        view = await read_case(session, case, desk.parts.library, desk.parts.post, visitor.member)
    shown = {"done": "", "errors": {}, "outcome": "", "stopped": "", "writing": writing} | values
    draft = draft_of(desk, visitor, number, writing)
    inbox = await inbox_of(desk, visitor, "all")
    return desk.page("case.html", visitor, status=status, view=view, inbox=inbox, draft=draft, **shown)


def draft_of(desk: Desk, visitor: Visitor, number: int, writing: Writing) -> Draft | None:
    """The preview that came with *writing*, if this person made it for this case, not too long ago."""
    try:
        draft = Draft.unsealed(desk.vault, writing.draft, desk.now())
    except SealBroken:
        return None
    return draft if (draft.number, draft.staff_id) == (number, visitor.member.id) else None
