"""A newcomer on the telephone, without a transport: every word and every press is one update, taken at once."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.buttons import Action
from bot.conversation import Talk
from handoff.cases import Case, Cases, Words
from handoff.consents import Consent
from handoff.conversations import Conversation
from handoff.messages import CaseMessage, messages_of
from handoff.newcomers import Newcomer, Newcomers
from handoff.staff import Staff, StaffMember
from handoff.units import Unit, Units
from storage import Database
from storage.inbox import Arrival
from storage.outbox import OutboxMessage
from tests.bot.fakes import Town
from wording import Language, Phrase, Phrases, Reply, rendering

ADVICE, AUTHORITY, ENFORCEMENT = "neustadtbuero", "clearing", "housing_inspection"

_updates = count(1)


class Shown:
    """One message as the newcomer sees it."""

    def __init__(self, reply: Reply, phrases: Phrases) -> None:
        self.reply = reply
        self.kind, self.topic, self.case = reply.kind, reply.topic, reply.case
        self.text = rendering.plain(reply.model_copy(update={"buttons": ()}), phrases)
        self.buttons = {each["label"]: each["id"] for each in rendering.buttons(reply, phrases)}

    def __repr__(self) -> str:
        return f"<{self.kind}: {self.text!r} {list(self.buttons)}>"

    def button(self, label: str) -> str:
        found = [sealed for each, sealed in self.buttons.items() if label in each]
        assert len(found) == 1, (label, self)
        return found[0]

    def has(self, label: str) -> bool:
        return any(label in each for each in self.buttons)


class Room(Town):
    """The town of the other tests; here nothing runs by itself, and what a unit did can be arranged."""

    def __init__(self, database: Database, **how: Any) -> None:
        super().__init__(database, **how)
        self.talk = Talk(self.services, self.interpreter, self._parsers, self.clock)  # type: ignore[arg-type]

    def word(self, phrase_id: str, language: Language = "de", **arguments: Any) -> str:
        return self.phrases.say(Phrase(id=phrase_id, arguments=arguments), language)

    def person(self, address: str = "7", *, channel: str = "telegram") -> "Person":
        return Person(self, address, channel)

    @asynccontextmanager
    async def acts(self) -> AsyncIterator[tuple[AsyncSession, Cases]]:
        async with self.database.transaction() as session:
            yield session, Cases(session, self.signals)

    async def unit(self, unit_id: str) -> Unit:
        async with self.database.reading() as session:
            return await Units(session).get(unit_id)

    async def has_group(self, unit_id: str, group: str) -> None:
        async with self.database.transaction() as session:
            (await Units(session).get(unit_id)).staff_chat = group

    async def staff(self, unit_id: str) -> StaffMember:
        async with self.database.transaction() as session:
            return await Staff(session).add("Frau Beer", "staff", unit_id, by="test", now=self.clock())

    async def takes_over(self, number: int) -> StaffMember:
        """A staff member of the case's unit claims it."""
        case = await self.case(number)
        member = await self.staff(case.unit_id)
        async with self.acts() as (_, cases):
            await cases.claim(await cases.get(number, member), member, self.clock())
        return member

    async def holder(self, number: int) -> StaffMember:
        """The staff member who holds a case."""
        case = await self.case(number)
        async with self.database.reading() as session:
            return await session.get_one(StaffMember, case.claimed_by)

    async def answers(self, number: int, member: StaffMember, words: str, translation: str | None = None) -> None:
        """What the desk does when an answer is sent."""
        said = Words(words, "de", translation, "ro" if translation else None, "machine" if translation else "none")
        async with self.acts() as (session, cases):
            case = await cases.get(number, member)
            message = await cases.answer(case, member, said, self.clock())
            newcomer = await Newcomers(session).get(case.newcomer_id)
            unit = await Units(session).get(case.unit_id)
            message.outbox_id = await self.services.post.answer(session, case, newcomer, unit, said, self.clock())

    async def closes(self, number: int, member: StaffMember) -> None:
        async with self.acts() as (_, cases):
            await cases.close(await cases.get(number, member), member, "solved", self.clock())

    async def case(self, number: int) -> Case:
        async with self.database.reading() as session:
            return (await session.scalars(select(Case).where(Case.number == number))).one()

    async def words_of(self, number: int) -> list[str]:
        """What the unit of a case has read from the newcomer."""
        async with self.database.reading() as session:
            case = (await session.scalars(select(Case).where(Case.number == number))).one()
            return [each.original for each in await messages_of(session, case.id) if each.sender == "newcomer"]

    async def words_read_by(self, unit_id: str) -> set[str]:
        """Every word of newcomers that lies in cases of a unit: messages, names and topics."""
        async with self.database.reading() as session:
            cases = list(await session.scalars(select(Case).where(Case.unit_id == unit_id)))
            ids = [case.id for case in cases]
            said = await session.scalars(select(CaseMessage.original).where(CaseMessage.case_id.in_(ids)))
            return {*said} | {each for case in cases for each in (case.called, case.topic) if each}

    async def consents(self) -> list[Consent]:
        async with self.database.reading() as session:
            return list(await session.scalars(select(Consent).order_by(Consent.id)))

    async def queued(self, channel: str, address: str) -> list[OutboxMessage]:
        """Everything that is on its way to an address, oldest first."""
        waiting = select(OutboxMessage).where(OutboxMessage.channel == channel, OutboxMessage.address == address)
        async with self.database.reading() as session:
            return list(await session.scalars(waiting.order_by(OutboxMessage.id)))

    async def told_to_group(self, group: str) -> list[str]:
        """What the group of a unit was told."""
        queued = await self.queued("staff", group)
        return [Shown(Reply.model_validate(each.reply), self.phrases).text for each in queued]


