"""What a newcomer means: from a message in any language to a decision.

The message passes through steps that each have their own module: `identification` finds the language, `danger`
looks for danger, an `Interpreter` ranks the topics, and `decision` says what to do. This module puts them in order.
An `Understanding` holds no word of the message, so it can be logged and kept.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from time import perf_counter
from typing import Any, Final, Protocol

from nlu.decision import MAX_CHOICES, Act, Answer, Choose, Decision, Handoff, Thresholds, alarm, decide
from nlu.follow_up import Aspect, FollowUps
from nlu.identifier import Identifier
from nlu.interpreter import Interpretation, Interpreter, RankedTopic, Reason
from nlu.normalisation import MAX_CHARACTERS, words
from nlu.query import QueryReader
from nlu.termbase import Termbase
from nlu.topics import POLITE, is_meta
from wording.languages import Language

_NAMES: Final = {Answer: "answer", Choose: "choose", Handoff: "handoff", Act: "act"}

_END_OF_A_PART: Final = re.compile(r"[.!?…;]+\s+|\n+")
_MAX_PARTS: Final = 4
_SHORTEST_PART: Final = 8  # characters; "ok" and "thanks" ask nothing
_POLITE_WORDS: Final = 4
"""So many words may be nothing but a greeting or thanks; more of them rarely are."""
_MOST_RANKED: Final = 5
_SURELY_NEW: Final = 0.9
"""From which confidence on a message that may be a follow-up is a question of its own."""
_GREETING_WORDS: Final = (1, 2)
"""How many words a greeting before a question, or thanks after it, takes."""


class DangerRecogniser(Protocol):
    """Finds danger in a text, whatever its language."""

    def find(self, text: str, language: Language | None = None) -> tuple[str, ...]:
        """Return the safety topics of all dangers found, the most likely first; *language* only if it is sure."""
        ...


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a message was understood to be."""

    language: Language | None
    """None when nothing speaks for any: the reply then comes in German and English."""
    language_is_sure: bool
    ranking: tuple[RankedTopic, ...]
    """All topics the interpreter thought of, the most likely first."""
    decision: Decision
    alarm: str | None
    """The safety topic whose telephone numbers come before the decision, which may be about something else."""
    second: str | None
    """A further topic the message asks about, to be answered after the first."""
    took_ms: float
    aspect: Aspect | None = None
    """Which part of the last topic's article a follow-up asks for; None for a question of its own."""

    @property
    def is_safety(self) -> bool:
        """Whether telephone numbers come first."""
        return self.alarm is not None


