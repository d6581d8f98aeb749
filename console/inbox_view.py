"""The inbox as the page shows it: the open cases of one unit, who needs somebody first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from console import german
from console.names import staff_names, topic_title
from handoff.cases import Case, Cases
from handoff.consents import Consent
from handoff.events import alarmed
from handoff.messages import undelivered
from handoff.staff import StaffMember
from knowledge_base.library import Library

Filter = Literal["all", "unclaimed", "mine", "closed"]


@dataclass(frozen=True)
class Row:
    """A case in the inbox. After a withdrawn yes language, topic and name are None."""

    number: int
    language: str | None
    topic: str | None
    called: str | None
    waiting_since: datetime | None
    """When the newcomer wrote last, or None when a staff member wrote after that."""
    last_at: datetime
    holder: str | None
    is_mine: bool
    is_alarmed: bool
    is_closed: bool
    is_undelivered: bool
    """The newest answer did not reach the newcomer."""
    outcome: str | None


@dataclass(frozen=True)
class Inbox:
    """The rows of one filter, with how many each filter has."""

    rows: tuple[Row, ...]
    chosen: Filter
    counts: dict[str, int]


async def read_inbox(
    session: AsyncSession, cases: Cases, library: Library, viewer: StaffMember, chosen: Filter
) -> Inbox:
    """The cases of the viewer's unit: danger first, then who waits longest, then what is answered."""
    open_cases = await cases.inbox(viewer)
    alarms = await alarmed(session, [case.id for case in open_cases])
    names = await staff_names(session, (case.claimed_by for case in open_cases))
    refused = await undelivered(session, [case.id for case in open_cases])
    rows = [
        _row(case, library, names, viewer, is_alarmed=case.id in alarms, is_undelivered=case.id in refused)
        for case in open_cases
    ]
    rows.sort(key=lambda row: (not row.is_alarmed, row.waiting_since is None, row.waiting_since or row.last_at))
    by_filter: dict[str, list[Row]] = {
        "all": rows,
        "unclaimed": [row for row in rows if row.holder is None],
        "mine": [row for row in rows if row.is_mine],
    }
    counts = {name: len(found) for name, found in by_filter.items()}
    if chosen == "closed":
        closed = await cases.closed(viewer)
        names = await staff_names(session, (case.claimed_by for case in closed))
        taken_back = await _withdrawn(session, closed)
        ended = [_row(case, library, names, viewer, is_withdrawn=case.consent_id in taken_back) for case in closed]
        return Inbox(tuple(ended), chosen, counts)
    return Inbox(tuple(by_filter[chosen]), chosen, counts)


async def _withdrawn(session: AsyncSession, cases: Sequence[Case]) -> set[int]:
    """The consents of *cases* that were taken back; a case may have been closed before that."""
    ids = [case.consent_id for case in cases]
    taken_back = select(Consent.id).where(Consent.id.in_(ids), Consent.withdrawn_at.is_not(None))
    return set(await session.scalars(taken_back))


def _row(
    case: Case,
    library: Library,
    names: Mapping[int, str],
    viewer: StaffMember,
    *,
    is_alarmed: bool = False,
    is_undelivered: bool = False,
    is_withdrawn: bool = False,
) -> Row:
    is_closed = case.owner == "closed"
    outcome = "withdrawn" if is_withdrawn else case.outcome
    return Row(
        number=case.number,
        language=None if is_withdrawn else german.LANGUAGE_NAMES[case.language],
        topic=None if is_withdrawn else topic_title(case.topic, library),
        called=None if is_withdrawn else case.called,
        waiting_since=case.last_message_at if case.last_sender == "newcomer" and not is_closed else None,
        last_at=case.closed_at or case.last_message_at,
        holder=names.get(case.claimed_by) if case.claimed_by else None,
        is_mine=case.claimed_by == viewer.id and not is_closed,
        is_alarmed=is_alarmed,
        is_closed=is_closed,
        is_undelivered=is_undelivered,
        outcome=german.OUTCOMES[outcome] if outcome else None,
    )
