"""What the newcomer gets to read of a case: the answer of a staff member, and word that somebody took over or closed
it.

How much goes out is the newcomer's choice (`Case.reach`): everything, only that there is news, or nothing at all. Where
it goes is the town's choice: to where the newcomer writes, or, for somebody who writes in Telegram, onto the town's own
page, and Telegram says no more than that there is news.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from handoff.cases import Case, Words
from handoff.newcomers import Channel, Newcomer
from handoff.units import Unit
from storage.outbox import Outbox
from wording import Button, Language, Line, Phrase, Reply


def language_of(case: Case, newcomer: Newcomer) -> Language:
    """The language answers go out in: the one the newcomer uses now, else that of the case."""
    return newcomer.language or case.language


def staff_reply(case: Case, newcomer: Newcomer, unit: Unit, words: Words) -> Reply | None:
    """The answer *words* as the newcomer gets it; None when this newcomer wants no message."""
    match case.reach:
        case "none":
            return None
        case "news":
            told = Phrase(id="case-news", arguments={"number": case.number})
            return _notice(language_of(case, newcomer), case, told)
    return full_answer(case, newcomer, unit, words)


def full_answer(case: Case, newcomer: Newcomer, unit: Unit, words: Words) -> Reply:
    """The answer *words* in full, for a newcomer who wants it here or asks for it.

    With a translation the German original stands below it, so that the newcomer can show it to somebody, and one line
    says how far the translation can be trusted.
    """
    language = language_of(case, newcomer)
    lines = [
        Line(content=Phrase(id="staff-answer-from", arguments={"unit": unit.name}), style="small"),
        Line(content=words.translation or words.original),
    ]
    if words.translation is not None:
        lines.append(Line(content=Phrase(id="staff-original"), style="small"))
        lines.append(Line(content=words.original, style="quote"))
    if words.language != language:
        lines.append(Line(content=Phrase(id=f"translation-{words.label}"), style="small"))
    return Reply(
        kind="staff",
        sender="staff",
        language=language,
        lines=tuple(lines),
        topic=case.topic,
        case=case.number,
        original=words.original,
        label=words.label,
        warnings=tuple(words.warnings),
    )


def taken_notice(case: Case, newcomer: Newcomer, unit: Unit) -> Reply | None:
    """Who writes from now on; only for a newcomer who wants messages."""
    return _taken(case, newcomer, unit) if case.reach == "write" else None


def closed_notice(case: Case, newcomer: Newcomer) -> Reply | None:
    """That the case is closed; None for a newcomer who wants no message."""
    return _closed(case, newcomer) if case.reach != "none" else None


class CasePages(Protocol):
    """Pages of the town on which newcomers read what must not go through Telegram."""

    async def address_of(self, session: AsyncSession, newcomer: Newcomer, now: datetime) -> str:
        """The address of the newcomer's page on the web, made when there is none; it will be needed from *now* on."""
        ...

    def button(self, newcomer_id: int, now: datetime) -> Button:
        """What leads there."""
        ...


@dataclass(frozen=True)
class CasePost:
    """Brings newcomers what a unit has to say; without pages, to where they write."""

    outbox: Outbox
    pages: CasePages | None = None

    def has_page(self, newcomer: Newcomer) -> bool:
        """Whether this newcomer's cases are told on a page and not where the newcomer first wrote."""
        return self.pages is not None and newcomer.channel == "telegram"

    def tells_cases(self, newcomer: Newcomer, channel: Channel) -> bool:
        """Whether words of cases may be read and written in *channel*."""
        return channel != "telegram" or not self.has_page(newcomer)

    async def answer(
        self, session: AsyncSession, case: Case, newcomer: Newcomer, unit: Unit, words: Words, now: datetime
    ) -> int | None:
        """Bring an answer, in the transaction that adds it to the case; return the id of the message that holds it."""
        pushed = staff_reply(case, newcomer, unit, words)
        return await self._bring(session, case, newcomer, pushed, full_answer(case, newcomer, unit, words), now)

    async def taken(self, session: AsyncSession, case: Case, newcomer: Newcomer, unit: Unit, now: datetime) -> None:
        """Say who writes from now on."""
        pushed = taken_notice(case, newcomer, unit)
        await self._bring(session, case, newcomer, pushed, _taken(case, newcomer, unit), now)

    async def closed(self, session: AsyncSession, case: Case, newcomer: Newcomer, now: datetime) -> None:
        """Say that the case is closed."""
        await self._bring(session, case, newcomer, closed_notice(case, newcomer), _closed(case, newcomer), now)

    async def tell(self, session: AsyncSession, case: Case, newcomer: Newcomer, reply: Reply, now: datetime) -> None:
        """Say something else that belongs to the case, whatever the newcomer chose: they wait for it."""
        await self._bring(session, case, newcomer, reply, reply, now)

    async def _bring(
        self, session: AsyncSession, case: Case, newcomer: Newcomer, pushed: Reply | None, whole: Reply, now: datetime
    ) -> int | None:
        """*pushed* goes to where the newcomer writes. With a page, *whole* stands there, whatever is pushed: nobody but
        the newcomer sees it, and in place of what would be pushed goes only that there is news.
        """
        if self.pages is None or not self.has_page(newcomer):
            return await deliver(session, self.outbox, newcomer, pushed, now)
        address = await self.pages.address_of(session, newcomer, now)
        on_page = await self.outbox.add(
            session,
            channel="web",
            address=address,
            newcomer_id=newcomer.id,
            reply=whole.model_dump(mode="json"),
            now=now,
        )
        if pushed is not None:
            button = self.pages.button(newcomer.id, now)
            await deliver(session, self.outbox, newcomer, _news_on_page(case, newcomer, button), now)
        return on_page


async def deliver(
    session: AsyncSession, outbox: Outbox, newcomer: Newcomer, reply: Reply | None, now: datetime
) -> int | None:
    """Queue *reply* for *newcomer* in the transaction of its cause; return the id of the message, None without a
    reply.
    """
    if reply is None:
        return None
    return await outbox.add(
        session,
        channel=newcomer.channel,
        address=newcomer.address,
        newcomer_id=newcomer.id,
        reply=reply.model_dump(mode="json"),
        now=now,
    )


def _taken(case: Case, newcomer: Newcomer, unit: Unit) -> Reply:
    told = Phrase(id="case-taken", arguments={"number": case.number, "unit": unit.name})
    return _notice(language_of(case, newcomer), case, told)


def _closed(case: Case, newcomer: Newcomer) -> Reply:
    return _notice(language_of(case, newcomer), case, Phrase(id="case-closed", arguments={"number": case.number}))


def _news_on_page(case: Case, newcomer: Newcomer, button: Button) -> Reply:
    """Neither a word of the case nor its unit or subject, which would tell whoever holds the telephone."""
    told = Line(content=Phrase(id="page-news", arguments={"number": case.number}))
    return Reply(
        kind="notice", language=language_of(case, newcomer), lines=(told,), buttons=(button,), case=case.number
    )


def _notice(language: Language, case: Case, told: Phrase) -> Reply:
    return Reply(kind="notice", language=language, lines=(Line(content=told),), topic=case.topic, case=case.number)
