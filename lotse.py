"""Lotse's front door: the command line. Results go to standard output, logs and one-line errors to standard error.

Exit codes: 0 done, 1 findings or partial failure, 2 wrong call or setting.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from house.logs import start_logging
from house.settings import Settings, Wrong, read_settings

if TYPE_CHECKING:
    from house.composition import House  # imported where it is needed: it brings the whole house with it
    from nlu.packages import Packages

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
kb = typer.Typer(no_args_is_help=True, help="The knowledge base: check, look at, move.")
models = typer.Typer(no_args_is_help=True, help="Argos packages for translation.")
staff = typer.Typer(no_args_is_help=True, help="Accounts of the desk.")
app.add_typer(kb, name="kb")
app.add_typer(models, name="models")
app.add_typer(staff, name="staff")

LanguageOption = Annotated[str | None, typer.Option("--language", help="One of de en ro bg pl hu tr.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_T = TypeVar("_T")


def main() -> None:
    """Run the command line; errors of people become one line and an exit code, never a traceback."""
    try:
        app(standalone_mode=False)
    except Wrong as error:
        _end(str(error), 2)
    except typer.Exit as exit_:
        sys.exit(exit_.exit_code)
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
    from house.composition import alone, open_house
    from house.server import is_taken, serve

    settings = _settings(port=port)
    part = _one_of(only, "bot", "console") if only else None
    if is_taken(settings.host, settings.port):
        raise Wrong(f"port {settings.port} is taken; choose another with LOTSE_PORT or --port")

    async def run() -> None:
        async with open_house(settings) as house:
            await serve(house, _say, part)

    with alone(settings) as is_alone:
        if not is_alone:
            raise Wrong(f"Lotse already runs on the data folder {settings.data_dir}")
        asyncio.run(run())


@app.command()
def chat(language: LanguageOption = None) -> None:
    """Talk to Lotse in the terminal, as a newcomer does."""
    import httpx

    from bot.terminal import talk
    from house.composition import alone
    from house.server import in_process

    settings = _settings()

    async def run() -> None:
        with alone(settings) as is_alone:
            if is_alone:
                async with in_process(settings) as client:
                    await talk(client, _language(language))
            else:
                async with httpx.AsyncClient(base_url=f"http://{settings.host}:{settings.port}") as client:
                    await talk(client, _language(language))

    asyncio.run(run())


@app.command()
def understand(
    text: Annotated[str | None, typer.Argument()] = None,
    batch: Annotated[Path | None, typer.Option(help="A file of JSON lines with id and text.")] = None,
    language: LanguageOption = None,
) -> None:
    """Print what Lotse makes of a message, one JSON object a line."""
    from nlu.shipped import load_understander
    from nlu.understanding import understand_batch

    settings = _settings()
    lines = _lines(text, batch)
    understander = load_understander(settings.data_dir, _note)
    _print_lines(understand_batch(understander, lines, _language(language)))


@app.command()
def evaluate(file: Path, as_json: JsonOption = False) -> None:
    """Measure the understanding on questions with a known topic."""
    from nlu.evaluation import evaluate as measure
    from nlu.shipped import load_understander

    understander = load_understander(_settings().data_dir, _note)
    result = measure(understander, [json.loads(line) for line in _file(file).splitlines() if line.strip()])
    if as_json:
        return _print(result)
    for language, shares in {**result["languages"], "all": result["all"]}.items():
        _say(" ".join([f"{language:4}", *(f"{name} {value}" for name, value in shares.items())]))


@app.command()
def translate(
    text: Annotated[str | None, typer.Argument()] = None,
    batch: Annotated[Path | None, typer.Option(help="A file of JSON lines with id and text.")] = None,
    source: Annotated[str, typer.Option("--from", help="A language or auto.")] = "auto",
    target: Annotated[str, typer.Option("--to")] = "de",
) -> None:
    """Translate, one JSON object a line; without a package the text comes back as it is."""
    from house.composition import open_house
    from nlu.translation_lines import translate_batch

    to = _language(target)
    assert to is not None

    async def run() -> bool:
        is_whole = True
        async with open_house(_settings()) as house:
            if source == "auto":
                await house.learn()
            origin: Any = "auto" if source == "auto" else _language(source)
            async for line in translate_batch(house.translator, _lines(text, batch), origin, to):
                _print(line)
                is_whole = is_whole and "error" not in line
        return is_whole

    if not asyncio.run(run()):
        raise typer.Exit(1)


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

    findings = _in_house(run)
    for finding in findings:
        _say(finding)
    if findings:
        raise typer.Exit(1)
    _say("Nothing needs a person.")


# --- knowledge base -------------------------------------------------------------------------------------------------


@kb.command("check")
def kb_check(as_json: JsonOption = False) -> None:
    """Check every rule of docs/writing-articles.md over the shipped edition."""
    from knowledge_base.check import check
    from knowledge_base.edition import SHIPPED

    result = check(_settings().content_dir or SHIPPED)
    if as_json:
        _print(result)
    else:
        for level in ("errors", "warnings"):
            for finding in result[level]:
                _say(f"{level[:-1]}: {finding['file']}:{finding['line']}: {finding['rule']}: {finding['message']}")
        _say(f"{len(result['errors'])} errors, {len(result['warnings'])} warnings")
    if not result["ok"]:
        raise typer.Exit(1)


@kb.command("coverage")
def kb_coverage(as_json: JsonOption = False) -> None:
    """Which article exists in which language, and in which state."""
    from knowledge_base.coverage import coverage

    async def run(house: House) -> Any:
        return coverage(house.library.edition)

    result = _in_house(run)
    if as_json:
        return _print(result)
    for topic in result["topics"]:
        states = " ".join(f"{language}:{each['status']}" for language, each in topic["languages"].items())
        _say(f"{topic['topic']:36} {states}")


@kb.command("search")
def kb_search(query: str, language: LanguageOption = "de", as_json: JsonOption = False) -> None:
    """Find articles."""
    from knowledge_base.listing import search

    async def run(house: House) -> Any:
        return search(house.library, query, _language(language) or "de")

    hits = _in_house(run)
    if as_json:
        return _print(hits)
    for hit in hits:
        _say(f"{hit['score']:.2f} {hit['topic']:36} {hit['title']}")


@kb.command("show")
def kb_show(topic: str, language: LanguageOption = "de", as_json: JsonOption = False) -> None:
    """Show one article as it is told."""
    from knowledge_base.errors import ArticleNotFound
    from knowledge_base.listing import show

    async def run(house: House) -> Any:
        try:
            return show(house.library, house.phrases, topic, _language(language) or "de")
        except ArticleNotFound:
            raise Wrong(f"no article has the topic {topic}") from None

    shown = _in_house(run)
    if as_json:
        return _print(shown)
    _say(f"{shown['title']}\n\n{shown['text']}\n")
    for source in shown["sources"]:
        _say(source)


@kb.command("export")
def kb_export(folder: Path) -> None:
    """Write what the database holds into a folder, in the format of the shipped edition."""
    from knowledge_base.transfer import export_folder

    async def run(house: House) -> int:
        async with house.database.reading() as session:
            return await export_folder(session, folder)

    _say(f"{_in_house(run)} texts written to {folder}")


@kb.command("import")
def kb_import(folder: Path, dry_run: Annotated[bool, typer.Option("--dry-run")] = False) -> None:
    """Read a folder into the database, all of it or nothing."""
    from knowledge_base.errors import EditionBroken, VersionTaken
    from knowledge_base.transfer import import_folder

    async def run(house: House) -> Any:
        return await import_folder(house.database, folder, house.clock(), dry_run=dry_run)

    try:
        _say(f"{'would change' if dry_run else 'changed'}: {_in_house(run)}")
    except (EditionBroken, VersionTaken) as error:
        for line in str(error).splitlines():
            _note(line)
        raise typer.Exit(1) from None


# --- packages -------------------------------------------------------------------------------------------------------


@models.command("list")
def models_list(as_json: JsonOption = False) -> None:
    """The installed packages."""
    rows = _packages().rows()
    if as_json:
        return _print(rows)
    for row in rows:
        _say(" ".join(str(value) for value in row.values()))


@models.command("install")
def models_install(
    file: Annotated[Path | None, typer.Argument()] = None,
    from_dir: Annotated[Path | None, typer.Option(help="Install every package of a folder, without network.")] = None,
) -> None:
    """Install a package from a file or all of a folder."""
    if (file is None) == (from_dir is None):
        raise Wrong("give either a FILE or --from-dir FOLDER")
    if file is not None:
        return _print(_packages().install(file).as_json())
    assert from_dir is not None
    _print_lines(_packages().install_folder(from_dir))


@models.command("verify")
def models_verify(as_json: JsonOption = False) -> None:
    """Compare every file of the installed packages with its checksum."""
    rows = _packages().verify()
    if as_json:
        _print(rows)
    else:
        for row in rows:
            _say(" ".join(str(value) for value in row.values()))
    if any(row.get("problems") for row in rows):
        raise typer.Exit(1)


@models.command("remove")
def models_remove(source: str, target: str) -> None:
    """Remove the package from SOURCE to TARGET."""
    _print(_packages().remove(_language(source), _language(target)))


# --- staff ----------------------------------------------------------------------------------------------------------


@staff.command("add")
def staff_add(
    name: str,
    role: Annotated[str, typer.Option(help="staff coordinator editor reviewer administrator")],
    unit: Annotated[str | None, typer.Option(help="Only for the role staff.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Add a staff member and print the link with which they choose a password and a second factor."""
    from typing import get_args

    from console.enrolments import create_enrolment
    from handoff.errors import RoleRefused
    from handoff.staff import Role, Staff
    from handoff.units import Units

    _one_of(role, *get_args(Role))

    async def run(house: House) -> dict[str, Any]:
        async with house.database.transaction() as session:
            known = [each.id for each in await Units(session).all()]
            if unit is not None:
                _one_of(unit, *known)
            try:
                member = await Staff(session).add(name, role, unit, by="command line", now=house.clock())  # type: ignore[arg-type]
            except RoleRefused:
                raise Wrong("the role staff needs --unit, and no other role has one") from None
            token = await create_enrolment(session, member.id, house.clock())
        return {"id": member.id, "enrolment_url": f"{house.settings.url}/desk/enrol/{token}"}

    added = _in_house(run)
    if as_json:
        return _print(added)
    _say(f"{added['id']} {added['enrolment_url']}")


