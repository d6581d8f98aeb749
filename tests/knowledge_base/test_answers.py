"""An answer is the article in the newcomer's language, with its facts written out and its true state below."""

from datetime import date

import pytest

from knowledge_base import ArticleNotFound, read_edition
from knowledge_base.answers import Answers, ArticleAnswer
from tests.knowledge_base.editions import ANMELDUNG, EMERGENCY, OFFICES, EditionFolder
from wording import Language, Phrases, Reply, rendering
from wording.replies import Line

TODAY = date(2026, 11, 25)


@pytest.fixture
def ask(folder: EditionFolder, phrases: Phrases):
    """Ask the edition as it stands in the folder now."""

    def ask(topic: str, language: Language, on: date = TODAY) -> ArticleAnswer:
        return Answers(read_edition(folder.path), phrases).get(topic, language, on)

    return ask


@pytest.fixture
def said(phrases: Phrases):
    """The lines of an answer as words, one string each."""

    def said(lines: tuple[Line, ...], language: Language) -> list[str]:
        spoken = rendering.spoken(Reply(kind="article", language=language, lines=lines), phrases)
        return [line.plain.strip() for line in spoken]

    return said


def test_the_short_form_answers_first_and_ends_with_its_source(ask, said):
    answer = ask("registration.anmeldung", "ro")

    assert answer.title == "Înregistrarea adresei"
    assert said(answer.lines, "ro") == [
        "Da. Ai la dispoziție 2 săptămâni.",
        "Până când: 2 săptămâni după mutare",
        "Unde: Bürgerbüro Weißenfels (Markt 1), cu programare",
        "Acte: pașaportul sau buletinul fiecărei persoane · Wohnungsgeberbestätigung",
        "Costă: nimic",
        "Cuvinte germane:",
        "• Anmeldung = Îi spui biroului adresa ta.",
        "§ 17 Abs. 1 BMG, text de lege din 19 august 2026 · încă neconfirmat de oraș",
        "Nimeni care vorbește româna din copilărie nu a citit încă această traducere.",
    ]


def test_the_long_form_names_the_source_of_every_fact(ask, said):
    answer = ask("registration.anmeldung", "en")

    assert said(answer.more, "en") == [
        "Vino cu toată familia.",
        "• Cere o programare.",
        "§ 17 Abs. 1 BMG, text of the law of 19 August 2026",
        "source: weissenfels.de, page without a date",
        "not yet confirmed by the town",
        "This translation was not yet read by a native speaker.",
    ]


def test_the_german_text_comes_with_every_answer_to_be_shown_at_a_desk(ask, said):
    answer = ask("registration.anmeldung", "bg")

    assert answer.german_title == "Adresse anmelden"
    german = said(answer.in_german, "de")
    assert german[:2] == ["Ja. Sie haben 2 Wochen Zeit.", "Bis wann: 2 Wochen nach dem Einzug"]
    assert german[-1] == "§ 17 Abs. 1 BMG, Gesetzestext vom 19. August 2026 · von der Stadt noch nicht bestätigt"


def test_one_change_of_a_fact_changes_every_language(folder, ask, said):
    folder.change(f"{ANMELDUNG}/facts.yaml", "amount: 2", "amount: 20")

    assert "Ja. Sie haben 20 Wochen Zeit." in said(ask("registration.anmeldung", "de").lines, "de")
    assert "Da. Ai la dispoziție 20 de săptămâni." in said(ask("registration.anmeldung", "ro").lines, "ro")


def test_a_language_without_a_text_gets_german_and_is_told_so(folder, ask, said):
    folder.remove(f"{ANMELDUNG}/pl.md")

    answer = ask("registration.anmeldung", "pl")

    assert (answer.language, answer.text_language) == ("pl", "de")
    lines = said(answer.lines, "pl")
    assert lines[0] == "Tego tekstu nie ma jeszcze po polsku. Oto tekst po niemiecku."
    assert lines[1] == "Ja. Sie haben 2 Wochen Zeit."
    assert "Tego tłumaczenia nie czytał jeszcze nikt, kto mówi po polsku od dziecka." not in lines


