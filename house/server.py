"""`lotse up`: the web server first, then what learns, listens and speaks."""

import asyncio
import gc
import importlib
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

import httpx
import structlog
import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from sqlalchemy import text

from bot import staff_talk, telegram_updates, web_channel
from bot.conversation import Talk
from bot.courier import Channel, Courier
from bot.file_fetcher import FileFetcher
from bot.incoming import Parser
from bot.info_pages import InfoParts
from bot.staff_talk import StaffTalk
from bot.telegram_polling import Polling, TelegramRefused
from bot.telegram_webhook import webhook_route
from bot.web import web_routes
from bot.web_chat import WebParts
from bot.web_info import info_routes
from bot.web_reader import ReaderParts, reader_routes
from bot.worker import Taker, Worker
from console.application import create_console
from console.enrolments import create_enrolment, invited
from console.gate import is_inside
from console.parts import ConsoleParts
from handoff.newcomers import Newcomers
from handoff.staff import Staff
from handoff.translations import translate_as_they_come
from house.background import Background, schedule
from house.composition import House, open_house
from house.settings import Settings

log = structlog.get_logger()

Part = Literal["bot", "console"]
Say = Callable[[str], None]


@dataclass
class State:
    """How far a process has come."""

    parts: dict[str, str] = field(default_factory=lambda: {"database": "ready", "interpreter": "learning"})

    @property
    def is_ready(self) -> bool:
        return all(self.parts[name] == "ready" for name in ("database", "interpreter"))


def create_app(house: House, state: State, only: Part | None) -> FastAPI:
    """The routes of all folders under one roof."""
    app = FastAPI(title="Lotse", docs_url=None, redoc_url=None, openapi_url=None)
    settings = house.settings

    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> JSONResponse:
        return JSONResponse({"status": "alive"})

    @app.get("/readyz", include_in_schema=False)
    async def readyz(request: Request) -> Response:
        if not is_inside(request.scope, settings.desk_networks):
            return Response(status_code=404)
        parts = {**state.parts, "database": await _database_state(house)}
        ready = all(parts[name] == "ready" for name in ("database", "interpreter"))
        return JSONResponse(parts, 200 if ready else 503)

    @app.get("/metrics", include_in_schema=False)
    async def metrics(request: Request) -> Response:
        if not is_inside(request.scope, settings.desk_networks):
            return Response(status_code=404)
        return Response(await _metrics(house), media_type="text/plain; version=0.0.4")

    if only != "console":
        app.include_router(reader_routes(reader_parts(house)))
        app.include_router(web_routes(web_parts(house)))
        if settings.telegram_token and settings.telegram_webhook_url:
            assert settings.telegram_webhook_secret is not None
            app.router.routes.append(
                webhook_route(settings.telegram_webhook_url, settings.telegram_webhook_secret, house.inbox, house.clock)
            )
    if only != "bot":
        app.mount("/desk", create_console(console_parts(house, learns=only is None)))
    if only != "console":
        app.include_router(info_routes(info_parts(house)))  # last: it answers for all that begins with /info

    @app.get("/", include_in_schema=False)
    async def front() -> RedirectResponse:
        return RedirectResponse("/desk" if only == "console" else "/chat")

    return app


def web_parts(house: House) -> WebParts:
    return WebParts(
        database=house.database,
        inbox=house.inbox,
        outbox=house.outbox,
        signals=house.signals,
        phrases=house.phrases,
        buttons=house.buttons,
        clock=house.clock,
        https=house.settings.url.startswith("https://"),
        attachments=house.files,
    )


def reader_parts(house: House) -> ReaderParts:
    return ReaderParts(
        database=house.database,
        signals=house.signals,
        library=house.library,
        phrases=house.phrases,
        clock=house.clock,
    )


def info_parts(house: House) -> InfoParts:
    return InfoParts(library=house.library, phrases=house.phrases, public_url=house.settings.url)


