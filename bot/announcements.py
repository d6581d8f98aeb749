"""What everybody is told: under the first answer of a day, and under the first since it was published."""

from collections.abc import Sequence
from datetime import datetime, time

from bot.turn import Turn
from knowledge_base.delivery import last_told
from knowledge_base.news import beneath
from nlu.topics import SAFETY_TOPICS
from wording import Line
from wording.formats import TOWN


async def with_news_for_everybody(turn: Turn, topic: str, lines: Sequence[Line]) -> list[Line]:
    """The *lines* of an answer about *topic*, with what everybody is told where this newcomer was not told it today.

    Beside a danger nothing else is said; it stands under the next answer then.
    """
    news = turn.services.library.news_for_everybody()
    if not news or topic in SAFETY_TOPICS:
        return list(lines)
    told_at = await last_told(turn.session, turn.newcomer.id)
    midnight = datetime.combine(turn.now.astimezone(TOWN).date(), time(), TOWN)
    new = [each for each in news if told_at is None or told_at < max(midnight, each.published_at)]
    return list(beneath(topic, lines, [each.line(turn.language) for each in new]))
