"""Argos packages: found, described, installed from a file, verified, removed. Nothing is ever downloaded.

A package is a zip archive (`.argosmodel`) with one folder: metadata.json, a CTranslate2 model and a SentencePiece
model. `argostranslate.package` reads the metadata; unpacking is ours, because its own trusts every path in the archive
and ends by importing PyTorch. An archive is unpacked into a temporary folder, tried, and moved to its place as a
whole; what was installed, with the checksum of each file, stands in `packages.lock.json`. A folder without an entry
there is not used.
"""

import contextlib
import fcntl
import hashlib
import importlib
import json
import os
import re
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version as installed_version
from pathlib import Path, PurePosixPath
from typing import Any, Final

from wording.languages import LANGUAGES, Language

MAX_BYTES: Final = 2_000_000_000
"""Unpacked; the biggest public package has 0.4 GB."""
MAX_FILES: Final = 500
MAX_RATIO: Final = 200
"""Unpacked to packed bytes of one file; weights hardly shrink, a bomb shrinks a thousand times."""
_RATIO_COUNTS_FROM: Final = 1_000_000  # bytes
_SPARE_BYTES: Final = 50_000_000  # room that stays free on the disk
_SUFFIX: Final = ".argosmodel"
_LOCK: Final = "packages.lock.json"
_SPLITTERS: Final = frozenset({"stanza", "spacy", "minisbd"})  # sentence splitters that only Argos itself uses
_CHUNK: Final = 1 << 20  # bytes

Announce = Callable[[str, int, int], None]
"""Told the name of the file, the bytes unpacked so far and those there will be."""


class PackagesError(Exception):
    """Something is wrong with a translation package."""


class PackageNotFound(PackagesError):
    """There is no such package."""


class PackageBroken(PackagesError):
    """The file is no package that Lotse can use: damaged, incomplete, of another kind or another version."""


class PackageUnsafe(PackageBroken):
    """The archive tries to write outside its folder or to fill the disk."""


class ChecksumWrong(PackageBroken):
    """The file is not the one whose checksum stands beside it."""


