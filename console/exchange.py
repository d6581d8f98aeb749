"""What the ways of exchange have in common: what is sent, the page before the yes, and what it carries to the yes."""

import asyncio
import zlib
from collections.abc import Sequence
from typing import Annotated, Final, Literal, get_args

from fastapi import File, Form, UploadFile
from starlette.responses import Response

from console.desk import Desk, Visitor
from console.exchange_german import reasons
from console.exchange_view import texts_shown, values_shown
from knowledge_base.archives import LARGEST_FILE
from knowledge_base.incoming import FileRefused, Incoming, Known, Problem

Way = Literal["workbook", "edition", "integreat"]
Upload = Annotated[UploadFile | None, File()]
Pieces = Annotated[list[str], Form(default_factory=list)]

PATH: Final = "/knowledge/exchange"
UPLOADS: Final = tuple(f"{PATH}/{way}" for way in (*get_args(Way), "topics", "take"))
"""Where more may be sent than elsewhere at the desk: files, and the pages before the yes with what they carry."""

MOST_REASONS_SHOWN: Final = 100

_LONGEST_FIELD: Final = 500_000
"""Characters: a form takes no field above a megabyte."""

_MOST_CARRIED: Final = 4_500_000


async def content_of(file: UploadFile | None) -> bytes:
    """The bytes of what was sent.

    Raises:
        FileRefused: nothing was chosen, or it is too large.
    """
    content = await file.read(LARGEST_FILE + 1) if file else b""
    if not content:
        raise FileRefused([Problem("no-file")])
    if len(content) > LARGEST_FILE:
        raise FileRefused([Problem("too-large")])
    return content


def carry(desk: Desk, visitor: Visitor, purpose: str, value: bytes) -> list[str]:
    """*value* for the fields of a form, sealed: nobody else can send it, and nothing else can be sent for it.

    No table keeps it meanwhile, and any process of several can take it.

    Raises:
        FileRefused: it is more than a form may hold.
    """
    sealed = desk.vault.seal(f"exchange {purpose} {visitor.member.id}", zlib.compress(value))
    if len(sealed) > _MOST_CARRIED:
        raise FileRefused([Problem("too-much")])
    return [sealed[start : start + _LONGEST_FIELD] for start in range(0, len(sealed), _LONGEST_FIELD)]


def brought(desk: Desk, visitor: Visitor, purpose: str, pieces: Sequence[str]) -> bytes:
    """What `carry` was given.

    Raises:
        SealBroken: it was changed, is missing, or is of another person.
    """
    return zlib.decompress(desk.vault.unseal(f"exchange {purpose} {visitor.member.id}", "".join(pieces)))


async def plan_page(desk: Desk, visitor: Visitor, way: Way, incoming: Incoming, known: Known) -> Response:
    """What would change, with the button that lets it.

    Raises:
        FileRefused: it is more than that page can carry.
    """
    return desk.page(
        "exchange_plan.html",
        visitor,
        here="/exchange",
        way=way,
        texts=await asyncio.to_thread(texts_shown, incoming, known),
        values=values_shown(incoming.values),
        left=incoming.left,
        carried=carry(desk, visitor, way, incoming.model_dump_json().encode()),
    )


def exchange_page(desk: Desk, visitor: Visitor, *, done: str = "", taken: tuple[int, int] = (0, 0)) -> Response:
    """The three ways; after a yes with what was *taken*: drafts and proposals."""
    return _page(desk, visitor, 200, done=done, taken=taken)


def refusal_page(desk: Desk, visitor: Visitor, way: Way, refused: FileRefused, status: int = 422) -> Response:
    """The three ways, with the reasons why a file was not taken beside the one it came by."""
    shown = refused.problems[:MOST_REASONS_SHOWN]
    return _page(
        desk,
        visitor,
        status,
        refused=way,
        reasons=reasons(shown, pages=way == "integreat"),
        more_reasons=len(refused.problems) - len(shown),
    )


def _page(desk: Desk, visitor: Visitor, status: int, **values: object) -> Response:
    given = {"done": "", "taken": (0, 0), "refused": "", "reasons": [], "more_reasons": 0, **values}
    is_administrator = visitor.member.role == "administrator"
    return desk.page(
        "exchange.html", visitor, status=status, here="/exchange", is_administrator=is_administrator, **given
    )
