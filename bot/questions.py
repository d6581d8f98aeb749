"""A question of a newcomer: the article, "do you mean …?", or a person. Danger comes first."""

from bot import own_data
from bot.case_messages import offer_to_send, send_to_unit, where_it_belongs
from bot.person import offer_unit
from bot.turn import Turn, line, phrase
from bot.welcome import (
    greet,
    introduce,
    introduction,
    language_buttons,
    offer_languages,
    person_button,
    say_goodbye,
    show_areas,
    thank,
    topic_label,
)
from knowledge_base.answers import ArticleAnswer
from knowledge_base.delivery import record_delivery
from nlu.decision import Act, Answer, Choose, Handoff
from nlu.topics import SAFETY_TOPICS
from nlu.understanding import Understanding
from wording import Button, Line
from wording.replies import Kind


async def hear(turn: Turn, text: str, question: str, heard: Understanding) -> None:
    """Answer what was written.

    Args:
        text: The new message alone.
        question: The message together with the one that came seconds before it; `heard` is about this.
    """
    if heard.language is None and turn.newcomer.language is None:
        return await _do_not_recognise(turn, question)
    _follow_language(turn, heard)
    turn.conversation.last_text = question
    turn.conversation.last_text_at = turn.now
    if heard.is_safety:
        return await _protect(turn, heard)
    if (case := next(iter(await turn.open_cases()), None)) is not None:
        match where_it_belongs(case, heard):
            case "unit":
                return await send_to_unit(turn, case, text)
            case "either":
                await _answer(turn, heard)
                return offer_to_send(turn, case, await turn.unit(case.unit_id))
    await _answer(turn, heard)


async def show_article(turn: Turn, topic: str) -> None:
    """The article of *topic*, or a person who knows where nobody wrote one yet."""
    if not turn.services.library.has(topic):
        return await offer_unit(turn, topic, [line("no-article-yet")])
    answer = turn.services.library.answer(topic, turn.language)
    lines = list(answer.lines)
    if topic not in SAFETY_TOPICS and turn.conversation.introduced_at is None:
        lines += introduction()
        turn.conversation.introduced_at = turn.now
    turn.conversation.last_topic = topic
    kind: Kind = "safety" if topic in SAFETY_TOPICS else "article"
    turn.say(kind, lines, _article_buttons(turn, answer), topic=topic, article_version=answer.version)
    await record_delivery(turn.session, answer, turn.newcomer.id, turn.now)


async def show_more(turn: Turn, topic: str) -> None:
    answer = turn.services.library.answer(topic, turn.language)
    turn.say("article", answer.more, [person_button(turn, topic)], topic=topic, article_version=answer.version)


async def show_in_german(turn: Turn, topic: str) -> None:
    """The same answer in German, to be shown at a desk."""
    german = turn.services.library.answer(topic, "de")
    turn.say("article", [line("show-at-desk", "small"), *german.in_german], topic=topic, article_version=german.version)


async def rejoice(turn: Turn) -> None:
    turn.say("text", [line("helped-thanks")])


async def regret(turn: Turn, topic: str) -> None:
    """It did not help: say so, and say who knows better."""
    await offer_unit(turn, topic or turn.conversation.last_topic, [line("not-helped")])


async def _protect(turn: Turn, heard: Understanding) -> None:
    """Telephone numbers at once, in every state; a unit that has an open case learns only that there is danger."""
    decided = heard.decision.topic if isinstance(heard.decision, Answer) else heard.danger
    assert decided is not None
    await show_article(turn, decided)
    for case in (await turn.open_cases())[:1]:
        if not (await turn.unit(case.unit_id)).is_enforcement:
            await turn.cases.alarm(case, turn.now)
    if heard.second is not None and heard.second not in SAFETY_TOPICS:
        await show_article(turn, heard.second)


async def _answer(turn: Turn, heard: Understanding) -> None:
    match heard.decision:
        case Answer(topic=topic):
            await show_article(turn, topic)
            if heard.second is not None:
                turn.say("choices", [line("second-question")], [topic_label(turn, heard.second)])
        case Choose(choices=choices):
            _ask_back(turn, [each.topic for each in choices])
        case Handoff(reason="asked_for_person"):
            await offer_unit(turn, turn.conversation.last_topic, [])
        case Handoff(topic=topic):
            await offer_unit(turn, topic, [line("not-sure")])
        case Act(topic=topic):
            await _act(turn, topic)


async def _act(turn: Turn, topic: str) -> None:
    match topic:
        case "meta.greeting":
            greet(turn)
        case "meta.thanks":
            thank(turn)
        case "meta.goodbye":
            say_goodbye(turn)
        case "meta.change_language":
            offer_languages(turn)
        case "meta.delete_data":
            own_data.ask_before_deleting(turn)
        case "meta.privacy":
            own_data.show_notice(turn)
        case "meta.bot":
            introduce(turn)
        case "meta.complaint":
            await regret(turn, turn.conversation.last_topic or "")
        case _:
            show_areas(turn)


def _ask_back(turn: Turn, topics: list[str]) -> None:
    buttons: dict[str, Button] = {}
    for topic in topics:
        button = topic_label(turn, topic)
        buttons.setdefault(str(button.label), button)  # two topics without an article may share their area
    something_else = turn.button(phrase("button-something-else"), "areas", picture="🧭")
    turn.say("choices", [line("do-you-mean")], [*buttons.values(), something_else, person_button(turn)])


async def _do_not_recognise(turn: Turn, question: str) -> None:
    """No language was recognised: German and English side by side, all languages to choose from, and a person."""
    turn.conversation.last_text = question
    turn.conversation.last_text_at = turn.now
    say = turn.services.phrases.say
    lines = [Line(content=say(phrase("language-unknown"), language)) for language in ("de", "en")]
    turn.say("choices", lines, [*language_buttons(turn), person_button(turn)])


def _follow_language(turn: Turn, heard: Understanding) -> None:
    """A clear message in another language changes the language; one that may be anything does not."""
    if heard.language is not None and (heard.language_is_sure or turn.newcomer.language is None):
        turn.newcomer.language = turn.language = heard.language


def _article_buttons(turn: Turn, answer: ArticleAnswer) -> list[Button]:
    topic = answer.topic
    related = [topic_label(turn, each) for each in answer.related][:2]
    more = [turn.button(phrase("button-more"), "more", topic, "➕")] if answer.more else []
    german = [turn.button(phrase("button-german"), "german", topic, "🇩🇪")] if turn.language != "de" else []
    helped = [
        turn.button(phrase("button-helped"), "helped", topic, "👍"),
        turn.button(phrase("button-not-helped"), "not-helped", topic, "👎"),
    ]
    if topic in SAFETY_TOPICS:
        return [person_button(turn, topic), *more, *german]
    return [*related, *more, *german, *helped, person_button(turn, topic)]
