"""Nothing from a case reaches a unit that enforces without the newcomer's separate, explicit yes."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from handoff import privacy
from handoff.cases import CASE_MESSAGES, OUTCOMES, Case, Cases, Words
from handoff.consents import Consent, Consents
from handoff.delivery import staff_reply, taken_notice
from handoff.errors import ConsentKept, HandoffError, NoConsent, NotYours, RoleRefused
from handoff.events import CaseEvent
from handoff.messages import CaseMessage
from handoff.newcomers import Newcomer, Newcomers
from handoff.routing import unit_for
from handoff.staff import Role, Staff, StaffMember
from handoff.translations import translate_waiting
from handoff.units import Unit, Units
from knowledge_base.units import Unit as ShippedUnit
from nlu.topics import TOPICS
from tests.handoff.town import ADVICE, AUTHORITY, ENFORCEMENT, TOPIC, Town, shipped_units
from wording import Language

BESIDE_STAFF: tuple[Role, ...] = ("coordinator", "editor", "reviewer", "administrator")
SECRET = "Suntem opt oameni în două camere"


# What may be written into the tables, by whatever code or hand


async def test_the_database_takes_no_case_in_an_enforcing_unit_on_the_yes_to_another(town: Town) -> None:
    newcomer = await town.newcomer()
    consent = await town.says_yes(newcomer, ADVICE)

    with pytest.raises(IntegrityError):
        async with town.acts() as (session, _):
            session.add(_row(town, newcomer, ENFORCEMENT, consent.id))


async def test_the_database_takes_no_case_on_the_yes_of_somebody_else(town: Town) -> None:
    """Boris said yes to the inspection; Ana did not."""
    ana, boris = await town.newcomer("1"), await town.newcomer("2")
    consent = await town.says_yes(boris, ENFORCEMENT)

    with pytest.raises(IntegrityError):
        async with town.acts() as (session, _):
            session.add(_row(town, ana, ENFORCEMENT, consent.id))


async def test_the_database_takes_no_yes_to_enforcement_that_was_not_asked_for_separately(town: Town) -> None:
    newcomer = await town.newcomer()

    with pytest.raises(IntegrityError):
        async with town.acts() as (session, _):
            session.add(_yes(town, newcomer, ENFORCEMENT, kind="enforcement", separately=False))


@pytest.mark.parametrize("kind", ["advice", "authority"])
async def test_the_database_takes_no_yes_that_calls_the_unit_something_else(town: Town, kind: str) -> None:
    """The kind is repeated in the yes, and must be that of the unit."""
    newcomer = await town.newcomer()

    with pytest.raises(IntegrityError):
        async with town.acts() as (session, _):
            session.add(_yes(town, newcomer, ENFORCEMENT, kind=kind, separately=False))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("UPDATE cases SET unit_id = 'housing_inspection'", id="the unit of a case"),
        pytest.param("UPDATE consents SET unit_id = 'housing_inspection'", id="the unit of a yes"),
        pytest.param(
            "UPDATE consents SET unit_id = 'housing_inspection', unit_kind = 'enforcement'", id="unit and kind of a yes"
        ),
        pytest.param("UPDATE units SET kind = 'enforcement' WHERE id = 'neustadtbuero'", id="the kind of a unit"),
        pytest.param("UPDATE cases SET newcomer_id = newcomer_id + 1", id="whose case it is"),
        pytest.param(
            "UPDATE staff_members SET unit_id = 'housing_inspection'", id="the unit of a staff member who holds a case"
        ),
        pytest.param(
            "UPDATE cases SET claimed_by = (SELECT id FROM staff_members WHERE unit_id = 'housing_inspection')",
            id="who holds a case",
        ),
    ],
)
async def test_the_database_lets_nobody_move_a_case_over_the_wall(town: Town, change: str) -> None:
    case = await town.case(SECRET)
    beer = await town.staff(ADVICE)
    if "staff_members SET" not in change:
        await town.staff(ENFORCEMENT)
    async with town.acts() as (session, cases):
        await cases.claim(await session.get_one(Case, case.id), beer, town.now)

    with pytest.raises(IntegrityError):
        async with town.acts() as (session, _):
            await session.execute(text(change))


async def test_nobody_but_staff_has_a_unit(town: Town) -> None:
    for role in BESIDE_STAFF:
        with pytest.raises(RoleRefused):
            await town.staff(ENFORCEMENT, role)
        with pytest.raises(IntegrityError):
            async with town.acts() as (session, _):
                session.add(StaffMember(name="x", role=role, unit_id=ENFORCEMENT, added_at=town.now))


async def test_a_staff_member_has_one_unit(town: Town) -> None:
    with pytest.raises(RoleRefused):
        await town.staff(None, "staff")
    with pytest.raises(IntegrityError):
        async with town.acts() as (session, _):
            session.add(StaffMember(name="x", role="staff", unit_id=None, added_at=town.now))


# What the code agrees to


async def test_a_yes_to_enforcement_must_be_asked_for_separately(town: Town) -> None:
    newcomer = await town.newcomer()
    with pytest.raises(NoConsent):
        await town.says_yes(newcomer, ENFORCEMENT, separately=False)
    assert await town.count(Consent) == 0


@pytest.mark.parametrize(
    ("whose", "topic", "words", "called"),
    [
        pytest.param("2", TOPIC, [SECRET], None, id="of somebody else"),
        pytest.param("1", "registration.late", [SECRET], None, id="to another subject"),
        pytest.param("1", None, [SECRET], None, id="to a subject, for none"),
        pytest.param("1", TOPIC, [SECRET], "Ana", id="without the name"),
    ],
)
@pytest.mark.parametrize("unit", [ADVICE, ENFORCEMENT])
async def test_a_yes_opens_only_the_case_it_was_given_for(
    town: Town, unit: str, whose: str, topic: str | None, words: list[str], called: str | None
) -> None:
    ana, boris = await town.newcomer("1"), await town.newcomer("2")
    consent = await town.says_yes(ana, unit)

    with pytest.raises(NoConsent):
        await _open(town, ana if whose == "1" else boris, consent, topic, words, called)
    assert await town.count(Case) == 0


async def test_a_question_that_was_struck_out_is_not_passed_on(town: Town) -> None:
    newcomer = await town.newcomer()
    consent = await town.says_yes(newcomer, ADVICE, question=False)

    with pytest.raises(NoConsent):
        await _open(town, newcomer, consent, TOPIC, [SECRET], None)


async def test_a_yes_that_was_taken_back_opens_nothing(town: Town) -> None:
    newcomer = await town.newcomer()
    consent = await town.says_yes(newcomer, ENFORCEMENT)
    async with town.acts() as (session, _):
        (await session.get_one(Consent, consent.id)).withdrawn_at = town.now
        consent = await session.get_one(Consent, consent.id)

    with pytest.raises(NoConsent):
        await _open(town, newcomer, consent, TOPIC, [SECRET], None)


async def test_after_a_yes_is_taken_back_nothing_new_comes_to_the_unit(town: Town) -> None:
    """No message, no claim, no answer, no note; the case is closed for good."""
    newcomer = await town.newcomer()
    case = await town.case(SECRET, newcomer=newcomer, unit=ENFORCEMENT)
    kraft = await town.staff(ENFORCEMENT, name="Herr Kraft")
    await _withdraws(town, case)

    for act in (
        lambda cases, case: cases.hear(case, Words("mai mult", "ro"), town.now),
        lambda cases, case: cases.claim(case, kraft, town.now),
        lambda cases, case: cases.release(case, kraft, town.now),
        lambda cases, case: cases.answer(case, kraft, Words("Guten Tag", "de"), town.now),
        lambda cases, case: cases.close(case, kraft, "solved", town.now),
        lambda cases, case: cases.note(case, kraft, SECRET, town.now),
        lambda cases, case: cases.reopen(case, town.now),
    ):
        with pytest.raises(HandoffError):
            await _acts_on(town, case, act)
    assert await town.count(CaseMessage) == 0


async def test_a_yes_to_advice_cannot_be_turned_into_one_to_the_inspection(town: Town) -> None:
    """Also where somebody was asked separately: that counts for a unit that enforces, and for no other."""
    yes = await town.says_yes(await town.newcomer(), ADVICE, separately=True)
    turned = update(Consent).where(Consent.id == yes.id).values(unit_id=ENFORCEMENT, unit_kind="enforcement")
    with pytest.raises(IntegrityError):
        async with town.acts() as (session, _):
            await session.execute(turned)
    assert not yes.separately


async def test_what_somebody_said_yes_to_is_not_changed_afterwards(town: Town) -> None:
    """Neither the unit nor the subject nor the lines; only that it was taken back is added."""
    yes = await town.says_yes(await town.newcomer(), ENFORCEMENT)
    for name, value in (("unit_id", ADVICE), ("topic", "housing.deposit"), ("passed_on", {}), ("separately", False)):
        with pytest.raises(ConsentKept):
            async with town.acts() as (session, _):
                setattr(await session.get_one(Consent, yes.id), name, value)
    async with town.acts() as (session, _):
        (await session.get_one(Consent, yes.id)).withdrawn_at = town.now


# Who sees what


async def test_an_enforcing_unit_finds_no_case_of_another(town: Town) -> None:
    """Not by its number, in no list, not by acting on it; and it does not learn whether there is one."""
    for unit in (ADVICE, AUTHORITY, "school_team", "outreach"):
        case = await town.case(SECRET, newcomer=await town.newcomer(unit), unit=unit, called="Amsel")
        await _finds_nothing(town, case, await town.staff(ENFORCEMENT))


async def test_roles_beside_staff_find_no_case(town: Town) -> None:
    case = await town.case(SECRET)
    for role in BESIDE_STAFF:
        await _finds_nothing(town, case, await town.staff(None, role))


async def test_whoever_left_finds_no_case(town: Town) -> None:
    case = await town.case(SECRET)
    beer = await town.staff(ADVICE)
    async with town.acts() as (session, _):
        beer = await Staff(session).disable(beer.id, by="test", now=town.now)
    await _finds_nothing(town, case, beer)


async def test_with_the_separate_yes_the_unit_sees_that_case_and_no_other(town: Town) -> None:
    """The wall is no lock: what the newcomer wants to tell, arrives. What they told advice, does not."""
    newcomer = await town.newcomer()
    advised = await town.case(SECRET, newcomer=newcomer, unit=ADVICE)
    inspected = await town.case("Vermieterul a venit", newcomer=newcomer, unit=ENFORCEMENT)
    kraft = await town.staff(ENFORCEMENT)

    async with town.acts() as (_, cases):
        assert [case.number for case in await cases.inbox(kraft)] == [inspected.number]
    await _finds_nothing(town, advised, kraft, but_sees=inspected)
    assert town.told_to(ENFORCEMENT) == {str(inspected.number)}


async def test_a_person_who_changes_sides_keeps_no_case(town: Town) -> None:
    """A new account in the inspection sees nothing of what the old one in advice held."""
    case = await town.case(SECRET)
    beer = await town.staff(ADVICE, name="Frau Beer")
    await _acts_on(town, case, lambda cases, case: cases.claim(case, beer, town.now))

    await _finds_nothing(town, case, await town.staff(ENFORCEMENT, name="Frau Beer"))


# What goes out by itself


async def test_no_signal_of_a_case_goes_to_another_unit(town: Town) -> None:
    """Everything that can happen to a case is told to the desks of its own unit, as a number and nothing else."""
    newcomer = await town.newcomer()
    case = await town.case(SECRET, newcomer=newcomer)
    beer = await town.staff(ADVICE)
    consent_id = case.consent_id
    for act in (
        lambda cases, case: cases.alarm(case, town.now),
        lambda cases, case: cases.claim(case, beer, town.now),
        lambda cases, case: cases.answer(case, beer, Words("Ja.", "de"), town.now),
        lambda cases, case: cases.note(case, beer, SECRET, town.now),
        lambda cases, case: cases.release(case, beer, town.now),
        lambda cases, case: cases.hear(case, Words("mulțumesc", "ro"), town.now),
    ):
        await _acts_on(town, case, act)
    await translate_waiting(town.database, town.signals, _translated)
    async with town.acts() as (session, cases):
        await cases.withdraw(await session.get_one(Case, case.id), await session.get_one(Consent, consent_id), town.now)

    topics = {topic for topic, _ in town.signals.told}
    assert topics == {f"cases:{ADVICE}", CASE_MESSAGES}
    assert all(ident.isdecimal() for _, ident in town.signals.told)


async def test_a_translation_stays_in_its_case(town: Town) -> None:
    newcomer = await town.newcomer()
    advised = await town.case(SECRET, newcomer=newcomer, unit=ADVICE)
    inspected = await town.case("Da", newcomer=newcomer, unit=ENFORCEMENT)

    assert await translate_waiting(town.database, town.signals, _translated) == 2

    async with town.database.reading() as session:
        kept = {message.case_id: message for message in await session.scalars(select(CaseMessage))}
    assert kept[advised.id].translation == f"[de] {SECRET}"
    assert kept[inspected.id].translation == "[de] Da"
    assert town.told_to(ENFORCEMENT) == {str(inspected.number)}


async def test_what_the_newcomer_gets_names_only_the_unit_of_the_case(town: Town) -> None:
    newcomer = await town.newcomer()
    case = await town.case(SECRET, newcomer=newcomer)
    replies = [
        staff_reply(case, newcomer, await town.unit(ADVICE), Words("Guten Tag", "de")),
        taken_notice(case, newcomer, await town.unit(ADVICE)),
    ]
    assert "Wohnraumkontrolle" not in str(replies)


async def test_what_is_exported_goes_to_the_newcomer_alone(town: Town) -> None:
    """Ana's export holds nothing of Boris."""
    ana, boris = await town.newcomer("1"), await town.newcomer("2")
    await town.case("Întrebarea Anei", newcomer=ana)
    await town.case(SECRET, newcomer=boris)

    async with town.database.reading() as session:
        assert SECRET not in str(await privacy.export(session, ana.id))


