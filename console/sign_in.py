"""Signing in with account, password and code; signing out."""

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from console import passwords
from console.attempts import Attempts, Origin
from console.desk import Acting, Desk, SignedIn, TheDesk, home_of, is_desk_path, same_origin, see_other
from console.errors import SealBroken, SignedOut, SignInRefused, SlowDown
from console.factors import Factors
from console.sessions import Sessions
from handoff.staff import StaffMember
from storage import audit

routes = APIRouter()

_DEVICE_KNOWN_FOR_SECONDS = 180 * 24 * 3600
_LONGEST_FIELD = 512


@routes.get("/")
async def enter(visitor: SignedIn) -> Response:
    return see_other(visitor.home)


@routes.get("/sign-in")
async def show_sign_in(
    request: Request,
    desk: TheDesk,
    next: str = "",  # noqa: A002 (the name of the query field)
    done: str = "",
) -> Response:
    try:
        visitor = await desk.visitor(request)
    except SignedOut:
        return desk.page("sign_in.html", next=next, done=done, account="", error=None)
    return see_other(visitor.home)


@routes.post("/sign-in", dependencies=[Depends(same_origin)])
async def sign_in(
    request: Request,
    desk: TheDesk,
    account: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    code: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "",  # noqa: A002 (the name of the form field)
) -> Response:
    account, code = account.strip()[:_LONGEST_FIELD], code[:_LONGEST_FIELD]
    form: dict[str, Any] = {"next": next, "done": "", "account": account}
    try:
        member, token = await _prove(desk, request, account, password[:_LONGEST_FIELD], code)
    except SignInRefused:
        return desk.page("sign_in.html", status=401, error="refused", **form)
    except SlowDown as slow:
        page = desk.page("sign_in.html", status=429, error="slow", seconds=slow.seconds, **form)
        page.headers["Retry-After"] = str(slow.seconds)
        return page
    home = home_of(member.role)
    response = see_other(next if is_desk_path(next) else home)
    desk.remember(response, token)
    device = desk.vault.seal("device", f"{member.id} {secrets.token_hex(16)}".encode())
    desk.set_cookie(response, desk.device_cookie, device, _DEVICE_KNOWN_FOR_SECONDS)
    return response


@routes.post("/sign-out")
async def sign_out(visitor: Acting, desk: TheDesk) -> Response:
    async with desk.database.transaction() as session:
        await Sessions(session).end(visitor.session_id, visitor.member.id)
        audit.record(session, desk.now(), visitor.actor, "desk.signed_out", visitor.actor)
    response = see_other("/desk/sign-in?done=signed-out")
    response.delete_cookie(desk.session_cookie, path="/", secure=desk.parts.https, httponly=True, samesite="strict")
    return response


async def _prove(desk: Desk, request: Request, account: str, password: str, code: str) -> tuple[StaffMember, str]:
    """Check everything before saying anything, and begin a session.

    Raises:
        SignInRefused: something does not fit.
        SlowDown: too many attempts failed before.
    """
    now = desk.now()
    async with desk.database.reading() as session:
        member = await _member_called(session, account)
        factor = await Factors(session, desk.vault).find(member.id) if member else None
    origin = _origin(desk, request, account, member)
    async with desk.database.transaction() as session:
        attempt = await Attempts(session).admit(origin, now)
    password_fits = await passwords.verified(password, factor.password if factor else None)
    if member is None or not password_fits:
        raise SignInRefused
    async with desk.database.transaction() as session:
        if await Factors(session, desk.vault).spend_code(member.id, code, now):
            await Attempts(session).succeeded(origin)
            token = await Sessions(session).begin(member.id, request.headers.get("user-agent", ""), now)
            audit.record(session, now, f"staff:{member.id}", "desk.signed_in", f"staff:{member.id}")
            return member, token
        await Attempts(session).failed_at_code(attempt)
    raise SignInRefused


async def _member_called(session: AsyncSession, account: str) -> StaffMember | None:
    """The active staff member with this number or, if only one has it, this name."""
    active = select(StaffMember).where(StaffMember.disabled_at.is_(None))
    if account.isascii() and account.isdigit():
        named = active.where(StaffMember.id == int(account[:9]))
    else:
        named = active.where(func.lower(StaffMember.name) == account.lower())
    found = list(await session.scalars(named.limit(2)))
    return found[0] if len(found) == 1 else None


def _origin(desk: Desk, request: Request, account: str, member: StaffMember | None) -> Origin:
    known = f"staff {member.id}" if member else account.casefold()
    address = request.client.host if request.client else ""
    return Origin(
        account=desk.vault.mark("account", known)[:64],
        address=address[:64],
        device=_device(desk, request, member),
    )


def _device(desk: Desk, request: Request, member: StaffMember | None) -> str | None:
    """The mark of a browser in which this very account signed in before."""
    cookie = request.cookies.get(desk.device_cookie)
    if cookie is None or member is None:
        return None
    try:
        staff_id, _, mark = desk.vault.unseal("device", cookie).decode().partition(" ")
    except SealBroken:
        return None
    return mark if staff_id == str(member.id) else None
