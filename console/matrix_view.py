"""The matrix as the page shows it: filtered, counted, in German, and where to go on."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final
from urllib.parse import urlencode

from console import german
from console.text_states import STATE_MEANINGS, STATE_SIGNS, STATE_WORDS
from knowledge_base.library import Library
from knowledge_base.matrix import STATES, Cell, State, Topic, gaps
from wording import LANGUAGES, Language


@dataclass(frozen=True)
class Filters:
    """What is shown; an empty string stands for all. `after` is the text behind which the next gap is looked for."""

    area: str = ""
    language: str = ""
    state: str = ""
    after: str = ""

    def link(self, **changes: str) -> str:
        """The address of the matrix with these filters, some of them changed."""
        chosen = replace(self, **{"after": "", **changes})
        query = {name: value for name, value in vars(chosen).items() if value}
        return f"/desk/knowledge/matrix?{urlencode(query)}" if query else "/desk/knowledge/matrix"


@dataclass(frozen=True)
class Row:
    topic: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Gap:
    """The next text to write or to look at; `skip` leads to the one after it."""

    cell: Cell
    title: str
    skip: str


@dataclass(frozen=True)
class Matrix:
    """`areas` are rows under the German name of their area; `counts` say how many texts each state would show."""

    filters: Filters
    languages: tuple[Language, ...]
    areas: tuple[tuple[str, tuple[Row, ...]], ...]
    counts: Mapping[State, int]
    shown: int
    gap: Gap | None
    gaps: int


def chosen(area: str, language: str, state: str, after: str) -> Filters:
    """The filters of an address; what is no area, language or state filters nothing."""
    return Filters(
        area if area in german.AREAS else "",
        language if language in german.LANGUAGE_NAMES else "",
        state if state in STATES else "",
        after,
    )


def view(topics: Sequence[Topic], filters: Filters, library: Library) -> Matrix:
    """The part of *topics* that *filters* leave."""
    languages = tuple(each for each in LANGUAGES if filters.language in ("", each))
    of_area = [
        replace(topic, cells=tuple(cell for cell in topic.cells if cell.language in languages))
        for topic in topics
        if filters.area in ("", topic.area)
    ]
    counts = Counter(state for topic in of_area for cell in topic.cells for state in cell.states)
    left = [topic for topic in of_area if any(_fits(cell, filters) for cell in topic.cells)]
    titles = {topic.topic: title_of(topic.topic, topic.title, library) for topic in left}
    open_gaps = [cell for cell in gaps(left) if _fits(cell, filters)]
    return Matrix(
        filters=filters,
        languages=languages,
        areas=tuple(_by_area(left, titles)),
        counts={state: counts[state] for state in STATES},
        shown=sum(_fits(cell, filters) for topic in left for cell in topic.cells),
        gap=_next(open_gaps, filters, titles),
        gaps=len(open_gaps),
    )


def title_of(topic: str, written: str | None, library: Library) -> str:
    """The German title as newcomers read it, else as it is written in a draft, else the id."""
    return library.title(topic, "de") if library.has(topic) else written or topic


def missing_marks(cell: Cell) -> str:
    """Why a text is unconfirmed, in two or three words."""
    if cell.is_confirmed:
        return "" if cell.is_read else "Lesung fehlt"
    return "Amt fehlt" if cell.is_read else "Amt, Lesung fehlen"


def _fits(cell: Cell, filters: Filters) -> bool:
    return not filters.state or filters.state in cell.states


def _by_area(topics: Iterable[Topic], titles: Mapping[str, str]) -> Iterable[tuple[str, tuple[Row, ...]]]:
    def order(topic: Topic) -> int:
        return list(german.AREAS).index(topic.area) if topic.area in german.AREAS else len(german.AREAS)

    for _, of_area in groupby(sorted(topics, key=order), order):
        rows = [Row(topic.topic, titles[topic.topic], topic.cells) for topic in of_area]
        yield german.topic_area(rows[0].topic), tuple(rows)


def _next(open_gaps: Sequence[Cell], filters: Filters, titles: Mapping[str, str]) -> Gap | None:
    """The first gap, or the one behind `filters.after`; after the last one it begins anew."""
    if not open_gaps:
        return None
    names = [_name(cell) for cell in open_gaps]
    behind = names.index(filters.after) + 1 if filters.after in names else 0
    cell = open_gaps[behind % len(open_gaps)]
    return Gap(cell, titles[cell.topic], filters.link(after=_name(cell)))


def _name(cell: Cell) -> str:
    return f"{cell.topic}.{cell.language}"


WORDS: Final[dict[str, Any]] = {
    "state_words": STATE_WORDS,
    "state_signs": STATE_SIGNS,
    "state_meanings": STATE_MEANINGS,
    "missing_marks": missing_marks,
}
"""What the template needs beside the matrix."""
