"""A model is trained from examples, kept, and made anew when anything it was made from changes."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nlu import training_run
from nlu.calibration import calibration_error, fit_sharpness, probabilities
from nlu.concepts import read_concepts
from nlu.embedded import EmbeddedInterpreter
from nlu.examples import Bundle, Example, ExamplesError, read_bundles, read_examples
from nlu.model import FILE_NAME, Model, ModelUnreadable
from nlu.termbase import Termbase
from nlu.topics import TOPICS
from nlu.training_run import TooFewExamples, load_or_train, measure_without_language, train
from wording.languages import LANGUAGES

FEW = [
    Example(f"{beginning} {words}", topic, "de")
    for beginning in ("bitte", "hallo", "frage:", "schnell", "und", "sagen sie")
    for words, topic in (
        ("wohin mit dem müll", "housing.waste"),
        ("wo bekomme ich kindergeld", "money.child_benefit"),
        ("danke schön", "meta.thanks"),
    )
]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Training on a handful of examples."""
    monkeypatch.setattr(training_run, "read_examples", lambda: FEW)
    monkeypatch.setattr(training_run, "read_bundles", lambda: [Bundle("housing.waste", ("waste", "throw_away"))])


@pytest.mark.usefixtures("small")
def test_a_model_is_trained_once_and_then_read(tmp_path: Path) -> None:
    told: list[str] = []

    first = load_or_train(tmp_path, told.append)
    second = load_or_train(tmp_path, told.append)

    assert len(told) == 2  # begun and done, once
    assert second.checksum == first.checksum
    assert second.topics == first.topics
    assert dict(second.thresholds) == dict(first.thresholds)
    assert np.array_equal(second.weights, first.weights)
    assert [file.name for file in tmp_path.iterdir()] == [FILE_NAME]


@pytest.mark.usefixtures("small")
def test_an_added_example_makes_it_anew(tmp_path: Path) -> None:
    told: list[str] = []
    before = load_or_train(tmp_path, told.append)

    after = load_or_train(tmp_path, told.append, added=[Example("wohin mit dem altglas", "housing.waste", "de")])

    assert after.checksum != before.checksum
    assert after.figures["examples"] == before.figures["examples"] + 1


@pytest.mark.usefixtures("small")
def test_a_damaged_file_is_replaced(tmp_path: Path) -> None:
    load_or_train(tmp_path, lambda _: None)
    file = tmp_path / FILE_NAME
    file.write_bytes(file.read_bytes()[:1000])
    with pytest.raises(ModelUnreadable):
        Model.load(file)

    load_or_train(tmp_path, lambda _: None)

    assert Model.load(file).topics == ("housing.waste", "meta.thanks", "money.child_benefit")


def test_training_twice_gives_the_same(tmp_path: Path, termbase: Termbase) -> None:
    one, other = (train(FEW, [], termbase) for _ in range(2))

    assert np.array_equal(one.weights, other.weights)
    assert one.figures == other.figures


def test_what_was_taught_is_understood_in_another_language(termbase: Termbase) -> None:
    """Concepts carry it: nobody wrote a Romanian example."""
    interpreter = EmbeddedInterpreter(train(FEW, [], termbase))

    best = interpreter.interpret("unde duc gunoiul", "ro").best

    assert best is not None
    assert best.topic == "housing.waste"


def test_too_few_examples_are_refused(termbase: Termbase) -> None:
    with pytest.raises(TooFewExamples):
        train(FEW[:4], [], termbase)


def test_the_shipped_examples_are_sound() -> None:
    """Every language knows every topic; every bundle names one."""
    examples = read_examples()

    assert read_bundles()
    for language in LANGUAGES:
        assert {example.topic for example in examples if example.language == language} == set(TOPICS)


@pytest.mark.parametrize(
    "line",
    ["nothing", "[]", '{"text": "a"}', '{"text": "a", "topic": "x.y"}', '{"text": " ", "topic": "housing.waste"}'],
)
def test_a_broken_example_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "ro" / "housing.jsonl"
    file.parent.mkdir()
    file.write_text(f'{{"text": "gunoi", "topic": "housing.waste"}}\n{line}\n', "utf-8")

    with pytest.raises(ExamplesError, match=r"ro/housing\.jsonl:2"):
        read_examples(tmp_path)


def test_thresholds_exist_for_every_language_and_none(model: Model) -> None:
    assert set(model.thresholds) == {*LANGUAGES, None}


def test_no_concept_is_without_weight(model: Model) -> None:
    assert {f"c:{concept.id}" for concept in read_concepts()} <= set(model.vocabulary.names)


def test_the_model_is_not_worse_than_it_was(model: Model) -> None:
    """A floor under the figures of docs/understanding.md, so that a change of data or code cannot spoil them unseen."""
    assert model.figures["all"]["first"] >= 0.60
    assert model.figures["all"]["first_three"] >= 0.76
    assert model.figures["calibration_error"] <= 0.08


def test_a_language_can_be_taught_by_the_others(termbase: Termbase) -> None:
    data = [*FEW, *(replace(example, language="ro") for example in FEW)]
    model = train(data, [], termbase)

    assert measure_without_language(data, [], termbase, model)["all"]["first"] == 1.0
    with pytest.raises(TooFewExamples, match="without one"):
        measure_without_language(FEW, [], termbase, model)


def test_sharpness_follows_the_share_of_right_ones() -> None:
    """Where scores say little, probabilities stay flat."""
    scores = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])

    always = fit_sharpness(scores, np.array([0, 0, 1, 1]))
    half = fit_sharpness(scores, np.array([0, 1, 0, 1]))

    assert always > half
    assert probabilities(scores, always).sum(axis=1) == pytest.approx(1)


def test_calibration_error_is_the_gap_between_word_and_deed() -> None:
    assert calibration_error(np.array([0.8] * 10), np.array([True] * 8 + [False] * 2)) == pytest.approx(0)
    assert calibration_error(np.array([0.9] * 10), np.array([True] * 5 + [False] * 5)) == pytest.approx(0.4)