# Where a question goes


async def test_what_could_cost_a_newcomer_goes_to_advice_first(town: Town) -> None:
    """Late registration, subletting, overcrowding."""
    for topic in ("registration.late", "housing.rental_contract", "housing.minimum_standards"):
        assert unit_for(topic, await town.units()).kind == "advice", topic


async def test_no_topic_leads_to_enforcement(town: Town) -> None:
    units = await town.units()
    for topic in [None, "", "x", "housing.", "housing.unknown", "meta.out_of_scope", ENFORCEMENT, *TOPICS]:
        assert not unit_for(topic, units).is_enforcement, topic


@settings(max_examples=30, deadline=None)
@given(
    order=st.permutations(shipped_units()),
    topic=st.one_of(st.none(), st.sampled_from(sorted(TOPICS)), st.text(max_size=20)),
)
def test_no_topic_leads_to_enforcement_whatever_a_town_writes_down(
    order: Sequence[ShippedUnit], topic: str | None
) -> None:
    """Even where the table gives the inspection this very topic, and names it first."""
    units = [
        Unit(id=each.id, name=each.name, office=each.office, kind=each.kind, controllers=[], topics=list(each.topics))
        for each in order
    ]
    for unit in units:
        if unit.kind == "enforcement":
            unit.topics = [str(topic), f"{str(topic).partition('.')[0]}.*"]

    assert unit_for(topic, units).kind != "enforcement"


