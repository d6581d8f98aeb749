"""The desk's German: how long somebody waits, in the case that German asks for."""

from datetime import UTC, datetime, timedelta

import pytest

from console.german import ago, brief, lasting

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("passed", "since", "before"),
    [
        (timedelta(seconds=20), "eben", "gerade eben"),
        (timedelta(minutes=1), "1 Minute", "vor 1 Minute"),
        (timedelta(hours=3, minutes=10), "3 Stunden", "vor 3 Stunden"),
        (timedelta(days=2), "2 Tagen", "vor 2 Tagen"),
        (timedelta(days=100), "3 Monaten", "vor 3 Monaten"),
    ],
)
def test_a_wait_is_told_in_good_german(passed: timedelta, since: str, before: str) -> None:
    assert lasting(NOW - passed, NOW) == since
    assert ago(NOW - passed, NOW) == before


def test_a_time_of_today_needs_no_date() -> None:
    """In the time of the town."""
    assert brief(datetime(2026, 11, 24, 8, 5, tzinfo=UTC), NOW) == "09:05"
    assert brief(datetime(2026, 11, 23, 8, 5, tzinfo=UTC), NOW) == "23.11., 09:05"
