"""Archives that somebody sends: unpacked in memory, with limits, and with names that lead nowhere."""

import io
import zipfile
import zlib
from collections import Counter

from knowledge_base.incoming import FileRefused, Problem

LARGEST_FILE = 5 * 1024 * 1024
"""Bytes of a file that is sent. The whole edition is about a fifth of it."""

LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_ENTRIES = 3000


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a ZIP archive by their name, in its order; folders are left out.

    Raises:
        FileRefused: it is no archive, is damaged, encrypted or too large, or names a file twice.
    """
    if len(content) > LARGEST_FILE:
        raise FileRefused([Problem("too-large")])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _hold_limits(entries)
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError, OSError, ValueError) as error:
        raise FileRefused([Problem("no-archive", english=str(error))]) from error


def _hold_limits(entries: list[zipfile.ZipInfo]) -> None:
    """`ZipFile.read` gives no more than an entry says it has, so that what they say can be counted beforehand."""
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise FileRefused([Problem("unpacks-too-large")])
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileRefused([Problem("encrypted")])
    names = Counter(entry.filename for entry in entries)
    if twice := sorted(name for name, count in names.items() if count > 1):
        raise FileRefused([Problem("file-twice", name) for name in twice])
