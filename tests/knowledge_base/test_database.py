"""The shipped edition goes into the database once; what the town writes there is never overwritten."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from knowledge_base import (
    JOBS,
    EditionBroken,
    Library,
    VersionTaken,
    erase,
    export,
    export_folder,
    import_folder,
    install_edition,
    load_edition,
    newcomers_who_read,
    read_edition,
    record_delivery,
)
from knowledge_base.articles import is_installed, mark_installed
from knowledge_base.edition import digest_of
from knowledge_base.tables import ArticleVersion, FactRow
from knowledge_base.value_changes import ValueChanges
from knowledge_base.workflow import Workflow
from storage.signals import Signals
from tests.knowledge_base.editions import ANMELDUNG

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
async def installed(database, folder):
    """The database with the small edition in it."""
    async with database.transaction() as session:
        await install_edition(session, read_edition(folder.path), NOW)
    return database


async def install(database, folder):
    async with database.transaction() as session:
        return await install_edition(session, read_edition(folder.path), NOW)


async def state(database):
    async with database.reading() as session:
        return await load_edition(session)


async def test_what_was_installed_is_read_back_without_loss(installed, folder):
    assert await state(installed) == read_edition(folder.path)


async def test_installing_twice_changes_nothing(installed, folder):
    changes = await install(installed, folder)

    assert not changes
    async with installed.reading() as session:
        assert await session.scalar(select(func.count()).select_from(ArticleVersion)) == 14


async def test_what_is_installed_is_known_by_its_digest(installed, folder):
    """A start reads the edition only when its files are others than last time."""
    digest = digest_of(folder.path)
    async with installed.transaction() as session:
        assert not await is_installed(session, digest)
        await mark_installed(session, "an older one", NOW)
        await mark_installed(session, digest, NOW)
    async with installed.reading() as session:
        assert await is_installed(session, digest)
        assert not await is_installed(session, "an older one")

    folder.change(f"{ANMELDUNG}/ro.md", "version: 1", "version: 2")

    assert digest_of(folder.path) != digest


async def test_a_newer_version_joins_one_that_nobody_touched(installed, folder):
    folder.change(f"{ANMELDUNG}/ro.md", "version: 1", "version: 2")
    folder.change(f"{ANMELDUNG}/ro.md", "nimic", "nimic deloc")

    changes = await install(installed, folder)

    assert changes.replaced == ["article registration.anmeldung ro 2"]
    article = (await state(installed)).articles["registration.anmeldung", "ro"]
    assert (article.version, article.sections["cost"].text) == (2, "nimic deloc")


async def test_other_words_under_the_same_version_are_a_new_version(installed, folder):
    """What was delivered as version 1 must stay what version 1 says."""
    folder.change(f"{ANMELDUNG}/ro.md", "nimic", "nimic deloc")

    await install(installed, folder)
    again = await install(installed, folder)

    assert not again
    article = (await state(installed)).articles["registration.anmeldung", "ro"]
    assert (article.version, article.sections["cost"].text) == (2, "nimic deloc")


async def test_translations_follow_a_german_text_that_got_another_number(installed, folder):
    """The words changed under the same version: the translation of that version is one of the new number."""
    folder.change(f"{ANMELDUNG}/de.md", "nichts", "gar nichts")
    folder.change(f"{ANMELDUNG}/ro.md", "nimic", "nimic deloc")

    await install(installed, folder)

    articles = (await state(installed)).articles
    german = articles["registration.anmeldung", "de"]
    assert german.version == 2
    assert articles["registration.anmeldung", "ro"].translated_from == 2
    assert not articles["registration.anmeldung", "ro"].is_outdated_by(german)


async def test_what_the_town_wrote_stays_and_what_was_shipped_waits_beside_it(installed, folder):
    signals = Signals(installed)
    async with installed.transaction() as session:
        workflow = Workflow(session, signals, await load_edition(session), NOW)
        ours = (await state(installed)).articles["registration.anmeldung", "ro"]
        ours = ours.model_copy(update={"title": "Titlul orașului"})
        (await workflow.save(ours, based_on=1, by="staff:1")).status = "published"
        await session.execute(update(FactRow).where(FactRow.key == "deadline").values(shipped=False, amount="3"))
    folder.change(f"{ANMELDUNG}/ro.md", "nimic", "nimic deloc")
    folder.change(f"{ANMELDUNG}/facts.yaml", "recheck: false", "recheck: true")

    changes = await install(installed, folder)
    again = await install(installed, folder)

    assert changes.kept == ["article registration.anmeldung ro 1", "fact registration.anmeldung.deadline"]
    assert again.kept == ["fact registration.anmeldung.deadline"]
    kept = await state(installed)
    assert kept.articles["registration.anmeldung", "ro"].title == "Titlul orașului"
    assert kept.facts["registration.anmeldung.deadline"].amount == 3
    async with installed.reading() as session:
        newest = await Workflow(session, signals, kept, NOW).newest(("registration.anmeldung", "ro"))
        assert newest is not None
        assert (newest.status, newest.sections["cost"]) == ("draft", "nimic deloc")
        [waiting] = await ValueChanges(session, signals, NOW).waiting()
        assert (waiting.name, waiting.written_by) == ("registration.anmeldung.deadline", None)
        assert (waiting.before["amount"], waiting.after["amount"]) == ("3", "2")


async def test_a_new_language_is_added(database, folder):
    turkish = (folder.path / ANMELDUNG / "tr.md").read_text("utf-8")
    folder.remove(f"{ANMELDUNG}/tr.md")
    await install(database, folder)
    folder.write(f"{ANMELDUNG}/tr.md", turkish)

    changes = await install(database, folder)

    assert changes.added == ["article registration.anmeldung tr 1"]


async def test_a_draft_does_not_hide_what_is_published(installed, folder, phrases):
    folder.change(f"{ANMELDUNG}/ro.md", "version: 1", "version: 2\nstatus: draft")
    await install(installed, folder)

    async with installed.reading() as session:
        library = await Library.load(session, phrases)

    assert library.answer("registration.anmeldung", "ro").version == 1


async def test_a_withdrawal_takes_back_all_versions(installed, folder, phrases):
    folder.change(f"{ANMELDUNG}/de.md", "version: 1", "version: 2\nstatus: withdrawn")
    await install(installed, folder)

    async with installed.reading() as session:
        library = await Library.load(session, phrases)

    assert not library.has("registration.anmeldung")


async def test_the_database_is_exported_and_imported_without_loss(installed, tmp_path):
    async with installed.reading() as session:
        await export_folder(session, tmp_path / "export")

    changes = await import_folder(installed, tmp_path / "export", NOW)

    assert not changes
    assert read_edition(tmp_path / "export") == await state(installed)


async def test_an_import_can_be_tried_without_effect(installed, folder):
    folder.change(f"{ANMELDUNG}/ro.md", "version: 1", "version: 2")
    before = await state(installed)

    changes = await import_folder(installed, folder.path, NOW, dry_run=True)

    assert changes.replaced == ["article registration.anmeldung ro 2"]
    assert await state(installed) == before


async def test_an_import_belongs_to_the_town(installed, folder):
    folder.change(f"{ANMELDUNG}/ro.md", "version: 1", "version: 2")
    await import_folder(installed, folder.path, NOW)
    folder.change(f"{ANMELDUNG}/ro.md", "version: 2", "version: 3")

    changes = await install(installed, folder)

    assert changes.kept == ["article registration.anmeldung ro 3"]


async def test_an_import_may_add_a_reading_but_not_change_words_of_a_version(installed, folder):
    folder.change(f"{ANMELDUNG}/ro.md", "native_reading_by:", "native_reading_by: Ana")
    folder.change(f"{ANMELDUNG}/ro.md", "native_reading_on:", "native_reading_on: 2026-11-20")
    await import_folder(installed, folder.path, NOW)
    folder.change(f"{ANMELDUNG}/ro.md", "nimic", "zece")

    with pytest.raises(VersionTaken):
        await import_folder(installed, folder.path, NOW)

    article = (await state(installed)).articles["registration.anmeldung", "ro"]
    assert (article.native_reading_by, article.sections["cost"].text) == ("Ana", "nimic")


async def test_a_broken_folder_is_not_imported(installed, folder):
    folder.change(f"{ANMELDUNG}/ro.md", "version: 1", "version: 0")

    with pytest.raises(EditionBroken):
        await import_folder(installed, folder.path, NOW)


async def test_a_library_sees_changes_after_a_reload(installed, folder, phrases):
    async with installed.reading() as session:
        library = await Library.load(session, phrases)
    folder.change(f"{ANMELDUNG}/ro.md", "version: 1", "version: 2")
    folder.change(f"{ANMELDUNG}/ro.md", "title: Înregistrarea adresei", "title: Adresa")
    await install(installed, folder)

    async with installed.reading() as session:
        await library.reload(session)

    assert library.title("registration.anmeldung", "ro") == "Adresa"


async def test_a_newcomer_can_be_told_when_an_article_was_wrong(installed, folder, phrases):
    async with installed.transaction() as session:
        library = await Library.load(session, phrases)
        answer = library.answer("registration.anmeldung", "ro")
        await record_delivery(session, answer, newcomer_id=7, now=NOW)
        await record_delivery(session, answer, newcomer_id=7, now=NOW)
        await record_delivery(session, answer, newcomer_id=8, now=NOW - timedelta(days=9))

    async with installed.reading() as session:
        since = NOW - timedelta(days=1)
        assert await newcomers_who_read(session, "registration.anmeldung", {"ro": [1]}, since) == [7]


async def test_what_a_newcomer_read_is_shown_erased_and_forgotten(installed, phrases):
    async with installed.transaction() as session:
        library = await Library.load(session, phrases)
        for newcomer_id, at in ((7, NOW), (8, NOW), (9, NOW - timedelta(days=181))):
            await record_delivery(session, library.answer("registration.anmeldung", "hu"), newcomer_id, at)

    async with installed.transaction() as session:
        shown = await export(session, 7)
        await erase(session, 7)
        forget = {name: function for name, _, function in JOBS}["knowledge_base.forget_old_deliveries"]
        await forget(session, NOW)

    row = {"topic": "registration.anmeldung", "language": "hu", "version": 1, "at": "2026-11-25T12:00:00+00:00"}
    assert shown == {"articles_shown": [row], "unanswered_questions": []}
    async with installed.reading() as session:
        assert [(await export(session, newcomer_id))["articles_shown"] for newcomer_id in (7, 9)] == [[], []]
        assert (await export(session, 8))["articles_shown"] == [row]
