"""Training the embedded interpreter: examples, bundles and termbase in, a `Model` out.

The only module that needs scikit-learn, and only while it trains: importing it takes seconds and 95 MB. First every
text is scored by models that did not see it: once by cross-validation in five folds, once by a model that saw only
examples of other hands (`examples.HANDS`). The first flatters, because the same hands wrote question and example; the
second is too strict, because it lacks the words of the text's own language. Both together calibrate the probabilities
and choose the thresholds; each is a table that `figures.report` prints. Then one model is fitted on everything.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from nlu.calibration import Floats, fit_sharpness, fit_thresholds, probabilities
from nlu.examples import BUNDLES, EXAMPLES, HANDS, Bundle, Example, read_bundles, read_examples
from nlu.features import Blocks, Vocabulary, concept_blocks, read_blocks
from nlu.figures import measure, report
from nlu.identification import OTHER_LANGUAGES, learn_languages
from nlu.model import FILE_NAME, Model, ModelUnreadable, checksum_of
from nlu.termbase import TERMS, Termbase, shipped_termbase
from wording.languages import LANGUAGES, Language

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_FOLDS: Final = 5
_SEED: Final = 1
_C: Final = 1.0
_TOLERANCE: Final = 1e-2
_FEWEST_EXAMPLES: Final = _FOLDS  # of a topic, or a fold would not know it

Announce = Callable[[str], None]


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
    return checksum_of(files, (f"{example.language} {example.topic} {example.text}" for example in added))


def train(examples: Sequence[Example], bundles: Sequence[Bundle], termbase: Termbase, checksum: str = "") -> Model:
    """Train and measure a model. Deterministic for the same data.

    Raises:
        TooFewExamples: no two topics have five examples each.
    """
    examples = _enough(examples)
    texts = [read_blocks(example.text, example.language, termbase) for example in examples]
    bundled = [concept_blocks(dict.fromkeys(bundle.concepts, 1.0)) for bundle in bundles]
    topics = tuple(sorted({example.topic for example in examples}))
    column = {topic: index for index, topic in enumerate(topics)}
    right = np.array([column[example.topic] for example in examples])
    beside = [
        (blocks, column[bundle.topic])
        for blocks, bundle in zip(bundled, bundles, strict=True)
        if bundle.topic in column
    ]

    vocabulary = Vocabulary.of([*texts, *(blocks for blocks, _ in beside)])
    matrix = _matrix(vocabulary, texts)
    bundle_matrix = _matrix(vocabulary, [blocks for blocks, _ in beside])
    bundle_right = np.array([topic for _, topic in beside], dtype=int)

    languages = [example.language for example in examples]
    unseen = [_cross_validated(matrix, right, bundle_matrix, bundle_right, len(topics))]
    strangers = _of_other_hands(matrix, right, bundle_matrix, bundle_right, len(topics), languages)
    if strangers is not None:
        unseen.append(strangers)
    times = len(unseen)
    sharpness = fit_sharpness(np.concatenate(unseen), np.tile(right, times))
    likely = [probabilities(scores, sharpness) for scores in unseen]
    thresholds = fit_thresholds(np.concatenate(likely), np.tile(right, times), topics, languages * times)
    figures = [measure(shares, right, topics, languages, thresholds) for shares in likely]
    weights, biases = _fit(matrix, right, bundle_matrix, bundle_right, len(topics))
    return Model(
        checksum=checksum,
        topics=topics,
        vocabulary=vocabulary,
        weights=weights.astype(np.float16),
        biases=biases.astype(np.float32),
        sharpness=sharpness,
        languages=learn_languages(examples),
        thresholds=thresholds,
        figures={**figures[0], "strangers": figures[1] if times > 1 else None},
    )


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


def _fit(
    matrix: "csr_matrix", right: Any, bundle_matrix: "csr_matrix", bundle_right: Any, topics: int
) -> tuple[Floats, Floats]:
    from scipy.sparse import vstack
    from sklearn.svm import LinearSVC

    machine = LinearSVC(C=_C, class_weight="balanced", tol=_TOLERANCE, random_state=_SEED)
    machine.fit(vstack([matrix, bundle_matrix]).tocsr(), np.concatenate([right, bundle_right]))
    if topics == 2:  # one border is enough between two
        return (
            np.hstack([-machine.coef_.T, machine.coef_.T]),
            np.concatenate([-machine.intercept_, machine.intercept_]),
        )
    return machine.coef_.T, machine.intercept_


def _cross_validated(
    matrix: "csr_matrix", right: Any, bundle_matrix: "csr_matrix", bundle_right: Any, topics: int
) -> Floats:
    from sklearn.model_selection import StratifiedKFold

    scores = np.zeros((matrix.shape[0], topics))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    for seen, unseen in folds.split(matrix, right):
        weights, biases = _fit(matrix[seen], right[seen], bundle_matrix, bundle_right, topics)
        scores[unseen] = matrix[unseen] @ weights + biases
    return scores


def _of_other_hands(
    matrix: "csr_matrix",
    right: Any,
    bundle_matrix: "csr_matrix",
    bundle_right: Any,
    topics: int,
    languages: Sequence[Language],
) -> Floats | None:
    """Scores of each text by a model that saw only examples of other hands; None where those lack a topic."""
    scores = np.zeros((matrix.shape[0], topics))
    for hands in HANDS:
        unseen = np.isin(languages, sorted(hands))
        if unseen.any():
            if len(set(right[~unseen])) < topics:
                return None
            weights, biases = _fit(matrix[~unseen], right[~unseen], bundle_matrix, bundle_right, topics)
            scores[unseen] = matrix[unseen] @ weights + biases
    return scores


def main() -> None:
    """Train on the shipped data and print all figures as Markdown; nothing is saved."""
    figures = train(read_examples(), read_bundles(), shipped_termbase()).figures
    for title, measured in (("Cross-validation", figures), ("Examples of other hands", figures["strangers"])):
        if measured is not None:
            facts = {name: value for name, value in measured.items() if not isinstance(value, dict)}
            sys.stdout.write(f"{title}\n\n{report(measured)}\n\n{facts}\n{measured['weakest_topics']}\n\n")


if __name__ == "__main__":
    main()
