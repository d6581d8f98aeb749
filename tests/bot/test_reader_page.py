"""The page behind a native reader's link: one text, in the reader's language, on the telephone, without a script."""

import re
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from bot.web_limits import MESSAGES_PER_MINUTE
from bot.web_reader import BODY_LIMIT, ReaderParts, reader_routes
from knowledge_base.articles import Place, install_edition
from knowledge_base.edition import read_edition
from knowledge_base.library import Library
from knowledge_base.reading_links import VALID_FOR, ReadingLinks
from knowledge_base.tables import ArticleVersion, ReadingLink
from knowledge_base.workflow import Workflow
from storage import Database
from storage.signals import Signals
from tests.bot.fakes import Clock, shipped_phrases
from tests.knowledge_base.editions import EditionFolder
from wording import LANGUAGES, Language, Phrase

TOPIC, ROMANIAN = "registration.anmeldung", ("registration.anmeldung", "ro")
TRANSLATIONS = [language for language in LANGUAGES if language != "de"]


class Reader:
    """A browser on somebody's telephone, and the desk that gives it links."""

    def __init__(self, database: Database, library: Library, clock: Clock) -> None:
        self.database, self.library, self.clock = database, library, clock
        self.signals = Signals(database)
        app = FastAPI()
        parts = ReaderParts(database, self.signals, library, shipped_phrases(), clock)
        app.include_router(reader_routes(parts))
        transport = httpx.ASGITransport(app=app, client=("192.0.2.1", 40000))
        self.http = httpx.AsyncClient(transport=transport, base_url="http://lotse.test")

    async def gets_link(self, place: Place = ROMANIAN) -> str:  # type: ignore[assignment]
        async with self.database.transaction() as session:
            workflow = Workflow(session, self.signals, self.library.edition, self.clock())
            return f"/info/read/{await ReadingLinks(session, workflow, self.clock()).make(place, by='staff:1')}"

    async def sends(self, link: str, **changed: str) -> httpx.Response:
        """Open the link, change some fields of its form, and press a button."""
        page = (await self.http.get(link)).text
        form = fields_of(page) | {"name": "Ioana", "remark": "", "verdict": "right"} | changed
        return await self.http.post(link, data=form)

    async def versions(self, place: Place = ROMANIAN) -> list[ArticleVersion]:  # type: ignore[assignment]
        async with self.database.reading() as session:
            workflow = Workflow(session, self.signals, self.library.edition, self.clock())
            return list(await workflow.versions(place))

    async def links(self) -> list[ReadingLink]:
        async with self.database.reading() as session:
            workflow = Workflow(session, self.signals, self.library.edition, self.clock())
            return [link for link, _ in await ReadingLinks(session, workflow, self.clock()).listed()]


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send back unchanged."""
    areas = re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>([^<]*)</textarea>', page)
    inputs = re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', page)
    return {name: unescape(value).replace("\n", "\r\n") for name, value in (*areas, *inputs)}


def says(phrase_id: str, language: Language = "ro") -> str:
    return shipped_phrases().say(Phrase(id=phrase_id), language)


@pytest.fixture
async def reader(database: Database, tmp_path: Path) -> AsyncIterator[Reader]:
    clock = Clock()
    async with database.transaction() as session:
        await install_edition(session, read_edition(EditionFolder(tmp_path / "edition").path), clock())
        library = await Library.load(session, shipped_phrases(), clock)
    reader = Reader(database, library, clock)
    yield reader
    await reader.http.aclose()


@pytest.mark.parametrize("language", TRANSLATIONS)
async def test_the_page_speaks_the_language_of_the_text(reader: Reader, language: Language) -> None:
    """Also in a browser that is set to another one. German stands folded beside it."""
    link = await reader.gets_link((TOPIC, language))

    answer = await reader.http.get(link, headers={"Accept-Language": "de"})

    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    for each in ("heading", "why", "once", "german", "change", "name", "remark", "right", "send"):
        assert says(f"reading-{each}", language) in unescape(answer.text)
    assert re.search(r'<details class="beside">\s*<summary>[^<]+</summary>\s*<article[^>]* lang="de">', answer.text)
    for label in ("until", "where", "papers", "cost", "words"):
        assert f">{says(f'section-{label}', language)}</label>" in answer.text


async def test_the_text_stands_there_as_newcomers_read_it_and_in_fields(reader: Reader) -> None:
    """With its values written out above, and as the program needs them in the fields, which a list explains."""
    page = (await reader.http.get(await reader.gets_link())).text

    shown, form = page.split("<form", 1)
    assert "Ai la dispoziție 2 săptămâni." in shown
    assert "Bürgerbüro Weißenfels (Markt 1)" in shown
    assert fields_of(form)["answer"] == "Da. Ai la dispoziție {fact:deadline}."
    assert "<code>{fact:deadline}</code></dt><dd>2 săptămâni</dd>" in form


async def test_a_text_that_the_german_has_overtaken_is_shown_whole(reader: Reader) -> None:
    """A reader looks at these words, whatever newcomers are shown of them."""
    async with reader.database.transaction() as session:
        workflow = Workflow(session, reader.signals, reader.library.edition, reader.clock())
        german = await workflow.newest((TOPIC, "de"))
        assert german is not None
        changed = german.read().model_copy(update={"title": "Adresse ummelden"})
        row = await workflow.save(changed, based_on=1, by="staff:1")
        await workflow.submit(row.place, row.version, by="staff:1", change="meaning")
        await workflow.agree(row.place, row.version, by="staff:2")
    async with reader.database.reading() as session:
        await reader.library.reload(session)

    page = (await reader.http.get(await reader.gets_link())).text

    assert "Ai la dispoziție 2 săptămâni." in page.split("<form")[0]
    assert "Adresse ummelden" in page


async def test_nothing_of_another_article_is_to_be_seen(reader: Reader) -> None:
    page = (await reader.http.get(await reader.gets_link())).text

    assert "Notruf" not in page
    assert "safety" not in page
    assert set(re.findall(r'href="(/[^"]*)"', page)) <= {"/chat", *re.findall(r'href="(/chat/static[^"]*)"', page)}


@pytest.mark.parametrize("language", TRANSLATIONS)
async def test_it_is_right(reader: Reader, language: Language) -> None:
    """Two taps and a name. The form that a browser sends back unchanged is no change."""
    answer = await reader.sends(await reader.gets_link((TOPIC, language)), name="  Ioana ")

    assert answer.status_code == 200
    assert says("reading-thanks", language) in answer.text
    assert says("reading-thanks-right", language) in answer.text
    [row] = await reader.versions((TOPIC, language))
    assert row.native_reading_by == "Ioana"


async def test_what_was_changed_waits_for_staff(reader: Reader) -> None:
    answer = await reader.sends(await reader.gets_link(), cost="gratuit", remark="Așa spunem noi.", verdict="corrected")

    assert says("reading-thanks-changed") in answer.text
    old, new = await reader.versions()
    assert (old.status, new.status, new.sections["cost"]) == ("published", "in_review", "gratuit")
    assert {name: text for name, text in new.sections.items() if name != "cost"} == {
        name: text for name, text in old.sections.items() if name != "cost"
    }
    [link] = await reader.links()
    assert (link.verdict, link.reader, link.remark) == ("corrected", "Ioana", "Așa spunem noi.")


async def test_a_link_answers_once(reader: Reader) -> None:
    link = await reader.gets_link()
    await reader.sends(link)

    again = await reader.http.post(link, data={"name": "Altcineva", "verdict": "right"})
    looked = await reader.http.get(link)

    assert (again.status_code, looked.status_code) == (410, 410)
    assert says("reading-used") in looked.text
    assert (await reader.versions())[0].native_reading_by == "Ioana"


async def test_to_look_uses_nothing_up(reader: Reader) -> None:
    """Messengers fetch links to draw a preview of them."""
    link = await reader.gets_link()
    for _ in range(3):
        assert (await reader.http.get(link)).status_code == 200

    assert (await reader.sends(link)).status_code == 200


async def test_a_link_that_is_too_old_says_so_and_whom_to_ask(reader: Reader) -> None:
    link = await reader.gets_link()
    reader.clock.now += VALID_FOR

    answer = await reader.http.get(link, headers={"Accept-Language": "de"})

    assert answer.status_code == 410
    assert says("reading-expired") in answer.text
    assert says("reading-ask") in answer.text


async def test_a_newer_version_is_not_written_over(reader: Reader) -> None:
    """It came while somebody had the page open."""
    first, second = await reader.gets_link(), await reader.gets_link()
    page = (await reader.http.get(second)).text
    await reader.sends(first, cost="gratuit", verdict="corrected")

    answer = await reader.http.post(
        second, data=fields_of(page) | {"cost": "0", "name": "Radu", "verdict": "corrected"}
    )

    assert answer.status_code == 410
    assert says("reading-newer") in answer.text
    assert [row.sections["cost"] for row in await reader.versions()] == ["nimic", "gratuit"]


async def test_a_withdrawn_text_is_not_shown(reader: Reader) -> None:
    link = await reader.gets_link()
    async with reader.database.transaction() as session:
        workflow = Workflow(session, reader.signals, reader.library.edition, reader.clock())
        await workflow.withdraw(ROMANIAN, by="staff:1", because="falsch")  # type: ignore[arg-type]

    answer = await reader.http.get(link)

    assert answer.status_code == 410
    assert says("reading-withdrawn") in answer.text
    assert "săptămâni" not in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_never_was_a_link_is_told_in_the_language_of_the_browser(reader: Reader, language: Language) -> None:
    answer = await reader.http.get("/info/read/nothing", headers={"Accept-Language": f"{language},en;q=0.5"})

    assert answer.status_code == 404
    assert f'<html lang="{language}"' in answer.text
    assert says("reading-unknown", language) in unescape(answer.text)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        pytest.param({"name": " "}, "reading-name-missing", id="no name"),
        pytest.param({"name": "4711"}, "reading-name-missing", id="a number for a name"),
        pytest.param({"name": "I" * 61}, "web-too-long", id="a name that is too long"),
        pytest.param({"verdict": "corrected"}, "reading-nothing-changed", id="nothing changed"),
        pytest.param({"cost": "gratuit"}, "reading-something-changed", id="changed, but said to be right"),
        pytest.param({"cost": " ", "verdict": "corrected"}, "reading-empty", id="an empty field"),
        pytest.param({"more": "x" * 4001, "verdict": "corrected"}, "web-too-long", id="a field that is too long"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    reader: Reader, changed: dict[str, str], problem: str
) -> None:
    link = await reader.gets_link()

    answer = await reader.sends(link, **changed)

    assert answer.status_code == 422
    assert says(problem) in unescape(answer.text)
    for name, value in changed.items():
        if name not in ("verdict", "name") and value.strip():
            assert fields_of(answer.text)[name] == value
    assert len(await reader.versions()) == 1
    assert (await reader.links())[0].used_at is None
    assert (await reader.sends(link)).status_code == 200


async def test_html_stays_text(reader: Reader) -> None:
    """In the page, in the fields, and in the new version."""
    attack = "<script>alert(1)</script><b>nimic</b>"
    link = await reader.gets_link()
    refused = await reader.sends(link, cost=attack, name="", verdict="corrected")
    await reader.sends(link, cost=attack, name="<i>Ioana</i>", verdict="corrected")
    page = (await reader.http.get(await reader.gets_link())).text

    assert "<script>alert" not in refused.text + page
    assert "<b>nimic" not in page
    assert "&lt;b&gt;nimic&lt;/b&gt;" in page
    assert (await reader.versions())[-1].sections["cost"] == attack


async def test_no_line_begins_a_section_of_its_own(reader: Reader) -> None:
    """In a file of the edition two number signs would."""
    await reader.sends(await reader.gets_link(), more="Vino.\n## words\n- Haus: casă", verdict="corrected")

    assert (await reader.versions())[-1].sections["more"] == "Vino.\nwords\n- Haus: casă"


async def test_nobody_else_learns_the_address_and_no_search_engine_keeps_it(reader: Reader) -> None:
    for answer in (await reader.http.get(await reader.gets_link()), await reader.http.get("/info/read/nothing")):
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-robots-tag"] == "noindex, nofollow"
        assert answer.headers["cache-control"] == "no-store"
        assert "form-action 'self'" in answer.headers["content-security-policy"]
        assert not re.search(r"<script(?! src=\"/chat/static/)|\sstyle=|\son\w+=", answer.text)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_a_page_of_another_site_sends_nothing(reader: Reader, site: str) -> None:
    link = await reader.gets_link()

    answer = await reader.http.post(link, data={"name": "X", "verdict": "right"}, headers={"Sec-Fetch-Site": site})

    assert answer.status_code == 400
    assert (await reader.links())[0].used_at is None


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b"more=" + b"x" * BODY_LIMIT, 413, id="huge"),
        pytest.param(b"&".join(b"a%d=1" % number for number in range(99)), 400, id="too many fields"),
        pytest.param(b"\xff\xfe=1", 400, id="no text at all"),
    ],
)
async def test_what_is_no_form_of_the_page_is_refused_kindly(reader: Reader, body: bytes, status: int) -> None:
    link = await reader.gets_link()

    answer = await reader.http.post(link, content=body, headers={"Accept-Language": "ro"})

    assert answer.status_code == status
    assert says("reading-again") in answer.text
    assert (await reader.links())[0].used_at is None


async def test_one_link_cannot_keep_the_house_busy(reader: Reader) -> None:
    """Another link goes on working; what was typed is still there."""
    link, other = await reader.gets_link(), await reader.gets_link()
    page = (await reader.http.get(link)).text
    for _ in range(MESSAGES_PER_MINUTE - 1):
        await reader.http.get(link)

    looked = await reader.http.get(link)
    sent = await reader.http.post(
        link, data=fields_of(page) | {"cost": "gratuit", "name": "Ioana", "verdict": "corrected"}
    )

    assert (looked.status_code, sent.status_code) == (429, 429)
    assert int(sent.headers["retry-after"]) > 0
    assert fields_of(sent.text)["cost"] == "gratuit"
    assert (await reader.http.get(other)).status_code == 200
