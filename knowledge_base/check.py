"""All rules over an edition folder or an edition in memory."""

from collections.abc import Iterator
from pathlib import Path

from knowledge_base.edition import SHIPPED, Edition, examine
from knowledge_base.findings import Finding, Report, report
from knowledge_base.layer_texts import LEFT_OUT
from knowledge_base.rules.form import finding, form
from knowledge_base.rules.names import names
from knowledge_base.rules.numbers import numbers
from knowledge_base.rules.reading import reading
from knowledge_base.rules.translations import translation
from knowledge_base.rules.wholeness import wholeness
from knowledge_base.texts import NEEDED_SECTIONS, Article


def check(folder: Path = SHIPPED) -> Report:
    """Hold every rule of docs/writing-articles.md against the edition in *folder*.

    What a layer left out is named once: it is not missing besides.
    """
    edition, reading = examine(folder)
    left_out = {(each.topic, each.language) for each in reading.findings if each.rule == LEFT_OUT and not each.part}
    broken = [
        each
        for each in broken_rules(edition)
        if each.rule not in ("missing-language", "missing-topic")
        or left_out.isdisjoint([(each.topic, None), (each.topic, each.language)])
    ]
    return report([*reading.findings, *map(reading.placed, broken)])


def check_edition(edition: Edition) -> Report:
    """Hold the rules against an edition in memory, such as the database's; files are named as an export names them."""
    return report(broken_rules(edition))


def check_article(article: Article, edition: Edition) -> list[Finding]:
    """Hold the rules for one text against *article* as if it stood in *edition* already; by line."""
    known = edition.model_copy(update={"articles": {**edition.articles, (article.topic, article.language): article}})
    missing = [
        finding(article, "section-missing", 1, f"the section {needed} is missing")
        for needed in NEEDED_SECTIONS
        if needed not in article.sections  # a text of a file was told so when it was read
    ]
    return sorted([*missing, *_broken_by(article, known)], key=lambda each: each.line)


def broken_rules(edition: Edition) -> Iterator[Finding]:
    """What *edition* breaks, in no particular order."""
    yield from wholeness(edition)
    for article in edition.articles.values():
        yield from _broken_by(article, edition)


def _broken_by(article: Article, edition: Edition) -> Iterator[Finding]:
    for rule in (form, numbers, names, translation, reading):
        yield from rule(article, edition)
