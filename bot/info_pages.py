"""The public pages: every article in every language, for search engines, for printing and for a printed code.

They say what the chat says, with the same lines about source and state, and work without script and without a cookie.
For machines each article carries JSON-LD (schema.org). It names a law only where its text was read, and a review only
where an office confirmed the German text.
"""

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from urllib.parse import quote

import segno
from markupsafe import Markup, escape

from bot.web_page import PAGE_LANGUAGE, Page
from bot.web_view import Block, ViewButton, picture_button, view_lines
from bot.welcome import AREAS
from knowledge_base.answers import ArticleAnswer
from knowledge_base.facts import Fact
from knowledge_base.library import Library
from knowledge_base.search import Hit
from knowledge_base.state import LAW_TEXTS
from nlu.topics import SAFETY_TOPICS
from wording import LANGUAGES, Language, Line, Phrase, Phrases, Reply, formats
from wording.languages import OWN_NAMES
from wording.rendering import SpokenLine, spoken

_NAME: Final = "Lotse Weißenfels"
_BESIDE_THE_BEST: Final = 0.15
"""Of what the best find answers: finds that answer less only make a list longer."""
_ALWAYS_SHOWN: Final = 3
"""However sure the first is, it may be the wrong one."""
_DESCRIPTION_LENGTH: Final = 200


@dataclass(frozen=True)
class InfoParts:
    """What the public pages are made of. `public_url` is where browsers find Lotse, without a slash at its end."""

    library: Library
    phrases: Phrases
    public_url: str
    leave_url: str = "https://www.weissenfels.de/"


@dataclass(frozen=True)
class Entry:
    """An article in a list. `first` is how its answer begins."""

    topic: str
    title: str
    first: str = ""


@dataclass(frozen=True)
class Area:
    """An area with its picture and its articles."""

    name: str
    button: ViewButton
    entries: tuple[Entry, ...]


@dataclass
class _Parts:
    """The lines of an answer, each where it belongs on a page."""

    notes: list[SpokenLine] = field(default_factory=list)
    short: list[SpokenLine] = field(default_factory=list)
    more: list[SpokenLine] = field(default_factory=list)
    words: list[SpokenLine] = field(default_factory=list)
    sources: list[SpokenLine] = field(default_factory=list)


