"""Try it out: ask as a newcomer, and see what Lotse would make of it. Nothing of it is kept."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Form
from starlette.responses import Response

from console.desk import Acting, Desk, SignedIn, TheDesk, Visitor, editing
from console.topic_names import topic_name
from knowledge_base.answers import Answers, ArticleAnswer
from knowledge_base.edition import Edition
from knowledge_base.preview import with_drafts
from knowledge_base.question_groups import QuestionGroup, group, shipped_meaning
from knowledge_base.unanswered import open_questions
from nlu.decision import Act, Answer, Choose, Handoff
from nlu.topics import SAFETY_TOPICS
from nlu.understanding import Understander, Understanding
from wording import LANGUAGES, Language, Line, Reply, rendering
from wording.formats import TOWN
from wording.rendering import SpokenLine

routes = APIRouter(prefix="/knowledge/try")

Field = Annotated[str, Form()]

LONGEST: Final = 2000
RECENT: Final = 300
"""So many of the newest questions in vain are tried again, in half a second."""
_RANKED: Final = 5
_FALLBACK: Final[Language] = "en"
"""In which somebody is answered whose language is not known."""


@dataclass(frozen=True)
class Shown:
    """One article as it would be read."""

    answer: ArticleAnswer
    lines: tuple[SpokenLine, ...]
    more: tuple[SpokenLine, ...]


@dataclass(frozen=True)
class Tried:
    """What became of a question."""

    understanding: Understanding
    decision: str
    topics: tuple[tuple[str, float], ...]
    """What the decision is about: one topic, or the choices, each with its confidence."""
    concepts: tuple[str, ...]
    shown: tuple[Shown, ...]
    missing: tuple[str, ...]
    """Topics that have no article."""
    broken: tuple[str, ...]
    """Topics whose draft names what does not exist."""


@dataclass(frozen=True)
class Answered:
    """Questions of one group that would get an article now, with the topics of those."""

    group: QuestionGroup
    topics: dict[str, int]
    texts: tuple[str, ...]


@routes.get("")
async def show(visitor: SignedIn, desk: TheDesk) -> Response:
    return _page(desk, editing(visitor))


@routes.post("")
async def ask(visitor: Acting, desk: TheDesk, text: Field = "", language: Field = "", drafts: Field = "") -> Response:
    """The question as a newcomer asks it. It stands in no address and in no log, for it is sent as a form."""
    editing(visitor)
    form = {"text": text, "language": language, "drafts": drafts}
    understander = _understander(desk)
    if understander is None:
        return _page(desk, visitor, form=form)
    if not text.strip() or len(text) > LONGEST:
        error = f"Bitte schreiben Sie eine Frage mit höchstens {LONGEST} Zeichen."
        return _page(desk, visitor, status=422, errors={"text": error}, form=form)
    edition = desk.parts.library.edition
    if drafts:
        async with desk.database.reading() as session:
            edition = await with_drafts(session, edition)
    spoken: Language | None = next((each for each in LANGUAGES if each == language), None)
    tried = await asyncio.to_thread(_try, desk, understander, edition, text, spoken)
    return _page(desk, visitor, form=form, tried=tried)


@routes.post("/recent")
async def try_recent(visitor: Acting, desk: TheDesk) -> Response:
    """Which of the questions asked in vain would find an article today."""
    editing(visitor)
    understander = _understander(desk)
    if understander is None:
        return _page(desk, visitor)
    async with desk.database.reading() as session:
        questions = [each for each in await open_questions(session) if each.text][:RECENT]
    groups = group(questions, shipped_meaning())
    answered = await asyncio.to_thread(_answered, desk, understander, groups)
    return _page(desk, visitor, recent=answered, asked=len(questions))


def _understander(desk: Desk) -> Understander | None:
    return desk.parts.interpreter.understander if desk.parts.interpreter else None


def _try(desk: Desk, understander: Understander, edition: Edition, text: str, prior: Language | None) -> Tried:
    heard = understander.understand(text, prior)
    language = heard.language or prior or _FALLBACK
    decision, topics = _decided(heard)
    told = [] if heard.alarm is None else [heard.alarm]
    if isinstance(heard.decision, Answer):
        told += [heard.decision.topic, *([heard.second] if heard.second else [])]
    answers = Answers(edition, desk.parts.phrases)
    shown, missing, broken = [], [], []
    for topic in dict.fromkeys(told):
        try:
            answer = answers.find(topic, language, desk.now().astimezone(TOWN).date())
        except KeyError:
            broken.append(topic)
        else:
            if answer is None:
                missing.append(topic)
            else:
                shown.append(Shown(answer, _spoken(desk, answer, answer.lines), _spoken(desk, answer, answer.more)))
    meaning = shipped_meaning()
    concepts = tuple(dict.fromkeys(meaning.name(each) for each in understander.concepts(text, heard.language)))
    return Tried(heard, decision, topics, concepts, tuple(shown), tuple(missing), tuple(broken))


def _spoken(desk: Desk, answer: ArticleAnswer, lines: Sequence[Line]) -> tuple[SpokenLine, ...]:
    kind = "safety" if answer.topic in SAFETY_TOPICS else "article"
    reply = Reply(kind=kind, language=answer.language, lines=tuple(lines))
    return rendering.spoken(reply, desk.parts.phrases)


def _decided(heard: Understanding) -> tuple[str, tuple[tuple[str, float], ...]]:
    match heard.decision:
        case Answer(topic=topic, confidence=confidence):
            return "answer", ((topic, confidence),)
        case Choose(choices=choices):
            return "choose", tuple((each.topic, each.confidence) for each in choices)
        case Act(topic=topic, confidence=confidence):
            return "act", ((topic, confidence),)
        case Handoff(reason=reason):
            return reason, ()


def _answered(desk: Desk, understander: Understander, groups: Sequence[QuestionGroup]) -> list[Answered]:
    """A question is answered now if it gets an article; whether that helped the last time, nobody knows yet."""
    found = []
    for each in groups:
        topics: dict[str, int] = {}
        texts: list[str] = []
        for question in each.questions:
            decision = understander.understand(question.text, question.language).decision
            if not isinstance(decision, Answer) or not desk.parts.library.has(decision.topic):
                continue
            if question.reason == "not_helped" and decision.topic == question.topic:
                continue  # the same article as before
            topics[decision.topic] = topics.get(decision.topic, 0) + 1
            if question in each.texts:
                texts.append(question.text)
        if topics:
            found.append(Answered(each, topics, tuple(texts[:3])))
    return found


def _page(
    desk: Desk,
    visitor: Visitor,
    *,
    status: int = 200,
    errors: dict[str, str] | None = None,
    form: dict[str, str] | None = None,
    tried: Tried | None = None,
    recent: list[Answered] | None = None,
    asked: int = 0,
) -> Response:
    return desk.page(
        "try.html",
        visitor,
        status=status,
        here="/try",
        interpreter=desk.parts.interpreter,
        errors=errors or {},
        form=form or {"text": "", "language": "", "drafts": ""},
        tried=tried,
        ranking=tried.understanding.ranking[:_RANKED] if tried else (),
        recent=recent,
        asked=asked,
        longest=LONGEST,
        name_of=lambda topic: topic_name(topic, desk.parts.library),
    )
