"""Pages of the Integreat CMS become drafts that say where they come from."""

import json
from pathlib import Path

import pytest

from knowledge_base.check import check_article
from knowledge_base.edition import read_edition
from knowledge_base.incoming import FileRefused, Problem
from knowledge_base.integreat import draft_of, read_pages
from knowledge_base.markup import markup_in, plain_lines
from wording import LANGUAGES

RECORDED = Path(__file__).parents[1] / "data" / "integreat"
TOPIC = "registration.anmeldung"


@pytest.fixture(scope="module")
def german_pages():
    return read_pages((RECORDED / "pages_de.json").read_bytes())


@pytest.fixture
def edition(folder):
    return read_edition(folder.path)


def texts_of(edition, topic=TOPIC):
    return {language: text for (of, language), text in edition.articles.items() if of == topic}


def refused(content: bytes) -> list[Problem]:
    with pytest.raises(FileRefused) as caught:
        read_pages(content)
    return list(caught.value.problems)


def one_page(**changes) -> bytes:
    page = json.loads((RECORDED / "page_ro.json").read_bytes())
    return json.dumps({**page, **changes}).encode()


def test_a_page_is_read_with_its_title_link_owner_and_day(german_pages):
    page = german_pages[1]

    assert (page.title, page.language, page.owner) == ("Wohnung anmelden & abmelden", "de", "Beratungsstelle Saale")
    assert page.link == "https://integreat.example/musterkreis/de/ankommen/wohnung-anmelden/"
    assert f"{page.changed_on}" == "2026-09-14"


def test_a_page_becomes_lines_of_plain_text(german_pages):
    """Lists keep their dashes and links their addresses; scripts, styles and pictures are gone."""
    assert german_pages[1].lines == (
        "Wer meldet sich an?",
        "Alle, die neu einziehen, melden sich im Bürgeramt (https://musterkreis.example/buergeramt/) an.",
        "Bringen Sie mit:",
        "- Ausweis",
        "- Wohnungsgeberbestätigung",
        "Sie haben dafür 14 Tage Zeit.",
        "Fragen? https://musterkreis.example/fragen",
        "Tag · Zeit",
        "Montag · vormittags",
    )


def test_the_region_is_the_owner_where_no_organisation_is_named(german_pages):
    assert german_pages[0].owner == "Musterkreis"


def test_one_page_alone_is_read_too():
    """The API has an address for that."""
    [page] = read_pages((RECORDED / "page_ro.json").read_bytes())

    assert (page.language, page.lines[1:]) == ("ro", ("- Ia buletinul.", "- Mergi la birou."))


def test_a_page_of_a_language_that_lotse_does_not_speak_is_known_as_such():
    [page] = read_pages((RECORDED / "pages_ar.json").read_bytes())

    assert (page.language, page.language_code) == (None, "ar")


def test_an_older_answer_without_last_updated_is_read(german_pages):
    [page] = read_pages(one_page(last_updated=None, organization=None))

    assert f"{page.changed_on}" == "2026-09-14"


def test_a_new_text_has_the_first_line_as_its_answer_and_the_source_in_more(german_pages, edition, phrases):
    draft = draft_of(german_pages[1], "registration.moving", "de", {}, "clearing", phrases)

    article = draft.article
    assert (draft.based_on, article.status, article.unit) == (None, "draft", "clearing")
    assert article.sections["answer"].text == "Wer meldet sich an?"
    assert article.sections["more"].lines()[-1] == (
        "Quelle: Beratungsstelle Saale, aus der App Integreat, "
        "https://integreat.example/musterkreis/de/ankommen/wohnung-anmelden/"
    )
    assert draft.note == (
        "Integreat: Beratungsstelle Saale, "
        "https://integreat.example/musterkreis/de/ankommen/wohnung-anmelden/ (14.09.2026)"
    )


def test_a_text_that_is_there_keeps_all_it_says(german_pages, edition, phrases):
    """The page comes behind it, in `more`; whoever edits sees both."""
    before = edition.articles[TOPIC, "de"]

    draft = draft_of(german_pages[1], TOPIC, "de", texts_of(edition), "clearing", phrases)

    assert draft.based_on == 1
    assert {**draft.article.sections, "more": before.sections["more"]} == dict(before.sections)
    assert draft.article.sections["more"].text.startswith(before.sections["more"].text + "\n\nWer meldet sich an?")


