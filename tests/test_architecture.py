"""The tree explains the architecture, and these rules keep it true."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("house", "bot", "console", "handoff", "knowledge_base", "nlu", "wording", "storage")
NOT_OURS = ("nlu/training",)
"""Runs in an environment of its own."""


def modules() -> list[Path]:
    return [
        file
        for folder in FOLDERS
        for file in sorted((ROOT / folder).rglob("*.py"))
        if not str(file.relative_to(ROOT)).startswith(NOT_OURS)
    ]


def imports(file: Path) -> set[str]:
    """The top-level packages that *file* imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_imports_run_one_way():
    """import-linter holds the contracts of pyproject.toml."""
    linted = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )

    assert linted.returncode == 0, linted.stdout


@pytest.mark.parametrize(
    ("libraries", "allowed"),
    [
        pytest.param({"aiogram"}, {"bot/telegram_library.py"}, id="aiogram speaks to newcomers"),
        pytest.param({"telegram"}, {"bot/staff_channel.py"}, id="python-telegram-bot speaks to staff members"),
        pytest.param(
            {"ctranslate2", "sentencepiece", "argostranslate"},
            {"nlu/engine.py", "nlu/packages.py"},
            id="models stay in engine and packages",
        ),
        pytest.param(
            {"sklearn", "scipy"}, {"nlu/training_run.py", "nlu/calibration.py", "nlu/model.py"}, id="learning is apart"
        ),
        pytest.param(
            {"openpyxl"},
            {"knowledge_base/spreadsheet.py", "knowledge_base/spreadsheet_reading.py"},
            id="workbooks are written and read in one place each",
        ),
        pytest.param({"torch", "stanza", "spacy"}, set(), id="nothing needs PyTorch"),
    ],
)
def test_a_library_stays_where_it_belongs(libraries, allowed):
    users = {str(file.relative_to(ROOT)) for file in modules() if imports(file) & libraries}

    assert users <= allowed


def test_web_frameworks_stay_at_the_edges():
    users = {file.relative_to(ROOT).parts for file in modules() if imports(file) & {"fastapi", "starlette"}}

    assert {parts[0] for parts in users} <= {"console", "bot", "house"}
    assert all(parts[1].startswith(("web", "telegram_webhook")) for parts in users if parts[0] == "bot")


def test_no_module_has_a_name_that_says_nothing():
    names = {file.stem for file in modules()}

    assert not names & {"util", "utils", "common", "helper", "helpers", "misc", "core", "base"}


def test_what_is_not_wanted_is_not_installed():
    """The lock leaves PyTorch, spaCy and stanza out; a look at the environment proves it."""
    from importlib.metadata import distributions

    installed = {str(each.metadata["Name"]).lower() for each in distributions()}

    assert "sqlalchemy" in installed
    assert not installed & {"torch", "spacy", "stanza", "onnxruntime", "presidio-analyzer"}


def test_the_locks_hold_hashes_and_no_address():
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text("utf-8")

        assert "--hash=sha256:" in text
        assert "://" not in text
