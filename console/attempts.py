"""Failed attempts to sign in: each makes the next one slower, for the one who fails and not for the one who is meant.

Attempts count in four circles. A browser that signed in before carries a sealed mark and has a circle of its own, so
that whoever guesses at a colleague's account cannot lock the colleague out (OWASP, "device cookies").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal, cast

from sqlalchemy import ColumnElement, CursorResult, Index, String, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from console.errors import SlowDown
from storage import Base
from storage.columns import BigId

KEPT: Final = timedelta(hours=24)
"""A machine's address belongs to a person; longer than the longest circle nobody needs it."""

Failed = Literal["password", "code"]


class SignInAttempt(Base):
    """One failed attempt."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index("ix_sign_in_attempts_account_address", "account", "address"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    account: Mapped[str] = mapped_column(String(64))
    """A mark, for people type passwords into the wrong field."""
    address: Mapped[str] = mapped_column(String(64), index=True)
    device: Mapped[str | None] = mapped_column(String(64), index=True)
    failed: Mapped[Failed] = mapped_column(String(10))


@dataclass(frozen=True)
class Origin:
    """Who tries: the account meant, the machine's address, and the mark of a browser that is known for this account."""

    account: str
    address: str
    device: str | None


@dataclass(frozen=True)
class _Circle:
    """From `free` failures within `window` on, the wait doubles from `first_seconds` up to `longest_seconds`."""

    free: int
    window: timedelta
    first_seconds: int
    longest_seconds: int

    def wait(self, failures: Sequence[datetime], now: datetime) -> int:
        recent = [at for at in failures if at > now - self.window]
        if len(recent) < self.free:
            return 0
        pause = min(self.first_seconds * 2 ** min(len(recent) - self.free, 20), self.longest_seconds)
        return max(0, int((max(recent) + timedelta(seconds=pause) - now).total_seconds() + 0.999))


_PERSON: Final = _Circle(5, timedelta(minutes=15), 10, 900)
_ADDRESS: Final = _Circle(40, timedelta(minutes=15), 10, 300)  # a whole office can share one
_GUESSED_PASSWORD: Final = _Circle(10, KEPT, 60, 3600)  # who has the password can only guess codes


class Attempts:
    """Remembers failures and says how long to wait."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def admit(self, origin: Origin, now: datetime) -> int:
        """Count an attempt as failed before it is checked, so that many at once count too; return its id.

        Raises:
            SlowDown: too many failed; this attempt is not counted.
        """
        wait = await self._wait(origin, now)
        if wait:
            raise SlowDown(wait)
        attempt = SignInAttempt(
            at=now, account=origin.account, address=origin.address, device=origin.device, failed="password"
        )
        self._session.add(attempt)
        await self._session.flush()
        return attempt.id

    async def failed_at_code(self, attempt_id: int) -> None:
        """The password was right, the code was not."""
        attempt = await self._session.get(SignInAttempt, attempt_id)
        if attempt is not None:
            attempt.failed = "code"

    async def succeeded(self, origin: Origin) -> None:
        """Forget what this person, from this place, got wrong before."""
        mine = SignInAttempt.device == origin.device if origin.device else _from_here(origin)
        await self._session.execute(delete(SignInAttempt).where(SignInAttempt.account == origin.account, mine))

    async def purge(self, now: datetime) -> int:
        old = delete(SignInAttempt).where(SignInAttempt.at <= now - KEPT)
        return cast(CursorResult[Any], await self._session.execute(old)).rowcount

    async def _wait(self, origin: Origin, now: datetime) -> int:
        account = SignInAttempt.account == origin.account
        if origin.device is not None:
            return _PERSON.wait(await self._times(account, SignInAttempt.device == origin.device), now)
        strange = SignInAttempt.device.is_(None)
        return max(
            _PERSON.wait(await self._times(account, _from_here(origin)), now),
            _ADDRESS.wait(await self._times(strange, SignInAttempt.address == origin.address), now),
            _GUESSED_PASSWORD.wait(await self._times(account, strange, SignInAttempt.failed == "code"), now),
        )

    async def _times(self, *conditions: ColumnElement[bool]) -> Sequence[datetime]:
        return list(await self._session.scalars(select(SignInAttempt.at).where(*conditions)))


def _from_here(origin: Origin) -> ColumnElement[bool]:
    return (SignInAttempt.address == origin.address) & SignInAttempt.device.is_(None)
