"""`/chat/open/<token>`: where a link from Telegram leads. The page asks for the code word and shows nothing else.

`/chat/page/lock` shuts the page again.
"""

from contextlib import suppress

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from bot.case_links import LinkOver
from bot.code_words import LONGEST, SHORTEST
from bot.page_door import Door, PageDoor, WordTooEasy, WrongWord
from bot.web_chat import NoSuchConversation, WebChat
from bot.web_http import (
    OWN_PAGE,
    ChatRoute,
    drop_cookie,
    language_of_browser,
    refuse_foreign_pages,
    set_cookie,
    visit_of,
)
from bot.web_page import PAGE_LANGUAGE, SAFE_HEADERS, Page, html, to_the_door
from wording import LANGUAGES, Phrase


def door_routes(chat: WebChat, page: Page) -> APIRouter:
    """The way onto a page that belongs to a newcomer of Telegram."""
    routes = APIRouter(route_class=ChatRoute, include_in_schema=False)
    doors = PageDoor(chat.parts.database, chat.parts.signals, chat.parts.clock)

    def shown(request: Request, token: str, door: Door, problem: Phrase | None = None, status: int = 200) -> Response:
        language = door.language or language_of_browser(request) or PAGE_LANGUAGE
        if door.is_over:
            return html(page.closed_door(language), 410)
        return html(page.door(language, token, is_first=door.is_first, problem=problem), status)

    @routes.get("/chat/open")
    async def shut(request: Request, language: str = "", unsent: str = "") -> Response:
        """Where a page leads that is not open any more."""
        known = next((each for each in LANGUAGES if each == language), None)
        spoken = known or language_of_browser(request) or PAGE_LANGUAGE
        closed = html(page.closed_door(spoken, is_shut=True, is_unsent=bool(unsent)), 410)
        drop_cookie(closed, OWN_PAGE, https=chat.parts.https)
        return closed

    @routes.get("/chat/open/{token}")
    async def look(request: Request, token: str) -> Response:
        return shown(request, token, await doors.look(token))

    @routes.post("/chat/open/{token}")
    async def open_page(request: Request, token: str) -> Response:
        refuse_foreign_pages(request)
        if (door := await doors.look(token)).is_over:  # what never was a link costs no more than a look
            return shown(request, token, door)
        async with request.form() as form:
            word = str(form.get("word", ""))[: LONGEST + 1]
        try:
            secret = await doors.open(token, word)
        except WordTooEasy:
            return shown(request, token, door, Phrase(id="web-door-short", arguments={"least": SHORTEST}), 422)
        except WrongWord as wrong:
            problem = Phrase(id="web-door-wrong", arguments={"count": wrong.tries_left})
            return shown(request, token, await doors.look(token), problem, 422)
        except LinkOver:
            return shown(request, token, await doors.look(token))
        response = RedirectResponse(OWN_PAGE.path, 303, headers=SAFE_HEADERS)
        set_cookie(response, OWN_PAGE, secret, https=chat.parts.https)
        return response

    @routes.post(f"{OWN_PAGE.path}/lock")
    async def lock(request: Request) -> Response:
        """Shut the page that is open in this browser, if one is; "leave quickly" sends this too."""
        refuse_foreign_pages(request)
        language = None
        with suppress(NoSuchConversation):
            if (visit := await visit_of(chat, request, OWN_PAGE)) is not None:
                await doors.shut(visit.conversation)
                language = visit.language
        response = to_the_door(language)
        drop_cookie(response, OWN_PAGE, https=chat.parts.https)
        return response

    return routes
