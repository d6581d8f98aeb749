"""What the page of one text shows: its state in words, its languages, its versions, and who may do what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.exceptions import HTTPException

from console.article_place import workflow
from console.article_preview import Preview, preview, with_text, without_text
from console.desk import REVIEWING, Desk, Visitor
from console.german import LANGUAGE_NAMES
from console.text_diff import PartDiff, compared
from handoff.staff import Staff, StaffMember
from knowledge_base.matrix import Cell, read_topic
from knowledge_base.tables import ArticleVersion
from knowledge_base.texts import Status
from nlu.topics import TOPICS, is_meta
from wording import Language, formats
from wording.formats import TOWN

COMING: Final[tuple[Status, ...]] = ("machine_draft", "draft", "in_review")
"""The newest version in one of these is what somebody works on."""

REVIEWED_FOR: Final = timedelta(days=182)

_NOBODY: Final[Mapping[str | None, str]] = {
    None: "Auslieferung",
    "lotse": "Lotse",
    "reader": "eine Person, die die Sprache spricht (ohne Zugang)",
}


@dataclass(frozen=True)
class ArticleView:
    """One text as *visitor* sees it. `versions` are all there are, newest first."""

    topic: str
    language: Language
    title: str
    visitor: Visitor
    members: Mapping[str, StaffMember]
    versions: Sequence[ArticleVersion]
    languages: Sequence[Cell]
    german: ArticleVersion | None
    """The German text as it is published."""
    writers: frozenset[str]
    """Who wrote on the text since it was published last, and therefore cannot agree to it."""
    shown: Preview | None
    coming: Preview | None
    """How the newest version would be read, where it is not what newcomers read."""
    changes: Sequence[PartDiff]
    """What it would change."""
    today: date

    @property
    def newest(self) -> ArticleVersion | None:
        return self.versions[0] if self.versions else None

    @property
    def published(self) -> ArticleVersion | None:
        """The version that newcomers read."""
        return next((row for row in self.versions if row.status == "published"), None)

    @property
    def state(self) -> str:
        return next(each.state for each in self.languages if each.language == self.language)

    @property
    def withdrawn(self) -> ArticleVersion | None:
        """The version whose withdrawal nobody looked at yet."""
        if self.published is not None:
            return None
        withdrawn = (row for row in self.versions if row.status == "withdrawn" and row.withdrawn_at is not None)
        return next((row for row in withdrawn if row.withdrawal_reviewed_by is None), None)

    @property
    def reviews(self) -> bool:
        return self.visitor.member.role in REVIEWING

    @property
    def is_own(self) -> bool:
        """Whether the visitor wrote on what waits for an agreement."""
        return self.visitor.actor in self.writers

    @property
    def reviewers(self) -> str:
        """Who could agree, in a row; empty for nobody."""
        return self._named_but(self.writers)

    @property
    def withdrawal_reviewers(self) -> str:
        """Who could look at the withdrawal."""
        return self._named_but({self.withdrawn.withdrawn_by or ""} if self.withdrawn else set())

    @property
    def is_first(self) -> bool:
        """Whether no version was ever published, so that a new one changes nothing for anybody."""
        return all(row.published_at is None for row in self.versions)

    @property
    def made_outdated(self) -> str:
        """The languages whose readers lose the translation when the German text changes its meaning."""
        lost = [each.language for each in self.languages if each.language != "de" and each.state in _READ]
        return formats.list_and([LANGUAGE_NAMES[each] for each in lost], "de") if lost else ""

    @property
    def made_outdated_count(self) -> int:
        return sum(each.language != "de" and each.state in _READ for each in self.languages)

    @property
    def may_begin_by_machine(self) -> bool:
        """Whether a machine could help: there is no translation, or an outdated one that nobody works on."""
        state = next(each for each in self.languages if each.language == self.language)
        is_wanted = state.state == "missing" or (state.state == "outdated" and not state.has_newer)
        return self.language != "de" and self.german is not None and is_wanted

    @property
    def next_review(self) -> str:
        """The day that is proposed for looking at the text again."""
        return (self.today + REVIEWED_FOR).isoformat()

    def name(self, by: str | None) -> str:
        """Who did something: `staff:3` by the name of the account."""
        if by in _NOBODY:
            return _NOBODY[by]
        member = self.members.get(by or "")
        return member.name if member else "ein früherer Zugang"

    def version(self, number: int) -> ArticleVersion | None:
        return next((row for row in self.versions if row.version == number), None)

    def before(self, row: ArticleVersion) -> ArticleVersion | None:
        """The version before *row*."""
        return next((each for each in self.versions if each.version < row.version), None)

    def _named_but(self, excluded: "set[str] | frozenset[str]") -> str:
        able = [
            member.name
            for actor, member in self.members.items()
            if member.role in REVIEWING and member.disabled_at is None and actor not in excluded
        ]
        return formats.list_or(able, "de") if able else ""


_READ: Final = ("current", "unconfirmed", "review_due")
"""States in which newcomers read the translation itself."""


async def view_of(desk: Desk, session: AsyncSession, visitor: Visitor, topic: str, language: Language) -> ArticleView:
    """Load one text with all its versions, of the other languages only their states.

    Raises:
        HTTPException: 404, for a topic that is none.
    """
    today = desk.now().astimezone(TOWN).date()
    cells = (await read_topic(session, topic, today)).cells
    if all(cell.state == "missing" for cell in cells) and (topic not in TOPICS or is_meta(topic)):
        raise HTTPException(404)
    acts = workflow(desk, session)
    versions = list(reversed(await acts.versions((topic, language))))
    german = await acts.published((topic, "de"))
    members = {f"staff:{member.id}": member for member in await Staff(session).all()}
    published = next((row for row in versions if row.status == "published"), None)
    named = published or next(iter(versions), None) or german
    newest = versions[0] if versions and versions[0].status in COMING else None
    return ArticleView(
        topic=topic,
        language=language,
        title=named.title if named else topic,
        visitor=visitor,
        members=members,
        versions=versions,
        languages=cells,
        german=german,
        writers=frozenset(by for by in await acts.writers((topic, language)) if by),
        shown=_shown(desk, topic, language, published, german, today),
        coming=_shown(desk, topic, language, newest, german, today, is_coming=True) if newest else None,
        changes=compared(published, newest) if published and newest else [],
        today=today,
    )


def _shown(
    desk: Desk,
    topic: str,
    language: Language,
    version: ArticleVersion | None,
    german: ArticleVersion | None,
    today: date,
    *,
    is_coming: bool = False,
) -> Preview | None:
    """How *version* is read: as the database has it, which the library follows within a second.

    Args:
        is_coming: Read it as what its writer means it to be, a translation of the German text as it stands.
    """
    edition = desk.parts.library.edition
    edition = with_text(edition, german.read()) if german else without_text(edition, topic, "de")
    if version is None:
        edition = without_text(edition, topic, language)
    elif is_coming and german is not None and language != "de":
        edition = with_text(edition, version.read().model_copy(update={"translated_from": german.version}))
    else:
        edition = with_text(edition, version.read())
    return preview(edition, desk.parts.phrases, topic, language, today)
