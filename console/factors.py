"""How staff members prove who they are: a password, and a code from a telephone (TOTP, RFC 6238) or from paper."""

import base64
import hmac
import secrets
from datetime import datetime
from typing import Final

import pyotp
from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from console.vault import Vault
from storage import Base, Json

STEP_SECONDS: Final = 30
RECOVERY_CODES: Final = 10
_RECOVERY_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that are read as another


class DeskFactor(Base):
    """What a staff member signs in with."""

    __tablename__ = "desk_factors"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_members.id", ondelete="CASCADE"), primary_key=True)
    password: Mapped[str] = mapped_column(String(200))
    totp_sealed: Mapped[str] = mapped_column(Text)
    totp_last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    """The step whose code was used last: a code that was seen over a shoulder does not work a second time."""
    recovery: Mapped[list[str]] = mapped_column(Json, default=list)
    """Marks of the recovery codes that are still good."""
    changed_at: Mapped[datetime]


class Factors:
    """Sets and checks factors."""

    def __init__(self, session: AsyncSession, vault: Vault) -> None:
        self._session = session
        self._vault = vault

    async def find(self, staff_id: int) -> DeskFactor | None:
        return await self._session.get(DeskFactor, staff_id)

    async def establish(self, staff_id: int, password_hash: str, totp_secret: str, now: datetime) -> list[str]:
        """Set both factors anew and return fresh recovery codes."""
        factor = await self._session.get(DeskFactor, staff_id, with_for_update=True)
        if factor is None:
            factor = DeskFactor(staff_id=staff_id)
            self._session.add(factor)
        factor.password = password_hash
        factor.totp_sealed = self._vault.seal(_purpose(staff_id), totp_secret.encode())
        factor.totp_last_step = 0  # the code that confirmed the telephone signs in once: nobody waits for the next one
        factor.changed_at = now
        return self.renew_recovery(factor)

    def renew_recovery(self, factor: DeskFactor) -> list[str]:
        """Replace the recovery codes. Only the return value ever shows them."""
        codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
        factor.recovery = [self._recovery_mark(factor.staff_id, code) for code in codes]
        return codes

    async def spend_code(self, staff_id: int, code: str, now: datetime) -> bool:
        """Whether *code* is good now; if so it is spent and never good again."""
        factor = await self._session.get(DeskFactor, staff_id, with_for_update=True, populate_existing=True)
        if factor is None:
            return False
        code = "".join(code.split()).casefold()
        if code.isascii() and code.isdigit():
            secret = self._vault.unseal(_purpose(staff_id), factor.totp_sealed).decode()
            step = matching_step(secret, code, now)
            if step is None or step <= factor.totp_last_step:
                return False
            factor.totp_last_step = step
            return True
        mark = self._recovery_mark(staff_id, code.replace("-", ""))
        if mark not in factor.recovery:
            return False
        factor.recovery = [kept for kept in factor.recovery if kept != mark]
        return True

    def _recovery_mark(self, staff_id: int, code: str) -> str:
        return self._vault.mark(f"recovery {staff_id}", code.replace("-", ""))


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """The step of 30 seconds for which *code* is right: the present one or, as clocks differ, one before or after."""
    totp = pyotp.TOTP(secret)
    present = int(now.timestamp()) // STEP_SECONDS
    for step in (present, present - 1, present + 1):
        if hmac.compare_digest(totp.at(step * STEP_SECONDS), code):
            return step
    return None


def totp_secret_for(vault: Vault, enrolment_token: str) -> str:
    """The secret an enrolment offers: always the same for one link, and kept nowhere until it is confirmed."""
    return base64.b32encode(vault.bytes_for("totp", enrolment_token)[:20]).decode()  # 160 bits, RFC 4226 section 4


def totp_uri(secret: str, account: str) -> str:
    """What the QR code says to the telephone."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name="Lotse")


def _purpose(staff_id: int) -> str:
    return f"totp {staff_id}"


def _recovery_code() -> str:
    letters = "".join(
        secrets.choice(_RECOVERY_LETTERS) for _ in range(10)
    )  # 49 bits, behind the slowing down of attempts
    return f"{letters[:5]}-{letters[5:]}"
