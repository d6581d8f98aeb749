"""Announcements at the desk: an office is closed, or something else holds for some days."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path
from starlette.responses import Response

from console import german
from console.announcement_forms import PROBLEMS, ClosingForm, Field, TextForm, today_of, written_text
from console.desk import REVIEWING, Acting, Desk, SignedIn, TheDesk, Visitor, editing, reviewing, see_other
from console.names import actor_names, topic_title
from knowledge_base.announcements import LONGEST_TEXT, MOST_DAYS, Announcements, waits_to_be_looked_at
from knowledge_base.errors import AnnouncementRefused, SecondPersonNeeded, WrongStatus
from knowledge_base.library import Library
from knowledge_base.news import News, topics_told
from knowledge_base.tables import Announcement

routes = APIRouter(prefix="/knowledge/announcements")

Id = Annotated[int, Path(ge=1, le=2**62)]
PAGE = "/desk/knowledge/announcements"

_CONFLICT = "Das ging nicht mehr: Jemand anderes hat hier gerade etwas getan. So steht es jetzt:"
_OWN = "Das haben Sie selbst geschrieben. Eine andere Person muss zustimmen."


@dataclass(frozen=True)
class Row:
    """One announcement as the list shows it, and what this visitor may do with it."""

    announcement: Announcement
    audience: str
    writer: str
    reviewer: str
    articles: int
    """Under how many articles it stands; for everybody none."""
    is_own: bool
    may_agree: bool

    @property
    def is_for_everybody(self) -> bool:
        return self.announcement.office is None and self.announcement.topic is None

    @property
    def missing_languages(self) -> list[str]:
        """Those in which newcomers read the German text."""
        return [name for code, name in german.LANGUAGE_NAMES.items() if code not in self.announcement.texts]


@routes.get("")
async def show(visitor: SignedIn, desk: TheDesk, done: str = "", office: str = "", again: str = "") -> Response:
    editing(visitor)
    text = None
    if again.isdecimal():
        async with desk.database.reading() as session:
            row = await session.get(Announcement, int(again[:18]))
        if row is not None and row.status == "sent_back":
            text = TextForm.again(row)
    return await _page(desk, visitor, done=done, closing=_empty_closing(desk, office), text=text)


@routes.post("/closing")
async def close(
    visitor: Acting, desk: TheDesk, office: Field = "", first: Field = "", last: Field = "", act: Field = ""
) -> Response:
    """Say that an office is closed: `now` at once, else once a second person agreed."""
    editing(visitor)
    form = ClosingForm(office, first, last)
    try:
        draft = form.draft(desk, desk.parts.phrases, today_of(desk))
        async with desk.database.transaction() as session:
            announcements = Announcements(session, desk.parts.signals, desk.parts.library.edition, desk.now())
            if act == "now":
                await announcements.say_at_once(draft, by=visitor.actor)
            else:
                await announcements.propose(draft, by=visitor.actor)
    except AnnouncementRefused as refused:
        fields = {"begins_on": "first", "ends_on": "last"}
        errors = {f"closing_{fields.get(name, name)}": PROBLEMS[why] for name, why in refused.problems.items()}
        return await _page(desk, visitor, status=422, errors=errors, closing=form)
    return see_other(f"{PAGE}?done={'said' if act == 'now' else 'proposed'}")


@routes.post("")
async def propose(visitor: Acting, desk: TheDesk, form: Annotated[TextForm, Depends(written_text)]) -> Response:
    """Words of one's own, for a second person to agree to."""
    editing(visitor)
    instead_of = int(form.instead_of[:18]) if form.instead_of.isdecimal() else None
    try:
        draft = form.draft()
        async with desk.database.transaction() as session:
            announcements = Announcements(session, desk.parts.signals, desk.parts.library.edition, desk.now())
            await announcements.propose(draft, by=visitor.actor, instead_of=instead_of)
    except AnnouncementRefused as refused:
        errors = {name: PROBLEMS[problem] for name, problem in refused.problems.items()}
        return await _page(desk, visitor, status=422, errors=errors, text=form)
    except WrongStatus:
        form.instead_of = ""  # somebody wrote it anew already: this is another one then
        return await _page(desk, visitor, status=409, errors={"list": _CONFLICT}, text=form)
    return see_other(f"{PAGE}?done=proposed")


@routes.post("/{announcement_id}/agree")
async def agree(announcement_id: Id, visitor: Acting, desk: TheDesk) -> Response:
    return await _act(desk, reviewing(visitor), "agreed", lambda acts: acts.agree(announcement_id, by=visitor.actor))


