"""What must come out of a translation as it went in: numbers, dates, addresses, links, names and German office words.

Each such piece is replaced by a token, `⟦1⟧`, `⟦2⟧` …, before a sentence is translated, and put back afterwards. A
token that got lost or doubled on the way is found at once. Only a day written with the name of its month changes on
its return: "24. Juni 2027" comes back as "24 iunie 2027".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nlu.dates import WrittenDate, find_dates
from wording.languages import Language

KEPT_WORDS: Final = Path(__file__).with_name("kept_words.txt")

MAX_MASKS: Final = 20
"""The packages trained for Lotse know the tokens up to this one; what follows in a sentence stays unmasked."""

_TOKEN: Final = re.compile(r"⟦\s*(\d{1,2})\s*⟧")
_LETTER: Final = re.compile(r"[^\W\d_]")

LINK: Final = (
    r"(?:https?://|www\.)[^\s<>\"'⟦⟧]*[^\s<>\"'⟦⟧.,;:!?)\]»”“…]"
    r"|(?<![\w@.])(?:[\w-]+\.)+(?:de|eu|org|com|net|info|ro|bg|pl|hu|tr|gov|at|ch|io)(?![\w-]|\.\w)(?:/[^\s<>\"'⟦⟧]*[\w/])?"
    r"|(?<![\w@.])@[A-Za-z]\w{3,}"
)
MAIL: Final = r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_TOKENS_AS_WRITTEN: Final = r"⟦\s*\d{1,2}\s*⟧"
_IBAN: Final = r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?!\w)"
_PHONE: Final = r"(?<![\w.,/+])(?:\+\d{1,3}|\(?0)[\d ()/\u00a0–-]{5,22}\d(?![\w]|[.,:]\d)"
_NUMERIC_DATE: Final = (
    r"(?<![\w.,:/-])(?:\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}(?P<separator>[./-])\d{1,2}(?P=separator)(?:\d{4}|\d{2})"
    r"|\d{1,2}\.\d{1,2}\.(?!\d))(?![\w/]|[.,:]\d)"
)
_TIME: Final = r"(?<![\w.,:/-])\d{1,2}:\d{2}(?!\w|:\d)"
_FILE_NUMBER: Final = (
    r"(?<!\w)#\d+(?!\w)|§+ ?\d+\w?"
    r"|(?<![\w.,/-])(?=[A-Za-z0-9./-]*\d)(?=[A-Za-z0-9./-]*[A-Z/-])[A-Z0-9]+(?:[./-][A-Z0-9]+)+(?!\w|[./-]\w)"
    r"|(?<!\w)(?:[A-Z]+\d+|\d+[A-Z]+)[A-Z0-9]*(?!\w)"
)
_STREET_NUMBER: Final = r"\d{1,4}(?: ?[a-z](?!\w))?(?!\w|[.,:]\d)"
ADDRESS: Final = (
    r"(?<!\w)(?:[A-ZÄÖÜ][\w-]*(?:straße|strasse|str\.|gasse|allee|platz|weg|ring|damm|ufer|markt)"
    r"|(?:[A-ZÄÖÜ][\w-]+[ -]){1,2}(?:Straße|Strasse|Str\.|Gasse|Allee|Platz|Weg|Ring|Damm|Ufer|Markt)|Markt) "
    + _STREET_NUMBER
)
_NUMBER_WORDS: Final = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)*"
_AMOUNT: Final = rf"[€$£]\s?(?:{_NUMBER_WORDS})|(?<!\w)(?:{_NUMBER_WORDS})\s?(?:[€$£]|%)|%(?:{_NUMBER_WORDS})"
_NUMBER: Final = rf"(?<!\w)(?:{_NUMBER_WORDS})"
_EMOJI: Final = "[\U0001f000-\U0001faff\u2600-\u27bf][\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]*"

_CAPITAL: Final = "[A-ZÄÖÜĂÂÎȘȚŞŢĄĆĘŁŃÓŚŹŻÁÉÍŐÚŰÇĞİА-Я]"
_NAME: Final = rf"{_CAPITAL}\w+(?:-{_CAPITAL}\w+)?(?: {_CAPITAL}\w+(?:-{_CAPITAL}\w+)?)?"
_TITLES: Final[dict[Language, tuple[str, ...]]] = {
    "de": ("Herr ", "Herrn ", "Frau ", "Familie ", "heiße ", "heisse "),
    "en": ("Mr ", "Mr. ", "Mrs ", "Mrs. ", "Ms ", "name is ", "named "),
    "ro": (
        "omnul ",
        "omnule ",
        "omnului ",
        "oamna ",
        "oamnei ",
        "numesc ",
        "numește ",
        "numeste ",
        "cheamă ",
        "cheama ",
    ),
    "bg": ("осподин ", "оспожа ", "г-н ", "г-жа ", "казвам се ", "Казвам се ", "казва се "),
    "pl": ("Pan ", "Pani ", "Pana ", "Panią ", "Panem ", "nazywam się ", "Nazywam się ", "nazywa się "),
    "hu": (),
    "tr": ("Bay ", "Bayan ", "Sayın ", "adım ", "Adım "),
}
_NAME_BEFORE: Final[dict[Language, str]] = {"hu": r"(?= úr\b| úrnak\b| asszony)", "tr": r"(?= Bey\b| Hanım\b)"}


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence with tokens in the places of what is kept."""

    text: str
    values: tuple[str | WrittenDate, ...]
    originals: tuple[str, ...]

    @property
    def has_words(self) -> bool:
        """Whether anything is left to translate."""
        return _LETTER.search(_TOKEN.sub(" ", self.text)) is not None

    def restore(self, translated: str, language: Language) -> str | None:
        """Put the kept pieces into a translation; None when a token was lost, doubled, broken or made up."""
        numbers = [int(number) for number in _TOKEN.findall(translated)]
        if sorted(numbers) != list(range(1, len(self.values) + 1)):
            return None
        restored = _TOKEN.sub(lambda token: self.written(int(token[1]), language), translated)
        outside = _TOKEN.sub("", translated)
        if "⟦" in outside or "⟧" in outside:
            return None
        for value in self.values:
            if isinstance(value, WrittenDate) and (written := value.written(language)).endswith("."):
                restored = restored.replace(f"{written}.", written)  # a Hungarian date at the end of a sentence
        return restored

    def unchanged(self) -> str:
        """The sentence as it was."""
        return _TOKEN.sub(lambda token: self.originals[int(token[1]) - 1], self.text)

    def written(self, number: int, language: Language) -> str:
        """What token *number* stands for, in *language*."""
        value = self.values[number - 1]
        return value.written(language) if isinstance(value, WrittenDate) else value


