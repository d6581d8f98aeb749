"""The word lists below `nlu/translation_data`: lines of columns parted by tabs, remarks begin with #."""

from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).with_name("translation_data")


def read_rows(name: str) -> list[tuple[str, str, str]]:
    """Read the three columns of *name*, for example `abbreviations`, in the order of the file."""
    lines = (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(first, second, third) for first, second, third in rows]