@routes.post("/{announcement_id}/send-back")
async def send_back(
    announcement_id: Id, visitor: Acting, desk: TheDesk, because: Annotated[str, Form(max_length=1000)] = ""
) -> Response:
    reason = " ".join(because.split())
    return await _act(
        desk,
        reviewing(visitor),
        "sent_back",
        lambda acts: acts.send_back(announcement_id, by=visitor.actor, because=reason),
    )


@routes.post("/{announcement_id}/look")
async def look_at(announcement_id: Id, visitor: Acting, desk: TheDesk, stays: Field = "") -> Response:
    is_right = stays == "yes"
    return await _act(
        desk,
        reviewing(visitor),
        "looked_at" if is_right else "withdrawn",
        lambda acts: acts.look_at(announcement_id, by=visitor.actor, stays=is_right),
    )


@routes.post("/{announcement_id}/withdraw")
async def withdraw(announcement_id: Id, visitor: Acting, desk: TheDesk) -> Response:
    return await _act(
        desk, editing(visitor), "withdrawn", lambda acts: acts.withdraw(announcement_id, by=visitor.actor)
    )


async def _act(
    desk: Desk, visitor: Visitor, done: str, act: Callable[[Announcements], Awaitable[Announcement]]
) -> Response:
    try:
        async with desk.database.transaction() as session:
            await act(Announcements(session, desk.parts.signals, desk.parts.library.edition, desk.now()))
    except SecondPersonNeeded:
        return await _page(desk, visitor, status=409, errors={"list": _OWN})
    except WrongStatus:
        return await _page(desk, visitor, status=409, errors={"list": _CONFLICT})
    except AnnouncementRefused as refused:
        [problem] = refused.problems.values()
        return await _page(desk, visitor, status=422, errors={"list": PROBLEMS[problem]})
    return see_other(f"{PAGE}?done={done}")


def _empty_closing(desk: Desk, office: str = "") -> ClosingForm:
    today = today_of(desk).isoformat()
    return ClosingForm(office, today, today)


async def _page(
    desk: Desk,
    visitor: Visitor,
    *,
    status: int = 200,
    done: str = "",
    errors: dict[str, str] | None = None,
    closing: ClosingForm | None = None,
    text: TextForm | None = None,
) -> Response:
    library, today = desk.parts.library, today_of(desk)
    async with desk.database.reading() as session:
        recent = await Announcements(session, desk.parts.signals, library.edition, desk.now()).recent()
        names = await actor_names(session, [by for row in recent for by in (row.written_by, row.reviewed_by)])
    told = topics_told([News.of(each) for each in recent], library.edition) if recent else []
    rows = [_row(each, names, library, visitor, len(topics)) for each, topics in zip(recent, told, strict=True)]
    is_current = {row.announcement.id: row.announcement.ends_on >= today for row in rows}
    waiting = [row for row in rows if row.announcement.status == "in_review" and is_current[row.announcement.id]]
    waiting += [row for row in rows if waits_to_be_looked_at(row.announcement)]
    sent_back = [row for row in rows if row.announcement.status == "sent_back"]
    others = [row for row in rows if row not in (*waiting, *sent_back)]
    standing = [row for row in others if row.announcement.status == "published" and is_current[row.announcement.id]]
    return desk.page(
        "announcements.html",
        visitor,
        status=status,
        here="/announcements",
        done=done,
        errors=errors or {},
        closing=closing or _empty_closing(desk),
        text=text or TextForm(begins_on=today.isoformat()),
        is_text_open=text is not None,
        wrong_form="closing" if any(name.startswith("closing_") for name in errors or {}) else "text",
        most_days=MOST_DAYS,
        longest=LONGEST_TEXT,
        waiting=waiting,
        standing=standing,
        sent_back=sent_back,
        over=[row for row in reversed(others) if row not in standing],
        offices=sorted(library.edition.offices.values(), key=lambda office: office.name.casefold()),
        topics=[(topic, library.title(topic, "de")) for topic in library.edition.topics() if library.has(topic)],
        today=today,
    )


def _row(announcement: Announcement, names: dict[str, str], library: Library, visitor: Visitor, articles: int) -> Row:
    office = library.edition.offices.get(announcement.office or "")
    if announcement.office:
        audience = office.name if office else announcement.office
    else:
        audience = topic_title(announcement.topic, library) if announcement.topic else "Alle"
    is_own = announcement.written_by == visitor.actor
    return Row(
        announcement=announcement,
        audience=audience,
        writer=names.get(announcement.written_by, announcement.written_by),
        reviewer=names.get(announcement.reviewed_by or "", ""),
        articles=articles,
        is_own=is_own,
        may_agree=visitor.member.role in REVIEWING and not is_own,
    )
