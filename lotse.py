"""Lotse's front door: the command line. Results go to standard output, logs and one-line errors to standard error.

Exit codes: 0 done, 1 findings or partial failure, 2 wrong call or setting.
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from house.commands import knowledge_base, language, packages, rasa, staff, terms
from house.commands.arguments import LanguageOption, call_settings, in_house, one_of, read_language
from house.commands.printing import note, say
from house.settings import Wrong

if TYPE_CHECKING:
    from house.composition import House  # imported where it is needed: it brings the whole house with it

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
app.add_typer(language.app)
app.add_typer(knowledge_base.app, name="kb")
app.add_typer(packages.app, name="models")
app.add_typer(terms.app, name="terms")
app.add_typer(rasa.app, name="rasa")
app.add_typer(staff.app, name="staff")


def main() -> None:
    """Run the command line; errors of people become one line and an exit code, never a traceback."""
    try:
        sys.exit(app(standalone_mode=False))  # the code of a typer.Exit comes back as a value
    except Wrong as error:
        _end(str(error), 2)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(130)
    except Exception as error:
        if hasattr(error, "format_message"):  # click's own: a wrong option or argument
            _end(error.format_message(), 2)
        _end(f"{type(error).__name__}: {error}".splitlines()[0], 1)


@app.command()
def up(
    only: Annotated[str | None, typer.Option(help="Serve only `bot` or `console`.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535)] = None,
) -> None:
    """Serve the web chat, the desk and, where their tokens are set, the Telegram bots."""
    import uvloop

    from house.composition import alone, open_house
    from house.server import is_taken, serve

    settings = call_settings(port=port)
    part = one_of(only, "bot", "console") if only else None
    if is_taken(settings.host, settings.port):
        raise Wrong(f"port {settings.port} is taken; choose another with LOTSE_PORT or --port")

    async def run() -> None:
        async with open_house(settings) as house:
            await serve(house, say, part)

    with alone(settings) as is_alone:
        if not is_alone:
            raise Wrong(f"Lotse already runs on the data folder {settings.data_dir}")
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(run())


@app.command()
def chat(spoken: LanguageOption = None) -> None:
    """Talk to Lotse in the terminal, as a newcomer does."""
    import httpx

    from bot.terminal import talk
    from house.composition import alone
    from house.server import in_process

    settings = call_settings()

    async def run() -> None:
        with alone(settings) as is_alone:
            if is_alone:
                async with in_process(settings) as client:
                    await talk(client, read_language(spoken))
            else:
                async with httpx.AsyncClient(base_url=f"http://{settings.host}:{settings.port}") as client:
                    await talk(client, read_language(spoken))

    asyncio.run(run())


@app.command()
def doctor() -> None:
    """Look for what needs a person: updates that failed, messages in doubt, a database that is not current."""
    from storage.migration import is_current

    async def run(house: House) -> list[str]:
        findings = [f"update {row.id}: parked after {row.error}" for row in await house.inbox.parked()]
        counts = await house.outbox.counts()
        findings += [f"{counts['failed']} messages were refused"] if counts["failed"] else []
        findings += [f"{counts['uncertain']} messages may have been sent twice"] if counts["uncertain"] else []
        return findings if await is_current(house.database) else [*findings, "the database is not current"]

    findings = in_house(run)
    for finding in findings:
        say(finding)
    if findings:
        raise typer.Exit(1)
    say("Nothing needs a person.")


def _end(text: str, code: int) -> None:
    note(f"lotse: {text}")
    sys.exit(code)


if __name__ == "__main__":
    main()
