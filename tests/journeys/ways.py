"""In which kinds of towns a journey is made. A kind is a few words: how updates come, and what is not as shipped.

`polling` or `webhook`; `postgresql` instead of SQLite; `link` where cases are read on the town's own page.
"""

import pytest

both_ways = pytest.mark.parametrize("kind", ["polling", "webhook"], indirect=True)
"""The journey is the same whether Lotse asks Telegram for updates or Telegram brings them."""

with_cases = pytest.mark.parametrize("kind", ["polling", "polling link"], indirect=True)
"""And wherever the town tells its cases."""

both_ways_with_cases = pytest.mark.parametrize("kind", ["polling", "webhook", "polling link"], indirect=True)

everywhere = pytest.mark.parametrize("kind", ["polling", "webhook", "polling postgresql"], indirect=True)
"""And whichever database it stands on."""

everywhere_with_cases = pytest.mark.parametrize(
    "kind", ["polling", "webhook", "polling postgresql", "polling link"], indirect=True
)
