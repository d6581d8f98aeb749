"""From the inbox to the newcomer: a staff member takes a case over, reads German, writes German."""

import asyncio
import re
from datetime import datetime
from html import unescape

import pytest
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from console.drafts import MISSING, Draft, compared
from handoff.cases import Case, Cases, Reach
from handoff.newcomers import Newcomer
from knowledge_base.library import Library
from storage import Database
from storage.outbox import OutboxMessage, Refused
from tests.console.conftest import Town
from wording import Button, Phrases


async def test_a_case_waits_in_the_inbox_of_its_unit(town: Town) -> None:
    """Number, language by its German name, the article's German title, the code word, and that nobody has it."""
    case = await town.case("Trebuie sa ma inregistrez?", called="Ana")
    town.clock.passes(hours=3)

    desk = await town.at_the_desk("Frau Beer")

    assert str(case.number) in desk.shown
    for words in (
        "Rumänisch",
        "Ana",
        "seit 3 Stunden",
        "nicht übernommen",
        town.library.title("registration.anmeldung", "de"),
    ):
        assert words in desk.shown


async def test_the_desk_says_of_an_answer_only_what_is_known(town: Town) -> None:
    """Refused is refused, also days later; and of what nobody knows any more nothing is said."""
    case = await town.case("Trebuie sa ma inregistrez?")
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")
    await desk.posts(f"/desk/cases/{case.number}/claim")
    await desk.posts(f"/desk/cases/{case.number}/preview", text="Ja.")
    await desk.posts(f"/desk/cases/{case.number}/reply", draft=desk.field("draft"))
    [answer] = await town.answers_sent()
    await town.outbox.advance("telegram", town.clock(), finished=[Refused(answer.id, "blocked")], limit=0)
    talk = f"/desk/cases/{case.number}/talk"

    assert "nicht zustellbar" in (await desk.http.get(talk)).text
    assert "nicht zugestellt" in (await desk.opens("/desk/inbox")).text
    async with town.database.transaction() as session:
        await session.execute(delete(OutboxMessage))
    forgotten = (await desk.http.get(talk)).text
    assert "Ja." in forgotten
    assert "gesendet" not in forgotten
    assert "zustellbar" not in forgotten


async def test_a_case_without_a_topic_is_a_general_question(town: Town) -> None:
    """Somebody only wanted a person; the desk does not call that no topic."""
    case = await town.case("Am nevoie de ajutor", topic=None)
    desk = await town.at_the_desk("Frau Beer")

    for path in ("inbox", f"cases/{case.number}"):
        assert "Allgemeine Anfrage" in (await desk.opens(f"/desk/{path}")).text


async def test_a_closed_case_is_in_nobodys_hands(town: Town) -> None:
    """The list still says who had it."""
    case = await town.case("?")
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")
    await desk.posts(f"/desk/cases/{case.number}/claim")
    assert "bei mir" in (await desk.opens("/desk/inbox")).text

    await desk.posts(f"/desk/cases/{case.number}/close", outcome="solved")

    closed = (await desk.opens("/desk/inbox?show=closed")).text
    assert "bei mir" not in closed
    assert "zuletzt bei</span> Frau Beer" in closed


