"""What the editor's page shows beside the form: German text with its changes, remarks, preview, what can be named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from console.article_findings import Remark, remarks
from console.article_form import ArticleForm
from console.article_preview import Preview, preview, with_text
from console.desk import Desk
from console.fact_picker import Picker, picker, statement
from console.text_diff import Piece, differences
from knowledge_base.edition import Edition
from knowledge_base.placeholders import PATTERN, placeholder
from knowledge_base.rules.form import MAX_ANSWER, MAX_MORE, MAX_TITLE, short_names
from knowledge_base.tables import ArticleVersion
from knowledge_base.texts import SECTIONS, Article, SectionName
from nlu.topics import TOPICS, is_meta
from wording import LANGUAGES, Language

LIMITS: Final[dict[str, int]] = {"title": MAX_TITLE, "answer": MAX_ANSWER, "more": MAX_MORE}


@dataclass(frozen=True)
class GermanSide:
    """The German text beside a translation. `pieces` mark what changed since the version that is translated."""

    version: int
    title: tuple[Piece, ...]
    sections: Mapping[SectionName, tuple[Piece, ...]]
    translated_from: int | None
    """The version that the translation says; none where there is no translation yet."""
    is_changed: bool
    is_comparable: bool
    """Whether that version is still known."""


@dataclass(frozen=True)
class Look:
    """How a form looks right now."""

    remarks: Sequence[Remark]
    preview: Preview | None
    shown_language: Language
    counts: Mapping[str, int]
    """Characters as people will read them, of the parts that have a limit."""
    picker: Picker
    search: str


def look_at(desk: Desk, article: Article, today: date, *, shown: str = "", search: str = "") -> Look:
    """Hold *article* against the rules, and read it as newcomers would."""
    edition = desk.parts.library.edition
    language = next((each for each in LANGUAGES if each == shown), article.language)
    german = edition.german(article.topic)
    says_all = article.model_copy(update={"translated_from": german.version}) if german else article
    written = with_text(edition, says_all if article.language != "de" else article)
    return Look(
        remarks=remarks(article, edition),
        preview=preview(written, desk.parts.phrases, article.topic, language, today),
        shown_language=language,
        counts=_counts(article, edition),
        picker=picker(edition, desk.parts.library.writer, article.topic, article.language, search),
        search=search,
    )


def german_side(
    german: ArticleVersion | None, translated: ArticleVersion | None, says: int | None
) -> GermanSide | None:
    """The German text as it is published, beside a translation that *says* an older version, *translated*."""
    if german is None:
        return None
    old = translated or german
    texts = {name: (old.sections.get(name, ""), german.sections.get(name, "")) for name in SECTIONS}
    return GermanSide(
        version=german.version,
        title=differences(old.title, german.title),
        sections={name: differences(before, after) for name, (before, after) in texts.items() if before or after},
        translated_from=says,
        is_changed=says is not None and says != german.version,
        is_comparable=translated is not None,
    )


def topics_to_relate(edition: Edition) -> dict[str, str]:
    """The topics that have a German text, with its title."""
    texts = ((topic, edition.german(topic)) for topic in TOPICS if not is_meta(topic))
    return {topic: german.title for topic, german in texts if german is not None}


def facts_to_rest_on(edition: Edition, topic: str, form: ArticleForm) -> dict[str, str]:
    """By the name that a text writes: what it rests on already, in its order, then the other facts of *topic*."""
    found: dict[str, str] = {}
    for name in form.rests_on:
        fact = edition.find_fact(name, topic)
        found[name] = statement(fact) if fact else "Diesen Fakt gibt es nicht."
    for fact in edition.facts_of(topic):
        if fact.is_told and fact.name not in found:
            found.setdefault(fact.key, statement(fact))
    return found


def _counts(article: Article, edition: Edition) -> dict[str, int]:
    names = short_names(article, edition)
    texts = {"title": article.title} | {name: section.text for name, section in article.sections.items()}
    shown = {part: PATTERN.sub(lambda match: names(placeholder(match)), texts.get(part, "")) for part in LIMITS}
    return {part: len(text) for part, text in shown.items()}
