"""What a text names must exist and may be told: facts, offices, units, places, topics."""

import re
from collections.abc import Iterator

from knowledge_base.edition import Edition
from knowledge_base.findings import Finding
from knowledge_base.naming import PLACE_FORM, UNIT_FORM
from knowledge_base.offices import CONTACTS
from knowledge_base.placeholders import Placeholder, placeholders, without_placeholders
from knowledge_base.rules.form import finding
from knowledge_base.texts import Article
from nlu.topics import TOPICS

MAX_RELATED = 3


def names(article: Article, edition: Edition) -> Iterator[Finding]:
    """Everything *article* names in its sections and, in German, in its front matter."""
    for named in placeholders(article.title):
        yield from _placeholder(article, named, "title", edition)
    for section in article.sections.values():
        for named in placeholders(section.text):
            yield from _placeholder(article, named, section.line + named.line, edition)
        for number, line in enumerate(section.text.splitlines()):
            if broken := re.search(r"[{}]", without_placeholders(line)):
                found = line[broken.start() : broken.start() + 30]
                message = f"{found} is no {{fact:…}}, {{office:…}}, {{unit:…}} or {{place:…}}"
                yield finding(article, "placeholder", section.line + number, message)
    if article.language == "de":
        yield from _front_matter(article, edition)


def _placeholder(article: Article, named: Placeholder, line: int | str, edition: Edition) -> Iterator[Finding]:
    match named.named:
        case "fact":
            yield from _fact(article, named.fact_name(article.topic), line, edition, as_value=True)
        case "office":
            office_id, field = named.office()
            office = edition.offices.get(office_id)
            if office is None:
                yield finding(article, "unknown-office", line, f"{office_id} is not in offices.yaml")
                return
            contact = next((contact for contact in CONTACTS if contact == field), None)
            if contact is None and field not in (None, "name"):
                yield finding(article, "unknown-office", line, f"an office has no field {field}")
            elif contact is not None and not office.knows(contact):
                message = f"the {contact} of {office_id} is not known: name the office or say whom to ask"
                yield finding(article, "office-field-unknown", line, message)
        case "unit":
            unit, form = named.name_form()
            if unit not in edition.units:
                yield finding(article, "unknown-unit", line, f"{unit} is not in units.yaml")
            elif form not in (None, UNIT_FORM):
                yield finding(article, "unknown-unit", line, f"the name of a unit has no form {form}")
        case "place":
            place, form = named.name_form()
            if place not in edition.places:
                yield finding(article, "unknown-place", line, f"{place} is not in places.yaml")
            elif form not in (None, PLACE_FORM):
                yield finding(article, "unknown-place", line, f"the name of a place has no form {form}")


def _fact(article: Article, name: str, line: int | str, edition: Edition, *, as_value: bool) -> Iterator[Finding]:
    fact = edition.facts.get(name)
    if fact is None:
        yield finding(article, "unknown-fact", line, f"{name} is in no facts.yaml")
    elif not fact.is_told:
        yield finding(article, "uncertain-fact", line, f"{name} is uncertain and must not be told: say whom to ask")
    elif as_value and not fact.has_value:
        yield finding(article, "statement-as-value", line, f"{name} is a statement and has no value to write")


def _front_matter(article: Article, edition: Edition) -> Iterator[Finding]:
    for name in article.rests_on:
        full = name if "." in name else f"{article.topic}.{name}"
        yield from _fact(article, full, "rests_on", edition, as_value=False)
    if not article.rests_on:
        yield finding(article, "rests-on-nothing", "rests_on", "the text names no fact it rests on", "warning")
    if article.unit not in edition.units:
        yield finding(article, "unknown-unit", "unit", f"{article.unit} is not in units.yaml")
    for office_id in article.offices:
        if office_id not in edition.offices:
            yield finding(article, "unknown-office", "offices", f"{office_id} is not in offices.yaml")
    if len(article.related) > MAX_RELATED:
        message = f"{len(article.related)} related topics, at most {MAX_RELATED}"
        yield finding(article, "too-many-related", "related", message)
    for topic in article.related:
        if topic not in TOPICS:
            yield finding(article, "unknown-topic", "related", f"{topic} is no topic")
        elif edition.german(topic) is None:
            yield finding(article, "related-without-article", "related", f"{topic} has no article yet", "warning")
