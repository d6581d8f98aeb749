"""What the desk is composed of. `lotse.py` fills it; nothing here reads settings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network
from typing import TYPE_CHECKING, Protocol

from handoff.case_files import CaseFiles
from handoff.delivery import CasePages, CasePost
from knowledge_base.library import Library
from nlu.learning import Learning
from storage.database import Database
from storage.outbox import Outbox
from storage.signals import Signals
from wording import Language, Phrases
from wording.replies import Label

if TYPE_CHECKING:
    from nlu.understanding import Understander


class DeskWarning(Protocol):
    """A doubt about a translation, in German."""

    @property
    def code(self) -> str: ...
    @property
    def message(self) -> str: ...


class DeskTranslation(Protocol):
    """A text in another language; `nlu.translation.Translation` is one."""

    @property
    def text(self) -> str: ...
    @property
    def label(self) -> Label: ...
    @property
    def path(self) -> tuple[str, ...]: ...
    @property
    def warnings(self) -> Sequence[DeskWarning]: ...


class DeskTranslator(Protocol):
    """Translates and never fails; `nlu.translation.Translator` is one."""

    async def translate(self, text: str, source: Language, target: Language) -> DeskTranslation: ...


class DeskInterpreter(Protocol):
    """What understands newcomers in this process."""

    @property
    def understander(self) -> "Understander | None":
        """None until it has been loaded."""
        ...

    @property
    def learning(self) -> Learning: ...


@dataclass(frozen=True)
class ConsoleParts:
    """The desk's surroundings.

    `public_url` is where browsers find Lotse; `https` says whether they come over TLS. `desk_networks` are the networks
    the desk answers to. `clock` gives aware moments.
    """

    database: Database
    signals: Signals
    outbox: Outbox
    translator: DeskTranslator
    library: Library
    phrases: Phrases
    secret_key: bytes
    desk_networks: Sequence[IPv4Network | IPv6Network]
    public_url: str
    https: bool
    clock: Callable[[], datetime]
    files: CaseFiles | None = None
    pages: CasePages | None = None
    interpreter: DeskInterpreter | None = None
    """None where newcomers are answered in another process."""

    @property
    def post(self) -> CasePost:
        return CasePost(self.outbox, self.pages)
