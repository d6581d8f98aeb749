"""The shipped edition follows the rules of docs/writing-articles.md and can be said in every language."""

from datetime import date

from knowledge_base import SHIPPED, Answers, read_edition, state
from knowledge_base.check import check
from wording import LANGUAGES, Reply, rendering


def test_the_shipped_edition_has_no_errors():
    assert check(SHIPPED)["errors"] == []


def test_nothing_shipped_claims_to_be_confirmed_or_read_by_a_native_speaker():
    """Until somebody did so, every answer says that nobody did."""
    articles = read_edition(SHIPPED).articles.values()

    assert [article.file for article in articles if article.confirmed_by or article.native_reading_by] == []


def test_only_plain_advice_is_told_without_a_source(phrases):
    """Under every other answer stands where its first duty, right or number comes from."""
    edition = read_edition(SHIPPED)
    answers = Answers(edition, phrases)

    without = [
        topic
        for topic in edition.topics()
        if state.source(answers.facts_of(edition.articles[topic, "de"])[0], "de") is None
    ]

    assert without == ["offices.appointment", "registration.identity_document"]


def test_every_article_can_be_said_in_every_language(phrases):
    edition = read_edition(SHIPPED)
    answers = Answers(edition, phrases)

    for topic in edition.topics():
        for language in LANGUAGES:
            answer = answers.get(topic, language, date(2026, 11, 25))
            for lines in (answer.lines, answer.more, answer.in_german):
                said = rendering.plain(Reply(kind="article", language=language, lines=lines), phrases)
                assert "{" not in said
