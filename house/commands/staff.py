"""`lotse staff`: accounts of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from house.commands.arguments import JsonOption, in_house, one_of
from house.commands.printing import print_json, say
from house.settings import Wrong

if TYPE_CHECKING:
    from house.composition import House

app = typer.Typer(no_args_is_help=True, help="Accounts of the desk.")


@app.command("add")
def add(
    name: str,
    role: Annotated[str, typer.Option(help="staff coordinator editor reviewer administrator")],
    unit: Annotated[str | None, typer.Option(help="Only for the role staff.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Add a staff member and print the link with which they choose a password and a second factor."""
    from typing import get_args

    from console.enrolments import create_enrolment
    from handoff.errors import RoleRefused
    from handoff.staff import Role, Staff
    from handoff.units import Units

    one_of(role, *get_args(Role))

    async def run(house: House) -> dict[str, Any]:
        async with house.database.transaction() as session:
            known = [each.id for each in await Units(session).all()]
            if unit is not None:
                one_of(unit, *known)
            try:
                member = await Staff(session).add(name, role, unit, by="command line", now=house.clock())  # type: ignore[arg-type]
            except RoleRefused:
                raise Wrong("the role staff needs --unit, and no other role has one") from None
            token = await create_enrolment(session, member.id, house.clock())
        return {"id": member.id, "enrolment_url": f"{house.settings.url}/desk/enrol/{token}"}

    added = in_house(run)
    if as_json:
        return print_json(added)
    say(f"{added['id']} {added['enrolment_url']}")


@app.command("list")
def list_(as_json: JsonOption = False) -> None:
    """All accounts."""
    from handoff.staff import Staff

    async def run(house: House) -> list[dict[str, Any]]:
        async with house.database.reading() as session:
            return [
                {
                    "id": each.id,
                    "name": each.name,
                    "role": each.role,
                    "unit": each.unit_id,
                    "disabled": bool(each.disabled_at),
                }
                for each in await Staff(session).all()
            ]

    members = in_house(run)
    if as_json:
        return print_json(members)
    for each in members:
        disabled = " (disabled)" if each["disabled"] else ""
        say(f"{each['id']:>4} {each['role']:14} {each['unit'] or '-':20} {each['name']}{disabled}")


@app.command("disable")
def disable(member_id: int) -> None:
    """End an account and its sessions."""
    from console.reset import disable_access

    async def run(house: House) -> None:
        async with house.database.transaction() as session:
            await disable_access(session, (await _member(session, member_id)).id, by="command line", now=house.clock())

    in_house(run)


@app.command("reset")
def reset(member_id: int, as_json: JsonOption = False) -> None:
    """Take password and second factor away and print a new link."""
    from console.reset import reset_access

    async def run(house: House) -> dict[str, Any]:
        async with house.database.transaction() as session:
            member = await _member(session, member_id)
            token = await reset_access(session, member.id, by="command line", now=house.clock())
        return {"id": member_id, "enrolment_url": f"{house.settings.url}/desk/enrol/{token}"}

    reset = in_house(run)
    if as_json:
        return print_json(reset)
    say(reset["enrolment_url"])


@app.command("group")
def group(unit: str) -> None:
    """Print what somebody writes into a Telegram group so that it learns of new cases of a unit.

    It works once and for two days; what was printed for the unit before works no more.
    """
    from bot.group_codes import GroupCodes
    from bot.staff_talk import COMMAND
    from handoff.units import Units

    async def run(house: House) -> str:
        async with house.database.transaction() as session:
            one_of(unit, *(each.id for each in await Units(session).all()))
            return await GroupCodes(session).make(unit, house.clock())

    say(f"{COMMAND} {in_house(run)}")


async def _member(session: Any, member_id: int) -> Any:
    from handoff.staff import Staff

    member = await Staff(session).find(member_id)
    if member is None:
        raise Wrong(f"there is no account {member_id}")
    return member
