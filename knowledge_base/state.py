"""What an answer says about itself: where it comes from, who confirmed it, who read the translation.

Each line is true for the text it stands under and says no more than is known: a statute only where its text was the
source, a confirmation only by a named office, a reading only by a named person.
"""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from knowledge_base.facts import Fact
from knowledge_base.texts import Article
from wording import Language, Phrase, formats

LAW_TEXTS = ("github:kmein/gesetze", "https://www.gesetze-im-internet.de")
"""Sources that hold the text of federal law itself, and not what somebody wrote about it."""


def source(fact: Fact, language: Language) -> Phrase | None:
    """Where *fact* comes from; `None` when nothing is written anywhere, as with an emergency number."""
    if fact.source is None:
        return Phrase(id="state-law-unread", arguments={"law": fact.law}) if fact.law else None
    day = formats.partial_date(fact.checked_on, language) if fact.checked_on else None
    if fact.law and day and fact.source.startswith(LAW_TEXTS):
        return Phrase(id="state-law", arguments={"law": fact.law, "date": day})
    if day:
        return Phrase(id="state-source", arguments={"source": _source_name(fact.source), "date": day})
    return Phrase(id="state-source-undated", arguments={"source": _source_name(fact.source)})


def sources(facts: Iterable[Fact], language: Language) -> list[Phrase]:
    """Where *facts* come from, each source once."""
    found = (source(fact, language) for fact in facts)
    return each_once(phrase for phrase in found if phrase is not None)


def each_once(phrases: Iterable[Phrase]) -> list[Phrase]:
    return list({str(phrase): phrase for phrase in phrases}.values())


def confirmation(german: Article, language: Language) -> Phrase:
    """Whether an office confirmed this version of the German text."""
    if german.confirmed_by and german.confirmed_on:
        day = formats.date(german.confirmed_on, language)
        return Phrase(id="state-confirmed", arguments={"office": german.confirmed_by, "date": day})
    return Phrase(id="state-unconfirmed")


def reading(article: Article, german: Article, on: date, language: Language) -> list[Phrase]:
    """What a reader of *language* must know on the day *on* about the translation of *article* and its age."""
    lines = []
    if article.language != "de" and not article.native_reading_by:
        lines.append(Phrase(id="state-machine" if article.translated_by == "machine" else "state-not-native"))
    overdue = [(text.review_due_on, text) for text in (german, article) if text.review_due_on]
    due, text = min(overdue, key=lambda each: each[0], default=(on, german))
    if due < on:
        lines.append(_overdue(due, text, language))
    return lines


def _overdue(due: date, text: Article, language: Language) -> Phrase:
    """Since when nobody looked at *text*: the last day on which somebody did stands there only if it is known."""
    day = formats.date(due, language)
    last = max((day for day in text.looked_at_on if day), default=None)
    if last is None:
        return Phrase(id="state-review-never", arguments={"date": day})
    return Phrase(id="state-review-due", arguments={"checked": formats.date(last, language), "date": day})


def _source_name(written: str) -> str:
    return urlsplit(written).netloc.removeprefix("www.") or written
