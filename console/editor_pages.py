"""The editor of one text: fields, checks and preview while writing, saving without losing anybody's words."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from console import article_words
from console.article_form import LONGEST_SECTION, LONGEST_TITLE, ArticleForm, Typed, from_german
from console.article_place import Topic, done, workflow
from console.article_view import REVIEWED_FOR, ArticleView, view_of
from console.desk import Acting, Desk, SignedIn, TheDesk, Visitor, editing, see_other
from console.edit_conflict import EditConflictView, meetings, merged, taking
from console.editor_view import LIMITS, facts_to_rest_on, german_side, look_at, topics_to_relate
from console.machine_draft import machine_draft
from knowledge_base.errors import EditConflict
from knowledge_base.texts import SECTIONS, Article
from wording import LANGUAGES, Language

routes = APIRouter(prefix="/knowledge/articles/{topic}/{language}")

Field = Annotated[str, Form()]

_KEPT = ("title", "sections", "unit", "offices", "related", "rests_on", "translated_from", "review_due_on")
"""What makes a version another one."""


@routes.get("/edit")
async def edit(topic: Topic, language: Language, visitor: SignedIn, desk: TheDesk, done: str = "") -> Response:
    """The newest version in the form, or the frame of a text that nobody began."""
    editing(visitor)
    view = await _view(desk, visitor, topic, language)
    return await _page(desk, view, _first_form(view, desk), done=done, is_fresh=True)


@routes.post("/edit")
async def save(topic: Topic, language: Language, visitor: Acting, desk: TheDesk, form: Typed) -> Response:
    """Keep what was written as the next version, a draft."""
    editing(visitor)
    view = await _view(desk, visitor, topic, language)
    if errors := form.errors(desk.parts.library.edition):
        return await _page(desk, view, form, status=422, errors=errors)
    base = _base(view, form)
    article = form.article(topic, language, base)
    if base is not None and view.newest and view.newest.version == form.based_on and _is_unchanged(base, article):
        return see_other(f"/desk/knowledge/articles/{topic}/{language}?done=unchanged")
    try:
        async with desk.database.transaction() as session:
            acts = workflow(desk, session)
            await acts.save(article, based_on=form.based_on, by=visitor.actor, note=form.note)
    except EditConflict:
        return await _conflict(desk, visitor, topic, language, form)
    return done(topic, language, "saved")


@routes.post("/edit/preview")
async def preview(
    topic: Topic,
    language: Language,
    visitor: Acting,
    desk: TheDesk,
    form: Typed,
    show: Field = "",
    search: Field = "",
    theirs: Field = "",
    take: Field = "",
) -> Response:
    """The page again with preview and remarks, for browsers without script; in a conflict, with a part taken over."""
    editing(visitor)
    view = await _view(desk, visitor, topic, language)
    colleague = view.version(int(theirs)) if theirs.isdecimal() and len(theirs) < 9 else None
    if colleague is None:
        return await _page(desk, view, form, show=show, search=search)
    form = taking(form, take, colleague) if take else form
    conflict = EditConflictView(colleague, meetings(form, colleague), (take,) if take else ())
    return await _page(desk, view, form, show=show, search=search, conflict=conflict)


@routes.post("/edit/live")
async def live(
    topic: Topic, language: Language, visitor: Acting, desk: TheDesk, form: Typed, show: Field = "", search: Field = ""
) -> Response:
    """What changes beside the form while somebody writes, as pieces of the page."""
    editing(visitor)
    view = await _view(desk, visitor, topic, language)
    look = look_at(desk, form.article(topic, language, _base(view, form)), view.today, shown=show, search=search)
    return desk.page("article_live.html", visitor, look=look, language=language, limits=LIMITS, words=article_words)


@routes.post("/machine")
async def begin_by_machine(
    topic: Topic, language: Language, visitor: Acting, desk: TheDesk, based_on: Field = ""
) -> Response:
    """Let a machine begin the translation; what it says stays a draft until people made it theirs."""
    editing(visitor)
    view = await _view(desk, visitor, topic, language)
    page = f"/desk/knowledge/articles/{topic}/{language}"
    if view.german is None or language == "de":
        return see_other(page)
    translated = await machine_draft(view.german.read(), language, desk.parts.translator)
    if translated is None:
        return see_other(f"{page}?done=no_package")
    number = int(based_on) if based_on.isdecimal() and len(based_on) < 9 else None
    try:
        async with desk.database.transaction() as session:
            acts = workflow(desk, session)
            await acts.save(translated.article, based_on=number, by=visitor.actor, note=translated.note)
    except EditConflict:
        return see_other(f"{page}?done=moved_on")
    return see_other(f"{page}/edit?done=machine")


async def _conflict(desk: Desk, visitor: Visitor, topic: str, language: Language, form: ArticleForm) -> Response:
    """Both texts: the form upon the colleague's version, and where the two say something else."""
    view = await _view(desk, visitor, topic, language)
    if view.newest is None:
        return await _page(desk, view, replace(form, based_on=None), status=409)
    base = view.version(form.based_on) if form.based_on is not None else None
    together, taken = merged(form, base, view.newest)
    conflict = EditConflictView(view.newest, meetings(together, view.newest), taken)
    return await _page(desk, view, together, status=409, conflict=conflict)


