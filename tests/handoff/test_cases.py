"""A case goes from owner to owner on known ways, and remembers what happened to it."""

import asyncio
from itertools import product
from typing import get_args

import pytest
from sqlalchemy import select, text

from handoff.cases import OUTCOMES, Case, Cases, Owner, Words
from handoff.consents import Consent
from handoff.errors import ClaimedByOther, EventKept, NoConsent, NotYours, TransitionRefused
from handoff.events import CaseEvent, alarmed, events_of
from handoff.messages import CaseMessage, CaseNote, messages_of, notes_of
from handoff.staff import StaffMember
from tests.handoff.town import ADVICE, ENFORCEMENT, TOPIC, Town

WAYS = {
    ("bot", "waiting"),
    ("waiting", "staff"),
    ("staff", "waiting"),
    ("waiting", "closed"),
    ("staff", "closed"),
    ("closed", "waiting"),
}


@pytest.mark.parametrize(("owner", "wanted"), list(product(get_args(Owner), repeat=2)))
def test_every_owner_meets_every_other(owner: Owner, wanted: Owner) -> None:
    """Six ways exist; every other pair is refused and changes nothing."""
    case = Case(owner=owner)
    if (owner, wanted) in WAYS:
        case.move(wanted)
        assert case.owner == wanted
        return
    with pytest.raises(TransitionRefused) as refused:
        case.move(wanted)
    assert (refused.value.owner, refused.value.wanted) == (owner, wanted)
    assert case.owner == owner


OUTCOME_OF_ACTS = {
    # who holds it:      waiting               mine        a colleague's        closed
    "hear": ("waiting", "staff", "staff", TransitionRefused),
    "alarm": ("waiting", "staff", "staff", "closed"),
    "claim": ("staff", "staff", ClaimedByOther, TransitionRefused),
    "release": (TransitionRefused, "waiting", "waiting", TransitionRefused),
    "answer": (TransitionRefused, "staff", ClaimedByOther, TransitionRefused),
    "note": ("waiting", "staff", "staff", "closed"),
    "close": (TransitionRefused, "closed", ClaimedByOther, TransitionRefused),
    "withdraw": ("closed", "closed", "closed", "closed"),
    "reopen": (TransitionRefused, TransitionRefused, TransitionRefused, "waiting"),
}
HOLDERS = ("waiting", "mine", "a colleague's", "closed")


@pytest.mark.parametrize("act", OUTCOME_OF_ACTS)
async def test_every_act_meets_every_owner(town: Town, act: str) -> None:
    """It leads to a new owner, or is refused and leaves case and history as they were."""
    me, colleague = await town.staff(ADVICE), await town.staff(ADVICE)
    for holder, expected in zip(HOLDERS, OUTCOME_OF_ACTS[act], strict=True):
        case = await town.case("Ce acte?", newcomer=await town.newcomer(holder))
        if holder != "waiting":
            await _does(town, case, "claim", colleague if holder == "a colleague's" else me)
        if holder == "closed":
            await _does(town, case, "close", me)
        before = await _owner(town, case), await town.count(CaseEvent)

        if isinstance(expected, str):
            assert (await _does(town, case, act, me)).owner == expected, holder
            continue
        with pytest.raises(expected):
            await _does(town, case, act, me)
        assert (await _owner(town, case), await town.count(CaseEvent)) == before, holder


async def test_opening_tells_what_was_agreed_to(town: Town) -> None:
    case = await town.case("Ce acte?", "Și copiii?", called="Amsel")

    assert case.owner == "waiting"
    assert 10_000 <= case.number <= 99_999
    async with town.database.reading() as session:
        events = await events_of(session, case.id)
        messages = await messages_of(session, case.id)
    assert [event.kind for event in events] == ["opened", "consent", "message", "message"]
    assert {event.actor for event in events} == {"newcomer"}
    assert events[1].details["passed_on"] == ["called", "language", "question", "reach"]
    assert [message.original for message in messages] == ["Ce acte?", "Și copiii?"]


