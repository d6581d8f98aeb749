"""Search finds what people mean: with slips, without diacritics, in other words, and quickly."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks.plain_bm25 import PlainBm25
from benchmarks.search import Quality, asked_about, measure, ways
from knowledge_base.edition import Edition, read_edition
from knowledge_base.search import SearchIndex
from knowledge_base.spelling import Spelling
from knowledge_base.texts import Section
from knowledge_base.word_index import Shelf
from nlu.query import QueryReader
from wording import LANGUAGES

TOPIC = "registration.anmeldung"


@pytest.fixture(scope="module")
def edition() -> Edition:
    return read_edition()


@pytest.fixture(scope="module")
def reader(model_folder: Path) -> QueryReader:
    reader = QueryReader.saved(model_folder)
    assert reader is not None
    return reader


@pytest.fixture(scope="module")
def index(edition: Edition, reader: QueryReader) -> SearchIndex:
    index = SearchIndex(edition)
    index.understand_with(reader)
    return index


@pytest.fixture(scope="module")
def measured(edition: Edition, reader: QueryReader) -> Mapping[str, Mapping[str, Quality]]:
    """A tenth of the questions; all of them are asked by `python -m benchmarks.search`."""
    questions = asked_about(edition)[::10]
    return {name: measure(find, questions) for name, find in ways(edition, reader).items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_is_better_than_plain_bm25_in_every_language(measured, language):
    """Already by words and concepts, which is all that a topic of the town's own begins with."""
    plain, concepts, whole = (
        measured[way][language] for way in ("plain BM25", "words and concepts", "with the interpreter")
    )

    assert concepts.mrr > plain.mrr + 0.1
    assert concepts.hit_1 > plain.hit_1
    assert whole.mrr > 0.85


def test_search_is_as_good_as_it_was(measured):
    """Floors a little below what was measured on 2026-11-28."""
    assert measured["words"]["all"].mrr > 0.45
    assert measured["words and concepts"]["all"].mrr > 0.58
    assert measured["with the interpreter"]["all"].hit_1 > 0.9


@pytest.mark.parametrize(
    ("language", "query", "topic"),
    [
        pytest.param("de", "Wohnungsgeberbestetigung", "registration.landlord_confirmation", id="a slip"),
        pytest.param("pl", "zameldowac adres", TOPIC, id="Polish without diacritics"),
        pytest.param("bg", "registraciq adres", TOPIC, id="Bulgarian in Latin letters"),
        pytest.param("tr", "kindergeld", "money.child_benefit", id="a German word in Turkish"),
        pytest.param("hu", "megver a ferjem", "safety.domestic_violence", id="a danger"),
        pytest.param("ro", "Kinder", "money.child_benefit", id="the beginning of a word"),
    ],
)
def test_an_article_is_among_the_first_three(index, language, query, topic):
    assert topic in [hit.topic for hit in index.search(query, language, 3)]


@pytest.mark.parametrize("query", ["", "   ", "xyzzy qwrt", "?!", "a b", "😀", "\x00"])
def test_nothing_is_found_for_nothing(index, query):
    assert index.search(query, "de") == []


def test_a_query_of_any_length_is_answered(index):
    """What stands far behind is not looked for."""
    assert index.search("Kindergeld " + "und so weiter " * 5_000, "de")[0].topic == "money.child_benefit"


def test_scores_stay_between_nothing_and_all(index):
    scores = [hit.score for hit in index.search("Anmeldung Frist Adresse Kind Schule", "de")]

    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_what_is_published_is_found_from_then_on(edition, reader):
    """The index keeps what it read of the others."""
    index = SearchIndex(edition)
    index.understand_with(reader)
    before = index.search("Giraffengehege", "ro")
    article = edition.articles[TOPIC, "ro"]
    sections = {**article.sections, "more": Section("Giraffengehege")}
    changed = {**edition.articles, (TOPIC, "ro"): article.model_copy(update={"sections": sections})}

    index.put(edition.model_copy(update={"articles": changed}))

    assert TOPIC not in [hit.topic for hit in before]
    assert index.search("Giraffengehege", "ro")[0].topic == TOPIC


def test_only_what_changed_is_read_again():
    """A reload at a thousand articles must not cost a thousand readings."""
    read = []
    shelf = Shelf[str]("de")

    def texts_of(value: str):
        read.append(value)
        return [(value, 1, False)]

    shelf.put({"a": "Haus", "b": "Schule"}, texts_of)
    shelf.put({"a": "Haus", "b": "Kita", "c": "Arzt"}, texts_of)

    assert read == ["Haus", "Schule", "Kita", "Arzt"]
    assert [name for name, share in shelf.best("Schule", {}, 3) if share > 0] == []
    assert shelf.best("Kita", {}, 1)[0][0] == "b"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("anmeldnug", "anmeldung", id="letters swapped"),
        pytest.param("anmeldun", "anmeldung", id="one left out"),
        pytest.param("aanmeldung", "anmeldung", id="one too many"),
        pytest.param("kindergelt", "kindergeld", id="another one at the end"),
        pytest.param("schwimmbad", None, id="another word"),
        pytest.param("zzz", None, id="nothing in common"),
    ],
)
def test_a_misspelt_word_is_the_nearest_known_one(written, meant):
    spelling = Spelling(["anmeldung", "abmeldung", "kindergeld", "kinderarzt", "wohnung"])

    assert spelling.nearest(written) == meant


def test_without_articles_nothing_is_found(edition):
    empty = edition.model_copy(update={"articles": {}})

    assert SearchIndex(empty).search("Anmeldung", "de") == []


def test_the_yardstick_is_bm25(edition):
    """Rare words weigh more, and what is in no text is not found."""
    plain = PlainBm25({"a": ["haus", "haus", "und"], "b": ["und", "schule"]})

    assert plain.search(["haus"]) == ["a"]
    assert plain.search(["und", "schule"]) == ["b", "a"]
    assert plain.search(["nichts"]) == []
