"""What is kept about a newcomer: shown whole, erased whole, and forgotten in time."""

import json
from datetime import timedelta
from typing import Any

from sqlalchemy import MetaData

from handoff import privacy
from handoff.cases import Case, Words
from handoff.consents import Consent
from handoff.conversations import Conversation
from handoff.delivery import CasePost
from handoff.events import CaseEvent
from handoff.messages import CaseMessage, CaseNote, messages_of
from handoff.newcomers import Newcomer
from handoff.units import Units
from storage.outbox import OutboxMessage, Refused, Sent
from tests.handoff.town import ADVICE, ENFORCEMENT, Town

CANARY = "Kanarienvogel"


async def test_after_the_erasure_no_table_holds_a_word(town: Town) -> None:
    """Name, question, answer, note, translation, draft, address: in no row of any table."""
    ana = await _knows_everything_about(town, "canary-address")
    boris = await town.newcomer("8")
    await town.case("Altceva", newcomer=boris)
    assert {"cases", "case_messages", "case_notes", "conversations"} <= set(await _tables_with(town, CANARY))

    async with town.acts() as (session, _):
        await privacy.erase(session, ana.id)

    assert await _tables_with(town, CANARY) == []
    assert await _tables_with(town, "canary-address") == []
    async with town.database.reading() as session:
        assert (await privacy.export(session, boris.id))["cases"]
    for table in (Case, Consent, Newcomer):
        assert await town.count(table) == 1
    assert await town.count(CaseEvent) == 3


async def test_with_the_yes_the_words_of_the_case_are_taken_back(town: Town) -> None:
    """Messages of both sides, translations, notes, the name, and what did not reach the newcomer; what happened stays,
    and so does what the newcomer was shown."""
    ana = await _knows_everything_about(town, "canary-address")
    async with town.acts() as (session, cases):
        [case] = await cases.all_of(ana.id)
        (await session.get_one(Conversation, ana.id)).last_text = None
        (await session.get_one(Conversation, ana.id)).draft = None
        answers = [each for each in await messages_of(session, case.id) if each.sender == "staff"]
        unit = await Units(session).get(case.unit_id)
        refused, shown = [
            await CasePost(town.outbox).answer(session, case, ana, unit, words_of, town.now)
            for words_of in (Words(f"{CANARY} Antwort", "de"), Words("Guten Tag", "de"))
        ]
        answers[0].outbox_id = refused
    assert refused is not None
    assert shown is not None
    ended = [Refused(refused, "blocked"), Sent(shown, "1", {}, town.now)]
    await town.outbox.advance("telegram", town.now, finished=ended, limit=0)
    before = await town.count(CaseEvent)

    async with town.acts() as (session, cases):
        kept = await session.get_one(Case, case.id)
        await cases.withdraw(kept, await session.get_one(Consent, kept.consent_id), town.now)

    assert await _tables_with(town, CANARY) == []
    assert await town.count(CaseEvent) == before + 1
    assert await town.count(OutboxMessage) == 1
    async with town.database.reading() as session:
        [told] = (await privacy.export(session, ana.id))["cases"]
    assert (told["number"], told["called"], told["messages"], told["notes"]) == (case.number, None, [], [])


async def test_who_is_erased_twice_is_erased(town: Town) -> None:
    ana = await town.newcomer()
    for _ in range(2):
        async with town.acts() as (session, _cases):
            await privacy.erase(session, ana.id)
    assert await town.count(Newcomer) == 0


async def test_the_export_holds_all_of_it(town: Town) -> None:
    """Every word that the tables hold of a newcomer; the newcomer's own and those written about them."""
    ana = await _knows_everything_about(town, "canary-address")

    async with town.database.reading() as session:
        kept = await privacy.export(session, ana.id)

    assert json.loads(json.dumps(kept)) == kept
    assert kept["newcomer"]["address"] == "canary-address"
    assert kept["last_question"] == f"{CANARY} zuletzt"
    assert kept["last_topic"] == "housing.defects"
    assert kept["not_yet_passed_on"]["question"] == f"{CANARY} Entwurf"
    [case] = kept["cases"]
    assert case["called"] == f"{CANARY} Name"
    assert [message["text"] for message in case["messages"]] == [f"{CANARY} Frage", f"{CANARY} Antwort"]
    assert case["messages"][1]["translation"] == f"{CANARY} răspuns"
    assert [note["text"] for note in case["notes"]] == [f"{CANARY} Notiz"]
    [consent] = kept["consents"]
    assert (consent["unit"], consent["withdrawn_at"]) == (ADVICE, None)


async def test_the_last_question_is_forgotten_after_a_day(town: Town) -> None:
    ana = await town.newcomer()
    await _writes(town, ana, "Secretul meu", None)

    town.passes(hours=23, minutes=59)
    assert (await _forgets(town, ana)).last_text == "Secretul meu"
    town.passes(minutes=2)
    assert (await _forgets(town, ana)).last_text is None
    assert await _tables_with(town, "Secretul meu") == []


async def test_a_draft_is_forgotten_after_a_day(town: Town) -> None:
    """Also that of somebody who was asked for the subject first, and so never had a last question."""
    ana = await town.newcomer()
    await _writes(town, ana, None, "Secretul meu")

    town.passes(hours=23, minutes=59)
    assert (await _forgets(town, ana)).draft is not None
    town.passes(minutes=2)
    kept = await _forgets(town, ana)
    assert (kept.draft, kept.waits_for) == (None, None)
    assert await _tables_with(town, "Secretul meu") == []


