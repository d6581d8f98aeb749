"""Compares what somebody asked with what they heard: lost, doubled, out of order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Self


@dataclass(frozen=True)
class Heard:
    """One answer: which question it belongs to, and whether it says that it may have come before."""

    key: str
    is_marked: bool = False


@dataclass(frozen=True)
class Tally:
    """How many questions were asked and what went wrong with their answers.

    `doubled_in_window`: marked repetitions of the answer just before, which Telegram leaves no way to avoid.
    """

    asked: int = 0
    lost: int = 0
    doubled: int = 0
    disordered: int = 0
    doubled_in_window: int = 0

    @classmethod
    def of(cls, asked: Sequence[str], heard: Iterable[Heard]) -> Self:
        """Judge one chat, whose answers must come in the order of its questions.

        *asked* holds the key of the answer to each question; neighbours differ.
        """
        place = doubled = disordered = in_window = 0
        missing: list[str] = []
        for answer in heard:
            if place < len(asked) and answer.key == asked[place]:
                place += 1
            elif place and answer.key == asked[place - 1]:
                in_window += answer.is_marked
                doubled += not answer.is_marked
            elif answer.key in missing:
                missing.remove(answer.key)
                disordered += 1
            elif answer.key in asked[place:]:
                found = asked.index(answer.key, place)
                missing += asked[place:found]
                place = found + 1
            else:
                doubled += 1
        return cls(len(asked), len(missing) + len(asked) - place, doubled, disordered, in_window)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))
