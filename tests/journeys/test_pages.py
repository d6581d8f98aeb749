"""A town that tells its cases on its own page: what Telegram learns of them is that there are some."""

import re

import pytest

from tests.journeys.town import Town, words_sent

pytestmark = pytest.mark.parametrize("kind", ["polling link"], indirect=True)

REGISTER = "cum imi inregistrez adresa?"
WORDS = ("Dattelgasse", "Feigengasse", "Mandelgasse")


async def test_no_word_of_a_case_goes_through_telegram(town: Town) -> None:
    """Written on the page, written at the desk, shown again, closed: Telegram is handed none of it."""
    ana = town.newcomer("Ana", "ro")
    clerk = await town.clerk("clearing")
    await ana.gives_case(REGISTER)
    number = await town.number_of(ana)
    await clerk.claims(number)
    await ana.reads_case()
    await ana.writes_to_case("cum imi inregistrez adresa din Dattelgasse?")
    await clerk.answers(number, "Bitte bringen Sie Ihren Ausweis mit. In die Mandelgasse.")
    await ana.reads_case()
    await ana.writes_to_case("stau in Feigengasse")
    on_page = await ana.looks_into_case()
    await clerk.closes(number, "solved")
    await ana.reads_case()

    sent = words_sent(town.sent_to(ana.id))
    queued = str(await town.rows("SELECT reply, rendered FROM outbox WHERE channel = 'telegram'"))
    assert "Mandelgasse" in on_page
    assert "buletinul" in on_page  # a word of the translation; the articles in Telegram have it too
    for words in WORDS:
        assert words not in sent
        assert words not in queued
    assert len(await town.words_in_cases_of(ana)) == 3


async def test_no_link_stands_in_the_log(town: Town) -> None:
    ana = town.newcomer("Ana", "ro")
    await ana.gives_case(REGISTER)
    await ana.opens_page()

    [token] = re.findall(r"/chat/open/([\w-]+)", words_sent(town.sent_to(ana.id)))
    assert token not in town.lotse.log_text()
    assert "/chat/open" not in town.lotse.log_text()
