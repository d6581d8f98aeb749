"""`lotse models`: Argos packages for translation."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from house.commands.arguments import JsonOption, call_settings, read_language
from house.commands.printing import print_json, say
from house.settings import Wrong

if TYPE_CHECKING:
    from nlu.packages import Announce, Packages

app = typer.Typer(no_args_is_help=True, help="Argos packages for translation.")


@app.command("list")
def list_(as_json: JsonOption = False) -> None:
    """The installed packages."""
    rows = _packages().rows()
    if as_json:
        return print_json(rows)
    for row in rows:
        say(f"{_direction(row)}  {row['version']}  {row['size_bytes'] / 1e6:.1f} MB")


@app.command("install")
def install(
    file: Annotated[Path | None, typer.Argument()] = None,
    from_dir: Annotated[Path | None, typer.Option(help="Install every package of a folder, without network.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Install a package from a file, or all of a folder; a file SHA256SUMS beside them is checked."""
    from nlu.packages import PackageNotFound

    if (file is None) == (from_dir is None):
        raise Wrong("give either a FILE or --from-dir FOLDER")
    packages = _packages()
    try:
        with _bars() as announce:
            if from_dir is not None:
                rows = packages.install_folder(from_dir, announce)
            else:
                assert file is not None
                rows = packages.install_files([file], announce)
    except PackageNotFound as error:
        raise Wrong(str(error)) from None
    if as_json:
        print_json(rows)
    else:
        for row in rows:
            told = row["error"] or f"installed, {_direction(row)}, version {row['version']}"
            say(f"{row['file']}: {told}")
    if any(row["error"] for row in rows):
        raise typer.Exit(1)


@app.command("verify")
def verify(as_json: JsonOption = False) -> None:
    """Compare every file of the installed packages with its checksum."""
    rows = _packages().verify()
    if as_json:
        print_json(rows)
    else:
        for row in rows:
            say(f"{_direction(row)}  {row['version'] or '-'}  {'; '.join(row['problems']) or 'whole'}")
    if not all(row["ok"] for row in rows):
        raise typer.Exit(1)


@app.command("remove")
def remove(source: str, target: str, as_json: JsonOption = False) -> None:
    """Remove the package from SOURCE to TARGET."""
    from nlu.packages import PackageNotFound

    try:
        row = _packages().remove(read_language(source), read_language(target))
    except PackageNotFound as error:
        raise Wrong(str(error)) from None
    if as_json:
        return print_json(row)
    say(f"{_direction(row)}: removed")


def _packages() -> Packages:
    from nlu.packages import Packages

    return Packages(call_settings().models)


def _direction(row: dict[str, Any]) -> str:
    return f"{row['from']} → {row['to']}"


@contextmanager
def _bars() -> Iterator[Announce | None]:
    """A bar on standard error for each package that is unpacked; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bars: dict[str, TaskID] = {}

        def announce(name: str, done: int, expected: int) -> None:
            if name not in bars:
                bars[name] = progress.add_task(name, total=expected)
            progress.update(bars[name], completed=done)

        yield announce
