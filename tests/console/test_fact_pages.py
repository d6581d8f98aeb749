"""Facts at the desk: what stands where, and a change from the form to the newcomer through two persons."""

import re
from datetime import date
from html import unescape

import httpx
import pytest
from sqlalchemy import select

from handoff.staff import Role
from knowledge_base.current_values import find_value
from knowledge_base.facts import Fact
from knowledge_base.library import Library
from knowledge_base.tables import FactRow, ValueChange
from knowledge_base.value_changes import propose_shipped
from tests.console.conftest import Browser, Town
from wording import LANGUAGES, Reply, rendering

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""The acts behind these pages are tested on both databases."""

DEADLINE = "registration.anmeldung.deadline"
FACTS = "/desk/knowledge/facts"
CHANGE = f"{FACTS}/{DEADLINE}/change"


def typed(page: str) -> dict[str, str]:
    """What stands in the fields of the form on the page, as a browser would send it."""
    form = re.search(r"<form[^>]*value-form.*?</form>", page, re.DOTALL)
    assert form, "no form"
    without_empty_boxes = re.sub(r'<input type="checkbox"(?![^>]*checked)[^>]*>', "", form[0])
    fields = dict(re.findall(r'<input[^>]* name="(\w+)" value="([^"]*)"', without_empty_boxes))
    fields |= dict(re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>([^<]*)</textarea>', form[0]))
    for name, options in re.findall(r'<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', form[0], re.DOTALL):
        values = re.findall(r'<option value="([^"]*)"', options)
        fields[name] = next(iter(re.findall(r'<option value="([^"]*)" selected', options) + values), "")
    return {name: unescape(value) for name, value in fields.items() if name != "csrf_token"}


async def fills(browser: Browser, path: str, act: str = "preview", **fields: str) -> httpx.Response:
    """Type *fields* into the form that is shown and press the button *act*."""
    return await browser.posts(path, **(typed(browser.shown) | fields | {"act": act}))


async def proposes(town: Town, browser: Browser, path: str = CHANGE, **fields: str) -> int:
    """Fill the form, look at the effects, propose; the number of the change."""
    await browser.opens(path)
    shown = await fills(browser, path, **fields)
    assert shown.status_code == 200, shown.text
    answer = await fills(browser, path, "propose", **{"because": "Schreiben des Bürgerbüros", **fields})
    assert answer.status_code == 303, answer.text
    await browser.opens(answer.headers["location"])
    return int(re.findall(r"/changes/(\d+)", answer.headers["location"])[0])


async def agrees(browser: Browser, change: int) -> httpx.Response:
    await browser.opens(f"/desk/knowledge/changes/{change}")
    return await browser.posts(f"/desk/knowledge/changes/{change}/agree")


async def fact(town: Town, name: str = DEADLINE) -> Fact:
    async with town.database.reading() as session:
        found = await find_value(session, "fact", name)
    assert isinstance(found, Fact)
    return found


async def the_change(town: Town, number: int) -> ValueChange:
    async with town.database.reading() as session:
        return await session.get_one(ValueChange, number)


async def sets(town: Town, name: str = DEADLINE, **values: object) -> None:
    """Something is otherwise in the database, whoever did it."""
    topic, _, key = name.rpartition(".")
    async with town.database.transaction() as session:
        row = await session.get_one(FactRow, (topic, key))
        for field, value in values.items():
            setattr(row, field, value)


async def newcomer_reads(town: Town) -> dict[str, str]:
    """The article in every language, from a library that has just read the database."""
    async with town.database.reading() as session:
        library = await Library.load(session, town.desk_app.state.desk.parts.phrases, town.clock)
    return {
        language: rendering.plain(
            Reply(kind="article", language=language, lines=library.answer("registration.anmeldung", language).lines),
            town.desk_app.state.desk.parts.phrases,
        )
        for language in LANGUAGES
    }


async def test_the_list_says_what_is_known_of_each_fact(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Frau Kranich", "editor")

    page = (await desk.opens(FACTS)).text

    assert "2 Wochen" in page
    assert "§ 17 Abs. 1 BMG" in page
    assert "in 7 Texten" in page
    assert re.search(r"hours</a>.*?unsicher.*?nachprüfen", page, re.DOTALL)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        pytest.param("state=uncertain", {"hours"}, id="uncertain"),
        pytest.param("state=recheck", {"appointment", "hours"}, id="to be checked again"),
        pytest.param("state=expired", {"number"}, id="expired"),
        pytest.param("state=expiring", {"deadline"}, id="expires within thirty days"),
        pytest.param("state=review_due", {"appointment"}, id="review due"),
        pytest.param("state=unowned", {"appointment", "hours", "number"}, id="without an owner"),
        pytest.param("state=unused", {"hours"}, id="in no text"),
        pytest.param("area=safety", {"number"}, id="an area"),
        pytest.param("topic=registration.anmeldung", {"deadline", "appointment", "hours"}, id="a topic"),
        pytest.param("q=buergerburo+termine", set(), id="every word must be there, as it is written"),
        pytest.param("q=BÜRGERBURO+termine", {"appointment"}, id="words, without diacritics or capitals"),
        pytest.param("q=%C2%A7+17", {"deadline"}, id="a law"),
        pytest.param("q=Giraffe", set(), id="nothing"),
        pytest.param("area=registration&state=recheck&q=termine", {"appointment"}, id="all together"),
    ],
)
async def test_the_list_shows_what_is_asked_for(newsroom: Town, query: str, shown: set[str]) -> None:
    await sets(newsroom, owner="clearing", valid_to=date(2026, 12, 20))
    await sets(newsroom, "registration.anmeldung.appointment", review_due_on=date(2026, 11, 24))
    await sets(newsroom, "safety.emergency.number", valid_to=date(2026, 11, 23))
    desk = await newsroom.at_the_desk("Frau Kranich", "editor")

    page = (await desk.opens(f"{FACTS}?{query}")).text

    assert {name.rpartition(".")[2] for name in re.findall(rf'href="{FACTS}/([a-z_.]+\.[a-z_]+)"', page)} == shown
    assert ("Kein Fakt passt dazu." in page) == (not shown)


async def test_a_fact_shows_every_text_in_which_it_stands(newsroom: Town) -> None:
    """Also those that only rest on it."""
    desk = await newsroom.at_the_desk("Frau Kranich", "editor")

    named = (await desk.opens(f"{FACTS}/{DEADLINE}")).text
    rested_on = (await desk.opens(f"{FACTS}/registration.anmeldung.appointment")).text

    for language in LANGUAGES:
        assert f'href="/desk/knowledge/articles/registration.anmeldung/{language}"' in named
    assert re.findall(r'href="(/desk/knowledge/articles/[^"]+)"', rested_on) == [
        "/desk/knowledge/articles/registration.anmeldung/de"
    ]
    assert "wie es ausgeliefert wurde" in named


async def test_a_fact_that_does_not_exist_is_not_found(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Frau Kranich", "editor")

    for path in (f"{FACTS}/registration.anmeldung.nothing", f"{FACTS}/77", f"{FACTS}/a.b.c/change", f"{CHANGE}s"):
        assert (await desk.opens(path)).status_code == 404, path


async def test_before_a_change_every_sentence_of_every_language_is_shown(newsroom: Town) -> None:
    """Nothing is written by looking."""
    desk = await newsroom.at_the_desk("Frau Kranich", "editor")
    await desk.opens(CHANGE)

    page = (await fills(desk, CHANGE, amount="3")).text

    assert "<strong>14 Sätze ändern sich</strong> in 7 Sprachen." in page
    assert "Ja. Sie haben 2 Wochen Zeit." in unescape(page).replace("\N{NO-BREAK SPACE}", " ")
    assert "Ja. Sie haben 3 Wochen Zeit." in page
    assert "Da. Ai la dispoziție 3 săptămâni." in page
    assert 'lang="bg">' in page
    assert (await fact(newsroom)).amount == 2
    async with newsroom.database.reading() as session:
        assert list(await session.scalars(select(ValueChange))) == []


async def test_what_stands_below_answers_about_the_source_is_shown_too(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Frau Kranich", "editor")
    await desk.opens(CHANGE)

    page = (await fills(desk, CHANGE, checked_on="1.9.2026")).text

    assert "Kein Satz liest sich anders." in page
    assert "§ 17 Abs. 1 BMG, Gesetzestext vom 1. September 2026" in unescape(page)
    assert page.count('class="compared"') == len(LANGUAGES)


async def test_a_change_reaches_newcomers_through_two_persons(newsroom: Town) -> None:
    """The editor proposes, the reviewer sees every sentence and agrees, every language says it."""
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    reviewer = await newsroom.at_the_desk("Herr Dachs", "reviewer")

    number = await proposes(newsroom, editor, amount="3")
    assert "Jetzt muss eine zweite Person zustimmen" in editor.shown
    assert all("2" in said and "3" not in said.split("BMG")[0] for said in (await newcomer_reads(newsroom)).values())
    page = (await reviewer.opens(f"/desk/knowledge/changes/{number}")).text
    assert "14 Sätze ändern sich" in page
    assert "Schreiben des Bürgerbüros" in page
    assert "Vorgeschlagen von Frau Kranich" in page
    agreed = await agrees(reviewer, number)

    assert agreed.headers["location"].endswith("?done=published")
    told = await newcomer_reads(newsroom)
    assert "3 Wochen" in told["de"].replace("\N{NO-BREAK SPACE}", " ")
    assert all("3" in said.split("BMG")[0] for said in told.values())
    history = (await editor.opens(f"{FACTS}/{DEADLINE}")).text
    assert re.search(r"Frau Kranich, zugestimmt hat Herr Dachs.*?Zahl: <del>2</del>.*?<ins>3</ins>", history, re.DOTALL)
    assert "Berichtigung" in (await reviewer.opens(f"/desk/knowledge/changes/{number}")).text


async def test_whoever_proposed_cannot_agree(newsroom: Town) -> None:
    """Not even an administrator, and the page says who can."""
    admin = await newsroom.at_the_desk("Verwaltung", "administrator")
    number = await proposes(newsroom, admin, amount="3")

    answer = await agrees(admin, number)

    assert answer.status_code == 409
    assert "Zustimmen kann nur eine andere Person" in answer.text
    assert "Zustimmen und veröffentlichen" not in answer.text
    assert (await fact(newsroom)).amount == 2


async def test_an_editor_cannot_agree_and_takes_back_only_the_own(newsroom: Town) -> None:
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    other = await newsroom.at_the_desk("Herr Reiher", "editor")
    number = await proposes(newsroom, editor, amount="3")

    assert (await agrees(other, number)).status_code == 403
    await other.opens(f"/desk/knowledge/changes/{number}")
    assert (await other.posts(f"/desk/knowledge/changes/{number}/send-back", because="Nein")).status_code == 403
    await editor.opens(f"/desk/knowledge/changes/{number}")
    back = await editor.posts(f"/desk/knowledge/changes/{number}/send-back", because="Vertippt")

    assert back.headers["location"].endswith("?done=sent-back")
    assert (await the_change(newsroom, number)).status == "sent_back"
    assert "Vertippt" in (await editor.opens(f"{FACTS}/{DEADLINE}")).text


async def test_sending_back_needs_a_reason(newsroom: Town) -> None:
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    reviewer = await newsroom.at_the_desk("Herr Dachs", "reviewer")
    number = await proposes(newsroom, editor, amount="3")
    await reviewer.opens(f"/desk/knowledge/changes/{number}")

    without = await reviewer.posts(f"/desk/knowledge/changes/{number}/send-back", because=" ")

    assert without.status_code == 422
    assert "warum" in without.text
    assert (await the_change(newsroom, number)).status == "in_review"


async def test_what_was_decided_is_not_decided_again(newsroom: Town) -> None:
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    reviewer = await newsroom.at_the_desk("Herr Dachs", "reviewer")
    number = await proposes(newsroom, editor, amount="3")
    await agrees(reviewer, number)

    again = await reviewer.posts(f"/desk/knowledge/changes/{number}/agree")
    await reviewer.opens("/desk/knowledge/facts/new")
    twice = await reviewer.posts(f"/desk/knowledge/changes/{number}/agree")
    back = await reviewer.posts(f"/desk/knowledge/changes/{number}/send-back", because="Doch nicht")

    assert again.status_code in (403, 409)  # the page that was shown has no form any more
    assert (twice.status_code, back.status_code) in ((403, 403), (409, 409))
    assert (await the_change(newsroom, number)).status == "published"


async def test_a_change_can_wait_for_its_day(newsroom: Town) -> None:
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    reviewer = await newsroom.at_the_desk("Herr Dachs", "reviewer")

    number = await proposes(newsroom, editor, amount="3", publish_on="1.1.2027")
    agreed = await agrees(reviewer, number)

    assert agreed.headers["location"].endswith("?done=agreed")
    assert (await fact(newsroom)).amount == 2
    assert "gilt ab 01.01.2027" in (await reviewer.opens("/desk/knowledge/changes")).text


async def test_a_day_that_is_over_is_no_day_to_wait_for(newsroom: Town) -> None:
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    await editor.opens(CHANGE)

    answer = await fills(editor, CHANGE, amount="3", publish_on="24.11.2026")

    assert answer.status_code == 422
    assert "nicht mehr offen" in answer.text


async def test_only_what_was_shown_is_proposed(newsroom: Town) -> None:
    """Whoever types on after the preview sees the new effects first."""
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    await editor.opens(CHANGE)
    await fills(editor, CHANGE, amount="3")

    again = await fills(editor, CHANGE, "propose", amount="4", because="Weil")

    assert again.status_code == 200
    assert "4 Wochen" in again.text
    proposed = await fills(editor, CHANGE, "propose")
    assert proposed.status_code == 303


async def test_a_change_needs_a_reason(newsroom: Town) -> None:
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    await editor.opens(CHANGE)
    await fills(editor, CHANGE, amount="3")

    answer = await fills(editor, CHANGE, "propose")

    assert answer.status_code == 422
    assert "kurz, warum" in answer.text
    assert typed(answer.text)["amount"] == "3"


async def test_nothing_changed_is_no_change(newsroom: Town) -> None:
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    await editor.opens(CHANGE)

    assert "nichts anders" in (await fills(editor, CHANGE)).text


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        pytest.param({"amount": ""}, "amount", "Bitte eine Zahl", id="no number"),
        pytest.param({"amount": "zwei"}, "amount", "Bitte eine Zahl", id="a word"),
        pytest.param({"amount": "1,5"}, "amount", "90 Minuten statt 1,5 Stunden", id="half a week"),
        pytest.param({"unit": ""}, "unit", "Einheit passt nicht", id="no unit"),
        pytest.param({"statement": ""}, "statement", "Bitte ausfüllen", id="no statement"),
        pytest.param({"checked_on": "gestern"}, "checked_on", "19.08.2026", id="no day"),
        pytest.param({"valid_to": "32.1.2027"}, "valid_to", "Bitte ein Datum", id="no such day"),
        pytest.param({"valid_from": "2.2.2027", "valid_to": "1.2.2027"}, "valid_to", "vor dem ersten", id="backwards"),
        pytest.param({"source": ""}, "source", "braucht eine Quelle", id="verified by nothing"),
        pytest.param({"confidence": "uncertain"}, "confidence", "gilt bis", id="an uncertain value"),
        pytest.param({"confidence": "sure"}, "confidence", "eine der Möglichkeiten", id="no such choice"),
        pytest.param({"statement": "x" * 2001}, "statement", "Höchstens 2000", id="too long"),
    ],
)
async def test_what_is_wrong_stands_in_german_at_its_field(
    newsroom: Town, fields: dict[str, str], field: str, said: str
) -> None:
    """And what was typed is still there."""
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    await editor.opens(CHANGE)

    answer = await fills(editor, CHANGE, law="§ 99 BMG", **fields)

    assert answer.status_code == 422
    [error] = re.findall(rf'id="{field}-error">(.*?)</p>', answer.text)
    assert said in unescape(error)
    assert typed(answer.text)["law"] == "§ 99 BMG"


@pytest.mark.parametrize(
    ("written", "amount"),
    [("1.000,50", "1000.5"), ("1.000", "1000"), ("12,5 €", "12.5"), ("12.5", "12.5"), ("2", "2")],
)
async def test_numbers_are_read_as_germans_write_them(newsroom: Town, written: str, amount: str) -> None:
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    path = f"{FACTS}/new"
    await editor.opens(f"{path}?topic=registration.anmeldung&kind=money")
    fields = {"key": "fee", "amount": written, "statement": "Es kostet etwas.", "because": "Satzung"}

    await fills(editor, path, **fields)
    answer = await fills(editor, path, "propose", **fields)

    change = await the_change(newsroom, int(re.findall(r"/changes/(\d+)", answer.headers["location"])[0]))
    assert float(change.after["amount"]) == float(amount)


async def test_a_colleague_who_was_faster_is_not_overwritten(newsroom: Town) -> None:
    """The page says what is there now, and nothing typed is lost."""
    slow = await newsroom.at_the_desk("Frau Kranich", "editor")
    await slow.opens(CHANGE)
    await fills(slow, CHANGE, amount="3")
    await sets(newsroom, law="§ 17 Abs. 1 Satz 1 BMG")

    answer = await fills(slow, CHANGE, "propose", because="Schreiben")

    assert answer.status_code == 409
    assert "Inzwischen steht hier etwas anderes" in answer.text
    assert "§ 17 Abs. 1 Satz 1 BMG" in answer.text
    assert typed(answer.text)["amount"] == "3"
    assert typed(answer.text)["because"] == "Schreiben"
    assert (await fills(slow, CHANGE, "propose")).status_code == 303  # now upon the new values


async def test_two_changes_of_one_fact_do_not_wait_at_once(newsroom: Town) -> None:
    one = await newsroom.at_the_desk("Frau Kranich", "editor")
    other = await newsroom.at_the_desk("Herr Reiher", "editor")
    await other.opens(CHANGE)
    await fills(other, CHANGE, amount="4")
    number = await proposes(newsroom, one, amount="3")

    answer = await fills(other, CHANGE, "propose", because="Eigenes Schreiben")

    assert answer.status_code == 409
    assert f"/desk/knowledge/changes/{number}" in answer.text
    assert typed(answer.text)["amount"] == "4"


async def test_nobody_agrees_to_a_change_of_what_is_no_longer_there(newsroom: Town) -> None:
    """The page shows what became of the value, and the change can only go back."""
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    reviewer = await newsroom.at_the_desk("Herr Dachs", "reviewer")
    number = await proposes(newsroom, editor, amount="3")
    await sets(newsroom, amount="5")

    page = (await reviewer.opens(f"/desk/knowledge/changes/{number}")).text
    answer = await reviewer.posts(f"/desk/knowledge/changes/{number}/agree")

    assert "Inzwischen steht dort etwas anderes" in page
    assert "Zustimmen und veröffentlichen" not in page
    assert re.search(r"<del>2</del></td><td><ins>5</ins>", page)
    assert answer.status_code == 409
    assert (await fact(newsroom)).amount == 5


async def test_a_value_that_texts_name_cannot_become_a_mere_statement(newsroom: Town) -> None:
    """Newcomers would read a German sentence where two weeks stood. The texts are named."""
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    await editor.opens(CHANGE)
    await fills(editor, CHANGE, "kind", kind="statement")

    answer = await fills(editor, CHANGE, kind="statement")

    assert answer.status_code == 422
    assert "Ändern Sie zuerst diese Texte" in answer.text
    assert "nennt dann einen Wert, den es nicht mehr gibt" in answer.text
    assert 'name="act" value="propose"' in answer.text
    assert (await fills(editor, CHANGE, "propose", because="Doch")).status_code == 422


async def test_a_statement_that_becomes_uncertain_names_the_texts_that_rest_on_it(newsroom: Town) -> None:
    """It can be proposed: doubt must be said soon, and the text does not say the statement's words."""
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    path = f"{FACTS}/registration.anmeldung.appointment/change"
    await editor.opens(path)

    page = (await fills(editor, path, confidence="uncertain")).text

    assert "Was unsicher ist, sagt Lotse nicht." in page
    assert "Adresse anmelden · Deutsch" in page
    assert (await fills(editor, path, "propose", because="Das Amt weiß es nicht")).status_code == 303


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        pytest.param({"valid_to": "23.11.2026"}, "gilt dann nicht mehr", id="over"),
        pytest.param({"valid_to": "31.12.2026"}, "Nach dem 31.12.2026", id="ends"),
        pytest.param({"valid_from": "1.1.2027"}, "erst ab 01.01.2027", id="has not begun"),
    ],
)
async def test_a_fact_that_does_not_hold_withdraws_its_sentences_and_the_page_says_so(
    newsroom: Town, fields: dict[str, str], said: str
) -> None:
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    await editor.opens(CHANGE)

    page = (await fills(editor, CHANGE, **fields)).text

    [warning] = re.findall(r'class="warning"><span aria-hidden="true">▲</span> (.*?)</p>', page)
    assert said in warning
    assert "In 7 Texten fällt der Satz" in warning


