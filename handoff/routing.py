"""Which unit answers for a topic. Nothing is ever routed to enforcement: a newcomer can only choose it."""

from collections.abc import Iterable

from handoff.units import Unit

FALLBACK = "neustadtbuero"
"""The unit that advises on everything, when no topic is known."""


def as_guess(topic: str) -> str:
    """*topic*, or an area, so that it finds a unit and is not told to it: nobody knows that it is meant."""
    return f"{topic}."


def is_guess(topic: str) -> bool:
    return topic.endswith(".")


def unit_for(topic: str | None, units: Iterable[Unit]) -> Unit:
    """The unit for *topic*, known or guessed: the one that names it, else the one that names its area, else the
    Neustadtbüro.
    """
    advising = [unit for unit in units if not unit.is_enforcement]
    if topic is not None:
        topic = topic.removesuffix(".")
        for wanted in (topic, f"{topic.partition('.')[0]}.*"):
            for unit in advising:
                if wanted in unit.topics:
                    return unit
    return next(unit for unit in advising if unit.id == FALLBACK)
