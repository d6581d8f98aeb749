"""What is to do, by how much harm it does while nobody does it: a pure function over how things stand.

Two hours a week must suffice, so equal tasks are one task with a count, and each begins with the one to do first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from knowledge_base.matrix import Cell, Topic
from knowledge_base.review_calendar import DatedFact, calendar, overdue
from nlu.topics import SAFETY_TOPICS
from wording import Language

TaskKind = Literal[
    "recall_waiting",
    "fact_expired",
    "fact_expiring",
    "safety_outdated",
    "withdrawn",
    "urgent_announcement",
    "text_waiting",
    "value_waiting",
    "announcement_waiting",
    "outdated",
    "review_overdue",
    "unanswered",
    "office_field",
    "old_draft",
]
"""The worst first."""

KINDS: tuple[TaskKind, ...] = get_args(TaskKind)
FOR_REVIEWERS: frozenset[TaskKind] = frozenset(
    {
        "recall_waiting",
        "withdrawn",
        "urgent_announcement",
        "text_waiting",
        "value_waiting",
        "announcement_waiting",
        "review_overdue",
    }
)
"""What an editor cannot do."""

EXPIRING = timedelta(days=14)
DRAFTS_LIE = timedelta(days=14)
ASKED_OFTEN = 3
"""So many questions about the same are worth an article."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that needs a person who is none of `by`: `place` says where it is, such as topic and language."""

    place: tuple[str, ...]
    by: frozenset[str]


@dataclass(frozen=True, slots=True)
class Situation:
    """How things stand on a day.

    `questions` are the sizes of the groups of open questions asked in vain; `office_fields` are office and field that
    nobody filled.
    """

    today: date
    topics: Sequence[Topic] = ()
    facts: Sequence[DatedFact] = ()
    recalls: Sequence[Waiting] = ()
    withdrawals: Sequence[Waiting] = ()
    urgent_announcements: Sequence[Waiting] = ()
    texts: Sequence[Waiting] = ()
    values: Sequence[Waiting] = ()
    announcements: Sequence[Waiting] = ()
    questions: Sequence[int] = ()
    office_fields: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """So many of a kind; `place` is where to begin: topic and language, a fact, an id."""

    kind: TaskKind
    count: int
    place: tuple[str, ...]


def tasks_for(actor: str, situation: Situation, *, may_review: bool) -> list[Task]:
    """The tasks that *actor*, such as `staff:3`, can do, the worst first; nobody agrees to what is their own."""
    found: dict[TaskKind, list[tuple[str, ...]]] = {kind: [] for kind in KINDS}
    for kind, place in _open(actor, situation):
        found[kind].append(place)
    return [
        Task(kind, len(places), places[0])
        for kind, places in found.items()
        if places and (may_review or kind not in FOR_REVIEWERS)
    ]


def _open(actor: str, situation: Situation) -> Iterator[tuple[TaskKind, tuple[str, ...]]]:
    waiting: dict[TaskKind, Sequence[Waiting]] = {
        "recall_waiting": situation.recalls,
        "withdrawn": situation.withdrawals,
        "urgent_announcement": situation.urgent_announcements,
        "text_waiting": situation.texts,
        "value_waiting": situation.values,
        "announcement_waiting": situation.announcements,
    }
    for kind, each in waiting.items():
        yield from ((kind, one.place) for one in each if actor not in one.by)
    yield from _facts(situation)
    for cell in (cell for topic in situation.topics for cell in topic.cells):
        yield from _text(cell, situation.today)
    for review in overdue(calendar(situation.topics, situation.facts, situation.today)):
        yield "review_overdue", (review.name, *filter(None, [review.language]))
    yield from (("unanswered", (str(size),)) for size in situation.questions if size >= ASKED_OFTEN)
    yield from (("office_field", place) for place in situation.office_fields)


def _facts(situation: Situation) -> Iterator[tuple[TaskKind, tuple[str, ...]]]:
    for fact in sorted(situation.facts, key=lambda fact: fact.valid_to or date.max):
        if fact.valid_to is None or fact.valid_to > situation.today + EXPIRING:
            continue
        yield "fact_expired" if fact.valid_to < situation.today else "fact_expiring", (fact.name,)


def _text(cell: Cell, today: date) -> Iterator[tuple[TaskKind, tuple[str, Language]]]:
    place = (cell.topic, cell.language)
    if "outdated" in cell.states and "in_review" not in cell.states:
        yield "safety_outdated" if cell.topic in SAFETY_TOPICS else "outdated", place
    is_draft = not {"draft", "machine_draft"}.isdisjoint(cell.states)
    if is_draft and cell.waiting_since is not None and cell.waiting_since < today - DRAFTS_LIE:
        yield "old_draft", place
