"""Files of a case: known by their bytes, cleaned, kept once, and gone with the case."""

import asyncio
import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff import privacy
from handoff.attachments import OfferedFile, OfferedFiles, attachments_of, claim_offered, forget_offers
from handoff.cases import Case, Cases
from handoff.consents import Consent
from handoff.errors import CaseFull, CaseOver
from handoff.file_types import SUFFIXES, FileTypeRefused, media_type_of, without_metadata
from storage import Database
from tests.handoff import pictures
from tests.handoff.case_desk import NOW, CaseDesk, case_desk
from tests.handoff.pictures import PHOTO, PLACE


@pytest.fixture
async def desk(database: Database, tmp_path: Path) -> CaseDesk:
    return await case_desk(database, tmp_path / "attachments")


async def nothing_more(_session: AsyncSession, _case: Case) -> None:
    """A file without anything else in its commit."""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(PHOTO, "image/jpeg", id="jpeg"),
        pytest.param(pictures.PNG, "image/png", id="png"),
        pytest.param(pictures.WEBP, "image/webp", id="webp"),
        pytest.param(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "image/heic", id="heic"),
        pytest.param(pictures.PDF, "application/pdf", id="pdf"),
        pytest.param(pictures.VOICE, "audio/ogg", id="opus"),
        pytest.param(b"ID3\4\0\0" + bytes(20), "audio/mpeg", id="mp3 with a title"),
        pytest.param(b"\xff\xfb\x90\x64" + bytes(20), "audio/mpeg", id="mp3"),
        pytest.param(b"\0\0\0\x18ftypM4A \0\0\0\0", "audio/mp4", id="m4a"),
        pytest.param(b"\0\0\0\x18ftypmp42\0\0\0\0moov...hdlr....soun", "audio/mp4", id="a recorder's mp4"),
    ],
)
def test_a_file_is_known_by_its_first_bytes(content: bytes, expected: str) -> None:
    assert media_type_of(content) == expected
    assert expected in SUFFIXES


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<html><script>alert(1)</script>", id="a page"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="svg"),
        pytest.param(b"PK\3\4" + bytes(60), id="zip or docx"),
        pytest.param(b"MZ" + bytes(60), id="a program"),
        pytest.param(b"GIF89a" + bytes(60), id="gif"),
        pytest.param(b"\0\0\0\x18ftypisom\0\0\0\0moov vide soun", id="a film"),
        pytest.param(b"OggS" + bytes(60), id="ogg that is no sound"),
    ],
)
def test_everything_else_is_refused(content: bytes) -> None:
    with pytest.raises(FileTypeRefused):
        media_type_of(content)


def test_a_photo_forgets_where_it_was_taken_and_keeps_which_side_is_up() -> None:
    """Exif, comments and the pictures that telephones hide behind the first one are cut off."""
    cleaned = without_metadata(pictures.photo_with_place(orientation=6), "image/jpeg")

    assert PLACE not in cleaned
    assert cleaned.endswith(PHOTO[2:])
    assert cleaned.count(b"\xff\xd9") == 1
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in cleaned


def test_a_photo_that_stands_upright_needs_no_exif_at_all() -> None:
    assert without_metadata(pictures.photo_with_place(orientation=1), "image/jpeg") == PHOTO


def test_png_and_webp_forget_as_well() -> None:
    assert without_metadata(pictures.PNG_WITH_PLACE, "image/png") == pictures.PNG
    assert without_metadata(pictures.WEBP_WITH_PLACE, "image/webp") == pictures.WEBP


@pytest.mark.parametrize("length", range(4, len(pictures.photo_with_place()), 37))
def test_a_broken_photo_is_refused_or_kept_but_breaks_nothing(length: int) -> None:
    try:
        cleaned = without_metadata(pictures.photo_with_place()[:length], "image/jpeg")
    except FileTypeRefused:
        return
    assert PLACE not in cleaned


