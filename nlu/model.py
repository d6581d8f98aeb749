"""What a training run leaves behind: arrays and figures in one file, with the checksum of all they were made from."""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlu.array_file import flat, grouped, lines_array, lines_of, write_arrays
from nlu.decision import Thresholds
from nlu.features import Vocabulary
from nlu.follow_up import SmallWords
from nlu.identification import LanguageEvidence
from nlu.termbase import Termbase
from wording.languages import Language

FILE_NAME: Final = "interpreter.npz"

SHAPING_MODULES: Final = (
    "calibration.py",
    "concepts.py",
    "features.py",
    "figures.py",
    "follow_up.py",
    "identification.py",
    "model.py",
    "normalisation.py",
    "stem_index.py",
    "termbase.py",
    "training_run.py",
)
"""What these do shapes the arrays as much as the data does."""


class ModelUnreadable(ValueError):
    """The file is no model of this version, or it is damaged."""


@dataclass(frozen=True, slots=True)
class Model:
    """A trained interpreter as values."""

    checksum: str
    topics: tuple[str, ...]
    termbase: Termbase
    vocabulary: Vocabulary
    weights: NDArray[np.float16]
    """One row for each feature of the vocabulary, one column for each topic."""
    biases: NDArray[np.float32]
    sharpness: float
    """By which scores are multiplied before they become probabilities."""
    languages: LanguageEvidence
    small_words: SmallWords
    thresholds: Mapping[Language | None, Thresholds]
    figures: Mapping[str, Any]
    """What cross-validation measured; see `training_run.report`."""

    def save(self, file: Path) -> None:
        """Write the model in one step: a reader sees the old file or the new one, never half of one."""
        thresholds = {
            language or "und": [values.sure, values.guess, values.safety]
            for language, values in self.thresholds.items()
        }
        facts = {
            "checksum": self.checksum,
            "sharpness": self.sharpness,
            "broader": dict(self.termbase.broader),
            "small_words": {language: sorted(words) for language, words in self.small_words.items()},
            "thresholds": thresholds,
            "figures": self.figures,
        }
        arrays: dict[str, NDArray[Any]] = {
            "facts": lines_array([json.dumps(facts)]),
            "topics": lines_array(self.topics),
            "features": lines_array(self.vocabulary.names),
            "worth": self.vocabulary.worth,
            "weights": self.weights,
            "biases": self.biases,
            "pieces": lines_array(self.languages.pieces),
            "likelihoods": self.languages.likelihoods,
            "foreign": lines_array(sorted(self.languages.foreign)),
            "borrowed": lines_array(sorted(self.languages.borrowed)),
        }
        write_arrays(file, {**arrays, **flat(self.termbase.arrays())})

    @classmethod
    def load(cls, file: Path) -> "Model":
        """Read a model.

        Raises:
            FileNotFoundError: there is none.
            ModelUnreadable: the file is damaged or of another version.
        """
        try:
            with np.load(file, allow_pickle=False) as arrays:
                facts = json.loads(lines_of(arrays["facts"])[0])
                return cls(
                    checksum=facts["checksum"],
                    topics=lines_of(arrays["topics"]),
                    termbase=Termbase.of_arrays(grouped(arrays), facts["broader"]),
                    vocabulary=Vocabulary(lines_of(arrays["features"]), arrays["worth"]),
                    weights=arrays["weights"],
                    biases=arrays["biases"],
                    sharpness=facts["sharpness"],
                    languages=LanguageEvidence(
                        pieces=lines_of(arrays["pieces"]),
                        likelihoods=arrays["likelihoods"],
                        foreign=frozenset(lines_of(arrays["foreign"])),
                        borrowed=frozenset(lines_of(arrays["borrowed"])),
                    ),
                    small_words={language: frozenset(words) for language, words in facts["small_words"].items()},
                    thresholds={
                        None if language == "und" else language: Thresholds(*values)
                        for language, values in facts["thresholds"].items()
                    },
                    figures=facts["figures"],
                )
        except FileNotFoundError:
            raise
        except (OSError, EOFError, KeyError, IndexError, TypeError, ValueError, zipfile.BadZipFile) as error:
            raise ModelUnreadable(f"{file.name}: {error}") from error