def test_a_number_of_a_page_stays_to_be_done(german_pages, edition, phrases):
    """It is naked: the draft cannot go into review before somebody made it a fact."""
    draft = draft_of(german_pages[1], TOPIC, "de", texts_of(edition), "clearing", phrases)

    messages = [each.message for each in check_article(draft.article, edition) if each.rule == "naked-number"]

    assert messages == ["the number “14” must come from a fact: {fact:…}"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_source_is_named_in_the_language_of_the_text(german_pages, edition, phrases, language):
    draft = draft_of(german_pages[2], TOPIC, language, texts_of(edition), "clearing", phrases)

    last = draft.article.sections["more"].lines()[-1]
    assert "Musterkreis" in last
    assert "https://integreat.example/musterkreis/de/hilfe/" in last
    assert not [each for each in check_article(draft.article, edition) if each.rule == "naked-number"]


def test_a_translation_needs_a_german_text_first(german_pages, phrases):
    with pytest.raises(FileRefused) as caught:
        draft_of(german_pages[1], "registration.moving", "ro", {}, "clearing", phrases)

    assert caught.value.problems[0].rule == "german-missing"


def test_a_new_translation_says_which_german_text_it_stands_beside(edition, phrases):
    [page] = read_pages((RECORDED / "page_ro.json").read_bytes())
    texts = {language: text for language, text in texts_of(edition).items() if language != "ro"}

    draft = draft_of(page, TOPIC, "ro", texts, "clearing", phrases)

    assert (draft.article.translated_from, draft.article.unit) == (1, None)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(b"", Problem("no-json", line=1, english="Expecting value"), id="empty"),
        pytest.param(b'{\n"id": 1,,\n}', Problem("no-json", line=2), id="broken"),
        pytest.param(b"[" * 100_000, Problem("no-json"), id="without end"),
        pytest.param(b'{\n\n"id": "\xe4"}', Problem("encoding", line=3), id="Latin-1"),
        pytest.param(b"[]", Problem("no-pages"), id="no page"),
        pytest.param(b"[1]", Problem("no-pages"), id="no objects"),
        pytest.param(b'"page"', Problem("no-pages"), id="a string"),
    ],
)
def test_a_file_that_is_no_answer_of_integreat_is_refused_with_its_line(content, problem):
    [found] = refused(content)

    assert (found.rule, found.line) == (problem.rule, problem.line)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"title": ""}, "title", id="no title"),
        pytest.param({"content": None}, "content", id="no content"),
        pytest.param({"url": "javascript:alert(1)"}, "url", id="an address that is none"),
        pytest.param({"url": "https://x.example/{fact:deadline}"}, "url", id="a placeholder in the address"),
        pytest.param({"path": "/"}, "url", id="no region and language"),
        pytest.param({"last_updated": "gestern"}, "last_updated", id="no day"),
        pytest.param({"organization": {"id": 3}}, "organization.name", id="an organisation without name"),
    ],
)
def test_a_page_that_lacks_something_is_named_with_its_field(changes, field):
    [problem] = refused(one_page(**changes))

    assert (problem.rule, problem.line, problem.column) == ("page-incomplete", 1, field)


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        pytest.param("<p>a<br>b</p>c", ["a", "b", "c"], id="breaks"),
        pytest.param("<ul><li>a<ul><li>b</li></ul></li></ul>", ["- a", "- b"], id="a list in a list"),
        pytest.param("<li>a<li>b", ["- a", "- b"], id="items that nobody closed"),
        pytest.param("a<script>b</script>c<style>d</style>e", ["ace"], id="script and style"),
        pytest.param("a<script>b", ["a"], id="a script that nobody closed"),
        pytest.param("<noscript><p>a</p></noscript>b", ["b"], id="what only stands in for scripts"),
        pytest.param("&lt;b&gt; &auml; &#128512;", ["<b> ä 😀"], id="entities"),
        pytest.param("a\u202eb\u00adc\u200b", ["abc"], id="what nobody sees"),
        pytest.param('<a href="mailto:a@b.de">Mail</a>', ["Mail"], id="a link that is no page"),
        pytest.param('<a href="javascript:x">Klick', ["Klick"], id="a link that is a script"),
        pytest.param("<!-- a -->b<?php c ?>", ["b"], id="comments"),
        pytest.param("<p></p> <p>&nbsp;</p>", [], id="nothing"),
    ],
)
def test_html_becomes_what_a_reader_sees(html, lines):
    assert plain_lines(html) == lines


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<b>x</b>", "<b>"),
        ("x</p>", "</p>"),
        ("a &nbsp; b", "&nbsp;"),
        ("a &#8364; b", "&#8364;"),
        ("<!DOCTYPE html>", "<!"),
        ("5 < 6 und 7 > 6", None),
        ("Haus & Hof; Tor", None),
        ("{fact:deadline} nach dem Einzug", None),
    ],
)
def test_html_is_recognised_where_plain_text_is_wanted(text, found):
    assert markup_in(text) == found
