"""Nothing that a staff member writes is lost: not to another button, not to a colleague, not to a session's end."""

import re
from html import unescape

import pytest

from handoff.cases import Case
from tests.console.conftest import Browser, Town


def in_field(browser: Browser, name: str) -> str:
    """What stands in the text field *name* of the page that was shown last."""
    found = re.search(rf'<textarea[^>]* name="{name}"[^>]*>([^<]*)</textarea>', browser.shown)
    assert found, f"no text field {name}"
    return unescape(found[1])


async def with_case(town: Town) -> tuple[Case, Browser]:
    """A case that Frau Beer holds, open in front of her."""
    case = await town.case("?")
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")
    await desk.posts(f"/desk/cases/{case.number}/claim")
    await desk.opens(f"/desk/cases/{case.number}")
    return case, desk


async def test_saving_a_note_keeps_the_answer(town: Town) -> None:
    case, desk = await with_case(town)

    saved = await desk.posts(f"/desk/cases/{case.number}/note", note="Ruft an.", text="Guten Tag, halb")

    assert "Die Notiz ist gespeichert." in saved.text
    assert "Ruft an." in saved.text
    assert in_field(desk, "text") == "Guten Tag, halb"
    assert in_field(desk, "note") == ""


async def test_saving_a_note_keeps_the_preview(town: Town) -> None:
    """Also one of finished sentences, which stand in no field."""
    case, desk = await with_case(town)
    await desk.posts(f"/desk/cases/{case.number}/preview", text="Ja.")
    draft = desk.field("draft")

    await desk.posts(f"/desk/cases/{case.number}/note", note="Ruft an.", text="Ja.", draft=draft)
    await desk.posts(f"/desk/cases/{case.number}/reply", draft=desk.field("draft"), text="Ja.")

    [answer] = await town.answers_sent()
    assert answer.reply["lines"][1]["content"] == "Ja."


async def test_a_note_alone_is_saved_and_can_be_loaded_again(town: Town) -> None:
    """From the page, where an empty answer comes with it, as from a program, which calls it the text."""
    case, desk = await with_case(town)

    from_page = await desk.posts(f"/desk/cases/{case.number}/note", note="Ruft an.", text="")
    from_program = await desk.posts(f"/desk/cases/{case.number}/note", text="Kommt am Montag.")

    assert from_page.status_code == from_program.status_code == 303
    page = (await desk.opens(f"/desk/cases/{case.number}")).text
    assert "Ruft an." in page
    assert "Kommt am Montag." in page


async def test_a_preview_keeps_the_note(town: Town) -> None:
    """So does every step after it, up to the answer that is sent."""
    case, desk = await with_case(town)
    path = f"/desk/cases/{case.number}"

    await desk.posts(f"{path}/preview", text="Ja.", note="Halbe Notiz")
    assert in_field(desk, "note") == "Halbe Notiz"
    await desk.posts(f"{path}/preview", text="", note="Halbe Notiz")
    assert in_field(desk, "note") == "Halbe Notiz"
    await desk.posts(f"{path}/preview", text="Ja.", note="Halbe Notiz")
    sent = await desk.posts(f"{path}/reply", draft=desk.field("draft"), text="Ja.", note="Halbe Notiz")

    assert "Ihre Antwort ist unterwegs." in sent.text
    assert (in_field(desk, "text"), in_field(desk, "note")) == ("", "Halbe Notiz")
    assert len(await town.answers_sent()) == 1


async def test_taking_a_case_over_keeps_the_note(town: Town) -> None:
    case = await town.case("?")
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")

    await desk.posts(f"/desk/cases/{case.number}/claim", note="Halbe Notiz")

    assert "Sie haben den Fall übernommen." in desk.shown
    assert in_field(desk, "note") == "Halbe Notiz"


@pytest.mark.parametrize("step", ["preview", "reply"])
async def test_an_answer_to_a_case_that_a_colleague_took_stands_there_still(town: Town, step: str) -> None:
    """With the reason; taken back it can be sent."""
    case, desk = await with_case(town)
    path = f"/desk/cases/{case.number}"
    await desk.posts(f"{path}/preview", text="Lange Antwort.")
    draft = {"draft": desk.field("draft")} if step == "reply" else {}
    lehm = await town.at_the_desk("Herr Lehm")
    await lehm.opens(path)
    await lehm.posts(f"{path}/release")
    await lehm.posts(f"{path}/claim")

    stopped = await desk.posts(f"{path}/{step}", text="Lange Antwort.", note="Halbe Notiz", **draft)

    assert stopped.status_code == 409
    assert "Ihre Antwort ist nicht gesendet." in stopped.text
    assert "Herr Lehm hat den Fall übernommen" in stopped.text
    assert (in_field(desk, "text"), in_field(desk, "note")) == ("Lange Antwort.", "Halbe Notiz")
    assert await town.answers_sent() == []
    await desk.posts(f"{path}/release", text="Lange Antwort.")
    await desk.posts(f"{path}/claim", text="Lange Antwort.")
    assert in_field(desk, "text") == "Lange Antwort."


