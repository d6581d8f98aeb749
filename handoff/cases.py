"""Cases: one question that a person answers, from the newcomer's yes to the closing.

The owner of what is said about the subject is the bot, the queue (`waiting`), a staff member, or nobody any more
(`closed`). There is one guarded way from owner to owner, `Case.move`; `bot` stands for "no case yet".
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal, get_args

from sqlalchemy import ColumnElement, ForeignKey, ForeignKeyConstraint, Index, String, and_, false, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from handoff.attachments import Attachment, forget_files
from handoff.consents import Consent
from handoff.errors import ClaimedByOther, NoConsent, NotYours, TransitionRefused
from handoff.events import CaseEvent, EventKind
from handoff.messages import CaseMessage, CaseNote, forget_words
from handoff.newcomers import Newcomer
from handoff.staff import StaffMember
from storage.columns import BigId
from storage.database import Base
from storage.signals import Signals
from wording.languages import Language
from wording.replies import Label

SIGNAL = "cases"
"""Followed by a unit: the number of a case of that unit that changed."""
CASE_MESSAGES = "case_messages"
"""A newcomer wrote in some case."""

Owner = Literal["bot", "waiting", "staff", "closed"]
Outcome = Literal["solved", "passed_on", "no_answer", "withdrawn"]
Reach = Literal["write", "news", "none"]
"""How the newcomer wants to be reached: write to me, only say that there is news, do not write."""

OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)

REOPENED_WITHIN: Final = timedelta(days=30)
"""So long after its end the newcomer can open a case again; later the matter is most likely another one."""

_TRANSITIONS: Final[frozenset[tuple[Owner, Owner]]] = frozenset(
    {
        ("bot", "waiting"),
        ("waiting", "staff"),
        ("staff", "waiting"),
        ("waiting", "closed"),
        ("staff", "closed"),
        ("closed", "waiting"),
    }
)


class Case(Base):
    """One question on its way through a unit.

    The foreign key over three columns is the wall: a case can only lie in a unit to which this newcomer said yes. A
    second one lets only staff members of that unit hold it.
    """

    __tablename__ = "cases"
    __table_args__ = (
        ForeignKeyConstraint(
            ["consent_id", "unit_id", "newcomer_id"], ["consents.id", "consents.unit_id", "consents.newcomer_id"]
        ),
        ForeignKeyConstraint(["claimed_by", "unit_id"], ["staff_members.id", "staff_members.unit_id"]),
        Index("ix_cases_unit_owner", "unit_id", "owner"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    newcomer_id: Mapped[int] = mapped_column(ForeignKey("newcomers.id", ondelete="CASCADE"), index=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"))
    consent_id: Mapped[int]
    topic: Mapped[str | None] = mapped_column(String(60))
    language: Mapped[Language] = mapped_column(String(2))
    called: Mapped[str | None] = mapped_column(String(60))
    """The name or code word the newcomer gave for this case."""
    reach: Mapped[Reach] = mapped_column(String(10), default="write")
    owner: Mapped[Owner] = mapped_column(String(10), default="bot")
    claimed_by: Mapped[int | None] = mapped_column(default=None)
    opened_at: Mapped[datetime]
    last_message_at: Mapped[datetime]
    last_sender: Mapped[str] = mapped_column(String(10), default="newcomer")
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    outcome: Mapped[Outcome | None] = mapped_column(String(20), default=None)

    def move(self, owner: Owner) -> None:
        """Give the case to another owner.

        Raises:
            TransitionRefused: there is no such way.
        """
        if (self.owner, owner) not in _TRANSITIONS:
            raise TransitionRefused(self.owner, owner)
        self.owner = owner


@dataclass(frozen=True)
class Words:
    """A message in the language it was written in, with its translation where there is one."""

    original: str
    language: Language
    translation: str | None = None
    translated_to: Language | None = None
    label: Label = "none"
    path: Sequence[str] = ()
    warnings: Sequence[str] = ()


def visible_to(viewer: StaffMember) -> ColumnElement[bool]:
    """The cases a staff member may see: those of the own unit, and none for everybody else.

    Coordinators, editors and administrators see figures and articles, never the words of a case.
    """
    if viewer.role != "staff" or viewer.unit_id is None or viewer.disabled_at is not None:
        return false()
    return and_(Case.unit_id == viewer.unit_id)


class Cases:
    """The newcomers' side and the staff members' side of every case."""

    def __init__(self, session: AsyncSession, signals: Signals) -> None:
        self._session = session
        self._signals = signals

    async def open(
        self,
        newcomer: Newcomer,
        consent: Consent,
        *,
        language: Language,
        topic: str | None,
        called: str | None,
        messages: Sequence[Words],
        now: datetime,
    ) -> Case:
        """Open a case in the unit of *consent*.

        Raises:
            NoConsent: the yes is not of this newcomer, was to another subject, did not cover the messages or the name,
                or was taken back.
        """
        if consent.newcomer_id != newcomer.id or consent.withdrawn_at is not None or consent.topic != topic:
            raise NoConsent
        if (messages and not consent.passed_on.get("question")) or (called and not consent.passed_on.get("called")):
            raise NoConsent
        case = Case(
            number=await self._free_number(),
            newcomer_id=newcomer.id,
            unit_id=consent.unit_id,
            consent_id=consent.id,
            topic=topic,
            language=language,
            called=called,
            opened_at=now,
            last_message_at=now,
            owner="bot",
        )
        case.move("waiting")
        self._session.add(case)
        await self._session.flush()
        self._happened(case, "opened", "newcomer", now, unit=case.unit_id, topic=topic)
        self._happened(case, "consent", "newcomer", now, consent=consent.id, passed_on=sorted(consent.passed_on))
        for words in messages:
            await self.hear(case, words, now)
        await self._tell(case)
        return case

    async def open_of(self, newcomer_id: int) -> list[Case]:
        """The newcomer's cases that are not closed, the one with the newest message first."""
        mine = select(Case).where(Case.newcomer_id == newcomer_id, Case.owner != "closed")
        with self._session.no_autoflush:  # every change of a case is flushed where it is made
            return list(await self._session.scalars(mine.order_by(Case.last_message_at.desc(), Case.id.desc())))

    async def all_of(self, newcomer_id: int) -> list[Case]:
        return list(await self._session.scalars(select(Case).where(Case.newcomer_id == newcomer_id).order_by(Case.id)))

    async def hear(self, case: Case, words: Words, now: datetime) -> CaseMessage:
        """Add a message of the newcomer to an open case.

        Raises:
            TransitionRefused: the case was closed, perhaps a moment ago; nobody would read it there.
        """
        await self._session.refresh(case, ["owner"], with_for_update=True)
        if case.owner == "closed":
            raise TransitionRefused(case.owner, "waiting")
        message = self._message(case, words, "newcomer", None, now)
        case.last_message_at = now
        case.last_sender = "newcomer"
        await self._session.flush()
        self._happened(case, "message", "newcomer", now, message=message.id)
        await self._signals.publish(self._session, CASE_MESSAGES, message.id)
        await self._tell(case)
        return message

    async def attach(self, case: Case, attachment: Attachment, now: datetime) -> None:
        """Add a file of the newcomer to an open case, like a message.

        Raises:
            TransitionRefused: the case is closed and takes no file.
        """
        if case.owner == "closed":
            raise TransitionRefused(case.owner, "waiting")
        self._session.add(attachment)
        case.last_message_at = now
        case.last_sender = "newcomer"
        await self._session.flush()
        self._happened(case, "attachment", "newcomer", now, attachment=attachment.id)
        await self._tell(case)

    async def alarm(self, case: Case, now: datetime) -> None:
        """The newcomer wrote of danger. The unit learns that, and nothing of what was written."""
        self._happened(case, "alarm", "lotse", now)
        await self._tell(case)

    async def get(self, number: int, viewer: StaffMember, *, changing: bool = False) -> Case:
        """The case with *number*.

        Args:
            changing: Let nobody else change the case until the transaction ends, so that two clicks count as one.

        Raises:
            NotYours: there is none, or *viewer* may not see it; which of the two, nobody learns.
        """
        found = select(Case).where(Case.number == number, visible_to(viewer))
        if changing:
            found = found.with_for_update()
        case = (await self._session.scalars(found)).one_or_none()
        if case is None:
            raise NotYours
        return case

    async def read(self, number: int, viewer: StaffMember, now: datetime) -> Case:
        """Like `get`, and the case remembers who read it."""
        case = await self.get(number, viewer)
        self._happened(case, "read", f"staff:{viewer.id}", now)
        return case

    async def read_attachment(self, number: int, attachment_id: int, viewer: StaffMember, now: datetime) -> Attachment:
        """A file of the case with *number*; the case remembers who took it.

        Raises:
            NotYours: there is no such case or file, or *viewer* may not see it.
        """
        case = await self.get(number, viewer)
        attachment = await self._session.get(Attachment, attachment_id)
        if attachment is None or attachment.case_id != case.id:
            raise NotYours
        self._happened(case, "read", f"staff:{viewer.id}", now, attachment=attachment.id)
        return attachment

    async def inbox(self, viewer: StaffMember) -> list[Case]:
        """The open cases of the viewer's unit, the longest waiting first."""
        mine = select(Case).where(visible_to(viewer), Case.owner != "closed")
        return list(await self._session.scalars(mine.order_by(Case.last_message_at, Case.id)))

    async def closed(self, viewer: StaffMember, *, limit: int = 50) -> list[Case]:
        mine = select(Case).where(visible_to(viewer), Case.owner == "closed")
        return list(await self._session.scalars(mine.order_by(Case.closed_at.desc()).limit(limit)))

    async def claim(self, case: Case, viewer: StaffMember, now: datetime) -> None:
        """The viewer takes the case over; from here on the bot is silent on its subject.

        Raises:
            NotYours: the case is of another unit.
            ClaimedByOther: a colleague holds it.
        """
        self._guard(case, viewer)
        if case.claimed_by == viewer.id and case.owner == "staff":
            return
        if case.owner == "staff":
            raise ClaimedByOther
        case.move("staff")
        case.claimed_by = viewer.id
        self._happened(case, "claimed", f"staff:{viewer.id}", now)
        await self._tell(case)

    async def release(self, case: Case, viewer: StaffMember, now: datetime) -> None:
        """Put the case back into the queue; a colleague may do so for somebody who is away.

        Raises:
            NotYours: the case is of another unit.
            TransitionRefused: nobody holds it.
        """
        self._guard(case, viewer)
        if case.owner != "staff":
            raise TransitionRefused(case.owner, "waiting")
        case.move("waiting")
        held_by, case.claimed_by = case.claimed_by, None
        self._happened(case, "released", f"staff:{viewer.id}", now, held_by=held_by)
        await self._tell(case)

    async def answer(self, case: Case, viewer: StaffMember, words: Words, now: datetime) -> CaseMessage:
        """Add an answer of the staff member who holds the case."""
        self._hold(case, viewer)
        message = self._message(case, words, "staff", viewer.id, now)
        case.last_message_at = now
        case.last_sender = "staff"
        await self._session.flush()
        self._happened(case, "answered", f"staff:{viewer.id}", now, message=message.id, label=words.label)
        await self._tell(case)
        return message

    async def note(self, case: Case, viewer: StaffMember, text: str, now: datetime) -> CaseNote:
        """Write something down that the newcomer does not see.

        Raises:
            NotYours: the case is of another unit.
            TransitionRefused: the newcomer took the yes back; the unit may not go on with it.
        """
        self._guard(case, viewer)
        consent = await self._session.get_one(Consent, case.consent_id)
        if consent.withdrawn_at is not None:
            raise TransitionRefused(case.owner, case.owner)
        note = CaseNote(case_id=case.id, at=now, staff_id=viewer.id, text=text)
        self._session.add(note)
        await self._session.flush()
        self._happened(case, "note", f"staff:{viewer.id}", now, note=note.id)
        return note

    async def close(self, case: Case, viewer: StaffMember, outcome: Outcome, now: datetime) -> None:
        self._hold(case, viewer)
        self._close(case, outcome, now)
        self._happened(case, "closed", f"staff:{viewer.id}", now, outcome=outcome)
        await self._tell(case)

    async def end_in_silence(self, case: Case, now: datetime) -> None:
        """Nobody wrote for long: the case closes without a staff member."""
        self._close(case, "no_answer", now)
        self._happened(case, "closed", "lotse", now, outcome="no_answer")
        await self._tell(case)

    async def withdraw(self, case: Case, consent: Consent, now: datetime) -> None:
        """The newcomer takes the yes back: the case closes, the unit may not go on with it, and its words and files are
        gone. What happened stays, without words: the town must be able to account for it.
        """
        consent.withdrawn_at = now
        if case.owner != "closed":
            self._close(case, "withdrawn", now)
        case.called = None
        await forget_words(self._session, case.id)
        await forget_files(self._session, case.id)
        self._happened(case, "withdrawn", "newcomer", now, consent=consent.id)
        await self._tell(case)

    async def reopen(self, case: Case, now: datetime) -> None:
        """The newcomer has more to say about an ended case: it waits for the unit again.

        Raises:
            TransitionRefused: the case is not closed.
            NoConsent: the yes was taken back, or it was to a unit that enforces and covered no more than was shown.
        """
        await self._session.refresh(case, ["owner"], with_for_update=True)
        if case.owner != "closed":
            raise TransitionRefused(case.owner, "waiting")
        if not await self.can_reopen(case):
            raise NoConsent
        case.move("waiting")
        case.claimed_by = case.closed_at = case.outcome = None
        await self._session.flush()
        self._happened(case, "reopened", "newcomer", now)
        await self._tell(case)

    async def can_reopen(self, case: Case) -> bool:
        """Whether the yes still stands for more than what was passed on."""
        consent = await self._session.get_one(Consent, case.consent_id)
        return consent.withdrawn_at is None and consent.unit_kind != "enforcement"

    def _close(self, case: Case, outcome: Outcome, now: datetime) -> None:
        case.move("closed")
        case.closed_at = now
        case.outcome = outcome

    def _guard(self, case: Case, viewer: StaffMember) -> None:
        if viewer.role != "staff" or viewer.unit_id != case.unit_id or viewer.disabled_at is not None:
            raise NotYours

    def _hold(self, case: Case, viewer: StaffMember) -> None:
        self._guard(case, viewer)
        if case.owner != "staff" or case.claimed_by != viewer.id:
            raise ClaimedByOther if case.owner == "staff" else TransitionRefused(case.owner, "staff")

    def _message(
        self, case: Case, words: Words, sender: Literal["newcomer", "staff"], staff_id: int | None, now: datetime
    ) -> CaseMessage:
        message = CaseMessage(
            case_id=case.id,
            at=now,
            sender=sender,
            staff_id=staff_id,
            original=words.original,
            language=words.language,
            translation=words.translation,
            translated_to=words.translated_to,
            label=words.label,
            path=list(words.path),
            warnings=list(words.warnings),
        )
        self._session.add(message)
        return message

    def _happened(self, case: Case, kind: EventKind, actor: str, now: datetime, **details: Any) -> None:
        self._session.add(CaseEvent(case_id=case.id, at=now, kind=kind, actor=actor, details=details))

    async def _tell(self, case: Case) -> None:
        await self._signals.publish(self._session, f"{SIGNAL}:{case.unit_id}", case.number)

    async def _free_number(self) -> int:
        """Five digits that a person can say on the telephone and that tell nothing about how many cases there are."""
        while True:
            number = 10_000 + secrets.randbelow(90_000)
            if (await self._session.scalars(select(Case.id).where(Case.number == number))).first() is None:
                return number
