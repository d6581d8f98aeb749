"""Sentences that people translated: reviewed ones with slots, and single ones that somebody corrected.

A sentence is found when it is the same but for capitals, spaces, kinds of quotation marks and its last full stop; in
the languages of the newcomers also without diacritics. Nothing that is only alike is found: a sentence either was said
by people, or it was not. What differs in its numbers, days and names is found as well when these stand in slots.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from string import Formatter
from typing import Final, Literal

from sqlalchemy import String, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from nlu.dates import read_date
from nlu.masks import Masks
from nlu.sentences import split
from storage import Base
from storage.columns import BigId
from storage.database import after_commit
from wording import formats
from wording.languages import Language

SlotKind = Literal["text", "date", "time", "phone", "number"]
MemoryLabel = Literal["reviewed", "memory"]

_LONGEST_SLOT: Final = 120  # characters
_SAME: Final = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-"}
)
_LATIN_SPECIALS: Final = str.maketrans({"ł": "l", "ı": "i", "đ": "d"})
_NUMERIC_DATE: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
_PHONE: Final = re.compile(r"\+?[\d ()/–-]{3,30}")
_PERSON_SLOT: Final = "person"
_MOST_WORDS_OF_A_NAME: Final = 3
_PERSON: Final = re.compile(r"(?:Herrn?|Frau|Familie)(?: (?:Dr\.|Prof\.))*(?: [^\W\d_][\w'-]*){1,3}")


@dataclass(frozen=True, slots=True)
class ParallelSentence:
    """One sentence, or two that belong together, in several languages; slots are written `{name}`."""

    texts: Mapping[Language, str]
    slots: Mapping[str, SlotKind] = field(default_factory=dict)
    """Kinds of the slots. The value of a slot stands in its base form in every language."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A sentence that people translated, found for a text."""

    label: MemoryLabel
    template: str
    """The translation, with `{name}` for each slot."""
    values: Mapping[str, str]
    """Slots whose values are known in the target language."""
    open_values: Mapping[str, str]
    """Slots with words in the source language, which somebody still has to translate."""

    def text(self, translated: Mapping[str, str]) -> str:
        """The whole sentence; *translated* holds the open slots."""
        return self.template.format_map({**self.values, **translated})


class CorrectedSentence(Base):
    """A sentence whose translation a person corrected, with tokens like `⟦1⟧` for its numbers, days and names."""

    __tablename__ = "translation_memory"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    source_language: Mapped[Language] = mapped_column(String(2), index=True)
    target_language: Mapped[Language] = mapped_column(String(2))
    source_folded: Mapped[str] = mapped_column(Text)
    target: Mapped[str] = mapped_column(Text)
    label: Mapped[MemoryLabel] = mapped_column(String(10))
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class _Pattern:
    expression: re.Pattern[str]
    sentence: ParallelSentence


