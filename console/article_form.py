"""The fields of the editor, and the text they make.

A form keeps what was typed, also where it makes no text; nobody loses a word to an error.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.datastructures import FormData

from console.article_words import PARTS
from knowledge_base.edition import Edition
from knowledge_base.placeholders import placeholders
from knowledge_base.rules.form import LISTS
from knowledge_base.rules.names import MAX_RELATED
from knowledge_base.rules.translations import german_words
from knowledge_base.texts import SECTIONS, Article, Section, SectionName
from nlu.topics import TOPICS, is_meta
from wording import Language

LONGEST_TITLE: Final = 120
LONGEST_SECTION: Final = 6_000
LONGEST_NOTE: Final = 300
"""Characters; what is right is much shorter, see the rules of a text."""

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class ArticleForm:
    """What stands in the fields. `based_on` is the newest version its writer saw, none for a first text.

    `says_german` is the version of the German text that its writer says the translation says now.
    """

    title: str = ""
    unit: str = ""
    offices: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    review_due_on: str = ""
    sections: Mapping[SectionName, str] = field(default_factory=dict)
    note: str = ""
    based_on: int | None = None
    says_german: int | None = None

    @classmethod
    def of(cls, article: Article, based_on: int | None) -> "ArticleForm":
        return cls(
            title=article.title,
            unit=article.unit or "",
            offices=article.offices,
            related=article.related,
            rests_on=article.rests_on,
            review_due_on=article.review_due_on.isoformat() if article.review_due_on else "",
            sections={name: section.text for name, section in article.sections.items()},
            based_on=based_on,
        )

    def text(self, section: SectionName) -> str:
        return self.sections.get(section, "")

    def article(self, topic: str, language: Language, base: Article | None) -> Article:
        """The text that the fields make, on what *base* has and no field shows."""
        known = base or Article(
            topic=topic,
            language=language,
            title="",
            version=1,
            sections={},
            translated_by=None if language == "de" else "person",
        )
        written: dict[str, object] = {
            "title": self.title,
            "status": "draft",
            "review_due_on": _day(self.review_due_on),
            "sections": {name: Section(self.sections[name]) for name in SECTIONS if self.text(name)},
        }
        if language == "de":
            written |= {
                "unit": self.unit or None,
                "offices": self.offices,
                "related": self.related,
                "rests_on": self.rests_on,
            }
        elif self.says_german is not None:
            written["translated_from"] = self.says_german
        return known.model_copy(update=written)

    def errors(self, edition: Edition) -> dict[str, str]:
        """What cannot even be kept as a draft, by the name of the field."""
        found: dict[str, str] = {}
        if not self.title:
            found["title"] = "Ohne Überschrift lässt sich der Text nicht speichern."
        elif len(self.title) > LONGEST_TITLE:
            found["title"] = f"Die Überschrift ist zu lang: {len(self.title)} Zeichen von höchstens {LONGEST_TITLE}."
        for name in SECTIONS:
            if len(self.text(name)) > LONGEST_SECTION:
                found[f"section-{name}"] = (
                    f"„{PARTS[name]}“ ist zu lang: {len(self.text(name))} Zeichen von höchstens {LONGEST_SECTION}."
                )
            elif re.search(r"^## ", self.text(name), re.MULTILINE):
                found[f"section-{name}"] = (
                    "Eine Zeile darf nicht mit „## “ beginnen: So trennen Dateien die Abschnitte."
                )
        if len(self.note) > LONGEST_NOTE:
            found["note"] = f"Bitte höchstens {LONGEST_NOTE} Zeichen; es sind {len(self.note)}."
        if self.review_due_on and _day(self.review_due_on) is None:
            found["review-due-on"] = "Bitte geben Sie einen Tag an, zum Beispiel 31.03.2027."
        if self.unit and self.unit not in edition.units:
            found["unit"] = "Diese Stelle gibt es nicht."
        if any(office not in edition.offices for office in self.offices):
            found["offices"] = "Eines dieser Ämter gibt es nicht."
        if len(self.related) > MAX_RELATED or any(topic not in TOPICS or is_meta(topic) for topic in self.related):
            found["related"] = f"Wählen Sie höchstens {MAX_RELATED} Themen aus der Liste."
        return found


async def typed(request: Request) -> ArticleForm:
    """The form that came with *request*; what it lacks is empty."""
    form = await request.form()
    leading, other = _line(form, "leading"), _line(form, "rests_on_other")
    return ArticleForm(
        title=_line(form, "title"),
        unit=_line(form, "unit"),
        offices=_several(form, "offices"),
        related=_several(form, "related"),
        rests_on=tuple(dict.fromkeys(name for name in (leading, *_several(form, "rests_on"), other) if name)),
        review_due_on=_line(form, "review_due_on"),
        sections={name: text for name in SECTIONS if (text := _text(form, f"section_{name}"))},
        note=_line(form, "note"),
        based_on=_number(form, "based_on"),
        says_german=_number(form, "says_german"),
    )


Typed = Annotated[ArticleForm, Depends(typed)]


def from_german(german: Article) -> ArticleForm:
    """The frame of a translation that nobody began: the lines of *german* with only what they name."""
    sections = {name: _frame(name, section) for name, section in german.sections.items()}
    return ArticleForm(sections=sections, says_german=german.version)


def _frame(name: SectionName, section: Section) -> str:
    if name == "words":
        return "\n".join(f"- {word}: " for word in german_words(section))
    dash = "- " if name in LISTS else ""
    lines = []
    for line in section.text.splitlines():
        mark = dash or ("- " if line.startswith("- ") else "")
        lines.append(f"{mark}{' '.join(str(named) for named in placeholders(line))}")
    return "\n".join(lines)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _plain(form: FormData, name: str) -> str:
    value = form.get(name)
    return _CONTROLS.sub("", value.replace("\r\n", "\n").replace("\r", "\n")) if isinstance(value, str) else ""


def _text(form: FormData, name: str) -> str:
    return "\n".join(line.rstrip() for line in _plain(form, name).split("\n")).strip("\n")


def _line(form: FormData, name: str) -> str:
    return " ".join(_plain(form, name).split())


def _several(form: FormData, name: str) -> tuple[str, ...]:
    values = (str(value).strip() for value in form.getlist(name))
    return tuple(dict.fromkeys(value for value in values if value))


def _number(form: FormData, name: str) -> int | None:
    written = _line(form, name)
    return int(written) if written.isdecimal() and len(written) < 9 else None
