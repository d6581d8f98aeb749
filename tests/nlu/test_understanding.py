"""From a message in any language to a decision, and to the lines that are printed."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlu.decision import Answer, Thresholds
from nlu.evaluation import QuestionError, evaluate
from nlu.identification import Identification
from nlu.interpreter import Interpretation, RankedTopic
from nlu.topics import TOPICS
from nlu.understanding import Understander, as_json, understand_batch
from wording.languages import LANGUAGES, Language

KEYS = ["id", "language", "decision", "topic", "confidence", "choices", "safety", "second", "took_ms"]


class Says:
    """An interpreter that was told what to say, a language that is always German, and a danger that is given."""

    def __init__(self, *answers: tuple[str, str, float], danger: tuple[str, ...] = ()) -> None:
        self._answers = answers
        self._danger = danger

    def interpret(self, text: str, language: Language | None) -> Interpretation:
        ranked = [RankedTopic(topic, confidence) for part, topic, confidence in self._answers if part in text]
        return Interpretation(tuple(sorted(ranked, key=lambda topic: -topic.confidence)))

    def identify(self, text: str, prior: Language | None = None) -> Identification:
        return Identification("de", True)

    def find(self, text: str, language: Language | None = None) -> tuple[str, ...]:
        return self._danger

    @property
    def understander(self) -> Understander:
        return Understander(self, self, self, {None: Thresholds(sure=0.7, guess=0.3, safety=0.2)})


def check_line(line: dict[str, Any]) -> None:
    """The promises of `lotse understand` about every line."""
    assert list(line) == KEYS
    assert line["language"] in {*LANGUAGES, "und"}
    assert line["decision"] in {"answer", "choose", "handoff", "act"}
    assert line["topic"] is None or line["topic"] in TOPICS
    assert 0 <= line["confidence"] <= 1
    assert len(line["choices"]) <= 3
    confidences = [choice["confidence"] for choice in line["choices"]]
    assert confidences == sorted(confidences, reverse=True)
    assert bool(line["choices"]) == (line["decision"] == "choose")
    if line["decision"] == "choose":
        assert line["topic"] is None
    if line["decision"] == "act":
        assert line["topic"].startswith("meta.")
        assert line["topic"] not in {"meta.human", "meta.out_of_scope"}
    if line["decision"] == "answer":
        assert not line["topic"].startswith("meta.")
    assert line["second"] is None or line["second"] in TOPICS


@pytest.mark.parametrize(
    ("text", "language", "decision", "topic", "safety"),
    [
        ("muss ich mich anmelden wenn ich hier wohne", "de", "answer", "registration.anmeldung", False),
        ("trqbva li da se registriram", "bg", "answer", "registration.anmeldung", False),
        ("proprietarul nu da garantia inapoi", "ro", "answer", "housing.deposit", False),
        ("dziekuje bardzo", "pl", "act", "meta.thanks", False),
        ("I want to talk to a person", "en", "handoff", "meta.human", False),
        ("mein Mann schlägt mich", "de", "answer", "safety.domestic_violence", True),
        ("nincs hol aludnom ma ejjel", "hu", "answer", "housing.homeless", True),
        ("artik yasamak istemiyorum", "tr", "answer", "safety.self_harm", True),
    ],
)
def test_plain_messages_are_understood(
    understander: Understander, text: str, language: str, decision: str, topic: str, safety: bool
) -> None:
    line = as_json("1", understander.understand(text))

    check_line(line)
    assert (line["language"], line["decision"], line["topic"], line["safety"]) == (language, decision, topic, safety)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.characters(), max_size=400), prior=st.sampled_from([None, *LANGUAGES]))
def test_any_text_gives_a_valid_line(understander: Understander, text: str, prior: Language | None) -> None:
    line = as_json(1, understander.understand(text, prior))

    check_line(line)
    json.dumps(line)


def test_a_very_long_text_is_read_up_to_a_limit(understander: Understander) -> None:
    check_line(as_json(1, understander.understand("Wo kann ich mich anmelden? " * 2_000)))


def test_a_message_may_ask_about_two_things() -> None:
    says = Says(("umgezogen", "registration.moving", 0.9), ("Kindergeld", "money.child_benefit", 0.8))

    understanding = says.understander.understand("Ich bin umgezogen. Und was ist mit Kindergeld?")

    assert understanding.decision == Answer("registration.moving", 0.9)
    assert understanding.second == "money.child_benefit"


def test_a_greeting_beside_a_question_is_no_second_question() -> None:
    says = Says(("umgezogen", "registration.moving", 0.9), ("Morgen", "meta.greeting", 0.95))

    understanding = says.understander.understand("Ich bin umgezogen. Guten Morgen!")

    assert understanding.decision == Answer("registration.moving", 0.9)
    assert understanding.second is None


def test_a_false_alarm_keeps_the_question() -> None:
    says = Says(("Müll", "housing.waste", 0.9), danger=("safety.emergency",))

    understanding = says.understander.understand("Der Müll brennt mir auf der Seele")

    assert understanding.decision == Answer("safety.emergency", 0.7)
    assert understanding.is_safety
    assert understanding.second == "housing.waste"


def test_among_several_dangers_the_interpreter_names_the_likeliest() -> None:
    says = Says(
        ("Kind", "safety.child_protection", 0.4), danger=("safety.domestic_violence", "safety.child_protection")
    )

    assert says.understander.understand("Kind").danger == "safety.child_protection"


def test_broken_lines_are_named_and_the_rest_follows(understander: Understander) -> None:
    lines: list[bytes | str] = [
        b'{"id": "a", "text": "danke", "more": 1}',
        b"not json",
        b'["a list"]',
        b'{"id": 4}',
        b'{"id": 5, "text": 5}',
        b'{"id": 6, "text": "  "}',
        b'{"id": 7, "text": "\xe4"}',
        b"",
        b"[" * 100_000,
        b'\xef\xbb\xbf{"id": 10, "text": "hallo"}',
        '{"text": "merci \\ud800"}',
        json.dumps({"id": 12, "text": "x" * 20_000}),
    ]

    answers = list(understand_batch(understander, lines))

    broken = {answer["line"]: answer["error"]["code"] for answer in answers if "error" in answer}
    assert broken == {2: "json", 3: "object", 4: "text", 5: "text", 6: "empty", 7: "encoding", 9: "json"}
    assert [answer["id"] for answer in answers] == ["a", None, None, None, None, None, None, None, 10, None, 12]
    for answer in answers:
        if "error" in answer:
            assert answer["id"] is None
            assert answer["error"]["message"]
        else:
            check_line(answer)


def test_outcomes_are_counted_for_each_language() -> None:
    says = Says(
        ("sure", "housing.waste", 0.9),
        ("guess", "housing.waste", 0.5),
        ("weak", "housing.waste", 0.1),
        ("cat", "meta.out_of_scope", 0.9),
    )
    questions = [
        {"text": "sure", "topic": "housing.waste", "language": "ro"},
        {"text": "sure", "topic": "housing.deposit", "also": ["housing.waste"], "language": "ro"},
        {"text": "sure", "topic": "housing.deposit", "language": "ro"},
        {"text": "guess", "topic": "housing.waste", "lang": "ro"},
        {"text": "guess", "topic": "housing.deposit", "language": "bg"},
        {"text": "weak", "topic": "housing.waste", "language": "bg"},
        {"text": "weak", "topic": "meta.human", "language": "bg"},
        {"text": "cat", "topic": "meta.out_of_scope"},
    ]

    assert evaluate(says.understander, questions) == {
        "languages": {
            "de": {"n": 1, "right": 1.0, "offered": 0.0, "wrong": 0.0, "missed": 0.0},
            "ro": {"n": 4, "right": 0.5, "offered": 0.25, "wrong": 0.25, "missed": 0.0},
            "bg": {"n": 3, "right": 0.3333, "offered": 0.0, "wrong": 0.0, "missed": 0.6667},
        },
        "all": {"n": 8, "right": 0.5, "offered": 0.125, "wrong": 0.125, "missed": 0.25},
    }


def test_a_question_without_topic_cannot_be_evaluated(understander: Understander) -> None:
    with pytest.raises(QuestionError, match="question 1"):
        evaluate(understander, [{"text": "hallo"}])


def test_understanding_needs_no_scikit_learn(model_folder: Path) -> None:
    """Nor anything else that takes long or much memory."""
    program = (
        "import sys; from pathlib import Path; from nlu.shipped import load_understander;"
        "u = load_understander(Path(sys.argv[1]), print); u.understand('hallo');"
        "print(sorted({'sklearn', 'scipy', 'py3langid', 'ctranslate2', 'argostranslate'} & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(model_folder)], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.strip() == "[]"
