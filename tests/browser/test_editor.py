"""The page of a text and its editor in a real browser: by keyboard, in light and dark, on a screen and on a phone."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.stage import Clerk, Stage, focused, is_too_wide, tab_to, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(300),
]

TEXT = "/desk/knowledge/articles/living.driving_licence"
"""Nothing here is published but in the last test, and no other test asks about it."""


@dataclass
class Newsroom:
    town: Stage
    editor: Clerk
    reviewer: Clerk

    async def faults(self, page: Page, name: str) -> list[str]:
        """What axe says on a screen and on a phone, and whether the page scrolls sideways."""
        found = []
        for width, height in ((1280, 800), (390, 844)):
            await page.set_viewport_size({"width": width, "height": height})
            found += [f"{name}, {width} px: {each}" for each in await violations(page)]
            if await is_too_wide(page):
                found.append(f"{name}: scrolls sideways at {width} px")
        await page.set_viewport_size({"width": 1280, "height": 800})
        return found


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def newsroom(town: Stage) -> AsyncIterator[Newsroom]:
    complaints = len(town.watched.complaints)
    yield Newsroom(
        town, await town.colleague("Erika Dittmann", "editor"), await town.colleague("Ruth Prell", "reviewer")
    )
    assert town.watched.complaints[complaints:] == []


async def save(page: Page, button: str = "Als Entwurf speichern") -> None:
    await page.get_by_role("button", name=button).click()
    await expect(page.locator(".notice")).to_contain_text("Gespeichert als Entwurf")


async def test_a_text_is_written_with_the_keyboard_alone(newsroom: Newsroom) -> None:
    """Open it, put a fact where the cursor stands, see the message change, go to a remark, save."""
    page = await newsroom.editor.opens(f"{TEXT}/hu")
    await tab_to(page, "Bearbeiten")
    await page.keyboard.press("Enter")
    await expect(page.locator("#editor")).to_be_visible()
    await tab_to(page, "#section-cost")
    await page.keyboard.press("Control+End")
    await page.keyboard.type(" Itt: ")
    await tab_to(page, "Einsetzen: 6 hónap")
    await page.keyboard.press("Enter")

    assert await focused(page) == "#section-cost"
    await expect(page.locator("#section-cost")).to_have_value(re.compile(r"Itt: \{fact:third_country_period\}$"))
    await expect(page.locator("#preview .bubble")).to_contain_text("Itt: 6 hónap")
    await expect(page.locator("#tally")).to_contain_text("1 Fehler")

    await tab_to(page, "Kosten, Zeile 1")
    await page.keyboard.press("Enter")
    assert await focused(page) == "#section-cost"
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".notice")).to_contain_text("Gespeichert als Entwurf")
    assert await page.evaluate("sessionStorage.length") == 0


async def test_what_is_not_saved_comes_back(newsroom: Newsroom) -> None:
    """After a reload and after the end of the session; what was thrown away does not."""
    page = await newsroom.editor.opens(f"{TEXT}/pl/edit")
    before = await page.locator("#section-cost").input_value()
    await page.locator("#section-cost").fill("Bezpłatnie, ale zapytaj.")
    await page.reload()
    await expect(page.locator("#section-cost")).to_have_value("Bezpłatnie, ale zapytaj.")
    await expect(page.locator("[data-kept]")).to_be_visible()
    faults = await newsroom.faults(page, "kept")

    await newsroom.editor.loses_session()
    await page.locator("#section-cost").press("End")
    await page.keyboard.type("!")
    await expect(page.locator(".warning")).to_contain_text("Sie wurden abgemeldet.")
    await newsroom.editor.proves()
    await expect(page.locator("#section-cost")).to_have_value("Bezpłatnie, ale zapytaj.!")

    await page.get_by_role("button", name="Verwerfen").click()
    await expect(page.locator("#section-cost")).to_have_value(before)
    await page.reload()
    await expect(page.locator("#section-cost")).to_have_value(before)
    await expect(page.locator("[data-kept]")).to_be_hidden()
    assert faults == []


async def test_two_people_on_one_text_see_both(newsroom: Newsroom) -> None:
    """The second one reads where they part, takes a part over, and saves upon the newest."""
    late = await newsroom.editor.opens(f"{TEXT}/bg/edit")
    await late.locator("#section-cost").fill("Попитайте колко.")
    await late.locator("#title").fill("Моят")
    quick = await newsroom.reviewer.opens(f"{TEXT}/bg/edit")
    await quick.locator("#section-cost").fill("Струва пари.")
    await quick.locator("#title").fill("Нейният")
    await save(quick)
    faults = await newsroom.faults(quick, "draft")

    await late.get_by_role("button", name="Als Entwurf speichern").click()
    await expect(late.get_by_role("heading", name="Ruth Prell hat inzwischen Version 2")).to_be_focused()
    await expect(late.locator("#section-cost")).to_have_value("Попитайте колко.")
    faults += await newsroom.faults(late, "conflict")
    await late.get_by_role("button", name="„Überschrift“ aus Version 2 nehmen").click()
    await expect(late.locator("#title")).to_have_value("Нейният")
    await expect(late.locator("#section-cost")).to_have_value("Попитайте колко.")
    await save(late, "Auf Version 2 speichern")
    await late.get_by_role("link", name="Was war anders? Version 3").click()
    await expect(late.locator("ins")).to_contain_text(["neu", "Попитайте"])
    faults += await newsroom.faults(late, "diff")

    assert faults == []


async def test_page_and_editor_are_open_to_everybody(newsroom: Newsroom) -> None:
    """A text as shipped, the editor with remarks, one that waits, an outdated one beside the German, withdrawn."""
    page = await newsroom.editor.opens(f"{TEXT}/de")
    faults = await newsroom.faults(page, "published")
    await newsroom.editor.opens(f"{TEXT}/de/edit")
    answer = page.locator("#section-answer")
    await answer.fill("Sie haben 14 Tage Zeit.")
    await expect(page.locator("#remarks")).to_contain_text("Die Zahl „14“ muss aus einem Fakt kommen.")
    faults += await newsroom.faults(page, "editor")
    await answer.fill("Fragen Sie das Amt. Fragen Sie früh.")
    await save(page)
    await page.get_by_label("Anderer Inhalt").check()
    await page.get_by_role("button", name="Zur Prüfung geben").click()
    await expect(page.locator(".notice")).to_contain_text("wartet jetzt auf die Prüfung")

    review = await newsroom.reviewer.opens(f"{TEXT}/de")
    await expect(review.locator(".article-main")).to_contain_text("(6 Sprachen) nur noch die Fakten")
    faults += await newsroom.faults(review, "in review")
    await review.get_by_role("button", name="Zustimmen und veröffentlichen").click()
    await expect(review.locator(".notice")).to_contain_text("Der Text ist veröffentlicht.")

    await newsroom.editor.opens(f"{TEXT}/tr")
    await expect(page.locator("h1")).to_contain_text("veraltet")
    faults += await newsroom.faults(page, "outdated")
    await newsroom.editor.opens(f"{TEXT}/tr/edit")
    await expect(page.locator(".german-side ins").first).to_be_visible()
    faults += await newsroom.faults(page, "side by side")
    await newsroom.editor.opens(f"{TEXT}/de")
    await page.get_by_label("Warum?").fill("Die Frist ist falsch")
    await page.locator("section", has_text="Sofort zurückziehen").get_by_role("button", name="Zurückziehen").click()
    await expect(page.locator("h1")).to_contain_text("zurückgezogen")
    faults += await newsroom.faults(page, "withdrawn")

    assert faults == []


async def test_without_script_everything_is_still_there(newsroom: Newsroom) -> None:
    state = await newsroom.editor.page.context.storage_state()
    page = await newsroom.town.page(java_script_enabled=False, storage_state=state)
    await page.goto(f"{newsroom.town.url}{TEXT}/en/edit")
    await page.locator("#section-cost").fill("9 euros")
    await page.get_by_role("searchbox").fill("Notruf")
    await page.get_by_role("button", name="Suchen").click()
    await expect(page.locator("#picker")).to_contain_text("{fact:safety.emergency")
    await expect(page.locator("#remarks")).to_contain_text("Die Zahl „9“ muss aus einem Fakt kommen.")
    await expect(page.locator("#section-cost")).to_have_value("9 euros")

    await page.locator("#section-cost").fill("Ask for the price.")
    await save(page)
