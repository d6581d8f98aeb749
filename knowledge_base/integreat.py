"""Pages of the Integreat CMS: read from a file of its API, and made into drafts with their source.

A town that looks after its pages in Integreat need not write everything twice. What is read is the answer of
`/api/v3/<region>/<language>/pages/`, or of one page, saved into a file; nothing is fetched while Lotse runs.
Read in integreat_cms/api/v3/pages.py of digitalfabrik/integreat-cms, 28 November 2026.
"""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge_base.incoming import LONGEST_TITLE, FileRefused, IncomingText, Problem
from knowledge_base.markup import plain_lines
from knowledge_base.texts import Article, Section, SectionName
from knowledge_base.values import Value
from wording import LANGUAGES, Language, Phrase, Phrases

LARGEST_PAGES: Final = 1000

_LINK: Final = re.compile(r"https?://[^\s<>\"{}]+")
_PLACE: Final = re.compile(r"/(?P<region>[^/]+)/(?P<language>[A-Za-z-]+)/.*")


class _Organization(BaseModel):
    name: str


class _ApiPage(BaseModel):
    """What is needed of a page; the API gives more."""

    model_config = ConfigDict(extra="ignore")

    id: int
    url: str
    path: str
    title: str = Field(min_length=1)
    content: str
    last_updated: datetime | None = None
    modified_gmt: datetime | None = None  # all that older versions gave
    organization: _Organization | None = None


class Page(Value):
    """One page as lines of plain text. `language` is none where Lotse does not speak it; `owner` is who wrote it."""

    id: int
    title: str
    link: str
    language: Language | None
    language_code: str
    owner: str
    changed_on: date | None
    lines: tuple[str, ...]

    def source(self, language: Language, phrases: Phrases) -> str:
        """The sentence that says where the text comes from."""
        return phrases.say(Phrase(id="integreat-source", arguments={"owner": self.owner, "link": self.link}), language)


def read_pages(content: bytes) -> list[Page]:
    """The pages of a file, in its order.

    Raises:
        FileRefused: it is no answer of that API; the line, or the page and its field, are named.
    """
    written = _read_json(content)
    rows = written if isinstance(written, list) else [written]
    if not rows or len(rows) > LARGEST_PAGES or not all(isinstance(row, dict) for row in rows):
        raise FileRefused([Problem("no-pages")])
    pages, problems = [], []
    for number, row in enumerate(rows, start=1):
        try:
            pages.append(_page(_ApiPage.model_validate(row)))
        except ValidationError as error:
            problems += [_incomplete(number, detail["loc"], detail["msg"]) for detail in error.errors()]
        except ValueError as error:
            problems.append(_incomplete(number, ("url",), str(error)))
    if problems:
        raise FileRefused(problems)
    return pages


def draft_of(
    page: Page, topic: str, language: Language, texts: Mapping[Language, Article], unit: str | None, phrases: Phrases
) -> IncomingText:
    """The page as a draft for *topic*.

    Where there is a text already, the page comes behind it in `more`, so that nothing of it is lost and whoever edits
    sees both. Else its first line becomes the answer.

    Args:
        texts: The newest version of the topic's text in each language that has one.
        unit: Who takes the topic over; only a new German text needs it.

    Raises:
        FileRefused: a translation without a German text.
    """
    known, german = texts.get(language), texts.get("de")
    if language != "de" and german is None:
        raise FileRefused([Problem("german-missing", page.title, found=topic)])
    source = page.source(language, phrases)
    day = f" ({page.changed_on:%d.%m.%Y})" if page.changed_on else ""
    note = f"Integreat: {page.owner}, {page.link}{day}"
    if known is not None:
        more = known.sections["more"].text.splitlines() if "more" in known.sections else []
        together = "\n".join([*more, *([""] if more else []), *page.lines, source])
        sections = {**known.sections, "more": Section(together)}
        draft = known.model_copy(update={"sections": sections, "status": "draft"})
        return IncomingText(article=draft, based_on=known.version, note=note)
    answer, *more = page.lines or ("",)
    new: dict[SectionName, Section] = {"answer": Section(answer), "more": Section("\n".join([*more, source]))}
    draft = Article(
        topic=topic,
        language=language,
        title=page.title[:LONGEST_TITLE],
        version=1,
        sections=new,
        status="draft",
        unit=unit if language == "de" else None,
        translated_from=german.version if german and language != "de" else None,
    )
    return IncomingText(article=draft, based_on=None, note=note)


def _read_json(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FileRefused([Problem("encoding", line=content[: error.start].count(b"\n") + 1)]) from error
    except json.JSONDecodeError as error:
        raise FileRefused([Problem("no-json", line=error.lineno, english=error.msg)]) from error
    except (RecursionError, ValueError) as error:  # nested without end; a number of thousands of digits
        raise FileRefused([Problem("no-json", english=type(error).__name__)]) from error


def _page(row: _ApiPage) -> Page:
    """Make a page of what the API gave.

    Raises:
        ValueError: it has no address, or none of a region and a language.
    """
    place = _PLACE.fullmatch(row.path)
    if not _LINK.fullmatch(row.url) or place is None:
        raise ValueError(f"{row.url[:80]} is no address of a page")
    code = place["language"].lower()
    changed = row.last_updated or row.modified_gmt
    return Page(
        id=row.id,
        title=" ".join(plain_lines(row.title)),
        link=row.url,
        language=next((language for language in LANGUAGES if code.partition("-")[0] == language), None),
        language_code=code,
        owner=row.organization.name if row.organization else place["region"].replace("-", " ").title(),
        changed_on=changed.date() if changed else None,
        lines=tuple(plain_lines(row.content)),
    )


def _incomplete(number: int, place: tuple[int | str, ...], english: str) -> Problem:
    return Problem("page-incomplete", line=number, column=".".join(map(str, place)), english=english)
