"""The app on a staff member's telephone that shows codes (TOTP, RFC 6238)."""

import asyncio
import time
from typing import Final

import pyotp

_STEP_SECONDS: Final = 30
_SLOWEST_ARRIVAL_SECONDS: Final = 10


class Telephone:
    """Shows codes of one account; each is good once."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self._spent = 0

    async def code(self) -> str:
        """A code that was not used yet, the earliest that still holds when it arrives; three hold at a time."""
        arrival = int(time.time() + _SLOWEST_ARRIVAL_SECONDS) // _STEP_SECONDS
        self._spent = max(self._spent + 1, arrival - 1)
        await asyncio.sleep(max(0.0, (self._spent - 1) * _STEP_SECONDS - time.time()))
        return pyotp.TOTP(self._secret).at(self._spent * _STEP_SECONDS)
