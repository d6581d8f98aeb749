"""When an office is open: several spans on each weekday, and on public holidays only where that is written."""

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BeforeValidator

from knowledge_base.holidays import holiday_on
from wording import Language, Phrase, Phrases, formats

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
OpeningDay = Literal[Weekday, "holidays"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
OPENING_DAYS: tuple[OpeningDay, ...] = (*WEEKDAYS, "holidays")

_SPAN = re.compile(r"(?P<begin>([01]\d|2[0-3]):[0-5]\d)-(?P<end>([01]\d|2[0-3]):[0-5]\d|24:00)")


def _no_day_is_none(value: Any) -> Any:
    """A day without spans is a closed day: it need not be written. No day at all says nothing."""
    if not isinstance(value, Mapping):
        return value
    return {day: spans for day, spans in value.items() if spans not in (None, [], ())} or None


def _checked(opening: Mapping[OpeningDay, tuple[str, ...]]) -> Mapping[OpeningDay, tuple[str, ...]]:
    return {day: _spans(day, opening[day]) for day in OPENING_DAYS if day in opening}


def _spans(day: OpeningDay, written: tuple[str, ...]) -> tuple[str, ...]:
    spans = sorted("-".join(part.strip() for part in span.split("-")) for span in written)
    for span in spans:
        match = _SPAN.fullmatch(span)
        if match is None:
            raise ValueError(f"{day}: {span} is no span: it is written as 09:00-12:00")
        if match["end"] <= match["begin"]:
            raise ValueError(f"{day}: {span} ends before it begins")
    for earlier, later in pairwise(spans):
        if later.partition("-")[0] < earlier.partition("-")[2]:
            raise ValueError(f"{day}: {earlier} and {later} overlap")
    return tuple(spans)


Opening = Annotated[
    Annotated[Mapping[OpeningDay, tuple[str, ...]], AfterValidator(_checked)] | None, BeforeValidator(_no_day_is_none)
]
"""Spans like "09:00-12:00" by day, in the order of the week. A day that is missing is closed, holidays too."""


def open_on(opening: Mapping[OpeningDay, tuple[str, ...]], day: date) -> tuple[str, ...]:
    """The spans of *day*; a public holiday is no weekday."""
    return opening.get("holidays" if holiday_on(day) else WEEKDAYS[day.weekday()], ())


def written_out(opening: Mapping[OpeningDay, tuple[str, ...]], language: Language, phrases: Phrases) -> str:
    """The week in one line: "Montag–Mittwoch: 09:00–12:00, 14:00–18:00; Samstag, Sonntag: geschlossen; …"."""
    names = formats.weekdays(language)
    parts: list[str] = []
    for first, last in _alike(opening):
        days = names[first] if first == last else f"{names[first]}{', ' if last == first + 1 else '–'}{names[last]}"
        parts.append(_part(days, opening.get(WEEKDAYS[first], ()), language, phrases))
    holidays = phrases.say(Phrase(id="opening-holidays"), language)
    return "; ".join([*parts, _part(holidays, opening.get("holidays", ()), language, phrases)])


def _alike(opening: Mapping[OpeningDay, tuple[str, ...]]) -> list[tuple[int, int]]:
    """First and last number of the weekdays that follow each other and are the same."""
    runs: list[tuple[int, int]] = []
    for number, day in enumerate(WEEKDAYS):
        if runs and opening.get(WEEKDAYS[runs[-1][0]], ()) == opening.get(day, ()):
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _part(days: str, spans: tuple[str, ...], language: Language, phrases: Phrases) -> str:
    closed = phrases.say(Phrase(id="opening-closed"), language)
    return f"{days}: {', '.join(span.replace('-', '–') for span in spans) or closed}"
