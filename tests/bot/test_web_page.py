"""The page of the web chat, as the server writes it."""

import re

from bot.web_limits import CONVERSATIONS_PER_HOUR
from bot.web_view import view
from storage.outbox import OutboxMessage
from tests.bot.fakes import Town, Visitor, visitor
from wording import LANGUAGES
from wording.languages import OWN_NAMES


async def test_the_first_page_offers_every_language_by_its_own_name(town: Town) -> None:
    """The place of a printed code goes along; nothing is stored."""
    async with visitor(town) as anna:
        page = await anna.client.get("/chat", params={"start": "bahnhof"})

    for language in LANGUAGES:
        assert OWN_NAMES[language] in page.text
        assert f'href="/chat?start={language}_bahnhof"' in page.text
    assert await town.newcomers() == []


async def test_a_code_with_a_language_shows_the_areas_at_once(town: Town) -> None:
    async with visitor(town) as anna:
        page = await anna.client.get("/chat", params={"start": "de_bahnhof"})

    assert 'name="area" value="registration"' in page.text
    assert "Set-Cookie" not in page.headers
    assert await town.newcomers() == []


async def test_the_form_works_without_script(town: Town) -> None:
    """An area, an article: two presses, and the answer is there."""
    async with visitor(town) as anna:
        first = await anna.client.post("/chat/say", data={"area": "registration", "start": "de_bahnhof", "key": "k"})
        page = await anna.client.get("/chat")
        [button] = re.findall(r'name="press" value="([^"]+article:registration\.anmeldung)"', page.text)

        await anna.client.post("/chat/say", data={"press": button, "key": "k2"})

        answer = await anna.client.get("/chat")
    assert first.status_code == 303
    assert first.headers["Location"].startswith("/chat#r")
    assert 'class="reply reply-article"' in answer.text
    assert answer.text.count('class="choices"') == 1


async def test_sending_the_form_twice_asks_once(town: Town) -> None:
    async with visitor(town) as anna:
        await anna.client.post("/chat/say", data={"text": "Guten Tag", "start": "de", "key": "k"})
        await anna.client.post("/chat/say", data={"text": "Guten Tag", "start": "de", "key": "k"})

    assert town.interpreter.heard == ["Guten Tag"]


async def test_words_never_become_markup(town: Town) -> None:
    """Neither the newcomer's own words, nor what comes back in a quote, nor a staff member's."""
    evil = '<img src=x onerror="alert(1)">'
    async with visitor(town) as anna:
        await anna.client.post("/chat/say", data={"text": evil, "start": "de"})
        await anna.client.post("/chat/say", data={"text": "/person"})
        [newcomer] = await town.newcomers()
        await town.staff_writes(newcomer, "<script>alert(1)</script>")
        page = await anna.client.get("/chat")
        while "alert(1)&lt;/script" not in page.text:
            page = await anna.client.get("/chat")

    assert evil not in page.text
    assert "&lt;img src=x" in page.text
    assert "<script>alert" not in page.text


async def test_nothing_comes_from_elsewhere_or_stands_inside_the_page(town: Town) -> None:
    """The content policy allows our own files only, and the page needs no more."""
    async with visitor(town) as anna:
        page = await anna.client.get("/chat", params={"start": "ro_x"})
        addresses = re.findall(r'(?:src|href)="(/chat/static/[^"]+)"', page.text)
        files = [await anna.client.get(address) for address in addresses]

    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "style=" not in page.text
    assert "<style" not in page.text
    assert not re.search(r"<script(?![^>]* src=)", page.text)
    assert len(files) == 3
    assert all(file.status_code == 200 and "immutable" in file.headers["Cache-Control"] for file in files)


async def test_deleting_without_script_shows_the_receipt(town: Town) -> None:
    async with visitor(town) as anna:
        await anna.client.post("/chat/say", data={"text": "/delete", "start": "de"})
        page = await anna.client.get("/chat")
        [button] = re.findall(r'value="([^"]+delete-yes:)"', page.text)

        receipt = await anna.client.post("/chat/say", data={"press": button})
        after = await anna.client.get("/chat")

    assert receipt.status_code == 200
    assert "reply-receipt" in receipt.text
    assert OWN_NAMES["ro"] in after.text


async def test_an_empty_or_too_long_message_is_explained_in_place(town: Town) -> None:
    async with visitor(town) as anna:
        empty = await anna.client.post("/chat/say", data={"text": "  ", "start": "de"})
        long = await anna.client.post("/chat/say", data={"text": "x" * 10_001, "start": "de"})

    assert (empty.status_code, long.status_code) == (422, 422)
    assert "Bitte schreiben Sie Ihre Frage." in empty.text
    assert "Das ist zu lang" in long.text
    assert await town.newcomers() == []


async def test_who_must_wait_is_told_for_how_long(town: Town) -> None:
    """It may be a neighbour behind the same address who asked so much, and the wait can be most of an hour."""
    async with visitor(town) as anna:
        for _ in range(CONVERSATIONS_PER_HOUR):
            await anna.client.post("/chat/api/conversations", json={})
        anna.client.cookies.clear()
        refused = await anna.client.post("/chat/say", data={"text": "Guten Tag", "start": "de"})

    assert refused.status_code == 429
    assert 3500 < int(refused.headers["Retry-After"]) <= 3600
    assert "Bitte warten Sie 60 Minuten." in refused.text


async def test_a_form_of_another_site_does_nothing(anna: Visitor, town: Town) -> None:
    answer = await anna.client.post("/chat/say", data={"text": "a"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 400
    assert town.interpreter.heard == []


def test_telephone_numbers_can_be_tapped_and_other_numbers_not() -> None:
    """In a line for numbers also the short ones."""
    shown = view(
        OutboxMessage(
            id=1,
            rendered={
                "kind": "safety",
                "lines": [
                    {"style": "number", "label": "", "text": "Polizei 110, Rat 116 016 oder 0800 116 0160."},
                    {"style": "text", "label": "", "text": "§ 17, 2 Wochen, 30.11.2026, 110 Euro, 03443 370-123"},
                    {"style": "item", "label": "", "text": "Polizei = hilft"},
                ],
            },
        )
    )

    targets = [[p.target for p in line.pieces if p.kind == "phone"] for block in shown.blocks for line in block.lines]
    assert targets == [["tel:110", "tel:116016", "tel:08001160160"], ["tel:03443370123"], []]
    assert shown.blocks[2].lines[0].pieces[0].kind == "german"
