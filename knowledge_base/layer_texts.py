"""Which texts of the shipped edition are true in a town that lies over it, and why the others are not."""

from collections.abc import Iterator, Mapping
from typing import Final

from knowledge_base.edition import Edition
from knowledge_base.findings import Finding
from knowledge_base.layer_names import LayerNames
from knowledge_base.placeholders import placeholders, without_placeholders
from knowledge_base.rules.names import names as broken_names
from knowledge_base.texts import Article
from wording import Language

LEFT_OUT: Final = "left-out"
"""The rule of everything that a layer leaves out."""

_Place = tuple[str, Language]
_Reason = tuple[int, str]
"""The line of the text, and what on it cannot be told."""


class TrueTexts:
    """Chooses among the texts of *base* for the town of *edition*, which has facts, offices and names of its own."""

    def __init__(self, base: Edition, edition: Edition, names: LayerNames) -> None:
        self._base = base
        self._edition = edition
        self._names = names
        self.left_out: list[Finding] = []

    def with_own(self, own: Mapping[_Place, Article]) -> dict[_Place, Article]:
        """The texts that the town wrote, and the shipped ones of which every word is true here; none without German."""
        texts = dict(own)
        for german in (text for (_, language), text in self._base.articles.items() if language == "de"):
            texts |= self._of_topic(german, own)
        told = {topic for topic, language in texts if language == "de"}
        return {place: _without_links(text, told) for place, text in texts.items()}

    def _of_topic(self, shipped: Article, own: Mapping[_Place, Article]) -> dict[_Place, Article]:
        topic = shipped.topic
        is_own = (topic, "de") in own
        german = _without_offices(shipped, self._edition)
        if not is_own and (reason := self._reason(german, german)):
            self._leave_out(german, reason, "the topic", None)
            return {}
        texts: dict[_Place, Article] = {} if is_own else {(topic, "de"): german}
        for text in self._base.articles.values():
            place = (topic, text.language)
            if text.topic != topic or text.language == "de" or place in own:
                continue
            reason = (1, "the town has a German text of its own") if is_own else self._reason(text, german)
            if reason:
                self._leave_out(text, reason, "this text", text.language)
            else:
                texts[place] = text
        return texts

    def _leave_out(self, text: Article, reason: _Reason, what: str, language: Language | None) -> None:
        line, why = reason
        message = f"{what} is left out: {why}"
        self.left_out.append(Finding(LEFT_OUT, text.file, line, message, text.topic, language, "warning"))

    def _reason(self, text: Article, german: Article) -> _Reason | None:
        """Why *text* cannot be told here; None when all of it can."""
        for broken in broken_names(text, self._edition):
            if broken.severity == "error":
                return broken.line, broken.message
        named = {each.fact_name(text.topic) for _, line in _lines(text) for each in placeholders(line)}
        for reference in german.rests_on:
            before, now = (each.find_fact(reference, text.topic) for each in (self._base, self._edition))
            if before is None or now is None or before == now or before.name in named:
                continue
            if not self._names.says_the_same(before, now):
                return 1, f"it says {before.name} in words of its own, and that is otherwise here"
        for line, words in _lines(text):
            if found := self._names.found_in(without_placeholders(words)):
                return line, f"it holds “{found}” of the layer that is replaced"
        return None


def _lines(text: Article) -> Iterator[tuple[int, str]]:
    yield 1, text.title
    for section in text.sections.values():
        for number, line in enumerate(section.text.splitlines()):
            yield section.line + number, line


def _without_offices(german: Article, edition: Edition) -> Article:
    """*german* without the offices of its front matter that are gone; its sentences must name none of them anyway."""
    return german.model_copy(update={"offices": tuple(each for each in german.offices if each in edition.offices)})


def _without_links(text: Article, told: set[str]) -> Article:
    """*text* without links to topics that nobody can open."""
    return text.model_copy(update={"related": tuple(each for each in text.related if each in told)})