async def test_a_new_value_asks_whether_the_statement_still_fits(newsroom: Town) -> None:
    """ "Two weeks" stands in it too, in words no program counts."""
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    await editor.opens(CHANGE)

    alone = await fills(editor, CHANGE, amount="3")
    together = await fills(editor, CHANGE, statement="Wer einzieht, meldet sich innerhalb von drei Wochen an.")

    assert "Passt sie noch?" in alone.text
    assert "Passt sie noch?" not in together.text


async def test_two_thousand_facts_come_in_pages(newsroom: Town) -> None:
    """A hundred on each, and the filters stay when one turns the page."""
    deadline = await fact(newsroom)
    async with newsroom.database.transaction() as session:
        for number in range(2_000):
            row = FactRow()
            like = deadline.model_copy(update={"key": f"copy_{number}", "recheck": number % 2 == 0})
            row.write(like, 100 + number, shipped=True)
            session.add(row)
    desk = await newsroom.at_the_desk("Frau Kranich", "editor")

    first = (await desk.opens(f"{FACTS}?state=recheck")).text
    last = (await desk.opens(f"{FACTS}?state=recheck&page=99")).text

    assert "1002 Fakten, Seite 1 von 11" in first
    assert first.count('class="fact-name"') == 100
    assert "state=recheck&amp;page=2" in unescape(first).replace("&page", "&amp;page")
    assert "Seite 11 von 11" in last
    assert last.count('class="fact-name"') == 2


