"""The door of a newcomer's own page in a real browser: on a small telephone, without script, with wrong words."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, expect

from bot.buttons import Buttons
from bot.case_pages import CasePages
from handoff.newcomers import Newcomers
from storage.database import Database
from storage.outbox import Outbox
from storage.signals import Signals
from tests.browser.stage import Stage, is_too_wide
from wording import LANGUAGES, Language, Line, Phrase, Reply

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(600),  # the first of a machine waits until the model is trained
]

Axe = Callable[[Page], Awaitable[list[str]]]

WORD = "măr verde"
ANSWER = "Vă rugăm să aduceți buletinul."


def word(town: Stage, phrase: str, language: Language = "ro", **arguments: object) -> str:
    return town.phrases.say(Phrase(id=phrase, arguments=arguments), language)


class Telegram:
    """What happens in Telegram, put into the database as the bot does it."""

    def __init__(self, town: Stage) -> None:
        self._url = town.url
        self._address = town.lotse.database_url

    async def link(self, chat: str, language: Language) -> str:
        """A new link for somebody who speaks *language*; an answer stands on their page."""
        database = Database.open(self._address)
        now = datetime.now(UTC)
        pages = CasePages(Buttons(b"not needed here"), self._url)
        reply = Reply(kind="receipt", language=language, lines=(Line(content=ANSWER),))
        try:
            async with database.transaction() as session:
                newcomer = await Newcomers(session).arrive("telegram", chat, now)
                newcomer.language = language
                await Outbox(database, Signals(database)).add(
                    session,
                    channel="web",
                    address=await pages.address_of(session, newcomer, now),
                    newcomer_id=newcomer.id,
                    reply=reply.model_dump(mode="json"),
                    now=now,
                )
                return await pages.link(session, newcomer, now)
        finally:
            await database.close()

    async def shuts(self, chat: str) -> None:
        """Two hours passed since somebody wrote on their page."""
        database = Database.open(self._address)
        try:
            async with database.transaction() as session:
                newcomer = await Newcomers(session).arrive("telegram", chat, datetime.now(UTC))
                page = await Newcomers(session).page_of(newcomer.id)
                assert page is not None
                page.open_until = datetime.now(UTC)
        finally:
            await database.close()


async def gives(page: Page, code_word: str) -> None:
    await page.locator("#word").fill(code_word)
    await page.locator(".door button").click()


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
async def test_the_word_is_chosen_and_the_page_opens(town: Stage, has_script: bool) -> None:
    telegram = Telegram(town)
    page = await town.page(390, 844, java_script_enabled=has_script)
    await page.goto(await telegram.link(f"81{has_script:d}", "ro"))
    await expect(page.locator("body")).not_to_contain_text(ANSWER)

    await gives(page, WORD)

    await expect(page.locator("article.reply").first).to_contain_text(ANSWER)
    assert urlsplit(page.url).path == "/chat/page"
    await expect(page.locator("#text")).to_be_visible()


async def asks(page: Page, words: str) -> None:
    """Write *words* and wait until they were answered."""
    answers = await page.locator("article.reply").count()
    await page.fill("#text", words)
    await page.press("#text", "Enter")
    await expect(page.locator("article.reply").nth(answers)).to_be_visible()


async def test_an_ordinary_conversation_of_the_same_browser_stays(town: Stage) -> None:
    """Somebody asked on the town's page before the link came: each is at its place, and works there."""
    page = await town.newcomer("ro")
    await asks(page, "cum imi inregistrez adresa?")
    await page.goto(await Telegram(town).link("85", "ro"))
    await gives(page, WORD)
    await expect(page.locator("article.reply").first).to_contain_text(ANSWER)
    await asks(page, "/help")
    own = await page.locator("#log").inner_text()

    await page.goto(f"{town.url}/chat")
    await expect(page.locator("#log")).not_to_contain_text(ANSWER)
    await expect(page.locator("#log")).to_contain_text("inregistrez adresa")
    await asks(page, "cat costa?")

    assert "inregistrez" not in own
    await page.goto(f"{town.url}/chat/page")
    await expect(page.locator("#log")).to_contain_text(ANSWER)
    await expect(page.locator("#log")).not_to_contain_text("cat costa?")


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
async def test_leaving_quickly_shuts_the_page(town: Stage, has_script: bool) -> None:
    """Whoever takes the telephone then finds the town's page, and behind it nothing of the case."""
    page = await town.page(390, 844, java_script_enabled=has_script)
    await page.context.route("https://**", lambda route: route.fulfill(body="the town's page"))
    await page.goto(await Telegram(town).link(f"86{has_script:d}", "ro"))
    await gives(page, WORD)
    await expect(page.locator(".strip")).to_be_visible()

    await page.locator("#leave").click()
    await expect(page.get_by_text("the town's page")).to_be_visible()
    for _ in range(100):  # nobody waits for what shuts the page
        if not await page.context.cookies():
            break
        await asyncio.sleep(0.05)

    await page.goto(f"{town.url}/chat")
    await expect(page.locator(".language")).to_have_count(len(LANGUAGES))
    await page.goto(f"{town.url}/chat/page")
    await expect(page.locator(".door")).to_contain_text(word(town, "web-door-shut", "de"))


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
async def test_whoever_has_finished_shuts_the_page(town: Stage, has_script: bool) -> None:
    page = await town.page(320, 640, java_script_enabled=has_script)
    await page.goto(await Telegram(town).link(f"87{has_script:d}", "ro"))
    await gives(page, WORD)

    await page.get_by_role("button", name=f"{word(town, 'web-door')}: {word(town, 'web-page-lock')}").click()

    await expect(page.locator(".door")).to_contain_text(word(town, "web-door-shut"))
    await expect(page.locator(".door")).not_to_contain_text(word(town, "web-door-unsent"))
    await page.goto(f"{town.url}/chat/page")
    await expect(page.locator("article.reply")).to_have_count(0)


