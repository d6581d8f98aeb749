"""Argos packages made in the test: the right form, a few kilobytes, random weights that translate into nonsense."""

import json
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ctranslate2
import numpy as np
import sentencepiece

TEXT = """Guten Tag. Bitte kommen Sie zum Termin. Ich habe einen Brief bekommen. Wir rufen Sie an.
Bună ziua. Te rugăm să vii la programare. Am primit o scrisoare. Te sunăm mâine.
Hello. Please come to the appointment. I have received a letter. We will call you.
0 1 2 3 4 5 6 7 8 9 . , : ! ? - Anmeldung Wohnung Kind Schule Papier""".splitlines()
WIDTH = 16


def package_file(
    folder: Path,
    source: str = "de",
    target: str = "ro",
    *,
    version: str = "1.0",
    with_masks: bool = True,
    change: Callable[[dict[str, bytes]], None] | None = None,
    **metadata: Any,
) -> Path:
    """Write a package into *folder* and return the file. *change* may spoil its files, given by name."""
    files = dict(_model_files(with_masks))
    described = {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": source,
        "to_code": target,
        "to_name": target,
        **metadata,
    }
    files["metadata.json"] = json.dumps(described).encode()
    files["README.md"] = b"Random weights, for tests."
    if change:
        change(files)
    file = folder / f"translate-{source}_{target}-{version.replace('.', '_')}.argosmodel"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{source}_{target}/{name}", content)
    return file


@cache
def _model_files(with_masks: bool) -> tuple[tuple[str, bytes], ...]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "text").write_text("\n".join(TEXT * 20), encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            input=str(folder / "text"),
            model_prefix=str(folder / "sentencepiece"),
            vocab_size=160,
            hard_vocab_limit=False,
            user_defined_symbols=[f"⟦{number}⟧" for number in range(1, 21)] if with_masks else [],
            unk_id=0,
            bos_id=1,
            eos_id=2,
            minloglevel=2,
        )
        pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
        _save_model(folder / "model", [pieces.id_to_piece(number) for number in range(len(pieces))])
        inside = {f"model/{path.name}": path.read_bytes() for path in (folder / "model").iterdir()}
        inside["sentencepiece.model"] = (folder / "sentencepiece.model").read_bytes()
        return tuple(inside.items())


def _save_model(folder: Path, tokens: list[str]) -> None:
    random = np.random.default_rng(1)
    spec = ctranslate2.specs.TransformerSpec.from_config((1, 1), 2, pre_norm=True)
    spec.encoder.embeddings[0].weight = _weights(random, len(tokens), WIDTH)
    spec.decoder.embeddings.weight = _weights(random, len(tokens), WIDTH)
    _linear(random, spec.decoder.projection, len(tokens))
    _norm(spec.encoder.layer_norm)
    _norm(spec.decoder.layer_norm)
    for layer in (*spec.encoder.layer, *spec.decoder.layer):
        _attention(random, layer.self_attention, (3 * WIDTH, WIDTH))
        if hasattr(layer, "attention"):
            _attention(random, layer.attention, (WIDTH, 2 * WIDTH, WIDTH))
        _norm(layer.ffn.layer_norm)
        _linear(random, layer.ffn.linear_0, 2 * WIDTH)
        _linear(random, layer.ffn.linear_1, WIDTH, 2 * WIDTH)
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir()
    spec.save(str(folder))


def _weights(random: np.random.Generator, *shape: int) -> Any:
    return random.normal(0, 0.3, shape).astype(np.float32)


def _linear(random: np.random.Generator, to: Any, rows: int, columns: int = WIDTH) -> None:
    to.weight, to.bias = _weights(random, rows, columns), np.zeros(rows, dtype=np.float32)


def _norm(to: Any) -> None:
    to.gamma, to.beta = np.ones(WIDTH, dtype=np.float32), np.zeros(WIDTH, dtype=np.float32)


def _attention(random: np.random.Generator, to: Any, rows: tuple[int, ...]) -> None:
    for linear, count in zip(to.linear, rows, strict=True):
        _linear(random, linear, count)
    _norm(to.layer_norm)