@staff.command("list")
def staff_list(as_json: JsonOption = False) -> None:
    """All accounts."""
    from handoff.staff import Staff

    async def run(house: House) -> list[dict[str, Any]]:
        async with house.database.reading() as session:
            return [
                {
                    "id": each.id,
                    "name": each.name,
                    "role": each.role,
                    "unit": each.unit_id,
                    "disabled": bool(each.disabled_at),
                }
                for each in await Staff(session).all()
            ]

    members = _in_house(run)
    if as_json:
        return _print(members)
    for each in members:
        disabled = " (disabled)" if each["disabled"] else ""
        _say(f"{each['id']:>4} {each['role']:14} {each['unit'] or '-':20} {each['name']}{disabled}")


@staff.command("disable")
def staff_disable(member_id: int) -> None:
    """End an account and its sessions."""
    from console.reset import disable_access

    async def run(house: House) -> None:
        async with house.database.transaction() as session:
            await disable_access(session, (await _member(session, member_id)).id, by="command line", now=house.clock())

    _in_house(run)


@staff.command("reset")
def staff_reset(member_id: int, as_json: JsonOption = False) -> None:
    """Take password and second factor away and print a new link."""
    from console.reset import reset_access

    async def run(house: House) -> dict[str, Any]:
        async with house.database.transaction() as session:
            member = await _member(session, member_id)
            token = await reset_access(session, member.id, by="command line", now=house.clock())
        return {"id": member_id, "enrolment_url": f"{house.settings.url}/desk/enrol/{token}"}

    reset = _in_house(run)
    if as_json:
        return _print(reset)
    _say(reset["enrolment_url"])


