"""No number stands naked: digits, and number words with a unit, come from facts.

A number that stands in a text would stay when its fact changes, in seven languages. "Every person" and "both parents"
are no numbers in this sense; "two weeks" and "zwei Wochen" are. How each language says them is in number_words.yaml.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from knowledge_base.documents import read_document
from knowledge_base.edition import Edition
from knowledge_base.findings import Finding
from knowledge_base.placeholders import without_placeholders
from knowledge_base.rules.form import finding
from knowledge_base.texts import Article
from knowledge_base.values import Value
from wording import LANGUAGES, Language


class _Numbers(Value):
    """The pieces of number_words.yaml for one language."""

    numbers: tuple[str, ...]
    units: tuple[str, ...]
    between: str
    joined: tuple[str, ...]
    one: tuple[str, ...]
    one_units: tuple[str, ...]

    def values(self) -> re.Pattern[str]:
        """Number words with a unit, and both in one word."""
        return _any_of([_counted(self.numbers, self.between, self.units), *self.joined])

    def ones(self) -> re.Pattern[str] | None:
        """ "One" with a unit, where a language tells it from "a"."""
        return _any_of([_counted(self.one, self.between, self.one_units)]) if self.one else None


def _counted(numbers: tuple[str, ...], between: str, units: tuple[str, ...]) -> str:
    return rf"\b(?:{'|'.join(numbers)}){between}(?:{'|'.join(units)})\b"


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


def _read() -> dict[Language, _Numbers]:
    written = read_document(Path(__file__).with_name("number_words.yaml").read_text("utf-8")).mapping()
    return {language: _Numbers.model_validate(written[language]) for language in LANGUAGES}


_VALUES = {language: words.values() for language, words in _read().items()}
_ONES = {language: words.ones() for language, words in _read().items()}


def numbers(article: Article, edition: Edition) -> Iterator[Finding]:
    """Digits and number words with a unit in *article* that no fact stands for; "one week" only as a warning."""
    yield from _in_text(article, article.title, "title")
    for section in article.sections.values():
        for number, line in enumerate(section.text.splitlines()):
            yield from _in_text(article, line, section.line + number)


def naked_numbers(text: str, language: Language) -> list[str]:
    """The numbers in *text* that should be facts, as they stand there."""
    bare = unicodedata.normalize("NFC", without_placeholders(text))
    found = ["".join(group) for group in _digits(bare)]
    return found + [match[0] for match in _VALUES[language].finditer(bare)]


def _in_text(article: Article, text: str, line: int | str) -> Iterator[Finding]:
    for found in naked_numbers(text, article.language):
        message = f"the number “{found}” must come from a fact: {{fact:…}}"
        yield finding(article, "naked-number", line, message)
    ones = _ONES[article.language]
    for match in ones.finditer(without_placeholders(text)) if ones else ():
        message = f"“{match[0]}” may be a number that should come from a fact"
        yield finding(article, "one-with-unit", line, message, "warning")
    if "§" in text:
        yield finding(article, "paragraph-sign", line, "a law is named in facts.yaml, not in a text")


def _digits(text: str) -> Iterator[list[str]]:
    """Runs of digits of any script, fractions and circled numbers too."""
    run: list[str] = []
    for character in text:
        if unicodedata.category(character) in ("Nd", "Nl", "No"):
            run.append(character)
        elif run:
            yield run
            run = []
    if run:
        yield run
