"""Facts, offices, units and places written out in a language, and texts with everything they name."""

import re
from datetime import date
from decimal import Decimal

from knowledge_base.edition import Edition
from knowledge_base.facts import Fact
from knowledge_base.naming import name_of
from knowledge_base.offices import CONTACTS, Office
from knowledge_base.opening import written_out as opening_times
from knowledge_base.placeholders import PATTERN, placeholder
from wording import Language, Phrase, Phrases, formats


class Writer:
    """Writes the values of one edition. All languages share the values; only their form differs."""

    def __init__(self, edition: Edition, phrases: Phrases) -> None:
        self._edition = edition
        self._phrases = phrases

    def fact(self, fact: Fact, language: Language) -> str:
        """The value of *fact* in its base form: "2 Wochen", "2 săptămâni"; of a statement the German sentence."""
        match fact.kind:
            case "period":
                return self._counted(str(fact.unit).replace("_", "-"), fact.amount, language)
            case "age":
                return self._counted("age", fact.amount, language)
            case "money":
                return formats.money(fact.amount or Decimal(0), language)
            case "percent":
                return formats.percent(fact.amount or Decimal(0), language)
            case "count":
                return formats.number(fact.amount or Decimal(0), language)
            case "date":
                return formats.date(date.fromisoformat(fact.value or ""), language)
        return fact.value or fact.statement

    def office(self, office: Office, language: Language, field: str | None = None) -> str:
        """The name of *office* and its address if that is known, or one field of it, or that it is not known yet.

        Raises:
            KeyError: an office has no such field.
        """
        if field is None:
            address = office.address.known
            return f"{office.name} ({address})" if address else office.name
        if field == "name":
            return office.name
        contact = next((contact for contact in CONTACTS if contact == field), None)
        if contact is None:
            raise KeyError(field)
        if contact == "hours":
            return self._hours(office, language)
        return office.contact(contact).known or self._phrases.say(Phrase(id=f"office-{field}-unknown"), language)

    def fill(self, text: str, topic: str, language: Language) -> str:
        """*text* of an article of *topic* with the values of all it names.

        Raises:
            KeyError: it names what the edition does not have; `check` finds that before a newcomer does.
        """

        def value(match: re.Match[str]) -> str:
            named = placeholder(match)
            match named.named:
                case "fact":
                    return self.fact(self._edition.facts[named.fact_name(topic)], language)
                case "office":
                    office_id, field = named.office()
                    return self.office(self._edition.offices[office_id], language, field)
            return name_of(named, self._edition, language)

        return PATTERN.sub(value, text)

    def _hours(self, office: Office, language: Language) -> str:
        opening, said = office.known_opening, office.hours.known
        parts = [opening_times(opening, language, self._phrases)] if opening else []
        parts += [said] if said else []
        parts = parts or [self._phrases.say(Phrase(id="office-hours-unknown"), language)]
        if office.by_appointment:
            parts.append(self._phrases.say(Phrase(id="opening-by-appointment"), language))
        return "; ".join(parts)

    def _counted(self, unit: str, amount: Decimal | None, language: Language) -> str:
        return self._phrases.say(Phrase(id=f"value-{unit}", arguments={"n": int(amount or 0)}), language)
