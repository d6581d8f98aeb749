"""Train one small translation package, measure it, and write it as an Argos package.

The package is test data and a stand-in for the big packages a town installs: a Transformer of about two
million weights that knows the sentences of `sentence_pairs` and little else. Training runs in PyTorch, the
weights are copied into a CTranslate2 model with 8-bit integers, and the figures are taken from that model,
called with the arguments `argostranslate.translate` 1.11 uses.

Run in the environment of `requirements.txt`:

    python nlu/training/train_pair.py --from de --to ro --out tests/data/packages

Two threads train one direction in about ten minutes.
"""
# mypy: disable-error-code="import-not-found,import-untyped,misc,no-any-return,unused-ignore"
# ruff: noqa: S311, T201 - chance is seeded here and no secret; a training script prints

from __future__ import annotations

import argparse
import json
import math
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import ctranslate2
import numpy as np
import sacrebleu
import sentencepiece
import torch
from sentence_pairs import MASKS, Filler, Pair, Row, data_checksum, read_rows, read_values
from torch import Tensor, nn
from torch.nn import functional

PACKAGE_VERSION = "0.1"
ARGOS_VERSION = "1.11"
NAMES = {"de": "German", "ro": "Romanian"}
UNKNOWN, START, END = 0, 1, 2  # ids of <unk>, <s>, </s> in the vocabulary; START fills short rows too
# letters of names that no row holds; a letter without a piece is copied by `replace_unknowns`
LETTERS = "ăâîșțşţäöüßąćęłńóśźżáéíőúűçğışŞŢĂÂÎȘȚÄÖÜĄĆĘŁŃÓŚŹŻÁÉÍŐÚŰÇĞİ⟦⟧€@&%/+"
ZIPPED_AT = (2026, 11, 25, 0, 0, 0)  # the same weights give the same file

Figures = dict[str, dict[str, float]]  # test set: n, exact (0-1), chrf and bleu (0-100)


@dataclass(frozen=True)
class Shape:
    """The size of the network."""

    width: int = 128
    inner: int = 384
    heads: int = 4
    encoder_layers: int = 3
    decoder_layers: int = 2
    pieces: int = 2000
    dropout: float = 0.1


