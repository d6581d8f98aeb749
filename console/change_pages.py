"""Changes of facts and offices that wait for a second person: see what they do, agree, or give them back."""

from typing import Annotated

from fastapi import APIRouter, Path
from sqlalchemy import select
from starlette.exceptions import HTTPException
from starlette.responses import Response

from console.change_view import change_views
from console.desk import REVIEWING, Acting, Desk, SignedIn, TheDesk, Visitor, editing, reviewing, see_other
from console.effect_view import Effects, effects_of
from console.errors import Forbidden
from console.fact_form import LONGEST, TheForm
from console.value_words import differences
from knowledge_base.current_values import find_value
from knowledge_base.errors import EditConflict, SecondPersonNeeded, WrongStatus
from knowledge_base.tables import ValueChange
from knowledge_base.value_changes import ValueChanges, changed_of, values_of
from wording.formats import TOWN

routes = APIRouter(prefix="/knowledge/changes")

ChangeId = Annotated[int, Path(ge=1, le=2**62)]

_DECIDED_SHOWN = 30


@routes.get("")
async def show_changes(visitor: SignedIn, desk: TheDesk, done: str = "") -> Response:
    editing(visitor)
    async with desk.database.reading() as session:
        waiting = await ValueChanges(session, desk.parts.signals, desk.now()).waiting()
        decided = select(ValueChange).where(ValueChange.status != "in_review").order_by(ValueChange.id.desc())
        views = await change_views(session, waiting)
        history = await change_views(session, await session.scalars(decided.limit(_DECIDED_SHOWN)))
    return desk.page(
        "changes.html",
        visitor,
        waiting=[view for view in views if not view.is_agreed],
        agreed=[view for view in views if view.is_agreed],
        decided=history,
        done=done,
    )


@routes.get("/{change_id}")
async def show_change(change_id: ChangeId, visitor: SignedIn, desk: TheDesk, done: str = "") -> Response:
    return await _page(desk, editing(visitor), change_id, done=done)


@routes.post("/{change_id}/agree")
async def agree(change_id: ChangeId, visitor: Acting, desk: TheDesk) -> Response:
    reviewing(visitor)
    change = await _change(desk, change_id)
    if change.reviewed_by is not None or (await _effects(desk, change)).has_broken_sentences:
        return await _page(desk, visitor, change_id, status=409)
    try:
        async with desk.database.transaction() as session:
            agreed = await ValueChanges(session, desk.parts.signals, desk.now()).agree(change_id, by=visitor.actor)
            done = "published" if agreed.status == "published" else "agreed"
    except (EditConflict, SecondPersonNeeded, WrongStatus):
        return await _page(desk, visitor, change_id, status=409)
    return see_other(f"/desk/knowledge/changes/{change_id}?done={done}")


@routes.post("/{change_id}/send-back")
async def send_back(change_id: ChangeId, visitor: Acting, desk: TheDesk, form: TheForm) -> Response:
    """Whoever may agree gives it back; its writer takes it back."""
    editing(visitor)
    change = await _change(desk, change_id)
    if visitor.member.role not in REVIEWING and change.written_by != visitor.actor:
        raise Forbidden
    because = form.get("because", "")
    if not because or len(because) > LONGEST:
        wrong = f"Bitte schreiben Sie, warum: höchstens {LONGEST} Zeichen."
        return await _page(desk, visitor, change_id, status=422, because=because, errors={"because": wrong})
    try:
        async with desk.database.transaction() as session:
            changes = ValueChanges(session, desk.parts.signals, desk.now())
            await changes.send_back(change_id, by=visitor.actor, because=because)
    except WrongStatus:
        return await _page(desk, visitor, change_id, status=409, because=because)
    return see_other(f"/desk/knowledge/changes/{change_id}?done=sent-back")


async def _change(desk: Desk, change_id: int) -> ValueChange:
    """The change with this number.

    Raises:
        HTTPException: there is none.
    """
    async with desk.database.reading() as session:
        change = await session.get(ValueChange, change_id)
    if change is None:
        raise HTTPException(404)
    return change


async def _effects(desk: Desk, change: ValueChange) -> Effects:
    """What newcomers would read if somebody agreed now."""
    async with desk.database.reading() as session:
        now = await find_value(session, change.kind, change.name)
    then = changed_of(change.kind, change.name, change.after)
    day = change.publish_on or desk.now().astimezone(TOWN).date()
    return effects_of(now, then, desk.parts.library, desk.uses, desk.parts.phrases, day)


async def _page(
    desk: Desk,
    visitor: Visitor,
    change_id: int,
    *,
    status: int = 200,
    done: str = "",
    because: str = "",
    errors: dict[str, str] | None = None,
) -> Response:
    change = await _change(desk, change_id)
    async with desk.database.reading() as session:
        [view] = await change_views(session, [change])
        now = await find_value(session, change.kind, change.name)
    standing = values_of(now) if now else None
    is_open = change.status == "in_review"
    is_conflict = is_open and standing != change.before
    is_own = change.written_by == visitor.actor
    may_review = visitor.member.role in REVIEWING
    return desk.page(
        "change.html",
        visitor,
        status=status,
        change=view,
        is_open=is_open,
        is_own=is_own,
        may_agree=is_open and may_review and not is_own and not is_conflict and not view.is_agreed,
        may_review=may_review,
        effects=await _effects(desk, change) if is_open and not is_conflict else None,
        conflict=differences(change.kind, change.before, standing or {}) if is_conflict else None,
        because=because,
        errors=errors or {},
        done=done,
    )
