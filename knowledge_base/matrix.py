"""The state of every text: topics by languages, read from the database without a single body of a text.

Only the newest versions of a text count, and an index finds them: 1,000 texts with 20,000 versions are read in some
10 ms.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.articles import DECIDED
from knowledge_base.tables import ArticleVersion
from knowledge_base.texts import Status, is_outdated
from nlu.topics import META, SAFETY_TOPICS, TOPICS, area_of
from wording import LANGUAGES, Language
from wording.formats import TOWN

State = Literal[
    "withdrawn",
    "outdated",
    "missing",
    "review_due",
    "machine_draft",
    "draft",
    "in_review",
    "unconfirmed",
    "current",
]
"""What can be said of a text, by how much harm it does."""

STATES: tuple[State, ...] = get_args(State)
GAPS: tuple[State, ...] = STATES[: STATES.index("in_review")]
"""What somebody has to write or look at."""

_UNDECIDED: tuple[Status, ...] = ("in_review", "draft", "machine_draft")
_READ = (
    ArticleVersion.topic,
    ArticleVersion.language,
    ArticleVersion.version,
    ArticleVersion.status,
    ArticleVersion.title,
    ArticleVersion.meaning_version,
    ArticleVersion.translated_from,
    ArticleVersion.confirmed_by,
    ArticleVersion.native_reading_by,
    ArticleVersion.review_due_on,
    ArticleVersion.unit,
    ArticleVersion.created_at,
)
_Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """One text.

    `states` are all that hold: first those of what newcomers have, the worst before the others, then that of a newer
    version on its way, which was made on `waiting_since`. `version` is the one newcomers have, else the newest. A
    translation without a German text before newcomers counts as withdrawn, for nobody can read it. `is_confirmed`: an
    office confirmed the German text, and this one says the same. `is_read`: a native speaker read it, or it is German.
    """

    topic: str
    language: Language
    states: tuple[State, ...]
    is_published: bool = False
    version: int | None = None
    review_due_on: date | None = None
    waiting_since: date | None = None
    is_confirmed: bool = False
    is_read: bool = False

    @property
    def state(self) -> State:
        return self.states[0]

    @property
    def has_newer(self) -> bool:
        """Whether something newer than what newcomers have is on its way."""
        return self.is_published and self.states[-1] in _UNDECIDED

    @property
    def is_gap(self) -> bool:
        """Whether somebody has to write or look at it; what waits for a review is on its way."""
        return self.state in GAPS and "in_review" not in self.states


@dataclass(frozen=True, slots=True)
class Topic:
    """A row: `title` is the German one as it is written, none where there is no German text."""

    topic: str
    title: str | None
    unit: str | None
    cells: tuple[Cell, ...]

    @property
    def area(self) -> str:
        return area_of(self.topic)


async def read_matrix(session: AsyncSession, today: date) -> list[Topic]:
    """Every topic that should have an article, and any other that has a text, with all seven languages."""
    decided, undecided = await _read(session)
    wanted = [topic for topic in TOPICS if area_of(topic) != META]
    others = {topic for topic, _ in (*decided, *undecided)}.difference(wanted)
    return [_topic(topic, decided, undecided, today) for topic in (*wanted, *sorted(others))]


async def read_topic(session: AsyncSession, topic: str, today: date) -> Topic:
    """One topic with all seven languages, whether it has a text or not."""
    return _topic(topic, *await _read(session, ArticleVersion.topic == topic), today)


def gaps(topics: Sequence[Topic]) -> list[Cell]:
    """The texts somebody has to write or look at: safety first, then by harm, German before its translations."""
    found = [cell for topic in topics for cell in topic.cells if cell.is_gap]
    return sorted(
        found, key=lambda cell: (cell.topic not in SAFETY_TOPICS, STATES.index(cell.state), cell.language != "de")
    )


async def _read(
    session: AsyncSession, *which: ColumnElement[bool]
) -> tuple[dict[_Place, Row[Any]], dict[_Place, list[Row[Any]]]]:
    """Of the texts *which*: the version that says whether newcomers have it, the newest of each status before that."""
    decided = await _newest(session, ArticleVersion.status.in_(DECIDED), *which)
    undecided: dict[_Place, list[Row[Any]]] = {}
    for status in _UNDECIDED:
        for row in await _newest(session, ArticleVersion.status == status, *which):
            undecided.setdefault((row.topic, row.language), []).append(row)
    return {(row.topic, row.language): row for row in decided}, undecided


async def _newest(session: AsyncSession, *which: ColumnElement[bool]) -> Sequence[Any]:
    """Of each text the newest version of *which*, as columns."""
    place = (ArticleVersion.topic, ArticleVersion.language)
    one = select(*place, func.max(ArticleVersion.version).label("version")).where(*which).group_by(*place).subquery()
    same = and_(*(getattr(ArticleVersion, name) == one.c[name] for name in ("topic", "language", "version")))
    return (await session.execute(select(*_READ).join(one, same))).all()


def _topic(
    topic: str, decided: Mapping[_Place, Row[Any]], undecided: Mapping[_Place, list[Row[Any]]], today: date
) -> Topic:
    german = decided.get((topic, "de"))
    written = german or next(iter(undecided.get((topic, "de"), ())), None)
    cells = tuple(
        _cell(topic, language, decided.get((topic, language)), undecided.get((topic, language), ()), german, today)
        for language in LANGUAGES
    )
    return Topic(topic, written.title if written else None, written.unit if written else None, cells)


def _cell(
    topic: str,
    language: Language,
    decided: Row[Any] | None,
    undecided: Sequence[Row[Any]],
    german: Row[Any] | None,
    today: date,
) -> Cell:
    newer = [row for row in undecided if decided is None or row.version > decided.version]
    on_its_way = max(newer, key=lambda row: (row.status == "in_review", row.version), default=None)
    coming: tuple[State, ...] = (on_its_way.status,) if on_its_way else ()
    since = on_its_way.created_at.astimezone(TOWN).date() if on_its_way else None
    if decided is None:
        version = on_its_way.version if on_its_way else None
        return Cell(topic, language, coming or ("missing",), version=version, waiting_since=since)
    if decided.status == "withdrawn" or german is None or german.status == "withdrawn":
        return Cell(topic, language, ("withdrawn", *coming), version=decided.version, waiting_since=since)
    outdated = language != "de" and is_outdated(decided.translated_from, german.version, german.meaning_version)
    is_confirmed = bool(german.confirmed_by) and not outdated
    is_read = language == "de" or bool(decided.native_reading_by)
    holding: dict[State, bool] = {
        "outdated": outdated,
        "review_due": decided.review_due_on is not None and decided.review_due_on < today,
        "unconfirmed": not outdated and not (is_confirmed and is_read),
    }
    return Cell(
        topic,
        language,
        (*(state for state in STATES if holding.get(state)), *coming)
        if any(holding.values())
        else ("current", *coming),
        is_published=True,
        version=decided.version,
        review_due_on=decided.review_due_on,
        waiting_since=since,
        is_confirmed=is_confirmed,
        is_read=is_read,
    )
