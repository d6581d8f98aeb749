"""How well messages are understood, counted the way a newcomer meets it.

- right: the article asked for was shown, the act done, or a person offered where a person was needed;
- offered: it was among the choices, or shown after the telephone numbers of a false alarm;
- wrong: another article was shown, or something else was done;
- missed: none of it; a person was offered, or choices of which none fits.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from nlu.decision import Act, Answer, Choose, Decision, Handoff, Thresholds, decide
from nlu.interpreter import Interpretation
from nlu.questions import Question
from nlu.topics import HUMAN, OUT_OF_SCOPE, is_safety
from nlu.understanding import Understander, Understanding
from wording.languages import LANGUAGES

Outcome = Literal["right", "offered", "wrong", "missed"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("right", "offered", "wrong", "missed")

_MOST_CONFUSED: Final = 20
_BINS: Final = 10
_SURE: Final = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""From which confidence on an article would be shown, for the trade-off."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A question and what was made of it."""

    question: Question
    understood: Understanding
    outcome: Outcome

    @property
    def spoken(self) -> str:
        """The language under which it is counted."""
        return self.question.language or self.understood.language or "und"


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


def judge(understander: Understander, questions: Iterable[Question]) -> list[Verdict]:
    """Understand each question by its text alone, as the first message of somebody unknown."""
    verdicts = []
    for question in questions:
        understood = understander.understand(question.text)
        verdicts.append(Verdict(question, understood, outcome(understood.decision, understood.second, question.topics)))
    return verdicts


