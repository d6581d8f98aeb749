"""`lotse understand`, `evaluate` and `translate`: what Lotse makes of a text."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from house.commands.arguments import (
    BatchOption,
    JsonOption,
    LanguageOption,
    call_settings,
    read_file,
    read_language,
    read_lines,
)
from house.commands.printing import note, print_json, print_lines, say
from house.settings import Wrong

if TYPE_CHECKING:
    from nlu.questions import Question

app = typer.Typer()


@app.command()
def understand(
    text: Annotated[str | None, typer.Argument()] = None,
    batch: BatchOption = None,
    language: LanguageOption = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say which concepts and words decided.")] = False,
) -> None:
    """Print what Lotse makes of a message, one JSON object a line."""
    from nlu.shipped import load_understander
    from nlu.understanding import understand_batch

    settings = call_settings()
    lines = read_lines(text, batch)
    understander = load_understander(settings.data_dir, note)
    print_lines(understand_batch(understander, lines, read_language(language), is_explained=explain))


@app.command()
def evaluate(
    file: Annotated[Path | None, typer.Argument(help="JSON lines with text and topic; else the shipped ones.")] = None,
    as_json: JsonOption = False,
    diagrams: Annotated[Path | None, typer.Option(help="A folder for two pictures of the figures (SVG).")] = None,
) -> None:
    """Measure the understanding on questions with a known topic."""
    from nlu.diagrams import as_files
    from nlu.evaluation import judge, report, summary
    from nlu.shipped import load_understander

    questions = read_evaluation(file)
    result = summary(judge(load_understander(call_settings().data_dir, note), questions))
    if diagrams is not None:
        diagrams.mkdir(parents=True, exist_ok=True)
        for name, picture in as_files(result).items():
            (diagrams / name).write_text(picture)
    if as_json:
        print_json(result)
    else:
        say(report(result))


def read_evaluation(file: Path | None) -> list[Question]:
    """The questions of a file, or the shipped ones.

    Raises:
        Wrong: a line is no question with a topic.
    """
    from nlu.questions import QuestionError, read_questions, shipped_questions

    try:
        return shipped_questions() if file is None else list(read_questions(read_file(file).splitlines()))
    except QuestionError as error:
        raise Wrong(f"{file}: {error}") from None


@app.command()
def translate(
    text: Annotated[str | None, typer.Argument()] = None,
    batch: BatchOption = None,
    source: Annotated[str, typer.Option("--from", help="A language or auto.")] = "auto",
    target: Annotated[str, typer.Option("--to")] = "de",
) -> None:
    """Translate, one JSON object a line; without a package the text comes back as it is."""
    from house.composition import open_house
    from nlu.translation_lines import translate_batch

    settings = call_settings()
    lines = read_lines(text, batch)
    origin: Any = "auto" if source == "auto" else read_language(source)
    to = read_language(target)

    async def run() -> bool:
        is_whole = True
        async with open_house(settings) as house:
            if origin == "auto":
                await house.learn()
            async for line in translate_batch(house.translator, lines, origin, to):
                print_json(line)
                is_whole = is_whole and "error" not in line
        return is_whole

    if not asyncio.run(run()):
        raise typer.Exit(1)
