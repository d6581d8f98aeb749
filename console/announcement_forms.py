"""What stands in the two forms of the announcements: a closing, and words of one's own; and what is wrong in them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Final

from fastapi import Form, Request

from console.desk import TheDesk
from knowledge_base.announcements import LONGEST_TEXT, MOST_DAYS, URGENT_DAYS, AnnouncementDraft, closing
from knowledge_base.errors import AnnouncementRefused
from knowledge_base.tables import Announcement
from wording import LANGUAGES, Phrases
from wording.formats import TOWN

Field = Annotated[str, Form()]

PROBLEMS: Final[dict[str, str]] = {
    "office": "Bitte wählen Sie ein Amt.",
    "topic": "Bitte wählen Sie einen Text, den es gibt.",
    "day": "Bitte geben Sie einen Tag an.",
    "order": "Der letzte Tag liegt vor dem ersten.",
    "over": "Der letzte Tag ist schon vorbei.",
    "days": f"Eine Ansage steht höchstens {MOST_DAYS} Tage in den Antworten. Was länger gilt, gehört in den Text: "
    "Dort wird es geprüft und übersetzt.",
    "urgent_days": f"Allein können Sie höchstens {URGENT_DAYS} Tage sofort ansagen. Für länger braucht es eine zweite "
    "Person: Nehmen Sie „Zur Zustimmung geben“.",
    "urgent_later": "Das beginnt erst später. Da ist Zeit für eine zweite Person: Nehmen Sie „Zur Zustimmung geben“.",
    "german": "Der deutsche Text fehlt.",
    "long": f"Das ist zu lang: höchstens {LONGEST_TEXT} Zeichen.",
    "because": "Bitte sagen Sie, was zu ändern ist.",
}


@dataclass
class ClosingForm:
    """A closing, as it was typed."""

    office: str = ""
    first: str = ""
    last: str = ""

    def draft(self, desk: TheDesk, phrases: Phrases, today: date) -> AnnouncementDraft:
        """What it asks for.

        Raises:
            AnnouncementRefused: there is no such office, or a day is missing; the fields are those of the form.
        """
        office = desk.parts.library.edition.offices.get(self.office)
        first, last = _day(self.first), _day(self.last or self.first)
        if office is None or first is None or last is None:
            missing = {"office": office is None and "office", "first": not first and "day", "last": not last and "day"}
            raise AnnouncementRefused({name: problem for name, problem in missing.items() if problem})
        return closing(office, first, last, today, phrases)


@dataclass
class TextForm:
    """An announcement in words of one's own, as it was typed. `audience` is everybody, office or topic."""

    texts: dict[str, str] = field(default_factory=dict)
    audience: str = "office"
    office: str = ""
    topic: str = ""
    begins_on: str = ""
    ends_on: str = ""
    instead_of: str = ""

    @classmethod
    def again(cls, row: Announcement) -> "TextForm":
        """What is to be written anew."""
        return cls(
            texts=dict(row.texts),
            audience="office" if row.office else "topic" if row.topic else "everybody",
            office=row.office or "",
            topic=row.topic or "",
            begins_on=row.begins_on.isoformat(),
            ends_on=row.ends_on.isoformat(),
            instead_of=str(row.id),
        )

    def draft(self) -> AnnouncementDraft:
        """What it asks for.

        Raises:
            AnnouncementRefused: a day is missing.
        """
        begins_on, ends_on = _day(self.begins_on), _day(self.ends_on)
        if begins_on is None or ends_on is None:
            missing = {"begins_on": begins_on, "ends_on": ends_on}
            raise AnnouncementRefused({name: "day" for name, day in missing.items() if day is None})
        return AnnouncementDraft(
            texts={language: self.texts[language] for language in LANGUAGES if self.texts.get(language)},
            begins_on=begins_on,
            ends_on=ends_on,
            office=self.office if self.audience == "office" else None,
            topic=self.topic if self.audience == "topic" else None,
        )


async def written_text(
    request: Request,
    audience: Field = "",
    office: Field = "",
    topic: Field = "",
    begins_on: Field = "",
    ends_on: Field = "",
    instead_of: Field = "",
) -> TextForm:
    """The form of words of one's own, from the request."""
    given = await request.form()
    texts: dict[str, str] = {language: _one_line(str(given.get(f"text_{language}", ""))) for language in LANGUAGES}
    return TextForm(texts, audience, office, topic, begins_on, ends_on, instead_of)


def today_of(desk: TheDesk) -> date:
    """The day in the town."""
    return desk.now().astimezone(TOWN).date()


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _one_line(text: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
