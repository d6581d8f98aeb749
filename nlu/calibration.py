"""How sure is sure: probabilities from scores, and the thresholds of the three bands.

Both are fitted on cross-validated predictions, where every text was scored by a model that had not seen it. The
thresholds are those that cost least, by what each outcome costs a newcomer (`COSTS`). Pure; needs NumPy only.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlu.decision import MAX_CHOICES, WORTH_SHOWING, Thresholds
from nlu.topics import HUMAN, OUT_OF_SCOPE, SAFETY_TOPICS, is_meta
from wording.languages import LANGUAGES, Language

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

COSTS: Final = {"right": 0.0, "offered": 1.0, "missed": 2.0, "wrong_choices": 3.0, "wrong": 4.0}
"""What an outcome costs a newcomer, in taps and trust.

An article that fits costs nothing, choosing it from three costs a tap, a person costs waiting, choices of which none
fits cost reading and then a person, and an article that does not fit may be believed.
"""

_FALSE_ALARMS: Final = 0.05
"""Share of all texts without danger that may be answered with telephone numbers because of likely safety topics."""
_OTHERS_COUNT: Final = 0.5
"""How much all languages count beside one language's own texts when its thresholds are chosen: each has few texts."""
_SHARPNESS: Final = np.geomspace(0.5, 20, 80)
_GRID: Final = np.arange(0.05, 0.96, 0.02)


def probabilities(scores: Floats, sharpness: float) -> Floats:
    """Turn scores (texts x topics, or one text) into probabilities that sum to 1."""
    raised = scores * sharpness
    raised = np.exp(raised - raised.max(axis=-1, keepdims=True))
    shares: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return shares


def fit_sharpness(scores: Floats, right: NDArray[np.intp]) -> float:
    """Return the sharpness under which the right topics (column indices) are most likely."""
    texts = np.arange(len(right))

    def surprise(sharpness: float) -> float:
        return float(-np.log(probabilities(scores, sharpness)[texts, right] + 1e-12).mean())

    return float(min(_SHARPNESS, key=surprise))


def calibration_error(confidence: Floats, is_right: Flags, bins: int = 10) -> float:
    """Return the expected calibration error: how far confidence and share of right ones lie apart on average."""
    where = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [
        abs(confidence[where == at].mean() - is_right[where == at].mean()) * (where == at).mean()
        for at in range(bins)
        if (where == at).any()
    ]
    return float(sum(gaps))


def fit_thresholds(
    likely: Floats, right: NDArray[np.intp], topics: Sequence[str], languages: Sequence[Language]
) -> dict[Language | None, Thresholds]:
    """Choose the thresholds that cost least, for each language and for texts of unknown language (None).

    Args:
        likely: Cross-validated probabilities, texts x topics.
        right: The right topic of each text as column index.
        languages: The language of each text.
    """
    costs = _costs(likely, right, topics)
    safety = _safety_threshold(likely, right, topics)
    spoken = np.array(languages)
    chosen: dict[Language | None, Thresholds] = {None: Thresholds(*_cheapest(costs.mean(axis=0)), safety)}
    for language in LANGUAGES:
        own = costs[spoken == language]
        of_all = costs.mean(axis=0)
        blended = (own.mean(axis=0) + _OTHERS_COUNT * of_all) if len(own) else of_all
        chosen[language] = Thresholds(*_cheapest(blended), safety)
    return chosen


def _costs(likely: Floats, right: NDArray[np.intp], topics: Sequence[str]) -> Floats:
    """What each text costs under each pair of thresholds: texts x grid (sure) x grid (guess)."""
    texts = np.arange(len(right))
    best = likely.argmax(axis=1)
    confidence = likely[texts, best]
    meta = np.array([is_meta(topic) for topic in topics])
    handed_over = np.array([topic in (HUMAN, OUT_OF_SCOPE) for topic in topics])

    with_articles = np.where(meta, -1.0, likely)
    order = np.argsort(-with_articles, axis=1)[:, :MAX_CHOICES]
    shown = np.take_along_axis(with_articles, order, axis=1) >= WORTH_SHOWING
    offered = ((order == right[:, None]) & shown).any(axis=1)

    # a person is what these texts need, whatever led to one
    by_a_person = np.where(handed_over[right], COSTS["right"], COSTS["missed"])
    answered = np.where(best == right, COSTS["right"], np.where(handed_over[best], by_a_person, COSTS["wrong"]))
    chosen = np.where(offered, COSTS["offered"], COSTS["wrong_choices"])
    # a person is offered as soon as one is asked for; an act needs no choices
    always = np.isin(best, [index for index, topic in enumerate(topics) if topic == HUMAN])
    chosen = np.where(meta[best], answered, chosen)

    sure = _GRID[None, :, None]
    guess = _GRID[None, None, :]
    at = confidence[:, None, None]
    bands = np.where(
        at >= sure,
        answered[:, None, None],
        np.where(at >= guess, chosen[:, None, None], by_a_person[:, None, None]),
    )
    costs: Floats = np.where(always[:, None, None], answered[:, None, None], bands)
    return costs


def _cheapest(costs: Floats) -> tuple[float, float]:
    """Return (sure, guess) with guess <= sure; among equals the most careful."""
    allowed = _GRID[:, None] >= _GRID[None, :]
    sure, guess = np.unravel_index(np.where(allowed, costs, np.inf).argmin(), costs.shape)
    return round(float(_GRID[sure]), 2), round(float(_GRID[guess]), 2)


def _safety_threshold(likely: Floats, right: NDArray[np.intp], topics: Sequence[str]) -> float:
    is_safety = np.array([topic in SAFETY_TOPICS for topic in topics])
    if not is_safety.any():
        return 1.0
    # All of them: those taken for a danger most surely are the false alarms that newcomers meet.
    alarming = likely[~is_safety[right]][:, is_safety].sum(axis=1)
    tolerable = [threshold for threshold in _GRID if (alarming >= threshold).mean() <= _FALSE_ALARMS]
    return round(float(tolerable[0]), 2) if tolerable else 1.0
