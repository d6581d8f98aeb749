"""What of an article is true in every language: its values, without the words around them.

When the German text has changed and its translation has not, this is what can be said at once: the numbers to call, and
until when, where and for how much.
"""

from collections.abc import Iterable, Sequence

from knowledge_base.edition import Edition
from knowledge_base.naming import name_of
from knowledge_base.placeholders import Placeholder, placeholders
from knowledge_base.texts import Article, SectionName
from knowledge_base.writing import Writer
from wording import Language, Line, Phrase, Phrases

TOLD_AS_FACTS: tuple[SectionName, ...] = ("until", "where", "cost")

EMERGENCY: tuple[str, ...] = ("112", "110")
"""Numbers that everybody may call and that are told with what they are for."""


class FactLines:
    """Writes the values that the German text of an article names, in any language."""

    def __init__(self, edition: Edition, writer: Writer, phrases: Phrases) -> None:
        self._edition = edition
        self._writer = writer
        self._phrases = phrases

    def of(self, german: Article, language: Language, sections: Iterable[SectionName] = TOLD_AS_FACTS) -> list[Line]:
        """One line for each of *sections* that names values; a value that several name stands once."""
        lines: list[Line] = []
        told: set[str] = set()
        for name in sections:
            values = dict.fromkeys(filter(None, (self._value(each, german, language) for each in _named(german, name))))
            if new := [value for value in values if value not in told]:
                lines.append(Line(content=" · ".join(new), label=Phrase(id=f"section-{name}")))
            told.update(values)
        return lines

    def numbers(self, german: Article, language: Language) -> list[Line]:
        """The telephone numbers of the short answer, one a line; where it names none, those for emergencies."""
        found = (self._number(each, german, language) for each in _named(german, "answer"))
        told = {str(line.content): line for line in found if line}
        return [*told.values()] or self.emergency(language)

    def emergency(self, language: Language) -> list[Line]:
        """The numbers for emergencies that stand among the facts, whatever date somebody put there: an ambulance is
        not withdrawn because a date was forgotten.
        """
        known = {fact.value for fact in self._edition.facts.values() if fact.kind == "phone"}
        return [self._line(number, language) for number in EMERGENCY if number in known]

    def _value(self, named: Placeholder, german: Article, language: Language) -> str | None:
        match named.named:
            case "fact":
                fact = self._edition.facts[named.fact_name(german.topic)]
                return self._writer.fact(fact, language) if fact.has_value else None
            case "office":
                office_id, field = named.office()
                return self._writer.office(self._edition.offices[office_id], language, field)
        return name_of(named, self._edition, language)

    def _number(self, named: Placeholder, german: Article, language: Language) -> Line | None:
        if named.named == "fact":
            fact = self._edition.facts[named.fact_name(german.topic)]
            return self._line(fact.value, language) if fact.kind == "phone" and fact.value else None
        office_id, field = named.office() if named.named == "office" else ("", None)
        if field != "phone":
            return None
        office = self._edition.offices[office_id]
        return Line(content=f"{office.name}: {office.phone.known}", style="number") if office.phone.known else None

    def _line(self, number: str, language: Language) -> Line:
        kind = f"number-{number}" if number in EMERGENCY else "number-other"
        return Line(content=self._phrases.say(Phrase(id=kind, arguments={"number": number}), language), style="number")


def _named(german: Article, name: SectionName) -> Sequence[Placeholder]:
    section = german.sections.get(name)
    return list(placeholders(section.text)) if section else []
