"""Staff members find texts in every language with their drafts, facts and offices."""

import pytest

from handoff.staff import Role
from knowledge_base.texts import Section
from knowledge_base.workflow import Workflow
from tests.console.conftest import START, Town

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""The acts behind these pages are tested on both databases."""

PAGE = "/desk/knowledge/search"


async def drafts(town: Town, language: str, **changes: object) -> None:
    """Somebody writes on the text of the registration without publishing it."""
    async with town.database.transaction() as session:
        workflow = Workflow(session, town.signals, town.library.edition, START)
        place = ("registration.anmeldung", language)
        newest = await workflow.newest(place)  # type: ignore[arg-type]
        assert newest is not None
        await workflow.save(newest.read().model_copy(update=changes), based_on=newest.version, by="staff:9")


async def test_the_page_begins_empty_and_says_what_it_searches(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Frau Amsel", "editor", None)

    page = await desk.opens(PAGE)

    assert page.status_code == 200
    assert 'name="q"' in page.text
    assert "search-columns" not in page.text


async def test_a_text_is_found_in_every_language_with_its_state(newsroom: Town) -> None:
    """With a slip and without diacritics."""
    desk = await newsroom.at_the_desk("Frau Amsel", "editor", None)

    page = await desk.opens(f"{PAGE}?q=inregistrarae+adresei")

    assert 'href="/desk/knowledge/articles/registration.anmeldung/ro"' in page.text
    assert "Rumänisch: veröffentlicht" in page.text


async def test_a_draft_is_found_and_marked(newsroom: Town) -> None:
    """Its words are not yet before newcomers."""
    sections = {"answer": Section("Kommen Sie mit der Giraffe."), "words": Section("- Zoo: Ort mit Tieren.")}
    await drafts(newsroom, "de", title="Giraffen anmelden", sections=sections)
    desk = await newsroom.at_the_desk("Frau Amsel", "editor", None)

    page = await desk.opens(f"{PAGE}?q=Girafe+anmelden")

    assert "Giraffen anmelden" in page.text
    assert "Deutsch: Entwurf" in page.text
    assert newsroom.library.search("Giraffe", "de") == []


async def test_a_later_draft_takes_the_place_of_an_earlier_one(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Frau Amsel", "editor", None)
    await drafts(newsroom, "ro", title="Despre girafe")
    first = await desk.opens(f"{PAGE}?q=girafe")
    await drafts(newsroom, "ro", title="Despre elefanți")

    second = await desk.opens(f"{PAGE}?q=girafe")
    third = await desk.opens(f"{PAGE}?q=elefanti&language=ro")

    assert "Despre girafe" in first.text
    assert "Despre girafe" not in second.text
    assert "Despre elefanți" in third.text


async def test_facts_and_offices_are_found(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Herr Star", "reviewer", None)

    page = await desk.opens(f"{PAGE}?q=Burgerburo+Termine")

    assert 'href="/desk/knowledge/facts/registration.anmeldung.appointment"' in page.text
    assert 'href="/desk/knowledge/offices/wsf.buergerbuero"' in page.text


async def test_one_language_can_be_chosen(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Frau Amsel", "editor", None)

    page = await desk.opens(f"{PAGE}?q=Anmeldung&language=pl")

    assert "Polnisch: veröffentlicht" in page.text
    assert "Rumänisch: veröffentlicht" not in page.text
    assert '<option value="pl" selected>' in page.text


async def test_nothing_found_says_what_to_do(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Frau Amsel", "editor", None)

    page = await desk.opens(f"{PAGE}?q=xyzzy&language=ro")

    assert "Dazu ist nichts zu finden." in page.text
    assert 'value="xyzzy"' in page.text
    assert f'href="{PAGE}?q=xyzzy"' in page.text


async def test_words_never_become_markup(newsroom: Town) -> None:
    await drafts(newsroom, "de", title="<img src=x> Giraffe")
    desk = await newsroom.at_the_desk("Frau Amsel", "editor", None)

    page = await desk.opens(f'{PAGE}?q=Giraffe"><script>alert(1)</script>')

    assert "&lt;img src=x&gt; Giraffe" in page.text
    assert "<script>alert" not in page.text


async def test_a_very_long_query_is_cut_and_said(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Frau Amsel", "editor", None)

    page = await desk.opens(f"{PAGE}?q=Anmeldung+{'x' * 900}")

    assert page.status_code == 200
    assert "nur mit den ersten 300 Zeichen" in page.text
    assert "/articles/registration.anmeldung/" in page.text


@pytest.mark.parametrize("role", ["staff", "coordinator"])
async def test_who_does_not_write_texts_has_no_search(newsroom: Town, role: Role) -> None:
    unit = "clearing" if role == "staff" else None
    desk = await newsroom.at_the_desk("Frau Beer", role, unit)

    assert (await desk.opens(f"{PAGE}?q=Anmeldung")).status_code == 403
