"""The list of facts: what stands in a row, and which rows are asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from console import german
from console.names import topic_title
from knowledge_base.effects import Place
from knowledge_base.facts import Fact
from knowledge_base.library import Library
from knowledge_base.writing import Writer
from nlu.normalisation import without_diacritics

ROWS_OF_A_PAGE: Final = 100
SOON: Final = timedelta(days=30)

STATES: Final[dict[str, str]] = {
    "uncertain": "unsicher",
    "recheck": "nachprüfen",
    "expired": "abgelaufen",
    "expiring": "läuft ab",
    "review_due": "Prüfung fällig",
    "unowned": "ohne zuständige Stelle",
    "waiting": "Änderung wartet",
    "unused": "in keinem Text",
}
SIGNS: Final[dict[str, str]] = {
    "uncertain": "?",
    "recheck": "↻",
    "expired": "✕",
    "expiring": "◷",
    "review_due": "!",
    "unowned": "○",
    "waiting": "…",
    "unused": "∅",
}


@dataclass(frozen=True, slots=True)
class FactLine:
    """One row. `states` are keys of STATES."""

    fact: Fact
    value: str
    texts: int
    states: tuple[str, ...]
    change: int | None


@dataclass(frozen=True, slots=True)
class FactList:
    """One page of the rows that were asked for, by topic, and how many there are of each state."""

    topics: list[tuple[str, str, list[FactLine]]]
    found: int
    page: int
    pages: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for; empty means any."""

    words: str = ""
    area: str = ""
    topic: str = ""
    state: str = ""
    page: int = 1


def states_of(fact: Fact, texts: int, change: int | None, today: date) -> tuple[str, ...]:
    """What there is to say about a fact today."""
    holds = {
        "uncertain": not fact.is_told,
        "recheck": fact.recheck,
        "expired": fact.valid_to is not None and fact.valid_to < today,
        "expiring": fact.valid_to is not None and today <= fact.valid_to < today + SOON,
        "review_due": fact.review_due_on is not None and fact.review_due_on <= today,
        "unowned": fact.owner is None,
        "waiting": change is not None,
        "unused": texts == 0,
    }
    return tuple(state for state in STATES if holds[state])


def fact_list(
    facts: Sequence[Fact],
    used: Mapping[str, Sequence[Place]],
    changes: Mapping[str, int],
    asked: Asked,
    library: Library,
    today: date,
) -> FactList:
    """The rows that fit, in the order of areas and topics."""
    order = {area: number for number, area in enumerate(german.AREAS)}
    words = _folded(asked.words).split()
    fitting: list[tuple[Fact, tuple[str, ...]]] = []
    counts = dict.fromkeys(STATES, 0)
    titles: dict[str, str] = {}
    for fact in facts:
        area = fact.topic.partition(".")[0]
        title = titles.setdefault(fact.topic, topic_title(fact.topic, library))
        if (asked.area and area != asked.area) or (asked.topic and fact.topic != asked.topic):
            continue
        if words and not _has(fact, title, words):
            continue
        states = states_of(fact, len(used.get(fact.name, ())), changes.get(fact.name), today)
        for state in states:
            counts[state] += 1
        if not asked.state or asked.state in states:
            fitting.append((fact, states))
    fitting.sort(key=lambda each: (order.get(each[0].topic.partition(".")[0], 99), each[0].topic))
    pages = max(1, -(-len(fitting) // ROWS_OF_A_PAGE))
    page = min(max(asked.page, 1), pages)
    topics: list[tuple[str, str, list[FactLine]]] = []
    for fact, states in fitting[(page - 1) * ROWS_OF_A_PAGE : page * ROWS_OF_A_PAGE]:
        if not topics or topics[-1][0] != fact.topic:
            topics.append((fact.topic, titles[fact.topic], []))
        value = german_value(fact, library.writer)
        topics[-1][2].append(FactLine(fact, value, len(used.get(fact.name, ())), states, changes.get(fact.name)))
    return FactList(topics, len(fitting), page, pages, counts)


def german_value(fact: Fact, writer: Writer) -> str:
    """The value as a German text writes it; of a statement nothing, it is no value."""
    return writer.fact(fact, "de") if fact.has_value else ""


def _has(fact: Fact, title: str, words: Sequence[str]) -> bool:
    said = (fact.name, title, fact.statement, fact.value, fact.law, fact.source, str(fact.amount or ""))
    folded = _folded(" ".join(part for part in said if part))
    return all(word in folded for word in words)


def _folded(text: str) -> str:
    return without_diacritics(text.casefold())