async def test_the_newcomer_gets_what_the_preview_showed(town: Town) -> None:
    """The sent message is the previewed one, with its original, its label and its unit, and it is sent once."""
    town.translator.learns(("de", "ro"), ("ro", "de"))
    case = await town.case("Trebuie sa ma inregistrez?")
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")
    await desk.posts(f"/desk/cases/{case.number}/claim")
    preview = await desk.posts(f"/desk/cases/{case.number}/preview", text="Ja, bis Freitag.")
    town.translator.pairs.clear()  # what was shown is what goes out, whatever the translator would say now

    sent = await desk.posts(f"/desk/cases/{case.number}/reply", draft=desk.field("draft"))

    assert "[ro] Ja, bis Freitag." in preview.text
    assert "[de] [ro] Ja, bis Freitag." in re.sub(r"</?mark>", "", preview.text)
    assert "<mark>[de] [ro] </mark>Ja, bis Freitag." in preview.text
    assert "maschinell übersetzt" in preview.text
    assert sent.headers["location"] == f"/desk/cases/{case.number}?done=sent"
    [answer] = await town.answers_sent()
    assert (answer.channel, answer.reply["sender"], answer.reply["label"]) == ("telegram", "staff", "machine")
    assert answer.reply["original"] == "Ja, bis Freitag."
    contents = [line["content"] for line in answer.reply["lines"]]
    assert contents[0] == {"id": "staff-answer-from", "arguments": {"unit": "Neustadtbüro"}}
    assert "[ro] Ja, bis Freitag." in contents
    assert contents[-1]["id"] == "translation-machine"


async def test_two_clicks_are_one_answer(town: Town) -> None:
    """The second press of the same button sends nothing."""
    case = await town.case("?")
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")
    await desk.posts(f"/desk/cases/{case.number}/claim")
    await desk.posts(f"/desk/cases/{case.number}/preview", text="Ja.")
    draft = desk.field("draft")

    first = await desk.posts(f"/desk/cases/{case.number}/reply", draft=draft)
    second = await desk.posts(f"/desk/cases/{case.number}/reply", draft=draft)

    assert first.status_code == second.status_code == 303
    assert len(await town.answers_sent()) == 1


async def test_a_message_that_came_meanwhile_is_shown_before_anything_is_sent(town: Town) -> None:
    """An answer to yesterday's question does not go out unseen; a second yes sends it."""
    case = await town.case("Prima intrebare")
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")
    await desk.posts(f"/desk/cases/{case.number}/claim")
    await desk.posts(f"/desk/cases/{case.number}/preview", text="Ja.")
    await town.newcomer_writes(case, "Am rezolvat deja")

    stopped = await desk.posts(f"/desk/cases/{case.number}/reply", draft=desk.field("draft"))

    assert stopped.status_code == 409
    assert "Am rezolvat deja" in stopped.text
    assert await town.answers_sent() == []
    again = await desk.posts(f"/desk/cases/{case.number}/reply", draft=desk.field("draft"))
    assert again.status_code == 303
    assert len(await town.answers_sent()) == 1


async def test_without_a_package_the_desk_says_so_and_sends_german(town: Town) -> None:
    """Nobody is blocked, and nobody believes that it was translated."""
    case = await town.case("?")
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")
    await desk.posts(f"/desk/cases/{case.number}/claim")

    preview = await desk.posts(f"/desk/cases/{case.number}/preview", text="Bitte kommen Sie am Montag.")
    await desk.posts(f"/desk/cases/{case.number}/reply", draft=desk.field("draft"))

    assert "Ins Rumänische kann Lotse hier nicht übersetzen." in preview.text
    assert "Gesendet wird der deutsche Text." in preview.text
    [answer] = await town.answers_sent()
    assert answer.reply["label"] == "none"
    assert answer.reply["lines"][1]["content"] == "Bitte kommen Sie am Montag."
    assert answer.reply["lines"][-1]["content"]["id"] == "translation-none"


