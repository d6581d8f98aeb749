"""The command line as people and scripts call it: results on standard output, errors in one line, an exit code."""

import json
import logging
import os
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import structlog

import lotse
from house.commands import packages as packages_command
from tests.nlu.small_packages import package_file
from tests.shipped import put_model

REAL = Path(__file__).parent / "data" / "packages"


@dataclass(frozen=True)
class Called:
    """What a call left behind."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The lines of the output, each read as JSON."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def json(self) -> Any:
        """The output, read as one JSON value."""
        return json.loads(self.out)


Call = Callable[..., Called]


@pytest.fixture
def own_logging() -> Iterator[None]:
    """A command writes its logs to the standard error of this test, which is closed when the next one begins."""
    configured, root = structlog.get_config(), logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    structlog.configure(**configured)
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def call(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, own_logging: None
) -> Call:
    """Calls `lotse` with arguments, on a fresh data folder unless one is given; no setting comes from outside."""
    for name in [name for name in os.environ if name.startswith("LOTSE_")]:
        monkeypatch.delenv(name)
    for folder in ("home", "somewhere"):
        (tmp_path / folder).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path / "somewhere")

    def run(*arguments: object, data: Path = tmp_path / "data") -> Called:
        monkeypatch.setenv("LOTSE_DATA_DIR", str(data))
        monkeypatch.setattr(sys, "argv", ["lotse", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            lotse.main()
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        code = ended.value.code
        return Called(code if isinstance(code, int) else 0, captured.out, captured.err)

    return run


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder outside the data, such as a USB stick."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


# --- models


def test_packages_are_installed_from_a_folder_verified_and_removed(call: Call, stick: Path) -> None:
    package_file(stick, "de", "ro", version="1.3")
    package_file(stick, "ro", "de")

    installed = call("models", "install", "--from-dir", stick, "--json")

    assert installed.code == 0
    assert [(row["from"], row["to"], row["version"], row["status"], row["error"]) for row in installed.json] == [
        ("de", "ro", "1.3", "installed", None),
        ("ro", "de", "1.0", "installed", None),
    ]
    listed = call("models", "list", "--json").json
    assert [(row["from"], row["to"], row["version"], row["argos_version"]) for row in listed] == [
        ("de", "ro", "1.3", "1.9"),
        ("ro", "de", "1.0", "1.9"),
    ]
    assert [(row["ok"], row["problems"]) for row in call("models", "verify", "--json").json] == [(True, [])] * 2
    removed = call("models", "remove", "de", "ro", "--json")
    assert (removed.code, removed.json) == (0, {"from": "de", "to": "ro", "version": "1.3"})
    assert [row["from"] for row in call("models", "list", "--json").json] == ["ro"]


def test_people_read_lines_instead_of_json(call: Call, stick: Path) -> None:
    file = package_file(stick, "de", "ro")

    assert call("models", "install", file).out == f"{file.name}: installed, de → ro, version 1.0\n"
    assert call("models", "list").out == "de → ro  1.0  0.3 MB\n"
    assert call("models", "verify").out == "de → ro  1.0  whole\n"
    assert call("models", "remove", "de", "ro").out == "de → ro: removed\n"


def test_without_packages_the_lists_are_empty(call: Call, tmp_path: Path) -> None:
    """Looking makes no folder, neither in the data nor in the home folder."""
    for command in ("list", "verify"):
        listed = call("models", command, "--json")
        assert (listed.code, listed.json, listed.err) == (0, [], "")
    assert not (tmp_path / "data").exists()
    assert list((tmp_path / "home").iterdir()) == []


def test_a_second_installation_changes_nothing(call: Call, stick: Path, tmp_path: Path) -> None:
    package_file(stick)
    first = call("models", "install", "--from-dir", stick, "--json")
    lock = tmp_path / "data" / "models" / "packages.lock.json"
    before = lock.read_text()

    second = call("models", "install", "--from-dir", stick, "--json")

    assert (second.code, second.json) == (0, first.json)
    assert lock.read_text() == before
    assert len(call("models", "list", "--json").json) == 1


def test_models_dir_moves_the_packages(
    call: Call, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOTSE_MODELS_DIR", str(tmp_path / "elsewhere"))

    call("models", "install", package_file(stick))

    assert (tmp_path / "elsewhere" / "packages" / "de_ro" / "metadata.json").is_file()
    assert not (tmp_path / "data" / "models").exists()


def climbing(file: Path) -> None:
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("../../../climbed", b"x")


def halved(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        pytest.param(climbing, "the archive holds a path that leads outside", id="a path that leads outside"),
        pytest.param(halved, "is no complete zip archive", id="half of the file"),
        pytest.param(lambda file: file.write_bytes(b"%PDF-1.7"), "is no complete zip archive", id="another file"),
        pytest.param(
            lambda file: file.with_name("SHA256SUMS").write_text(f"{'0' * 64}  {file.name}\n"),
            "is not the file named in SHA256SUMS",
            id="another checksum",
        ),
        pytest.param(
            lambda file: file.with_name("SHA256SUMS").write_text("nonsense\n"),
            "SHA256SUMS cannot be read",
            id="checksums that are none",
        ),
    ],
)
def test_a_bad_package_is_refused_in_one_line(
    call: Call, stick: Path, tmp_path: Path, spoil: Callable[[Path], object], why: str
) -> None:
    """One bad file stops no other, but the exit code tells."""
    good = package_file(stick, "ro", "de")
    file = package_file(stick, "de", "ro")
    spoil(file)
    (tmp_path / "good").mkdir()
    shutil.move(good, tmp_path / "good")
    shutil.copy(file, tmp_path / "good")

    alone = call("models", "install", file, "--json")
    told = call("models", "install", file)

    assert (alone.code, told.code) == (1, 1)
    [row] = alone.json
    assert (row["file"], row["from"], row["status"]) == (file.name, None, "refused")
    assert why in row["error"]
    assert told.out.count("\n") == 1
    assert why in told.out
    assert not list(tmp_path.rglob("climbed"))
    assert call("models", "list", "--json").json == []


def test_a_bad_package_stops_no_good_one(call: Call, stick: Path) -> None:
    halved(package_file(stick, "de", "ro"))
    package_file(stick, "ro", "de")

    installed = call("models", "install", "--from-dir", stick, "--json")

    assert installed.code == 1
    assert [row["status"] for row in installed.json] == ["refused", "installed"]
    assert [(row["from"], row["to"]) for row in call("models", "list", "--json").json] == [("ro", "de")]


def test_a_changed_file_is_found(call: Call, stick: Path, tmp_path: Path) -> None:
    call("models", "install", package_file(stick))
    (tmp_path / "data" / "models" / "packages" / "de_ro" / "model" / "config.json").write_text("{ }")

    verified = call("models", "verify", "--json")

    assert verified.code == 1
    assert verified.json == [
        {"from": "de", "to": "ro", "version": "1.0", "ok": False, "problems": ["model/config.json was changed"]}
    ]
    assert call("models", "verify").out == "de → ro  1.0  model/config.json was changed\n"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["install"], id="nothing to install"),
        pytest.param(["install", "a.argosmodel", "--from-dir", "b"], id="a file and a folder"),
        pytest.param(["install", "missing.argosmodel"], id="a file that is not there"),
        pytest.param(["install", "--from-dir", "missing"], id="a folder that is not there"),
        pytest.param(["install", "--from-dir", "."], id="a folder without packages"),
        pytest.param(["remove", "de", "ro"], id="a package that is not installed"),
        pytest.param(["remove", "de", "xx"], id="a language nobody speaks"),
        pytest.param(["remove", "de"], id="half of a direction"),
        pytest.param(["polish"], id="a command that is none"),
    ],
)
def test_a_wrong_call_of_models_is_told_in_one_line(call: Call, arguments: list[str]) -> None:
    called = call("models", *arguments)

    assert (called.code, called.out) == (2, "")
    assert called.err.count("\n") == 1


def test_bars_are_shown_only_where_somebody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    with packages_command._bars() as announce:
        assert announce is None

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with packages_command._bars() as announce:
        assert announce is not None
        announce("translate-de_ro-0_1.argosmodel", 1, 2)
        announce("translate-de_ro-0_1.argosmodel", 2, 2)
    assert sys.stdout.isatty() is False


# --- translate


@pytest.fixture(scope="module")
def with_packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the test packages are installed."""
    from nlu.packages import Packages

    folder = tmp_path_factory.mktemp("data")
    assert {row["status"] for row in Packages(folder / "models").install_folder(REAL)} == {"installed"}
    return folder


