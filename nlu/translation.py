"""From one language into another, as far as it can be trusted, and never further.

What people translated comes first (`memory`), a machine second (`engine`), and what the machine says is checked
(`guards`); where neither knows anything, the original stands. The label tells which of them it was. The translator
never raises and never blocks: whoever waits for a translation has a person waiting for them.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from time import perf_counter
from typing import Final, Literal

import structlog

from nlu.engine import BEAM, Engine, EngineError
from nlu.guards import Sides, TranslationWarning, WarningCode, check, is_link
from nlu.identifier import Identifier
from nlu.masks import Masks
from nlu.memory import Remembered, SentenceMemory
from nlu.sentences import Line, split
from wording.languages import Language
from wording.replies import Label

__all__ = ["UNKNOWN", "Label", "Translation", "TranslationWarning", "Translator", "WarningCode"]

logger = structlog.get_logger()

UNKNOWN: Final = "und"
"""Stands in a path for a language nobody recognised."""

TIMEOUT_SECONDS: Final = 20.0

_TRUST: Final[tuple[Label, ...]] = ("none", "machine", "memory", "reviewed")
"""From the least to the most."""

_NOTHING_CAME: Final = TranslationWarning("empty", "Das Übersetzungspaket hat keine Übersetzung geliefert.")
_TOO_SLOW: Final = TranslationWarning("timeout", "Die Übersetzung hat zu lange gedauert. Gezeigt wird das Original.")


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in another language, and how far it can be trusted."""

    text: str
    """With the label `none` always the original, unchanged."""
    label: Label
    """That of the least trusted sentence."""
    path: tuple[str, ...]
    """The languages the text went through; only its own one with the label `none`."""
    warnings: tuple[TranslationWarning, ...]
    took_ms: float


