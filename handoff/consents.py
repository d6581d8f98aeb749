"""The newcomer's yes: to one unit, for one subject, to the lines that were shown. It can be taken back at any time."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    String,
    UniqueConstraint,
    event,
    inspect,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from handoff.errors import ConsentKept, NoConsent
from handoff.newcomers import Newcomer
from handoff.units import Unit
from storage.columns import BigId, Json
from storage.database import Base


class Consent(Base):
    """One yes. For a unit that enforces, the database takes only a yes that was asked for separately."""

    __tablename__ = "consents"
    __table_args__ = (
        ForeignKeyConstraint(["unit_id", "unit_kind"], ["units.id", "units.kind"]),
        UniqueConstraint("id", "unit_id", "newcomer_id"),
        CheckConstraint("unit_kind <> 'enforcement' OR separately", name="wall"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    newcomer_id: Mapped[int] = mapped_column(ForeignKey("newcomers.id", ondelete="CASCADE"), index=True)
    unit_id: Mapped[str] = mapped_column(String(40))
    unit_kind: Mapped[str] = mapped_column(String(12))
    separately: Mapped[bool]
    topic: Mapped[str | None] = mapped_column(String(60))
    passed_on: Mapped[dict[str, Any]] = mapped_column(Json)
    """What the newcomer saw and agreed to pass on: line by line, without the struck-out ones."""
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)


@event.listens_for(Consent, "before_update")
def _keep(_mapper: object, _connection: object, consent: Consent) -> None:
    """What somebody said yes to stays as it was said; only its end can be added."""
    if any(each.key != "withdrawn_at" and each.history.has_changes() for each in inspect(consent).attrs):
        raise ConsentKept


class Consents:
    """What newcomers said yes to."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def give(
        self,
        newcomer: Newcomer,
        unit: Unit,
        *,
        topic: str | None,
        passed_on: dict[str, Any],
        separately: bool,
        now: datetime,
    ) -> Consent:
        """Record a yes.

        Args:
            separately: The newcomer was asked about this enforcing unit alone and explicitly, after reading what it
            may do.

        Raises:
            NoConsent: *unit* enforces and was not asked about separately.
        """
        if unit.is_enforcement and not separately:
            raise NoConsent
        consent = Consent(
            newcomer_id=newcomer.id,
            unit_id=unit.id,
            unit_kind=unit.kind,
            separately=separately and unit.is_enforcement,  # of another unit it would open this one's door
            topic=topic,
            passed_on=passed_on,
            given_at=now,
        )
        self._session.add(consent)
        await self._session.flush()
        return consent

    async def of(self, newcomer_id: int) -> list[Consent]:
        given = select(Consent).where(Consent.newcomer_id == newcomer_id).order_by(Consent.id)
        return list(await self._session.scalars(given))