async def test_a_new_fact_goes_the_same_way(newsroom: Town) -> None:
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    reviewer = await newsroom.at_the_desk("Herr Dachs", "reviewer")
    path = f"{FACTS}/new"
    await editor.opens(path)
    await fills(editor, path, "kind", topic="registration.anmeldung", key="age_of_child", kind="age")

    fields = {"amount": "16", "statement": "Ab 16 Jahren meldet man sich selbst an.", "because": "Gesetz"}
    await fills(editor, path, **fields)
    made = await fills(editor, path, "propose", **fields)
    number = int(re.findall(r"/changes/(\d+)", made.headers["location"])[0])
    page = (await reviewer.opens(f"/desk/knowledge/changes/{number}")).text
    await agrees(reviewer, number)

    assert "erst, wenn jemand es dort einsetzt" in page
    new = await fact(newsroom, "registration.anmeldung.age_of_child")
    assert (new.kind, new.amount, new.scope) == ("age", 16, "town")
    assert (
        "{fact:registration.anmeldung.age_of_child}"
        in (await editor.opens(f"{FACTS}/registration.anmeldung.age_of_child")).text
    )


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        pytest.param({"topic": "meta.help", "key": "x"}, "topic", id="no topic with an article"),
        pytest.param({"topic": "registration.anmeldung", "key": "Frist"}, "key", id="a German name"),
        pytest.param({"topic": "registration.anmeldung", "key": "deadline"}, "key", id="exists"),
    ],
)
async def test_a_new_fact_needs_a_topic_and_a_name_of_its_own(
    newsroom: Town, fields: dict[str, str], field: str
) -> None:
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")
    await editor.opens(f"{FACTS}/new?kind=statement")

    answer = await fills(editor, f"{FACTS}/new", statement="Ein Satz.", **fields)

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