async def test_reviewed_sentences_need_no_package(town: Town) -> None:
    """Sentences with filled slots make one message in the newcomer's language, labelled as written by people."""
    case = await town.case("?")
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")
    await desk.posts(f"/desk/cases/{case.number}/claim")
    await desk.opens(f"/desk/cases/{case.number}/sentences")

    await desk.posts(
        f"/desk/cases/{case.number}/sentences",
        add="appointment_is",
        slot_names=["date", "time"],
        slot_values=["2027-01-11", "10:30"],
    )
    chosen = [unescape(each) for each in re.findall(r'name="chosen" value="([^"]+)"', desk.shown)][:1]
    await desk.posts(f"/desk/cases/{case.number}/sentences", add="bring_passports", chosen=chosen)
    chosen = list(dict.fromkeys(unescape(each) for each in re.findall(r'name="chosen" value="([^"]+)"', desk.shown)))
    preview = await desk.posts(f"/desk/cases/{case.number}/sentences", preview="1", chosen=chosen)
    await desk.posts(f"/desk/cases/{case.number}/reply", draft=desk.field("draft"))

    assert "von Menschen übersetzt" in preview.text
    [answer] = await town.answers_sent()
    assert answer.reply["label"] == "reviewed"
    said = answer.reply["lines"][1]["content"]
    for words in ("11 ianuarie 2027", "10:30", "pașapoartele"):
        assert words in said
    assert answer.reply["original"].startswith(
        "Ihr Termin ist am 11. Januar 2027 um 10:30 Uhr. Bitte bringen Sie die Pässe"
    )


async def test_a_slot_without_a_date_is_asked_for_again(town: Town) -> None:
    case = await town.case("?")
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}/sentences")

    answer = await desk.posts(
        f"/desk/cases/{case.number}/sentences",
        add="appointment_is",
        slot_names=["date", "time"],
        slot_values=["bald", "10:30"],
    )

    assert answer.status_code == 422
    assert "Das Feld „Datum“ ist leer oder passt nicht." in answer.text


@pytest.mark.parametrize(
    ("reach", "kinds"),
    [
        pytest.param("write", ["notice", "staff"], id="write to me"),
        pytest.param("news", ["notice"], id="only that there is news"),
        pytest.param("none", [], id="do not write"),
    ],
)
async def test_the_newcomer_decides_what_is_sent(town: Town, reach: str, kinds: list[str]) -> None:
    """Who wants no content gets none; the answer stands in the case all the same."""
    case = await town.case("?", reach=reach)  # type: ignore[arg-type]
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")
    await desk.posts(f"/desk/cases/{case.number}/claim")
    await desk.posts(f"/desk/cases/{case.number}/preview", text="Geheim.")

    await desk.posts(f"/desk/cases/{case.number}/reply", draft=desk.field("draft"))

    sent = await town.sent()
    assert [message.reply["kind"] for message in sent] == kinds
    assert ("Geheim." in str([message.reply for message in sent])) == (reach == "write")
    assert "Geheim." in (await desk.opens(f"/desk/cases/{case.number}")).text


async def test_a_plain_text_is_translated_and_sent_at_once(town: Town) -> None:
    """The route takes a text without a preview, as a program may send it."""
    town.translator.learns(("de", "ro"))
    case = await town.case("?")
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")
    await desk.posts(f"/desk/cases/{case.number}/claim")

    await desk.posts(f"/desk/cases/{case.number}/reply", text="Guten Tag.")

    [answer] = await town.answers_sent()
    assert answer.reply["lines"][1]["content"] == "[ro] Guten Tag."


async def test_a_changed_draft_is_refused(town: Town) -> None:
    """What was not previewed here does not go out; nor does a colleague's draft, or one of another case."""
    case = await town.case("?")
    other = await town.case("?")
    desk = await town.at_the_desk("Frau Beer")
    for each in (case, other):
        await desk.opens(f"/desk/cases/{each.number}")
        await desk.posts(f"/desk/cases/{each.number}/claim")
    await desk.opens(f"/desk/cases/{case.number}")
    await desk.posts(f"/desk/cases/{case.number}/preview", text="Ja.")
    draft = desk.field("draft")

    changed = await desk.posts(f"/desk/cases/{case.number}/reply", draft=f"AAAA{draft[4:]}")
    elsewhere = await desk.posts(f"/desk/cases/{other.number}/reply", draft=draft)

    assert changed.status_code == elsewhere.status_code == 422
    assert await town.answers_sent() == []


