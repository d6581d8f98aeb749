"""The knowledge base at the desk: tasks, matrix, review calendar, and who may see them."""

import re
from collections.abc import Awaitable, Callable
from datetime import date

import pytest
from sqlalchemy import select, update

from console.calendar_pages import routes as calendar_routes
from console.knowledge_pages import routes as knowledge_routes
from handoff.staff import Role
from knowledge_base.articles import load_edition
from knowledge_base.tables import ArticleVersion, FactRow, OfficeRow
from knowledge_base.value_changes import ValueChanges, values_of
from knowledge_base.workflow import Workflow
from tests.console.conftest import Browser, Town

ANMELDUNG = "registration.anmeldung"
DEADLINE = f"{ANMELDUNG}.deadline"
GET_PAGES = ("/desk/knowledge", "/desk/knowledge/matrix", "/desk/knowledge/calendar")
FORMS = ("/desk/knowledge/calendar/text", "/desk/knowledge/calendar/fact")


async def act(town: Town, what: Callable[[Workflow], Awaitable[object]]) -> None:
    """Do something with the workflow, on what is published now."""
    async with town.database.transaction() as session:
        edition = await load_edition(session, published_only=True)
        await what(Workflow(session, town.signals, edition, town.clock()))


async def change_german(
    town: Town, change: str = "meaning", *, by: str = "staff:91", agreed_by: str = "staff:92"
) -> None:
    """Two people publish another German text."""

    async def publish(workflow: Workflow) -> None:
        [old] = [row for row in await workflow.versions((ANMELDUNG, "de")) if row.status == "published"]
        article = old.read().model_copy(update={"title": "Die Adresse anmelden"})
        new = await workflow.save(article, based_on=old.version, by=by)
        await workflow.submit((ANMELDUNG, "de"), new.version, by=by, change=change)
        await workflow.agree((ANMELDUNG, "de"), new.version, by=agreed_by)

    await act(town, publish)


async def hand_in(town: Town, by: str) -> None:
    """A Romanian text that waits for another person."""

    async def submit(workflow: Workflow) -> None:
        old = await workflow.published((ANMELDUNG, "ro"))
        assert old is not None
        new = await workflow.save(old.read().model_copy(update={"title": "Adresa"}), based_on=old.version, by=by)
        await workflow.submit((ANMELDUNG, "ro"), new.version, by=by, change="ordinary")

    await act(town, submit)


def cell(page: str, topic: str, language: str) -> str:
    """The words of one cell of the matrix, without its hidden name."""
    found = re.search(rf'<td><a class="[^"]*" href="/desk/knowledge/articles/{topic}/{language}">(.*?)</a>', page, re.S)
    assert found, f"no cell {topic} {language}"
    shown = re.sub(r'<span class="visually-hidden">.*?</span>', "", found[1])
    return " ".join(re.sub(r"<[^>]+>", " ", shown).split())


def task_titles(page: str) -> list[str]:
    return re.findall(r"<h2>(.*?)</h2>", page)


@pytest.mark.parametrize("role", ["staff", "coordinator"])
async def test_nobody_else_sees_the_knowledge_base_from_inside(newsroom: Town, role: Role) -> None:
    """Staff of units and coordinators get 403 on every page and every form."""
    desk = await newsroom.at_the_desk("Frau Beer", role, "clearing")

    for path in GET_PAGES:
        assert (await desk.opens(path)).status_code == 403, path
    for path in FORMS:
        await desk.opens("/desk/account")
        assert (await desk.posts(path)).status_code == 403, path


def test_every_page_of_these_routes_is_walked() -> None:
    """A new page is added to the wall above."""
    paths = {f"/desk{route.path}" for router in (knowledge_routes, calendar_routes) for route in router.routes}

    assert paths == {*GET_PAGES, *FORMS}


async def test_nothing_to_do_is_said(newsroom: Town) -> None:
    """With a full edition and every office known there is no task."""
    async with newsroom.database.transaction() as session:
        office = (await session.scalars(select(OfficeRow))).one()
        known = {"value": "x", "confidence": "known", "source": None, "valid_as_of": None, "recheck": False}
        office.written = {**office.written, **dict.fromkeys(("phone", "email", "hours"), known)}
    desk = await newsroom.at_the_desk("Redaktion", "editor")

    page = (await desk.opens("/desk/knowledge")).text

    assert "Nichts zu tun" in page
    assert 'class="tasks"' not in page


async def test_a_task_says_what_why_how_many_and_leads_to_the_place(newsroom: Town) -> None:
    await change_german(newsroom)
    desk = await newsroom.at_the_desk("Redaktion", "editor")

    page = (await desk.opens("/desk/knowledge")).text

    assert task_titles(page) == ["6 Übersetzungen sind veraltet", "3 Angaben zu Ämtern fehlen"]
    assert "Menschen lesen dort nur noch die Fakten und den deutschen Text." in page
    assert f'href="/desk/knowledge/articles/{ANMELDUNG}/en"' in page
    assert "/desk/knowledge/matrix?state=outdated" in page


