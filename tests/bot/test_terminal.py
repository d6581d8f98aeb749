"""The newcomer's conversation in the terminal."""

import pytest

from bot.terminal import talk
from tests.bot.fakes import Town, visitor


async def test_a_conversation_is_typed_and_printed(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    """A number presses the button in front of which it stands."""
    town.interpreter.hears("Muss ich mich anmelden?", topic="registration.anmeldung")
    keyboard = iter(("Muss ich mich anmelden?", "", "1", "99999"))

    def read_line() -> str:
        try:
            return next(keyboard)
        except StopIteration:
            raise EOFError from None

    async with visitor(town) as anna:
        await talk(anna.client, "de", read_line)

    printed = capsys.readouterr().out
    assert "Bürgerbüro" in printed
    assert "[1] " in printed
    assert "\x1b" not in printed
    assert town.interpreter.heard[-1].endswith("99999")


async def test_without_a_language_it_is_asked_for(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    def nothing() -> str:
        raise EOFError

    async with visitor(town) as anna:
        await talk(anna.client, None, nothing)

    assert "Română" in capsys.readouterr().out
