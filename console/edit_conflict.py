"""Two people wrote on one text at once: both texts are kept, and what does not meet is put together by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from console.article_form import ArticleForm
from console.text_diff import Piece, differences
from knowledge_base.tables import ArticleVersion
from knowledge_base.texts import SECTIONS, SectionName

Place = SectionName | Literal["title"]
_PLACES: tuple[Place, ...] = ("title", *SECTIONS)


@dataclass(frozen=True)
class Meeting:
    """A part that reads otherwise in the colleague's version and in the form."""

    part: Place
    pieces: tuple[Piece, ...]
    theirs: str


@dataclass(frozen=True)
class EditConflictView:
    """The colleague's version, what came over from it, and the parts in which the form says something else."""

    theirs: ArticleVersion
    meetings: tuple[Meeting, ...]
    taken: tuple[str, ...] = ()


def merged(
    form: ArticleForm, base: ArticleVersion | None, theirs: ArticleVersion
) -> tuple[ArticleForm, tuple[str, ...]]:
    """*form* upon *theirs*: what its writer left as it was in *base* comes from there; the names of those parts too."""
    before, there = ArticleForm.of(base.read(), None) if base else ArticleForm(), ArticleForm.of(theirs.read(), None)
    taken: list[str] = []
    sections: dict[SectionName, str] = dict(form.sections)
    for name in SECTIONS:
        if form.text(name) == before.text(name) != there.text(name):
            sections[name] = there.text(name)
            taken.append(name)
    updates: dict[str, object] = {}
    for field in ("title", "unit", "offices", "related", "rests_on", "review_due_on"):
        if getattr(form, field) == getattr(before, field) != getattr(there, field):
            updates[field] = getattr(there, field)
            taken.append(field)
    result = replace(
        form, sections={name: sections[name] for name in SECTIONS if sections.get(name)}, based_on=theirs.version
    )
    return replace(result, **updates), tuple(taken)  # type: ignore[arg-type]


def meetings(form: ArticleForm, theirs: ArticleVersion) -> tuple[Meeting, ...]:
    """Where *form* and *theirs* part, in the order of the page."""
    there = ArticleForm.of(theirs.read(), None)
    texts = {place: (_text(there, place), _text(form, place)) for place in _PLACES}
    return tuple(Meeting(place, differences(old, new), old) for place, (old, new) in texts.items() if old != new)


def taking(form: ArticleForm, place: str, theirs: ArticleVersion) -> ArticleForm:
    """*form* with one part as it stands in *theirs*."""
    there = ArticleForm.of(theirs.read(), None)
    if place == "title":
        return replace(form, title=there.title)
    sections: Mapping[SectionName, str] = {
        name: there.text(name) if name == place else form.text(name) for name in SECTIONS
    }
    return replace(form, sections={name: text for name, text in sections.items() if text})


def _text(form: ArticleForm, place: Place) -> str:
    return form.title if place == "title" else form.text(place)
