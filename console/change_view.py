"""A change of a fact or an office as the desk shows it: who, when, what, why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from console.proposals import actor_names
from console.value_words import Difference, differences
from knowledge_base.tables import ChangedKind, ChangeStatus, ValueChange


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change. `writer` and `reviewer` are names; `path` leads to the fact or office."""

    id: int
    kind: ChangedKind
    name: str
    path: str
    is_new: bool
    is_shipped: bool
    status: ChangeStatus
    because: str
    writer: str
    written_by: str | None
    written_at: datetime
    reviewer: str | None
    reviewed_at: datetime | None
    sent_back_because: str
    publish_on: date | None
    published_at: datetime | None
    differences: tuple[Difference, ...]

    @property
    def is_agreed(self) -> bool:
        """Agreed to, and waiting for its day."""
        return self.status == "in_review" and self.reviewer is not None


async def change_views(session: AsyncSession, changes: Iterable[ValueChange]) -> list[ChangeView]:
    """*changes* with the names of people, in their order."""
    rows = list(changes)
    names = await actor_names(session, [actor for row in rows for actor in (row.written_by, row.reviewed_by)])
    return [
        ChangeView(
            id=row.id,
            kind=row.kind,
            name=row.name,
            path=f"/desk/knowledge/{'facts' if row.kind == 'fact' else 'offices'}/{row.name}",
            is_new=row.before is None,
            is_shipped=row.written_by is None,
            status=row.status,
            because=row.because,
            writer=names[row.written_by],
            written_by=row.written_by,
            written_at=row.written_at,
            reviewer=names[row.reviewed_by] if row.reviewed_by else None,
            reviewed_at=row.reviewed_at,
            sent_back_because=row.sent_back_because,
            publish_on=row.publish_on,
            published_at=row.published_at,
            differences=tuple(differences(row.kind, row.before, row.after)),
        )
        for row in rows
    ]