async def test_a_file_in_a_case_is_one_row_one_file_and_one_event(desk: CaseDesk) -> None:
    """The file lies below the case's number under a name nobody chose, and nobody else on the machine reads it."""
    case = await desk.opens_case()

    await desk.files.keep(case.id, PHOTO, NOW, nothing_more)

    [file] = desk.on_disk()
    assert file.parent.name == str(case.id)
    assert file.read_bytes() == PHOTO
    assert file.stat().st_mode & 0o077 == 0
    async with desk.database.reading() as session:
        [attachment] = await attachments_of(session, case.id)
        assert (attachment.media_type, attachment.size, attachment.name) == ("image/jpeg", len(PHOTO), file.name)
        kept = await session.get_one(Case, case.id)
        assert kept.last_sender == "newcomer"


async def test_the_same_file_twice_is_one(desk: CaseDesk) -> None:
    """A fetch that is repeated after a crash changes nothing."""
    case = await desk.opens_case()

    await desk.files.keep(case.id, PHOTO, NOW, nothing_more)
    await desk.files.keep(case.id, PHOTO, NOW, nothing_more)

    assert await desk.kept(case) == 1
    assert len(desk.on_disk()) == 1


async def test_a_closed_case_takes_no_file(desk: CaseDesk) -> None:
    case = await desk.opens_case()
    async with desk.database.transaction() as session:
        (await session.get_one(Case, case.id)).owner = "closed"

    with pytest.raises(CaseOver):
        await desk.files.keep(case.id, PHOTO, NOW, nothing_more)

    assert desk.on_disk() == []


