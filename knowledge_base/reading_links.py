"""One-time links with which native readers without an account confirm or correct one version of a translation.

What a reader changes is a new version that waits for staff like any other; nothing of it reaches newcomers by itself.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, Literal

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.articles import Place
from knowledge_base.errors import EditConflict, KnowledgeBaseError, NotReady, WrongStatus
from knowledge_base.tables import ArticleVersion, ReadingLink
from knowledge_base.texts import Section, SectionName
from knowledge_base.workflow import Workflow
from storage import audit
from wording import Language
from wording.formats import TOWN

VALID_FOR: Final = timedelta(days=14)
READER: Final = "reader"
"""Who acts, for the audit and as the writer of a version; the name stands with the text."""
LISTED: Final = 200
"""So many links the desk looks back upon."""

LinkState = Literal["open", "unknown", "used", "expired", "newer", "withdrawn"]
"""Whether a link can be used, or why not: it never was one, somebody answered, 14 days passed, there is a newer version
of the text, or the text was withdrawn.
"""


class LinkOver(KnowledgeBaseError):
    """The link cannot be used; `state` says why, `language` is the one of its text where there is one."""

    def __init__(self, state: LinkState, language: Language | None = None) -> None:
        super().__init__(state)
        self.state = state
        self.language = language


class NothingChanged(KnowledgeBaseError):
    """A correction that changes nothing and remarks nothing."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a reader makes of the title and the sections of a text."""

    title: str
    sections: Mapping[SectionName, str]

    def changes(self, row: ArticleVersion) -> bool:
        """Whether it says anything else than *row*."""
        return self.title != row.title or dict(self.sections) != dict(row.sections)


class ReadingLinks:
    """Makes links, finds them by their token, and takes what readers say, each in the transaction of *session*."""

    def __init__(self, session: AsyncSession, workflow: Workflow, now: datetime) -> None:
        self._session = session
        self._workflow = workflow
        self._now = now

    async def make(self, place: Place, *, by: str) -> str:
        """Return the token (256 bits) of a new link to the newest version of a translation.

        Raises:
            WrongStatus: there is no such text, it is withdrawn, or it is German.
        """
        row = await self._workflow.newest(place)
        if row is None or row.status == "withdrawn" or row.language == "de":
            raise WrongStatus(" ".join(place), row.status if row else "missing")
        token = secrets.token_urlsafe(32)
        self._session.add(
            ReadingLink(
                token_hash=_hash(token),
                topic=row.topic,
                language=row.language,
                version=row.version,
                made_by=by,
                made_at=self._now,
            )
        )
        self._record(by, "made_link", row)
        return token

    async def open(self, token: str) -> tuple[ReadingLink, ArticleVersion]:
        """The link of *token* and the version it is for; nobody else uses it until the transaction ends.

        Raises:
            LinkOver: it cannot be used.
        """
        found = select(ReadingLink).where(ReadingLink.token_hash == _hash(token)).with_for_update()
        link = (await self._session.scalars(found)).one_or_none()
        if link is None:
            raise LinkOver("unknown")
        newest = await self._workflow.newest((link.topic, link.language))
        if newest is None or (state := self._state(link, newest.version, newest.status)) != "open":
            raise LinkOver(state if newest else "withdrawn", link.language)
        return link, newest

    async def listed(self) -> Sequence[tuple[ReadingLink, LinkState]]:
        """The links made last, newest first, and whether each can be used."""
        made = select(ReadingLink).order_by(ReadingLink.made_at.desc()).limit(LISTED)
        links = list(await self._session.scalars(made))
        newest = await self._newest({link.topic for link in links})
        return [(link, self._state(link, *newest[link.topic, link.language])) for link in links]

    async def confirm(self, token: str, *, reader: str, remark: str) -> None:
        """A native speaker read the version of the link and found it right.

        Raises:
            LinkOver: the link cannot be used.
        """
        link, row = await self.open(token)
        await self._read(row, reader)
        self._use(link, "right", reader, remark)

    async def correct(self, token: str, correction: Correction, *, reader: str, remark: str) -> ArticleVersion | None:
        """Keep what a native speaker changed as a new version, in review if it breaks no rule, else as a draft.

        Returns:
            The new version; none where there is only a remark.

        Raises:
            LinkOver: the link cannot be used.
            NothingChanged: nothing was changed, and nothing remarked.
        """
        link, row = await self.open(token)
        if not correction.changes(row):
            if not remark:
                raise NothingChanged
            self._use(link, "corrected", reader, remark)
            return None
        sections = {name: Section(text) for name, text in correction.sections.items()}
        changed = row.read().model_copy(update={"title": correction.title, "sections": sections, "status": "draft"})
        try:
            saved = await self._workflow.save(changed, based_on=row.version, by=READER, note=remark)
        except EditConflict as conflict:  # somebody at the desk saved at this very moment
            raise LinkOver("newer", link.language) from conflict
        await self._read(saved, reader)
        try:
            saved = await self._workflow.submit(saved.place, saved.version, by=READER, change="ordinary")
        except NotReady:
            self._record(READER, "left_as_draft", saved)  # whoever looks at it mends what the rules forbid
        self._use(link, "corrected", reader, remark)
        return saved

    async def _newest(self, topics: set[str]) -> dict[Place, tuple[int, str]]:
        """Of each text of *topics* the newest version and its status."""
        place = (ArticleVersion.topic, ArticleVersion.language)
        newest = select(*place, func.max(ArticleVersion.version).label("version"))
        one = newest.where(ArticleVersion.topic.in_(topics)).group_by(*place).subquery()
        same = and_(*(getattr(ArticleVersion, name) == one.c[name] for name in ("topic", "language", "version")))
        rows = await self._session.execute(
            select(*place, ArticleVersion.version, ArticleVersion.status).join(one, same)
        )
        return {(topic, language): (version, status) for topic, language, version, status in rows}

    def _state(self, link: ReadingLink, newest: int, status: str) -> LinkState:
        if link.used_at is not None:
            return "used"
        if status == "withdrawn":
            return "withdrawn"
        if newest != link.version:
            return "newer"
        return "expired" if link.made_at + VALID_FOR <= self._now else "open"

    async def _read(self, row: ArticleVersion, reader: str) -> None:
        day = self._now.astimezone(TOWN).date()
        await self._workflow.read_by_native(row.place, row.version, reader=reader, on=day, by=READER)

    def _use(self, link: ReadingLink, verdict: Literal["right", "corrected"], reader: str, remark: str) -> None:
        link.used_at, link.verdict, link.reader, link.remark = self._now, verdict, reader, remark

    def _record(self, by: str, act: str, row: ArticleVersion) -> None:
        subject = f"article:{row.topic}:{row.language}:{row.version}"
        audit.record(self._session, self._now, by, f"reading.{act}", subject)


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()  # 256 random bits need no slow hash
