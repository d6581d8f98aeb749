"""The page of the web chat: written by the server, working without script; the script only saves the reloading.

Before the first question nothing is stored: the languages are links, the areas are known. Of the newcomer's own words
the page shows what the bot remembers, the last question.
"""

import mimetypes
import secrets
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from math import ceil
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, ParamSpec
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Query, Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse

from bot.code_words import SHORTEST
from bot.page_door import Door
from bot.web_attachments import Place, places, take_file
from bot.web_channel import TEXT_LIMIT
from bot.web_chat import Asked, LastWords, NoOpenCase, NoSuchConversation, PageShut, Visit, WebChat
from bot.web_http import (
    CHAT,
    OWN_PAGE,
    ChatRoute,
    Refusal,
    Way,
    cleaned,
    client_of,
    drop_cookie,
    language_of_browser,
    refusal_of,
    refuse_foreign_pages,
    set_cookie,
    visit_of,
    way_to,
)
from bot.web_limits import TooFast
from bot.web_view import AREA_ICONS, ViewReply, picture_button, view
from bot.welcome import AREAS, read_payload
from storage.outbox import OutboxMessage
from wording import LANGUAGES, Language, Moment, Phrase, Phrases
from wording.formats import moment
from wording.languages import OWN_NAMES

PAGE_LANGUAGE: Language = "de"
"""Of the first page, before anybody chose one."""

PAGE_TEXT_LIMIT = 4_000
"""Characters the page lets somebody write: a form sends each of them as up to twelve bytes."""

_HERE = Path(__file__).parent
_YEAR = "public, max-age=31536000, immutable"
_RIGHT_TO_LEFT: frozenset[str] = frozenset()
"""None of the seven languages is; the page is ready for one that is."""

SAFE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

_P = ParamSpec("_P")
_Handler = Callable[_P, Coroutine[Any, Any, Response]]


class _StaticFile:
    """A file of the page, with a name that changes with its content."""

    def __init__(self, file: Path) -> None:
        self.content = file.read_bytes()
        self.media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self.version = sha256(self.content).hexdigest()[:12]


@dataclass(frozen=True)
class Words:
    """What the page itself says, in one language."""

    phrases: Phrases
    language: Language

    def __call__(self, phrase_id: str, **arguments: Any) -> str:
        return self.phrases.say(Phrase(id=phrase_id, arguments=arguments), self.language)

    def phrase(self, phrase: Phrase) -> str:
        return self.phrases.say(phrase, self.language)

    @property
    def direction(self) -> str:
        return "rtl" if self.language in _RIGHT_TO_LEFT else "ltr"


