"""What more examples would bring: models of a quarter, half and all of them, with and without concepts.

Prints a table in Markdown of how often the right topic comes first, and among the first three, on the questions that
nobody learnt from: `python -m nlu.learning_curve`.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np

from nlu.examples import Bundle, Example, read_bundles, read_examples
from nlu.features import read_blocks
from nlu.questions import Question, shipped_questions
from nlu.termbase import Termbase, shipped_termbase
from nlu.training_run import lessons_of
from wording.languages import Language

SHARES: Final = (0.25, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Step:
    """One model, and how well it ranks the questions (shares of them, 0-1)."""

    share: float
    with_concepts: bool
    examples: int
    first: float
    first_three: float


def learning_curve(
    examples: Sequence[Example], bundles: Sequence[Bundle], termbase: Termbase, questions: Sequence[Question]
) -> Iterator[Step]:
    """Yield a step for each share of the examples, without and with concepts. The language of a question is told."""
    shuffled = sorted(examples, key=lambda example: crc32(f"{example.language} {example.text}".encode()))
    for share in SHARES:
        taught = shuffled[: round(share * len(shuffled))]
        for with_concepts in (False, True):
            known = termbase if with_concepts else Termbase.of([])
            first, first_three = _rank(taught, bundles if with_concepts else (), known, questions)
            yield Step(share, with_concepts, len(taught), first, first_three)


def _rank(
    examples: Sequence[Example], bundles: Sequence[Bundle], termbase: Termbase, questions: Sequence[Question]
) -> tuple[float, float]:
    lessons, vocabulary, topics, _ = lessons_of(examples, bundles, termbase)
    weights, biases = lessons.fit()
    hits = np.zeros((len(questions), 3), dtype=bool)
    for number, question in enumerate(questions):
        language: Language | None = question.language  # type: ignore[assignment]  # shipped questions name one of ours
        row = vocabulary.row(read_blocks(question.text, language, termbase))
        best = np.argsort(-(row.values @ weights[row.columns] + biases))[:3]
        hits[number] = [topics[topic] in question.topics for topic in best]
    return float(hits[:, 0].mean()), float(hits.any(axis=1).mean())


def main() -> None:
    """Measure the shipped data."""
    sys.stdout.write("| examples | concepts | first | first three |\n|---|---|---|---|\n")
    for step in learning_curve(read_examples(), read_bundles(), shipped_termbase(), shipped_questions()):
        concepts = "with" if step.with_concepts else "without"
        figures = f"{100 * step.first:.1f} | {100 * step.first_three:.1f}"
        sys.stdout.write(f"| {step.examples} ({step.share:.0%}) | {concepts} | {figures} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
