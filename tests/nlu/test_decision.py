"""What to do with a message: three bands, and danger before them."""

import pytest

from nlu.decision import Act, Answer, Choose, Decision, Handoff, Thresholds, alarm, decide
from nlu.interpreter import Interpretation, RankedTopic

THRESHOLDS = Thresholds(sure=0.7, guess=0.3, safety=0.2)


def heard(**confidences: float) -> Interpretation:
    """An interpretation; `housing__deposit=0.5` ranks `housing.deposit`."""
    ranked = [RankedTopic(name.replace("__", "."), confidence) for name, confidence in confidences.items()]
    return Interpretation(tuple(sorted(ranked, key=lambda topic: -topic.confidence)))


@pytest.mark.parametrize(
    ("interpretation", "danger", "expected"),
    [
        pytest.param(heard(housing__deposit=0.9), None, Answer("housing.deposit", 0.9), id="sure"),
        pytest.param(heard(housing__deposit=0.7), None, Answer("housing.deposit", 0.7), id="just sure"),
        pytest.param(
            heard(housing__deposit=0.5, housing__termination=0.2),
            None,
            Choose((RankedTopic("housing.deposit", 0.5), RankedTopic("housing.termination", 0.2))),
            id="a guess",
        ),
        pytest.param(
            heard(work__advice=0.4, meta__thanks=0.2, work__contract=0.15, money__debts=0.1, work__dismissal=0.05),
            None,
            Choose(
                (
                    RankedTopic("work.advice", 0.4),
                    RankedTopic("work.contract", 0.15),
                    RankedTopic("money.debts", 0.1),
                )
            ),
            id="at most three choices, all with articles",
        ),
        pytest.param(
            heard(housing__deposit=0.2), None, Handoff("unsure", "housing.deposit", 0.2), id="too weak to be shown"
        ),
        pytest.param(heard(housing__deposit=0.1), None, Handoff("unsure", None, 0.1), id="too weak to name a unit"),
        pytest.param(heard(meta__bot=0.2), None, Handoff("unsure", None, 0.2), id="a weak guess at an act names none"),
        pytest.param(heard(), None, Handoff("unsure"), id="nothing known"),
        pytest.param(heard(meta__thanks=0.9), None, Act("meta.thanks", 0.9), id="an act"),
        pytest.param(heard(meta__thanks=0.5), None, Act("meta.thanks", 0.5), id="a likely act without choices"),
        pytest.param(
            heard(meta__thanks=0.45, housing__waste=0.4),
            None,
            Choose((RankedTopic("housing.waste", 0.4),)),
            id="an act or a question",
        ),
        pytest.param(
            heard(meta__human=0.1), None, Handoff("asked_for_person", "meta.human", 0.1), id="a person, however unsure"
        ),
        pytest.param(
            heard(meta__out_of_scope=0.9), None, Handoff("out_of_scope", "meta.out_of_scope", 0.9), id="out of scope"
        ),
        pytest.param(
            heard(meta__out_of_scope=0.1),
            None,
            Handoff("out_of_scope", "meta.out_of_scope", 0.1),
            id="perhaps out of scope",
        ),
        pytest.param(
            heard(safety__emergency=0.35, housing__defects=0.3),
            None,
            Answer("safety.emergency", 0.35),
            id="a guessed safety topic is answered, never asked back",
        ),
        pytest.param(
            heard(housing__defects=0.75, safety__emergency=0.2),
            None,
            Answer("housing.defects", 0.75),
            id="what is likelier than a danger is answered, below its numbers",
        ),
        pytest.param(
            heard(housing__defects=0.75, safety__emergency=0.1),
            None,
            Answer("housing.defects", 0.75),
            id="an unlikely safety topic does not",
        ),
        pytest.param(
            heard(housing__defects=0.2, safety__child_protection=0.11, safety__domestic_violence=0.1),
            None,
            Answer("safety.child_protection", 0.11),
            id="dangers that are taken for each other count together",
        ),
        pytest.param(
            heard(safety__self_harm=0.12, schooling__enrolment=0.11),
            None,
            Handoff("unsure", None, 0.12),
            id="the best of nothing is no danger",
        ),
        pytest.param(
            heard(safety__discrimination=0.5),
            None,
            Choose((RankedTopic("safety.discrimination", 0.5),)),
            id="discrimination alone is no danger",
        ),
        pytest.param(
            heard(housing__homeless=0.35), None, Answer("housing.homeless", 0.35), id="no place to sleep is one"
        ),
        pytest.param(
            heard(meta__greeting=0.95), "safety.self_harm", Answer("safety.self_harm", 0.7), id="danger found"
        ),
        pytest.param(heard(), "safety.emergency", Answer("safety.emergency", 0.7), id="danger, nothing else known"),
        pytest.param(
            heard(meta__human=0.95),
            "safety.emergency",
            Handoff("asked_for_person", "meta.human", 0.95),
            id="danger, and a person is wanted: numbers first, and then one",
        ),
        pytest.param(
            heard(safety__exploitation=0.9),
            "safety.domestic_violence",
            Answer("safety.exploitation", 0.9),
            id="a sure safety topic names the danger better",
        ),
        pytest.param(
            heard(safety__exploitation=0.9),
            "safety.emergency",
            Answer("safety.emergency", 0.7),
            id="but acute danger stands",
        ),
    ],
)
def test_a_decision_follows_the_bands(interpretation: Interpretation, danger: str | None, expected: Decision) -> None:
    assert decide(interpretation, danger, THRESHOLDS) == expected


