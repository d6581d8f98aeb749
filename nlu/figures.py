"""The figures of a training run: what cross-validation measured, good and bad.

Where the texts that measure were written by the same hands as those that teach, strangers are understood less well.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.calibration import COSTS, Floats, calibration_error
from nlu.decision import Thresholds, alarm, decide
from nlu.evaluation import Outcome, outcome, shares
from nlu.interpreter import Interpretation, RankedTopic
from nlu.topics import is_safety
from wording.languages import LANGUAGES, Language


def measure(
    likely: Floats,
    right: NDArray[np.intp],
    topics: Sequence[str],
    languages: Sequence[Language],
    thresholds: Mapping[Language | None, Thresholds],
) -> dict[str, Any]:
    """Return first, first three, and the outcomes of the bands, for each language, from predictions of unseen texts.

    `safety_found` is the share of texts about a safety topic that are answered with telephone numbers,
    `safety_false_alarms` that of the other texts; the danger recogniser, which no fold trains, is left aside.

    Args:
        likely: Cross-validated probabilities, texts x topics.
        right: The right topic of each text as column index.
        languages: The language of each text.
    """
    order = np.argsort(-likely, axis=1)[:, :10]
    first = order[:, 0] == right
    first_three = (order[:, :3] == right[:, None]).any(axis=1)
    counts: dict[str, Counter[Outcome]] = defaultdict(Counter)
    alarmed: dict[bool, list[bool]] = {True: [], False: []}
    for text, language in enumerate(languages):
        ranking = tuple(RankedTopic(topics[topic], float(likely[text, topic])) for topic in order[text])
        heard = Interpretation(ranking)
        decision = decide(heard, None, thresholds[language])
        alarmed[is_safety(topics[right[text]])].append(alarm(heard, None, thresholds[language]) is not None)
        counts[language][outcome(decision, None, frozenset({topics[right[text]]}))] += 1
    outcomes = shares(counts)

    spoken = np.array(languages)
    per_language = {
        language: _row(first[spoken == language], first_three[spoken == language], outcomes["languages"][language])
        for language in LANGUAGES
        if language in counts
    }
    return {
        "examples": len(languages),
        "topics": len(topics),
        "calibration_error": round(calibration_error(likely.max(axis=1), first), 4),
        "languages": per_language,
        "all": _row(first, first_three, outcomes["all"]),
        "safety_found": _mean(alarmed[True]),
        "safety_false_alarms": _mean(alarmed[False]),
        "weakest_topics": _weakest(first, right, topics),
    }


def report(figures: Mapping[str, Any]) -> str:
    """Return the figures as a table in Markdown; shares in per cent, cost as in `calibration.COSTS`."""
    lines = [
        "| language | n | first | first three | right | offered | wrong | missed | cost |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for language, row in [*figures["languages"].items(), ("**all**", figures["all"])]:
        cells = [f"{100 * row[name]:.1f}" for name in ("first", "first_three", "right", "offered", "wrong", "missed")]
        lines.append(f"| {language} | {row['n']} | {' | '.join(cells)} | {row['cost']:.2f} |")
    return "\n".join(lines)


def _row(first: NDArray[np.bool_], first_three: NDArray[np.bool_], outcomes: Mapping[str, float]) -> dict[str, float]:
    # a missed one costs between a person and useless choices; counted as a person here
    return {
        **outcomes,
        "first": round(float(first.mean()), 4),
        "first_three": round(float(first_three.mean()), 4),
        "cost": round(sum(COSTS[name] * outcomes[name] for name in ("right", "offered", "wrong", "missed")), 3),
    }


def _mean(flags: Sequence[bool]) -> float:
    return round(sum(flags) / len(flags), 4) if flags else 0.0


def _weakest(
    first: NDArray[np.bool_], right: NDArray[np.intp], topics: Sequence[str], how_many: int = 10
) -> dict[str, float]:
    found = {topics[topic]: round(float(first[right == topic].mean()), 2) for topic in np.unique(right)}
    return dict(sorted(found.items(), key=lambda item: item[1])[:how_many])
