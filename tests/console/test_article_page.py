"""The page of one text: what it says about its state, and what each person may do with it there."""

import re
from datetime import date

import pytest

from tests.console.conftest import Town
from tests.console.editing import GERMAN, ROMANIAN, TOPIC, Room, written
from wording import LANGUAGES

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""The acts behind these pages are tested on both databases."""


@pytest.fixture
async def room(newsroom: Town) -> Room:
    return await Room.opened(newsroom)


async def test_an_editor_writes_a_reviewer_agrees_and_newcomers_read_it(room: Room) -> None:
    """The whole way; until the last step newcomers read what they read before."""
    version = await room.saves(room.editor, GERMAN, section_cost="gar nichts", note="klarer")
    assert "Gespeichert als Entwurf" in room.editor.shown
    await room.submits(room.editor, GERMAN)
    await room.newcomers_are_told()
    assert room.town.library.answer(TOPIC, "de").version == 1

    await room.agrees(room.reviewer, GERMAN)

    answer = room.town.library.answer(TOPIC, "de")
    assert (version, answer.version) == (2, 2)
    assert any("gar nichts" in str(line.content) for line in answer.lines)
    page = (await room.reviewer.opens(f"{GERMAN}?done=published")).text
    assert "Der Text ist veröffentlicht." in page
    assert "Geschrieben: Erika Dittmann." in page
    assert "Zugestimmt: Ruth Prell." in page
    assert "klarer" in page


async def test_the_page_shows_what_newcomers_read_and_every_language_with_its_state(room: Room) -> None:
    page = (await room.editor.opens(ROMANIAN)).text

    assert "Ai la dispoziție 2 săptămâni" in page
    assert "Niemand, der die Sprache von klein auf spricht" in page
    assert page.count("unbestätigt</span>") == len(LANGUAGES) + 1


async def test_nobody_agrees_to_their_own_text_and_the_page_says_who_can(room: Room) -> None:
    version = await room.saves(room.reviewer, GERMAN, section_cost="gar nichts")
    await room.submits(room.reviewer, GERMAN)

    page = (await room.reviewer.opens(GERMAN)).text
    answer = await room.reviewer.posts(f"{GERMAN}/agree", version=str(version))

    assert "Sie haben an diesem Text geschrieben." in page
    assert "Zustimmen muss eine andere Person: Anton Wald." in page
    assert "Zustimmen und veröffentlichen" not in page
    assert answer.status_code == 409
    assert "Das muss eine zweite Person tun" in answer.text
    assert (await room.versions(GERMAN))[-1].status == "in_review"


@pytest.mark.parametrize("act", ["agree", "return", "withdrawal"])
async def test_an_editor_cannot_do_what_reviewers_do(room: Room, act: str) -> None:
    await room.saves(room.editor, GERMAN, section_cost="gar nichts")
    await room.submits(room.editor, GERMAN)
    await room.editor.opens(GERMAN)

    answer = await room.editor.posts(f"{GERMAN}/{act}", version="2", because="x", stays="yes")

    assert answer.status_code == 403
    assert (await room.versions(GERMAN))[-1].status == "in_review"


@pytest.mark.parametrize("role", ["staff", "coordinator"])
async def test_who_has_no_part_in_the_knowledge_base_sees_none_of_it(room: Room, role: str) -> None:
    stranger = await room.town.at_the_desk("Jemand", role, "clearing")  # type: ignore[arg-type]

    for path in (GERMAN, f"{GERMAN}/edit", f"{GERMAN}/compare?old=1&new=1"):
        assert (await stranger.opens(path)).status_code == 403
    await stranger.opens("/desk/help")
    for act in ("edit", "edit/preview", "edit/live", "machine", "submit", "withdraw", "restore", "due", "confirm"):
        assert (await stranger.posts(f"{GERMAN}/{act}", because="x")).status_code == 403, act


async def test_who_gives_a_text_into_review_says_what_it_changes(room: Room) -> None:
    await room.saves(room.editor, GERMAN, section_cost="gar nichts")

    answer = await room.editor.posts(f"{GERMAN}/submit", version="2")

    assert answer.status_code == 422
    assert "Bitte wählen Sie, was Sie geändert haben." in answer.text
    assert (await room.versions(GERMAN))[-1].status == "draft"


async def test_a_translation_goes_into_review_only_after_it_was_compared(room: Room) -> None:
    await room.saves(room.editor, ROMANIAN, section_cost="gratuit")

    answer = await room.editor.posts(f"{ROMANIAN}/submit", version="2", change="ordinary")

    assert answer.status_code == 422
    assert "Bitte vergleichen Sie zuerst jeden Satz mit dem deutschen Text." in answer.text
    assert 'value="ordinary" checked' in answer.text


async def test_what_a_change_of_meaning_does_is_said_before_and_then_happens(room: Room) -> None:
    """Six languages lose their text; the page counts and names them, and afterwards each is called outdated."""
    version = await room.saves(room.editor, GERMAN, section_cost="5 Euro?")
    assert "(6 Sprachen) nur noch die Fakten und den deutschen Text" in room.editor.shown
    assert "Rumänisch" in room.editor.shown
    await room.saves(room.editor, GERMAN, section_cost="Das kostet etwas.")
    await room.submits(room.editor, GERMAN, "meaning")

    await room.agrees(room.reviewer, GERMAN, change="meaning")

    page = (await room.editor.opens(ROMANIAN)).text
    assert page.count("veraltet</span>") == 7
    assert f"sagt seit Version {version + 1} etwas anderes" in page


async def test_a_reviewer_may_see_the_change_otherwise(room: Room) -> None:
    await room.saves(room.editor, GERMAN, section_cost="Das kostet etwas.")
    await room.submits(room.editor, GERMAN, "typo")

    await room.agrees(room.reviewer, GERMAN, change="meaning")

    assert (await room.versions(GERMAN))[-1].change == "meaning"
    assert "veraltet" in (await room.editor.opens(ROMANIAN)).text


async def test_who_read_a_translation_against_the_german_text_is_named(room: Room) -> None:
    await room.saves(room.editor, ROMANIAN, section_cost="gratuit")
    await room.submits(room.editor, ROMANIAN)

    await room.agrees(room.reviewer, ROMANIAN, read="yes")

    newest = (await room.versions(ROMANIAN))[-1]
    assert (newest.second_reading_by, newest.second_reading_on) == ("Ruth Prell", date(2026, 11, 24))


async def test_a_text_can_wait_for_its_day(room: Room) -> None:
    await room.saves(room.editor, GERMAN, section_cost="gar nichts")
    await room.submits(room.editor, GERMAN)
    await room.reviewer.opens(GERMAN)
    yesterday = await room.reviewer.posts(f"{GERMAN}/agree", version="2", publish_on="2026-11-23")
    assert yesterday.status_code == 422
    assert "Der Tag muss in der Zukunft liegen" in yesterday.text

    await room.agrees(room.reviewer, GERMAN, publish_on="2026-12-01")

    assert "erscheint am 01.12.2026" in (await room.editor.opens(GERMAN)).text
    assert room.town.library.answer(TOPIC, "de").version == 1


async def test_a_text_is_given_back_with_a_reason(room: Room) -> None:
    await room.saves(room.editor, GERMAN, section_cost="gar nichts")
    await room.submits(room.editor, GERMAN)
    await room.reviewer.opens(GERMAN)
    without = await room.reviewer.posts(f"{GERMAN}/return", version="2", because=" ")
    assert "Bitte schreiben Sie einen Grund." in without.text

    await room.reviewer.posts(f"{GERMAN}/return", version="2", because="Bitte kürzer")

    page = (await room.editor.opens(GERMAN)).text
    assert "Bitte kürzer" in page
    assert "Zur Prüfung geben" in page


async def test_one_person_withdraws_and_another_looks_at_it_afterwards(room: Room) -> None:
    """At once, with a reason; without the German text there is no answer in any language."""
    await room.editor.opens(GERMAN)
    assert "in keiner Sprache" in room.editor.shown
    assert (await room.editor.posts(f"{GERMAN}/withdraw", because="")).status_code == 422

    await room.editor.posts(f"{GERMAN}/withdraw", because="Die Adresse ist falsch")

    await room.newcomers_are_told()
    assert not room.town.library.has(TOPIC)
    page = (await room.reviewer.opens(GERMAN)).text
    assert "Erika Dittmann hat den Text zurückgezogen: „Die Adresse ist falsch“" in page
    answer = await room.reviewer.posts(f"{GERMAN}/withdrawal", version="1", stays="no")
    assert answer.headers["location"].endswith("done=returned")
    await room.newcomers_are_told()
    assert room.town.library.has(TOPIC)


async def test_who_withdrew_cannot_be_the_one_who_looks_at_it(room: Room) -> None:
    await room.reviewer.opens(ROMANIAN)
    await room.reviewer.posts(f"{ROMANIAN}/withdraw", because="Ein Satz ist falsch")

    page = (await room.reviewer.opens(ROMANIAN)).text
    answer = await room.reviewer.posts(f"{ROMANIAN}/withdrawal", version="1", stays="no")

    assert "Das sieht eine andere Person an, die Texte prüft: Anton Wald." in page
    assert answer.status_code == 409
    assert (await room.versions(ROMANIAN))[-1].status == "withdrawn"


async def test_an_old_version_comes_back_as_a_draft(room: Room) -> None:
    await room.publishes(GERMAN, section_cost="gar nichts")
    await room.editor.opens(GERMAN)

    await room.editor.posts(f"{GERMAN}/restore", version="1", based_on="2")

    newest = (await room.versions(GERMAN))[-1]
    assert (newest.version, newest.status, newest.sections["cost"]) == (3, "draft", "nichts")
    assert "Version 1 wiederhergestellt" in (await room.editor.opens(GERMAN)).text


async def test_nothing_is_restored_upon_a_version_nobody_saw(room: Room) -> None:
    await room.publishes(GERMAN, section_cost="gar nichts")
    await room.editor.opens(GERMAN)

    answer = await room.editor.posts(f"{GERMAN}/restore", version="1", based_on="1")

    assert answer.status_code == 409
    assert "Inzwischen hat sich an diesem Text etwas geändert." in answer.text
    assert len(await room.versions(GERMAN)) == 2


async def test_two_versions_are_compared_word_by_word(room: Room) -> None:
    """What is gone and what is new have a sign and a word beside their colour."""
    await room.publishes(GERMAN, section_cost="gar nichts", title="Adresse melden")

    page = (await room.editor.opens(f"{GERMAN}/compare?old=2&new=1")).text

    assert '<ins><span aria-hidden="true">+</span><span class="visually-hidden">[neu: </span>gar ' in page
    assert "<del>" in page
    assert "Version 1 und Version 2" in page
    assert (await room.editor.opens(f"{GERMAN}/compare?old=1&new=9")).status_code == 404
    assert (await room.editor.opens(f"{GERMAN}/compare")).status_code == 404


async def test_only_an_administrator_notes_that_an_office_confirmed(room: Room) -> None:
    """With its name and a day that is not to come; newcomers then read it."""
    await room.reviewer.opens(GERMAN)
    fields = {"version": "1", "office": "Bürgerbüro Weißenfels", "confirmed_on": "2026-11-20"}
    assert (await room.reviewer.posts(f"{GERMAN}/confirm", **fields)).status_code == 403
    await room.admin.opens(GERMAN)
    nameless = await room.admin.posts(f"{GERMAN}/confirm", **(fields | {"office": " "}))
    tomorrow = await room.admin.posts(f"{GERMAN}/confirm", **(fields | {"confirmed_on": "2026-11-25"}))

    await room.admin.posts(f"{GERMAN}/confirm", **fields)

    assert "Bitte nennen Sie das Amt" in nameless.text
    assert "Der Tag liegt in der Zukunft." in tomorrow.text
    assert "Bestätigt von: Bürgerbüro Weißenfels, 20.11.2026." in (await room.admin.opens(GERMAN)).text


async def test_whoever_looked_through_a_text_says_when_it_is_due_again(room: Room) -> None:
    await room.editor.opens(ROMANIAN)
    today = await room.editor.posts(f"{ROMANIAN}/due", version="1", due_on="2026-11-24")

    await room.editor.posts(f"{ROMANIAN}/due", version="1", due_on="2027-06-01")

    assert today.status_code == 422
    assert "Wieder ansehen am 01.06.2027" in (await room.editor.opens(ROMANIAN)).text


async def test_a_topic_without_a_text_and_one_that_is_none(room: Room) -> None:
    page = await room.editor.opens("/desk/knowledge/articles/registration.late/de")

    assert "noch keinen deutschen Text" in page.text
    assert "Text beginnen" in page.text
    for none in ("registration.nothing/de", "meta.greeting/de", "registration.anmeldung/fr", "x/de"):
        assert (await room.editor.opens(f"/desk/knowledge/articles/{none}")).status_code == 404, none


async def test_words_of_a_text_are_never_markup(room: Room) -> None:
    attack = "<script>alert(1)</script> <b>x</b>"
    await room.saves(room.editor, GERMAN, section_more=attack, title="<i>T</i>", note="<u>n</u>")

    pages = [
        await room.editor.opens(GERMAN),
        await room.editor.opens(f"{GERMAN}/compare?old=1&new=2"),
        await room.editor.opens(f"{GERMAN}/edit"),
        await room.editor.posts(f"{GERMAN}/edit/live", **written(room.editor)),
    ]

    for page in pages:
        for markup in ("<script>alert", "<b>x", "<i>T", "<u>n"):
            assert markup not in page.text, page.url


async def test_no_page_needs_what_its_policy_forbids(room: Room) -> None:
    """No inline script and no inline style; the script of the editor is a file of its own."""
    await room.saves(room.editor, GERMAN, section_cost="9 Euro")
    pages = [
        await room.editor.opens(f"{GERMAN}/compare?old=1&new=2"),
        await room.editor.opens(GERMAN),
        await room.editor.opens(f"{ROMANIAN}/edit"),
        await room.editor.posts(f"{ROMANIAN}/edit/live", **written(room.editor)),
    ]

    for page in pages:
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page.text), page.url
        scripts = set(re.findall(r"<script[^>]*>", page.text))
        assert scripts <= {f'<script src="/desk/static/{name}.js" defer>' for name in ("desk", "editor")}, page.url
