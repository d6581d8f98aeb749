"""The inbox page, its list alone for refreshing, and the stream that says when to."""

from collections.abc import AsyncIterator
from typing import Annotated, Final, get_args

from fastapi import APIRouter, Query, Request
from fastapi.sse import format_sse_event
from starlette.responses import Response, StreamingResponse

from console.desk import Desk, SignedIn, TheDesk, Visitor, Watching, see_other
from console.errors import SignedOut
from console.inbox_view import Filter, Inbox, read_inbox
from handoff.cases import SIGNAL, Cases
from storage.signals import next_signal

routes = APIRouter()

LOOK_EVERY_SECONDS: Final = 5.0
"""So often an idle stream shows that it lives, and looks whether its session still does."""


@routes.get("/inbox")
async def show_inbox(
    visitor: SignedIn, desk: TheDesk, show: Annotated[str, Query()] = "all", done: str = ""
) -> Response:
    if visitor.member.role == "administrator":
        return see_other(visitor.home)
    if visitor.unit is None:
        return desk.page("no_inbox.html", visitor)
    return desk.page("inbox.html", visitor, inbox=await inbox_of(desk, visitor, show), done=done)


@routes.get("/inbox/list")
async def show_list(
    visitor: Watching, desk: TheDesk, show: Annotated[str, Query()] = "all", selected: int = 0
) -> Response:
    """Only the list, for a page that is open already."""
    inbox = await inbox_of(desk, visitor, show)
    return desk.page("inbox_list.html", visitor, inbox=inbox, selected=selected)


@routes.get("/events")
async def stream(request: Request, visitor: Watching, desk: TheDesk) -> Response:
    """Server-sent events `case`, each with a case number of the visitor's unit and nothing else."""
    if visitor.unit is None:
        return Response(status_code=204)
    return StreamingResponse(_events(request, desk, visitor.unit.id), media_type="text/event-stream")


async def inbox_of(desk: Desk, visitor: Visitor, show: str) -> Inbox:
    chosen: Filter = show if show in get_args(Filter) else "all"  # type: ignore[assignment]
    async with desk.database.reading() as session:
        cases = Cases(session, desk.parts.signals)
        return await read_inbox(session, cases, desk.parts.library, visitor.member, chosen)


async def _events(request: Request, desk: Desk, unit_id: str) -> AsyncIterator[bytes]:
    async with desk.parts.signals.listening(f"{SIGNAL}:{unit_id}") as queue:
        yield format_sse_event(comment="open", retry=5000)
        while not await request.is_disconnected():
            number = await next_signal(queue, LOOK_EVERY_SECONDS)
            try:
                await desk.visitor(request, is_use=False)
            except SignedOut:
                yield format_sse_event(event="signed-out", data_str="")
                return
            yield format_sse_event(event="case", data_str=number) if number else format_sse_event(comment="still here")
