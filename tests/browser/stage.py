"""A running Lotse with a real Chromium in front of it: newcomers on the chat page, staff members at the desk.

async with Stage.opened(folder, model, packages) as stage:
    beer = await stage.clerk("Katrin Beer", "neustadtbuero")
    ana = await stage.newcomer("ro")
"""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit

import httpx
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from handoff.staff import Role
from tests.journeys.process import Lotse
from tests.telephone import Telephone
from wording import Language, Phrase, Phrases

CHROMIUM: Final = "/usr/bin/chromium"
SWITCHES: Final = (
    "--no-sandbox",  # the tests may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-lcd-text",  # coloured edges of letters differ from machine to machine, and make pictures large
    "--lang=de-DE",  # date fields as staff members have them
)
PASSWORD: Final = "drei Kiesel im Bach"
_PROVOKED: Final = ("the server responded with a status of", "net::ERR_INTERNET_DISCONNECTED")
"""What tests bring about: refusals, and a network that is switched off."""
PATIENCE_MS: Final = 30_000
AXE_RULES: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

_COLOURS: Final = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}

Scheme = Literal["light", "dark"]
SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark")


@dataclass
class Watched:
    """What a page complained about: errors of scripts, refusals of its policy, requests that left this machine."""

    complaints: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("console", lambda line: self._hear(line.type, line.text))
        page.on("request", lambda request: self._asked(request.url))

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and not any(each in text for each in _PROVOKED):
            self.complaints.append(f"console: {text}")

    def _asked(self, url: str) -> None:
        address = urlsplit(url)
        if address.scheme in ("http", "https") and address.hostname != "127.0.0.1":
            self.complaints.append(f"request: {url}")


@dataclass
class Clerk:
    """Somebody with an account, a telephone that shows codes, and one browser."""

    name: str
    telephone: Telephone
    recovery: tuple[str, ...]
    page: Page
    url: str

    async def signs_in(self) -> None:
        await self.page.goto(f"{self.url}/desk/sign-in")
        await self.proves()

    async def proves(self) -> None:
        """Fill in the sign-in page that is open."""
        await self.page.fill("#account", self.name)
        await self.page.fill("#password", PASSWORD)
        await self.page.fill("#code", await self.telephone.code())
        await self.page.get_by_role("button", name="Anmelden").click()
        await self.page.wait_for_url(lambda url: "/desk/sign-in" not in url)

    async def opens(self, path: str) -> Page:
        await self.page.goto(f"{self.url}{path}")
        return self.page

    async def loses_session(self) -> None:
        """End it from another tab; what is open stays open."""
        tab = await self.page.context.new_page()
        await tab.goto(f"{self.url}/desk/account")
        await tab.locator("li", has_text="diese").get_by_role("button", name="Beenden").click()
        await tab.wait_for_url(lambda url: "/desk/sign-in" in url)
        await tab.close()


@dataclass
class Talk:
    """A newcomer who speaks to Lotse through the API of the web chat."""

    http: httpx.AsyncClient
    conversation: str
    language: Language
    phrases: Phrases
    replies: list[dict[str, Any]] = field(default_factory=list)

    async def says(self, text: str) -> list[dict[str, Any]]:
        return await self._post({"text": text})

    async def presses(self, phrase: str, **arguments: Any) -> list[dict[str, Any]]:
        """Press the newest button with this label."""
        wanted = self.word(phrase, **arguments)
        for reply in reversed(self.replies):
            for button in reply["buttons"]:
                if button["label"].endswith(wanted):
                    return await self._post({"press": button["id"]})
        raise AssertionError(f"no button {wanted!r} in {self.replies[-1:]}")

    async def gives_case(self, question: str, *, called: str | None = None, reach: str | None = None) -> int:
        """Ask, want a person, say yes; return the number."""
        await self.says(question)
        await self.says("/person")
        await self._until("button-yes")
        if called:
            await self.presses("button-called")
            await self.says(called)
        receipt = (await self.presses("button-yes"))[-1]
        assert receipt["case"], receipt
        if reach:
            await self.presses(f"button-reach-{reach}")
        return int(receipt["case"])

    async def hears(self, after: int = 0) -> list[dict[str, Any]]:
        answer = await self.http.get(f"/chat/api/conversations/{self.conversation}/messages?after={after}")
        return list(answer.json()["replies"])

    def word(self, phrase: str, **arguments: Any) -> str:
        return self.phrases.say(Phrase(id=phrase, arguments=arguments), self.language)

    async def _until(self, phrase: str) -> None:
        """Go from the offer of a unit, if that is what came, to what would be passed on."""
        labels = [button["label"] for button in self.replies[-1]["buttons"]]
        if not any(label.endswith(self.word(phrase)) for label in labels):
            await self._post({"press": self.replies[-1]["buttons"][0]["id"]})

    async def _post(self, body: dict[str, str]) -> list[dict[str, Any]]:
        answer = await self.http.post(f"/chat/api/conversations/{self.conversation}/messages", json=body)
        assert answer.status_code == 200, answer.text
        fresh = list(answer.json()["replies"])
        self.replies += fresh
        return fresh


