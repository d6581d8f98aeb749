"""Questions of all languages in groups, by what they speak of.

A pure calculation that anybody can follow: questions with the same concepts stand together; the most frequent lot leads
a group, and each further one joins the leader with which it shares at least half of what it says, else it leads a group
of its own. A concept says the more, the fewer topics it belongs to: "dog" says more than "child", and "where" next to
nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import log
from typing import Final

from knowledge_base.tables import UnansweredQuestion
from nlu.concepts import read_concepts
from nlu.examples import read_bundles
from wording import LANGUAGES, Language

ALIKE: Final = 0.5
NAMED_BY: Final = 3

SHOWN_FROM: Final = 3
"""So many people must have asked alike before their words are shown.

The words are anonymous, but in a small town a rare story tells who it is about even without a name; and nobody said yes
to being read. What is missing in the knowledge base can be told from the concepts alone.
"""

_SMALL_TALK: Final = """
hello thanks goodbye please sorry yes no ask answer_word message conversation can_you_help what_to_do what_happens must
must_not_need may cannot can_i want need enough is_it_true is_it_normal told_said tell not have_not again still_not
somewhere find search receive fetch come understand not_understand
"""
"""Concepts of which every question is full; those of question words begin with q_."""
_SMALL: Final = 0.05
_BROADER: Final = 0.5


@dataclass(frozen=True)
class Meaning:
    """What concepts weigh and what they are called."""

    weights: Mapping[str, float]
    broader: Mapping[str, str]
    german: Mapping[str, str]
    small_talk: frozenset[str] = frozenset(_SMALL_TALK.split())

    def weight(self, concept: str) -> float:
        if concept in self.small_talk or concept.startswith("q_"):
            return _SMALL
        return self.weights.get(concept, 1.0)

    def weighed(self, concepts: Iterable[str]) -> dict[str, float]:
        """*concepts* and those that are broader, each with its weight."""
        found = {concept: self.weight(concept) for concept in concepts}
        for concept in list(found):
            above = self.broader.get(concept)
            if above is not None and above not in found:
                found[above] = _BROADER * self.weight(above)
        return found

    def name(self, concept: str) -> str:
        return self.german.get(concept, concept)


@cache
def shipped_meaning() -> Meaning:
    """The meaning that termbase and bundles of this package give to concepts."""
    topics: dict[str, set[str]] = defaultdict(set)
    for bundle in read_bundles():
        for concept in bundle.concepts:
            topics[concept].add(bundle.topic)
    concepts = read_concepts()
    return Meaning(
        weights={concept: 1 / (1 + log(1 + len(of))) for concept, of in topics.items()},
        broader={concept.id: concept.broader for concept in concepts if concept.broader},
        german={concept.id: concept.german[0] for concept in concepts if concept.german},
    )


@dataclass(frozen=True)
class QuestionGroup:
    """Questions that speak of the same."""

    words: tuple[str, ...]
    """The German names of what they speak of; none where that is not known."""
    questions: tuple[UnansweredQuestion, ...]
    """Newest first."""

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(question.id for question in self.questions)

    @property
    def people(self) -> int:
        return len({question.newcomer_id for question in self.questions})

    @property
    def newest_on(self) -> date:
        return max(question.asked_on for question in self.questions)

    @property
    def languages(self) -> dict[Language, int]:
        """How many questions came in each language, the most frequent first."""
        counted = Counter(question.language for question in self.questions if question.language)
        spoken = [language for language in LANGUAGES if counted[language]]
        return {language: counted[language] for language in sorted(spoken, key=lambda each: -counted[each])}

    @property
    def not_helped(self) -> Counter[str]:
        """The topics whose articles did not help, and how often."""
        return Counter(each.topic for each in self.questions if each.reason == "not_helped" and each.topic)

    @property
    def texts(self) -> tuple[UnansweredQuestion, ...]:
        """Questions whose words may be shown, each wording once."""
        if self.people < SHOWN_FROM:
            return ()
        wordings = {(each.language, each.text): each for each in reversed(self.questions) if each.text}
        return tuple(reversed(wordings.values()))


def group(questions: Sequence[UnansweredQuestion], meaning: Meaning) -> list[QuestionGroup]:
    """Put *questions* into groups, the one asked by most people first, among equals the newest."""
    lots: dict[frozenset[str], list[UnansweredQuestion]] = defaultdict(list)
    for question in questions:
        lots[frozenset(question.concepts) or _without_concepts(question)].append(question)
    order = sorted(lots, key=lambda lot: (-len(lots[lot]), len(lot), sorted(lot)))
    leaders: list[dict[str, float]] = []
    led: list[list[frozenset[str]]] = []
    holding: dict[str, list[int]] = defaultdict(list)  # which leaders speak of a concept
    for lot in order:
        says = meaning.weighed(lot)
        near = {leader for concept in says for leader in holding[concept]}
        best = max(near, key=lambda leader: (_shared(says, leaders[leader]), -leader), default=None)
        if best is not None and _shared(says, leaders[best]) >= ALIKE:
            led[best].append(lot)
            continue
        for concept in says:
            holding[concept].append(len(leaders))
        leaders.append(says)
        led.append([lot])
    groups = [one_group([question for lot in together for question in lots[lot]], meaning) for together in led]
    return sorted(groups, key=lambda each: (-each.people, -each.newest_on.toordinal(), -max(each.ids)))


def _without_concepts(question: UnansweredQuestion) -> frozenset[str]:
    """What did not help stands with its article; all other questions without a concept stand together."""
    return frozenset({f"topic {question.topic}"} if question.reason == "not_helped" and question.topic else {"nothing"})


def _shared(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Of what both say, the share that both say, from 0 to 1."""
    both = sum(min(weight, other[concept]) for concept, weight in one.items() if concept in other)
    return 2 * both / (sum(one.values()) + sum(other.values()))


def one_group(questions: Sequence[UnansweredQuestion], meaning: Meaning) -> QuestionGroup:
    """*questions* as one group, named by what tells most about them."""
    said = Counter(concept for question in questions for concept in set(question.concepts))
    telling = [concept for concept in said if meaning.weight(concept) > _SMALL] or list(said)
    telling.sort(key=lambda concept: (-said[concept] * meaning.weight(concept), concept))
    words = tuple(dict.fromkeys(meaning.name(concept) for concept in telling))[:NAMED_BY]
    return QuestionGroup(words, tuple(sorted(questions, key=lambda question: -question.id)))
