"""Staff members on their phones: a Telegram group of a unit learns that a case is new, never what it says.

A group is connected by a code that `lotse staff group` prints and somebody writes into the group. Everything else
that is written there stays unread: cases are answered at the desk.
"""

import hmac
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy.ext.asyncio import AsyncSession

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


class GroupCodes:
    """Codes that connect a group to a unit, valid on the day they were made and the day after."""

    def __init__(self, secret: bytes) -> None:
        self._key = hmac.digest(secret, b"staff groups", sha256)

    def make(self, unit_id: str, now: datetime) -> str:
        return f"{unit_id}-{self._mac(unit_id, now.astimezone(UTC).toordinal())}"

    def open(self, code: str, now: datetime) -> str | None:
        """The unit of *code*, or `None` if it is wrong or old."""
        unit_id, _, mac = code.rpartition("-")
        today = now.astimezone(UTC).toordinal()
        for day in (today, today - 1):
            if hmac.compare_digest(mac.encode(), self._mac(unit_id, day).encode()):
                return unit_id
        return None

    def _mac(self, unit_id: str, day: int) -> str:
        return hmac.digest(self._key, f"{unit_id}\n{day}".encode(), sha256).hex()[:16]


class StaffTalk:
    """Does what arrives in groups of staff members."""

    def __init__(self, services: Services, codes: GroupCodes, clock: Callable[[], datetime]) -> None:
        self._services = services
        self._codes = codes
        self._clock = clock

    async def take(self, update: InboxUpdate) -> None:
        async with self._services.database.transaction() as session:
            now = self._clock()
            await self._services.inbox.done(session, update.id, now)
            unit_id = self._codes.open((update.payload or {}).get("code", ""), now)
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
            unit.staff_chat = update.address
            audit.record(session, now, "staff group", "unit.connected", f"unit:{unit.id}")
            connected = line("staff-group-connected", unit=unit.name)
            await _tell(self._services.outbox, session, unit, connected, now)

    async def apologise(self, update: InboxUpdate) -> None:
        """Nobody waits for an answer in a group."""


async def tell_unit(outbox: Outbox, session: AsyncSession, unit: Unit, case: Case, event: str, now: datetime) -> None:
    """Tell the group of *unit*, if it has one, that something happened to a case: its number and nothing else."""
    if unit.staff_chat is not None:
        await _tell(outbox, session, unit, line(f"staff-case-{event}", number=case.number), now)


async def _tell(outbox: Outbox, session: AsyncSession, unit: Unit, said: Line, now: datetime) -> None:
    assert unit.staff_chat is not None
    reply = Reply(kind="notice", language="de", lines=(said,))
    await outbox.add(
        session,
        channel=CHANNEL,
        address=unit.staff_chat,
        newcomer_id=None,
        reply=reply.model_dump(mode="json"),
        now=now,
    )