def summary(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Return what `lotse evaluate` prints; shares are 0-1.

    `languages`, `styles` and `all` hold number, outcomes, and how often the language was found; `safety`, `human` and
    `out_of_scope` what matters most; `confusions` who was taken for whom; `bands` and `reliability` how far confidence
    can be trusted; `trade_off` what other thresholds would bring.
    """
    by_language, by_style = (
        _grouped(verdicts, lambda each: each.spoken),
        _grouped(verdicts, lambda each: each.question.style),
    )
    order = [*LANGUAGES, *sorted(set(by_language) - set(LANGUAGES))]
    return {
        "languages": {language: _row(by_language[language]) for language in order if language in by_language},
        "styles": {style: _row(by_style[style]) for style in sorted(by_style)},
        "all": _row(verdicts),
        "safety": _safety(verdicts),
        "human": _share(verdicts, HUMAN, lambda each: isinstance(each.understood.decision, Handoff), "found"),
        "out_of_scope": _share(
            verdicts, OUT_OF_SCOPE, lambda each: isinstance(each.understood.decision, Answer), "answered"
        ),
        "confusions": _confusions(verdicts),
        "bands": _bands(verdicts),
        "reliability": _reliability(verdicts),
        "trade_off": [_at(verdicts, sure) for sure in _SURE],
    }


def report(result: Mapping[str, Any]) -> str:
    """Return a summary as tables in Markdown, shares in per cent."""
    rows = [*result["languages"].items(), *result["styles"].items(), ("**all**", result["all"])]
    safety, human, beyond = result["safety"], result["human"], result["out_of_scope"]
    return "\n".join(
        [
            _heading("", "n", *OUTCOMES, "language"),
            *(_line(name, row, *OUTCOMES, "language_found") for name, row in rows),
            "",
            f"- danger: {_per_cent(safety['found'])} of {safety['n']} found",
            f"- false alarms: {_per_cent(safety['false_alarms'])} of the others",
            f"- wants a person: {_per_cent(human['found'])} of {human['n']} found",
            f"- out of scope: {_per_cent(beyond['answered'])} of {beyond['n']} answered with an article",
            "",
            _heading("band", "n", "confidence", "right"),
            *(_line(name, row, "confidence", "right") for name, row in result["bands"].items()),
            "",
            _heading("sure from", "n", *OUTCOMES),
            *(_line(f"{row['sure']}", row, *OUTCOMES) for row in result["trade_off"]),
            "",
            "| asked | shown or likeliest | n |\n|---|---|---|",
            *(f"| {each['topic']} | {each['shown']} | {each['n']} |" for each in result["confusions"]),
        ]
    )


def _heading(*names: str) -> str:
    return f"| {' | '.join(names)} |\n|{'---|' * len(names)}"


def _line(name: str, row: Mapping[str, float], *shown: str) -> str:
    cells = [_per_cent(row[each]) if each in row else "" for each in shown]
    return f"| {name} | {row['n']} | {' | '.join(cells)} |"


def _per_cent(share: float) -> str:
    return f"{100 * share:.1f}"


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
    return {"n": total, **{name: _ratio(counts.get(name, 0), total) for name in OUTCOMES}}


def _row(verdicts: Sequence[Verdict]) -> dict[str, float]:
    row = _shares(Counter(each.outcome for each in verdicts))
    known = [each for each in verdicts if each.question.language is not None]
    found = sum(each.understood.language == each.question.language for each in known)
    return row | ({"language_found": _ratio(found, len(known))} if known else {})


def _safety(verdicts: Sequence[Verdict]) -> dict[str, float]:
    danger = [each for each in verdicts if any(map(is_safety, each.question.topics))]
    harmless = [each for each in verdicts if not any(map(is_safety, each.question.topics))]
    return {
        "n": len(danger),
        "found": _ratio(sum(each.understood.is_safety for each in danger), len(danger)),
        "false_alarms": _ratio(sum(each.understood.is_safety for each in harmless), len(harmless)),
    }


def _share(verdicts: Sequence[Verdict], topic: str, is_so: Any, name: str) -> dict[str, float]:
    about = [each for each in verdicts if each.question.topic == topic]
    return {"n": len(about), name: _ratio(sum(map(is_so, about)), len(about))}


def _confusions(verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    """Which topic was shown, or else the likeliest one, instead of the one asked for; the most frequent first."""
    taken: Counter[tuple[str, str]] = Counter()
    for each in verdicts:
        if each.outcome in ("wrong", "missed"):
            taken[each.question.topic, _shown(each.understood)] += 1
    return [{"topic": topic, "shown": shown, "n": n} for (topic, shown), n in taken.most_common(_MOST_CONFUSED)]


def _shown(understood: Understanding) -> str:
    match understood.decision:
        case Answer(topic=topic) | Act(topic=topic):
            return topic
    return understood.ranking[0].topic if understood.ranking else "nothing"


def _bands(verdicts: Sequence[Verdict]) -> dict[str, dict[str, float]]:
    """How sure the likeliest topic was in each band on average, and how often it was right."""
    names: Final = {Answer: "answer", Act: "act", Choose: "choose", Handoff: "handoff"}
    grouped = _grouped(
        [each for each in verdicts if each.understood.ranking], lambda each: names[type(each.understood.decision)]
    )
    return {name: _trust(grouped[name]) for name in names.values() if name in grouped}


def _reliability(verdicts: Sequence[Verdict]) -> list[dict[str, float]]:
    """The same for ten steps of confidence."""
    ranked = [each for each in verdicts if each.understood.ranking]
    grouped = _grouped(ranked, lambda each: min(int(each.understood.ranking[0].confidence * _BINS), _BINS - 1))
    return [{"from": step / _BINS, **_trust(grouped[step])} for step in sorted(grouped)]


def _trust(verdicts: Sequence[Verdict]) -> dict[str, float]:
    best = [(each.understood.ranking[0], each.question.topics) for each in verdicts]
    return {
        "n": len(best),
        "confidence": _ratio(sum(ranked.confidence for ranked, _ in best), len(best)),
        "right": _ratio(sum(ranked.topic in topics for ranked, topics in best), len(best)),
    }


def _at(verdicts: Sequence[Verdict], sure: float) -> dict[str, float]:
    """The outcomes if an article were shown from this confidence on, in every language, and choices from half of it."""
    thresholds = Thresholds(sure=sure, guess=sure / 2, safety=1.0)
    counts: Counter[Outcome] = Counter()
    for each in verdicts:
        understood = each.understood
        if isinstance(understood.decision, Answer) and is_safety(understood.decision.topic):
            counts[each.outcome] += 1  # danger comes first, whatever the thresholds
            continue
        decision = decide(Interpretation(understood.ranking), None, thresholds)
        counts[outcome(decision, understood.second, each.question.topics)] += 1
    return {"sure": sure, **_shares(counts)}


def _grouped(verdicts: Iterable[Verdict], key: Any) -> dict[Any, list[Verdict]]:
    groups: dict[Any, list[Verdict]] = defaultdict(list)
    for each in verdicts:
        if (name := key(each)) is not None:
            groups[name].append(each)
    return groups


def _ratio(part: float, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
