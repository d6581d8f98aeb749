"""The page of one text: its state, its versions, what differs between them, and the acts its state allows."""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Final, get_args

from fastapi import APIRouter, Form
from starlette.exceptions import HTTPException
from starlette.responses import Response

from console import article_words
from console.article_findings import Remark, remarks
from console.article_place import Topic, done, workflow
from console.article_view import ArticleView, view_of
from console.desk import Acting, Desk, SignedIn, TheDesk, Visitor, administrator, editing, reviewing
from console.text_diff import compared
from knowledge_base.errors import EditConflict, NotReady, SecondPersonNeeded, WrongStatus
from knowledge_base.texts import Change
from knowledge_base.workflow import Workflow
from wording import Language
from wording.formats import TOWN

routes = APIRouter(prefix="/knowledge/articles/{topic}/{language}")

Field = Annotated[str, Form()]
Number = Annotated[int, Form(ge=0, le=2**31)]

_LONGEST_REASON: Final = 500
_LONGEST_OFFICE: Final = 120

_MOVED_ON: Final = (
    "Inzwischen hat sich an diesem Text etwas geändert. Es ist nichts geschehen. Sehen Sie nach, was jetzt gilt."
)


class Refused(Exception):
    """What a form asks for cannot be done; the errors stand by the name of their field."""

    def __init__(self, **errors: str) -> None:
        super().__init__()
        self.errors = errors


@routes.get("")
async def show(topic: Topic, language: Language, visitor: SignedIn, desk: TheDesk, done: str = "") -> Response:
    return await _page(desk, editing(visitor), topic, language, done=done)


@routes.get("/compare")
async def compare(
    topic: Topic, language: Language, visitor: SignedIn, desk: TheDesk, old: str = "", new: str = ""
) -> Response:
    """What differs between two versions, whichever way round they were asked for."""
    async with desk.database.reading() as session:
        view = await view_of(desk, session, editing(visitor), topic, language)
    numbers = sorted(int(each) for each in (old, new) if each.isdecimal() and len(each) < 9)
    before, after = (view.version(number) for number in numbers) if len(numbers) == 2 else (None, None)
    if before is None or after is None:
        raise HTTPException(404)
    return desk.page(
        "article_compare.html",
        visitor,
        here="/matrix",
        view=view,
        before=before,
        after=after,
        differences=compared(before, after),
        words=article_words,
    )


@routes.post("/submit")
async def submit(
    topic: Topic,
    language: Language,
    visitor: Acting,
    desk: TheDesk,
    version: Number = 0,
    change: Field = "",
    read: Field = "",
) -> Response:
    """Ask another person to agree; the writer says what the version changes and, of a translation, that it was read."""
    editing(visitor)

    async def act(acts: Workflow, view: ArticleView) -> str:
        errors = {}
        kind = _change(change)
        if kind is None and not view.is_first:
            errors["change"] = "Bitte wählen Sie, was Sie geändert haben."
        if language != "de" and not read:
            errors["read"] = "Bitte vergleichen Sie zuerst jeden Satz mit dem deutschen Text."
        if errors:
            raise Refused(**errors)
        await acts.submit((topic, language), version, by=visitor.actor, change=None if view.is_first else kind)
        return "submitted"

    return await _do(desk, visitor, topic, language, act, {"change": change, "read": read})


@routes.post("/agree")
async def agree(
    topic: Topic,
    language: Language,
    visitor: Acting,
    desk: TheDesk,
    version: Number = 0,
    change: Field = "",
    read: Field = "",
    publish_on: Field = "",
) -> Response:
    """Publish what another person wrote, at once or on a day to come."""
    reviewing(visitor)

    async def act(acts: Workflow, view: ArticleView) -> str:
        day = _day(publish_on, "publish_on") if publish_on else None
        if day is not None and day <= view.today:
            raise Refused(publish_on="Der Tag muss in der Zukunft liegen. Ohne Tag erscheint der Text sofort.")
        await acts.agree(
            (topic, language),
            version,
            by=visitor.actor,
            change=_change(change),
            read_by=visitor.member.name if read else None,
            publish_on=day,
        )
        return "scheduled" if day else "published"

    form = {"agree_change": change, "agree_read": read, "publish_on": publish_on}
    return await _do(desk, visitor, topic, language, act, form)


@routes.post("/return")
async def send_back(
    topic: Topic, language: Language, visitor: Acting, desk: TheDesk, version: Number = 0, because: Field = ""
) -> Response:
    reviewing(visitor)

    async def act(acts: Workflow, view: ArticleView) -> str:
        reason = _reason(because, "return_because")
        await acts.send_back((topic, language), version, by=visitor.actor, because=reason)
        return "sent_back"

    return await _do(desk, visitor, topic, language, act, {"return_because": because})


@routes.post("/withdraw")
async def withdraw(topic: Topic, language: Language, visitor: Acting, desk: TheDesk, because: Field = "") -> Response:
    """Take the text away from newcomers at once; somebody else looks at it afterwards."""
    editing(visitor)

    async def act(acts: Workflow, view: ArticleView) -> str:
        await acts.withdraw((topic, language), by=visitor.actor, because=_reason(because, "withdraw_because"))
        return "withdrawn"

    return await _do(desk, visitor, topic, language, act, {"withdraw_because": because})


@routes.post("/withdrawal")
async def review_withdrawal(
    topic: Topic, language: Language, visitor: Acting, desk: TheDesk, version: Number = 0, stays: Field = ""
) -> Response:
    reviewing(visitor)

    async def act(acts: Workflow, view: ArticleView) -> str:
        if stays not in ("yes", "no"):
            raise Refused(stays="Bitte wählen Sie, ob der Text zurückgezogen bleibt.")
        await acts.review_withdrawal((topic, language), version, by=visitor.actor, stays=stays == "yes")
        return "stays" if stays == "yes" else "returned"

    return await _do(desk, visitor, topic, language, act, {})


