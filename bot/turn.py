"""One turn of a conversation: who wrote, what is known, and what will be said."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.buttons import Action, Buttons
from bot.case_pages import CasePages
from bot.incoming import Incoming
from handoff.case_files import CaseFiles
from handoff.cases import Case, Cases
from handoff.conversations import Conversation
from handoff.delivery import CasePost
from handoff.encounters import Encounter
from handoff.newcomers import Newcomer
from handoff.units import Unit, Units
from knowledge_base.library import Library
from nlu.understanding import Understanding
from storage.database import Database
from storage.inbox import Inbox
from storage.outbox import Outbox
from storage.signals import Signals
from wording import Button, Language, Line, Phrase, Phrases, Reply
from wording.replies import Kind, Style


class Reader(Protocol):
    """Reads texts of newcomers beside the conversation, with whatever the interpreter has learnt by then."""

    def concepts(self, text: str, language: Language | None) -> tuple[str, ...]:
        """What *text* speaks of; see `nlu.understanding.Understander.concepts`."""
        ...

    async def understand(self, text: str, prior: Language | None) -> Understanding | None:
        """What *text* means, or None while nothing is learnt yet."""
        ...


@dataclass(frozen=True)
class Services:
    """What a conversation works with; composed once for the process."""

    database: Database
    signals: Signals
    inbox: Inbox
    outbox: Outbox
    library: Library
    phrases: Phrases
    buttons: Buttons
    export: Callable[[AsyncSession, int], Awaitable[dict[str, Any]]]
    """Everything any folder keeps about a newcomer."""
    erase: Callable[[AsyncSession, int], Awaitable[None]]
    """Erases it from every folder."""
    files: CaseFiles | None = None
    """Files of cases; without them nothing is fetched."""
    pages: CasePages | None = None
    """Where cases of Telegram are told in a town that does not tell them in Telegram."""
    reader: Reader | None = None
    """Without it the town's editors do not learn what was asked in vain."""

    @property
    def post(self) -> CasePost:
        return CasePost(self.outbox, self.pages)


@dataclass
class Turn:
    """The state of one turn. Handlers read it, change rows through its session, and add replies."""

    services: Services
    session: AsyncSession
    now: datetime
    incoming: Incoming
    encounter: Encounter
    language: Language
    replies: list[Reply] = field(default_factory=list)

    @property
    def newcomer(self) -> Newcomer:
        return self.encounter.newcomer

    @property
    def conversation(self) -> Conversation:
        return self.encounter.conversation

    @property
    def open_cases(self) -> list[Case]:
        """The newcomer's cases that were open before this turn and still are, the one with the newest message first."""
        return [case for case in self.encounter.cases if case.owner != "closed"]

    @property
    def ended_cases(self) -> list[Case]:
        """The newcomer's cases that ended lately, the one that ended last first."""
        ended = [case for case in self.encounter.cases if case.closed_at is not None]
        return sorted(ended, key=lambda case: case.closed_at or self.now, reverse=True)

    @property
    def cases(self) -> Cases:
        return Cases(self.session, self.services.signals)

    @property
    def tells_cases(self) -> bool:
        """Whether words of cases may be read and written where this turn takes place."""
        return self.services.post.tells_cases(self.newcomer, self.incoming.channel)

    @property
    def has_page(self) -> bool:
        """Whether the newcomer's cases are told on a page of their own."""
        return self.services.post.has_page(self.newcomer)

    async def unit(self, unit_id: str) -> Unit:
        return await Units(self.session).get(unit_id)

    async def units(self) -> list[Unit]:
        return await Units(self.session).all()

    def button(self, label: Phrase | str, name: str, value: str = "", picture: str = "") -> Button:
        return self.services.buttons.make(self.newcomer.id, self.now, label, Action(name, value), picture)

    def say(self, kind: Kind, lines: Sequence[Line], buttons: Sequence[Button] = (), **more: Any) -> None:
        """Add one message to what is said in this turn."""
        reply = Reply(kind=kind, language=self.language, lines=tuple(lines), buttons=tuple(buttons), **more)
        self.replies.append(reply)


def phrase(phrase_id: str, **arguments: Any) -> Phrase:
    return Phrase(id=phrase_id, arguments=arguments)


def line(phrase_id: str, style: Style = "text", **arguments: Any) -> Line:
    return Line(content=phrase(phrase_id, **arguments), style=style)
