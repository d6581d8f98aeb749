"""What the API and the page of the web chat share of HTTP: refusals in one form, bounded bodies, the cookie."""

import unicodedata
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import Message, Receive

from bot.web_chat import NoOpenCase, NoSuchConversation, Visit, WebChat
from bot.web_conversations import is_of_own_page
from bot.web_limits import TooFast
from wording import LANGUAGES, Language

BODY_LIMIT = 64 * 1024

_CODES = {400: "bad_request", 401: "unauthorized", 404: "not_found", 405: "method_not_allowed", 413: "too_large"}


@dataclass(frozen=True)
class Way:
    """How a browser comes to a conversation: the path of its page, and the cookie with its secret."""

    path: str
    cookie: str


CHAT = Way("/chat", "lotse_chat")
OWN_PAGE = Way("/chat/page", "lotse_page")
"""To the page of a newcomer of Telegram. Apart, so that it takes no conversation of this browser's away, and what is
written in one tab never goes to what is open in another.
"""

_COOKIE_DAYS = 30


class Refusal(Exception):
    """A request that is not served, with its status and what the error says."""

    def __init__(self, status: int, code: str, message: str, *, retry_after_seconds: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.retry_after_seconds = retry_after_seconds

    @property
    def waiting(self) -> dict[str, str]:
        """The header that says how long to wait, where one must."""
        return {} if self.retry_after_seconds is None else {"Retry-After": str(self.retry_after_seconds)}

    def response(self) -> Response:
        headers = {"Cache-Control": "no-store", **self.waiting}
        if self.status == 401:
            headers["WWW-Authenticate"] = "Bearer"
        error = {"error": {"code": self.code, "message": self.message}}
        return JSONResponse(error, self.status, headers=headers)


_Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class ChatRoute(APIRoute):
    """A route that reads at most 64 KB and answers every refusal in one form."""

    def get_route_handler(self) -> _Handler:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                if self.path.endswith("/attachments"):  # reads its body itself, and only with an open case
                    return await handler(request)
                body = await read_body(request, BODY_LIMIT)
                return await handler(Request(request.scope, _replay(body, request.receive)))
            except Exception as error:
                refusal = _refusal(error)
                if refusal is None:
                    raise
                return refusal.response()

        return handle


async def read_body(request: Request, limit: int) -> bytes:
    """The body of *request*.

    Raises:
        Refusal: it is larger than *limit* bytes.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise Refusal(413, "too_large", f"at most {limit} bytes are read")
    return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Gives a body that was read already once more, then what else comes."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def refusal_of(error: TooFast | Refusal) -> Refusal:
    """*error* with the status and the words that the API gives it."""
    if isinstance(error, Refusal):
        return error
    return Refusal(429, "too_fast", "too many requests", retry_after_seconds=error.retry_after_seconds)


def _refusal(error: Exception) -> Refusal | None:
    match error:
        case Refusal() | TooFast():
            return refusal_of(error)
        case NoSuchConversation():
            return Refusal(401, "unauthorized", "the secret of a conversation is needed")
        case NoOpenCase():
            return Refusal(409, "no_open_case", "a file can only be given to a unit, inside an open case")
        case RequestValidationError():
            first = error.errors()[0]
            if first["type"] == "json_invalid":
                return Refusal(400, "not_json", "the body is not JSON")
            place = ".".join(str(part) for part in first["loc"][1:])
            return Refusal(422, "invalid", f"{place}: {first['msg']}".removeprefix(": "))
        case HTTPException():
            return Refusal(error.status_code, _CODES.get(error.status_code, "refused"), str(error.detail))
    return None


async def visit_of(chat: WebChat, request: Request, way: Way) -> Visit | None:
    """The conversation whose secret the request carries on this *way*; `None` without a secret.

    Raises:
        NoSuchConversation: the secret opens none.
        Refusal: the cookie was sent along by the page of another site.
    """
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return await chat.visit(secret.strip())
    secret = request.cookies.get(way.cookie, "")
    if not secret or is_of_own_page(secret) != (way is OWN_PAGE):
        return None
    refuse_foreign_pages(request)
    return await chat.visit(secret)


async def visits_of(chat: WebChat, request: Request) -> list[Visit]:
    """Every conversation whose secret the request carries: a browser may hold its own and a newcomer's page.

    Raises:
        Refusal: the cookies were sent along by the page of another site.
    """
    found = []
    for way in (CHAT,) if "Authorization" in request.headers else (CHAT, OWN_PAGE):
        with suppress(NoSuchConversation):
            if (visit := await visit_of(chat, request, way)) is not None:
                found.append(visit)
    return found


def way_to(visit: Visit) -> Way:
    return OWN_PAGE if visit.is_own_page else CHAT


def refuse_foreign_pages(request: Request) -> None:
    """Refuse what another site's page makes a browser do in the newcomer's name.

    Raises:
        Refusal: the browser says that the request comes from elsewhere.
    """
    if request.method != "GET" and request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
        raise Refusal(400, "foreign_page", "this was sent by another site")


def client_of(request: Request) -> str:
    return request.client.host if request.client else "unknown"


def language_of_browser(request: Request) -> Language | None:
    """The first of our languages that the browser asks for."""
    wanted = request.headers.get("Accept-Language", "")[:200].lower().split(",")
    codes = [part.partition(";")[0].strip()[:2] for part in wanted]
    return next((language for code in codes for language in LANGUAGES if language == code), None)


def set_cookie(response: Response, way: Way, secret: str, *, https: bool) -> None:
    response.set_cookie(
        way.cookie,
        secret,
        max_age=_COOKIE_DAYS * 86400,
        path="/chat",
        httponly=True,
        samesite="strict",
        secure=https,
    )


def drop_cookie(response: Response, way: Way, *, https: bool) -> None:
    response.delete_cookie(way.cookie, path="/chat", httponly=True, samesite="strict", secure=https)


def cleaned(text: str) -> str:
    """*text* without outer space and without control characters, which PostgreSQL does not take."""
    return "".join(each for each in text if each in "\n\t" or unicodedata.category(each) != "Cc").strip()
