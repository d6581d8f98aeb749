"""How well messages are understood, counted the way a newcomer meets it.

- right: the article asked for was shown, the act done, or a person offered where a person was needed;
- offered: it was among the choices, or shown after the telephone numbers of a false alarm;
- wrong: another article was shown, or something else was done;
- missed: none of it; a person was offered, or choices of which none fits.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

from nlu.decision import Act, Answer, Choose, Decision, Handoff
from nlu.topics import HUMAN, OUT_OF_SCOPE
from nlu.understanding import Understander
from wording.languages import LANGUAGES

Outcome = Literal["right", "offered", "wrong", "missed"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("right", "offered", "wrong", "missed")


class QuestionError(ValueError):
    """A line to evaluate has no text or no topic."""


def outcome(decision: Decision, second: str | None, expected: frozenset[str]) -> Outcome:
    """Return how a decision serves somebody who asked about any of the *expected* topics."""
    match decision:
        case Answer(topic=topic) | Act(topic=topic):
            if topic in expected:
                return "right"
            return "offered" if second in expected else "wrong"
        case Choose(choices=choices):
            return "offered" if any(choice.topic in expected for choice in choices) else "missed"
        case Handoff():
            return "right" if expected & {HUMAN, OUT_OF_SCOPE} else "missed"


def evaluate(understander: Understander, lines: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what `lotse evaluate` prints: for each language and for all, the number and the shares (0-1).

    Args:
        lines: Questions with `text` and `topic`; `also` names further topics that would be right (a list, or a
            string), `language` (or `lang`) the language under which a line is counted, else the one recognised. It
            is no prior: the text alone is understood.

    Raises:
        QuestionError: a line has no text or no topic.
    """
    counts: dict[str, Counter[Outcome]] = defaultdict(Counter)
    for number, line in enumerate(lines, start=1):
        text, topic = line.get("text"), line.get("topic")
        if not isinstance(text, str) or not isinstance(topic, str):
            raise QuestionError(f"question {number} has no text or no topic")
        understanding = understander.understand(text)
        expected = frozenset({topic, *_names(line.get("also"))})
        spoken = line.get("language") or line.get("lang") or understanding.language or "und"
        counts[str(spoken)][outcome(understanding.decision, understanding.second, expected)] += 1
    return shares(counts)


def shares(counts: Mapping[str, Mapping[Outcome, int]]) -> dict[str, Any]:
    """Return counts of outcomes for each language as shares, and those of all."""
    order = [*LANGUAGES, *sorted(set(counts) - set(LANGUAGES))]
    together: Counter[Outcome] = Counter()
    for of_language in counts.values():
        together.update(of_language)
    return {
        "languages": {language: _shares(counts[language]) for language in order if language in counts},
        "all": _shares(together),
    }


def _shares(counts: Mapping[Outcome, int]) -> dict[str, float]:
    total = sum(counts.values())
    return {
        "n": total,
        **{name: round(counts.get(name, 0) / total, 4) if total else 0.0 for name in OUTCOMES},
    }


def _names(also: object) -> list[str]:
    match also:
        case str():
            return also.replace(",", " ").split()
        case list() | tuple():
            return [str(topic) for topic in also]
    return []
