"""What belongs to the newcomer: to see it, to be left alone, and to have it gone, everywhere."""

import asyncio
import re

from tests.journeys.town import Person, Town, has_button
from tests.journeys.ways import both_ways_with_cases, everywhere_with_cases, with_cases

REGISTER = "cum imi inregistrez adresa?"


@both_ways_with_cases
async def test_what_is_kept_is_told_in_one_message_and_shown_in_full(town: Town) -> None:
    """/mydata: a summary; then everything, the own words among it; no name, for none is kept."""
    ana = town.newcomer("Profilename", "ro")
    await ana.gives_case(f"{REGISTER} stau in Pfeffergasse")

    [summary] = await ana.writes_to_case("/mydata")
    everything = await ana.taps_in_case("button-all-data")

    for words in (
        ana.word("mydata-language", language="Română"),
        ana.word("mydata-cases", count=1),
        ana.word("mydata-no-name"),
    ):
        assert words in summary.text
    assert has_button(summary, ana.word("button-delete"))
    shown = "\n".join(message.text for message in everything)
    assert "Pfeffergasse" in shown
    assert str(ana.id) in shown
    assert str(await town.number_of(ana)) in shown
    assert "Profilename" not in shown


@with_cases
async def test_stop_keeps_quiet_and_still_answers(town: Town) -> None:
    """After /stop nothing is pushed, not even a taken case; who writes is answered."""
    ana = town.newcomer("Ana", "ro")
    clerk = await town.clerk("clearing")
    await ana.gives_case(REGISTER)
    number = await town.number_of(ana)

    [stopped] = await ana.writes("/stop")
    await clerk.claims(number)
    await clerk.answers_with(number, "appointment_is", date="2027-06-24", time="10:30")
    await ana.reads(0)
    answer = (await ana.writes("cand se ridica gunoiul?", replies=2))[0]

    assert ana.word("stopped") in stopped.text
    assert has_button(stopped, ana.word("button-delete"))
    assert answer.text


@everywhere_with_cases
async def test_delete_leaves_nothing_but_a_receipt(town: Town) -> None:
    """Asked once, then gone from every table: the id, the address, every word, in cases, notes, drafts and messages."""
    ana, ivan = town.newcomer("Ana", "ro"), town.newcomer("Иван", "bg")
    clerk = await town.clerk("clearing")
    await writes_everywhere(ana)
    number = await town.number_of(ana)
    await ivan.writes("Как да си регистрирам адреса?")
    await clerk.claims(number)
    await ana.reads_case()
    await clerk.answers(number, "Kommen Sie bitte in die Rübengasse.")
    await ana.reads_case()
    await clerk.posts(f"/desk/cases/{number}/note", text="wohnt in der Notizgasse")
    newcomer_id = await town.newcomer_id(ana)
    assert newcomer_id is not None
    words = ("Zuckergasse", "Honiggasse", "Sirupgasse", "Malzwort", "Rübengasse", "Notizgasse")
    held = await town.traces(*words)
    assert {"case_messages", "case_notes", "cases", "outbox"} <= {table for table, _ in held}

    [asked] = await ana.writes("/delete")
    [receipt] = await ana.taps("button-delete-yes")

    assert ana.word("delete-ask") in asked.text
    assert ana.word("deleted") in receipt.text
    assert re.search(r"\b[0-9A-F]{8}\b", receipt.text)
    assert ana.word("deleted-telegram") in receipt.text
    for _ in range(20):  # the courier notes the receipt as sent a moment after it was
        traces = await town.traces(*words, ana.id, f"'number': {number},", f"'number': {number}}}")
        if not traces:
            break
        await asyncio.sleep(0.1)
    assert traces == []
    for table, row in await town.all_rows():
        if "newcomer_id" in row:
            assert row["newcomer_id"] != newcomer_id, table
    assert await town.newcomer_id(ivan) is not None  # nobody else is touched
    assert "Zuckergasse" not in await clerk.reads_everything(number)


@with_cases
async def test_delete_reaches_the_raw_file(town: Town) -> None:
    """Not only the rows: no page of the database file or of its log holds the words."""
    ana = town.newcomer("Ana", "ro")
    await ana.gives_case(f"{REGISTER} stau in Karamelgasse")

    await ana.writes("/delete")
    await ana.taps("button-delete-yes")

    for _ in range(30):
        holding = [file.name for file in town.lotse.folder.glob("lotse.db*") if b"Karamelgasse" in file.read_bytes()]
        if not holding:
            break
        await asyncio.sleep(0.1)
    assert holding == []


@with_cases
async def test_nothing_is_logged_of_what_was_said(town: Town) -> None:
    """Ids and numbers, never words, and never the messenger id."""
    ana = town.newcomer("Profilename", "ro")
    await writes_everywhere(ana)
    await ana.writes("/delete")
    await ana.taps("button-delete-yes")

    log = town.lotse.log_text()
    for words in ("Zuckergasse", "Honiggasse", "Sirupgasse", "Malzwort", "Profilename", str(ana.id)):
        assert words not in log


async def test_who_wants_to_keep_it_keeps_it(town: Town) -> None:
    ana = town.newcomer("Ana", "ro")
    await ana.gives_case(REGISTER)

    await ana.writes("/delete")
    [kept] = await ana.taps("button-keep")

    assert ana.word("kept") in kept.text
    assert len(await town.cases_of(ana)) == 1


@with_cases
async def test_after_the_deletion_somebody_new_begins(town: Town) -> None:
    """The next message is a stranger's; buttons from before belong to nobody."""
    ana = town.newcomer("Ana", "ro")
    [article] = await ana.writes(REGISTER)
    await ana.writes("/delete")
    await ana.taps("button-delete-yes")
    old = next(button for button in article.buttons if button.label.endswith(ana.word("button-more")))
    assert old.callback_data is not None

    ana.chat.calls_back(article, old.callback_data)
    [too_old] = await ana.reads()
    [anew] = await ana.writes(REGISTER)

    assert ana.word("button-too-old") in too_old.text
    assert ana.word("introduction-machine") in anew.text


async def test_delete_works_in_the_newcomers_own_words(town: Town) -> None:
    """ "Delete everything" needs no command."""
    ana = town.newcomer("Ana", "ro")
    await ana.writes(REGISTER)

    [asked] = await ana.writes("sterge toate datele mele")
    [receipt] = await ana.taps("button-delete-yes")

    assert ana.word("delete-ask") in asked.text
    assert ana.word("deleted") in receipt.text


async def writes_everywhere(ana: Person) -> None:
    """Words of a newcomer in every place they can come to lie; nobody else in the town writes them and stays."""
    await ana.is_offered_a_person(f"{REGISTER} stau in Zuckergasse")
    await ana.taps("button-called")
    await ana.writes("Malzwort")
    await ana.taps("button-yes")
    await ana.writes_to_case("cum imi inregistrez adresa din Honiggasse?")
    await ana.writes("cand se ridica gunoiul in Sirupgasse?", replies=2)