class Page:
    """Writes the page and its parts."""

    def __init__(self, phrases: Phrases, leave_url: str) -> None:
        if urlsplit(leave_url).scheme not in ("http", "https", ""):
            raise ValueError("the page to leave to needs an address of the web")
        self._phrases = phrases
        self._leave_url = leave_url
        self.files = {file.name: _StaticFile(file) for file in sorted((_HERE / "static").iterdir()) if file.is_file()}
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals["static"] = self._address
        self._templates.globals["area_icons"] = AREA_ICONS
        drawings = (_HERE / "templates" / "icons.svg").read_text("utf-8")
        self._templates.globals["icons"] = Markup(drawings)  # noqa: S704 - our own file

    def languages(self, start: str) -> str:
        """The first page: all languages, each by its own name. *start* is carried on to the next page."""
        _, place = read_payload(start)
        choices = [
            {
                "language": language,
                "name": name,
                "greeting": Words(self._phrases, language)("web-hello"),
                "start": f"{language}_{place}" if place else language,
            }
            for language, name in OWN_NAMES.items()
        ]
        return self.write("languages.html", PAGE_LANGUAGE, choices=choices, conversation=None)

    def welcome(self, language: Language, start: str, notice: Phrase | None = None) -> str:
        """The page before the first question: what Lotse is, the areas, and room to write."""
        say = Words(self._phrases, language)
        areas = [picture_button(area, say(f"area-{area}"), picture) for area, picture in AREAS.items()]
        _, place = read_payload(start)
        return self.write(
            "welcome.html",
            language,
            areas=areas,
            start=f"{language}_{place}" if place else language,
            place=place or "",
            notice=notice,
            conversation=None,
        )

    def conversation(
        self,
        visit: Visit,
        messages: list[OutboxMessage],
        words: LastWords | None,
        *,
        is_waiting: bool,
        notice: Phrase | None = None,
        places: Sequence[Place] = (),
        opened: Mapping[str, str] = MappingProxyType({}),
    ) -> str:
        """A conversation as far as it is kept.

        Args:
            opened: How long a newcomer's own page stays open, as its script reads it.
        """
        replies = [view(message) for message in messages]
        asked_before = next((m.id for m in messages if words and m.created_at >= words.at), None)
        return self.write(
            "conversation.html",
            self._language_of(visit, replies),
            conversation=visit.conversation,
            replies=replies,
            turn=_newest_turn(replies),
            words=words.text if words else None,
            asked_before=asked_before,
            is_waiting=is_waiting,
            notice=notice,
            places=places,
            base=way_to(visit).path,
            opened=opened,
        )

    def ended(self, visit: Visit, messages: list[OutboxMessage]) -> str:
        """What is left to say after everything was deleted."""
        replies = [view(message) for message in messages]
        language = self._language_of(visit, replies)
        return self.write("ended.html", language, replies=replies, base=CHAT.path, conversation=None)

    def door(self, language: Language, token: str, door: Door, problem: Phrase | None = None) -> str:
        """The door of a newcomer's page: nothing but the question for the code word, or for one to be chosen."""
        since = door.chosen_at and Phrase(
            id="web-door-since",
            arguments={"day": Moment(at=door.chosen_at, form="date"), "time": Moment(at=door.chosen_at, form="time")},
        )
        is_first = door.is_first
        return self.write(
            "door.html", language, token=token, is_first=is_first, since=since, problem=problem, least=SHORTEST
        )

    def new_word(self, language: Language, problem: Phrase | None = None) -> str:
        """Where a newcomer chooses another code word for the page that is open."""
        return self.write("new_word.html", language, base=OWN_PAGE.path, problem=problem, least=SHORTEST)

    def closed_door(
        self, language: Language, *, is_shut: bool = False, why: Phrase | None = None, has_way: bool = True
    ) -> str:
        """What a link shows that no longer works, or a page that was open and is shut again.

        Args:
            has_way: A new link can be had at once.
        """
        return self.write("closed_door.html", language, is_shut=is_shut, why=why, has_way=has_way)

    def part(self, visit: Visit, messages: list[OutboxMessage]) -> str:
        """Replies alone, for the script to put under the others."""
        replies = [view(message) for message in messages]
        say = Words(self._phrases, self._language_of(visit, replies))
        template = self._templates.get_template("part.html")
        return template.render(replies=replies, turn=_newest_turn(replies), say=say, base=way_to(visit).path)

    def _language_of(self, visit: Visit, replies: list[ViewReply]) -> Language:
        if visit.language is not None:
            return visit.language
        told = replies[-1].language if replies else None
        return next((language for language in LANGUAGES if language == told), PAGE_LANGUAGE)

    def write(self, template: str, language: Language, **values: Any) -> str:
        """A page from one of our templates; *values* are what it needs beside the words of the *language*."""
        say = Words(self._phrases, language)
        return self._templates.get_template(template).render(
            say=say,
            own_name=OWN_NAMES[language],
            leave_url=self._leave_url,
            text_limit=PAGE_TEXT_LIMIT,
            key=secrets.token_urlsafe(12),
            **values,
        )

    def _address(self, name: str) -> str:
        return f"/chat/static/{name}?v={self.files[name].version}"


def _newest_turn(replies: list[ViewReply]) -> int:
    """The turn whose buttons still lead on: the last thing that was asked, whatever staff members wrote since."""
    return max((reply.turn for reply in replies), default=0)


def html(content: str, status: int = 200, more: Mapping[str, str] = MappingProxyType({})) -> Response:
    return HTMLResponse(content, status, headers={**SAFE_HEADERS, **more})


Why = Literal["", "unsent", "tried"]
"""What a newcomer learns in front of a page that is shut: what they wrote may not have arrived, or there were too many
wrong words.
"""


def leading_to_the_door(*, why: Why = "") -> Callable[[_Handler[_P]], _Handler[_P]]:
    """Makes a handler lead a browser whose page is shut to where it says how to open it."""

    def leading(handle: _Handler[_P]) -> _Handler[_P]:
        @wraps(handle)
        async def handle_or_lead(*given: _P.args, **named: _P.kwargs) -> Response:
            try:
                return await handle(*given, **named)
            except PageShut as shut:
                return to_the_door(shut.language, why)

        return handle_or_lead

    return leading


