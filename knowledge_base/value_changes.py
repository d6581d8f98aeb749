"""Changes of facts and offices: proposed by one person, published by another, kept as their history.

A fact stands in many texts of seven languages; `effects` shows them all before anybody agrees.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.errors import EditConflict, SecondPersonNeeded, ValueRefused, WrongStatus
from knowledge_base.facts import Fact
from knowledge_base.offices import Office
from knowledge_base.tables import SIGNAL, ChangedKind, FactRow, OfficeRow, ValueChange
from storage import audit
from storage.signals import Signals
from wording.formats import TOWN

Changed = Fact | Office


def values_of(changed: Changed) -> dict[str, Any]:
    """All that is written of a fact or an office but its name, as values that JSON can hold."""
    return changed.model_dump(mode="json", exclude={"topic", "key", "id"})


def changed_of(kind: ChangedKind, name: str, values: dict[str, Any]) -> Changed:
    """The fact or office called *name* with *values*.

    Raises:
        ValueRefused: they break a rule of facts or offices.
    """
    try:
        if kind == "office":
            return Office.model_validate({**values, "id": name})
        topic, _, key = name.rpartition(".")
        return Fact.model_validate({**values, "topic": topic, "key": key})
    except ValidationError as error:
        raise ValueRefused(error) from error


class ValueChanges:
    """The acts, each in the transaction of *session*."""

    def __init__(self, session: AsyncSession, signals: Signals, now: datetime) -> None:
        self._session = session
        self._signals = signals
        self._now = now

    async def get(self, change_id: int) -> ValueChange:
        """One change, for an act upon it.

        Raises:
            WrongStatus: there is none.
        """
        row = await self._session.get(ValueChange, change_id, with_for_update=True)
        if row is None:
            raise WrongStatus(f"change {change_id}", "missing")
        return row

    async def waiting(self) -> Sequence[ValueChange]:
        """What waits for a second person or for its day, oldest first."""
        in_review = select(ValueChange).where(ValueChange.status == "in_review")
        return list(await self._session.scalars(in_review.order_by(ValueChange.id)))

    async def history(self, kind: ChangedKind, name: str) -> Sequence[ValueChange]:
        """All changes of a fact or office, newest first."""
        of_name = select(ValueChange).where(ValueChange.kind == kind, ValueChange.name == name)
        return list(await self._session.scalars(of_name.order_by(ValueChange.id.desc())))

    async def propose(
        self,
        kind: ChangedKind,
        name: str,
        before: dict[str, Any] | None,
        after: dict[str, Any],
        *,
        because: str,
        by: str,
        publish_on: date | None = None,
    ) -> ValueChange:
        """Write down what *name* is to be; another person agrees to it.

        Args:
            before: The values its writer saw; none for something new.
            publish_on: The day from which it is to hold, if that is to come.

        Raises:
            ValueRefused: *after* breaks a rule.
            EditConflict: it is no longer what its writer saw, or another change of it waits already.
        """
        after = values_of(changed_of(kind, name, after))
        await self._hold_free(kind, name)
        change = ValueChange(
            kind=kind,
            name=name,
            before=before,
            after=after,
            because=because,
            status="in_review",
            written_by=by,
            written_at=self._now,
            publish_on=publish_on,
        )
        await self._hold_unchanged(change)
        self._session.add(change)
        await self._session.flush()
        self._record(by, "proposed", change)
        return change

    async def agree(self, change_id: int, *, by: str) -> ValueChange:
        """Publish a change, or on its day if that is to come. What was shipped needs one person of the town.

        Raises:
            WrongStatus: it does not wait for anybody.
            SecondPersonNeeded: *by* proposed it.
            EditConflict: the value has become another one since.
        """
        change = await self._waiting(change_id)
        if by == change.written_by:
            raise SecondPersonNeeded
        await self._hold_unchanged(change)
        change.reviewed_by, change.reviewed_at = by, self._now
        if change.publish_on is not None and change.publish_on > self._now.astimezone(TOWN).date():
            self._record(by, "agreed", change)
        else:
            await self._publish(change, by)
        return change

    async def send_back(self, change_id: int, *, by: str, because: str) -> ValueChange:
        """Refuse a change, with the reason.

        Raises:
            WrongStatus: it does not wait for anybody.
        """
        change = await self._waiting(change_id)
        change.status, change.sent_back_because = "sent_back", because
        self._record(by, "sent_back", change)
        return change

    async def publish_due(self, today: date) -> int:
        """Publish what was agreed to and whose day has come; return how many.

        Where the value has become another one since, the change waits for a person again.
        """
        due = select(ValueChange).where(
            ValueChange.status == "in_review", ValueChange.reviewed_by.is_not(None), ValueChange.publish_on <= today
        )
        locked = due.order_by(ValueChange.id).with_for_update().execution_options(populate_existing=True)
        published = 0
        for change in await self._session.scalars(locked):
            try:
                await self._publish(change, change.reviewed_by or "lotse")
            except EditConflict:
                change.reviewed_by = change.reviewed_at = None
                self._record("lotse", "agreement_ended", change)
            else:
                published += 1
        return published

    async def review_until(self, name: str, *, due_on: date, by: str) -> None:
        """Note that a person looked through a fact, which holds as it stands, and when it is to be looked at again.

        Raises:
            WrongStatus: there is no such fact.
            EditConflict: a change of it waits.
        """
        row = await self._row("fact", name)
        if not isinstance(row, FactRow):
            raise WrongStatus(name, "missing")
        await self._hold_free("fact", name)
        row.review_due_on = due_on
        due = due_on.isoformat()
        audit.record(self._session, self._now, by, "fact.looked_through", "fact", name=name, due_on=due)
        await self._signals.publish(self._session, SIGNAL, name)

    async def _hold_free(self, kind: ChangedKind, name: str) -> None:
        if any(change.status == "in_review" for change in await self.history(kind, name)):
            raise EditConflict(name, 0)

    async def _waiting(self, change_id: int) -> ValueChange:
        change = await self.get(change_id)
        if change.status != "in_review":
            raise WrongStatus(f"change {change_id}", change.status)
        return change

    async def _publish(self, change: ValueChange, by: str) -> None:
        row = await self._hold_unchanged(change)
        value = changed_of(change.kind, change.name, change.after)
        if row is None:
            row = FactRow() if change.kind == "fact" else OfficeRow()
            row.position = await self._session.scalar(select(func.count()).select_from(type(row))) or 0
            self._session.add(row)
        row.write(value, row.position, shipped=False)  # type: ignore[arg-type]
        change.status, change.published_at = "published", self._now
        self._record(by, "published", change)
        await self._signals.publish(self._session, SIGNAL, change.name)

    async def _hold_unchanged(self, change: ValueChange) -> FactRow | OfficeRow | None:
        row = await self._row(change.kind, change.name)
        if (values_of(row.read()) if row else None) != change.before:
            raise EditConflict(change.name, 0)
        return row

    async def _row(self, kind: ChangedKind, name: str) -> FactRow | OfficeRow | None:
        if kind == "office":
            return await self._session.get(OfficeRow, name, with_for_update=True)
        topic, _, key = name.rpartition(".")
        return await self._session.get(FactRow, (topic, key), with_for_update=True)

    def _record(self, by: str, act: str, change: ValueChange) -> None:
        audit.record(self._session, self._now, by, f"{change.kind}.{act}", f"change:{change.id}", name=change.name)


async def propose_shipped(session: AsyncSession, before: Changed, after: Changed, now: datetime) -> None:
    """Let a value of a new shipped edition wait beside the town's own; once, also if it was sent back."""
    kind: ChangedKind = "fact" if isinstance(after, Fact) else "office"
    name = after.name if isinstance(after, Fact) else after.id
    known = select(ValueChange).where(
        ValueChange.kind == kind, ValueChange.name == name, ValueChange.written_by.is_(None)
    )
    if any(change.after == values_of(after) for change in await session.scalars(known)):
        return
    session.add(
        ValueChange(
            kind=kind,
            name=name,
            before=values_of(before),
            after=values_of(after),
            because="",
            status="in_review",
            written_by=None,
            written_at=now,
        )
    )
