"""The desk as every route sees it: its parts, its pages, and the person in front of it."""

import hmac
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final
from urllib.parse import urlencode, urlsplit

from fastapi import Depends, Form, Header, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from console.errors import Forbidden, SignedOut
from console.pages import Pages
from console.parts import ConsoleParts
from console.sessions import ABSOLUTE_END, DeskSession, Sessions
from console.vault import Vault
from handoff.staff import Role, StaffMember
from handoff.units import Unit
from knowledge_base.desk_search import DeskSearch
from knowledge_base.effects import Uses
from storage.database import Database

EDITING: Final = ("editor", "reviewer", "administrator")
REVIEWING: Final = ("reviewer", "administrator")


@dataclass(frozen=True)
class Visitor:
    """Who is signed in, in which session."""

    member: StaffMember
    unit: Unit | None
    session_id: int
    csrf_token: str

    @property
    def home(self) -> str:
        return home_of(self.member.role)

    @property
    def actor(self) -> str:
        """How audit and case events name this person."""
        return f"staff:{self.member.id}"


class Desk:
    """The composed desk."""

    def __init__(self, parts: ConsoleParts) -> None:
        self.parts = parts
        self.vault = Vault(parts.secret_key)
        self.pages = Pages()
        self.knowledge_search = DeskSearch(parts.library)
        self.uses = Uses()
        self.session_cookie = "__Host-desk" if parts.https else "desk"
        self.device_cookie = "__Host-desk-device" if parts.https else "desk-device"

    @property
    def database(self) -> Database:
        return self.parts.database

    def now(self) -> datetime:
        return self.parts.clock()

    def page(self, template: str, visitor: Visitor | None = None, *, status: int = 200, **values: Any) -> HTMLResponse:
        """A German page; without *visitor* it has no menu."""
        return HTMLResponse(self.pages.render(template, visitor=visitor, now=self.now(), **values), status)

    def set_cookie(self, response: Response, name: str, value: str, seconds: int) -> None:
        """Set a cookie that no script reads.

        The prefix `__Host-` and `Secure` need TLS; without TLS the desk is meant for this machine only, and a client
        that keeps to the letter (Python's among them) would not send a secure cookie back.
        """
        response.set_cookie(
            name, value, max_age=seconds, path="/", secure=self.parts.https, httponly=True, samesite="strict"
        )

    def remember(self, response: Response, token: str) -> None:
        self.set_cookie(response, self.session_cookie, token, int(ABSOLUTE_END.total_seconds()))

    async def visitor(self, request: Request, *, is_use: bool = True) -> Visitor:
        """The person whose session cookie came with *request*.

        Args:
            is_use: The session's idle time starts anew. A page that only refreshes itself is no use.

        Raises:
            SignedOut: there is no running session, or the account is disabled.
        """
        token = request.cookies.get(self.session_cookie)
        if not token:
            raise SignedOut
        now = self.now()
        async with self.database.reading() as session:
            running = await Sessions(session).find(token, now)
            member = await session.get(StaffMember, running.staff_id) if running else None
            unit = await session.get(Unit, member.unit_id) if member and member.unit_id else None
        if running is None or member is None or member.disabled_at is not None:
            raise SignedOut
        if is_use and running.wants_note(now):
            async with self.database.transaction() as session:
                kept = await session.get(DeskSession, running.id)
                if kept is not None:
                    kept.last_used_at = now
        return Visitor(member, unit, running.id, self.vault.mark("csrf", token))


def the_desk(request: Request) -> Desk:
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    return desk


TheDesk = Annotated[Desk, Depends(the_desk)]


async def signed_in(request: Request, desk: TheDesk) -> Visitor:
    return await desk.visitor(request)


async def watching(request: Request, desk: TheDesk) -> Visitor:
    """Signed in, on a request that no person made."""
    return await desk.visitor(request, is_use=False)


def same_origin(request: Request, desk: TheDesk) -> None:
    """Refuse a form that another site sends (Fetch Metadata, else Origin).

    Raises:
        Forbidden: the browser says that the request comes from elsewhere.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Forbidden
    origin = request.headers.get("origin")
    ours = {request.headers.get("host", ""), urlsplit(desk.parts.public_url).netloc}
    if origin is not None and urlsplit(origin).netloc not in ours:
        raise Forbidden


async def acting(
    request: Request,
    desk: TheDesk,
    csrf_token: Annotated[str, Form()] = "",
    x_csrf_token: Annotated[str, Header()] = "",
) -> Visitor:
    """Signed in, on a form of this very session.

    Raises:
        SignedOut: nobody is signed in.
        Forbidden: the form's token is missing or of another session.
    """
    visitor = await desk.visitor(request)
    same_origin(request, desk)
    if not hmac.compare_digest((csrf_token or x_csrf_token).encode(), visitor.csrf_token.encode()):
        raise Forbidden
    return visitor


SignedIn = Annotated[Visitor, Depends(signed_in)]
Watching = Annotated[Visitor, Depends(watching)]
Acting = Annotated[Visitor, Depends(acting)]


def administrator(visitor: Visitor) -> Visitor:
    """Let only administrators go on.

    Raises:
        Forbidden: the role is another one.
    """
    if visitor.member.role != "administrator":
        raise Forbidden
    return visitor


def editing(visitor: Visitor) -> Visitor:
    """Let only those go on who look after the knowledge base.

    Raises:
        Forbidden: the role is another one.
    """
    if visitor.member.role not in EDITING:
        raise Forbidden
    return visitor


def reviewing(visitor: Visitor) -> Visitor:
    """Let only those go on who may agree to what others wrote.

    Raises:
        Forbidden: the role is another one.
    """
    if visitor.member.role not in REVIEWING:
        raise Forbidden
    return visitor


def home_of(role: Role) -> str:
    """The page a person begins on."""
    return "/desk/knowledge" if role in EDITING else "/desk/inbox"


def see_other(path: str) -> RedirectResponse:
    """After a form: go on to a page that can be loaded again."""
    return RedirectResponse(path, 303)


def to_sign_in(wanted: str = "", *, was_inside: bool = False) -> RedirectResponse:
    """On to the sign-in, from there to the page *wanted*; who *was_inside* reads that the session is over."""
    query = {"next": wanted if is_desk_path(wanted) else "", "done": "ended" if was_inside else ""}
    told = urlencode({name: value for name, value in query.items() if value}, safe="/")
    return see_other(f"/desk/sign-in?{told}" if told else "/desk/sign-in")


def is_desk_path(path: str) -> bool:
    """Whether *path* leads to a page of the desk and nowhere else: no percent sign takes it elsewhere, and no dot but
    the one within the name of a topic.
    """
    return re.fullmatch(r"/desk/(?:[A-Za-z0-9/?=&_-]|(?<=[a-z_])\.(?=[a-z0-9_]))*", path) is not None
