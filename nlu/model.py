"""What a training run leaves behind: arrays and figures in one file, with the checksum of all they were made from."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlu.array_file import flat, grouped, write_arrays
from nlu.decision import Thresholds
from nlu.features import Vocabulary
from nlu.follow_up import SmallWords
from nlu.identification import LanguageEvidence
from nlu.termbase import Termbase
from wording.languages import Language

FILE_NAME: Final = "interpreter.npz"

_SHAPING_MODULES: Final = (
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
            "facts": _lines([json.dumps(facts)]),
            "topics": _lines(self.topics),
            "features": _lines(self.vocabulary.names),
            "worth": self.vocabulary.worth,
            "weights": self.weights,
            "biases": self.biases,
            "pieces": _lines(self.languages.pieces),
            "likelihoods": self.languages.likelihoods,
            "foreign": _lines(sorted(self.languages.foreign)),
            "borrowed": _lines(sorted(self.languages.borrowed)),
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
                facts = json.loads(_read_lines(arrays["facts"])[0])
                return cls(
                    checksum=facts["checksum"],
                    topics=_read_lines(arrays["topics"]),
                    termbase=Termbase.of_arrays(grouped(arrays), facts["broader"]),
                    vocabulary=Vocabulary(_read_lines(arrays["features"]), arrays["worth"]),
                    weights=arrays["weights"],
                    biases=arrays["biases"],
                    sharpness=facts["sharpness"],
                    languages=LanguageEvidence(
                        pieces=_read_lines(arrays["pieces"]),
                        likelihoods=arrays["likelihoods"],
                        foreign=frozenset(_read_lines(arrays["foreign"])),
                        borrowed=frozenset(_read_lines(arrays["borrowed"])),
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


def checksum_of(files: Iterable[Path], further: Iterable[str] = (), modules: Iterable[str] = _SHAPING_MODULES) -> str:
    """Return the SHA-256 of all *files*, of *further* texts, and of the modules that shape what is made of them."""
    digest = hashlib.sha256()
    code = (Path(__file__).with_name(name) for name in modules)
    for file in [*files, *code]:
        content = file.read_bytes()
        digest.update(f"{file.parent.name}/{file.name} {len(content)}\n".encode())
        digest.update(content)
    for text in further:
        encoded = text.encode("utf-8", "replace")
        digest.update(f"{len(encoded)}\n".encode())
        digest.update(encoded)
    return digest.hexdigest()


def _lines(texts: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(texts).encode(), dtype=np.uint8)


def _read_lines(array: NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(array.tobytes().decode().split("\n"))