async def test_an_answer_to_a_case_that_went_back_to_the_queue_stands_there_still(town: Town) -> None:
    case, desk = await with_case(town)
    lehm = await town.at_the_desk("Herr Lehm")
    await lehm.opens(f"/desk/cases/{case.number}")
    await lehm.posts(f"/desk/cases/{case.number}/release")

    stopped = await desk.posts(f"/desk/cases/{case.number}/preview", text="Lange Antwort.")

    assert stopped.status_code == 409
    assert "Übernehmen Sie den Fall" in stopped.text
    assert in_field(desk, "text") == "Lange Antwort."


async def test_a_case_is_not_closed_over_an_answer_that_was_not_sent(town: Town) -> None:
    """Or over a note that was not saved."""
    case, desk = await with_case(town)

    for field, complaint in (("text", "noch nicht gesendet"), ("note", "noch nicht gespeichert")):
        stopped = await desk.posts(f"/desk/cases/{case.number}/close", outcome="solved", **{field: "Halb"})
        assert stopped.status_code == 422
        assert complaint in stopped.text
        assert in_field(desk, field) == "Halb"
    closed = await desk.posts(f"/desk/cases/{case.number}/close", outcome="solved", text="", note="")

    assert closed.status_code == 303


async def test_an_answer_that_was_changed_after_its_preview_is_shown_first(town: Town) -> None:
    """Neither text is sent unseen."""
    case, desk = await with_case(town)
    await desk.posts(f"/desk/cases/{case.number}/preview", text="Ja.")

    stopped = await desk.posts(f"/desk/cases/{case.number}/reply", draft=desk.field("draft"), text="Nein.")

    assert stopped.status_code == 409
    assert "Sie haben den Text nach der Vorschau geändert." in stopped.text
    assert await town.answers_sent() == []
    await desk.posts(f"/desk/cases/{case.number}/reply", draft=desk.field("draft"), text="Nein.")
    [answer] = await town.answers_sent()
    assert answer.reply["lines"][1]["content"] == "Nein."


@pytest.mark.parametrize("step", ["preview", "note", "close"])
async def test_after_the_end_of_a_session_the_way_leads_back_to_the_case(town: Town, step: str) -> None:
    """The sign-in says why it is there."""
    case = await town.case("?")
    member = await town.enrols("Frau Beer")
    desk = await town.signs_in(member)
    await desk.opens(f"/desk/cases/{case.number}")
    town.clock.passes(minutes=31)

    ended = await desk.posts(f"/desk/cases/{case.number}/{step}", text="Ja.")
    page = await desk.opens(ended.headers["location"])

    assert "Sie wurden abgemeldet" in page.text
    assert desk.field("next") == f"/desk/cases/{case.number}"
    town.clock.passes(seconds=30)
    answer = await desk.posts(
        "/desk/sign-in",
        csrf=False,
        account="Frau Beer",
        password="drei Kiesel im Bach",
        code=town.code(member),
        next=desk.field("next"),
    )
    assert answer.headers["location"] == f"/desk/cases/{case.number}"


async def test_who_was_not_signed_in_was_not_signed_out(town: Town) -> None:
    browser = town.browser()

    page = await browser.opens((await browser.opens("/desk/inbox")).headers["location"])

    assert "Anmelden" in page.text
    assert "abgemeldet" not in page.text


async def test_what_is_over_is_named_for_the_script_that_remembers(town: Town) -> None:
    """What was sent or saved, and everything of a case whose yes was taken back, is to be forgotten in the browser."""
    case, desk = await with_case(town)
    path = f"/desk/cases/{case.number}"

    spent = [re.findall(r'data-spent="([^"]*)"', (await desk.opens(path + query)).text) for query in ("", "?done=sent")]
    await desk.posts(f"{path}/note", note="Ruft an.", text="Halb")
    spent.append(re.findall(r'data-spent="([^"]*)"', desk.shown))
    await town.newcomer_withdraws(case)
    spent.append(re.findall(r'data-spent="([^"]*)"', (await desk.opens(path)).text))

    assert spent == [[""], ["text"], ["note"], ["text note"]]
