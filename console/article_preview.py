"""How newcomers will read a text: the very answer, as the Telegram message and as the web page."""

import re
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from knowledge_base.answers import Answers, ArticleAnswer
from knowledge_base.edition import Edition
from knowledge_base.naming import is_named
from knowledge_base.offices import CONTACTS
from knowledge_base.placeholders import PATTERN, placeholder
from knowledge_base.texts import Article, Section
from nlu.topics import SAFETY_TOPICS
from wording import Language, Line, Phrases, Reply
from wording.rendering import SpokenLine, spoken, telegram
from wording.replies import Kind


@dataclass(frozen=True)
class Preview:
    """One answer in one language. `messages` are the Telegram messages with their markup; `lines` and `more` make the
    web page. `text_language` is German where the article does not exist in `language`.
    """

    language: Language
    text_language: Language
    title: str
    messages: tuple[Markup, ...]
    lines: tuple[SpokenLine, ...]
    more: tuple[SpokenLine, ...]


def with_text(edition: Edition, article: Article) -> Edition:
    """*edition* as if *article* stood in it."""
    return edition.model_copy(update={"articles": {**edition.articles, (article.topic, article.language): article}})


def without_text(edition: Edition, topic: str, language: Language) -> Edition:
    """*edition* as if this text did not exist."""
    place = (topic, language)
    return edition.model_copy(
        update={"articles": {each: kept for each, kept in edition.articles.items() if each != place}}
    )


def preview(edition: Edition, phrases: Phrases, topic: str, language: Language, on: date) -> Preview | None:
    """The answer about *topic* as it is read on the day *on*; none where there is no German text.

    What a text names and nobody knows is written out as a gap: ‹name›.
    """
    texts = (edition.articles.get((topic, "de")), edition.articles.get((topic, language)))
    known = {(text.topic, text.language): _with_gaps(text, edition) for text in texts if text is not None}
    whole = edition.model_copy(update={"articles": {**edition.articles, **known}})
    answer = Answers(whole, phrases).find(topic, language, on)
    if answer is None:
        return None
    reply = _reply(answer, answer.lines)  # Telegram's form of it is escaped, but for Telegram's own few tags
    return Preview(
        language=language,
        text_language=answer.text_language,
        title=answer.title,
        messages=tuple(Markup(message) for message in telegram(reply, phrases)),  # noqa: S704
        lines=spoken(reply, phrases),
        more=spoken(_reply(answer, answer.more), phrases),
    )


def _reply(answer: ArticleAnswer, lines: tuple[Line, ...]) -> Reply:
    kind: Kind = "safety" if answer.topic in SAFETY_TOPICS else "article"
    return Reply(kind=kind, language=answer.language, lines=lines, topic=answer.topic)


def _with_gaps(article: Article, edition: Edition) -> Article:
    def known(match: re.Match[str]) -> bool:
        named = placeholder(match)
        match named.named:
            case "fact":
                return named.fact_name(article.topic) in edition.facts
            case "office":
                office, part = named.office()
                return office in edition.offices and part in (None, "name", *CONTACTS)
        return is_named(named, edition, article.language)

    def filled(text: str) -> str:
        return PATTERN.sub(lambda match: match[0] if known(match) else f"‹{match['reference']}›", text)

    sections = {name: Section(filled(section.text), section.line) for name, section in article.sections.items()}
    return article.model_copy(update={"title": filled(article.title), "sections": sections})
