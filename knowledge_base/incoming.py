"""What a file brings: drafts of texts, changes of facts and offices, or the reasons why it cannot be taken.

Each kind of file has its own reader; here is what they all come to, and how it goes into the database: all of it or
nothing, through the same acts as everything that is written at the desk.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.articles import Place, find_version, load_edition, newest_versions
from knowledge_base.edition import Edition
from knowledge_base.errors import KnowledgeBaseError
from knowledge_base.findings import Finding
from knowledge_base.tables import ChangedKind
from knowledge_base.texts import SECTIONS, Article, SectionName
from knowledge_base.value_changes import ValueChanges
from knowledge_base.values import Value
from knowledge_base.workflow import Workflow

BROKEN_NAMES = frozenset(
    {
        "placeholder",
        "unknown-fact",
        "unknown-office",
        "unknown-unit",
        "unknown-place",
        "uncertain-fact",
        "statement-as-value",
        "office-field-unknown",
    }
)
"""Rules of `check` that no draft out of a file may break: what it names would never be written out."""


LONGEST_TITLE = 120
"""Characters that a title can have at all; `check` wants fewer."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a file cannot be taken.

    `file` is a file of an edition or a sheet of a workbook, `line` counts from 1 (0: the file as a whole), `found` is
    what stands there, `english` says more where the rule alone does not.
    """

    rule: str
    file: str = ""
    line: int = 0
    column: str = ""
    found: str = ""
    english: str = ""


class FileRefused(KnowledgeBaseError):
    """A file cannot be taken; the problems say where and why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        rest = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"{first.file}:{first.line}: {first.rule}{rest}")
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Known:
    """What the database has when a file arrives.

    `edition` is what is published, or the newest where nothing is; `newest` is the newest version of each text,
    `versions` has those too and, by number, what else a file was written upon.
    """

    edition: Edition
    newest: Mapping[Place, Article]
    versions: Mapping[tuple[Place, int], Article]

    @classmethod
    async def load(cls, session: AsyncSession, wanted: Iterable[tuple[Place, int]] = ()) -> "Known":
        """Read the database, with the *wanted* versions as far as there are such."""
        newest = {place: row.read() for place, row in (await newest_versions(session)).items()}
        versions = {(place, article.version): article for place, article in newest.items()}
        for place, version in wanted:
            if (place, version) not in versions and (row := await find_version(session, place, version)):
                versions[place, version] = row.read()
        return cls(await load_edition(session), newest, versions)


class IncomingText(Value):
    """A draft to be, and the newest version its writer saw (none: there was no text)."""

    article: Article
    based_on: int | None
    note: str = ""


class IncomingValue(Value):
    """A fact or an office as it is to be; `before` is none for a new one."""

    kind: ChangedKind
    name: str
    before: dict[str, Any] | None
    after: dict[str, Any]


class Incoming(Value):
    """All that one file would change. `left` names what it has otherwise too, but what is not changed this way."""

    texts: tuple[IncomingText, ...] = ()
    values: tuple[IncomingValue, ...] = ()
    left: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.texts or self.values)

    async def take(self, workflow: Workflow, changes: ValueChanges, *, because: str, by: str) -> None:
        """Make the drafts and the proposals.

        Raises:
            EditConflict: somebody changed one of them meanwhile.
            ValueRefused: a value breaks a rule.
        """
        for text in sorted(self.texts, key=lambda text: text.article.language != "de"):
            await workflow.save(text.article, based_on=text.based_on, by=by, note=text.note)
        for value in self.values:
            await changes.propose(value.kind, value.name, value.before, value.after, because=because, by=by)


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line of a text that a file changes; `section` is none for the title, `before` or `after` may be empty."""

    section: SectionName | None
    before: str
    after: str


def changed_lines(before: Article | None, after: Article) -> list[LineChange]:
    """The lines in which two versions of a text differ, by section; lines are held against those at the same place."""
    changes = []
    old_title = before.title if before else ""
    if old_title != after.title:
        changes.append(LineChange(None, old_title, after.title))
    for name in SECTIONS:
        old = before.sections[name].lines() if before and name in before.sections else []
        new = after.sections[name].lines() if name in after.sections else []
        for place in range(max(len(old), len(new))):
            was, becomes = _at(old, place), _at(new, place)
            if was != becomes:
                changes.append(LineChange(name, was, becomes))
    return changes


def as_problems(findings: Iterable[Finding]) -> list[Problem]:
    """Findings of a reading or of `check` as problems of the file they stand in."""
    return [Problem(each.rule, each.file, each.line, english=each.message) for each in findings]


def _at(lines: list[str], place: int) -> str:
    return lines[place] if place < len(lines) else ""