class Stage:
    """One Lotse, one Chromium, and everybody in front of them."""

    def __init__(self, lotse: Lotse, browser: Browser, phrases: Phrases) -> None:
        self.lotse = lotse
        self.browser = browser
        self.phrases = phrases
        self.watched = Watched()
        self._admin: Clerk | None = None

    @classmethod
    @asynccontextmanager
    async def opened(
        cls, folder: Path, model: Path, packages: Path | None, settings: dict[str, str] | None = None
    ) -> "AsyncIterator[Stage]":
        """Start Lotse on *folder* with the interpreter in *model* and the translation packages in *packages*."""
        async with Lotse(folder, model, settings or {}) as lotse, async_playwright() as playwright:
            if packages is not None:
                done = await lotse.command("models", "install", "--from-dir", str(packages))
                assert done.returncode == 0, done.stderr
            expect.set_options(timeout=PATIENCE_MS)
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
            try:
                yield cls(lotse, browser, Phrases())
            finally:
                await browser.close()

    @property
    def url(self) -> str:
        return self.lotse.url

    async def admin(self) -> Clerk:
        """The first administrator, enrolled with the printed link."""
        if self._admin is None:
            self._admin = await self.enrols("Administration", self.lotse.printed["enrolment"])
            await self._admin.signs_in()
        return self._admin

    async def clerk(self, name: str, unit: str) -> Clerk:
        """A staff member of *unit*, added by the administrator, enrolled, signed in."""
        clerk = await self.enrols(name, await self.link_for(name, unit))
        await clerk.signs_in()
        return clerk

    async def colleague(self, name: str, role: Role) -> Clerk:
        """Somebody without a unit, added by the administrator, enrolled, signed in."""
        clerk = await self.enrols(name, await self.link_for(name, "", role))
        await clerk.signs_in()
        return clerk

    async def link_for(self, name: str, unit: str, role: Role = "staff") -> str:
        """The enrolment link of a new account; the administrator reads it from the page."""
        page = await (await self.admin()).opens("/desk/staff")
        await page.get_by_label("Name", exact=True).fill(name)
        await page.get_by_label("Rolle", exact=True).select_option(role)
        await page.get_by_label("Stelle", exact=True).select_option(unit)
        await page.get_by_role("button", name="Hinzufügen").click()
        link = await page.locator("#enrolment-url").text_content()
        assert link
        return link.strip()

    async def enrols(self, name: str, link: str) -> Clerk:
        """Open *link* in a browser of its own and follow the three steps."""
        page = await self.page()
        await page.goto(link)
        secret = await page.locator("#totp-secret").get_attribute("data-totp-secret")
        assert secret
        telephone = Telephone(secret)
        await page.fill("#password", PASSWORD)
        await page.fill("#again", PASSWORD)
        await page.fill("#code", await telephone.code())
        await page.get_by_role("button", name="Zugang einrichten").click()
        codes = await page.locator(".recovery code").all_text_contents()
        return Clerk(name, telephone, tuple(codes), page, self.url)

    async def newcomer(self, language: Language, *, width: int = 390, height: int = 844) -> Page:
        """A telephone with the chat page in *language* open."""
        page = await self.page(width, height)
        await page.goto(f"{self.url}/chat?start={language}")
        return page

    @asynccontextmanager
    async def talk(self, language: Language) -> AsyncIterator[Talk]:
        """A newcomer without a page."""
        async with httpx.AsyncClient(base_url=self.url, timeout=30) as http:
            begun = (await http.post("/chat/api/conversations", json={"language": language})).json()
            http.headers["Authorization"] = f"Bearer {begun['secret']}"
            yield Talk(http, begun["conversation"], language, self.phrases)

    async def page(self, width: int = 1366, height: int = 850, **context: Any) -> Page:
        """A page in a browser profile of its own."""
        profile: BrowserContext = await self.browser.new_context(
            viewport={"width": width, "height": height}, locale="de-DE", timezone_id="Europe/Berlin", **context
        )
        profile.set_default_timeout(PATIENCE_MS)
        page = await profile.new_page()
        self.watched.over(page)
        return page


async def violations(page: Page, schemes: tuple[Scheme, ...] = SCHEMES) -> list[str]:
    """What axe finds on *page* as it is now, in each colour scheme."""
    found = []
    for scheme in schemes:
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        # darkness changes colours and nothing else
        rules = {"type": "tag", "values": list(AXE_RULES)} if scheme == schemes[0] else _COLOURS
        result = await Axe().run(page, options={"runOnly": rules})
        for each in result.response["violations"]:
            where = [node["html"][:160] for node in each["nodes"][:3]]
            found.append(f"{scheme}: {each['id']}: {each['help']}: {json.dumps(where, ensure_ascii=False)}")
    await page.emulate_media(color_scheme="light", reduced_motion=None)
    return found


async def is_too_wide(page: Page) -> bool:
    """Whether the page scrolls sideways."""
    return bool(await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


async def focused(page: Page) -> str:
    """What has the focus: its id with #, else its words.

    Raises:
        AssertionError: it does not show that it has it.
    """
    has = await page.evaluate(
        """() => {
            const it = document.activeElement, style = getComputedStyle(it);
            const name = it.id && it.tagName !== "MAIN" ? "#" + it.id : it.textContent.trim().replace(/\\s+/g, " ");
            return {name, shown: it === document.body || it.tagName === "MAIN" || style.outlineStyle !== "none"};
        }"""
    )
    assert has["shown"], f"the focus is not to be seen on {has['name'][:80]}"
    return str(has["name"])


async def tab_to(page: Page, wanted: str, *, within: int = 60) -> None:
    """Press the tabulator until something that begins with *wanted* has the focus."""
    passed = []
    for _ in range(within):
        await page.keyboard.press("Tab")
        passed.append(await focused(page))
        if passed[-1].startswith(wanted):
            return
    raise AssertionError(f"{wanted} is not reached by the keyboard: {[name[:30] for name in passed]}")
