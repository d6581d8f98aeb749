"""aiogram, whose types are built when they are first used.

By itself it builds the validators of all its 440 types when it is imported: four seconds of each start, and a hundred
megabytes that stay, for the handful that Lotse speaks with. The types are declared to wait for their first use
(`defer_build`); it is a loop at the end of `aiogram.types` that does not. Here that loop builds nothing, and a type
that is used gets the names that the loop would have given it. All of aiogram is imported here, or it would not hold.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from pydantic import BaseModel

_AS_EVER: Final = BaseModel.__dict__["model_rebuild"].__func__


@contextmanager
def _unbuilt() -> Iterator[dict[str, Any]]:
    """Build no types of aiogram, and return the names it wanted to build them with.

    Those of others are built as ever: another thread may be importing them.
    """
    names: dict[str, Any] = {}

    def wait_or_build(cls: type[BaseModel], /, **arguments: Any) -> Any:
        if not cls.__module__.startswith("aiogram.types."):
            return _AS_EVER(cls, **arguments)
        names.update(arguments.get("_types_namespace", {}))
        return None

    BaseModel.model_rebuild = classmethod(wait_or_build)  # type: ignore[assignment,method-assign]
    try:
        yield names
    finally:
        BaseModel.model_rebuild = classmethod(_AS_EVER)  # type: ignore[assignment,method-assign]


with _unbuilt() as _names:
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.exceptions import (
        ClientDecodeError,
        TelegramAPIError,
        TelegramBadRequest,
        TelegramForbiddenError,
        TelegramNetworkError,
        TelegramRetryAfter,
        TelegramServerError,
    )
    from aiogram.methods import Response, TelegramMethod
    from aiogram.types import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message
    from aiogram.types.base import TelegramObject


def _build(cls: type[BaseModel], /, **arguments: Any) -> Any:
    """What pydantic calls when a type is first used."""
    return _AS_EVER(cls, **(arguments | {"_types_namespace": _names}))


for _base in (TelegramObject, TelegramMethod, Response):
    _base.model_rebuild = classmethod(_build)  # type: ignore[assignment,method-assign]

_KEPT: Final = Response[Message]
"""pydantic builds this type anew for every message unless somebody holds on to it: a millisecond each."""
_KEPT.model_rebuild()  # now, in the thread of the import; built at the first message it would hold up all others

__all__ = [
    "AiohttpSession",
    "Bot",
    "BotCommand",
    "ClientDecodeError",
    "InlineKeyboardButton",
    "InlineKeyboardMarkup",
    "LinkPreviewOptions",
    "TelegramAPIError",
    "TelegramAPIServer",
    "TelegramBadRequest",
    "TelegramForbiddenError",
    "TelegramNetworkError",
    "TelegramRetryAfter",
    "TelegramServerError",
]
