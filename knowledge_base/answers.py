"""What Lotse answers: an article in the newcomer's language, short first, with its facts, its source and its state."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from knowledge_base import state
from knowledge_base.edition import Edition
from knowledge_base.errors import ArticleNotFound
from knowledge_base.facts import Fact
from knowledge_base.offices import Office
from knowledge_base.placeholders import placeholders
from knowledge_base.texts import Article, SectionName
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
    said; `text_language` is German where the article does not exist in that language. `version` is the version of the
    text that is shown.
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
        self._writer = Writer(edition, phrases)

    def find(self, topic: str, language: Language, on: date) -> ArticleAnswer | None:
        """Answer *topic* in *language*, or in German, saying so, when there is no such text; None without German."""
        german = self._edition.german(topic)
        if german is None:
            return None
        article = self._edition.articles.get((topic, language), german)
        missing = (
            () if article.language == language else (Line(content=Phrase(id="article-not-in-language"), style="small"),)
        )
        return ArticleAnswer(
            topic=topic,
            language=language,
            text_language=article.language,
            version=article.version,
            title=self._writer.fill(article.title, topic, article.language),
            lines=(*missing, *self._short(article, german, language, on)),
            parts={
                section: (*missing, *self._part(article, section), *self._state(article, german, language, on))
                for section in _LABELLED
                if section in article.sections
            },
            more=tuple(self._more(article, german, language, on)),
            in_german=tuple(self._short(german, german, "de", on)),
            german_title=self._writer.fill(german.title, topic, "de"),
            german_version=german.version,
            related=german.related,
            unit=german.unit,
            offices=german.offices,
        )

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
        """The title of *topic*, in German where it does not exist in *language*; None without an article."""
        article = self._edition.articles.get((topic, language)) or self._edition.german(topic)
        return self._writer.fill(article.title, topic, article.language) if article else None

    def facts_of(self, article: Article) -> list[Fact]:
        """The facts *article* rests on or names, the leading one first, each once."""
        german = self._edition.german(article.topic)
        names = [name if "." in name else f"{article.topic}.{name}" for name in (german or article).rests_on]
        for section in article.sections.values():
            names += [named.fact_name(article.topic) for named in placeholders(section.text) if named.named == "fact"]
        return [self._edition.facts[name] for name in dict.fromkeys(names) if name in self._edition.facts]

    def _binding_facts(self, german: Article) -> list[Fact]:
        """The leading fact, and those that say until when and for how much: a deadline never stands above the source of
        something else.
        """
        named = [
            each.fact_name(german.topic)
            for section in _BINDING
            if section in german.sections
            for each in placeholders(german.sections[section].text)
            if each.named == "fact"
        ]
        binding = [self._edition.facts[name] for name in dict.fromkeys(named) if name in self._edition.facts]
        return [*self.facts_of(german)[:1], *binding]

    def _short(self, article: Article, german: Article, language: Language, on: date) -> Iterator[Line]:
        yield from self._answer(article)
        for section in _LABELLED:
            yield from self._part(article, section)
        yield from self._words(self._words_of_the_short_form(article))
        yield from self._state(article, german, language, on)

    def _words_of_the_short_form(self, article: Article) -> list[str]:
        """The German words the short form uses, in whatever form; the others are explained behind the button."""
        short: tuple[SectionName, ...] = ("answer", *_LABELLED)
        lines = [line for section in short for line in self._lines(article, section)]
        said = without_diacritics(" ".join([article.title, *lines]).casefold())
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

    def _part(self, article: Article, section: SectionName) -> Iterator[Line]:
        yield from self._labelled(article, section)
        if section == "where":
            yield from self._address_to_ask_for(article)

    def _labelled(self, article: Article, section: SectionName) -> Iterator[Line]:
        label = Phrase(id=f"section-{section}")
        items = self._items(article, section)
        if sum(len(item) for item in items) <= _SHORT_LIST or len(items) == 1:
            if items:
                yield Line(content=" · ".join(items), label=label)
            return
        yield Line(content="", label=label)
        yield from (Line(content=item, style="item") for item in items)

    def _address_to_ask_for(self, article: Article) -> Iterator[Line]:
        """Whom to ask for the way when the text sends people to an office whose address nobody told us."""
        section = article.sections.get("where")
        named = [named.office() for named in placeholders(section.text) if named.named == "office"] if section else []
        offices = [self._edition.offices[office] for office, field in named if field is None]
        advice = self._advice_with_an_address()
        if advice is None or advice in offices:
            return
        if any(office.scope != "federal" and office.address.known is None for office in offices):
            ask = {"office": self._writer.office(advice, article.language)}
            yield Line(content=Phrase(id="office-address-ask", arguments=ask), label=Phrase(id="section-address"))

    def _advice_with_an_address(self) -> Office | None:
        for unit in self._edition.units.values():
            office = self._edition.offices.get(unit.office)
            if unit.kind == "advice" and office is not None and office.address.known:
                return office
        return None

    def _more(self, article: Article, german: Article, language: Language, on: date) -> Iterator[Line]:
        for line in self._lines(article, "more"):
            is_item = line.startswith("- ")
            filled = self._writer.fill(line.removeprefix("- "), article.topic, article.language)
            yield Line(content=filled, style="item" if is_item else "text")
        shown = self._words_of_the_short_form(article)
        yield from self._words([word for word in self._items(article, "words") if word not in shown])
        facts = self.facts_of(article)
        for phrase in state.sources(facts, language):
            yield Line(content=phrase, style="source")
        yield Line(content=state.confirmation(german, language), style="source")
        for phrase in state.reading(article, german, on, language):
            yield Line(content=phrase, style="source")

    def _state(self, article: Article, german: Article, language: Language, on: date) -> Iterator[Line]:
        none = Phrase(id="state-source-none")
        found = [state.source(fact, language) or none for fact in self._binding_facts(german)] or [none]
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
