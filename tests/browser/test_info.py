"""The public pages in a real browser: on a telephone, in light and dark, without script, and on paper."""

import re
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from tests.browser.stage import Stage, is_too_wide
from wording import Phrase

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(600),  # the first of a machine waits until the model is trained
]

Axe = Callable[[Page], Awaitable[list[str]]]

PAGES = ("", "?q=inregistrare+Anmeldung", "/registration.landlord_confirmation", "/safety.domestic_violence")


@pytest.mark.parametrize("language", ["ro", "bg"])
async def test_the_pages_are_accessible_and_fit_a_telephone(town: Stage, axe: Axe, language: str) -> None:
    """In light and dark, also at the width of the smallest telephones."""
    complaints = len(town.watched.complaints)
    page = await town.page(390, 844, java_script_enabled=True)
    for path in PAGES:
        await page.goto(f"{town.url}/info/{language}{path}")

        assert await axe(page) == [], path
        await page.set_viewport_size({"width": 320, "height": 640})
        assert not await is_too_wide(page), path
        await page.set_viewport_size({"width": 390, "height": 844})
    assert town.watched.complaints[complaints:] == []


async def test_somebody_finds_an_article_and_shows_it_in_german_without_script(town: Stage) -> None:
    page = await town.page(390, 844, java_script_enabled=False)
    await page.goto(f"{town.url}/info")

    await page.get_by_role("link", name="Română").click()
    await page.locator("#q").fill("hartie de la proprietar")
    await page.locator(".search .send").first.click()
    await page.locator(".found a").first.click()
    await page.locator("details.german summary").click()

    await expect(page.locator("details.german .card")).to_be_visible()
    await expect(page.locator("h1")).to_have_count(1)
    await expect(page.locator("#leave")).to_have_attribute("href", re.compile("^https://"))


async def test_the_keyboard_reaches_the_text_first(town: Stage) -> None:
    page = await town.page()
    await page.goto(f"{town.url}/info/pl/registration.anmeldung")

    await page.keyboard.press("Tab")

    skip = town.phrases.say(Phrase(id="info-to-content"), "pl")
    assert await page.evaluate("document.activeElement.textContent") == skip


async def test_a_short_article_is_one_page_of_paper(town: Stage) -> None:
    """Black on white, also for who reads in the dark, and without what can only be pressed."""
    page = await town.page(390, 844)
    await page.emulate_media(media="print", color_scheme="dark")
    await page.set_viewport_size({"width": 680, "height": 1000})  # A4 without its margins
    await page.goto(f"{town.url}/info/de/registration.landlord_confirmation")

    printed = await page.pdf(format="A4", prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    await expect(page.locator("figure.code img")).to_be_visible()
    await expect(page.locator(".search")).to_be_hidden()
    await expect(page.locator("#leave")).to_be_hidden()