KEYS = ["id", "text", "from", "to", "label", "path", "warnings", "took_ms"]


@pytest.mark.parametrize(
    ("text", "source", "target", "said"),
    [
        pytest.param("Bitte rufen Sie uns an.", "de", "ro", "Te rugăm să ne suni.", id="German to Romanian"),
        pytest.param("Nu am bani.", "ro", "de", "Ich habe kein Geld.", id="Romanian to German"),
    ],
)
def test_a_text_is_translated(call: Call, with_packages: Path, text: str, source: str, target: str, said: str) -> None:
    called = call("translate", text, "--from", source, "--to", target, data=with_packages)

    assert (called.code, called.err) == (0, "")
    [row] = called.rows
    assert list(row) == KEYS
    assert row["took_ms"] >= 0
    del row["took_ms"]
    assert row == {
        "id": None,
        "text": said,
        "from": source,
        "to": target,
        "label": "machine",
        "path": [source, target],
        "warnings": [],
    }


def test_a_reviewed_sentence_needs_no_package(call: Call, tmp_path: Path) -> None:
    [row] = call("translate", "Ihr Termin ist am 24. Juni 2027 um 10:30 Uhr.", "--from", "de", "--to", "bg").rows

    assert (row["label"], row["path"], row["warnings"]) == ("reviewed", ["de", "bg"], [])
    assert "24 юни 2027" in row["text"]