class DiskFull(PackagesError):
    """There is not enough room to unpack the package."""


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package: one direction between two languages."""

    source: Language
    target: Language
    version: str
    argos_version: str
    target_prefix: str
    folder: Path
    size_bytes: int

    def as_json(self) -> dict[str, Any]:
        """The row of `lotse models list --json`."""
        return {
            "from": self.source,
            "to": self.target,
            "version": self.version,
            "argos_version": self.argos_version,
            "size_bytes": self.size_bytes,
        }


class Packages:
    """The packages below one models folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._packages = folder / "packages"
        self._lock = folder / _LOCK
        self._seen: tuple[int, list[Package]] = (-1, [])

    def installed(self) -> list[Package]:
        """All packages in the lock file whose folder is there, by language. Read again when the lock file changed."""
        try:
            changed_at = self._lock.stat().st_mtime_ns
        except FileNotFoundError:
            return []
        if self._seen[0] != changed_at:
            self._seen = (changed_at, [package for name in sorted(self._read_lock()) if (package := self._find(name))])
        return list(self._seen[1])

    def find(self, source: Language, target: Language) -> Package | None:
        """The package of this direction, or None."""
        return next((one for one in self.installed() if (one.source, one.target) == (source, target)), None)

    def rows(self) -> list[dict[str, Any]]:
        """The rows of `lotse models list --json`."""
        return [package.as_json() for package in self.installed()]

    def install(self, file: Path, announce: Announce | None = None) -> Package:
        """Install the package in *file*, in place of an older one of the same direction.

        Raises:
            PackageNotFound: there is no such file.
            PackageBroken: the file cannot be used; nothing was changed.
            DiskFull: it does not fit; nothing was changed.
        """
        if not file.is_file():
            raise PackageNotFound(f"there is no file {file.name}")
        self._packages.mkdir(parents=True, exist_ok=True)
        with self._alone():
            self._sweep()
            fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=self._packages))
            try:
                unpacked = _unpack(file, fresh, announce)
                package = _describe(unpacked, fresh)
                _try(package)
                entry = {
                    "version": package.version,
                    "file": file.name,
                    "sha256": _checksum(file),
                    "files": _checksums(unpacked),
                }
                return self._put(package, entry)
            except OSError as error:
                raise DiskFull(f"the package cannot be unpacked: {error.strerror}") from error
            finally:
                shutil.rmtree(fresh, ignore_errors=True)

    def install_folder(self, folder: Path, announce: Announce | None = None) -> list[dict[str, Any]]:
        """Install every package file in *folder*, for example on a USB stick, as `install_files` does.

        Raises:
            PackageNotFound: there is no such folder, or no package in it.
        """
        if not folder.is_dir():
            raise PackageNotFound(f"there is no folder {folder}")
        files = sorted(folder.glob(f"*{_SUFFIX}"))
        if not files:
            raise PackageNotFound(f"there is no package (*{_SUFFIX}) in the folder {folder}")
        return self.install_files(files, announce)

    def install_files(self, files: Sequence[Path], announce: Announce | None = None) -> list[dict[str, Any]]:
        """Install package files; one that is refused stops no other.

        A file `SHA256SUMS` beside a package is checked when it names the package. Each row: file, from, to, version,
        status (`installed` or `refused`), error (null or one line).

        Raises:
            PackageNotFound: one of the files is not there; nothing was installed.
        """
        for file in files:
            if not file.is_file():
                raise PackageNotFound(f"there is no file {file}")
        rows = []
        for file in files:
            row: dict[str, Any] = {"file": file.name, "from": None, "to": None, "version": None}
            try:
                _check_sum(file)
                package = self.install(file, announce)
                row |= {"from": package.source, "to": package.target, "version": package.version}
                rows.append(row | {"status": "installed", "error": None})
            except PackagesError as error:
                rows.append(row | {"status": "refused", "error": str(error)})
        return rows

    def verify(self) -> list[dict[str, Any]]:
        """Compare every file with the lock file. Each row: from, to, version, ok, problems (one line each)."""
        lock = self._read_lock()
        rows = []
        for name, entry in sorted(lock.items()):
            source, _, target = name.partition("_")
            problems = _problems(self._packages / name, entry.get("files", {}))
            rows.append(
                {
                    "from": source,
                    "to": target,
                    "version": entry.get("version"),
                    "ok": not problems,
                    "problems": problems,
                }
            )
        here = sorted(path.name for path in self._packages.glob("[!.]*")) if self._packages.is_dir() else []
        for name in here:
            if name not in lock:
                source, _, target = name.partition("_")
                problem = "not installed by Lotse, so it is not used"
                rows.append({"from": source, "to": target, "version": None, "ok": False, "problems": [problem]})
        return rows

    def remove(self, source: Language, target: Language) -> dict[str, Any]:
        """Remove the package of this direction and return what it was.

        Raises:
            PackageNotFound: there is none.
        """
        name = f"{source}_{target}"
        if not self._packages.is_dir():
            raise PackageNotFound(f"no package from {source} to {target} is installed")
        with self._alone():
            lock = self._read_lock()
            if name not in lock and not (self._packages / name).is_dir():
                raise PackageNotFound(f"no package from {source} to {target} is installed")
            entry = lock.pop(name, {})
            self._write_lock(lock)
            shutil.rmtree(self._packages / name, ignore_errors=True)
        return {"from": source, "to": target, "version": entry.get("version")}

    def _find(self, name: str) -> Package | None:
        try:
            return _describe(self._packages / name, self._packages)
        except PackageBroken:
            return None  # `verify` tells what is wrong; the others go on translating

    def _put(self, package: Package, entry: dict[str, Any]) -> Package:
        """Move an unpacked package to its place; a kill in between leaves the old one or none, never half of one."""
        name = f"{package.source}_{package.target}"
        place, old = self._packages / name, self._packages / f".old-{name}"
        if place.exists():
            place.rename(old)
        package.folder.rename(place)
        self._write_lock(self._read_lock() | {name: entry})
        shutil.rmtree(old, ignore_errors=True)
        return _describe(place, self._packages)

    def _sweep(self) -> None:
        for left_over in self._packages.glob(".*-*"):
            shutil.rmtree(left_over, ignore_errors=True)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time changes the packages."""
        with (self._folder / ".packages").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _read_lock(self) -> dict[str, dict[str, Any]]:
        try:
            read = json.loads(self._lock.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise PackageBroken(f"{_LOCK} cannot be read; install the packages again") from error
        return (
            {name: entry for name, entry in read.items() if isinstance(entry, dict)} if isinstance(read, dict) else {}
        )

    def _write_lock(self, lock: dict[str, dict[str, Any]]) -> None:
        fresh = self._lock.with_suffix(".new")
        fresh.write_text(json.dumps(lock, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        fresh.replace(self._lock)


def _unpack(file: Path, into: Path, announce: Announce | None) -> Path:
    """Unpack *file* and return the one folder it holds."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = [(_safe_path(member), member) for member in archive.infolist() if not member.is_dir()]
            wanted = [(path, member) for path, member in members if path.parts[1] not in _SPLITTERS]
            expected = sum(member.file_size for _, member in wanted)
            _check_size(wanted, expected, into)
            done = 0
            for path, member in wanted:
                place = into / path
                place.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(member) as packed, place.open("xb") as unpacked:
                    while chunk := packed.read(_CHUNK):
                        done += len(chunk)
                        if done > expected:
                            raise PackageUnsafe("the archive holds more than it says")
                        unpacked.write(chunk)
                        if announce:
                            announce(file.name, done, expected)
    except FileExistsError as error:
        raise PackageUnsafe("the archive holds the same file twice") from error
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, ValueError) as error:
        raise PackageBroken(f"{file.name} is no complete zip archive") from error
    folders = {path.parts[0] for path, _ in wanted}
    if len(folders) != 1:
        raise PackageBroken("the archive does not hold exactly one folder")
    return into / folders.pop()


