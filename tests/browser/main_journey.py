"""The main journey, from a Romanian question to a German answer and back, on two real screens.

It is walked by the test, which looks at every screen with axe, and by `pictures`, which photographs some of them.
"""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

from playwright.async_api import Locator, Page, expect

from tests.browser.stage import Clerk, Stage
from wording import Phrase

QUESTION: Final = "Am depășit termenul. Trebuie să plătesc ceva?"
QUESTION_IN_GERMAN: Final = "Ich habe die Frist verpasst. Muss ich etwas bezahlen?"
ANSWER: Final = "Guten Tag. Sie müssen nichts bezahlen. Haben Sie die Wohnungsgeberbestätigung?"
ANSWER_IN_ROMANIAN: Final = "Bună ziua. Nu trebuie să plătești nimic. Ai Wohnungsgeberbestätigung?"
THANKS: Final = "Mulțumesc pentru răspuns."
THANKS_IN_GERMAN: Final = "Danke für die Antwort."
SENTENCE_IN_GERMAN: Final = "Bitte kommen Sie am 3. Dezember 2026 um 10:30 Uhr zu: Neustadtbüro."
SENTENCE_IN_ROMANIAN: Final = "Te rugăm să vii pe 3 decembrie 2026 la ora 10:30 la: Neustadtbüro."


@dataclass(frozen=True)
class Moment:
    """A screen worth looking at. `focus` is what a picture shows first."""

    name: str
    page: Page
    focus: Locator | None = None


async def main_journey(stage: Stage) -> AsyncIterator[Moment]:
    """Ana asks, Katrin Beer answers. Every step waits for what the other side must see without reloading.

    Raises:
        AssertionError: a screen does not show what it should.
    """
    beer = await stage.clerk("Katrin Beer", "neustadtbuero")
    inbox = await beer.opens("/desk/inbox")
    waiting = await inbox.locator("#cases li").count()  # other tests may have been here

    ana = await stage.newcomer("ro")
    chat = Chat(stage, ana)
    yield Moment("chat-welcome", ana)
    await chat.writes(QUESTION)
    article = chat.newest()
    await expect(article).to_contain_text("Wohnungsgeberbestätigung")
    yield Moment("chat-article", ana, article)

    await chat.presses("button-person")
    await expect(chat.newest()).to_contain_text(QUESTION)  # exactly what would be passed on
    await expect(inbox.locator("#cases li")).to_have_count(waiting)  # and nothing was, before the yes
    yield Moment("chat-consent", ana, chat.newest())
    await chat.presses("button-yes")
    number = await chat.case_number()
    yield Moment("chat-receipt", ana, chat.newest())

    row = inbox.get_by_role("link", name=re.compile(number))
    await expect(row).to_be_visible()
    await expect(row).to_contain_text("Rumänisch")
    await expect(inbox.locator("#filters .count").first).to_have_text(str(waiting + 1))
    yield Moment("desk-inbox", inbox)
    await row.click()
    desk = beer.page
    await expect(desk.locator(f"[data-case='{number}']")).to_be_visible()
    await expect(desk.locator(".foreign")).to_have_text(QUESTION)
    await expect(desk.locator(".german")).to_have_text(QUESTION_IN_GERMAN)
    await expect(desk.locator(".message .label-machine")).to_be_visible()
    yield Moment("desk-case-free", desk)

    await desk.get_by_role("button", name="Fall übernehmen").click()
    await expect(chat.newest()).to_contain_text(chat.word("case-taken", number=number, unit="Neustadtbüro"))
    yield Moment("desk-case", desk)
    await desk.get_by_role("textbox", name="Antworten").fill(ANSWER)
    await desk.get_by_role("button", name="Vorschau").click()
    await expect(desk.locator(".preview")).to_contain_text(ANSWER_IN_ROMANIAN)
    await expect(desk.locator(".preview .label-machine")).to_be_visible()
    yield Moment("desk-preview", desk)
    await desk.get_by_role("button", name="So senden").click()
    await expect(desk.locator(".notice")).to_contain_text("Ihre Antwort ist unterwegs.")

    answer = chat.newest("staff")
    await expect(answer).to_contain_text(ANSWER_IN_ROMANIAN)
    await expect(answer.locator("[lang=de]").last).to_have_text(ANSWER)
    await expect(answer).to_contain_text(chat.word("translation-machine"))
    yield Moment("chat-answer", ana, answer)

    await chat.writes(THANKS)
    await expect(desk.locator(".message")).to_have_count(3)  # nobody reloaded the desk
    await expect(desk.locator(".message").last).to_contain_text(THANKS)
    await expect(desk.locator(".message").last).to_contain_text(THANKS_IN_GERMAN)
    await expect(desk.locator("[data-news]")).to_contain_text("Eine neue Nachricht ist da.")
    await expect(desk.locator("#case-state")).to_contain_text("eben eingegangen")
    yield Moment("desk-follow-up", desk)

    await send_sentence(desk)
    sentence = chat.newest("staff")
    await expect(sentence).to_contain_text(SENTENCE_IN_ROMANIAN)
    await expect(sentence).to_contain_text(chat.word("translation-reviewed"))
    yield Moment("chat-sentence", ana, sentence)

    await close(beer)
    await expect(chat.newest()).to_contain_text(chat.word("case-closed", number=number))
    yield Moment("chat-closed", ana, chat.newest())
    yield Moment("desk-closed", await beer.opens(f"/desk/cases/{number}"))


