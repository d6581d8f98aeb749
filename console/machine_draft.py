"""A translation that a machine begins: each line by itself, what it names kept, never more than a draft."""

import asyncio
import re
from dataclasses import dataclass
from typing import Final

from console.article_words import PARTS
from console.parts import DeskTranslator
from knowledge_base.placeholders import PATTERN
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
    left_german: tuple[str, ...]
    doubtful: tuple[str, ...]

    @property
    def note(self) -> str:
        """What stands in the history of the text."""
        said = ["Maschinenentwurf aus dem Deutschen."]
        if self.left_german:
            said.append(f"Noch deutsch: {', '.join(self.left_german)}.")
        if self.doubtful:
            said.append(f"Zweifelhaft: {', '.join(self.doubtful)}.")
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
    named = [f"{PARTS[name or 'title']}, Zeile {number}" if name else PARTS["title"] for name, number in places]
    return MachineDraft(
        article,
        tuple(place for place, line in zip(named, lines, strict=True) if not line.is_translated),
        tuple(place for place, line in zip(named, lines, strict=True) if line.is_doubtful),
    )


async def _translated(text: str, section: SectionName | None, language: Language, translator: DeskTranslator) -> _Line:
    """One line; its dash, its German word and what it names stay."""
    dash = "- " if text.startswith("- ") else ""
    words = text.removeprefix("- ")
    if section == "words":
        german, colon, words = words.partition(":")
        dash, words = f"{dash}{german}{colon} ", words.strip()
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
