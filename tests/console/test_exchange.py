"""Exchange with files at the desk: a look at what would change, then all of it as drafts, or nothing."""

import io
import re
import secrets
import zipfile
from html import unescape
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select

from console.exchange import UPLOADS
from console.gate import LARGEST_BODY, LARGEST_UPLOAD
from handoff.staff import Role
from knowledge_base.archives import LARGEST_FILE
from knowledge_base.edition import read_edition
from knowledge_base.tables import ArticleVersion, ValueChange
from storage.audit import AuditEntry
from tests.console.conftest import START, Browser, Town
from tests.knowledge_base.editions import ANMELDUNG, EditionFolder
from tests.knowledge_base.workbooks import Sent

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""The acts behind these pages are tested on both databases."""

EXCHANGE = "/desk/knowledge/exchange"
TOPIC = "registration.anmeldung"
RECORDED = Path(__file__).parents[1] / "data" / "integreat"


async def uploads(desk: Browser, way: str, content: bytes, name: str = "datei") -> httpx.Response:
    """Choose a file on the page and send it."""
    await desk.opens(EXCHANGE)
    answer = await desk.http.post(
        f"{EXCHANGE}/{way}", data={"csrf_token": desk.field("csrf_token")}, files={"file": (name, content)}
    )
    desk.shown = answer.text
    return answer


async def agrees(desk: Browser) -> httpx.Response:
    """Press "Übernehmen" on the page that shows what would change."""
    pieces = re.findall(r'name="carried" value="([^"]*)"', desk.shown)
    return await desk.posts(f"{EXCHANGE}/take", way=desk.field("way"), carried=pieces)


async def workbook(desk: Browser, language: str = "ro") -> Sent:
    return Sent((await desk.opens(f"{EXCHANGE}/workbook?language={language}")).content)


async def versions(town: Town) -> list[tuple[str, str, int, str, str | None]]:
    """Every version that is not the shipped first one."""
    rows = select(ArticleVersion).where(ArticleVersion.version > 1).order_by(ArticleVersion.id)
    async with town.database.reading() as session:
        found = await session.scalars(rows)
        return [(row.topic, row.language, row.version, row.status, row.written_by) for row in found]


async def proposals(town: Town) -> list[str]:
    async with town.database.reading() as session:
        return list(await session.scalars(select(ValueChange.name).order_by(ValueChange.id)))


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def archive(folder: EditionFolder, *names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for path in folder.path.rglob("*.*"):
            if not names or path.name in names:
                packed.write(path, path.relative_to(folder.path))
    return file.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> EditionFolder:
    """The edition that `newsroom` has, to be changed and sent."""
    return EditionFolder(tmp_path / "sent")


# The workbook


async def test_a_translation_goes_out_as_a_workbook_and_comes_back_as_a_draft(newsroom: Town) -> None:
    """Download, change a line, upload, look, agree: one draft by this person, and newcomers read what they read."""
    member = await newsroom.enrols("Frau Rot", "editor")
    desk = await newsroom.signs_in(member)
    sent = await workbook(desk)
    sent.writes("ro", sent.row("ro", "Kosten"), "nu costă nimic")

    looked = await uploads(desk, "workbook", sent.content(), "ro.xlsx")
    before = await versions(newsroom)
    done = await agrees(desk)

    assert looked.status_code == 200
    assert "Das würde sich ändern" in looked.text
    assert "Kosten − Bisher: nimic + Neu: nu costă nimic" in words(looked.text)
    assert before == []
    assert await versions(newsroom) == [(TOPIC, "ro", 2, "draft", f"staff:{member.id}")]
    after = await desk.opens(done.headers["location"])
    assert "Übernommen: 1 Entwurf." in words(after.text)
    assert newsroom.library.edition.articles[TOPIC, "ro"].sections["cost"].text == "nimic"


async def test_a_workbook_without_a_change_says_so(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Frau Rot", "editor")
    sent = await workbook(desk, "")

    looked = await uploads(desk, "workbook", sent.content())

    assert sent.book.sheetnames == ["Anleitung", "de", "en", "ro", "bg", "pl", "hu", "tr"]
    assert "Nichts würde sich ändern." in looked.text
    assert "Übernehmen" not in looked.text


async def test_what_is_wrong_is_named_in_german_and_nothing_is_taken(newsroom: Town) -> None:
    """Also not the rows that are right."""
    desk = await newsroom.at_the_desk("Frau Rot", "editor")
    sent = await workbook(desk)
    sent.writes("ro", sent.row("ro", "Kosten"), "nu costă nimic")
    number = sent.writes("ro", sent.row("ro", "Antwort"), "=1+1")
    other = sent.writes("ro", sent.row("ro", "Wo"), "<b>aici</b>")

    refused = await uploads(desk, "workbook", sent.content())

    assert refused.status_code == 422
    assert f"ro, Zeile {number}, Spalte „Text“: Das ist eine Formel" in words(refused.text)
    assert f"ro, Zeile {other}, Spalte „Text“: Hier steht HTML." in words(refused.text)
    assert "&lt;b&gt;" in refused.text
    assert await versions(newsroom) == []


async def test_a_number_in_a_text_is_told_and_left_to_the_editor(newsroom: Town) -> None:
    """A draft may break rules; the review will not let it pass."""
    desk = await newsroom.at_the_desk("Frau Rot", "editor")
    sent = await workbook(desk)
    sent.writes("ro", sent.row("ro", "Kosten"), "5 euro")

    looked = await uploads(desk, "workbook", sent.content())

    assert "Eine Zahl steht im Text. Sie muss aus einem Fakt kommen." in looked.text
    assert (await agrees(desk)).status_code == 303


async def test_whoever_was_faster_is_not_overwritten(newsroom: Town) -> None:
    """Two translators with the same workbook: the second one's text is refused, both at the look and at the yes."""
    first = await newsroom.at_the_desk("Frau Rot", "editor")
    second = await newsroom.at_the_desk("Herr Blau", "editor")
    sent = await workbook(first)
    sent.writes("ro", sent.row("ro", "Kosten"), "gratis")
    await uploads(second, "workbook", sent.content())
    await uploads(first, "workbook", sent.content())
    await agrees(first)

    late = await agrees(second)
    again = await uploads(second, "workbook", sent.content())

    assert (late.status_code, again.status_code) == (409, 422)
    assert "Jemand hat diesen Text inzwischen geändert." in late.text
    assert "Jemand hat diesen Text inzwischen geändert." in again.text
    assert len(await versions(newsroom)) == 1


