"""What Lotse is compared with: a bare aiogram bot behind a webhook, set up as aiogram's documentation shows it.

    python -m benchmarks.echo_bot <Bot API root> <port>

It keeps nothing: an update is answered 200 before it is handled, and a process that dies takes it along.
"""

import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from benchmarks.telegram import SECRET, TOKEN, WEBHOOK_PATH


async def echo(message: Message) -> None:
    await message.answer(message.text or "")


def main() -> None:
    root, port = sys.argv[1], int(sys.argv[2])
    bot = Bot(TOKEN, AiohttpSession(api=TelegramAPIServer.from_base(root)))
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(app, WEBHOOK_PATH)
    setup_application(app, dispatcher, bot=bot)
    web.run_app(app, host="127.0.0.1", port=port, print=None)


if __name__ == "__main__":
    main()
