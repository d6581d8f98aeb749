"""`/info/read/<token>`: a native reader confirms or corrects one text on the telephone, without account or script.

The token is all that opens it, so a form needs no other; a page of another site cannot send one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Final
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response

from bot.reader_page import NAME_LIMIT, REMARK_LIMIT, SECTION_LIMIT, TITLE_LIMIT, Given, Readers, Text, read_form
from bot.web_http import Refusal, language_of_browser, read_body, refusal_of, refuse_foreign_pages
from bot.web_limits import Limits, TooFast
from bot.web_page import PAGE_LANGUAGE, Page, html
from knowledge_base.library import Library
from knowledge_base.reading_links import LinkOver, NothingChanged
from storage import Database
from storage.signals import Signals
from wording import Language, Phrase, Phrases

BODY_LIMIT: Final = 128 * 1024
"""Bytes. A long text in Cyrillic letters takes six of them for each letter."""

_FIELDS: Final = 20
_NOINDEX: Final = {"X-Robots-Tag": "noindex, nofollow"}
_OVER: Final[Mapping[str, int]] = {"unknown": 404}


@dataclass(frozen=True)
class ReaderParts:
    """What the page stands on."""

    database: Database
    signals: Signals
    library: Library
    phrases: Phrases
    clock: Callable[[], datetime]
    leave_url: str = "https://www.weissenfels.de/"


class ReadingPage(Page):
    """Writes the pages of a link, in the language of its text."""

    def form(self, token: str, text: Text, given: Given | None = None, notice: Phrase | None = None) -> str:
        """The text and the form below it; with what was *given*, where that was not taken."""
        limits = {"title": TITLE_LIMIT, "name": NAME_LIMIT, "remark": REMARK_LIMIT, "section": SECTION_LIMIT}
        typed = given.words if given else {}
        is_changed = any(typed.get(name, words) != words for name, _, words in text.fields)
        return self.write(
            "reading.html",
            text.language,
            token=token,
            text=text,
            typed=typed,
            is_changed=is_changed,
            name=given.name if given else "",
            remark=given.remark if given else "",
            problems=given.problems if given else {},
            notice=notice,
            limits=limits,
        )

    def told(self, language: Language, heading: str, *lines: Phrase) -> str:
        """A page that says something and asks nothing."""
        return self.write("reading_told.html", language, heading=heading, lines=lines)


def reader_routes(parts: ReaderParts) -> APIRouter:
    """The page behind a link, and what its form sends."""
    routes = APIRouter(include_in_schema=False)
    readers = Readers(parts.database, parts.signals, parts.library, parts.phrases, parts.clock)
    page, limits = ReadingPage(parts.phrases, parts.leave_url), Limits()

    def over(request: Request, error: LinkOver) -> Response:
        language = error.language or language_of_browser(request) or PAGE_LANGUAGE
        lines = [Phrase(id=f"reading-{error.state}")]
        if error.state in ("expired", "newer"):
            lines.append(Phrase(id="reading-ask"))
        return _html(page.told(language, "web-door-over", *lines), _OVER.get(error.state, 410))

    def refused(language: Language, refusal: Refusal) -> Response:
        said = [Phrase(id="web-too-long")] if refusal.status == 413 else []
        shown = page.told(language, "web-failed", *said, Phrase(id="reading-again"))
        return _html(shown, refusal.status, refusal.waiting)

    @routes.get("/info/read/{token}")
    async def show(request: Request, token: str) -> Response:
        try:
            _, text = await readers.look(token)
            limits.reading(token)
        except LinkOver as error:
            return over(request, error)
        except TooFast as error:
            return refused(language_of_browser(request) or PAGE_LANGUAGE, refusal_of(error))
        return _html(page.form(token, text))

    @routes.post("/info/read/{token}")
    async def take(request: Request, token: str) -> Response:
        try:
            row, text = await readers.look(token)  # what never was a link costs no more than a look
            refuse_foreign_pages(request)
            given = read_form(await _form(request), row)
        except LinkOver as error:
            return over(request, error)
        except Refusal as error:
            return refused(language_of_browser(request) or PAGE_LANGUAGE, error)
        if given.problems:
            return _html(page.form(token, text, given), 422)
        try:
            limits.reading(token)
            await readers.take(token, given)
        except TooFast as error:
            refusal = refusal_of(error)
            minutes = ceil((refusal.retry_after_seconds or 60) / 60)
            notice = Phrase(id="web-too-fast", arguments={"count": minutes})
            return _html(page.form(token, text, given, notice), refusal.status, refusal.waiting)
        except NothingChanged:
            given.problems["verdict"] = Phrase(id="reading-nothing-changed")
            return _html(page.form(token, text, given), 422)
        except LinkOver as error:
            return over(request, error)
        thanks = "reading-thanks-right" if given.verdict == "right" else "reading-thanks-changed"
        lines = (Phrase(id=thanks), Phrase(id="reading-close"))
        return _html(page.told(text.language, "reading-thanks", *lines))

    return routes


async def _form(request: Request) -> dict[str, str]:
    """The fields of the form.

    Raises:
        Refusal: it is too large, or no form of ours.
    """
    body = await read_body(request, BODY_LIMIT)
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_FIELDS))
    except ValueError as error:
        raise Refusal(400, "bad_request", "this is no form of this page") from error


def _html(content: str, status: int = 200, more: Mapping[str, str] = _NOINDEX) -> Response:
    return html(content, status, {**_NOINDEX, **more})