class InfoPages:
    """Writes the pages. Nothing here knows HTTP."""

    def __init__(self, parts: InfoParts) -> None:
        self._library = parts.library
        self._phrases = parts.phrases
        self._url = parts.public_url
        self._page = Page(parts.phrases, parts.leave_url)

    def start(self) -> str:
        """All languages, each by its own name."""
        choices = [(each, name, self._say("info-title", each)) for each, name in OWN_NAMES.items()]
        return self._page.write("info.html", PAGE_LANGUAGE, choices=choices, **self._links(""))

    def topics(self, language: Language, query: str = "", hits: Sequence[Hit] = ()) -> str:
        """The areas with their articles, or what was found for *query*, if there is one."""
        least = hits[0].score * _BESIDE_THE_BEST if hits else 0.0
        near = [hit for place, hit in enumerate(hits) if place < _ALWAYS_SHOWN or hit.score >= least]
        found = [self._entry(hit.topic, language) for hit in near]
        areas = [] if query else list(self._areas(language))
        return self._page.write(
            "info_topics.html", language, areas=areas, query=query, found=found, **self._links("", language)
        )

    def article(self, topic: str, language: Language) -> str:
        """One article.

        Raises:
            ArticleNotFound: no published article has this topic.
        """
        answer = self._library.answer(topic, language)
        kind = "safety" if topic in SAFETY_TOPICS else "article"
        parts = self._arranged(answer)
        changed_on = self._library.changed_on(topic, language)
        description = _first(parts.short)
        in_german = spoken(Reply(kind="article", language="de", lines=answer.in_german), self._phrases)
        return self._page.write(
            "info_article.html",
            language,
            answer=answer,
            kind=kind,
            notes=parts.notes,
            short=_blocks(parts.short, kind),
            more=_blocks(parts.more, kind),
            words=_blocks(parts.words, kind),
            sources=parts.sources,
            changed_on=formats.date(changed_on, language) if changed_on else None,
            in_german=_blocks(in_german, kind) if answer.text_language != "de" else (),
            related=[self._entry(each, language) for each in answer.related if self._library.has(each)],
            area=self._say(f"area-{topic.partition('.')[0]}", language),
            description=description,
            json_ld=_data_block(self._described(answer, description, changed_on)),
            **self._links(topic, language, answer.text_language),
        )

    def missing(self, language: Language) -> str:
        """What stands where there is nothing."""
        return self._page.write("info_missing.html", language)

    def code_of(self, topic: str, language: Language) -> bytes:
        """The address of an article as a QR code, an SVG picture."""
        picture = io.BytesIO()
        code = segno.make(self._address(topic, language), error="m", micro=False)
        code.save(picture, kind="svg", scale=4, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None)
        return picture.getvalue()

    def sitemap(self) -> str:
        """Every page that is meant to be found, as sitemaps.org describes it."""
        rows = [self._row(f"{self._url}/info", None)]
        rows += [self._row(self._address("", language), None) for language in LANGUAGES]
        edition = self._library.edition
        for topic in edition.topics():
            for language in self._languages_of(topic):
                changed_on = self._library.changed_on(topic, language)
                rows.append(self._row(self._address(topic, language), changed_on))
        head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        return f"{head}{''.join(rows)}</urlset>\n"

    def robots(self) -> str:
        """What machines may read: the public pages, and what those need; links of readers are for one person."""
        allowed = "Allow: /info\nAllow: /chat/static/\nDisallow: /info/read/\nDisallow: /\n"
        return f"User-agent: *\n{allowed}\nSitemap: {self._url}/info/sitemap.xml\n"

    def _row(self, address: str, changed_on: date | None) -> str:
        changed = f"<lastmod>{changed_on.isoformat()}</lastmod>" if changed_on else ""
        return f"<url><loc>{escape(address)}</loc>{changed}</url>\n"

    def _address(self, topic: str, language: Language) -> str:
        return f"{self._url}/info/{language}/{quote(topic)}".rstrip("/")

    def _languages_of(self, topic: str) -> list[Language]:
        """The languages in which *topic* can be read: its texts that say what the German one means."""
        german = self._library.edition.german(topic)
        texts = [self._library.edition.articles.get((topic, language)) for language in LANGUAGES]
        return [text.language for text in texts if german and text and not text.is_outdated_by(german)]

    def _links(self, topic: str, language: Language | None = None, shown_in: Language | None = None) -> dict[str, Any]:
        """What a page says of its address and of its other languages; *shown_in* is the language of what it shows."""
        spoken_in = self._languages_of(topic) if topic else LANGUAGES
        shown = shown_in or language
        return {
            "canonical": self._address(topic, shown) if shown else f"{self._url}/info",
            "alternates": [(each, self._address(topic, each)) for each in spoken_in],
            "default": self._address(topic, "de") if topic else f"{self._url}/info",
            "languages": [(each, name) for each, name in OWN_NAMES.items() if each != language],
        }

    def _areas(self, language: Language) -> Iterator[Area]:
        for area, picture in AREAS.items():
            if topics := self._library.topics(area):
                button = picture_button(area, self._say(f"area-{area}", language), picture)
                entries = (Entry(topic, self._library.title(topic, language)) for topic in topics)
                yield Area(area, button, tuple(entries))

    def _entry(self, topic: str, language: Language) -> Entry:
        answer = self._library.answer(topic, language)
        return Entry(topic, answer.title, _first(self._arranged(answer).short))

    def _arranged(self, answer: ArticleAnswer) -> _Parts:
        """Short form and what stands behind the button, with all German words together and every source once."""
        parts = _Parts()
        for lines, place in ((answer.lines, parts.short), (answer.more, parts.more)):
            explains_words = False
            for line, said in zip(lines, self._spoken(lines, answer.language), strict=True):
                explains_words = _is_label_of_words(line) or (explains_words and line.style == "item")
                if line.style == "title" and said.text == answer.title:
                    continue  # stands above everything already
                if line.style == "source":
                    if not any(said.text in known.text for known in parts.sources):
                        parts.sources.append(said)
                elif line.style == "small" and not place and place is parts.short:
                    parts.notes.append(said)
                elif not explains_words:
                    place.append(said)
                elif not line.label:
                    parts.words.append(said)
        return parts

    def _spoken(self, lines: Sequence[Line], language: Language) -> tuple[SpokenLine, ...]:
        return spoken(Reply(kind="article", language=language, lines=tuple(lines)), self._phrases)

    def _described(self, answer: ArticleAnswer, description: str, changed_on: date | None) -> dict[str, Any]:
        """The page for machines. It claims no review that was not made."""
        german = self._library.edition.german(answer.topic)
        described: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "WebPage",
            "url": self._address(answer.topic, answer.text_language),
            "name": answer.title,
            "description": description,
            "inLanguage": answer.text_language,
            "isPartOf": {"@type": "WebSite", "name": _NAME, "url": f"{self._url}/info"},
        }
        if changed_on:
            described["dateModified"] = changed_on.isoformat()
        if based_on := _based_on(self._library.facts_of(answer.topic)):
            described["isBasedOn"] = based_on
        if answer.text_language != "de":
            original = {"@type": "WebPage", "url": self._address(answer.topic, "de"), "inLanguage": "de"}
            described["translationOfWork"] = original
        elif german and german.confirmed_by and german.confirmed_on:
            described["lastReviewed"] = german.confirmed_on.isoformat()
            described["reviewedBy"] = {"@type": "GovernmentOrganization", "name": german.confirmed_by}
        return described

    def _say(self, phrase_id: str, language: Language) -> str:
        return self._phrases.say(Phrase(id=phrase_id), language)


def _is_label_of_words(line: Line) -> bool:
    return line.label is not None and line.label.id == "section-words"


def _blocks(lines: Sequence[SpokenLine], kind: str) -> tuple[Block, ...]:
    return view_lines([{"style": line.style, "label": line.label, "text": line.text} for line in lines], kind)


def _first(lines: Sequence[SpokenLine]) -> str:
    """How an answer begins: whole words of its first line."""
    first = next((line.text for line in lines if line.style in ("text", "number") and not line.label), "")
    if len(first) <= _DESCRIPTION_LENGTH:
        return first
    return first[:_DESCRIPTION_LENGTH].rpartition(" ")[0] + " …"


def _based_on(facts: Sequence[Fact]) -> list[dict[str, str]]:
    """Laws whose text was read, and pages on the web that were the source; each once."""
    found: dict[str, dict[str, str]] = {}
    for fact in facts:
        if fact.source is None:
            continue
        if fact.law and fact.source.startswith(LAW_TEXTS):
            found.setdefault(fact.law, {"@type": "Legislation", "name": fact.law})
        elif fact.source.startswith("https://"):
            found.setdefault(fact.source, {"@type": "WebPage", "url": fact.source})
    return list(found.values())


def _data_block(described: dict[str, Any]) -> Markup:
    """JSON that cannot end the element it stands in."""
    written = json.dumps(described, ensure_ascii=False)
    for character in "<>&":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return Markup(written)  # noqa: S704 - no character of markup is left in it
