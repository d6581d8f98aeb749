"""The review calendar at the desk: what is to be looked at again, and the note that somebody did."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from console.desk import REVIEWING, Acting, Desk, SignedIn, TheDesk, Visitor, editing, reviewing, see_other
from console.matrix_view import title_of
from knowledge_base.errors import EditConflict, WrongStatus
from knowledge_base.matrix import read_matrix
from knowledge_base.review_calendar import Month, calendar, next_review, overdue, read_dated_facts
from knowledge_base.value_changes import ValueChanges
from knowledge_base.workflow import Workflow
from wording import LANGUAGES
from wording.formats import TOWN, partial_date

routes = APIRouter(prefix="/knowledge/calendar")

Field = Annotated[str, Form()]


@routes.get("")
async def show_calendar(visitor: SignedIn, desk: TheDesk, month: str = "", done: str = "") -> Response:
    return await _page(desk, editing(visitor), chosen=month, done=done)


@routes.post("/text")
async def look_through_text(
    visitor: Acting, desk: TheDesk, topic: Field = "", language: Field = "", version: Field = ""
) -> Response:
    reviewing(visitor)
    known = next((each for each in LANGUAGES if each == language), None)
    if known is None or not version.isdecimal():
        return await _page(desk, visitor, status=422, error="Bitte wählen Sie einen Text aus der Liste.")
    try:
        async with desk.database.transaction() as session:
            workflow = Workflow(session, desk.parts.signals, desk.parts.library.edition, desk.now())
            due_on = next_review(_today(desk))
            await workflow.review_until((topic, known), int(version), due_on=due_on, by=visitor.actor)
    except WrongStatus:
        message = "Der Text ist inzwischen ein anderer. Bitte sehen Sie ihn noch einmal durch."
        return await _page(desk, visitor, status=409, error=message)
    return see_other("/desk/knowledge/calendar?done=looked")


@routes.post("/fact")
async def look_through_fact(visitor: Acting, desk: TheDesk, name: Field = "") -> Response:
    reviewing(visitor)
    try:
        async with desk.database.transaction() as session:
            changes = ValueChanges(session, desk.parts.signals, desk.now())
            await changes.review_until(name, due_on=next_review(_today(desk)), by=visitor.actor)
    except WrongStatus:
        return await _page(desk, visitor, status=409, error="Diesen Fakt gibt es nicht mehr.")
    except EditConflict:
        message = "Für diesen Fakt wartet eine Änderung. Bitte entscheiden Sie zuerst über sie."
        return await _page(desk, visitor, status=409, error=message)
    return see_other("/desk/knowledge/calendar?done=looked")


def _today(desk: Desk) -> date:
    return desk.now().astimezone(TOWN).date()


def _id(month: Month) -> str:
    return f"{month.first_day:%Y-%m}" if month.first_day else "overdue"


def _name(month: Month) -> str:
    return partial_date(_id(month), "de") if month.first_day else "Überfällig"


async def _page(
    desk: Desk, visitor: Visitor, *, status: int = 200, chosen: str = "", done: str = "", error: str = ""
) -> Response:
    """The month *chosen*, as in 2027-03; without one what is overdue and the month to come."""
    today = _today(desk)
    async with desk.database.reading() as session:
        topics = await read_matrix(session, today)
        facts = await read_dated_facts(session)
    months = calendar(topics, facts, today)
    shown = [month for month in months if _id(month) == chosen] or months[: 2 if overdue(months) else 1]
    library = desk.parts.library
    return desk.page(
        "review_calendar.html",
        visitor,
        status=status,
        here="/calendar",
        months=[(_id(month), _name(month), len(month.reviews)) for month in months],
        shown=[(_name(month), month.reviews) for month in shown],
        chosen=chosen if len(shown) == 1 else "",
        overdue=len(overdue(months)),
        titles={topic.topic: title_of(topic.topic, topic.title, library) for topic in topics},
        units={unit.id: unit.name for unit in library.edition.units.values()},
        may_review=visitor.member.role in REVIEWING,
        next_review=next_review(today),
        done=done,
        errors={"list": error} if error else {},
    )