@staff.command("group")
def staff_group(unit: str) -> None:
    """Print what somebody writes into a Telegram group so that it learns of new cases of a unit."""
    from bot.staff_talk import COMMAND, GroupCodes
    from handoff.units import Units

    async def run(house: House) -> str:
        async with house.database.reading() as session:
            _one_of(unit, *(each.id for each in await Units(session).all()))
        return GroupCodes(house.secret).make(unit, house.clock())

    _say(f"{COMMAND} {_in_house(run)}")


# --- in common ------------------------------------------------------------------------------------------------------


def _settings(**given: Any) -> Settings:
    settings = read_settings(**given)
    start_logging(settings.log_level)
    return settings


def _in_house(run: Callable[[House], Awaitable[_T]]) -> _T:
    from house.composition import open_house

    async def inside() -> _T:
        async with open_house(_settings()) as house:
            return await run(house)

    return asyncio.run(inside())


def _packages() -> Packages:
    from nlu.packages import Packages

    return Packages(_settings().models)


async def _member(session: Any, member_id: int) -> Any:
    from handoff.staff import Staff

    member = await Staff(session).find(member_id)
    if member is None:
        raise Wrong(f"there is no account {member_id}")
    return member


def _language(value: str | None) -> Any:
    from wording.languages import LANGUAGES

    return None if value is None else _one_of(value, *LANGUAGES)


def _one_of(value: str, *allowed: str) -> Any:
    if value not in allowed:
        raise Wrong(f"{value}: expected one of {' '.join(allowed)}")
    return value


def _file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Wrong(f"{path}: {error.strerror}") from None


def _lines(text: str | None, batch: Path | None) -> list[bytes]:
    if (text is None) == (batch is None):
        raise Wrong("give either a TEXT or --batch FILE")
    if batch is not None:
        return _file(batch).splitlines()
    return [json.dumps({"id": None, "text": text}).encode()]


def _print_lines(lines: Iterable[dict[str, Any]]) -> None:
    is_whole = True
    for line in lines:
        _print(line)
        is_whole = is_whole and "error" not in line
    if not is_whole:
        raise typer.Exit(1)


def _print(value: Any) -> None:
    _say(json.dumps(value, ensure_ascii=False))


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - results belong on standard output


def _note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201


def _end(text: str, code: int) -> None:
    _note(f"lotse: {text}")
    sys.exit(code)
