"""Sentences that staff members send often, with slots: written once by people, sent as they stand in every language."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from string import Formatter
from typing import Any, Literal

from knowledge_base.errors import ReplySentenceNotFound, SlotNotFilled
from knowledge_base.values import Reading, Text, Value
from wording import LANGUAGES, Language, formats

SlotKind = Literal["text", "date", "time", "phone", "number"]
SlotValue = str | int | date | time


class Slot(Value):
    """A place in a sentence. Its value stands in its base form in every language."""

    name: str
    kind: SlotKind


class ReplySentence(Value):
    """One sentence in all languages that have it. German is always there: it is what the staff member reads."""

    id: str
    slots: tuple[Slot, ...]
    texts: Mapping[Language, Text]

    def fill(self, language: Language, values: Mapping[str, SlotValue]) -> str:
        """Say the sentence in *language* with *values* in its slots.

        Raises:
            ReplySentenceNotFound: the sentence does not exist in this language.
            SlotNotFilled: a slot has no value, or one of another kind.
        """
        if language not in self.texts:
            raise ReplySentenceNotFound(self.id, language)
        return self.texts[language].format_map(
            {slot.name: self._written(slot, values, language) for slot in self.slots}
        )

    def _written(self, slot: Slot, values: Mapping[str, SlotValue], language: Language) -> str:
        match slot.kind, values.get(slot.name):
            case "date", date() as day:
                return formats.date(day, language)
            case "time", time() as at:
                return formats.time(at)
            case "number", int() as number:
                return formats.number(number, language)
            case (("text" | "phone"), str() as words) if words.strip():
                return words.strip()
        raise SlotNotFilled(self.id, slot.name)


class ReplySentences:
    """All reply sentences: found by their id, or by a sentence a staff member just wrote."""

    def __init__(self, sentences: Mapping[str, ReplySentence]) -> None:
        self._sentences = dict(sentences)
        self._patterns = {sentence_id: _pattern(sentence) for sentence_id, sentence in self._sentences.items()}

    def __iter__(self) -> Iterator[ReplySentence]:
        return iter(self._sentences.values())

    def get(self, sentence_id: str) -> ReplySentence:
        """Return the sentence with this id.

        Raises:
            ReplySentenceNotFound: there is none.
        """
        try:
            return self._sentences[sentence_id]
        except KeyError:
            raise ReplySentenceNotFound(sentence_id) from None

    def say(self, sentence_id: str, language: Language, values: Mapping[str, SlotValue]) -> str:
        """Fill the sentence with this id; see `ReplySentence.fill` for what can go wrong."""
        return self.get(sentence_id).fill(language, values)

    def find(self, german: str) -> tuple[ReplySentence, dict[str, SlotValue]] | None:
        """Recognise *german* as one of the sentences, with the values in its slots; None when it is no such sentence.

        A date or time that cannot be read for sure is no match, so that nothing wrong is said in another language.
        """
        words = " ".join(german.split())
        for sentence_id, pattern in self._patterns.items():
            if not (match := pattern.fullmatch(words)):
                continue
            sentence = self._sentences[sentence_id]
            values = {slot.name: _read(slot.kind, match[slot.name]) for slot in sentence.slots}
            if all(value is not None for value in values.values()):
                return sentence, {name: value for name, value in values.items() if value is not None}
        return None


def read_reply_sentences(reading: Reading, file: str) -> dict[str, ReplySentence]:
    """The sentences of *file* by id; a broken one is noted and left out."""
    read = reading.document(file)
    if read is None:
        return {}
    document, mapping = read
    sentences: dict[str, ReplySentence] = {}
    for sentence_id, written in mapping.items():
        parts = dict(written) if isinstance(written, dict) else written
        if isinstance(parts, dict):
            slots = parts.pop("slots", None) or {}
            texts = {language: parts.pop(language) for language in LANGUAGES if parts.get(language)}
            parts = parts | {"slots": [{"name": name, "kind": kind} for name, kind in slots.items()], "texts": texts}
        sentence = reading.value(ReplySentence, parts, document, (sentence_id,), file, {"id": sentence_id})
        if sentence and _slots_agree(reading, file, document.line((sentence_id,)), sentence):
            sentences[sentence_id] = sentence
    return sentences


def written_reply_sentence(sentence: ReplySentence) -> dict[str, Any]:
    """What stands under the id of *sentence* in reply_sentences.yaml."""
    texts: dict[str, Any] = {language: sentence.texts[language] for language in LANGUAGES if language in sentence.texts}
    return {"slots": {slot.name: slot.kind for slot in sentence.slots}} | texts


def _slots_agree(reading: Reading, file: str, line: int, sentence: ReplySentence) -> bool:
    if "de" not in sentence.texts:
        reading.complain("missing-language", file, line, f"{sentence.id} has no German text", language="de")
        return False
    declared = {slot.name for slot in sentence.slots}
    agrees = True
    for language, text in sentence.texts.items():
        try:
            named = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        except ValueError:
            named = None
        if named != declared:
            agrees = False
            message = f"{sentence.id}: the text must hold exactly the slots {', '.join(sorted(declared)) or 'none'}"
            reading.complain("slots-differ", file, line, message, language=language)
    return agrees


_ANYTHING = r".{1,40}?"
_ONE_SENTENCE = r"(?:(?![.!?] ).){1,80}?"  # a second sentence in a slot would be sent untranslated
_GERMAN_MONTHS = {formats.date(date(2001, month, 1), "de").split()[1]: month for month in range(1, 13)}


def _pattern(sentence: ReplySentence) -> re.Pattern[str]:
    parts = []
    kinds = {slot.name: slot.kind for slot in sentence.slots}
    for literal, name, _, _ in Formatter().parse(sentence.texts["de"]):
        parts.append(re.escape(" ".join(literal.split(" "))))
        if name is not None:
            parts.append(f"(?P<{name}>{_ONE_SENTENCE if kinds[name] == 'text' else _ANYTHING})")
    return re.compile("".join(parts))


def _read(kind: SlotKind, words: str) -> SlotValue | None:
    match kind:
        case "date":
            return _read_date(words)
        case "time":
            found = re.fullmatch(r"(\d{1,2})[:.](\d{2})", words)
            return time(int(found[1]), int(found[2])) if found and int(found[1]) < 24 and int(found[2]) < 60 else None
        case "number":
            return int(Decimal(words)) if words.isdecimal() else None
        case "phone":
            return words if re.fullmatch(r"\+?[\d ()/-]{3,}", words) else None
    return words


def _read_date(words: str) -> date | None:
    """Read "24. Juni 2027" or "24.06.2027"; a date without year could be another year's."""
    found = re.fullmatch(r"(\d{1,2})\. ?(\d{1,2}\.|[A-Za-zä]+) ?(\d{4})", words)
    if not found:
        return None
    month = int(found[2][:-1]) if found[2].endswith(".") else _GERMAN_MONTHS.get(found[2], 0)
    try:
        return date(int(found[3]), month, int(found[1]))
    except ValueError:
        return None
