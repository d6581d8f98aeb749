"""The web chat's API: conversations, messages, events. Errors are `{"error": {"code", "message"}}`.

A conversation is opened by its secret, as a bearer token or in the cookie that the page uses. The cookie never leaves
for another site, and what carries it must come from our own page.
"""

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any, Self

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from fastapi.routing import APIRoute
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator
from starlette.responses import JSONResponse
from starlette.routing import Match

from bot.web_attachments import take_file
from bot.web_channel import TEXT_LIMIT
from bot.web_chat import Asked, NoSuchConversation, Visit, WebChat, WebParts, as_reply
from bot.web_door import door_routes
from bot.web_http import CHAT, ChatRoute, Refusal, cleaned, client_of, language_of_browser, set_cookie, visits_of
from bot.web_page import Page, page_routes
from wording import Language

_LARGEST_ID = 2**63 - 1


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


Words = Annotated[str, StringConstraints(max_length=TEXT_LIMIT)]
ButtonId = Annotated[str, StringConstraints(pattern=r"^[!-~][ -~]{0,63}$")]


class NewConversation(Body):
    """How a conversation begins: in a language, from a printed code, or with neither."""

    language: Language | None = None
    start: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,64}$")] | None = None


class Begun(BaseModel):
    conversation: str
    secret: str


class NewMessage(Body):
    """Words, or the id of a button; not both."""

    text: Words | None = None
    press: ButtonId | None = None

    @model_validator(mode="after")
    def is_one(self) -> Self:
        if (self.text is None) == (self.press is None):
            raise ValueError("either text or press is needed")
        if self.text is not None:
            self.text = cleaned(self.text)
            if not self.text:
                raise ValueError("text is empty")
        return self


class Replies(BaseModel):
    replies: list[dict[str, Any]]


Key = Annotated[str | None, Header(alias="Idempotency-Key", pattern=r"^[ -~]{1,255}$")]
After = Annotated[int, Query(ge=0, le=_LARGEST_ID)]


def web_routes(parts: WebParts) -> APIRouter:
    """The API of the web chat and the page in front of it."""
    chat = WebChat(parts)
    routes = APIRouter()
    page = Page(parts.phrases, parts.leave_url)
    routes.include_router(api_routes(chat))
    routes.include_router(page_routes(chat, page))
    routes.include_router(door_routes(chat, page))
    return routes


def api_routes(chat: WebChat) -> APIRouter:
    """Everything below `/chat/api`."""
    routes = APIRouter(prefix="/chat/api", route_class=ChatRoute)

    async def opened(conversation: Annotated[str, Path()], request: Request) -> Visit:
        visits = await visits_of(chat, request)
        if not visits:
            raise NoSuchConversation
        if not (here := [visit for visit in visits if visit.conversation == conversation]):
            raise Refusal(404, "not_found", "this secret opens no such conversation")
        return here[0]

    Opened = Annotated[Visit, Depends(opened)]  # noqa: N806 - a type

    @routes.post("/conversations", status_code=201)
    async def begin(new: NewConversation, request: Request, response: Response) -> Begun:
        key = await chat.begin(new.language, new.start or "", client_of(request))
        set_cookie(response, CHAT, key.secret, https=chat.parts.https)
        response.headers["Cache-Control"] = "no-store"
        return Begun(conversation=key.conversation, secret=key.secret)

    @routes.post("/conversations/{conversation}/messages")
    async def say(visit: Opened, new: NewMessage, request: Request, response: Response, key: Key = None) -> Replies:
        asked = Asked(text=new.text, press=new.press, key=key, hint=language_of_browser(request))
        await chat.note_message(visit)
        replies = await chat.ask(visit.conversation, asked)
        response.headers["Cache-Control"] = "no-store"
        if replies is None:
            response.status_code = 202
        return Replies(replies=[as_reply(reply) for reply in replies or ()])

    @routes.get("/conversations/{conversation}/messages")
    async def shown(visit: Opened, response: Response, after: After = 0) -> Replies:
        response.headers["Cache-Control"] = "no-store"
        return Replies(replies=[as_reply(reply) for reply in await chat.shown(visit.conversation, after)])

    async def following(visit: Opened) -> AsyncIterator[Visit]:
        chat.limits.open_stream(visit.conversation)
        try:
            yield visit
        finally:
            chat.limits.close_stream(visit.conversation)

    @routes.get("/conversations/{conversation}/events", response_class=EventSourceResponse)
    async def events(
        visit: Annotated[Visit, Depends(following, scope="request")],
        after: After = 0,
        last_event_id: Annotated[str | None, Header(alias="Last-Event-ID")] = None,
    ) -> AsyncIterator[ServerSentEvent]:
        if last_event_id is not None and last_event_id.isdecimal():
            after = min(int(last_event_id[:19]), _LARGEST_ID)  # what the browser has wins over where it began
        async for message in chat.follow(visit, after):
            written = json.dumps(as_reply(message), ensure_ascii=False)
            yield ServerSentEvent(raw_data=written, event="reply", id=str(message.id))

    @routes.post("/conversations/{conversation}/attachments", status_code=201)
    async def attach(visit: Opened, request: Request) -> Response:
        await chat.note_message(visit)
        case, said, is_kept = await take_file(chat, visit.conversation, request)
        told = {"case": case.number, "replies": [as_reply(reply) for reply in said]}
        return JSONResponse(told, 201 if is_kept else 200, headers={"Cache-Control": "no-store"})

    @routes.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)
    async def nothing_here(request: Request) -> Response:
        others = (
            route for route in routes.routes if isinstance(route, APIRoute) and route.endpoint is not nothing_here
        )
        if any(route.matches(request.scope)[0] is Match.PARTIAL for route in others):
            raise Refusal(405, "method_not_allowed", "this path does not take this method")
        raise Refusal(404, "not_found", "there is nothing here")

    return routes


__all__ = ["WebParts", "api_routes", "web_routes"]