class Masks:
    """Finds what is kept in a sentence."""

    def __init__(self, kept_words: Iterable[str] = ()) -> None:
        words = sorted(set(kept_words), key=len, reverse=True)
        self._kept_words = frozenset(word.casefold() for word in words)
        kept = rf"(?<![\w-])(?:{'|'.join(re.escape(word) for word in words)})(?!\w)" if words else r"(?!)"
        self._patterns = {language: _pattern(language, kept) for language in _TITLES}

    @classmethod
    def shipped(cls) -> "Masks":
        """The masks with the words of `kept_words.txt`."""
        return cls(read_kept_words())

    def is_kept(self, word: str) -> bool:
        """Whether *word* is on the list of words that stay German."""
        return word.casefold() in self._kept_words

    def mask(self, sentence: str, language: Language) -> Masked:
        """Replace what is kept in a *sentence* of *language* by tokens."""
        parts: list[str] = []
        values: list[str | WrittenDate] = []
        originals: list[str] = []
        done = 0
        for start, end, value in self._places(sentence, language):
            if len(values) == MAX_MASKS:
                break
            values.append(value)
            originals.append(sentence[start:end])
            parts += sentence[done:start], f"⟦{len(values)}⟧"
            done = end
        return Masked("".join(parts) + sentence[done:], tuple(values), tuple(originals))

    def _places(self, sentence: str, language: Language) -> Iterator[tuple[int, int, str | WrittenDate]]:
        """What is kept, from left to right."""
        dates = find_dates(sentence, language)
        begun = 0
        for start, end, value in [*dates, (len(sentence), len(sentence), None)]:
            for match in self._patterns[language].finditer(sentence, begun, start):
                yield match.start(), match.end(), match.group()
            if value is not None:
                yield start, end, value
            begun = end


def read_kept_words(file: Path = KEPT_WORDS) -> tuple[str, ...]:
    """Read the words that stay German, one on a line; lines with # are remarks."""
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def _pattern(language: Language, kept: str) -> re.Pattern[str]:
    titles = "|".join(rf"(?<={re.escape(title)})" for title in _TITLES[language])
    name = rf"(?:{titles}){_NAME}" if titles else r"(?!)"
    if before := _NAME_BEFORE.get(language):
        name = rf"{name}|(?<!\w){_NAME}{before}"
    # what holds other kinds inside itself comes first
    kinds = (
        _TOKENS_AS_WRITTEN,
        MAIL,
        LINK,
        _IBAN,
        _NUMERIC_DATE,
        _TIME,
        ADDRESS,
        _PHONE,
        _FILE_NUMBER,
        _AMOUNT,
        f"(?i:{kept})",
        name,
        _NUMBER,
        _EMOJI,
    )
    return re.compile("|".join(f"(?:{kind})" for kind in kinds))