def positions(length: int, width: int) -> Tensor:
    """Return the sinusoids CTranslate2 adds to a sequence, (length, width); the first position counts as 1."""
    step = math.log(10000) / (width // 2 - 1)
    scales = torch.exp(torch.arange(width // 2).float() * -step)
    angles = torch.arange(1, length + 1).float()[:, None] * scales[None, :]
    return torch.cat([angles.sin(), angles.cos()], dim=1)


class Attention(nn.Module):
    """Multi-head attention with queries, keys and values in the order CTranslate2 fuses them."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query = nn.Linear(shape.width, shape.width)
        self.key_value = nn.Linear(shape.width, 2 * shape.width)
        self.output = nn.Linear(shape.width, shape.width)
        self.norm = nn.LayerNorm(shape.width)

    def forward(self, x: Tensor, memory: Tensor | None, hidden: Tensor | None, *, causal: bool) -> Tensor:
        """Return *x* plus what it attends to: itself, or *memory*; *hidden* is true where nothing stands."""
        normed = self.norm(x)
        keys, values = self.key_value(normed if memory is None else memory).chunk(2, dim=-1)
        mask = None if hidden is None else ~hidden[:, None, None, :]
        attended = functional.scaled_dot_product_attention(
            self._split(self.query(normed)), self._split(keys), self._split(values), attn_mask=mask, is_causal=causal
        )
        return self.output(attended.transpose(1, 2).flatten(2))

    def _split(self, x: Tensor) -> Tensor:
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)


class FeedForward(nn.Module):
    """The inner layer, normalised before it."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(shape.width)
        self.first = nn.Linear(shape.width, shape.inner)
        self.second = nn.Linear(shape.inner, shape.width)

    def forward(self, x: Tensor) -> Tensor:
        """Return what is added to *x*."""
        return self.second(functional.relu(self.first(self.norm(x))))


class Layer(nn.Module):
    """One layer of the encoder, or of the decoder when it looks back at the source."""

    def __init__(self, shape: Shape, *, decoder: bool) -> None:
        super().__init__()
        self.itself = Attention(shape)
        self.source = Attention(shape) if decoder else None
        self.inner = FeedForward(shape)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, x: Tensor, hidden: Tensor | None, memory: Tensor | None = None) -> Tensor:
        """Return *x* after the layer. *hidden* belongs to the source, the decoder looks only backwards."""
        decoder = self.source is not None
        x = x + self.dropout(self.itself(x, None, None if decoder else hidden, causal=decoder))
        if self.source is not None:
            x = x + self.dropout(self.source(x, memory, hidden, causal=False))
        return x + self.dropout(self.inner(x))


class Network(nn.Module):
    """A small pre-norm Transformer with one table of pieces for source, target and output."""

    def __init__(self, shape: Shape, pieces: int) -> None:
        super().__init__()
        self.shape = shape
        self.pieces = nn.Embedding(pieces, shape.width)
        nn.init.normal_(self.pieces.weight, std=shape.width**-0.5)
        self.encoder = nn.ModuleList([Layer(shape, decoder=False) for _ in range(shape.encoder_layers)])
        self.decoder = nn.ModuleList([Layer(shape, decoder=True) for _ in range(shape.decoder_layers)])
        self.encoder_norm = nn.LayerNorm(shape.width)
        self.decoder_norm = nn.LayerNorm(shape.width)
        self.bias = nn.Parameter(torch.zeros(pieces))
        self.dropout = nn.Dropout(shape.dropout)

    def _embed(self, ids: Tensor) -> Tensor:
        width = self.shape.width
        return self.dropout(self.pieces(ids) * width**0.5 + positions(ids.shape[1], width))

    def forward(self, source: Tensor, hidden: Tensor, target: Tensor) -> Tensor:
        """Return scores for each next piece, (batch, target length, pieces)."""
        x = self._embed(source)
        for layer in self.encoder:
            x = layer(x, hidden)
        memory = self.encoder_norm(x)
        y = self._embed(target)
        for layer in self.decoder:
            y = layer(y, hidden, memory)
        return functional.linear(self.decoder_norm(y), self.pieces.weight, self.bias)


class Lessons:
    """An endless stream of training pairs, filled anew each time, and batches of them."""

    def __init__(self, rows: list[Row], filler: Filler, random: Random, source: str, target: str) -> None:
        self._rows = [row for row in rows if row.serves(source, target) and not row.held_out]
        self._weights = [2.0 if row.theme == "reply" else 1.5 if "{" in row.texts["de"] else 1.0 for row in self._rows]
        self._filler, self._random = filler, random
        self._source, self._target = source, target

    def pair(self) -> Pair:
        """Return one pair; one in eight is two sentences in a row, as people send them."""
        first = self._one()
        if self._random.random() < 0.875:
            return first
        second = self._one()
        if "⟦" in first.source and "⟦" in second.source:
            return first  # two sentences would both count from 1
        return Pair(f"{first.source} {second.source}", f"{first.target} {second.target}")

    def _one(self) -> Pair:
        if self._random.random() < 0.1:
            return self._filler.copy()
        [row] = self._random.choices(self._rows, self._weights)
        masked = self._random.random() < 0.45
        rough = self._random.random() < 0.7
        return self._filler.fill(row, self._source, self._target, rough=rough, masked=masked)

    def batches(self, pieces: sentencepiece.SentencePieceProcessor, size: int) -> Iterator[tuple[Tensor, ...]]:
        """Yield (source, hidden, target in, target out) of about *size* pairs of like length."""
        while True:
            pool = []
            for _ in range(size * 16):
                pair = self.pair()
                # other cuts of the same words teach the letters inside them; the target keeps one cut
                sampled = self._random.random() < 0.25
                source = pieces.encode(pair.source, enable_sampling=sampled, alpha=0.3, nbest_size=-1)
                pool.append((source, pieces.encode(pair.target)))
            pool.sort(key=lambda ids: (len(ids[1]), len(ids[0])))
            starts = list(range(0, len(pool), size))
            self._random.shuffle(starts)
            for start in starts:
                yield _tensors(pool[start : start + size])


def _tensors(chosen: list[tuple[list[int], list[int]]]) -> tuple[Tensor, ...]:
    longest_source = max(len(source) for source, _ in chosen)
    longest_target = max(len(target) for _, target in chosen) + 1
    source = torch.full((len(chosen), longest_source), START)
    hidden = torch.ones((len(chosen), longest_source), dtype=torch.bool)
    given = torch.full((len(chosen), longest_target), START)
    wanted = torch.full((len(chosen), longest_target), -100)
    for index, (from_ids, to_ids) in enumerate(chosen):
        source[index, : len(from_ids)] = torch.tensor(from_ids)
        hidden[index, : len(from_ids)] = False
        given[index, 1 : len(to_ids) + 1] = torch.tensor(to_ids)
        wanted[index, : len(to_ids) + 1] = torch.tensor([*to_ids, END])
    return source, hidden, given, wanted


def train_pieces(lessons: Lessons, folder: Path, pieces: int) -> sentencepiece.SentencePieceProcessor:
    """Train the vocabulary of both languages on filled pairs and return it; the model lies in *folder*."""
    text = folder / "pairs.txt"
    with text.open("w", encoding="utf-8") as file:
        for _ in range(30000):
            pair = lessons.pair()
            file.write(f"{pair.source}\n{pair.target}\n")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text),
        model_prefix=str(folder / "sentencepiece"),
        vocab_size=pieces,
        model_type="unigram",
        character_coverage=1.0,
        split_digits=True,  # so that a date never seen is copied digit by digit
        user_defined_symbols=list(MASKS),
        required_chars=LETTERS,
        unk_id=UNKNOWN,
        bos_id=START,
        eos_id=END,
        num_threads=1,
        minloglevel=2,
    )
    return sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))


