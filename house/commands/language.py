"""`lotse understand`, `evaluate` and `translate`: what Lotse makes of a text."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated, Any

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

app = typer.Typer()


@app.command()
def understand(
    text: Annotated[str | None, typer.Argument()] = None,
    batch: BatchOption = None,
    language: LanguageOption = None,
) -> None:
    """Print what Lotse makes of a message, one JSON object a line."""
    from nlu.shipped import load_understander
    from nlu.understanding import understand_batch

    settings = call_settings()
    lines = read_lines(text, batch)
    understander = load_understander(settings.data_dir, note)
    print_lines(understand_batch(understander, lines, read_language(language)))


@app.command()
def evaluate(file: Path, as_json: JsonOption = False) -> None:
    """Measure the understanding on questions with a known topic."""
    from nlu.evaluation import evaluate as measure
    from nlu.shipped import load_understander

    understander = load_understander(call_settings().data_dir, note)
    result = measure(understander, [json.loads(line) for line in read_file(file).splitlines() if line.strip()])
    if as_json:
        return print_json(result)
    for language, shares in {**result["languages"], "all": result["all"]}.items():
        say(" ".join([f"{language:4}", *(f"{name} {value}" for name, value in shares.items())]))


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
