"""At the desk, questions asked in vain become drafts, examples or nothing, in one click, and back."""

import re
from collections.abc import Sequence

import pytest
from sqlalchemy import select

from handoff.staff import Role
from knowledge_base.tables import UnansweredQuestion
from knowledge_base.unanswered import AskedInVain, keep_unanswered
from nlu.added_examples import AddedExample, AddedExamples
from nlu.decision import Choose
from nlu.examples import Example
from nlu.interpreter import RankedTopic
from nlu.learning import Learning
from tests.console.conftest import Browser, FakeInterpreter, Town
from wording import Language

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""The acts behind these pages are tested on both databases."""

PAGE = "/desk/knowledge/unanswered"
EXAMPLES = "/desk/knowledge/examples"


async def asks(town: Town, *texts: str, language: Language = "ro", concepts: tuple[str, ...] = ("dog",)) -> None:
    """Each text is another newcomer's."""
    async with town.database.transaction() as session:
        for number, text in enumerate(texts, start=int(town.clock().timestamp())):
            question = AskedInVain(language, "no_article", text, concepts, "living.public_transport")
            await keep_unanswered(session, number, question, town.clock())
    town.clock.passes(minutes=1)


async def questions(town: Town) -> Sequence[UnansweredQuestion]:
    async with town.database.reading() as session:
        return list(await session.scalars(select(UnansweredQuestion).order_by(UnansweredQuestion.id)))


async def examples(town: Town) -> list[tuple[str, str, str]]:
    async with town.database.reading() as session:
        rows = await session.scalars(select(AddedExample).order_by(AddedExample.id))
        return [(row.language, row.topic, row.text) for row in rows]


async def editor(town: Town, role: Role = "editor") -> Browser:
    return await town.at_the_desk("Frau Lind", role)


def checked(page: str) -> list[str]:
    return re.findall(r'name="text" value="(\d+)" checked', page)


async def test_what_is_asked_in_several_languages_is_one_group(newsroom: Town) -> None:
    """Named by its German word, with a count for each language."""
    desk = await editor(newsroom)
    await asks(newsroom, "Unde inregistrez cainele?", "Am un caine")
    await asks(newsroom, "Gdzie zarejestrować psa?", language="pl")
    await asks(newsroom, "Unde este un frizer?", concepts=("hairdresser",))

    page = (await desk.opens(PAGE)).text

    assert re.findall(r"<h2>(.*?)</h2>", page) == ["Hund", "Friseur als Kunde"]
    assert "<strong>3</strong> Menschen, 3 Fragen" in page
    assert re.search(r'Rumänisch <span class="count">2</span>', page)
    assert re.search(r'Polnisch <span class="count">1</span>', page)


async def test_words_are_shown_only_where_three_people_asked(newsroom: Town) -> None:
    desk = await editor(newsroom)
    await asks(newsroom, "Unde inregistrez cainele?", "Am un caine")
    assert "Am un caine" not in (await desk.opens(PAGE)).text

    await asks(newsroom, "Un caine mare")

    assert "Am un caine" in (await desk.opens(PAGE)).text


async def test_an_empty_page_says_when_something_comes(newsroom: Town) -> None:
    desk = await editor(newsroom)

    assert "Keine Frage ist offen" in (await desk.opens(PAGE)).text
    assert "Noch ist keine Frage bearbeitet" in (await desk.opens(f"{PAGE}?show=handled")).text


async def test_a_group_goes_on_to_a_draft_of_a_topic(newsroom: Town) -> None:
    desk = await editor(newsroom)
    await asks(newsroom, "Am un caine")
    await desk.opens(PAGE)

    answer = await desk.posts(f"{PAGE}/draft", questions=desk.field("questions"), topic="living.public_transport")

    assert answer.headers["location"] == "/desk/knowledge/articles/living.public_transport/de/edit"
    [question] = await questions(newsroom)
    assert question.state == "drafted"
    assert "Keine Frage ist offen" in (await desk.opens(PAGE)).text
    assert "Entwurf begonnen" in (await desk.opens(f"{PAGE}?show=handled")).text


async def test_the_nearest_topics_stand_first(schoolroom: Town, interpreter: FakeInterpreter) -> None:
    """As the interpreter ranks them today; without one, as it did when it was asked."""
    desk = await editor(schoolroom)
    await asks(schoolroom, "Am un caine")
    assert interpreter.understander is not None
    ranked = (RankedTopic("registration.anmeldung", 0.3), RankedTopic("housing.waste", 0.2))
    interpreter.understander.hears("Am un caine", Choose(ranked))

    page = (await desk.opens(PAGE)).text
    interpreter.understander = None
    without = (await desk.opens(PAGE)).text

    assert nearest(page) == ["registration.anmeldung", "housing.waste"]
    assert nearest(without) == ["living.public_transport"]


def nearest(page: str) -> list[str]:
    found = re.search(r'label="Am nächsten">(.*?)</optgroup>', page, re.S)
    assert found
    return re.findall(r'value="([^"]+)"', found[1])


