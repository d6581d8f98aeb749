"""The double driven from another process, over HTTP and JSON.

    POST   /control/newcomers                {"name", "language_code"?, "token"?}          → {"id"}
    POST   /control/newcomers/{id}/{act}     the arguments of the act                       → {"result"}
    GET    /control/newcomers/{id}/messages  ?after=<message id>&at_least=1&timeout=5       → {"messages"}
    POST   /control/updates                  {"update": object or string, "token"?}         → {"id"}
    GET    /control/updates                                                                 → {"pending"}
    GET    /control/transcript               ?method=sendMessage&from=<index>               → {"entries", "refused"}
    POST   /control/faults                   {"kind", "accepted"?, …, "method"?, "share"?, "seed"?, "after"?}
    DELETE /control/faults
    POST   /control/clock                    {"advance_seconds"}                            → {"now"}

`act` is one of `ACTS`. A wrong call gets 400 {"error"}.
"""

import json
from dataclasses import asdict, fields
from typing import Any

from aiohttp import web

from tests.bot_api.faults import Fault, Kind
from tests.bot_api.newcomer import Newcomer
from tests.bot_api.screen import NotShown, ShownMessage
from tests.bot_api.server import BotApi

ACTS = (
    "starts", "says", "presses", "edits", "forwards", "replies", "sends", "sends_sticker", "sends_photo",
    "sends_voice", "sends_document", "sends_location", "sends_contact", "sends_poll", "blocks", "unblocks",
    "deactivates",
)  # fmt: skip
_FAULT_FIELDS = {field.name for field in fields(Fault)}


class Control:
    """The routes below /control of one double."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._newcomers: dict[int, Newcomer] = {}

    def add_to(self, app: web.Application) -> None:
        control = web.Application(middlewares=[_answer_errors])
        control.router.add_post("/newcomers", self._add_newcomer)
        control.router.add_get("/newcomers/{id:\\d+}/messages", self._messages)
        control.router.add_post("/newcomers/{id:\\d+}/{act}", self._act)
        control.router.add_post("/updates", self._inject)
        control.router.add_get("/updates", self._pending)
        control.router.add_get("/transcript", self._transcript)
        control.router.add_post("/faults", self._add_fault)
        control.router.add_delete("/faults", self._clear_faults)
        control.router.add_post("/clock", self._advance)
        app.add_subapp("/control", control)

    async def _add_newcomer(self, request: web.Request) -> web.Response:
        wanted = await request.json()
        newcomer = self._api.newcomer(
            wanted["name"], language_code=wanted.get("language_code", ""), token=wanted.get("token")
        )
        self._newcomers[newcomer.id] = newcomer
        return web.json_response({"id": newcomer.id})

    async def _act(self, request: web.Request) -> web.Response:
        newcomer = self._newcomers[int(request.match_info["id"])]
        act = request.match_info["act"]
        if act not in ACTS:
            raise ValueError(f"no such act: {act}")
        arguments = await request.json() if request.can_read_body else {}
        return web.json_response({"result": getattr(newcomer, act)(**arguments)})

    async def _messages(self, request: web.Request) -> web.Response:
        newcomer = self._newcomers[int(request.match_info["id"])]
        query = request.query
        messages = await newcomer.reads(
            after=int(query["after"]) if "after" in query else None,
            at_least=int(query.get("at_least", 1)),
            timeout=float(query.get("timeout", 5)),
        )
        return web.json_response({"messages": [_shown(message) for message in messages]})

    async def _inject(self, request: web.Request) -> web.Response:
        wanted = await request.json()
        return web.json_response({"id": self._api.inject(wanted["update"], token=wanted.get("token"))})

    async def _pending(self, request: web.Request) -> web.Response:
        return web.json_response({"pending": self._api.pending_updates})

    async def _transcript(self, request: web.Request) -> web.Response:
        transcript = self._api.transcript
        method = request.query.get("method")
        entries = list(transcript.of(method) if method else transcript)[int(request.query.get("from", 0)) :]
        return web.json_response(
            {
                "entries": [asdict(entry) for entry in entries],
                "refused": [asdict(refused) for refused in transcript.refused],
            }
        )

    async def _add_fault(self, request: web.Request) -> web.Response:
        wanted: dict[str, Any] = await request.json()
        facts = {name: wanted[name] for name in wanted.keys() & _FAULT_FIELDS}
        fault = Fault(**facts | {"kind": Kind(wanted["kind"])})
        if "share" in wanted:
            self._api.faults.share(fault, wanted["share"], method=wanted.get("method"), seed=wanted.get("seed", 0))
        else:
            self._api.faults.once(fault, method=wanted.get("method"), after=wanted.get("after", 0))
        return web.json_response({})

    async def _clear_faults(self, request: web.Request) -> web.Response:
        self._api.faults.clear()
        return web.json_response({})

    async def _advance(self, request: web.Request) -> web.Response:
        self._api.clock.advance((await request.json())["advance_seconds"])
        return web.json_response({"now": self._api.clock.now()})


@web.middleware
async def _answer_errors(request: web.Request, handler: Any) -> web.StreamResponse:
    try:
        answer: web.StreamResponse = await handler(request)
    except (KeyError, TypeError, ValueError, NotShown) as error:
        return web.Response(
            text=json.dumps({"error": f"{type(error).__name__}: {error}"}),
            status=400,
            content_type="application/json",
        )
    return answer


def _shown(message: ShownMessage) -> dict[str, Any]:
    facts = asdict(message)
    del facts["payload"]
    return facts
