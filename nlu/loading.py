"""Puts the understanding together: the model from the data folder, or learnt anew where the data changed."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from nlu.danger import shipped_recogniser
from nlu.embedded import EmbeddedInterpreter
from nlu.identification import LanguageIdentifier
from nlu.termbase import shipped_termbase
from nlu.training_run import load_or_train
from nlu.understanding import Understander


async def load_understander(folder: Path, announce: Callable[[str], None]) -> Understander:
    """Load the understander of the shipped data in a thread; learn it first, in a minute or two, if it is not in *folder*.

    Args:
        announce: Is told in one English sentence when learning begins and ends.
    """
    return await asyncio.to_thread(_load, folder, announce)


def _load(folder: Path, announce: Callable[[str], None]) -> Understander:
    folder.mkdir(parents=True, exist_ok=True)
    model = load_or_train(folder, announce)
    interpreter = EmbeddedInterpreter(model, shipped_termbase())
    return Understander(interpreter, LanguageIdentifier(model.languages), shipped_recogniser(), model.thresholds)