class Understander:
    """Understands messages. Knows no conversation; may be used by several threads at once."""

    def __init__(
        self,
        interpreter: Interpreter,
        identifier: Identifier,
        danger: DangerRecogniser,
        thresholds: Mapping[Language | None, Thresholds],
        follow_ups: FollowUps | None = None,
        queries: QueryReader | None = None,
        termbase: Termbase | None = None,
    ) -> None:
        """Make an understander.

        Args:
            thresholds: Those of each language; None holds those for a language that was not recognised.
            follow_ups: Tells follow-ups; without it every message is a question of its own.
            queries: What the same model knows of what people search for.
            termbase: Names the concepts of a text; without it there are none.
        """
        self._interpreter = interpreter
        self._identifier = identifier
        self._danger = danger
        self._thresholds = thresholds
        self._follow_ups = follow_ups
        self.queries = queries
        self._termbase = termbase

    @property
    def identifier(self) -> Identifier:
        """What finds the language of a text."""
        return self._identifier

    @property
    def waits(self) -> bool:
        """Whether `understand` may wait for another process, and is therefore called in a thread."""
        return self._interpreter.waits

    def understand(self, text: str, prior: Language | None = None) -> Understanding:
        """Understand one message.

        Args:
            text: As written; only the first `MAX_CHARACTERS` are read.
            prior: The language in which the newcomer is spoken to, if it is known.
        """
        began = perf_counter()
        text = text[:MAX_CHARACTERS]
        found = self._identifier.identify(text, prior)
        thresholds = self._thresholds.get(found.language) or self._thresholds[None]
        is_foreign = found.language is None and found.is_sure
        heard = self._interpreter.interpret(text, found.language)
        heard = self._beside_politeness(text, found.language, heard, thresholds)
        dangers = self._danger.find(text, found.language if found.is_sure else None)
        danger = max(dangers, key=heard.confidence_of, default=None)
        decision = decide(heard, danger, thresholds, is_foreign=is_foreign)
        raised = alarm(heard, danger, thresholds) if danger is not None or not is_foreign else None
        second = None if is_foreign else self._second(text, found.language, heard, decision, thresholds)
        if second is not None and isinstance(decision, Act) and decision.topic in POLITE:
            decision, second = Answer(second.topic, second.confidence), None
        return Understanding(
            language=found.language,
            language_is_sure=found.is_sure,
            ranking=heard.ranking,
            decision=decision,
            alarm=raised.topic if raised else None,
            second=second.topic if second else None,
            took_ms=(perf_counter() - began) * 1000,
        )

    def follow_up(self, alone: Understanding, text: str, last_topic: str) -> Understanding:
        """Return what a message means to somebody who was just answered about *last_topic*.

        Args:
            alone: What the message means by itself.
        """
        if self._follow_ups is None or alone.alarm is not None:
            return alone
        aspect = self._follow_ups.aspect_of(text, alone.language)
        if aspect is not None:
            return replace(alone, decision=Answer(last_topic, 1.0), second=None, aspect=aspect)
        others = _uncertain(alone.decision)
        if others is None or not self._follow_ups.may_follow(text, alone.language):
            return alone
        first = RankedTopic(last_topic, alone.ranking[0].confidence if alone.ranking else 0.0)
        choices = [first, *(each for each in others if each.topic != last_topic)]
        return replace(alone, decision=Choose(tuple(choices[:MAX_CHOICES])))

    def concepts(self, text: str, language: Language | None) -> tuple[str, ...]:
        """Return what *text* speaks of, as concepts that are the same in every language, the surest first."""
        if self._termbase is None:
            return ()
        weights: dict[str, float] = {}
        for hit in self._termbase.hits_in(words(text[:MAX_CHARACTERS]), language):
            weights[hit.concept] = max(weights.get(hit.concept, 0.0), hit.weight)
        return tuple(sorted(weights, key=lambda concept: -weights[concept]))

    def explain(self, text: str, prior: Language | None = None) -> tuple[Reason, ...]:
        """Say what in a message spoke for its likeliest topic; see `Interpreter.explain`."""
        text = text[:MAX_CHARACTERS]
        return self._interpreter.explain(text, self._identifier.identify(text, prior).language)

    def _beside_politeness(
        self, text: str, language: Language | None, heard: Interpretation, thresholds: Thresholds
    ) -> Interpretation:
        """Return what a message says beside "hello" and "thanks": those count only if nothing else is in it.

        Who greets and asks in one breath must not get a greeting for an answer. Sure thanks stay thanks, however many
        words they have, unless what remains without their first or last words is sure as well.
        """
        best = heard.best
        written = text.split()
        if best is None or best.topic not in POLITE or len(written) <= _POLITE_WORDS:
            return heard
        polite = sum(ranked.confidence for ranked in heard.ranking if ranked.topic in POLITE)  # thanks and goodbye
        is_sure = polite >= thresholds.sure
        needed = thresholds.sure if is_sure else thresholds.guess
        for rest in (part for cut in _GREETING_WORDS for part in (written[cut:], written[:-cut])):
            remaining = self._interpreter.interpret(" ".join(rest), language)
            if remaining.best and not is_meta(remaining.best.topic) and remaining.best.confidence >= needed:
                return remaining
        if is_sure:
            return heard
        return Interpretation(tuple(ranked for ranked in heard.ranking if ranked.topic not in POLITE))

    def _second(
        self,
        text: str,
        language: Language | None,
        heard: Interpretation,
        decision: Decision,
        thresholds: Thresholds,
    ) -> RankedTopic | None:
        """Return what is asked besides, if that is sure."""
        if not isinstance(decision, Answer | Act):
            return None
        best = heard.best
        if best and best.topic != decision.topic and best.confidence >= thresholds.sure and not is_meta(best.topic):
            return best  # what was asked stays asked when danger comes first
        parts = [part for part in _END_OF_A_PART.split(text) if len(part.strip()) >= _SHORTEST_PART]
        if len(parts) < 2:
            return None
        asked = (self._interpreter.interpret(part, language).best for part in parts[:_MAX_PARTS])
        others = (
            ranked
            for ranked in asked
            if ranked and ranked.topic != decision.topic and not is_meta(ranked.topic)
            if ranked.confidence >= thresholds.sure
        )
        return next(others, None)


