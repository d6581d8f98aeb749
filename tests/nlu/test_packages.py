"""Translation packages are installed whole or not at all, and nothing in an archive leaves its folder."""

import json
import os
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from nlu.packages import (
    MAX_FILES,
    PackageBroken,
    PackageNotFound,
    Packages,
    PackagesError,
    PackageUnsafe,
    _checksum,
)
from tests.nlu.small_packages import package_file


@pytest.fixture
def packages(tmp_path: Path) -> Packages:
    return Packages(tmp_path / "models")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder outside the models, such as a USB stick."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def nothing_is_left(models: Path) -> bool:
    folders = list((models / "packages").iterdir()) if (models / "packages").exists() else []
    return not folders and not (models / "packages.lock.json").exists()


def test_a_package_is_installed_listed_and_removed(packages: Packages, stick: Path) -> None:
    packages.install(package_file(stick, "de", "ro", version="1.3"))

    [row] = packages.rows()
    assert (row["from"], row["to"], row["version"], row["argos_version"]) == ("de", "ro", "1.3", "1.9")
    assert row["size_bytes"] > 1000

    assert packages.remove("de", "ro") == {"from": "de", "to": "ro", "version": "1.3"}
    assert packages.rows() == []
    with pytest.raises(PackageNotFound):
        packages.remove("de", "ro")


def test_nothing_is_installed_at_first(packages: Packages) -> None:
    """Looking makes no folder."""
    assert packages.rows() == []
    assert packages.verify() == []
    with pytest.raises(PackageNotFound):
        packages.remove("de", "ro")


def test_a_newer_version_takes_the_place_of_the_old_one(packages: Packages, stick: Path) -> None:
    packages.install(package_file(stick, version="1.0"))

    packages.install(package_file(stick, version="1.1"))

    assert [row["version"] for row in packages.rows()] == ["1.1"]
    assert [row["ok"] for row in packages.verify()] == [True]


def test_an_installation_shows_its_progress(packages: Packages, stick: Path) -> None:
    seen: list[tuple[str, int, int]] = []

    packages.install(package_file(stick), lambda *progress: seen.append(progress))

    assert seen[-1][1] == seen[-1][2] > 0
    assert [done for _, done, _ in seen] == sorted(done for _, done, _ in seen)


def test_argos_makes_no_folder_of_its_own(packages: Packages, stick: Path, tmp_path: Path) -> None:
    before = {name: os.environ.get(name) for name in ("ARGOS_PACKAGES_DIR", "XDG_DATA_HOME")}
    packages.install(package_file(stick))

    assert {name: os.environ.get(name) for name in before} == before
    assert sorted(path.name for path in (tmp_path / "models").iterdir()) == [
        ".packages",
        "packages",
        "packages.lock.json",
    ]


def rewritten(file: Path, rewrite: Callable[[zipfile.ZipFile], None]) -> Path:
    with zipfile.ZipFile(file, "a") as archive:
        rewrite(archive)
    return file


def link() -> zipfile.ZipInfo:
    member = zipfile.ZipInfo("de_ro/link")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


@pytest.mark.parametrize(
    "rewrite",
    [
        pytest.param(lambda a: a.writestr("../outside", b"x"), id="one folder up"),
        pytest.param(lambda a: a.writestr("de_ro/../../outside", b"x"), id="up in the middle"),
        pytest.param(lambda a: a.writestr("/outside", b"x"), id="from the root"),
        pytest.param(lambda a: a.writestr("de_ro/..\\..\\outside", b"x"), id="with backslashes"),
        pytest.param(lambda a: a.writestr("C:/outside", b"x"), id="a drive"),
        pytest.param(lambda a: a.writestr(link(), b"/etc/passwd"), id="a link"),
        pytest.param(lambda a: a.writestr("de_ro/bomb", b"\0" * 30_000_000, zipfile.ZIP_DEFLATED), id="a bomb"),
        pytest.param(
            lambda a: [a.writestr(f"de_ro/many/{number}", b"x") for number in range(MAX_FILES)], id="too many files"
        ),
    ],
)
def test_a_dangerous_archive_is_refused(
    packages: Packages, stick: Path, tmp_path: Path, rewrite: Callable[[zipfile.ZipFile], None]
) -> None:
    file = rewritten(package_file(stick), rewrite)

    with pytest.raises(PackageUnsafe):
        packages.install(file)

    assert nothing_is_left(tmp_path / "models")
    assert not (tmp_path / "outside").exists()
    assert not (tmp_path / "models" / "outside").exists()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_file_twice_is_refused(packages: Packages, stick: Path, tmp_path: Path) -> None:
    file = rewritten(package_file(stick), lambda archive: archive.writestr("de_ro/metadata.json", b"{}"))

    with pytest.raises(PackageUnsafe):
        packages.install(file)

    assert nothing_is_left(tmp_path / "models")


def test_a_file_that_hides_its_size_is_refused(packages: Packages, stick: Path, tmp_path: Path) -> None:
    """The size in the directory of the archive is a lie; what is unpacked is counted."""
    file = package_file(stick)
    content = bytearray(file.read_bytes())
    central = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, central + 24, 1)
    file.write_bytes(content)

    with pytest.raises(PackageBroken):
        packages.install(file)

    assert nothing_is_left(tmp_path / "models")


