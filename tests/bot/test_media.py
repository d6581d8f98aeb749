"""Photos, voices and documents: asked about before anything is fetched, and only inside an open case."""

import asyncio
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import telegram_updates
from bot.file_fetcher import FetchFailed, FileFetcher, FileGone, FileTooLarge
from handoff.attachments import Attachment, OfferedFile, claim_offered
from handoff.cases import Case, Cases, Words
from handoff.consents import Consents
from handoff.newcomers import Newcomers
from handoff.units import Units
from storage import Database
from storage.outbox import OutboxMessage
from tests.bot.fakes import Town, Visitor, visitor
from tests.handoff.pictures import PDF, PHOTO, VOICE
from wording import Phrase, Reply

ADDRESS = "4711"
LARGE = 11 * 1024 * 1024
_numbers = count(1)


@pytest.fixture
async def town(database: Database, tmp_path: Path) -> AsyncIterator[Town]:
    town = Town(database, folder=tmp_path / "attachments")
    await town.prepare()
    town.open()
    yield town
    await town.close()


class Source:
    """Telegram as a place of files: hands out what it holds, or fails as it is told."""

    def __init__(self, **files: bytes) -> None:
        self.files = files
        self.asked: list[str] = []
        self.fails: Exception | None = None

    async def fetch(self, external_id: str, largest: int) -> bytes:
        self.asked.append(external_id)
        if self.fails is not None:
            raise self.fails
        if external_id not in self.files:
            raise FileGone
        if len(self.files[external_id]) > largest:
            raise FileTooLarge
        return self.files[external_id]


class Ana:
    """Somebody in Telegram."""

    def __init__(self, town: Town, address: str = ADDRESS) -> None:
        self.town = town
        self.address = address

    async def does(self, what: dict[str, Any]) -> list[Reply]:
        """Send an update as Telegram does, wait until it is done, and return what was said."""
        number = next(_numbers)
        chat = {"id": int(self.address), "type": "private"}
        if "data" in what:
            update = {"callback_query": {"id": "1", "message": {"chat": chat}, **what}}
        else:
            update = {"message": {"chat": chat, "date": 1_795_000_000, **what}}
        arrival = telegram_updates.reduce({"update_id": number, **update}, self.town.clock())
        assert arrival is not None
        before = len(await self.heard())
        await self.town.inbox.store(arrival)
        for _ in range(400):
            async with self.town.database.reading() as session:
                row = await self.town.inbox.find(session, "telegram", arrival.external_id)
            if row is None or row.done_at is not None:
                break
            assert row.parked_at is None
            await asyncio.sleep(0.01)
        return (await self.heard())[before:]

    async def sends(self, kind: str, file_id: str = "F", *, size: int = 100, **more: Any) -> list[Reply]:
        file: Any = {"file_id": file_id, "file_size": size, "mime_type": more.pop("mime", "image/jpeg")}
        return await self.does({kind: [file] if kind == "photo" else file, **more})

    async def presses(self, reply: Reply, action: str) -> list[Reply]:
        [button] = [each for each in reply.buttons if _label(each.label) == action]
        return await self.does({"data": button.id})

    async def heard(self) -> list[Reply]:
        async with self.town.database.reading() as session:
            said = select(OutboxMessage).where(OutboxMessage.address == self.address).order_by(OutboxMessage.id)
            return [Reply.model_validate(message.reply) for message in await session.scalars(said)]


def _label(label: Phrase | str) -> str:
    return label.id if isinstance(label, Phrase) else label


def said(reply: Reply) -> list[str]:
    """The ids of the phrases of *reply*."""
    return [line.content.id for line in reply.lines if isinstance(line.content, Phrase)]


@pytest.fixture
async def ana(town: Town) -> Ana:
    return Ana(town)


