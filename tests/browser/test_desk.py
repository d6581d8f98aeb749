"""The desk in a real browser: every page for everybody, by keyboard, without script, without network."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.stage import PASSWORD, Clerk, Stage, focused, is_too_wide, tab_to, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(300),  # the first one on a machine waits until the interpreter has learnt
]

LATE = "Am depășit termenul."
"""Goes to the Neustadtbüro, in words the Romanian package knows."""


@dataclass
class Desk:
    """Two colleagues of one unit, one of another, and findings of a walk."""

    town: Stage
    lehm: Clerk
    wolf: Clerk
    sand: Clerk

    async def case(self, question: str = LATE, language: str = "ro", **how: str) -> int:
        async with self.town.talk(language) as talk:  # type: ignore[arg-type]
            return await talk.gives_case(question, **how)

    async def faults(self, page: Page, name: str) -> list[str]:
        """What axe says, and whether the page scrolls sideways at the widths of an old screen and of a telephone."""
        found = [f"{name}: {each}" for each in await violations(page)]
        for width in (1024, 390, 320):
            await page.set_viewport_size({"width": width, "height": 800})
            if await is_too_wide(page):
                found.append(f"{name}: scrolls sideways at {width} px")
        await page.set_viewport_size({"width": 1366, "height": 850})
        return found


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def desk(town: Stage) -> AsyncIterator[Desk]:
    complaints = len(town.watched.complaints)
    yield Desk(
        town,
        await town.clerk("Jonas Lehm", "neustadtbuero"),
        await town.clerk("Rita Wolf", "neustadtbuero"),
        await town.clerk("Meike Sand", "school_team"),
    )
    assert town.watched.complaints[complaints:] == []  # no script failed, no policy was broken, no other host asked


async def test_the_way_in_is_open_to_everybody(desk: Desk) -> None:
    """Enrolment with its errors, recovery codes, signing in with its refusal."""
    page = await desk.town.page()
    await page.goto(await desk.town.link_for("Ilona Pohl", "outreach"))
    faults = await desk.faults(page, "enrolment")
    await page.fill("#password", "Ilona Pohl Ilona Pohl")
    await page.fill("#again", "Ilona Pohl Ilona Pohl")
    await page.fill("#code", "000000")
    await page.get_by_role("button", name="Zugang einrichten").click()
    await expect(page.locator("#password-error")).to_contain_text("leicht zu erraten")
    faults += await desk.faults(page, "enrolment refused")
    await page.goto(f"{desk.town.url}/desk/inbox")
    await expect(page.get_by_role("heading", name="Anmelden")).to_be_visible()
    faults += await desk.faults(page, "sign-in")
    await page.fill("#account", "Ilona Pohl")
    await page.fill("#password", PASSWORD)
    await page.fill("#code", "000000")
    await page.get_by_role("button", name="Anmelden").click()
    await expect(page.get_by_role("alert")).to_contain_text("Das hat nicht geklappt.")
    faults += await desk.faults(page, "sign-in refused")

    assert faults == []


async def test_every_page_behind_it_is_open_to_everybody(desk: Desk) -> None:
    """Accounts with a fresh link, an empty inbox, account, help, what is missing and what is forbidden."""
    admin = (await desk.town.admin()).page
    await desk.town.link_for("Nobody Yet", "clearing")
    faults = await desk.faults(admin, "accounts")
    page = desk.sand.page
    for path, words in (
        ("inbox", "Es wartet niemand."),
        ("inbox?show=closed", "Noch kein Fall"),
        ("account", "Sitzungen"),
        ("help", "So arbeiten Sie mit Lotse"),
        ("cases/11111", "Das gibt es hier nicht"),
        ("staff", "Das geht so nicht"),
    ):
        await desk.sand.opens(f"/desk/{path}")
        await expect(page.locator("main")).to_contain_text(words)
        faults += await desk.faults(page, path)

    assert faults == []


async def test_a_case_is_open_to_everybody_in_each_of_its_states(desk: Desk) -> None:
    """With danger reported, held by a colleague, without a package, with reviewed sentences, withdrawn."""
    async with desk.town.talk("pl") as ewa:
        danger = await ewa.gives_case("Dostałam list z urzędu i nie rozumiem", called="Sowa")
        await ewa.says("szef mnie bije i nie oddaje paszportu, pomocy")
    page = (await desk.wolf.opens("/desk/inbox?show=unclaimed")).locator(f"a[href='/desk/cases/{danger}']")
    await expect(page).to_contain_text("Gefahr gemeldet")
    await page.click()
    page = desk.wolf.page
    await expect(page.locator(".alarm-box")).to_be_visible()
    faults = await desk.faults(page, "danger")

    await page.get_by_role("button", name="Fall übernehmen").click()
    await page.locator("#text").fill("Guten Tag. Können Sie den Brief schicken?")
    await page.get_by_role("button", name="Vorschau").click()
    await expect(page.locator(".preview")).to_contain_text("Ins Polnische kann Lotse hier nicht übersetzen.")
    faults += await desk.faults(page, "no package")
    await page.get_by_role("link", name="Fertige Sätze auf Polnisch").click()
    faults += await desk.faults(page, "reviewed sentences")

    await desk.lehm.opens(f"/desk/cases/{danger}")
    await expect(desk.lehm.page.locator("main")).to_contain_text("Diesen Fall hat Rita Wolf übernommen.")
    faults += await desk.faults(desk.lehm.page, "a colleague's")

    async with desk.town.talk("ro") as dora:
        withdrawn = await dora.gives_case(LATE, called="Dora")
        await dora.says("/person")
        await dora.presses("button-withdraw")
        await dora.presses("button-withdraw-yes")
    await desk.lehm.opens(f"/desk/cases/{withdrawn}")
    await expect(desk.lehm.page.locator("main")).to_contain_text("Die Person hat ihr Ja zurückgenommen.")
    await expect(desk.lehm.page.locator("body")).not_to_contain_text(LATE)
    faults += await desk.faults(desk.lehm.page, "withdrawn")

    assert faults == []


async def test_a_case_is_answered_with_the_keyboard_alone(desk: Desk) -> None:
    """Skip link, list, take over, write, preview, send; what has the focus always shows it."""
    number = await desk.case()
    page = await desk.lehm.opens("/desk/inbox")
    await page.keyboard.press("Tab")
    assert await focused(page) == "Zum Inhalt"
    await page.keyboard.press("Enter")
    await tab_to(page, str(number))
    await page.keyboard.press("Enter")
    await expect(page.locator(f"[data-case='{number}']")).to_be_visible()
    await tab_to(page, "Fall übernehmen")
    await page.keyboard.press("Enter")
    await expect(page.locator("#text")).to_be_visible()
    await tab_to(page, "#text")
    await page.keyboard.type("Guten Tag.")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_role("heading", name="Vorschau")).to_be_focused()  # a screen reader goes on there
    await tab_to(page, "So senden")
    await page.keyboard.press("Enter")

    await expect(page.locator(".notice")).to_contain_text("Ihre Antwort ist unterwegs.")


async def test_without_script_the_desk_works_by_reloading(desk: Desk) -> None:
    number = await desk.case()
    state = await desk.lehm.page.context.storage_state()
    page = await desk.town.page(java_script_enabled=False, storage_state=state)
    await page.goto(f"{desk.town.url}/desk/inbox?show=unclaimed")
    await page.locator(f"a[href='/desk/cases/{number}']").click()
    await page.get_by_role("button", name="Fall übernehmen").click()
    await page.locator("#text").fill("Guten Tag.")
    await page.get_by_role("button", name="Vorschau").click()
    await page.get_by_role("button", name="So senden").click()
    await expect(page.locator(".message.from-staff")).to_contain_text("Bună ziua.")
    await page.get_by_label("Wie ist der Fall ausgegangen?").select_option(label="Geklärt")
    await page.get_by_role("button", name="Fall abschließen").click()

    await expect(page.locator(".notice")).to_contain_text("Der Fall ist abgeschlossen.")


async def test_a_case_that_a_colleague_takes_is_seen_at_once(desk: Desk) -> None:
    """And the button that is now too late explains itself."""
    number = await desk.case()
    late = await desk.wolf.opens(f"/desk/cases/{number}")
    await desk.lehm.opens(f"/desk/cases/{number}")
    await desk.lehm.page.get_by_role("button", name="Fall übernehmen").click()

    await expect(late.locator("[data-news]")).to_contain_text("hat sich etwas geändert")
    await late.get_by_role("button", name="Fall übernehmen").click()

    await expect(late.get_by_role("heading")).to_have_text("Den Fall hat eine Kollegin oder ein Kollege")


async def test_what_is_being_written_survives_a_message_and_a_lost_network(desk: Desk) -> None:
    """The conversation goes on around the text; without a network the page says that it may be old."""
    async with desk.town.talk("ro") as ana:
        number = await ana.gives_case(LATE)
        page = await desk.lehm.opens(f"/desk/cases/{number}")
        await page.get_by_role("button", name="Fall übernehmen").click()
        await page.locator("#text").fill("Halb geschrieben")
        await ana.says(LATE)
        await expect(page.locator(".message")).to_have_count(2)
        await expect(page.locator("#text")).to_have_value("Halb geschrieben")

        await page.context.set_offline(True)
        try:
            await expect(page.locator("[data-offline]")).to_be_visible()
        finally:  # the browser is shared
            await page.context.set_offline(False)
        await expect(page.locator("[data-offline]")).to_be_hidden()
        await expect(page.locator("#text")).to_have_value("Halb geschrieben")


async def test_what_is_written_is_not_lost_to_another_button(desk: Desk) -> None:
    """Answer and note beside each other; what was sent or saved does not come back, and in the end nothing is kept."""
    number = await desk.case()
    roth = await desk.town.clerk("Ines Roth", "neustadtbuero")
    page = await roth.opens(f"/desk/cases/{number}")
    await page.get_by_role("button", name="Fall übernehmen").click()
    await page.locator("#text").fill("Guten Tag.")
    await page.locator("#note").fill("Ruft am Montag an.")
    await page.get_by_role("button", name="Notiz speichern").click()
    await expect(page.locator(".note-text")).to_have_text("Ruft am Montag an.")
    await expect(page.locator("#text")).to_have_value("Guten Tag.")
    await expect(page.locator("#note")).to_be_empty()
    await expect(page).to_have_url(f"{desk.town.url}/desk/cases/{number}")
    await page.reload()  # saves nothing twice
    await expect(page.locator("#text")).to_have_value("Guten Tag.")
    await page.locator("#note").fill("Halbe Notiz")
    await page.locator("#text").press("Control+Enter")
    await expect(page.locator(".preview")).to_contain_text("Bună ziua.")
    await expect(page.locator("#note")).to_have_value("Halbe Notiz")
    await page.get_by_role("button", name="So senden").click()
    await expect(page.locator(".notice")).to_contain_text("Ihre Antwort ist unterwegs.")
    await expect(page).to_have_url(f"{desk.town.url}/desk/cases/{number}")
    await expect(page.locator("#text")).to_be_empty()
    await page.locator("#text").fill("Die nächste")
    await page.reload()
    await expect(page.locator("#text")).to_have_value("Die nächste")
    await expect(page.locator("#note")).to_have_value("Halbe Notiz")
    await expect(page.locator(".note-text")).to_have_count(1)

    await page.get_by_role("button", name="Abmelden").click()

    await expect(page.locator(".notice")).to_contain_text("Sie sind abgemeldet.")
    assert await page.evaluate("sessionStorage.length + localStorage.length") == 0


@pytest.mark.parametrize("is_first", ["the staff member", "the page"])
async def test_what_is_written_outlives_the_end_of_a_session(desk: Desk, is_first: str) -> None:
    """Whoever finds out first, the sign-in says why, and leads back to both texts."""
    number = await desk.case()
    kern = await desk.town.clerk(f"Uwe Kern, {is_first}", "neustadtbuero")
    page = kern.page
    if is_first == "the staff member":
        await page.route("**/desk/events", lambda route: route.abort("internetdisconnected"))
    await kern.opens(f"/desk/cases/{number}")
    await page.get_by_role("button", name="Fall übernehmen").click()
    await page.locator("#text").fill("Halbe Antwort")
    await page.locator("#note").fill("Halbe Notiz")

    await kern.loses_session()
    if is_first == "the staff member":
        await page.get_by_role("button", name="Vorschau").click()
    await expect(page.locator(".warning")).to_contain_text("Sie wurden abgemeldet.")
    faults = await desk.faults(page, "signed out")
    await kern.proves()

    await expect(page.locator(f"[data-case='{number}']")).to_be_visible()
    await expect(page.locator("#text")).to_have_value("Halbe Antwort")
    await expect(page.locator("#note")).to_have_value("Halbe Notiz")
    assert faults == []


async def test_what_is_written_waits_when_a_colleague_takes_the_case(desk: Desk) -> None:
    """It is shown again on the page that says who has the case now, and is there when the case comes back."""
    number = await desk.case()
    page = await desk.wolf.opens(f"/desk/cases/{number}")
    await page.get_by_role("button", name="Fall übernehmen").click()
    await page.locator("#text").fill("Lange Antwort")
    colleague = await desk.lehm.opens(f"/desk/cases/{number}")
    await colleague.get_by_role("button", name="Zurück in die Warteliste").click()
    await colleague.get_by_role("button", name="Fall übernehmen").click()
    await expect(page.locator("[data-news]")).to_contain_text("hat sich etwas geändert")

    await page.get_by_role("button", name="Vorschau").click()
    await expect(page.get_by_role("alert")).to_contain_text("Jonas Lehm hat den Fall übernommen")
    await expect(page.locator("#text")).to_have_value("Lange Antwort")
    faults = await desk.faults(page, "taken meanwhile")
    await desk.wolf.opens(f"/desk/cases/{number}")
    await expect(page.get_by_label("Ihr Text, noch nicht gesendet")).to_have_value("Lange Antwort")
    await page.get_by_role("button", name="Zurück in die Warteliste").click()
    await page.get_by_role("button", name="Fall übernehmen").click()

    await expect(page.locator("#text")).to_have_value("Lange Antwort")
    assert faults == []


async def test_words_that_look_like_a_page_stay_words(desk: Desk) -> None:
    """Also where a script puts them: nothing runs, nothing is loaded."""
    hostile = (
        "Am depășit termenul <img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    )
    async with desk.town.talk("ro") as ana:
        number = await ana.gives_case(LATE)
        page = await desk.lehm.opens(f"/desk/cases/{number}")
        await ana.says(hostile)
        await expect(page.locator(".message")).to_have_count(2)

        await expect(page.locator(".foreign").last).to_have_text(hostile)
        assert await page.locator("#talk img, #talk script").count() == 0
        assert await page.title() == f"Fall {number} · Lotse"
