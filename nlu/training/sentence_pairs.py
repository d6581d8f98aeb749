"""Parallel sentences for the small translation packages: from rows with slots to filled pairs.

A row of `de_ro.tsv` holds one German and one Romanian sentence with the same slots; `de_ro_values.tsv`
holds what stands in a slot, in both languages. This module fills the slots, roughens the source the
way people type, masks values as the engine does before it translates, and keeps some rows apart for
measuring. What is learned from the pairs is the business of `train_pair`.

Standard library only but for PyYAML, so that the pairs can be looked at without PyTorch.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import yaml

HERE = Path(__file__).resolve().parent
KEPT_WORDS = HERE.parent / "kept_words.txt"  # the engine masks them
REPLY_SENTENCES = HERE.parents[1] / "knowledge_base" / "content" / "reply_sentences.yaml"

LAST_MASK = 20  # the highest placeholder that is one piece of the vocabulary
MASKS = tuple(f"⟦{number}⟧" for number in range(1, LAST_MASK + 1))
HELD_OUT_ONE_IN = 14
KNOWN_THEMES = frozenset({"greeting", "reply"})  # a package that does not know "Guten Tag" tests nothing
HELD_OUT_YEARS = range(2029, 2032)
KNOWN_YEARS = tuple(year for year in range(1950, 2100) if year not in HELD_OUT_YEARS)
LIKELY_YEARS = range(2024, 2029)
HELD_OUT_MINUTES = (17, 23, 37, 43)
HELD_OUT_NAMES = ("Gheorghe Toma", "Lidia Matei", "Wójcik", "Georgieva", "Kovács", "Frank Lehmann")

_SLOT = re.compile(r"\{(\w+?)(2?)(?:\.(\w+))?\}")
_NUMBER = re.compile(r"\d+(?:[.:,]\d+)*")
_ADDRESS = re.compile(r"(?:[A-ZÄÖÜ]\w+straße|[A-ZÄÖÜ]\w+ Straße) \d+")
_KEPT = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(
        sorted(
            (
                re.escape(line)
                for line in KEPT_WORDS.read_text(encoding="utf-8").splitlines()
                if line[:1] not in ("", "#")
            ),
            key=len,
            reverse=True,
        )
    )
    + r")(?!\w)",
    re.IGNORECASE,
)
_ARTICLES = {  # form: masculine, feminine, neuter
    "nom": ("der", "die", "das"),
    "acc": ("den", "die", "das"),
    "dat": ("dem", "der", "dem"),
    "a_nom": ("ein", "eine", "ein"),
    "a_acc": ("einen", "eine", "ein"),
    "my_nom": ("mein", "meine", "mein"),
    "my_acc": ("meinen", "meine", "mein"),
    "my_dat": ("meinem", "meiner", "meinem"),
    "your_nom": ("Ihr", "Ihre", "Ihr"),
    "your_acc": ("Ihren", "Ihre", "Ihr"),
    "your_dat": ("Ihrem", "Ihrer", "Ihrem"),
}
_POSSESSIVES = {"my": {"m": "meu", "f": "mea"}, "your": {"m": "tău", "f": "ta"}}
_COPIED = frozenset({"name", "street", "school", "kita", "company"})
_LETTERS_BEFORE_COMMA_BELOW = str.maketrans("șțȘȚ", "şţŞŢ")
_PLAIN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
    | dict(zip("ăâîșțĂÂÎȘȚ", "aaistAAIST", strict=True))
)


@dataclass(frozen=True)
class Row:
    """One sentence in German and Romanian, with slots."""

    theme: str
    direction: str  # both | de-ro | ro-de
    texts: dict[str, str]

    @property
    def held_out(self) -> bool:
        """Whether the row is kept apart for measuring: the same rows at every call."""
        if self.theme in KNOWN_THEMES or self.direction != "both":
            return False
        digest = hashlib.sha256(self.texts["de"].encode()).digest()
        return digest[0] % HELD_OUT_ONE_IN == 0

    def serves(self, source: str, target: str) -> bool:
        """Whether the row may be learned from *source* to *target*."""
        return self.direction in ("both", f"{source}-{target}")


@dataclass(frozen=True)
class Value:
    """What stands in a slot, in both languages, and what German and Romanian grammar need of it."""

    de: str
    ro: str
    de_gender: str = ""
    ro_gender: str = ""
    ro_indefinite: str = ""
    copied: bool = False  # written the same way in both languages, never roughened

    def form(self, name: str | None, language: str) -> str:
        """Return the value in the form a slot asks for: `acc`, `my_dat`, `The` and the like.

        Raises:
            KeyError: The form is unknown or the value has no gender.
        """
        if name is None:
            return self.de if language == "de" else self.ro
        capital, key = name[0].isupper(), name[0].lower() + name[1:]
        german = language == "de"
        text = f"{_ARTICLES[key]['mfn'.index(self.de_gender)]} {self.de}" if german else self._romanian(key)
        return text[0].upper() + text[1:] if capital and text else text

    def _romanian(self, key: str) -> str:
        if key == "the" or not self.ro_gender:
            return self.ro
        if key == "a":
            return self.ro_indefinite
        if key == "ending":  # of an adjective: bolnav, bolnavă
            return "ă" if self.ro_gender == "f" else ""
        if key == "el":
            return "ea" if self.ro_gender == "f" else "el"
        first, space, rest = self.ro.partition(" ")
        key = key.removesuffix("_nom")
        return f"{first} {_POSSESSIVES[key][self.ro_gender]}{space}{rest}"


@dataclass(frozen=True)
class Pair:
    """A filled sentence pair."""

    source: str
    target: str


def read_rows(path: Path = HERE / "de_ro.tsv", replies: Path = REPLY_SENTENCES) -> list[Row]:
    """Return the rows of the file, then one row for each reply sentence (theme `reply`)."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            Row(line["theme"], line["direction"], {"de": line["de"], "ro": line["ro"]})
            for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
    for sentence in yaml.safe_load(replies.read_text(encoding="utf-8")).values():
        rows.append(Row("reply", "both", {"de": sentence["de"], "ro": sentence["ro"]}))
    return rows


