"""The page behind an enrolment link: choose a password, connect a telephone, get the recovery codes."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from starlette.responses import Response

from console import passwords
from console.desk import TheDesk, same_origin
from console.enrolments import enrolment_for
from console.errors import EnrolmentOver
from console.factors import Factors, matching_step, totp_secret_for, totp_uri
from console.pages import qr_code
from console.sessions import Sessions
from handoff.staff import StaffMember
from handoff.units import Unit
from storage import audit

routes = APIRouter()


@routes.get("/enrol/{token}")
async def show_enrolment(token: str, desk: TheDesk) -> Response:
    return await _form(desk, token, {})


@routes.post("/enrol/{token}", dependencies=[Depends(same_origin)])
async def enrol(
    token: str,
    desk: TheDesk,
    password: Annotated[str, Form()] = "",
    again: Annotated[str | None, Form()] = None,
    code: Annotated[str, Form()] = "",
) -> Response:
    now = desk.now()
    secret = totp_secret_for(desk.vault, token)
    member, unit = await _invited(desk, token)
    errors = {}
    if complaint := passwords.complaint(password, [member.name, unit.name if unit else ""]):
        errors["password"] = complaint
    elif again is not None and again != password:
        errors["again"] = "Die beiden Passwörter sind nicht gleich."
    if matching_step(secret, "".join(code.split()), now) is None:
        errors["code"] = "Der Code stimmt nicht. Geht die Uhr des Telefons richtig?"
    if errors:
        return await _form(desk, token, errors)
    kept = await passwords.hashed(password)
    async with desk.database.transaction() as session:
        enrolment = await enrolment_for(session, token, now, using=True)
        enrolment.used_at = now
        codes = await Factors(session, desk.vault).establish(member.id, kept, secret, now)
        await Sessions(session).end_all(member.id)
        audit.record(session, now, f"staff:{member.id}", "desk.enrolled", f"staff:{member.id}")
    return desk.page("recovery.html", codes=codes, member=member, is_enrolment=True)


async def _form(desk: TheDesk, token: str, errors: dict[str, str]) -> Response:
    member, unit = await _invited(desk, token)
    secret = totp_secret_for(desk.vault, token)
    return desk.page(
        "enrol.html",
        status=422 if errors else 200,
        token=token,
        member=member,
        unit=unit,
        secret=secret,
        picture=qr_code(totp_uri(secret, member.name)),
        errors=errors,
    )


async def _invited(desk: TheDesk, token: str) -> tuple[StaffMember, Unit | None]:
    """Whose link this is.

    Raises:
        EnrolmentOver: nobody's, any more.
    """
    async with desk.database.reading() as session:
        enrolment = await enrolment_for(session, token, desk.now())
        member = await session.get_one(StaffMember, enrolment.staff_id)
        unit = await session.get(Unit, member.unit_id) if member.unit_id else None
    if member.disabled_at is not None:
        raise EnrolmentOver
    return member, unit
