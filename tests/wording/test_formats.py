"""Dates, amounts and lists look as people in each language write them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from wording import LANGUAGES, Phrase, Phrases, formats

IN_WINTER = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "both", "day"),
    [
        ("de", "Dienstag, 24. November, 15:00", "24. November 2026"),
        ("en", "Tuesday, 24 November, 15:00", "24 November 2026"),
        ("ro", "marți, 24 noiembrie, 15:00", "24 noiembrie 2026"),
        ("bg", "вторник, 24 ноември, 15:00", "24 ноември 2026 г."),
        ("pl", "wtorek, 24 listopada, 15:00", "24 listopada 2026"),
        ("hu", "november 24., kedd, 15:00", "2026. november 24."),
        ("tr", "24 Kasım Salı, 15:00", "24 Kasım 2026"),
    ],
)
def test_a_moment_is_told_in_the_time_of_the_town(language, both, day):
    assert formats.moment(IN_WINTER, language, "both") == both
    assert formats.moment(IN_WINTER, language, "time") == "15:00"
    assert _plain(formats.moment(IN_WINTER, language, "date")) == day


def test_summer_time_is_told_too():
    assert formats.moment(datetime(2026, 6, 1, 22, 30, tzinfo=UTC), "de", "both") == "Dienstag, 2. Juni, 00:30"


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        formats.moment(datetime(2026, 6, 1), "de")  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "said"),
    [("2026-08-19", "19. August 2026"), ("2026-08", "August 2026"), ("2026", "2026")],
)
def test_a_source_may_know_only_its_month_or_year(day, said):
    assert formats.partial_date(day, "de") == said


@pytest.mark.parametrize(
    ("language", "whole", "with_cents", "large", "percent"),
    [
        ("de", "1.000 €", "12,50 €", "12.345 €", "9,35 %"),
        ("en", "€1,000", "€12.50", "€12,345", "9.35%"),
        ("ro", "1.000 €", "12,50 €", "12.345 €", "9,35 %"),
        ("bg", "1000 €", "12,50 €", "12 345 €", "9,35%"),
        ("pl", "1000 €", "12,50 €", "12 345 €", "9,35%"),
        ("hu", "1000 €", "12,50 €", "12 345 €", "9,35%"),
        ("tr", "1.000 €", "12,50 €", "12.345 €", "%9,35"),
    ],
)
def test_amounts_have_cents_only_where_there_are_some(language, whole, with_cents, large, percent):
    amounts = [formats.money(amount, language) for amount in (1000, Decimal("12.5"), Decimal("12345.00"))]

    assert [_plain(amount) for amount in amounts] == [whole, with_cents, large]
    assert _plain(formats.percent(Decimal("9.35"), language)) == percent


def test_lists_are_joined_in_words():
    assert formats.list_and(["a", "b", "c"], "de") == "a, b und c"
    assert formats.list_or(["a", "b"], "tr") == "a veya b"
    assert formats.list_and(["a"], "hu") == "a"


def test_a_time_is_the_same_everywhere():
    assert formats.time(time(8, 5)) == "08:05"
    assert formats.date(date(2026, 8, 1), "hu") == "2026. augusztus 1."


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", ["1 Woche", "2 Wochen", "5 Wochen", "22 Wochen"]),
        ("en", ["1 week", "2 weeks", "5 weeks", "22 weeks"]),
        ("ro", ["1 săptămână", "2 săptămâni", "5 săptămâni", "22 de săptămâni"]),
        ("bg", ["1 седмица", "2 седмици", "5 седмици", "22 седмици"]),
        ("pl", ["1 tydzień", "2 tygodnie", "5 tygodni", "22 tygodnie"]),
        ("hu", ["1 hét", "2 hét", "5 hét", "22 hét"]),
        ("tr", ["1 hafta", "2 hafta", "5 hafta", "22 hafta"]),
    ],
)
def test_units_have_the_plural_of_their_number(language, said):
    phrases = Phrases()

    assert [phrases.say(Phrase(id="value-weeks", arguments={"n": n}), language) for n in (1, 2, 5, 22)] == said


def test_every_unit_of_a_fact_has_a_text_in_every_language():
    phrases = Phrases()

    for language in LANGUAGES:
        for unit in ("minutes", "hours", "days", "weeks", "months", "years", "working-days", "age"):
            for n in (1, 3, 14, 100):
                said = phrases.say(Phrase(id=f"value-{unit}", arguments={"n": n}), language)
                assert said.startswith(f"{n} ")


def _plain(text: str) -> str:
    """Without the no-break spaces that keep a number together."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
