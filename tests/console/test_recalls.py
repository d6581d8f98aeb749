"""At the desk a wrong answer is recalled: counted by one person, agreed to by another."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from handoff.newcomers import Newcomers
from knowledge_base import record_delivery
from knowledge_base.tables import Recall
from tests.console.conftest import Browser, Town
from wording import LANGUAGES, Language

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""The acts behind these pages are tested on both databases."""

TOPIC = "registration.anmeldung"
HOME = "/desk/knowledge/recalls"


async def reads(town: Town, address: str, language: Language = "ro", topic: str = TOPIC) -> None:
    """A newcomer is shown the article; their address never stands on any page."""
    async with town.database.transaction() as session:
        newcomer = await Newcomers(session).arrive("telegram", address, town.clock())
        newcomer.language = language
        await record_delivery(session, town.library.answer(topic, language), newcomer.id, town.clock())


async def kept(town: Town) -> list[Recall]:
    async with town.database.reading() as session:
        return list(await session.scalars(select(Recall).order_by(Recall.id)))


@pytest.fixture
async def editor(newsroom: Town) -> Browser:
    return await newsroom.at_the_desk("Frau Redaktion", "editor")


@pytest.fixture
async def reviewer(newsroom: Town) -> Browser:
    return await newsroom.at_the_desk("Herr Prüfung", "reviewer")


async def fills(browser: Browser, topic: str = TOPIC, *, act: str = "propose", **fields: str | list[str]):
    await browser.opens(f"{HOME}/new?topic={topic}")
    filled = {"topic": topic, "version": ["ro-1"], "since": "2026-11-20", "text-de": "Die Frist war falsch."}
    return await browser.posts(f"{HOME}/new", act=act, **(filled | fields))


async def test_before_anybody_agrees_the_desk_says_how_many_people_it_concerns(newsroom: Town, editor: Browser) -> None:
    """A number and nothing about anybody: no address, no id."""
    await reads(newsroom, "4711-ana")
    await reads(newsroom, "4711-ion")
    await reads(newsroom, "4711-bob", "en")
    async with newsroom.database.transaction() as session:
        ion = await Newcomers(session).find("telegram", "4711-ion")
        assert ion is not None
        await Newcomers(session).block(ion.id, newsroom.clock())

    await fills(editor, act="count")

    assert "Es betrifft 2 Menschen." in editor.shown
    assert "1 davon können wir schreiben." in editor.shown
    assert "4711" not in editor.shown
    assert "Die Frist war falsch." in editor.shown  # what was typed is still there
    assert await kept(newsroom) == []


async def test_the_form_begins_with_the_standard_sentence_in_every_language(newsroom: Town, editor: Browser) -> None:
    await reads(newsroom, "7")

    await editor.opens(f"{HOME}/new?topic={TOPIC}")

    assert "Was wir Ihnen zu „Adresse anmelden“ gesagt haben, war falsch." in editor.shown
    assert "Ce ți-am spus despre „Înregistrarea adresei” a fost greșit." in editor.shown
    assert all(f'name="text-{language}"' in editor.shown for language in LANGUAGES)


async def test_one_person_proposes_and_another_sends(newsroom: Town, editor: Browser, reviewer: Browser) -> None:
    await reads(newsroom, "7")

    proposed = await fills(editor, **{"text-ro": "Termenul a fost greșit."})
    await reviewer.opens(HOME)
    seen = reviewer.shown
    agreed = await reviewer.posts(f"{HOME}/1/agree")

    assert proposed.headers["location"] == f"{HOME}?done=proposed"
    assert "Es betrifft einen Menschen." in seen
    assert "Termenul a fost greșit." in seen
    assert "Rumänisch: 1" in seen
    assert agreed.headers["location"] == f"{HOME}?done=agreed"
    [recall] = await kept(newsroom)
    assert (recall.status, recall.versions, recall.sent_at) == ("published", {"ro": [1]}, None)
    assert recall.texts == {"de": "Die Frist war falsch.", "ro": "Termenul a fost greșit."}
    assert "geht gleich hinaus" in (await reviewer.opens(HOME)).text


async def test_whoever_proposed_it_cannot_send_it(newsroom: Town, reviewer: Browser) -> None:
    """The page offers it no button, and the server refuses the form."""
    await reads(newsroom, "7")
    await fills(reviewer)
    await reviewer.opens(HOME)
    assert "Zustimmen und senden" not in reviewer.shown

    answer = await reviewer.posts(f"{HOME}/1/agree")

    assert answer.status_code == 409
    assert "Eine zweite Person muss zustimmen." in answer.text
    assert (await kept(newsroom))[0].status == "in_review"


async def test_an_editor_cannot_agree(newsroom: Town, editor: Browser) -> None:
    other = await newsroom.at_the_desk("Frau Zwei", "editor")
    await reads(newsroom, "7")
    await fills(editor)

    await other.opens(HOME)

    assert "Zustimmen und senden" not in other.shown
    assert (await other.posts(f"{HOME}/1/agree")).status_code == 403


