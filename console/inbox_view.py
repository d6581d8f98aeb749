"""The inbox as the page shows it: the open cases of one unit, who needs somebody first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from console import german
from console.names import staff_names, topic_title
from handoff.cases import Case, Cases
from handoff.events import alarmed
from handoff.staff import StaffMember
from knowledge_base.library import Library

Filter = Literal["all", "unclaimed", "mine", "closed"]


@dataclass(frozen=True)
class Row:
    """A case in the inbox."""

    number: int
    language: str
    topic: str
    area: str
    called: str | None
    waiting_since: datetime | None
    """When the newcomer wrote last, or None when a staff member wrote after that."""
    last_at: datetime
    holder: str | None
    is_mine: bool
    is_alarmed: bool
    is_closed: bool
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
    rows = [_row(case, library, names, viewer, case.id in alarms) for case in open_cases]
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
        return Inbox(tuple(_row(case, library, names, viewer, False) for case in closed), chosen, counts)
    return Inbox(tuple(by_filter[chosen]), chosen, counts)


def _row(case: Case, library: Library, names: Mapping[int, str], viewer: StaffMember, is_alarmed: bool) -> Row:
    is_closed = case.owner == "closed"
    return Row(
        number=case.number,
        language=german.LANGUAGE_NAMES[case.language],
        topic=topic_title(case.topic, library),
        area=german.topic_area(case.topic),
        called=None if case.outcome == "withdrawn" else case.called,
        waiting_since=case.last_message_at if case.last_sender == "newcomer" and not is_closed else None,
        last_at=case.closed_at or case.last_message_at,
        holder=names.get(case.claimed_by) if case.claimed_by else None,
        is_mine=case.claimed_by == viewer.id and not is_closed,
        is_alarmed=is_alarmed,
        is_closed=is_closed,
        outcome=german.OUTCOMES[case.outcome] if case.outcome else None,
    )