def to_the_door(language: Language | None, why: Why = "") -> Response:
    """Leads a browser to where it says that the page is shut."""
    told = {"language": language or "", "why": why}
    query = urlencode({name: value for name, value in told.items() if value})
    return RedirectResponse(f"/chat/open?{query}", 303, headers=SAFE_HEADERS)


def page_routes(chat: WebChat, page: Page) -> APIRouter:
    """`/chat`, and `/chat/page` for who came with a link from Telegram."""
    routes = APIRouter(route_class=ChatRoute, include_in_schema=False)

    @routes.get("/chat/static/{name}")
    async def static(name: str) -> Response:
        if (file := page.files.get(name)) is None:
            raise HTTPException(404, "there is nothing here")
        safe = {"Cache-Control": _YEAR, "X-Content-Type-Options": "nosniff"}
        return Response(file.content, media_type=file.media_type, headers=safe)

    for way in (CHAT, OWN_PAGE):
        routes.include_router(_conversation_routes(chat, page, way))
    return routes


def _conversation_routes(chat: WebChat, page: Page, way: Way) -> APIRouter:
    """The page of a conversation and its forms, on one *way*."""
    routes = APIRouter(route_class=ChatRoute, include_in_schema=False)

    async def known(request: Request) -> Visit | None:
        try:
            visit = await visit_of(chat, request, way)
        except PageShut:
            raise
        except NoSuchConversation:
            visit = None
        if visit is None and way is OWN_PAGE:  # what was written for a unit must not begin a conversation of its own
            raise PageShut
        return visit

    async def whole(
        visit: Visit, notice: Phrase | None = None, status: int = 200, more: Mapping[str, str] = MappingProxyType({})
    ) -> Response:
        messages = await chat.newest(visit.conversation)
        is_waiting = await chat.is_waiting(visit.conversation)
        if not messages and not is_waiting and visit.language is not None and not visit.is_own_page:
            return html(page.welcome(visit.language, "", notice), status, more)
        words = await chat.last_words(visit.conversation)
        files_to = await places(chat, visit.conversation)
        shown = page.conversation(
            visit, messages, words, is_waiting=is_waiting, notice=notice, places=files_to, opened=open_for(visit)
        )
        return html(shown, status, more)

    def open_for(visit: Visit) -> dict[str, str]:
        """For the script, how long a newcomer's own page stays open: seconds from now, and the time of the town."""
        if visit.until is None:
            return {}
        left = int((visit.until - chat.parts.clock()).total_seconds())
        return {"Lotse-Open-Seconds": str(left), "Lotse-Open-Until": moment(visit.until, PAGE_LANGUAGE, "time")}

    async def news(visit: Visit, after: str) -> Phrase | None:
        """What is said once on a newcomer's own page, *after* it was opened or got another code word."""
        if after == "change" and visit.is_own_page:
            return Phrase(id="web-word-changed")
        if after == "door" and visit.is_own_page and (count := await chat.doors.wrong_words(visit.conversation)):
            return Phrase(id="web-page-wrong-words", arguments={"count": count})
        return None

    @routes.get(way.path)
    @leading_to_the_door()
    async def show(request: Request, start: str = "", after: str = "") -> Response:
        visit = await known(request)
        if visit is not None:
            return await whole(visit, await news(visit, after))
        language, _ = read_payload(start)
        return html(page.languages(start) if language is None else page.welcome(language, start))

    async def act(request: Request, form: FormData, begun_with: list[str]) -> tuple[Visit, Any]:
        """Do what a form says; begin a conversation when there is none, and put its secret into *begun_with*."""
        refuse_foreign_pages(request)
        asked = _asked(form, language_of_browser(request))
        visit = await known(request)
        if visit is None:
            start = str(form.get("start", ""))[:64]
            begun = await chat.begin(None, start, client_of(request))
            begun_with.append(begun.secret)
            visit = Visit(begun.conversation, read_payload(start)[0])
        visit = await chat.note_message(visit)
        return visit, await chat.ask(visit.conversation, asked)

    @routes.post(way.path + "/say")
    @leading_to_the_door(why="unsent")
    async def say(request: Request) -> Response:
        """The form without script: do it, then show the whole conversation."""
        begun_with: list[str] = []
        async with request.form() as form:
            try:
                visit, replies = await act(request, form, begun_with)
            except (TooFast, Refusal) as error:
                refusal = refusal_of(error)
                if (notice := _notice(refusal)) is None:
                    raise
                if (here := await known(request)) is not None:
                    return await whole(here, notice, refusal.status, refusal.waiting)
                start = str(form.get("start", ""))[:64]
                shown = page.welcome(read_payload(start)[0] or PAGE_LANGUAGE, start, notice)
                return html(shown, refusal.status, refusal.waiting)
        if not await chat.exists(visit.conversation):
            gone = html(page.ended(visit, replies or []))
            drop_cookie(gone, way, https=chat.parts.https)
            return gone
        first = replies[0].id if replies else None
        response = RedirectResponse(f"{way.path}#r{first}" if first else way.path, 303, headers=SAFE_HEADERS)
        for secret in begun_with:
            set_cookie(response, way, secret, https=chat.parts.https)
        return response

    @routes.post(way.path + "/part")
    async def say_part(request: Request, after: Annotated[int, Query(ge=0, lt=2**63)] = 0) -> Response:
        """The same for the script: only the replies that are new to it, 202 while there are none."""
        if await known(request) is None:
            raise NoSuchConversation
        async with request.form() as form:
            visit, replies = await act(request, form, [])
        if not await chat.exists(visit.conversation):
            gone = html(page.part(visit, replies or []), more={"Lotse-Ended": "1"})
            drop_cookie(gone, way, https=chat.parts.https)
            return gone
        messages = await chat.shown(visit.conversation, after)
        return html(page.part(visit, messages), 202 if replies is None else 200, open_for(visit))

    @routes.post(way.path + "/attachments")
    @leading_to_the_door(why="unsent")
    async def attach(request: Request) -> Response:
        """A file, from the page's form."""
        refuse_foreign_pages(request)
        visit = await known(request)
        if visit is None:
            return RedirectResponse(way.path, 303, headers=SAFE_HEADERS)
        try:
            visit = await chat.note_message(visit)
            _, said, _ = await take_file(chat, visit.conversation, request)
        except NoOpenCase:
            return RedirectResponse(way.path, 303, headers=SAFE_HEADERS)
        except (TooFast, Refusal) as error:
            refusal = refusal_of(error)
            return await whole(visit, _file_notice(refusal), refusal.status, refusal.waiting)
        return RedirectResponse(f"{way.path}#r{said[0].id}" if said else way.path, 303, headers=SAFE_HEADERS)

    @routes.get(way.path + "/part")
    async def fetch_part(request: Request, after: Annotated[int, Query(ge=0, lt=2**63)] = 0) -> Response:
        visit = await known(request)
        if visit is None:
            raise NoSuchConversation
        return html(page.part(visit, await chat.shown(visit.conversation, after)), more=open_for(visit))

    return routes


