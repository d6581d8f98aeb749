"""Offices and help lines a text may name, with only those ways to reach them that somebody said."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, model_validator

from knowledge_base.facts import Confidence, Scope
from knowledge_base.opening import Opening
from knowledge_base.values import OptionalDay, OptionalText, Reading, SourceDay, Text, Value
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
    """An office or help line. `name` is German, as it stands on the door.

    `hours` says where the opening times come from; its value is only for what `opening` cannot hold. `confirmed_by`
    is the person or office that said on `confirmed_on` that all of this is right.
    """

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
    opening: Opening = None
    by_appointment: bool = False
    confirmed_by: OptionalText = None
    confirmed_on: OptionalDay = None
    to_confirm: OptionalText = None

    @model_validator(mode="after")
    def _confirmed_by_whom_and_when(self) -> Self:
        if (self.confirmed_by is None) != (self.confirmed_on is None):
            raise ValueError("confirmed_by and confirmed_on go together: who, and on which day")
        return self

    @property
    def known_opening(self) -> Opening:
        """The opening times if they may be told."""
        return self.opening if self.hours.confidence != "uncertain" else None

    def knows(self, contact: Contact) -> bool:
        """Whether there is something to tell."""
        return self.contact(contact).known is not None or (contact == "hours" and self.known_opening is not None)

    @property
    def unknown_contacts(self) -> list[Contact]:
        """The ways to reach it that nobody can be told."""
        return [contact for contact in CONTACTS if not self.knows(contact)]

    def contact(self, contact: Contact) -> ContactValue:
        value = getattr(self, contact)
        assert isinstance(value, ContactValue)
        return value


def read_offices(reading: Reading, file: str, *, may_remove: bool = False) -> dict[str, Office]:
    """The offices of *file* by id; a broken one is noted and left out, and with *may_remove* one that is null."""
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
        if may_remove and written is None:
            continue
        if office := reading.value(Office, written, document, (office_id,), file, {"id": office_id}):
            offices[office_id] = office
    return offices


def written_office(office: Office) -> dict[str, Any]:
    """What stands under the id of *office* in offices.yaml."""
    only_if_said = {"opening", "by_appointment", "confirmed_by", "confirmed_on"}
    row = office.model_dump(exclude={"id", *only_if_said})
    row |= office.model_dump(mode="json", include=only_if_said, exclude_defaults=True)
    if office.phones:
        row["phones"] = [{"label": dict(phone.label)} | phone.model_dump(exclude={"label"}) for phone in office.phones]
    else:
        del row["phones"]
    return row
