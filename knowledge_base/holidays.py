"""The public holidays of Sachsen-Anhalt, on which offices are closed.

Source: § 2 FeiertG LSA (read on 2026-11-28 at https://www.anwalt24.de/gesetze/feiertg_lsa/2). Another state has its own
list: it belongs to the state layer of an edition.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Holiday = Literal[
    "new_year",
    "epiphany",
    "good_friday",
    "easter_monday",
    "labour_day",
    "ascension",
    "whit_monday",
    "unity_day",
    "reformation_day",
    "christmas_day",
    "boxing_day",
]

_FIXED: dict[tuple[int, int], Holiday] = {
    (1, 1): "new_year",
    (1, 6): "epiphany",
    (5, 1): "labour_day",
    (10, 3): "unity_day",
    (10, 31): "reformation_day",
    (12, 25): "christmas_day",
    (12, 26): "boxing_day",
}
_DAYS_FROM_EASTER: dict[int, Holiday] = {-2: "good_friday", 1: "easter_monday", 39: "ascension", 50: "whit_monday"}


def holiday_on(day: date) -> Holiday | None:
    """The public holiday on *day*; Easter and Whit Sunday are Sundays and no holidays of their own."""
    moving = _DAYS_FROM_EASTER.get((day - easter_sunday(day.year)).days)
    return moving or _FIXED.get((day.month, day.day))


@lru_cache(maxsize=16)
def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian *year*, by the formula of Gauss with the corrections of Lichtenberg (1997)."""
    century = year // 100
    moon = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    sun = 2 - (3 * century + 3) // 4
    golden = year % 19
    seed = (19 * golden + moon) % 30
    correction = seed // 29 + (seed // 28 - seed // 29) * (golden // 11)
    full_moon = 21 + seed - correction
    first_sunday = 7 - (year + year // 4 + sun) % 7
    return date(year, 3, 1) + timedelta(days=full_moon + 7 - (full_moon - first_sunday) % 7 - 1)
