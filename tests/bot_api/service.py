"""The double as its own process: `python tests/bot_api --token 1001:AAA [--token …] [--port N]`.

Prints `root <url>` and `control <url>` once it answers, and ends with SIGTERM or SIGINT.
"""

import argparse
import asyncio
import signal

from tests.bot_api.control import Control
from tests.bot_api.limits import FloodRule
from tests.bot_api.server import BotApi
from tests.bot_api.webhook import DeliveryRule


async def serve(options: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    api = BotApi(
        options.token,
        port=options.port,
        flood=FloodRule(factor=options.flood_factor),
        delivery=DeliveryRule(first_delay_seconds=options.redelivery_seconds),
    )
    Control(api).add_to(api.app)
    async with api:
        print(f"root {api.root}", flush=True)
        print(f"control {api.root}/control", flush=True)
        await stopped.wait()


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python tests/bot_api", description=__doc__)
    parser.add_argument("--token", action="append", required=True, help="<number>:<anything>, one for each bot")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--flood-factor", type=float, default=1.0, help="10: ten times the messages; 0: no limit")
    parser.add_argument("--redelivery-seconds", type=float, default=1.0, help="before a webhook is tried again")
    return parser.parse_args()


def main() -> None:
    asyncio.run(serve(options()))
