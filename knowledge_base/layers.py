"""Layers: federal, state, district, town. Another town gives its own layer, and the texts of the others stay.

A layer is a folder beside the shipped edition. Its `layer.yaml` says which layer it replaces, and with it the narrower
ones. What of these it does not give is left out, never told: a wrong office is worse than none. Each thing that is left
out is a finding, so that the town knows what it still has to write.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from knowledge_base.edition import (
    LAYER,
    OFFICES,
    PLACES,
    REPLY_SENTENCES,
    UNITS,
    Edition,
    read_topics,
)
from knowledge_base.facts import Fact, Scope
from knowledge_base.findings import Finding
from knowledge_base.layer_names import LayerNames
from knowledge_base.layer_texts import LEFT_OUT, TrueTexts
from knowledge_base.offices import Office, read_offices
from knowledge_base.places import Place, PlaceKind, read_places
from knowledge_base.reply_sentences import ReplySentence, read_reply_sentences
from knowledge_base.units import Unit, read_units
from knowledge_base.values import Reading, Value

Replaced = Literal["town", "district", "state"]

_SCOPES: Final[Mapping[Replaced, tuple[Scope, ...]]] = {
    "town": ("town",),
    "district": ("district", "town"),
    "state": ("state", "district", "town"),
}
_PLACES: Final[Mapping[Replaced, tuple[PlaceKind, ...]]] = {
    "town": ("town", "quarter"),
    "district": ("district", "town", "quarter"),
    "state": ("state", "district", "town", "quarter"),
}
_MAY_LACK: Final[tuple[PlaceKind, ...]] = ("quarter",)


class Layer(Value):
    """What `layer.yaml` says: the widest layer that is replaced."""

    replaces: Replaced


def laid_over(base: Edition, reading: Reading) -> Edition:
    """The edition of the town whose layer *reading* reads, upon *base*; what is broken or left out is noted there."""
    layer = _read_layer(reading)
    if layer is None:
        return base
    return _Laying(base, reading, layer.replaces).edition()


def _read_layer(reading: Reading) -> Layer | None:
    read = reading.document(LAYER)
    if read is None:
        return None
    document, mapping = read
    return reading.value(Layer, mapping, document, (), LAYER, {})


@dataclass(slots=True)
class _Laying:
    """One layer on its way over one edition."""

    base: Edition
    reading: Reading
    replaces: Replaced

    @property
    def _scopes(self) -> tuple[Scope, ...]:
        return _SCOPES[self.replaces]

    def edition(self) -> Edition:
        own_texts, own_facts = read_topics(self.reading, may_lack_facts=True)
        places = self._places()
        units = self._units()
        own_offices = self._own_offices()
        known = self.base.model_copy(update={"places": places, "units": units, "offices": own_offices})
        names = LayerNames(self.base, known, self._scopes, _PLACES[self.replaces])
        edition = known.model_copy(
            update={
                "offices": self._offices(own_offices, names),
                "facts": self._facts(own_facts, names),
                "reply_sentences": self._sentences(names),
            }
        )
        texts = TrueTexts(self.base, edition, names)
        articles = texts.with_own(own_texts)
        self.reading.findings += texts.left_out
        return edition.model_copy(update={"articles": articles})

    def _line(self, file: str, key: str) -> int:
        return self.reading.documents[file].line((key,))

    def _leave_out(self, file: str, name: str, why: str, topic: str | None = None) -> None:
        message = f"{name} is left out: {why}"
        self.reading.findings.append(Finding(LEFT_OUT, file, 1, message, topic, None, "warning", (name,)))

    def _places(self) -> dict[str, Place]:
        own = read_places(self.reading, PLACES)
        replaced = _PLACES[self.replaces]
        for kind in own:
            if kind not in replaced:
                message = f"the {kind} is not in the layer that is replaced ({self.replaces})"
                self.reading.complain("layer", PLACES, self._line(PLACES, kind), message)
        for kind in replaced:
            if kind not in own and kind not in _MAY_LACK and PLACES in self.reading.documents:
                self.reading.complain("layer", PLACES, 1, f"the {kind} is missing")
        kept = {kind: place for kind, place in self.base.places.items() if kind not in replaced}
        return {**own, **kept}

    def _units(self) -> dict[str, Unit]:
        own = read_units(self.reading, UNITS)
        for unit_id in self.base.units:
            if unit_id not in own and UNITS in self.reading.documents:
                message = f"the unit {unit_id} is missing: every topic needs somebody who takes over"
                self.reading.complain("layer", UNITS, 1, message)
        return own

    def _own_offices(self) -> dict[str, Office]:
        own = read_offices(self.reading, OFFICES, may_remove=True)
        for office_id in own:
            known = self.base.offices.get(office_id)
            if known is not None and known.scope not in self._scopes:
                message = f"{office_id} is of the layer {known.scope}, which is not replaced"
                self.reading.complain("layer", OFFICES, self._line(OFFICES, office_id), message)
        return own

    def _removed_offices(self) -> set[str]:
        document = self.reading.documents.get(OFFICES)
        written = document.mapping() if document else {}
        removed = {office_id for office_id, office in written.items() if office is None}
        for office_id in sorted(removed - set(self.base.offices)):
            message = f"{office_id} is no office that could be removed"
            self.reading.complain("layer", OFFICES, self._line(OFFICES, office_id), message)
        return removed

    def _offices(self, own: Mapping[str, Office], names: LayerNames) -> dict[str, Office]:
        removed = self._removed_offices()
        kept: dict[str, Office] = {}
        for office in self.base.offices.values():
            if office.id in own or office.id in removed:
                continue
            if office.scope in self._scopes:
                self._leave_out(OFFICES, office.id, f"an office of the {office.scope} that is replaced")
            elif found := names.in_office(office):
                self._leave_out(OFFICES, office.id, f"it holds “{found}” of the layer that is replaced")
            else:
                is_of_there = names.found_in(office.to_confirm or "")
                kept[office.id] = office.model_copy(update={"to_confirm": None}) if is_of_there else office
        return {**own, **kept}

    def _facts(self, own: Mapping[str, Fact], names: LayerNames) -> dict[str, Fact]:
        for fact in own.values():
            known = self.base.facts.get(fact.name)
            if known is not None and known.scope not in self._scopes:
                file = f"{fact.topic.replace('.', '/', 1)}/facts.yaml"
                message = f"{fact.key} is a fact of the layer {known.scope}, which is not replaced"
                self.reading.complain("layer", file, self._line(file, fact.key), message, topic=fact.topic)
        facts: dict[str, Fact] = {}
        for fact in self.base.facts.values():
            file = f"{fact.topic.replace('.', '/', 1)}/facts.yaml"
            if fact.name in own:
                facts[fact.name] = own[fact.name]
            elif fact.scope in self._scopes:
                self._leave_out(file, fact.key, f"a fact of the {fact.scope} that is replaced", fact.topic)
            elif found := names.in_fact(fact):
                self._leave_out(file, fact.key, f"it holds “{found}” of the layer that is replaced", fact.topic)
            else:
                facts[fact.name] = fact
        return {**facts, **own}

    def _sentences(self, names: LayerNames) -> dict[str, ReplySentence]:
        there = (self.reading.folder / REPLY_SENTENCES).exists()
        own = read_reply_sentences(self.reading, REPLY_SENTENCES) if there else {}
        kept: dict[str, ReplySentence] = {}
        for sentence in self.base.reply_sentences.values():
            if found := next(filter(None, map(names.found_in, sentence.texts.values())), None):
                if sentence.id not in own:
                    self._leave_out(REPLY_SENTENCES, sentence.id, f"it holds “{found}” of the layer that is replaced")
            else:
                kept[sentence.id] = sentence
        return kept | own
