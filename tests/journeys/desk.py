"""Staff members at their desks: a browser without script that fills in the forms the pages show, over HTTP."""

import re
from html import unescape
from typing import Final, Self

import httpx

from tests.telephone import Telephone

PASSWORD: Final = "drei Kiesel im Bach"


class Clerk:
    """Somebody with an account, a telephone that shows codes, and one browser.

    async with await Clerk.enrols(url, printed["enrolment"]) as administrator:
        await administrator.signs_in("Administration")
        link = await administrator.adds("Katrin Beer", "neustadtbuero")
    """

    def __init__(self, http: httpx.AsyncClient, telephone: Telephone) -> None:
        self._http = http
        self._telephone = telephone
        self.shown = ""

    @classmethod
    async def enrols(cls, url: str, link: str) -> Self:
        """Follow a printed or handed over link, choose a password and connect a telephone."""
        http = httpx.AsyncClient(base_url=url, timeout=30)
        page = (await http.get(link)).text
        found = re.search(r'data-totp-secret="([A-Z2-7]+)"', page)
        assert found, page
        clerk = cls(http, Telephone(found[1]))
        done = await http.post(link, data={"password": PASSWORD, "code": await clerk._telephone.code()})
        assert done.status_code == 200, done.text
        return clerk

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    async def signs_in(self, account: str) -> Self:
        answer = await self._http.post(
            "/desk/sign-in", data={"account": account, "password": PASSWORD, "code": await self._telephone.code()}
        )
        assert answer.status_code == 303, answer.text
        await self.opens(answer.headers["location"])
        return self

    async def adds(self, name: str, unit: str) -> str:
        """As an administrator: a new account; return the link for the one it is for."""
        await self.opens("/desk/staff")
        await self.posts("/desk/staff", name=name, role="staff", unit=unit)
        link = re.search(r'id="enrolment-url">([^<]+)<', self.shown)
        assert link, self.shown
        return unescape(link[1])

    async def opens(self, path: str) -> str:
        """What stands on a page, tags and all."""
        response = await self._http.get(path)
        assert response.status_code in (200, 404), response.text
        self.shown = unescape(response.text)
        return self.shown

    async def case(self, number: int) -> str:
        return await self.opens(f"/desk/cases/{number}")

    async def source(self, number: int) -> str:
        """The page of a case as the browser gets it."""
        return (await self._http.get(f"/desk/cases/{number}")).text

    async def reads_everything(self, *numbers: int) -> str:
        """The inbox and these cases on one sheet: whatever this unit can get to see of them."""
        pages = [await self.opens("/desk/inbox")]
        pages += [await self.case(number) for number in numbers]
        return "\n".join(pages)

    async def claims(self, number: int) -> None:
        await self.case(number)
        await self.posts(f"/desk/cases/{number}/claim")

    async def answers(self, number: int, german: str) -> str:
        """Write in German, look at the preview, send it; return the preview."""
        await self.case(number)
        await self.posts(f"/desk/cases/{number}/preview", text=german)
        return await self._sends(number)

    async def answers_with(self, number: int, sentence: str, **slots: str) -> str:
        """Choose a reviewed sentence, fill its slots, look at the preview, send it; return the preview."""
        await self.opens(f"/desk/cases/{number}/sentences")
        await self.posts(
            f"/desk/cases/{number}/sentences",
            add=sentence,
            slot_names=list(slots),
            slot_values=list(slots.values()),
        )
        chosen = re.findall(r'name="chosen" value="(.*?)">', self.shown)
        assert chosen, self.shown
        await self.posts(f"/desk/cases/{number}/sentences", chosen=chosen[:1], preview="1")
        return await self._sends(number)

    async def closes(self, number: int, outcome: str) -> None:
        await self.case(number)
        await self.posts(f"/desk/cases/{number}/close", outcome=outcome)

    async def posts(self, path: str, **fields: str | list[str]) -> httpx.Response:
        """Send a form with the token of the page that was shown last."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.shown)
        assert token, self.shown
        response = await self._http.post(path, data={**fields, "csrf_token": token[1]})
        assert response.status_code in (200, 303), response.text
        if response.status_code == 200:
            self.shown = unescape(response.text)
        return response

    async def _sends(self, number: int) -> str:
        preview = self.shown
        draft = re.search(r'name="draft" value="([^"]+)"', preview)
        assert draft, preview
        sent = await self.posts(f"/desk/cases/{number}/reply", draft=draft[1])
        assert sent.status_code == 303, sent.text
        return preview
