"""A case as the page shows it: read in one go, in German, and nothing of it that was not passed on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from console import german
from console.attachments import FileView, file_view
from console.names import staff_names, topic_title
from handoff.attachments import attachments_of
from handoff.cases import Case
from handoff.consents import Consent
from handoff.delivery import CasePost, language_of
from handoff.events import CaseEvent, alarmed, events_of
from handoff.messages import CaseMessage, CaseNote, messages_of, notes_of
from handoff.newcomers import Newcomer
from handoff.staff import StaffMember
from handoff.units import Unit
from knowledge_base.library import Library
from storage.outbox import OutboxMessage
from wording import Language
from wording.replies import Label

_DELIVERIES: Final = {
    "pending": "wird gesendet",
    "sending": "wird gesendet",
    "sent": "gesendet",
    "failed": "nicht zustellbar: Die Person hat Lotse blockiert oder ist nicht erreichbar",
}

_AFTER_A_WITHDRAWAL: Final = ("withdrawn", "read")
"""What the timeline still tells: the withdrawal, and who read the case before."""


@dataclass(frozen=True)
class MessageView:
    """One message, in the newcomer's language and in German."""

    id: int
    is_from_staff: bool
    who: str
    at: datetime
    german: str | None
    foreign: str | None
    foreign_code: Language | None
    foreign_name: str | None
    is_being_translated: bool
    label: Label | None
    """None where nothing had to be translated, or is not yet."""
    warnings: tuple[str, ...]
    path: str
    delivery: str | None
    delivery_failed: bool = False


@dataclass(frozen=True)
class Step:
    """A line of the timeline."""

    at: datetime
    text: str
    is_alarm: bool = False


@dataclass(frozen=True)
class NoteView:
    """A remark for colleagues."""

    at: datetime
    who: str
    text: str


@dataclass(frozen=True)
class CaseView:
    """Everything the page of one case shows."""

    case: Case
    number: int
    unit: Unit
    topic: str | None
    area: str | None
    """Like the topic None after a withdrawn yes."""
    language: Language
    language_name: str
    channel: str
    has_page: bool
    """What is answered stands on the newcomer's own page, whatever they want to be told in Telegram."""
    reach: str
    holder: str | None
    is_mine: bool
    is_alarmed: bool
    is_blocked: bool
    is_withdrawn: bool
    """The newcomer took the yes back: nothing that came with it is shown any more."""
    passed_on: tuple[tuple[str, str], ...]
    consent: Consent
    messages: tuple[MessageView, ...]
    notes: tuple[NoteView, ...]
    steps: tuple[Step, ...]
    readers: tuple[Step, ...]
    files: tuple[FileView, ...]
    last_message_id: int
    outcome: str | None


async def read_case(
    session: AsyncSession, case: Case, library: Library, post: CasePost, viewer: StaffMember
) -> CaseView:
    """Read what belongs to *case*, which the caller was allowed to get."""
    newcomer = await session.get_one(Newcomer, case.newcomer_id)
    consent = await session.get_one(Consent, case.consent_id)
    messages = await messages_of(session, case.id)
    notes = await notes_of(session, case.id)
    events = await events_of(session, case.id)
    names = await staff_names(session, _people(case, messages, notes, events))
    language = language_of(case, newcomer)
    is_withdrawn = consent.withdrawn_at is not None
    outcome = case.outcome
    if is_withdrawn:
        messages, notes, outcome = [], [], "withdrawn"
        events = [event for event in events if event.kind in _AFTER_A_WITHDRAWAL]
    deliveries = await _deliveries(session, messages)
    return CaseView(
        case=case,
        number=case.number,
        unit=await session.get_one(Unit, case.unit_id),
        topic=None if is_withdrawn else topic_title(case.topic, library),
        area=None if is_withdrawn else german.topic_area(case.topic),
        language=language,
        language_name=german.LANGUAGE_NAMES[language],
        channel=german.CHANNELS.get(newcomer.channel, newcomer.channel),
        has_page=post.has_page(newcomer),
        reach=german.REACHES[case.reach],
        holder=names.get(case.claimed_by) if case.claimed_by else None,
        is_mine=case.owner == "staff" and case.claimed_by == viewer.id,
        is_alarmed=case.id in await alarmed(session, [case.id]),
        is_blocked=newcomer.blocked_at is not None,
        is_withdrawn=is_withdrawn,
        passed_on=() if is_withdrawn else tuple(_passed_on(consent, case, newcomer)),
        consent=consent,
        messages=tuple(_message(message, case.called, names, deliveries) for message in messages),
        notes=tuple(NoteView(note.at, names.get(note.staff_id, "?"), note.text) for note in notes),
        steps=tuple(_steps(events, names)),
        readers=tuple(_readers(events, names)),
        files=tuple(map(file_view, await attachments_of(session, case.id))),
        last_message_id=messages[-1].id if messages else 0,
        outcome=german.OUTCOMES[outcome] if outcome else None,
    )


