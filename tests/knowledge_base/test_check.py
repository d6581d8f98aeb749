"""The check finds what a text, a fact or the edition as a whole does wrong, and says where."""

import pytest

from knowledge_base.check import check
from tests.knowledge_base.editions import ANMELDUNG, EMERGENCY, EMERGENCY_FACTS, EditionFolder, places


def test_an_edition_that_follows_all_rules_has_no_errors(folder):
    """The small edition of these tests is clean, so each finding below comes from its one change."""
    report = check(folder.path)

    assert report["errors"] == []
    assert report["ok"]
    assert {row["rule"] for row in report["warnings"]} == {"missing-topic"}


DE, RO = f"{ANMELDUNG}/de.md", f"{ANMELDUNG}/ro.md"
FACTS = f"{ANMELDUNG}/facts.yaml"


@pytest.mark.parametrize(
    ("rule", "file", "old", "new", "line"),
    [
        pytest.param("naked-number", RO, "fiecărei", "2", 21, id="a digit"),
        pytest.param("naked-number", DE, "Adresse anmelden", "Anmelden in 2 Tagen", 2, id="a digit in the title"),
        pytest.param("naked-number", RO, "Vino cu", "Ai două săptămâni.", 28, id="a number word with its unit"),
        pytest.param("paragraph-sign", RO, "Vino cu", "§ Vino cu", 28, id="a paragraph sign"),
        pytest.param("unknown-fact", RO, "Da. Ai la dispoziție {fact:deadline}", "{fact:end}", 12, id="unknown fact"),
        pytest.param("unknown-fact", DE, "Kommen", "{fact:registration.late.x} Kommen", 27, id="another topic"),
        pytest.param("unknown-fact", DE, "[deadline,", "[end,", 7, id="rests on an unknown fact"),
        pytest.param("uncertain-fact", DE, "[deadline,", "[hours,", 7, id="rests on an uncertain fact"),
        pytest.param("uncertain-fact", DE, "Kommen", "{fact:hours} Kommen", 27, id="tells an uncertain fact"),
        pytest.param("statement-as-value", DE, "Kommen", "{fact:appointment} Kommen", 27, id="writes a statement"),
        pytest.param("unknown-office", RO, "wsf.buergerbuero", "wsf.rathaus", 18, id="unknown office"),
        pytest.param("unknown-office", RO, "wsf.buergerbuero", "wsf.buergerbuero.fax", 18, id="unknown field"),
        pytest.param("office-field-unknown", RO, "wsf.buergerbuero", "wsf.buergerbuero.phone", 18, id="field is null"),
        pytest.param("unknown-unit", DE, "Kommen", "{unit:town_hall} Kommen", 27, id="names an unknown unit"),
        pytest.param("unknown-unit", DE, "unit: clearing", "unit: town_hall", 4, id="belongs to an unknown unit"),
        pytest.param("unknown-unit", DE, "Kommen", "{unit:clearing.x} Kommen", 27, id="a form that no unit has"),
        pytest.param("unknown-place", RO, "Vino cu", "{place:sea} Vino cu", 28, id="names an unknown place"),
        pytest.param("unknown-place", RO, "Vino cu", "{place:town.fr} Vino", 28, id="a form that no place has"),
        pytest.param("unknown-fact", DE, "Adresse anmelden", "'{fact:end} anmelden'", 2, id="in the title"),
        pytest.param("placeholder", RO, "{fact:deadline} după", "{deadline} după", 15, id="no placeholder of ours"),
        pytest.param("unknown-topic", DE, "[safety.emergency]", "[safety.ghosts]", 6, id="related to no topic"),
        pytest.param("placeholders-differ", RO, "{fact:deadline} după", "repede după", 15, id="fact left out"),
        pytest.param("german-words-differ", RO, "- Anmeldung", "- Ummeldung", 33, id="another German word"),
        pytest.param("sections-differ", RO, "## cost\nnimic\n", "", 1, id="a section left out"),
        pytest.param("papers-differ", RO, "- Wohnungsgeberbestätigung\n", "", 21, id="a paper left out"),
        pytest.param("translation-outdated", DE, "version: 1", "version: 2", 4, id="the German text went on"),
        pytest.param("title-length", DE, "Adresse anmelden", "Adresse " * 9, 2, id="long title"),
        pytest.param("section-length", RO, "Da. Ai", "Da, " + "foarte " * 50 + "ai", 12, id="long answer"),
        pytest.param("section-length", RO, "Vino", "Vino " * 400, 28, id="long more"),
        pytest.param("section-lines", RO, "nimic", "nimic\nsau nimic", 25, id="two lines of cost"),
        pytest.param("list-form", RO, "- Wohnungs", "Wohnungs", 22, id="a paper without dash"),
        pytest.param("list-form", RO, "- Anmeldung:", "- Anmeldung", 33, id="a word without meaning"),
        pytest.param("sentence-count", RO, "Da. Ai", "Da. Nu. Poate. Ai", 12, id="four sentences"),
        pytest.param("section-order", RO, "## until", "## cost", 24, id="the same section twice"),
        pytest.param("section-order", RO, "## answer\n", "## where\nacolo\n\n## answer\n", 14, id="wrong order"),
        pytest.param("section-unknown", RO, "## cost", "## price", 24, id="a section nobody knows"),
        pytest.param("section-missing", RO, "## words", "## more", 11, id="no words"),
        pytest.param("format", RO, "version: 1", "version: first", 3, id="a version that is no number"),
        pytest.param("format", RO, "version: 1", "version: 1\nauthor: me", 4, id="a key nobody knows"),
        pytest.param("format", RO, "---\n", "", 1, id="no front matter"),
        pytest.param("reading-incomplete", RO, "native_reading_by:", "native_reading_by: Ana", 7, id="read, but when"),
        pytest.param("safety-number-first", f"{EMERGENCY}/de.md", "{fact:number}", "jemand", 11, id="no number first"),
        pytest.param("missing-source", FACTS, "https://www.weissenfels.de/termin", "null", 13, id="no source"),
        pytest.param("unknown-fact-kind", FACTS, "kind: period", "kind: span", 2, id="unknown kind"),
        pytest.param("unknown-fact-unit", FACTS, "unit: weeks", "unit: fortnights", 4, id="unknown unit"),
        pytest.param("unknown-fact-scope", FACTS, "scope: federal", "scope: world", 7, id="unknown scope"),
        pytest.param("fact-incomplete", FACTS, "  amount: 2\n", "", 1, id="a period without amount"),
        pytest.param("fact-incomplete", FACTS, "amount: 2", "amount: 2.5", 1, id="half a week"),
        pytest.param("format", FACTS, "appointment:", "deadline:", 13, id="a key that stands twice"),
        pytest.param("format", FACTS, "appointment:", "Termin machen:", 13, id="a key that is no key"),
        pytest.param("missing-source", "offices.yaml", '"https://x.de/a"', "null", 1, id="address from nowhere"),
        pytest.param("unknown-office", "units.yaml", "wsf.buergerbuero", "wsf.rathaus", 2, id="a unit in no office"),
        pytest.param("enforcement-topics", "units.yaml", "topics: []", "topics: [work.advice]", 19, id="enforcement"),
        pytest.param("topic-without-unit", "units.yaml", "living.*", "registration.late", 1, id="a topic of no unit"),
        pytest.param("topic-of-two-units", "units.yaml", "topics: []", "topics: [housing.*]", 1, id="a topic of two"),
        pytest.param("unknown-topic", "units.yaml", "living.*", "living.*, zoo.lions", 7, id="a unit with no topic"),
        pytest.param("unknown-unit-kind", "units.yaml", "kind: authority", "kind: police", 5, id="unknown unit kind"),
        pytest.param("unit-incomplete", "units.yaml", "  name: Clearingstelle\n", "", 1, id="a unit without name"),
        pytest.param("missing-language", "reply_sentences.yaml", "  tr:", "#", 1, id="a sentence not in Turkish"),
        pytest.param("slots-differ", "reply_sentences.yaml", "vii pe {date}", "vii", 1, id="a slot left out"),
    ],
)  # fmt: skip
def test_each_rule_finds_what_breaks_it(folder, rule, file, old, new, line):
    """One change, one finding of the rule, at the line where the change was made."""
    folder.change(file, old, new)

    report = check(folder.path)

    broken = [found for found in places(report, rule) if found[0] == _seen_in(rule, file)]
    assert (_seen_in(rule, file), line) in [found[:2] for found in broken]
    assert not report["ok"]


