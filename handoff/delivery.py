"""What the newcomer gets to read of a case: the answer of a staff member, and word that somebody took over or closed
it.

How much goes out is the newcomer's choice (`Case.reach`): everything, only that there is news, or nothing at all.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from handoff.cases import Case, Words
from handoff.newcomers import Newcomer
from handoff.units import Unit
from storage.outbox import Outbox
from wording import Language, Line, Phrase, Reply


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
    if case.reach != "write":
        return None
    told = Phrase(id="case-taken", arguments={"number": case.number, "unit": unit.name})
    return _notice(language_of(case, newcomer), case, told)


def closed_notice(case: Case, newcomer: Newcomer) -> Reply | None:
    """That the case is closed; None for a newcomer who wants no message."""
    if case.reach == "none":
        return None
    told = Phrase(id="case-closed", arguments={"number": case.number})
    return _notice(language_of(case, newcomer), case, told)


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


def _notice(language: Language, case: Case, told: Phrase) -> Reply:
    return Reply(kind="notice", language=language, lines=(Line(content=told),), topic=case.topic, case=case.number)
