"""A translation that a machine begins: each line by itself, what it names kept, never more than a draft."""

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from console.article_words import PARTS
from console.parts import DeskTranslator
from knowledge_base.placeholders import PATTERN, word_and_meaning
from knowledge_base.texts import Article, Section, SectionName
from wording import Language

_TOKEN: Final = re.compile(r"⟦\s*(\d+)\s*⟧")
"""How the translator's masks write what they keep; a token that stands in a text already is kept as it is."""

_PROBE: Final = "Wir helfen Ihnen gern."
"""A title may consist of words that stay German: it does not tell whether a package is there."""


@dataclass(frozen=True)
class MachineDraft:
    """The draft, and the lines that a person must look at first, named in German."""

    article: Article
    left_german: str
    doubtful: str

    @property
    def note(self) -> str:
        """What stands in the history of the text."""
        said = ["Maschinenentwurf aus dem Deutschen."]
        if self.left_german:
            said.append(f"Noch deutsch: {self.left_german}.")
        if self.doubtful:
            said.append(f"Zweifelhaft: {self.doubtful}.")
        return " ".join(said)


@dataclass(frozen=True)
class _Line:
    text: str
    is_translated: bool
    is_doubtful: bool = False


async def machine_draft(german: Article, language: Language, translator: DeskTranslator) -> MachineDraft | None:
    """Translate *german*; None where no package is installed for this pair."""
    if (await translator.translate(_PROBE, "de", language)).label == "none":
        return None
    places: list[tuple[SectionName | None, int]] = [(None, 1)]
    texts = [german.title]
    for name, section in german.sections.items():
        for number, line in enumerate(section.text.splitlines(), start=1):
            places.append((name, number))
            texts.append(line)
    lines = await asyncio.gather(
        *(_translated(text, name, language, translator) for text, (name, _) in zip(texts, places, strict=True))
    )
    written: dict[SectionName, list[str]] = {}
    for (section_name, _), said in zip(places, lines, strict=True):
        if section_name is not None:
            written.setdefault(section_name, []).append(said.text)
    article = Article(
        topic=german.topic,
        language=language,
        title=lines[0].text,
        version=1,
        status="machine_draft",
        sections={name: Section("\n".join(of_section)) for name, of_section in written.items()},
        translated_from=german.version,
        translated_by="machine",
        review_due_on=german.review_due_on,
    )
    placed = list(zip(places, lines, strict=True))
    return MachineDraft(
        article,
        _named(place for place, line in placed if not line.is_translated),
        _named(place for place, line in placed if line.is_doubtful),
    )


def _named(places: Iterable[tuple[SectionName | None, int]]) -> str:
    """ "Überschrift; Papiere, Zeile 1, 3" for some lines of a text."""
    lines: dict[str, list[str]] = {}
    for name, number in places:
        lines.setdefault(PARTS[name or "title"], []).append(str(number))
    return "; ".join(f"{part}, Zeile {', '.join(of_part)}" for part, of_part in lines.items())


async def _translated(text: str, section: SectionName | None, language: Language, translator: DeskTranslator) -> _Line:
    """One line; its dash, its German word and what it names stay."""
    dash = "- " if text.startswith("- ") else ""
    words = text.removeprefix("- ")
    if section == "words":
        german, words = word_and_meaning(words)
        dash = f"{dash}{german}: "
    names = [match[0] for match in PATTERN.finditer(words)]
    numbers = iter(range(1, len(names) + 1))
    masked = PATTERN.sub(lambda _: f"⟦{next(numbers)}⟧", words)
    if not re.search(r"[^\W\d_]", masked):
        return _Line(text, True)  # nothing but names
    said = await translator.translate(masked, "de", language)
    kept = [int(number) for number in _TOKEN.findall(said.text)]
    if said.label == "none" or sorted(kept) != list(range(1, len(names) + 1)):
        return _Line(text, False)
    restored = _TOKEN.sub(lambda token: names[int(token[1]) - 1], said.text)
    return _Line(f"{dash}{restored}", True, bool(said.warnings))
