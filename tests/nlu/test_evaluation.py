"""How well messages are understood is counted the way a newcomer meets it, on questions nobody learnt from."""

import json
from collections import Counter, defaultdict
from math import ceil, floor
from pathlib import Path
from xml.etree import ElementTree

import pytest

from nlu.danger import load_recogniser
from nlu.decision import Thresholds
from nlu.diagrams import as_files
from nlu.evaluation import judge, report, summary
from nlu.examples import Example, read_examples
from nlu.identifier import Identification
from nlu.interpreter import Interpretation, RankedTopic, Reason
from nlu.model import Model
from nlu.normalisation import words
from nlu.questions import QUESTIONS, Question, QuestionError, read_questions, shipped_questions
from nlu.shipped import understander_of
from nlu.topics import TOPICS
from nlu.understanding import Understander
from wording.languages import LANGUAGES, Language

NEARLY = 0.75
"""Two texts of four words and more that share so many of theirs are nearly the same."""


class Says:
    """An interpreter that was told what to say, in German, and knows of no danger."""

    waits = False

    def __init__(self, **answers: tuple[str, float]) -> None:
        self._answers = answers

    def interpret(self, text: str, language: Language | None) -> Interpretation:
        return Interpretation((RankedTopic(*self._answers[text]),) if text in self._answers else ())

    def explain(self, text: str, language: Language | None) -> tuple[Reason, ...]:
        return ()

    def identify(self, text: str, prior: Language | None = None) -> Identification:
        return Identification("de", True)

    def find(self, text: str, language: Language | None = None) -> tuple[str, ...]:
        return ("safety.emergency",) if "fire" in text else ()


@pytest.fixture
def understander() -> Understander:
    says = Says(
        sure=("housing.waste", 0.9),
        guess=("housing.waste", 0.5),
        weak=("housing.waste", 0.1),
        cat=("meta.out_of_scope", 0.9),
    )
    return Understander(says, says, says, {None: Thresholds(sure=0.7, guess=0.3, safety=0.2)})


def asked(*lines: tuple[str, str, str]) -> list[Question]:
    """Questions of a text, a topic and a language."""
    return list(
        read_questions(json.dumps({"text": text, "topic": topic, "language": spoken}) for text, topic, spoken in lines)
    )


def test_outcomes_are_counted_for_each_language(understander: Understander) -> None:
    also = {"text": "sure", "topic": "housing.deposit", "also": ["housing.waste"], "lang": "ro", "style": "short"}
    questions = [
        *asked(("sure", "housing.waste", "ro"), ("sure", "housing.deposit", "ro"), ("guess", "housing.waste", "ro")),
        *asked(("guess", "housing.deposit", "bg"), ("weak", "housing.waste", "bg"), ("weak", "meta.human", "bg")),
        *read_questions([json.dumps(also), "", '{"text": "cat", "topic": "meta.out_of_scope"}']),
    ]

    result = summary(judge(understander, questions))

    assert result["languages"] == {
        "de": {"n": 1, "right": 1.0, "offered": 0.0, "wrong": 0.0, "missed": 0.0},
        "ro": {"n": 4, "right": 0.5, "offered": 0.25, "wrong": 0.25, "missed": 0.0, "language_found": 0.0},
        "bg": {"n": 3, "right": 0.3333, "offered": 0.0, "wrong": 0.0, "missed": 0.6667, "language_found": 0.0},
    }
    assert {name: result["all"][name] for name in ("n", "right", "offered", "wrong", "missed")} == {
        "n": 8, "right": 0.5, "offered": 0.125, "wrong": 0.125, "missed": 0.25,
    }  # fmt: skip
    assert result["styles"]["short"]["right"] == 1.0
    assert result["human"] == {"n": 1, "found": 1.0}
    assert result["out_of_scope"] == {"n": 1, "answered": 0.0}


def test_who_was_taken_for_whom_is_named(understander: Understander) -> None:
    twice = asked(("sure", "housing.deposit", "ro"), ("sure", "housing.deposit", "bg"), ("sure", "housing.waste", "bg"))

    assert summary(judge(understander, twice))["confusions"] == [
        {"topic": "housing.deposit", "shown": "housing.waste", "n": 2}
    ]


