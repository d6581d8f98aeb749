"""From a filled form of a fact or an office to a change that waits for a second person.

The page shows first what newcomers would read; what is proposed is what was shown, and was written upon the values that
are there now.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from console.desk import Desk, Visitor
from console.effect_view import Effects, effects_of
from console.fact_form import Typed, reason_of
from console.names import staff_names
from console.value_words import Difference, differences
from knowledge_base.current_values import waiting_names
from knowledge_base.errors import EditConflict
from knowledge_base.facts import Fact
from knowledge_base.tables import ChangedKind
from knowledge_base.value_changes import Changed, ValueChanges, values_of
from wording.formats import TOWN


@dataclass(frozen=True, slots=True)
class Proposal:
    """What became of a form: a change with the number `made`, or a page to show again."""

    errors: dict[str, str]
    made: int | None = None
    effects: Effects | None = None
    shown: str = ""
    """The mark of what the page shows; only that can be proposed from it."""
    conflict: tuple[Difference, ...] | None = None
    """How the values that are there now differ from those typed, when they became others meanwhile."""

    @property
    def status(self) -> int:
        return 409 if self.conflict is not None else 422 if self.errors else 200


def mark_of(*values: Changed | date | None) -> str:
    """A mark of values: the same mark, the same values."""
    written = [
        None if value is None else str(value) if isinstance(value, date) else values_of(value) for value in values
    ]
    return hashlib.sha256(json.dumps(written, sort_keys=True).encode()).hexdigest()[:20]


async def proposal(
    desk: Desk, visitor: Visitor, form: Typed, kind: ChangedKind, now: Changed | None, after: Changed
) -> Proposal:
    """Show what *after* changes, or propose it when that was shown and the form asks for it."""
    name = after.name if isinstance(after, Fact) else after.id
    library, today = desk.parts.library, desk.now().astimezone(TOWN).date()
    errors: dict[str, str] = {}
    because, publish_on = reason_of(form, errors, today)
    effects = effects_of(now, after, library, desk.uses, desk.parts.phrases, publish_on or today)
    shown = mark_of(after, publish_on)
    if form.get("seen", "") != mark_of(now):
        differing = differences(kind, values_of(now) if now else None, values_of(after))
        return Proposal({}, effects=effects, shown=shown, conflict=tuple(differing))
    if now == after:
        return Proposal({"form": "Es ist nichts anders als jetzt."})
    if effects.has_broken_sentences:
        errors["form"] = "So nicht: Texte nennen, was es dann nicht mehr gibt. Ändern Sie zuerst diese Texte."
    is_wanted = form.get("act") == "propose" and form.get("shown") == shown
    if not is_wanted and form.get("act") != "propose":
        errors.pop("because", None)  # not asked for yet
    if errors or not is_wanted:
        return Proposal(errors, effects=effects, shown=shown)
    try:
        async with desk.database.transaction() as session:
            changes = ValueChanges(session, desk.parts.signals, desk.now())
            before = values_of(now) if now else None
            change = await changes.propose(
                kind, name, before, values_of(after), because=because, by=visitor.actor, publish_on=publish_on
            )
    except EditConflict:
        waiting = "Inzwischen hat jemand anderes hier etwas geändert oder vorgeschlagen. Sehen Sie sich das zuerst an."
        return Proposal({"form": waiting}, effects=effects, shown=shown)
    return Proposal({}, made=change.id)


async def waiting_change(session: AsyncSession, kind: ChangedKind, name: str) -> int | None:
    """The number of the change of this fact or office that waits already."""
    return (await waiting_names(session, kind)).get(name)


async def actor_names(session: AsyncSession, actors: Iterable[str | None]) -> dict[str | None, str]:
    """Who wrote or agreed: "staff:3" as the person's name, nobody as the edition that was shipped."""
    wanted = set(actors)
    ids = {actor: int(actor.removeprefix("staff:")) for actor in wanted if actor and actor.startswith("staff:")}
    names = await staff_names(session, ids.values())
    known: dict[str | None, str] = {actor: names.get(number, "ein früherer Zugang") for actor, number in ids.items()}
    known |= {actor: actor for actor in wanted if actor is not None and actor not in known}
    return known | {None: "aus der Auslieferung"}
