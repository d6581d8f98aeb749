"""`lotse models`: Argos packages for translation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from house.commands.arguments import JsonOption, call_settings, read_language
from house.commands.printing import print_json, print_lines, say
from house.settings import Wrong

if TYPE_CHECKING:
    from nlu.packages import Packages

app = typer.Typer(no_args_is_help=True, help="Argos packages for translation.")


@app.command("list")
def list_(as_json: JsonOption = False) -> None:
    """The installed packages."""
    rows = _packages().rows()
    if as_json:
        return print_json(rows)
    for row in rows:
        say(" ".join(str(value) for value in row.values()))


@app.command("install")
def install(
    file: Annotated[Path | None, typer.Argument()] = None,
    from_dir: Annotated[Path | None, typer.Option(help="Install every package of a folder, without network.")] = None,
) -> None:
    """Install a package from a file or all of a folder."""
    if (file is None) == (from_dir is None):
        raise Wrong("give either a FILE or --from-dir FOLDER")
    if file is not None:
        return print_json(_packages().install(file).as_json())
    assert from_dir is not None
    print_lines(_packages().install_folder(from_dir))


@app.command("verify")
def verify(as_json: JsonOption = False) -> None:
    """Compare every file of the installed packages with its checksum."""
    rows = _packages().verify()
    if as_json:
        print_json(rows)
    else:
        for row in rows:
            say(" ".join(str(value) for value in row.values()))
    if any(row.get("problems") for row in rows):
        raise typer.Exit(1)


@app.command("remove")
def remove(source: str, target: str) -> None:
    """Remove the package from SOURCE to TARGET."""
    print_json(_packages().remove(read_language(source), read_language(target)))


def _packages() -> Packages:
    from nlu.packages import Packages

    return Packages(call_settings().models)
