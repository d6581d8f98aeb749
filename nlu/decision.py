"""What to do with a message: answer, ask back, bring a person, or act. Pure: reads nothing, writes nothing.

Three bands, with thresholds calibrated on data for each language:

- sure: the article is shown;
- unsure: "do you mean …?" with up to three choices;
- else: a person is offered.

Danger comes before all of them: `alarm` says whose telephone numbers are shown. Where the message is about something
else, that is answered below them, so a false alarm costs the newcomer a few lines; a missed one may cost more. In a
language that Lotse does not speak only danger is heard: what the interpreter makes of its words is chance.
"""

from dataclasses import dataclass
from typing import Final, Literal

from nlu.interpreter import Interpretation, RankedTopic
from nlu.topics import HUMAN, OUT_OF_SCOPE, POLITE, SAFETY_TOPICS, is_meta

MAX_CHOICES: Final = 3
WORTH_SHOWING: Final = 0.03
"""A choice less likely than this only makes the question longer."""

_NAMES_A_UNIT: Final = 0.5
"""From which share of `guess` on a weak guess may still say which unit is offered; below it nothing was understood."""

ACUTE: Final = frozenset({"safety.emergency", "safety.self_harm"})
"""Found by the danger recogniser, these stand even if the interpreter is sure of another safety topic."""

Reason = Literal["asked_for_person", "out_of_scope", "unsure"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which confidence on something is done; each 0-1, `guess` ≤ `sure`."""

    sure: float
    guess: float
    safety: float
    """Safety topics that are together this likely are answered even when another topic is more likely."""

    def __post_init__(self) -> None:
        if not 0 <= self.guess <= self.sure <= 1 or not 0 <= self.safety <= 1:
            raise ValueError("thresholds must satisfy 0 <= guess <= sure <= 1 and 0 <= safety <= 1")


@dataclass(frozen=True, slots=True)
class Answer:
    """Show the article of this topic."""

    topic: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Choose:
    """Ask "do you mean …?". One to three choices with articles, the most likely first."""

    choices: tuple[RankedTopic, ...]


@dataclass(frozen=True, slots=True)
class Handoff:
    """Offer a person."""

    reason: Reason
    topic: str | None = None
    """To find the unit: `meta.human`, `meta.out_of_scope`, or a guess that is too weak to be shown; else None."""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Act:
    """The conversation itself does what the newcomer wants: greet, change the language, delete …"""

    topic: str
    confidence: float


Decision = Answer | Choose | Handoff | Act


def decide(heard: Interpretation, danger: str | None, thresholds: Thresholds, *, is_foreign: bool = False) -> Decision:
    """Return what to do with a message.

    Args:
        heard: What the interpreter says about it.
        danger: The safety topic the danger recogniser found, or None.
        thresholds: Those of the message's language.
        is_foreign: Whether the message is surely in a language that Lotse does not speak.
    """
    raised = alarm(heard, danger, thresholds)
    if is_foreign:
        return Handoff("unsure") if danger is None else Answer(danger, thresholds.sure)
    if raised is not None and not _is_about_something_else(heard, danger, thresholds):
        return raised

    best = heard.best
    if best is None:
        return Handoff("unsure")
    if best.topic == HUMAN:  # however unsure: a person is always one message away
        return Handoff("asked_for_person", best.topic, best.confidence)
    if best.confidence >= thresholds.sure:
        return _sure(best)
    choices = _choices(heard)
    if best.confidence >= thresholds.guess:
        if choices and (not is_meta(best.topic) or choices[0].confidence >= thresholds.guess):
            return Choose(choices)
        return _sure(best)  # nothing else to choose from, and an act can be taken back
    if best.topic == OUT_OF_SCOPE:
        return _sure(best)
    # A danger that is not even likely is no reason to speak of one, nor to bring those who deal with it.
    names_a_unit = _is_harmless(best.topic) and best.confidence >= thresholds.guess * _NAMES_A_UNIT
    return Handoff("unsure", best.topic if names_a_unit else None, best.confidence)


def alarm(heard: Interpretation, danger: str | None, thresholds: Thresholds) -> Answer | None:
    """Return the safety topic whose telephone numbers come first, or None; arguments as of `decide`."""
    ranked = [ranked for ranked in heard.ranking if ranked.topic in SAFETY_TOPICS]
    likely = max(ranked, key=lambda topic: topic.confidence, default=None)
    if danger is not None:
        if likely is not None and danger not in ACUTE and likely.confidence >= thresholds.sure:
            return Answer(likely.topic, likely.confidence)
        # The recogniser knows no probability; its word counts like that of an interpreter that is just sure.
        return Answer(danger, max(heard.confidence_of(danger), thresholds.sure))
    # Dangers are easily taken for each other; that it is one of them is surer than which one.
    if likely is None or _danger_in(heard) < thresholds.safety:
        return None
    return Answer(likely.topic, likely.confidence)


def _is_about_something_else(heard: Interpretation, danger: str | None, thresholds: Thresholds) -> bool:
    """Whether another wish is likelier than all dangers together; against the recogniser it must be sure."""
    others = (each for each in heard.ranking if each.topic not in SAFETY_TOPICS and each.topic not in POLITE)
    harmless = max((each.confidence for each in others), default=0.0)
    return harmless >= thresholds.sure if danger is not None else harmless > _danger_in(heard)


def _danger_in(heard: Interpretation) -> float:
    return sum(ranked.confidence for ranked in heard.ranking if ranked.topic in SAFETY_TOPICS)


def _is_harmless(topic: str) -> bool:
    return not is_meta(topic) and topic not in SAFETY_TOPICS


def _sure(best: RankedTopic) -> Decision:
    if best.topic == OUT_OF_SCOPE:
        return Handoff("out_of_scope", best.topic, best.confidence)
    if is_meta(best.topic):
        return Act(best.topic, best.confidence)
    return Answer(best.topic, best.confidence)


def _choices(heard: Interpretation) -> tuple[RankedTopic, ...]:
    worth = (ranked for ranked in heard.ranking if not is_meta(ranked.topic) and ranked.confidence >= WORTH_SHOWING)
    return tuple(sorted(worth, key=lambda ranked: -ranked.confidence)[:MAX_CHOICES])
