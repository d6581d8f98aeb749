"""The names by which a text gives away that it speaks of another town: places, units, offices, streets."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import urlsplit

from knowledge_base.edition import Edition
from knowledge_base.facts import Fact, Scope
from knowledge_base.offices import CONTACTS, Office
from knowledge_base.places import PlaceKind
from nlu.normalisation import without_diacritics

_EVERYWHERE: Final = "de."
"""Ids of offices that every place in Germany has: their name is a word, not a name."""

_STREET: Final = re.compile(r"^[^\d,/]*[^\W\d_]{4}[^\d,/]*")


class LayerNames:
    """What the replaced layer of *base* is called and what lies over it is not.

    Args:
        own: The places, units and offices of the town that lies over *base*.
        scopes: The layers that are replaced.
        places: The kinds of places that are replaced.
    """

    def __init__(self, base: Edition, own: Edition, scopes: Sequence[Scope], places: Sequence[PlaceKind]) -> None:
        self._here = {
            base.places[kind].name["de"]: own.places[kind].name["de"]
            for kind in places
            if kind in base.places and kind in own.places
        } | {unit.name: own.units[unit_id].name for unit_id, unit in base.units.items() if unit_id in own.units}
        said_here = " · ".join(_folded(name) for name in _all_names(own, scopes, places))
        names = {name for name in _all_names(base, scopes, places) if _folded(name) not in said_here}
        ordered = sorted({_folded(name) for name in names}, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})")

    def found_in(self, text: str) -> str | None:
        """A name of the replaced layer in *text*, with small letters and without their marks; None when it has none."""
        found = self._pattern.search(_folded(text))
        return (found[0] if found else "") or None  # nothing to look for is found everywhere, empty

    def in_office(self, office: Office) -> str | None:
        """A name of the replaced layer in what people are told of *office*."""
        told = [office.name, office.tasks, *(office.contact(contact).known for contact in CONTACTS)]
        return self._first(filter(None, told))

    def in_fact(self, fact: Fact) -> str | None:
        """A name of the replaced layer in what *fact* states, or in the name of its source, which people are told."""
        return self._first([fact.value or "", fact.statement, urlsplit(fact.source or "").netloc])

    def says_the_same(self, before: Fact, now: Fact) -> bool:
        """Whether *now* states what *before* stated, of the places and units here."""
        statement = before.statement
        for name, here in sorted(self._here.items(), key=lambda names: -len(names[0])):
            statement = statement.replace(name, here)
        return statement == now.statement

    def _first(self, texts: Iterable[str]) -> str | None:
        return next(filter(None, map(self.found_in, texts)), None)


def _all_names(edition: Edition, scopes: Sequence[Scope], places: Sequence[PlaceKind]) -> Iterator[str]:
    for kind in places:
        if place := edition.places.get(kind):
            yield from (*place.name.values(), *place.also)
    for unit in edition.units.values():
        yield from (unit.name, *unit.stems.values())
    for office in edition.offices.values():
        if office.scope in scopes and not office.id.startswith(_EVERYWHERE):
            yield from (office.name, office.name.partition(" (")[0])
            for part in re.split(r"[,/]", office.address.known or ""):
                if street := _STREET.match(part.strip()):
                    yield street[0].strip()


def _folded(text: str) -> str:
    return without_diacritics(text.casefold())
