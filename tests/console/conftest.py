"""A town with a desk: units, staff members who can sign in, newcomers with cases, and browsers."""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from ipaddress import ip_network
from pathlib import Path

import httpx
import pyotp
import pytest
from fastapi import FastAPI
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import select

from console import ConsoleParts, create_console, create_enrolment, passwords
from handoff.cases import Case, Cases, Reach, Words
from handoff.consents import Consent, Consents
from handoff.delivery import CasePages
from handoff.newcomers import Newcomers
from handoff.staff import Role, Staff, StaffMember
from handoff.units import Units
from knowledge_base.articles import install_edition
from knowledge_base.edition import read_edition
from knowledge_base.library import Library
from nlu.decision import Answer, Decision, Handoff
from nlu.interpreter import RankedTopic
from nlu.learning import Learning
from nlu.understanding import Understanding
from storage import Database
from storage.outbox import Outbox, OutboxMessage
from storage.signals import Signals
from tests.knowledge_base.editions import EditionFolder
from wording import Language, Phrases

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PASSWORD = "drei Kiesel im Bach"
PUBLIC = "http://desk.test"


@dataclass
class Clock:
    """Stands still until a test moves it."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass(frozen=True)
class Doubt:
    code: str
    message: str = "Zweifel"


@dataclass(frozen=True)
class FakeTranslation:
    text: str
    label: str
    path: tuple[str, ...] = ()
    warnings: tuple[Doubt, ...] = ()


@dataclass
class FakeTranslator:
    """Marks what it translated; knows only the pairs it was told."""

    pairs: set[tuple[str, str]] = field(default_factory=set)
    warns: tuple[str, ...] = ()

    def learns(self, *pairs: tuple[str, str]) -> None:
        self.pairs |= set(pairs)

    async def translate(self, text: str, source: Language, target: Language) -> FakeTranslation:
        if (source, target) not in self.pairs:
            return FakeTranslation(text, "none", (source,))
        doubts = tuple(Doubt(code) for code in self.warns)
        return FakeTranslation(f"[{target}] {text}", "machine", (source, target), doubts)


class Browser:
    """One browser of one person at one machine."""

    def __init__(self, app: FastAPI, address: str = "127.0.0.1") -> None:
        transport = httpx.ASGITransport(app=app, client=(address, 50000), raise_app_exceptions=False)
        self.http = httpx.AsyncClient(transport=transport, base_url=PUBLIC)
        self.shown = ""

    async def opens(self, path: str) -> httpx.Response:
        response = await self.http.get(path)
        self.shown = response.text
        return response

    async def posts(self, path: str, *, csrf: bool = True, **fields: str | list[str]) -> httpx.Response:
        """Send a form with the token of the page that was shown last."""
        if csrf:
            token = re.search(r'name="csrf_token" value="([^"]+)"', self.shown)
            fields = {**fields, "csrf_token": token[1] if token else ""}
        response = await self.http.post(path, data=fields)
        if response.status_code == 303:
            return response
        self.shown = response.text
        return response

    def field(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.shown)
        assert found, f"no field {name}"
        return unescape(found[1])


@dataclass
class FakeUnderstander:
    """Ranks the topics it was told; every word it was told of is a concept."""

    known: dict[str, Understanding] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def hears(self, text: str, decision: Decision, language: Language = "de", *, alarm: str | None = None) -> None:
        topics = [decision] if isinstance(decision, Answer) else list(getattr(decision, "choices", ()))
        ranking = tuple(RankedTopic(each.topic, each.confidence) for each in topics)
        self.known[text] = Understanding(language, True, ranking, decision, alarm, None, 0.1)

    def understand(self, text: str, prior: Language | None = None) -> Understanding:
        unsure = Understanding(prior or "de", False, (), Handoff("unsure"), None, None, 0.1)
        return self.known.get(text, unsure)

    def concepts(self, text: str, language: Language | None) -> tuple[str, ...]:
        return tuple(self.words[word] for word in text.lower().split() if word in self.words)


@dataclass
class FakeInterpreter:
    """What a process that answers newcomers gives the desk."""

    understander: FakeUnderstander | None = field(default_factory=FakeUnderstander)
    learning: Learning = field(default_factory=Learning)


class Town:
    """Everything a test arranges, in the words of the desk."""

    def __init__(
        self,
        database: Database,
        phrases: Phrases,
        library: Library,
        pages: CasePages | None = None,
        interpreter: FakeInterpreter | None = None,
    ) -> None:
        self.database = database
        self.signals = Signals(database)
        self.outbox = Outbox(database, self.signals)
        self.translator = FakeTranslator()
        self.library = library
        self.clock = Clock()
        self.secrets: dict[int, str] = {}
        self.browsers: list[Browser] = []
        self.desk_app = create_console(
            ConsoleParts(
                database=database,
                signals=self.signals,
                outbox=self.outbox,
                translator=self.translator,
                library=library,
                phrases=phrases,
                secret_key=b"k" * 32,
                desk_networks=[ip_network("127.0.0.0/8"), ip_network("10.1.0.0/16"), ip_network("::1/128")],
                public_url=PUBLIC,
                https=False,
                clock=self.clock,
                pages=pages,
                interpreter=interpreter,  # type: ignore[arg-type]  # a fake
            )
        )
        self.app = FastAPI()
        self.app.mount("/desk", self.desk_app)

    async def prepare(self) -> None:
        async with self.database.transaction() as session:
            await Units(session).install(self.library.edition.units.values())

    def browser(self, address: str = "127.0.0.1") -> Browser:
        self.browsers.append(Browser(self.app, address))
        return self.browsers[-1]

    async def adds(
        self, name: str, role: Role = "staff", unit: str | None = "neustadtbuero"
    ) -> tuple[StaffMember, str]:
        """A new account and the token of its enrolment link."""
        async with self.database.transaction() as session:
            unit_id = unit if role == "staff" else None
            member = await Staff(session).add(name, role, unit_id, by="test", now=self.clock())
            return member, await create_enrolment(session, member.id, self.clock())

    async def enrols(self, name: str, role: Role = "staff", unit: str | None = "neustadtbuero") -> StaffMember:
        member, token = await self.adds(name, role, unit)
        browser = self.browser()
        await browser.opens(f"/desk/enrol/{token}")
        self.secrets[member.id] = secret_shown(browser.shown)
        done = await browser.posts(f"/desk/enrol/{token}", csrf=False, password=PASSWORD, code=self.code(member))
        assert done.status_code == 200, done.text
        return member

    def code(self, member: StaffMember) -> str:
        return pyotp.TOTP(self.secrets[member.id]).at(self.clock())

    async def signs_in(self, member: StaffMember, browser: Browser | None = None) -> Browser:
        """A browser in which *member* has just signed in, with the inbox or the accounts open."""
        browser = browser or self.browser()
        self.clock.passes(seconds=30)
        answer = await browser.posts(
            "/desk/sign-in", csrf=False, account=str(member.id), password=PASSWORD, code=self.code(member)
        )
        assert answer.status_code == 303, answer.text
        await browser.opens(answer.headers["location"])
        return browser

    async def at_the_desk(self, name: str, role: Role = "staff", unit: str | None = "neustadtbuero") -> Browser:
        return await self.signs_in(await self.enrols(name, role, unit))

    async def case(
        self,
        *questions: str,
        unit: str = "neustadtbuero",
        language: Language = "ro",
        called: str | None = "Ana",
        topic: str | None = "registration.anmeldung",
        reach: Reach = "write",
    ) -> Case:
        """A newcomer says yes to *unit* and asks."""
        async with self.database.transaction() as session:
            newcomer = await Newcomers(session).arrive("telegram", f"chat-{id(questions)}-{self.clock()}", self.clock())
            newcomer.language = language
            chosen = await Units(session).get(unit)
            consent = await Consents(session).give(
                newcomer,
                chosen,
                topic=topic,
                passed_on={"language": language, "reach": "telegram", "question": True, "called": True},
                separately=chosen.is_enforcement,
                now=self.clock(),
            )
            case = await Cases(session, self.signals).open(
                newcomer,
                consent,
                language=language,
                topic=topic,
                called=called,
                messages=[Words(question, language) for question in questions],
                now=self.clock(),
            )
            case.reach = reach
            return case

    async def newcomer_writes(self, case: Case, text: str) -> None:
        async with self.database.transaction() as session:
            kept = await session.get_one(Case, case.id)
            await Cases(session, self.signals).hear(kept, Words(text, kept.language), self.clock())

    async def newcomer_withdraws(self, case: Case) -> None:
        async with self.database.transaction() as session:
            kept = await session.get_one(Case, case.id)
            consent = await session.get_one(Consent, kept.consent_id)
            await Cases(session, self.signals).withdraw(kept, consent, self.clock())

    async def sent(self) -> Sequence[OutboxMessage]:
        async with self.database.reading() as session:
            return list(await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))

    async def answers_sent(self) -> list[OutboxMessage]:
        return [message for message in await self.sent() if message.reply["kind"] == "staff"]


def secret_shown(page: str) -> str:
    found = re.search(r'data-totp-secret="([A-Z2-7]+)"', page)
    assert found
    return found[1]


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id with little memory: its true cost is a second a test."""
    monkeypatch.setattr(passwords, "_hashing", PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64),)))