def test_the_shipped_table_has_one_enforcing_unit_and_gives_it_no_topic() -> None:
    enforcing = [unit for unit in shipped_units() if unit.kind == "enforcement"]
    assert [unit.id for unit in enforcing] == [ENFORCEMENT]
    assert not enforcing[0].topics


# Whatever happens, in whatever order

Step = tuple[str, int, int, int]

OFTEN = ["yes", "open", "claim"]
ACTS = [
    *OFTEN,
    *OFTEN,
    "hear",
    "alarm",
    "release",
    "answer",
    "note",
    "close",
    "withdraw",
    "reopen",
    "read",
    "disable",
    "erase",
]
ATTACKS = ["transfer", "reassign", "borrow", "rename"]
STEPS = st.tuples(st.sampled_from([*ACTS, *ATTACKS]), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=st.lists(STEPS, min_size=5, max_size=40))
async def test_no_walk_leads_a_case_to_enforcement_without_its_yes(town: Town, walk: list[Step]) -> None:
    """Random acts of newcomers, staff members, and code that writes where it should not."""
    town.signals.told.clear()
    with suppress(_Undo):
        async with town.acts() as (session, cases):
            walker = await _Walker.begin(town, session, cases)
            for step in walk:
                with suppress(HandoffError, IntegrityError):
                    async with session.begin_nested():
                        await walker.takes(step)
                session.expire_all()
            await walker.holds()
            raise _Undo


