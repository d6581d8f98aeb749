"""What a file would change, as the page before the yes shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from console import german
from console.exchange_german import to_do
from knowledge_base.check import check_article
from knowledge_base.edition import Edition
from knowledge_base.facts import Fact
from knowledge_base.incoming import Incoming, IncomingText, IncomingValue, Known, LineChange, changed_lines
from knowledge_base.offices import Office
from knowledge_base.sheet_columns import SECTION_NAMES
from knowledge_base.value_changes import changed_of

MOST_LINES_SHOWN: Final = 3000
"""Of all texts together; the rest is counted."""


@dataclass(frozen=True, slots=True)
class TextShown:
    """One draft to be. `unshown` counts lines that are left out of a page that would be too long."""

    topic: str
    language: str
    language_name: str
    title: str
    is_new: bool
    was_in_review: bool
    lines: tuple[tuple[str, LineChange], ...]
    unshown: int
    to_do: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ValueShown:
    """One proposal to be: what the file calls a field, what stands there now and what it will be."""

    name: str
    kind: str
    is_new: bool
    fields: tuple[tuple[str, str, str], ...]


def texts_shown(incoming: Incoming, known: Known) -> list[TextShown]:
    """The drafts, each with its changed lines and what is to be done before it can go into review."""
    together = _with_drafts(incoming, known.edition)
    room = MOST_LINES_SHOWN
    shown = []
    for text in incoming.texts:
        one = _text_shown(text, known, together, room)
        room -= len(one.lines)
        shown.append(one)
    return shown


def values_shown(values: Iterable[IncomingValue]) -> list[ValueShown]:
    """The proposals, each with the fields that change."""
    return [_value_shown(value) for value in values]


def _with_drafts(incoming: Incoming, edition: Edition) -> Edition:
    """*edition* as if all of it were published already."""
    drafts = {(text.article.topic, text.article.language): text.article for text in incoming.texts}
    values = {each.name: changed_of(each.kind, each.name, each.after) for each in incoming.values}
    facts = {name: value for name, value in values.items() if isinstance(value, Fact)}
    offices = {name: value for name, value in values.items() if isinstance(value, Office)}
    return edition.model_copy(
        update={
            "articles": {**edition.articles, **drafts},
            "facts": {**edition.facts, **facts},
            "offices": {**edition.offices, **offices},
        }
    )


def _text_shown(text: IncomingText, known: Known, edition: Edition, room: int) -> TextShown:
    article = text.article
    before = known.newest.get((article.topic, article.language))
    changes = changed_lines(before, article)
    lines = tuple((SECTION_NAMES[change.section], change) for change in changes[: max(room, 0)])
    return TextShown(
        topic=article.topic,
        language=article.language,
        language_name=german.LANGUAGE_NAMES[article.language],
        title=article.title,
        is_new=before is None,
        was_in_review=before is not None and before.status == "in_review",
        lines=lines,
        unshown=len(changes) - len(lines),
        to_do=tuple(to_do(check_article(article, edition))),
    )


def _value_shown(value: IncomingValue) -> ValueShown:
    before = value.before or {}
    names = [name for name in value.after if before.get(name) != value.after[name]]
    fields = tuple((name, _written(before.get(name)), _written(value.after[name])) for name in names)
    return ValueShown(value.name, "Fakt" if value.kind == "fact" else "Amt", value.before is None, fields)


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_written(each)}" for name, each in value.items() if each is not None)
    if isinstance(value, list):
        return "; ".join(map(_written, value))
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return "" if value is None else str(value)
