"""One text as a native reader looks it through, without HTTP: as newcomers read it, in German, and in fields."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

from sqlalchemy.ext.asyncio import AsyncSession

from bot.web_http import cleaned
from bot.web_view import Block, blocks
from knowledge_base.answers import Answers
from knowledge_base.edition import Edition
from knowledge_base.library import Library
from knowledge_base.placeholders import placeholders
from knowledge_base.reading_links import Correction, ReadingLinks
from knowledge_base.tables import ArticleVersion
from knowledge_base.texts import SECTIONS, Article, SectionName
from knowledge_base.workflow import Workflow
from knowledge_base.writing import Writer
from nlu.topics import SAFETY_TOPICS
from storage import Database
from storage.signals import Signals
from wording import Language, Phrase, Phrases, Reply, rendering
from wording.formats import TOWN

TITLE_LIMIT: Final = 120
SECTION_LIMIT: Final = 4_000
NAME_LIMIT: Final = 60
REMARK_LIMIT: Final = 1_000

LABELS: Final[Mapping[SectionName, str]] = {"answer": "reading-answer", "more": "button-more"}
"""Names of the sections; the others have theirs in every answer."""

_HEADING: Final = re.compile(r"^#+ *", re.MULTILINE)
"""Begins another section in a file of the edition."""

Verdict = Literal["right", "corrected"]


@dataclass
class Given:
    """What a reader has put into the form."""

    verdict: Verdict
    title: str
    sections: Mapping[SectionName, str]
    name: str
    remark: str
    problems: dict[str, Phrase] = field(default_factory=dict)
    """What is wrong, by field."""

    @property
    def correction(self) -> Correction:
        return Correction(self.title, self.sections)

    @property
    def words(self) -> dict[str, str]:
        """Title and sections, by the names of their fields."""
        return {"title": self.title} | {str(name): text for name, text in self.sections.items()}


@dataclass(frozen=True)
class Text:
    """The text behind a link. `shown` and `german` are empty where it names what does not exist any more."""

    language: Language
    title: str
    shown: tuple[Block, ...]
    german_title: str
    german: tuple[Block, ...]
    values: tuple[tuple[str, str], ...]
    """What the program fills in: as it stands in the fields, and as newcomers read it."""
    fields: tuple[tuple[str, Phrase, str], ...]
    """The name, the label and the words of each field."""


class Readers:
    """Looks at links and takes what readers say."""

    def __init__(
        self,
        database: Database,
        signals: Signals,
        library: Library,
        phrases: Phrases,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._signals = signals
        self._library = library
        self._phrases = phrases
        self._clock = clock

    async def look(self, token: str) -> tuple[ArticleVersion, Text]:
        """The text behind a link; looking uses nothing up.

        Raises:
            LinkOver: the link cannot be used.
        """
        now = self._clock()
        async with self._database.reading() as session:
            _, row = await ReadingLinks(session, self._workflow(session, now), now).open(token)
            article = row.read()
        return row, self._text(article, now.astimezone(TOWN).date())

    async def take(self, token: str, given: Given) -> None:
        """Keep what a reader says.

        Raises:
            LinkOver: the link cannot be used.
            NothingChanged: it is to be corrected, but nothing was changed, and nothing remarked.
        """
        now = self._clock()
        async with self._database.transaction() as session:
            links = ReadingLinks(session, self._workflow(session, now), now)
            if given.verdict == "right":
                await links.confirm(token, reader=given.name, remark=given.remark)
            else:
                await links.correct(token, given.correction, reader=given.name, remark=given.remark)

    def _workflow(self, session: AsyncSession, now: datetime) -> Workflow:
        return Workflow(session, self._signals, self._library.edition, now)

    def _text(self, article: Article, today: date) -> Text:
        """The text in a library in which it is published and up to date, so that all of it is shown."""
        edition, topic = self._library.edition, article.topic
        german = edition.german(topic)
        current = article.model_copy(update={"translated_from": german.version}) if german else article
        known = edition.model_copy(update={"articles": {**edition.articles, (topic, article.language): current}})
        title, shown = self._shown(known, topic, article.language, today)
        german_title, in_german = self._shown(edition, topic, "de", today)
        words = [("title", Phrase(id="reading-title"), article.title)]
        words += [
            (name, Phrase(id=LABELS.get(name, f"section-{name}")), section.text)
            for name, section in article.sections.items()
        ]
        return Text(
            language=article.language,
            title=title or article.title,
            shown=shown,
            german_title=german_title,
            german=in_german,
            values=tuple(self._values(article)),
            fields=tuple(words),
        )

    def _shown(self, edition: Edition, topic: str, language: Language, today: date) -> tuple[str, tuple[Block, ...]]:
        try:
            answer = Answers(edition, self._phrases).find(topic, language, today)
        except KeyError:  # a draft may name a fact or an office there is none of
            return "", ()
        if answer is None:
            return "", ()
        kind: Literal["safety", "article"] = "safety" if topic in SAFETY_TOPICS else "article"
        short = [line for line in answer.lines if line.style != "source"]  # they follow below what is longer
        reply = Reply(kind=kind, language=language, lines=(*short, *answer.more))
        return answer.title, blocks(rendering.web(reply, self._phrases))

    def _values(self, article: Article) -> list[tuple[str, str]]:
        writer = Writer(self._library.edition, self._phrases)
        texts = [article.title, *(section.text for section in article.sections.values())]
        found = []
        for named in dict.fromkeys(str(each) for text in texts for each in placeholders(text)):
            try:
                found.append((named, writer.fill(named, article.topic, article.language)))
            except KeyError:
                continue
        return found


def read_form(form: Mapping[str, str], row: ArticleVersion) -> Given:
    """What a reader of *row* put into its form, with everything that is wrong about it."""
    title = _kept(form.get("title", ""), row.title)
    sections = {name: _kept(form.get(name, ""), row.sections[name]) for name in SECTIONS if name in row.sections}
    verdict: Verdict = "right" if form.get("verdict") == "right" else "corrected"
    name = " ".join(cleaned(form.get("name", "")).split())
    given = Given(verdict, " ".join(title.split()), sections, name, cleaned(form.get("remark", "")))
    limits = {"title": (given.title, TITLE_LIMIT), "name": (name, NAME_LIMIT), "remark": (given.remark, REMARK_LIMIT)}
    limits |= {section: (text, SECTION_LIMIT) for section, text in sections.items()}
    for field_name, (text, limit) in limits.items():
        if len(text) > limit:
            given.problems[field_name] = Phrase(id="web-too-long")
        elif not text and field_name not in ("name", "remark"):
            given.problems[field_name] = Phrase(id="reading-empty")
    if not any(letter.isalpha() for letter in name):
        given.problems["name"] = Phrase(id="reading-name-missing")
    if verdict == "right" and given.correction.changes(row):
        given.problems["verdict"] = Phrase(id="reading-something-changed")
    return given


def _kept(given: str, before: str) -> str:
    """The words of a field; where only ends of lines and outer space differ, as they stood before."""
    text = cleaned(_HEADING.sub("", cleaned(given)))
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return before if lines == "\n".join(line.rstrip() for line in cleaned(before).splitlines()) else lines
