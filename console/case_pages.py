"""One case: the page, and everything a staff member does with it but answering (see `replies`)."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Path
from starlette.responses import Response

from console import german
from console.case_view import read_case
from console.desk import Acting, Desk, SignedIn, TheDesk, Visitor, Watching, see_other
from console.inbox import inbox_of
from handoff.cases import Cases
from handoff.newcomers import Newcomers
from handoff.units import Units

routes = APIRouter()

CaseNumber = Annotated[int, Path(ge=1, le=999_999)]
Field = Annotated[str, Form()]

LONGEST_NOTE = 4000


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
async def claim(number: CaseNumber, visitor: Acting, desk: TheDesk) -> Response:
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
    return see_other(f"/desk/cases/{number}?done=claimed#reply")


@routes.post("/cases/{number}/release")
async def release(number: CaseNumber, visitor: Acting, desk: TheDesk) -> Response:
    async with desk.database.transaction() as session:
        cases = Cases(session, desk.parts.signals)
        case = await cases.get(number, visitor.member, changing=True)
        await cases.release(case, visitor.member, desk.now())
    return see_other(f"/desk/cases/{number}?done=released")


@routes.post("/cases/{number}/note")
async def note(number: CaseNumber, visitor: Acting, desk: TheDesk, text: Field = "") -> Response:
    text = text.strip()
    if not text or len(text) > LONGEST_NOTE:
        error = "Bitte schreiben Sie etwas." if not text else f"Eine Notiz hat höchstens {LONGEST_NOTE} Zeichen."
        return await case_page(desk, visitor, number, status=422, errors={"note": error}, note_text=text)
    async with desk.database.transaction() as session:
        cases = Cases(session, desk.parts.signals)
        await cases.note(await cases.get(number, visitor.member), visitor.member, text, desk.now())
    return see_other(f"/desk/cases/{number}?done=noted#notes")


@routes.post("/cases/{number}/transfer")
async def transfer(number: CaseNumber, visitor: Acting, desk: TheDesk) -> Response:
    """A case goes to another unit only with the newcomer's yes to that unit, which the newcomer gives to Lotse."""
    async with desk.database.reading() as session:
        await Cases(session, desk.parts.signals).get(number, visitor.member)
    return desk.page("transfer.html", visitor, status=409, number=number)


@routes.post("/cases/{number}/close")
async def close(number: CaseNumber, visitor: Acting, desk: TheDesk, outcome: Field = "") -> Response:
    known = next((each for each in german.STAFF_OUTCOMES if each == outcome), None)
    if known is None:
        errors = {"outcome": "Bitte wählen Sie, wie der Fall ausgegangen ist."}
        return await case_page(desk, visitor, number, status=422, errors=errors)
    now = desk.now()
    async with desk.database.transaction() as session:
        cases = Cases(session, desk.parts.signals)
        case = await cases.get(number, visitor.member, changing=True)
        await cases.close(case, visitor.member, known, now)
        newcomer = await Newcomers(session).get(case.newcomer_id)
        await desk.parts.post.closed(session, case, newcomer, now)
    return see_other("/desk/inbox?done=closed")


async def case_page(desk: Desk, visitor: Visitor, number: int, *, status: int = 200, **values: Any) -> Response:
    """The page of a case with the inbox beside it. *values* are what a form brought or a message to show.

    Raises:
        NotYours: the viewer may not see the case, or there is none.
    """
    async with desk.database.reading() as session:
        case = await Cases(session, desk.parts.signals).get(number, visitor.member)
        view = await read_case(session, case, desk.parts.library, desk.parts.post, visitor.member)
    shown: dict[str, Any] = {
        "done": "", "errors": {}, "text": "", "note_text": "", "draft": None, "sealed": "", "changed": False,
        "warnings": (),
    }  # fmt: skip
    inbox = await inbox_of(desk, visitor, "all")
    return desk.page("case.html", visitor, status=status, view=view, inbox=inbox, **(shown | values))
