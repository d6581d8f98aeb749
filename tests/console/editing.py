"""A newsroom at work: an editor, a reviewer and an administrator, each at a desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser

from handoff.staff import StaffMember
from knowledge_base.tables import ArticleVersion
from knowledge_base.workflow import Workflow
from tests.console.conftest import Browser, Town

TOPIC = "registration.anmeldung"
GERMAN = f"/desk/knowledge/articles/{TOPIC}/de"
ROMANIAN = f"/desk/knowledge/articles/{TOPIC}/ro"

Fields = dict[str, str | list[str]]


@dataclass
class Room:
    """Three people and the town around them."""

    town: Town
    editor: Browser
    reviewer: Browser
    admin: Browser
    members: dict[str, StaffMember]

    @classmethod
    async def opened(cls, town: Town) -> "Room":
        members = {
            "editor": await town.enrols("Erika Dittmann", "editor"),
            "reviewer": await town.enrols("Ruth Prell", "reviewer"),
            "administrator": await town.enrols("Anton Wald", "administrator"),
        }
        desks = {role: await town.signs_in(member) for role, member in members.items()}
        return cls(town, desks["editor"], desks["reviewer"], desks["administrator"], members)

    async def saves(self, browser: Browser, page: str, **fields: str | list[str]) -> int:
        """Open the editor, change *fields*, save; the number of the version that came of it."""
        await browser.opens(f"{page}/edit")
        answer = await browser.posts(f"{page}/edit", **(written(browser) | fields))
        assert answer.status_code == 303, answer.text
        await browser.opens(answer.headers["location"])
        return (await self.versions(page))[-1].version

    async def submits(self, browser: Browser, page: str, change: str = "ordinary") -> int:
        """Give the newest version into review."""
        version = (await self.versions(page))[-1].version
        await browser.opens(page)
        answer = await browser.posts(f"{page}/submit", version=str(version), change=change, read="yes")
        assert answer.status_code == 303, answer.text
        return version

    async def agrees(self, browser: Browser, page: str, **fields: str) -> None:
        """Publish what is in review."""
        version = (await self.versions(page))[-1].version
        await browser.opens(page)
        answer = await browser.posts(f"{page}/agree", version=str(version), **fields)
        assert answer.status_code == 303, answer.text
        await self.newcomers_are_told()

    async def publishes(self, page: str, change: str = "ordinary", **fields: str | list[str]) -> int:
        """The editor writes, the reviewer agrees."""
        version = await self.saves(self.editor, page, **fields)
        await self.submits(self.editor, page, change)
        await self.agrees(self.reviewer, page)
        return version

    async def newcomers_are_told(self) -> None:
        """What `Library.keep_true` does in a running Lotse."""
        async with self.town.database.reading() as session:
            await self.town.library.reload(session)

    async def versions(self, page: str) -> list[ArticleVersion]:
        """All versions of the text of *page*, oldest first."""
        topic, language = page.split("/")[-2:]
        async with self.town.database.reading() as session:
            acts = Workflow(session, self.town.signals, self.town.library.edition, self.town.clock())
            return list(await acts.versions((topic, language)))  # type: ignore[arg-type]


class _Form(HTMLParser):
    """The fields that belong to the form `editor`, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._inside = False
        self._select: str | None = None
        self._textarea: str | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._inside = has.get("id") == "editor"
        if not self._inside and has.get("form") != "editor":
            if tag == "option" and self._select and "selected" in has:
                self._add(self._select, has.get("value", ""))
            return
        match tag:
            case "input" if has.get("type") in ("checkbox", "radio"):
                if "checked" in has:
                    self._add(has["name"], has.get("value", "on"))
            case "input":
                self._add(has["name"], has.get("value", ""))
            case "textarea":
                self._textarea = has["name"]
                self._add(has["name"], "")
            case "select":
                self._select = has["name"]
            case "option" if self._select and "selected" in has:
                self._add(self._select, has.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.fields[self._textarea][-1] += data

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "form":
                self._inside = False
            case "textarea":
                self._textarea = None
            case "select":
                self._select = None

    def _add(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value)


def written(browser: Browser) -> Fields:
    """What stands in the editor that *browser* shows."""
    form = _Form()
    form.feed(browser.shown)
    assert "section_answer" in form.fields, "no editor is shown"
    return {name: only(values) for name, values in form.fields.items() if name != "csrf_token"}


def only(values: Iterable[str]) -> str | list[str]:
    values = list(values)
    return values[0] if len(values) == 1 else values