def train(network: Network, batches: Iterator[tuple[Tensor, ...]], steps: int, peak_rate: float) -> None:
    """Train for *steps* batches; the network ends as the running mean of its last weights."""
    optimiser = torch.optim.AdamW(network.parameters(), lr=peak_rate, betas=(0.9, 0.98), weight_decay=0.01)
    warmup = min(400, steps // 5)
    mean = {name: weight.detach().clone() for name, weight in network.named_parameters()}
    started = time.monotonic()
    loss_sum = 0.0
    for step in range(1, steps + 1):
        progress = max(0.0, (step - warmup) / max(1, steps - warmup))
        rate = peak_rate * (step / warmup if step < warmup else 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * progress)))
        for group in optimiser.param_groups:
            group["lr"] = rate
        source, hidden, given, wanted = next(batches)
        scores = network(source, hidden, given)
        loss = functional.cross_entropy(scores.flatten(0, 1), wanted.flatten(), ignore_index=-100, label_smoothing=0.05)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        decay = min(0.998, step / (step + 10))
        with torch.no_grad():
            for name, weight in network.named_parameters():
                mean[name].lerp_(weight, 1 - decay)
        loss_sum += loss.item()
        if step % 200 == 0:
            print(f"step {step} loss {loss_sum / 200:.3f} seconds {time.monotonic() - started:.0f}", flush=True)
            loss_sum = 0.0
    with torch.no_grad():
        for name, weight in network.named_parameters():
            weight.copy_(mean[name])


def convert(network: Network, tokens: list[str], folder: Path) -> None:
    """Write the network as a CTranslate2 model with 8-bit integers into *folder*."""
    shape = network.shape
    spec = ctranslate2.specs.TransformerSpec.from_config(
        (shape.encoder_layers, shape.decoder_layers),
        shape.heads,
        pre_norm=True,
        activation=ctranslate2.specs.Activation.RELU,
    )
    spec.encoder.embeddings[0].weight = _array(network.pieces.weight)
    spec.decoder.embeddings.weight = _array(network.pieces.weight)
    spec.decoder.projection.weight = _array(network.pieces.weight)
    spec.decoder.projection.bias = _array(network.bias)
    _copy_norm(spec.encoder.layer_norm, network.encoder_norm)
    _copy_norm(spec.decoder.layer_norm, network.decoder_norm)
    for to, layer in zip(spec.encoder.layer, network.encoder, strict=True):
        _copy_attention(to.self_attention, layer.itself, fused=True)
        _copy_inner(to.ffn, layer.inner)
    for to, layer in zip(spec.decoder.layer, network.decoder, strict=True):
        _copy_attention(to.self_attention, layer.itself, fused=True)
        _copy_attention(to.attention, layer.source, fused=False)
        _copy_inner(to.ffn, layer.inner)
    spec.config.add_source_bos = False
    spec.config.add_source_eos = False
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir()
    spec.save(str(folder))