async def opens_case(
    town: Town, channel: Any = "telegram", address: str = ADDRESS, unit: str = "neustadtbuero"
) -> Case:
    async with town.database.transaction() as session:
        newcomer = await Newcomers(session).arrive(channel, address, town.clock())
        newcomer.language = "de"
        chosen = await Units(session).get(unit)
        consent = await Consents(session).give(
            newcomer,
            chosen,
            topic=None,
            passed_on={"question": True},
            separately=chosen.is_enforcement,
            now=town.clock(),
        )
        return await Cases(session, town.signals).open(
            newcomer,
            consent,
            language="de",
            topic=None,
            called=None,
            messages=[Words("?", "de")],
            now=town.clock(),
        )


async def rows(town: Town, table: Any) -> list[Any]:
    async with town.database.reading() as session:
        return list(await session.scalars(select(table)))


async def fetches(town: Town, source: Source) -> None:
    """The fetcher does what is due now."""
    fetcher = FileFetcher(town.services, source, town.clock)
    for offered in await claim_offered(town.database, town.clock(), limit=9):
        await fetcher._fetch(offered)


@pytest.mark.parametrize("kind", ["photo", "voice", "document", "video"])
async def test_without_a_case_nothing_is_kept_of_a_file(town: Town, ana: Ana, kind: str) -> None:
    [reply] = await ana.sends(kind)

    assert said(reply)[0] == f"{kind}-not-read"
    assert await rows(town, OfferedFile) == []


async def test_inside_a_case_a_photo_is_asked_about_and_not_fetched(town: Town, ana: Ana) -> None:
    """The unit that would get it stands on the button."""
    case = await opens_case(town)
    source = Source(F=PHOTO)

    [question] = await ana.sends("photo")
    await fetches(town, source)

    assert said(question)[0] == "file-ask-paper"
    assert [_label(each.label) for each in question.buttons] == [
        "button-file-send",
        "button-file-paper",
        "button-file-cancel",
    ]
    send = question.buttons[0].label
    assert isinstance(send, Phrase)
    assert send.arguments == {"unit": "Neustadtbüro"}
    assert source.asked == []
    [offered] = await rows(town, OfferedFile)
    assert offered.case_id is None
    assert case.id


async def test_on_no_paper_it_is_fetched_into_the_case(town: Town, ana: Ana) -> None:
    case = await opens_case(town)
    [question] = await ana.sends("photo")

    [going] = await ana.presses(question, "button-file-send")
    await fetches(town, Source(F=PHOTO))

    assert said(going) == ["file-fetching"]
    assert said((await ana.heard())[-1]) == ["file-sent"]
    [attachment] = await rows(town, Attachment)
    assert attachment.case_id == case.id
    assert await rows(town, OfferedFile) == []


@pytest.mark.parametrize(
    ("button", "answer"), [("button-file-paper", "file-refused"), ("button-file-cancel", "file-cancelled")]
)
async def test_a_paper_or_a_second_thought_leaves_nothing(town: Town, ana: Ana, button: str, answer: str) -> None:
    """Also when the button to send is pressed afterwards."""
    await opens_case(town)
    [question] = await ana.sends("document", mime="application/pdf")

    [told] = await ana.presses(question, button)
    [late] = await ana.presses(question, "button-file-send")

    assert said(told) == [answer]
    assert said(late) == ["file-over"]
    assert await rows(town, OfferedFile) == []


async def test_a_voice_is_not_asked_whether_it_shows_a_paper(town: Town, ana: Ana) -> None:
    await opens_case(town)

    [question] = await ana.sends("voice", mime="audio/ogg")
    await ana.presses(question, "button-voice-send")
    await fetches(town, Source(F=VOICE))

    assert said(question)[0] == "voice-ask"
    [attachment] = await rows(town, Attachment)
    assert attachment.media_type == "audio/ogg"


async def test_an_album_is_asked_about_once_and_told_once(town: Town, ana: Ana) -> None:
    """A picture of it that comes after the answer follows the answer."""
    await opens_case(town)

    [question] = await ana.sends("photo", "A", media_group_id="9")
    assert await ana.sends("photo", "B", media_group_id="9") == []
    await ana.presses(question, "button-file-send")
    assert await ana.sends("photo", "C", media_group_id="9") == []
    await fetches(town, Source(A=PHOTO, B=PDF, C=VOICE))

    assert len(await rows(town, Attachment)) == 3
    assert [said(each) for each in await ana.heard()].count(["file-sent"]) == 1


