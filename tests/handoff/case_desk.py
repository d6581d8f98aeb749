"""Newcomers with open cases, and the folder of their files."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from handoff.attachment_folder import AttachmentFolder
from handoff.attachments import attachments_of
from handoff.case_files import CaseFiles
from handoff.cases import Case, Cases, Words
from handoff.consents import Consents
from handoff.newcomers import Newcomers
from handoff.units import Units
from knowledge_base.edition import read_edition
from storage import Database
from storage.signals import Signals

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


@dataclass
class CaseDesk:
    """Cases and the files in them."""

    database: Database
    signals: Signals
    folder: Path
    files: CaseFiles

    async def opens_case(self, address: str = "1", unit: str = "neustadtbuero") -> Case:
        async with self.database.transaction() as session:
            newcomer = await Newcomers(session).arrive("telegram", address, NOW)
            chosen = await Units(session).get(unit)
            consent = await Consents(session).give(
                newcomer, chosen, topic=None, passed_on={"question": True}, separately=chosen.is_enforcement, now=NOW
            )
            return await Cases(session, self.signals).open(
                newcomer, consent, language="ro", topic=None, called=None, messages=[Words("?", "ro")], now=NOW
            )

    async def kept(self, case: Case) -> int:
        """How many rows the database holds."""
        async with self.database.reading() as session:
            return len(await attachments_of(session, case.id))

    def on_disk(self) -> list[Path]:
        with suppress(FileNotFoundError):  # a folder may be removed while it is being read
            return sorted(path for path in self.folder.rglob("*") if path.is_file())
        return self.on_disk()


async def case_desk(database: Database, folder: Path) -> CaseDesk:
    async with database.transaction() as session:
        await Units(session).install(read_edition().units.values())
    signals = Signals(database)
    return CaseDesk(database, signals, folder, CaseFiles(database, signals, AttachmentFolder(folder)))
