"""A question of a newcomer: the article, "do you mean …?", or a person. Danger comes first."""

from collections.abc import Sequence

from bot import in_vain, own_data, own_page
from bot.announcements import with_news_for_everybody
from bot.case_messages import Addressee, addressee, offer_to_send, send_to_unit
from bot.person import offer_unit
from bot.staff_talk import tell_unit
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
from handoff.routing import as_guess
from knowledge_base.answers import ArticleAnswer
from knowledge_base.delivery import record_delivery
from nlu.decision import Act, Answer, Choose, Handoff
from nlu.follow_up import Aspect
from nlu.topics import SAFETY_TOPICS
from nlu.understanding import Understanding
from wording import Button, Language, Line, Phrase, Reply
from wording.replies import Kind

_FOR_EVERYBODY: tuple[Language, ...] = ("de", "en")


async def hear(turn: Turn, text: str, question: str, heard: Understanding) -> None:
    """Answer what was written.

    Args:
        text: The new message alone.
        question: The message together with the one that came seconds before it; `heard` is about this.
    """
    before = turn.conversation.last_text
    _remember(turn, question, heard)
    follow_language(turn, heard)
    if before and question != text:  # it was only the beginning of this one
        await in_vain.forget_question(turn, before)
    if heard.is_safety:
        return await _protect(turn, heard)
    if heard.language is None and (heard.language_is_sure or turn.newcomer.language is None):
        return _do_not_recognise(turn)
    to = await addressee(turn, heard)
    if not turn.tells_cases:
        return await _keep_from_cases(turn, question, heard, to)
    if to.sent_to is not None:
        return await send_to_unit(turn, to.sent_to, text)
    is_kept = turn.conversation.last_text == question  # what was kept is what can be sent
    for case in to.offered_first if is_kept else ():
        offer_to_send(turn, case, await turn.unit(case.unit_id))
    if to.bot_answers:
        await _answer(turn, heard)
        await in_vain.note_question(turn, question, heard)
    for case in to.offered if is_kept else ():
        offer_to_send(turn, case, await turn.unit(case.unit_id))


async def _keep_from_cases(turn: Turn, question: str, heard: Understanding, to: Addressee) -> None:
    """Where nothing may go into a case: answer what the bot answers, and say where a unit can be written to."""
    if not to.bot_answers:
        return own_page.write_there(turn)
    if to.offered_first:
        own_page.stayed_here(turn)
    await _answer(turn, heard)
    await in_vain.note_question(turn, question, heard)
    if to.offered:
        own_page.stayed_here(turn)


def _remember(turn: Turn, question: str, heard: Understanding) -> None:
    """Keep what was asked, for who wants a person next; thanks or "I want a person" do not take its place."""
    is_question = not isinstance(heard.decision, Act)
    asks_for_person = isinstance(heard.decision, Handoff) and heard.decision.reason == "asked_for_person"
    if not is_question or (asks_for_person and turn.conversation.last_text):
        return
    turn.conversation.last_text = question
    turn.conversation.last_text_at = turn.now
    turn.conversation.last_topic = None  # of the question before


async def show_article(turn: Turn, topic: str, aspect: Aspect = "whole") -> None:
    """The article of *topic*, or a person who knows where nobody wrote one yet.

    Args:
        aspect: What a follow-up asks for: that part alone, or the whole where the article has no such part. Of an
            article about a danger always the whole, for its numbers come first.
    """
    if not turn.services.library.has(topic):
        return await offer_unit(turn, topic, [line("no-article-yet")])
    answer = turn.services.library.answer(topic, turn.language)
    lines = await with_news_for_everybody(turn, topic, answer.lines)
    if aspect != "whole" and topic not in SAFETY_TOPICS:
        if part := answer.parts.get(aspect):
            return await _show_part(turn, answer, part)
        lines.insert(0, line("part-unknown"))
    if topic not in SAFETY_TOPICS and turn.conversation.introduced_at is None:
        lines += introduction()
        turn.conversation.introduced_at = turn.now
    turn.conversation.last_topic = topic
    kind: Kind = "safety" if topic in SAFETY_TOPICS else "article"
    turn.say(kind, lines, _article_buttons(turn, answer), topic=topic, article_version=answer.version)
    await record_delivery(turn.session, answer, turn.newcomer.id, turn.now)


async def _show_part(turn: Turn, answer: ArticleAnswer, part: Sequence[Line]) -> None:
    title = Line(content=answer.title, style="title")
    lines = await with_news_for_everybody(turn, answer.topic, part)
    turn.conversation.last_topic = answer.topic
    buttons = [
        turn.button(phrase("button-all-of-it"), "article", answer.topic, "📄"),
        *_helped_buttons(turn, answer.topic),
        person_button(turn, answer.topic),
    ]
    turn.say("article", [title, *lines], buttons, topic=answer.topic, article_version=answer.version)
    await record_delivery(turn.session, answer, turn.newcomer.id, turn.now)


async def show_more(turn: Turn, topic: str) -> None:
    answer = turn.services.library.answer(topic, turn.language)
    buttons = [*_german_button(turn, topic), *_helped_buttons(turn, topic), person_button(turn, topic)]
    turn.say("article", answer.more, buttons, topic=topic, article_version=answer.version)


