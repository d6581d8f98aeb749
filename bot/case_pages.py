"""Pages on the town's own chat for newcomers who write in Telegram, where cases are not to be told in Telegram.

A page is a conversation of the web chat that belongs to the newcomer already. It is there before it was opened for the
first time, so that what a unit writes has a place; its secret is made when the newcomer comes with a link.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.buttons import Action, Buttons
from bot.case_links import CaseLinks
from bot.web_conversations import WebConversations
from handoff.newcomers import Newcomer, Newcomers, SecondAddress
from wording import Button, Phrase

OPEN = Action("page")
"""What the button does that leads to the page."""
PICTURE = "🔑"


class CasePages:
    """Gives newcomers their pages, and links to them. `url` is where browsers find Lotse."""

    def __init__(self, buttons: Buttons, url: str) -> None:
        self._buttons = buttons
        self._url = url

    async def address_of(self, session: AsyncSession, newcomer: Newcomer, now: datetime) -> str:
        """The address of the newcomer's page, made when there is none; it will be needed from *now* on."""
        await session.execute(select(Newcomer.id).where(Newcomer.id == newcomer.id).with_for_update())  # one page each
        conversations = WebConversations(session)
        page = await Newcomers(session).page_of(newcomer.id)
        if page is None:
            key = await conversations.begin(newcomer.language, now)
            page = SecondAddress(newcomer_id=newcomer.id, address=key.conversation, made_at=now)
            session.add(page)
            await session.flush()
        else:
            await conversations.use(page.address, now)
        return page.address

    def button(self, newcomer_id: int, now: datetime) -> Button:
        return self._buttons.make(newcomer_id, now, Phrase(id="button-read"), OPEN, PICTURE)

    async def link(self, session: AsyncSession, newcomer: Newcomer, now: datetime) -> str:
        """A new link to the newcomer's page; earlier ones stop working.

        Raises:
            TriedTooOften: the code word was wrong too often within a day.
        """
        await self.address_of(session, newcomer, now)
        return f"{self._url}/chat/open/{await CaseLinks(session).make(newcomer.id, now)}"
