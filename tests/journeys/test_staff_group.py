"""The Telegram group of a unit, spoken to through python-telegram-bot: numbers, and no word of a newcomer."""

import pytest

from tests.bot_api.group import Group
from tests.bot_api.screen import ShownMessage
from tests.journeys.town import STAFF_TOKEN, Town, words_sent

REGISTER = "cum imi inregistrez adresa?"


async def connected(town: Town, unit: str) -> Group:
    """A group that somebody connected with the code of `lotse staff group`."""
    group = town.api.group(f"Team {unit}", token=STAFF_TOKEN)
    code = (await town.lotse.command("staff", "group", unit)).stdout.strip()
    member = group.member("Katrin")
    member.says(code)
    [welcome] = await member.reads(timeout=10)
    assert "bekommt jetzt Hinweise" in welcome.text
    return group


async def reads(group: Group, count: int) -> list[ShownMessage]:
    member = group.member("Somebody who reads")
    return list(await member.reads(after=0, at_least=count + 1, timeout=10))[1:]


async def test_a_group_gets_numbers_and_no_word_of_the_newcomer(town: Town) -> None:
    """New, written to, in danger: each with the number of the case and nothing else, whatever the newcomer wrote."""
    group = await connected(town, "clearing")
    ana = town.newcomer("Profilename", "ro")
    await ana.is_offered_a_person(f"{REGISTER} stau in Brezelgasse")
    await ana.taps("button-called")
    await ana.writes("Hopfenwort")
    await ana.taps("button-yes")
    number = await town.number_of(ana)
    await ana.writes("cum imi inregistrez adresa din Brezelgasse?")
    await ana.writes("sotul meu ma bate in Brezelgasse", replies=2)

    told = await reads(group, 3)

    assert [each.text for each in told] == [
        f"Neuer Fall {number}.",
        f"Neue Nachricht im Fall {number}.",
        f"Fall {number}: Hinweis auf Gefahr. Bitte sofort ansehen.",
    ]
    said = words_sent(town.sent_to(group.id))
    for words in ("Brezelgasse", "Hopfenwort", "Profilename", "adresa", str(ana.id)):
        assert words not in said


async def test_a_message_that_stayed_with_the_bot_is_no_news_for_the_group(town: Town) -> None:
    """Another subject while a case is open: the unit learns nothing, not even that something was written."""
    group = await connected(town, "neustadtbuero")
    ana = town.newcomer("Ana", "ro")
    await ana.gives_case("am depasit termenul de inregistrare, ce fac acum?")
    await reads(group, 1)

    await ana.writes("ce acte imi trebuie pentru inregistrare?", replies=2)

    member = group.member("Somebody who reads")
    assert len(await member.reads(after=0, at_least=3, timeout=1)) == 2


@pytest.mark.parametrize("code", ["/verbinden", "/verbinden clearing-0000000000000000", "/verbinden x", "/verbinden -"])
async def test_a_wrong_code_connects_nobody_and_says_nothing(town: Town, code: str) -> None:
    """A stranger's group learns neither that the code was wrong nor that there are units."""
    group = town.api.group("Strangers", token=STAFF_TOKEN)
    member = group.member("Stranger")

    member.says(code)

    assert await member.reads(timeout=1) == []
    [held] = await town.rows("SELECT count(*) AS n FROM units WHERE staff_chat = :chat", chat=str(group.id))
    assert held["n"] == 0


async def test_what_is_written_in_a_group_stays_unread(town: Town) -> None:
    """The database holds no word of it: cases are answered at the desk."""
    group = await connected(town, "school_team")

    group.member("Katrin").says("Wer übernimmt die Familie aus der Plaudergasse?")
    group.member("Katrin").says("/start Plaudergasse")
    ana = town.newcomer("Ana", "ro")
    await ana.starts("ro")

    assert await town.traces("Plaudergasse") == []
    assert len(town.sent_to(group.id)) == 1
