"""Announcements: what holds for some days, such as a closing day. They stand under answers and are never sent.

Two people agree to one; that an office is closed today one person says at once, in a sentence that exists in every
language, and another looks at it afterwards. The words of an announcement never change: who wants others writes
another one. It vanishes by itself after its last day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.edition import Edition
from knowledge_base.errors import AnnouncementRefused, SecondPersonNeeded, WrongStatus
from knowledge_base.offices import Office
from knowledge_base.tables import NEWS_SIGNAL, Announcement
from storage import audit
from storage.signals import Signals
from wording import LANGUAGES, Language, Phrase, Phrases, formats
from wording.formats import TOWN

MOST_DAYS = 60
"""What holds longer belongs into the texts, where it is looked at again."""
URGENT_DAYS = 7
"""So long at most what one person says alone; a longer closing leaves time for a second one."""
AHEAD_DAYS = 14
"""So long before its first day a closing is told: who plans a way to the office must know it."""
LONGEST_TEXT = 300
"""Characters. It stands on top of other things that must be read."""
KEPT_DAYS = 30
"""So long the list shows what is over or was refused."""

Problem = Literal[
    "office", "topic", "day", "order", "over", "days", "urgent_days", "urgent_later", "german", "long", "because"
]
"""Why an announcement is refused: an office or a topic there is none of, a day that is missing, a last day before the
first, one that has passed, too many days, too many or not from today for one person alone, no German text, a text that
is too long, no reason.
"""


@dataclass(frozen=True, slots=True)
class AnnouncementDraft:
    """What an announcement is to say, for whom (an office, a topic, or neither: everybody), from when until when."""

    texts: Mapping[Language, str]
    begins_on: date
    ends_on: date
    office: str | None = None
    topic: str | None = None

    def problems(self, edition: Edition, today: date) -> dict[str, Problem]:
        """What is wrong with it, by field."""
        found: dict[str, Problem] = {}
        if self.office is not None and self.office not in edition.offices:
            found["office"] = "office"
        if self.topic is not None and edition.german(self.topic) is None:
            found["topic"] = "topic"
        if self.ends_on < self.begins_on:
            found["ends_on"] = "order"
        elif self.ends_on < today:
            found["ends_on"] = "over"
        elif (self.ends_on - self.begins_on).days >= MOST_DAYS:
            found["ends_on"] = "days"
        found |= {f"text_{language}": "long" for language, text in self.texts.items() if len(text) > LONGEST_TEXT}
        if "de" not in self.texts:
            found["text_de"] = "german"
        return found


def closing(office: Office, first: date, last: date, today: date, phrases: Phrases) -> AnnouncementDraft:
    """That *office* is closed from *first* to *last*, in every language; told two weeks before."""
    return AnnouncementDraft(
        texts={language: _closed(office, first, last, language, phrases) for language in LANGUAGES},
        begins_on=min(first, max(today, first - timedelta(days=AHEAD_DAYS))),
        ends_on=last,
        office=office.id,
    )


def _closed(office: Office, first: date, last: date, language: Language, phrases: Phrases) -> str:
    days = {"first": formats.date(first, language), "last": formats.date(last, language)}
    if first == last:
        return phrases.say(Phrase(id="closing-day", arguments={"office": office.name, "day": days["first"]}), language)
    return phrases.say(Phrase(id="closing-days", arguments={"office": office.name, **days}), language)


class Announcements:
    """The acts, each in the transaction of *session*."""

    def __init__(self, session: AsyncSession, signals: Signals, edition: Edition, now: datetime) -> None:
        """*edition* is what is published: it knows offices and topics."""
        self._session = session
        self._signals = signals
        self._edition = edition
        self._now = now

    @property
    def _today(self) -> date:
        return self._now.astimezone(TOWN).date()

    async def get(self, announcement_id: int) -> Announcement:
        """One announcement, for an act upon it.

        Raises:
            WrongStatus: there is none.
        """
        row = await self._session.get(Announcement, announcement_id, with_for_update=True)
        if row is None:
            raise WrongStatus(f"announcement {announcement_id}", "missing")
        return row

    async def recent(self) -> Sequence[Announcement]:
        """All but those that have been over for a month, the one that ends first before the others."""
        kept = Announcement.ends_on >= self._today - timedelta(days=KEPT_DAYS)
        ordered = select(Announcement).where(kept).order_by(Announcement.ends_on, Announcement.id)
        return list(await self._session.scalars(ordered))

    async def propose(self, draft: AnnouncementDraft, *, by: str, instead_of: int | None = None) -> Announcement:
        """Write an announcement down; another person agrees to it.

        Args:
            instead_of: One that was sent back, and is done with.

        Raises:
            AnnouncementRefused: something about it is wrong.
            WrongStatus: *instead_of* was not sent back.
        """
        if problems := draft.problems(self._edition, self._today):
            raise AnnouncementRefused(problems)
        if instead_of is not None:
            before = await self._in(instead_of, "sent_back")
            before.status = "withdrawn"
            self._record(by, "written_anew", before)
        row = await self._add(draft, by, "in_review")
        self._record(by, "proposed", row)
        return row

    async def say_at_once(self, draft: AnnouncementDraft, *, by: str) -> Announcement:
        """Publish that an office is closed today, on the word of one person; another looks at it afterwards.

        Raises:
            AnnouncementRefused: something about it is wrong, it does not begin today, or lasts too long for one person.
        """
        problems = draft.problems(self._edition, self._today)
        if draft.begins_on > self._today:
            problems.setdefault("begins_on", "urgent_later")
        elif (draft.ends_on - self._today).days >= URGENT_DAYS:
            problems.setdefault("ends_on", "urgent_days")
        if problems:
            raise AnnouncementRefused(problems)
        row = await self._add(draft, by, "published")
        row.is_urgent = True
        self._record(by, "said_at_once", row)
        await self._tell(row)
        return row

    async def agree(self, announcement_id: int, *, by: str) -> Announcement:
        """Publish an announcement.

        Raises:
            WrongStatus: it does not wait for anybody.
            SecondPersonNeeded: *by* wrote it.
            AnnouncementRefused: its last day has passed meanwhile.
        """
        row = await self._in(announcement_id, "in_review")
        self._hold_second_person(row, by)
        if row.ends_on < self._today:
            raise AnnouncementRefused({"ends_on": "over"})
        row.status, row.reviewed_by, row.reviewed_at = "published", by, self._now
        self._record(by, "published", row)
        await self._tell(row)
        return row

    async def send_back(self, announcement_id: int, *, by: str, because: str) -> Announcement:
        """Refuse an announcement, with the reason.

        Raises:
            WrongStatus: it does not wait for anybody.
            AnnouncementRefused: there is no reason.
        """
        row = await self._in(announcement_id, "in_review")
        if not because:
            raise AnnouncementRefused({"because": "because"})
        row.status, row.reviewed_by, row.reviewed_at = "sent_back", by, self._now
        row.sent_back_because = because
        self._record(by, "sent_back", row)
        return row

    async def look_at(self, announcement_id: int, *, by: str, stays: bool) -> Announcement:
        """Say of what one person published alone whether it *stays* or is taken back.

        Raises:
            WrongStatus: it does not wait to be looked at.
            SecondPersonNeeded: *by* wrote it.
        """
        row = await self.get(announcement_id)
        if not waits_to_be_looked_at(row):
            raise WrongStatus(f"announcement {announcement_id}", row.status)
        self._hold_second_person(row, by)
        row.reviewed_by, row.reviewed_at = by, self._now
        if not stays and row.status == "published":
            row.status = "withdrawn"
            await self._tell(row)
        self._record(by, "looked_at", row, stays=stays)
        return row

    async def withdraw(self, announcement_id: int, *, by: str) -> Announcement:
        """Take an announcement back at once, whoever wrote it.

        Raises:
            WrongStatus: it was withdrawn already.
        """
        row = await self.get(announcement_id)
        if row.status == "withdrawn":
            raise WrongStatus(f"announcement {announcement_id}", row.status)
        was_published, row.status = row.status == "published", "withdrawn"
        self._record(by, "withdrawn", row)
        if was_published:
            await self._tell(row)
        return row

    async def _in(self, announcement_id: int, status: str) -> Announcement:
        row = await self.get(announcement_id)
        if row.status != status:
            raise WrongStatus(f"announcement {announcement_id}", row.status)
        return row

    def _hold_second_person(self, row: Announcement, by: str) -> None:
        if by == row.written_by:
            raise SecondPersonNeeded

    async def _add(self, draft: AnnouncementDraft, by: str, status: Literal["in_review", "published"]) -> Announcement:
        row = Announcement(
            texts={language: draft.texts[language] for language in LANGUAGES if language in draft.texts},
            office=draft.office,
            topic=draft.topic,
            begins_on=draft.begins_on,
            ends_on=draft.ends_on,
            status=status,
            written_by=by,
            written_at=self._now,
        )
        self._session.add(row)
        await self._session.flush()
        return row

    async def _tell(self, row: Announcement) -> None:
        await self._signals.publish(self._session, NEWS_SIGNAL, row.id)

    def _record(self, by: str, act: str, row: Announcement, **details: bool) -> None:
        audit.record(self._session, self._now, by, f"announcement.{act}", f"announcement:{row.id}", **details)


def waits_to_be_looked_at(row: Announcement) -> bool:
    """Whether only one person has seen what was published, also if it was taken back or is over since."""
    return row.is_urgent and row.reviewed_by is None