def test_a_topic_without_a_german_text_has_no_answer(ask):
    with pytest.raises(ArticleNotFound):
        ask("housing.deposit", "de")


def test_a_confirmation_names_the_office_and_the_day(folder, ask, said):
    folder.change(
        f"{ANMELDUNG}/de.md",
        "review_due_on:",
        "confirmed_by: Bürgerbüro Weißenfels\nconfirmed_on: 2026-11-02\nreview_due_on:",
    )

    lines = said(ask("registration.anmeldung", "de").lines, "de")

    assert lines[-1].endswith("bestätigt von Bürgerbüro Weißenfels am 2. November 2026")


def test_a_native_reading_ends_the_remark_about_it(folder, ask, said):
    folder.change(f"{ANMELDUNG}/ro.md", "native_reading_by:", "native_reading_by: Ana")
    folder.change(f"{ANMELDUNG}/ro.md", "native_reading_on:", "native_reading_on: 2026-11-20")

    lines = said(ask("registration.anmeldung", "ro").lines, "ro")

    assert lines[-1].endswith("încă neconfirmat de oraș")


@pytest.mark.parametrize(
    ("old", "new", "said_below"),
    [
        pytest.param(
            "source: github:kmein/gesetze laws/BMG-BJNR108410013.md\n  checked_on: 2026-08-19\n  confidence: verified",
            "source: null\n  checked_on: null\n  confidence: known",
            "§ 17 Abs. 1 BMG, text of the law not looked up",
            id="a law nobody looked up",
        ),
        pytest.param(
            "github:kmein/gesetze laws/BMG-BJNR108410013.md\n  checked_on: 2026-08-19",
            "https://www.weissenfels.de/a/b\n  checked_on: 2025-03",
            "source: weissenfels.de, as of March 2025",
            id="a page that speaks of a law is no law",
        ),
    ],
)
def test_a_source_is_called_what_it_is(folder, ask, said, old, new, said_below):
    folder.change(f"{ANMELDUNG}/facts.yaml", old, new)

    lines = said(ask("registration.anmeldung", "en").lines, "en")

    assert lines[-2] == f"{said_below} · not yet confirmed by the town"


def test_where_nothing_is_written_no_source_is_made_up(folder, ask, said):
    """What everybody knows is written nowhere; the answer says so, and does not borrow the source of another fact."""
    folder.change(
        f"{ANMELDUNG}/facts.yaml",
        "law: § 17 Abs. 1 BMG\n  scope: federal\n  source: github:kmein/gesetze laws/BMG-BJNR108410013.md\n"
        "  checked_on: 2026-08-19\n  confidence: verified",
        "law: null\n  scope: federal\n  source: null\n  checked_on: null\n  confidence: known",
    )

    lines = said(ask("registration.anmeldung", "en").lines, "en")

    assert lines[-2] == "no written source · not yet confirmed by the town"


def test_a_deadline_stands_above_its_own_source(folder, ask, said):
    folder.change(f"{ANMELDUNG}/de.md", "rests_on: [deadline, appointment]", "rests_on: [appointment, deadline]")

    lines = said(ask("registration.anmeldung", "en").lines, "en")

    assert lines[-2] == (
        "source: weissenfels.de, page without a date · § 17 Abs. 1 BMG, text of the law of 19 August 2026 · "
        "not yet confirmed by the town"
    )


def test_an_overdue_text_says_when_somebody_looked_at_it_last(folder, ask, said):
    folder.change(f"{ANMELDUNG}/en.md", "second_reading_by:", "second_reading_by: Hand B")
    folder.change(f"{ANMELDUNG}/en.md", "second_reading_on:", "second_reading_on: 2026-08-20")
    folder.change(f"{ANMELDUNG}/en.md", "review_due_on: 2027-02-22", "review_due_on: 2027-01-31")

    lines = said(ask("registration.anmeldung", "en", on=date(2027, 3, 1)).lines, "en")

    assert lines[-1] == (
        "This text was last checked on 20 August 2026. It should have been checked again by 31 January 2027."
    )