class _Undo(Exception):
    """The walk is over and leaves no trace."""


class _Walker:
    """Two newcomers, a staff member in each of three units, and what they have made so far."""

    def __init__(self, town: Town, session: AsyncSession, cases: Cases) -> None:
        self.town, self.session, self.cases = town, session, cases
        self.newcomers: list[int] = []
        self.staff: list[int] = []
        self.yeses: list[tuple[int, str, bool]] = []
        """What was really said: by whom, to which unit, asked about separately."""
        self.inspected: set[str] = set()
        """The numbers of cases that were opened in the inspection."""

    @classmethod
    async def begin(cls, town: Town, session: AsyncSession, cases: Cases) -> "_Walker":
        walker = cls(town, session, cases)
        for address in ("walk-1", "walk-2"):
            walker.newcomers.append((await Newcomers(session).arrive("telegram", address, town.now)).id)
        for unit in (ADVICE, AUTHORITY, ENFORCEMENT):
            member = await Staff(session).add("x", "staff", unit, by="test", now=town.now)
            walker.staff.append(member.id)
        return walker

    async def takes(self, step: Step) -> None:
        act, first, second, third = step
        await getattr(self, f"_{act}")(first, second, third)

    async def _case(self, pick: int) -> Case:
        return await self._one(Case, pick)

    async def _one(self, table: Any, pick: int) -> Any:
        rows = list(await self.session.scalars(select(table).order_by(table.id)))
        if not rows:
            raise HandoffError
        return rows[pick % len(rows)]

    async def _newcomer(self, pick: int) -> Newcomer:
        return await self._one(Newcomer, pick)

    async def _member(self, pick: int) -> StaffMember:
        return await self.session.get_one(StaffMember, self.staff[pick % 3])

    async def _unit(self, pick: int) -> Unit:
        return await Units(self.session).get((ADVICE, AUTHORITY, ENFORCEMENT)[pick % 3])

    async def _yes(self, who: int, where: int, how: int) -> None:
        newcomer, unit, separately = await self._newcomer(who), await self._unit(where), how % 2 == 0
        await Consents(self.session).give(
            newcomer, unit, topic=TOPIC, passed_on={"question": True}, separately=separately, now=self.town.now
        )
        self.yeses.append((newcomer.id, unit.id, separately))

    async def _open(self, who: int, which: int, topic: int) -> None:
        consent = await self._one(Consent, which)
        about = TOPIC if topic else "registration.late"
        words = [Words(SECRET, "ro")]
        newcomer = await self._newcomer(who)
        case = await self.cases.open(
            newcomer, consent, language="ro", topic=about, called=None, messages=words, now=self.town.now
        )
        if case.unit_id == ENFORCEMENT:
            assert (newcomer.id, ENFORCEMENT, True) in self.yeses
            self.inspected.add(str(case.number))

    async def _hear(self, which: int, *_: int) -> None:
        await self.cases.hear(await self._case(which), Words(SECRET, "ro"), self.town.now)

    async def _alarm(self, which: int, *_: int) -> None:
        await self.cases.alarm(await self._case(which), self.town.now)

    async def _claim(self, which: int, who: int, _: int) -> None:
        await self.cases.claim(await self._case(which), await self._member(who), self.town.now)

    async def _release(self, which: int, who: int, _: int) -> None:
        await self.cases.release(await self._case(which), await self._member(who), self.town.now)

    async def _answer(self, which: int, who: int, _: int) -> None:
        await self.cases.answer(await self._case(which), await self._member(who), Words("Ja", "de"), self.town.now)

    async def _note(self, which: int, who: int, _: int) -> None:
        await self.cases.note(await self._case(which), await self._member(who), SECRET, self.town.now)

    async def _close(self, which: int, who: int, how: int) -> None:
        outcome = OUTCOMES[how % len(OUTCOMES)]
        await self.cases.close(await self._case(which), await self._member(who), outcome, self.town.now)

    async def _withdraw(self, which: int, *_: int) -> None:
        case = await self._case(which)
        await self.cases.withdraw(case, await self.session.get_one(Consent, case.consent_id), self.town.now)

    async def _reopen(self, which: int, *_: int) -> None:
        case = await self._case(which)
        closed_by_newcomer = case.outcome == "withdrawn"
        await self.cases.reopen(case, self.town.now)
        assert case.unit_id != ENFORCEMENT
        assert not closed_by_newcomer

    async def _read(self, which: int, who: int, _: int) -> None:
        await self.cases.read((await self._case(which)).number, await self._member(who), self.town.now)

    async def _disable(self, who: int, *_: int) -> None:
        await Staff(self.session).disable(self.staff[who % 3], by="test", now=self.town.now)

    async def _erase(self, who: int, *_: int) -> None:
        await privacy.erase(self.session, (await self._newcomer(who)).id)

    async def _transfer(self, which: int, where: int, _: int) -> None:
        (await self._case(which)).unit_id = (await self._unit(where)).id
        await self.session.flush()

    async def _reassign(self, which: int, where: int, _: int) -> None:
        unit = await self._unit(where)
        consent = await self._one(Consent, which)
        consent.unit_id, consent.unit_kind = unit.id, unit.kind
        await self.session.flush()

    async def _borrow(self, which: int, yes: int, _: int) -> None:
        (await self._case(which)).consent_id = (await self._one(Consent, yes)).id
        await self.session.flush()

    async def _rename(self, where: int, _: int, __: int) -> None:
        (await self._unit(where)).kind = "enforcement"
        await self.session.flush()

    async def holds(self) -> None:
        """The wall stands: every case an enforcing unit sees has its own separate yes, and no signal says more."""
        enforcing = {unit.id for unit in await Units(self.session).all() if unit.is_enforcement}
        for member in [await self.session.get_one(StaffMember, each) for each in self.staff]:
            for case in [*await self.cases.inbox(member), *await self.cases.closed(member)]:
                consent = await self.session.get_one(Consent, case.consent_id)
                assert (consent.newcomer_id, consent.unit_id) == (case.newcomer_id, member.unit_id)
                if member.unit_id in enforcing:
                    assert consent.separately
                    assert consent.unit_kind == "enforcement"
        for case in await self.session.scalars(select(Case).where(Case.unit_id.in_(enforcing))):
            holder = await self.session.get(StaffMember, case.claimed_by) if case.claimed_by else None
            assert holder is None or holder.unit_id == case.unit_id
        assert self.town.told_to(ENFORCEMENT) <= self.inspected


