"""The places of the edition: quarter, town, district and state, so that no text has to write their names itself.

A town that uses the texts of another one gives its own places and nothing else of the sentence changes.
"""

from typing import Any, Final, Literal, get_args

from knowledge_base.offices import EveryLanguage
from knowledge_base.values import Reading, Text, Value

PlaceKind = Literal["quarter", "town", "district", "state"]
PLACE_KINDS: Final[tuple[PlaceKind, ...]] = get_args(PlaceKind)


class Place(Value):
    """A place and its name in every language, in the script of that language.

    `also` are other names that give it away, such as the seat of a district; nothing says them.
    """

    id: PlaceKind
    name: EveryLanguage
    also: tuple[Text, ...] = ()


def read_places(reading: Reading, file: str) -> dict[str, Place]:
    """The places of *file* by their kind; a broken one is noted and left out."""
    read = reading.document(file)
    if read is None:
        return {}
    document, mapping = read
    places: dict[str, Place] = {}
    for kind, written in mapping.items():
        if place := reading.value(Place, written, document, (kind,), file, {"id": kind}):
            places[kind] = place
    return places


def written_place(place: Place) -> dict[str, Any]:
    """What stands under the kind of *place* in places.yaml."""
    row: dict[str, Any] = {"name": dict(place.name)}
    return row | ({"also": list(place.also)} if place.also else {})
