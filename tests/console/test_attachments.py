"""Files at the desk: for the unit of the case alone, to be saved and never shown, and remembered."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.attachment_folder import AttachmentFolder
from handoff.attachments import Attachment, attachments_of
from handoff.case_files import CaseFiles
from handoff.cases import Case
from handoff.events import CaseEvent
from tests.console.conftest import Town
from tests.handoff.pictures import PDF, PHOTO


async def nothing_more(_session: AsyncSession, _case: Case) -> None:
    """A file without anything else in its commit."""


@pytest.fixture
def files(town: Town, tmp_path: Path) -> CaseFiles:
    """A desk that keeps files."""
    files = CaseFiles(town.database, town.signals, AttachmentFolder(tmp_path / "attachments"))
    town.desk_app.state.desk.parts = replace(town.desk_app.state.desk.parts, files=files)
    return files


async def with_file(town: Town, files: CaseFiles, content: bytes = PHOTO) -> tuple[Case, Attachment]:
    case = await town.case("?")
    await files.keep(case.id, content, town.clock(), nothing_more)
    async with town.database.reading() as session:
        [attachment] = await attachments_of(session, case.id)
    return case, attachment


async def test_a_file_of_the_own_unit_is_saved_and_never_shown(town: Town, files: CaseFiles) -> None:
    """No name of the sender's, no guessing of types, no script in whatever it holds."""
    case, attachment = await with_file(town, files)
    desk = await town.at_the_desk("Frau Beer")
    await desk.opens(f"/desk/cases/{case.number}")
    assert f"/desk/cases/{case.number}/attachments/{attachment.id}" in desk.shown

    answer = await desk.http.get(f"/desk/cases/{case.number}/attachments/{attachment.id}")

    assert answer.status_code == 200
    assert answer.content == PHOTO
    assert answer.headers["content-type"] == "image/jpeg"
    name = f"fall-{case.number}-{attachment.id}.jpg"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert "sandbox" in answer.headers["content-security-policy"]


async def test_the_case_remembers_who_took_a_file(town: Town, files: CaseFiles) -> None:
    case, attachment = await with_file(town, files, PDF)
    member = await town.enrols("Frau Beer")
    desk = await town.signs_in(member)

    await desk.http.get(f"/desk/cases/{case.number}/attachments/{attachment.id}")

    async with town.database.reading() as session:
        [event] = await session.scalars(select(CaseEvent).where(CaseEvent.kind == "read"))
    assert (event.actor, event.details) == (f"staff:{member.id}", {"attachment": attachment.id})


@pytest.mark.parametrize("unit", ["school_team", "housing_inspection"])
async def test_another_unit_does_not_learn_that_there_is_a_file(town: Town, files: CaseFiles, unit: str) -> None:
    """Not by its own case's number either."""
    case, attachment = await with_file(town, files)
    theirs = await town.case("!", unit=unit)
    desk = await town.at_the_desk("Jemand", unit=unit)

    direct = await desk.http.get(f"/desk/cases/{case.number}/attachments/{attachment.id}")
    crossed = await desk.http.get(f"/desk/cases/{theirs.number}/attachments/{attachment.id}")
    missing = await desk.http.get(f"/desk/cases/{case.number}/attachments/99")

    assert [each.status_code for each in (direct, crossed, missing)] == [404, 404, 404]
    assert direct.text == crossed.text == missing.text
    async with town.database.reading() as session:
        assert list(await session.scalars(select(CaseEvent).where(CaseEvent.kind == "read"))) == []


async def test_without_signing_in_there_is_no_file(town: Town, files: CaseFiles) -> None:
    case, attachment = await with_file(town, files)

    answer = await town.browser().http.get(f"/desk/cases/{case.number}/attachments/{attachment.id}")

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/desk/sign-in")
