"""Whatever a newcomer presses or asks next, an outdated translation does not come back."""

import pytest
from sqlalchemy import select

from knowledge_base import install_edition, load_edition
from knowledge_base.edition import read_edition
from knowledge_base.tables import ArticleVersion
from knowledge_base.texts import Section
from knowledge_base.workflow import Workflow
from tests.bot.talking import Room
from wording import LANGUAGES, Language, rendering

TOPIC = "registration.anmeldung"
OLD = "VORHER"
"""Stands in every line of every translation of the article."""


@pytest.fixture
async def changed(room: Room) -> Room:
    """The German text of the article means something else since a moment ago."""
    async with room.database.transaction() as session:
        await install_edition(session, read_edition(), room.clock())
        of_topic = select(ArticleVersion).where(ArticleVersion.topic == TOPIC, ArticleVersion.language != "de")
        for row in await session.scalars(of_topic):
            row.title = f"{OLD} {row.title}"
            row.sections = {name: text.replace("\n", f" {OLD}\n") + f" {OLD}" for name, text in row.sections.items()}
    async with room.database.transaction() as session:
        workflow = Workflow(session, room.signals, await load_edition(session), room.clock())
        newest = await workflow.newest((TOPIC, "de"))
        assert newest is not None
        german = newest.read()
        sections = {**german.sections, "cost": Section("Eine Gebühr. Fragen Sie das Bürgerbüro.")}
        await workflow.save(german.model_copy(update={"sections": sections}), based_on=newest.version, by="staff:1")
        await workflow.submit((TOPIC, "de"), newest.version + 1, by="staff:1", change="meaning")
        await workflow.agree((TOPIC, "de"), newest.version + 1, by="staff:2")
    async with room.database.reading() as session:
        await room.library.reload(session)
    return room


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "de"])
async def test_no_press_and_no_follow_up_shows_the_old_translation(changed: Room, language: Language) -> None:
    """The article, all of it, its parts, in German, the list of its area, and a button that offers it."""
    room, person = changed, changed.person("7")
    room.interpreter.hears("Frage", topic=TOPIC, language=language)
    room.interpreter.hears("vielleicht", topic=TOPIC, confidence=0.4, language=language)
    for aspect in ("until", "where", "papers", "cost"):
        room.interpreter.hears_follow_up(f"und {aspect}", aspect)
    await person.says(f"/start {language}")
    [article] = await person.says("Frage")
    await person.presses_on(article, room.word("button-more", language))
    await person.presses_on(article, room.word("button-german", language))
    for aspect in ("until", "where", "papers", "cost"):
        await person.says("Frage")
        [part] = await person.says(f"und {aspect}")
        assert part.topic == TOPIC
    await person.presses(room.word("button-areas", language))
    await person.presses(room.word("area-registration", language))
    [offer] = await person.says("vielleicht")

    assert offer.has("Adresse anmelden")
    for shown in person.seen:
        web = rendering.web(shown.reply, room.phrases)
        words = [
            *rendering.telegram(shown.reply, room.phrases),
            web["text"],
            *(each["label"] for each in web["buttons"]),
        ]
        assert not [each for each in words if OLD in each]
    assert "Eine Gebühr." in part.text