async def test_a_group_becomes_examples_of_a_topic(newsroom: Town) -> None:
    """The wordings that are ticked, each in its language; the processes that learn are told."""
    desk = await editor(newsroom)
    await asks(newsroom, "Am un caine", "Unde duc cainele?")
    await asks(newsroom, "Mam psa", language="pl")
    page = (await desk.opens(PAGE)).text
    assert len(checked(page)) == 3

    async with newsroom.signals.listening("examples") as news:
        answer = await desk.posts(
            f"{PAGE}/example", questions=desk.field("questions"), topic="housing.waste", text=checked(page)[:2]
        )
        assert not news.empty()

    assert answer.headers["location"] == f"{PAGE}?done=example"
    assert sorted(await examples(newsroom)) == [
        ("pl", "housing.waste", "Mam psa"),
        ("ro", "housing.waste", "Unde duc cainele?"),
    ]
    assert {each.state for each in await questions(newsroom)} == {"example"}


async def test_what_was_learnt_can_be_taken_back(newsroom: Town) -> None:
    """The questions are open again, and the examples are gone, but for those that others added."""
    desk = await editor(newsroom)
    await asks(newsroom, "Am un caine", "Unde duc cainele?", "Un caine mare")
    async with newsroom.database.transaction() as session:
        adding = AddedExamples(session, newsroom.signals, newsroom.clock())
        await adding.add(Example("Ce fac cu gunoiul meu?", "housing.waste", "ro"), "staff:9")
    page = (await desk.opens(PAGE)).text
    await desk.posts(f"{PAGE}/example", questions=desk.field("questions"), topic="housing.waste", text=checked(page))
    assert len(await examples(newsroom)) == 4

    await desk.opens(f"{PAGE}?done=example")
    await desk.posts(f"{PAGE}/undo", questions=desk.field("questions"), state=desk.field("state"))

    assert await examples(newsroom) == [("ro", "housing.waste", "Ce fac cu gunoiul meu?")]
    assert {each.state for each in await questions(newsroom)} == {"open"}


async def test_what_is_not_ours_can_be_taken_back(newsroom: Town) -> None:
    desk = await editor(newsroom)
    await asks(newsroom, "Am un caine")
    await desk.opens(PAGE)

    await desk.posts(f"{PAGE}/not-ours", questions=desk.field("questions"))
    assert [each.state for each in await questions(newsroom)] == ["not_ours"]
    page = (await desk.opens(f"{PAGE}?show=handled")).text
    assert "Frau Lind" in page
    await desk.posts(f"{PAGE}/undo", questions=desk.field("questions"), state="not_ours")

    assert [each.state for each in await questions(newsroom)] == ["open"]


@pytest.mark.parametrize("act", ["draft", "example", "not-ours"])
async def test_who_comes_second_is_told(newsroom: Town, act: str) -> None:
    """Nothing happens twice."""
    desk, other = await editor(newsroom), await newsroom.at_the_desk("Herr Lehm", "reviewer")
    await asks(newsroom, "Am un caine", "Unde duc cainele?", "Un caine mare")
    page = (await desk.opens(PAGE)).text
    await other.opens(PAGE)
    fields = {"questions": desk.field("questions"), "topic": "housing.waste", "text": checked(page)}
    await other.posts(f"{PAGE}/not-ours", questions=other.field("questions"))

    answer = await desk.posts(f"{PAGE}/{act}", **fields)

    assert answer.status_code == 422
    assert "inzwischen jemand bearbeitet" in answer.text or "mindestens einen Satz" in answer.text
    assert {each.state for each in await questions(newsroom)} == {"not_ours"}
    assert await examples(newsroom) == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        pytest.param({"topic": "nothing.here"}, "wählen Sie ein Thema", id="a topic that is none"),
        pytest.param({"topic": "meta.thanks"}, "wählen Sie ein Thema", id="what the conversation does itself"),
        pytest.param({"topic": "housing.waste", "text": []}, "mindestens einen Satz", id="no sentence"),
        pytest.param({"topic": "housing.waste", "text": ["99999"]}, "mindestens einen Satz", id="another sentence"),
    ],
)
async def test_what_cannot_be_learnt_is_told_at_its_group(
    newsroom: Town, fields: dict[str, str | list[str]], told: str
) -> None:
    """What was chosen stays chosen, and the questions stay open."""
    desk = await editor(newsroom)
    await asks(newsroom, "Am un caine", "Unde duc cainele?", "Un caine mare")
    page = (await desk.opens(PAGE)).text

    answer = await desk.posts(
        f"{PAGE}/example", **{"questions": desk.field("questions"), "text": checked(page), **fields}
    )

    assert answer.status_code == 422
    assert told in answer.text
    if fields["topic"] == "housing.waste":
        assert '<option value="housing.waste" selected>' in answer.text
    assert {each.state for each in await questions(newsroom)} == {"open"}