def test_without_a_package_the_original_stands(call: Call, with_packages: Path) -> None:
    called = call("translate", "Wir haben den Hund gesehen.", "--from", "de", "--to", "bg", data=with_packages)

    assert called.code == 0
    [row] = called.rows
    assert (row["text"], row["label"], row["path"], row["warnings"]) == (
        "Wir haben den Hund gesehen.",
        "none",
        ["de"],
        [],
    )


def test_the_language_is_found(call: Call, with_packages: Path, model_folder: Path) -> None:
    """German is the target where none is named."""
    put_model(model_folder, with_packages)

    [row] = call("translate", "nu am bani, am nevoie de ajutor", data=with_packages).rows

    assert (row["from"], row["to"], row["path"], row["label"]) == ("ro", "de", ["ro", "de"], "machine")
    assert "Geld" in row["text"]


def test_a_broken_line_of_a_batch_stops_no_other(call: Call, with_packages: Path, tmp_path: Path) -> None:
    lines = ['{"id": 1, "text": "Nu am bani.", "note": "ignored"}', "{broken", "", '{"id": "b", "text": "Da."}']
    (tmp_path / "batch.jsonl").write_text("\n".join(lines), encoding="utf-8")

    called = call("translate", "--batch", tmp_path / "batch.jsonl", "--from", "ro", data=with_packages)

    assert called.code == 1
    assert [(row.get("id"), row.get("text")) for row in called.rows] == [
        (1, "Ich habe kein Geld."),
        (None, None),
        ("b", "Ja."),
    ]
    assert called.rows[1] == {"line": 2, "id": None, "error": {"code": "json", "message": "the line is no JSON"}}


def test_a_whole_batch_ends_well(call: Call, with_packages: Path, tmp_path: Path) -> None:
    (tmp_path / "batch.jsonl").write_text('{"id": 1, "text": "Nu am bani."}\n', encoding="utf-8")

    assert call("translate", "--batch", tmp_path / "batch.jsonl", "--from", "ro", data=with_packages).code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="no text"),
        pytest.param(["Da.", "--batch", "b.jsonl"], id="a text and a batch"),
        pytest.param(["--batch", "missing.jsonl"], id="a batch that is not there"),
        pytest.param(["Da.", "--from", "xx"], id="from a language nobody speaks"),
        pytest.param(["Da.", "--to", "xx"], id="into a language nobody speaks"),
        pytest.param(["Da.", "--to", "auto"], id="into whatever"),
        pytest.param(["Da.", "--loud"], id="an option that is none"),
    ],
)
def test_a_wrong_call_of_translate_is_told_in_one_line(call: Call, tmp_path: Path, arguments: list[str]) -> None:
    called = call("translate", *arguments)

    assert (called.code, called.out) == (2, "")
    assert called.err.count("\n") == 1
    assert not (tmp_path / "data").exists()
