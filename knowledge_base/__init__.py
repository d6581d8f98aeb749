"""What Lotse knows: articles that people wrote, the facts they rest on, offices, and how to find an answer.

The shipped edition lies in `content/`; on first start it goes into the database, where the town changes it. A `Library`
holds what is published, in memory, and answers from there.
"""

from knowledge_base.answers import Answers, ArticleAnswer
from knowledge_base.articles import Changes, install_edition, load_edition
from knowledge_base.delivery import newcomers_who_read, record_delivery
from knowledge_base.edition import SHIPPED, Edition, read_edition, write_edition
from knowledge_base.errors import (
    ArticleNotFound,
    EditionBroken,
    KnowledgeBaseError,
    ReplySentenceNotFound,
    SlotNotFilled,
    VersionTaken,
)
from knowledge_base.library import Library
from knowledge_base.privacy import JOBS, erase, export
from knowledge_base.reply_sentences import ReplySentence, ReplySentences
from knowledge_base.transfer import export_folder, import_folder

__all__ = [
    "JOBS",
    "SHIPPED",
    "Answers",
    "ArticleAnswer",
    "ArticleNotFound",
    "Changes",
    "Edition",
    "EditionBroken",
    "KnowledgeBaseError",
    "Library",
    "ReplySentence",
    "ReplySentenceNotFound",
    "ReplySentences",
    "SlotNotFilled",
    "VersionTaken",
    "erase",
    "export",
    "export_folder",
    "import_folder",
    "install_edition",
    "load_edition",
    "newcomers_who_read",
    "read_edition",
    "record_delivery",
    "write_edition",
]
