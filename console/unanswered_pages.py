"""What newcomers asked in vain, in groups over all languages; from each group one click to what becomes of it."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Final

from fastapi import APIRouter, Form
from sqlalchemy import select
from starlette.responses import Response

from console.desk import Acting, Desk, SignedIn, TheDesk, Visitor, editing, see_other
from console.topic_names import names_by_area, topic_name
from handoff.staff import StaffMember
from knowledge_base.question_groups import SHOWN_FROM, QuestionGroup, group, one_group, shipped_meaning
from knowledge_base.tables import UnansweredQuestion, UnansweredState
from knowledge_base.unanswered import KEPT, handle, handled_questions, named_questions, open_questions, reopen
from nlu.added_examples import TEACHABLE, AddedExamples, ExampleRefused, added_examples
from nlu.examples import Example
from nlu.topics import TOPICS, is_meta

routes = APIRouter(prefix="/knowledge/unanswered")

Field = Annotated[str, Form()]

GROUPS_A_PAGE: Final = 20
TEXTS_SHOWN: Final = 5
BATCHES_SHOWN: Final = 50
_TEXTS_READ: Final = 3
_NEAREST: Final = 3
_DRAFTABLE: Final = tuple(topic for topic in TOPICS if not is_meta(topic))


@dataclass(frozen=True)
class GroupRow:
    """One group as the page shows it."""

    group: QuestionGroup
    nearest: tuple[str, ...]
    """The topics that it is most likely about."""
    chosen: str = ""
    error: str = ""


@dataclass(frozen=True)
class Batch:
    """What somebody said of several questions in one act."""

    group: QuestionGroup
    state: UnansweredState
    question: UnansweredQuestion
    """One of them: when and by whom."""
    by: str


@routes.get("")
async def show_groups(
    visitor: SignedIn, desk: TheDesk, show: str = "open", sort: str = "most", page: int = 1, done: str = ""
) -> Response:
    editing(visitor)
    if show == "handled":
        return await _handled_page(desk, visitor, done)
    return await _open_page(desk, visitor, sort=sort, page=page, done=done)


@routes.post("/draft")
async def draft(visitor: Acting, desk: TheDesk, questions: Field = "", topic: Field = "") -> Response:
    """Go on to a new draft of the German text."""
    editing(visitor)
    ids = _numbers(questions)
    if topic not in _DRAFTABLE:
        return await _open_page(desk, visitor, ids, topic, "Bitte wählen Sie ein Thema, zu dem es einen Text gibt.")
    if not await _handle(desk, visitor, ids, "drafted", topic):
        return await _open_page(desk, visitor, ids, topic, _TAKEN)
    return see_other(f"/desk/knowledge/articles/{topic}/de/edit")


@routes.post("/example")
async def teach(
    visitor: Acting,
    desk: TheDesk,
    questions: Field = "",
    topic: Field = "",
    text: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Make the chosen wordings of a group examples of a topic."""
    editing(visitor)
    ids, chosen = _numbers(questions), set(_numbers(",".join(text or [])))
    refused = ""
    async with desk.database.transaction() as session:
        kept = await named_questions(session, ids)
        shown = {each.id: each for each in one_group(kept, shipped_meaning()).texts} if kept else {}
        wordings = [each for number, each in shown.items() if number in chosen and each.state == "open"]
        if topic not in TEACHABLE:
            refused = "Bitte wählen Sie ein Thema."
        elif not wordings:
            refused = "Bitte wählen Sie mindestens einen Satz aus." if kept else _TAKEN
        elif not await handle(session, ids, "example", by=visitor.actor, now=desk.now(), topic=topic):
            refused = _TAKEN
        else:
            adding = AddedExamples(session, desk.parts.signals, desk.now())
            for each in wordings:
                await _add(adding, each, topic, visitor)
    if refused:
        return await _open_page(desk, visitor, ids, topic, refused)
    return see_other("/desk/knowledge/unanswered?done=example")


@routes.post("/not-ours")
async def not_ours(visitor: Acting, desk: TheDesk, questions: Field = "") -> Response:
    editing(visitor)
    ids = _numbers(questions)
    if not await _handle(desk, visitor, ids, "not_ours"):
        return await _open_page(desk, visitor, ids, "", _TAKEN)
    return see_other("/desk/knowledge/unanswered?done=not_ours")


@routes.post("/undo")
async def undo(visitor: Acting, desk: TheDesk, questions: Field = "", state: Field = "") -> Response:
    """Open questions again; examples that were made of them are taken back."""
    editing(visitor)
    ids = _numbers(questions)
    known: UnansweredState | None = next((each for each in _UNDONE if each == state), None)
    async with desk.database.transaction() as session:
        opened = await reopen(session, ids, known, by=visitor.actor, now=desk.now()) if known else 0
        if opened and known == "example":
            wordings = {(each.language, each.text) for each in await named_questions(session, ids)}
            made = [each.id for each in await added_examples(session) if (each.language, each.text) in wordings]
            await AddedExamples(session, desk.parts.signals, desk.now()).remove(made, visitor.actor)
    return see_other(f"/desk/knowledge/unanswered?done={'undone' if opened else 'gone'}")