def _array(tensor: Tensor) -> np.ndarray:  # type: ignore[type-arg]
    return tensor.detach().numpy().copy()  # CTranslate2 quantises in place


def _copy_norm(to: object, norm: nn.LayerNorm) -> None:
    to.gamma, to.beta = _array(norm.weight), _array(norm.bias)  # type: ignore[attr-defined]


def _copy_linear(to: object, weights: Tensor, bias: Tensor) -> None:
    to.weight, to.bias = _array(weights), _array(bias)  # type: ignore[attr-defined]


def _copy_attention(to: object, attention: Attention, *, fused: bool) -> None:
    linear = to.linear  # type: ignore[attr-defined]
    query, key_value = attention.query, attention.key_value
    if fused:
        weights, bias = torch.cat([query.weight, key_value.weight]), torch.cat([query.bias, key_value.bias])
        _copy_linear(linear[0], weights, bias)
    else:
        _copy_linear(linear[0], query.weight, query.bias)
        _copy_linear(linear[1], key_value.weight, key_value.bias)
    _copy_linear(linear[-1], attention.output.weight, attention.output.bias)
    _copy_norm(to.layer_norm, attention.norm)  # type: ignore[attr-defined]


def _copy_inner(to: object, inner: FeedForward) -> None:
    _copy_linear(to.linear_0, inner.first.weight, inner.first.bias)  # type: ignore[attr-defined]
    _copy_linear(to.linear_1, inner.second.weight, inner.second.bias)  # type: ignore[attr-defined]
    _copy_norm(to.layer_norm, inner.norm)  # type: ignore[attr-defined]


def translate(folder: Path, texts: list[str]) -> list[str]:
    """Translate sentences with an unpacked package as `argostranslate.translate` 1.11 does (beam 4)."""
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    translator = ctranslate2.Translator(str(folder / "model"), device="cpu", inter_threads=1, intra_threads=2)
    results = translator.translate_batch(
        [pieces.encode(text, out_type=str) for text in texts],
        replace_unknowns=True,
        max_batch_size=32,
        batch_type="examples",
        beam_size=4,
        num_hypotheses=1,
        length_penalty=0.2,
        return_scores=True,
    )
    decoded = (pieces.decode_pieces(result.hypotheses[0]) for result in results)
    return [text.replace("▁", " ").replace("_", " ").removeprefix(" ") for text in decoded]


def test_sets(rows: list[Row], seed: int, source: str, target: str) -> dict[str, list[Pair]]:
    """Return the pairs a package is measured on, by name; the same ones at every call with one *seed*.

    Slot fillings use names, years and minutes that no training pair holds.
    """
    random = Random(seed)
    filler = Filler(rows, read_values(), random, unseen=True)
    usable = [row for row in rows if row.serves(source, target)]
    known = [row for row in usable if not row.held_out]
    slotted = [row for row in known if "{" in row.texts["de"]]

    def fill(chosen: list[Row], *, rough: bool = False, masked: bool = False) -> list[Pair]:
        return [filler.fill(row, source, target, rough=rough, masked=masked) for row in chosen]

    replies = [row for row in slotted if row.theme == "reply"]
    everyday = [row for row in slotted if row.theme != "reply"]
    masked = [pair for pair in fill(slotted * 2, masked=True) if "⟦" in pair.source]
    return {
        "reply sentences, no slot": fill([row for row in known if row.theme == "reply" and row not in slotted]),
        "reply sentences, unseen values": fill(replies * 8),
        "everyday sentences of the training, no slot": fill(
            [row for row in known if row.theme != "reply" and row not in slotted]
        ),
        "everyday sentences of the training, unseen values": fill(everyday),
        "the same, typed on a phone": fill(everyday, rough=True),
        "the same, values masked": masked,
        "everyday sentences never seen": fill([row for row in usable if row.held_out]),
    }


