"""Understanding as it is shipped: embedded interpreter, identifier, thresholds and danger recogniser together."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from nlu.danger import DangerRecogniser, load_recogniser
from nlu.decision import Thresholds
from nlu.embedded import EmbeddedInterpreter
from nlu.examples import Example
from nlu.follow_up import FollowUps
from nlu.identification import LanguageIdentifier
from nlu.interpreter import Interpreter
from nlu.model import Model
from nlu.query import QueryReader
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
    return understander_in(folder, load_or_train(folder, announce, added), rasa_url, rasa_alone=rasa_alone)


def understander_in(
    folder: Path, model: Model, rasa_url: str | None = None, *, rasa_alone: bool = False
) -> Understander:
    """Return an understander of *model*; *folder* holds all else. Args and errors: as of `load_understander`."""
    danger = load_recogniser(folder)
    if rasa_url is None:
        return understander_of(model, danger)
    from nlu.rasa_calibration import FILE_NAME, RasaCalibration
    from nlu.rasa_interpreter import Nobody, RasaInterpreter

    try:
        calibration = RasaCalibration.load(folder / RASA_FOLDER / FILE_NAME)
    except FileNotFoundError:
        calibration = RasaCalibration(1.0, model.thresholds)
    instead = Nobody() if rasa_alone else EmbeddedInterpreter(model)
    rasa = RasaInterpreter(rasa_url, model.termbase, instead, sharpness=calibration.sharpness)
    return understander_of(model, danger, rasa, calibration.thresholds)


def understander_of(
    model: Model,
    danger: DangerRecogniser,
    interpreter: Interpreter | None = None,
    thresholds: Mapping[Language | None, Thresholds] | None = None,
) -> Understander:
    """Return an understander of *model* that hears *danger*.

    Args:
        interpreter: Ranks the topics in place of the embedded one.
        thresholds: Those of this interpreter.
    """
    return Understander(
        interpreter=interpreter or EmbeddedInterpreter(model),
        identifier=LanguageIdentifier(model.languages),
        danger=danger,
        thresholds=thresholds or model.thresholds,
        follow_ups=FollowUps(model.termbase, model.small_words),
        queries=QueryReader(model),
        termbase=model.termbase,
    )
