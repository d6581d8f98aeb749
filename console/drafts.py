"""An answer between preview and sending: what was shown is what goes out.

A draft travels through the browser, sealed, and is kept nowhere: nothing to erase, and nothing that can be changed on
the way.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from difflib import SequenceMatcher
from typing import Any, Final

from console.errors import SealBroken
from console.parts import DeskTranslator
from console.vault import Vault
from handoff.cases import Words
from knowledge_base.errors import ReplySentenceNotFound, SlotNotFilled
from knowledge_base.reply_sentences import ReplySentence, Slot, SlotValue
from wording import Language
from wording.replies import Label

LONGEST_TEXT: Final = 2000
"""Characters of an answer: with its translation it still fits into one Telegram message of 4,096."""

VALID_FOR: Final = timedelta(hours=10)
LONGEST_SLOT: Final = 80
_LONG_SENTENCE_WORDS: Final = 18
MISSING: Final = "[…]"
"""Stands where the translation back has nothing for words that were written."""


@dataclass(frozen=True)
class Draft:
    """An answer to case *number* by staff member *staff_id*, as it was previewed after message *after*."""

    number: int
    staff_id: int
    after: int
    made_at: str
    text: str
    target: Language
    translation: str | None
    label: Label
    path: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    back: str | None = None
    chosen: tuple[str, ...] = ()
    """The reply sentences it consists of, as `Chosen.packed`; empty for a text that was typed."""

    @property
    def words(self) -> Words:
        return Words(
            original=self.text,
            language="de",
            translation=self.translation,
            translated_to=self.target if self.translation is not None else None,
            label=self.label,
            path=self.path,
            warnings=self.warnings,
        )

    @property
    def has_long_sentences(self) -> bool:
        """Long sentences are translated badly and read badly."""
        sentences = self.text.replace("!", ".").replace("?", ".").split(".")
        return any(len(sentence.split()) > _LONG_SENTENCE_WORDS for sentence in sentences)

    @property
    def back_pieces(self) -> tuple["Piece", ...]:
        """The translation back into German, with what reads otherwise than the text that was written."""
        return compared(self.text, self.back or "")

    @property
    def back_differs(self) -> bool:
        return any(piece.is_other for piece in self.back_pieces)

    def sealed(self, vault: Vault) -> str:
        return vault.seal("draft", json.dumps(asdict(self), ensure_ascii=False).encode())

    @classmethod
    def unsealed(cls, vault: Vault, sealed: str, now: datetime) -> "Draft":
        """Read a draft that this desk sealed.

        Raises:
            SealBroken: it did not, or too long ago.
        """
        values: dict[str, Any] = json.loads(vault.unseal("draft", sealed))
        if datetime.fromisoformat(values["made_at"]) + VALID_FOR <= now:
            raise SealBroken("draft")
        for name in ("path", "warnings", "chosen"):
            values[name] = tuple(values[name])
        return cls(**values)


@dataclass(frozen=True)
class Piece:
    """Some words in a row of a text that is compared with another."""

    text: str
    is_other: bool


def compared(written: str, back: str) -> tuple[Piece, ...]:
    """*back* in pieces, those marked that *written* does not have in this place; capitals and marks do not count.

    Where words are missing, `MISSING` stands: a lost "nicht" is worse than a new word.
    """
    words, before = re.findall(r"\s+|\S+", back), re.findall(r"\s+|\S+", written)
    same = SequenceMatcher(None, [_bare(word) for word in before], [_bare(word) for word in words], autojunk=False)
    pieces = []
    for kind, lost_from, lost_to, begin, end in same.get_opcodes():
        text = "".join(words[begin:end])
        if kind != "equal" and not text.strip() and "".join(before[lost_from:lost_to]).strip():
            pieces.append(Piece(f"{text}{MISSING}", True))
        elif text:
            pieces.append(Piece(text, kind != "equal" and bool(text.strip())))
    return tuple(pieces)


def _bare(word: str) -> str:
    return word.strip(".,;:!?„“\"'()").casefold() or word.strip()


async def drafted(
    text: str, target: Language, translator: DeskTranslator, *, number: int, staff_id: int, after: int, now: datetime
) -> Draft:
    """Translate *text* for the newcomer and back, so that somebody who reads only German can judge it."""
    if target == "de":
        return Draft(number, staff_id, after, now.isoformat(), text, target, None, "none")
    forth = await translator.translate(text, "de", target)
    if forth.label == "none":
        return Draft(number, staff_id, after, now.isoformat(), text, target, None, "none")
    back = None
    if forth.label != "reviewed":
        returned = await translator.translate(forth.text, target, "de")
        back = returned.text if returned.label != "none" else None
    warnings = tuple(dict.fromkeys(warning.code for warning in forth.warnings))
    return Draft(
        number, staff_id, after, now.isoformat(), text, target, forth.text, forth.label, forth.path, warnings, back
    )


@dataclass(frozen=True)
class Chosen:
    """A reply sentence with what a staff member put into its slots, as the form gave it."""

    sentence: ReplySentence
    given: Mapping[str, str]

    @property
    def packed(self) -> str:
        return json.dumps([self.sentence.id, dict(self.given)], ensure_ascii=False)

    def said(self, language: Language) -> str:
        """Raises SlotNotFilled or ReplySentenceNotFound, see `ReplySentence.fill`."""
        values = {slot.name: self._value(slot) for slot in self.sentence.slots}
        return self.sentence.fill(language, values)

    def _value(self, slot: Slot) -> SlotValue:
        given = " ".join(self.given.get(slot.name, "").split())[:LONGEST_SLOT]
        try:
            match slot.kind:
                case "date":
                    return date.fromisoformat(given)
                case "time":
                    return time.fromisoformat(given)
                case "number":
                    return int(given)
        except ValueError as error:
            raise SlotNotFilled(self.sentence.id, slot.name) from error
        return given


def unpacked(packed: Sequence[str], sentences: Mapping[str, ReplySentence]) -> list[Chosen]:
    """Read what `Chosen.packed` wrote; what does not fit any more is left out."""
    chosen = []
    for each in packed:
        try:
            sentence_id, given = json.loads(each)
            choice = Chosen(sentences[sentence_id], {str(name): str(value) for name, value in given.items()})
            choice.said("de")
        except (ValueError, KeyError, TypeError, AttributeError, SlotNotFilled, ReplySentenceNotFound):
            continue
        chosen.append(choice)
    return chosen


def composed(
    chosen: Sequence[Chosen], target: Language, *, number: int, staff_id: int, after: int, now: datetime
) -> Draft:
    """A draft of sentences that people wrote in both languages.

    Raises:
        ReplySentenceNotFound: one of them does not exist in *target*.
    """
    german = " ".join(each.said("de") for each in chosen)
    packed = tuple(each.packed for each in chosen)
    if target == "de":
        return Draft(number, staff_id, after, now.isoformat(), german, target, None, "none", chosen=packed)
    said = " ".join(each.said(target) for each in chosen)
    return Draft(
        number, staff_id, after, now.isoformat(), german, target, said, "reviewed", ("de", target), chosen=packed
    )
