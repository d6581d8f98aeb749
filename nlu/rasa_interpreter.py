"""The second interpreter: a Rasa server, asked over HTTP. Where it is slow or away, the embedded one answers."""

from time import monotonic
from typing import Any, Final

import httpx
import numpy as np
import structlog

from nlu.calibration import probabilities
from nlu.interpreter import Interpretation, Interpreter, RankedTopic, Reason
from nlu.rasa_project import spelled_for_rasa, topic_of
from nlu.termbase import Termbase
from nlu.topics import TOPICS
from wording.languages import Language

log = structlog.get_logger()

TIMEOUT_SECONDS: Final = 1.0
"""A newcomer waits for the answer; the embedded interpreter needs a hundredth of this."""
REST_SECONDS: Final = 30.0
"""So long a server that failed is not asked again: not every newcomer shall wait for it."""
_LEAST: Final = 0.005
"""Topics less likely than this are not ranked."""
_LEAST_CONFIDENCE: Final = 1e-4


class RasaInterpreter:
    """Ranks topics as a Rasa server does."""

    waits = True

    def __init__(
        self,
        url: str,
        termbase: Termbase,
        instead: Interpreter,
        timeout_seconds: float = TIMEOUT_SECONDS,
        sharpness: float = 1.0,
    ) -> None:
        """Make an interpreter.

        Args:
            url: Where the server answers.
            instead: Answers where it does not.
            sharpness: By which the logarithms of its confidences are multiplied before they become probabilities.
        """
        self._sharpness = sharpness
        self._client = httpx.Client(base_url=url, timeout=timeout_seconds)
        self._termbase = termbase
        self._instead = instead
        self._rests_until = 0.0

    def interpret(self, text: str, language: Language | None) -> Interpretation:
        """Rank the topics of *text*."""
        if monotonic() < self._rests_until:
            return self._instead.interpret(text, language)
        try:
            answer = self._client.post(
                "/model/parse", json={"text": spelled_for_rasa(text, language, self._termbase)}
            ).raise_for_status()
            return _interpretation(answer.json(), self._sharpness)
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            log.warning("rasa did not answer", error=type(error).__name__)
            self._rests_until = monotonic() + REST_SECONDS
            return self._instead.interpret(text, language)

    def explain(self, text: str, language: Language | None) -> tuple[Reason, ...]:
        """Rasa cannot say why."""
        return ()


class RasaAway(Exception):
    """The Rasa server did not answer, and nobody answers instead."""


class Nobody:
    """Stands where no other interpreter may answer: what is measured as Rasa shall be Rasa."""

    waits = False

    def interpret(self, text: str, language: Language | None) -> Interpretation:
        """Refuse.

        Raises:
            RasaAway: always.
        """
        raise RasaAway

    def explain(self, text: str, language: Language | None) -> tuple[Reason, ...]:
        """Nobody can say why."""
        return ()


def _interpretation(parsed: dict[str, Any], sharpness: float) -> Interpretation:
    """What Rasa said, as topics: names that are none are left out, but keep their share."""
    names = [topic_of(intent["name"]) for intent in parsed["intent_ranking"]]
    confidences = [float(intent["confidence"]) for intent in parsed["intent_ranking"]]
    if not names:
        return Interpretation()
    likely = probabilities(np.log(np.clip(confidences, _LEAST_CONFIDENCE, 1.0)), sharpness)
    ranking = (RankedTopic(name, float(share)) for name, share in zip(names, likely, strict=True))
    known = (ranked for ranked in ranking if ranked.topic in TOPICS and ranked.confidence >= _LEAST)
    return Interpretation(tuple(sorted(known, key=lambda ranked: -ranked.confidence)))
