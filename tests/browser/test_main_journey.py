"""The main journey in a real browser: both screens, nobody reloads, and no screen shuts anybody out."""

import pytest

from tests.browser.main_journey import main_journey
from tests.browser.stage import Stage, is_too_wide, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(300),  # the first one on a machine waits until the interpreter has learnt
]


async def test_a_question_in_romanian_is_answered_by_a_person_who_reads_german(town: Stage) -> None:
    """Asked, consented, taken over, translated by a real package, answered twice, thanked for, closed.

    Every screen on the way passes axe in light and dark, scrolls only up and down, and asks no other host.
    """
    complaints, errors = len(town.watched.complaints), len(town.lotse.errors())
    seen, findings = [], []

    async for moment in main_journey(town):
        seen.append(moment.name)
        findings += [f"{moment.name}: {each}" for each in await violations(moment.page)]
        if await is_too_wide(moment.page):
            findings.append(f"{moment.name}: scrolls sideways")

    assert findings == []
    assert town.watched.complaints[complaints:] == []
    assert town.lotse.errors()[errors:] == []
    assert {"chat-answer", "chat-closed", "desk-follow-up"} <= set(seen)