async def test_only_who_holds_the_case_answers_and_closes(town: Town) -> None:
    """Before the claim nobody can; after it the colleague cannot, but can put it back into the queue."""
    case = await town.case("?")
    beer = await town.at_the_desk("Frau Beer")
    lehm = await town.at_the_desk("Herr Lehm")
    path = f"/desk/cases/{case.number}"

    assert (await beer.posts(f"{path}/reply", text="Ja.")).status_code == 409
    await beer.opens(path)
    await beer.posts(f"{path}/claim")
    await lehm.opens(path)
    assert (await lehm.posts(f"{path}/claim")).status_code == 409
    await lehm.opens(path)
    assert (await lehm.posts(f"{path}/reply", text="Ja.")).status_code == 409
    await lehm.opens(path)
    assert (await lehm.posts(f"{path}/close", outcome="solved")).status_code == 409
    await lehm.opens(path)
    assert (await lehm.posts(f"{path}/release")).status_code == 303
    assert (await lehm.posts(f"{path}/claim")).status_code == 303
    assert await town.answers_sent() == []


async def test_closing_needs_an_outcome_and_tells_the_newcomer(town: Town) -> None:
    case = await town.case("?")
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")
    await desk.posts(f"/desk/cases/{case.number}/claim")

    without = await desk.posts(f"/desk/cases/{case.number}/close", outcome="withdrawn")
    closed = await desk.posts(f"/desk/cases/{case.number}/close", outcome="solved")

    assert without.status_code == 422
    assert closed.headers["location"] == "/desk/inbox?done=closed"
    assert (await town.sent())[-1].reply["lines"][0]["content"]["id"] == "case-closed"
    assert str(case.number) in (await desk.opens("/desk/inbox?show=closed")).text
    assert (await desk.opens(f"/desk/cases/{case.number}")).status_code == 200
    assert (await desk.posts(f"/desk/cases/{case.number}/reply", text="Noch etwas.")).status_code == 409


async def test_a_transfer_asks_for_the_newcomers_yes(town: Town) -> None:
    """The desk cannot move a case to another unit; it says what to do instead."""
    case = await town.case("?")
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")

    answer = await desk.posts(f"/desk/cases/{case.number}/transfer", reason="falsche Stelle")

    assert answer.status_code == 409
    assert "braucht das Ja der Person" in answer.text


async def test_notes_stay_in_the_unit(town: Town) -> None:
    """A note is for colleagues: it is shown here, and nothing is sent."""
    case = await town.case("?")
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")

    await desk.posts(f"/desk/cases/{case.number}/note", text="Hat angerufen.")

    assert "Hat angerufen." in (await desk.opens(f"/desk/cases/{case.number}")).text
    assert await town.sent() == []


async def test_an_alarm_stays_until_somebody_acts(town: Town) -> None:
    """A danger the newcomer told of is marked, without words and first in the inbox, until an answer or a note."""
    await town.case("older")
    town.clock.passes(hours=1)
    case = await town.case("?")
    async with town.database.transaction() as session:
        await Cases(session, town.signals).alarm(await session.get_one(Case, case.id), town.clock())
    desk = await town.at_the_desk("Frau Beer")

    inbox = (await desk.opens("/desk/inbox")).text
    assert "Gefahr gemeldet" in inbox
    assert re.findall(r'class="cell number">(\d+)', inbox)[0] == str(case.number)
    await desk.opens(f"/desk/cases/{case.number}")
    await desk.posts(f"/desk/cases/{case.number}/note", text="Angerufen, es geht ihr gut.")
    assert "Gefahr gemeldet" not in (await desk.opens("/desk/inbox")).text


async def test_every_reader_is_written_down(town: Town) -> None:
    case = await town.case("?")
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")

    page = (await desk.opens(f"/desk/cases/{case.number}")).text

    assert "Gelesen von" in page
    assert re.search(r"Gelesen von.*Frau Beer", page, re.DOTALL)


