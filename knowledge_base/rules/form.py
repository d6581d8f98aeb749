"""The form of one text: how long it is, how many sentences it has, what a section looks like."""

import re
from collections.abc import Callable, Iterator

from knowledge_base.edition import Edition
from knowledge_base.findings import Finding, Severity
from knowledge_base.naming import is_named, name_of
from knowledge_base.placeholders import PATTERN, Placeholder, placeholder, placeholders, word_and_meaning
from knowledge_base.texts import Article, Section, SectionName
from nlu.topics import SAFETY_TOPICS

MAX_TITLE = 60
MAX_ANSWER = 320
MAX_SENTENCES = 3
MAX_MORE = 1_800
MAX_WORDS = 20
ONE_LINE: tuple[SectionName, ...] = ("until", "where", "cost")
LISTS: tuple[SectionName, ...] = ("papers", "words")

_SENTENCE_END = re.compile(r"[.!?…]+[\"“”»')]*(?=\s|$)")
_ABBREVIATION = re.compile(
    r"\b(?:z\. ?B|d\. ?h|u\. ?a|bzw|ca|Nr|Str|usw|e\.g|i\.e|etc|de ex|np|itd|itp|m\.in|пр|ул|т\.н|stb|kb|örn|vb)\.",
    re.IGNORECASE,
)


def finding(
    article: Article,
    rule: str,
    place: int | str,
    message: str,
    severity: Severity = "error",
) -> Finding:
    """Something broken in *article*, on a line of its file or at a name of its front matter."""
    line, part = (place, ()) if isinstance(place, int) else (1, (place,))
    return Finding(rule, article.file, line, message, article.topic, article.language, severity, part)


def form(article: Article, edition: Edition) -> Iterator[Finding]:
    """Everything about the form of *article*."""
    names = short_names(article, edition)
    title = PATTERN.sub(lambda match: names(placeholder(match)), article.title)
    if len(title) > MAX_TITLE:
        yield finding(article, "title-length", "title", f"the title has {len(title)} characters, at most {MAX_TITLE}")
    for name, section in article.sections.items():
        yield from _section(article, name, section, names)
    if article.topic in SAFETY_TOPICS and (answer := article.sections.get("answer")):
        yield from _number_first(article, answer, edition)


def _section(article: Article, name: SectionName, section: Section, names: "_Names") -> Iterator[Finding]:
    shown = PATTERN.sub(lambda match: names(placeholder(match)), section.text)
    if name == "answer":
        if len(shown) > MAX_ANSWER:
            message = f"the answer has {len(shown)} characters, at most {MAX_ANSWER}"
            yield finding(article, "section-length", section.line, message)
        if (count := len(_sentences(shown))) > MAX_SENTENCES:
            message = f"the answer has {count} sentences, at most {MAX_SENTENCES}"
            yield finding(article, "sentence-count", section.line, message)
    if name == "more" and len(shown) > MAX_MORE:
        yield finding(article, "section-length", section.line, f"more has {len(shown)} characters, at most {MAX_MORE}")
    if name in ONE_LINE and len(section.lines()) > 1:
        yield finding(article, "section-lines", section.line, f"{name} is one line, this has {len(section.lines())}")
    if name in LISTS:
        yield from _list(article, name, section)
    if name in ("answer", "more"):
        for number, line in enumerate(shown.splitlines()):
            for sentence in _sentences(line):
                if (count := len(sentence.split())) > MAX_WORDS:
                    message = f"a sentence has {count} words, at most {MAX_WORDS}: {sentence[:40]}…"
                    yield finding(article, "long-sentence", section.line + number, message, "warning")


def _list(article: Article, name: SectionName, section: Section) -> Iterator[Finding]:
    for number, line in enumerate(section.text.splitlines()):
        if not line.strip():
            continue
        if not line.startswith("- "):
            yield finding(article, "list-form", section.line + number, f'{name} is a list: each line begins with "- "')
        elif name == "words" and not all(word_and_meaning(line.removeprefix("- "))):
            message = "a word is written as `- German word: meaning`"
            yield finding(article, "list-form", section.line + number, message)


def _number_first(article: Article, answer: Section, edition: Edition) -> Iterator[Finding]:
    first = answer.lines()[0]
    for named in placeholders(first):
        fact = edition.facts.get(named.fact_name(article.topic)) if named.named == "fact" else None
        if (fact and fact.kind == "phone") or (named.named == "office" and named.office()[1] == "phone"):
            return
    message = "the first line of a safety article names a telephone number"
    yield finding(article, "safety-number-first", answer.line, message)


def _sentences(text: str) -> list[str]:
    without_dots = _ABBREVIATION.sub(lambda match: match[0].replace(".", "_"), text)
    return [sentence for sentence in _SENTENCE_END.split(without_dots) if sentence.strip(" -\n")]


_Names = Callable[[Placeholder], str]


def short_names(article: Article, edition: Edition) -> _Names:
    """How long a placeholder will be, about: names without addresses, values without their unit's language."""

    def short(named: Placeholder) -> str:
        if named.named == "office":
            office = edition.offices.get(named.office()[0])
            return office.name if office else named.reference
        if named.named in ("unit", "place"):
            is_there = is_named(named, edition, article.language)
            return name_of(named, edition, article.language) if is_there else named.reference
        fact = edition.facts.get(named.fact_name(article.topic))
        return f"{fact.amount or fact.value or ''} {fact.unit or ''}".strip() if fact else named.reference

    return short
