"""`lotse kb`: check the knowledge base, look at it, move it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from house.commands.arguments import JsonOption, LanguageOption, call_settings, in_house, read_language
from house.commands.printing import note, print_json, say
from house.settings import Wrong

if TYPE_CHECKING:
    from house.composition import House

app = typer.Typer(no_args_is_help=True, help="The knowledge base: check, look at, move.")


@app.command("check")
def check(as_json: JsonOption = False) -> None:
    """Check every rule of docs/writing-articles.md over the shipped edition, or over LOTSE_CONTENT_DIR."""
    from knowledge_base.check import check
    from knowledge_base.edition import SHIPPED

    result = check(call_settings().content_dir or SHIPPED)
    if as_json:
        print_json(result)
    else:
        for level in ("errors", "warnings"):
            for finding in result[level]:
                say(f"{level[:-1]}: {finding['file']}:{finding['line']}: {finding['rule']}: {finding['message']}")
        say(f"{len(result['errors'])} errors, {len(result['warnings'])} warnings")
    if not result["ok"]:
        raise typer.Exit(1)


@app.command("coverage")
def coverage(as_json: JsonOption = False) -> None:
    """Which article exists in which language, and in which state."""
    from knowledge_base.coverage import coverage

    async def run(house: House) -> Any:
        return coverage(house.library.edition)

    result = in_house(run)
    if as_json:
        return print_json(result)
    for topic in result["topics"]:
        states = " ".join(f"{language}:{each['status']}" for language, each in topic["languages"].items())
        say(f"{topic['topic']:36} {states}")


@app.command("readability")
def readability(as_json: JsonOption = False) -> None:
    """How hard the shipped texts are to read, by language: the middle one and the hardest, with the limits."""
    from knowledge_base.edition import SHIPPED, read_edition
    from knowledge_base.rules.reading import readability

    result = readability(read_edition(call_settings().content_dir or SHIPPED))
    if as_json:
        return print_json(result)
    for row in result:
        formula = (
            f"  {row['formula']} {row['formula_middle']:.1f}, hardest {row['formula_hardest']:.1f}"
            if row["formula"]
            else ""
        )
        say(
            f"{row['language']}  words in a sentence {row['words_per_sentence']:.1f}"
            f"  LIX {row['lix_middle']:.0f}, hardest {row['lix_hardest']:.0f} ({row['hardest']}),"
            f" at most {row['lix_limit']:.0f}{formula}"
        )


@app.command("search")
def search(query: str, language: LanguageOption = "de", as_json: JsonOption = False) -> None:
    """Find articles."""
    from knowledge_base.listing import search

    async def run(house: House) -> Any:
        await house.read_queries()
        return search(house.library, query, read_language(language) or "de")

    hits = in_house(run)
    if as_json:
        return print_json(hits)
    for hit in hits:
        say(f"{hit['score']:.2f} {hit['topic']:36} {hit['title']}")


@app.command("show")
def show(topic: str, language: LanguageOption = "de", as_json: JsonOption = False) -> None:
    """Show one article as it is told."""
    from knowledge_base.errors import ArticleNotFound
    from knowledge_base.listing import show

    async def run(house: House) -> Any:
        try:
            return show(house.library, house.phrases, topic, read_language(language) or "de")
        except ArticleNotFound:
            raise Wrong(f"no article has the topic {topic}") from None

    shown = in_house(run)
    if as_json:
        return print_json(shown)
    say(f"{shown['title']}\n\n{shown['text']}\n")
    for source in shown["sources"]:
        say(source)


@app.command("export")
def export(folder: Path) -> None:
    """Write what the database holds into a folder, in the format of the shipped edition."""
    from knowledge_base.transfer import export_folder

    async def run(house: House) -> int:
        async with house.database.reading() as session:
            return await export_folder(session, folder)

    say(f"{in_house(run)} texts written to {folder}")


@app.command("import")
def import_(folder: Path, dry_run: Annotated[bool, typer.Option("--dry-run")] = False) -> None:
    """Read a folder into the database, all of it or nothing."""
    from knowledge_base.errors import EditionBroken, VersionTaken
    from knowledge_base.transfer import import_folder

    async def run(house: House) -> Any:
        return await import_folder(house.database, folder, house.clock(), dry_run=dry_run)

    try:
        say(f"{'would change' if dry_run else 'changed'}: {in_house(run)}")
    except (EditionBroken, VersionTaken) as error:
        for line in str(error).splitlines():
            note(line)
        raise typer.Exit(1) from None
