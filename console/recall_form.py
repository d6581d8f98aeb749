"""The form of a recall: what was wrong, since when, and what its readers are told."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Annotated, Final

from fastapi import Depends, Request

from console import german
from knowledge_base.delivery import ReadVersion
from knowledge_base.tables import Recall
from wording import LANGUAGES, Language, Phrase, Phrases
from wording.formats import TOWN

LONGEST_TEXT: Final = 500


@dataclass(slots=True)
class RecallForm:
    """What was typed. `versions` are marks such as `ro-2`."""

    topic: str = ""
    versions: set[str] = field(default_factory=set)
    since: str = ""
    texts: dict[Language, str] = field(default_factory=dict)

    @property
    def wrong(self) -> dict[Language, list[int]]:
        """The versions that were chosen, by language."""
        marks = [
            (language, mark.partition("-")[2])
            for language in LANGUAGES
            for mark in self.versions
            if mark[:2] == language
        ]
        chosen: dict[Language, list[int]] = {}
        for language, number in marks:
            if re.fullmatch("[0-9]{1,6}", number):
                chosen.setdefault(language, []).append(int(number))
        return chosen

    @property
    def since_when(self) -> datetime | None:
        """The first moment of the day, in the town; None for what is no day."""
        try:
            return datetime.combine(date.fromisoformat(self.since), time(), TOWN)
        except ValueError:
            return None

    def errors(self, now: datetime) -> dict[str, str]:
        """What keeps it from going on, by field."""
        found: dict[str, str] = {}
        if not self.wrong:
            found["versions"] = "Bitte wählen Sie mindestens eine Version, die falsch war."
        if self.since_when is None:
            found["since"] = "Bitte geben Sie den Tag an, seit dem die Antwort falsch war."
        elif self.since_when > now:
            found["since"] = "Dieser Tag kommt erst noch."
        if not self.texts.get("de"):
            found["text-de"] = "Bitte schreiben Sie auf Deutsch, was falsch war."
        for language, text in self.texts.items():
            if len(text) > LONGEST_TEXT:
                found[f"text-{language}"] = f"Höchstens {LONGEST_TEXT} Zeichen; es sind {len(text)}."
        return found


async def read_form(request: Request) -> RecallForm:
    form = await request.form()
    return RecallForm(
        topic=str(form.get("topic", "")),
        versions={str(mark) for mark in form.getlist("version")},
        since=str(form.get("since", "")).strip(),
        texts={
            language: " ".join(text.split())
            for language in LANGUAGES
            if isinstance(text := form.get(f"text-{language}"), str) and text.strip()
        },
    )


Filled = Annotated[RecallForm, Depends(read_form)]


def begun(topic: str, read: list[ReadVersion], titles: Mapping[Language, str], phrases: Phrases) -> RecallForm:
    """An empty form: from the first day of which anything is known, with the standard sentence in every language."""
    first = min((each.first_at for each in read), default=None)
    texts = {
        language: phrases.say(Phrase(id="recall-standard", arguments={"title": titles[language]}), language)
        for language in LANGUAGES
        if language in titles
    }
    return RecallForm(topic, set(), first.astimezone(TOWN).date().isoformat() if first else "", texts)


def again(recall: Recall) -> RecallForm:
    """The form of *recall* once more, to be changed and proposed anew."""
    marks = {f"{language}-{number}" for language, numbers in recall.versions.items() for number in numbers}
    texts: dict[Language, str] = {
        language: recall.texts[language] for language in LANGUAGES if language in recall.texts
    }
    return RecallForm(recall.topic, marks, recall.since.astimezone(TOWN).date().isoformat(), texts)


def versions_in_words(versions: Mapping[str, list[int]]) -> str:
    """ "Deutsch: 1, 2 · Rumänisch: 1"."""
    return " · ".join(
        f"{german.LANGUAGE_NAMES[language]}: {', '.join(map(str, versions[language]))}"
        for language in LANGUAGES
        if language in versions
    )