def truncated(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def damaged(file: Path) -> None:
    content = bytearray(file.read_bytes())
    for place in range(400, 500):
        content[place] ^= 0xFF
    file.write_bytes(content)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(truncated, id="truncated"),
        pytest.param(damaged, id="damaged"),
        pytest.param(lambda file: file.write_bytes(b"<html>not found</html>"), id="no archive"),
        pytest.param(lambda file: file.write_bytes(b""), id="empty"),
    ],
)
def test_a_spoilt_file_is_refused(
    packages: Packages, stick: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    file = package_file(stick)
    spoil(file)

    with pytest.raises(PackageBroken):
        packages.install(file)

    assert nothing_is_left(tmp_path / "models")


@pytest.mark.parametrize(
    ("change", "metadata"),
    [
        pytest.param(lambda files: files.pop("metadata.json"), {}, id="no metadata"),
        pytest.param(lambda files: files.update({"metadata.json": b"{"}), {}, id="broken metadata"),
        pytest.param(lambda files: files.update({"metadata.json": b"[]"}), {}, id="metadata of another kind"),
        pytest.param(lambda files: files.pop("sentencepiece.model"), {}, id="no pieces"),
        pytest.param(lambda files: files.pop("model/model.bin"), {}, id="no model"),
        pytest.param(lambda files: files.update({"model/model.bin": b"nonsense"}), {}, id="a model that does not load"),
        pytest.param(lambda files: files.update({"sentencepiece.model": b"x"}), {}, id="pieces that do not load"),
        pytest.param(lambda files: files.update({"bpe.model": b"x"}), {}, id="BPE"),
        pytest.param(None, {"argos_version": "99.0"}, id="for a newer Argos"),
        pytest.param(None, {"type": "sbd"}, id="a sentence splitter"),
        pytest.param(None, {"to_code": "xx"}, id="a language nobody needs"),
        pytest.param(None, {"to_code": "de"}, id="into itself"),
        pytest.param(None, {"to_code": 7}, id="a code that is no text"),
    ],
)
def test_an_unusable_package_is_refused(
    packages: Packages,
    stick: Path,
    tmp_path: Path,
    change: Callable[[dict[str, bytes]], None] | None,
    metadata: dict[str, object],
) -> None:
    file = package_file(stick, change=change, **metadata)

    with pytest.raises(PackageBroken) as refusal:
        packages.install(file)

    assert str(refusal.value)
    assert nothing_is_left(tmp_path / "models")


def test_a_refused_package_leaves_the_installed_one(packages: Packages, stick: Path) -> None:
    packages.install(package_file(stick, version="1.0"))
    broken = package_file(stick, version="1.1", change=lambda files: files.update({"model/model.bin": b"x"}))

    with pytest.raises(PackageBroken):
        packages.install(broken)

    assert [(row["version"], row["ok"]) for row in packages.verify()] == [("1.0", True)]


def test_sentence_splitters_are_not_unpacked(packages: Packages, stick: Path) -> None:
    """Lotse has its own; that of a public package is half of its files."""
    package = packages.install(package_file(stick, change=lambda files: files.update({"stanza/model.pt": b"x" * 9999})))

    assert not (package.folder / "stanza").exists()


def test_a_folder_is_installed_with_its_checksums(packages: Packages, stick: Path) -> None:
    """One bad file stops no other."""
    good, wrong = package_file(stick, "de", "ro"), package_file(stick, "ro", "de")
    truncated(broken := package_file(stick, "de", "bg"))
    (stick / "SHA256SUMS").write_text(f"{_checksum(good)}  {good.name}\n{'0' * 64} *{wrong.name}\n")

    rows = {row["file"]: row for row in packages.install_folder(stick)}

    assert (rows[good.name]["status"], rows[good.name]["error"]) == ("installed", None)
    assert rows[wrong.name]["status"] == rows[broken.name]["status"] == "refused"
    assert "SHA256SUMS" in rows[wrong.name]["error"]
    assert [(row["from"], row["to"]) for row in packages.rows()] == [("de", "ro")]


def test_a_folder_without_packages_is_told(packages: Packages, stick: Path) -> None:
    with pytest.raises(PackageNotFound):
        packages.install_folder(stick)
    with pytest.raises(PackageNotFound):
        packages.install(stick / "missing.argosmodel")


def test_verify_finds_every_change(packages: Packages, stick: Path, tmp_path: Path) -> None:
    package = packages.install(package_file(stick))
    (package.folder / "model" / "model.bin").write_bytes(b"changed")
    (package.folder / "added").write_text("x")
    (package.folder / "sentencepiece.model").unlink()

    [row] = packages.verify()

    assert not row["ok"]
    assert row["problems"] == [
        "sentencepiece.model is missing",
        "model/model.bin was changed",
        "added was added",
    ]


def test_a_folder_that_was_only_copied_is_not_used(packages: Packages, stick: Path, tmp_path: Path) -> None:
    package = packages.install(package_file(stick))
    package.folder.rename(package.folder.with_name("ro_de"))

    assert packages.rows() == []
    assert {(row["from"], row["ok"]) for row in packages.verify()} == {("de", False), ("ro", False)}


def test_left_over_folders_of_a_killed_installation_are_swept(packages: Packages, stick: Path, tmp_path: Path) -> None:
    left_over = tmp_path / "models" / "packages" / ".new-killed"
    (left_over / "de_ro").mkdir(parents=True)

    assert packages.rows() == []
    packages.install(package_file(stick))

    assert not left_over.exists()


def test_a_damaged_lock_file_is_told(packages: Packages, stick: Path, tmp_path: Path) -> None:
    packages.install(package_file(stick))
    (tmp_path / "models" / "packages.lock.json").write_text("{")

    with pytest.raises(PackagesError):
        packages.verify()


def test_the_lock_file_names_what_was_installed(packages: Packages, stick: Path, tmp_path: Path) -> None:
    file = package_file(stick)
    packages.install(file)

    lock = json.loads((tmp_path / "models" / "packages.lock.json").read_text())

    assert lock["de_ro"]["sha256"] == _checksum(file)
    assert set(lock["de_ro"]["files"]) >= {"metadata.json", "model/model.bin", "sentencepiece.model"}
