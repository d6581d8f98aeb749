"""The interpreter in this process: a linear model over concepts, words and parts of words. Needs NumPy only."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from nlu.calibration import probabilities
from nlu.features import CONCEPTS, PAIRS, PARTS, WORDS, Blocks, Row, read_blocks
from nlu.interpreter import Interpretation, Kind, RankedTopic, Reason
from nlu.model import Model
from nlu.normalisation import words
from nlu.topics import SAFETY_TOPICS
from wording.languages import Language

_LEAST: Final = 0.005
"""Topics less likely than this are not ranked."""
_REASONS: Final = 8

_KINDS: Final[Mapping[str, Kind]] = {CONCEPTS: "concept", PAIRS: "pair", WORDS: "word", PARTS: "part"}


class EmbeddedInterpreter:
    """Ranks topics in about a millisecond."""

    waits = False

    def __init__(self, model: Model) -> None:
        self._model = model
        self._termbase = model.termbase

    def interpret(self, text: str, language: Language | None) -> Interpretation:
        """Rank the topics of *text*; nothing is ranked when no part of it was seen in training.

        No danger is heard in a text without a single concept: the mere sound of words says nothing about one.
        """
        model = self._model
        blocks = self._blocks(text, language)
        row = model.vocabulary.row(blocks)
        if not len(row.columns):
            return Interpretation()
        unheard = frozenset() if blocks[CONCEPTS] else SAFETY_TOPICS
        scores = row.values @ model.weights[row.columns].astype(np.float32) + model.biases
        likely = probabilities(scores.astype(np.float64), model.sharpness)
        order = np.argsort(-likely, kind="stable")
        return Interpretation(
            tuple(
                RankedTopic(model.topics[topic], float(likely[topic]))
                for topic in order
                if likely[topic] >= _LEAST and model.topics[topic] not in unheard
            )
        )

    def explain(self, text: str, language: Language | None) -> tuple[Reason, ...]:
        """What in *text* spoke for the likeliest topic rather than the next one, the weightiest first."""
        model = self._model
        row: Row = model.vocabulary.row(self._blocks(text, language))
        if not len(row.columns):
            return ()
        weights = model.weights[row.columns].astype(np.float32)
        best, next_one = np.argsort(-(row.values @ weights + model.biases), kind="stable")[:2]
        speaks_for = row.values * (weights[:, best] - weights[:, next_one])
        words_of = self._termbase.words_of(words(text), language)
        names, reasons = model.vocabulary.names, []
        for place in np.argsort(-speaks_for, kind="stable")[:_REASONS]:
            if speaks_for[place] <= 0:
                break
            block, _, name = names[row.columns[place]].partition(":")
            concepts = name.split("+") if block in (CONCEPTS, PAIRS) else ()
            found = dict.fromkeys(word for concept in concepts for word in words_of.get(concept, ()))
            reasons.append(Reason(_KINDS[block], name, tuple(found), round(float(speaks_for[place]), 3)))
        return tuple(reasons)

    def _blocks(self, text: str, language: Language | None) -> Blocks:
        return read_blocks(text, language, self._termbase)