async def test_it_is_sent_back_with_a_reason_and_proposed_anew(
    newsroom: Town, editor: Browser, reviewer: Browser
) -> None:
    """What was written is not lost."""
    await reads(newsroom, "7")
    await fills(editor)
    await reviewer.opens(HOME)
    refused = await reviewer.posts(f"{HOME}/1/send-back", because=" ")
    await reviewer.posts(f"{HOME}/1/send-back", because="Bitte kürzer")

    await editor.opens(HOME)
    reason = "Bitte kürzer" in editor.shown
    await editor.opens(f"{HOME}/new?of=1")

    assert refused.status_code == 422
    assert "Bitte schreiben Sie den Grund" in refused.text
    assert reason
    assert "Die Frist war falsch." in editor.shown
    assert 'value="ro-1" checked' in editor.shown


async def test_a_proposal_can_be_taken_back(newsroom: Town, editor: Browser, reviewer: Browser) -> None:
    await reads(newsroom, "7")
    await fills(editor)
    await editor.opens(HOME)

    await editor.posts(f"{HOME}/1/withdraw")

    await reviewer.opens(HOME)
    late = await reviewer.posts(f"{HOME}/1/agree")
    assert late.status_code == 409
    assert "Darüber hat schon jemand entschieden." in late.text
    assert (await kept(newsroom))[0].status == "withdrawn"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        pytest.param({"version": []}, "mindestens eine Version", id="no version"),
        pytest.param({"version": ["xx-1", "ro-", "ro-x"]}, "mindestens eine Version", id="versions that are none"),
        pytest.param({"since": "gestern"}, "seit dem die Antwort falsch war", id="no day"),
        pytest.param({"since": "2026-12-24"}, "kommt erst noch", id="a day to come"),
        pytest.param({"text-de": " "}, "auf Deutsch, was falsch war", id="no German"),
        pytest.param({"text-ro": "x" * 501}, "es sind 501", id="too long"),
    ],
)
async def test_what_is_missing_stands_at_its_field_and_nothing_is_lost(
    newsroom: Town, editor: Browser, fields: dict[str, str | list[str]], told: str
) -> None:
    await reads(newsroom, "7")

    answer = await fills(editor, **({"text-pl": "To było błędne."} | fields))

    assert answer.status_code == 422
    assert told in answer.text
    assert "To było błędne." in answer.text
    assert await kept(newsroom) == []


async def test_markup_in_a_text_is_words(newsroom: Town, editor: Browser, reviewer: Browser) -> None:
    await reads(newsroom, "7")
    await fills(editor, **{"text-de": "<b>Falsch</b> & <script>alert(1)</script>"})

    await reviewer.opens(HOME)

    assert "<script>alert" not in reviewer.shown
    assert "&lt;b&gt;Falsch&lt;/b&gt; &amp;" in reviewer.shown


async def test_the_desk_warns_where_the_wrong_version_is_still_shown(
    newsroom: Town, editor: Browser, reviewer: Browser
) -> None:
    await reads(newsroom, "7")
    await fills(editor)

    await reviewer.opens(HOME)

    assert "Wird noch gezeigt:" in reviewer.shown


async def test_of_a_danger_the_desk_asks_for_no_text_but_the_reason(newsroom: Town, editor: Browser) -> None:
    await reads(newsroom, "7", topic="safety.emergency")

    await editor.opens(f"{HOME}/new?topic=safety.emergency")

    assert 'name="text-de"' in editor.shown
    assert 'name="text-ro"' not in editor.shown
    assert "kein Wort von selbst hinaus" in editor.shown


async def test_the_list_names_what_was_read_and_how_often(newsroom: Town, editor: Browser) -> None:
    assert "niemand eine Antwort gelesen" in (await editor.opens(HOME)).text

    await reads(newsroom, "7")
    await reads(newsroom, "8")

    assert "Adresse anmelden (2 Menschen)" in (await editor.opens(HOME)).text


async def test_a_topic_and_a_recall_that_do_not_exist_are_named_so(newsroom: Town, reviewer: Browser) -> None:
    assert (await reviewer.opens(f"{HOME}/new?topic=no.such")).status_code == 404
    assert "Bitte wählen Sie eine Antwort." in (await reviewer.opens(f"{HOME}/new")).text
    await reviewer.opens(HOME)

    assert (await reviewer.posts(f"{HOME}/77/agree")).status_code == 404


async def test_what_went_out_says_to_how_many_people(newsroom: Town, editor: Browser, reviewer: Browser) -> None:
    await reads(newsroom, "7")
    await fills(editor)
    await reviewer.opens(HOME)
    await reviewer.posts(f"{HOME}/1/agree")
    newsroom.clock.now += timedelta(minutes=1)
    async with newsroom.database.transaction() as session:
        recall = await session.get_one(Recall, 1)
        recall.people, recall.sent_at = 12, newsroom.clock()

    assert "ging an 12 Menschen" in (await editor.opens(HOME)).text


async def test_a_staff_member_of_a_unit_has_no_way_in(newsroom: Town) -> None:
    staff = await newsroom.at_the_desk("Frau Beer", unit="clearing")

    assert (await staff.opens(HOME)).status_code == 403
    assert (await staff.opens(f"{HOME}/new")).status_code == 403
