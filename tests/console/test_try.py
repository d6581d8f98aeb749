"""Asking as a newcomer at the desk: what Lotse decides, and the article as it would be read."""

import pytest

from knowledge_base.library import Library
from knowledge_base.tables import UnansweredQuestion
from knowledge_base.unanswered import AskedInVain, keep_unanswered, open_questions
from knowledge_base.workflow import Workflow
from nlu.decision import Answer, Choose, Handoff
from nlu.interpreter import RankedTopic
from tests.console.conftest import Browser, FakeInterpreter, FakeUnderstander, Town
from tests.knowledge_base.editions import GERMAN
from wording import LANGUAGES, Language

PAGE = "/desk/knowledge/try"
ANMELDUNG = "registration.anmeldung"


@pytest.fixture
async def desk(schoolroom: Town) -> Browser:
    desk = await schoolroom.at_the_desk("Frau Lind", "editor")
    await desk.opens(PAGE)
    return desk


@pytest.fixture
def understander(interpreter: FakeInterpreter) -> FakeUnderstander:
    assert interpreter.understander is not None
    return interpreter.understander


async def drafts(town: Town, language: Language, old: str, new: str) -> None:
    """A newer draft of a text, in which *old* became *new*."""
    async with town.database.transaction() as session:
        workflow = Workflow(session, town.signals, town.library.edition, town.clock())
        published = await workflow.published((ANMELDUNG, language))
        assert published is not None
        article = published.read()
        sections = {name: type(section)(section.text.replace(old, new)) for name, section in article.sections.items()}
        changed = article.model_copy(update={"sections": sections})
        assert changed.sections != article.sections
        await workflow.save(changed, based_on=published.version, by="staff:1")


async def test_the_article_stands_as_a_newcomer_would_read_it(desk: Browser, understander: FakeUnderstander) -> None:
    """With its values, its source and its state."""
    understander.hears("Muss ich mich anmelden?", Answer(ANMELDUNG, 0.91))

    page = (await desk.posts(PAGE, text="Muss ich mich anmelden?")).text

    assert "✓ Antwort" in page
    assert "91,0\u00a0% sicher" in page
    assert "Ja. Sie haben 2 Wochen Zeit." in page
    assert "§ 17 Abs. 1 BMG" in page
    assert "Muss ich mich anmelden?</textarea>" in page


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_answers_in_the_language_of_the_question(
    schoolroom: Town, desk: Browser, understander: FakeUnderstander, language: Language
) -> None:
    understander.hears("?!", Answer(ANMELDUNG, 0.9), language)

    page = (await desk.posts(PAGE, text="?!")).text

    assert f'<div class="as-read" lang="{language}">' in page
    assert schoolroom.library.title(ANMELDUNG, language) in page


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        pytest.param(Choose((RankedTopic(ANMELDUNG, 0.4),)), "? Rückfrage", id="unsure"),
        pytest.param(Handoff("out_of_scope"), "nicht unser Thema", id="out of scope"),
        pytest.param(Handoff("unsure"), "nicht verstanden", id="not understood"),
        pytest.param(Answer("housing.waste", 0.9), "gibt es keinen veröffentlichten", id="no article yet"),
    ],
)
async def test_each_decision_is_told(desk: Browser, understander: FakeUnderstander, decision, told: str) -> None:
    understander.hears("Frage", decision)

    assert told in (await desk.posts(PAGE, text="Frage")).text


async def test_danger_comes_first(desk: Browser, understander: FakeUnderstander) -> None:
    understander.hears("Hilfe", Answer(ANMELDUNG, 0.9), alarm="safety.emergency")

    page = (await desk.posts(PAGE, text="Hilfe")).text

    assert "Gefahr erkannt" in page
    assert page.index("112") < page.index("2 Wochen")


async def test_drafts_lie_over_what_is_published_only_where_it_is_wanted(
    schoolroom: Town, desk: Browser, understander: FakeUnderstander
) -> None:
    """And newcomers go on reading what is published."""
    understander.hears("?!", Answer(ANMELDUNG, 0.9))
    await drafts(schoolroom, "de", "Ja. Sie haben", "Unbedingt. Sie haben")

    published = (await desk.posts(PAGE, text="?!")).text
    drafted = (await desk.posts(PAGE, text="?!", drafts="1")).text

    assert "Unbedingt" not in published
    assert "Unbedingt. Sie haben 2 Wochen Zeit." in drafted
    assert "Version 2" in drafted
    async with schoolroom.database.reading() as session:
        library = await Library.load(session, schoolroom.library._phrases, schoolroom.clock)
    assert "Unbedingt" not in str(library.answer(ANMELDUNG, "de").lines)
    assert "Unbedingt" not in GERMAN