async def test_an_editor_sees_no_task_that_only_a_reviewer_can_do(newsroom: Town) -> None:
    await hand_in(newsroom, by="staff:91")
    editor = await newsroom.at_the_desk("Redaktion", "editor")
    reviewer = await newsroom.at_the_desk("Prüfung", "reviewer")

    assert "wartet auf Ihre Prüfung" not in (await editor.opens("/desk/knowledge")).text
    assert "Ein Text wartet auf Ihre Prüfung" in (await reviewer.opens("/desk/knowledge")).text


async def test_nobody_is_asked_to_agree_to_their_own_text(newsroom: Town) -> None:
    member = await newsroom.enrols("Prüfung", "reviewer", None)
    await hand_in(newsroom, by=f"staff:{member.id}")
    desk = await newsroom.signs_in(member)

    assert "wartet auf Ihre Prüfung" not in (await desk.opens("/desk/knowledge")).text


async def test_more_than_five_tasks_stand_below(newsroom: Town) -> None:
    """Five with their reason, the rest as a list of links."""
    today = newsroom.clock().date()
    await hand_in(newsroom, by="staff:91")
    await change_german(newsroom)
    await act(newsroom, lambda workflow: workflow.withdraw(("safety.emergency", "en"), by="staff:91", because="x"))
    async with newsroom.database.transaction() as session:
        await session.execute(update(FactRow).where(FactRow.key == "deadline").values(valid_to=today.replace(day=1)))
        await session.execute(update(FactRow).where(FactRow.key == "number").values(valid_to=today))
        await session.execute(
            update(ArticleVersion).where(ArticleVersion.language == "pl").values(review_due_on=today.replace(day=1))
        )
    desk = await newsroom.at_the_desk("Prüfung", "reviewer")

    page = (await desk.opens("/desk/knowledge")).text

    assert task_titles(page) == [
        "Ein Fakt gilt nicht mehr",
        "Ein Fakt endet in den nächsten 14 Tagen",
        "Ein zurückgezogener Text ist noch nicht geprüft",
        "Ein Text wartet auf Ihre Prüfung",
        "5 Übersetzungen sind veraltet",
    ]
    assert "und 2 weitere" in page
    assert "2 Prüfungen sind überfällig" in page


async def test_a_cell_says_its_state_in_a_sign_and_in_words(newsroom: Town) -> None:
    await change_german(newsroom)
    await hand_in_of_new_german(newsroom)
    desk = await newsroom.at_the_desk("Redaktion", "editor")

    page = (await desk.opens("/desk/knowledge/matrix")).text

    assert cell(page, ANMELDUNG, "de") == "? unbestätigt Amt fehlt"
    assert cell(page, ANMELDUNG, "en") == "≠ veraltet"
    assert cell(page, ANMELDUNG, "ro") == "≠ veraltet … wartet auf Prüfung"
    assert cell(page, "safety.emergency", "tr") == "? unbestätigt Amt, Lesung fehlen"
    assert cell(page, "housing.deposit", "hu") == "∅ fehlt"


async def hand_in_of_new_german(town: Town) -> None:
    async def submit(workflow: Workflow) -> None:
        old = await workflow.published((ANMELDUNG, "ro"))
        assert old is not None
        new = old.read().model_copy(update={"translated_from": 2})
        row = await workflow.save(new, based_on=old.version, by="staff:91")
        await workflow.submit((ANMELDUNG, "ro"), row.version, by="staff:91")

    await act(town, submit)


async def test_filters_combine_and_counts_follow_them(newsroom: Town) -> None:
    """Area, language and state; the counts are those of area and language, so that a state can be chosen."""
    await change_german(newsroom)
    desk = await newsroom.at_the_desk("Redaktion", "editor")

    page = (await desk.opens("/desk/knowledge/matrix?area=registration&language=ro&state=outdated")).text

    assert cell(page, ANMELDUNG, "ro") == "≠ veraltet"
    assert f"{ANMELDUNG}/en" not in page
    assert "registration.office" not in page
    assert "1 Text, 1 Lücke." in page
    assert re.search(r"veraltet <span class=\"count\">1<", page)
    assert re.search(r'href="/desk/knowledge/matrix\?area=registration&amp;language=ro&amp;state=missing"', page)


