"""A town for a journey: Telegram's double, a running Lotse, its database, and newcomers who read and tap."""

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from sqlalchemy import MetaData, text

from storage.database import Database
from tests.bot_api.limits import FloodRule
from tests.bot_api.newcomer import Newcomer
from tests.bot_api.screen import ShownMessage
from tests.bot_api.server import BotApi
from tests.bot_api.transcript import Entry
from tests.bot_api.webhook import DeliveryRule
from tests.journeys.desk import Clerk
from tests.journeys.own_page import OwnPage
from tests.journeys.process import LOTSE, Lotse
from tests.journeys.told import IN_TELEGRAM, ON_A_PAGE, Told
from wording import Language, Phrase, Phrases

TOKEN = "1001:AAA-journeys"
STAFF_TOKEN = "1002:BBB-journeys"
HASTY = Path(__file__).with_name("hasty.py")
QUIET_SECONDS = 0.1
"""What comes later than this is still read: at the next time, where the number then does not fit."""
PATIENCE_SECONDS = 20.0
KEY = "🔑"
"""The picture of the buttons that lead to a newcomer's page."""


class Town:
    """`way` is how updates come: `polling`, or `webhook`.

    async with Town(folder, model, phrases, way="webhook") as town:
        ana = town.newcomer("Ana", "ro")
        [welcome] = await ana.starts("ro_bahnhof")
    """

    def __init__(
        self,
        folder: Path,
        model: Path,
        phrases: Phrases,
        *,
        way: str = "polling",
        database_url: str | None = None,
        flood: FloodRule | None = None,
        settings: Mapping[str, str] | None = None,
        is_hasty: bool = False,
    ) -> None:
        """`settings` are further ones of `lotse up`, by their names without `LOTSE_`; for `is_hasty` see `hasty`."""
        self.way = way
        self.phrases = phrases
        # without limits nothing hides how often something was sent; the tests of limits switch them on
        delivery = DeliveryRule(answer_seconds=10, first_delay_seconds=0.3, longest_delay_seconds=1.0)
        self.api = BotApi([TOKEN, STAFF_TOKEN], flood=flood or FloodRule.off(), delivery=delivery)
        self._folder, self._model, self._database_url = folder, model, database_url
        self._settings = dict(settings or {})
        self._program: Sequence[str | Path] = (sys.executable, HASTY) if is_hasty else (LOTSE,)
        self._pages: list[OwnPage] = []
        self._clerks: dict[str, Clerk] = {}
        self._tolerated: set[str] = set()
        self._checked_errors = 0

    async def __aenter__(self) -> Self:
        await self.api.__aenter__()
        settings = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": self.api.root, **self._settings}
        if self._database_url:
            settings["DATABASE_URL"] = self._database_url
        self.lotse = Lotse(self._folder, self._model, settings, program=self._program)
        if self.has_pages:
            self.lotse.sets("PUBLIC_URL", self.lotse.url)
        if self.way == "webhook":
            self.lotse.sets("TELEGRAM_WEBHOOK_URL", f"{self.lotse.url}/telegram/journeys")
            self.lotse.sets("TELEGRAM_WEBHOOK_SECRET", "a-secret-of-the-journeys")
        try:
            await self.lotse.__aenter__()
        except BaseException:
            await self.api.__aexit__()
            raise
        self.database = Database.open(self.lotse.database_url)
        return self

    async def __aexit__(self, *_: object) -> None:
        for clerk in self._clerks.values():
            await clerk.__aexit__()
        for page in self._pages:
            await page.closes()
        await self.database.close()
        await self.lotse.__aexit__()
        await self.api.__aexit__()

    @property
    def has_pages(self) -> bool:
        """Whether cases of Telegram are told on a page."""
        return self._settings.get("TELEGRAM_CASES") == "link"

    @property
    def told(self) -> Told:
        return ON_A_PAGE if self.has_pages else IN_TELEGRAM

    def newcomer(self, name: str = "Ana", language: Language = "ro", *, device: str | None = None) -> "Person":
        """Somebody who speaks *language*; `device` is what their Telegram is set to, if not the same."""
        code = language if device is None else device
        page = None
        if self.has_pages:
            page = OwnPage(self.lotse.url, code_word=f"măr verde {len(self._pages)}")
            self._pages.append(page)
        return Person(self.api.newcomer(name, language_code=code), language, self.phrases, page)

    async def clerk(self, unit: str) -> Clerk:
        """Somebody of *unit* at the desk. The administrator, who enrols first, gives them their link."""
        if "administrator" not in self._clerks:
            administrator = await Clerk.enrols(self.lotse.url, self.lotse.printed["enrolment"])
            self._clerks["administrator"] = await administrator.signs_in("Administration")
        if unit not in self._clerks:
            name = f"Somebody of {unit}"
            clerk = await Clerk.enrols(self.lotse.url, await self._clerks["administrator"].adds(name, unit))
            self._clerks[unit] = await clerk.signs_in(name)
        return self._clerks[unit]

    def sent_to(self, chat_id: int) -> list[Entry]:
        """What either bot sent into a chat, oldest first."""
        return [each for each in self.api.transcript.of("sendMessage") if each.values["chat_id"] == str(chat_id)]

    def new_errors(self) -> list[dict[str, Any]]:
        """The error lines of the log since the last call, without those a test said it would cause."""
        errors = self.lotse.errors()
        fresh, self._checked_errors = errors[self._checked_errors :], len(errors)
        return [line for line in fresh if line.get("event") not in self._tolerated]

    def tolerates(self, *events: str) -> None:
        """Until the end of this test these error lines are what it is about."""
        self._tolerated = set(events)

    async def rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        """What the database holds."""
        async with self.database.reading() as session:
            return [dict(row._mapping) for row in await session.execute(text(query), values)]

    async def all_rows(self) -> list[tuple[str, dict[str, Any]]]:
        """Every row of every table with the name of its table."""
        tables = MetaData()
        async with self.database.engine.connect() as connection:
            await connection.run_sync(tables.reflect)
            return [
                (table.name, dict(row._mapping))
                for table in tables.sorted_tables
                for row in await connection.execute(table.select())
            ]

    async def traces(self, *marks: str | int, but: Iterable[str] = ()) -> list[tuple[str, str]]:
        """Where the database still holds one of *marks*: the table and the row; tables in *but* are left out."""
        wanted = [str(mark) for mark in marks]
        return [
            (table, str(row))
            for table, row in await self.all_rows()
            if table not in set(but) and any(mark in str(row) for mark in wanted)
        ]

    async def newcomer_id(self, person: "Person") -> int | None:
        found = await self.rows("SELECT id FROM newcomers WHERE address = :address", address=str(person.id))
        return int(found[0]["id"]) if found else None

    async def number_of(self, person: "Person") -> int:
        """The number of the newcomer's newest case."""
        return int((await self.cases_of(person))[-1]["number"])

    async def cases_of(self, person: "Person") -> list[dict[str, Any]]:
        query = "SELECT c.* FROM cases c JOIN newcomers n ON n.id = c.newcomer_id WHERE n.address = :address"
        return await self.rows(f"{query} ORDER BY c.id", address=str(person.id))

    async def words_in_cases_of(self, person: "Person") -> list[str]:
        """What units got to read of this newcomer."""
        query = """SELECT m.original FROM case_messages m JOIN cases c ON c.id = m.case_id
            JOIN newcomers n ON n.id = c.newcomer_id WHERE n.address = :address AND m.sender = 'newcomer'"""
        return [row["original"] for row in await self.rows(f"{query} ORDER BY m.id", address=str(person.id))]

    async def events_of(self, person: "Person") -> list[dict[str, Any]]:
        query = """SELECT e.kind, e.actor, e.details FROM case_events e JOIN cases c ON c.id = e.case_id
            JOIN newcomers n ON n.id = c.newcomer_id WHERE n.address = :address"""
        return await self.rows(f"{query} ORDER BY e.id", address=str(person.id))


