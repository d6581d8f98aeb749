"""The library answers from memory: titles, units in the newcomer's words, search, and what the command line shows."""

import pytest

from knowledge_base import SHIPPED, ArticleNotFound, Library, read_edition
from knowledge_base.coverage import coverage
from knowledge_base.listing import search, show
from knowledge_base.search import SearchIndex
from tests.knowledge_base.editions import ANMELDUNG


@pytest.fixture
def library(folder, phrases):
    return Library(read_edition(folder.path), phrases)


@pytest.fixture(scope="module")
def shipped():
    return SearchIndex(read_edition(SHIPPED))


def test_topics_of_an_area_are_those_with_an_article(library):
    assert library.topics("registration") == ("registration.anmeldung",)
    assert library.topics("housing") == ()


def test_a_title_is_german_where_a_language_has_none(folder, phrases):
    folder.remove(f"{ANMELDUNG}/hu.md")

    library = Library(read_edition(folder.path), phrases)

    assert library.title("registration.anmeldung", "hu") == "Adresse anmelden"
    with pytest.raises(ArticleNotFound):
        library.title("housing.deposit", "de")


def test_a_unit_says_what_it_is_and_what_it_must_do(library):
    assert library.unit_meaning("clearing", "ro") == "birou"
    assert library.duties("clearing", "pl") == "Dwa."


def test_every_topic_has_a_unit_by_its_id_or_its_area(library):
    assert library.unit_of("registration.late") == "clearing"
    assert library.unit_of("meta.greeting") is None


@pytest.mark.parametrize(
    ("language", "query"),
    [
        pytest.param("de", "Wohnungsgeberbestätigung", id="the German word"),
        pytest.param("de", "wohnungsgeberbestatigung", id="without diacritics"),
        pytest.param("de", "Wohnungsgeberbestetigung Vermiter", id="with typing errors"),
        pytest.param("ro", "Wohnungsgeberbestätigung", id="the German word in Romanian"),
        pytest.param("ro", "hartia de la proprietar semnatura", id="in Romanian, without diacritics"),
    ],
)
def test_an_article_is_found_by_the_words_people_write(shipped, language, query):
    found = [hit.topic for hit in shipped.search(query, language, limit=3)]

    assert "registration.landlord_confirmation" in found


def test_nothing_is_found_for_nonsense(shipped):
    assert shipped.search("xyzzy qwrt", "de") == []
    assert shipped.search("", "ro") == []


def test_search_rows_are_what_the_command_line_promises(library):
    rows = search(library, "Anmeldung Adresse", "de")

    assert set(rows[0]) == {"topic", "title", "score"}
    assert rows[0]["topic"] == "registration.anmeldung"
    assert 0 < rows[0]["score"] <= 1


def test_show_gives_the_article_with_its_facts_and_sources(library, phrases):
    shown = show(library, phrases, "registration.anmeldung", "ro")

    assert shown["title"] == "Înregistrarea adresei"
    assert shown["text"].startswith("Da. Ai la dispoziție 2 săptămâni.")
    assert [(fact["key"], fact["value"]) for fact in shown["facts"]] == [
        ("registration.anmeldung.deadline", "2 săptămâni"),
        ("registration.anmeldung.appointment", None),
    ]
    assert shown["checked_on"] == "2026-08-19"
    assert shown["sources"][0].startswith("github:kmein/gesetze")
    assert shown["confirmed"] is False


def test_coverage_tells_the_state_of_every_topic_in_every_language(folder):
    folder.remove(f"{ANMELDUNG}/hu.md")
    folder.change(f"{ANMELDUNG}/de.md", "version: 1", "version: 2")
    folder.change(f"{ANMELDUNG}/de.md", "review_due", "confirmed_by: Amt\nconfirmed_on: 2026-11-01\nreview_due")

    topics = {row["topic"]: row["languages"] for row in coverage(read_edition(folder.path))["topics"]}

    assert "meta.greeting" not in topics
    assert topics["housing.deposit"]["de"]["status"] == "missing"
    languages = topics["registration.anmeldung"]
    assert languages["hu"] == {"status": "missing", "outdated": False, "confirmed": False, "review_due_on": None}
    assert languages["ro"] == {
        "status": "published",
        "outdated": True,
        "confirmed": False,
        "review_due_on": "2027-02-22",
    }
    assert languages["de"]["confirmed"] is True