async def test_a_case_is_no_archive(desk: CaseDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handoff.case_files.PER_CASE", 1)
    case = await desk.opens_case()
    await desk.files.keep(case.id, PHOTO, NOW, nothing_more)

    with pytest.raises(CaseFull):
        await desk.files.keep(case.id, pictures.PNG, NOW, nothing_more)

    assert len(desk.on_disk()) == 1


async def test_what_fails_beside_the_file_takes_the_file_along(desk: CaseDesk) -> None:
    case = await desk.opens_case()

    async def breaks(_session: AsyncSession, _case: Case) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await desk.files.keep(case.id, PHOTO, NOW, breaks)

    assert await desk.kept(case) == 0
    assert desk.on_disk() == []


async def gone(folder: Path) -> bool:
    """Files are removed after the commit, in a thread."""
    for _ in range(100):
        if not any(path.is_file() for path in folder.rglob("*")):
            return True
        await asyncio.sleep(0.02)
    return False


async def test_a_yes_taken_back_removes_the_files(desk: CaseDesk) -> None:
    """Also what was accepted and not fetched yet."""
    case = await desk.opens_case()
    await desk.files.keep(case.id, PHOTO, NOW, nothing_more)

    async with desk.database.transaction() as session:
        offered = OfferedFiles(session)
        await offered.offer(case.newcomer_id, "photo", "F", bundle="b", album=None, case_id=case.id, now=NOW)
        mine = await session.get_one(Case, case.id)
        consent = await session.get_one(Consent, mine.consent_id)
        await Cases(session, desk.signals).withdraw(mine, consent, NOW)
        desk.files.remove_with(session, [case.id])

    assert await desk.kept(case) == 0
    assert await claim_offered(desk.database, NOW, limit=5) == []
    assert await gone(desk.folder)


async def test_an_erased_newcomer_leaves_no_file_and_others_keep_theirs(desk: CaseDesk) -> None:
    case, other = await desk.opens_case("1"), await desk.opens_case("2")
    await desk.files.keep(case.id, PHOTO, NOW, nothing_more)
    await desk.files.keep(other.id, PHOTO, NOW, nothing_more)

    async with desk.database.transaction() as session:
        await desk.files.remove_with_newcomer(session, case.newcomer_id)
        await privacy.erase(session, case.newcomer_id)

    for _ in range(100):
        if len(desk.on_disk()) == 1:
            break
        await asyncio.sleep(0.02)
    [left] = desk.on_disk()
    assert left.parent.name == str(other.id)
    assert (await desk.kept(case), await desk.kept(other)) == (0, 1)


async def test_an_erasure_that_is_rolled_back_keeps_the_file(desk: CaseDesk) -> None:
    case = await desk.opens_case()
    await desk.files.keep(case.id, PHOTO, NOW, nothing_more)

    async def erase_and_break() -> None:
        async with desk.database.transaction() as session:
            await desk.files.remove_with_newcomer(session, case.newcomer_id)
            await privacy.erase(session, case.newcomer_id)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await erase_and_break()

    await asyncio.sleep(0.05)
    assert len(desk.on_disk()) == 1


async def test_a_purged_case_loses_its_files_with_the_next_sweep(desk: CaseDesk) -> None:
    """Files without a row are removed once they are older than 15 minutes; a younger one may get its row yet."""
    case = await desk.opens_case()
    await desk.files.keep(case.id, PHOTO, NOW, nothing_more)
    await desk.files.keep(case.id, pictures.PNG, NOW, nothing_more)
    old, young = desk.on_disk()
    os.utime(old, (0, 0))
    async with desk.database.transaction() as session:
        (await session.get_one(Case, case.id)).closed_at = NOW - timedelta(days=200)
    async with desk.database.transaction() as session:
        await privacy.forget_closed_cases(session, NOW)

    async with desk.database.transaction() as session:
        await desk.files.sweep(session, NOW)

    assert desk.on_disk() == [young]


async def test_the_sweep_leaves_what_has_a_row(desk: CaseDesk) -> None:
    case = await desk.opens_case()
    await desk.files.keep(case.id, PHOTO, NOW, nothing_more)
    [file] = desk.on_disk()
    os.utime(file, (0, 0))

    async with desk.database.transaction() as session:
        await desk.files.sweep(session, NOW)

    assert desk.on_disk() == [file]


async def test_the_export_names_the_files(desk: CaseDesk) -> None:
    case = await desk.opens_case()
    await desk.files.keep(case.id, PHOTO, NOW, nothing_more)

    async with desk.database.reading() as session:
        exported = await privacy.export(session, case.newcomer_id)

    [told] = exported["cases"]
    assert told["files"] == [{"at": NOW.isoformat(), "media_type": "image/jpeg", "bytes": len(PHOTO)}]


async def test_an_offer_without_an_answer_is_forgotten_after_a_day(desk: CaseDesk) -> None:
    case = await desk.opens_case()
    async with desk.database.transaction() as session:
        offered = OfferedFiles(session)
        await offered.offer(case.newcomer_id, "photo", "F", bundle="b", album=None, case_id=None, now=NOW)

    async with desk.database.transaction() as session:
        await forget_offers(session, NOW + timedelta(hours=25))

    async with desk.database.reading() as session:
        assert list(await session.scalars(select(OfferedFile))) == []


async def test_only_what_was_accepted_is_fetched_and_by_one_at_a_time(desk: CaseDesk) -> None:
    """A fetcher that died loses its file after three minutes."""
    case = await desk.opens_case()
    async with desk.database.transaction() as session:
        offered = OfferedFiles(session)
        await offered.offer(case.newcomer_id, "photo", "unanswered", bundle="a", album=None, case_id=None, now=NOW)
        await offered.offer(case.newcomer_id, "photo", "accepted", bundle="b", album=None, case_id=None, now=NOW)
        assert await offered.accept(case.newcomer_id, "b", case.id) == 1
        assert await offered.accept(case.newcomer_id + 1, "a", case.id) == 0

    first = await claim_offered(desk.database, NOW, limit=5)
    second = await claim_offered(desk.database, NOW + timedelta(minutes=1), limit=5)
    third = await claim_offered(desk.database, NOW + timedelta(minutes=4), limit=5)

    assert [each.external_id for each in first] == ["accepted"]
    assert second == []
    assert [each.attempts for each in third] == [2]
