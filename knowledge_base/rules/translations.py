"""A translation says what the German text says: the same sections, facts, offices and words, of the same version."""

from collections.abc import Iterator

from knowledge_base.edition import Edition
from knowledge_base.findings import Finding
from knowledge_base.placeholders import Placeholder, placeholders, word_and_meaning
from knowledge_base.rules.form import finding
from knowledge_base.texts import Article, Section


def translation(article: Article, edition: Edition) -> Iterator[Finding]:
    """Where *article* and its German text part; nothing for a German text itself."""
    if article.language == "de":
        return
    german = edition.german(article.topic)
    if german is None:
        yield finding(article, "missing-german", 1, "there is no German text that this could be a translation of")
        return
    if article.is_outdated_by(german) or (article.translated_from or 0) > german.version:
        message = f"this says version {article.translated_from} of the German text, which is now {german.version}"
        yield finding(article, "translation-outdated", "translated_from", message)
    if list(article.sections) != list(german.sections):
        message = f"the German text has the sections {', '.join(german.sections)}"
        yield finding(article, "sections-differ", 1, message)
    for name, section in article.sections.items():
        if (of_german := german.sections.get(name)) is None:
            continue
        yield from _same_placeholders(article, section, of_german)
        if name == "words":
            yield from _same_words(article, section, of_german)
        if name == "papers" and len(section.items()) != len(of_german.items()):
            message = f"{len(section.items())} papers here, {len(of_german.items())} in the German text"
            yield finding(article, "papers-differ", section.line, message)


def german_words(section: Section) -> list[str]:
    """The German words of a section `words`, in order."""
    return [word_and_meaning(item)[0] for item in section.items()]


def _same_placeholders(article: Article, section: Section, german: Section) -> Iterator[Finding]:
    """Facts and offices only: one language repeats the name of a place or a unit where another says "there"."""
    here = {str(named) for named in _facts_and_offices(section)}
    there = {str(named) for named in _facts_and_offices(german)}
    if missing := sorted(there - here):
        message = f"the German text names here {', '.join(missing)}"
        yield finding(article, "placeholders-differ", section.line, message)
    for named in _facts_and_offices(section):
        if str(named) not in there:
            message = f"the German text does not name {named} here"
            yield finding(article, "placeholders-differ", section.line + named.line, message)


def _facts_and_offices(section: Section) -> list[Placeholder]:
    return [named for named in placeholders(section.text) if named.named in ("fact", "office")]


def _same_words(article: Article, section: Section, german: Section) -> Iterator[Finding]:
    here, there = german_words(section), german_words(german)
    if here != there:
        message = f"the German words must be {', '.join(there)}, in this order; here stand {', '.join(here)}"
        yield finding(article, "german-words-differ", section.line, message)