async def test_before_the_page_shuts_it_says_so_and_what_was_not_sent_is_not_lost(town: Stage) -> None:
    """The next link opens the page in another tab; the words are there again, and nowhere else."""
    telegram = Telegram(town)
    page = await town.page(390, 844)
    await page.clock.install()
    await page.goto(await telegram.link("88", "ro"))
    await gives(page, WORD)
    await expect(page.locator("article.reply").first).to_be_visible()
    await page.fill("#text", "mai am o intrebare")

    await page.clock.fast_forward("01:54:00")
    await expect(page.locator("#notice")).to_be_hidden()
    await page.clock.fast_forward("02:00")
    await expect(page.locator("#notice")).to_have_text(word(town, "web-page-ends-soon"))
    await telegram.shuts("88")
    await page.clock.fast_forward("06:00")

    await expect(page.locator(".door")).to_contain_text(word(town, "web-door-shut"))
    await expect(page.locator("#kept")).to_have_text(word(town, "web-door-kept"))
    other = await page.context.new_page()
    await other.goto(await telegram.link("88", "ro"))
    await gives(other, WORD)
    await expect(other.locator("#text")).to_have_value("mai am o intrebare")
    await expect(page.locator("#kept")).to_be_hidden()
    for each in (page, other):
        assert await each.evaluate("sessionStorage.length") == 0


@pytest.mark.parametrize("how", ["leave", "lock"])
async def test_whoever_leaves_or_has_finished_leaves_no_words_behind(town: Stage, how: str) -> None:
    telegram = Telegram(town)
    chat = f"89{len(how)}"
    page = await town.page(390, 844)
    await page.context.route("https://**", lambda route: route.fulfill(body="the town's page"))
    await page.goto(await telegram.link(chat, "ro"))
    await gives(page, WORD)
    await page.fill("#text", "mai am o intrebare")
    if how == "leave":  # also at the closed door
        await telegram.shuts(chat)
        await page.press("#text", "Enter")
        await expect(page.locator("#kept")).to_be_visible()
        assert await page.evaluate("sessionStorage.length") == 1

    await page.locator("#leave" if how == "leave" else "button.lock").click()
    away = page.get_by_text("the town's page") if how == "leave" else page.locator(".door")
    await expect(away).to_be_visible()

    await page.goto(f"{town.url}/chat")
    assert await page.evaluate("sessionStorage.length") == 0


