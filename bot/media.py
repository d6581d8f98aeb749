"""Pictures, voices and files: nothing is fetched outside an open case, and papers that prove who somebody is never
are.

Inside an open case the newcomer is asked what the file shows and which unit gets it. Until the answer only its id is
kept; what happens afterwards is `file_fetcher`'s.
"""

import secrets

from bot import own_page
from bot.incoming import Media
from bot.turn import Turn, line, phrase
from bot.welcome import area_buttons, person_button
from handoff.attachments import LARGEST, SIGNAL, OfferedFiles
from handoff.file_types import SUFFIXES

_CASES_OFFERED = 3
_SAYS_NOTHING = ("", "application/octet-stream")
_LONGEST_ID = 300


async def hear_media(turn: Turn, media: Media, *, has_words: bool = False) -> None:
    """Ask whether a unit should get it, or say what can be done with it.

    Somebody who speaks instead of writing gets pictures and a person, never "please write".

    Args:
        has_words: Words came with it, and were answered.
    """
    cases = turn.open_cases
    if cases and not turn.tells_cases:
        own_page.give_there(turn)
    elif cases and turn.services.files is not None:
        await _ask(turn, media)
    elif not has_words:
        lines = [line(f"{media.kind}-not-read"), line("areas-ask")]
        turn.say("choices", lines, [person_button(turn), *area_buttons(turn)])


async def _ask(turn: Turn, media: Media) -> None:
    if (problem := _problem(media)) is not None:
        turn.say("notice", [line(problem)])
        return
    offered = OfferedFiles(turn.session)
    others = await offered.of_album(turn.newcomer.id, media.album) if media.album else None
    bundle = others.bundle if others else secrets.token_urlsafe(12)
    await offered.offer(
        turn.newcomer.id,
        media.kind,
        media.file_id,
        bundle=bundle,
        album=media.album,
        case_id=others.case_id if others else None,
        now=turn.now,
    )
    if others is None:  # one question for a whole album
        await _ask_once(turn, media, bundle)
    elif others.case_id is not None:
        await turn.services.signals.publish(turn.session, SIGNAL, bundle)


async def _ask_once(turn: Turn, media: Media, bundle: str) -> None:
    is_voice = media.kind == "voice"
    lines = [line("voice-ask")] if is_voice else [line("file-ask-paper"), line("file-ask-why", "small")]
    buttons = []
    for case in turn.open_cases[:_CASES_OFFERED]:
        unit = await turn.unit(case.unit_id)
        label = phrase("button-voice-send" if is_voice else "button-file-send", unit=unit.name)
        buttons.append(turn.button(label, "file", f"{bundle} {case.number}", "📨"))
    if not is_voice:
        buttons.append(turn.button(phrase("button-file-paper"), "file-paper", bundle, "🪪"))
    buttons.append(turn.button(phrase("button-file-cancel"), "file-cancel", bundle, "✖"))
    turn.say("choices", [*lines, line("file-ask-where", "small")], buttons)


def _problem(media: Media) -> str | None:
    """Why a file cannot be passed on, as far as Telegram tells before it is fetched."""
    if media.size > LARGEST:
        return "file-too-big"
    is_known = media.mime in SUFFIXES or media.mime in _SAYS_NOTHING or media.mime.startswith("audio/")
    return None if is_known and media.kind != "video" and len(media.file_id) <= _LONGEST_ID else "file-kind"


async def accept(turn: Turn, value: str) -> None:
    """It shows no identity paper and goes to the unit of one case: now it may be fetched."""
    bundle, _, number = value.partition(" ")
    if not turn.tells_cases:  # the town decided otherwise since the newcomer was asked
        await OfferedFiles(turn.session).drop(turn.newcomer.id, bundle)
        return own_page.give_there(turn)
    for case in turn.open_cases:
        if str(case.number) == number and await OfferedFiles(turn.session).accept(turn.newcomer.id, bundle, case.id):
            await turn.services.signals.publish(turn.session, SIGNAL, bundle)
            unit = await turn.unit(case.unit_id)
            turn.say("notice", [line("file-fetching", unit=unit.name)], case=case.number)
            return
    turn.say("notice", [line("file-over")])


async def refuse(turn: Turn, bundle: str) -> None:
    """It shows an identity paper: it is never fetched."""
    await OfferedFiles(turn.session).drop(turn.newcomer.id, bundle)
    turn.say("notice", [line("file-refused")])


async def cancel(turn: Turn, bundle: str) -> None:
    """The newcomer thought better of it; what is being fetched already is not called back."""
    if await OfferedFiles(turn.session).drop(turn.newcomer.id, bundle):
        turn.say("notice", [line("file-cancelled")])
    else:
        turn.say("notice", [line("file-over")])


def hear_unreadable(turn: Turn) -> None:
    turn.say("choices", [line("unreadable"), line("areas-ask")], [*area_buttons(turn), person_button(turn)])