def _safe_path(member: zipfile.ZipInfo) -> PurePosixPath:
    name = member.orig_filename
    path = PurePosixPath(name)
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise PackageUnsafe("the archive holds a link or a device")
    unusual = "\\" in name or "\0" in name or re.match(r"[A-Za-z]:", name) or not name.isprintable()
    if path.is_absolute() or ".." in path.parts or unusual:
        raise PackageUnsafe("the archive holds a path that leads outside")
    if member.flag_bits & 1:
        raise PackageBroken("the archive is encrypted")
    if len(path.parts) < 2:
        raise PackageBroken("the archive holds a file outside its folder")
    return path


def _check_size(members: list[tuple[PurePosixPath, zipfile.ZipInfo]], expected: int, into: Path) -> None:
    if len(members) > MAX_FILES or expected > MAX_BYTES:
        raise PackageUnsafe("the archive is too big for a translation package")
    for _, member in members:
        if member.file_size > _RATIO_COUNTS_FROM and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            raise PackageUnsafe("the archive unpacks to far more than it holds")
    if shutil.disk_usage(into).free < expected + _SPARE_BYTES:
        raise DiskFull(f"the package needs {expected // 1_000_000 + 1} MB")


def _describe(folder: Path, models: Path) -> Package:
    """Read the metadata of an unpacked package and look whether everything is there."""
    try:
        read = _argos(models).Package(folder)
    except (OSError, ValueError, AttributeError, TypeError, KeyError) as error:
        raise PackageBroken("metadata.json is missing or cannot be read") from error
    if read.type != "translate" or read.from_code not in LANGUAGES or read.to_code not in LANGUAGES:
        raise PackageBroken("it is no translation package for two of the languages of Lotse")
    if read.from_code == read.to_code:
        raise PackageBroken("it translates a language into itself")
    if _numbers(read.argos_version) > _numbers(installed_version("argostranslate")):
        raise PackageBroken(f"it needs Argos Translate {read.argos_version}, which is newer than the one installed")
    if (folder / "bpe.model").is_file():
        raise PackageBroken("it uses BPE; only packages with SentencePiece can be used")
    for needed in ("sentencepiece.model", "model/model.bin"):
        if not (folder / needed).is_file():
            raise PackageBroken(f"{needed} is missing")
    return Package(
        source=read.from_code,
        target=read.to_code,
        version=str(read.package_version),
        argos_version=str(read.argos_version),
        target_prefix=str(read.target_prefix),
        folder=folder,
        size_bytes=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
    )


def _argos(models: Path) -> Any:
    """`argostranslate.package`, imported so that the folders it makes lie below the models, not in the home folder."""
    names = ("ARGOS_PACKAGES_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    before = {name: os.environ.get(name) for name in names}
    with tempfile.TemporaryDirectory(prefix=".argos-", dir=models) as folder:
        os.environ.update(dict.fromkeys(names, folder))
        try:
            return importlib.import_module("argostranslate.package")
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


def _try(package: Package) -> None:
    """Load the model once: what cannot be loaded now would fail when somebody waits for an answer."""
    import ctranslate2
    import sentencepiece

    try:
        pieces = sentencepiece.SentencePieceProcessor(model_file=str(package.folder / "sentencepiece.model"))
        model = ctranslate2.Translator(str(package.folder / "model"), device="cpu", inter_threads=1, intra_threads=1)
        model.translate_batch([pieces.encode("1", out_type=str)], max_decoding_length=2, beam_size=1)
    except (RuntimeError, ValueError, OSError, MemoryError) as error:
        raise PackageBroken("its model cannot be loaded") from error


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", str(version))[:2])


def _checksum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _checksums(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): _checksum(path) for path in files}


def _problems(folder: Path, expected: dict[str, str]) -> list[str]:
    if not folder.is_dir():
        return ["its folder is missing"]
    there = _checksums(folder)
    missing = [f"{name} is missing" for name in sorted(expected.keys() - there.keys())]
    added = [f"{name} was added" for name in sorted(there.keys() - expected.keys())]
    changed = [f"{name} was changed" for name in sorted(expected) if name in there and there[name] != expected[name]]
    return missing + changed + added


def _check_sum(file: Path) -> None:
    sums = file.with_name("SHA256SUMS")
    if not sums.is_file():
        return
    try:
        lines = [line.split(maxsplit=1) for line in sums.read_text(encoding="utf-8").splitlines() if line.strip()]
        expected = {name.lstrip("*").strip(): checksum.lower() for checksum, name in lines}
    except ValueError as error:
        raise ChecksumWrong("SHA256SUMS cannot be read") from error
    if file.name in expected and expected[file.name] != _checksum(file):
        raise ChecksumWrong(f"{file.name} is not the file named in SHA256SUMS")