def console_parts(house: House, *, learns: bool) -> ConsoleParts:
    """What the desk stands on; only where newcomers are answered in the same process, it *learns*."""
    return ConsoleParts(
        database=house.database,
        signals=house.signals,
        outbox=house.outbox,
        translator=house.translator,
        library=house.library,
        phrases=house.phrases,
        secret_key=house.secret,
        desk_networks=house.settings.desk_networks,
        public_url=house.settings.url,
        https=house.settings.url.startswith("https://"),
        clock=house.clock,
        files=house.files,
        pages=house.pages,
        interpreter=house.learner if learns else None,
    )


class _Server(uvicorn.Server):
    """A server that tells when it answers."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.answers = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.answers.set()


async def serve(house: House, say: Say, only: Part | None) -> None:
    """Serve until the process is asked to end.

    Prints `chat <url>` and `desk <url>` as soon as they answer, and `enrolment <url>` while nobody has an account.
    """
    settings = house.settings
    state = State()
    server = _Server(
        uvicorn.Config(
            create_app(house, state, only),
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=bool(settings.trusted_proxies),
            forwarded_allow_ips=settings.trusted_proxies or None,
            timeout_graceful_shutdown=3,
        )
    )
    background = Background()
    serving = asyncio.create_task(server.serve())
    try:
        started = asyncio.create_task(server.answers.wait())
        await asyncio.wait({serving, started}, return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            started.cancel()
            return
        if only != "console":
            say(f"chat {settings.url}/chat")
        if only != "bot":
            say(f"desk {settings.url}/desk")
            if (enrolment := await first_enrolment(house)) is not None:
                say(f"enrolment {settings.url}/desk/enrol/{enrolment}")
        background.start("library", lambda: house.library.keep_true(house.database, house.signals))
        if only == "console":
            await house.read_queries()
            state.parts["interpreter"] = "ready"
        else:
            await _start_bot(house, state, background)
        scheduler = schedule(house.jobs, house.database, house.clock)
        try:
            await serving
        finally:
            scheduler.shutdown(wait=False)
    finally:
        await background.stop()


@asynccontextmanager
async def in_process(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """Everything but the server and Telegram, and a client that talks to the routes directly."""
    async with open_house(settings) as house:
        state, background = State(), Background()
        try:
            await _start_conversation(house, state, background)
            transport = httpx.ASGITransport(create_app(house, state, "bot"))
            async with httpx.AsyncClient(transport=transport, base_url="http://lotse", timeout=30) as client:
                yield client
        finally:
            await background.stop()


async def first_enrolment(house: House) -> str | None:
    """A link for the first administrator, as long as nobody has an account."""
    now = house.clock()
    async with house.database.transaction() as session:
        staff = Staff(session)
        members = await staff.all()
        if not members:
            members = [await staff.add("Administration", "administrator", None, by="lotse", now=now)]
        elif len(members) > 1 or not await invited(session, now):
            return None
        return await create_enrolment(session, members[0].id, now)


async def _start_bot(house: House, state: State, background: Background) -> None:
    await _start_conversation(house, state, background)
    if house.settings.telegram_token:
        background.start("telegram", lambda: _start_telegram(house, state, background))
    if house.settings.staff_bot_token:
        background.start("staff bot", lambda: _start_staff_bot(house, state, background))


async def _start_conversation(house: House, state: State, background: Background) -> None:
    """What answers newcomers, whatever they write through."""
    understander = await house.learn()
    parsers: dict[str, Parser] = {"telegram": telegram_updates.parse, "web": web_channel.parse}
    talk = Talk(house.services, understander, parsers, house.clock)
    house.learner.follow(talk.learn)
    house.learner.follow(lambda _: _settle())
    background.start("learner", house.learner.keep_true)
    staff = StaffTalk(house.services, house.clock)
    takers: dict[str, Taker] = {"telegram": talk, "web": talk, "staff": staff}
    if house.database.is_sqlite:
        await house.inbox.release()
    worker = Worker(house.database, house.signals, house.inbox, takers, house.clock)
    background.start("worker", worker.run)
    _start_courier(house, background, web_channel.WebChannel(house.database, house.signals, house.phrases))
    translate = house.translator.translate
    background.start("translations", lambda: translate_as_they_come(house.database, house.signals, translate))
    state.parts["interpreter"] = "ready"
    _settle()


def _start_courier(house: House, background: Background, channel: Channel) -> None:
    async def note_blocked(newcomer_id: int) -> None:
        async with house.database.transaction() as session:
            await Newcomers(session).block(newcomer_id, house.clock())

    courier = Courier(house.outbox, house.signals, channel, house.phrases, house.clock, note_blocked)
    background.start(f"courier {channel.name}", courier.run)


def _settle() -> None:
    """What is loaded by now stays: looking it through for rubbish would stop everything for 0.2 s each time.

    What a turn leaves behind is mostly freed without being looked for; looking rarely costs little memory and saves a
    seventh of the work.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


