"""Offices and help lines a text may name, with only those ways to reach them that somebody said."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator

from knowledge_base.facts import Confidence, Scope
from knowledge_base.values import OptionalText, Reading, SourceDay, Text, Value
from wording import LANGUAGES, Language

Contact = Literal["address", "phone", "email", "web", "hours"]
CONTACTS: tuple[Contact, ...] = get_args(Contact)


def _every_language(texts: Mapping[Language, str]) -> Mapping[Language, str]:
    if missing := [language for language in LANGUAGES if language not in texts]:
        raise ValueError(f"this text is missing in {', '.join(missing)}")
    return {language: texts[language] for language in LANGUAGES}


EveryLanguage = Annotated[Mapping[Language, Text], AfterValidator(_every_language)]
"""A short text in all seven languages."""


class ContactValue(Value):
    """One way to reach an office, with its source; without a value nobody said it yet."""

    value: OptionalText = None
    confidence: Confidence
    source: OptionalText = None
    valid_as_of: SourceDay = None
    recheck: bool = False

    @property
    def known(self) -> str | None:
        """The value if it may be told."""
        return self.value if self.confidence != "uncertain" else None


class FurtherPhone(ContactValue):
    """One more number of an office and what it is for."""

    label: EveryLanguage


class Office(Value):
    """An office or help line. `name` is German, as it stands on the door."""

    id: str
    name: Text
    scope: Scope
    tasks: Text
    address: ContactValue
    phone: ContactValue
    phones: tuple[FurtherPhone, ...] = ()
    email: ContactValue
    web: ContactValue
    hours: ContactValue
    to_confirm: OptionalText = None

    def contact(self, contact: Contact) -> ContactValue:
        value = getattr(self, contact)
        assert isinstance(value, ContactValue)
        return value


def read_offices(reading: Reading, file: str) -> dict[str, Office]:
    """The offices of *file* by id; a broken one is noted and left out."""
    read = reading.document(file)
    if read is None:
        return {}
    document, mapping = read
    offices: dict[str, Office] = {}
    for office_id, written in mapping.items():
        if not re.fullmatch(r"[a-z]+\.[a-z0-9_]+", office_id):
            reading.complain(
                "format", file, document.line((office_id,)), f"{office_id}: an id is like wsf.buergerbuero"
            )
            continue
        if office := reading.value(Office, written, document, (office_id,), file, {"id": office_id}):
            offices[office_id] = office
    return offices


def written_office(office: Office) -> dict[str, Any]:
    """What stands under the id of *office* in offices.yaml."""
    row = office.model_dump(exclude={"id"})
    if office.phones:
        row["phones"] = [{"label": dict(phone.label)} | phone.model_dump(exclude={"label"}) for phone in office.phones]
    else:
        del row["phones"]
    return row
