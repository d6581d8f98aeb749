"""Writes what was measured into docs/performance.md, between its marks; the rest of the page is written by hand."""

import os
import platform
import re
from pathlib import Path

from benchmarks.start import ROUNDS as STARTS
from benchmarks.start import Start
from benchmarks.webhook import AT_ONCE, FOR_SECONDS, PER_SECOND, ROUNDS, Compared
from storage.database import utc_now

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
_BETWEEN = re.compile(r"(<!-- measured -->\n).*(<!-- end -->)", re.DOTALL)


def write(start: Start, compared: Compared) -> None:
    """Replace the figures of the page."""
    PAGE.write_text(_BETWEEN.sub(lambda found: found[1] + _figures(start, compared) + found[2], PAGE.read_text()))


def _figures(start: Start, compared: Compared) -> str:
    lotse, echo = compared.lotse, compared.echo
    return f"""
Measured {utc_now():%Y-%m-%d} on {os.cpu_count()} cores ({platform.machine()}, Python {platform.python_version()}), SQLite, with
`make benchmark`. Medians of {ROUNDS} rounds (webhook) and {STARTS} starts.

| webhook | Lotse | bare echo bot | ratio | aim |
|---|---|---|---|---|
| updates/s answered 2xx ({AT_ONCE} at once, 40 connections) | {lotse.stored_per_second:.0f} | {echo.stored_per_second:.0f} | {compared.stored_ratio:.2f} | 0.7 |
| updates/s answered in the chat | {lotse.answered_per_second:.0f} | {echo.answered_per_second:.0f} | {compared.answered_ratio:.2f} | 0.25 |
| p50 of the 2xx at {PER_SECOND}/s over {FOR_SECONDS} s, ms | {lotse.p50_ms:.1f} | {echo.p50_ms:.1f} | | |
| p99 of the 2xx at {PER_SECOND}/s over {FOR_SECONDS} s, ms | {lotse.p99_ms:.1f} | {echo.p99_ms:.1f} | | under 50 |

| start of `lotse up` | measured | aim |
|---|---|---|
| chat and desk answer, saved model | {start.pages_seconds:.1f} s | 6 s |
| questions are answered, saved model | {start.interpreter_seconds:.1f} s | |
| the Telegram bot listens and speaks | {start.telegram_seconds:.1f} s | 15 s |
| first start: learnt and answering | {start.first_start_seconds:.0f} s | |
| memory with both bots, no packages | {start.memory_mb:.0f} MB | 450 MB |

"""  # noqa: E501 - a table is a table
