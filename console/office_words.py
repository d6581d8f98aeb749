"""Words of offices in a text that nobody explains: neither the text itself nor the termbase knows them."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from knowledge_base.placeholders import without_placeholders
from knowledge_base.rules.translations import german_words
from knowledge_base.texts import Article, SectionName
from nlu.concepts import read_concepts
from nlu.masks import read_kept_words

_ENDINGS: Final = (
    "amt|ausweis|antrag|auszug|bescheid|bescheinigung|bestätigung|behörde|beitrag|bewilligung|büro|erklärung|erlaubnis|"
    "erstattung|förderung|formular|gebühr|geld|genehmigung|gericht|gesetz|kasse|nachweis|nummer|pflicht|prüfung|schein|"
    "stelle|steuer|titel|urkunde|verfahren|verordnung|versicherung|vertrag|verzeichnis|vollmacht|zeugnis|zulage|zuschlag|"
    "zuschuss"
)
"""What the names of papers, offices and payments end with."""

_WORD: Final = re.compile(rf"\b[A-ZÄÖÜ][a-zäöüß]{{3,}}(?:{_ENDINGS})(?:s|es|e|en|n)?\b")


def unexplained(article: Article) -> Iterator[tuple[SectionName, int, str]]:
    """Section, line from 1, and the word: each once, where it stands first."""
    words = article.sections.get("words")
    known = _known() | {_bare(part) for word in (german_words(words) if words else ()) for part in word.split()}
    for name, section in article.sections.items():
        if name == "words":
            continue
        for line, text in enumerate(section.text.splitlines(), start=1):
            for found in _WORD.findall(without_placeholders(text)):
                if _bare(found) not in known:
                    known = known | {_bare(found)}
                    yield name, line, found


@cache
def _known() -> frozenset[str]:
    """Words that the termbase knows in German, and those that stay German in every translation."""
    of_concepts = (word for concept in read_concepts() for word in (*concept.german, concept.kept or ""))
    return frozenset(_bare(part) for word in (*of_concepts, *read_kept_words()) for part in word.split())


def _bare(word: str) -> str:
    """*word* without the ending of its case and number."""
    return re.sub(r"(?:es|en|er|e|n|s)$", "", word.casefold())