async def test_a_draft_that_names_what_does_not_exist_is_told(
    schoolroom: Town, desk: Browser, understander: FakeUnderstander
) -> None:
    understander.hears("?!", Answer(ANMELDUNG, 0.9))
    await drafts(schoolroom, "de", "{fact:deadline} Zeit", "{fact:nothing} Zeit")

    answer = await desk.posts(PAGE, text="?!", drafts="1")

    assert answer.status_code == 200
    assert "nennt etwas, das es nicht gibt: einen Fakt, ein Amt oder eine Stelle" in answer.text


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
async def test_no_question_and_a_story_are_told_at_the_field(desk: Browser, text: str) -> None:
    answer = await desk.posts(PAGE, text=text)

    assert answer.status_code == 422
    assert "höchstens 2000 Zeichen" in answer.text


async def test_nothing_of_a_trial_is_kept(schoolroom: Town, desk: Browser) -> None:
    await desk.posts(PAGE, text="Kanarienvogel")

    async with schoolroom.database.reading() as session:
        assert await open_questions(session) == []


async def test_questions_in_vain_that_would_be_answered_now_are_listed(
    schoolroom: Town, desk: Browser, understander: FakeUnderstander
) -> None:
    """By groups; the words only where three people asked; not where the same article did not help before."""
    now = schoolroom.clock()
    await _asked(schoolroom, 1, AskedInVain("ro", "no_article", "Am un caine", ("dog",)))
    await _asked(schoolroom, 2, AskedInVain("ro", "no_article", "Unde este un frizer?", ("hairdresser",)))
    await _asked(schoolroom, 3, AskedInVain("ro", "not_helped", "Inregistrare?", ("register_addr",), ANMELDUNG))
    for each in ("Am un caine", "Inregistrare?"):
        understander.hears(each, Answer(ANMELDUNG, 0.9), "ro")

    page = (await desk.posts(f"{PAGE}/recent")).text
    assert "<h3>Hund</h3>" in page
    assert "1 von 1 bekäme: <strong>Adresse anmelden</strong>" in page
    assert "Friseur" not in page
    assert "<h3>Adresse" not in page
    assert "Am un caine" not in page

    for number in (4, 5):
        await _asked(schoolroom, number, AskedInVain("ro", "no_article", "Am un caine", ("dog",)))
    page = (await desk.posts(f"{PAGE}/recent")).text
    assert "3 von 3 bekämen" in page
    assert "Am un caine" in page
    assert schoolroom.clock() == now


async def test_when_nothing_would_be_answered_that_is_said(schoolroom: Town, desk: Browser) -> None:
    await _asked(schoolroom, 1, AskedInVain("ro", "no_article", "Am un caine", ("dog",)))

    assert "Keine der 1 offenen Fragen" in (await desk.posts(f"{PAGE}/recent")).text


async def test_while_it_is_loaded_the_page_asks_for_a_moment(desk: Browser, interpreter: FakeInterpreter) -> None:
    interpreter.understander = None

    assert "Noch einen Moment" in (await desk.posts(PAGE, text="Frage")).text


async def test_a_desk_without_an_interpreter_says_so(newsroom: Town) -> None:
    desk = await newsroom.at_the_desk("Frau Lind", "editor")

    assert "Hier nicht möglich" in (await desk.opens(PAGE)).text
    assert (await desk.posts(PAGE, text="Frage")).status_code == 200


async def _asked(town: Town, newcomer: int, question: AskedInVain) -> None:
    async with town.database.transaction() as session:
        await keep_unanswered(session, newcomer, question, town.clock())


def test_the_table_of_questions_holds_no_more_than_is_said() -> None:
    """What is kept of a question, as `knowledge_base.unanswered` promises it."""
    assert {column.name for column in UnansweredQuestion.__table__.columns} == {
        "id", "newcomer_id", "asked_on", "language", "reason", "topic", "text", "concepts", "state", "handled_by",
        "handled_at",
    }  # fmt: skip
