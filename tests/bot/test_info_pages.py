"""The public pages: every article in every language, for people, for search engines, and for paper."""

import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
from fastapi import FastAPI

from bot.info_pages import InfoParts
from bot.web_info import info_routes
from knowledge_base.articles import install_edition
from knowledge_base.edition import Edition, read_edition
from knowledge_base.library import Library
from nlu.topics import SAFETY_TOPICS
from storage import Database
from tests.bot.fakes import shipped_edition, shipped_phrases
from tests.knowledge_base.editions import ANMELDUNG, EditionFolder
from wording import LANGUAGES, Phrase
from wording.languages import OWN_NAMES

PUBLIC = "https://lotse.example"
TOPIC = "registration.anmeldung"
TOPICS = sorted({topic for topic, language in shipped_edition().articles if language == "de"})


def said(phrase: str, language: Any) -> str:
    return shipped_phrases().say(Phrase(id=phrase), language)


def browser(library: Library) -> httpx.AsyncClient:
    app = FastAPI()
    app.include_router(info_routes(InfoParts(library, shipped_phrases(), PUBLIC)))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=PUBLIC)


def browser_of(edition: Edition) -> httpx.AsyncClient:
    return browser(Library(edition, shipped_phrases(), lambda: datetime(2026, 11, 28, tzinfo=UTC)))


@pytest.fixture
async def page() -> AsyncIterator[httpx.AsyncClient]:
    async with browser_of(shipped_edition()) as page:
        yield page


@pytest.fixture
def folder(tmp_path: Path) -> EditionFolder:
    return EditionFolder(tmp_path / "edition")


def data_of(html: str) -> dict[str, Any]:
    [written] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return dict(json.loads(written))


def visible(html: str) -> str:
    """The words of the body."""
    body = html.partition("</svg>")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


async def test_the_first_page_offers_every_language_by_its_own_name(page: httpx.AsyncClient) -> None:
    first = await page.get("/info")

    for language in LANGUAGES:
        assert re.search(rf'<a class="language" lang="{language}"[^>]* href="/info/{language}">', first.text)
        assert OWN_NAMES[language] in first.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_topic_is_a_page_in_every_language(page: httpx.AsyncClient, language: str) -> None:
    """With its title, what a machine can read, and no slot or placeholder left open."""
    overview = await page.get(f"/info/{language}")
    for topic in TOPICS:
        shown = await page.get(f"/info/{language}/{topic}")

        assert shown.status_code == 200, topic
        assert f'href="/info/{language}/{topic}"' in overview.text
        assert shown.headers["Content-Language"] == language
        assert f'<html lang="{language}"' in shown.text
        assert not re.search(r"\{(fact|office|unit):", shown.text), topic
        data = data_of(shown.text)
        assert data["inLanguage"] == language
        assert data["url"] == f"{PUBLIC}/info/{language}/{topic}"
        assert f"<h1>{data['name']}</h1>" in shown.text.replace("&#39;", "'").replace("&amp;", "&").replace(
            "&#34;", '"'
        )
        assert data["description"]


async def test_an_article_says_what_the_chat_says(page: httpx.AsyncClient) -> None:
    """Every line of the short form and of what stands behind the button, the sources too."""
    library = Library(shipped_edition(), shipped_phrases())
    answer = library.answer(TOPIC, "ro")

    shown = visible((await page.get(f"/info/ro/{TOPIC}")).text)

    for line in (*answer.lines, *answer.more):
        text = shipped_phrases().say(line.content, "ro")
        assert text.replace(" = ", " = ") in shown or all(part in shown for part in text.split(" · ")), text


async def test_the_german_text_stands_beside_the_translation(page: httpx.AsyncClient) -> None:
    """To show at a desk; a German page needs none."""
    romanian, german = [await page.get(f"/info/{language}/{TOPIC}") for language in ("ro", "de")]

    assert '<div class="card" lang="de">' in romanian.text
    assert said("info-german", "ro") in romanian.text
    assert said("info-german", "de") not in german.text


async def test_a_page_names_its_other_languages(page: httpx.AsyncClient) -> None:
    shown = await page.get(f"/info/bg/{TOPIC}")

    alternates = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', shown.text))
    assert alternates == {
        **{language: f"{PUBLIC}/info/{language}/{TOPIC}" for language in LANGUAGES},
        "x-default": f"{PUBLIC}/info/de/{TOPIC}",
    }
    assert f'<link rel="canonical" href="{PUBLIC}/info/bg/{TOPIC}">' in shown.text


async def test_a_missing_translation_shows_german_and_says_so(folder: EditionFolder) -> None:
    """It is German for machines too, and no language of its own."""
    folder.remove(f"{ANMELDUNG}/hu.md")
    async with browser_of(read_edition(folder.path)) as page:
        shown = await page.get(f"/info/hu/{TOPIC}")
        sitemap = await page.get("/info/sitemap.xml")

    assert said("article-not-in-language", "hu") in shown.text
    assert '<div class="card" lang="de">' in shown.text
    assert data_of(shown.text)["inLanguage"] == "de"
    assert f'<link rel="canonical" href="{PUBLIC}/info/de/{TOPIC}">' in shown.text
    assert 'hreflang="hu" href="https://' not in shown.text
    assert f"/info/hu/{TOPIC}<" not in sitemap.text