def read_values(path: Path = HERE / "de_ro_values.tsv") -> dict[str, list[Value]]:
    """Return the values of each kind of slot."""
    values: dict[str, list[Value]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            value = Value(
                line["de"],
                line["ro_definite"],
                line["de_gender"],
                line["ro_gender"],
                line["ro_indefinite"],
                copied=line["kind"] in _COPIED and line["de"] == line["ro_definite"],
            )
            values.setdefault(line["kind"], []).append(value)
    return values


def data_checksum() -> str:
    """Return the SHA-256 of everything that is learned from: both tables, the reply sentences and the kept words.

    Of the reply sentences only the German and the Romanian text count.
    """
    values = (HERE / "de_ro_values.tsv").read_text(encoding="utf-8")
    lines = [f"{row.theme}\t{row.direction}\t{row.texts['de']}\t{row.texts['ro']}" for row in read_rows()]
    kept = KEPT_WORDS.read_text(encoding="utf-8")
    return hashlib.sha256("\n".join([values, *lines, kept]).encode()).hexdigest()


class Filler:
    """Fills rows with values: known ones for training, unseen ones for measuring."""

    def __init__(self, rows: list[Row], values: dict[str, list[Value]], random: Random, *, unseen: bool) -> None:
        self._values = values
        self._random = random
        self._unseen = unseen
        self._plain = [row for row in rows if "{" not in row.texts["de"] and not row.held_out]

    def fill(self, row: Row, source: str, target: str, *, rough: bool, masked: bool) -> Pair:
        """Return the row as a pair.

        Args:
            row: The sentence with its slots.
            source: Language to translate from, `de` or `ro`.
            target: Language to translate into.
            rough: Write the source as people type: without diacritics, in small letters, without a full stop.
            masked: Put placeholders for the values that are written the same way in both languages.
        """
        chosen: dict[str, Value] = {}
        for language in ("de", "ro"):
            for kind, second, _ in _SLOT.findall(row.texts[language]):
                if kind + second not in chosen:
                    free = row.theme == "reply" or kind == "office"
                    value = self._free_value(kind) if free else self._value(kind)
                    chosen[kind + second] = self._kept(kind, value) if masked else value
        roughening = Roughening.draw(self._random, source) if rough else Roughening()
        source_text = self._render(row.texts[source], chosen, source, roughening)
        target_text = self._render(row.texts[target], chosen, target, Roughening())
        if masked:
            copied = [value.de for value in chosen.values() if value.copied]
            return mask(Pair(source_text, target_text), copied, self._random)
        return Pair(source_text, target_text)

    def copy(self) -> Pair:
        """Return a line of values alone, such as a name and a telephone number, the same on both sides."""
        kinds = self._random.choices(("name", "street", "phone", "number", "amount", "time", "figures"), k=3)
        values = [self._figures() if kind == "figures" else self._value(kind).de for kind in kinds]
        text = self._random.choice((" ", ", ")).join(values[: self._random.randint(1, 3)])
        return Pair(text, text)

    def _figures(self) -> str:
        year = self._random.choice(KNOWN_YEARS)
        return f"{self._random.randint(1, 31):02d}.{self._random.randint(1, 12):02d}.{year}"

    def _kept(self, kind: str, value: Value) -> Value:
        """Return the value as the engine keeps it: whole dates and the German words of its list go over as they are."""
        date = kind == "date" and self._random.random() < 0.8
        if date or (value.de_gender and _KEPT.fullmatch(value.de)):
            return Value(value.de, value.de, value.de_gender, ro_indefinite=value.de, copied=True)
        return value

    def _render(self, text: str, chosen: dict[str, Value], language: str, roughening: Roughening) -> str:
        parts: list[str] = []
        end = 0
        for match in _SLOT.finditer(text):
            parts.append(roughening.apply(text[end : match.start()]))
            value = chosen[match[1] + match[2]]
            form = value.form(match[3], language)
            parts.append(form if value.copied else roughening.apply(form))
            end = match.end()
        parts.append(roughening.apply(text[end:]))
        return roughening.end("".join(parts))

    def _value(self, kind: str) -> Value:
        random = self._random
        if kind == "date":
            return self._date()
        makers: dict[str, Callable[[], str]] = {
            "time": self._time,
            "phone": self._phone,
            "amount": self._amount,
            "number": lambda: str(random.randint(1, random.choice((12, 130, 130, 9999)))),
            "page": lambda: str(random.randint(1, 40)),
            "street": lambda: f"{self._name('street')} {random.randint(1, 120)}",
            "name": lambda: self._name("name"),
            "company": lambda: self._name("company"),
        }
        if kind not in makers:
            return random.choice(self._values[kind])
        text = makers[kind]()
        return Value(text, text, copied=True)

    def _name(self, kind: str) -> str:
        if self._unseen and kind == "name":
            return self._random.choice(HELD_OUT_NAMES)
        if self._random.random() < 0.4:
            return self._made_up_name() + ("straße" if kind == "street" else "")
        return self._random.choice(self._values[kind]).de

    def _free_value(self, slot: str) -> Value:
        random = self._random
        if slot == "office":
            return self._office()
        if slot == "paper":
            papers = random.sample(self._values["paper"], random.choice((1, 1, 2)))
            return Value(
                ", ".join(paper.de for paper in papers),
                ", ".join(paper.ro_indefinite.split(" ", 1)[1] for paper in papers),
            )
        if slot == "meaning":
            row = random.choice(self._plain)
            return Value(row.texts["de"], row.texts["ro"])
        return self._value("name" if slot == "person" else slot)

    def _office(self) -> Value:
        random = self._random
        office = random.choice(self._values[random.choice(("office", "office_das"))])
        if random.random() < 0.35:
            address = self._value("street").de
            return Value(f"{office.de}, {address}", f"{office.ro}, {address}", copied=office.de == office.ro)
        return Value(office.de, office.ro, copied=office.de == office.ro)

    def _date(self) -> Value:
        random = self._random
        day, month = random.randint(1, 28), random.randint(0, 11)
        year = random.choice(HELD_OUT_YEARS if self._unseen else random.choice((KNOWN_YEARS, LIKELY_YEARS)))
        name = self._values["month"][month]
        style = random.random()
        if style < 0.55:
            return Value(f"{day}. {name.de} {year}", f"{day} {name.ro} {year}")
        if style < 0.75:
            return Value(f"{day}. {name.de}", f"{day} {name.ro}")
        text = f"{day:02d}.{month + 1:02d}.{year}" if style < 0.93 else f"{day}.{month + 1}.{year}"
        return Value(text, text, copied=True)

    def _time(self) -> str:
        random = self._random
        if self._unseen:
            return f"{random.randint(7, 20)}:{random.choice(HELD_OUT_MINUTES):02d}"
        if random.random() < 0.2:
            return str(random.randint(7, 20))
        minute = random.choice((0, 15, 30, 45, *(m for m in range(60) if m not in HELD_OUT_MINUTES)))
        hour = random.randint(0, 23)
        return f"{hour:02d}:{minute:02d}" if random.random() < 0.3 else f"{hour}:{minute:02d}"

    def _phone(self) -> str:
        random = self._random
        number = "0" + "".join(random.choice("0123456789") for _ in range(random.randint(8, 11)))
        cut = random.randint(3, 5)
        style = random.random()
        if style < 0.4:
            return f"{number[:cut]} {number[cut:]}"
        if style < 0.6:
            return f"{number[:cut]} {number[cut : cut + 3]} {number[cut + 3 :]}"
        if style < 0.7:
            return f"+49 {number[1:cut]} {number[cut:]}"
        return number if style < 0.85 else f"{number[:cut]}/{number[cut:]}"

    def _amount(self) -> str:
        random = self._random
        whole = random.choice((random.randint(1, 99), random.randint(100, 2500)))
        text = f"{whole:,}".replace(",", ".") if random.random() < 0.7 else str(whole)
        return f"{text},{random.randint(0, 99):02d}" if random.random() < 0.25 else text

    def _made_up_name(self) -> str:
        random = self._random
        starts = ("b", "br", "c", "d", "dr", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "w", "z")
        middles = ("a", "e", "i", "o", "u", "ei", "au", "ă", "ö", "ü", "ia", "ę", "ő")
        ends = ("n", "r", "l", "s", "ș", "scu", "ov", "ski", "mann", "k", "th", "nd", "")
        name = "".join(random.choice(starts) + random.choice(middles) for _ in range(random.randint(1, 2)))
        return (name + random.choice(ends)).capitalize()


@dataclass(frozen=True)
class Roughening:
    """How a source sentence is typed: on a phone, in a hurry, without diacritics."""

    small_letters: bool = False
    letters: str = "as written"  # as written | plain | old
    open_end: bool = False

    @classmethod
    def draw(cls, random: Random, language: str) -> Roughening:
        """Return a random way to type *language*; almost half of the time as written."""
        chance = random.random()
        if language == "ro":
            letters = "plain" if chance < 0.4 else "old" if chance < 0.47 else "as written"
        else:
            letters = "plain" if chance < 0.1 else "as written"
        return cls(random.random() < 0.25, letters, random.random() < 0.25)

    def apply(self, text: str) -> str:
        """Return a piece of the sentence as it is typed."""
        if self.letters == "plain":
            text = text.translate(_PLAIN)
        elif self.letters == "old":
            text = text.translate(_LETTERS_BEFORE_COMMA_BELOW)
        return text.lower() if self.small_letters else text

    def end(self, text: str) -> str:
        """Return the whole sentence, without its last full stop or question mark where people leave it out."""
        return text.rstrip(".?") if self.open_end and len(text) > 4 else text


def mask(pair: Pair, copied: list[str], random: Random) -> Pair:
    """Put `⟦1⟧`, `⟦2⟧` … for values that stand in both sentences, mostly in the order of the source.

    Some pairs get other numbers, so that the number is copied and not counted.
    """
    apart = random.random() < 0.7  # the engine masks an office word by word, other engines may not
    found = [
        value
        for value in copied
        if value in pair.source and value in pair.target and not (apart and _KEPT.search(value))
    ]
    rest = pair.source
    for pattern in (None, _KEPT, _ADDRESS, _NUMBER):
        if pattern:
            found += [value for value in dict.fromkeys(pattern.findall(rest)) if _is_alone(value, pair.target)]
        for value in found:
            rest = rest.replace(value, " ")
    found = sorted(dict.fromkeys(found), key=lambda value: (pair.source.find(value), -len(value)))
    if not found or len(found) > LAST_MASK:
        return pair
    names = list(MASKS[: len(found)]) if random.random() < 0.75 else random.sample(MASKS, len(found))
    source, target = pair.source, pair.target
    # longest first, or the 3 of 13:30 would be taken out of it; a private letter first, or a mask would hold digits
    order = sorted(range(len(found)), key=lambda index: -len(found[index]))
    for index in order:
        pattern = re.compile(rf"(?<![\w]){re.escape(found[index])}(?![\w])", re.IGNORECASE)
        if not pattern.search(source) or not pattern.search(target):
            continue
        source = pattern.sub(chr(0xE000 + index), source)
        target = pattern.sub(chr(0xE000 + index), target)
    for index, name in enumerate(names):
        source = source.replace(chr(0xE000 + index), name)
        target = target.replace(chr(0xE000 + index), name)
    return Pair(source, target)


def _is_alone(value: str, text: str) -> bool:
    return re.search(rf"(?<![\w.:,]){re.escape(value)}(?![\w:])", text, re.IGNORECASE) is not None
