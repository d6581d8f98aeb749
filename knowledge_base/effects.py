"""What newcomers will read when a fact or an office changes: every sentence of every language, before and after."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge_base.current_values import with_value
from knowledge_base.edition import Edition
from knowledge_base.facts import Fact
from knowledge_base.findings import Finding
from knowledge_base.offices import Office
from knowledge_base.placeholders import Placeholder, placeholders
from knowledge_base.rules.names import names
from knowledge_base.texts import Article, SectionName
from knowledge_base.writing import Writer
from wording import LANGUAGES, Language, Phrases

Place = tuple[str, Language]


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """One line of one text, as it is read now and as it would be; `section` is none for a title."""

    topic: str
    language: Language
    section: SectionName | None
    before: str
    after: str


def lines_changed_by(changed: Fact | Office, edition: Edition, phrases: Phrases) -> list[ChangedLine]:
    """The lines of *edition* that name what *changed*, by topic and language, those that stay the same left out."""
    now, then = Writer(edition, phrases), Writer(with_value(edition, changed), phrases)
    found = []
    for article, section, line in _lines_that_name(changed, edition):
        before = now.fill(line, article.topic, article.language)
        after = then.fill(line, article.topic, article.language)
        if before != after:
            found.append(ChangedLine(article.topic, article.language, section, before, after))
    return found


def texts_that_name(changed: Fact | Office, edition: Edition) -> list[tuple[str, Language]]:
    """The texts in which it stands, each once."""
    return list(
        dict.fromkeys((article.topic, article.language) for article, _, _ in _lines_that_name(changed, edition))
    )


class Uses:
    """The texts that need each fact and office, read again only when the articles are others."""

    def __init__(self) -> None:
        self._articles: Mapping[Place, Article] = {}
        self._found: Mapping[str, Sequence[Place]] = {}

    def of(self, edition: Edition) -> Mapping[str, Sequence[Place]]:
        """Texts by the full name of a fact or the id of an office: it stands in a line, or the text rests on it."""
        if edition.articles is not self._articles:
            self._articles, self._found = edition.articles, _uses(edition.articles)
        return self._found


def _uses(articles: Mapping[Place, Article]) -> Mapping[str, Sequence[Place]]:
    found: dict[str, dict[Place, None]] = {}
    for place, article in sorted(articles.items(), key=lambda item: (item[0][0], LANGUAGES.index(item[0][1]))):
        topic = article.topic
        needed = [*article.offices, *(name if "." in name else f"{topic}.{name}" for name in article.rests_on)]
        for _, line in _lines(article):
            for named in placeholders(line):
                if named.named in ("fact", "office"):
                    needed.append(named.fact_name(topic) if named.named == "fact" else named.office()[0])
        for name in needed:
            found.setdefault(name, {})[place] = None
    return {name: tuple(places) for name, places in found.items()}


def rules_broken_by(changed: Fact | Office, edition: Edition, places: Iterable[Place]) -> list[Finding]:
    """What texts at *places* may no longer name once *changed* holds, and may name now."""
    then = with_value(edition, changed)
    found = []
    for place in places:
        article = edition.articles[place]
        if broken := list(names(article, then)):
            before = {(each.rule, each.message) for each in names(article, edition)}
            found += [each for each in broken if (each.rule, each.message) not in before]
    return found


def _lines_that_name(changed: Fact | Office, edition: Edition) -> Iterator[tuple[Article, SectionName | None, str]]:
    for topic in edition.topics():
        for language in LANGUAGES:
            if article := edition.articles.get((topic, language)):
                for section, line in _lines(article):
                    if any(_names(named, article.topic, changed) for named in placeholders(line)):
                        yield article, section, line


def _lines(article: Article) -> Iterator[tuple[SectionName | None, str]]:
    yield None, article.title
    for name, section in article.sections.items():
        for line in section.lines():
            yield name, line


def _names(named: Placeholder, topic: str, changed: Fact | Office) -> bool:
    match named.named:
        case "fact":
            return isinstance(changed, Fact) and named.fact_name(topic) == changed.name
        case "office":
            return isinstance(changed, Office) and named.office()[0] == changed.id
    return False
