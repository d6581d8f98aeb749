"""`/chat/open/<token>`: where a link from Telegram leads. The page asks for the code word and shows nothing else.

`/chat/page/lock` shuts the page again.
"""

from contextlib import suppress

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from bot.case_links import WRONG_WORDS, LinkOver
from bot.code_words import LONGEST, SHORTEST
from bot.page_door import Door, WordTooEasy, WrongWord
from bot.web_chat import NoSuchConversation, PageShut, Visit, WebChat
from bot.web_http import (
    OWN_PAGE,
    ChatRoute,
    drop_cookie,
    language_of_browser,
    refuse_foreign_pages,
    set_cookie,
    visit_of,
)
from bot.web_page import PAGE_LANGUAGE, SAFE_HEADERS, Page, html, leading_to_the_door, to_the_door
from wording import LANGUAGES, Language, Moment, Phrase

_TRIED = Phrase(id="web-door-tried", arguments={"count": WRONG_WORDS})
_WHY_SHUT = {"unsent": Phrase(id="web-door-unsent"), "tried": _TRIED}


def door_routes(chat: WebChat, page: Page) -> APIRouter:
    """The way onto a page that belongs to a newcomer of Telegram, out of it, and to another code word."""
    doors = chat.doors
    routes = APIRouter(route_class=ChatRoute, include_in_schema=False)

    def shown(request: Request, token: str, door: Door, problem: Phrase | None = None, status: int = 200) -> Response:
        language = door.language or language_of_browser(request) or PAGE_LANGUAGE
        if door.is_over:
            return html(page.closed_door(language, why=_why(door), has_way=door.spent_until is None), 410)
        return html(page.door(language, token, door, problem), status)

    @routes.get("/chat/open")
    async def shut(request: Request, language: str = "", why: str = "") -> Response:
        """Where a page leads that is not open any more."""
        known = next((each for each in LANGUAGES if each == language), None)
        spoken = known or language_of_browser(request) or PAGE_LANGUAGE
        closed = html(page.closed_door(spoken, is_shut=True, why=_WHY_SHUT.get(why)), 410)
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
        except (WordTooEasy, WrongWord) as error:
            return shown(request, token, await doors.look(token), _problem(error), 422)
        except LinkOver:
            return shown(request, token, await doors.look(token))
        response = RedirectResponse(f"{OWN_PAGE.path}?after=door", 303, headers=SAFE_HEADERS)
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

    @routes.get(f"{OWN_PAGE.path}/password")
    @leading_to_the_door()
    async def ask_new_word(request: Request) -> Response:
        return html(page.new_word(language_on(await inside(request), request)))

    @routes.post(f"{OWN_PAGE.path}/password")
    @leading_to_the_door()
    async def take_new_word(request: Request) -> Response:
        visit = await inside(request)
        async with request.form() as form:
            old, new = (str(form.get(name, ""))[: LONGEST + 1] for name in ("old", "word"))
        try:
            secret = await doors.change(visit.conversation, old, new)
        except (WordTooEasy, WrongWord) as error:
            return html(page.new_word(language_on(visit, request), _problem(error)), 422)
        except LinkOver:
            return to_the_door(visit.language, "tried")
        response = RedirectResponse(f"{OWN_PAGE.path}?after=change", 303, headers=SAFE_HEADERS)
        set_cookie(response, OWN_PAGE, secret, https=chat.parts.https)
        return response

    async def inside(request: Request) -> Visit:
        visit = await visit_of(chat, request, OWN_PAGE)
        if visit is None:
            raise PageShut
        return visit

    def language_on(visit: Visit, request: Request) -> Language:
        return visit.language or language_of_browser(request) or PAGE_LANGUAGE

    return routes


def _problem(error: WordTooEasy | WrongWord) -> Phrase:
    """Why a word was not taken."""
    if isinstance(error, WrongWord):
        return Phrase(id="web-door-wrong", arguments={"count": error.tries_left})
    if error.weakness == "long":
        return Phrase(id="web-too-long")
    return Phrase(id=f"web-door-{error.weakness}", arguments={"least": SHORTEST})


def _why(door: Door) -> Phrase | None:
    """Why a link is over, where that is not plain."""
    if door.spent_until is not None:
        return Phrase(id="page-tries-spent", arguments={"at": Moment(at=door.spent_until)})
    return _TRIED if door.is_tried else None
