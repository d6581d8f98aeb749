"""An edition: all that the knowledge base knows at one time, read from a folder or written into one.

<folder>/places.yaml  offices.yaml  units.yaml  reply_sentences.yaml
<folder>/<area>/<topic>/facts.yaml  de.md  en.md  ro.md …

A folder with a layer.yaml holds only what another town has otherwise; see `layers`.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from knowledge_base.documents import write_document
from knowledge_base.errors import EditionBroken
from knowledge_base.facts import Fact, read_facts, written_fact
from knowledge_base.offices import Office, read_offices, written_office
from knowledge_base.places import Place, read_places, written_place
from knowledge_base.reply_sentences import ReplySentence, read_reply_sentences, written_reply_sentence
from knowledge_base.texts import Article, read_article, write_article
from knowledge_base.units import Unit, read_units, written_unit
from knowledge_base.values import Reading, Value
from wording import LANGUAGES, Language

SHIPPED = Path(__file__).with_name("content")

LAYER = "layer.yaml"
PLACES = "places.yaml"
OFFICES = "offices.yaml"
UNITS = "units.yaml"
REPLY_SENTENCES = "reply_sentences.yaml"


class Edition(Value):
    """Articles by topic and language, facts by their full name, the others by id: of a place that is its kind."""

    articles: Mapping[tuple[str, Language], Article]
    facts: Mapping[str, Fact]
    places: Mapping[str, Place]
    offices: Mapping[str, Office]
    units: Mapping[str, Unit]
    reply_sentences: Mapping[str, ReplySentence]

    def topics(self) -> list[str]:
        """The topics that have facts or a text in any language, sorted."""
        return sorted({topic for topic, _ in self.articles} | {fact.topic for fact in self.facts.values()})

    def facts_of(self, topic: str) -> list[Fact]:
        return [fact for fact in self.facts.values() if fact.topic == topic]

    def find_fact(self, reference: str, topic: str) -> Fact | None:
        """The fact that a text of *topic* calls *reference*: `deadline`, or `registration.anmeldung.deadline`."""
        return self.facts.get(reference if "." in reference else f"{topic}.{reference}")

    def german(self, topic: str) -> Article | None:
        return self.articles.get((topic, "de"))


def read_edition(folder: Path = SHIPPED) -> Edition:
    """Read the edition in *folder*.

    Raises:
        EditionBroken: something in it cannot be read; `check` names more, such as naked numbers and missing languages.
    """
    edition, reading = examine(folder)
    if errors := [finding for finding in reading.findings if finding.severity == "error"]:
        raise EditionBroken(errors)
    return edition


def digest_of(folder: Path) -> str:
    """The SHA-256 of all files of the edition in *folder*: the same digest, the same edition.

    Of a layer that is every file of what lies below it too.
    """
    digest = hashlib.sha256()
    if (folder / LAYER).exists():
        digest.update(digest_of(SHIPPED).encode())
    for file in sorted(path for path in folder.rglob("*") if path.suffix in (".md", ".yaml")):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(folder).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def examine(folder: Path) -> tuple[Edition, Reading]:
    """Read what can be read of the edition in *folder*; the reading says what could not, and where all things stand.

    A folder with a `layer.yaml` is a layer: it is laid over the shipped edition.
    """
    reading = Reading(folder)
    if (folder / LAYER).exists():
        from knowledge_base.layers import laid_over  # lays one edition over another: it knows this module

        base, _ = examine(SHIPPED)
        return laid_over(base, reading), reading
    places = read_places(reading, PLACES)
    offices = read_offices(reading, OFFICES)
    units = read_units(reading, UNITS)
    sentences = read_reply_sentences(reading, REPLY_SENTENCES)
    articles, facts = read_topics(reading)
    edition = Edition(
        articles=articles, facts=facts, places=places, offices=offices, units=units, reply_sentences=sentences
    )
    return edition, reading


def read_topics(
    reading: Reading, *, may_lack_facts: bool = False
) -> tuple[dict[tuple[str, Language], Article], dict[str, Fact]]:
    """The texts and facts in the folders of topics. *may_lack_facts*: a topic without `facts.yaml` has none."""
    folder = reading.folder
    articles: dict[tuple[str, Language], Article] = {}
    facts: dict[str, Fact] = {}
    for place in sorted(path for path in folder.glob("*/*") if path.is_dir()):
        topic = f"{place.parent.name}.{place.name}"
        beside = place.relative_to(folder).as_posix()
        if (place / "facts.yaml").exists() or not may_lack_facts:
            facts |= {fact.name: fact for fact in read_facts(reading, topic, f"{beside}/facts.yaml").values()}
        if not any(place.iterdir()):
            reading.complain("empty-topic", beside, 1, "this folder is empty", topic=topic)
        for language in LANGUAGES:
            if not (place / f"{language}.md").exists():
                continue
            if article := read_article(reading, topic, language, f"{beside}/{language}.md"):
                articles[topic, language] = article
    return articles, facts


def write_edition(edition: Edition, folder: Path) -> None:
    """Write *edition* into *folder*, which is made if needed; files that stand there already are replaced.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write = {
        PLACES: {place.id: written_place(place) for place in edition.places.values()},
        OFFICES: {office.id: written_office(office) for office in edition.offices.values()},
        UNITS: {unit.id: written_unit(unit) for unit in edition.units.values()},
        REPLY_SENTENCES: {
            sentence.id: written_reply_sentence(sentence) for sentence in edition.reply_sentences.values()
        },
    }
    for topic in edition.topics():
        place = folder / topic.replace(".", "/", 1)
        place.mkdir(parents=True, exist_ok=True)
        write[f"{topic.replace('.', '/', 1)}/facts.yaml"] = {
            fact.key: written_fact(fact) for fact in edition.facts_of(topic)
        }
    for file, content in write.items():
        (folder / file).write_text(write_document(content), "utf-8")
    for article in edition.articles.values():
        (folder / article.file).write_text(write_article(article), "utf-8")
