"""`lotse terms`: the words that Lotse knows."""

from __future__ import annotations

import typer

from house.commands.printing import say

app = typer.Typer(no_args_is_help=True, help="The termbase: check it.")


@app.callback()
def terms() -> None:
    """Keep `check` a command of its own."""


@app.command("check")
def check() -> None:
    """Look for stems under two concepts, concepts without stems, and stems that fire on everything."""
    from nlu.concepts import read_concepts, read_terms
    from nlu.examples import read_examples
    from nlu.term_check import check_terms

    found = check_terms(read_concepts(), read_terms(), read_examples())
    for each in found:
        say(f"{'error' if each.is_error else 'warning'}: {each}")
    errors = sum(each.is_error for each in found)
    say(f"{errors} errors, {len(found) - errors} warnings")
    if errors:
        raise typer.Exit(1)