@pytest.mark.parametrize("role", ["staff", "coordinator"])
@pytest.mark.parametrize("path", [PAGE, EXAMPLES, "/desk/knowledge/try"])
async def test_only_editors_see_it(newsroom: Town, role: Role, path: str) -> None:
    desk = await newsroom.at_the_desk("Herr Lehm", role, "clearing")

    assert (await desk.opens(path)).status_code == 403


async def test_an_example_can_be_written_and_taken_back(newsroom: Town) -> None:
    """Names and numbers in it are taken out, and that is said."""
    desk = await editor(newsroom)
    await desk.opens(EXAMPLES)

    answer = await desk.posts(
        EXAMPLES, text="Mam psa i 3 koty, dzwonię 0176 1234567", language="pl", topic="housing.house_rules"
    )
    assert answer.headers["location"] == f"{EXAMPLES}?done=masked"
    assert await examples(newsroom) == [("pl", "housing.house_rules", "Mam psa i … koty, dzwonię …")]

    page = (await desk.opens(f"{EXAMPLES}?done=masked")).text
    assert "durch … ersetzt" in page
    assert "Mam psa" in page
    await desk.posts(f"{EXAMPLES}/remove", examples=desk.field("examples"))
    assert await examples(newsroom) == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        pytest.param({"text": " "}, "Bitte schreiben Sie einen Satz", id="nothing"),
        pytest.param({"text": "0176 1234567"}, "Bitte schreiben Sie einen Satz", id="only a number"),
        pytest.param({"text": "x" * 301}, "höchstens 300 Zeichen", id="a story"),
        pytest.param({"language": "xx"}, "aus der Liste", id="a language that is none"),
        pytest.param({"topic": "meta.greeting"}, "aus der Liste", id="a topic that is none"),
        pytest.param({"text": "Am  un câine!"}, "kennt Lotse schon", id="what was added, spelled otherwise"),
    ],
)
async def test_what_cannot_be_an_example_is_told_at_its_field(
    newsroom: Town, fields: dict[str, str], told: str
) -> None:
    """What was written stays in the form."""
    desk = await editor(newsroom)
    async with newsroom.database.transaction() as session:
        adding = AddedExamples(session, newsroom.signals, newsroom.clock())
        await adding.add(Example("Am un caine", "housing.waste", "ro"), "staff:9")
    await desk.opens(EXAMPLES)

    answer = await desk.posts(EXAMPLES, **{"text": "Unde?", "language": "ro", "topic": "housing.waste", **fields})

    assert answer.status_code == 422
    assert told in answer.text
    assert fields.get("text", "Unde?") in answer.text
    assert len(await examples(newsroom)) == 1


@pytest.mark.parametrize(
    ("learning", "told"),
    [
        pytest.param(Learning(right=0.713), "71,3\u00a0%", id="what was learnt before"),
        pytest.param(Learning(), "Alle Beispiele sind gelernt", id="nothing new"),
    ],
)
async def test_the_desk_says_how_far_the_learning_is(
    schoolroom: Town, interpreter: FakeInterpreter, learning: Learning, told: str
) -> None:
    interpreter.learning = learning
    desk = await editor(schoolroom)

    assert told in (await desk.opens(EXAMPLES)).text


async def test_each_step_of_the_learning_has_its_words(schoolroom: Town, interpreter: FakeInterpreter) -> None:
    desk = await editor(schoolroom)
    now = schoolroom.clock()
    told = {
        "Etwas Neues wartet": Learning(planned_at=now),
        "Lernt seit eben": Learning(since=now),
        "Gelernt:": Learning(learnt_at=now, right=0.7, right_before=0.7),
        "misslungen": Learning(failed_at=now),
    }

    for words, learning in told.items():
        interpreter.learning = learning
        assert words in (await desk.opens(EXAMPLES)).text, words
    interpreter.understander = None
    assert "wird gerade gestartet" in (await desk.opens(EXAMPLES)).text


async def test_examples_that_do_harm_can_be_taken_back_at_once(schoolroom: Town, interpreter: FakeInterpreter) -> None:
    """Those that came with the last learning, and no others."""
    async with schoolroom.database.transaction() as session:
        adding = AddedExamples(session, schoolroom.signals, schoolroom.clock())
        old = await adding.add(Example("Am un caine", "housing.waste", "ro"), "staff:9")
        new = await adding.add(Example("Unde duc cainele", "housing.waste", "ro"), "staff:9")
    interpreter.learning = Learning(right=0.7, right_before=0.71, new_examples=(new.id,))
    desk = await editor(schoolroom)
    assert "versteht Lotse weniger" in (await desk.opens(EXAMPLES)).text

    await desk.posts(f"{EXAMPLES}/remove", examples=desk.field("examples"))

    assert [text for _, _, text in await examples(schoolroom)] == [old.text]


async def test_a_desk_without_an_interpreter_says_where_it_learns(newsroom: Town) -> None:
    desk = await editor(newsroom)

    assert "ein anderer Prozess" in (await desk.opens(EXAMPLES)).text
