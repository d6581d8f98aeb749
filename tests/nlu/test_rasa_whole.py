"""Rasa for real: what is exported is learnt, served, calibrated and asked. `make test-rasa`; it takes minutes."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import yaml

from nlu.examples import read_bundles, read_examples
from nlu.questions import shipped_questions
from nlu.rasa_calibration import RasaCalibration, calibrate, is_kept_back
from nlu.rasa_interpreter import Nobody, RasaInterpreter
from nlu.rasa_project import export, find_python, train
from nlu.termbase import shipped_termbase
from wording.languages import LANGUAGES

pytestmark = [
    pytest.mark.skipif("LOTSE_TEST_RASA" not in os.environ, reason="needs Rasa in a Python 3.10 of its own"),
    pytest.mark.timeout(3600),
]

EVERY = 10
"""A tenth of the examples is taught: enough to see that it learns."""
EPOCHS = 12
STARTS_WITHIN_SECONDS = 180


@contextmanager
def served(folder: Path, model: Path, python: Path) -> Iterator[str]:
    """A Rasa server with a model, started as `docs/understanding.md` says; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(python), "-m", "rasa", "run", "--enable-api", "--model", str(model)]
    server = subprocess.Popen([*command, "--port", str(port), "--interface", "127.0.0.1"], cwd=folder)
    try:
        url = f"http://127.0.0.1:{port}"
        ends = time.monotonic() + STARTS_WITHIN_SECONDS
        while not _answers(url):
            assert server.poll() is None, "the server ended"
            assert time.monotonic() < ends, "the server did not start"
            time.sleep(1)
        yield url
    finally:
        server.terminate()
        server.wait(30)


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/status", timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


def test_rasa_learns_answers_and_knows_how_sure_it_is(tmp_path: Path) -> None:
    examples, termbase = read_examples(), shipped_termbase()
    kept_back = [example for example in examples if is_kept_back(example)][::EVERY]
    export(tmp_path, examples[::EVERY], read_bundles(), termbase)
    config = yaml.safe_load((tmp_path / "config.yml").read_text())
    config["pipeline"][-1]["epochs"] = EPOCHS
    (tmp_path / "config.yml").write_text(yaml.safe_dump(config))
    named = os.environ.get("LOTSE_RASA_PYTHON")
    python = find_python(Path(named) if named else None)

    model = train(tmp_path, python)
    with served(tmp_path, model, python) as url:
        rasa = RasaInterpreter(url, termbase, Nobody(), timeout_seconds=10)
        calibration = calibrate(rasa.interpret, kept_back)
        file = tmp_path / "calibration.json"
        calibration.save(file)
        sharp = RasaInterpreter(url, termbase, Nobody(), timeout_seconds=10, sharpness=calibration.sharpness)
        asked = shipped_questions()[::20]
        best = [sharp.interpret(question.text, question.language).best for question in asked]  # type: ignore[arg-type]

    assert RasaCalibration.load(file) == calibration
    assert set(calibration.thresholds) == {None, *LANGUAGES}
    right = sum(
        ranked is not None and ranked.topic in question.topics for ranked, question in zip(best, asked, strict=True)
    )
    assert right / len(asked) > 0.4
