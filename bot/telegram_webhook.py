"""Takes updates that Telegram brings, and answers 200 only once an update is stored."""

import hmac
import json
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.telegram_updates import reduce
from storage.inbox import Inbox

log = structlog.get_logger()

LARGEST_UPDATE_BYTES = 1_000_000
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header


def webhook_route(url: str, secret: str, inbox: Inbox, clock: Callable[[], datetime]) -> Route:
    """The route at the path of *url*; a call without the right *secret* changes nothing.

    A plain one: what FastAPI does around an included route costs more than storing an update.
    """

    async def hear(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get(_SECRET_HEADER, "").encode(), secret.encode()):
            return Response(status_code=401)
        body = await request.body()
        if len(body) > LARGEST_UPDATE_BYTES:
            return Response(status_code=413)
        try:
            update = json.loads(body)
        except ValueError:
            return Response(status_code=400)
        arrival = reduce(update, clock())
        if arrival is None:
            return Response(status_code=200)
        await inbox.store(arrival)
        if arrival.payload["kind"] == "press":  # the answer to the call may itself be a call: stop the spinner
            answer = {"method": "answerCallbackQuery", "callback_query_id": arrival.payload["query"]}
            return Response(json.dumps(answer), media_type="application/json")
        return Response(status_code=200)

    return Route(urlsplit(url).path or "/", hear, methods=["POST"])
