"""Offices at the desk: what is known of each, what nobody said yet, and the form that changes one or adds one."""

import re
from typing import Final
from urllib.parse import quote_plus

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from console import value_words
from console.change_view import change_views
from console.desk import Acting, Desk, SignedIn, TheDesk, Visitor, editing, see_other
from console.effect_view import used_in
from console.fact_form import TheForm, Typed
from console.office_form import form_of, office_of
from console.proposals import Proposal, mark_of, proposal, waiting_change
from knowledge_base.current_values import all_offices, find_value, waiting_names
from knowledge_base.offices import Office
from knowledge_base.value_changes import ValueChanges

routes = APIRouter(prefix="/knowledge/offices")

_ID = re.compile(r"[a-z]{1,20}\.[a-z0-9_]{1,39}")
_MAP: Final = "https://www.openstreetmap.org/search?query="


@routes.get("")
async def show_offices(visitor: SignedIn, desk: TheDesk) -> Response:
    editing(visitor)
    async with desk.database.reading() as session:
        offices = await all_offices(session)
        changes = await waiting_names(session, "office")
    used = desk.uses.of(desk.parts.library.edition)
    return desk.page(
        "offices.html",
        visitor,
        offices=[(office, office.unknown_contacts, len(used.get(office.id, ()))) for office in offices],
        changes=changes,
        scopes=[scope for scope in value_words.SCOPES if any(office.scope == scope for office in offices)],
        words=value_words,
    )


@routes.get("/unknown")
async def show_unknown(visitor: SignedIn, desk: TheDesk) -> Response:
    """What nobody said yet, as a list to take to the offices."""
    editing(visitor)
    async with desk.database.reading() as session:
        offices = await all_offices(session)
    used = desk.uses.of(desk.parts.library.edition)
    asked = [(office, office.unknown_contacts, len(used.get(office.id, ()))) for office in offices]
    asked = [each for each in asked if each[1] or each[0].to_confirm]
    asked.sort(key=lambda each: (each[0].scope == "federal", -each[2]))
    return desk.page(
        "offices_unknown.html",
        visitor,
        asked=asked,
        fields=sum(len(unknown) for _, unknown, _ in asked),
        words=value_words,
    )


@routes.get("/new")
async def show_new(visitor: SignedIn, desk: TheDesk) -> Response:
    return _form_page(desk, editing(visitor), None, form_of(None))


@routes.post("/new")
async def propose_office(visitor: Acting, desk: TheDesk, form: TheForm) -> Response:
    editing(visitor)
    form = _empty() | form
    office_id = form["id"]
    office, errors = office_of(form, office_id or "x.y", None)
    if not _ID.fullmatch(office_id):
        errors["id"] = "Bitte wie wsf.buergerbuero: Ort (wsf, blk, lsa, de), Punkt, ein kurzes Wort ohne Umlaute."
    elif office is not None:
        async with desk.database.reading() as session:
            if await find_value(session, "office", office_id) is not None:
                errors["id"] = "Dieses Amt gibt es schon. Ändern Sie es, oder wählen Sie ein anderes Kürzel."
    if errors or office is None:
        return _form_page(desk, visitor, None, form, Proposal(errors))
    return _proposed(desk, visitor, None, form, await proposal(desk, visitor, form, "office", None, office))


@routes.get("/{office_id}")
async def show_office(office_id: str, visitor: SignedIn, desk: TheDesk) -> Response:
    editing(visitor)
    library = desk.parts.library
    async with desk.database.reading() as session:
        office = await find_value(session, "office", office_id)
        if not isinstance(office, Office):
            raise HTTPException(404)
        waiting = await waiting_change(session, "office", office_id)
        history = await ValueChanges(session, desk.parts.signals, desk.now()).history("office", office_id)
        changes = await change_views(session, history)
    places = desk.uses.of(library.edition).get(office_id, ())
    return desk.page(
        "office.html",
        visitor,
        office=office,
        map_link=f"{_MAP}{quote_plus(office.address.value)}" if office.address.value else "",
        hours=library.writer.office(office, "de", "hours") if office.knows("hours") else "",
        unknown=office.unknown_contacts,
        used=used_in(places, library),
        texts=len(places),
        waiting=waiting,
        history=changes,
        words=value_words,
    )


@routes.get("/{office_id}/change")
async def show_form(office_id: str, visitor: SignedIn, desk: TheDesk) -> Response:
    editing(visitor)
    office, waiting = await _office(desk, office_id)
    return _form_page(desk, visitor, office, form_of(office), waiting=waiting)


@routes.post("/{office_id}/change")
async def change(office_id: str, visitor: Acting, desk: TheDesk, form: TheForm) -> Response:
    editing(visitor)
    office, waiting = await _office(desk, office_id)
    form = _empty() | form
    if waiting:
        return _form_page(desk, visitor, office, form, waiting=waiting, status=409)
    after, errors = office_of(form, office_id, office)
    if after is None:
        return _form_page(desk, visitor, office, form, Proposal(errors))
    return _proposed(desk, visitor, office, form, await proposal(desk, visitor, form, "office", office, after))


def _empty() -> dict[str, str]:
    """A box that nobody ticked is not sent."""
    return dict.fromkeys(form_of(None), "")


async def _office(desk: Desk, office_id: str) -> tuple[Office, int | None]:
    """The office, and the change of it that waits.

    Raises:
        HTTPException: there is no such office.
    """
    async with desk.database.reading() as session:
        office = await find_value(session, "office", office_id)
        if not isinstance(office, Office):
            raise HTTPException(404)
        return office, await waiting_change(session, "office", office_id)


def _proposed(desk: Desk, visitor: Visitor, office: Office | None, form: Typed, made: Proposal) -> Response:
    if made.made is not None:
        return see_other(f"/desk/knowledge/changes/{made.made}?done=proposed")
    return _form_page(desk, visitor, office, form, made)


def _form_page(
    desk: Desk,
    visitor: Visitor,
    office: Office | None,
    form: Typed,
    made: Proposal | None = None,
    *,
    waiting: int | None = None,
    status: int = 200,
) -> Response:
    made = made or Proposal({})
    return desk.page(
        "office_change.html",
        visitor,
        status=max(status, made.status),
        office=office,
        form=form,
        made=made,
        errors=made.errors,
        effects=made.effects,
        seen=mark_of(office),
        waiting=waiting,
        words=value_words,
    )
