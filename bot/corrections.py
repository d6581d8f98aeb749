"""Tells those who read something wrong: what was wrong, and what is right now.

Of a danger nothing is pushed, neither its name nor a word of it, for others may look at the telephone: there, and to
who wants no more than news, goes only that an answer has changed, and a button that opens it.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.buttons import Action
from bot.conversation import FALLBACK_LANGUAGE
from bot.turn import Services, line, phrase
from handoff.corrections import Reachable, is_discreet, reachable
from handoff.delivery import deliver
from handoff.newcomers import Newcomer
from knowledge_base.answers import ArticleAnswer
from knowledge_base.delivery import record_delivery
from knowledge_base.recalls import Recalls
from knowledge_base.tables import Recall
from wording import Button, Language, Line, Reply

AT_ONCE = 200
"""People of one recall who are told in one transaction: on SQLite nobody else writes meanwhile."""

_FOR_EVERYBODY: tuple[Language, ...] = ("de", "en")
"""Read by who has no text in their own language."""


async def send_recalls(services: Services, session: AsyncSession, now: datetime) -> None:
    """Send what was agreed to, to everybody once: some at once, in the transaction that notes how far it came."""
    recalls = Recalls(session, now)
    unsent = await recalls.unsent()
    if unsent:
        await services.library.reload(session)  # what is told now must not be an answer of before the correction
    for recall in unsent:
        left = [each for each in await recalls.readers(recall) if each > recall.told_up_to]
        told = await reachable(session, left[:AT_ONCE])
        for each in told:
            await _tell(services, session, recall, each, now)
        recalls.told(recall, up_to=left[AT_ONCE - 1] if len(left) > AT_ONCE else None, people=len(told))


async def _tell(services: Services, session: AsyncSession, recall: Recall, to: Reachable, now: datetime) -> None:
    newcomer = to.newcomer
    language = newcomer.language or FALLBACK_LANGUAGE
    if to.how == "news" or is_discreet(recall.topic):
        await deliver(session, services.outbox, newcomer, _news(services, recall, newcomer, language, now), now)
        return
    answer = services.library.answer(recall.topic, language) if services.library.has(recall.topic) else None
    reply = _correction(services, recall, newcomer, answer, language, now)
    await deliver(session, services.outbox, newcomer, reply, now)
    if answer is not None:
        await record_delivery(session, answer, newcomer.id, now)


def _news(services: Services, recall: Recall, newcomer: Newcomer, language: Language, now: datetime) -> Reply:
    opening = _button(services, newcomer, now, "button-open-answer", Action("article", recall.topic))
    return Reply(kind="notice", language=language, lines=(line("recall-news"),), buttons=(opening,))


def _correction(
    services: Services,
    recall: Recall,
    newcomer: Newcomer,
    answer: ArticleAnswer | None,
    language: Language,
    now: datetime,
) -> Reply:
    """What was wrong and the present article; where there is none any more, who knows."""
    spoken = (language,) if newcomer.language and language in recall.texts else _FOR_EVERYBODY
    lines = [Line(content=recall.texts[each]) for each in spoken if each in recall.texts]
    person = _button(services, newcomer, now, "button-person", Action("person", recall.topic), "🙋")
    if answer is None:
        lines += _whom_to_ask(services, recall.topic, language)
        return Reply(kind="notice", language=language, lines=tuple(lines), buttons=(person,), topic=recall.topic)
    if not any(each.style == "title" for each in answer.lines):
        lines.append(Line(content=answer.title, style="title"))
    more = [_button(services, newcomer, now, "button-more", Action("more", recall.topic), "➕")] if answer.more else []
    return Reply(
        kind="article",
        language=language,
        lines=(*lines, *answer.lines),
        buttons=(*more, person),
        topic=recall.topic,
        article_version=answer.version,
    )


def _whom_to_ask(services: Services, topic: str, language: Language) -> list[Line]:
    unit_id = services.library.unit_of(topic)
    if unit_id is None:
        return []
    unit = services.library.edition.units[unit_id]
    return [line("has-changed-ask", unit=unit.name, meaning=unit.name_meaning[language])]


def _button(
    services: Services, newcomer: Newcomer, now: datetime, label: str, action: Action, picture: str = ""
) -> Button:
    return services.buttons.make(newcomer.id, now, phrase(label), action, picture)