async def test_a_draft_grows_old(town: Town) -> None:
    """A sealed draft is good for the length of a session."""
    case = await town.case("?")
    vault = town.desk_app.state.desk.vault
    member = await town.enrols("Frau Beer")
    made = town.clock()
    draft = Draft(case.number, member.id, 0, made.isoformat(), "Ja.", "ro", None, "none").sealed(vault)
    town.clock.passes(hours=11)
    desk = await town.signs_in(member)
    await desk.opens(f"/desk/cases/{case.number}")
    await desk.posts(f"/desk/cases/{case.number}/claim")

    answer = await desk.posts(f"/desk/cases/{case.number}/reply", draft=draft)

    assert answer.status_code == 422
    assert "Diese Vorschau ist zu alt" in answer.text


async def test_two_colleagues_take_a_case_at_once(town: Town) -> None:
    """One of them holds it, the other learns that; the newcomer hears of one person."""
    case = await town.case("?")
    beer, lehm = await town.at_the_desk("Frau Beer"), await town.at_the_desk("Herr Lehm")
    for desk in (beer, lehm):
        await desk.opens(f"/desk/cases/{case.number}")

    answers = await asyncio.gather(*(desk.posts(f"/desk/cases/{case.number}/claim") for desk in (beer, lehm)))

    assert sorted(answer.status_code for answer in answers) == [303, 409]
    [told] = await town.sent()
    assert told.reply["kind"] == "notice"


async def test_an_answer_sent_twice_at_once_is_one_answer(town: Town) -> None:
    town.translator.learns(("de", "ro"), ("ro", "de"))
    case = await town.case("?")
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")
    await desk.posts(f"/desk/cases/{case.number}/claim")
    await desk.posts(f"/desk/cases/{case.number}/preview", text="Ja.")
    draft = desk.field("draft")

    answers = await asyncio.gather(*(desk.posts(f"/desk/cases/{case.number}/reply", draft=draft) for _ in range(2)))

    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(await town.answers_sent()) == 1


async def test_after_a_withdrawn_yes_nothing_of_the_case_is_shown(town: Town) -> None:
    """Neither words nor the name, on no page of the unit; and nobody can answer."""
    case = await town.case("Proprietarul nu semneaza", called="Codewort Amsel")
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")
    await desk.posts(f"/desk/cases/{case.number}/claim")
    await desk.opens(f"/desk/cases/{case.number}")
    await desk.posts(f"/desk/cases/{case.number}/note", text="Ruft am Montag an.")

    await town.newcomer_withdraws(case)

    for path in (f"cases/{case.number}", f"cases/{case.number}/talk", "inbox", "inbox?show=closed"):
        shown = (await desk.opens(f"/desk/{path}")).text
        for words in ("Proprietarul", "Amsel", "Ruft am Montag an."):
            assert words not in shown, path
    page = await desk.opens(f"/desk/cases/{case.number}")
    assert "hat ihr Ja zurückgenommen" in page.text
    assert 'name="text"' not in page.text
    assert (await desk.posts(f"/desk/cases/{case.number}/reply", text="Ja.")).status_code == 409


async def test_a_closed_case_promises_only_what_happens(town: Town) -> None:
    """It comes back when the newcomer writes again and wants it; after a withdrawn yes it never does."""
    case = await town.case("?")
    desk = await town.at_the_desk("Frau Beer")
    path = f"/desk/cases/{case.number}"
    await desk.opens(path)
    await desk.posts(f"{path}/claim")
    await desk.posts(f"{path}/close", outcome="solved")

    closed = (await desk.opens(path)).text
    refused = (await desk.posts(f"{path}/claim")).text
    await town.newcomer_withdraws(case)
    withdrawn = (await desk.opens(path)).text

    promise = "Wenn die Person wieder schreibt und es möchte, steht er wieder im Posteingang."
    assert promise in closed
    assert promise in refused
    assert "Hat sie ihr Ja zurückgenommen, kommt er nicht wieder." in refused
    assert "steht er wieder im Posteingang" not in withdrawn
    assert "Dieser Fall kommt nicht wieder." in withdrawn
    for shown in (closed, refused, withdrawn, (await desk.opens("/desk/help")).text):
        assert "von selbst" not in shown


