"""The chat page in a real browser: on a small telephone, by keyboard, without script, without net."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.stage import Stage, is_too_wide
from wording import LANGUAGES, Language, Phrase

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(600),  # the first of a machine waits until the model is trained
]

Axe = Callable[[Page], Awaitable[list[str]]]

QUESTION = "Ieri m-am mutat, trebuie să mă înregistrez?"
DANGER = "Soțul meu mă bate"


def word(town: Stage, phrase: str, language: Language = "ro", **arguments: Any) -> str:
    return town.phrases.say(Phrase(id=phrase, arguments=arguments), language)


async def asks(page: Page, words: str) -> None:
    """Write, send, and wait until the answer stands below."""
    before = await page.locator("article.reply").count()
    await page.locator("#text").fill(words)
    await page.locator(".send").click()
    await expect(page.locator("article.reply").nth(before)).to_be_visible()


async def presses(page: Page, label: str) -> None:
    before = await page.locator("article.reply").count()
    await page.get_by_role("button", name=label).last.click()
    await expect(page.locator("article.reply").nth(before)).to_be_visible()


async def test_the_first_answer_is_two_presses_from_the_printed_code(town: Stage) -> None:
    """Who scans the code at the station cannot write German, and perhaps not much at all."""
    page = await town.page(390, 844)
    await page.goto(f"{town.url}/chat?start=ro_bahnhof")

    await page.locator(".area").first.click()
    await page.locator("article.reply .choice").first.click()

    answer = page.locator("article.reply-article")
    await expect(answer).to_be_visible()
    await expect(answer).to_have_attribute("lang", "ro")


async def test_a_question_in_own_words_is_answered_below_it(town: Stage) -> None:
    """What came before stays, after a reload too."""
    page = await town.newcomer("ro")

    await asks(page, QUESTION)
    await expect(page.locator(".bubble")).to_have_text(QUESTION)
    await expect(page.locator("article.reply-article")).to_be_in_viewport()
    await page.reload()

    await expect(page.locator("article.reply-article")).to_be_visible()
    await expect(page.locator(".bubble")).to_have_text(QUESTION)


async def test_everything_works_without_script(town: Stage) -> None:
    """Forms are sent and the whole conversation comes back; links lead to the languages and away."""
    page = await town.page(390, 844, java_script_enabled=False)
    await page.goto(f"{town.url}/chat")

    await page.get_by_role("link", name="Română").click()
    await page.locator(".area").first.click()
    await page.locator("article.reply .choice").first.click()
    await page.locator("#text").fill(DANGER)
    await page.locator(".send").click()

    await expect(page.locator("article.reply-article")).to_be_visible()
    await expect(page.locator("article.reply-safety a[href='tel:110']")).to_be_visible()
    await expect(page.locator("#leave")).to_have_attribute("href", re.compile("^https://"))


async def test_the_keyboard_alone_is_enough(town: Stage) -> None:
    """Every step is reached with Tab, what has the focus is seen, and after an answer one reads on from it."""
    page = await town.page()
    await page.goto(f"{town.url}/chat")

    await tab_to(page, ".language[lang=ro]")
    await page.keyboard.press("Enter")
    await expect(page.locator(".area").first).to_be_visible()
    await page.keyboard.press("Tab")
    await expect(page.locator(".skip")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#text")).to_be_focused()
    await page.keyboard.type(QUESTION)
    await page.keyboard.press("Enter")
    await expect(page.locator("article.reply-article")).to_be_visible()
    await tab_to(page, "article.reply-article .choice")
    outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    await page.keyboard.press("Enter")

    await expect(page.locator("article.reply")).to_have_count(3)  # the welcome, the article, what the button leads to
    await expect(page.locator("article.reply").last).to_be_focused()
    assert outline == "solid"


async def test_a_screen_reader_is_told_what_comes_and_in_which_language(town: Stage) -> None:
    page = await town.newcomer("bg")
    await asks(page, "Вчера се преместих, трябва ли да се регистрирам?")

    log = page.get_by_role("log")
    await expect(log).to_have_attribute("aria-live", "polite")
    await expect(page.locator("html")).to_have_attribute("lang", "bg")
    await expect(log.locator("article.reply").last).to_have_attribute("lang", "bg")
    await expect(log.locator("[lang=de]").first).to_be_visible()
    await expect(page.get_by_role("textbox")).to_have_accessible_name(word(town, "web-write", "bg"))
    await expect(page.locator("#waiting [role=status]")).to_have_count(1)


async def test_leaving_quickly_leaves_no_way_back(town: Stage) -> None:
    """Not even through the pages that were seen before the question."""
    page = await town.page(390, 844)
    away = f"{town.url}/healthz"
    await page.goto(away)
    await page.goto(f"{town.url}/chat")
    await page.get_by_role("link", name="Română").click()
    await page.locator(".area").first.click()
    await page.locator("article.reply .choice").first.click()
    await expect(page.locator("article.reply-article")).to_be_visible()
    await page.context.route("https://**", lambda route: route.fulfill(body="the town's page"))

    await page.locator("#leave").click()
    await expect(page.get_by_text("the town's page")).to_be_visible()
    await page.go_back()

    assert page.url == away


async def test_without_net_what_was_written_stays_and_is_sent_once(town: Stage) -> None:
    """Two messages written in a tunnel arrive in order, each once, without another press."""
    page = await town.newcomer("ro")
    await asks(page, QUESTION)
    await page.context.set_offline(True)
    for words in ("/help", "/mydata"):
        await page.locator("#text").fill(words)
        await page.locator(".send").click()
    await expect(page.locator("#notice")).to_have_text(word(town, "web-offline"))
    await expect(page.locator(".own.unsent")).to_have_count(2)

    await page.context.set_offline(False)

    await expect(page.locator(".own.unsent")).to_have_count(0)
    await expect(page.locator("article.reply")).to_have_count(4)
    await expect(page.locator("#notice")).to_be_hidden()
    order = await page.locator("#log > *").evaluate_all("all => all.map(each => each.className.split(' ')[0])")
    assert order == ["reply", "own", "reply", "own", "reply", "own", "reply"]  # the first is the welcome


async def test_an_answer_that_was_lost_on_the_way_is_not_given_twice(town: Stage) -> None:
    """The server had it, the telephone did not know: the same key brings the same answer."""
    page = await town.newcomer("ro")
    await asks(page, QUESTION)
    keys = []

    async def lose_the_answer(route: Route) -> None:
        keys.append(re.findall(r"key=([^&]+)", route.request.post_data or ""))
        if len(keys) > 1:
            return await route.continue_()
        await route.fetch()
        await route.abort()

    await page.route("**/chat/part?*", lambda route: lose_the_answer(route) if is_post(route) else route.continue_())
    await page.locator("#text").fill("/help")
    await page.locator(".send").click()
    await expect(page.locator(".own.unsent")).to_have_count(1)
    await page.get_by_role("button", name=word(town, "web-again")).click()

    await expect(page.locator(".own.unsent")).to_have_count(0)
    await expect(page.locator("article.reply")).to_have_count(3)
    assert len(keys) == 2
    assert keys[0] == keys[1]


async def test_a_lost_cookie_loses_no_words(town: Stage) -> None:
    """The browser forgot who it is: what is written begins a new conversation, in the same language."""
    page = await town.newcomer("ro")
    await asks(page, "/help")
    await page.context.clear_cookies()

    await page.locator("#text").fill(QUESTION)
    await page.locator(".send").click()

    await expect(page.locator("article.reply-article")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "ro")


async def test_two_tabs_show_the_same_conversation(town: Stage) -> None:
    """What is answered in one is seen in the other, and old buttons disappear in both."""
    page = await town.newcomer("ro")
    await asks(page, "/help")
    other = await page.context.new_page()
    await other.goto(f"{town.url}/chat")
    await other.bring_to_front()
    await expect(other.locator("article.reply")).to_have_count(2)

    await asks(page, QUESTION)

    await expect(other.locator("article.reply-article")).to_be_visible()
    await expect(other.locator(".choices")).to_have_count(1)


async def test_the_page_follows_the_language(town: Stage) -> None:
    page = await town.newcomer("ro")
    await asks(page, "/help")
    await page.locator(".switch").click()
    await presses(page, "Български")

    await expect(page.locator("html")).to_have_attribute("lang", "bg")
    await expect(page.locator("#text")).to_have_attribute("placeholder", word(town, "web-placeholder", "bg"))


async def test_after_deleting_only_the_receipt_is_left(town: Stage) -> None:
    page = await town.newcomer("ro")
    await asks(page, QUESTION)
    await asks(page, "/delete")
    await page.get_by_role("button", name=word(town, "button-delete-yes")).click()

    await expect(page.locator("article.reply-receipt")).to_be_visible()
    await expect(page.locator("article.reply")).to_have_count(1)
    await expect(page.locator(".bubble")).to_have_count(0)
    await expect(page.locator("#text")).to_have_count(0)
    await page.reload()
    await expect(page.locator(".language")).to_have_count(len(LANGUAGES))


@pytest.mark.parametrize("language", ["ro", "bg", "de"])
async def test_nothing_is_wider_than_a_small_telephone(town: Stage, language: Language) -> None:
    """320 px, large type, long German words; whatever can be pressed is 44 px high."""
    questions = {
        "ro": QUESTION,
        "bg": "Вчера се преместих, трябва ли да се регистрирам?",
        "de": "Ich bin gestern umgezogen, muss ich mich anmelden?",
    }
    page = await town.newcomer(language, width=320, height=568)
    assert not await is_too_wide(page)
    for words in (questions[language], "/person", "/mydata", "/language"):
        await asks(page, words)
        assert not await is_too_wide(page), words
        assert await small_targets(page) == [], words
    assert await page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 18


async def test_no_state_of_the_page_shuts_anybody_out(town: Stage, axe: Axe) -> None:
    """Eleven states, each in light and in dark: axe finds nothing, and no script or policy complains."""
    findings: list[str] = []
    complaints = len(town.watched.complaints)
    page = await town.page(390, 844)

    async def look(state: str) -> None:
        findings.extend(f"{state}: {each}" for each in await axe(page))

    await page.goto(f"{town.url}/chat")
    await look("languages")
    await page.get_by_role("link", name="Română").click()
    await expect(page.locator(".area").first).to_be_visible()
    await look("welcome")
    await page.locator(".area").first.click()
    await expect(page.locator("article.reply")).to_have_count(2)
    await look("choices")
    await asks(page, QUESTION)
    await look("article")
    await asks(page, DANGER)
    await look("safety")
    await asks(page, QUESTION)
    await presses(page, word(town, "button-person"))
    await look("consent")
    await presses(page, word(town, "button-yes"))
    await look("receipt")
    await page.context.set_offline(True)
    await page.locator("#text").fill("/help")
    await page.locator(".send").click()
    await expect(page.locator(".own.unsent")).to_have_count(1)
    await look("offline")
    await page.context.set_offline(False)
    await expect(page.locator(".own.unsent")).to_have_count(0)
    await page.evaluate("document.getElementById('waiting').hidden = false")
    await look("waiting")
    await asks(page, "/delete")
    await look("delete")
    await page.get_by_role("button", name=word(town, "button-delete-yes")).click()
    await expect(page.locator(".anew")).to_be_visible()
    await look("ended")

    assert findings == []
    assert town.watched.complaints[complaints:] == []


def is_post(route: Route) -> bool:
    return route.request.method == "POST"


async def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what *selector* finds first has the focus."""
    wanted = page.locator(selector).first
    for _ in range(40):
        await page.keyboard.press("Tab")
        if await wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {selector}")


async def small_targets(page: Page) -> list[str]:
    """What can be pressed, stands alone, and is less than 44 px high or wide."""
    return list(
        await page.evaluate(
            """() => [...document.querySelectorAll('button, .call, .leave, .language, .brand, textarea')]
                .filter(each => each.getClientRects().length && !each.closest('.hidden'))
                .filter(each => Math.min(each.offsetWidth, each.offsetHeight) < 44)
                .map(each => each.outerHTML.slice(0, 120))"""
        )
    )
