"""What can go wrong with the knowledge base, by name."""

from collections.abc import Sequence

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