async def test_numbers_are_taken_once(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chance may give the same number twice; the second case gets another."""
    drawn = iter([5, 5, 5, 6])
    monkeypatch.setattr("handoff.cases.secrets.randbelow", lambda _: next(drawn))

    first = await town.case("1", newcomer=await town.newcomer("1"))
    second = await town.case("2", newcomer=await town.newcomer("2"))

    assert (first.number, second.number) == (10_005, 10_006)


async def test_two_who_claim_at_once_do_not_both_hold_it(town: Town) -> None:
    case = await town.case("Ce acte?")
    members = [await town.staff(ADVICE), await town.staff(ADVICE)]

    async def claims(member: StaffMember) -> bool:
        async with town.acts() as (_, cases):
            found = await cases.get(case.number, member, changing=True)
            try:
                await cases.claim(found, member, town.now)
            except ClaimedByOther:
                return False
            return True

    assert sorted(await asyncio.gather(*(claims(member) for member in members))) == [False, True]
    async with town.database.reading() as session:
        assert [event.kind for event in await events_of(session, case.id)].count("claimed") == 1


async def test_to_claim_twice_is_to_claim_once(town: Town) -> None:
    case, me = await town.case("?"), await town.staff(ADVICE)
    for _ in range(2):
        await _does(town, case, "claim", me)

    async with town.database.reading() as session:
        assert [event.kind for event in await events_of(session, case.id)].count("claimed") == 1


async def test_a_message_that_comes_as_the_case_closes_is_not_lost_in_it(town: Town) -> None:
    """It was read as open a moment ago: the turn begins anew, and the bot answers."""
    case = await town.case("?")
    async with town.acts() as (session, cases):
        read_as_open = await session.get_one(Case, case.id)
        await session.execute(text("UPDATE cases SET owner = 'closed'"))  # by somebody else, meanwhile
        with pytest.raises(TransitionRefused):
            await cases.hear(read_as_open, Words("încă ceva", "ro"), town.now)
    assert await town.count(CaseMessage) == 1


async def test_what_happened_is_not_changed_afterwards(town: Town) -> None:
    case = await town.case("?")

    with pytest.raises(EventKept):
        async with town.acts() as (session, _):
            (await events_of(session, case.id))[0].kind = "closed"
    with pytest.raises(EventKept):
        async with town.acts() as (session, _):
            await session.delete((await events_of(session, case.id))[0])
    async with town.database.reading() as session:
        assert [event.kind for event in await events_of(session, case.id)] == ["opened", "consent", "message"]


async def test_events_hold_no_words(town: Town) -> None:
    """Ids and values; a name, a question, an answer, a note stand in tables of their own."""
    case, me = await town.case("Kanarienvogel", called="Kanarienvogel"), await town.staff(ADVICE)
    for act in ("alarm", "claim", "hear", "answer", "note", "release", "claim", "close"):
        await _does(town, case, act, me, words="Kanarienvogel")

    async with town.database.reading() as session:
        events = await events_of(session, case.id)
    assert len(events) == 11
    assert "Kanarienvogel" not in str([(event.kind, event.actor, event.details) for event in events])


async def test_who_read_a_case_is_remembered(town: Town) -> None:
    case, me = await town.case("?"), await town.staff(ADVICE)
    async with town.acts() as (_, cases):
        await cases.read(case.number, me, town.now)

    async with town.database.reading() as session:
        assert [event.actor for event in await events_of(session, case.id) if event.kind == "read"] == [
            f"staff:{me.id}"
        ]


async def test_an_alarm_stands_until_somebody_cares(town: Town) -> None:
    """To open the case or to take it over is not enough, and a further message of the newcomer is none."""
    case, me = await town.case("?"), await town.staff(ADVICE)
    other = await town.case("?", newcomer=await town.newcomer("8"))
    await _does(town, case, "alarm", me)

    assert await _alarmed(town, case, other) == {case.id}
    for act in ("claim", "hear"):
        await _does(town, case, act, me)
        assert await _alarmed(town, case, other) == {case.id}
    await _does(town, case, "answer", me)
    assert await _alarmed(town, case, other) == set()
    await _does(town, case, "alarm", me)
    assert await _alarmed(town, case, other) == {case.id}
    await _does(town, case, "note", me)
    assert await _alarmed(town, case, other) == set()


async def test_the_inbox_holds_the_longest_waiting_first(town: Town) -> None:
    me = await town.staff(ADVICE)
    cases_of = {}
    for address in ("1", "2", "3"):
        cases_of[address] = await town.case("?", newcomer=await town.newcomer(address))
        town.passes(minutes=1)
    await _does(town, cases_of["1"], "hear", me)

    async with town.acts() as (_, cases):
        found = [case.number for case in await cases.inbox(me)]
    assert found == [cases_of[each].number for each in ("2", "3", "1")]


async def test_a_closed_case_stands_in_another_list(town: Town) -> None:
    case, me = await town.case("?"), await town.staff(ADVICE)
    for act in ("claim", "close"):
        await _does(town, case, act, me)

    async with town.acts() as (_, cases):
        assert await cases.inbox(me) == []
        [closed] = await cases.closed(me)
        assert await cases.open_of(case.newcomer_id) == []
    assert (closed.number, closed.outcome, closed.closed_at) == (case.number, "solved", town.now)


async def test_a_case_closes_with_an_outcome(town: Town) -> None:
    me = await town.staff(ADVICE)
    for outcome in OUTCOMES:
        case = await town.case("?", newcomer=await town.newcomer(outcome))
        await _does(town, case, "claim", me)
        async with town.acts() as (session, cases):
            await cases.close(await session.get_one(Case, case.id), me, outcome, town.now)
            events = await events_of(session, case.id)
        assert events[-1].details == {"outcome": outcome}


async def test_an_ended_case_waits_again_as_if_nobody_had_taken_it(town: Town) -> None:
    """The newcomer has more to say; whoever held it may be away, and the unit learns of it."""
    case, me = await town.case("?"), await town.staff(ADVICE)
    for act in ("claim", "close"):
        await _does(town, case, act, me)
    town.signals.told.clear()
    again = await _does(town, case, "reopen", me)

    assert (again.owner, again.claimed_by, again.closed_at, again.outcome) == ("waiting", None, None, None)
    assert town.told_to(ADVICE) == {str(case.number)}
    async with town.database.reading() as session:
        last = (await events_of(session, case.id))[-1]
    assert (last.kind, last.actor) == ("reopened", "newcomer")
    async with town.acts() as (_, cases):
        assert [each.id for each in await cases.inbox(me)] == [case.id]


@pytest.mark.parametrize("unit", [ADVICE, ENFORCEMENT])
async def test_a_case_opens_again_only_under_a_yes_that_stands_for_more(town: Town, unit: str) -> None:
    """One that was taken back does not, nor one to a unit that enforces."""
    case, me = await town.case("?", unit=unit), await town.staff(unit)
    for act in ("claim", "close", *(["withdraw"] if unit == ADVICE else [])):
        await _does(town, case, act, me)
    with pytest.raises(NoConsent):
        await _does(town, case, "reopen", me)

    assert await _owner(town, case) == "closed"


async def test_the_newest_case_of_a_newcomer_comes_first(town: Town) -> None:
    newcomer = await town.newcomer()
    first = await town.case("1", newcomer=newcomer)
    town.passes(minutes=1)
    second = await town.case("2", newcomer=newcomer, unit=ENFORCEMENT)

    async with town.acts() as (_, cases):
        assert [case.id for case in await cases.open_of(newcomer.id)] == [second.id, first.id]
        assert [case.id for case in await cases.all_of(newcomer.id)] == [first.id, second.id]


async def test_a_note_is_for_colleagues(town: Town) -> None:
    case, me = await town.case("?"), await town.staff(ADVICE)
    await _does(town, case, "note", me, words="ruft morgen an")

    async with town.database.reading() as session:
        assert [note.text for note in await notes_of(session, case.id)] == ["ruft morgen an"]
        assert [message.original for message in await messages_of(session, case.id)] == ["?"]


async def test_nothing_is_noted_after_the_yes_was_taken_back(town: Town) -> None:
    """Also where the case had been closed before."""
    case, me = await town.case("?"), await town.staff(ADVICE)
    async with town.acts() as (session, cases):
        kept = await session.get_one(Case, case.id)
        await cases.claim(kept, me, town.now)
        await cases.close(kept, me, "solved", town.now)
        await cases.withdraw(kept, await session.get_one(Consent, kept.consent_id), town.now)

    with pytest.raises(TransitionRefused):
        await _does(town, case, "note", me, words="ruft morgen an")
    assert await town.count(CaseNote) == 0


async def test_a_translation_stands_beside_what_was_written(town: Town) -> None:
    case = await town.case()
    words = Words("Ce acte?", "ro", "Welche Papiere?", "de", "machine", ("ro", "de"), ("Zahl fehlt",))
    async with town.acts() as (session, cases):
        await cases.hear(await session.get_one(Case, case.id), words, town.now)

    async with town.database.reading() as session:
        [message] = await messages_of(session, case.id)
    assert (message.original, message.language) == ("Ce acte?", "ro")
    assert (message.translation, message.translated_to, message.label) == ("Welche Papiere?", "de", "machine")
    assert (message.path, message.warnings) == (["ro", "de"], ["Zahl fehlt"])


async def test_a_case_without_messages_can_be_opened_for_somebody_who_does_not_write(town: Town) -> None:
    """The question was struck out; the unit learns that somebody wants to talk, and in which language."""
    newcomer = await town.newcomer()
    consent = await town.says_yes(newcomer, ADVICE, topic=None, question=False)
    async with town.acts() as (_, cases):
        case = await cases.open(newcomer, consent, language="ro", topic=None, called=None, messages=[], now=town.now)
    assert (case.owner, case.topic, await town.count(CaseMessage)) == ("waiting", None, 0)


async def test_a_consent_keeps_what_was_shown(town: Town) -> None:
    newcomer = await town.newcomer()
    await town.says_yes(newcomer, ADVICE, called=True, question=False)

    async with town.database.reading() as session:
        [consent] = list(await session.scalars(select(Consent)))
    assert (consent.unit_id, consent.unit_kind, consent.topic, consent.separately) == (ADVICE, "advice", TOPIC, False)
    assert set(consent.passed_on) == {"language", "reach", "called"}
    assert (consent.given_at, consent.withdrawn_at) == (town.now, None)


async def test_the_answer_comes_from_whoever_holds_the_case(town: Town) -> None:
    case, me = await town.case("?"), await town.staff(ADVICE)
    await _does(town, case, "claim", me)
    kept = await _does(town, case, "answer", me)

    assert (kept.last_sender, kept.last_message_at) == ("staff", town.now)
    async with town.database.reading() as session:
        answer = (await messages_of(session, case.id))[-1]
    assert (answer.sender, answer.staff_id) == ("staff", me.id)


async def test_a_yes_to_nothing_opens_nothing(town: Town) -> None:
    ana, boris = await town.newcomer("1"), await town.newcomer("2")
    consent = await town.says_yes(ana, ADVICE)
    with pytest.raises(NoConsent):
        async with town.acts() as (_, cases):
            await cases.open(boris, consent, language="ro", topic=TOPIC, called=None, messages=[], now=town.now)


async def test_another_units_case_is_not_there(town: Town) -> None:
    case, kraft = await town.case("?"), await town.staff(ENFORCEMENT)
    with pytest.raises(NotYours):
        async with town.acts() as (_, cases):
            await cases.get(case.number, kraft)
    assert await town.count(CaseNote) == 0


async def _owner(town: Town, case: Case) -> Owner:
    async with town.database.reading() as session:
        return (await session.get_one(Case, case.id)).owner


async def _alarmed(town: Town, *asked: Case) -> set[int]:
    async with town.database.reading() as session:
        return await alarmed(session, [case.id for case in asked])


async def _does(town: Town, case: Case, act: str, me: StaffMember, *, words: str = "x") -> Case:
    async with town.acts() as (session, cases):
        kept = await session.get_one(Case, case.id)
        await _act(town, cases, kept, act, me, words, await session.get_one(Consent, kept.consent_id))
        return kept


async def _act(town: Town, cases: Cases, case: Case, act: str, me: StaffMember, words: str, consent: Consent) -> None:
    match act:
        case "hear":
            await cases.hear(case, Words(words, "ro"), town.now)
        case "alarm":
            await cases.alarm(case, town.now)
        case "claim":
            await cases.claim(case, me, town.now)
        case "release":
            await cases.release(case, me, town.now)
        case "answer":
            await cases.answer(case, me, Words(words, "de"), town.now)
        case "note":
            await cases.note(case, me, words, town.now)
        case "close":
            await cases.close(case, me, "solved", town.now)
        case "withdraw":
            await cases.withdraw(case, consent, town.now)
        case "reopen":
            await cases.reopen(case, town.now)
