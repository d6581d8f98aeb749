"""What newcomers would read after a change: shown before anybody proposes it, and again before anybody agrees."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from console import german
from console.names import topic_title
from console.value_words import SECTIONS, day
from knowledge_base import state
from knowledge_base.answers import Answers
from knowledge_base.current_values import with_value
from knowledge_base.edition import Edition
from knowledge_base.effects import Place, Uses, lines_changed_by, rules_broken_by
from knowledge_base.facts import Fact
from knowledge_base.findings import Finding
from knowledge_base.library import Library
from knowledge_base.offices import Office
from knowledge_base.value_changes import Changed
from knowledge_base.writing import Writer
from wording import LANGUAGES, Language, Phrase, Phrases

_RULES: Final[dict[str, str]] = {
    "uncertain-fact": "nennt dann einen unsicheren Fakt oder beruht auf ihm",
    "statement-as-value": "nennt dann einen Wert, den es nicht mehr gibt",
    "office-field-unknown": "nennt dann eine Angabe, die niemand mehr kennt",
    "section-length": "wird dann zu lang",
}


@dataclass(frozen=True, slots=True)
class LineView:
    """One line, now and then, with the text in which it stands."""

    language: Language
    where: str
    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class BrokenView:
    """A text that breaks a rule afterwards."""

    text: str
    path: str
    why: str
    has_hole: bool
    """Whether newcomers would read a German statement where a value stood."""


@dataclass(frozen=True, slots=True)
class Effects:
    """All that changes: sentences of texts, what Lotse adds below them by itself, and what somebody must look at."""

    lines: tuple[LineView, ...]
    added: tuple[LineView, ...]
    texts: int
    warnings: tuple[str, ...]
    broken: tuple[BrokenView, ...]

    @property
    def has_broken_sentences(self) -> bool:
        return any(each.has_hole for each in self.broken)

    @property
    def by_language(self) -> dict[str, list[LineView]]:
        """The sentences by the German name of their language."""
        found: dict[str, list[LineView]] = {}
        for line in self.lines:
            found.setdefault(german.LANGUAGE_NAMES[line.language], []).append(line)
        return found


def effects_of(
    now: Changed | None, then: Changed, library: Library, uses: Uses, phrases: Phrases, from_day: date
) -> Effects:
    """What changes when *now* becomes *then* on *from_day*. A new fact or office is in no text yet."""
    if now is None:
        return Effects((), (), 0, ("In einem Text steht das erst, wenn jemand es dort einsetzt.",), ())
    edition = with_value(library.edition, now)
    places = uses.of(edition).get(then.name if isinstance(then, Fact) else then.id, ())
    order = {language: number for number, language in enumerate(LANGUAGES)}
    lines = [
        LineView(
            line.language,
            f"{topic_title(line.topic, library)} · {SECTIONS[line.section]}",
            text_path((line.topic, line.language)),
            line.before,
            line.after,
        )
        for line in lines_changed_by(then, edition, phrases)
    ]
    match now, then:
        case Fact(), Fact():
            added = list(_source_lines(now, then, phrases)) if places else []
            warnings = list(_warnings(now, then, from_day, len(places)))
        case Office(), Office():
            added, warnings = list(_asked_lines(then, edition, phrases)), list(_office_warnings(now, then))
        case _:
            added, warnings = [], []
    return Effects(
        lines=tuple(sorted(lines, key=lambda line: order[line.language])),
        added=tuple(added),
        texts=len(places),
        warnings=tuple(warnings),
        broken=tuple(_broken(finding, library) for finding in rules_broken_by(then, edition, places)),
    )


def text_path(place: Place) -> str:
    """Where the desk shows a text."""
    return f"/desk/knowledge/articles/{place[0]}/{place[1]}"


def used_in(places: Sequence[Place], library: Library) -> list[tuple[str, list[Place]]]:
    """The texts by the German title of their article."""
    found: dict[str, list[Place]] = {}
    for place in places:
        found.setdefault(place[0], []).append(place)
    return [(topic_title(topic, library), of_topic) for topic, of_topic in found.items()]


def _source_lines(now: Fact, then: Fact, phrases: Phrases) -> Iterator[LineView]:
    """What stands below an answer about where its facts come from."""
    for language in LANGUAGES:
        before, after = (
            phrases.say(phrase, language) if (phrase := state.source(fact, language)) else "–" for fact in (now, then)
        )
        if before != after:
            yield LineView(language, f"{german.LANGUAGE_NAMES[language]} · Quelle", "", before, after)


def _asked_lines(office: Office, edition: Edition, phrases: Phrases) -> Iterator[LineView]:
    """Whom to ask for the way, which Lotse says wherever it does not know the address of an office."""
    editions = edition, with_value(edition, office)
    advice = [(Answers(each, phrases).advice_with_an_address(), Writer(each, phrases)) for each in editions]
    for language in LANGUAGES:
        before, after = (
            phrases.say(Phrase(id="office-address-ask", arguments={"office": writer.office(asked, language)}), language)
            if asked
            else "–"
            for asked, writer in advice
        )
        if before != after:
            yield LineView(language, f"{german.LANGUAGE_NAMES[language]} · nach dem Weg fragen", "", before, after)


def _office_warnings(now: Office, then: Office) -> Iterator[str]:
    if now.address.known is None and then.address.known is not None:
        yield "Wo ein Text zu diesem Amt schickt, sagt Lotse nicht mehr, wen man nach dem Weg fragt."
    elif now.address.known is not None and then.address.known is None:
        yield "Wo ein Text zu diesem Amt schickt, sagt Lotse dann, wen man nach dem Weg fragt."


def _warnings(now: Fact, then: Fact, from_day: date, texts: int) -> Iterator[str]:
    told = f"In {texts} Texten" if texts else "In Texten, die den Fakt nennen,"
    if then.valid_from and then.valid_from > from_day:
        yield (
            f"Der Fakt gilt erst ab {day(then.valid_from)}, die Änderung aber schon ab {day(from_day)}. {told} fällt "
            "der Satz bis dahin weg. Soll der jetzige Wert bis dahin bleiben, tragen Sie den Tag bei „Ändern ab“ ein."
        )
    elif then.valid_to and then.valid_to < from_day:
        yield f"Der Fakt gilt dann nicht mehr. {told} fällt der Satz weg; dort steht, wen man fragen kann."
    elif then.valid_to:
        yield f"Nach dem {day(then.valid_to)} gilt der Fakt nicht mehr. {told} fällt der Satz dann weg."
    is_other = (now.amount, now.unit, now.value) != (then.amount, then.unit, then.value)
    if is_other and now.statement == then.statement:
        yield "Der Wert ist neu, die Aussage nicht. Passt sie noch?"
    if not then.is_told:
        yield "Was unsicher ist, sagt Lotse nicht. Kein Text darf den Fakt nennen oder auf ihm beruhen."


def _broken(finding: Finding, library: Library) -> BrokenView:
    language = next(each for each in LANGUAGES if each == finding.language)
    topic = finding.topic or ""
    return BrokenView(
        f"{topic_title(topic, library)} · {german.LANGUAGE_NAMES[language]}",
        text_path((topic, language)),
        _RULES.get(finding.rule, finding.message),
        finding.rule == "statement-as-value" or (finding.rule == "uncertain-fact" and not finding.part),
    )
