"""Questions asked in vain: no article answered them, or the article did not help.

What is kept of a question is what `nlu.anonymity` leaves of it, the concepts it is about, and for whom to erase it.
Editors of the town read them in groups and say what becomes of each: a draft, an example to learn from, or none of our
business.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Date, Integer, String, Text, bindparam, delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.tables import UnansweredQuestion, UnansweredReason, UnansweredState
from storage import audit
from storage.columns import BigId, Json
from storage.database import on_tables
from wording import Language
from wording.formats import TOWN

KEPT: Final = timedelta(days=90)
"""After a quarter of a year a question was answered by a new text, or it is asked again."""

A_DAY: Final = 20
"""So many questions of one newcomer are kept a day: whoever writes on and on must not drown the others."""

MOST_READ: Final = 5000
MOST_CONCEPTS: Final = 12


@dataclass(frozen=True, slots=True)
class AskedInVain:
    """One question; `text` is anonymous already, and empty where nobody knows what led to the article."""

    language: Language
    reason: UnansweredReason
    text: str
    concepts: tuple[str, ...] = ()
    topic: str | None = None
    """The article that did not help, or what the interpreter thought of."""


_TABLE = UnansweredQuestion.metadata.tables[UnansweredQuestion.__tablename__]
_NEWCOMER, _DAY = bindparam("newcomer_id", type_=BigId), bindparam("asked_on", type_=Date())
_REASON, _TEXT = bindparam("reason", type_=String(20)), bindparam("text", type_=Text())
_OF_TODAY = (_TABLE.c.newcomer_id == _NEWCOMER) & (_TABLE.c.asked_on == _DAY)
_TODAY = select(func.count(type_=Integer)).where(_OF_TODAY).select_from(_TABLE).correlate(None).scalar_subquery()
_SAME = exists().where(_OF_TODAY, _TABLE.c.reason == _REASON, _TABLE.c.text == _TEXT).correlate(None)
_VALUES: dict[str, Any] = {
    "newcomer_id": _NEWCOMER,
    "asked_on": _DAY,
    "language": bindparam("language", type_=String(2)),
    "reason": _REASON,
    "topic": bindparam("topic", type_=String(60)),
    "text": _TEXT,
    "concepts": bindparam("concepts", type_=Json),
    "state": bindparam("state", type_=String(20)),
}
# One statement, built once: it is sent in the turn in which somebody waits.
_KEEP = insert(_TABLE).from_select(list(_VALUES), select(*_VALUES.values()).where(_TODAY < A_DAY, ~_SAME))
_TAKE_BACK = delete(_TABLE).where(
    _TABLE.c.newcomer_id == _NEWCOMER, _TABLE.c.text == _TEXT, _TABLE.c.state == bindparam("state", type_=String(20))
)


async def keep_unanswered(session: AsyncSession, newcomer_id: int, asked: AskedInVain, now: datetime) -> None:
    """Keep a question in the transaction of its turn, the same one only once a day."""
    row = {
        "newcomer_id": newcomer_id,
        "asked_on": now.astimezone(TOWN).date(),
        "language": asked.language,
        "reason": asked.reason,
        "topic": asked.topic,
        "text": asked.text,
        "concepts": list(asked.concepts[:MOST_CONCEPTS]),
        "state": "open",
    }
    await on_tables(session).execute(_KEEP, row)


async def take_back(session: AsyncSession, newcomer_id: int, text: str) -> None:
    """Forget a question that nobody worked on yet: it found its answer after all, or went to a person."""
    await on_tables(session).execute(_TAKE_BACK, {"newcomer_id": newcomer_id, "text": text, "state": "open"})


async def questions_of(session: AsyncSession, newcomer_id: int) -> list[dict[str, Any]]:
    """What is kept of a newcomer's questions, oldest first, as values that JSON can hold."""
    theirs = select(UnansweredQuestion).where(UnansweredQuestion.newcomer_id == newcomer_id)
    return [
        {"asked_on": row.asked_on.isoformat(), "language": row.language, "topic": row.topic, "text": row.text}
        for row in await session.scalars(theirs.order_by(UnansweredQuestion.id))
    ]


async def forget_questions_of(session: AsyncSession, newcomer_id: int) -> None:
    await session.execute(delete(UnansweredQuestion).where(UnansweredQuestion.newcomer_id == newcomer_id))


async def forget_questions_before(session: AsyncSession, day: date) -> None:
    await session.execute(delete(UnansweredQuestion).where(UnansweredQuestion.asked_on < day))


async def open_questions(session: AsyncSession) -> Sequence[UnansweredQuestion]:
    """The questions nobody worked on yet, newest first."""
    waiting = select(UnansweredQuestion).where(UnansweredQuestion.state == "open")
    return list(await session.scalars(waiting.order_by(UnansweredQuestion.id.desc()).limit(MOST_READ)))


async def handled_questions(session: AsyncSession) -> Sequence[UnansweredQuestion]:
    """The questions somebody worked on, those handled last first."""
    handled = select(UnansweredQuestion).where(UnansweredQuestion.state != "open")
    newest = handled.order_by(UnansweredQuestion.handled_at.desc(), UnansweredQuestion.id)
    return list(await session.scalars(newest.limit(MOST_READ)))


async def named_questions(session: AsyncSession, ids: Collection[int]) -> Sequence[UnansweredQuestion]:
    """The questions with these *ids*, as far as they are still kept."""
    named = select(UnansweredQuestion).where(UnansweredQuestion.id.in_(ids))
    return list(await session.scalars(named.order_by(UnansweredQuestion.id)))


async def handle(
    session: AsyncSession, ids: Collection[int], state: UnansweredState, *, by: str, now: datetime, topic: str = ""
) -> int:
    """Say what becomes of open questions; return of how many, for somebody else may have been faster."""
    return await _change(session, ids, "open", state, by=by, now=now, topic=topic)


async def reopen(session: AsyncSession, ids: Collection[int], state: UnansweredState, *, by: str, now: datetime) -> int:
    """Take back what was said of questions in *state*; return of how many."""
    return await _change(session, ids, state, "open", by=by, now=now)


async def _change(
    session: AsyncSession,
    ids: Collection[int],
    before: UnansweredState,
    after: UnansweredState,
    *,
    by: str,
    now: datetime,
    topic: str = "",
) -> int:
    who, when = (None, None) if after == "open" else (by, now)
    changing = (
        update(UnansweredQuestion)
        .where(UnansweredQuestion.id.in_(ids), UnansweredQuestion.state == before)
        .values(state=after, handled_by=who, handled_at=when)
        .returning(UnansweredQuestion.id)
        .execution_options(synchronize_session=False)
    )
    changed = list(await session.scalars(changing))
    if changed:
        subject = f"unanswered:{min(changed)}"
        audit.record(session, now, by, f"unanswered.{after}", subject, questions=len(changed), topic=topic or None)
    return len(changed)
