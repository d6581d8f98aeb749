"""`lotse rasa`: the second interpreter, in an environment of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from house.commands.arguments import JsonOption, call_settings
from house.commands.language import read_evaluation
from house.commands.printing import note, print_json, say
from house.settings import Settings, Wrong

app = typer.Typer(no_args_is_help=True, help="Rasa as second interpreter: its training data, training, figures.")

_AWAY = "the Rasa server at LOTSE_RASA_URL did not answer"
_PATIENCE_SECONDS = 10.0

Folder = Annotated[Path | None, typer.Argument(help="Where the Rasa project stands; `rasa` in the data folder.")]


@app.command("export")
def export(
    folder: Folder = None,
    without_concepts: Annotated[bool, typer.Option("--without-concepts", help="Words alone, to compare.")] = False,
) -> None:
    """Write domain and training data from the examples."""
    from nlu.examples import read_bundles, read_examples
    from nlu.rasa_project import export
    from nlu.termbase import shipped_termbase

    project = _project(call_settings(), folder)
    count = export(project, read_examples(), read_bundles(), shipped_termbase(), with_concepts=not without_concepts)
    say(f"{count} texts in {project}")


@app.command("train")
def train(folder: Folder = None) -> None:
    """Train on what was exported, with the Python that LOTSE_RASA_PYTHON names, or `python3.10`."""
    from nlu.rasa_project import TrainingFailed, find_python, train

    settings = call_settings()
    try:
        python = find_python(settings.rasa_python)
        note(f"Training with {python}; this takes many minutes, and at most an hour.")
        say(str(train(_project(settings, folder), python)))
    except TrainingFailed as error:
        raise Wrong(f"Rasa was not trained: {error}") from None


@app.command("calibrate")
def calibrate(folder: Folder = None) -> None:
    """Learn from the examples kept from Rasa how sure is sure; its server answers at LOTSE_RASA_URL."""
    from nlu.examples import read_examples
    from nlu.rasa_calibration import FILE_NAME, calibrate, is_kept_back
    from nlu.rasa_interpreter import Nobody, RasaAway, RasaInterpreter
    from nlu.termbase import shipped_termbase

    settings = call_settings()
    rasa = RasaInterpreter(_url(settings), shipped_termbase(), Nobody(), timeout_seconds=_PATIENCE_SECONDS)
    kept_back = [example for example in read_examples() if is_kept_back(example)]
    try:
        calibration = calibrate(rasa.interpret, kept_back)
    except RasaAway:
        raise Wrong(_AWAY) from None
    calibration.save(_project(settings, folder) / FILE_NAME)
    say(f"calibrated on {len(kept_back)} examples that Rasa was not taught; sharpness {calibration.sharpness:.2f}")


@app.command("evaluate")
def evaluate(file: Annotated[Path | None, typer.Argument()] = None, as_json: JsonOption = False) -> None:
    """Measure the Rasa server at LOTSE_RASA_URL on questions with a known topic, like `lotse evaluate`."""
    from nlu.evaluation import judge, report, summary
    from nlu.rasa_interpreter import RasaAway
    from nlu.shipped import load_understander

    settings = call_settings()
    understander = load_understander(settings.data_dir, note, rasa_url=_url(settings), rasa_alone=True)
    try:
        result = summary(judge(understander, read_evaluation(file)))
    except RasaAway:
        raise Wrong(_AWAY) from None
    print_json(result) if as_json else say(report(result))


def _project(settings: Settings, named: Path | None) -> Path:
    from nlu.shipped import RASA_FOLDER

    return named or settings.data_dir / RASA_FOLDER


def _url(settings: Settings) -> str:
    if settings.rasa_url is None:
        raise Wrong("LOTSE_RASA_URL is missing: where does the Rasa server answer?")
    return settings.rasa_url
