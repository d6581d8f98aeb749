"""Recalls: who was shown what turned out wrong is told so, once a second person agreed.

Here only numbers of people are known. Who they are, who of them can be written to and what goes out is the business of
`handoff.corrections` and `bot.corrections`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.delivery import newcomers_who_read
from knowledge_base.errors import RecallIncomplete, SecondPersonNeeded, WrongStatus
from knowledge_base.tables import ChangeStatus, Recall
from storage import audit
from wording import Language

_SHOWN: Final = 100
"""So many of the newest stand on the page."""


class Recalls:
    """The acts, each in the transaction of *session*."""

    def __init__(self, session: AsyncSession, now: datetime) -> None:
        self._session = session
        self._now = now

    async def get(self, recall_id: int) -> Recall:
        """One recall, for an act upon it.

        Raises:
            WrongStatus: there is none.
        """
        row = await self._session.get(Recall, recall_id, with_for_update=True)
        if row is None:
            raise WrongStatus(f"recall {recall_id}", "missing")
        return row

    async def newest(self) -> Sequence[Recall]:
        """The newest recalls in whatever status, the newest first."""
        return list(await self._session.scalars(select(Recall).order_by(Recall.id.desc()).limit(_SHOWN)))

    async def unsent(self) -> Sequence[Recall]:
        """What was agreed to and did not reach all yet, oldest first."""
        agreed = select(Recall).where(Recall.status == "published", Recall.sent_at.is_(None))
        return list(await self._session.scalars(agreed.order_by(Recall.id)))

    async def readers(self, recall: Recall) -> Sequence[int]:
        """The newcomers whom it concerns: those who were shown a wrong version until somebody agreed to tell them."""
        versions: Mapping[Language, list[int]] = recall.versions  # type: ignore[assignment]  # JSON keys are strings
        return await newcomers_who_read(self._session, recall.topic, versions, recall.since, recall.reviewed_at)

    async def propose(
        self,
        topic: str,
        versions: Mapping[Language, Sequence[int]],
        *,
        since: datetime,
        texts: Mapping[Language, str],
        by: str,
    ) -> Recall:
        """Write down that *versions* of the article were wrong since then, and what is to be said to their readers.

        Raises:
            RecallIncomplete: no version is named, or the German text is missing.
        """
        told = {language: text.strip() for language, text in texts.items() if text.strip()}
        wrong = {language: sorted(numbers) for language, numbers in versions.items() if numbers}
        if "de" not in told or not wrong:
            raise RecallIncomplete
        recall = Recall(
            topic=topic,
            versions=wrong,
            since=since,
            texts=told,
            status="in_review",
            written_by=by,
            written_at=self._now,
        )
        self._session.add(recall)
        await self._session.flush()
        self._record(by, "proposed", recall)
        return recall

    async def agree(self, recall_id: int, *, by: str) -> Recall:
        """Let it go out.

        Raises:
            WrongStatus: it does not wait for anybody.
            SecondPersonNeeded: *by* proposed it.
        """
        recall = await self._waiting(recall_id)
        if by == recall.written_by:
            raise SecondPersonNeeded
        recall.status, recall.reviewed_by, recall.reviewed_at = "published", by, self._now
        self._record(by, "agreed", recall)
        return recall

    async def send_back(self, recall_id: int, *, by: str, because: str) -> Recall:
        """Refuse it, with the reason. Nobody is told anything.

        Raises:
            WrongStatus: it does not wait for anybody.
        """
        return await self._end(recall_id, "sent_back", by, because)

    async def withdraw(self, recall_id: int, *, by: str) -> Recall:
        """Take it back before it went out.

        Raises:
            WrongStatus: it does not wait for anybody.
        """
        return await self._end(recall_id, "withdrawn", by, "")

    def told(self, recall: Recall, *, up_to: int | None, people: int) -> None:
        """Note that *people* more were told, and up to which newcomer; None: there is nobody left."""
        recall.people += people
        if up_to is not None:
            recall.told_up_to = up_to
        else:
            recall.sent_at = self._now
            self._record("lotse", "sent", recall, people=recall.people)

    async def _end(self, recall_id: int, status: ChangeStatus, by: str, because: str) -> Recall:
        recall = await self._waiting(recall_id)
        recall.status, recall.sent_back_because = status, because
        self._record(by, status, recall)
        return recall

    async def _waiting(self, recall_id: int) -> Recall:
        recall = await self.get(recall_id)
        if recall.status != "in_review":
            raise WrongStatus(f"recall {recall_id}", recall.status)
        return recall

    def _record(self, by: str, act: str, recall: Recall, **details: int) -> None:
        audit.record(self._session, self._now, by, f"recall.{act}", f"recall:{recall.id}", **details)
