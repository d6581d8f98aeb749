"""What a text can name: facts, offices and units, with what will stand there in the language of the text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from knowledge_base.edition import Edition
from knowledge_base.facts import Fact
from knowledge_base.offices import Contact, Office
from knowledge_base.writing import Writer
from nlu.normalisation import without_diacritics
from wording import Language

MOST: Final = 20
"""So many finds of each kind are shown; more is no list to choose from."""

CONFIDENCES: Final[dict[str, str]] = {"verified": "belegt", "known": "bekannt, ohne Beleg", "uncertain": "unsicher"}

_FIELDS: Final[tuple[Contact, ...]] = ("phone", "email", "web")
_FIELD_NAMES: Final[dict[str, str]] = {"phone": "Telefon", "email": "E-Mail", "web": "Internet"}


@dataclass(frozen=True, slots=True)
class Insertion:
    """One thing to name: `code` goes into the text, `value` is what people read there, `about` is for the writer."""

    code: str
    value: str
    about: str


@dataclass(frozen=True, slots=True)
class Picker:
    """What is offered; `left_out` counts what was found beyond that."""

    own_facts: tuple[Insertion, ...]
    facts: tuple[Insertion, ...]
    offices: tuple[Insertion, ...]
    units: tuple[Insertion, ...]
    places: tuple[Insertion, ...]
    left_out: int = 0


def picker(edition: Edition, writer: Writer, topic: str, language: Language, search: str = "") -> Picker:
    """The facts of *topic*, and what *search* finds among all facts and offices."""
    wanted = _folded(search).split()
    can_stand = [fact for fact in edition.facts.values() if fact.has_value and fact.is_told]
    own = [fact for fact in can_stand if fact.topic == topic]
    found = [fact for fact in can_stand if wanted and fact.topic != topic and _fits(wanted, _words_of(fact))]
    offices = [
        office for office in edition.offices.values() if _fits(wanted, f"{office.id} {office.name} {office.tasks}")
    ]
    units = [Insertion(f"{{unit:{unit.id}}}", unit.name, "Stelle") for unit in edition.units.values()]
    places = [Insertion(f"{{place:{each.id}}}", each.name[language], "Ort") for each in edition.places.values()]
    named = [insertion for office in offices[:MOST] for insertion in _of_office(office, writer, language)]
    return Picker(
        own_facts=tuple(_of_fact(fact, writer, topic, language) for fact in own),
        facts=tuple(_of_fact(fact, writer, topic, language) for fact in found[:MOST]),
        offices=tuple(named),
        units=tuple(units),
        places=tuple(places),
        left_out=max(0, len(found) - MOST) + max(0, len(offices) - MOST),
    )


def statement(fact: Fact) -> str:
    """What a fact says and how sure it is, in one line."""
    law = f" · {fact.law}" if fact.law else ""
    return f"{fact.statement}{law} · {CONFIDENCES[fact.confidence]}"


def _of_fact(fact: Fact, writer: Writer, topic: str, language: Language) -> Insertion:
    reference = fact.key if fact.topic == topic else fact.name
    source = f" · Quelle: {fact.source}" if fact.source else ""
    return Insertion(f"{{fact:{reference}}}", writer.fact(fact, language), f"{statement(fact)}{source}")


def _of_office(office: Office, writer: Writer, language: Language) -> Iterator[Insertion]:
    yield Insertion(f"{{office:{office.id}}}", writer.office(office, language), office.tasks)
    for field in _FIELDS:
        if known := office.contact(field).known:
            yield Insertion(f"{{office:{office.id}.{field}}}", known, f"{_FIELD_NAMES[field]}: {office.name}")


def _words_of(fact: Fact) -> str:
    return f"{fact.name} {fact.statement} {fact.law or ''} {fact.value or ''} {fact.amount or ''}"


def _fits(wanted: list[str], text: str) -> bool:
    folded = _folded(text)
    return all(word in folded for word in wanted)


def _folded(text: str) -> str:
    return without_diacritics(text.casefold())
