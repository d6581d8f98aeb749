"""Staff members and administrators, each with one role and at most one unit.

One unit a person is a rule of protection: nobody can sit in an advising unit and in an enforcing one.
"""

from datetime import datetime
from typing import Literal

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from handoff.errors import RoleRefused
from storage import audit
from storage.columns import BigId
from storage.database import Base

Role = Literal["staff", "coordinator", "editor", "reviewer", "administrator"]


class StaffMember(Base):
    """A person with an account at the desk. How they prove it is the console's business."""

    __tablename__ = "staff_members"
    __table_args__ = (
        UniqueConstraint("id", "unit_id"),
        CheckConstraint("(role = 'staff') = (unit_id IS NOT NULL)", name="unit_of_staff"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[Role] = mapped_column(String(20))
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("units.id"))
    added_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None] = mapped_column(default=None)


class Staff:
    """The accounts of the desk."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, name: str, role: Role, unit_id: str | None, *, by: str, now: datetime) -> StaffMember:
        """Add a staff member; only the role `staff` has a unit, and it must have one.

        Raises:
            RoleRefused: role and unit do not go together.
        """
        if (role == "staff") != (unit_id is not None):
            raise RoleRefused(role)
        member = StaffMember(name=name, role=role, unit_id=unit_id, added_at=now)
        self._session.add(member)
        await self._session.flush()
        audit.record(self._session, now, by, "staff.added", f"staff:{member.id}", role=role, unit=unit_id)
        return member

    async def get(self, member_id: int) -> StaffMember:
        return await self._session.get_one(StaffMember, member_id)

    async def find(self, member_id: int) -> StaffMember | None:
        return await self._session.get(StaffMember, member_id)

    async def all(self) -> list[StaffMember]:
        return list(await self._session.scalars(select(StaffMember).order_by(StaffMember.id)))

    async def disable(self, member_id: int, *, by: str, now: datetime) -> StaffMember:
        member = await self.get(member_id)
        member.disabled_at = member.disabled_at or now
        audit.record(self._session, now, by, "staff.disabled", f"staff:{member_id}")
        return member
