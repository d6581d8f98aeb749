"""Understanding as it is shipped: embedded interpreter, identifier, thresholds and danger recogniser together."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from nlu.danger import shipped_recogniser
from nlu.decision import Thresholds
from nlu.embedded import EmbeddedInterpreter
from nlu.examples import Example
from nlu.follow_up import FollowUps
from nlu.identification import LanguageIdentifier
from nlu.interpreter import Interpreter
from nlu.model import Model
from nlu.training_run import load_or_train
from nlu.understanding import Understander
from wording.languages import Language

RASA_FOLDER = "rasa"
"""Where, below the data folder, the Rasa project of this town stands."""


def load_understander(
    folder: Path,
    announce: Callable[[str], None],
    added: Sequence[Example] = (),
    rasa_url: str | None = None,
    *,
    rasa_alone: bool = False,
) -> Understander:
    """Return an understander from the model in *folder*; it is trained first where it is missing or outdated.

    Args and errors: as of `training_run.load_or_train`, and:
        rasa_url: A Rasa server there ranks the topics.
        rasa_alone: Where it does not answer, nobody does, and `rasa_interpreter.RasaAway` is raised.
    """
    model = load_or_train(folder, announce, added)
    return (
        understander_of(model)
        if rasa_url is None
        else _with_rasa(model, folder / RASA_FOLDER, rasa_url, is_alone=rasa_alone)
    )


def _with_rasa(model: Model, folder: Path, url: str, *, is_alone: bool) -> Understander:
    from nlu.rasa_calibration import FILE_NAME, RasaCalibration
    from nlu.rasa_interpreter import Nobody, RasaInterpreter

    try:
        calibration = RasaCalibration.load(folder / FILE_NAME)
    except FileNotFoundError:
        calibration = RasaCalibration(1.0, model.thresholds)
    instead = Nobody() if is_alone else EmbeddedInterpreter(model)
    rasa = RasaInterpreter(url, model.termbase, instead, sharpness=calibration.sharpness)
    return understander_of(model, rasa, calibration.thresholds)


def understander_of(
    model: Model, interpreter: Interpreter | None = None, thresholds: Mapping[Language | None, Thresholds] | None = None
) -> Understander:
    """Return an understander of *model*.

    Args:
        interpreter: Ranks the topics in place of the embedded one.
        thresholds: Those of this interpreter.
    """
    return Understander(
        interpreter=interpreter or EmbeddedInterpreter(model),
        identifier=LanguageIdentifier(model.languages),
        danger=shipped_recogniser(),
        thresholds=thresholds or model.thresholds,
        follow_ups=FollowUps(model.termbase, model.small_words),
    )
