"""Links for native readers at the desk: made for one text, shown once, and what became of them."""

import re

import pytest

from handoff.staff import Role
from knowledge_base.reading_links import ReadingLinks
from knowledge_base.workflow import Workflow
from tests.console.conftest import PUBLIC, Browser, Town

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""The acts behind these pages are tested on both databases."""

PAGE, TEXT = "/desk/knowledge/readers", "/desk/knowledge/articles/registration.anmeldung"


@pytest.fixture
async def editor(newsroom: Town) -> Browser:
    return await newsroom.at_the_desk("Frau Beer", "editor")


async def makes_link(desk: Browser, language: str = "ro") -> str:
    """The address that the desk shows."""
    await desk.opens(PAGE)
    await desk.posts(f"{TEXT}/{language}/readers")
    found = re.search(r'id="reading-url">([^<]+)<', desk.shown)
    assert found, desk.shown
    return found[1]


async def reader_says(town: Town, link: str, remark: str = "", reader: str = "Ioana") -> None:
    async with town.database.transaction() as session:
        workflow = Workflow(session, town.signals, town.library.edition, town.clock())
        token = link.rpartition("/")[2]
        await ReadingLinks(session, workflow, town.clock()).confirm(token, reader=reader, remark=remark)


async def test_a_link_is_shown_once_with_a_picture_for_the_telephone(newsroom: Town, editor: Browser) -> None:
    link = await makes_link(editor)

    assert re.fullmatch(rf"{PUBLIC}/info/read/[\w-]{{43}}", link)
    assert '<svg viewBox="' in editor.shown
    assert "Rumänisch von klein auf" in editor.shown
    await editor.opens(PAGE)
    assert link.rpartition("/")[2] not in editor.shown
    assert "offen" in editor.shown


async def test_the_page_of_a_translation_leads_to_it(newsroom: Town, editor: Browser) -> None:
    """A German text has no such button."""
    await editor.opens(f"{TEXT}/de")
    assert "/readers" not in editor.shown.partition("<main")[2].partition("</nav>")[2]

    await editor.opens(f"{TEXT}/ro")
    assert f'action="{TEXT}/ro/readers"' in editor.shown
    await editor.posts(f"{TEXT}/ro/readers")

    assert "reading-url" in editor.shown


async def test_the_list_says_who_read_and_what_they_said(newsroom: Town, editor: Browser) -> None:
    await reader_says(newsroom, await makes_link(editor), remark="Foarte clar!")
    await editor.opens(PAGE)

    assert "alles richtig" in editor.shown
    assert "<bdi>Ioana</bdi>" in editor.shown
    assert "Foarte clar!" in editor.shown
    assert "Frau Beer" in editor.shown


async def test_a_link_that_nobody_used_runs_out(newsroom: Town, editor: Browser) -> None:
    await makes_link(editor)
    newsroom.clock.passes(days=14)
    desk = await newsroom.at_the_desk("Frau Kies", "editor")

    await desk.opens(PAGE)

    assert "abgelaufen" in desk.shown


async def test_before_the_first_link_the_page_says_where_to_make_one(newsroom: Town, editor: Browser) -> None:
    await editor.opens(PAGE)

    assert "Noch niemand hat einen Link bekommen." in editor.shown
    assert 'href="/desk/knowledge/matrix"' in editor.shown


async def test_a_german_text_has_no_native_readers(newsroom: Town, editor: Browser) -> None:
    await editor.opens(PAGE)

    answer = await editor.posts(f"{TEXT}/de/readers")

    assert answer.status_code == 409
    assert "Den deutschen Text bestätigt ein Amt." in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        pytest.param("/desk/knowledge/articles/housing.deposit/ro/readers", 409, id="a text that is not there"),
        pytest.param(f"{TEXT}/fr/readers", 404, id="a language that is none of ours"),
        pytest.param("/desk/knowledge/articles/77/ro/readers", 404, id="no topic at all"),
    ],
)
async def test_no_link_for_what_there_is_not(newsroom: Town, editor: Browser, path: str, status: int) -> None:
    await editor.opens(PAGE)

    answer = await editor.posts(path)

    assert answer.status_code == status
    assert "reading-url" not in answer.text


async def test_words_of_a_reader_are_never_markup(newsroom: Town, editor: Browser) -> None:
    await reader_says(newsroom, await makes_link(editor), remark="<img src=x>", reader="<b>Ioana</b>")

    await editor.opens(PAGE)

    assert "<img" not in editor.shown
    assert "<b>Ioana" not in editor.shown
    assert "&lt;img src=x&gt;" in editor.shown


@pytest.mark.parametrize("role", ["staff", "coordinator"])
async def test_who_works_in_a_unit_makes_no_links(newsroom: Town, role: Role) -> None:
    desk = await newsroom.at_the_desk("Jemand", role, unit="clearing")

    assert (await desk.opens(PAGE)).status_code == 403
    await desk.opens("/desk/help")
    assert (await desk.posts(f"{TEXT}/ro/readers")).status_code == 403