async def test_filters_nobody_knows_filter_nothing(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Redaktion", "editor")

    page = (await desk.opens("/desk/knowledge/matrix?area=x&language=xx&state=<b>&after=y")).text

    assert cell(page, ANMELDUNG, "de") == "? unbestätigt Amt fehlt"
    assert "<b>" not in page


async def test_a_filter_that_leaves_nothing_says_so(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Redaktion", "editor")

    assert "So einen Text gibt es nicht" in (await desk.opens("/desk/knowledge/matrix?state=machine_draft")).text


async def test_the_next_gap_is_one_click_away_and_can_be_passed_over(newsroom: Town) -> None:
    await change_german(newsroom)
    desk = await newsroom.at_the_desk("Redaktion", "editor")

    page = (await desk.opens("/desk/knowledge/matrix?state=outdated&area=registration")).text
    first = next_gap(page)
    skipping = re.search(r'<a href="([^"]+)">Überspringen', page)
    assert skipping
    second = next_gap((await desk.opens(skipping[1].replace("&amp;", "&"))).text)

    assert first == f"/desk/knowledge/articles/{ANMELDUNG}/en"
    assert second == f"/desk/knowledge/articles/{ANMELDUNG}/ro"


def next_gap(page: str) -> str:
    found = re.search(r'<a class="button" href="([^"]+)">Nächste Lücke', page)
    assert found
    return found[1]


async def test_the_calendar_shows_what_is_overdue_first_with_its_owner(newsroom: Town) -> None:
    async with newsroom.database.transaction() as session:
        overdue = update(ArticleVersion).where(ArticleVersion.topic == ANMELDUNG, ArticleVersion.language == "ro")
        await session.execute(overdue.values(review_due_on=date(2026, 11, 1)))
        owned = update(FactRow).where(FactRow.key == "deadline")
        await session.execute(owned.values(review_due_on=date(2026, 12, 9), owner="clearing"))
    desk = await newsroom.at_the_desk("Redaktion", "editor")

    page = (await desk.opens("/desk/knowledge/calendar")).text

    assert task_titles(page) == ["Überfällig", "Dezember 2026"]
    assert "Eine Prüfung ist überfällig." in page
    assert page.index("01.11.2026") < page.index("09.12.2026")
    assert page.count("zuständig: Clearingstelle") == 2
    assert "Durchgesehen, gilt weiter<" not in page  # an editor looks, a reviewer says so


async def test_every_month_of_the_calendar_can_be_chosen(newsroom: Town) -> None:
    """A month nobody knows shows what comes next."""
    desk = await newsroom.at_the_desk("Redaktion", "editor")
    async with newsroom.database.transaction() as session:
        romanian = update(ArticleVersion).where(ArticleVersion.topic == ANMELDUNG, ArticleVersion.language == "ro")
        await session.execute(romanian.values(review_due_on=date(2027, 6, 1)))

    later = (await desk.opens("/desk/knowledge/calendar?month=2027-06")).text
    unknown = (await desk.opens("/desk/knowledge/calendar?month=x")).text

    assert (task_titles(later), later.count("zuständig")) == (["Juni 2027"], 1)
    assert (task_titles(unknown), unknown.count("zuständig")) == (["Februar 2027"], 13)


async def test_a_reviewer_notes_that_a_text_holds_for_six_more_months(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Prüfung", "reviewer")
    await desk.opens("/desk/knowledge/calendar")

    answer = await desk.posts("/desk/knowledge/calendar/text", topic=ANMELDUNG, language="ro", version="1")

    assert answer.headers["location"] == "/desk/knowledge/calendar?done=looked"
    assert "Es gilt weiter" in (await desk.opens(answer.headers["location"])).text
    async with newsroom.database.reading() as session:
        article = (await load_edition(session)).articles[ANMELDUNG, "ro"]
    assert article.review_due_on == date(2027, 5, 24)


async def test_a_text_that_changed_meanwhile_has_to_be_looked_through_again(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Prüfung", "reviewer")
    await desk.opens("/desk/knowledge/calendar")

    answer = await desk.posts("/desk/knowledge/calendar/text", topic=ANMELDUNG, language="ro", version="7")

    assert answer.status_code == 409
    assert "inzwischen ein anderer" in answer.text


@pytest.mark.parametrize(("language", "version"), [("xx", "1"), ("ro", "eins"), ("", "")])
async def test_a_form_that_names_no_text_is_explained(newsroom: Town, language: str, version: str) -> None:
    desk = await newsroom.at_the_desk("Prüfung", "reviewer")
    await desk.opens("/desk/knowledge/calendar")

    answer = await desk.posts("/desk/knowledge/calendar/text", topic=ANMELDUNG, language=language, version=version)

    assert answer.status_code == 422
    assert "aus der Liste" in answer.text


async def test_a_fact_holds_on_unless_a_change_of_it_waits(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Prüfung", "reviewer")
    await desk.opens("/desk/knowledge/calendar")

    assert (await desk.posts("/desk/knowledge/calendar/fact", name=DEADLINE)).status_code == 303
    assert (await desk.posts("/desk/knowledge/calendar/fact", name="no.such.fact")).status_code == 409
    async with newsroom.database.transaction() as session:
        values = values_of((await load_edition(session)).facts[DEADLINE])
        changes = ValueChanges(session, newsroom.signals, newsroom.clock())
        await changes.propose("fact", DEADLINE, values, values | {"amount": "3"}, because="x", by="staff:91")
    refused = await desk.posts("/desk/knowledge/calendar/fact", name=DEADLINE)

    assert "wartet eine Änderung" in refused.text
    async with newsroom.database.reading() as session:
        assert (await load_edition(session)).facts[DEADLINE].review_due_on == date(2027, 5, 24)


async def test_an_editor_cannot_say_that_something_holds_on(newsroom: Town) -> None:
    desk: Browser = await newsroom.at_the_desk("Redaktion", "editor")

    for path in FORMS:
        await desk.opens("/desk/knowledge/calendar")
        assert (await desk.posts(path, name=DEADLINE, topic=ANMELDUNG, language="ro", version="1")).status_code == 403
