"""A staff member's own account: running sessions, password, recovery codes."""

from typing import Annotated

from fastapi import APIRouter, Form, Path
from starlette.responses import Response

from console import passwords
from console.attempts import Attempts, Origin
from console.desk import Acting, Desk, SignedIn, TheDesk, Visitor, see_other
from console.errors import SlowDown
from console.factors import DeskFactor, Factors
from console.sessions import Sessions
from storage import audit

routes = APIRouter()

Field = Annotated[str, Form()]

_WRONG = "Passwort oder Code stimmt nicht. Jeder Code gilt nur einmal: Warten Sie auf den nächsten."


@routes.get("/account")
async def show_account(visitor: SignedIn, desk: TheDesk, done: str = "") -> Response:
    return await _page(desk, visitor, done=done)


@routes.post("/account/sessions/{session_id}/end")
async def end_session(session_id: Annotated[int, Path(ge=1, le=2**62)], visitor: Acting, desk: TheDesk) -> Response:
    async with desk.database.transaction() as session:
        await Sessions(session).end(session_id, visitor.member.id)
        audit.record(session, desk.now(), visitor.actor, "desk.session_ended", visitor.actor)
    return see_other("/desk/account?done=ended")


@routes.post("/account/password")
async def change_password(
    visitor: Acting,
    desk: TheDesk,
    password: Field = "",
    code: Field = "",
    new_password: Field = "",
    again: Field = "",
) -> Response:
    errors = {}
    names = [visitor.member.name, visitor.unit.name if visitor.unit else ""]
    if complaint := passwords.complaint(new_password, names):
        errors["new_password"] = complaint
    elif new_password != again:
        errors["again"] = "Die beiden Passwörter sind nicht gleich."
    elif wrong := await _wrong(desk, visitor, password, code):
        errors["password"] = wrong
    if errors:
        return await _page(desk, visitor, status=422, errors=errors)
    kept = await passwords.hashed(new_password)
    now = desk.now()
    async with desk.database.transaction() as session:
        factor = await session.get_one(DeskFactor, visitor.member.id)
        factor.password, factor.changed_at = kept, now
        await Sessions(session).end_all(visitor.member.id, but=visitor.session_id)
        audit.record(session, now, visitor.actor, "desk.password_changed", visitor.actor)
    return see_other("/desk/account?done=password")


@routes.post("/account/recovery")
async def renew_recovery(visitor: Acting, desk: TheDesk, password: Field = "", code: Field = "") -> Response:
    if wrong := await _wrong(desk, visitor, password, code):
        return await _page(desk, visitor, status=422, errors={"recovery": wrong})
    async with desk.database.transaction() as session:
        factor = await session.get_one(DeskFactor, visitor.member.id)
        codes = Factors(session, desk.vault).renew_recovery(factor)
        audit.record(session, desk.now(), visitor.actor, "desk.recovery_renewed", visitor.actor)
    return desk.page("recovery.html", visitor, codes=codes, member=visitor.member, is_enrolment=False)


async def _wrong(desk: Desk, visitor: Visitor, password: str, code: str) -> str | None:
    """Why password and code do not prove the person; an open desk must not be enough to take an account over."""
    now = desk.now()
    origin = Origin(desk.vault.mark("account", f"staff {visitor.member.id}"), "desk", f"session {visitor.session_id}")
    try:
        async with desk.database.transaction() as session:
            attempt = await Attempts(session).admit(origin, now)
    except SlowDown as slow:
        return f"Zu viele Versuche. Bitte warten Sie {slow.seconds} Sekunden."
    async with desk.database.reading() as session:
        factor = await Factors(session, desk.vault).find(visitor.member.id)
    if not await passwords.verified(password, factor.password if factor else None):
        return _WRONG
    async with desk.database.transaction() as session:
        if await Factors(session, desk.vault).spend_code(visitor.member.id, code, now):
            await Attempts(session).succeeded(origin)
            return None
        await Attempts(session).failed_at_code(attempt)
    return _WRONG


async def _page(
    desk: Desk, visitor: Visitor, *, status: int = 200, done: str = "", errors: dict[str, str] | None = None
) -> Response:
    async with desk.database.reading() as session:
        running = await Sessions(session).of(visitor.member.id, desk.now())
        factor = await Factors(session, desk.vault).find(visitor.member.id)
    return desk.page(
        "account.html",
        visitor,
        status=status,
        sessions=running,
        recovery_left=len(factor.recovery) if factor else 0,
        done=done,
        errors=errors or {},
    )
