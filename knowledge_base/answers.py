"""What Lotse answers: an article in the newcomer's language, short first, with its facts, its source and its state."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from knowledge_base import state
from knowledge_base.edition import Edition
from knowledge_base.errors import ArticleNotFound
from knowledge_base.fact_lines import TOLD_AS_FACTS, FactLines
from knowledge_base.facts import Fact
from knowledge_base.holidays import holiday_on
from knowledge_base.naming import with_names
from knowledge_base.offices import Office
from knowledge_base.opening import open_on
from knowledge_base.placeholders import placeholders
from knowledge_base.texts import Article, SectionName
from knowledge_base.units import Unit
from knowledge_base.validity import Holding, what_holds
from knowledge_base.writing import Writer
from nlu.normalisation import without_diacritics
from nlu.topics import SAFETY_TOPICS
from wording import Language, Line, Phrase, Phrases

_LABELLED: tuple[SectionName, ...] = ("until", "where", "papers", "cost")
"""What stands below the answer, each with its name."""

_BINDING: tuple[SectionName, ...] = ("until", "cost")

_SHORT_LIST = 80
"""Up to so many characters, papers stand in one line; longer, each has its own."""

_WORDS_SHOWN = 2
"""German words explained under the short form, even where it uses fewer."""

_SENTENCE_END = re.compile(r"(?<=[.!?]) +(?=\S)")


@dataclass(frozen=True, slots=True)
class ArticleAnswer:
    """An article, ready to be said.

    `lines` is the short form, `parts` are single sections of it, `more` is what stands behind the button, `in_german`
    the short form in German to show at a desk. `language` is the language that was asked for and in which phrases are
    said; `text_language` is German where the article does not exist in that language or says what is no longer true.
    `version` is the version of the text that is shown.
    """

    topic: str
    language: Language
    text_language: Language
    version: int
    title: str
    lines: tuple[Line, ...]
    parts: Mapping[SectionName, tuple[Line, ...]]
    more: tuple[Line, ...]
    in_german: tuple[Line, ...]
    german_title: str
    german_version: int
    related: tuple[str, ...]
    unit: str | None
    offices: tuple[str, ...]


class Answers:
    """Answers from the published articles of one edition. `on` is the day of the answer, in the town."""

    def __init__(self, edition: Edition, phrases: Phrases) -> None:
        self._edition = edition
        self._phrases = phrases
        self._writer = Writer(edition, phrases)
        self._fact_lines = FactLines(edition, self._writer, phrases)

    def find(self, topic: str, language: Language, on: date) -> ArticleAnswer | None:
        """Answer *topic* in *language*, or in German, saying so, when there is no such text; None without German.

        Of a translation that a change of the German text made wrong nothing is told: its facts are, and the German.
        """
        german = self._edition.german(topic)
        if german is None:
            return None
        written = self._edition.articles.get((topic, language), german)
        is_outdated = written.is_outdated_by(german)
        article = german if is_outdated else written
        german_told = what_holds(german, self._edition, on)
        told = german_told if article is german else what_holds(article, self._edition, on)
        if is_outdated:
            lines, parts, more = self._instead_of_old(told, language, on)
        else:
            missing = self._missing(article, language)
            lines = [*missing, *self._short(told, german, language, on)]
            parts = {
                section: [
                    *missing,
                    *self._part(told, german, section, language, on),
                    *self._state(article, german, language, on),
                ]
                for section in _LABELLED
                if section in article.sections
            }
            more = [*self._more(told, german, language, on)]
        return ArticleAnswer(
            topic=topic,
            language=language,
            text_language=article.language,
            version=article.version,
            title=self._title(written, german, language),
            lines=tuple(lines),
            parts={section: tuple(part) for section, part in parts.items()},
            more=tuple(more),
            in_german=tuple(self._short(german_told, german, "de", on)),
            german_title=self._writer.fill(german.title, topic, "de"),
            german_version=german.version,
            related=german.related,
            unit=german.unit,
            offices=german.offices,
        )

    def _missing(self, article: Article, language: Language) -> list[Line]:
        is_there = article.language == language
        return [] if is_there else [Line(content=Phrase(id="article-not-in-language"), style="small")]

    def _instead_of_old(
        self, told: Holding, language: Language, on: date
    ) -> tuple[list[Line], dict[SectionName, list[Line]], list[Line]]:
        """Short form, parts and the rest of an article whose translation no longer says what the German text says.

        Of a danger the numbers come first; its German sentences, which name them too, stand out no more than others.
        """
        german = told.article
        is_safety = german.topic in SAFETY_TOPICS
        numbers = self._fact_lines.numbers(german, language) if is_safety else []
        title = Line(content=self._title_in_german(german, language), style="title")
        changed = self._changed(german, language)
        mark = Line(content=Phrase(id="in-german"), style="small")
        short = [
            each.model_copy(update={"style": "text"}) if each.style == "number" else each
            for each in self._short(told, german, language, on)
        ]
        lines = [*numbers, title, changed, *self._fact_lines.of(german, language), mark, *short]
        parts: dict[SectionName, list[Line]] = {}
        for section in _LABELLED:
            if section in german.sections or section in told.changed:
                facts = self._fact_lines.of(german, language, [section]) if section in TOLD_AS_FACTS else []
                part = [*self._part(told, german, section, language, on), *self._state(german, german, language, on)]
                parts[section] = [changed, *facts, mark, *part]
        return lines, parts, [changed, mark, *self._more(told, german, language, on)]

    def _changed(self, german: Article, language: Language, label: Phrase | None = None) -> Line:
        """That this is no longer so, and who knows."""
        unit = self._who_knows(german)
        asked = {"unit": unit.name, "meaning": unit.name_meaning[language]}
        return Line(content=Phrase(id="has-changed-ask", arguments=asked), label=label)

    def _who_knows(self, german: Article) -> Unit:
        units = self._edition.units
        return units.get(german.unit or "") or min(units.values(), key=lambda unit: unit.kind != "advice")

    def get(self, topic: str, language: Language, on: date) -> ArticleAnswer:
        """Answer like `find`.

        Raises:
            ArticleNotFound: no published article has this topic.
        """
        answer = self.find(topic, language, on)
        if answer is None:
            raise ArticleNotFound(topic)
        return answer

    def title(self, topic: str, language: Language) -> str | None:
        """The title of *topic*, in German where it does not exist in *language*; None without an article.

        A title that may be wrong by now is German too, and says so.
        """
        german = self._edition.german(topic)
        article = self._edition.articles.get((topic, language)) or german
        return self._title(article, german or article, language) if article else None

    def _title(self, article: Article, german: Article, language: Language) -> str:
        if article.is_outdated_by(german):
            return self._title_in_german(german, language)
        return self._writer.fill(article.title, article.topic, article.language)

    def _title_in_german(self, german: Article, language: Language) -> str:
        title = self._writer.fill(german.title, german.topic, "de")
        return self._phrases.say(Phrase(id="title-in-german", arguments={"title": title}), language)

    def facts_of(self, article: Article) -> list[Fact]:
        """The facts *article* rests on or names, the leading one first, each once."""
        german = self._edition.german(article.topic)
        names = [name if "." in name else f"{article.topic}.{name}" for name in (german or article).rests_on]
        for section in article.sections.values():
            names += [named.fact_name(article.topic) for named in placeholders(section.text) if named.named == "fact"]
        return [self._edition.facts[name] for name in dict.fromkeys(names) if name in self._edition.facts]

    def _binding_facts(self, german: Article, on: date) -> list[Fact]:
        """The leading fact, and those that say until when and for how much, as far as they hold: a deadline never
        stands above the source of something else.
        """
        named = [
            each.fact_name(german.topic)
            for section in _BINDING
            if section in german.sections
            for each in placeholders(german.sections[section].text)
            if each.named == "fact"
        ]
        binding = [self._edition.facts[name] for name in dict.fromkeys(named) if name in self._edition.facts]
        return [fact for fact in [*self.facts_of(german)[:1], *binding] if fact.holds_on(on)]

    def _short(self, told: Holding, german: Article, language: Language, on: date) -> Iterator[Line]:
        article = told.article
        answer = list(self._answer(article))
        if "answer" in told.changed:
            if article.topic in SAFETY_TOPICS and not any(line.style == "number" for line in answer):
                answer = [*self._fact_lines.emergency(language), *answer]
            answer.append(self._changed(german, language))
        yield from answer
        for section in _LABELLED:
            yield from self._part(told, german, section, language, on)
        yield from self._words(self._words_of_the_short_form(article))
        yield from self._state(article, german, language, on)

    def _words_of_the_short_form(self, article: Article) -> list[str]:
        """The German words the short form uses, in whatever form; the others are explained behind the button."""
        short: tuple[SectionName, ...] = ("answer", *_LABELLED)
        lines = [line for section in short for line in self._lines(article, section)]
        shown = with_names(" ".join([article.title, *lines]), self._edition, article.language)
        said = without_diacritics(shown.casefold())
        words = self._items(article, "words")
        used = {word for word in words if without_diacritics(word.partition(":")[0].strip().casefold()) in said}
        return sorted(words, key=lambda word: word not in used)[: max(len(used), _WORDS_SHOWN)]

    def _words(self, words: Sequence[str]) -> Iterator[Line]:
        if words:
            yield Line(content="", label=Phrase(id="section-words"))
        for word in words:
            german_word, _, meaning = word.partition(":")
            yield Line(content=f"{german_word.strip()} = {meaning.strip()}", style="item")

    def _answer(self, article: Article) -> Iterator[Line]:
        is_safety = article.topic in SAFETY_TOPICS
        for paragraph in self._lines(article, "answer"):
            for sentence in _SENTENCE_END.split(paragraph) if is_safety else [paragraph]:
                has_number = is_safety and self._names_a_phone(sentence, article.topic)
                filled = self._writer.fill(sentence, article.topic, article.language)
                yield Line(content=filled, style="number" if has_number else "text")

    def _names_a_phone(self, text: str, topic: str) -> bool:
        for named in placeholders(text):
            if named.named == "office" and named.office()[1] == "phone":
                return True
            if named.named == "fact" and self._edition.facts[named.fact_name(topic)].kind == "phone":
                return True
        return False

    def _part(
        self, told: Holding, german: Article, section: SectionName, language: Language, on: date
    ) -> Iterator[Line]:
        yield from self._labelled(told.article, section)
        if section in told.changed:
            is_empty = section not in told.article.sections
            yield self._changed(german, language, Phrase(id=f"section-{section}") if is_empty else None)
        if section == "where":
            yield from self._closed_today(told.article, on)
            yield from self._address_to_ask_for(told.article)

    def _labelled(self, article: Article, section: SectionName) -> Iterator[Line]:
        label = Phrase(id=f"section-{section}")
        items = self._items(article, section)
        if sum(len(item) for item in items) <= _SHORT_LIST or len(items) == 1:
            if items:
                yield Line(content=" · ".join(items), label=label)
            return
        yield Line(content="", label=label)
        yield from (Line(content=item, style="item") for item in items)

    def _offices_to_go_to(self, article: Article) -> list[Office]:
        section = article.sections.get("where")
        named = [named.office() for named in placeholders(section.text) if named.named == "office"] if section else []
        return [self._edition.offices[office] for office, field in named if field is None]

    def _closed_today(self, article: Article, on: date) -> Iterator[Line]:
        """Which of these offices is closed on that day. Never that one is open: a closing day may not be known yet."""
        for office in self._offices_to_go_to(article):
            if office.known_opening is None or open_on(office.known_opening, on):
                continue
            closed = Phrase(id="office-closed-today", arguments={"office": office.name})
            if holiday := holiday_on(on):
                named = Phrase(id=f"holiday-{holiday.replace('_', '-')}")
                closed = Phrase(id="office-closed-holiday", arguments={"office": office.name, "holiday": named})
            yield Line(content=closed)

    def _address_to_ask_for(self, article: Article) -> Iterator[Line]:
        """Whom to ask for the way when the text sends people to an office whose address nobody told us."""
        offices = self._offices_to_go_to(article)
        advice = self.advice_with_an_address()
        if advice is None or advice in offices:
            return
        if any(office.scope != "federal" and office.address.known is None for office in offices):
            ask = {"office": self._writer.office(advice, article.language)}
            yield Line(content=Phrase(id="office-address-ask", arguments=ask), label=Phrase(id="section-address"))

    def advice_with_an_address(self) -> Office | None:
        """Where people are sent who do not find another office: the first advising unit whose address is known."""
        for unit in self._edition.units.values():
            office = self._edition.offices.get(unit.office)
            if unit.kind == "advice" and office is not None and office.address.known:
                return office
        return None

    def _more(self, told: Holding, german: Article, language: Language, on: date) -> Iterator[Line]:
        article = told.article
        for line in self._lines(article, "more"):
            is_item = line.startswith("- ")
            filled = self._writer.fill(line.removeprefix("- "), article.topic, article.language)
            yield Line(content=filled, style="item" if is_item else "text")
        if told.changed.intersection(("more", "words")):
            yield self._changed(german, language)
        shown = self._words_of_the_short_form(article)
        yield from self._words([word for word in self._items(article, "words") if word not in shown])
        facts = [fact for fact in self.facts_of(article) if fact.holds_on(on)]
        for phrase in state.sources(facts, language):
            yield Line(content=phrase, style="source")
        yield Line(content=state.confirmation(german, language), style="source")
        for phrase in state.reading(article, german, on, language):
            yield Line(content=phrase, style="source")

    def _state(self, article: Article, german: Article, language: Language, on: date) -> Iterator[Line]:
        none = Phrase(id="state-source-none")
        found = [state.source(fact, language) or none for fact in self._binding_facts(german, on)] or [none]
        told = [*state.each_once(found), state.confirmation(german, language)]
        yield Line(content=reduce(_both, told), style="source")
        for phrase in state.reading(article, german, on, language):
            yield Line(content=phrase, style="source")

    def _lines(self, article: Article, section: SectionName) -> list[str]:
        return article.sections[section].lines() if section in article.sections else []

    def _items(self, article: Article, section: SectionName) -> list[str]:
        items = article.sections[section].items() if section in article.sections else []
        return [self._writer.fill(item, article.topic, article.language) for item in items]


def _both(first: Phrase, second: Phrase) -> Phrase:
    return Phrase(id="state-both", arguments={"first": first, "second": second})