@pytest.mark.parametrize(
    ("kind", "more", "why"),
    [
        pytest.param("photo", {"size": LARGE}, "file-too-big", id="too big"),
        pytest.param("video_note", {}, "file-kind", id="a film"),
        pytest.param("document", {"mime": "application/zip"}, "file-kind", id="an archive"),
    ],
)
async def test_what_cannot_be_passed_on_is_told_at_once(
    town: Town, ana: Ana, kind: str, more: dict[str, Any], why: str
) -> None:
    await opens_case(town)

    [told] = await ana.sends(kind, **more)

    assert said(told) == [why]
    assert await rows(town, OfferedFile) == []


@pytest.mark.parametrize(
    ("files", "why"),
    [
        pytest.param({}, "file-failed", id="gone"),
        pytest.param({"F": b"x" * LARGE}, "file-too-big", id="larger than announced"),
        pytest.param({"F": b"MZ a program"}, "file-kind", id="not what it said it was"),
    ],
)
async def test_what_turns_out_wrong_is_told_and_given_up(
    town: Town, ana: Ana, files: dict[str, bytes], why: str
) -> None:
    await opens_case(town)
    [question] = await ana.sends("photo")
    await ana.presses(question, "button-file-send")

    await fetches(town, Source(**files))

    assert said((await ana.heard())[-1]) == [why]
    assert await rows(town, Attachment) == []
    assert await rows(town, OfferedFile) == []


async def test_a_broken_line_is_tried_again_until_it_is_hopeless(town: Town, ana: Ana) -> None:
    """First nothing is said; the eighth failure is told."""
    await opens_case(town)
    [question] = await ana.sends("photo")
    await ana.presses(question, "button-file-send")
    source = Source(F=PHOTO)
    source.fails = FetchFailed("network")

    for _ in range(7):
        await fetches(town, source)
        town.clock.passes(minutes=6)
    assert said((await ana.heard())[-1]) == ["file-fetching"]
    await fetches(town, source)

    assert said((await ana.heard())[-1]) == ["file-failed"]
    assert len(source.asked) == 8


async def test_with_two_cases_each_unit_has_its_button(town: Town, ana: Ana) -> None:
    """The file goes to the one that was pressed and to no other."""
    await opens_case(town, unit="neustadtbuero")
    clearing = await opens_case(town, unit="clearing")

    [question] = await ana.sends("photo")
    send = [each for each in question.buttons if _label(each.label) == "button-file-send"]
    [chosen] = [
        each for each in send if isinstance(each.label, Phrase) and each.label.arguments["unit"] == "Clearingstelle"
    ]
    await ana.does({"data": chosen.id})
    await fetches(town, Source(F=PHOTO))

    assert len(send) == 2
    [attachment] = await rows(town, Attachment)
    assert attachment.case_id == clearing.id


async def test_an_erased_newcomer_gets_no_file_into_any_case(town: Town, ana: Ana) -> None:
    """Everything was deleted while the file was on its way."""
    await opens_case(town)
    [question] = await ana.sends("photo")
    await ana.presses(question, "button-file-send")
    [offered] = await claim_offered(town.database, town.clock(), limit=1)
    async with town.database.transaction() as session:
        newcomer = await Newcomers(session).find("telegram", ADDRESS)
        assert newcomer is not None
        await town._erase(session, newcomer.id)

    await FileFetcher(town.services, Source(F=PHOTO), town.clock)._fetch(offered)

    assert await rows(town, Attachment) == []


@pytest.fixture
async def boris(town: Town) -> AsyncIterator[Visitor]:
    async with visitor(town) as boris:
        await boris.begins()  # without a language nothing is on its way that could meet the case
        yield boris


