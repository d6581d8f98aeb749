"""Files on the web: read only inside an open case and only after the newcomer said that they show no identity paper."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from bot.staff_talk import tell_unit
from bot.turn import line
from bot.web_channel import CHANNEL, shown_topic
from bot.web_chat import NoOpenCase, WebChat
from bot.web_http import Refusal, read_body
from handoff.attachments import LARGEST
from handoff.cases import Case, Cases
from handoff.delivery import language_of
from handoff.errors import CaseFull, CaseOver
from handoff.file_types import FileTypeRefused
from handoff.newcomers import Newcomer, Newcomers
from handoff.units import Unit, Units
from storage.outbox import OutboxMessage
from storage.signals import next_signal
from wording import Line, Reply

_MULTIPART_ROOM = 16 * 1024  # bytes for the parts' headers
_FIELDS = 4
_LOOK_AGAIN_SECONDS = 0.5


@dataclass(frozen=True)
class Place:
    """An open case and its unit."""

    case: Case
    unit: Unit


@dataclass(frozen=True)
class Upload:
    """What a form brought; `content` is None when no file was chosen."""

    content: bytes | None
    is_paper: bool | None
    case: int | None


async def places(chat: WebChat, conversation: str) -> list[Place]:
    """Where a file can go, the case with the newest message first; nowhere if this house keeps no files."""
    if chat.parts.attachments is None:
        return []
    async with chat.parts.database.reading() as session:
        newcomer = await Newcomers(session).find(CHANNEL, conversation)
        cases = await Cases(session, chat.parts.signals).open_of(newcomer.id) if newcomer else []
        return [Place(case, await Units(session).get(case.unit_id)) for case in cases]


async def take_file(chat: WebChat, conversation: str, request: Request) -> tuple[Case, list[OutboxMessage], bool]:
    """Put the file of *request* into a case; return the case, what was said, and whether the file was kept.

    Raises:
        NoOpenCase: there is no case; the body was not even read.
        Refusal: the form is not complete, or the file is too large or none of the kinds that are taken.
    """
    if not (open_places := await places(chat, conversation)):
        raise NoOpenCase
    upload = await read_upload(request)
    if upload.is_paper is None:
        raise Refusal(422, "invalid", "identity_paper: yes or no is needed: does the file show an identity paper?")
    case = _chosen(open_places, upload.case).case
    if upload.is_paper:
        said = await _say(chat, conversation, case, line("file-refused"))
        return case, await _shown(chat, conversation, said), False
    if upload.content is None:
        raise Refusal(422, "invalid", "file: a file is needed")
    return case, await _shown(chat, conversation, await _keep(chat, conversation, case, upload.content)), True


def _chosen(open_places: list[Place], number: int | None) -> Place:
    """The case that was named. One that is alone needs no name, unless its unit enforces: there nothing goes by
    itself.
    """
    if number is not None:
        for place in open_places:
            if place.case.number == number:
                return place
        raise NoOpenCase
    if len(open_places) > 1 or open_places[0].unit.is_enforcement:
        raise Refusal(422, "invalid", "case: the number of the case is needed")
    return open_places[0]


async def _keep(chat: WebChat, conversation: str, case: Case, content: bytes) -> int:
    said = 0

    async def tell(session: AsyncSession, kept: Case) -> None:
        nonlocal said
        unit = await Units(session).get(kept.unit_id)
        await tell_unit(chat.parts.outbox, session, unit, kept, "message", chat.parts.clock())
        receipt = line("file-sent", "small", unit=unit.name, number=kept.number)
        said = await _add(chat, session, conversation, kept, receipt)

    assert chat.parts.attachments is not None
    try:
        await chat.parts.attachments.keep(case.id, content, chat.parts.clock(), tell)
    except FileTypeRefused as error:
        raise Refusal(422, "file_type", "file: only JPEG, PNG, WebP, HEIC, PDF, OGG, MP3 and M4A are taken") from error
    except CaseFull as error:
        raise Refusal(409, "case_full", "the case holds as many files as a case may hold") from error
    except CaseOver as error:
        raise NoOpenCase from error
    return said


async def _say(chat: WebChat, conversation: str, case: Case, said: Line) -> int:
    async with chat.parts.database.transaction() as session:
        return await _add(chat, session, conversation, case, said)


async def _add(chat: WebChat, session: AsyncSession, conversation: str, case: Case, said: Line) -> int:
    newcomer = await session.get_one(Newcomer, case.newcomer_id)
    reply = Reply(kind="receipt", language=language_of(case, newcomer), lines=(said,), case=case.number)
    return await chat.parts.outbox.add(
        session,
        channel=CHANNEL,
        address=conversation,
        newcomer_id=newcomer.id,
        reply=reply.model_dump(mode="json"),
        now=chat.parts.clock(),
    )


async def _shown(chat: WebChat, conversation: str, message_id: int) -> list[OutboxMessage]:
    """The message once it can be fetched; nothing when that takes too long."""
    until = asyncio.get_running_loop().time() + chat.parts.wait_seconds
    async with chat.parts.signals.listening(shown_topic(conversation)) as news:
        while not (found := await chat.parts.outbox.shown(conversation, after=message_id - 1, limit=1)):
            left = until - asyncio.get_running_loop().time()
            if left <= 0:
                return []
            await next_signal(news, min(left, _LOOK_AGAIN_SECONDS))
    return [message for message in found if message.id == message_id]


async def read_upload(request: Request) -> Upload:
    """The multipart form of *request*.

    Raises:
        Refusal: it is no such form, holds more than one file, or is larger than 10 MB.
    """
    body = await read_body(request, LARGEST + _MULTIPART_ROOM)

    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    try:
        form = await MultiPartParser(request.headers, stream(), max_files=1, max_fields=_FIELDS).parse()
    except (MultiPartException, KeyError) as error:
        raise Refusal(400, "not_multipart", "the body is no multipart form with one file") from error
    try:
        file = form.get("file")
        content = await file.read() if isinstance(file, UploadFile) else None
        answers = {"yes": True, "no": False}
        is_paper = answers.get(str(form.get("identity_paper", "")))
        number = str(form.get("case", ""))
    finally:
        await form.close()
    if content is not None and len(content) > LARGEST:
        raise Refusal(413, "too_large", f"at most {LARGEST} bytes are taken")
    if number and not (number.isascii() and number.isdecimal() and len(number) < 7):
        raise Refusal(422, "invalid", "case: this is no number of a case")
    return Upload(content or None, is_paper, int(number) if number else None)
