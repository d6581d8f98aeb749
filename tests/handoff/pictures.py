"""Small real files, and files with what a camera writes into them."""

import struct
import zlib
from binascii import unhexlify

_PIXEL = (
    "ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f141d1a1f1e1d1a"
    "1c1c20242e2720222c231c1c2837292c30313434341f27393d38323c2e333432ffc0000b080001000101011100ffc4001f000001050101010101"
    "0100000000000000000102030405060708090a0bffc400b5100002010303020403050504040000017d0102030004110512213141061351610722"
    "7114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a434445464748494a535455565758595a6364"
    "65666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9ca"
    "d2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffda0008010100003f00fbd2800fffd9"
)
PHOTO = unhexlify(_PIXEL)
"""A JPEG of one pixel."""

PLACE = b"51.2014 N 11.9701 E"


def exif(orientation: int) -> bytes:
    """An Exif segment as a telephone writes it: which side is up, and where it was."""
    entries = struct.pack(">HHHIHH", 2, 0x0112, 3, 1, orientation, 0) + struct.pack(">HHII", 0x8825, 4, 1, 38)
    tiff = b"MM\0*" + struct.pack(">I", 8) + entries + struct.pack(">I", 0) + PLACE
    return b"\xff\xe1" + struct.pack(">H", 8 + len(tiff)) + b"Exif\0\0" + tiff


def photo_with_place(orientation: int = 6) -> bytes:
    """A JPEG with a place in Exif, in a comment, and in a second picture behind its end."""
    comment = b"\xff\xfe" + struct.pack(">H", 2 + len(PLACE)) + PLACE
    return PHOTO[:2] + exif(orientation) + comment + PHOTO[2:] + PHOTO[:2] + exif(1) + PHOTO[2:]


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


PNG_START = b"\x89PNG\r\n\x1a\n"
_HEAD = _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
_BODY = _chunk(b"IDAT", zlib.compress(b"\0\0")) + _chunk(b"IEND", b"")
PNG = PNG_START + _HEAD + _BODY
PNG_WITH_PLACE = PNG_START + _HEAD + _chunk(b"tEXt", b"Comment\0" + PLACE) + _chunk(b"eXIf", PLACE) + _BODY + PLACE


def _riff(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(name + struct.pack("<I", len(each)) + each + b"\0" * (len(each) % 2) for name, each in chunks)
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


_FLAGS = struct.pack("<I", 0x0C) + bytes(6)
WEBP_WITH_PLACE = _riff((b"VP8X", _FLAGS), (b"VP8L", b"pixel"), (b"EXIF", PLACE), (b"XMP ", PLACE))
WEBP = _riff((b"VP8X", bytes(10)), (b"VP8L", b"pixel"))

VOICE = b"OggS\0\2" + bytes(22) + b"\x01\x13OpusHead\1\1" + bytes(40)
PDF = b"%PDF-1.7\n%%EOF\n"