@pytest.mark.parametrize("was_closed", [True, False], ids=["after the end", "before the end"])
async def test_after_a_withdrawn_yes_nobody_sees_what_it_was_about(town: Town, was_closed: bool) -> None:
    """Neither topic, language nor what happened when; that the yes was taken back remains."""
    case = await town.case("?", called="Amsel")
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")
    await desk.posts(f"/desk/cases/{case.number}/claim")
    if was_closed:
        await desk.posts(f"/desk/cases/{case.number}/close", outcome="solved")

    await town.newcomer_withdraws(case)

    title = town.library.title("registration.anmeldung", "de")
    for path in (f"cases/{case.number}", f"cases/{case.number}/talk", "inbox?show=closed"):
        shown = (await desk.opens(f"/desk/{path}")).text
        for words in (title, "Anmeldung und Aufenthalt", "Rumänisch", "Amsel", "Nachricht der Person", "Geklärt"):
            assert words not in shown, (path, words)
        assert "hat ihr Ja zurückgenommen" in shown, path


@pytest.mark.parametrize(
    ("written", "back", "marked"),
    [
        pytest.param("Sie müssen nichts zahlen.", "Sie müssen nichts zahlen.", [], id="the same"),
        pytest.param("Sie müssen zahlen.", "sie müssen zahlen!", [], id="capitals and marks do not count"),
        pytest.param("Sie müssen nicht zahlen.", "Sie müssen zahlen.", [MISSING], id="a lost negation"),
        pytest.param("Sie müssen zahlen.", "Sie müssen nicht zahlen.", ["nicht "], id="a new negation"),
        pytest.param("Guten Tag, Ana.", "Guten Tag, Andrei Dumitru.", ["Andrei Dumitru."], id="another name"),
        pytest.param("Am 3. Mai.", "Am 8. Mai.", ["8."], id="another number"),
        pytest.param("Ja.", "", [MISSING], id="nothing comes back"),
    ],
)
def test_the_translation_back_shows_where_it_differs(written: str, back: str, marked: list[str]) -> None:
    """Nobody finds one word among fifty that should be the same."""
    pieces = compared(written, back)

    assert [piece.text.lstrip() for piece in pieces if piece.is_other] == marked
    assert "".join(piece.text for piece in pieces).replace(MISSING, "") == back


@pytest.mark.parametrize(
    ("reach", "pushed"), [pytest.param("write", 2, id="write to me"), pytest.param("none", 0, id="do not write")]
)
async def test_in_a_town_with_pages_the_answer_stands_on_the_page(
    database: Database, phrases: Phrases, library: Library, reach: Reach, pushed: int
) -> None:
    """Telegram gets no word of it, and the staff member is told where it goes."""
    town = Town(database, phrases, library, pages=FakePages())
    await town.prepare()
    case = await town.case("?", reach=reach)
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")
    await desk.posts(f"/desk/cases/{case.number}/claim")
    preview = await desk.posts(f"/desk/cases/{case.number}/preview", text="Geheim.")

    await desk.posts(f"/desk/cases/{case.number}/reply", draft=desk.field("draft"))

    on_page = [message for message in await town.sent() if message.channel == "web"]
    in_telegram = [message for message in await town.sent() if message.channel == "telegram"]
    assert [message.address for message in on_page] == [f"page of {case.newcomer_id}"] * 2
    assert "Geheim." in str(on_page[-1].reply)
    assert [message.reply["lines"][0]["content"]["id"] for message in in_telegram] == ["page-news"] * pushed
    assert "Die Antwort steht auf der eigenen Seite der Person." in preview.text


class FakePages:
    """Pages that are always there."""

    async def address_of(self, _session: AsyncSession, newcomer: Newcomer, _now: datetime) -> str:
        return f"page of {newcomer.id}"

    def button(self, newcomer_id: int, _now: datetime) -> Button:
        return Button(id=f"page:{newcomer_id}", label="Read it")
