"""The methods of the Bot API by their names.

The modules beside this one hold the methods, each with the parameters it takes. A parameter that is not
listed is refused: Telegram would ignore it without a word, and so hide a typing error.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from tests.bot_api.bots import Bot
from tests.bot_api.calls import Call
from tests.bot_api.errors import Refusal, bad_request


class RawJson(str):
    """A result that is JSON text already."""

    __slots__ = ()


Run = Callable[[Bot, Call], Awaitable[Any]]
RunT = TypeVar("RunT", bound=Run)


@dataclass(frozen=True)
class Method:
    """What a method does, and the parameters it takes."""

    name: str
    run: Run
    takes: frozenset[str]

    async def __call__(self, bot: Bot, call: Call) -> Any:
        """Run the method.

        Raises:
            Refusal: What Telegram, or the list of parameters, does not allow.
        """
        if bot.is_logged_out:
            raise Refusal(400, "Logged out")
        attached = {value.removeprefix("attach://") for value in call.values.values() if value.startswith("attach://")}
        unknown = (call.values.keys() | call.uploads.keys()) - self.takes - attached
        if unknown:
            raise bad_request(f'parameter "{sorted(unknown)[0]}" is not known to this double of {self.name}')
        return await self.run(bot, call)


class Methods:
    """A set of methods; names are case-insensitive."""

    def __init__(self, *parts: "Methods") -> None:
        self._by_name: dict[str, Method] = {}
        for part in parts:
            self._by_name |= part._by_name

    def add(self, name: str, *, takes: Iterable[str] = ()) -> Callable[[RunT], RunT]:
        """Name the function that follows."""

        def named(run: RunT) -> RunT:
            self._by_name[name.lower()] = Method(name, run, frozenset(takes))
            return run

        return named

    def get(self, name: str) -> Method:
        """Raises: Refusal: 404, there is no such method."""
        try:
            return self._by_name[name.lower()]
        except KeyError:
            raise Refusal(404, "Not Found: method not found") from None

    def names(self) -> list[str]:
        return sorted(method.name for method in self._by_name.values())