async def test_a_draft_is_forgotten_although_its_newcomer_goes_on_asking(town: Town) -> None:
    ana = await town.newcomer()
    await _writes(town, ana, None, "Secretul meu")
    town.passes(hours=20)
    async with town.acts() as (session, _):
        (await session.get_one(Conversation, ana.id)).last_text_at = town.now
    town.passes(hours=5)

    assert (await _forgets(town, ana)).draft is None


async def test_what_was_read_last_is_forgotten_a_day_after_the_last_word(town: Town) -> None:
    """A topic says something about a person too."""
    ana = await town.newcomer()
    async with town.acts() as (session, _):
        (await session.get_one(Conversation, ana.id)).last_topic = "safety.domestic_violence"

    town.passes(hours=23)
    assert (await _forgets(town, ana)).last_topic is not None
    town.passes(hours=2)
    assert (await _forgets(town, ana)).last_topic is None


async def test_ended_cases_are_forgotten_after_half_a_year_with_their_yes(town: Town) -> None:
    """Open ones stay, and so does what ended later."""
    me = await town.staff(ADVICE)
    newcomer = await town.newcomer()
    old = await town.case("veche", newcomer=newcomer)
    still_open = await town.case("deschisă", newcomer=newcomer, unit=ENFORCEMENT)
    later = await town.case("mai nouă", newcomer=newcomer)
    await _closes(town, old, me)
    town.passes(days=100)
    await _closes(town, later, me)
    town.passes(days=80, minutes=1)

    async with town.acts() as (session, _):
        await privacy.forget_closed_cases(session, town.now)

    async with town.database.reading() as session:
        assert [case["number"] for case in (await privacy.export(session, newcomer.id))["cases"]] == [
            still_open.number,
            later.number,
        ]
    assert await town.count(Consent) == 2
    assert await town.count(CaseMessage) == 2
    assert await _tables_with(town, "veche") == []


async def test_every_job_has_a_name_an_interval_and_runs_on_an_empty_town(town: Town) -> None:
    """None runs less than once a day, for so long what is over may lie about."""
    names = [name for name, _, _ in privacy.JOBS]
    assert len(names) == len(set(names))
    assert {"handoff.forget_questions", "handoff.forget_closed_cases"} <= set(names)
    for name, interval, job in privacy.JOBS:
        assert name.startswith("handoff.")
        assert timedelta(0) < interval <= timedelta(days=1)
        async with town.acts() as (session, _):
            await job(session, town.now)


async def test_every_table_is_emptied(town: Town) -> None:
    tables = (Case, CaseEvent, CaseMessage, CaseNote, Consent, Conversation, Newcomer)
    ana = await _knows_everything_about(town, "7")
    assert 0 not in [await town.count(table) for table in tables]
    async with town.acts() as (session, _):
        await privacy.erase(session, ana.id)
    assert [await town.count(table) for table in tables] == [0] * len(tables)


async def _knows_everything_about(town: Town, address: str) -> Newcomer:
    ana = await town.newcomer(address)
    me = await town.staff(ADVICE)
    case = await town.case(f"{CANARY} Frage", newcomer=ana, called=f"{CANARY} Name")
    async with town.acts() as (session, cases):
        kept = await session.get_one(Case, case.id)
        await cases.claim(kept, me, town.now)
        words = Words(f"{CANARY} Antwort", "de", f"{CANARY} răspuns", "ro", "machine")
        await cases.answer(kept, me, words, town.now)
        await cases.note(kept, me, f"{CANARY} Notiz", town.now)
        conversation = await session.get_one(Conversation, ana.id)
        conversation.last_text, conversation.last_text_at = f"{CANARY} zuletzt", town.now
        conversation.last_topic = "housing.defects"
        conversation.draft = {"question": f"{CANARY} Entwurf", "begun_at": town.now.isoformat()}
    return ana


async def _writes(town: Town, newcomer: Newcomer, last: str | None, draft: str | None) -> None:
    async with town.acts() as (session, _):
        conversation = await session.get_one(Conversation, newcomer.id)
        conversation.last_text = last
        conversation.last_text_at = town.now if last else None
        if draft:
            conversation.draft = {"question": draft, "begun_at": town.now.isoformat()}
            conversation.waits_for = "called"


async def _forgets(town: Town, newcomer: Newcomer) -> Conversation:
    async with town.acts() as (session, _):
        await privacy.forget_questions(session, town.now)
    async with town.database.reading() as session:
        return await session.get_one(Conversation, newcomer.id)


async def _closes(town: Town, case: Case, me: Any) -> None:
    async with town.acts() as (session, cases):
        kept = await session.get_one(Case, case.id)
        await cases.claim(kept, me, town.now)
        await cases.close(kept, me, "solved", town.now)


async def _tables_with(town: Town, words: str) -> list[str]:
    """Every table of the database of which a row holds *words*."""
    tables = MetaData()
    async with town.database.engine.connect() as connection:
        await connection.run_sync(tables.reflect)
        return [
            table.name
            for table in tables.sorted_tables
            if any(words in str(tuple(row)) for row in await connection.execute(table.select()))
        ]