def _message(
    message: CaseMessage, called: str | None, names: dict[int, str], deliveries: dict[int, tuple[str, bool]]
) -> MessageView:
    is_from_staff = message.sender == "staff"
    is_german = message.language == "de"
    german_text = message.original if is_german else message.translation
    foreign = message.translation if is_german else message.original
    foreign_code = message.translated_to if is_german else message.language
    is_being_translated = not is_german and message.translated_to is None
    needs_label = not is_being_translated and (not is_german or message.translation is not None)
    delivery, failed = deliveries.get(message.outbox_id or 0, (None, False))
    if is_from_staff and message.outbox_id is None:
        delivery = "nicht gesendet: Die Person möchte nicht angeschrieben werden"
    return MessageView(
        id=message.id,
        is_from_staff=is_from_staff,
        who=names.get(message.staff_id or 0, "Stelle") if is_from_staff else called or "Person",
        at=message.at,
        german=german_text,
        foreign=foreign,
        foreign_code=foreign_code,
        foreign_name=german.LANGUAGE_NAMES[foreign_code] if foreign_code else None,
        is_being_translated=is_being_translated,
        label=message.label if needs_label else None,
        warnings=tuple(german.WARNINGS.get(code, code) for code in message.warnings),
        path=" → ".join(german.LANGUAGE_NAMES.get(code, code) for code in message.path),
        delivery=delivery,
        delivery_failed=failed,
    )


async def _deliveries(session: AsyncSession, messages: Sequence[CaseMessage]) -> dict[int, tuple[str, bool]]:
    ids = [message.outbox_id for message in messages if message.outbox_id is not None]
    states = select(OutboxMessage.id, OutboxMessage.state, OutboxMessage.uncertain).where(OutboxMessage.id.in_(ids))
    return {
        outbox_id: (_DELIVERIES[state] + (", vielleicht zweimal" if uncertain else ""), state == "failed")
        for outbox_id, state, uncertain in await session.execute(states)
    }


def _passed_on(consent: Consent, case: Case, newcomer: Newcomer) -> Iterable[tuple[str, str]]:
    """The lines of the consent as the newcomer saw them; a value only where it is not shown elsewhere on the page."""
    known = consent.passed_on
    if "language" in known:
        yield "Sprache", german.LANGUAGE_NAMES.get(known["language"], str(known["language"]))
    yield "Name oder Codewort", case.called if known.get("called") and case.called else "nicht genannt"
    if "reach" in known:
        yield "Weg", german.CHANNELS.get(known["reach"], newcomer.channel)
    yield "Frage", "weitergegeben, steht im Gespräch" if known.get("question") else "nicht weitergegeben"
    for name, value in known.items():
        if name not in ("language", "called", "reach", "question"):
            yield name, "ja" if value is True else str(value)


def _steps(events: Sequence[CaseEvent], names: dict[int, str]) -> Iterable[Step]:
    for event in events:
        who = _who(event.actor, names)
        match event.kind:
            case "opened":
                text = "Fall eröffnet"
            case "consent":
                text = "Die Person hat der Weitergabe an Ihre Stelle zugestimmt"
            case "claimed":
                text = f"Übernommen von {who}"
            case "released":
                text = f"Zurück in die Warteliste, durch {who}"
            case "message":
                text = "Nachricht der Person"
            case "attachment":
                text = "Datei der Person"
            case "answered":
                text = f"Antwort von {who}"
            case "note":
                text = f"Notiz von {who}"
            case "closed":
                text = f"Abgeschlossen von {who}: {_outcome(event.details)}"
            case "reopened":
                text = "Wieder geöffnet"
            case "withdrawn":
                text = "Die Person hat ihr Ja zurückgenommen"
            case "alarm":
                yield Step(event.at, "Die Person hat Lotse von einer Gefahr geschrieben", is_alarm=True)
                continue
            case "exported":
                text = "Daten an die Person ausgegeben"
            case "read":
                continue
        yield Step(event.at, text)


def _outcome(details: dict[str, Any]) -> str:
    return german.OUTCOMES.get(str(details.get("outcome")), "")


def _readers(events: Sequence[CaseEvent], names: dict[int, str]) -> Iterable[Step]:
    """Who read the case, each with the last time, the latest first."""
    last = {event.actor: event.at for event in events if event.kind == "read"}
    for actor, at in sorted(last.items(), key=lambda each: each[1], reverse=True):
        yield Step(at, _who(actor, names))


def _people(
    case: Case, messages: Iterable[CaseMessage], notes: Iterable[CaseNote], events: Iterable[CaseEvent]
) -> Iterable[int | None]:
    yield case.claimed_by
    yield from (message.staff_id for message in messages)
    yield from (note.staff_id for note in notes)
    yield from (_staff_id(event.actor) for event in events)


def _staff_id(actor: str) -> int | None:
    kind, _, number = actor.partition(":")
    return int(number) if kind == "staff" and number.isdecimal() else None


def _who(actor: str, names: dict[int, str]) -> str:
    if (staff_id := _staff_id(actor)) is not None:
        return names.get(staff_id, actor)
    return {"newcomer": "Person", "lotse": "Lotse"}.get(actor, actor)