class SentenceMemory:
    """What people translated, in memory: reviewed sentences first, then corrected ones."""

    def __init__(self, masks: Masks) -> None:
        self._masks = masks
        self._reviewed: dict[Language, dict[str, list[_Pattern]]] = {}
        self._plain: dict[tuple[Language, str], list[ParallelSentence]] = {}
        self._corrected: dict[tuple[Language, Language, str], tuple[str, MemoryLabel]] = {}
        self._longest = 1

    @property
    def longest(self) -> int:
        """How many sentences in a row may have been translated together."""
        return self._longest

    def add_reviewed(self, sentences: Iterable[ParallelSentence | Mapping[Language, str]]) -> None:
        """Add sentences that people wrote in several languages; a mapping without slots will do."""
        for given in sentences:
            sentence = given if isinstance(given, ParallelSentence) else ParallelSentence(given)
            for language, text in sentence.texts.items():
                folded = _Folded.of(text, language).text
                if "{" in folded:
                    pattern = _Pattern(_expression(folded), sentence)
                    self._reviewed.setdefault(language, {}).setdefault(_opening(folded), []).append(pattern)
                else:
                    self._plain.setdefault((language, folded), []).append(sentence)
                self._longest = max(self._longest, min(len(re.findall(r"[.!?](?=\s|\Z)", text)), 4))

    def clear_reviewed(self) -> None:
        """Forget the reviewed sentences, before they are added anew."""
        self._reviewed.clear()
        self._plain.clear()
        self._longest = 1

    async def load(self, session: AsyncSession) -> None:
        """Read the corrected sentences from the database."""
        for row in await session.scalars(select(CorrectedSentence).order_by(CorrectedSentence.id)):
            key = (row.source_language, row.target_language, row.source_folded)
            self._corrected[key] = (row.target, row.label)

    async def remember(
        self, session: AsyncSession, text: str, source: Language, corrected: str, target: Language, now: datetime
    ) -> bool:
        """Keep the corrected translation of one sentence; it is found once the transaction is durable.

        Numbers, days and names after a title are taken out on both sides. Returns False, and keeps nothing, when they
        are not the same on both sides: then the sentence is about one case and must not be said to somebody else.
        """
        masked = self._masks.mask(text.strip(), source)
        translated = corrected.strip()
        for number in range(len(masked.values), 0, -1):
            written = masked.written(number, target)
            if translated.count(written) != 1:
                return False
            translated = translated.replace(written, f"⟦{number}⟧")
        if self._masks.mask(re.sub(r"⟦\d+⟧", "", translated), target).values:
            return False
        folded = _Folded.of(masked.text, source).text
        existing = await session.scalar(
            select(CorrectedSentence).where(
                CorrectedSentence.source_language == source,
                CorrectedSentence.target_language == target,
                CorrectedSentence.source_folded == folded,
            )
        )
        if existing is None:
            existing = CorrectedSentence(
                source_language=source, target_language=target, source_folded=folded, label="memory"
            )
            session.add(existing)
        existing.target, existing.at = translated, now
        found: tuple[str, MemoryLabel] = (translated, "memory")
        after_commit(session, lambda: self._corrected.update({(source, target, folded): found}))
        return True

    def find(self, text: str, source: Language, target: Language) -> Remembered | None:
        """What people said for *text*, one sentence or a few that belong together; None when nobody did."""
        folded = _Folded.of(text, source)
        for sentence in self._plain.get((source, folded.text), ()):
            if target in sentence.texts:
                return Remembered("reviewed", _escaped(sentence.texts[target]), {}, {})
        by_opening = self._reviewed.get(source, {})
        for pattern in (*by_opening.get(_opening(folded.text), ()), *by_opening.get("", ())):
            if target in pattern.sentence.texts and (match := pattern.expression.fullmatch(folded.text)):
                raw = {name: folded.original(*match.span(name)) for name in match.groupdict()}
                if remembered := self._fill(pattern.sentence, raw, source, target):
                    return remembered
        return self._find_corrected(text, source, target)

    def _find_corrected(self, text: str, source: Language, target: Language) -> Remembered | None:
        masked = self._masks.mask(text.strip(), source)
        found = self._corrected.get((source, target, _Folded.of(masked.text, source).text))
        restored = masked.restore(found[0], target) if found else None
        return Remembered(found[1], _escaped(restored), {}, {}) if found and restored is not None else None

    def _fill(
        self, sentence: ParallelSentence, raw: Mapping[str, str], source: Language, target: Language
    ) -> Remembered | None:
        values: dict[str, str] = {}
        open_values: dict[str, str] = {}
        for name, words in raw.items():
            if sum(len(line.sentences) for line in split(words, source)) != 1:
                return None  # what follows the sentence was taken for the end of its slot
            kind = sentence.slots.get(name, "text")
            if kind != "text":
                written = _read(kind, words, source, target)
            elif name == _PERSON_SLOT and _is_name(words):
                written = words  # a small model makes another name of it, and no guard sees that
            else:
                written = self._in_target(words, source, target)
            if written is not None:
                values[name] = written
            elif kind == "text":
                open_values[name] = words
            else:
                return None
        return Remembered("reviewed", sentence.texts[target], values, open_values)

    def _in_target(self, words: str, source: Language, target: Language) -> str | None:
        """What stands in a slot, when it is nothing but kept words, numbers, days and names; else None."""
        if _PERSON.fullmatch(words):
            return words
        masked = self._masks.mask(words, source)
        return None if masked.has_words else masked.restore(masked.text, target)


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text as it is compared, and where each of its characters stood."""

    text: str
    written: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str, language: Language) -> "_Folded":
        characters: list[str] = []
        places: list[int] = []
        for place, character in enumerate(text):
            for folded in _fold(character, language):
                if folded.isspace() and (not characters or characters[-1] == " "):
                    continue
                characters.append(" " if folded.isspace() else folded)
                places.append(place)
        while characters and characters[-1] in " .!":
            characters.pop()
            places.pop()
        return cls("".join(characters), text, tuple(places))

    def original(self, start: int, end: int) -> str:
        """What was written where the folded text has the characters from *start* to *end*."""
        return self.written[self.places[start] : self.places[end - 1] + 1].strip()


def _fold(character: str, language: Language) -> str:
    lowered = unicodedata.normalize("NFKC", character).casefold().translate(_SAME)
    if language == "de" or lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered.translate(_LATIN_SPECIALS))
    return "".join(part for part in decomposed if not unicodedata.combining(part))


def _expression(folded: str) -> re.Pattern[str]:
    parts = []
    named: set[str] = set()
    for literal, name, _, _ in Formatter().parse(folded):
        parts.append(re.escape(literal))
        if name is not None:
            value = rf"(?P<{name}>.{{1,{_LONGEST_SLOT}}}?)"
            parts.append(f"(?P={name})" if name in named else value)
            named.add(name)
    return re.compile("".join(parts))


def _opening(folded: str) -> str:
    """The first two words, by which patterns are found quickly; empty when a slot stands there."""
    words = folded.split(" ")[:2]
    return "" if any("{" in word for word in words) else " ".join(words)


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _is_name(words: str) -> bool:
    """Whether *words* look like a name alone: a few words, each with a capital letter."""
    parts = words.split(" ")
    return len(parts) <= _MOST_WORDS_OF_A_NAME and all(
        part[0].isupper() and part.replace("-", "").isalpha() for part in parts if part
    )


def _read(kind: SlotKind, words: str, source: Language, target: Language) -> str | None:
    """Write the value of a slot in the target language; None when it cannot be read for sure."""
    match kind:
        case "date":
            return _read_date(words, source, target)
        case "time":
            found = _TIME.fullmatch(words)
            if found and int(found[1]) < 24 and int(found[2] or 0) < 60:
                return formats.time(time(int(found[1]), int(found[2] or 0)))
            return None
        case "number":
            return formats.number(int(words), target) if words.isdecimal() and len(words) < 10 else None
        case "phone":
            return words if _PHONE.fullmatch(words) else None
        case "text":
            return None


def _read_date(words: str, source: Language, target: Language) -> str | None:
    if found := _NUMERIC_DATE.fullmatch(words):
        try:
            return formats.date(date(int(found[3]), int(found[2]), int(found[1])), target)
        except ValueError:
            return None
    written = read_date(words, source)
    return written.written(target) if written else None
