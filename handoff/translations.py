"""Translates what newcomers wrote in their cases into German, beside the original and after it was stored."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

import structlog
from sqlalchemy import select, update

from handoff.cases import CASE_MESSAGES, SIGNAL, Case
from handoff.messages import CaseMessage
from storage.database import Database
from storage.signals import Signals, next_signal
from wording.languages import Language
from wording.replies import Label

log = structlog.get_logger()

LOOK_AGAIN_SECONDS = 5.0
BATCH = 20


class Doubt(Protocol):
    """What a guard found wrong with a translation."""

    @property
    def code(self) -> str: ...
    @property
    def message(self) -> str: ...


class Translated(Protocol):
    """What a translator gives back."""

    @property
    def text(self) -> str: ...
    @property
    def label(self) -> Label: ...
    @property
    def path(self) -> tuple[str, ...]: ...
    @property
    def warnings(self) -> Sequence[Doubt]: ...


Translate = Callable[[str, Language, Language], Awaitable[Translated]]


async def translate_waiting(database: Database, signals: Signals, translate: Translate) -> int:
    """Translate up to twenty messages that have no German yet; return how many."""
    async with database.reading() as session:
        found = select(CaseMessage).where(CaseMessage.sender == "newcomer", CaseMessage.translated_to.is_(None))
        waiting = list(await session.scalars(found.order_by(CaseMessage.id).limit(BATCH)))
    for message in waiting:  # slow outside work, so no transaction is open meanwhile
        translated = await _try(translate, message)
        async with database.transaction() as session:
            kept = await session.get(CaseMessage, message.id)
            if kept is None:
                continue
            kept.translated_to = "de"
            if translated is not None and translated.label != "none":
                kept.translation = translated.text
                kept.label = translated.label
                kept.path = list(translated.path)
                kept.warnings = [warning.message for warning in translated.warnings]
            case = await session.get_one(Case, kept.case_id)
            await signals.publish(session, f"{SIGNAL}:{case.unit_id}", case.number)
    return len(waiting)


async def _try(translate: Translate, message: CaseMessage) -> Translated | None:
    """The German of a message; None for one that is German, or that breaks the translator and must not keep the later
    ones waiting.
    """
    if message.language == "de":
        return None
    try:
        return await translate(message.original, message.language, "de")
    except Exception as error:
        log.error("message not translated", message=message.id, exc_info=error)
        return None


async def retry_untranslated(database: Database) -> None:
    """Let the messages of open cases wait again that nobody could translate: a package may be there by now."""
    still_open = select(Case.id).where(Case.owner != "closed")
    in_vain = (CaseMessage.sender == "newcomer", CaseMessage.translation.is_(None), CaseMessage.language != "de")
    async with database.transaction() as session:
        await session.execute(
            update(CaseMessage).where(*in_vain, CaseMessage.case_id.in_(still_open)).values(translated_to=None)
        )


async def translate_as_they_come(database: Database, signals: Signals, translate: Translate) -> None:
    """Run until cancelled: translate new messages and tell the desks that show them."""
    await retry_untranslated(database)
    async with signals.listening(CASE_MESSAGES) as news:
        while True:
            if await translate_waiting(database, signals, translate) == 0:
                await next_signal(news, LOOK_AGAIN_SECONDS)
