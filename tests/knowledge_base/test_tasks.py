"""What is to do, by harm: each kind of task, who sees it, and in which order."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from knowledge_base.matrix import Cell, State, Topic
from knowledge_base.review_calendar import DatedFact, calendar, next_review, overdue
from knowledge_base.tasks import FOR_REVIEWERS, KINDS, Situation, Task, Waiting, tasks_for

TODAY = date(2026, 11, 25)
CALM = Situation(today=TODAY)
ANNA, BORIS = "staff:1", "staff:2"


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


def text(topic: str, *states: State, **known: object) -> Topic:
    return Topic(topic, "Titel", "clearing", (Cell(topic, "ro", states, **{"version": 1, **known}),))


def fact(*, valid_to: date | None = None, review_due_on: date | None = None, key: str = "deadline") -> DatedFact:
    return DatedFact("housing.deposit", key, "clearing", valid_to, review_due_on)


def waiting(*place: str, by: str = BORIS) -> tuple[Waiting, ...]:
    return (Waiting(place, frozenset({by})),)


def tasks(situation: Situation, *, may_review: bool = True) -> list[Task]:
    return tasks_for(ANNA, situation, may_review=may_review)


EVERYTHING = Situation(
    today=TODAY,
    topics=(
        text("safety.emergency", "outdated"),
        text("housing.deposit", "outdated"),
        text("work.pay_slip", "review_due", is_published=True, review_due_on=days(-1)),
        text("money.bank_account", "draft", waiting_since=days(-15)),
    ),
    facts=(fact(valid_to=days(-1)), fact(valid_to=days(14), key="amount")),
    recalls=waiting("7"),
    withdrawals=waiting("living.waste", "ro"),
    urgent_announcements=waiting("3"),
    texts=waiting("living.waste", "pl"),
    values=waiting("9"),
    announcements=waiting("4"),
    questions=(5, 2),
    office_fields=(("wsf.buergerbuero", "phone"),),
)


def test_all_kinds_stand_in_the_order_of_their_harm():
    found = tasks(EVERYTHING)

    assert tuple(task.kind for task in found) == KINDS
    assert {task.count for task in found} == {1}


def test_nothing_is_to_do_where_all_is_well():
    assert tasks(replace(CALM, topics=(text("housing.deposit", "current"),))) == []


def test_an_editor_sees_only_what_an_editor_can_do():
    found = {task.kind for task in tasks(EVERYTHING, may_review=False)}

    assert found == set(KINDS) - FOR_REVIEWERS


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("recalls", "recall_waiting"),
        ("withdrawals", "withdrawn"),
        ("urgent_announcements", "urgent_announcement"),
        ("texts", "text_waiting"),
        ("values", "value_waiting"),
        ("announcements", "announcement_waiting"),
    ],
)
def test_nobody_is_asked_to_look_at_their_own(name, kind):
    own, others = waiting("1", by=ANNA), waiting("2", by=BORIS)

    assert tasks(replace(CALM, **{name: own})) == []
    assert tasks(replace(CALM, **{name: own + others})) == [Task(kind, 1, ("2",))]


def test_what_was_shipped_waits_for_anybody():
    assert tasks(replace(CALM, values=(Waiting(("1",), frozenset()),))) == [Task("value_waiting", 1, ("1",))]


@pytest.mark.parametrize(
    ("valid_to", "kind"),
    [
        pytest.param(days(-1), "fact_expired", id="ended yesterday"),
        pytest.param(days(0), "fact_expiring", id="ends today"),
        pytest.param(days(14), "fact_expiring", id="ends in two weeks"),
        pytest.param(days(15), None, id="ends later"),
        pytest.param(None, None, id="has no end"),
    ],
)
def test_a_fact_is_a_task_two_weeks_before_its_end(valid_to, kind):
    found = tasks(replace(CALM, facts=(fact(valid_to=valid_to),)))

    assert [task.kind for task in found] == ([kind] if kind else [])


def test_facts_begin_with_the_one_that_ended_first():
    both = (fact(valid_to=days(-1), key="later"), fact(valid_to=days(-9), key="earlier"))

    assert tasks(replace(CALM, facts=both)) == [Task("fact_expired", 2, ("housing.deposit.earlier",))]


@pytest.mark.parametrize(
    ("topic", "states", "kind"),
    [
        pytest.param("safety.emergency", ("outdated",), "safety_outdated", id="safety"),
        pytest.param("housing.homeless", ("outdated", "draft"), "safety_outdated", id="no place to sleep"),
        pytest.param("safety.discrimination", ("outdated",), "outdated", id="no danger"),
        pytest.param("safety.emergency", ("outdated", "in_review"), None, id="on its way"),
        pytest.param("safety.emergency", ("missing",), None, id="missing"),
    ],
)
def test_an_outdated_translation_is_worse_in_danger_and_no_task_once_it_waits(topic, states, kind):
    found = tasks(replace(CALM, topics=(text(topic, *states),)))

    assert [(task.kind, task.place) for task in found] == ([(kind, (topic, "ro"))] if kind else [])


@pytest.mark.parametrize(
    ("state", "since", "expected"),
    [
        pytest.param("draft", days(-15), 1, id="too long"),
        pytest.param("machine_draft", days(-15), 1, id="a machine's"),
        pytest.param("draft", days(-14), 0, id="two weeks"),
        pytest.param("in_review", days(-99), 0, id="waits for a reviewer"),
    ],
)
def test_a_draft_lies_two_weeks_before_it_is_a_task(state, since, expected):
    found = tasks(replace(CALM, topics=(text("housing.deposit", state, waiting_since=since),)))

    assert len(found) == expected


def test_questions_count_from_three_about_the_same():
    assert tasks(replace(CALM, questions=(7, 3, 2))) == [Task("unanswered", 2, ("7",))]


def test_texts_and_facts_that_are_overdue_are_one_task():
    due = text("housing.deposit", "review_due", is_published=True, review_due_on=days(-3))
    situation = replace(CALM, topics=(due,), facts=(fact(review_due_on=days(-9)), fact(review_due_on=days(0))))

    assert tasks(situation) == [Task("review_overdue", 2, ("housing.deposit.deadline",))]


def test_the_calendar_has_what_is_overdue_and_then_month_by_month():
    topics = [
        text("housing.deposit", "current", is_published=True, review_due_on=date(2027, 1, 3)),
        text("work.pay_slip", "review_due", is_published=True, review_due_on=date(2026, 8, 3)),
        text("living.waste", "draft", review_due_on=date(2026, 12, 3)),
    ]
    facts = [fact(review_due_on=date(2026, 11, 25)), fact(review_due_on=date(2027, 1, 2)), fact(valid_to=TODAY)]

    months = calendar(topics, facts, TODAY)

    assert [(month.first_day, [review.due_on.day for review in month.reviews]) for month in months] == [
        (None, [3]),
        (date(2026, 11, 1), [25]),
        (date(2027, 1, 1), [2, 3]),
    ]
    assert [review.name for review in overdue(months)] == ["work.pay_slip"]
    assert {review.owner for month in months for review in month.reviews} == {"clearing"}


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 25), date(2027, 5, 25)),
        (date(2026, 6, 30), date(2026, 12, 30)),
        (date(2026, 8, 31), date(2027, 2, 28)),
    ],
)
def test_what_was_looked_through_is_due_again_in_six_months(today, expected):
    assert next_review(today) == expected
