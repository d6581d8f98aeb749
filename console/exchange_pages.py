"""Exchange with files: the workbook for translators and the edition as an archive.

An upload is read and shown as what it would change. With the yes all of it becomes drafts and proposals, or nothing.
What needs openpyxl is imported where it is used: it would be a seventh of the desk's start.
"""

import asyncio
from typing import Annotated, Final, get_args

from fastapi import APIRouter, Form
from starlette.responses import Response

from console import german
from console.desk import Acting, SignedIn, TheDesk, administrator, editing, see_other
from console.errors import SealBroken
from console.exchange import PATH, Pieces, Upload, Way, brought, content_of, exchange_page, plan_page, refusal_page
from knowledge_base.articles import load_edition
from knowledge_base.edition_archive import changes_of, read_archive, write_archive
from knowledge_base.errors import EditConflict, ValueRefused
from knowledge_base.incoming import FileRefused, Incoming, Known, Problem
from knowledge_base.sheet_columns import OUTDATED
from knowledge_base.value_changes import ValueChanges
from knowledge_base.workflow import Workflow
from wording import LANGUAGES

routes = APIRouter(prefix=PATH)

_STATES: Final = {**german.STATUSES, OUTDATED: "veraltet"}
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BECAUSE: Final[dict[Way, str]] = {
    "workbook": "Aus einer Tabelle übernommen",
    "edition": "Aus einer hochgeladenen Ausgabe übernommen",
    "integreat": "Aus Integreat übernommen",
}


@routes.get("")
async def show(visitor: SignedIn, desk: TheDesk, done: str = "", texts: int = 0, values: int = 0) -> Response:
    return exchange_page(desk, editing(visitor), done=done, taken=(texts, values))


@routes.get("/workbook")
async def download_workbook(visitor: SignedIn, desk: TheDesk, language: str = "", only: str = "") -> Response:
    """The workbook of one language, or of all; `only=gaps` leaves out what needs no translator."""
    from knowledge_base.spreadsheet import write_workbook

    editing(visitor)
    chosen = [each for each in LANGUAGES if each == language] or list(LANGUAGES)
    async with desk.database.reading() as session:
        known = await Known.load(session)
    content = await asyncio.to_thread(
        write_workbook,
        known.edition,
        known.newest,
        desk.parts.phrases,
        chosen,
        states=_STATES,
        only_gaps=only == "gaps",
    )
    name = f"lotse-{chosen[0] if len(chosen) == 1 else 'alle'}-{desk.now():%Y-%m-%d}.xlsx"
    return _download(content, _XLSX, name)


@routes.get("/edition")
async def download_edition(visitor: SignedIn, desk: TheDesk) -> Response:
    administrator(visitor)
    async with desk.database.reading() as session:
        edition = await load_edition(session)
    content = await asyncio.to_thread(write_archive, edition)
    return _download(content, "application/zip", f"lotse-ausgabe-{desk.now():%Y-%m-%d}.zip")


@routes.post("/workbook")
async def read_sent_workbook(visitor: Acting, desk: TheDesk, file: Upload = None) -> Response:
    from knowledge_base.spreadsheet_reading import drafts_of, read_workbook

    editing(visitor)
    try:
        texts = await asyncio.to_thread(read_workbook, await content_of(file))
        async with desk.database.reading() as session:
            known = await Known.load(session, [text.written_upon for text in texts])
        return await plan_page(desk, visitor, "workbook", drafts_of(texts, known), known)
    except FileRefused as refused:
        return refusal_page(desk, visitor, "workbook", refused)


@routes.post("/edition")
async def read_sent_edition(visitor: Acting, desk: TheDesk, file: Upload = None) -> Response:
    administrator(visitor)
    try:
        sent = await asyncio.to_thread(read_archive, await content_of(file))
        async with desk.database.reading() as session:
            known = await Known.load(session, [(place, text.version) for place, text in sent.articles.items()])
        return await plan_page(desk, visitor, "edition", changes_of(sent, known), known)
    except FileRefused as refused:
        return refusal_page(desk, visitor, "edition", refused)


@routes.post("/take")
async def take(visitor: Acting, desk: TheDesk, carried: Pieces, way: Annotated[str, Form()] = "") -> Response:
    """Make drafts and proposals of what the page before showed."""
    editing(visitor)
    by: Way = next((each for each in get_args(Way) if each == way), "workbook")
    if by == "edition":
        administrator(visitor)
    try:
        incoming = Incoming.model_validate_json(brought(desk, visitor, by, carried))
        async with desk.database.transaction() as session:
            workflow = Workflow(session, desk.parts.signals, desk.parts.library.edition, desk.now())
            changes = ValueChanges(session, desk.parts.signals, desk.now())
            await incoming.take(workflow, changes, because=_BECAUSE[by], by=visitor.actor)
    except SealBroken:
        return refusal_page(desk, visitor, by, FileRefused([Problem("no-file")]))
    except EditConflict as conflict:
        rule = "conflict" if conflict.newest else "value-conflict"
        return refusal_page(desk, visitor, by, FileRefused([Problem(rule, conflict.name)]), status=409)
    except ValueRefused as error:
        return refusal_page(desk, visitor, by, FileRefused([Problem("value-refused", english=str(error))]))
    return see_other(f"/desk{PATH}?done=taken&texts={len(incoming.texts)}&values={len(incoming.values)}")


def _download(content: bytes, media_type: str, name: str) -> Response:
    return Response(content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
