"""The shipped interpreter, kept in the data folder of this town."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import structlog

from house.learning import Learnt
from nlu.examples import Example

log = structlog.get_logger()


class ShippedTeacher:
    """Imports what learns only when it is needed: with NumPy that takes half a second, in which the pages answer."""

    def __init__(self, folder: Path, rasa_url: str | None) -> None:
        self._folder = folder
        self._rasa_url = rasa_url

    def learn(self, added: Sequence[Example]) -> Learnt:
        """Load the model of the data, or train it in this process."""
        from nlu.shipped import understander_in
        from nlu.training_run import load_or_train

        model = load_or_train(self._folder, _tell, added)
        return Learnt(understander_in(self._folder, model, self._rasa_url), dict(model.figures))

    def learn_apart(self, added: Sequence[Example]) -> Learnt:
        """Train in another process, which leaves the model in the folder, and load it from there."""
        from nlu.workers import in_processes

        in_processes(partial(_train, self._folder), [list(added)], most=1)
        return self.learn(added)


def _train(folder: Path, added: Sequence[Example]) -> None:
    from nlu.training_run import load_or_train

    load_or_train(folder, lambda _: None, added)


def _tell(news: str) -> None:
    log.info("learning", news=news)
