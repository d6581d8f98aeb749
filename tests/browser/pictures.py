"""Takes the pictures of the documentation: the main journey, photographed on both screens.

`python -m tests.browser.pictures` writes them to `docs/pictures/`; `make docs` calls it.
"""

import asyncio
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.async_api import Page

from tests.browser.main_journey import Moment, main_journey
from tests.browser.small_pictures import make_small
from tests.browser.stage import Scheme, Stage
from tests.shipped import PACKAGES, model_below

ROOT: Final = Path(__file__).parents[2]
PICTURES: Final = ROOT / "docs" / "pictures"
LARGEST: Final = 150_000
"""Bytes of one picture."""


@dataclass(frozen=True)
class Frame:
    """How a moment is photographed, in CSS pixels."""

    width: int
    height: int
    scheme: Scheme = "light"


PHONE: Final = Frame(390, 844)
DESK: Final = Frame(1280, 800)

WANTED: Final = {
    "chat-welcome": PHONE,
    "chat-article": PHONE,
    "chat-consent": PHONE,
    "chat-answer": Frame(390, 844, "dark"),
    "desk-inbox": DESK,
    "desk-preview": DESK,
    "desk-follow-up": Frame(1280, 800, "dark"),
}


KNOWLEDGE: Final = {
    "knowledge-matrix": ("/desk/knowledge/matrix?area=schooling", DESK),
    "knowledge-editor": ("/desk/knowledge/articles/registration.anmeldung/ro/edit", DESK),
    "knowledge-fact": ("/desk/knowledge/facts/registration.anmeldung.deadline/change", DESK),
    "info-page": ("/info/bg/schooling.enrolment", PHONE),
}
"""Pages that an editor opens."""


async def take(folder: Path) -> list[str]:
    """Walk the main journey and write the wanted pictures to *folder*; return the names of those that are too large."""
    folder.mkdir(parents=True, exist_ok=True)
    model = model_below(ROOT / ".pytest_cache" / "d" / "understanding")
    with tempfile.TemporaryDirectory() as data:
        async with Stage.opened(Path(data), model, PACKAGES) as stage:
            async with stage.talk("bg") as ivan, stage.talk("pl") as ewa:  # an inbox with one row says little
                await ivan.gives_case("колко време чакам за среща?")
                await ewa.gives_case("Dostałam list z urzędu i nie rozumiem", called="Sowa")
            async for moment in main_journey(stage):
                if frame := WANTED.get(moment.name):
                    await _picture(stage, moment, frame, folder)
            editor = await stage.colleague("Lena Winkler", "editor")
            for name, (path, frame) in KNOWLEDGE.items():
                await _picture(stage, Moment(name, await editor.opens(path)), frame, folder)
    return [file.name for file in sorted(folder.glob("*.png")) if file.stat().st_size > LARGEST]


async def _picture(stage: Stage, moment: Moment, frame: Frame, folder: Path) -> None:
    file = folder / f"{moment.name}.png"
    await photograph(moment, frame, file)
    await make_small(stage.browser, file)


async def photograph(moment: Moment, frame: Frame, file: Path) -> None:
    """One picture of what is on the screen; the page is as it was afterwards."""
    page = moment.page
    before = page.viewport_size
    await page.emulate_media(color_scheme=frame.scheme, reduced_motion="reduce")
    await page.set_viewport_size({"width": frame.width, "height": frame.height})
    await _settle(page, moment)
    await page.screenshot(path=file, animations="disabled", caret="hide")
    await page.emulate_media(color_scheme="light", reduced_motion=None)
    if before is not None:
        await page.set_viewport_size(before)


async def _settle(page: Page, moment: Moment) -> None:
    await page.evaluate("document.activeElement.blur()")
    if moment.focus is not None:
        # below the bar on top, where the page itself puts it
        await moment.focus.evaluate("it => window.scrollTo(0, it.getBoundingClientRect().top + window.scrollY - 80)")
    else:
        await page.evaluate("window.scrollTo(0, 0)")
    await page.evaluate("document.fonts.ready")


def main() -> None:
    too_large = asyncio.run(take(PICTURES))
    if too_large:
        sys.exit(f"larger than {LARGEST} bytes: {', '.join(too_large)}")


if __name__ == "__main__":
    main()
