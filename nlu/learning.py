"""How far the interpreter is with what staff members taught it, as a value that the desk shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

WORSE: Final = 0.005
"""By so much of the share the figure has to fall before somebody is told; less may be chance."""


@dataclass(frozen=True, slots=True)
class Learning:
    """What was learnt last, and what is going on. Shares are those of cross-validation, 0-1."""

    planned_at: datetime | None = None
    """Since when something new waits to be learnt."""
    since: datetime | None = None
    """Since when it is being learnt."""
    learnt_at: datetime | None = None
    """When something new was learnt last; None since the start of the process."""
    failed_at: datetime | None = None
    """When learning failed; None again once it succeeded."""
    right: float | None = None
    """Which share of unseen texts gets its topic; None while nothing is loaded."""
    right_before: float | None = None
    """The same before what was learnt last."""
    new_examples: tuple[int, ...] = ()
    """The ids of the examples that were new in it."""

    @property
    def is_worse(self) -> bool:
        """Whether what was learnt last did harm."""
        return self.right is not None and self.right_before is not None and self.right_before - self.right > WORSE
