"""What the bots did, in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One call that took effect."""

    at: float  # Unix seconds
    bot_id: int
    method: str
    values: Mapping[str, str]
    result: Any


@dataclass(frozen=True)
class Refused:
    """One call that did not."""

    at: float
    bot_id: int
    method: str
    values: Mapping[str, str]
    code: int
    description: str


class Transcript:
    """Every accepted call in order; the refused ones stand beside them."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self.refused: list[Refused] = []

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, entry: Entry | Refused) -> None:
        if isinstance(entry, Entry):
            self._entries.append(entry)
        else:
            self.refused.append(entry)

    def of(self, *methods: str) -> list[Entry]:
        """The accepted calls of these methods."""
        wanted = {method.lower() for method in methods}
        return [entry for entry in self._entries if entry.method.lower() in wanted]

    def clear(self) -> None:
        self._entries.clear()
        self.refused.clear()
