"""Dates, times, amounts and lists as each language writes them.

Babel knows most of it. What it does not know, or writes in a way that nobody in Weißenfels would, stands in the tables
below. All moments are shown in the time of the town; a number keeps together by no-break spaces.
"""

import datetime as calendar
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, get_day_names
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from wording.languages import Language

TOWN = ZoneInfo("Europe/Berlin")

LOCALES: dict[Language, Locale] = {
    "de": Locale("de"),
    "en": Locale("en", "GB"),  # day before month, 24 hours: what stands on German papers
    "ro": Locale("ro"),
    "bg": Locale("bg"),
    "pl": Locale("pl"),
    "hu": Locale("hu"),
    "tr": Locale("tr"),
}

WEEKDAY_AND_TIME: dict[Language, str] = {
    "de": "EEEE, d. MMMM, HH:mm",
    "en": "EEEE, d MMMM, HH:mm",
    "ro": "EEEE, d MMMM, HH:mm",
    "bg": "EEEE, d MMMM, HH:mm",
    "pl": "EEEE, d MMMM, HH:mm",
    "hu": "MMMM d., EEEE, HH:mm",
    "tr": "d MMMM EEEE, HH:mm",
}
MONTH_AND_YEAR: dict[Language, str] = {
    "de": "LLLL y",
    "en": "LLLL y",
    "ro": "LLLL y",
    "bg": "LLLL y 'г'.",
    "pl": "LLLL y",
    "hu": "y. MMMM",
    "tr": "LLLL y",
}

GROUPED_FROM: dict[Language, int] = {"bg": 10_000, "pl": 10_000, "hu": 10_000}
"""Where four digits are written without a gap; all others part them from 1,000 on."""

Form = Literal["date", "time", "both"]


def moment(at: calendar.datetime, language: Language, form: Form = "both") -> str:
    """Write the aware moment *at* in the time of the town.

    `date` is "24. November 2026", `time` is "15:00", `both` is "Dienstag, 24. November, 15:00": it is for times close
    by, so it names the weekday and not the year.

    Raises:
        ValueError: *at* has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    here = at.astimezone(TOWN)
    match form:
        case "date":
            return date(here.date(), language)
        case "time":
            return time(here.time())
    return str(format_datetime(here, WEEKDAY_AND_TIME[language], tzinfo=TOWN, locale=LOCALES[language]))


def date(day: calendar.date, language: Language) -> str:
    """Write *day* with the name of the month: "24. November 2026"."""
    return str(format_date(day, "long", locale=LOCALES[language]))


def partial_date(day: str, language: Language) -> str:
    """Write a day that may be known only by month or year: "2026-08-19", "2026-08" or "2026".

    Raises:
        ValueError: *day* has none of these forms.
    """
    if re.fullmatch(r"\d{4}", day):
        return day
    if re.fullmatch(r"\d{4}-\d{2}", day):
        first = calendar.date.fromisoformat(f"{day}-01")
        return str(format_date(first, MONTH_AND_YEAR[language], locale=LOCALES[language]))
    return date(calendar.date.fromisoformat(day), language)


def time(at: calendar.time) -> str:
    """Write hours and minutes, the same in every language: "15:00"."""
    return f"{at:%H:%M}"


def weekdays(language: Language) -> tuple[str, ...]:
    """The names of the days, Monday first: "Montag" … "Sonntag", "luni" … "duminică"."""
    names = get_day_names("wide", "stand-alone", LOCALES[language])
    return tuple(str(names[number]) for number in range(7))


def money(euros: Decimal | int, language: Language) -> str:
    """Write an amount of euros, with cents only where there are some: "1.000 €", "12,50 €", "€1,000"."""
    amount = _number(Decimal(euros), language, "#,##0" if euros == int(euros) else "#,##0.00")
    return f"€{amount}" if language == "en" else f"{amount}\N{NO-BREAK SPACE}€"


def percent(amount: Decimal | int, language: Language) -> str:
    """Write *amount* hundredths with their sign: 9 is "9 %", in Turkish "%9"."""
    locale = LOCALES[language]
    pattern = locale.percent_formats[None].pattern.replace("#,##0", "#,##0.###")
    return str(format_percent(Decimal(amount) / 100, pattern, locale=locale))


def number(amount: Decimal | int, language: Language) -> str:
    """Write a number with at most three decimals: "1.560", "2,5"."""
    return _number(Decimal(amount), language, "#,##0.###")


def list_and(parts: Sequence[str], language: Language) -> str:
    """Join *parts*: "a, b und c"."""
    return str(format_list(list(parts), "standard", locale=LOCALES[language]))


def list_or(parts: Sequence[str], language: Language) -> str:
    """Join *parts*: "a, b oder c"."""
    return str(format_list(list(parts), "or", locale=LOCALES[language]))


def _number(amount: Decimal, language: Language, pattern: str) -> str:
    grouped = abs(amount) >= GROUPED_FROM.get(language, 1_000)
    return str(format_decimal(amount, pattern, locale=LOCALES[language], group_separator=grouped))