async def send_sentence(desk: Page) -> None:
    """Answer with a sentence that people wrote in both languages."""
    await desk.get_by_role("link", name="Fertige Sätze").first.click()
    form = desk.locator("form", has=desk.locator("[name=add][value=come_to_office]"))
    await form.get_by_label("Datum").fill("2026-12-03")
    await form.get_by_label("Uhrzeit").fill("10:30")
    await expect(form.get_by_label("Stelle oder Ort")).to_have_value("Neustadtbüro")
    await form.get_by_role("button").click()
    await expect(desk.locator(".composition")).to_contain_text(SENTENCE_IN_ROMANIAN)
    await desk.get_by_role("button", name="Vorschau").click()
    await expect(desk.locator(".preview .label-reviewed")).to_be_visible()
    await desk.get_by_role("button", name="So senden").click()


async def close(clerk: Clerk) -> None:
    """Close the case that is open on the screen as solved."""
    await clerk.page.get_by_label("Wie ist der Fall ausgegangen?").select_option(label="Geklärt")
    await clerk.page.get_by_role("button", name="Fall abschließen").click()
    await expect(clerk.page.locator(".notice")).to_contain_text("Der Fall ist abgeschlossen.")


class Chat:
    """The chat page as a Romanian newcomer uses it."""

    def __init__(self, stage: Stage, page: Page) -> None:
        self.page = page
        self._phrases = stage.phrases

    def word(self, phrase: str, **arguments: object) -> str:
        return self._phrases.say(Phrase(id=phrase, arguments=arguments), "ro")

    def newest(self, kind: str = "") -> Locator:
        return self.page.locator(f"article.reply{f'.reply-{kind}' if kind else ''}").last

    async def writes(self, text: str) -> None:
        before = await self.page.locator("article.reply").count()
        await self.page.locator("#text").fill(text)
        await self.page.locator("#text").press("Enter")
        await self._heard(before)

    async def presses(self, phrase: str) -> None:
        before = await self.page.locator("article.reply").count()
        await self.page.get_by_role("button", name=self.word(phrase)).last.click()
        await self._heard(before)

    async def case_number(self) -> str:
        found = re.search(r"\b\d{5}\b", await self.newest("receipt").inner_text())
        assert found, "no case number"
        return found[0]

    async def _heard(self, before: int) -> None:
        await expect(self.page.locator("article.reply").nth(before)).to_be_visible()
        await expect(self.page.locator("#waiting")).to_be_hidden()