class Person:
    """Whatever they do, they then see what is new."""

    def __init__(self, room: Room, address: str, channel: str) -> None:
        self.room = room
        self.address = address
        self.channel = channel
        self.seen: list[Shown] = []
        self._read = 0

    async def says(self, text: str) -> list[Shown]:
        return await self.sends({"kind": "text", "text": text, "edited": False})

    async def presses(self, label: str) -> list[Shown]:
        """Press the newest button with *label* in its words."""
        shown = next(each for each in reversed(self.seen) if each.has(label))
        return await self.presses_id(shown.button(label))

    async def presses_on(self, shown: Shown, label: str) -> list[Shown]:
        """Press a button of a message that may be old."""
        return await self.presses_id(shown.button(label))

    async def presses_id(self, button_id: str) -> list[Shown]:
        return await self.sends({"kind": "press", "button": button_id})

    async def sends(self, payload: dict[str, Any]) -> list[Shown]:
        number = str(next(_updates))
        payload = {**payload, "at": int(self.room.clock().timestamp())} if self.channel == "telegram" else payload
        arrival = Arrival(self.channel, number, self.address, payload, self.room.clock())
        assert await self.room.inbox.store(arrival)
        [update] = await self.room.inbox.claim(self.room.clock(), limit=1)
        await self.room.talk.take(update)
        return await self.reads()

    async def reads(self) -> list[Shown]:
        queued = await self.room.queued(self.channel, self.address)
        new = [each for each in queued if each.id > self._read]
        self._read = max((each.id for each in queued), default=self._read)
        shown = [Shown(Reply.model_validate(each.reply), self.room.phrases) for each in new]
        self.seen += shown
        return shown

    async def row(self) -> Newcomer | None:
        async with self.room.database.reading() as session:
            return await Newcomers(session).find(self.channel, self.address)  # type: ignore[arg-type]

    async def conversation(self) -> Conversation:
        newcomer = await self.row()
        assert newcomer is not None
        async with self.room.database.reading() as session:
            return await session.get_one(Conversation, newcomer.id)

    async def offered(self, question: str, *, unit: str = "Neustadtbüro") -> Shown:
        """Ask something nobody knows and press through to the offer, for *unit*."""
        await self.says(question)
        return await self.wants_person(unit)

    async def wants_person(self, unit: str = "Neustadtbüro") -> Shown:
        """Press "talk to a person", and another unit where it is not the one that is offered."""
        newcomer = await self.row()
        assert newcomer is not None
        await self.presses_id(self.room.services.buttons.seal(newcomer.id, self.room.clock(), Action("person")))
        if self.room.word("person-offer", unit=unit) not in self.seen[-1].text:
            await self.presses("Andere Stelle")
            await self.presses(unit)
        if self.seen[-1].has("trotzdem"):
            await self.presses("trotzdem")
        return self.seen[-1]

    async def opens_case(self, question: str, *, unit: str = "Neustadtbüro") -> int:
        """The number of a case that holds *question*."""
        await self.offered(question, unit=unit)
        return number_in(await self.presses("Ja, weitergeben"))


def number_in(shown: Sequence[Shown]) -> int:
    [number] = {each.case for each in shown if each.case is not None}
    return number
