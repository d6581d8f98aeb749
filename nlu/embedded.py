"""The interpreter in this process: a linear model over concepts, words and parts of words. Needs NumPy only."""

from typing import Final

import numpy as np

from nlu.calibration import probabilities
from nlu.features import read_blocks
from nlu.interpreter import Interpretation, RankedTopic
from nlu.model import Model
from nlu.termbase import Termbase
from wording.languages import Language

_LEAST: Final = 0.005
"""Topics less likely than this are not ranked."""


class EmbeddedInterpreter:
    """Ranks topics in about a millisecond."""

    def __init__(self, model: Model, termbase: Termbase) -> None:
        self._model = model
        self._termbase = termbase

    def interpret(self, text: str, language: Language | None) -> Interpretation:
        """Rank the topics of *text*; nothing is ranked when no part of it was seen in training."""
        model = self._model
        row = model.vocabulary.row(read_blocks(text, language, self._termbase))
        if not len(row.columns):
            return Interpretation()
        scores = row.values @ model.weights[row.columns].astype(np.float32) + model.biases
        likely = probabilities(scores.astype(np.float64), model.sharpness)
        order = np.argsort(-likely, kind="stable")
        return Interpretation(
            tuple(RankedTopic(model.topics[topic], float(likely[topic])) for topic in order if likely[topic] >= _LEAST)
        )
