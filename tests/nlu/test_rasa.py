"""Rasa as second interpreter: asked over HTTP, replaced by the embedded one where it is slow or away.

The server replays answers that a real one gave (`tests/data/rasa`).
"""

import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml

from nlu.concepts import Concept, Term
from nlu.examples import Bundle, Example, read_examples
from nlu.interpreter import Interpretation, Interpreter, RankedTopic, Reason
from nlu.rasa_calibration import RasaCalibration, calibrate, is_kept_back
from nlu.rasa_interpreter import Nobody, RasaAway, RasaInterpreter
from nlu.rasa_project import TrainingFailed, export, find_python, spelled_for_rasa, topic_of, train
from nlu.termbase import Termbase
from nlu.topics import TOPICS
from tests.shipped import PACKAGES
from wording.languages import Language

RECORDED = PACKAGES.parent / "rasa"
TERMBASE = Termbase.of(
    [Term("waste", "ro", ("gunoi",)), Term("waste", "de", ("müll",)), Term("q_where", "ro", ("unde=",))],
    [Concept("waste", "thing", (), None, "")],
)
INSTEAD = Interpretation((RankedTopic("housing.waste", 0.9),))


class Embedded:
    """An interpreter that is always there."""

    waits = False

    def interpret(self, text: str, language: Language | None) -> Interpretation:
        return INSTEAD

    def explain(self, text: str, language: Language | None) -> tuple[Reason, ...]:
        return ()