@routes.post("/restore")
async def restore(
    topic: Topic, language: Language, visitor: Acting, desk: TheDesk, version: Number = 0, based_on: Number = 0
) -> Response:
    """Bring the words of an old version back, as a draft."""
    editing(visitor)

    async def act(acts: Workflow, view: ArticleView) -> str:
        note = f"Version {version} wiederhergestellt"
        await acts.restore((topic, language), version, based_on=based_on, by=visitor.actor, note=note)
        return "restored"

    return await _do(desk, visitor, topic, language, act, {})


@routes.post("/confirm")
async def confirm(
    topic: Topic,
    language: Language,
    visitor: Acting,
    desk: TheDesk,
    version: Number = 0,
    office: Field = "",
    confirmed_on: Field = "",
) -> Response:
    """Note which office said on which day that the German text is right."""
    administrator(visitor)

    async def act(acts: Workflow, view: ArticleView) -> str:
        name = " ".join(office.split())
        if not name or len(name) > _LONGEST_OFFICE:
            raise Refused(office=f"Bitte nennen Sie das Amt, mit höchstens {_LONGEST_OFFICE} Zeichen.")
        day = _day(confirmed_on, "confirmed_on")
        row = view.version(version)
        if day > view.today:
            raise Refused(confirmed_on="Der Tag liegt in der Zukunft.")
        if row and not row.shipped and day < row.created_at.astimezone(TOWN).date():
            raise Refused(confirmed_on="An diesem Tag gab es diese Version noch nicht.")
        if language != "de":
            raise WrongStatus(topic, "missing")
        await acts.confirm(topic, version, office=name, on=day, by=visitor.actor)
        return "confirmed"

    return await _do(desk, visitor, topic, language, act, {"office": office, "confirmed_on": confirmed_on})


@routes.post("/due")
async def review_until(
    topic: Topic, language: Language, visitor: Acting, desk: TheDesk, version: Number = 0, due_on: Field = ""
) -> Response:
    """Note that the published text was looked through, and when it is to be looked at again."""
    editing(visitor)

    async def act(acts: Workflow, view: ArticleView) -> str:
        day = _day(due_on, "due_on")
        if day <= view.today:
            raise Refused(due_on="Der Tag muss in der Zukunft liegen.")
        await acts.review_until((topic, language), version, due_on=day, by=visitor.actor)
        return "looked_through"

    return await _do(desk, visitor, topic, language, act, {"due_on": due_on})


async def _do(
    desk: Desk,
    visitor: Visitor,
    topic: Topic,
    language: Language,
    act: Callable[[Workflow, ArticleView], Awaitable[str]],
    form: dict[str, str],
) -> Response:
    """Do an act in one transaction; what stands in its way is told on the page, with what was typed."""
    try:
        async with desk.database.transaction() as session:
            view = await view_of(desk, session, visitor, topic, language)
            code = await act(workflow(desk, session), view)
    except Refused as refused:
        return await _page(desk, visitor, topic, language, status=422, errors=refused.errors, form=form)
    except NotReady:
        return await _page(desk, visitor, topic, language, status=422, form=form, is_broken=True)
    except SecondPersonNeeded:
        told = {"act": "Das muss eine zweite Person tun: Es ist Ihr eigener Text oder Ihr eigener Schritt."}
        return await _page(desk, visitor, topic, language, status=409, errors=told, form=form)
    except (WrongStatus, EditConflict):
        return await _page(desk, visitor, topic, language, status=409, errors={"act": _MOVED_ON}, form=form)
    return done(topic, language, code)


async def _page(
    desk: Desk,
    visitor: Visitor,
    topic: str,
    language: Language,
    *,
    status: int = 200,
    done: str = "",
    errors: dict[str, str] | None = None,
    form: dict[str, str] | None = None,
    is_broken: bool = False,
) -> Response:
    async with desk.database.reading() as session:
        view = await view_of(desk, session, visitor, topic, language)
    return desk.page(
        "article.html",
        visitor,
        status=status,
        here="/matrix",
        view=view,
        done=done,
        errors=errors or {},
        form=defaultdict(str, form or {}),
        broken=_broken(desk, view),
        is_broken=is_broken,
        words=article_words,
    )


def _broken(desk: Desk, view: ArticleView) -> list[Remark]:
    """What keeps the newest version from being published."""
    newest = view.newest
    if newest is None or newest.status not in ("draft", "in_review"):
        return []
    found = remarks(newest.read(), desk.parts.library.edition)
    return [remark for remark in found if remark.severity == "error"]


def _change(written: str) -> Change | None:
    return next((each for each in get_args(Change) if each == written), None)


def _reason(written: str, field: str) -> str:
    """The reason that was typed.

    Raises:
        Refused: there is none, or it is too long.
    """
    reason = " ".join(written.split())
    if not reason:
        raise Refused(**{field: "Bitte schreiben Sie einen Grund."})
    if len(reason) > _LONGEST_REASON:
        raise Refused(**{field: f"Bitte höchstens {_LONGEST_REASON} Zeichen; es sind {len(reason)}."})
    return reason


def _day(written: str, field: str) -> date:
    """The day that was typed.

    Raises:
        Refused: it is none.
    """
    try:
        return date.fromisoformat(written.strip())
    except ValueError as error:
        raise Refused(**{field: "Bitte geben Sie einen Tag an."}) from error
