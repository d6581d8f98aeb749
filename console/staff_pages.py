"""Accounts, for administrators: who is there, add, disable, let somebody enrol anew. No case is to be seen here."""

from typing import Annotated, get_args

from fastapi import APIRouter, Form, Path
from sqlalchemy import select
from starlette.responses import Response

from console.desk import Acting, Desk, SignedIn, TheDesk, Visitor, administrator, see_other
from console.enrolments import create_enrolment, invited
from console.factors import DeskFactor
from console.reset import disable_access, reset_access
from handoff.staff import Role, Staff, StaffMember
from handoff.units import Units

routes = APIRouter()

Field = Annotated[str, Form()]
StaffId = Annotated[int, Path(ge=1, le=2**62)]

_LONGEST_NAME = 80


@routes.get("/staff")
async def show_staff(visitor: SignedIn, desk: TheDesk, done: str = "") -> Response:
    return await _page(desk, administrator(visitor), done=done)


@routes.post("/staff")
async def add(visitor: Acting, desk: TheDesk, name: Field = "", role: Field = "", unit: Field = "") -> Response:
    administrator(visitor)
    name = " ".join(name.split())
    known_role: Role | None = next((each for each in get_args(Role) if each == role), None)
    async with desk.database.reading() as session:
        units = {each.id for each in await Units(session).all()}
    errors = {}
    if not name or len(name) > _LONGEST_NAME or name.isdigit():
        errors["name"] = f"Bitte geben Sie einen Namen mit höchstens {_LONGEST_NAME} Zeichen an."
    if known_role is None:
        errors["role"] = "Bitte wählen Sie eine Rolle."
    elif known_role == "staff" and unit not in units:
        errors["unit"] = "Wer in einer Stelle mitarbeitet, braucht die Stelle."
    if errors or known_role is None:
        return await _page(desk, visitor, status=422, errors=errors, form={"name": name, "role": role, "unit": unit})
    now = desk.now()
    async with desk.database.transaction() as session:
        unit_id = unit if known_role == "staff" else None
        member = await Staff(session).add(name, known_role, unit_id, by=visitor.actor, now=now)
        token = await create_enrolment(session, member.id, now)
    return await _page(desk, visitor, link=(member, _link(desk, token)))


@routes.post("/staff/{staff_id}/disable")
async def disable(staff_id: StaffId, visitor: Acting, desk: TheDesk) -> Response:
    administrator(visitor)
    if staff_id == visitor.member.id:
        return await _page(desk, visitor, status=409, errors={"list": "Sie können sich nicht selbst sperren."})
    async with desk.database.transaction() as session:
        if await Staff(session).find(staff_id) is not None:
            await disable_access(session, staff_id, by=visitor.actor, now=desk.now())
    return see_other("/desk/staff?done=disabled")


@routes.post("/staff/{staff_id}/reset")
async def reset(staff_id: StaffId, visitor: Acting, desk: TheDesk) -> Response:
    administrator(visitor)
    async with desk.database.transaction() as session:
        member = await Staff(session).find(staff_id)
        if member is None or member.disabled_at is not None:
            return await _page(desk, visitor, status=409, errors={"list": "Diesen Zugang gibt es nicht mehr."})
        token = await reset_access(session, staff_id, by=visitor.actor, now=desk.now())
    return await _page(desk, visitor, link=(member, _link(desk, token)))


def _link(desk: Desk, token: str) -> str:
    return f"{desk.parts.public_url.rstrip('/')}/desk/enrol/{token}"


async def _page(
    desk: Desk,
    visitor: Visitor,
    *,
    status: int = 200,
    done: str = "",
    errors: dict[str, str] | None = None,
    form: dict[str, str] | None = None,
    link: tuple[StaffMember, str] | None = None,
) -> Response:
    async with desk.database.reading() as session:
        members = await Staff(session).all()
        units = await Units(session).all()
        invitations = await invited(session, desk.now())
        enrolled = set(await session.scalars(select(DeskFactor.staff_id)))
    return desk.page(
        "staff.html",
        visitor,
        status=status,
        members=members,
        units=units,
        unit_names={unit.id: unit.name for unit in units},
        invitations=invitations,
        enrolled=enrolled,
        done=done,
        errors=errors or {},
        form=form or {"name": "", "role": "staff", "unit": ""},
        link=link,
    )
