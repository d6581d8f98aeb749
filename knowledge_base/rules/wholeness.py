"""The edition as a whole: every topic in every language, every fact with its source, every topic with its unit."""

from collections import Counter
from collections.abc import Iterator

from knowledge_base.edition import OFFICES, REPLY_SENTENCES, UNITS, Edition
from knowledge_base.findings import Finding
from knowledge_base.offices import CONTACTS
from nlu.topics import TOPICS, area_of
from wording import LANGUAGES


def wholeness(edition: Edition) -> Iterator[Finding]:
    """What is missing in *edition*, or stands where nothing belongs."""
    yield from _topics(edition)
    yield from _sources(edition)
    yield from _offices(edition)
    yield from _units(edition)
    for sentence in edition.reply_sentences.values():
        for language in LANGUAGES:
            if language not in sentence.texts:
                message = f"the sentence {sentence.id} is missing"
                yield Finding("missing-language", REPLY_SENTENCES, 1, message, None, language, part=(sentence.id,))


def _topics(edition: Edition) -> Iterator[Finding]:
    written = set(edition.topics())
    with_article = [topic for topic in TOPICS if area_of(topic) != "meta"]
    for topic in with_article:
        if topic not in written:
            message = "this topic has no article in any language"
            yield Finding("missing-topic", topic.replace(".", "/", 1), 1, message, topic, severity="warning")
    for topic in sorted(written):
        folder = topic.replace(".", "/", 1)
        if topic not in with_article:
            yield Finding("unknown-topic", folder, 1, f"{topic} is no topic with an article", topic)
        for language in LANGUAGES:
            if (topic, language) not in edition.articles:
                message = "the text in this language is missing"
                yield Finding("missing-language", f"{folder}/{language}.md", 1, message, topic, language)


def _sources(edition: Edition) -> Iterator[Finding]:
    for fact in edition.facts.values():
        file = f"{fact.topic.replace('.', '/', 1)}/facts.yaml"
        if fact.confidence == "verified" and fact.source is None:
            yield Finding(
                "missing-source", file, 1, f"{fact.key} is verified, but by no source", fact.topic, part=(fact.key,)
            )
        if fact.confidence == "uncertain" and fact.has_value:
            message = f"{fact.key} is uncertain: what nobody knows is a statement without a value"
            yield Finding("uncertain-value", file, 1, message, fact.topic, part=(fact.key,))


def _offices(edition: Edition) -> Iterator[Finding]:
    for office in edition.offices.values():
        for value in (*(office.contact(contact) for contact in CONTACTS), *office.phones):
            if value.confidence == "verified" and value.source is None:
                yield Finding(
                    "missing-source", OFFICES, 1, f"{value.value} of {office.id} is verified, but by no source"
                )
            is_opening = value is office.hours and office.opening is not None
            if value.confidence != "uncertain" and value.value is None and not is_opening:
                yield Finding(
                    "missing-value", OFFICES, 1, f"{office.id} has a {value.confidence} contact without a value"
                )


def _units(edition: Edition) -> Iterator[Finding]:
    areas = {f"{area_of(topic)}.*" for topic in TOPICS}
    named = Counter(topic for unit in edition.units.values() for topic in unit.topics)
    for unit in edition.units.values():
        if unit.office not in edition.offices:
            yield Finding(
                "unknown-office",
                UNITS,
                1,
                f"{unit.office} of {unit.id} is not in offices.yaml",
                part=(unit.id, "office"),
            )
        if unit.kind == "enforcement" and unit.topics:
            message = f"{unit.id} enforces and must have no topics"
            yield Finding("enforcement-topics", UNITS, 1, message, part=(unit.id, "topics"))
        for topic in unit.topics:
            if topic not in TOPICS and topic not in areas:
                message = f"{topic} of {unit.id} is no topic"
                yield Finding("unknown-topic", UNITS, 1, message, topic, part=(unit.id, "topics"))
    for topic, count in named.items():
        if count > 1:
            yield Finding("topic-of-two-units", UNITS, 1, f"{topic} belongs to {count} units", topic)
    for topic in TOPICS:
        if area_of(topic) != "meta" and topic not in named and f"{area_of(topic)}.*" not in named:
            yield Finding("topic-without-unit", UNITS, 1, f"{topic} belongs to no unit", topic)
