"""Which article exists in which language, and in which state."""

from typing import TypedDict

from knowledge_base.edition import Edition
from knowledge_base.texts import Article, Status
from nlu.topics import TOPICS, area_of
from wording import LANGUAGES, Language


class LanguageState(TypedDict):
    """`confirmed`: an office confirmed the German text, and this text says that version. Dates are ISO dates."""

    status: Status
    outdated: bool
    confirmed: bool
    review_due_on: str | None


class TopicState(TypedDict):
    topic: str
    languages: dict[Language, LanguageState]


class Coverage(TypedDict):
    """The answer of `lotse kb coverage --json`."""

    topics: list[TopicState]


def coverage(edition: Edition) -> Coverage:
    """The state of every topic that should have an article, and of any other that has one."""
    wanted = [topic for topic in TOPICS if area_of(topic) != "meta"]
    topics = wanted + [topic for topic in edition.topics() if topic not in TOPICS]
    return {"topics": [_topic(topic, edition) for topic in topics]}


def _topic(topic: str, edition: Edition) -> TopicState:
    german = edition.german(topic)
    languages: dict[Language, LanguageState] = {
        language: _language(edition.articles.get((topic, language)), german) for language in LANGUAGES
    }
    return {"topic": topic, "languages": languages}


def _language(article: Article | None, german: Article | None) -> LanguageState:
    if article is None:
        return {"status": "missing", "outdated": False, "confirmed": False, "review_due_on": None}
    outdated = german is not None and article.is_outdated_by(german)
    return {
        "status": article.status,
        "outdated": outdated,
        "confirmed": german is not None and german.confirmed_by is not None and not outdated,
        "review_due_on": article.review_due_on.isoformat() if article.review_due_on else None,
    }
