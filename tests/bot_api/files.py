"""Files that people and bots sent; a file id is good for one bot only."""

import hashlib
import mimetypes
from dataclasses import dataclass
from typing import Any

from tests.bot_api.calls import Call
from tests.bot_api.errors import bad_request

MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
MAX_PHOTO_BYTES = 10 * 1024 * 1024
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF", b"GIF8")
_FOLDERS = {"photo": "photos", "voice": "voice", "document": "documents", "sticker": "stickers"}


@dataclass(frozen=True)
class StoredFile:
    """A file as Telegram keeps it."""

    kind: str
    file_id: str
    path: str
    name: str
    content: bytes
    size: int  # bytes; a test may declare more than there are

    def as_json(self) -> dict[str, Any]:
        """The fields that every kind of file has."""
        unique = hashlib.sha256(self.file_id.encode()).hexdigest()[:16]
        return {"file_id": self.file_id, "file_unique_id": unique, "file_size": self.size}

    def as_content(self) -> dict[str, Any]:
        """The part of a message that shows this file."""
        facts = self.as_json()
        mime_type = mimetypes.guess_type(self.name)[0] or "application/octet-stream"
        match self.kind:
            case "photo":
                small = {"width": 90, "height": 90, **facts}
                return {"photo": [small, {"width": 1280, "height": 1280, **facts}]}
            case "voice":
                return {"voice": {**facts, "duration": 3, "mime_type": "audio/ogg"}}
            case "sticker":
                sticker = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
                return {"sticker": {**facts, **sticker, "emoji": "👍"}}
            case _:
                return {"document": {**facts, "file_name": self.name, "mime_type": mime_type}}


class FileStore:
    """The files one bot can name."""

    def __init__(self, bot_id: int) -> None:
        self._bot_id = bot_id
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, kind: str, content: bytes, *, name: str, size: int | None = None) -> StoredFile:
        number = len(self._by_id)
        file_id = hashlib.sha256(f"{self._bot_id}/{number}".encode()).hexdigest()
        path = f"{_FOLDERS[kind]}/file_{number}{name[name.rfind('.') :] if '.' in name else ''}"
        stored = StoredFile(kind, file_id, path, name, content, len(content) if size is None else size)
        self._by_id[file_id] = self._by_path[path] = stored
        return stored

    def at(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def get(self, file_id: str) -> StoredFile:
        """The file with this id.

        Raises:
            Refusal: 400, there is none, or it is another bot's.
        """
        try:
            return self._by_id[file_id]
        except KeyError:
            raise bad_request("wrong file_id or the file is temporarily unavailable") from None

    def sent(self, call: Call, kind: str) -> StoredFile:
        """The file that a call sends: uploaded, attached, or named by its id.

        Raises:
            Refusal: 400, there is none or it does not fit.
        """
        value = call.text(kind)
        upload = call.uploads.get(value.removeprefix("attach://") or kind)
        if value.startswith("attach://") and upload is None:
            raise bad_request(f"attached file not found: {value.removeprefix('attach://')}")
        if upload is not None:
            return self._uploaded(kind, upload.content, upload.filename)
        if value.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")  # the double has no network
        if not value:
            raise bad_request(f"there is no {kind} in the request")
        stored = self._by_id.get(value)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if stored.kind != kind:
            raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
        return stored

    def _uploaded(self, kind: str, content: bytes, name: str) -> StoredFile:
        if not content:
            raise bad_request("file must be non-empty")
        if kind == "photo" and len(content) > MAX_PHOTO_BYTES:
            raise bad_request("file is too big")
        if kind == "photo" and not content.startswith(_IMAGES):
            raise bad_request("IMAGE_PROCESS_FAILED")
        if kind == "voice" and not content.startswith(b"OggS"):
            kind = "document"  # only OGG becomes a voice message
        return self.add(kind, content, name=name)