_UNDONE: Final[tuple[UnansweredState, ...]] = ("drafted", "example", "not_ours")
_TAKEN: Final = "Diese Fragen hat inzwischen jemand bearbeitet, oder sie sind gelöscht."


async def _add(adding: AddedExamples, question: UnansweredQuestion, topic: str, visitor: Visitor) -> None:
    if question.language is None:
        return
    try:
        await adding.add(Example(question.text, topic, question.language), visitor.actor)
    except ExampleRefused as error:
        if error.reason != "known":  # then it was learnt already, which is all that was wanted
            raise


async def _handle(desk: Desk, visitor: Visitor, ids: Sequence[int], state: UnansweredState, topic: str = "") -> int:
    async with desk.database.transaction() as session:
        return await handle(session, ids, state, by=visitor.actor, now=desk.now(), topic=topic)


def _numbers(written: str) -> list[int]:
    return [int(each) for each in written.split(",") if each.isascii() and each.isdigit() and len(each) < 19]


async def _open_page(
    desk: Desk,
    visitor: Visitor,
    posted: Sequence[int] = (),
    topic: str = "",
    error: str = "",
    *,
    sort: str = "most",
    page: int = 1,
    done: str = "",
) -> Response:
    """The groups that wait; with an *error* at the one whose form was *posted*."""
    async with desk.database.reading() as session:
        questions = await open_questions(session)
        undoable = _batches(await handled_questions(session), {})[:1] if done in _UNDONE else []
    groups = await asyncio.to_thread(group, questions, shipped_meaning())
    if sort == "newest":
        groups.sort(key=lambda each: -max(each.ids))
    pages = max(1, -(-len(groups) // GROUPS_A_PAGE))
    meant = next((each for each in groups if set(each.ids) & set(posted)), None)
    page = groups.index(meant) // GROUPS_A_PAGE + 1 if meant else min(max(page, 1), pages)
    shown = groups[(page - 1) * GROUPS_A_PAGE : page * GROUPS_A_PAGE]
    nearest = await asyncio.to_thread(lambda: [_nearest(desk, each) for each in shown])
    rows = [
        GroupRow(each, near, topic if each is meant else "", error if each is meant else "")
        for each, near in zip(shown, nearest, strict=True)
    ]
    return desk.page(
        "unanswered.html",
        editing(visitor),
        status=422 if error else 200,
        here="/unanswered",
        show="open",
        rows=rows,
        total=len(questions),
        groups=len(groups),
        sort="newest" if sort == "newest" else "most",
        page_number=page,
        pages=pages,
        done=done,
        undoable=undoable,
        problem="" if meant else error,
        areas=names_by_area(TEACHABLE, desk.parts.library),
        name_of=lambda each: topic_name(each, desk.parts.library),
        shown_from=SHOWN_FROM,
        texts_shown=TEXTS_SHOWN,
        kept_days=KEPT.days,
    )


async def _handled_page(desk: Desk, visitor: Visitor, done: str) -> Response:
    async with desk.database.reading() as session:
        handled = await handled_questions(session)
        names = {f"staff:{each.id}": each.name for each in await session.scalars(select(StaffMember))}
    return desk.page(
        "unanswered.html",
        visitor,
        here="/unanswered",
        show="handled",
        batches=_batches(handled, names)[:BATCHES_SHOWN],
        done=done,
        kept_days=KEPT.days,
    )


def _batches(handled: Sequence[UnansweredQuestion], names: Mapping[str, str]) -> list[Batch]:
    meaning = shipped_meaning()
    batches = []
    for (_, state, by), together in groupby(handled, lambda each: (each.handled_at, each.state, each.handled_by)):
        questions = list(together)
        batches.append(Batch(one_group(questions, meaning), state, questions[0], names.get(by or "", "")))
    return batches


def _nearest(desk: Desk, asked: QuestionGroup) -> tuple[str, ...]:
    """The likeliest topics of some of the questions; without an interpreter what it thought when they were asked."""
    likely: dict[str, float] = defaultdict(float)
    understander = desk.parts.interpreter.understander if desk.parts.interpreter else None
    texts = [each for each in asked.questions if each.text][:_TEXTS_READ] if understander else []
    for question in texts:
        assert understander is not None
        for ranked in understander.understand(question.text, question.language).ranking:
            likely[ranked.topic] += ranked.confidence
    for question in asked.questions if not likely else ():
        if question.topic:
            likely[question.topic] += 1
    ranking = sorted(likely, key=lambda topic: -likely[topic])
    return tuple(topic for topic in ranking if topic in _DRAFTABLE)[:_NEAREST]
