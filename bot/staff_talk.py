"""Staff members on their phones: a Telegram group of a unit learns that a case is new, never what it says.

A group is connected by a code that `lotse staff group` prints and somebody writes into the group. Everything else
that is written there stays unread: cases are answered at the desk.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.group_codes import GroupCodes
from bot.turn import Services, line
from handoff.cases import Case
from handoff.units import Unit, Units
from storage import audit
from storage.inbox import Arrival, InboxUpdate
from storage.outbox import Outbox
from wording import Line, Reply

CHANNEL = "staff"
ALLOWED_UPDATES = ("message",)
COMMAND = "/verbinden"


def reduce(update: object, received_at: datetime) -> Arrival | None:
    """Keep the connecting command of a group and nothing else."""
    if not isinstance(update, Mapping) or not isinstance(number := update.get("update_id"), int):
        return None
    message = update.get("message")
    if not isinstance(message, Mapping) or not isinstance(chat := message.get("chat"), Mapping):
        return None
    text = message.get("text")
    if chat.get("type") not in ("group", "supergroup") or not isinstance(text, str) or not text.startswith(COMMAND):
        return None
    address = str(chat.get("id"))
    return Arrival(CHANNEL, str(number), address, {"kind": "connect", "code": text.split()[-1][:80]}, received_at)


class StaffTalk:
    """Does what arrives in groups of staff members."""

    def __init__(self, services: Services, clock: Callable[[], datetime]) -> None:
        self._services = services
        self._clock = clock

    async def take(self, update: InboxUpdate) -> None:
        async with self._services.database.transaction() as session:
            now = self._clock()
            await self._services.inbox.done(session, update.id, now)
            unit_id = await GroupCodes(session).use((update.payload or {}).get("code", ""), now)
            if unit_id is None:
                return
            units = Units(session)
            unit = await units.get(unit_id)
            if any(
                other.staff_chat == update.address and other.is_enforcement != unit.is_enforcement
                for other in await units.all()
            ):
                audit.record(session, now, "staff group", "unit.not_connected", f"unit:{unit.id}")
                return  # the wall: no group learns of cases on both sides of it
            before, unit.staff_chat = unit.staff_chat, update.address
            audit.record(session, now, "staff group", "unit.connected", f"unit:{unit.id}")
            if before not in (None, update.address):  # whoever expected news there must learn that none will come
                over = line("staff-group-over", unit=unit.name)
                await _tell(self._services.outbox, session, before, over, now)
            connected = line("staff-group-connected", unit=unit.name)
            await _tell(self._services.outbox, session, update.address, connected, now)

    async def apologise(self, update: InboxUpdate) -> None:
        """Nobody waits for an answer in a group."""


async def tell_unit(outbox: Outbox, session: AsyncSession, unit: Unit, case: Case, event: str, now: datetime) -> None:
    """Tell the group of *unit*, if it has one, that something happened to a case: its number and nothing else."""
    if unit.staff_chat is not None:
        await _tell(outbox, session, unit.staff_chat, line(f"staff-case-{event}", number=case.number), now)


async def _tell(outbox: Outbox, session: AsyncSession, group: str, said: Line, now: datetime) -> None:
    reply = Reply(kind="notice", language="de", lines=(said,))
    await outbox.add(
        session,
        channel=CHANNEL,
        address=group,
        newcomer_id=None,
        reply=reply.model_dump(mode="json"),
        now=now,
    )
