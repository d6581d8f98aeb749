"""Pages of Integreat: sent as a file, each with its topic chosen, then shown as what would change."""

from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter
from pydantic import TypeAdapter
from starlette.responses import Response

from console import german
from console.desk import Acting, Desk, TheDesk, Visitor, editing
from console.errors import SealBroken
from console.exchange import PATH, Pieces, Upload, brought, carry, content_of, plan_page, refusal_page
from console.exchange_german import reasons
from knowledge_base.articles import Place
from knowledge_base.incoming import FileRefused, Incoming, IncomingText, Known, Problem
from knowledge_base.integreat import Page, draft_of, read_pages
from nlu.topics import TOPICS, area_of
from wording import LANGUAGES

routes = APIRouter(prefix=PATH)

_PAGES: Final = TypeAdapter(list[Page])
_TOPICS: Final = [topic for topic in TOPICS if area_of(topic) != "meta"]


@routes.post("/integreat")
async def read_sent_pages(visitor: Acting, desk: TheDesk, file: Upload = None) -> Response:
    editing(visitor)
    try:
        pages = read_pages(await content_of(file))
        fitting = [page for page in pages if page.language and page.lines]
        return _choice(desk, visitor, fitting, left_out=len(pages) - len(fitting))
    except FileRefused as refused:
        return refusal_page(desk, visitor, "integreat", refused)


@routes.post("/topics")
async def choose_topics(visitor: Acting, desk: TheDesk, carried: Pieces, topic: Pieces) -> Response:
    """For each page the *topic* that it is for, empty for none, in the order of the pages."""
    editing(visitor)
    try:
        pages = _PAGES.validate_json(brought(desk, visitor, "pages", carried))
    except SealBroken:
        return refusal_page(desk, visitor, "integreat", FileRefused([Problem("no-file")]))
    async with desk.database.reading() as session:
        known = await Known.load(session)
    chosen = [each.strip() for each in topic][: len(pages)]
    drafts: dict[Place, IncomingText] = {}
    errors = {}
    for number, (page, wanted) in enumerate(zip(pages, chosen, strict=False)):
        if wanted:
            try:
                _add_draft(desk, page, wanted, known, drafts)
            except FileRefused as refused:
                errors[f"topic-{number}"] = reasons(refused.problems)[0].why
    if not drafts and not errors:
        errors["topics"] = "Wählen Sie bei mindestens einer Seite ein Thema."
    try:
        if errors:
            return _choice(desk, visitor, pages, chosen=chosen, errors=errors)
        return await plan_page(desk, visitor, "integreat", Incoming(texts=tuple(drafts.values())), known)
    except FileRefused as refused:
        return refusal_page(desk, visitor, "integreat", refused)


def _add_draft(desk: Desk, page: Page, topic: str, known: Known, drafts: dict[Place, IncomingText]) -> None:
    """Put the draft out of *page* among the others.

    Raises:
        FileRefused: there is no such topic, it has a draft already, or it has no German text yet.
    """
    language = page.language
    if topic not in _TOPICS or language is None:
        raise FileRefused([Problem("topic-unknown", found=topic)])
    if (topic, language) in drafts:
        raise FileRefused([Problem("topic-twice", found=topic)])
    texts = {each: known.newest[topic, each] for each in LANGUAGES if (topic, each) in known.newest}
    unit = desk.parts.library.unit_of(topic)
    drafts[topic, language] = draft_of(page, topic, language, texts, unit, desk.parts.phrases)


def _choice(
    desk: Desk,
    visitor: Visitor,
    pages: Sequence[Page],
    *,
    left_out: int = 0,
    chosen: Sequence[str] = (),
    errors: dict[str, str] | None = None,
) -> Response:
    """The pages, each with a field for its topic.

    Raises:
        FileRefused: they are more than a form may hold.
    """
    library = desk.parts.library
    named = {topic: library.title(topic, "de") if library.has(topic) else german.topic_area(topic) for topic in _TOPICS}
    return desk.page(
        "exchange_topics.html",
        visitor,
        status=422 if errors else 200,
        here="/exchange",
        pages=pages,
        left_out=left_out,
        chosen=[*chosen, *[""] * (len(pages) - len(chosen))],
        topics=named,
        errors=errors or {},
        carried=carry(desk, visitor, "pages", _PAGES.dump_json(list(pages))),
    )