async def test_a_conflict_in_one_text_keeps_all_others_out(newsroom: Town) -> None:
    first = await newsroom.at_the_desk("Frau Rot", "editor")
    second = await newsroom.at_the_desk("Herr Blau", "editor")
    one, both = await workbook(first), await workbook(second, "")
    one.writes("ro", one.row("ro", "Kosten"), "gratis")
    for language in ("ro", "tr"):
        both.writes(language, both.row(language, "Kosten"), "xyz")
    await uploads(second, "workbook", both.content())
    await uploads(first, "workbook", one.content())
    await agrees(first)

    assert (await agrees(second)).status_code == 409
    assert [language for _, language, *_ in await versions(newsroom)] == ["ro"]


@pytest.mark.parametrize(
    ("way", "content", "reason"),
    [
        pytest.param("workbook", b"", "Bitte wählen Sie eine Datei.", id="no file"),
        pytest.param("workbook", b"a;b;c", "Das ist keine ZIP-Datei", id="CSV"),
        pytest.param("workbook", b"x" * (LARGEST_FILE + 1), "Die Datei ist größer als 5 MB.", id="too large"),
        pytest.param("edition", b"%PDF-1.7", "Das ist keine ZIP-Datei", id="a PDF as an edition"),
        pytest.param("integreat", b"<html>", "Das ist keine JSON-Datei.", id="a page as JSON"),
        pytest.param("integreat", b'{"x": "\xe4"}', "Zeile 1: Die Datei ist nicht in UTF-8", id="Latin-1"),
        pytest.param("integreat", b'[{"id": 1}]', "Seite 1, Angabe „url“", id="half a page"),
    ],
)
async def test_a_file_of_another_kind_is_refused_beside_its_field(
    newsroom: Town, way: str, content: bytes, reason: str
) -> None:
    desk = await newsroom.at_the_desk("Frau Grün", "administrator")

    refused = await uploads(desk, way, content)

    assert refused.status_code == 422
    assert reason in words(refused.text)
    assert f'aria-describedby="{way}-hint {way}-error" aria-invalid="true"' in refused.text