async def _alone(house: House, name: str, run: Callable[[], Awaitable[None]]) -> None:
    """Of several processes one asks Telegram for updates: it gives them to one asker and refuses all others."""
    async with house.database.alone(name):
        await run()


async def _start_telegram(house: House, state: State, background: Background) -> None:
    """aiogram costs seconds to import: it comes last and in a thread, so that the chat page answers meanwhile."""
    settings = house.settings
    assert settings.telegram_token is not None
    if settings.telegram_webhook_url is None:
        polling = Polling(
            settings.telegram_token,
            settings.telegram_api_url,
            house.inbox,
            house.clock,
            reduce=telegram_updates.reduce,
            allowed_updates=telegram_updates.ALLOWED_UPDATES,
        )
        background.start("polling", lambda: _alone(house, "polling", polling.run), fatal=(TelegramRefused,))
    module = await asyncio.to_thread(importlib.import_module, "bot.telegram_channel")
    channel = module.TelegramChannel(settings.telegram_token, settings.telegram_api_url, house.phrases, house.clock)
    _start_courier(house, background, channel)
    background.start("files", FileFetcher(house.services, channel, house.clock).run)
    state.parts["telegram"] = "ready"
    _settle()
    if settings.telegram_webhook_url is not None:
        url, secret = settings.telegram_webhook_url, settings.telegram_webhook_secret
        background.start("webhook", lambda: channel.set_webhook(url, secret))
    background.start("introduction", channel.introduce)


async def _start_staff_bot(house: House, state: State, background: Background) -> None:
    settings = house.settings
    assert settings.staff_bot_token is not None
    polling = Polling(
        settings.staff_bot_token,
        settings.telegram_api_url,
        house.inbox,
        house.clock,
        reduce=staff_talk.reduce,
        allowed_updates=staff_talk.ALLOWED_UPDATES,
    )
    background.start("staff polling", lambda: _alone(house, "staff polling", polling.run), fatal=(TelegramRefused,))
    module = await asyncio.to_thread(importlib.import_module, "bot.staff_channel")
    channel = module.StaffChannel(settings.staff_bot_token, settings.telegram_api_url, house.phrases, house.clock)
    _start_courier(house, background, channel)
    state.parts["staff_bot"] = "ready"
    _settle()


def is_taken(host: str, port: int) -> bool:
    """Whether somebody listens on *port* already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


async def _database_state(house: House) -> str:
    try:
        async with house.database.reading() as session:
            await session.execute(text("SELECT 1"))
    except Exception as error:  # any failure of any driver means the same here
        log.error("database does not answer", exc_info=error)
        return "not answering"
    return "ready"


async def _metrics(house: House) -> bytes:
    registry = CollectorRegistry()
    counts = {
        "lotse_inbox_waiting": ("Updates that wait for the worker", await house.inbox.waiting()),
        "lotse_inbox_parked": ("Updates that failed three times", len(await house.inbox.parked())),
        **{
            f"lotse_outbox_{name}": (f"Messages that are {name}", count)
            for name, count in (await house.outbox.counts()).items()
        },
    }
    for name, (meaning, value) in counts.items():
        Gauge(name, meaning, registry=registry).set(value)
    Gauge("lotse_process_id", "The process that answered", registry=registry).set(os.getpid())
    return generate_latest(registry)