async def uploads(boris: Visitor, content: bytes = PHOTO, **fields: str) -> Any:
    files = {"file": ("../../Ausweis Ana.jpg", content, "text/html")}
    return await boris.client.post(boris.path("attachments"), files=files, data=fields, headers=boris.headers)


async def test_on_the_web_a_file_goes_into_the_open_case(town: Town, boris: Visitor) -> None:
    """The receipt stands in the conversation; of the file's name nothing is left."""
    case = await opens_case(town, "web", boris.id)

    answer = await uploads(boris, identity_paper="no")

    assert answer.status_code == 201, answer.text
    assert answer.json()["case"] == case.number
    assert str(case.number) in answer.json()["replies"][0]["text"]
    assert answer.json()["replies"][0]["id"] in [each["id"] for each in await boris.reads()]
    [attachment] = await rows(town, Attachment)
    assert attachment.media_type == "image/jpeg"
    assert "Ana" not in attachment.name


async def test_on_the_web_a_paper_is_refused_and_not_kept(town: Town, boris: Visitor) -> None:
    await opens_case(town, "web", boris.id)

    answer = await uploads(boris, identity_paper="yes")

    assert answer.status_code == 200
    assert len(answer.json()["replies"]) == 1
    assert await rows(town, Attachment) == []


@pytest.mark.parametrize(
    ("content", "fields", "status", "code"),
    [
        pytest.param(PHOTO, {}, 422, "invalid", id="nobody said what it shows"),
        pytest.param(PHOTO, {"identity_paper": "maybe"}, 422, "invalid", id="neither yes nor no"),
        pytest.param(b"<html>", {"identity_paper": "no"}, 422, "file_type", id="a page"),
        pytest.param(b"", {"identity_paper": "no"}, 422, "invalid", id="empty"),
        pytest.param(PHOTO + bytes(LARGE), {"identity_paper": "no"}, 413, "too_large", id="too large"),
        pytest.param(PHOTO, {"identity_paper": "no", "case": "1"}, 409, "no_open_case", id="another case"),
        pytest.param(PHOTO, {"identity_paper": "no", "case": "x"}, 422, "invalid", id="no number"),
    ],
)
async def test_on_the_web_the_rest_is_refused(
    town: Town, boris: Visitor, content: bytes, fields: dict[str, str], status: int, code: str
) -> None:
    await opens_case(town, "web", boris.id)

    answer = await uploads(boris, content, **fields)

    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert await rows(town, Attachment) == []


async def test_on_the_web_an_enforcing_unit_gets_a_file_only_when_its_case_is_named(town: Town, boris: Visitor) -> None:
    case = await opens_case(town, "web", boris.id, unit="housing_inspection")

    unnamed = await uploads(boris, identity_paper="no")
    named = await uploads(boris, identity_paper="no", case=str(case.number))

    assert (unnamed.status_code, named.status_code) == (422, 201)


async def test_the_page_offers_a_file_only_inside_a_case_and_works_without_script(town: Town, boris: Visitor) -> None:
    """A form with the question, and the name of the unit on its button."""
    boris.client.cookies.set("lotse_chat", boris.secret, path="/chat")
    await boris.says("/help")
    before = (await boris.client.get("/chat")).text
    case = await opens_case(town, "web", boris.id)
    within = (await boris.client.get("/chat")).text
    data = {"identity_paper": "no", "case": str(case.number)}

    sent = await boris.client.post("/chat/attachments", files={"file": ("x", PDF, "")}, data=data)
    missing = await boris.client.post("/chat/attachments", files={"file": ("x", PDF, "")}, data={})

    assert "/chat/attachments" not in before
    assert 'action="/chat/attachments"' in within
    assert "Neustadtbüro" in within
    assert sent.status_code == 303
    assert missing.status_code == 422
    assert town.phrases.say(Phrase(id="web-attach-missing"), "de") in missing.text
    assert len(await rows(town, Attachment)) == 1
