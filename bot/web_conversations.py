"""Conversations on the web: an id that is the address, and a secret that only the newcomer's browser knows.

Whoever brings the secret is the newcomer; nothing else is asked. Only its hash is kept.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import String, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from handoff.cases import Case
from handoff.newcomers import Newcomer, SecondAddress
from storage.database import Base
from wording.languages import Language

KEPT = timedelta(days=30)
"""So long after its last use a conversation can be taken up again; with an open case, until the case ends."""

_OWN_PAGE = "page-"
"""Begins the secrets of pages that belong to newcomers of Telegram, so that one that opens nothing more is known."""

_USE_NOTED_EVERY = timedelta(hours=12)


class WebConversation(Base):
    """One browser's way to Lotse."""

    __tablename__ = "web_conversations"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    language: Mapped[Language | None] = mapped_column(String(2), default=None)
    """The language the conversation was begun in; the newcomer's own one counts as soon as there is a newcomer."""
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True)
class Key:
    """What the newcomer gets once: the id of the conversation and its secret (256 bits)."""

    conversation: str
    secret: str


class WebConversations:
    """Begins conversations, finds them by their secret, and forgets them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def begin(self, language: Language | None, now: datetime) -> Key:
        key = Key(secrets.token_urlsafe(16), secrets.token_urlsafe(32))
        self._session.add(
            WebConversation(
                id=key.conversation,
                secret_hash=_hash(key.secret),
                language=language,
                created_at=now,
                last_used_at=now,
            )
        )
        await self._session.flush()
        return key

    async def renew(self, conversation_id: str, now: datetime) -> str:
        """Return a new secret of a newcomer's own page; whoever has the one before is outside."""
        secret = _OWN_PAGE + secrets.token_urlsafe(32)
        conversation = await self._session.get_one(WebConversation, conversation_id)
        conversation.secret_hash = _hash(secret)
        conversation.last_used_at = now
        return secret

    async def find(self, secret: str) -> WebConversation | None:
        """The conversation that *secret* opens."""
        opened = select(WebConversation).where(WebConversation.secret_hash == _hash(secret))
        return (await self._session.scalars(opened)).one_or_none()

    async def get(self, conversation_id: str) -> WebConversation | None:
        return await self._session.get(WebConversation, conversation_id)

    async def use(self, conversation_id: str, now: datetime) -> None:
        """Note that the conversation is alive."""
        conversation = await self._session.get(WebConversation, conversation_id)
        if conversation is not None:
            conversation.last_used_at = now

    async def unused(self, now: datetime) -> list[str]:
        """Ids of the conversations to forget: unused for 30 days, and no open case that could still bring an answer."""
        in_a_case = (
            select(address).join(Case, Case.newcomer_id == newcomer_id).where(Case.closed_at.is_(None))
            for address, newcomer_id in (
                (Newcomer.address, Newcomer.id),
                (SecondAddress.address, SecondAddress.newcomer_id),
            )
        )
        old = select(WebConversation.id).where(
            WebConversation.last_used_at < now - KEPT, *map(WebConversation.id.not_in, in_a_case)
        )
        return list(await self._session.scalars(old))

    async def forget(self, conversation_id: str) -> None:
        await self._session.execute(delete(WebConversation).where(WebConversation.id == conversation_id))


def is_of_own_page(secret: str) -> bool:
    """Whether *secret* once opened a page that belongs to a newcomer of Telegram."""
    return secret.startswith(_OWN_PAGE)


def is_use_due(conversation: WebConversation, now: datetime) -> bool:
    """Whether the last noted use is so old that it is worth a write."""
    return now - conversation.last_used_at > _USE_NOTED_EVERY


def _hash(secret: str) -> str:
    return sha256(secret.encode("utf-8", "replace")).hexdigest()  # 256 random bits need no slow hash
