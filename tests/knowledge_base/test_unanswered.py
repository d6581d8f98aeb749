"""Questions asked in vain: what they speak of puts them into groups, whatever language they came in."""

from datetime import UTC, date, datetime
from itertools import count

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from knowledge_base.question_groups import Meaning, group, shipped_meaning
from knowledge_base.tables import UnansweredQuestion
from knowledge_base.unanswered import (
    A_DAY,
    AskedInVain,
    forget_questions_of,
    handle,
    handled_questions,
    keep_unanswered,
    open_questions,
    questions_of,
    reopen,
    take_back,
)
from storage.audit import AuditEntry

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
DOG = AskedInVain("de", "no_article", "Wo melde ich meinen Hund an?", ("dog", "q_where"))

_ids = count(1)


def asked(*concepts, language="ro", newcomer=None, text="", on=date(2026, 11, 25), reason="no_article", topic=None):
    number = next(_ids)
    return UnansweredQuestion(
        id=number,
        newcomer_id=newcomer or number,
        asked_on=on,
        language=language,
        reason=reason,
        topic=topic,
        text=text or f"text {number}",
        concepts=list(concepts),
    )


async def keep(database, *questions, newcomer=7):
    async with database.transaction() as session:
        for question in questions:
            await keep_unanswered(session, newcomer, question, NOW)


async def waiting(database):
    async with database.reading() as session:
        return await open_questions(session)


async def test_a_question_is_kept_with_what_it_speaks_of(database):
    await keep(database, DOG)

    [row] = await waiting(database)
    assert (row.text, row.language, row.reason, row.concepts) == (DOG.text, "de", "no_article", ["dog", "q_where"])
    assert (row.asked_on, row.state, row.newcomer_id) == (date(2026, 11, 25), "open", 7)


async def test_the_same_question_is_kept_once_a_day_and_person(database):
    await keep(database, DOG, DOG)
    await keep(database, DOG, newcomer=8)

    assert [row.newcomer_id for row in await waiting(database)] == [8, 7]


async def test_one_person_fills_no_more_than_a_days_share(database):
    await keep(database, *(AskedInVain("de", "no_article", f"Frage {'x' * each}") for each in range(A_DAY + 5)))

    assert len(await waiting(database)) == A_DAY


async def test_what_found_its_answer_is_taken_back(database):
    """Only this question of this person."""
    await keep(database, DOG, AskedInVain("de", "unsure", "Steuer?"))
    await keep(database, DOG, newcomer=8)

    async with database.transaction() as session:
        await take_back(session, 7, DOG.text)

    assert sorted((row.newcomer_id, row.text) for row in await waiting(database)) == [(7, "Steuer?"), (8, DOG.text)]


async def test_it_is_told_to_its_newcomer_and_erased_with_them(database):
    await keep(database, DOG)
    await keep(database, DOG, newcomer=8)

    async with database.transaction() as session:
        assert await questions_of(session, 7) == [
            {"asked_on": "2026-11-25", "language": "de", "topic": None, "text": DOG.text}
        ]
        await forget_questions_of(session, 7)

    assert [row.newcomer_id for row in await waiting(database)] == [8]


async def test_who_is_faster_handles_it_and_it_can_be_taken_back(database):
    """Two editors press at once: the second is told that nothing was left."""
    await keep(database, DOG)
    [row] = await waiting(database)

    async with database.transaction() as session:
        assert await handle(session, [row.id], "not_ours", by="staff:1", now=NOW) == 1
        assert await handle(session, [row.id], "drafted", by="staff:2", now=NOW, topic="housing.waste") == 0
    assert await waiting(database) == []
    async with database.reading() as session:
        [handled] = await handled_questions(session)
    assert (handled.state, handled.handled_by, handled.handled_at) == ("not_ours", "staff:1", NOW)

    async with database.transaction() as session:
        assert await reopen(session, [row.id], "drafted", by="staff:2", now=NOW) == 0
        assert await reopen(session, [row.id], "not_ours", by="staff:2", now=NOW) == 1
    [row] = await waiting(database)
    assert row.handled_by is None
    async with database.reading() as session:
        acts = [(entry.actor, entry.act) for entry in await session.scalars(select(AuditEntry))]
    assert acts == [("staff:1", "unanswered.not_ours"), ("staff:2", "unanswered.open")]


def test_languages_meet_in_what_they_speak_of():
    questions = [
        asked("dog", "q_where", "can_i", language="de"),
        asked("dog", "register_addr", language="ro"),
        asked("q_where", "hairdresser", "near", language="pl"),
        asked("q_how", "dog", language="bg"),
    ]

    dogs, hairdresser = group(questions, shipped_meaning())

    assert dogs.words[0] == "Hund"
    assert dogs.languages == {"de": 1, "ro": 1, "bg": 1}
    assert hairdresser.words[0] == "Friseur als Kunde"


def test_question_words_make_no_group():
    """ "Where" is in every second question."""
    groups = group([asked("q_where", "hairdresser"), asked("q_where", "fishing")], shipped_meaning())

    assert len(groups) == 2


def test_questions_without_a_concept_stand_together():
    [nothing] = group([asked(language="hu"), asked(language="tr")], shipped_meaning())

    assert nothing.words == ()
    assert nothing.people == 2


def test_what_did_not_help_stands_with_its_article():
    """Also where nobody knows what was asked."""
    waste = {"reason": "not_helped", "topic": "housing.waste"}
    groups = group([asked(**waste), asked(**waste), asked(reason="not_helped", topic="work.advice")], shipped_meaning())

    assert [dict(each.not_helped) for each in groups] == [{"housing.waste": 2}, {"work.advice": 1}]


def test_words_are_shown_once_three_people_asked_alike():
    """Three questions of one person are still the words of one person."""
    one_person = [asked("dog", newcomer=5, text=f"Hund {each}") for each in "abc"]
    [alone] = group(one_person, shipped_meaning())
    [together] = group([*one_person, asked("dog", text="câine"), asked("dog", text="câine")], shipped_meaning())

    assert alone.texts == ()
    assert [each.text for each in together.texts] == ["câine", "Hund c", "Hund b", "Hund a"]


def test_most_asked_comes_first_and_then_what_is_new():
    old, new = date(2026, 11, 1), date(2026, 11, 20)
    questions = [asked("dog", on=old), asked("hairdresser", on=new), asked("fishing", on=old), asked("fishing", on=old)]

    assert [each.words[0] for each in group(questions, shipped_meaning())] == ["angeln", "Friseur als Kunde", "Hund"]


CONCEPTS = st.frozensets(st.sampled_from(["a", "b", "c", "d", "q_where"]), max_size=4)
MEANING = Meaning({"a": 0.5, "b": 0.3}, {"b": "a"}, {})


@given(st.lists(CONCEPTS, max_size=20), st.randoms(use_true_random=False))
def test_every_question_is_in_one_group_in_whatever_order_they_come(sets, random):
    """And the groups are the same."""
    questions = [asked(*sorted(each)) for each in sets]
    shuffled = random.sample(questions, len(questions))

    groups = group(questions, MEANING)

    assert sorted(number for each in groups for number in each.ids) == [each.id for each in questions]
    assert [each.ids for each in group(shuffled, MEANING)] == [each.ids for each in groups]
