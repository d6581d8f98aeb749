"""Which unit answers for a topic. Nothing is ever routed to enforcement: a newcomer can only choose it."""

from collections.abc import Iterable

from handoff.units import Unit

FALLBACK = "neustadtbuero"
"""The unit that advises on everything, when no topic is known."""


def unit_for(topic: str | None, units: Iterable[Unit]) -> Unit:
    """The unit for *topic*: the one that names it, else the one that names its area, else the Neustadtbüro."""
    advising = [unit for unit in units if not unit.is_enforcement]
    if topic is not None:
        for wanted in (topic, f"{topic.partition('.')[0]}.*"):
            for unit in advising:
                if wanted in unit.topics:
                    return unit
    return next(unit for unit in advising if unit.id == FALLBACK)