@dataclass(frozen=True, slots=True)
class _Part:
    """One sentence, or a few in a row that people translated together."""

    text: str
    gap: str
    remembered: Remembered | None
    kept: str | None
    """What it is in every language, when it is nothing but a number, a link, a name: no trust is needed for that."""

    def to_translate(self) -> tuple[str, ...]:
        """What the machine has to say for this part."""
        if self.kept is not None:
            return ()
        return tuple(self.remembered.open_values.values()) if self.remembered else (self.text,)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a machine made of one sentence."""

    text: str
    label: Label
    warnings: tuple[TranslationWarning, ...] = ()


class Translator:
    """Translates texts of a few sentences up to a few pages."""

    def __init__(
        self,
        engine: Engine,
        memory: SentenceMemory,
        masks: Masks,
        identifier: Identifier,
        *,
        timeout_seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        """Make a translator.

        Args:
            identifier: Finds the language of a text whose source is given as "auto".
            timeout_seconds: After this time the original is returned.
        """
        self._engine = engine
        self._memory = memory
        self._masks = masks
        self._identifier = identifier
        self._timeout_seconds = timeout_seconds

    async def translate(
        self, text: str, source: Language | Literal["auto"], target: Language, *, thorough: bool = True
    ) -> Translation:
        """Translate *text* and tell how far it can be trusted. Never raises.

        A text that is already in *target* comes back as it is, with the label `none` and a path of one language:
        nothing was translated. So does one in a language nobody recognises, with the path `und`.

        Args:
            thorough: Search for the best translation, for what is sent; else take the first one, for a quick look.
        """
        began = perf_counter()
        written: str = UNKNOWN
        try:
            language = await self._identify(text) if source == "auto" else source
            written = language or UNKNOWN
            path: tuple[str, ...] = (written,)
            if language is None or language == target or not text.strip():
                said = _Said(text, "none")
            else:
                said, path = await self._translate(text, language, target, beam=BEAM if thorough else 1)
        except EngineError as error:
            logger.warning("translation failed", source=written, target=target, reason=str(error))
            said, path = _Said(text, "none", (_NOTHING_CAME,)), (written,)
        except Exception as error:  # the promise of this method: a translation that fails stops nobody
            logger.error("translation failed", source=written, target=target, error=type(error).__name__)
            said, path = _Said(text, "none", (_NOTHING_CAME,)), (written,)
        return Translation(said.text, said.label, path, said.warnings, (perf_counter() - began) * 1000)

    async def _identify(self, text: str) -> Language | None:
        # in a thread, because the first call may load a model
        return (await asyncio.to_thread(self._identifier.identify, text)).language

    async def _translate(
        self, text: str, source: Language, target: Language, *, beam: int
    ) -> tuple[_Said, tuple[str, ...]]:
        lines = await asyncio.to_thread(self._plan, text, source, target)
        wanted = list(dict.fromkeys(words for _, parts in lines for part in parts for words in part.to_translate()))
        if not wanted:
            whole = _join(lines, {})
            return (_Said(text, "none"), (source,)) if whole.label == "none" else (whole, (source, target))
        route = await self._engine.path(source, target)
        if route is None:
            return _Said(text, "none"), (source,)
        try:
            async with asyncio.timeout(self._timeout_seconds):
                said = await self._say(wanted, route, beam)
        except TimeoutError:
            return _Said(text, "none", (_TOO_SLOW,)), (source,)
        return _join(lines, said), route

    def _plan(self, text: str, source: Language, target: Language) -> list[tuple[Line, list[_Part]]]:
        return [(line, self._parts(line, source, target)) for line in split(text, source)]

    def _parts(self, line: Line, source: Language, target: Language) -> list[_Part]:
        """Cut a line where people translated several sentences together, else at each sentence."""
        parts: list[_Part] = []
        start = 0
        while start < len(line.sentences):
            for end in range(min(start + self._memory.longest, len(line.sentences)), start, -1):
                text = line.text(start, end)
                remembered = self._memory.find(text, source, target)
                if remembered or end == start + 1:
                    kept = None if remembered else self._kept(text, source, target)
                    parts.append(_Part(text, line.gaps[end - 1], remembered, kept))
                    start = end
                    break
        return parts

    def _kept(self, text: str, source: Language, target: Language) -> str | None:
        masked = self._masks.mask(text, source)
        return None if masked.has_words else masked.restore(masked.text, target)

    async def _say(self, sentences: Sequence[str], route: tuple[Language, ...], beam: int) -> dict[str, _Said]:
        """Translate sentences along *route*, then look at each whether it still says what was written."""
        current = list(sentences)
        for source, target in pairwise(route):
            current = await self._hop(current, source, target, beam)
        return await asyncio.to_thread(self._check, sentences, current, route)

    def _check(
        self, sentences: Sequence[str], translated: Sequence[str], route: tuple[Language, ...]
    ) -> dict[str, _Said]:
        said = {}
        for sentence, text in zip(sentences, translated, strict=True):
            warnings = check(Sides(sentence, text, route[0], route[-1]))
            if text.strip():
                warnings += self._lost(sentence, text, route[0])
            # an empty translation helps nobody, the original may
            said[sentence] = _Said(text if text.strip() else sentence, "machine", warnings)
        return said

    def _lost(self, sentence: str, translated: str, language: Language) -> tuple[TranslationWarning, ...]:
        """A warning when a name, an address or an office word got lost; numbers and links have guards of their own."""
        there = translated.casefold()
        values = self._masks.mask(sentence, language).values
        names = (value for value in values if isinstance(value, str) and any(map(str.isalpha, value)))
        lost = [name for name in names if name.casefold() not in there and not is_link(name)]
        if not lost:
            return ()
        return (TranslationWarning("number", f"In der Übersetzung fehlt: {', '.join(dict.fromkeys(lost))}."),)

    async def _hop(self, sentences: Sequence[str], source: Language, target: Language, beam: int) -> list[str]:
        """Translate with one package: masked where it can be, unmasked where a token got lost."""
        masked = [self._masks.mask(sentence, source) for sentence in sentences]
        done: dict[int, str] = {}
        rest = list(range(len(sentences)))
        if await self._engine.knows_masks(source, target):
            translated = await self._engine.translate([one.text for one in masked], source, target, beam=beam)
            for index, candidates in enumerate(translated):
                whole = (one for text in candidates if (one := masked[index].restore(text, target)) is not None)
                if (restored := next(whole, None)) is not None:
                    done[index] = restored
            rest = [index for index in rest if index not in done]
        if rest:
            translated = await self._engine.translate([sentences[index] for index in rest], source, target, beam=beam)
            done |= {index: candidates[0] for index, candidates in zip(rest, translated, strict=True)}
        return [done[index] for index in range(len(sentences))]


def _join(lines: Sequence[tuple[Line, Sequence[_Part]]], said: Mapping[str, _Said]) -> _Said:
    """Put the translated parts in the places of the original ones; the label is that of the weakest."""
    texts: list[str] = []
    labels: list[Label] = []
    warnings: dict[TranslationWarning, None] = {}
    for line, parts in lines:
        texts.append(line.before)
        for part in parts:
            machine = {words: said[words] for words in part.to_translate()}
            for spoken in machine.values():
                labels.append(spoken.label)
                warnings |= dict.fromkeys(spoken.warnings)
            if part.kept is not None:
                text = part.kept
            elif part.remembered:
                labels.append(part.remembered.label)
                open_values = part.remembered.open_values
                text = part.remembered.text({name: machine[words].text for name, words in open_values.items()})
            else:
                text = machine[part.text].text
            texts += text, part.gap
    label: Label = min(labels, key=_TRUST.index, default=_TRUST[0])  # nothing but numbers, days and names
    return _Said("".join(texts), label, tuple(warnings))
