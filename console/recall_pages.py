"""Recalls at the desk: an answer was wrong, its readers are counted and told once a second person agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Path
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from console.desk import Acting, Desk, SignedIn, TheDesk, Visitor, editing, reviewing, see_other
from console.names import actor_names, topic_title
from console.recall_form import Filled, RecallForm, again, begun, versions_in_words
from handoff.corrections import is_discreet, reachable
from knowledge_base.delivery import newcomers_who_read, topics_read, versions_read
from knowledge_base.errors import SecondPersonNeeded, WrongStatus
from knowledge_base.recalls import Recalls
from knowledge_base.tables import ArticleVersion, Recall
from wording import LANGUAGES, Language, formats

routes = APIRouter(prefix="/knowledge/recalls")

RecallId = Annotated[int, Path(ge=1, le=2**62)]
Field = Annotated[str, Form()]

_HOME = "/desk/knowledge/recalls"
_LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Concerned:
    """How many people were shown what was wrong, and how many of them can be written to now."""

    people: int
    reachable: int


@dataclass(frozen=True, slots=True)
class Row:
    """One recall as the list shows it."""

    recall: Recall
    title: str
    versions: str
    since: str
    concerned: Concerned | None
    """Only while it waits."""
    still_shown: str
    """Those of its versions that newcomers read at this moment."""
    is_own: bool


@routes.get("")
async def show_recalls(visitor: SignedIn, desk: TheDesk, done: str = "") -> Response:
    return await _list(desk, editing(visitor), done=done)


@routes.get("/new")
async def show_form(visitor: SignedIn, desk: TheDesk, topic: str = "", of: int = 0) -> Response:
    """The form for *topic*; `of` is an earlier recall that is to be changed."""
    editing(visitor)
    async with desk.database.reading() as session:
        earlier = await session.get(Recall, of) if 0 < of < 2**62 else None
        topic = earlier.topic if earlier else topic
        read = await versions_read(session, topic)
        titles = await _titles(session, topic)
    if not titles:
        return await _list(desk, visitor, status=404 if topic else 200, choose=True)
    form = again(earlier) if earlier else begun(topic, read, titles, desk.parts.phrases)
    return await _form(desk, visitor, form)


@routes.post("/new")
async def propose(visitor: Acting, desk: TheDesk, form: Filled, act: Field = "") -> Response:
    """Count whom it concerns, or give it to a second person."""
    editing(visitor)
    errors = form.errors(desk.now())
    since = form.since_when
    if act != "propose" or errors or since is None:
        return await _form(desk, visitor, form, errors=errors, status=422 if errors else 200)
    async with desk.database.transaction() as session:
        acts = Recalls(session, desk.now())
        await acts.propose(form.topic, form.wrong, since=since, texts=form.texts, by=visitor.actor)
    return see_other(f"{_HOME}?done=proposed")


@routes.post("/{recall_id}/agree")
async def agree(recall_id: RecallId, visitor: Acting, desk: TheDesk) -> Response:
    reviewing(visitor)
    try:
        async with desk.database.transaction() as session:
            await Recalls(session, desk.now()).agree(recall_id, by=visitor.actor)
    except SecondPersonNeeded:
        error = "Das haben Sie selbst vorgeschlagen. Eine zweite Person muss zustimmen."
        return await _list(desk, visitor, status=409, errors={f"recall-{recall_id}": error})
    except WrongStatus as refused:
        return await _too_late(desk, visitor, recall_id, refused)
    return see_other(f"{_HOME}?done=agreed")


@routes.post("/{recall_id}/send-back")
async def send_back(recall_id: RecallId, visitor: Acting, desk: TheDesk, because: Field = "") -> Response:
    reviewing(visitor)
    because = because.strip()
    if not because or len(because) > _LONGEST_REASON:
        error = f"Bitte schreiben Sie den Grund, mit höchstens {_LONGEST_REASON} Zeichen."
        errors = {f"because-{recall_id}": error}
        return await _list(desk, visitor, status=422, errors=errors, typed={recall_id: because})
    try:
        async with desk.database.transaction() as session:
            await Recalls(session, desk.now()).send_back(recall_id, by=visitor.actor, because=because)
    except WrongStatus as refused:
        return await _too_late(desk, visitor, recall_id, refused)
    return see_other(f"{_HOME}?done=sent-back")


@routes.post("/{recall_id}/withdraw")
async def withdraw(recall_id: RecallId, visitor: Acting, desk: TheDesk) -> Response:
    editing(visitor)
    try:
        async with desk.database.transaction() as session:
            await Recalls(session, desk.now()).withdraw(recall_id, by=visitor.actor)
    except WrongStatus as refused:
        return await _too_late(desk, visitor, recall_id, refused)
    return see_other(f"{_HOME}?done=withdrawn")


async def _too_late(desk: Desk, visitor: Visitor, recall_id: int, refused: WrongStatus) -> Response:
    if refused.status == "missing":
        return await _list(desk, visitor, status=404, errors={"list": "Diese Berichtigung gibt es nicht."})
    error = "Darüber hat schon jemand entschieden."
    return await _list(desk, visitor, status=409, errors={f"recall-{recall_id}": error})


async def _list(
    desk: Desk,
    visitor: Visitor,
    *,
    status: int = 200,
    done: str = "",
    errors: dict[str, str] | None = None,
    typed: dict[int, str] | None = None,
    choose: bool = False,
) -> Response:
    async with desk.database.reading() as session:
        acts = Recalls(session, desk.now())
        recalls = await acts.newest()
        rows = [await _row(desk, visitor, session, acts, recall) for recall in recalls]
        names = await actor_names(session, [*_actors(recalls)])
        topics = await topics_read(session)
    return desk.page(
        "recalls.html",
        visitor,
        status=status,
        here="/recalls",
        rows=rows,
        names=names,
        topics={topic: (topic_title(topic, desk.parts.library), people) for topic, people in topics.items()},
        done=done,
        errors=errors or {},
        typed=typed or {},
        choose=choose,
        is_discreet=is_discreet,
    )


async def _row(desk: Desk, visitor: Visitor, session: AsyncSession, acts: Recalls, recall: Recall) -> Row:
    waits = recall.status == "in_review"
    concerned = await _concerned(session, await acts.readers(recall)) if waits else None
    shown = _shown_now(desk, recall.topic)
    still: dict[str, list[int]] = {
        each: [shown[each]] for each in LANGUAGES if shown.get(each, 0) in recall.versions.get(each, [])
    }
    return Row(
        recall=recall,
        title=topic_title(recall.topic, desk.parts.library),
        versions=versions_in_words(recall.versions),
        since=formats.date(recall.since.astimezone(formats.TOWN).date(), "de"),
        concerned=concerned,
        still_shown=versions_in_words(still) if waits else "",
        is_own=recall.written_by == visitor.actor,
    )


async def _form(
    desk: Desk, visitor: Visitor, form: RecallForm, *, errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    async with desk.database.reading() as session:
        read = await versions_read(session, form.topic)
        ids: Sequence[int] = ()
        if form.wrong and form.since_when:
            ids = await newcomers_who_read(session, form.topic, form.wrong, form.since_when)
        concerned = await _concerned(session, ids)
    return desk.page(
        "recall.html",
        visitor,
        status=status,
        here="/recalls",
        form=form,
        title=topic_title(form.topic, desk.parts.library),
        read=read,
        shown=_shown_now(desk, form.topic),
        concerned=concerned,
        is_counted=bool(form.wrong and form.since_when),
        is_discreet=is_discreet(form.topic),
        errors=errors or {},
    )


async def _concerned(session: AsyncSession, newcomer_ids: Sequence[int]) -> Concerned:
    return Concerned(len(newcomer_ids), len(await reachable(session, newcomer_ids)))


def _shown_now(desk: Desk, topic: str) -> dict[Language, int]:
    """The version of each language that newcomers read at this moment."""
    articles = desk.parts.library.edition.articles
    return {language: articles[topic, language].version for language in LANGUAGES if (topic, language) in articles}


async def _titles(session: AsyncSession, topic: str) -> dict[Language, str]:
    """The titles under which the article was told, the newest of each language."""
    told = select(ArticleVersion.language, ArticleVersion.title).where(
        ArticleVersion.topic == topic, ArticleVersion.status.in_(("published", "withdrawn"))
    )
    return {row.language: row.title for row in await session.execute(told.order_by(ArticleVersion.version))}


def _actors(recalls: Sequence[Recall]) -> set[str]:
    return {actor for recall in recalls for actor in (recall.written_by, recall.reviewed_by) if actor}
