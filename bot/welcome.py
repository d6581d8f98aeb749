"""The first words: language, areas, help, and what has no other place."""

import re

from bot.turn import Turn, line, phrase
from handoff.places import count_arrival
from nlu.topics import SAFETY_TOPICS
from wording import LANGUAGES, Button, Language, Line, Phrase
from wording.languages import OWN_NAMES

AREAS: dict[str, str] = {
    "registration": "🪪",
    "schooling": "🎒",
    "housing": "🏠",
    "work": "🧰",
    "health": "🩺",
    "money": "💶",
    "language": "💬",
    "offices": "🏛",
    "living": "🚌",
    "safety": "🆘",
}
"""Areas in the order in which they are offered, each with its picture."""

_PAYLOAD = re.compile(r"[a-z0-9_-]{1,64}")


async def start(turn: Turn, payload: str) -> None:
    """Greet. A printed code may carry the language and the place where it hangs; unknown parts are ignored."""
    turn.newcomer.stopped_at = None
    language, place = read_payload(payload)
    if place:
        await count_arrival(turn.session, place, turn.now)
    if language is not None:
        turn.newcomer.language = language
    elif turn.newcomer.language is None:
        return offer_languages(turn)
    turn.language = turn.newcomer.language or turn.language
    show_welcome(turn)


def read_payload(payload: str) -> tuple[Language | None, str | None]:
    """The language and the place of a start payload such as `ro_bahnhof`."""
    if not _PAYLOAD.fullmatch(payload):
        return None, None
    first, _, rest = payload.partition("_")
    for language in LANGUAGES:
        if first == language:
            return language, rest or None
    return None, payload


def offer_languages(turn: Turn) -> None:
    """Ask for the language, in all of them."""
    lines = [Line(content="Lotse Weißenfels", style="title")]
    lines += [Line(content=turn.services.phrases.say(phrase("choose-language"), each)) for each in OWN_NAMES]
    turn.say("choices", lines, language_buttons(turn))


def language_buttons(turn: Turn) -> list[Button]:
    return [turn.button(name, "language", language) for language, name in OWN_NAMES.items()]


def show_welcome(turn: Turn) -> None:
    turn.say("choices", [line("welcome", "title"), line("welcome-ask")], [*area_buttons(turn), *exits(turn)])


def show_areas(turn: Turn) -> None:
    turn.say("choices", [line("areas-ask")], [*area_buttons(turn), *exits(turn)])


def show_help(turn: Turn) -> None:
    lines = [line("help", "title"), *(line(f"help-{each}", "item") for each in ("ask", "person", "language", "delete"))]
    turn.say("notice", lines, [turn.button(phrase("button-areas"), "areas", picture="🧭"), *exits(turn)])


def greet(turn: Turn) -> None:
    show_welcome(turn)


def thank(turn: Turn) -> None:
    turn.say("text", [line("thanks-back")])


def say_goodbye(turn: Turn) -> None:
    turn.say("text", [line("goodbye")])


def introduce(turn: Turn) -> None:
    """Who answers here."""
    turn.say("notice", introduction(), [turn.button(phrase("button-notice"), "notice", picture="🔒"), *exits(turn)])


def introduction() -> list[Line]:
    """The three lines that stand under the first answer: who answers, who cannot read along, how to delete."""
    return [line(f"introduction-{each}", "small") for each in ("machine", "unseen", "delete")]


def area_buttons(turn: Turn) -> list[Button]:
    return [turn.button(phrase(f"area-{area}"), "area", area, picture) for area, picture in AREAS.items()]


def person_button(turn: Turn, topic: str = "") -> Button:
    return turn.button(phrase("button-person"), "person", topic, "🙋")


def exits(turn: Turn) -> list[Button]:
    """What is always one press away: a person and another language."""
    return [person_button(turn), turn.button(phrase("button-language"), "languages", picture="🌐")]


def topic_label(turn: Turn, topic: str) -> Button:
    """The button of a topic: the title of its article, or its area where nobody wrote one yet."""
    if turn.services.library.has(topic):
        picture = AREAS["safety"] if topic in SAFETY_TOPICS else ""
    else:
        picture = AREAS.get(topic.partition(".")[0], "")
    return turn.button(topic_name(turn, topic), "article", topic, picture)


def topic_name(turn: Turn, topic: str) -> Phrase | str:
    """What a newcomer knows a topic by."""
    if turn.services.library.has(topic):
        return turn.services.library.title(topic, turn.language)
    return phrase(f"area-{topic.partition('.')[0]}")
