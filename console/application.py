"""The desk put together: routes, static files, German error pages, and the gate around everything."""

import re
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from console import (
    account,
    announcement_pages,
    article_pages,
    attachments,
    calendar_pages,
    case_pages,
    change_pages,
    editor_pages,
    enrolment_pages,
    example_pages,
    exchange_pages,
    fact_pages,
    help_page,
    inbox,
    integreat_pages,
    knowledge_pages,
    office_pages,
    reader_pages,
    recall_pages,
    replies,
    search_pages,
    sign_in,
    staff_pages,
    try_pages,
    unanswered_pages,
)
from console.desk import Desk, to_sign_in
from console.errors import EnrolmentOver, Forbidden, SignedOut
from console.exchange import UPLOADS
from console.gate import Gate
from console.pages import STATIC
from console.parts import ConsoleParts
from handoff.errors import ClaimedByOther, NotYours, TransitionRefused

ROUTERS: Final = tuple(
    module.routes
    for module in (
        sign_in,
        enrolment_pages,
        exchange_pages,
        integreat_pages,
        inbox,
        case_pages,
        attachments,
        replies,
        account,
        staff_pages,
        knowledge_pages,
        calendar_pages,
        recall_pages,
        search_pages,
        example_pages,
        try_pages,
        unanswered_pages,
        announcement_pages,
        reader_pages,
        article_pages,
        editor_pages,
        change_pages,
        fact_pages,
        office_pages,
        help_page,
    )
)


def create_console(parts: ConsoleParts) -> FastAPI:
    """The desk as an application to mount at `/desk`: `app.mount("/desk", create_console(parts))`."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, title="Lotse desk")
    desk = Desk(parts)
    app.state.desk = desk
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(Gate, networks=parts.desk_networks, uploads=UPLOADS)
    _speak_german(app, desk)
    return app


def _page_behind(form: Request) -> str:
    """The page of the case or of the text that *form* stands on; empty for a form of another page."""
    page = re.match(r"/desk/cases/[0-9]+|/desk/knowledge/articles/[a-z_]+\.[a-z0-9_]+/[a-z]{2}(/edit)?", form.url.path)
    return page[0] if page else ""


def _speak_german(app: FastAPI, desk: Desk) -> None:
    """Each error its page. A case of another unit looks exactly like one that does not exist."""

    async def problem(request: Request, name: str, status: int) -> Response:
        """The page of an error, with the menu for whoever is signed in: a slip must not lose the way."""
        try:
            visitor = await desk.visitor(request, is_use=False)
        except SignedOut:
            visitor = None
        back = _page_behind(request) if visitor and request.method == "POST" and name != "not-found" else ""
        return desk.page("problem.html", visitor, status=status, problem=name, back=back)

    async def not_found(request: Request, _error: Exception) -> Response:
        return await problem(request, "not-found", 404)

    async def http_error(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return await problem(request, "not-found" if status == 404 else "wrong-way", status)

    async def signed_out(request: Request, _error: Exception) -> Response:
        if request.url.path.endswith(("/events", "/activity", "/inbox/list", "/talk", "/live")):
            return Response(status_code=401)  # a script asks, and must not get the sign-in page as a list
        is_form = request.method == "POST"
        wanted = _page_behind(request) if is_form else request.url.path
        return to_sign_in(wanted, was_inside=is_form or desk.session_cookie in request.cookies)

    async def forbidden(request: Request, _error: Exception) -> Response:
        return await problem(request, "forbidden", 403)

    async def claimed(request: Request, _error: Exception) -> Response:
        return await problem(request, "claimed", 409)

    async def refused(request: Request, error: Exception) -> Response:
        is_closed = isinstance(error, TransitionRefused) and error.owner == "closed"
        return await problem(request, "closed" if is_closed else "unclaimed", 409)

    async def enrolment_over(request: Request, _error: Exception) -> Response:
        return await problem(request, "enrolment-over", 410)

    async def broken(_request: Request, _error: Exception) -> Response:
        # the database may be what broke: this page asks it for nothing
        return desk.page("problem.html", status=500, problem="broken", back="")

    app.add_exception_handler(NotYours, not_found)
    app.add_exception_handler(RequestValidationError, not_found)  # only paths are validated: a number that is none
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(SignedOut, signed_out)
    app.add_exception_handler(Forbidden, forbidden)
    app.add_exception_handler(ClaimedByOther, claimed)
    app.add_exception_handler(TransitionRefused, refused)
    app.add_exception_handler(EnrolmentOver, enrolment_over)
    app.add_exception_handler(Exception, broken)