async def test_an_outdated_translation_is_no_page_of_its_language(folder: EditionFolder) -> None:
    """Not a sentence of it is shown; machines are led to the German text, whose title stands there once."""
    folder.change(f"{ANMELDUNG}/de.md", "version: 1", "version: 2")
    async with browser_of(read_edition(folder.path)) as page:
        shown = await page.get(f"/info/ro/{TOPIC}")
        overview = await page.get("/info/ro")
        sitemap = await page.get("/info/sitemap.xml")

    assert "Vino cu toată familia" not in shown.text
    assert "Înregistrarea adresei<" not in overview.text.partition('class="topics"')[2].partition("<ul>")[2]
    assert data_of(shown.text)["inLanguage"] == "de"
    assert 'hreflang="ro" href="https://' not in shown.text
    assert f"/info/ro/{TOPIC}<" not in sitemap.text
    assert shown.text.partition("<article")[2].count("Adresse anmelden (") == 1


async def test_no_review_is_claimed_that_was_not_made(folder: EditionFolder) -> None:
    """Machines read of a review once an office confirmed the German text, and only there."""
    async with browser_of(read_edition(folder.path)) as page:
        unconfirmed = data_of((await page.get(f"/info/de/{TOPIC}")).text)
    folder.change(f"{ANMELDUNG}/de.md", "review_due", "confirmed_by: Bürgeramt\nconfirmed_on: 2026-11-01\nreview_due")
    async with browser_of(read_edition(folder.path)) as page:
        german, romanian = [data_of((await page.get(f"/info/{each}/{TOPIC}")).text) for each in ("de", "ro")]

    assert not {"lastReviewed", "reviewedBy"} & unconfirmed.keys()
    assert german["lastReviewed"] == "2026-11-01"
    assert german["reviewedBy"]["name"] == "Bürgeramt"
    assert not {"lastReviewed", "reviewedBy"} & romanian.keys()
    assert romanian["translationOfWork"]["url"] == f"{PUBLIC}/info/de/{TOPIC}"


async def test_a_law_is_a_ground_only_where_its_text_was_read(folder: EditionFolder) -> None:
    async with browser_of(read_edition(folder.path)) as page:
        read = data_of((await page.get(f"/info/de/{TOPIC}")).text)
    folder.change(f"{ANMELDUNG}/facts.yaml", "github:kmein/gesetze laws/BMG-BJNR108410013.md", "https://x.de/rat")
    async with browser_of(read_edition(folder.path)) as page:
        told = data_of((await page.get(f"/info/de/{TOPIC}")).text)

    assert {"@type": "Legislation", "name": "§ 17 Abs. 1 BMG"} in read["isBasedOn"]
    assert told["isBasedOn"][0] == {"@type": "WebPage", "url": "https://x.de/rat"}
    assert "Legislation" not in str(told["isBasedOn"])


async def test_words_never_become_markup(folder: EditionFolder) -> None:
    """Neither in the page nor in the data inside of it, nor what somebody searches for."""
    evil = "</script><img src=x onerror=alert(1)>"
    folder.change(f"{ANMELDUNG}/de.md", "Adresse anmelden", f"Adresse {evil}")
    folder.change(f"{ANMELDUNG}/de.md", "Ja. Sie", f"{evil} Sie")
    async with browser_of(read_edition(folder.path)) as page:
        shown = await page.get(f"/info/de/{TOPIC}")
        found = await page.get("/info/de", params={"q": f"Adresse {evil}"})

    assert evil not in shown.text + found.text
    assert "<img src=x" not in shown.text + found.text
    assert evil in data_of(shown.text)["name"]
    assert evil in unescape(found.text)


async def test_the_pages_need_no_script_and_set_no_cookie(page: httpx.AsyncClient) -> None:
    for path in ("/info", "/info/pl", "/info/pl?q=praca", f"/info/pl/{TOPIC}", "/info/nowhere"):
        shown = await page.get(path)

        scripts = re.findall(r"<script[^>]*>", shown.text)
        assert set(scripts) <= {'<script type="application/ld+json">'}
        assert " style=" not in shown.text
        assert "Set-Cookie" not in shown.headers
        assert "unsafe" not in shown.headers["Content-Security-Policy"]
        assert "ping=" not in shown.text


async def test_every_safety_page_begins_with_its_numbers(page: httpx.AsyncClient) -> None:
    """And the way out stands above."""
    for topic in SAFETY_TOPICS & set(TOPICS):
        shown = (await page.get(f"/info/tr/{topic}")).text

        content = shown[shown.index("<h1>") :]
        assert 'id="leave"' in shown
        assert content.index('href="tel:') < 900, topic