def measure(folder: Path, sets: dict[str, list[Pair]]) -> tuple[Figures, list[tuple[str, Pair, str]]]:
    """Return exact matches (0-1), chrF and BLEU (0-100) and size of each test set, and every pair that was missed."""
    figures: Figures = {}
    missed: list[tuple[str, Pair, str]] = []
    for name, pairs in sets.items():
        said = translate(folder, [pair.source for pair in pairs])
        wrong = [(name, pair, text) for pair, text in zip(pairs, said, strict=True) if text != pair.target]
        missed += wrong
        wanted = [[pair.target for pair in pairs]]
        figures[name] = {
            "n": len(pairs),
            "exact": round(1 - len(wrong) / len(pairs), 3),
            "chrf": round(sacrebleu.corpus_chrf(said, wanted).score, 1),
            "bleu": round(sacrebleu.corpus_bleu(said, wanted).score, 1),
        }
    return figures, missed


def write_package(folder: Path, out: Path) -> Path:
    """Zip an unpacked package so that the same content gives the same bytes."""
    path = out / f"{folder.name}.argosmodel"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                entry = zipfile.ZipInfo(str(file.relative_to(folder.parent)), ZIPPED_AT)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, file.read_bytes(), compresslevel=9)
    return path


def describe(folder: Path, source: str, target: str, rows: list[Row]) -> None:
    """Write `metadata.json` and the README of the package; `trained_on` tells which sentences it learned from."""
    metadata = {
        "package_version": PACKAGE_VERSION,
        "argos_version": ARGOS_VERSION,
        "from_code": source,
        "from_name": NAMES[source],
        "to_code": target,
        "to_name": NAMES[target],
        "type": "translate",
        "links": [],
        "trained_on": {"rows": len(rows), "sha256": data_checksum()},
    }
    (folder / "metadata.json").write_text(json.dumps(metadata, indent=4) + "\n", encoding="utf-8")
    (folder / "README.md").write_text(
        f"# {NAMES[source]} to {NAMES[target]}, small\n\n"
        "A test package of Lotse: it knows the reply sentences and some hundred everyday sentences of a first\n"
        "contact with an office. Anything else it translates badly. Trained by `nlu/training/train_pair.py` on\n"
        "pairs written for it; under the licence of Lotse.\n",
        encoding="utf-8",
    )


def main() -> None:
    """Train, convert, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--from", dest="source", choices=NAMES, required=True)
    parser.add_argument("--to", dest="target", choices=NAMES, required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder for the .argosmodel file")
    parser.add_argument("--report", type=Path, help="write the figures and every missed pair as JSON")
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--batch", type=int, default=96, help="pairs in a batch")
    parser.add_argument("--rate", type=float, default=2e-3, help="highest learning rate")
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    if arguments.source == arguments.target:
        parser.error("--from and --to are the same language")

    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    sentencepiece.set_random_generator_seed(arguments.seed)
    random = Random(arguments.seed)
    rows = read_rows()
    filler = Filler(rows, read_values(), random, unseen=False)
    lessons = Lessons(rows, filler, random, arguments.source, arguments.target)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as temporary:
        name = f"translate-{arguments.source}_{arguments.target}-{PACKAGE_VERSION.replace('.', '_')}"
        folder = Path(temporary) / name
        folder.mkdir()
        pieces = train_pieces(lessons, Path(temporary), Shape.pieces)
        shutil.copy(Path(temporary) / "sentencepiece.model", folder)
        network = Network(Shape(), pieces.get_piece_size())
        train(network, lessons.batches(pieces, arguments.batch), arguments.steps, arguments.rate)
        network.eval()
        convert(network, [pieces.id_to_piece(index) for index in range(pieces.get_piece_size())], folder / "model")
        describe(folder, arguments.source, arguments.target, rows)
        sets = test_sets(rows, arguments.seed + 1, arguments.source, arguments.target)
        figures, missed = measure(folder, sets)
        path = write_package(folder, arguments.out)
    weights = sum(weight.numel() for weight in network.parameters())
    facts = {"weights": weights, "bytes": path.stat().st_size, "seconds": round(time.monotonic() - started)}
    print(json.dumps({"package": path.name, **facts, "figures": figures}, indent=2))
    if arguments.report:
        wrong = [{"set": name, "source": p.source, "wanted": p.target, "said": said} for name, p, said in missed]
        report = json.dumps({"figures": figures, "missed": wrong}, indent=1, ensure_ascii=False)
        arguments.report.write_text(report, encoding="utf-8")


if __name__ == "__main__":
    main()