def _uncertain(decision: Decision) -> tuple[RankedTopic, ...] | None:
    """What a message may be about if it is no follow-up; None where it surely is none."""
    match decision:
        case Choose(choices=choices):
            return choices
        case Answer(topic=topic, confidence=confidence) if confidence < _SURELY_NEW:
            return (RankedTopic(topic, confidence),)
        case Handoff(reason="unsure" | "out_of_scope", confidence=confidence) if confidence < _SURELY_NEW:
            return ()
    return None


def as_json(id: str | int | None, understanding: Understanding) -> dict[str, Any]:  # noqa: A002 - the name of the key
    """Return the line `lotse understand` prints for one message.

    `topic` is null for a choice; for a handoff it is `meta.human`, `meta.out_of_scope` or a guess too weak to show.
    """
    decision = understanding.decision
    choices: tuple[RankedTopic, ...] = ()
    topic: str | None = None
    if isinstance(decision, Choose):
        choices, confidence = decision.choices, decision.choices[0].confidence
    else:
        topic, confidence = decision.topic, decision.confidence
    return {
        "id": id,
        "language": understanding.language or "und",
        "decision": _NAMES[type(decision)],
        "topic": topic,
        "confidence": _share(confidence),
        "choices": [{"topic": ranked.topic, "confidence": _share(ranked.confidence)} for ranked in choices],
        "safety": understanding.is_safety,
        "second": understanding.second,
        "took_ms": round(understanding.took_ms, 3),
    }


def understand_batch(
    understander: Understander,
    lines: Iterable[bytes | str],
    prior: Language | None = None,
    *,
    is_explained: bool = False,
) -> Iterator[dict[str, Any]]:
    """Understand lines of JSON (`{"id", "text"}`, other keys ignored) in their order, one answer for each.

    A line that cannot be understood gives `{"line", "id": null, "error": {"code", "message"}}` and the rest follows;
    lines are counted from 1, empty ones give nothing. Bytes are read as UTF-8.

    Args:
        is_explained: Each answer also says which topics were likeliest (`ranking`) and why the first one (`because`).
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            id, text = _question(line)  # noqa: A001 - the name of the key
        except _LineError as error:
            yield {"line": number, "id": None, "error": {"code": error.code, "message": str(error)}}
        else:
            understood = understander.understand(text, prior)
            answer = as_json(id, understood)
            if is_explained:
                answer |= _explanation(understood, understander.explain(text, prior))
            yield answer


def _explanation(understood: Understanding, reasons: Iterable[Reason]) -> dict[str, Any]:
    ranking = understood.ranking[:_MOST_RANKED]
    return {
        "ranking": [{"topic": ranked.topic, "confidence": _share(ranked.confidence)} for ranked in ranking],
        "because": [asdict(reason) for reason in reasons],
    }


class _LineError(Exception):
    """A line of a batch cannot be understood."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def _question(line: bytes | str) -> tuple[str | int | None, str]:
    try:
        record = json.loads(line.decode("utf-8-sig") if isinstance(line, bytes) else line.removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        raise _LineError("encoding", "the line is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise _LineError("json", "the line is not JSON") from error
    if not isinstance(record, dict):
        raise _LineError("object", "the line is not a JSON object")
    text = record.get("text")
    if not isinstance(text, str):
        raise _LineError("text", "text is missing or not a string")
    if not text.strip():
        raise _LineError("empty", "text is empty")
    id = record.get("id")  # noqa: A001 - the name of the key
    return (id if isinstance(id, str | int) and not isinstance(id, bool) else None), text


def _share(confidence: float) -> float:
    return round(min(max(confidence, 0.0), 1.0), 4)