async def _view(desk: Desk, visitor: Visitor, topic: str, language: Language) -> ArticleView:
    async with desk.database.reading() as session:
        return await view_of(desk, session, visitor, topic, language)


def _base(view: ArticleView, form: ArticleForm) -> Article | None:
    """The version that *form* was begun on."""
    row = view.version(form.based_on) if form.based_on is not None else None
    return row.read() if row else None


def _is_unchanged(base: Article, article: Article) -> bool:
    is_alive = base.status in ("draft", "in_review", "published")
    return is_alive and all(getattr(base, name) == getattr(article, name) for name in _KEPT)


def _first_form(view: ArticleView, desk: Desk) -> ArticleForm:
    if view.newest is not None:
        return ArticleForm.of(view.newest.read(), view.newest.version)
    due = (view.today + REVIEWED_FOR).isoformat()
    if view.language == "de":
        return ArticleForm(unit=desk.parts.library.unit_of(view.topic) or "", review_due_on=due)
    frame = from_german(view.german.read()) if view.german else ArticleForm()
    return replace(frame, review_due_on=due)


async def _page(
    desk: Desk,
    view: ArticleView,
    form: ArticleForm,
    *,
    status: int = 200,
    done: str = "",
    errors: dict[str, str] | None = None,
    show: str = "",
    search: str = "",
    conflict: EditConflictView | None = None,
    is_fresh: bool = False,
) -> Response:
    """The editor with *form* in it; a fresh one may give way to what a browser kept, one that was sent is newer."""
    edition = desk.parts.library.edition
    base = _base(view, form)
    says = base.translated_from if base else None
    translated = None
    if view.language != "de" and says is not None:
        async with desk.database.reading() as session:
            versions = await workflow(desk, session).versions((view.topic, "de"))
        translated = next((row for row in versions if row.version == says), None)
    side = german_side(view.german, translated, says) if view.language != "de" else None
    return desk.page(
        "article_edit.html",
        view.visitor,
        status=status,
        here="/matrix",
        view=view,
        form=form,
        done=done,
        errors=errors or {},
        conflict=conflict,
        is_fresh=is_fresh,
        side=side,
        look=look_at(desk, form.article(view.topic, view.language, base), view.today, shown=show, search=search),
        sections=[name for name in SECTIONS if side is None or name in side.sections or form.text(name)],
        units=edition.units,
        offices=edition.offices,
        topics=topics_to_relate(edition) if view.language == "de" else {},
        facts=facts_to_rest_on(edition, view.topic, form) if view.language == "de" else {},
        limits=LIMITS,
        longest={"title": LONGEST_TITLE, "section": LONGEST_SECTION},
        all_languages=LANGUAGES,
        words=article_words,
    )
