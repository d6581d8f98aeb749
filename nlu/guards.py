"""Does a machine translation still say what was written?

Each guard is a pure function over one sentence and its translation; it answers with a warning in plain German for staff
members, or None. A guard blocks nothing: the warning stands beside the text, and a person decides. What the guards look
for are the known faults of small models: a number changed, a "not" lost, a question turned into a statement, a word
repeated without end, a link made up, half of the sentence missing, the source copied.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from nlu.dates import month_of
from nlu.masks import LINK, MAIL, read_kept_words
from nlu.negation import denies, may_deny
from nlu.number_words import number_of
from wording.languages import Language

WarningCode = Literal[
    "number", "negation", "question", "repetition", "length", "script", "link", "copied", "empty", "timeout"
]


@dataclass(frozen=True, slots=True)
class TranslationWarning:
    """One doubt about a translation. The message is plain German, for staff members."""

    code: WarningCode
    message: str


@dataclass(frozen=True, slots=True)
class Sides:
    """A sentence and its translation."""

    source: str
    target: str
    source_language: Language
    target_language: Language


Guard = Callable[[Sides], TranslationWarning | None]

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LINKS: Final = re.compile(f"{MAIL}|{LINK}")
_KEPT: Final = frozenset(part.casefold() for word in read_kept_words() for part in _WORD.findall(word))


def check(sides: Sides) -> tuple[TranslationWarning, ...]:
    """All warnings about a translation, the gravest first. An empty one has no other fault."""
    if nothing := empty(sides):
        return (nothing,)
    return tuple(warning for guard in GUARDS if (warning := guard(sides)))


def empty(sides: Sides) -> TranslationWarning | None:
    """Nothing came out."""
    if _has_content(sides.source) and not _has_content(sides.target):
        return TranslationWarning("empty", "Die Übersetzung ist leer.")
    return None


_GROUPED: Final = re.compile(r"(?<=\d)[.,'\u00a0\u202f ](?=\d{3}(?!\d))")
_NOTHING_BEHIND: Final = re.compile(r"(?<=\d)[.,:]00(?!\d)")


def number(sides: Sides) -> TranslationWarning | None:
    """A number was lost, changed or made up; one written as a word, or a month, counts as its number."""
    source, target = _Numbers.of(sides.source, sides.source_language), _Numbers.of(sides.target, sides.target_language)
    lost = source.missing_in(target)
    new = target.missing_in(source)
    if not lost and not new:
        return None
    if lost and new:
        message = f"Zahlen weichen ab: im Original {_listed(lost)}, in der Übersetzung {_listed(new)}."
    elif lost:
        message = f"In der Übersetzung fehlt: {_listed(lost)}."
    else:
        message = f"In der Übersetzung steht etwas, das im Original nicht steht: {_listed(new)}."
    return TranslationWarning("number", message)


@dataclass(frozen=True, slots=True)
class _Numbers:
    digits: Counter[str]
    words: Counter[str]
    """Numbers written as words that can mean nothing else."""
    maybe: frozenset[str]
    """Months, and words that may be numbers: they explain a number on the other side, but are not missed."""

    @classmethod
    def of(cls, text: str, language: Language) -> "_Numbers":
        text = _LINKS.sub(" ", text)
        plain = _NOTHING_BEHIND.sub("", _GROUPED.sub("", text))
        digits = Counter(run.lstrip("0") or "0" for run in re.findall(r"\d+", plain))
        words: Counter[str] = Counter()
        maybe: set[str] = set()
        for word in _WORD.findall(text):
            if month := month_of(word):
                maybe.add(str(month))
            if found := number_of(word, language):
                maybe.add(str(found.value))
                if found.is_sure:
                    words[str(found.value)] += 1
        return cls(digits, words, frozenset(maybe))

    def missing_in(self, other: "_Numbers") -> list[str]:
        # a word may answer a digit and the other way round, so only values count there, not how often they stand
        missing = [value for value in self.digits - other.digits if value not in other.maybe]
        missing += [
            value
            for value in self.words
            if value not in other.maybe and value not in other.digits and value not in self.digits
        ]
        return missing


def _listed(values: Iterable[str]) -> str:
    return ", ".join(values)


def negation(sides: Sides) -> TranslationWarning | None:
    """A denial was lost or came up."""
    source, target = (sides.source, sides.source_language), (sides.target, sides.target_language)
    if denies(*source) and not denies(*target) and not may_deny(*target):
        message = "Im Original steht eine Verneinung, in der Übersetzung ist keine zu finden."
        return TranslationWarning("negation", message)
    if denies(*target) and not denies(*source) and not may_deny(*source):
        message = "In der Übersetzung steht eine Verneinung, die im Original nicht steht."
        return TranslationWarning("negation", message)
    return None


def question(sides: Sides) -> TranslationWarning | None:
    """A question became a statement, or the other way round."""
    source, target = (_LINKS.sub(" ", text) for text in (sides.source, sides.target))
    if "?" in source and "?" not in target:
        return TranslationWarning("question", "Aus der Frage ist eine Aussage geworden.")
    if "?" in target and "?" not in source and not _asks_without_mark(source):
        return TranslationWarning("question", "Aus der Aussage ist eine Frage geworden.")
    return None


_ASKING: Final = re.compile(
    r"\s*(?:wer|wann|wo|wohin|woher|was|wie|wieso|warum|welche\w*|kann|können|koennen|muss|darf|haben|ist|sind|gibt"
    r"|who|when|where|what|how|why|which|can|could|do|does|is|are|must|may"
    r"|cine|când|cand|unde|ce|cum|de\s+ce|care|cât|cat|câți|cati|pot|poți|poti|trebuie|aveți|aveti|ai|este"
    r"|кой|коя|кога|къде|какво|как|защо|колко|мога|може|трябва|има|имате|koga|kude|kade|kak|kakvo|kolko|moga|trqbva|tryabva"
    r"|kto|kiedy|gdzie|co|jak|dlaczego|ile|czy|jaki\w*|mogę|moge|muszę|musze"
    r"|ki|mikor|hol|hova|mit|mi|hogyan|hogy|miért|miert|mennyi\w*|milyen\w*|kell|lehet|tudok|van"
    r"|kim|ne|nerede|nereye|nasıl|nasil|neden|niye|kaç|kac|hangi)\b"
    r"|.*\b(?:ли|li|m[ıiuü]|m[ıiuü]y[ıiuü]m|m[ıiuü]s[ıiuü]n\w*|m[ıiuü]y[ıiuü]z)\s*[.!]*\s*\Z",
    re.IGNORECASE | re.DOTALL,
)


def _asks_without_mark(source: str) -> bool:
    """People who write fast leave the question mark out."""
    return _ASKING.match(source) is not None


def repetition(sides: Sides) -> TranslationWarning | None:
    """The model fell into a loop."""
    repeated = _repeated(sides.target)
    if repeated and not _repeated(sides.source):
        return TranslationWarning("repetition", f"In der Übersetzung wiederholt sich: „{repeated}“.")
    return None


_MIN_REPEATED_CHARACTERS: Final = 8
_LOOP_OF_CHARACTERS: Final = re.compile(r"([^\d\s]{1,3}?)\1{4,}")


def _repeated(text: str) -> str | None:
    """What stands several times in a row: a word three times, several words twice, letters five times."""
    words = [word.lower() for word in _WORD.findall(text)]
    for size in range(1, min(12, len(words) // 2) + 1):
        times = 3 if size == 1 else 2
        for start in range(len(words) - size * times + 1):
            first = words[start : start + size]
            if words[start : start + size * times] == first * times and (
                size == 1 or len("".join(first)) >= _MIN_REPEATED_CHARACTERS
            ):
                return " ".join(first)
    loop = _LOOP_OF_CHARACTERS.search(text)
    return loop[0][:20] if loop and loop[1] not in {".", "-", "_", "=", "*", "!", "?"} else None


_ROOM: Final = 10  # characters on both sides; a short sentence may well be half or double as long
_SHORTEST: Final = 0.6
_LONGEST: Final = 1.75
"""Of 13,000 pairs of sentences that people wrote for Lotse, three in a thousand lie outside of these."""


def length(sides: Sides) -> TranslationWarning | None:
    """Part of the sentence is missing, or something was added."""
    source, target = len(sides.source.strip()) + _ROOM, len(sides.target.strip()) + _ROOM
    if target < _SHORTEST * source:
        return TranslationWarning("length", "Die Übersetzung ist auffallend kurz; vielleicht fehlt etwas.")
    if target > _LONGEST * source:
        return TranslationWarning("length", "Die Übersetzung ist auffallend lang; vielleicht ist etwas dazugekommen.")
    return None


_CYRILLIC_LETTER: Final = re.compile(r"[\u0400-\u04ff]")
_LATIN_LETTER: Final = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def script(sides: Sides) -> TranslationWarning | None:
    """Bulgarian stands in Cyrillic letters, all else in Latin ones; what was copied from the source may differ."""
    known = {word.casefold() for word in _WORD.findall(sides.source)} | _KEPT
    own = [word for word in _WORD.findall(_LINKS.sub(" ", sides.target)) if word.casefold() not in known]
    right = _CYRILLIC_LETTER if sides.target_language == "bg" else _LATIN_LETTER
    wrong = [word for word in own if not all(right.match(letter) for letter in word if letter.isalpha())]
    # a name or an abbreviation written over in Latin letters is usual in Bulgarian
    wrong = [word for word in wrong if not (sides.target_language == "bg" and word.isascii() and word[0].isupper())]
    all_latin = sides.target_language == "bg" and own and not any(_CYRILLIC_LETTER.search(word) for word in own)
    if wrong or all_latin:
        message = f"Die Übersetzung enthält Wörter in der falschen Schrift: {_listed((wrong or own)[:3])}."
        return TranslationWarning("script", message)
    return None


def link(sides: Sides) -> TranslationWarning | None:
    """A link or mail address was made up, changed or lost."""
    source, target = _links(sides.source), _links(sides.target)
    if new := target - source:
        message = f"Die Übersetzung enthält einen Link, der im Original nicht steht: {_listed(sorted(new))}."
        return TranslationWarning("link", message)
    if lost := source - target:
        return TranslationWarning("link", f"In der Übersetzung fehlt der Link: {_listed(sorted(lost))}.")
    return None


def is_link(text: str) -> bool:
    """Whether *text* is a link or a mail address and nothing else."""
    return _LINKS.fullmatch(text) is not None


def _links(text: str) -> set[str]:
    return {found.group().rstrip("/").lower() for found in _LINKS.finditer(text)}


_COPIED_SHARE: Final = 0.75
_COPIED_RUN: Final = 4  # words


def copied(sides: Sides) -> TranslationWarning | None:
    """The source stands in the translation instead of being translated. Names and kept German words may."""
    source = [word for word in _WORD.findall(_LINKS.sub(" ", sides.source)) if word.casefold() not in _KEPT]
    target = {word.casefold() for word in _WORD.findall(sides.target)}
    common = [word for word in source if word.islower() and len(word) > 1]
    same = [word for word in common if word.casefold() in target]
    is_copied = len(common) >= 2 and len(same) >= _COPIED_SHARE * len(common)
    if is_copied or _longest_run(source, sides.target) >= _COPIED_RUN:
        return TranslationWarning("copied", "Teile des Originals stehen unübersetzt in der Übersetzung.")
    return None


def _longest_run(source: list[str], target: str) -> int:
    """How many words stand in the same order on both sides, most of them not capitalised as names are."""
    there = f" {' '.join(word.casefold() for word in _WORD.findall(target))} "
    for size in range(min(len(source), _COPIED_RUN), 1, -1):
        for start in range(len(source) - size + 1):
            run = source[start : start + size]
            if sum(word.islower() for word in run) * 2 >= size and f" {' '.join(run).casefold()} " in there:
                return size
    return 0


def _has_content(text: str) -> bool:
    return any(character.isalnum() for character in text)


GUARDS: Final[tuple[Guard, ...]] = (number, negation, link, question, repetition, length, script, copied)
"""In the order of gravity."""
