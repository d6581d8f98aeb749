"""Follow-ups: what makes sense only after the topic before it, such as "how much does it cost?" or "and for my wife?".

A message follows if it names no subject of its own. Every word of it is a question, somebody of the family, or one of
the small words that stand in many messages of its language.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, Literal

from nlu.examples import Example
from nlu.normalisation import Word, words
from nlu.termbase import Termbase
from wording.languages import Language

Aspect = Literal["cost", "papers", "where", "until", "whole"]
"""Which part of the article is asked for."""

SmallWords = Mapping[Language, frozenset[str]]
"""The words of each language that say nothing about a subject, folded."""

_MOST_WORDS: Final = 9
_SMALL_FROM: Final = 0.003
"""A word without a concept in more messages of a language than this belongs to its grammar."""

_ASPECTS: Final[Mapping[str, Aspect]] = {
    "q_howmuch": "cost",
    "price": "cost",
    "fees": "cost",
    "free_of_charge": "cost",
    "expensive": "cost",
    "do_i_pay": "cost",
    "who_pays": "cost",
    "which_papers": "papers",
    "papers": "papers",
    "id_document": "papers",
    "original": "papers",
    "copy": "papers",
    "photo": "papers",
    "q_where": "where",
    "q_whereto": "where",
    "address": "where",
    "opening_hours": "where",
    "weekday": "where",
    "saturday": "where",
    "sunday": "where",
    "weekend": "where",
    "morning": "where",
    "afternoon": "where",
    "evening": "where",
    "clock_time": "where",
    "q_untilwhen": "until",
    "deadline": "until",
    "q_when": "until",
    "q_howlong": "until",
    "q_fromwhen": "until",
}
"""Concepts that ask for a part; the first of them that a message holds decides."""

_CASES: Final = frozenset(
    {
        *("wife", "husband", "partner", "mother", "father", "parents", "family", "child", "baby", "newborn", "toddler"),
        *("teenager", "son", "daughter", "boy", "girl", "twins", "stepchild", "sibling", "brother", "sister"),
        *("grandmother", "grandfather", "grandchild", "uncle_aunt", "cousin", "niece_nephew", "mother_in_law"),
        *("brother_in_law", "stepfather", "friend", "colleague", "alone", "together", "same_thing", "in_person"),
        *("someone_in_my_place", "q_whatif", "what_happens", "late", "missed_deadline", "too_early", "next_time"),
        *("adult", "old", "age", "young_age", "teen_age", "nobody", "abroad", "valid"),
    }
)
"""Concepts that change the case but not the subject."""

_ASKING: Final = frozenset(
    {
        *("q_how", "q_howmany", "q_what", "q_which", "q_who", "q_why", "q_wherefrom", "must", "must_not_need", "may"),
        *("cannot", "can_i", "want", "need", "enough", "not", "have_not", "bring", "take_with", "receive", "fetch"),
        *("show_up", "come", "money", "pay", "please", "office", "here", "now", "today", "tomorrow", "go_away"),
        *("see", "begin", "day_after_tomorrow", "week", "month", "every_month", "year", "first", "again", "is_it_true"),
    }
)
"""Concepts that say nothing alone."""

CONCEPTS: Final = _ASPECTS.keys() | _CASES | _ASKING


def small_words_of(examples: Iterable[Example], termbase: Termbase) -> dict[Language, frozenset[str]]:
    """Return the small words of each language: those that many of its messages hold and that no concept is in."""
    holding: dict[Language, Counter[Word]] = defaultdict(Counter)
    messages: Counter[Language] = Counter()
    for example in examples:
        holding[example.language].update(set(words(example.text)))
        messages[example.language] += 1
    return {
        language: frozenset(
            word.folded
            for word, count in of_language.items()
            if count >= _SMALL_FROM * messages[language] and not termbase.hits_in((word,), language)
        )
        for language, of_language in holding.items()
    }


_Read = tuple[Word, set[str]]
"""A word and the concepts found in it."""


class FollowUps:
    """Tells follow-ups from questions of their own."""

    def __init__(self, termbase: Termbase, small_words: SmallWords) -> None:
        self._termbase = termbase
        self._small_words = small_words

    def aspect_of(self, text: str, language: Language | None) -> Aspect | None:
        """Return which part of the article before a message asks for; None if it may be a question of its own."""
        concepts_at = self._concepts_at(text, language)
        if all(self._says_nothing(word, concepts, language) for word, concepts in concepts_at):
            return _asked(concepts_at)
        return None

    def may_follow(self, text: str, language: Language | None) -> bool:
        """Whether a message asks for a part of an article or changes the case, whatever else it may be about."""
        return _asked(self._concepts_at(text, language)) is not None

    def _concepts_at(self, text: str, language: Language | None) -> list[_Read]:
        """The words of a short message, each with its concepts; none of a long one."""
        read = words(text)
        found: list[_Read] = [(word, set()) for word in read]
        if language is None or len(read) > _MOST_WORDS:
            return []
        for hit in self._termbase.hits_in(read, language):
            for position in hit.positions:
                found[position][1].add(hit.concept)
        return found

    def _says_nothing(self, word: Word, concepts: set[str], language: Language | None) -> bool:
        """Whether a word names no subject: by one of its concepts, or because it is a small word or a number."""
        if concepts & CONCEPTS or word.folded.isdigit():
            return True
        return language is not None and not concepts and word.folded in self._small_words.get(language, ())


def _asked(concepts_at: list[_Read]) -> Aspect | None:
    found = set().union(*(concepts for _, concepts in concepts_at))
    asked = next((aspect for concept, aspect in _ASPECTS.items() if concept in found), None)
    return asked or ("whole" if found & _CASES else None)
