"""Links from Telegram to a newcomer's page. Each works once and for ten minutes, and only with the code word.

Telegram, and whoever holds the telephone, can read a link; so it opens nothing by itself, and looking at it does not
use it up: messengers fetch what they show.
"""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import ForeignKey, String, and_, delete, func, not_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from handoff.newcomers import SecondAddress
from storage.columns import BigId
from storage.database import Base

VALID_FOR: Final = timedelta(minutes=10)
WRONG_WORDS: Final = 3
"""So many end a link."""
WRONG_WORDS_A_DAY: Final = 9
"""So many, and there is no new link for a day: who holds the telephone could go on guessing otherwise."""
_DAY: Final = timedelta(days=1)


class LinkOver(Exception):
    """The link was used, is too old, was tried too often (`is_tried`), or never was one.

    `newcomer_id`: whose link it was.
    """

    def __init__(self, newcomer_id: int | None = None, *, is_tried: bool = False) -> None:
        super().__init__()
        self.newcomer_id = newcomer_id
        self.is_tried = is_tried


class TriedTooOften(Exception):
    """The code word was wrong too often within a day; `until` there is no new link."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


class CaseLink(Base):
    """One link; of its token only the hash is kept."""

    __tablename__ = "case_links"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    newcomer_id: Mapped[int] = mapped_column(BigId, ForeignKey("newcomers.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]
    opened_at: Mapped[datetime | None] = mapped_column(default=None)
    wrong_words: Mapped[int] = mapped_column(default=0)
    word_chosen_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the code word that holds now was chosen, with this link or on the page it opened; such a link is kept."""

    @property
    def tries_left(self) -> int:
        return WRONG_WORDS - self.wrong_words

    def is_open(self, now: datetime) -> bool:
        return self.opened_at is None and self.expires_at > now


class CaseLinks:
    """Makes links and finds them by their token."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def make(self, newcomer_id: int, now: datetime) -> str:
        """Return the token (256 bits) of a new link; earlier ones stop working.

        Raises:
            TriedTooOften: the code word was wrong nine times since yesterday.
        """
        if (until := await self.spent_until(newcomer_id, now)) is not None:
            raise TriedTooOften(until)
        mine = CaseLink.newcomer_id == newcomer_id
        await self._session.execute(update(CaseLink).where(mine, CaseLink.expires_at > now).values(expires_at=now))
        token = secrets.token_urlsafe(32)
        link = CaseLink(token_hash=_hash(token), newcomer_id=newcomer_id, expires_at=now + VALID_FOR)
        self._session.add(link)
        await self._session.flush()
        return token

    async def spent_until(self, newcomer_id: int, now: datetime) -> datetime | None:
        """Until when there is no new link because of wrong words; `None` when there is one now."""
        tried = await self._tried(newcomer_id, now)
        wrong_words = sum(link.wrong_words for link in tried)
        until = None
        for link in tried:
            if wrong_words < WRONG_WORDS_A_DAY:
                break
            wrong_words -= link.wrong_words
            until = link.expires_at + _DAY
        return until

    async def find(self, token: str, now: datetime) -> CaseLink:
        """The link of *token*, which nobody else changes until the transaction ends.

        Raises:
            LinkOver: it was used or is too old. One that was tried too often is still found until then.
        """
        found = select(CaseLink).where(CaseLink.token_hash == _hash(token)).with_for_update()
        link = (await self._session.scalars(found)).one_or_none()
        if link is None:
            raise LinkOver
        if not link.is_open(now):
            raise LinkOver(link.newcomer_id, is_tried=link.opened_at is None and link.tries_left <= 0)
        return link

    async def last_opened(self, newcomer_id: int) -> CaseLink:
        """The link with which the page was opened last, which nobody else changes until the transaction ends.

        Raises:
            LinkOver: there is none any more.
        """
        opened = select(CaseLink).where(CaseLink.newcomer_id == newcomer_id, CaseLink.opened_at.is_not(None))
        newest = opened.order_by(CaseLink.opened_at.desc()).limit(1).with_for_update()
        link = (await self._session.scalars(newest)).one_or_none()
        if link is None:
            raise LinkOver(newcomer_id)
        return link

    async def note_choice(self, link: CaseLink, now: datetime) -> None:
        """A code word was chosen, which takes the place of any other one."""
        mine = CaseLink.newcomer_id == link.newcomer_id
        await self._session.execute(update(CaseLink).where(mine).values(word_chosen_at=None))
        link.word_chosen_at = now

    async def word_chosen_at(self, newcomer_id: int) -> datetime | None:
        """When the newcomer's code word was chosen; `None` for no word, or one from before this was noted."""
        chosen = select(func.max(CaseLink.word_chosen_at)).where(CaseLink.newcomer_id == newcomer_id)
        return await self._session.scalar(chosen)

    async def wrong_words(self, newcomer_id: int, now: datetime) -> int:
        """How many wrong words were given since yesterday."""
        return sum(link.wrong_words for link in await self._tried(newcomer_id, now))

    async def _tried(self, newcomer_id: int, now: datetime) -> list[CaseLink]:
        """The links of the last day."""
        return [link for link in await self.of(newcomer_id) if link.expires_at > now - _DAY]

    async def of(self, newcomer_id: int) -> list[CaseLink]:
        """All that are still kept, the one that ends first before the others."""
        mine = select(CaseLink).where(CaseLink.newcomer_id == newcomer_id)
        return list(await self._session.scalars(mine.order_by(CaseLink.expires_at)))

    async def forget(self, newcomer_id: int) -> None:
        await self._session.execute(delete(CaseLink).where(CaseLink.newcomer_id == newcomer_id))

    async def purge(self, now: datetime) -> None:
        """Forget links that count for nothing any more."""
        has_page = CaseLink.newcomer_id.in_(select(SecondAddress.newcomer_id))
        tells_since = and_(CaseLink.word_chosen_at.is_not(None), has_page)
        await self._session.execute(delete(CaseLink).where(CaseLink.expires_at < now - _DAY, not_(tells_since)))


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()  # 256 random bits need no slow hash