def _seen_in(rule: str, file: str) -> str:
    """A German text that goes on shows in its translations."""
    return RO if rule == "translation-outdated" else file


@pytest.mark.parametrize(
    ("rule", "file", "old", "new"),
    [
        pytest.param(
            "long-sentence", RO, "Vino cu", "Vino " + "foarte " * 20, id="a sentence of more than twenty words"
        ),
        pytest.param(
            "one-with-unit", DE, "Kommen Sie", "Das dauert einen Monat. Kommen Sie", id="one month, or a month"
        ),
        pytest.param("rests-on-nothing", DE, "[deadline, appointment]", "[]", id="rests on nothing"),
        pytest.param(
            "related-without-article", DE, "[safety.emergency]", "[registration.late]", id="related, not written"
        ),
    ],
)
def test_what_may_be_right_is_only_a_warning(folder, rule, file, old, new):
    """A warning does not fail the check."""
    folder.change(file, old, new)

    report = check(folder.path)

    assert [found[0] for found in places(report, rule, "warnings")] == [file]
    assert report["ok"]


def test_a_missing_translation_is_named_by_topic_and_language(folder):
    folder.remove(f"{ANMELDUNG}/hu.md")

    report = check(folder.path)

    [row] = report["errors"]
    assert (row["rule"], row["topic"], row["language"]) == ("missing-language", "registration.anmeldung", "hu")


