"""What differs between two texts, word by word, so that a person sees it at a glance."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from knowledge_base.tables import ArticleVersion
from knowledge_base.texts import SECTIONS, SectionName

Kind = Literal["same", "new", "gone"]
Part = SectionName | Literal["title", "unit", "offices", "related", "rests_on", "translated_from"]

_TOKENS: Final = re.compile(r"\{[^{}\n]*\}|\w+|\s+|[^\w\s]")
"""A name in braces changes as a whole."""

_STILL_THE_SAME_TEXT: Final = 0.3
"""The share of words that stayed below which the two are shown one after the other: single words that happen to be
in both would only confuse.
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in a row that both texts have, or only the newer one, or only the older one."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class PartDiff:
    """One part of an article that reads otherwise in two versions."""

    part: Part
    pieces: tuple[Piece, ...]


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """*after* with what it no longer has, in reading order; what goes stands before what comes."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    same = sum(
        1 for match in matcher.get_matching_blocks() for word in old[match.a : match.a + match.size] if word.strip()
    )
    if same < _STILL_THE_SAME_TEXT * max(sum(bool(word.strip()) for word in words) for words in (old, new)):
        return tuple(_pieces([("", before, after)]))
    runs: list[tuple[str, str, str]] = []
    """What stays, or what goes and what comes."""
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        gone, come = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if kind == "equal" and not (runs and not runs[-1][0] and _is_only_a_gap(gone)):
            runs.append((gone, "", ""))
        elif runs and not runs[-1][0]:
            runs[-1] = ("", runs[-1][1] + gone, runs[-1][2] + come)
        else:
            runs.append(("", gone, come))
    return tuple(_pieces(runs))


def compared(before: ArticleVersion, after: ArticleVersion) -> list[PartDiff]:
    """The parts of an article that differ, in the order of the page."""
    parts: list[Part] = ["title", *SECTIONS, "unit", "offices", "related", "rests_on", "translated_from"]
    texts = ((part, _text(before, part), _text(after, part)) for part in parts)
    return [PartDiff(part, differences(old, new)) for part, old, new in texts if old != new]


def _text(version: ArticleVersion, part: Part) -> str:
    if part in SECTIONS:
        return version.sections.get(part, "")
    value = getattr(version, part)
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def _is_only_a_gap(text: str) -> bool:
    """A single space between two changed words is no word that stayed."""
    return text.isspace() and "\n" not in text


def _pieces(runs: Sequence[tuple[str, str, str]]) -> Iterator[Piece]:
    for same, gone, come in runs:
        for kind, text in (("same", same), ("gone", gone), ("new", come)):
            if text:
                yield Piece(kind, text)  # type: ignore[arg-type]
