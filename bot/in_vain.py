"""Questions asked in vain: which of them the town's editors learn of, without anything that says who asked.

Only what the bot itself should have answered is kept. Nothing of danger, nothing from somebody whose case a unit has,
and nothing that was passed on to a person: what somebody needs is told to whom they said yes to, and to nobody else.
Nor what is in none of the seven languages: how names are told from words is known for those alone.
"""

from functools import partial

from bot.turn import Reader, Turn
from knowledge_base.tables import UnansweredReason
from knowledge_base.unanswered import AskedInVain, keep_unanswered, take_back
from nlu.anonymity import anonymous
from nlu.decision import Answer, Choose, Handoff
from nlu.topics import SAFETY_TOPICS, area_of, is_meta
from nlu.understanding import Understanding
from wording import Language

_LONGEST = 1000
"""Characters. A longer question is a story, which tells who it is about."""


async def note_question(turn: Turn, question: str, heard: Understanding) -> None:
    """Keep a question to which the bot knew no article, or could only ask back."""
    reason = _reason(turn, heard)
    if reason is not None and not turn.open_cases and not _is_about_danger(heard):
        await _keep(turn, reason, question, _guess(heard))


async def note_not_helped(turn: Turn, topic: str) -> None:
    """Keep that the article of *topic* did not help, with the question that led to it if that is still known."""
    reader, question = turn.services.reader, turn.conversation.last_text
    if reader is None or turn.open_cases or not topic or _is_danger(topic):
        return
    heard = await reader.understand(question, turn.language) if question else None
    has_led = heard is not None and topic in _topics_of(heard) and not _is_about_danger(heard)
    await _keep(turn, "not_helped", question if question and has_led else "", topic)


async def found_after_all(turn: Turn) -> None:
    """The newcomer takes one of the articles that were offered, or finds one among the areas."""
    if turn.conversation.last_topic is None and turn.conversation.last_text:
        await forget_question(turn, turn.conversation.last_text)


async def forget_question(turn: Turn, question: str) -> None:
    """A question went to a person, found its article, or was only the beginning of one."""
    if turn.services.reader is not None:
        text = _without_names(turn.services.reader, question, turn.language)
        await take_back(turn.session, turn.newcomer.id, text)


async def _keep(turn: Turn, reason: UnansweredReason, question: str, topic: str | None) -> None:
    reader = turn.services.reader
    if reader is None:
        return
    text = _without_names(reader, question, turn.language)
    has_words = any(character.isalpha() for character in text)
    if not has_words and reason != "not_helped":
        return
    concepts = reader.concepts(question[:_LONGEST], turn.language) if has_words else ()
    asked = AskedInVain(turn.language, reason, text if has_words else "", concepts, topic)
    await keep_unanswered(turn.session, turn.newcomer.id, asked, turn.now)


def _without_names(reader: Reader, question: str, language: Language) -> str:
    return anonymous(question, language, partial(_is_known, reader, language)) if question else ""


def _is_known(reader: Reader, language: Language, word: str) -> bool:
    return bool(reader.concepts(word, language))


def _reason(turn: Turn, heard: Understanding) -> UnansweredReason | None:
    match heard.decision:
        case Choose():
            return "unsure"
        case Answer(topic=topic):
            return None if turn.services.library.has(topic) else "no_article"
        case Handoff(reason="unsure" | "out_of_scope"):
            return "no_article"
    return None


def _is_about_danger(heard: Understanding) -> bool:
    """Whether a question is about a danger, or may well be: it is what was thought of first, or is offered."""
    likely = [ranked.topic for ranked in heard.ranking if not is_meta(ranked.topic)][:1]
    return heard.is_safety or any(_is_danger(topic) for topic in [*likely, *_topics_of(heard)])


def _is_danger(topic: str) -> bool:
    return topic in SAFETY_TOPICS or area_of(topic) == "safety"


def _topics_of(heard: Understanding) -> list[str]:
    match heard.decision:
        case Choose(choices=choices):
            return [choice.topic for choice in choices]
        case Answer(topic=topic):
            return [topic, heard.second] if heard.second else [topic]
        case Handoff(topic=str(topic)):
            return [topic]
    return []


def _guess(heard: Understanding) -> str | None:
    """What the interpreter thought of first, of what has an article."""
    return next((ranked.topic for ranked in heard.ranking if not is_meta(ranked.topic)), None)
