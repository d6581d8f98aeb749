"""What a newcomer gets to read of a case: what was written, how far to trust it, and only if they want it."""

from typing import Any, get_args

import pytest
from sqlalchemy import select

from handoff.cases import Case, Reach, Words
from handoff.delivery import closed_notice, deliver, full_answer, language_of, staff_reply, taken_notice
from handoff.messages import CaseMessage, messages_of
from handoff.newcomers import Newcomer
from handoff.translations import BATCH, retry_untranslated, translate_waiting
from handoff.units import Unit
from tests.handoff.town import ADVICE, Town
from wording import LANGUAGES, Language, Phrase, Phrases, Reply, rendering
from wording.replies import Label

GERMAN = "Bitte bringen Sie Ihren Pass mit."
ROMANIAN = "Vă rugăm să aduceți pașaportul."


@pytest.fixture(scope="module")
def phrases() -> Phrases:
    return Phrases()


def test_an_answer_stands_in_both_languages(phrases: Phrases) -> None:
    """The translation first, the German below it to be shown at a desk, then how far to trust it."""
    reply = staff_reply(_case(), _newcomer(), _unit(), Words(GERMAN, "de", ROMANIAN, "ro", "machine"))

    text = rendering.plain(_there(reply), phrases)
    assert text.index(ROMANIAN) < text.index(GERMAN)
    assert phrases.say(Phrase(id="translation-machine"), "ro") in text
    assert "Neustadtbüro" in text


@pytest.mark.parametrize("label", get_args(Label))
def test_every_label_is_said_and_kept(phrases: Phrases, label: Label) -> None:
    words = Words(GERMAN, "de", None if label == "none" else ROMANIAN, "ro", label, warnings=("number",))
    reply = _there(staff_reply(_case(), _newcomer(), _unit(), words))

    assert phrases.say(Phrase(id=f"translation-{label}"), "ro") in rendering.plain(reply, phrases)
    assert (reply.sender, reply.kind, reply.original, reply.label) == ("staff", "staff", GERMAN, label)
    assert reply.warnings == ("number",)
    assert (reply.case, reply.topic) == (12345, "housing.defects")


def test_without_a_translation_the_german_stands_alone(phrases: Phrases) -> None:
    text = rendering.plain(_there(staff_reply(_case(), _newcomer(), _unit(), Words(GERMAN, "de"))), phrases)
    assert text.count(GERMAN) == 1
    assert phrases.say(Phrase(id="translation-none"), "ro") in text


def test_who_reads_german_gets_german_without_a_remark(phrases: Phrases) -> None:
    text = rendering.plain(_there(staff_reply(_case(), _newcomer("de"), _unit(), Words(GERMAN, "de"))), phrases)
    assert text.count(GERMAN) == 1
    for label in get_args(Label):
        assert phrases.say(Phrase(id=f"translation-{label}"), "de") not in text


@pytest.mark.parametrize(
    ("reach", "answer", "taken", "closed"),
    [
        ("write", "staff", "notice", "notice"),
        ("news", "notice", None, "notice"),
        ("none", None, None, None),
    ],
)
def test_how_much_goes_out_is_the_newcomers_choice(
    reach: Reach, answer: str | None, taken: str | None, closed: str | None
) -> None:
    case, newcomer = _case(reach), _newcomer()
    replies = (
        staff_reply(case, newcomer, _unit(), Words(GERMAN, "de", ROMANIAN, "ro", "machine")),
        taken_notice(case, newcomer, _unit()),
        closed_notice(case, newcomer),
    )
    assert [reply.kind if reply else None for reply in replies] == [answer, taken, closed]


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_that_there_is_news_holds_no_word_of_it(phrases: Phrases, language: Language) -> None:
    """On a telephone that others see: no answer, no unit, no topic that could be read."""
    words = Words(GERMAN, "de", ROMANIAN, "ro", "machine")
    reply = _there(staff_reply(_case("news"), _newcomer(language), _unit(), words))

    text = rendering.plain(reply, phrases)
    assert "12345" in text
    for secret in (GERMAN, ROMANIAN, "Neustadtbüro"):
        assert secret not in text
        assert secret not in reply.model_dump_json()


@pytest.mark.parametrize("reach", get_args(Reach))
def test_who_asks_reads_the_answer_whatever_was_chosen(phrases: Phrases, reach: Reach) -> None:
    reply = full_answer(_case(reach), _newcomer(), _unit(), Words(GERMAN, "de", ROMANIAN, "ro", "machine"))
    assert ROMANIAN in rendering.plain(reply, phrases)


def test_the_language_is_the_one_the_newcomer_uses_now() -> None:
    assert language_of(_case(), _newcomer("pl")) == "pl"
    assert language_of(_case(), _newcomer(None)) == "ro"


