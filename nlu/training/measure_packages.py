"""Measure the test packages as Lotse uses them: cut into sentences, masked, translated, checked by the guards.

`train_pair` measures the bare model; here the figures are those of `nlu.translation`, without its memory. A wrong
sentence without a warning is the worst that can happen, so it has a column of its own. Run in the environment of Lotse:

    python nlu/training/measure_packages.py
"""
# mypy: disable-error-code="import-not-found"
# ruff: noqa: S311, T201 - chance is seeded here and no secret; a measuring script prints

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT)]

from sentence_pairs import Filler, Pair, Row, read_rows, read_values  # noqa: E402

from nlu.engine import BEAM, Engine  # noqa: E402
from nlu.identifier import Identification  # noqa: E402
from nlu.masks import Masks  # noqa: E402
from nlu.memory import SentenceMemory  # noqa: E402
from nlu.packages import Packages  # noqa: E402
from nlu.translation import Translator  # noqa: E402

PACKAGES = ROOT / "tests" / "data" / "packages"
SEED = 77


class Nobody:
    """Recognises no language; both are given here."""

    def identify(self, text: str, prior: object = None) -> Identification:
        """Find nothing."""
        return Identification(None, False)


def test_sets(rows: list[Row], source: str, target: str) -> Iterator[tuple[str, list[Pair]]]:
    """Yield name and pairs of each set; names, years and minutes are some that no training pair holds."""
    filler = Filler(rows, read_values(), Random(SEED), unseen=True)
    replies = [row for row in rows if row.theme == "reply"]
    everyday = [row for row in rows if row.theme != "reply" and row.serves(source, target)]
    for name, chosen in (
        ("reply sentences, unseen values", replies * 6),
        ("everyday sentences of the training, unseen values", [row for row in everyday if not row.held_out]),
        ("**everyday sentences never seen**", [row for row in everyday if row.held_out] * 2),
    ):
        yield name, [filler.fill(row, source, target, rough=False, masked=False) for row in chosen]


async def measure(engine: Engine, source: str, target: str) -> None:
    """Print one table row for each set: n, exact, wrong with a warning, wrong without one (all but n in per cent)."""
    masks = Masks.shipped()
    translator = Translator(engine, SentenceMemory(masks), masks, Nobody())
    for name, pairs in test_sets(read_rows(), source, target):
        exact = warned = silent = 0
        for pair in pairs:
            said = await translator.translate(pair.source, source, target)
            exact += said.text == pair.target
            warned += said.text != pair.target and bool(said.warnings)
            silent += said.text != pair.target and not said.warnings
        shares = " | ".join(f"{100 * count / len(pairs):.0f}" for count in (exact, warned, silent))
        print(f"| {source} → {target} | {name} | {len(pairs)} | {shares} |")


async def time_sentences(engine: Engine, source: str, target: str) -> None:
    """Print milliseconds for each sentence, for sentences one by one and for 64 of them in one batch."""
    rows = [row for row in read_rows() if "{" not in row.texts[source] and row.serves(source, target)]
    sentences = [row.texts[source] for row in rows][:64]
    for beam in (1, BEAM):
        await engine.translate(sentences[:1], source, target, beam=beam)  # loads the model
        began = perf_counter()
        for sentence in sentences:
            await engine.translate([sentence], source, target, beam=beam)
        alone = (perf_counter() - began) / len(sentences)
        began = perf_counter()
        await engine.translate(sentences, source, target, beam=beam)
        together = (perf_counter() - began) / len(sentences)
        print(f"{source} → {target}, beam {beam}: {1000 * alone:.1f} ms alone, {1000 * together:.1f} ms in a batch")


async def main() -> None:
    """Measure both directions."""
    with TemporaryDirectory() as folder:
        packages = Packages(Path(folder))
        for row in packages.install_folder(PACKAGES):
            assert row["error"] is None, row
        engine = Engine(packages)
        for source, target in (("ro", "de"), ("de", "ro")):
            await measure(engine, source, target)
        for source, target in (("ro", "de"), ("de", "ro")):
            await time_sentences(engine, source, target)
        engine.close()


if __name__ == "__main__":
    asyncio.run(main())
