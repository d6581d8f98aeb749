"""Facts at the desk: all of them, one with its texts and its history, and the form for a change or a new one."""

import re
from datetime import date
from typing import Annotated, get_args

from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException
from starlette.responses import Response

from console import german, value_words
from console.change_view import change_views
from console.desk import Acting, Desk, SignedIn, TheDesk, Visitor, editing, see_other
from console.effect_view import used_in
from console.fact_form import WITH_AMOUNT, TheForm, Typed, fact_of, form_of
from console.fact_list import SIGNS, STATES, Asked, fact_list, german_value, states_of
from console.names import topic_title
from console.proposals import Proposal, mark_of, proposal, waiting_change
from knowledge_base.current_values import all_facts, find_value, waiting_names
from knowledge_base.facts import Fact, Kind
from knowledge_base.value_changes import ValueChanges
from nlu.topics import TOPICS, area_of
from wording.formats import TOWN

routes = APIRouter(prefix="/knowledge/facts")

_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")


@routes.get("")
async def show_facts(
    visitor: SignedIn,
    desk: TheDesk,
    q: Annotated[str, Query(max_length=200)] = "",
    area: str = "",
    topic: str = "",
    state: str = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    editing(visitor)
    async with desk.database.reading() as session:
        facts = await all_facts(session)
        changes = await waiting_names(session, "fact")
    library = desk.parts.library
    asked = Asked(q.strip(), area, topic, state if state in STATES else "", page)
    found = fact_list(facts, desk.uses.of(library.edition), changes, asked, library, _today(desk))
    topics = {each: topic_title(each, library) for each in dict.fromkeys(fact.topic for fact in facts)}
    return desk.page(
        "facts.html",
        visitor,
        found=found,
        asked=asked,
        topics=topics,
        states=STATES,
        signs=SIGNS,
        unit_names=_unit_names(desk),
        words=value_words,
    )


@routes.get("/new")
async def choose_fact(visitor: SignedIn, desk: TheDesk, topic: str = "", kind: str = "") -> Response:
    form = _NEW | {"topic": topic, "kind": kind}
    return _form_page(desk, editing(visitor), None, form)


@routes.post("/new")
async def propose_fact(visitor: Acting, desk: TheDesk, form: TheForm) -> Response:
    editing(visitor)
    form = _NEW | form
    topic, key = form["topic"], form["key"]
    if form["act"] == "kind":
        return _form_page(desk, visitor, None, form)
    errors: dict[str, str] = {}
    if topic not in TOPICS or area_of(topic) == "meta":
        errors["topic"] = "Bitte wählen Sie, zu welchem Thema der Fakt gehört."
    if not _KEY.fullmatch(key):
        errors["key"] = "Bitte ein kurzes englisches Wort, klein und ohne Umlaute, wie deadline oder fee_for_card."
    fact, wrong = fact_of(form, topic or "x.y", key or "x", None)
    errors |= wrong
    if not errors:
        async with desk.database.reading() as session:
            if await find_value(session, "fact", f"{topic}.{key}") is not None:
                errors["key"] = "Diesen Fakt gibt es schon. Ändern Sie ihn, oder wählen Sie ein anderes Wort."
    if errors or fact is None:
        return _form_page(desk, visitor, None, form, Proposal(errors))
    return _proposed(desk, visitor, None, form, await proposal(desk, visitor, form, "fact", None, fact))


@routes.get("/{name}")
async def show_fact(name: str, visitor: SignedIn, desk: TheDesk, done: str = "") -> Response:
    editing(visitor)
    library = desk.parts.library
    async with desk.database.reading() as session:
        fact = await find_value(session, "fact", name)
        if not isinstance(fact, Fact):
            raise HTTPException(404)
        waiting = await waiting_change(session, "fact", name)
        history = await ValueChanges(session, desk.parts.signals, desk.now()).history("fact", name)
        changes = await change_views(session, history)
    places = desk.uses.of(library.edition).get(name, ())
    return desk.page(
        "fact.html",
        visitor,
        fact=fact,
        value=german_value(fact, library.writer),
        title=topic_title(fact.topic, library),
        states=[(SIGNS[state], STATES[state]) for state in states_of(fact, len(places), waiting, _today(desk))],
        used=used_in(places, library),
        texts=len(places),
        waiting=waiting,
        history=changes,
        unit_names=_unit_names(desk),
        words=value_words,
        done=done,
    )


@routes.get("/{name}/change")
async def show_form(name: str, visitor: SignedIn, desk: TheDesk) -> Response:
    editing(visitor)
    fact, waiting = await _fact(desk, name)
    return _form_page(desk, visitor, fact, form_of(fact), waiting=waiting)


@routes.post("/{name}/change")
async def change(name: str, visitor: Acting, desk: TheDesk, form: TheForm) -> Response:
    editing(visitor)
    fact, waiting = await _fact(desk, name)
    form = _NEW | form
    if form["act"] == "kind" or waiting:
        return _form_page(desk, visitor, fact, form, waiting=waiting, status=409 if waiting else 200)
    after, errors = fact_of(form, fact.topic, fact.key, fact)
    if after is None:
        return _form_page(desk, visitor, fact, form, Proposal(errors))
    return _proposed(desk, visitor, fact, form, await proposal(desk, visitor, form, "fact", fact, after))


_NEW = dict.fromkeys(
    (
        *("topic", "key", "kind", "amount", "unit", "value", "statement", "law", "source", "checked_on", "recheck"),
        *("valid_from", "valid_to", "owner", "review_due_on", "because", "publish_on", "act"),
    ),
    "",
) | {"scope": "town", "confidence": "known"}


async def _fact(desk: Desk, name: str) -> tuple[Fact, int | None]:
    """The fact, and the change of it that waits.

    Raises:
        HTTPException: there is no such fact.
    """
    async with desk.database.reading() as session:
        fact = await find_value(session, "fact", name)
        if not isinstance(fact, Fact):
            raise HTTPException(404)
        return fact, await waiting_change(session, "fact", name)


def _proposed(desk: Desk, visitor: Visitor, fact: Fact | None, form: Typed, made: Proposal) -> Response:
    if made.made is not None:
        return see_other(f"/desk/knowledge/changes/{made.made}?done=proposed")
    return _form_page(desk, visitor, fact, form, made)


def _form_page(
    desk: Desk,
    visitor: Visitor,
    fact: Fact | None,
    form: Typed,
    made: Proposal | None = None,
    *,
    waiting: int | None = None,
    status: int = 200,
) -> Response:
    made = made or Proposal({})
    library = desk.parts.library
    topics: dict[str, dict[str, str]] = {}
    for topic in TOPICS:
        if area_of(topic) != "meta":
            topics.setdefault(german.AREAS[area_of(topic)], {})[topic] = topic_title(topic, library)
    kind: Kind | None = next((each for each in get_args(Kind) if each == form["kind"]), None)
    return desk.page(
        "fact_change.html",
        visitor,
        status=max(status, made.status),
        fact=fact,
        title=topic_title(fact.topic, library) if fact else "",
        value=german_value(fact, library.writer) if fact else "",
        form=form,
        kind=kind,
        has_amount=kind in WITH_AMOUNT,
        topics=topics,
        made=made,
        errors=made.errors,
        effects=made.effects,
        seen=mark_of(fact),
        waiting=waiting,
        unit_names=_unit_names(desk),
        words=value_words,
    )


def _unit_names(desk: Desk) -> dict[str, str]:
    return {unit.id: unit.name for unit in desk.parts.library.edition.units.values()}


def _today(desk: Desk) -> date:
    return desk.now().astimezone(TOWN).date()
