"""In which kinds of towns a journey is made."""

import pytest

both_ways = pytest.mark.parametrize("town", ["polling", "webhook"], indirect=True)
"""The journey is the same whether Lotse asks Telegram for updates or Telegram brings them."""

everywhere = pytest.mark.parametrize("town", ["polling", "webhook", "polling postgresql"], indirect=True)
"""And whichever database it stands on."""
