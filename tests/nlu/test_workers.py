"""Work that other processes do: it comes back in order, an error too, and nothing of it outlives who asked for it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nlu.workers import in_processes


def test_results_come_in_the_order_of_the_tasks():
    assert in_processes(abs, [-3, 2, -1]) == [3, 2, 1]


def test_an_error_is_raised_here():
    with pytest.raises(ValueError, match="invalid literal"):
        in_processes(int, ["1", "two"])


def test_a_termbase_arrives_as_it_was(termbase):
    text = ("wohnung", "de")
    [found] = in_processes(termbase_finds, [(termbase, text)])
    assert found == termbase_finds((termbase, text))
    assert found


SLEEPS = """
import os, sys, time
from pathlib import Path
from nlu.workers import in_processes

def sleep(folder):
    Path(folder, str(os.getpid())).touch()
    time.sleep(60)

if __name__ == "__main__":
    in_processes(sleep, [sys.argv[1]] * 2)
"""


def test_nothing_outlives_a_process_that_is_killed(tmp_path: Path):
    script, pids = tmp_path / "sleeps.py", tmp_path / "pids"
    script.write_text(SLEEPS)
    pids.mkdir()
    asking = subprocess.Popen([sys.executable, script, pids], env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    assert until(lambda: any(pids.iterdir()))

    asking.kill()
    asking.wait()

    assert until(lambda: not any(is_alive(file.name) for file in pids.iterdir()))


def is_alive(pid: str) -> bool:
    try:
        return Path("/proc", pid, "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def termbase_finds(given):
    from nlu.normalisation import words

    termbase, (text, language) = given
    return dict(termbase.concepts_in(words(text), language))


def until(condition, seconds: float = 30.0):
    """What *condition* says as soon as it says something, else its last word."""
    ends_at = time.monotonic() + seconds
    while not (said := condition()) and time.monotonic() < ends_at:
        time.sleep(0.1)
    return said
