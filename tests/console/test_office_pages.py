"""Offices at the desk: what is known and what nobody said, and a change from the form to the newcomer."""

import re
from html import unescape

import httpx
import pytest

from handoff.staff import Role
from knowledge_base.current_values import find_value
from knowledge_base.library import Library
from knowledge_base.offices import Office
from knowledge_base.tables import OfficeRow, ValueChange
from knowledge_base.value_changes import changed_of, values_of
from tests.console.conftest import Browser, Town
from tests.console.test_fact_pages import agrees, fills, proposes, typed
from wording import LANGUAGES

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""The acts behind these pages are tested on both databases."""

OFFICES = "/desk/knowledge/offices"
BUERGERBUERO = f"{OFFICES}/wsf.buergerbuero"
CHANGE = f"{BUERGERBUERO}/change"
KNOWN_WEEK = {
    "opening_monday": "9-12, 14:00–18:00 Uhr",
    "opening_thursday": "9 bis 18 Uhr",
    "hours_confidence": "verified",
    "hours_source": "Aushang an der Tür",
}


async def office(town: Town, office_id: str = "wsf.buergerbuero") -> Office:
    async with town.database.reading() as session:
        found = await find_value(session, "office", office_id)
    assert isinstance(found, Office)
    return found


async def sets(town: Town, **values: object) -> None:
    async with town.database.transaction() as session:
        row = await session.get_one(OfficeRow, "wsf.buergerbuero")
        changed = changed_of("office", row.id, values_of(row.read()) | values)
        assert isinstance(changed, Office)
        row.write(changed, row.position, shipped=False)


async def looks(browser: Browser, **fields: str) -> httpx.Response:
    """Fill the form of the Bürgerbüro and ask what changes."""
    await browser.opens(CHANGE)
    return await fills(browser, CHANGE, **fields)


async def test_the_list_says_what_nobody_said(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Frau Kranich", "editor")

    page = (await desk.opens(OFFICES)).text

    assert "Markt 1" in page
    assert "noch nicht bekannt: Telefon, E-Mail, Öffnungszeiten" in page
    assert "nicht bestätigt" in page
    assert "in 7 Texten" in page


async def test_empty_fields_have_a_list_of_their_own(newsroom: Town) -> None:
    """To print and to take along: what Lotse does not know, and what is to be cleared."""
    desk = await newsroom.at_the_desk("Verwaltung", "administrator")

    page = (await desk.opens(f"{OFFICES}/unknown")).text

    assert "3 Angaben bei 1 Amt" in page
    assert page.count('class="ask"') == 3
    assert "Zu klären: Telefon" in page


async def test_the_list_of_empty_fields_ends(newsroom: Town) -> None:
    said = {"value": "0", "confidence": "known"}
    await sets(newsroom, phone=said, email=said, hours=said, to_confirm=None)
    desk = await newsroom.at_the_desk("Verwaltung", "administrator")

    assert "ist alles bekannt" in (await desk.opens(f"{OFFICES}/unknown")).text


async def test_an_office_shows_each_field_with_its_source(newsroom: Town) -> None:
    """And a link to the map, which nothing on the page loads."""
    await sets(newsroom, confirmed_by="Frau Amsel", confirmed_on="2026-11-20")
    desk = await newsroom.at_the_desk("Frau Kranich", "editor")

    page = (await desk.opens(BUERGERBUERO)).text

    assert 'Markt 1 <a href="https://www.openstreetmap.org/search?query=Markt+1" rel="noreferrer">' in page
    assert re.search(r"✓ belegt · Quelle: <a href=\"https://x.de/a\".*?Stand 2025 · nachprüfen", page)
    assert page.count("noch nicht bekannt") == 3
    assert "von Frau Amsel am 20.11.2026" in page
    assert 'href="/desk/knowledge/announcements?office=wsf.buergerbuero"' in page
    assert 'href="/desk/knowledge/articles/registration.anmeldung/tr"' in page
    assert "<img" not in page


async def test_opening_times_reach_newcomers_through_two_persons(newsroom: Town) -> None:
    """Typed as people write them, read in every language."""
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    reviewer = await newsroom.at_the_desk("Herr Dachs", "reviewer")

    number = await proposes(newsroom, editor, CHANGE, **KNOWN_WEEK)
    page = (await reviewer.opens(f"/desk/knowledge/changes/{number}")).text
    agreed = await agrees(reviewer, number)

    assert "Zeiten: Montag" in page
    assert "09:00–12:00, 14:00–18:00" in page
    assert agreed.headers["location"].endswith("?done=published")
    assert (await office(newsroom)).opening == {"monday": ("09:00-12:00", "14:00-18:00"), "thursday": ("09:00-18:00",)}
    phrases = newsroom.desk_app.state.desk.parts.phrases
    async with newsroom.database.reading() as session:
        library = await Library.load(session, phrases)
    for language in LANGUAGES:
        assert "09:00–12:00, 14:00–18:00" in library.writer.office(await office(newsroom), language, "hours")
    assert "Montag: 09:00–12:00" in (await editor.opens(BUERGERBUERO)).text


async def test_a_new_address_shows_every_sentence_that_names_the_office(newsroom: Town) -> None:
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")

    page = unescape((await looks(editor, address_value="Große Kalandstraße 3")).text)

    assert "7 Sätze ändern sich" in page
    assert "Bürgerbüro Weißenfels (Markt 1), mit Termin" in page
    assert "Bürgerbüro Weißenfels (Große Kalandstraße 3), cu programare" in page


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        pytest.param({"opening_monday": "9-12, 11-14"}, "opening_monday", "überschneiden sich", id="overlap"),
        pytest.param({"opening_friday": "12-9"}, "opening_friday", "endet, bevor es anfängt", id="backwards"),
        pytest.param({"opening_holidays": "vormittags"}, "opening_holidays", "09:00-12:00 schreiben", id="no times"),
        pytest.param({"name": ""}, "name", "Bitte ausfüllen", id="no name"),
        pytest.param({"phone_confidence": "known"}, "phone_confidence", "Ohne Angabe", id="known, but nothing said"),
        pytest.param(
            {"phone_value": "03443 1", "phone_confidence": "verified"},
            "phone_source",
            "braucht eine Quelle",
            id="source",
        ),
        pytest.param({"web_valid_as_of": "neulich"}, "web_valid_as_of", "Bitte ein Jahr", id="no day"),
        pytest.param({"confirmed_by": "Frau Amsel"}, "confirmed_by", "beides oder keins", id="confirmed, but when"),
        pytest.param({"address_value": "x" * 2001}, "address_value", "Höchstens 2000", id="too long"),
    ],
)
async def test_what_is_wrong_stands_in_german_at_its_field(
    newsroom: Town, fields: dict[str, str], field: str, said: str
) -> None:
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")

    answer = await looks(editor, tasks="Noch ein Satz.", **{**KNOWN_WEEK, **fields})

    assert answer.status_code == 422
    [error] = re.findall(rf'id="{field}-error">(.*?)</p>', answer.text)
    assert said in unescape(error)
    assert typed(answer.text)["tasks"] == "Noch ein Satz."
    assert typed(answer.text)["opening_thursday"] == "9 bis 18 Uhr"


async def test_a_confirmation_is_not_carried_over_to_what_nobody_confirmed(newsroom: Town) -> None:
    """Whoever changes a number says who confirmed the new one, or takes the confirmation away."""
    await sets(newsroom, confirmed_by="Frau Amsel", confirmed_on="2026-11-20")
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    phone = {"phone_value": "03443 370", "phone_confidence": "known"}

    kept = await looks(editor, **phone)
    emptied = await looks(editor, **phone, confirmed_by="", confirmed_on="")
    renewed = await looks(editor, **phone, confirmed_on="24.11.2026")
    only_tasks = await looks(editor, tasks="Noch ein Satz.")

    assert "galt für die alten Angaben" in kept.text
    assert [answer.status_code for answer in (kept, emptied, renewed, only_tasks)] == [422, 200, 200, 200]


async def test_a_field_that_texts_name_and_nobody_knows_any_more_is_told(newsroom: Town) -> None:
    """It can be taken away at once, for a wrong number must go; the texts are named."""
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    await sets(newsroom, address={"value": "Markt 1", "confidence": "known"})

    page = (await looks(editor, address_value="", address_confidence="uncertain")).text

    assert "7 Sätze ändern sich" in page
    assert 'value="propose"' in page


async def test_a_colleague_who_was_faster_is_not_overwritten(newsroom: Town) -> None:
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    await looks(editor, address_value="Markt 2")
    await sets(newsroom, tasks="Ein anderer Satz.")

    answer = await fills(editor, CHANGE, "propose", because="Umzug")

    assert answer.status_code == 409
    assert "Ein anderer Satz." not in typed(answer.text)["tasks"]
    assert "Inzwischen steht hier etwas anderes" in answer.text
    assert typed(answer.text)["address_value"] == "Markt 2"


async def test_a_new_office_goes_the_same_way(newsroom: Town) -> None:
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    reviewer = await newsroom.at_the_desk("Herr Dachs", "reviewer")
    fields = {"id": "wsf.standesamt", "name": "Standesamt", "tasks": "Es schreibt Geburten auf."}

    number = await proposes(newsroom, editor, f"{OFFICES}/new", **fields)
    await agrees(reviewer, number)

    assert (await office(newsroom, "wsf.standesamt")).hours.known is None
    assert "Standesamt" in (await editor.opens(OFFICES)).text


@pytest.mark.parametrize("office_id", ["wsf.buergerbuero", "Standesamt", "", "wsf.büro"])
async def test_a_new_office_needs_an_id_of_its_own(newsroom: Town, office_id: str) -> None:
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    await editor.opens(f"{OFFICES}/new")

    answer = await fills(editor, f"{OFFICES}/new", id=office_id, name="Amt", tasks="Es hilft.")

    assert answer.status_code == 422
    assert 'id="id-error"' in answer.text


async def test_further_numbers_stay_as_they_are(newsroom: Town) -> None:
    """The form does not hold them, and does not lose them."""
    label = dict.fromkeys(LANGUAGES, "Notruf")
    await sets(newsroom, phones=[{"label": label, "value": "03443 1", "confidence": "known"}])
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")

    number = await proposes(newsroom, editor, CHANGE, tasks="Noch ein Satz.")

    async with newsroom.database.reading() as session:
        change = await session.get_one(ValueChange, number)
    assert [phone["value"] for phone in change.after["phones"]] == ["03443 1"]


async def test_an_office_that_does_not_exist_is_not_found(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Frau Kranich", "editor")

    for path in (f"{OFFICES}/wsf.nothing", f"{OFFICES}/77", f"{OFFICES}/wsf.nothing/change"):
        assert (await desk.opens(path)).status_code == 404, path


@pytest.mark.parametrize("role", ["staff", "coordinator"])
async def test_who_does_not_look_after_knowledge_sees_no_office(newsroom: Town, role: Role) -> None:
    desk = await newsroom.at_the_desk("Jemand", role, "clearing" if role == "staff" else None)

    for path in (OFFICES, f"{OFFICES}/new", f"{OFFICES}/unknown", BUERGERBUERO, CHANGE):
        assert (await desk.opens(path)).status_code == 403, path