@pytest.fixture(scope="session")
def phrases() -> Phrases:
    return Phrases()


@pytest.fixture(scope="session")
def library(phrases: Phrases) -> Library:
    return Library(read_edition(), phrases)


@pytest.fixture
async def newsroom(database: Database, phrases: Phrases, tmp_path: Path) -> AsyncIterator[Town]:
    """A town whose database holds the small edition of `tests.knowledge_base.editions`: two topics, seven languages."""
    async with database.transaction() as session:
        await install_edition(session, read_edition(EditionFolder(tmp_path / "edition").path), START)
        library = await Library.load(session, phrases, lambda: START)
    town = Town(database, phrases, library)
    await town.prepare()
    yield town
    for browser in town.browsers:
        await browser.http.aclose()


@pytest.fixture
def interpreter() -> FakeInterpreter:
    return FakeInterpreter()


@pytest.fixture
async def schoolroom(
    database: Database, phrases: Phrases, tmp_path: Path, interpreter: FakeInterpreter
) -> AsyncIterator[Town]:
    """A newsroom whose process also answers newcomers, by an interpreter that is told what it hears."""
    async with database.transaction() as session:
        await install_edition(session, read_edition(EditionFolder(tmp_path / "edition").path), START)
        library = await Library.load(session, phrases, lambda: START)
    town = Town(database, phrases, library, interpreter=interpreter)
    await town.prepare()
    yield town
    for browser in town.browsers:
        await browser.http.aclose()


@pytest.fixture
async def town(database: Database, phrases: Phrases, library: Library) -> AsyncIterator[Town]:
    town = Town(database, phrases, library)
    await town.prepare()
    yield town
    for browser in town.browsers:
        await browser.http.aclose()
