"""What a file is, by its first bytes and never by its name, and the file without what the camera wrote into it.

A photo taken with a telephone says where it was taken. JPEG, PNG and WebP are cleaned of that before they are stored;
HEIC, PDF and sounds are stored as they came.
"""

import re
import struct
from collections.abc import Iterator
from typing import Final

SUFFIXES: Final[dict[str, str]] = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/heic": "heic",
    "application/pdf": "pdf",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
}
"""The media types that are taken, each with the ending of its file."""

_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_DROPPED = (b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME")
_WEBP_DROPPED = (b"EXIF", b"XMP ")
_WEBP_FLAGS = 0x08 | 0x04  # of VP8X: EXIF and XMP follow
_JPEG_KEPT_APPS = (0xE0, 0xE2, 0xEE)  # JFIF, colour profile, Adobe's colours; all others describe the photo
_JPEG_COMMENT = 0xFE
_JPEG_MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")  # within the picture, FF 00 and restarts are data
_ORIENTATION = 0x0112


class FileTypeRefused(Exception):
    """The file is none of the kinds that are taken, or it is broken."""


def media_type_of(content: bytes) -> str:
    """The media type of *content*, one of `SUFFIXES`.

    Raises:
        FileTypeRefused: it is none of them.
    """
    start = content[:64]
    if start.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if start.startswith(_PNG_START):
        return "image/png"
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return "image/webp"
    if start.startswith(b"%PDF-"):
        return "application/pdf"
    if start.startswith(b"OggS") and (b"OpusHead" in start or b"\x01vorbis" in start):
        return "audio/ogg"
    if start.startswith(b"ID3") or (start[:1] == b"\xff" and start[1:2] in (b"\xfb", b"\xfa", b"\xf3", b"\xf2")):
        return "audio/mpeg"
    if start[4:8] == b"ftyp":
        return _iso_type(content)
    raise FileTypeRefused


def _iso_type(content: bytes) -> str:
    """HEIC pictures, sounds and films share one container."""
    brand = content[8:12]
    if brand in _HEIC_BRANDS:
        return "image/heic"
    is_sound = b"soun" in content and b"vide" not in content  # recorders of many telephones write no better brand
    if brand in (b"M4A ", b"M4B ") or is_sound:
        return "audio/mp4"
    raise FileTypeRefused


def without_metadata(content: bytes, media_type: str) -> bytes:
    """*content* without place, time and device, as far as its kind allows; a picture keeps which side is up.

    Raises:
        FileTypeRefused: the file is broken.
    """
    try:
        match media_type:
            case "image/jpeg":
                return b"".join(_clean_jpeg(content))
            case "image/png":
                return b"".join(_clean_png(content))
            case "image/webp":
                return _clean_webp(content)
    except (struct.error, IndexError) as error:
        raise FileTypeRefused from error
    return content


def _clean_jpeg(content: bytes) -> Iterator[bytes]:
    """The first picture alone: telephones hide further ones, with their own notes, behind its end."""
    yield content[:2]
    at = 2
    while True:
        if content[at] != 0xFF:
            raise FileTypeRefused
        marker = content[at + 1]
        if marker == 0xFF:  # a filler
            at += 1
            continue
        if marker == 0xD9:
            yield b"\xff\xd9"
            return
        end = at + 2 + struct.unpack_from(">H", content, at + 2)[0]
        segment = content[at:end]
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            yield _only_orientation(segment[10:])
        elif not _is_note(marker, segment):
            yield segment
        if marker == 0xDA:
            found = _JPEG_MARKER.search(content, end)
            if found is None:  # cut off, but a picture all the same
                yield content[end:] + b"\xff\xd9"
                return
            yield content[end : found.start()]
            end = found.end() - 2
        at = end


def _is_note(marker: int, segment: bytes) -> bool:
    if marker == 0xE2:
        return not segment[4:].startswith(b"ICC_PROFILE")  # others point at pictures behind this one
    return marker == _JPEG_COMMENT or (0xE0 <= marker <= 0xEF and marker not in _JPEG_KEPT_APPS)


def _only_orientation(tiff: bytes) -> bytes:
    """An Exif segment that says which side is up and nothing else; empty if the camera held still or wrote nonsense."""
    try:
        order = {b"II": "<", b"MM": ">"}[tiff[:2]]
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for entry in range(min(count, 200)):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * entry)
            if tag == _ORIENTATION and 2 <= value <= 8:
                kept = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, value, 0, 0)
                return b"\xff\xe1" + struct.pack(">H", 8 + len(kept)) + b"Exif\0\0" + kept
    except (KeyError, struct.error):
        return b""
    return b""


def _clean_png(content: bytes) -> Iterator[bytes]:
    yield _PNG_START
    at = len(_PNG_START)
    while True:
        length, name = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content):
            raise FileTypeRefused
        if name not in _PNG_DROPPED:
            yield content[at:end]
        if name == b"IEND":
            return
        at = end


def _clean_webp(content: bytes) -> bytes:
    kept = bytearray()
    at = 12
    whole = min(len(content), 8 + struct.unpack_from("<I", content, 4)[0])
    while at + 8 <= whole:
        name, length = struct.unpack_from("<4sI", content, at)
        end = at + 8 + length + length % 2
        if end > len(content) + length % 2:
            raise FileTypeRefused
        if name == b"VP8X":
            kept += content[at : at + 8] + bytes([content[at + 8] & ~_WEBP_FLAGS]) + content[at + 9 : end]
        elif name not in _WEBP_DROPPED:
            kept += content[at:end]
        at = end
    return b"RIFF" + struct.pack("<I", len(kept) + 4) + b"WEBP" + bytes(kept)
