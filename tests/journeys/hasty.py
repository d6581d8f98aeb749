"""`lotse up` for a Telegram without limits: nothing that is said has to wait because much was said before.

The towns that many journeys share run it, for three messages in three seconds would make each of them a minute long.
It still waits where Telegram refused. Limits, kills and broken connections are tested on `lotse up` as it is.
"""

from datetime import datetime

from bot.pace import Pace
from lotse import main


def refused(self: Pace, now: datetime) -> list[str]:
    """The chats whose time has not come."""
    return [address for address, until in self._refused.items() if until > now]


if __name__ == "__main__":
    Pace.waiting = refused  # type: ignore[method-assign]
    main()