class Person:
    """A newcomer at a phone. Whatever they do, they then read so many messages and see that no more come."""

    def __init__(self, chat: Newcomer, language: Language, phrases: Phrases, page: OwnPage | None = None) -> None:
        """`page` is where cases are told, if not in Telegram."""
        self.chat = chat
        self.page = page
        self.language = language
        self._phrases = phrases
        self._read: ShownMessage | int = 0  # the newest message this person has read

    @property
    def id(self) -> int:
        return self.chat.id

    def word(self, phrase_id: str, spoken: Language | None = None, /, **arguments: Any) -> str:
        """How Lotse says something in this person's language, or as *spoken*."""
        return self._phrases.say(Phrase(id=phrase_id, arguments=arguments), spoken or self.language)

    async def starts(self, payload: str = "", *, replies: int = 1) -> list[ShownMessage]:
        self.chat.starts(payload)
        return await self.reads(replies)

    async def writes(self, words: str, *, replies: int = 1) -> list[ShownMessage]:
        self.chat.says(words)
        return await self.reads(replies)

    async def taps(self, phrase_id: str, *, replies: int = 1, **arguments: Any) -> list[ShownMessage]:
        """Press the newest button that says the phrase."""
        return await self.taps_on(self.word(phrase_id, **arguments), replies=replies)

    async def taps_on(self, label: str, *, replies: int = 1) -> list[ShownMessage]:
        self.chat.presses(_labelled(label))
        return await self.reads(replies)

    async def is_offered_a_person(self, question: str, *, replies: int = 2) -> ShownMessage:
        """Ask, want a person, and read what would be passed on; the first time the notice comes before it."""
        await self.writes(question)
        return (await self.taps("button-person", replies=replies))[-1]

    async def gives_case(self, question: str, *, replies: int = 2) -> ShownMessage:
        """Ask, want a person, say yes; return the receipt."""
        await self.is_offered_a_person(question, replies=replies)
        return (await self.taps("button-yes"))[0]

    async def reads_case(self, replies: int = 1) -> list[ShownMessage]:
        """Read what a unit has to say, where the town tells it: on a page, Telegram says only that there is news."""
        if self.page is None:
            return await self.reads(replies)
        for news in await self.reads(replies):
            assert [label.startswith(KEY) for label in news.labels] == [True]
        await self.opens_page()
        return await self.page.reads(replies)

    async def writes_to_case(self, words: str, *, replies: int = 1) -> list[ShownMessage]:
        """Write what belongs to a case, where the town takes it."""
        if self.page is None:
            return await self.writes(words, replies=replies)
        await self._is_on_page()
        return await self.page.writes(words, replies=replies)

    async def taps_in_case(self, phrase_id: str, *, replies: int = 1, **arguments: Any) -> list[ShownMessage]:
        """Press a button of what stands where cases are told."""
        if self.page is None:
            return await self.taps(phrase_id, replies=replies, **arguments)
        return await self.page.taps(_labelled(self.word(phrase_id, **arguments)), replies=replies)

    async def looks_into_case(self) -> str:
        """Ask with /person where the case stands, and read all there is to read."""
        self.chat.says("/person")
        standing = await self.reads_what_comes()
        if self.page is None:
            return "\n".join(message.text for message in standing)
        await self.opens_page()
        return await self.page.shows()

    async def opens_page(self) -> None:
        """Press the newest button that leads to the page, and follow the link that comes."""
        assert self.page is not None
        self.chat.presses(re.compile(f"^{KEY}"))
        [shown] = await self.reads()
        await self.page.opens(next(line for line in shown.text.splitlines() if "/chat/open/" in line))

    async def _is_on_page(self) -> None:
        assert self.page is not None
        if not self.page.is_open:
            await self.opens_page()

    async def reads(self, replies: int = 1) -> list[ShownMessage]:
        """Read what came since this person last read.

        Raises:
            AssertionError: there came more or fewer messages.
        """
        shown = await self.reads_what_comes(at_least=replies)
        assert len(shown) == replies, f"{len(shown)} instead of {replies} messages: {[each.text for each in shown]}"
        return shown

    async def reads_what_comes(self, *, at_least: int = 1, quiet_seconds: float = QUIET_SECONDS) -> list[ShownMessage]:
        """Like `reads` where the number is not what the journey is about."""
        if at_least == 0:
            shown = await self.chat.reads(after=self._read, timeout=1.0)
        else:
            shown = await self.chat.reads(
                after=self._read, at_least=at_least, timeout=PATIENCE_SECONDS, quiet_seconds=quiet_seconds
            )
        if shown:
            self._read = shown[-1]
        return shown

    def sees(self) -> Sequence[ShownMessage]:
        return self.chat.sees()


def words_sent(sent: Iterable[Entry]) -> str:
    """All that was handed to Telegram for these messages, buttons and all."""
    return "\n".join(value for each in sent for name, value in each.values.items() if name != "chat_id")


def has_button(message: ShownMessage, label: str) -> bool:
    return message.button(_labelled(label)) is not None


def _labelled(label: str) -> re.Pattern[str]:
    """A button with or without a picture before its words, which Telegram cuts after 64 characters."""
    return re.compile(r"^(\W+ )?" + re.escape(label[:60]))
