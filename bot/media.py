"""Pictures, voices and files: nothing is fetched outside an open case, and papers that prove who somebody is never
are.
"""

from bot.incoming import Media
from bot.turn import Turn, line
from bot.welcome import area_buttons, person_button


async def hear_media(turn: Turn, media: Media) -> None:
    """Say what can be done with it.

    Somebody who speaks instead of writing gets pictures and a person, never "please write".
    """
    lines = [line(f"{media.kind}-not-read"), line("areas-ask")]
    turn.say("choices", lines, [person_button(turn), *area_buttons(turn)])


def hear_unreadable(turn: Turn) -> None:
    turn.say("choices", [line("unreadable"), line("areas-ask")], [*area_buttons(turn), person_button(turn)])
