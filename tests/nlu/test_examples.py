"""The examples: enough for every topic in every language, many of them situations that never say the word."""

from collections import Counter

import pytest

from nlu.examples import read_examples
from nlu.topics import META, OUT_OF_SCOPE, TOPICS, area_of
from wording.languages import LANGUAGES, Language

QUESTIONS = 25
INDIRECT = 12
META_MESSAGES = 15
OUT_OF_SCOPE_MESSAGES = 150
IN_NEED = 60
SITUATIONS = 40
"""Of one topic, over all languages."""


@pytest.fixture(scope="module")
def counts() -> Counter[tuple[str, Language]]:
    return Counter((example.topic, example.language) for example in read_examples())


@pytest.fixture(scope="module")
def indirect() -> Counter[tuple[str, Language]]:
    return Counter((each.topic, each.language) for each in read_examples() if each.style == "indirect")


def fewest(topic: str) -> int:
    if topic == OUT_OF_SCOPE:
        return OUT_OF_SCOPE_MESSAGES
    if topic == "meta.human" or area_of(topic) == "safety":
        return IN_NEED
    return META_MESSAGES if area_of(topic) == META else QUESTIONS


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_enough_in_every_language(topic: str, counts: Counter[tuple[str, Language]]) -> None:
    assert {
        language: counts[topic, language] for language in LANGUAGES if counts[topic, language] < fewest(topic)
    } == {}


@pytest.mark.parametrize("topic", [topic for topic in TOPICS if area_of(topic) != META])
def test_many_of_them_are_situations(topic: str, indirect: Counter[tuple[str, Language]]) -> None:
    of_topic = {language: indirect[topic, language] for language in LANGUAGES}

    assert min(of_topic.values()) >= INDIRECT
    assert sum(of_topic.values()) >= SITUATIONS


def test_no_message_stands_there_twice() -> None:
    texts = Counter((example.language, example.text) for example in read_examples())

    assert [text for text, count in texts.items() if count > 1] == []