def test_danger_is_counted_apart(understander: Understander) -> None:
    questions = asked(
        ("fire", "safety.emergency", "de"), ("fire again", "housing.waste", "de"), ("sure", "housing.waste", "de")
    )

    assert summary(judge(understander, questions))["safety"] == {"n": 1, "found": 1.0, "false_alarms": 0.5}


def test_confidence_is_held_against_what_was_right(understander: Understander) -> None:
    result = summary(judge(understander, asked(("sure", "housing.waste", "de"), ("sure", "housing.deposit", "de"))))

    assert result["bands"] == {"answer": {"n": 2, "confidence": 0.9, "right": 0.5}}
    assert result["reliability"] == [{"from": 0.9, "n": 2, "confidence": 0.9, "right": 0.5}]


def test_another_threshold_trades_wrong_for_offered(understander: Understander) -> None:
    result = summary(judge(understander, asked(("guess", "housing.waste", "de"), ("guess", "housing.deposit", "de"))))
    at = {row["sure"]: row for row in result["trade_off"]}

    assert (at[0.4]["right"], at[0.4]["wrong"]) == (0.5, 0.5)
    assert (at[0.6]["offered"], at[0.6]["missed"]) == (0.5, 0.5)


def test_the_figures_are_printed_and_drawn(understander: Understander) -> None:
    result = summary(judge(understander, asked(("sure", "housing.waste", "ro"), ("guess", "housing.deposit", "bg"))))

    assert "| **all** | 2 | 50.0 | 0.0 | 0.0 | 50.0 | 0.0 |" in report(result)
    for picture in as_files(result).values():
        assert ElementTree.fromstring(picture).tag.endswith("svg")


@pytest.mark.parametrize("line", ["nothing", "[]", '{"text": "a"}', '{"text": 1, "topic": "housing.waste"}'])
def test_a_line_that_is_no_question_is_named(line: str) -> None:
    with pytest.raises(QuestionError, match="line 2"):
        list(read_questions(['{"text": "a", "topic": "housing.waste"}', line]))


def test_the_shipped_questions_ask_about_everything_in_every_language() -> None:
    """At least three a topic and language, a third of them indirect."""
    questions = shipped_questions()
    counts = Counter((question.language, question.topic) for question in questions)
    articles = [question for question in questions if not question.topic.startswith("meta.")]

    assert {question.topic for question in questions} == set(TOPICS)
    assert min(counts[language, topic] for language in LANGUAGES for topic in TOPICS) >= 3
    assert sum(question.style == "indirect" for question in articles) * 3 >= len(articles)


def test_no_question_was_learnt_from() -> None:
    """Neither the same nor nearly the same; one or two words may coincide, for everybody says hello."""
    learnt: dict[tuple[str, int], list[tuple[frozenset[str], Example]]] = defaultdict(list)
    for example in read_examples():
        taught = _folded(example.text)
        learnt[example.language, len(taught)].append((taught, example))
    leaks = []
    for question in shipped_questions(QUESTIONS):
        said = _folded(question.text)
        if len(words(question.text)) <= 2:
            continue
        for length in range(floor(NEARLY * len(said)), ceil(len(said) / NEARLY) + 1):  # others differ in too many words
            for taught, example in learnt[question.language or "", length]:
                share = len(said & taught) / len(said | taught)
                if share == 1 or (share >= NEARLY and len(said) >= 4):
                    leaks.append(f"{question.text} = {example.text}")

    assert leaks == []


def test_what_nobody_learnt_from_is_understood_as_well_as_it_is_told(model: Model, model_folder: Path) -> None:
    """Every fifth question; `lotse evaluate` asks all, and docs/understanding.md tells what came of it."""
    shipped = understander_of(model, load_recogniser(model_folder))

    result = summary(judge(shipped, shipped_questions()[::5]))

    assert result["all"]["right"] >= 0.84
    assert result["all"]["right"] + result["all"]["offered"] >= 0.92
    assert result["all"]["wrong"] <= 0.04
    assert result["safety"]["found"] >= 0.97
    assert result["out_of_scope"]["answered"] <= 0.05


def _folded(text: str) -> frozenset[str]:
    return frozenset(word.folded for word in words(text))
