"""The Rasa project `nlu/rasa/`: its training data, made from the examples, and its training.

Rasa 3.6 needs Python 3.10 and 2.7 GB, so it lives in an environment of its own and is only ever called as a program or
asked over HTTP. It reads words in one spelling, and behind them the concepts of the termbase as further words: without
them it would learn each language by itself (`docs/understanding.md` has both figures).
"""

import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import yaml

from nlu.examples import Bundle, Example
from nlu.normalisation import has_cyrillic, words
from nlu.rasa_calibration import is_kept_back
from nlu.termbase import Termbase
from wording.languages import Language

PROJECT: Final = Path(__file__).with_name("rasa")
CONFIG: Final = "config.yml"
DOMAIN: Final = "domain.yml"
DATA: Final = "data"
MODEL: Final = "lotse"
TRAINING_MINUTES: Final = 60
"""Training grows with the examples; what takes longer is of no use to a town."""

_MAX_WORDS: Final = 60


class TrainingFailed(Exception):
    """Rasa did not leave a model; the message says what it said last."""


def spelled_for_rasa(text: str, language: Language | None, termbase: Termbase) -> str:
    """Return a text as Rasa is taught and asked: one spelling, and the concepts behind it."""
    read = words(text)[:_MAX_WORDS]
    is_bulgarian = language == "bg" or (language is None and has_cyrillic(text))
    spelled = [word.bulgarian if is_bulgarian else word.folded for word in read]
    return " ".join([*spelled, *(f"c_{concept}" for concept in sorted(termbase.concepts_in(read, language)))])


def intent_of(topic: str) -> str:
    """Return the name of a topic in Rasa, where some signs mean something else."""
    return topic.replace(".", "__")


def topic_of(intent: str) -> str:
    """Return the topic of a name in Rasa."""
    return intent.replace("__", ".")


def export(
    folder: Path,
    examples: Sequence[Example],
    bundles: Iterable[Bundle],
    termbase: Termbase,
    *,
    with_concepts: bool = True,
) -> int:
    """Write the project with domain and training data into *folder*; return the number of texts.

    The examples by which Rasa is calibrated are left out.

    Args:
        with_concepts: Without them the texts hold words alone, which is what the figures compare.
    """
    known = termbase if with_concepts else Termbase.of([])
    texts: dict[str, list[str]] = defaultdict(list)
    for example in examples:
        if is_kept_back(example):
            continue
        texts[example.topic].append(spelled_for_rasa(example.text, example.language, known))
    if with_concepts:
        for bundle in bundles:
            together = termbase.with_broader(dict.fromkeys(bundle.concepts, 1.0))
            texts[bundle.topic].append(" ".join(f"c_{concept}" for concept in sorted(together)))
    (folder / DATA).mkdir(parents=True, exist_ok=True)
    for file in PROJECT.iterdir():
        shutil.copy(file, folder / file.name)  # Rasa writes into its configuration: it gets one of its own
    intents = [intent_of(topic) for topic in sorted(texts)]
    (folder / DOMAIN).write_text(_yaml({"version": "3.1", "intents": intents}))
    nlu = [
        {"intent": intent_of(topic), "examples": "".join(f"- {text}\n" for text in dict.fromkeys(of_topic) if text)}
        for topic, of_topic in sorted(texts.items())
    ]
    (folder / DATA / "nlu.yml").write_text(_yaml({"version": "3.1", "nlu": nlu}))
    return sum(map(len, texts.values()))


def find_python(named: Path | None) -> Path:
    """Return the Python that has Rasa: the one that the town has set, or `python3.10`, proved by running it.

    Raises:
        TrainingFailed: there is none.
    """
    candidates = [str(named)] if named else ["python3.10"]
    for candidate in candidates:
        try:
            done = subprocess.run(  # noqa: S603 - the program that the town has set
                [candidate, "-c", "import importlib.metadata as m; print(m.version('rasa'))"],
                capture_output=True, text=True, timeout=60, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return Path(candidate)
    raise TrainingFailed(f"{candidates[0]} has no Rasa; LOTSE_RASA_PYTHON names the Python of its environment")


def train(folder: Path, python: Path) -> Path:
    """Train in *folder*, where `export` has written, with the Rasa of *python*; return the file of the model.

    Raises:
        TrainingFailed: there is no Rasa, it took more than an hour, or it left no model.
    """
    command = [str(python), "-m", "rasa", "train", "nlu", "--config", CONFIG, "--domain", DOMAIN, "--nlu", DATA]
    command += ["--out", "models", "--fixed-model-name", MODEL]
    try:
        done = subprocess.run(  # noqa: S603 - the program that the town has set
            command, cwd=folder, capture_output=True, text=True, timeout=TRAINING_MINUTES * 60, check=False
        )
    except OSError as error:
        raise TrainingFailed(f"{python}: {error.strerror}") from None
    except subprocess.TimeoutExpired:
        raise TrainingFailed(f"took more than {TRAINING_MINUTES} minutes") from None
    model = folder / "models" / f"{MODEL}.tar.gz"
    if done.returncode != 0 or not model.exists():
        said = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        raise TrainingFailed(said[-1] if said else f"Rasa ended with {done.returncode}")
    return model


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as such, as Rasa's own files have them."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def _yaml(document: object) -> str:
    return yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False)
