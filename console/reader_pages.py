"""Native readers without an account: a link for one text, and what came of the links made before."""

from typing import Annotated, Final

from fastapi import APIRouter, Path
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from console.desk import Acting, Desk, SignedIn, TheDesk, Visitor, editing
from console.names import actor_names, topic_title
from console.pages import qr_code
from knowledge_base.errors import WrongStatus
from knowledge_base.reading_links import VALID_FOR, ReadingLinks
from knowledge_base.workflow import Workflow
from wording import Language

routes = APIRouter(prefix="/knowledge")

Topic = Annotated[str, Path(pattern=r"^[a-z_.]{1,60}$")]

READING: Final = "/info/read/"
"""Below the address at which browsers find Lotse; `bot.web_reader` answers there."""


@routes.get("/readers")
async def show(visitor: SignedIn, desk: TheDesk) -> Response:
    return await _page(desk, editing(visitor))


@routes.post("/articles/{topic}/{language}/readers")
async def make_link(topic: Topic, language: Language, visitor: Acting, desk: TheDesk) -> Response:
    """Make a link and show it, this once: only its hash is kept."""
    editing(visitor)
    try:
        async with desk.database.transaction() as session:
            token = await _links(desk, session).make((topic, language), by=visitor.actor)
    except WrongStatus:
        return await _page(desk, visitor, status=409, errors={"list": _why_not(language)})
    link = f"{desk.parts.public_url.rstrip('/')}{READING}{token}"
    return await _page(desk, visitor, link=link, picture=qr_code(link), place=(topic, language))


def _why_not(language: Language) -> str:
    if language == "de":
        return "Den deutschen Text bestätigt ein Amt. Ein Link ist für Übersetzungen da."
    return "Diesen Text gibt es gerade nicht, oder er ist zurückgezogen."


def _links(desk: Desk, session: AsyncSession) -> ReadingLinks:
    now = desk.now()
    return ReadingLinks(session, Workflow(session, desk.parts.signals, desk.parts.library.edition, now), now)


async def _page(desk: Desk, visitor: Visitor, *, status: int = 200, **values: object) -> Response:
    async with desk.database.reading() as session:
        listed = await _links(desk, session).listed()
        names = await actor_names(session, {link.made_by for link, _ in listed})
    given = {"link": "", "picture": "", "place": None, "errors": {}, **values}
    return desk.page(
        "readers.html",
        visitor,
        status=status,
        here="/readers",
        listed=listed,
        names=names,
        title_of=lambda topic: topic_title(topic, desk.parts.library),
        days=VALID_FOR.days,
        **given,
    )