@pytest.mark.parametrize(
    ("interpretation", "danger", "expected"),
    [
        pytest.param(heard(housing__defects=0.75, safety__emergency=0.2), None, "safety.emergency", id="likely enough"),
        pytest.param(heard(housing__defects=0.75, safety__emergency=0.1), None, None, id="unlikely"),
        pytest.param(heard(housing__waste=0.9), "safety.emergency", "safety.emergency", id="found by its words"),
        pytest.param(
            heard(housing__defects=0.7, safety__child_protection=0.11, safety__domestic_violence=0.1),
            None,
            "safety.child_protection",
            id="several together",
        ),
        pytest.param(heard(safety__discrimination=0.9), None, None, id="discrimination alone"),
        pytest.param(heard(), None, None, id="nothing known"),
    ],
)
def test_the_numbers_come_first_whatever_else_is_asked(
    interpretation: Interpretation, danger: str | None, expected: str | None
) -> None:
    raised = alarm(interpretation, danger, THRESHOLDS)

    assert (raised and raised.topic) == expected


def test_a_sure_question_is_answered_below_the_numbers_that_its_words_brought() -> None:
    assert decide(heard(housing__waste=0.9), "safety.emergency", THRESHOLDS) == Answer("housing.waste", 0.9)
    assert decide(heard(housing__waste=0.6), "safety.emergency", THRESHOLDS) == Answer("safety.emergency", 0.7)


def test_in_a_language_that_lotse_does_not_speak_only_danger_is_heard() -> None:
    known = heard(registration__non_eu_family=0.92, safety__emergency=0.05)

    assert decide(known, None, THRESHOLDS, is_foreign=True) == Handoff("unsure")
    assert decide(known, "safety.emergency", THRESHOLDS, is_foreign=True) == Answer("safety.emergency", 0.7)


@pytest.mark.parametrize(
    ("sure", "guess", "safety"), [(0.3, 0.7, 0.2), (1.1, 0.3, 0.2), (0.7, -0.1, 0.2), (0.7, 0.3, 2)]
)
def test_impossible_thresholds_are_refused(sure: float, guess: float, safety: float) -> None:
    with pytest.raises(ValueError, match="thresholds"):
        Thresholds(sure, guess, safety)