def test_where_no_check_is_known_none_is_claimed(ask, said):
    lines = said(ask("registration.anmeldung", "en", on=date(2027, 3, 1)).lines, "en")

    assert lines[-1] == "We do not know if anybody checked this text. It should have been checked by 22 February 2027."


def test_a_machine_translation_is_called_one(folder, ask, said):
    folder.change(f"{ANMELDUNG}/en.md", "translated_from: 1", "translated_from: 1\ntranslated_by: machine")

    lines = said(ask("registration.anmeldung", "en").lines, "en")

    assert lines[-1] == "A machine translated this text. No native speaker has read it yet."


def test_in_danger_the_sentence_with_the_number_stands_out(ask):
    first, second, *_ = ask("safety.emergency", "de").lines

    assert (first.content, first.style) == ("Bei Feuer rufen Sie an: 112.", "number")
    assert (second.content, second.style) == ("Sie dürfen immer anrufen.", "text")


def test_many_papers_stand_one_below_the_other(folder, ask, said):
    folder.change(f"{ANMELDUNG}/de.md", "- Pass", "- Heiratsurkunde, wenn Sie verheiratet sind\n- Pass")

    lines = said(ask("registration.anmeldung", "de").lines, "de")

    assert lines[3:7] == [
        "Papiere:",
        "• Heiratsurkunde, wenn Sie verheiratet sind",
        "• Pass oder Personalausweis von jeder Person",
        "• Wohnungsgeberbestätigung vom Vermieter mit Unterschrift",
    ]


def test_a_field_of_an_office_that_nobody_knows_is_said_to_be_unknown(folder, ask, said):
    """The check refuses such a text; should one be published anyway, it invents nothing."""
    folder.change(f"{ANMELDUNG}/en.md", "{office:wsf.buergerbuero}", "{office:wsf.buergerbuero.phone}")

    lines = said(ask("registration.anmeldung", "en").lines, "en")

    assert "Where: phone number not known yet, cu programare" in lines


def test_every_german_word_of_the_short_form_is_explained_there(folder, ask, said):
    """Also where a language bends the word; what only the long form uses is explained behind the button."""
    folder.change(f"{ANMELDUNG}/hu.md", "Da. Ai", "A Bürgerbüróban. Az Anmeldung ingyenes. Frist. Ai")
    folder.change(
        f"{ANMELDUNG}/hu.md", "- Anmeldung:", "- Bescheid: levél.\n- Bürgerbüro: hivatal.\n- Frist: nap.\n- Anmeldung:"
    )

    answer = ask("registration.anmeldung", "hu")

    short = said(answer.lines, "hu")
    assert [line.split(" = ")[0] for line in short if " = " in line] == ["• Bürgerbüro", "• Frist", "• Anmeldung"]
    assert "• Bescheid = levél." in said(answer.more, "hu")


def test_who_is_sent_to_an_office_without_an_address_is_told_whom_to_ask(folder, ask, said):
    """The advice unit helps to find the way; its own address is known."""
    advice = OFFICES.replace("wsf.buergerbuero", "wsf.neustadtbuero").replace("Bürgerbüro Weißenfels", "Neustadtbüro")
    unknown = OFFICES.replace('"Markt 1", confidence: verified', "null, confidence: uncertain")
    folder.write("offices.yaml", unknown + advice)
    folder.change(
        "units.yaml", "housing_inspection:\n  office: wsf.buergerbuero", "advice:\n  office: wsf.neustadtbuero"
    )
    folder.change("units.yaml", "kind: enforcement", "kind: advice")

    lines = said(ask("registration.anmeldung", "en").lines, "en")

    where = lines.index("Where: Bürgerbüro Weißenfels, cu programare")
    assert lines[where + 1] == "Address: we do not know it for sure yet. Ask here: Neustadtbüro (Markt 1)"


def test_every_language_says_every_answer(ask, said, folder):
    folder.remove(f"{EMERGENCY}/tr.md")

    for topic in ("registration.anmeldung", "safety.emergency"):
        for language in ("de", "en", "ro", "bg", "pl", "hu", "tr"):
            answer = ask(topic, language, on=date(2028, 1, 1))
            assert all(said(answer.lines, language) + said(answer.more, language) + said(answer.in_german, "de"))
