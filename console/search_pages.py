"""Searching the knowledge base at the desk: texts in every language with their drafts, facts and offices."""

from fastapi import APIRouter
from starlette.responses import Response

from console.desk import SignedIn, TheDesk, editing
from knowledge_base.search import LONGEST_QUERY
from wording import LANGUAGES

routes = APIRouter(prefix="/knowledge/search")


@routes.get("")
async def search(visitor: SignedIn, desk: TheDesk, q: str = "", language: str = "") -> Response:
    editing(visitor)
    query = " ".join(q.split())
    spoken = next((each for each in LANGUAGES if each == language), None)
    library, found = desk.parts.library, None
    if query:
        async with desk.database.reading() as session:
            found = await desk.knowledge_search.search(session, query, spoken)
    return desk.page(
        "knowledge_search.html",
        visitor,
        here="/search",
        query=query[:LONGEST_QUERY],
        is_cut=len(query) > LONGEST_QUERY,
        language=spoken or "",
        found=found,
        titles={
            each.topic: library.title(each.topic, "de")
            for each in (found.topics if found and not spoken else ())
            if library.has(each.topic)
        },
        longest=LONGEST_QUERY,
    )