async def test_after_a_deletion_nothing_of_the_page_is_left(town: Stage) -> None:
    page = await town.page(390, 844)
    await page.goto(await Telegram(town).link("90", "ro"))
    await gives(page, WORD)
    await asks(page, "/delete")
    await page.get_by_role("button", name=word(town, "button-delete-yes")).click()

    await expect(page.locator(".anew")).to_be_visible()
    await expect(page.locator(".strip")).to_have_count(0)
    await expect(page.locator("article.reply")).to_have_count(1)
    assert await page.context.cookies() == []


async def test_leaving_quickly_is_possible_at_the_door(town: Stage) -> None:
    page = await town.page(390, 844)
    await page.goto(await Telegram(town).link("82", "ro"))

    await expect(page.locator("#leave")).to_be_visible()
    await expect(page.locator("#word")).to_have_attribute("autocomplete", "off")


async def test_a_wrong_word_is_told_kindly_with_the_tries_that_are_left(town: Stage) -> None:
    telegram = Telegram(town)
    page = await town.page(390, 844)
    await page.goto(await telegram.link("83", "ro"))
    await gives(page, WORD)
    await page.context.clear_cookies()
    await page.goto(await telegram.link("83", "ro"))

    await gives(page, "par galben")
    await expect(page.get_by_role("alert")).to_have_text(word(town, "web-door-wrong", count=2))
    await expect(page.get_by_role("textbox")).to_have_accessible_name(word(town, "web-door-give"))
    await gives(page, "par galben")
    await gives(page, "par galben")

    await expect(page.locator(".door")).to_contain_text(word(town, "web-door-over"))


async def states_of_the_door(town: Stage, page: Page, chat: str, language: Language) -> AsyncIterator[str]:
    """Everything the door may say, one state after the other on *page*."""
    telegram = Telegram(town)
    await page.goto(await telegram.link(chat, language))
    yield "first"
    await gives(page, "1234")
    await expect(page.get_by_role("alert")).to_be_visible()
    yield "too easy"
    await gives(page, WORD)
    await expect(page.locator("article.reply").first).to_be_visible()
    yield "page"
    await page.goto(f"{town.url}/chat/page/password")
    yield "another word"
    await page.goto(link := await telegram.link(chat, language))
    yield "later"
    for _ in range(2):
        await gives(page, "wrong")
    yield "wrong"
    await gives(page, WORD)
    await expect(page.locator("#notice")).to_be_visible()
    yield "page after wrong words"
    await page.goto(link)
    yield "over"
    await page.goto(await telegram.link(chat, language))
    for _ in range(3):
        await gives(page, "wrong")
    await expect(page.locator("#word")).to_have_count(0)
    yield "tried"


async def test_no_state_of_the_door_shuts_anybody_out(town: Stage, axe: Axe) -> None:
    page = await town.page(320, 640)
    findings: list[str] = []

    async for state in states_of_the_door(town, page, "848", "ro"):
        findings += [f"{state}: {each}" for each in await axe(page)]

    assert findings == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_state_of_the_door_fits_a_small_telephone(town: Stage, language: Language) -> None:
    """320 px wide, in every language: nothing is cut off, everything is large enough to hit."""
    page = await town.page(320, 640)
    findings: list[str] = []

    async for state in states_of_the_door(town, page, f"84{LANGUAGES.index(language)}", language):
        if await is_too_wide(page):
            findings.append(f"{state}: too wide")
        for each in await page.locator(".door input, .door button, .leave, .lock, .back").all():
            box = await each.bounding_box()
            if box is None or min(box["width"], box["height"]) < 44:
                findings.append(f"{state}: too small")

    assert findings == []
