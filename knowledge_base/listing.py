"""What the command line shows of the knowledge base, as plain values: `lotse kb search` and `lotse kb show`."""

from typing import TypedDict

from knowledge_base.facts import Fact
from knowledge_base.library import Library
from wording import Language, Phrases, Reply, rendering


class FoundRow(TypedDict):
    """One line of `lotse kb search --json`; the score is between 0 and 1."""

    topic: str
    title: str
    score: float


class FactShown(TypedDict):
    """A fact as `lotse kb show --json` names it: `value` in the language asked for, None for a statement."""

    key: str
    value: str | None
    statement: str
    law: str | None
    scope: str
    confidence: str
    recheck: bool


class ArticleShown(TypedDict):
    """The answer of `lotse kb show --json`. `checked_on` is the day the leading fact's source supports."""

    topic: str
    language: Language
    text_language: Language
    version: int
    title: str
    text: str
    more: str
    facts: list[FactShown]
    sources: list[str]
    checked_on: str | None
    confirmed: bool
    related: list[str]


def search(library: Library, query: str, language: Language, limit: int = 10) -> list[FoundRow]:
    """The articles that fit *query* best, the best first."""
    return [
        {"topic": hit.topic, "title": hit.title, "score": hit.score} for hit in library.search(query, language, limit)
    ]


def show(library: Library, phrases: Phrases, topic: str, language: Language) -> ArticleShown:
    """The article of *topic* as a newcomer reads it, and what it rests on.

    Raises:
        ArticleNotFound: no published article has this topic.
    """
    answer = library.answer(topic, language)
    facts = library.facts_of(topic)
    german = library.edition.german(topic)
    short, more = (
        rendering.plain(Reply(kind="article", language=language, lines=lines), phrases)
        for lines in (answer.lines, answer.more)
    )
    return {
        "topic": topic,
        "language": language,
        "text_language": answer.text_language,
        "version": answer.version,
        "title": answer.title,
        "text": short,
        "more": more,
        "facts": [_fact(fact, library, language) for fact in facts],
        "sources": list(dict.fromkeys(fact.source for fact in facts if fact.source)),
        "checked_on": facts[0].checked_on if facts else None,
        "confirmed": german is not None and german.confirmed_by is not None,
        "related": list(answer.related),
    }


def _fact(fact: Fact, library: Library, language: Language) -> FactShown:
    return {
        "key": fact.name,
        "value": library.writer.fact(fact, language) if fact.has_value else None,
        "statement": fact.statement,
        "law": fact.law,
        "scope": fact.scope,
        "confidence": fact.confidence,
        "recheck": fact.recheck,
    }