def _row(town: Town, newcomer: Newcomer, unit_id: str, consent_id: int) -> Case:
    return Case(
        number=12345,
        newcomer_id=newcomer.id,
        unit_id=unit_id,
        consent_id=consent_id,
        topic=TOPIC,
        language="ro",
        owner="waiting",
        opened_at=town.now,
        last_message_at=town.now,
    )


def _yes(town: Town, newcomer: Newcomer, unit_id: str, *, kind: str, separately: bool) -> Consent:
    return Consent(
        newcomer_id=newcomer.id,
        unit_id=unit_id,
        unit_kind=kind,
        separately=separately,
        topic=TOPIC,
        passed_on={},
        given_at=town.now,
    )


async def _open(
    town: Town, newcomer: Newcomer, consent: Consent, topic: str | None, words: list[str], called: str | None
) -> Case:
    async with town.acts() as (_, cases):
        said = [Words(each, "ro") for each in words]
        return await cases.open(
            newcomer, consent, language="ro", topic=topic, called=called, messages=said, now=town.now
        )


async def _withdraws(town: Town, case: Case) -> None:
    async with town.acts() as (session, cases):
        kept = await session.get_one(Case, case.id)
        await cases.withdraw(kept, await session.get_one(Consent, kept.consent_id), town.now)


