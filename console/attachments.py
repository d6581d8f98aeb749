"""Files of a case: the list on its page, and the download, which the case remembers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Path
from starlette.exceptions import HTTPException
from starlette.responses import Response

from console.desk import SignedIn, TheDesk
from handoff.attachments import Attachment
from handoff.cases import Cases
from handoff.file_types import SUFFIXES

routes = APIRouter()

_NAMES: Final[dict[str, str]] = {
    "image/jpeg": "Bild (JPEG)",
    "image/png": "Bild (PNG)",
    "image/webp": "Bild (WebP)",
    "image/heic": "Bild (HEIC)",
    "application/pdf": "PDF",
    "audio/ogg": "Sprachnachricht (OGG)",
    "audio/mpeg": "Tonaufnahme (MP3)",
    "audio/mp4": "Tonaufnahme (M4A)",
}


@dataclass(frozen=True)
class FileView:
    """One file as the page of its case names it."""

    id: int
    at: datetime
    name: str
    size: str


def file_view(attachment: Attachment) -> FileView:
    return FileView(attachment.id, attachment.at, _NAMES[attachment.media_type], _readable(attachment.size))


def _readable(size: int) -> str:
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")


@routes.get("/cases/{number}/attachments/{attachment_id}")
async def download(
    number: Annotated[int, Path(ge=1, le=999_999)],
    attachment_id: Annotated[int, Path(ge=1, le=2**31 - 1)],
    visitor: SignedIn,
    desk: TheDesk,
) -> Response:
    """The file itself: always to be saved, never shown by the browser, for its content is a stranger's."""
    files = desk.parts.files
    if files is None:
        raise HTTPException(404)
    async with desk.database.transaction() as session:
        cases = Cases(session, desk.parts.signals)
        attachment = await cases.read_attachment(number, attachment_id, visitor.member, desk.now())
    try:
        content = await files.read(attachment)
    except FileNotFoundError as error:
        raise HTTPException(404) from error
    name = f"fall-{number}-{attachment.id}.{SUFFIXES[attachment.media_type]}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(content, media_type=attachment.media_type, headers=headers)
