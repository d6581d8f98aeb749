"""What stands in the text fields of a case's page.

All buttons of the page belong to one form, so each of them brings all fields along, and what it did not send or save is
shown again: one text is not lost to another, also without a script.
"""

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Form, Request

Field = Annotated[str, Form()]


@dataclass(frozen=True)
class Writing:
    """An answer, a note and the sealed preview of an answer; each is empty where there is none."""

    text: str = ""
    note: str = ""
    draft: str = ""


NOTHING: Final = Writing()


async def written(text: Field = "", note: Field = "", draft: Field = "") -> Writing:
    return Writing(_plain(text), _plain(note), draft)


async def noted(request: Request, writing: "Written") -> Writing:
    """Like `written`; a program sends a note alone, as `text`."""
    return writing if "note" in await request.form() else Writing(note=writing.text)


Written = Annotated[Writing, Depends(written)]
Noted = Annotated[Writing, Depends(noted)]


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