async def test_nothing_to_say_queues_nothing(town: Town) -> None:
    newcomer = await town.newcomer()
    async with town.acts() as (session, _):
        assert await deliver(session, town.outbox, newcomer, None, town.now) is None
    assert sum((await town.outbox.counts()).values()) == 0


async def test_an_answer_goes_out_with_its_cause_or_not_at_all(town: Town) -> None:
    """One commit: a broken transaction leaves no message on its way."""
    newcomer = await town.newcomer()
    reply = _there(staff_reply(_case(), newcomer, _unit(), Words(GERMAN, "de")))
    with pytest.raises(ZeroDivisionError):
        await _delivers_and_breaks(town, newcomer, reply)
    assert (await town.outbox.counts())["pending"] == 0

    async with town.acts() as (session, _):
        await deliver(session, town.outbox, newcomer, reply, town.now)
    assert (await town.outbox.counts())["pending"] == 1


async def test_waiting_messages_are_translated_once_in_order(town: Town) -> None:
    """Those of newcomers, not of staff; German ones are left as they are."""
    translator = Translator()
    await town.case("Ce acte?", "Și copiii?", newcomer=await town.newcomer("1"))
    german = await town.case(newcomer=await town.newcomer("2"))
    async with town.acts() as (session, cases):
        await cases.hear(await session.get_one(Case, german.id), Words("Guten Tag", "de"), town.now)

    assert await translate_waiting(town.database, town.signals, translator) == 3
    assert await translate_waiting(town.database, town.signals, translator) == 0
    assert translator.asked == [("Ce acte?", "ro", "de"), ("Și copiii?", "ro", "de")]


async def test_a_flood_of_messages_is_translated_in_portions(town: Town) -> None:
    await town.case(*(f"Întrebarea {number}" for number in range(BATCH + 1)))
    assert await translate_waiting(town.database, town.signals, Translator()) == BATCH
    assert await translate_waiting(town.database, town.signals, Translator()) == 1


async def test_without_a_package_the_original_stays_and_says_so(town: Town) -> None:
    await town.case("Ce acte?")
    await translate_waiting(town.database, town.signals, Translator("none"))
    async with town.database.reading() as session:
        [message] = await messages_of(session, 1)
    assert (message.original, message.translation, message.label) == ("Ce acte?", None, "none")


async def test_what_breaks_the_translator_keeps_nobody_waiting(town: Town) -> None:
    """The message stays as it was written; those after it are translated."""
    await town.case("Ce acte?", "Și copiii?")

    async def translate(text: str, source: Language, target: Language) -> Any:
        if text == "Ce acte?":
            raise ZeroDivisionError
        return _Translated(f"[{target}] {text}", "machine")

    assert await translate_waiting(town.database, town.signals, translate) == 2
    assert await _translations(town) == [None, "[de] Și copiii?"]


async def test_what_nobody_could_translate_is_tried_again_after_a_start(town: Town) -> None:
    """A package may have been installed since; what is closed stays as it is."""
    await town.case("Ce acte?")
    closed = await town.case("Și copiii?", newcomer=await town.newcomer("2"))
    await translate_waiting(town.database, town.signals, Translator("none"))
    async with town.acts() as (session, _):
        (await session.get_one(Case, closed.id)).owner = "closed"

    await retry_untranslated(town.database)

    assert await translate_waiting(town.database, town.signals, Translator()) == 1
    assert await _translations(town) == ["[de] Ce acte?", None]


async def _translations(town: Town) -> list[str | None]:
    async with town.database.reading() as session:
        return list(await session.scalars(select(CaseMessage.translation).order_by(CaseMessage.id)))


class Translator:
    """Marks what it translated and remembers what it was asked."""

    def __init__(self, label: Label = "machine") -> None:
        self.label = label
        self.asked: list[tuple[str, str, str]] = []

    async def __call__(self, text: str, source: Language, target: Language) -> Any:
        self.asked.append((text, source, target))
        return _Translated(f"[{target}] {text}", self.label)


class _Translated:
    path = ("ro", "de")
    warnings = ()

    def __init__(self, text: str, label: Label) -> None:
        self.text, self.label = text, label


async def _delivers_and_breaks(town: Town, newcomer: Newcomer, reply: Reply) -> None:
    async with town.acts() as (session, _cases):
        await deliver(session, town.outbox, newcomer, reply, town.now)
        raise ZeroDivisionError


def _there(reply: Reply | None) -> Reply:
    assert reply is not None
    return reply


def _case(reach: Reach = "write") -> Case:
    return Case(number=12345, topic="housing.defects", language="ro", reach=reach, unit_id=ADVICE)


def _newcomer(language: Language | None = "ro") -> Newcomer:
    return Newcomer(id=1, channel="telegram", address="7", language=language)


def _unit() -> Unit:
    return Unit(id=ADVICE, name="Neustadtbüro", kind="advice")
