"""Announcements at the desk: an office is closed, one person says it, another agrees or looks at it afterwards."""

import re

import pytest

from handoff.staff import Role
from tests.console.conftest import Browser, Town
from wording import LANGUAGES, Reply, rendering

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""The acts behind these pages are tested on both databases."""

PAGE = "/desk/knowledge/announcements"
OFFICE, TOPIC = "wsf.buergerbuero", "registration.anmeldung"
TODAY, LATER = "2026-11-24", "2026-12-31"
CLOSED = {
    "de": "ist am 24. November 2026 geschlossen",
    "en": "is closed on 24 November 2026",
    "ro": "Închis pe 24 noiembrie 2026",
    "bg": "Затворено на 24 ноември 2026",
    "pl": "Nieczynne 24 listopada 2026",
    "hu": "Zárva: Bürgerbüro Weißenfels, 2026. november 24.",
    "tr": "24 Kasım 2026 günü kapalı",
}
WORDS = {"text_de": "Der Aufzug geht nicht.", "audience": "office", "office": OFFICE, "begins_on": TODAY}


@pytest.fixture
async def editor(newsroom: Town) -> Browser:
    return await newsroom.at_the_desk("Frau Beer", "editor")


@pytest.fixture
async def reviewer(newsroom: Town) -> Browser:
    return await newsroom.at_the_desk("Herr Lehm", "reviewer")


async def newcomers_read(town: Town, language: str = "de") -> str:
    """The answer as the process would give it a moment later."""
    async with town.database.reading() as session:
        await town.library.reload(session)
    answer = town.library.answer(TOPIC, language)  # type: ignore[arg-type]
    reply = Reply(kind="article", language=language, lines=answer.lines)  # type: ignore[arg-type]
    return rendering.plain(reply, town.desk_app.state.desk.parts.phrases)


async def does(browser: Browser, path: str, **fields: str) -> str:
    """Send a form of the page, follow where it leads, and return what is shown then."""
    await browser.opens(PAGE)
    answer = await browser.posts(f"{PAGE}{path}", **fields)
    if answer.status_code == 303:
        await browser.opens(answer.headers["location"])
    return browser.shown


def number_in(page: str) -> str:
    return re.findall(r'id="a(\d+)"', page)[0]


async def test_closed_today_is_two_choices_and_one_button(newsroom: Town, editor: Browser, reviewer: Browser) -> None:
    """Both days are today already. It is said at once in every language, and another person looks at it."""
    await editor.opens(f"{PAGE}?office={OFFICE}")
    assert f'value="{OFFICE}" selected' in editor.shown
    assert f'name="first" type="date" value="{TODAY}"' in editor.shown

    shown = await does(editor, "/closing", office=OFFICE, first=TODAY, last=TODAY, act="now")

    assert "steht jetzt in den Antworten" in shown
    assert "noch von niemandem angesehen" in shown
    for language in LANGUAGES:
        assert CLOSED[language] in await newcomers_read(newsroom, language)

    looked_at = await does(reviewer, f"/{number_in(shown)}/look", stays="yes")
    assert "Angesehen." in looked_at
    assert "noch von niemandem angesehen" not in looked_at
    assert "geschlossen" in await newcomers_read(newsroom)


async def test_the_second_person_takes_it_back(newsroom: Town, editor: Browser, reviewer: Browser) -> None:
    shown = await does(editor, "/closing", office=OFFICE, first=TODAY, last=TODAY, act="now")

    await does(reviewer, f"/{number_in(shown)}/look", stays="no")

    assert "geschlossen" not in await newcomers_read(newsroom)


async def test_a_closing_later_waits_for_a_second_person(newsroom: Town, editor: Browser, reviewer: Browser) -> None:
    shown = await does(editor, "/closing", office=OFFICE, first="2026-12-01", last="2026-12-02", act="propose")
    assert "sobald eine andere Person zustimmt" in shown
    assert "geschlossen" not in await newcomers_read(newsroom)

    await does(reviewer, f"/{number_in(shown)}/agree")

    assert "vom 1. Dezember 2026 bis 2. Dezember 2026 geschlossen" in await newcomers_read(newsroom)


async def test_words_of_ones_own_are_agreed_to(newsroom: Town, editor: Browser, reviewer: Browser) -> None:
    shown = await does(editor, "", **WORDS, ends_on=LATER, text_ro="Liftul nu merge.")
    assert "2 von 7 Sprachen" in shown
    assert "unter 1 Text" in shown

    await does(reviewer, f"/{number_in(shown)}/agree")

    assert "Wichtig: Der Aufzug geht nicht." in await newcomers_read(newsroom)
    assert "Important: Liftul nu merge." in await newcomers_read(newsroom, "ro")
    assert "Fontos (németül): Der Aufzug geht nicht." in await newcomers_read(newsroom, "hu")


async def test_nobody_agrees_to_their_own(newsroom: Town, reviewer: Browser) -> None:
    """There is no button for it, and who sends the form all the same reads why not."""
    shown = await does(reviewer, "", **WORDS, ends_on=LATER)
    assert "/agree" not in shown
    assert "Eine andere Person aus der Prüfung muss zustimmen" in shown

    answer = await reviewer.posts(f"{PAGE}/{number_in(shown)}/agree")

    assert answer.status_code == 409
    assert "Das haben Sie selbst geschrieben" in answer.text
    assert "Aufzug" not in await newcomers_read(newsroom)


async def test_what_was_sent_back_is_written_anew_with_its_words(
    newsroom: Town, editor: Browser, reviewer: Browser
) -> None:
    shown = await does(editor, "", **WORDS, ends_on=LATER)
    number = number_in(shown)
    await does(reviewer, f"/{number}/send-back", because="Welcher Aufzug?")

    await editor.opens(PAGE)
    assert "Welcher Aufzug?" in editor.shown
    await editor.opens(f"{PAGE}?again={number}")
    assert ">Der Aufzug geht nicht.</textarea>" in editor.shown
    await does(
        editor, "", **{**WORDS, "text_de": "Der Aufzug im Rathaus geht nicht."}, ends_on=LATER, instead_of=number
    )

    assert "Zurückgegeben</h2>" not in editor.shown
    assert "Aufzug im Rathaus" in editor.shown


async def test_what_was_written_anew_by_a_colleague_is_not_lost(
    newsroom: Town, editor: Browser, reviewer: Browser
) -> None:
    number = number_in(await does(editor, "", **WORDS, ends_on=LATER))
    await does(reviewer, f"/{number}/send-back", because="Welcher?")
    await does(reviewer, "", **WORDS, ends_on=LATER, instead_of=number)

    again = await editor.posts(PAGE, **{**WORDS, "text_de": "Der Aufzug im Hof."}, ends_on=LATER, instead_of=number)

    assert again.status_code == 409
    assert "Jemand anderes" in again.text
    assert ">Der Aufzug im Hof.</textarea>" in again.text


async def test_anybody_of_them_withdraws_at_once(newsroom: Town, editor: Browser, reviewer: Browser) -> None:
    number = number_in(await does(editor, "", **WORDS, ends_on=LATER))
    await does(reviewer, f"/{number}/agree")

    assert "Zurückgezogen." in await does(editor, f"/{number}/withdraw")

    assert "Aufzug" not in await newcomers_read(newsroom)
    assert "Jemand anderes" in await does(editor, f"/{number}/withdraw")


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        pytest.param({"text_de": "", "ends_on": LATER}, "Der deutsche Text fehlt", id="no German"),
        pytest.param({"ends_on": ""}, "geben Sie einen Tag an", id="no last day"),
        pytest.param({"ends_on": "31.12.2026"}, "geben Sie einen Tag an", id="no day at all"),
        pytest.param({"ends_on": "2026-11-23"}, "liegt vor dem ersten", id="ends before it begins"),
        pytest.param({"ends_on": "2027-06-30"}, "höchstens 60 Tage", id="too long a time"),
        pytest.param({"ends_on": LATER, "office": ""}, "wählen Sie ein Amt", id="no office"),
        pytest.param({"ends_on": LATER, "text_ro": "x" * 301}, "höchstens 300 Zeichen", id="too long a text"),
    ],
)
async def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    newsroom: Town, editor: Browser, fields: dict[str, str], complaint: str
) -> None:
    await editor.opens(PAGE)

    answer = await editor.posts(PAGE, **{**WORDS, "text_bg": "Асансьорът не работи.", **fields})

    assert answer.status_code == 422
    assert complaint in answer.text
    assert "aria-invalid" in answer.text
    assert ">Асансьорът не работи.</textarea>" in answer.text
    assert "Nichts wartet." in answer.text


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        pytest.param({"office": "wsf.nowhere"}, "wählen Sie ein Amt", id="no such office"),
        pytest.param({"last": "2026-12-24"}, "höchstens 7 Tage sofort", id="too long for one person"),
        pytest.param({"first": "2026-12-24", "last": "2026-12-24"}, "Da ist Zeit für eine zweite Person", id="later"),
    ],
)
async def test_one_person_alone_learns_what_needs_two(
    newsroom: Town, editor: Browser, fields: dict[str, str], complaint: str
) -> None:
    await editor.opens(PAGE)

    answer = await editor.posts(
        f"{PAGE}/closing", **{"office": OFFICE, "first": TODAY, "last": TODAY, "act": "now", **fields}
    )

    assert answer.status_code == 422
    assert complaint in answer.text
    assert "geschlossen" not in await newcomers_read(newsroom)


async def test_what_is_over_is_kept_apart_for_a_month(newsroom: Town, editor: Browser) -> None:
    await does(editor, "", **WORDS, ends_on=LATER)
    for days, is_shown in ((38, True), (40, False)):
        newsroom.clock.passes(days=days)
        desk = await newsroom.at_the_desk(f"Frau Beer {days}", "editor")
        await desk.opens(PAGE)
        assert ("Der Aufzug geht nicht." in desk.shown) == is_shown
        assert "Nichts wartet." in desk.shown


async def test_words_are_never_markup(newsroom: Town, editor: Browser, reviewer: Browser) -> None:
    shown = await does(editor, "", **{**WORDS, "text_de": "<b>Aufzug</b> & Treppe"}, ends_on=LATER)
    await does(reviewer, f"/{number_in(shown)}/agree")

    assert "&lt;b&gt;Aufzug&lt;/b&gt; &amp; Treppe" in shown
    assert "<b>Aufzug" not in reviewer.shown
    assert "<b>Aufzug</b> & Treppe" in await newcomers_read(newsroom)  # as text, which every channel escapes


@pytest.mark.parametrize("role", ["staff", "coordinator"])
async def test_who_works_in_a_unit_has_no_part_in_it(newsroom: Town, role: Role) -> None:
    desk = await newsroom.at_the_desk("Jemand", role, unit="clearing")

    assert (await desk.opens(PAGE)).status_code == 403
    await desk.opens("/desk/help")
    assert (await desk.posts(f"{PAGE}/closing", office=OFFICE, first=TODAY, last=TODAY, act="now")).status_code == 403
    assert "geschlossen" not in await newcomers_read(newsroom)


async def test_an_editor_reviews_nothing(newsroom: Town, editor: Browser) -> None:
    number = number_in(await does(editor, "", **WORDS, ends_on=LATER))
    other = await newsroom.at_the_desk("Frau Kies", "editor")

    for act in ("agree", "send-back", "look"):
        await other.opens(PAGE)
        assert f"/{act}" not in other.shown
        assert (await other.posts(f"{PAGE}/{number}/{act}", because="?", stays="yes")).status_code == 403
