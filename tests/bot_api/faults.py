"""Faults on demand: what a network and a busy Telegram do to a call.

A fault either comes before the call takes effect, or after it: then the message is stored, and only the answer
is lost or spoilt. `Faults` decides which call is hit; the server carries the fault out.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    BROKEN = "broken"  # the connection ends without an answer
    ERROR = "error"  # 500, 502 and their like
    FLOOD = "flood"  # 429 although no limit was passed
    SLOW = "slow"
    GARBAGE = "garbage"  # 200, but no JSON


@dataclass(frozen=True)
class Fault:
    """What happens to one call."""

    kind: Kind
    accepted: bool = False  # the call took effect
    code: int = 500
    retry_after: int = 1
    seconds: float = 0.0

    @classmethod
    def broken(cls, *, accepted: bool) -> "Fault":
        return cls(Kind.BROKEN, accepted)

    @classmethod
    def error(cls, code: int = 500, *, accepted: bool = False) -> "Fault":
        return cls(Kind.ERROR, accepted, code=code)

    @classmethod
    def flood(cls, retry_after: int = 1) -> "Fault":
        return cls(Kind.FLOOD, retry_after=retry_after)

    @classmethod
    def slow(cls, seconds: float) -> "Fault":
        """The call takes effect at once; its answer comes *seconds* later."""
        return cls(Kind.SLOW, accepted=True, seconds=seconds)

    @classmethod
    def garbage(cls, *, accepted: bool = True) -> "Fault":
        return cls(Kind.GARBAGE, accepted)


class Faults:
    """The faults that are waiting for their call."""

    def __init__(self) -> None:
        self._waiting: list[_Waiting] = []
        self.drawn: list[tuple[str, Fault]] = []

    def once(self, fault: Fault, *, method: str | None = None, after: int = 0) -> None:
        """Hit one call of *method* (or of any), *after* so many that go well."""
        left = after + 1

        def is_due() -> bool:
            nonlocal left
            left -= 1
            return left == 0

        self._waiting.append(_Waiting(fault, method, is_due, is_single=True))

    def share(self, fault: Fault, share: float, *, method: str | None = None, seed: int = 0) -> None:
        """Hit a *share* (0-1) of the calls of *method* (or of any); the same *seed* hits the same ones."""
        chance = random.Random(seed)
        self._waiting.append(_Waiting(fault, method, lambda: chance.random() < share, is_single=False))

    def clear(self) -> None:
        self._waiting.clear()

    def draw(self, method: str) -> Fault | None:
        """The fault of this call, if it has one."""
        for waiting in list(self._waiting):
            if waiting.concerns(method) and waiting.is_due():
                if waiting.is_single:
                    self._waiting.remove(waiting)
                self.drawn.append((method, waiting.fault))
                return waiting.fault
        return None


@dataclass(eq=False)
class _Waiting:
    fault: Fault
    method: str | None
    is_due: Callable[[], bool]
    is_single: bool

    def concerns(self, method: str) -> bool:
        return self.method is None or self.method.lower() == method.lower()