async def test_what_came_with_a_new_edition_says_so(newsroom: Town) -> None:
    """It has no writer, and any reviewer may agree."""
    reviewer = await newsroom.at_the_desk("Herr Dachs", "reviewer")
    here = await fact(newsroom)
    async with newsroom.database.transaction() as session:
        await propose_shipped(session, here, here.model_copy(update={"law": "§ 17 BMG"}), newsroom.clock())

    page = (await reviewer.opens("/desk/knowledge/changes")).text
    [number] = re.findall(r'href="/desk/knowledge/changes/(\d+)"', page)
    agreed = await agrees(reviewer, int(number))

    assert "aus der Auslieferung" in page
    assert agreed.status_code == 303
    assert (await fact(newsroom)).law == "§ 17 BMG"


async def test_words_in_a_fact_are_never_markup(newsroom: Town) -> None:
    attack = "<img src=x onerror=alert(1)>\"'{{ 7*7 }}\x00"
    editor = await newsroom.at_the_desk("Frau Kranich", "editor")

    number = await proposes(newsroom, editor, law=attack, source="javascript:alert(1)")

    for path in (f"/desk/knowledge/changes/{number}", "/desk/knowledge/changes", f"{FACTS}/{DEADLINE}", CHANGE):
        page = (await editor.opens(path)).text
        assert "<img" not in page
        assert "49" not in re.findall(r"onerror=alert\(1\).{0,30}", page)
        assert 'href="javascript' not in page


@pytest.mark.parametrize("role", ["staff", "coordinator"])
async def test_who_does_not_look_after_knowledge_sees_no_fact(newsroom: Town, role: Role) -> None:
    desk = await newsroom.at_the_desk("Jemand", role, "clearing" if role == "staff" else None)

    for path in (FACTS, f"{FACTS}/new", f"{FACTS}/{DEADLINE}", CHANGE, "/desk/knowledge/changes"):
        assert (await desk.opens(path)).status_code == 403, path
