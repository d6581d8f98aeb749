"""The door of a newcomer's page, without HTTP: a link from Telegram leads here, the code word opens it, and it is shut
again when the newcomer has finished.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from bot.case_links import CaseLink, CaseLinks, LinkOver
from bot.code_words import Weakness, hashed, verified, weakness
from bot.web_channel import CHANNEL, shown_topic
from bot.web_conversations import WebConversations
from handoff.newcomers import Newcomers, SecondAddress
from storage.database import Database
from storage.signals import Signals
from wording import Language

OPEN_FOR: Final = timedelta(hours=2)
"""Since the last message: whoever finds the telephone later finds no open page in its browser."""
OPEN_AT_MOST: Final = timedelta(hours=12)
"""Since the code word was given, however much is written: it is asked for again every day."""


class WordTooEasy(Exception):
    """The chosen code word would be guessed, because of its `weakness`."""

    def __init__(self, weakness: Weakness) -> None:
        super().__init__()
        self.weakness = weakness


class WrongWord(Exception):
    """This is not the code word; so many tries are left."""

    def __init__(self, tries_left: int) -> None:
        super().__init__()
        self.tries_left = tries_left


@dataclass(frozen=True)
class Door:
    """What may be known before the code word: the language to ask in, and whether there is a word yet."""

    language: Language | None
    is_first: bool
    is_over: bool = False
    is_tried: bool = False
    """It is over because of wrong words."""
    spent_until: datetime | None = None
    """Because of wrong words there is no new link until then."""
    chosen_at: datetime | None = None
    """When the word was chosen: who did not do it learns that somebody did."""


class PageDoor:
    """Looks at links, opens pages and shuts them."""

    def __init__(self, database: Database, signals: Signals, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._signals = signals
        self._clock = clock

    async def look(self, token: str) -> Door:
        """The door behind a link; looking uses nothing up."""
        async with self._database.reading() as session:
            try:
                link, page = await self._behind(session, token, self._clock())
            except LinkOver as over:
                return await self._over(session, over)
            newcomer = await Newcomers(session).get(link.newcomer_id)
            chosen_at = await CaseLinks(session).word_chosen_at(link.newcomer_id)
            return Door(newcomer.language, is_first=page.code_word is None, chosen_at=chosen_at)

    async def _over(self, session: AsyncSession, over: LinkOver) -> Door:
        if over.newcomer_id is None:
            return Door(None, is_first=False, is_over=True)
        newcomer = await Newcomers(session).get(over.newcomer_id)
        spent_until = await CaseLinks(session).spent_until(newcomer.id, self._clock())
        return Door(newcomer.language, is_first=False, is_over=True, is_tried=over.is_tried, spent_until=spent_until)

    async def open(self, token: str, word: str) -> str:
        """Return a new secret of the page; whoever was inside with another one is outside now.

        Raises:
            LinkOver: the link opens nothing any more.
            WordTooEasy: it is the first time, and the word is not good enough.
            WrongWord: it is another word.
        """
        now = self._clock()
        async with self._database.transaction() as session:
            link, page = await self._behind(session, token, now)
            if page.code_word is None and (weak := weakness(word)):
                raise WordTooEasy(weak)
            link.wrong_words += 1  # counted before it is looked at: many tries at once are no more than three
            tries_left, kept = link.tries_left, page.code_word
        if kept is not None and not await verified(word, kept):
            raise WrongWord(tries_left)
        chosen = kept or await hashed(word)
        async with self._database.transaction() as session:
            return await self._enter(session, token, kept, chosen, now)

    async def prolong(self, conversation: str) -> datetime:
        """Keep an open page open, for it is being used; return until when it is. One that is shut stays shut."""
        now = self._clock()
        async with self._database.transaction() as session:
            try:
                link, page = await self._inside(session, conversation)
            except LinkOver:  # it was deleted meanwhile
                return now
            if link.opened_at is not None and page.open_until is not None and page.open_until > now:
                page.open_until = min(now + OPEN_FOR, link.opened_at + OPEN_AT_MOST)
            return page.open_until or now

    async def change(self, conversation: str, old: str, new: str) -> str:
        """Take *new* in place of the code word *old* of a page that is open; return the page's new secret.

        Raises:
            LinkOver: three wrong words were given at this form and at the door before it, so the page is shut.
            WordTooEasy: the new word is not good enough.
            WrongWord: the old one is another.
        """
        now = self._clock()
        async with self._database.transaction() as session:
            link, page = await self._inside(session, conversation)
            if weak := weakness(new):
                raise WordTooEasy(weak)
            link.wrong_words += 1  # counted before it is looked at, as at the door
            tries_left, kept = link.tries_left, page.code_word
        if tries_left < 0 or kept is None or not await verified(old, kept):
            if tries_left <= 0:
                await self.shut(conversation)
                raise LinkOver
            raise WrongWord(tries_left)
        chosen = await hashed(new)
        async with self._database.transaction() as session:
            link, page = await self._inside(session, conversation)
            if page.code_word != kept:  # somebody else chose one meanwhile
                raise LinkOver
            link.wrong_words -= 1
            page.code_word = chosen
            await CaseLinks(session).note_choice(link, now)
            return await self._renew(session, page, now)

    async def wrong_words(self, conversation: str) -> int:
        """How many wrong words were given since yesterday for the page at the address *conversation*."""
        async with self._database.reading() as session:
            newcomer = await Newcomers(session).find(CHANNEL, conversation)
            return await CaseLinks(session).wrong_words(newcomer.id, self._clock()) if newcomer else 0

    async def shut(self, conversation: str) -> None:
        """Shut the page at the address *conversation*; whoever is inside is outside now, and nobody gets its secret."""
        now = self._clock()
        async with self._database.transaction() as session:
            if (page := await self._at(session, conversation)) is not None:
                page.open_until = now
                await self._renew(session, page, now)

    async def _at(self, session: AsyncSession, conversation: str) -> SecondAddress | None:
        newcomer = await Newcomers(session).find(CHANNEL, conversation)
        return await Newcomers(session).page_of(newcomer.id) if newcomer else None

    async def _inside(self, session: AsyncSession, conversation: str) -> tuple[CaseLink, SecondAddress]:
        """A page, and the link with which it was opened."""
        if (page := await self._at(session, conversation)) is None:
            raise LinkOver
        return await CaseLinks(session).last_opened(page.newcomer_id), page

    async def _behind(self, session: AsyncSession, token: str, now: datetime) -> tuple[CaseLink, SecondAddress]:
        link = await CaseLinks(session).find(token, now)
        page = await Newcomers(session).page_of(link.newcomer_id)
        if page is None or link.tries_left <= 0:
            raise LinkOver(link.newcomer_id, is_tried=link.tries_left <= 0)
        return link, page

    async def _enter(self, session: AsyncSession, token: str, kept: str | None, chosen: str, now: datetime) -> str:
        link = await CaseLinks(session).find(token, now)
        page = await Newcomers(session).page_of(link.newcomer_id)
        if page is None or page.code_word != kept:  # somebody else chose one meanwhile
            raise LinkOver(link.newcomer_id)
        link.opened_at = now
        link.wrong_words -= 1
        if kept is None:
            await CaseLinks(session).note_choice(link, now)
        page.code_word = chosen
        page.open_until = now + OPEN_FOR
        return await self._renew(session, page, now)

    async def _renew(self, session: AsyncSession, page: SecondAddress, now: datetime) -> str:
        await self._signals.publish(session, shown_topic(page.address), 0)  # who follows the page looks up and is out
        return await WebConversations(session).renew(page.address, now)
