"""How sure is sure for Rasa: its own sharpness and thresholds, from examples that it was not taught.

Rasa is surer of itself than it is right, and differently so than the embedded interpreter. Every tenth example is kept
from it; what it says of those gives its calibration, by the same costs.
"""

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np

from nlu.calibration import fit_sharpness, fit_thresholds, probabilities
from nlu.decision import Thresholds
from nlu.examples import Example
from nlu.interpreter import Interpretation
from wording.languages import Language

FILE_NAME: Final = "calibration.json"
_KEPT_BACK: Final = 10
_LEAST: Final = 1e-4
"""Rasa is asked for all topics; one that it does not name is at least this unlikely."""


@dataclass(frozen=True, slots=True)
class RasaCalibration:
    """What makes probabilities of Rasa's confidences, and the bands of each language."""

    sharpness: float
    thresholds: Mapping[Language | None, Thresholds]

    def save(self, file: Path) -> None:
        """Write it beside the project."""
        thresholds = {language or "und": asdict(each) for language, each in self.thresholds.items()}
        file.write_text(json.dumps({"sharpness": self.sharpness, "thresholds": thresholds}, indent=1))

    @classmethod
    def load(cls, file: Path) -> "RasaCalibration":
        """Read it.

        Raises:
            FileNotFoundError: there is none yet.
        """
        facts = json.loads(file.read_text())
        thresholds: dict[Language | None, Thresholds] = {
            None if language == "und" else language: Thresholds(**each)
            for language, each in facts["thresholds"].items()
        }
        return cls(facts["sharpness"], thresholds)


def is_kept_back(example: Example) -> bool:
    """Whether an example measures Rasa instead of teaching it."""
    return zlib.crc32(example.text.encode()) % _KEPT_BACK == 0


def calibrate(
    interpret: Callable[[str, Language | None], Interpretation], kept_back: Sequence[Example]
) -> RasaCalibration:
    """Fit Rasa's calibration on what it says, unsharpened, of examples that it was not taught."""
    topics = sorted({example.topic for example in kept_back})
    heard = [interpret(example.text, example.language) for example in kept_back]
    confidences = [[max(each.confidence_of(topic), _LEAST) for topic in topics] for each in heard]
    scores = np.log(np.array(confidences))
    right = np.array([topics.index(example.topic) for example in kept_back])
    sharpness = fit_sharpness(scores, right)
    languages = [example.language for example in kept_back]
    return RasaCalibration(sharpness, fit_thresholds(probabilities(scores, sharpness), right, topics, languages))
