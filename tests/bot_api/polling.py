"""How a bot gets its updates: getUpdates, or a webhook.

Source: https://core.telegram.org/bots/api#getting-updates
"""

import asyncio
import re
from typing import Any
from urllib.parse import urlsplit

from tests.bot_api.bots import Bot
from tests.bot_api.calls import Call
from tests.bot_api.errors import bad_request, conflict
from tests.bot_api.methods import Methods, RawJson
from tests.bot_api.webhook import Target

MAX_POLL_SECONDS = 50
_LOCAL_HOSTS = {"127.0.0.1", "localhost", "::1"}
_PUBLIC_PORTS = {80, 88, 443, 8443}

POLLING = Methods()


@POLLING.add("getUpdates", takes={"offset", "limit", "timeout", "allowed_updates"})
async def get_updates(bot: Bot, call: Call) -> RawJson:
    limit = min(max(call.integer("limit", 100), 1), 100)
    timeout_seconds = min(max(call.integer("timeout"), 0), MAX_POLL_SECONDS)
    allowed = call.strings("allowed_updates")
    if bot.webhook.target is not None:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    bot.updates.allow(allowed)
    bot.poll = mine = object()
    bot.updates.changed.beat()  # an earlier call that still waits looks up and ends
    if offset := call.integer("offset"):
        bot.updates.confirm(offset)
    loop = asyncio.get_running_loop()
    ends_at = loop.time() + timeout_seconds
    while not (updates := bot.updates.first(limit)) and loop.time() < ends_at:
        await bot.updates.changed.wait(ends_at - loop.time())
        if bot.poll is not mine:
            raise _terminated(bot)
    return RawJson(f"[{','.join(update.body for update in updates)}]")


def _terminated(bot: Bot) -> Exception:
    if bot.webhook.target is not None:
        return conflict("terminated by setWebhook request")
    return conflict("terminated by other getUpdates request; make sure that only one bot instance is running")


@POLLING.add(
    "setWebhook",
    takes={"url", "max_connections", "allowed_updates", "drop_pending_updates", "secret_token", "ip_address"},
)
async def set_webhook(bot: Bot, call: Call) -> bool:
    url = call.text("url")
    if not url:
        return await delete_webhook(bot, call)
    secret = call.text("secret_token")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    _check_url(url)
    allowed = call.strings("allowed_updates")
    max_connections = min(max(call.integer("max_connections", 40), 1), 100)
    bot.updates.allow(allowed)
    if call.flag("drop_pending_updates"):
        bot.updates.clear()
    await bot.webhook.set(Target(url, secret, max_connections))
    bot.poll = None
    bot.updates.changed.beat()
    return True


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        raise bad_request("bad webhook: invalid webhook URL specified") from None
    if not parts.hostname or parts.scheme not in {"http", "https"}:
        raise bad_request("bad webhook: invalid webhook URL specified")
    if parts.hostname in _LOCAL_HOSTS:
        return  # as a local Bot API server allows
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (port or 443) not in _PUBLIC_PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


@POLLING.add("deleteWebhook", takes={"drop_pending_updates"})
async def delete_webhook(bot: Bot, call: Call) -> bool:
    await bot.webhook.stop()
    if call.flag("drop_pending_updates"):
        bot.updates.clear()
    return True


@POLLING.add("getWebhookInfo")
async def get_webhook_info(bot: Bot, call: Call) -> dict[str, Any]:
    return bot.webhook.as_json()