async def show_in_german(turn: Turn, topic: str) -> None:
    """The same answer in German, to be shown at a desk; what is meant for the newcomer stays in their language."""
    german = turn.services.library.answer(topic, "de")
    hint = Line(content=turn.services.phrases.say(phrase("show-at-desk"), turn.language), style="small")
    buttons = [
        each.model_copy(update={"label": _said(turn, each.label)})
        for each in (turn.button(phrase("button-areas"), "areas", picture="🧭"), person_button(turn, topic))
    ]
    turn.replies.append(
        Reply(
            kind="article",
            language="de",
            lines=(hint, *german.in_german),
            buttons=tuple(buttons),
            topic=topic,
            article_version=german.version,
        )
    )


def _said(turn: Turn, label: Phrase | str) -> str:
    return label if isinstance(label, str) else turn.services.phrases.say(label, turn.language)


async def show_area(turn: Turn, area: str) -> None:
    """The articles of one area as buttons; where there is none yet, the unit that can be asked."""
    topics = turn.services.library.topics(area)
    if not topics:
        return await offer_unit(turn, as_guess(area), [line("no-article-yet")])
    titles = [turn.button(turn.services.library.title(topic, turn.language), "article", topic) for topic in topics]
    back = turn.button(phrase("button-areas"), "areas", picture="◀️")
    turn.say("choices", [line(f"area-{area}", "title"), line("area-ask")], [*titles, person_button(turn), back])


async def rejoice(turn: Turn) -> None:
    turn.say("text", [line("helped-thanks")])


async def regret(turn: Turn, topic: str) -> None:
    """It did not help: say so, and say who knows better."""
    await in_vain.note_not_helped(turn, topic)
    await offer_unit(turn, topic or turn.conversation.last_topic, [line("not-helped")])


async def _protect(turn: Turn, heard: Understanding) -> None:
    """Telephone numbers at once, in every state; a unit that has an open case learns only that there is danger.

    A unit that enforces does not learn even that. What else the message is about is answered below the numbers.
    """
    assert heard.alarm is not None
    await show_article(turn, heard.alarm)
    for case in turn.open_cases:
        unit = await turn.unit(case.unit_id)
        if not unit.is_enforcement:
            await turn.cases.alarm(case, turn.now)
            await tell_unit(turn.services.outbox, turn.session, unit, case, "alarm", turn.now)
            told = own_page.discreet(turn, "alarm-told", "small", unit=unit.name, number=case.number)
            turn.say("notice", [told], case=case.number)
            break  # the one with the newest message
    if not (isinstance(heard.decision, Answer) and heard.decision.topic in SAFETY_TOPICS):
        await _answer(turn, heard)
    elif heard.second is not None and heard.second not in SAFETY_TOPICS:
        await show_article(turn, heard.second)


async def _answer(turn: Turn, heard: Understanding) -> None:
    match heard.decision:
        case Answer(topic=topic):
            await show_article(turn, topic, heard.aspect or "whole")
            if heard.second is not None:
                turn.say("choices", [line("second-question")], [topic_label(turn, heard.second)])
        case Choose(choices=choices):
            _ask_back(turn, [each.topic for each in choices])
        case Handoff(reason="asked_for_person"):
            await offer_unit(turn, turn.conversation.last_topic, [])
        case Handoff(reason="unsure", topic=str(topic)):
            await offer_unit(turn, as_guess(topic), [line("not-sure")])
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
    person = person_button(turn, as_guess(topics[0]))
    turn.say("choices", [line("do-you-mean")], [*buttons.values(), something_else, person])


def _do_not_recognise(turn: Turn) -> None:
    """No language of Lotse: German and English side by side with the numbers for danger, which it may be about, all
    languages to choose from, and a person.
    """
    lines: list[Line] = []
    for language in _FOR_EVERYBODY:
        lines += [
            Line(content=turn.services.phrases.say(phrase(each), language))
            for each in ("language-unknown", "language-unknown-danger")
        ]
        emergency = turn.services.library.answer("safety.emergency", language)
        lines += [each for each in emergency.lines if each.style == "number"]
    turn.say("choices", lines, [*language_buttons(turn), person_button(turn)])


def follow_language(turn: Turn, heard: Understanding) -> None:
    """A clear message in another language changes the language; one that may be anything does not."""
    if heard.language is not None and (heard.language_is_sure or turn.newcomer.language is None):
        turn.newcomer.language = turn.language = heard.language


def _article_buttons(turn: Turn, answer: ArticleAnswer) -> list[Button]:
    topic = answer.topic
    related = [topic_label(turn, each) for each in answer.related if turn.services.library.has(each)][:2]
    more = [turn.button(phrase("button-more"), "more", topic, "➕")] if answer.more else []
    german = _german_button(turn, topic)
    if topic in SAFETY_TOPICS:
        return [person_button(turn, topic), *more, *german]
    return [*related, *more, *german, *_helped_buttons(turn, topic), person_button(turn, topic)]


def _german_button(turn: Turn, topic: str) -> list[Button]:
    return [turn.button(phrase("button-german"), "german", topic, "🇩🇪")] if turn.language != "de" else []


def _helped_buttons(turn: Turn, topic: str) -> list[Button]:
    if topic in SAFETY_TOPICS:
        return []
    return [
        turn.button(phrase("button-helped"), "helped", topic, "👍"),
        turn.button(phrase("button-not-helped"), "not-helped", topic, "👎"),
    ]
