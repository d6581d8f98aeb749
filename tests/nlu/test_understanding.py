"""From a message in any language to a decision, and to the lines that are printed."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlu.decision import Act, Answer, Choose, Handoff, Thresholds
from nlu.identifier import Identification
from nlu.interpreter import Interpretation, RankedTopic, Reason
from nlu.topics import TOPICS
from nlu.understanding import Understander, as_json, understand_batch
from wording.languages import LANGUAGES, Language

KEYS = ["id", "language", "decision", "topic", "confidence", "choices", "safety", "second", "took_ms"]


class Says:
    """An interpreter that was told what to say, a language that is always German, and a danger that is given."""

    def __init__(self, *answers: tuple[str, str, float], danger: tuple[str, ...] = ()) -> None:
        self._answers = answers
        self._danger = danger

    waits = False

    def explain(self, text: str, language: Language | None) -> tuple[Reason, ...]:
        return ()

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


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("мой ребенок не дышит", "safety.emergency"),
        ("زوجي يضربني", "safety.domestic_violence"),
        ("حريق في البيت", "safety.emergency"),
        ("mon mari me frappe", "safety.domestic_violence"),
    ],
)
def test_danger_is_heard_in_languages_that_lotse_does_not_speak(
    understander: Understander, text: str, topic: str
) -> None:
    line = as_json(1, understander.understand(text))

    assert (line["decision"], line["topic"], line["safety"]) == ("answer", topic, True)


def test_two_dangers_in_a_foreign_language_are_one_alarm(understander: Understander) -> None:
    line = as_json(1, understander.understand("мій чоловік мене б'є, допоможіть"))

    assert line["safety"]
    assert line["language"] == "und"


@pytest.mark.parametrize(
    "text",
    [
        "я з України де зареєструватися",
        "здравствуйте, мне нужна квартира",
        "¿dónde puedo registrarme? gracias",
    ],
)
def test_nothing_else_is_understood_in_them(understander: Understander, text: str) -> None:
    line = as_json(1, understander.understand(text))

    assert (line["language"], line["decision"], line["topic"], line["safety"]) == ("und", "handoff", None, False)


@pytest.mark.parametrize(
    "text",
    [
        "sie ist 9 Jahre alt",
        "15 mai",
        "pe 15 mai",
        "Am venit pe 15 mai cu sotul si copilul",
        "ea are 9 ani",
        "ce faceti",
        "sotul meu e plecat",
        "szef kradnie godziny, malo place dostaje",
        "ihr seid alle arschlöcher",
    ],
)
def test_harmless_words_are_no_danger(understander: Understander, text: str) -> None:
    line = as_json(1, understander.understand(text))

    assert not line["safety"]
    assert not str(line["topic"]).startswith("safety.")


@pytest.mark.parametrize(
    "text",
    [
        "word word word",
        "fuck you stupid machine",
        "ihr seid alle arschlöcher",
        "du blöde maschine",
        "te hülye gép, semmire se vagy jó",
    ],
)
def test_insults_and_nonsense_are_a_complaint_or_for_a_person(understander: Understander, text: str) -> None:
    line = as_json(1, understander.understand(text))

    assert line["decision"] in {"act", "handoff"}
    assert line["topic"] in {None, "meta.complaint", "meta.human", "meta.out_of_scope"}


def test_a_greeting_in_brackets_is_a_greeting(understander: Understander) -> None:
    line = as_json(1, understander.understand("<b>hello</b>"))

    assert (line["decision"], line["topic"]) == ("act", "meta.greeting")


@pytest.mark.parametrize(
    "text", ["buna, ieri m-am mutat, trebuie sa merg undeva?", "buna ieri m-am mutat trb sa merg undeva?"]
)
def test_the_first_question_a_newcomer_asks_is_heard_behind_the_greeting(understander: Understander, text: str) -> None:
    line = as_json(1, understander.understand(text))

    assert line["decision"] in {"answer", "choose"}
    first = line["topic"] or line["choices"][0]["topic"]
    assert first == "registration.anmeldung"


@pytest.mark.parametrize(
    "text",
    [
        "a guy sells me an anmeldung address for 300 euro is it ok",
        "czy moge sie zameldowac u kolegi na niby",
    ],
)
def test_an_address_in_name_only_meets_the_warning_or_a_person(understander: Understander, text: str) -> None:
    line = as_json(1, understander.understand(text))

    assert line["decision"] == "handoff" or line["topic"] == "registration.landlord_confirmation"


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


QUESTION_AFTER_A_GREETING = "Hallo ich bin gestern umgezogen und jetzt"


def test_a_greeting_in_the_same_breath_as_a_question_loses() -> None:
    says = Says(("Hallo", "meta.greeting", 0.6), ("umgezogen", "registration.moving", 0.4))

    assert says.understander.understand(QUESTION_AFTER_A_GREETING).decision == Choose(
        (RankedTopic("registration.moving", 0.4),)
    )


def test_a_sure_greeting_loses_only_to_a_sure_question() -> None:
    sure = Says(("Hallo", "meta.greeting", 0.95), ("umgezogen", "registration.moving", 0.8))
    weak = Says(("Hallo", "meta.greeting", 0.95), ("umgezogen", "registration.moving", 0.4))

    assert sure.understander.understand(QUESTION_AFTER_A_GREETING).decision == Answer("registration.moving", 0.8)
    assert weak.understander.understand(QUESTION_AFTER_A_GREETING).decision == Act("meta.greeting", 0.95)


def test_thanks_and_goodbye_together_are_both_polite() -> None:
    says = Says(("Danke", "meta.thanks", 0.5), ("Tag", "meta.goodbye", 0.4))

    understanding = says.understander.understand("Danke für alles und einen schönen Tag")

    assert understanding.decision == Act("meta.thanks", 0.5)


def test_an_unsure_greeting_among_many_words_is_no_greeting() -> None:
    says = Says(("Hallo", "meta.greeting", 0.6))

    assert says.understander.understand(QUESTION_AFTER_A_GREETING).decision == Handoff("unsure")
    assert says.understander.understand("Hallo zusammen").decision == Act("meta.greeting", 0.6)


def test_a_false_alarm_keeps_the_question() -> None:
    says = Says(("Müll", "housing.waste", 0.9), danger=("safety.emergency",))

    understanding = says.understander.understand("Der Müll brennt mir auf der Seele")

    assert understanding.alarm == "safety.emergency"
    assert understanding.is_safety
    assert understanding.decision == Answer("housing.waste", 0.9)


def test_among_several_dangers_the_interpreter_names_the_likeliest() -> None:
    says = Says(
        ("Kind", "safety.child_protection", 0.4), danger=("safety.domestic_violence", "safety.child_protection")
    )

    assert says.understander.understand("Kind").alarm == "safety.child_protection"


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