async def _acts_on(town: Town, case: Case, act: Callable[[Cases, Case], Awaitable[Any]]) -> None:
    async with town.acts() as (session, cases):
        await act(cases, await session.get_one(Case, case.id))


async def _finds_nothing(town: Town, case: Case, viewer: StaffMember, *, but_sees: Case | None = None) -> None:
    async with town.database.reading() as session:
        before = len(list(await session.scalars(select(CaseEvent))))
    expected = [but_sees.number] if but_sees else []
    async with town.acts() as (_, cases):
        assert [each.number for each in await cases.inbox(viewer)] == expected
        assert await cases.closed(viewer) == []
    for number in (case.number, 99_999_999):
        for changing in (False, True):
            with pytest.raises(NotYours):
                async with town.acts() as (_, cases):
                    await cases.get(number, viewer, changing=changing)
        with pytest.raises(NotYours):
            async with town.acts() as (_, cases):
                await cases.read(number, viewer, town.now)
    for act in (
        lambda cases, case: cases.claim(case, viewer, town.now),
        lambda cases, case: cases.release(case, viewer, town.now),
        lambda cases, case: cases.answer(case, viewer, Words("x", "de"), town.now),
        lambda cases, case: cases.note(case, viewer, "x", town.now),
        lambda cases, case: cases.close(case, viewer, "solved", town.now),
    ):
        with pytest.raises(NotYours):
            await _acts_on(town, case, act)
    async with town.database.reading() as session:
        assert len(list(await session.scalars(select(CaseEvent)))) == before


async def _translated(words: str, source: Language, target: Language) -> Any:
    return _Translated(f"[{target}] {words}")


class _Translated:
    label = "machine"
    path = ("ro", "de")
    warnings = ()

    def __init__(self, text: str) -> None:
        self.text = text