async def test_a_form_without_a_file_is_explained(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Frau Rot", "editor")

    for path in ("workbook", "integreat", "topics", "take"):
        await desk.opens(EXCHANGE)
        assert "Bitte wählen Sie eine Datei." in (await desk.posts(f"{EXCHANGE}/{path}")).text


# What the page carries to the yes


async def test_nobody_can_bring_what_was_not_shown_to_them(newsroom: Town) -> None:
    """Neither something changed, nor a colleague's, nor one way's plan by another way."""
    mine = await newsroom.at_the_desk("Frau Rot", "editor")
    other = await newsroom.at_the_desk("Herr Blau", "editor")
    sent = await workbook(mine)
    sent.writes("ro", sent.row("ro", "Kosten"), "gratis")
    await uploads(mine, "workbook", sent.content())
    [piece] = re.findall(r'name="carried" value="([^"]*)"', mine.shown)
    await other.opens(EXCHANGE)

    answers = [
        await other.posts(f"{EXCHANGE}/take", way="workbook", carried=piece),
        await mine.posts(f"{EXCHANGE}/take", way="integreat", carried=piece),
        await mine.posts(f"{EXCHANGE}/take", way="workbook", carried=piece[:-8] + "AAAAAAA="),
        await mine.posts(f"{EXCHANGE}/take", way="workbook", carried="ä"),
    ]

    assert [answer.status_code for answer in answers] == [422] * 4
    assert await versions(newsroom) == []


async def test_the_audit_log_has_who_took_what_and_no_words(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Frau Rot", "editor")
    sent = await workbook(desk)
    sent.writes("ro", sent.row("ro", "Kosten"), "nu costă nimic")
    await uploads(desk, "workbook", sent.content())
    await agrees(desk)

    async with newsroom.database.reading() as session:
        entries = await session.scalars(select(AuditEntry).where(AuditEntry.act.like("article.%")))
        [(act, subject, details)] = [(each.act, each.subject, each.details) for each in entries]
    assert (act, subject) == ("article.saved", f"article:{TOPIC}:ro:2")
    assert "costă" not in str(details)


# The whole edition


async def test_the_edition_is_downloaded_as_it_was_shipped(
    newsroom: Town, folder: EditionFolder, tmp_path: Path
) -> None:
    desk = await newsroom.at_the_desk("Frau Grün", "administrator")

    answer = await desk.opens(f"{EXCHANGE}/edition")

    assert answer.headers["content-disposition"] == f'attachment; filename="lotse-ausgabe-{START:%Y-%m-%d}.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        packed.extractall(tmp_path / "out")
    assert read_edition(tmp_path / "out") == read_edition(folder.path)


async def test_an_edition_comes_back_as_drafts_and_proposals(newsroom: Town, folder: EditionFolder) -> None:
    desk = await newsroom.at_the_desk("Frau Grün", "administrator")
    folder.change(f"{ANMELDUNG}/de.md", "nichts", "gar nichts")
    folder.change(f"{ANMELDUNG}/facts.yaml", "amount: 2", "amount: 3")
    folder.change("offices.yaml", "Markt 1", "Markt 2")

    looked = await uploads(desk, "edition", archive(folder))
    done = await agrees(desk)

    shown = words(looked.text)
    assert "entsteht 1 Entwurf und 2 Vorschläge" in shown
    assert f"Fakt {TOPIC}.deadline amount − Bisher: 2 + Neu: 3" in shown
    assert "Amt wsf.buergerbuero address − Bisher: value: Markt 1" in shown
    assert [each[:4] for each in await versions(newsroom)] == [(TOPIC, "de", 2, "draft")]
    assert await proposals(newsroom) == [f"{TOPIC}.deadline", "wsf.buergerbuero"]
    after = words((await desk.opens(done.headers["location"])).text)
    assert "Übernommen: 1 Entwurf, 2 Vorschläge zu Fakten und Ämtern." in after


async def test_a_fact_that_waits_already_keeps_the_whole_edition_out(newsroom: Town, folder: EditionFolder) -> None:
    """The draft of the same file is not made either."""
    desk = await newsroom.at_the_desk("Frau Grün", "administrator")
    folder.change(f"{ANMELDUNG}/facts.yaml", "amount: 2", "amount: 3")
    await uploads(desk, "edition", archive(folder))
    await agrees(desk)
    folder.change(f"{ANMELDUNG}/de.md", "nichts", "gar nichts")
    folder.change(f"{ANMELDUNG}/facts.yaml", "amount: 3", "amount: 4")

    await uploads(desk, "edition", archive(folder))
    refused = await agrees(desk)

    assert refused.status_code == 409
    assert f"{TOPIC}.deadline: Dieser Wert hat sich inzwischen geändert" in words(refused.text)
    assert await versions(newsroom) == []
    assert len(await proposals(newsroom)) == 1


async def test_a_broken_edition_is_named_with_file_line_and_reason(newsroom: Town, folder: EditionFolder) -> None:
    desk = await newsroom.at_the_desk("Frau Grün", "administrator")
    folder.change(f"{ANMELDUNG}/ro.md", "{fact:deadline}.", "{fact:none}.")

    refused = await uploads(desk, "edition", archive(folder, "ro.md"))

    assert refused.status_code == 422
    assert f"{ANMELDUNG}/ro.md, Zeile 12: Der Text nennt einen Fakt, den es nicht gibt." in words(refused.text)


# Integreat


async def test_a_page_of_integreat_becomes_a_draft_of_the_topic_that_was_chosen(newsroom: Town) -> None:
    """Those without a topic are left; the source stands under the text and in the note."""
    desk = await newsroom.at_the_desk("Frau Rot", "editor")

    choice = await uploads(desk, "integreat", (RECORDED / "pages_de.json").read_bytes(), "pages.json")
    pieces = re.findall(r'name="carried" value="([^"]*)"', choice.text)
    looked = await desk.posts(f"{EXCHANGE}/topics", carried=pieces, topic=[TOPIC, ""])
    await agrees(desk)

    assert "1 Seite ist leer oder in einer Sprache, die Lotse nicht spricht." in words(choice.text)
    assert "Eine Zahl steht im Text." in looked.text
    assert [each[:4] for each in await versions(newsroom)] == [(TOPIC, "de", 2, "draft")]
    async with newsroom.database.reading() as session:
        row = (await session.scalars(select(ArticleVersion).order_by(ArticleVersion.id.desc()).limit(1))).one()
    assert "Quelle: Beratungsstelle Saale, aus der App Integreat" in row.sections["more"]
    assert row.note is not None
    assert row.note.startswith("Integreat: Beratungsstelle Saale, https://")


@pytest.mark.parametrize(
    ("topics", "reason"),
    [
        pytest.param(["", ""], "Wählen Sie bei mindestens einer Seite ein Thema.", id="none"),
        pytest.param(["registration.nothing", ""], "Dieses Thema gibt es nicht.", id="an unknown one"),
        pytest.param([TOPIC, TOPIC], "zwei Seiten derselben Sprache", id="the same twice"),
    ],
)
async def test_a_choice_that_cannot_be_is_explained_and_kept(newsroom: Town, topics: list[str], reason: str) -> None:
    desk = await newsroom.at_the_desk("Frau Rot", "editor")
    choice = await uploads(desk, "integreat", (RECORDED / "pages_de.json").read_bytes())
    pieces = re.findall(r'name="carried" value="([^"]*)"', choice.text)

    again = await desk.posts(f"{EXCHANGE}/topics", carried=pieces, topic=topics)

    assert again.status_code == 422
    assert reason in words(again.text)
    assert re.findall(r'name="topic" list="topics" value="([^"]*)"', again.text) == topics
    assert await versions(newsroom) == []


async def test_pages_of_other_languages_only_are_told(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Frau Rot", "editor")

    choice = await uploads(desk, "integreat", (RECORDED / "pages_ar.json").read_bytes())

    assert "In der Datei ist keine Seite, die Lotse übernehmen kann." in choice.text


# Walls


@pytest.mark.parametrize(
    ("role", "allowed"),
    [("editor", {"workbook", "integreat"}), ("reviewer", {"workbook", "integreat"}), ("staff", set())],
)
async def test_only_administrators_exchange_whole_editions_and_units_nothing(
    newsroom: Town, role: Role, allowed: set[str]
) -> None:
    desk = await newsroom.at_the_desk("Jemand", role, "clearing")
    await desk.opens("/desk/help")
    token = desk.field("csrf_token")

    opened = {}
    for way in ("workbook", "edition", "integreat"):
        sent = await desk.http.post(f"{EXCHANGE}/{way}", data={"csrf_token": token}, files={"file": ("x", b"x")})
        opened[way] = sent.status_code

    assert opened == {way: 422 if way in allowed else 403 for way in opened}
    assert (await desk.opens(f"{EXCHANGE}/edition")).status_code == 403
    page = await desk.opens(EXCHANGE)
    assert page.status_code == (200 if allowed else 403)
    assert "Ganze Ausgabe" not in page.text
    assert (await desk.posts(f"{EXCHANGE}/take", csrf=False, way="edition", csrf_token=token)).status_code == 403


async def test_more_than_elsewhere_may_be_sent_only_where_files_are_sent(newsroom: Town) -> None:
    """Up to 5 MB and the form around it; every other path of the desk keeps its limit."""
    desk = await newsroom.at_the_desk("Frau Rot", "editor")
    body = b"x" * (LARGEST_BODY + 1)

    for path in UPLOADS:
        assert (await desk.http.post(f"/desk{path}", content=body)).status_code != 413, path
        too_large = await desk.http.post(f"/desk{path}", content=b"x" * (LARGEST_UPLOAD + 1))
        assert too_large.status_code == 413, path
        assert "höchstens 5 MB" in too_large.text
    for path in ("/desk/sign-in", "/desk/knowledge", EXCHANGE, f"{EXCHANGE}/workbook/", "/desk/staff"):
        assert (await desk.http.post(path, content=body)).status_code == 413, path


async def test_an_upload_that_goes_on_after_the_limit_is_cut(newsroom: Town) -> None:
    """It need not say how long it is."""
    desk = await newsroom.at_the_desk("Frau Rot", "editor")

    async def endless() -> "object":
        for _ in range(7):
            yield b"x" * 1_000_000

    answer = await desk.http.post(
        f"/desk{UPLOADS[0]}", content=endless(), headers={"Content-Type": "multipart/form-data; boundary=x"}
    )

    assert answer.status_code >= 400


async def test_words_of_a_file_are_never_markup(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Frau Rot", "editor")
    attack = "<script>alert(1)</script>"
    page = (RECORDED / "page_ro.json").read_text("utf-8").replace("Înregistrarea locuinței", attack.replace('"', ""))

    sent = await workbook(desk)
    sent.writes("ro", sent.row("ro", "Kosten"), attack)
    shown = [
        (await uploads(desk, "workbook", sent.content())).text,
        (await uploads(desk, "integreat", page.encode())).text,
        (await uploads(desk, "integreat", b'[{"id": "<script>alert(1)</script>"}]')).text,
    ]

    assert not any("<script>alert" in each for each in shown)


async def test_a_large_workbook_is_taken_in_pieces(newsroom: Town) -> None:
    """What the page carries may be longer than one field of a form can be."""
    desk = await newsroom.at_the_desk("Frau Rot", "editor")
    sent = await workbook(desk)
    sheet = sent.book["ro"]
    for number in range(10, 200):  # words that cannot be pressed together
        sheet.append([TOPIC, "Mehr", number, "", "a" + secrets.token_hex(990), 1, 1, ""])
        sheet.append([TOPIC, "Papiere", number, "", "- " + secrets.token_hex(990), 1, 1, ""])
        sheet.append([TOPIC, "Wo", number, "", "a" + secrets.token_hex(990), 1, 1, ""])

    looked = await uploads(desk, "workbook", sent.content())

    assert len(re.findall(r'name="carried"', looked.text)) > 1
    assert (await agrees(desk)).status_code == 303
    async with newsroom.database.reading() as session:
        assert await session.scalar(select(func.count()).where(ArticleVersion.version == 2)) == 1
