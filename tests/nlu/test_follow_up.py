"""Messages that make sense only after the topic before."""

import json
from pathlib import Path

import pytest

from nlu.concepts import read_concepts
from nlu.decision import Answer, Choose
from nlu.follow_up import CONCEPTS
from nlu.understanding import Understander
from wording.languages import LANGUAGES, Language

EXAM = Path(__file__).parent.parent / "data" / "follow_ups"
"""Follow-ups and new questions by a hand that knew neither code nor examples."""


def test_its_concepts_are_in_the_termbase() -> None:
    assert {concept.id for concept in read_concepts()} >= CONCEPTS


@pytest.mark.parametrize(
    ("text", "language", "aspect"),
    [
        ("cat costa?", "ro", "cost"),
        ("und was kostet das", "de", "cost"),
        ("Welche Papiere brauche ich?", "de", "papers"),
        ("where?", "en", "where"),
        ("a gdzie to jest", "pl", "where"),
        ("meddig?", "hu", "until"),
        ("ne zaman?", "tr", "until"),
        ("а за жена ми?", "bg", "whole"),
        ("a za jena mi?", "bg", "whole"),
    ],
)
def test_a_question_without_a_subject_goes_on_about_the_topic_before(
    understander: Understander, text: str, language: Language, aspect: str
) -> None:
    alone = understander.understand(text, language)

    follows = understander.follow_up(alone, text, "registration.anmeldung")

    assert (follows.decision, follows.aspect) == (Answer("registration.anmeldung", 1.0), aspect)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Was kostet die Kita?", "de"),
        ("wie finde ich einen arzt", "de"),
        ("multumesc", "ro"),
        ("vreau sa vorbesc cu cineva", "ro"),
        ("mój mąż mnie bije", "pl"),
        ("nerede ev bulabilirim", "tr"),
    ],
)
def test_a_message_with_a_subject_of_its_own_does_not(
    understander: Understander, text: str, language: Language
) -> None:
    alone = understander.understand(text, language)

    assert understander.follow_up(alone, text, "registration.anmeldung").aspect is None


def test_most_follow_ups_of_other_hands_are_found_and_no_new_question_is_taken_for_one(
    understander: Understander,
) -> None:
    """What may be either is asked back. The figures of each language are in `docs/understanding.md`."""
    follow_ups = served = 0
    taken: list[str] = []
    for language in LANGUAGES:
        for line in (EXAM / f"{language}.jsonl").read_text("utf-8").splitlines():
            asked = json.loads(line)
            alone = understander.understand(asked["text"], language)
            follows = understander.follow_up(alone, asked["text"], asked["after"])
            match follows.decision:
                case Answer(topic=topic):
                    is_served = topic == asked["after"]
                case Choose(choices=choices):
                    is_served = choices[0].topic == asked["after"]
                case _:
                    is_served = False
            if asked["aspect"] is not None:
                follow_ups += 1
                served += is_served
            elif follows.aspect is not None:
                taken.append(asked["text"])

    assert served / follow_ups >= 0.65
    assert taken == []
