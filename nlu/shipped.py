"""Understanding as it is shipped: embedded interpreter, identifier, thresholds and danger recogniser together."""

from collections.abc import Callable, Sequence
from pathlib import Path

from nlu.danger import shipped_recogniser
from nlu.embedded import EmbeddedInterpreter
from nlu.examples import Example
from nlu.follow_up import FollowUps
from nlu.identification import LanguageIdentifier
from nlu.interpreter import Interpreter
from nlu.model import Model
from nlu.termbase import shipped_termbase
from nlu.training_run import load_or_train
from nlu.understanding import Understander


def load_understander(
    folder: Path, announce: Callable[[str], None], added: Sequence[Example] = (), rasa_url: str | None = None
) -> Understander:
    """Return an understander from the model in *folder*; it is trained first where it is missing or outdated.

    Args and errors: as of `training_run.load_or_train`; at *rasa_url* a Rasa server ranks the topics, if there is one.
    """
    model = load_or_train(folder, announce, added)
    if rasa_url is None:
        return understander_of(model)
    from nlu.rasa_interpreter import RasaInterpreter

    embedded = EmbeddedInterpreter(model, shipped_termbase())
    return understander_of(model, RasaInterpreter(rasa_url, shipped_termbase(), embedded))


def understander_of(model: Model, interpreter: Interpreter | None = None) -> Understander:
    """Return an understander of *model*; another *interpreter* may rank the topics in place of the embedded one."""
    return Understander(
        interpreter=interpreter or EmbeddedInterpreter(model, shipped_termbase()),
        identifier=LanguageIdentifier(model.languages),
        danger=shipped_recogniser(),
        thresholds=model.thresholds,
        follow_ups=FollowUps(shipped_termbase(), model.small_words),
    )