async def test_what_a_browser_has_is_not_sent_again(page: httpx.AsyncClient) -> None:
    first = await page.get(f"/info/ro/{TOPIC}")
    again = await page.get(f"/info/ro/{TOPIC}", headers={"If-None-Match": first.headers["ETag"]})
    other = await page.get(f"/info/ro/{TOPIC}", headers={"If-None-Match": '"of another day"'})

    assert first.headers["Cache-Control"] == "no-cache"
    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200


async def test_what_somebody_looked_for_is_kept_nowhere(page: httpx.AsyncClient) -> None:
    """No cache, no search engine."""
    found = await page.get("/info/ro", params={"q": "mă bate soțul"})

    assert found.headers["Cache-Control"] == "no-store"
    assert '<meta name="robots" content="noindex">' in found.text


@pytest.mark.parametrize(
    ("language", "query", "topic"),
    [
        pytest.param("ro", "inregistrare adresa", TOPIC, id="without diacritics"),
        pytest.param("ro", "Wohnungsgeberbestetigung", "registration.landlord_confirmation", id="with a typing error"),
        pytest.param("bg", "anmeldung", TOPIC, id="a German word in Bulgarian"),
        pytest.param("de", "Kindergeld", "money.child_benefit", id="one word"),
    ],
)
async def test_an_article_is_found(page: httpx.AsyncClient, language: str, query: str, topic: str) -> None:
    found = await page.get(f"/info/{language}", params={"q": query})

    results = re.findall(rf'<li><a href="/info/{language}/([^"]+)">', found.text.partition('class="areas"')[0])
    assert topic in results[:5]


async def test_a_search_without_a_find_offers_lotse(page: httpx.AsyncClient) -> None:
    """So does one of more letters than anybody looks for, which is cut."""
    nothing = await page.get("/info/hu", params={"q": "xyzzy qwrt"})
    long = await page.get("/info/hu", params={"q": "x" * 5_000})

    for shown in (nothing, long):
        assert said("info-nothing", "hu") in shown.text
        assert 'href="/chat?start=hu"' in shown.text
    assert "x" * 301 not in long.text


@pytest.mark.parametrize("path", ["/info/xx", "/info/de/no.topic", "/info/de/no.topic/qr.svg", "/info/de/a/b/c"])
async def test_what_there_is_not_is_said_in_words(page: httpx.AsyncClient, path: str) -> None:
    """In the language of the page, or else of the browser."""
    shown = await page.get(path, headers={"Accept-Language": "pl-PL,pl;q=0.9,de;q=0.5"})

    is_german = path.startswith("/info/de/no")
    assert shown.status_code == 404
    assert said("info-missing", "de" if is_german else "pl") in shown.text


async def test_a_printed_code_holds_the_address(page: httpx.AsyncClient) -> None:
    """An SVG without a word of script."""
    code = await page.get(f"/info/ro/{TOPIC}/qr.svg")
    other = await page.get(f"/info/bg/{TOPIC}/qr.svg")

    drawing = ElementTree.fromstring(code.text)
    assert code.headers["Content-Type"] == "image/svg+xml"
    assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
    assert code.content != other.content


async def test_paper_has_its_own_rules(page: httpx.AsyncClient) -> None:
    """One A4 page, black on white, without what can only be pressed."""
    [address] = re.findall(r'href="(/chat/static/info\.css[^"]*)"', (await page.get(f"/info/ro/{TOPIC}")).text)
    sheet = (Path(__file__).parents[2] / "bot/static/info.css").read_text("utf-8")

    assert address.startswith("/chat/static/info.css?v=")
    printed = sheet[sheet.index("@media print") :]
    assert "size: A4" in printed
    assert "--paper: #fff" in printed


async def test_search_engines_find_the_pages_and_nothing_else(page: httpx.AsyncClient) -> None:
    robots = (await page.get("/robots.txt")).text.splitlines()
    sitemap = ElementTree.fromstring((await page.get("/info/sitemap.xml")).text)

    addresses = {each.text for each in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert "Disallow: /" in robots
    assert "Allow: /info" in robots
    assert f"Sitemap: {PUBLIC}/info/sitemap.xml" in robots
    assert f"{PUBLIC}/info/tr/{TOPIC}" in addresses
    assert len(addresses) == 1 + len(LANGUAGES) + len(shipped_edition().articles)


async def test_a_page_says_when_it_was_changed_here(database: Database, folder: EditionFolder) -> None:
    """The day on which the text came into this town's database; a library without one claims no day."""
    async with database.transaction() as session:
        await install_edition(session, read_edition(folder.path), datetime(2026, 11, 20, 23, 30, tzinfo=UTC))
        library = await Library.load(session, shipped_phrases())
    async with browser(library) as page, browser_of(read_edition(folder.path)) as unknown:
        kept, without = [await each.get(f"/info/de/{TOPIC}") for each in (page, unknown)]

    assert data_of(kept.text)["dateModified"] == "2026-11-21"
    assert "21. November 2026" in kept.text
    assert "dateModified" not in data_of(without.text)