class Server:
    """A Rasa server that answers as it is told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.status, self.body, self.seconds = 200, (RECORDED / "answer.json").read_bytes(), 0.0

    def fails(self) -> None:
        self.status, self.body = 500, (RECORDED / "failure.json").read_bytes()


class Quiet(ThreadingHTTPServer):
    """Who was not waited for finds nobody there any more."""

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def rasa() -> Iterator[tuple[Server, str]]:
    told = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            time.sleep(told.seconds)
            self.send_response(told.status)
            self.send_header("Content-Length", str(len(told.body)))
            self.end_headers()
            self.wfile.write(told.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = Quiet(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield told, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_the_answer_of_a_real_server_is_understood(rasa: tuple[Server, str]) -> None:
    server, url = rasa

    heard = RasaInterpreter(url, TERMBASE, Embedded()).interpret("Unde duc GUNOIUL?", "ro")

    assert [ranked.topic for ranked in heard.ranking[:2]] == ["offices.clearing", "housing.waste"]
    assert heard.confidence_of("housing.waste") == pytest.approx(0.1025, abs=1e-4)
    assert sum(ranked.confidence for ranked in heard.ranking) <= 1
    assert server.asked == [{"text": "unde duc gunoiul c_q_where c_thing c_waste"}]


def test_an_interpreter_that_must_be_rasa_refuses_where_there_is_none() -> None:
    with pytest.raises(RasaAway):
        RasaInterpreter("http://127.0.0.1:9", TERMBASE, Nobody()).interpret("gunoi", "ro")


def test_a_sharper_rasa_is_surer_of_the_same(rasa: tuple[Server, str]) -> None:
    _, url = rasa
    plain = RasaInterpreter(url, TERMBASE, Embedded()).interpret("gunoi", "ro")
    sharp = RasaInterpreter(url, TERMBASE, Embedded(), sharpness=2.0).interpret("gunoi", "ro")

    assert sharp.best
    assert plain.best
    assert sharp.best.topic == plain.best.topic
    assert sharp.best.confidence > plain.best.confidence


def test_a_tenth_of_the_examples_is_kept_from_rasa_and_calibrates_it(tmp_path: Path) -> None:
    examples = read_examples()
    kept_back = [example for example in examples if is_kept_back(example)]

    def knows_half(text: str, language: Language | None) -> Interpretation:
        topic = next(example.topic for example in kept_back if example.text == text)
        other = "meta.bot" if topic != "meta.bot" else "meta.human"
        return Interpretation(
            (RankedTopic(other, 0.95), RankedTopic(topic, 0.05)) if len(text) % 2 else (RankedTopic(topic, 1.0),)
        )

    calibration = calibrate(knows_half, kept_back[:600])
    calibration.save(tmp_path / "calibration.json")

    assert 0.08 < len(kept_back) / len(examples) < 0.12
    assert calibration.sharpness < 1  # it is surer than it is right
    assert RasaCalibration.load(tmp_path / "calibration.json") == calibration


def test_what_is_no_topic_is_left_out(rasa: tuple[Server, str]) -> None:
    server, url = rasa
    ranking = [{"name": "nlu_fallback", "confidence": 0.6}, {"name": "housing__waste", "confidence": 0.4}]
    server.body = json.dumps({"intent_ranking": ranking}).encode()

    heard = RasaInterpreter(url, TERMBASE, Embedded()).interpret("gunoi", "ro")

    assert heard.ranking == (RankedTopic("housing.waste", 0.4),)


@pytest.mark.parametrize("body", [b"", b"no json", b"[]", b'{"intent_ranking": 4}', b'{"intent_ranking": [{}]}'])
def test_an_answer_that_is_none_is_replaced(rasa: tuple[Server, str], body: bytes) -> None:
    server, url = rasa
    server.body = body

    assert RasaInterpreter(url, TERMBASE, Embedded()).interpret("gunoi", "ro") == INSTEAD


def test_a_server_that_fails_is_left_alone_for_a_while(rasa: tuple[Server, str]) -> None:
    server, url = rasa
    server.fails()
    interpreter = RasaInterpreter(url, TERMBASE, Embedded())

    assert [interpreter.interpret("gunoi", "ro") for _ in range(3)] == [INSTEAD] * 3
    assert len(server.asked) == 1


def test_a_slow_server_is_not_waited_for(rasa: tuple[Server, str]) -> None:
    server, url = rasa
    server.seconds = 2.0
    begun = time.perf_counter()

    assert RasaInterpreter(url, TERMBASE, Embedded(), timeout_seconds=0.2).interpret("gunoi", "ro") == INSTEAD
    assert time.perf_counter() - begun < 1.5


def test_where_there_is_no_server_the_embedded_one_answers() -> None:
    assert RasaInterpreter("http://127.0.0.1:9", TERMBASE, Embedded()).interpret("gunoi", "ro") == INSTEAD


def test_both_are_interpreters() -> None:
    """Also to the type checker."""
    interpreters: list[Interpreter] = [Embedded(), RasaInterpreter("http://127.0.0.1:9", TERMBASE, Embedded())]

    assert [interpreter.waits for interpreter in interpreters] == [False, True]


def test_what_rasa_learns_from_is_written_as_rasa_reads_it(tmp_path: Path) -> None:
    examples = [
        Example("Unde duc gunoiul?", "housing.waste", "ro"),
        Example("wohin mit dem [Müll](x)\n{heute}", "housing.waste", "de"),
        Example("merci", "meta.thanks", "ro"),
    ]

    count = export(tmp_path, examples, [Bundle("housing.waste", ("waste", "q_where"))], TERMBASE)

    assert count == 4
    domain, data = (yaml.safe_load((tmp_path / name).read_text()) for name in ("domain.yml", "data/nlu.yml"))
    assert domain["intents"] == ["housing__waste", "meta__thanks"]
    assert data["nlu"][0]["examples"].splitlines() == [
        "- unde duc gunoiul c_q_where c_thing c_waste",
        "- wohin mit dem mul x heute c_thing c_waste",
        "- c_q_where c_thing c_waste",
    ]
    assert {intent["name"] for intent in _pipeline(tmp_path)} >= {"DIETClassifier"}


def test_without_concepts_there_are_words_alone(tmp_path: Path) -> None:
    export(tmp_path, [Example("gunoi", "housing.waste", "ro")], [], TERMBASE, with_concepts=False)

    assert yaml.safe_load((tmp_path / "data/nlu.yml").read_text())["nlu"][0]["examples"] == "- gunoi\n"


def test_every_topic_has_a_name_in_rasa_and_comes_back() -> None:
    assert [topic_of(topic.replace(".", "__")) for topic in TOPICS] == list(TOPICS)


def test_bulgarian_is_spelled_one_way_for_rasa() -> None:
    assert spelled_for_rasa("къде", "bg", Termbase.of([])) == spelled_for_rasa("kade", "bg", Termbase.of([]))


def test_a_python_without_rasa_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TrainingFailed, match="LOTSE_RASA_PYTHON"):
        find_python(tmp_path / "python")


def test_a_training_that_fails_says_why(tmp_path: Path) -> None:
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\necho 'no module named rasa' >&2\nexit 1\n")
    program.chmod(0o755)

    with pytest.raises(TrainingFailed, match="no module named rasa"):
        train(tmp_path, program)


def _pipeline(folder: Path) -> list[dict[str, Any]]:
    return list(yaml.safe_load((folder / "config.yml").read_text())["pipeline"])
