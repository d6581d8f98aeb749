"""The units as the edition describes them: what they are, their office, what they must do with what they learn.

The edition only describes; the units that take cases, with their hours and promises, belong to `handoff`.
"""

from collections.abc import Mapping
from typing import Any, Literal

from knowledge_base.offices import EveryLanguage
from knowledge_base.values import OptionalDay, OptionalText, Reading, Text, Value
from wording import Language

UnitKind = Literal["advice", "authority", "enforcement"]
Controller = Literal["city", "district"]


class Unit(Value):
    """One of the units. `topics` are topic ids or `area.*`: all topics of an area that no unit names by their id.

    `stems` is its name as endings are put to it, in the languages where that is another one.
    """

    id: str
    office: Text
    name: Text
    stems: Mapping[Language, Text] = {}
    controllers: tuple[Controller, ...]
    kind: UnitKind
    staffed_by: Text
    topics: tuple[Text, ...] = ()
    languages: tuple[Language, ...]
    confirmed_by: OptionalText = None
    confirmed_on: OptionalDay = None
    name_meaning: EveryLanguage
    duties: EveryLanguage


def read_units(reading: Reading, file: str) -> dict[str, Unit]:
    """The units of *file* by id; a broken one is noted and left out."""
    read = reading.document(file)
    if read is None:
        return {}
    document, mapping = read
    units: dict[str, Unit] = {}
    for unit_id, written in mapping.items():
        if unit := reading.value(Unit, written, document, (unit_id,), file, {"id": unit_id}):
            units[unit_id] = unit
    return units


def written_unit(unit: Unit) -> dict[str, Any]:
    """What stands under the id of *unit* in units.yaml."""
    row = unit.model_dump(mode="json", exclude={"id"})
    if not unit.stems:
        del row["stems"]
    return row | {"name_meaning": dict(unit.name_meaning), "duties": dict(unit.duties)}
