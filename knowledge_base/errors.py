"""What can go wrong with the knowledge base, by name."""

from collections.abc import Mapping, Sequence

from pydantic import ValidationError

from knowledge_base.findings import Finding


class KnowledgeBaseError(Exception):
    """Something about articles, facts or offices cannot be done."""


class EditionBroken(KnowledgeBaseError):
    """An edition folder cannot be read; the findings say where and why."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        first = findings[0]
        rest = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
        super().__init__(f"{first.file}:{first.line}: {first.message}{rest}")
        self.findings = tuple(findings)


class ArticleNotFound(KnowledgeBaseError):
    """No published article has this topic."""

    def __init__(self, topic: str) -> None:
        super().__init__(topic)
        self.topic = topic


class ReplySentenceNotFound(KnowledgeBaseError):
    """No reply sentence has this id in this language."""

    def __init__(self, sentence_id: str, language: str | None = None) -> None:
        super().__init__(f"{sentence_id} ({language})" if language else sentence_id)
        self.sentence_id = sentence_id
        self.language = language


class SlotNotFilled(KnowledgeBaseError):
    """A slot of a reply sentence has no value, or a value of another kind."""

    def __init__(self, sentence_id: str, slot: str) -> None:
        super().__init__(f"{sentence_id}: {slot}")
        self.sentence_id = sentence_id
        self.slot = slot


class VersionTaken(KnowledgeBaseError):
    """An imported text has other words than the one that already bears its version; raise the version."""

    def __init__(self, topic: str, language: str, version: int) -> None:
        super().__init__(f"{topic} ({language}) version {version} exists with other words; raise the version")
        self.topic = topic
        self.language = language
        self.version = version


class EditConflict(KnowledgeBaseError):
    """Somebody else saved a newer version meanwhile; what was written is with the one who called, nothing is lost."""

    def __init__(self, name: str, newest: int) -> None:
        super().__init__(f"{name} is at version {newest} now")
        self.name = name
        self.newest = newest


class NotReady(KnowledgeBaseError):
    """A text cannot go into review while it breaks rules; the findings say which and where."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} rules are broken")
        self.findings = tuple(findings)


class SecondPersonNeeded(KnowledgeBaseError):
    """Whoever wrote something cannot be the one who agrees to it."""


class WrongStatus(KnowledgeBaseError):
    """A version or a change is not in the status in which this can be done with it."""

    def __init__(self, name: str, status: str) -> None:
        super().__init__(f"{name} is {status}")
        self.name = name
        self.status = status


class RecallIncomplete(KnowledgeBaseError):
    """A recall names no version that was wrong, or says nothing in German."""


class AnnouncementRefused(KnowledgeBaseError):
    """An announcement cannot be made like this; `problems` says by field what is wrong."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {problem}" for name, problem in problems.items()))
        self.problems = problems


class ValueRefused(KnowledgeBaseError):
    """The values of a fact or an office break a rule; `fields` says which of them and why, in English."""

    def __init__(self, error: ValidationError) -> None:
        reasons = {
            str(detail["loc"][0]) if detail["loc"] else "": detail["msg"].removeprefix("Value error, ")
            for detail in error.errors()
        }
        super().__init__("; ".join(f"{name}: {reason}" if name else reason for name, reason in reasons.items()))
        self.fields = reasons
