"""Article texts: front matter, then sections, in one language. The format is described in docs/writing-articles.md."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, PositiveInt

from knowledge_base.documents import Unreadable, read_document, write_document
from knowledge_base.values import OptionalDay, OptionalText, Reading, Text, Value
from wording import Language

SectionName = Literal["answer", "until", "where", "papers", "cost", "more", "words"]
SECTIONS: tuple[SectionName, ...] = get_args(SectionName)
NEEDED_SECTIONS: tuple[SectionName, ...] = ("answer", "words")

Status = Literal["missing", "machine_draft", "draft", "in_review", "published", "withdrawn"]
Translator = Literal["machine", "person"]
Change = Literal["typo", "ordinary", "meaning"]
"""What a new version changes: letters, words, or what it means, so that every translation says something else now."""

_LEFT_OUT = ("translated_by", "meaning_version", "checked_on")
"""Lines that front matter has only where there is something to say."""

_FRONT_MATTER = re.compile(r"---\n(?P<head>.*?)^---\n(?P<body>.*)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"## *(?P<name>\S.*?) *$")


@dataclass(frozen=True, slots=True)
class Section:
    """The words of a section and the line of its file on which they begin."""

    text: str
    line: int = field(default=1, compare=False)

    def lines(self) -> list[str]:
        return [line for line in self.text.splitlines() if line.strip()]

    def items(self) -> list[str]:
        """The items of a list, without their dashes."""
        return [line.removeprefix("- ").strip() for line in self.lines()]


def _none_is_empty(value: Any) -> Any:
    return () if value is None or value == "" else value


Names = Annotated[tuple[Text, ...], BeforeValidator(_none_is_empty)]


class _Head(Value):
    title: Text
    version: PositiveInt
    status: Status = "published"
    checked_on: OptionalDay = None
    review_due_on: OptionalDay = None


class _GermanHead(_Head):
    meaning_version: PositiveInt | None = None
    unit: Text
    offices: Names = ()
    related: Names = ()
    rests_on: Names = ()
    confirmed_by: OptionalText = None
    confirmed_on: OptionalDay = None


class _TranslationHead(_Head):
    translated_from: PositiveInt
    translated_by: Translator | None = None
    second_reading_by: OptionalText = None
    second_reading_on: OptionalDay = None
    native_reading_by: OptionalText = None
    native_reading_on: OptionalDay = None


class Article(Value):
    """One version of an article in one language.

    `unit`, `offices`, `related`, `rests_on` and `confirmed_…` belong to the German text and hold for all languages;
    `translated_…`, `second_reading_…` and `native_reading_…` belong to the others. `rests_on` names facts, the
    leading one first. `meaning_version` is the version of the German text since which it means the same: translations
    of that one are still right; without one it is the version itself. `checked_on` is the last day on which somebody in
    the town read this version through and found it right.
    """

    topic: str
    language: Language
    title: str
    version: int
    status: Status = "published"
    sections: Mapping[SectionName, Section]
    meaning_version: int | None = None
    unit: str | None = None
    offices: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    confirmed_by: str | None = None
    confirmed_on: OptionalDay = None
    translated_from: int | None = None
    translated_by: Translator | None = None
    second_reading_by: str | None = None
    second_reading_on: OptionalDay = None
    native_reading_by: str | None = None
    native_reading_on: OptionalDay = None
    checked_on: OptionalDay = None
    review_due_on: OptionalDay = None

    @property
    def looked_at_on(self) -> tuple[date | None, ...]:
        """The days on which people looked at the words of this version, as far as they are known."""
        return (self.checked_on, self.confirmed_on, self.second_reading_on, self.native_reading_on)

    @property
    def file(self) -> str:
        """Where the text stands in an edition folder."""
        return f"{self.topic.replace('.', '/', 1)}/{self.language}.md"

    def is_outdated_by(self, german: "Article") -> bool:
        """Whether this translation says what *german* no longer means."""
        return self.language != "de" and is_outdated(self.translated_from, german.version, german.meaning_version)


def is_outdated(translated_from: int | None, german_version: int, meaning_version: int | None) -> bool:
    """Whether a translation of the German version *translated_from* says what the German text no longer means."""
    return (translated_from or 0) < (meaning_version or german_version)


READINGS = {
    "second_reading_by": "second_reading_on",
    "native_reading_by": "native_reading_on",
    "confirmed_by": "confirmed_on",
}
"""What people said about the words of one version, and the day on which they said it."""


def read_article(reading: Reading, topic: str, language: Language, file: str) -> Article | None:
    """The text in *file*; None when its front matter cannot be read. Everything that breaks the format is noted."""
    text = reading.text(file)
    if text is None:
        return None
    match = _FRONT_MATTER.fullmatch(text)
    if not match:
        message = "a text begins with front matter between two lines of ---"
        reading.complain("format", file, 1, message, topic=topic, language=language)
        return None
    try:
        document = reading.documents[file] = read_document(match["head"], first_line=2)
        mapping = document.mapping()
    except Unreadable as error:
        reading.complain("format", file, error.line, error.reason, topic=topic, language=language)
        return None
    kind = _GermanHead if language == "de" else _TranslationHead
    head = reading.value(kind, mapping, document, (), file, {}, topic=topic, language=language)
    if head is None:
        return None
    for by, on in READINGS.items():
        if (getattr(head, by, None) is None) != (getattr(head, on, None) is None):
            message = f"{by} and {on} go together: who, and on which day"
            reading.complain("reading-incomplete", file, document.line((by,)), message, topic=topic, language=language)
    body_line = text.count("\n", 0, match.start("body")) + 1
    sections = _read_sections(reading, match["body"], body_line, topic, language, file)
    return Article(topic=topic, language=language, sections=sections, **head.model_dump())


def write_article(article: Article) -> str:
    """The text of a file from which `read_article` reads *article* again."""
    kind = _GermanHead if article.language == "de" else _TranslationHead
    head: dict[str, Any] = {}
    for name, known in kind.model_fields.items():
        value = getattr(article, name)
        if (name, value) in (("status", "published"), *((left_out, None) for left_out in _LEFT_OUT)):
            continue
        head[name] = list(value) if isinstance(value, tuple) else str(value) if isinstance(value, date) else value
        if value is None and not known.is_required():
            head[name] = ""
    head["review_due_on"] = head.pop("review_due_on")  # last, as in the shipped texts
    body = "\n".join(f"## {name}\n{section.text}\n" for name, section in article.sections.items())
    return f"---\n{write_document(head)}---\n{body}"


def _read_sections(
    reading: Reading, body: str, first_line: int, topic: str, language: Language, file: str
) -> dict[SectionName, Section]:
    def complain(rule: str, line: int, message: str) -> None:
        reading.complain(rule, file, line, message, topic=topic, language=language)

    found: list[tuple[str, int, list[str]]] = []
    for line, words in enumerate(body.splitlines(), start=first_line):
        if heading := _HEADING.match(words):
            found.append((heading["name"], line, []))
        elif found:
            found[-1][2].append(words.rstrip())
        elif words.strip():
            complain("section-unknown", line, "these words stand before the first section")
    sections: dict[SectionName, Section] = {}
    for name, line, words_of_section in found:
        known = next((section for section in SECTIONS if section == name), None)
        if known is None:
            complain("section-unknown", line, f"{name} is no section; known are {', '.join(SECTIONS)}")
        elif known in sections:
            complain("section-order", line, f"the section {name} stands here a second time")
        elif not (text := "\n".join(words_of_section).strip("\n")):
            complain("section-missing", line, f"the section {name} is empty")
        else:
            leading = next(index for index, words in enumerate(words_of_section) if words)
            sections[known] = Section(text, line + 1 + leading)
            if max(map(SECTIONS.index, sections)) > SECTIONS.index(known):
                complain(
                    "section-order", line, f"the section {name} stands too late; the order is {', '.join(SECTIONS)}"
                )
    for needed in NEEDED_SECTIONS:
        if needed not in sections and not any(name == needed for name, _, _ in found):
            complain("section-missing", first_line, f"the section {needed} is missing")
    return {name: sections[name] for name in SECTIONS if name in sections}
