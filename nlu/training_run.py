"""Training the embedded interpreter: examples, bundles and termbase in, a `Model` out.

The only module that needs scikit-learn, and only while it trains: importing it takes seconds and 95 MB. First every
text is scored by a model that did not see it, in three folds. That calibrates the probabilities and chooses the
thresholds; `figures.report` prints what was measured. Then one model is fitted on everything.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from nlu.array_file import checksum_of
from nlu.calibration import Floats, fit_sharpness, fit_thresholds, probabilities
from nlu.concepts import TERMS
from nlu.examples import BUNDLES, EXAMPLES, Bundle, Example, read_bundles, read_examples
from nlu.features import Blocks, Vocabulary, concept_blocks, read_blocks
from nlu.figures import measure, report
from nlu.follow_up import small_words_of
from nlu.identification import OTHER_LANGUAGES, learn_languages
from nlu.model import FILE_NAME, SHAPING_MODULES, Model, ModelUnreadable
from nlu.termbase import Termbase, shipped_termbase
from nlu.workers import in_processes
from wording.languages import LANGUAGES, Language

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_FOLDS: Final = 3
_SEED: Final = 1
_C: Final = 1.0
_TOLERANCE: Final = 0.1
_FEWEST_EXAMPLES: Final = _FOLDS  # of a topic, or a fold would not know it

_WORTH_PROCESSES: Final = 2000
"""Fewer texts are learnt sooner than a process starts."""

Announce = Callable[[str], None]
Fit = tuple[Floats, Floats]


class TooFewExamples(ValueError):
    """There are not enough examples to train and to measure."""


def load_or_train(folder: Path, announce: Announce, added: Sequence[Example] = ()) -> Model:
    """Return the model of the present data: from *folder* if it is there, else trained (a minute or two) and saved.

    Args:
        folder: Where the model is kept, below the data folder.
        announce: Is told in one English sentence when a training begins and ends.
        added: Examples that staff members added; they belong to the data like the shipped ones.

    Raises:
        ExamplesError, TermbaseError: the data cannot be read.
        TooFewExamples: there are not enough.
    """
    checksum = data_checksum(added)
    file = folder / FILE_NAME
    try:
        model = Model.load(file)
    except (FileNotFoundError, ModelUnreadable):
        pass
    else:
        if model.checksum == checksum:
            return model
    announce("Learning from the examples; this takes a minute or two.")
    model = train([*read_examples(), *added], read_bundles(), shipped_termbase(), checksum)
    model.save(file)
    announce(f"Learnt {model.figures['examples']} examples of {len(model.topics)} topics.")
    return model


def data_checksum(added: Sequence[Example] = ()) -> str:
    """Return the checksum of everything a model of the present data is made from."""
    files = [
        *sorted(file for language in LANGUAGES for file in (EXAMPLES / language).glob("*.jsonl")),
        BUNDLES,
        OTHER_LANGUAGES,
        *sorted(TERMS.glob("*.tsv")),
    ]
    return checksum_of(
        files, SHAPING_MODULES, (f"{example.language} {example.topic} {example.text}" for example in added)
    )


def train(examples: Sequence[Example], bundles: Sequence[Bundle], termbase: Termbase, checksum: str = "") -> Model:
    """Train and measure a model. Deterministic for the same data.

    Raises:
        TooFewExamples: no two topics have five examples each.
    """
    lessons, vocabulary, topics, kept = lessons_of(examples, bundles, termbase)
    languages = [example.language for example in kept]
    folds = _cross_folds(lessons.right)
    *by_fold, (weights, biases) = lessons.fits([*(~unseen for unseen in folds), None])
    unseen = lessons.score_unseen(folds, by_fold)
    sharpness = fit_sharpness(unseen, lessons.right)
    likely = probabilities(unseen, sharpness)
    thresholds = fit_thresholds(likely, lessons.right, topics, languages)
    return Model(
        checksum=checksum,
        topics=topics,
        termbase=termbase,
        vocabulary=vocabulary,
        weights=weights.astype(np.float16),
        biases=biases.astype(np.float32),
        sharpness=sharpness,
        languages=learn_languages(kept),
        small_words=small_words_of(kept, termbase),
        thresholds=thresholds,
        figures=measure(likely, lessons.right, topics, languages, thresholds),
    )


def measure_without_language(
    examples: Sequence[Example], bundles: Sequence[Bundle], termbase: Termbase, model: Model
) -> dict[str, Any]:
    """Return the figures of *model* when each language is understood by what the six others taught.

    Raises:
        TooFewExamples: without one of the languages a topic has no example.
    """
    lessons, _, topics, kept = lessons_of(examples, bundles, termbase)
    languages = [example.language for example in kept]
    folds = _folds_of_languages(lessons.right, languages)
    by_fold = lessons.fits([~unseen for unseen in folds])
    likely = probabilities(lessons.score_unseen(folds, by_fold), model.sharpness)
    return measure(likely, lessons.right, topics, languages, model.thresholds)


def lessons_of(
    examples: Sequence[Example], bundles: Sequence[Bundle], termbase: Termbase
) -> tuple["Lessons", Vocabulary, tuple[str, ...], list[Example]]:
    """Return what is learnt from, its features, its topics, and the examples that are kept."""
    kept = _enough(examples)
    topics = tuple(sorted({example.topic for example in kept}))
    column = {topic: index for index, topic in enumerate(topics)}
    beside = [bundle for bundle in bundles if bundle.topic in column]
    texts = _read_all(kept, termbase)
    bundled = [concept_blocks(termbase.with_broader(dict.fromkeys(bundle.concepts, 1.0))) for bundle in beside]
    vocabulary = Vocabulary.of([*texts, *bundled])
    lessons = Lessons(
        matrix=_matrix(vocabulary, texts),
        right=np.array([column[example.topic] for example in kept]),
        bundles=_matrix(vocabulary, bundled),
        bundle_right=np.array([column[bundle.topic] for bundle in beside], dtype=int),
        topics=len(topics),
    )
    return lessons, vocabulary, topics, kept


def _read_all(examples: Sequence[Example], termbase: Termbase) -> list[Blocks]:
    if len(examples) < _WORTH_PROCESSES:
        return _read_some(examples, termbase)
    parts = [examples[start : start + _WORTH_PROCESSES] for start in range(0, len(examples), _WORTH_PROCESSES)]
    return list(chain.from_iterable(in_processes(partial(_read_some, termbase=termbase), parts)))


def _read_some(examples: Sequence[Example], termbase: Termbase) -> list[Blocks]:
    return [read_blocks(example.text, example.language, termbase) for example in examples]


def _enough(examples: Sequence[Example]) -> list[Example]:
    topics, counts = np.unique([example.topic for example in examples], return_counts=True)
    kept = {topic for topic, count in zip(topics, counts, strict=True) if count >= _FEWEST_EXAMPLES}
    if len(kept) < 2:
        raise TooFewExamples(f"fewer than two topics have {_FEWEST_EXAMPLES} examples")
    return [example for example in examples if example.topic in kept]


def _matrix(vocabulary: Vocabulary, texts: Sequence[Blocks]) -> "csr_matrix":
    from scipy.sparse import csr_matrix

    rows = [vocabulary.row(blocks) for blocks in texts]
    ends = np.cumsum([0, *(len(row.columns) for row in rows)])
    none = np.zeros(0, dtype=np.float32)
    values = np.concatenate([none, *(row.values for row in rows)])
    columns = np.concatenate([none.astype(np.int32), *(row.columns for row in rows)])
    return csr_matrix((values, columns, ends), shape=(len(rows), len(vocabulary)))


@dataclass(frozen=True)
class Lessons:
    """What is learnt from: texts and bundles as rows, and their topics as columns of the result."""

    matrix: "csr_matrix"
    right: NDArray[np.intp]
    bundles: "csr_matrix"
    bundle_right: NDArray[np.intp]
    topics: int

    def fit(self, seen: NDArray[np.bool_] | None = None) -> Fit:
        """Return weights (features x topics) and biases learnt from all bundles and the texts that are *seen*."""
        from scipy.sparse import vstack
        from sklearn.svm import LinearSVC

        matrix, right = (self.matrix, self.right) if seen is None else (self.matrix[seen], self.right[seen])
        machine = LinearSVC(C=_C, tol=_TOLERANCE, random_state=_SEED)
        machine.fit(vstack([matrix, self.bundles]).tocsr(), np.concatenate([right, self.bundle_right]))
        weights, biases = machine.coef_.T, machine.intercept_
        if self.topics == 2:  # one border is enough between two
            return np.hstack([-weights, weights]), np.concatenate([-biases, biases])
        return weights, biases

    def fits(self, selections: Sequence[NDArray[np.bool_] | None]) -> list[Fit]:
        """`fit` for each selection; one after the other where they are small."""
        if self.matrix.shape[0] < _WORTH_PROCESSES:
            return [self.fit(seen) for seen in selections]
        return in_processes(self.fit, selections)

    def score_unseen(self, folds: Sequence[NDArray[np.bool_]], fits: Sequence[Fit]) -> Floats:
        """Scores of all texts (texts x topics), those of each fold by the fit that did not see it."""
        scores = np.zeros((self.matrix.shape[0], self.topics))
        for unseen, (weights, biases) in zip(folds, fits, strict=True):
            scores[unseen] = self.matrix[unseen] @ weights + biases
        return scores


def _cross_folds(right: NDArray[np.intp]) -> list[NDArray[np.bool_]]:
    from sklearn.model_selection import StratifiedKFold

    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    texts = np.arange(len(right))
    return [np.isin(texts, unseen) for _, unseen in folds.split(texts, right)]


def _folds_of_languages(right: NDArray[np.intp], languages: Sequence[Language]) -> list[NDArray[np.bool_]]:
    """Each language as a fold of its own."""
    spoken = np.array(languages)
    folds = [spoken == language for language in LANGUAGES if language in languages]
    if any(len(set(right[~unseen])) < len(set(right)) for unseen in folds):
        raise TooFewExamples("without one of the languages a topic has no example")
    return folds


def main() -> None:
    """Train on the shipped data and print all figures as Markdown; nothing is saved."""
    data = read_examples(), read_bundles(), shipped_termbase()
    model = train(*data)
    tables = {
        "Cross-validation": model.figures,
        "Each language taught by the six others": measure_without_language(*data, model),
    }
    for title, measured in tables.items():
        facts = {name: value for name, value in measured.items() if not isinstance(value, dict)}
        sys.stdout.write(f"{title}\n\n{report(measured)}\n\n{facts}\n{measured['weakest_topics']}\n\n")


if __name__ == "__main__":
    main()