def _asked(form: FormData, hint: Language | None) -> Asked:
    """What a form of the page says.

    Raises:
        Refusal: it says nothing, or too much.
    """
    key = str(form.get("key", ""))[:255]
    given = {name: str(form[name]) for name in ("press", "area", "text") if form.get(name)}
    if press := given.get("press"):
        if len(press) > 64 or not press.isascii() or not press.isprintable():
            raise Refusal(422, "invalid", "press: this is no button")
        return Asked(press=press, key=f"{key}:{press}" if key else None, hint=hint)
    if area := given.get("area"):
        if area not in AREAS:
            raise Refusal(422, "invalid", "area: there is no such area")
        return Asked(area=area, key=f"{key}:{area}" if key else None, hint=hint)
    text = cleaned(given.get("text", ""))
    if not text:
        raise Refusal(422, "empty", "text: nothing was written")
    if len(text) > TEXT_LIMIT:
        raise Refusal(422, "too_long", f"text: at most {TEXT_LIMIT} characters")
    return Asked(text=text, key=f"{key}:text" if key else None, hint=hint)


def _file_notice(refusal: Refusal) -> Phrase:
    """Why a file was not taken."""
    match refusal.code:
        case "too_fast":
            return _too_fast(refusal)
        case "too_large":
            return Phrase(id="file-too-big")
        case "file_type":
            return Phrase(id="file-kind")
        case "case_full":
            return Phrase(id="file-full")
    return Phrase(id="web-attach-missing")


def _notice(refusal: Refusal) -> Phrase | None:
    """Why a message was not taken; `None` where no newcomer who uses the page can have done this."""
    match refusal.code:
        case "too_fast":
            return _too_fast(refusal)
        case "empty":
            return Phrase(id="web-empty")
        case "too_long" | "too_large":
            return Phrase(id="web-too-long")
    return None


def _too_fast(refusal: Refusal) -> Phrase:
    return Phrase(id="web-too-fast", arguments={"count": ceil((refusal.retry_after_seconds or 60) / 60)})
