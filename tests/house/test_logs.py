"""Logs say what happened, never what was said."""

import json
import logging

import pytest
import structlog

from house.logs import start_logging

SAID = "Ich habe Angst vor meinem Mann, er hat meinen Pass und lässt mich nicht aus dem Haus"


@pytest.fixture
def logged(capsys):
    """Reads the one line that was logged."""
    start_logging("INFO")

    def read() -> dict:
        return json.loads(capsys.readouterr().err)

    return read


def test_an_error_is_told_by_its_class_and_its_place(logged):
    """Its message may quote what somebody wrote."""
    try:
        int(SAID)
    except ValueError as error:
        structlog.get_logger().error("update failed", update=7, exc_info=error)

    line = logged()
    assert SAID[:10] not in json.dumps(line, ensure_ascii=False)
    assert line["error"] == "ValueError"
    assert line["where"].startswith("tests/house/test_logs.py:")
    assert line["update"] == 7


def test_a_long_text_never_passes(logged):
    structlog.get_logger().info("turn", text=SAID)

    assert logged()["text"] == "…"


def test_a_library_s_message_never_passes(logged):
    """Its arguments may hold what somebody wrote; the place in the library is enough to find it."""
    logging.getLogger("aiogram").error("cannot send %s", SAID)

    line = logged()
    assert SAID[:10] not in json.dumps(line, ensure_ascii=False)
    assert (line["library"], line["level"]) == ("aiogram", "error")