def test_a_translation_without_german_text_stands_on_nothing(folder):
    folder.remove(f"{ANMELDUNG}/de.md")

    report = check(folder.path)

    assert (RO, 1, "ro") in places(report, "missing-german")
    assert (DE, 1, "de") in places(report, "missing-language")


def test_a_folder_that_is_no_topic_is_found(folder):
    folder.write("registration/dragons/facts.yaml", EMERGENCY_FACTS)

    report = check(folder.path)

    assert places(report, "unknown-topic") == [("registration/dragons", 1, None)]


def test_a_missing_file_of_the_edition_is_an_error(folder):
    folder.remove("offices.yaml")

    report = check(folder.path)

    assert places(report, "missing-file") == [("offices.yaml", 1, None)]


def test_a_file_that_is_not_utf8_is_an_error(folder):
    (folder.path / RO).write_bytes("Înregistrare".encode("utf-16"))

    report = check(folder.path)

    assert (RO, 1, None) in places(report, "encoding")


def test_an_uncertain_fact_has_no_value(folder):
    """What nobody knows is said in a sentence, so that no number of it can slip into a text."""
    folder.change(FACTS, "confidence: verified", "confidence: uncertain")

    report = check(folder.path)

    assert places(report, "uncertain-value") == [(FACTS, 1, None)]


def test_every_finding_has_what_the_command_line_promises(folder: EditionFolder):
    folder.change(RO, "fiecărei", "2")

    [row] = check(folder.path)["errors"]

    assert set(row) == {"rule", "file", "line", "topic", "language", "message"}
    assert row["message"] == "the number “2” must come from a fact: {fact:…}"
