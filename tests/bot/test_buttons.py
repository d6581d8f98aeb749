"""A button does what it said, for the person it was shown to, for thirty days, and nobody can make one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import VALID_DAYS, Action, ButtonRefused, Buttons
from tests.bot.talking import ADVICE, ENFORCEMENT, Person, Room

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
BUTTONS = Buttons(b"a secret")


@given(
    name=st.from_regex(r"[a-z-]{1,12}", fullmatch=True),
    value=st.text(st.characters(codec="ascii", categories=("L", "N", "P", "Z")), max_size=30),
    newcomer=st.integers(1, 2**40),
)
def test_what_was_sealed_is_opened(name: str, value: str, newcomer: int) -> None:
    sealed = BUTTONS.seal(newcomer, NOW, Action(name, value))
    assert len(sealed.encode()) <= 64
    assert BUTTONS.open(sealed, newcomer, NOW) == Action(name, value)


@given(noise=st.text(max_size=80))
def test_nobody_can_make_one(noise: str) -> None:
    with pytest.raises((ButtonRefused, UnicodeEncodeError)):
        BUTTONS.open(noise, 1, NOW)


@given(place=st.integers(0, 63), to=st.characters(codec="ascii"))
def test_a_changed_letter_breaks_it(place: int, to: str) -> None:
    sealed = BUTTONS.seal(1, NOW, Action("unit", ADVICE))
    changed = sealed[: place % len(sealed)] + to + sealed[place % len(sealed) + 1 :]
    if changed != sealed:
        with pytest.raises(ButtonRefused):
            BUTTONS.open(changed, 1, NOW)


def test_it_belongs_to_one_person_and_one_secret() -> None:
    sealed = BUTTONS.seal(1, NOW, Action("yes"))
    with pytest.raises(ButtonRefused):
        BUTTONS.open(sealed, 2, NOW)
    with pytest.raises(ButtonRefused):
        Buttons(b"another secret").open(sealed, 1, NOW)


def test_it_is_valid_for_thirty_days() -> None:
    sealed = BUTTONS.seal(1, NOW, Action("yes"))
    BUTTONS.open(sealed, 1, NOW + timedelta(days=VALID_DAYS))
    with pytest.raises(ButtonRefused):
        BUTTONS.open(sealed, 1, NOW + timedelta(days=VALID_DAYS + 1))


def test_what_does_not_fit_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="too long"):
        BUTTONS.seal(1, NOW, Action("unit", "x" * 60))


def test_a_mark_stands_for_words_and_a_person() -> None:
    """Nobody reads the words out of it, and a button cannot pass for a mark."""
    mark = BUTTONS.mark(1, "Mein Geheimnis")
    assert mark == BUTTONS.mark(1, "Mein Geheimnis")
    assert mark not in (BUTTONS.mark(2, "Mein Geheimnis"), BUTTONS.mark(1, "Mein Geheimnis."))
    assert mark != Buttons(b"another secret").mark(1, "Mein Geheimnis")
    assert len(mark) == 12


async def test_an_old_a_foreign_and_a_forged_button_get_a_kind_word(room: Room, ana: Person) -> None:
    offer = await ana.offered("Blabla")
    boris = room.person("8")
    await boris.says("/start de")
    [foreign] = await boris.presses_id(offer.button("Ja, weitergeben"))
    [forged] = await ana.presses_id("x" * 12 + "0100yes:")
    [empty] = await ana.presses_id("")
    room.clock.passes(days=31)
    [old] = await ana.presses_on(offer, "Ja, weitergeben")

    for refused in (foreign, forged, empty, old):
        assert room.word("button-too-old") in refused.text
        assert refused.has("Mit einem Menschen")
    assert await room.cases() == []


async def test_a_button_of_a_later_version_changes_nothing(room: Room, ana: Person) -> None:
    """An action that this version does not know."""
    newcomer = await ana.row()
    assert newcomer is not None
    for action in (
        Action("nothing"),
        Action("language", "xx"),
        Action("reach", "all 12345"),
        Action("also-send", "1 x"),
    ):
        assert len(await ana.presses_id(room.services.buttons.seal(newcomer.id, room.clock(), action))) == 1
    assert await room.cases() == []


async def test_a_sealed_press_alone_opens_no_case_in_enforcement(room: Room, ana: Person) -> None:
    """Whatever of these buttons is pressed without having been shown: no yes, no case."""
    await ana.offered("Blabla")
    newcomer = await ana.row()
    assert newcomer is not None
    for action in (Action("enforcement", ENFORCEMENT), Action("yes"), Action("yes", "x" * 12)):
        await ana.presses_id(room.services.buttons.seal(newcomer.id, room.clock(), action))
    assert await room.consents() == []
