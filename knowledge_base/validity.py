"""What of a text holds on a day: what names a fact that does not hold yet, or no longer, is not told."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from knowledge_base.edition import Edition
from knowledge_base.placeholders import placeholders
from knowledge_base.texts import Article, Section, SectionName
from nlu.sentences import split
from wording import Language

_IN_SENTENCES: tuple[SectionName, ...] = ("answer", "more")
"""Here a sentence goes alone; elsewhere a line is one piece of information."""


@dataclass(frozen=True, slots=True)
class Holding:
    """An article without what does not hold, and the sections from which something was taken."""

    article: Article
    changed: frozenset[SectionName] = field(default=frozenset())


def what_holds(article: Article, edition: Edition, on: date) -> Holding:
    """What of *article* may be told on the day *on*.

    A fact that the text rests on without naming it cannot be cut out: then the short answer counts as changed.
    """
    gone = {fact.name for fact in edition.facts.values() if not fact.holds_on(on)}
    if not gone:
        return Holding(article)
    sections: dict[SectionName, Section] = {}
    changed: set[SectionName] = set()
    for name, section in article.sections.items():
        if not gone.isdisjoint(_named_in(section.text, article.topic)):
            changed.add(name)
            section = replace(section, text=_without(section, name, article, gone))
        if section.text:
            sections[name] = section
    if not gone.isdisjoint(_named_nowhere(article, edition)):
        changed.add("answer")
    return Holding(article.model_copy(update={"sections": sections}), frozenset(changed))


def _without(section: Section, name: SectionName, article: Article, gone: set[str]) -> str:
    def holds(words: str) -> bool:
        return gone.isdisjoint(_named_in(words, article.topic))

    if name not in _IN_SENTENCES:
        return "\n".join(filter(holds, section.lines()))
    kept = (
        line if holds(line) else _sentences(line, article.language, gone, article.topic) for line in section.lines()
    )
    return "\n".join(filter(None, kept))


def _sentences(line: str, language: Language, gone: set[str], topic: str) -> str:
    """*line* without the sentences that name what is *gone*; empty when there are no others."""
    [cut] = split(line, language)
    told = [each for each in cut.sentences if gone.isdisjoint(_named_in(each, topic))]
    return cut.before + " ".join(told) if told else ""


def _named_nowhere(article: Article, edition: Edition) -> set[str]:
    """The facts that *article* rests on and that stand in none of its sentences."""
    german = edition.german(article.topic) or article
    rests_on = {name if "." in name else f"{article.topic}.{name}" for name in german.rests_on}
    return rests_on.difference(*(_named_in(section.text, article.topic) for section in article.sections.values()))


def _named_in(text: str, topic: str) -> Iterable[str]:
    return [named.fact_name(topic) for named in placeholders(text) if named.named == "fact"]
