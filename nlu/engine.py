"""Machine translation on CTranslate2, with the SentencePiece model of each package, in a thread of its own.

One thread works, so requests are served in the order of their arrival and the event loop stays free; CTranslate2 itself
uses a few threads for one batch. A model is loaded when it is first needed and dropped when others were used since. The
arguments are those of `argostranslate.translate`, without its sentence splitter, which would download models.
"""

import asyncio
import os
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, Final, TypeVar

from nlu.masks import MAX_MASKS
from nlu.packages import Package, Packages, PackagesError
from wording.languages import Language

BEAM: Final = 4
_BATCH: Final = 16  # sentences; between two batches a request that nobody waits for any more is given up
_LONGEST: Final = 512  # pieces of an input; `sentences.split` cuts long before
_BRIDGE: Final[Language] = "en"

T = TypeVar("T")


class EngineError(Exception):
    """A package could not translate."""


@dataclass(slots=True)
class _Model:
    translator: Any  # ctranslate2.Translator
    pieces: Any  # sentencepiece.SentencePieceProcessor
    target_prefix: str

    @classmethod
    def load(cls, package: Package, threads: int) -> "_Model":
        import ctranslate2  # here, in the thread: the import takes a while
        import sentencepiece

        return cls(
            ctranslate2.Translator(
                str(package.folder / "model"), device="cpu", inter_threads=1, intra_threads=threads, compute_type="int8"
            ),
            sentencepiece.SentencePieceProcessor(model_file=str(package.folder / "sentencepiece.model")),
            package.target_prefix,
        )

    def knows_masks(self) -> bool:
        unknown = self.pieces.unk_id()
        return all(self.pieces.piece_to_id(f"⟦{number}⟧") != unknown for number in (1, MAX_MASKS))

    def translate(self, sentences: Sequence[str], beam: int) -> list[list[str]]:
        tokens = [self.pieces.encode(sentence, out_type=str)[:_LONGEST] for sentence in sentences]
        prefix = [[self.target_prefix]] * len(tokens) if self.target_prefix else None
        results = self.translator.translate_batch(
            tokens,
            target_prefix=prefix,
            replace_unknowns=True,
            max_batch_size=_BATCH,
            batch_type="examples",
            beam_size=beam,
            num_hypotheses=beam,
            length_penalty=0.2,
            max_decoding_length=min(256, 3 * max(map(len, tokens)) + 24),
        )
        return [[self._text(tokens) for tokens in result.hypotheses] for result in results]

    def _text(self, tokens: list[str]) -> str:
        text = str(self.pieces.decode_pieces(tokens)).replace("▁", " ").replace("_", " ")
        return text.removeprefix(self.target_prefix).removeprefix(" ")


class Engine:
    """Translates sentences with the installed packages."""

    def __init__(self, packages: Packages, *, threads: int | None = None, keeps: int = 4) -> None:
        """Make an engine; nothing is loaded yet.

        Args:
            threads: For one batch; two at most if not given, because others work on the machine as well.
            keeps: How many models stay in memory, about 60 MB to 120 MB each.
        """
        self._packages = packages
        self._threads = threads or min(2, os.cpu_count() or 1)
        self._keeps = keeps
        self._models: OrderedDict[Path, _Model] = OrderedDict()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="translation")

    async def path(self, source: Language, target: Language) -> tuple[Language, ...] | None:
        """The languages a text goes through: directly, else through English, else None."""
        return await asyncio.to_thread(self._path, source, target)  # reads the disk when packages changed

    def _path(self, source: Language, target: Language) -> tuple[Language, ...] | None:
        if self._packages.find(source, target):
            return source, target
        if _BRIDGE not in (source, target) and self._packages.find(source, _BRIDGE):
            return (source, _BRIDGE, target) if self._packages.find(_BRIDGE, target) else None
        return None

    async def knows_masks(self, source: Language, target: Language) -> bool:
        """Whether the package of this direction copies the tokens of `masks`.

        Raises:
            EngineError: there is no such package, or it cannot be used.
        """
        return await self._work(lambda: self._model(source, target).knows_masks())

    async def translate(
        self, sentences: Sequence[str], source: Language, target: Language, *, beam: int
    ) -> list[list[str]]:
        """Translate *sentences* with the package of one direction, in one go. Cancelled, it ends after some sentences.

        Each sentence has *beam* translations, the most likely one first.

        Args:
            beam: How many beginnings are followed at the same time: `BEAM` for what is sent, 1 for a quick look.

        Raises:
            EngineError: there is no such package, or it cannot be used.
        """
        given_up = Event()

        def work() -> list[list[str]]:
            model = self._model(source, target)
            return [text for batch in _batches(sentences) for text in _unless(given_up, model, batch, beam)]

        try:
            return await self._work(work)
        finally:
            given_up.set()

    async def _work(self, call: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._worker, call)
        except (RuntimeError, ValueError, OSError, MemoryError, PackagesError) as error:
            raise EngineError(type(error).__name__) from error

    def close(self) -> None:
        """End the thread; what it translates is finished, what waits is dropped."""
        self._worker.shutdown(wait=True, cancel_futures=True)
        self._models.clear()

    def _model(self, source: Language, target: Language) -> _Model:
        package = self._packages.find(source, target)
        if package is None:
            raise EngineError(f"no package {source}-{target}")
        # a package that was installed again lies in another place on the disk
        key = package.folder / str((package.folder / "model" / "model.bin").stat().st_ino)
        if key not in self._models:
            while len(self._models) >= self._keeps:
                self._models.popitem(last=False)
            self._models[key] = _Model.load(package, self._threads)
        self._models.move_to_end(key)
        return self._models[key]


def _batches(sentences: Sequence[str]) -> Iterator[Sequence[str]]:
    return (sentences[start : start + _BATCH] for start in range(0, len(sentences), _BATCH))


def _unless(given_up: Event, model: _Model, batch: Sequence[str], beam: int) -> list[list[str]]:
    return [] if given_up.is_set() else model.translate(batch, beam)
