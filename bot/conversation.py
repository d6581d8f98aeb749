"""The newcomer's conversation: from one stored update to what is said, in one transaction.

It knows no transport. Whoever writes is looked up, what was written is understood, and the newcomer's rows, the cases
and the messages to send change together with the mark that the update is done.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot import case_messages, in_vain, media, own_data, own_page, person, questions, welcome
from bot.buttons import Action, ButtonRefused
from bot.courier import BLOCKED
from bot.incoming import Command, Incoming, Left, Media, Parser, Press, Text, Unreadable
from bot.privacy import CAUGHT_UP
from bot.turn import Services, Turn, line
from handoff.encounters import meet
from nlu.decision import Act, Answer
from nlu.understanding import Understander, Understanding
from storage.database import after_commit
from storage.inbox import InboxUpdate
from wording import LANGUAGES, Language

log = structlog.get_logger()

READ_TOGETHER = timedelta(seconds=8)
"""A message that follows so soon is read together with the one before."""

GOES_ON = timedelta(hours=1)
"""So long a message that makes no sense alone is about what was answered last."""

QUICKLY_READ = 500
"""Characters. They are understood in 11 ms at most; a thread of its own would take longer to get its turn."""

FALLBACK_LANGUAGE: Language = "en"


class UpdateUnreadable(Exception):
    """An update has a shape that its channel never sends."""


@dataclass(frozen=True)
class _Heard:
    """A question, of one message or of two that came together, and what it means."""

    question: str
    meaning: Understanding


class Talk:
    """Takes updates from the inbox one by one and decides what is said."""

    def __init__(
        self, services: Services, understander: Understander, parsers: dict[str, Parser], clock: Callable[[], datetime]
    ) -> None:
        self._services = services
        self._understander = understander
        self._parsers = parsers
        self._clock = clock

    def learn(self, understander: Understander) -> None:
        """Understand with this one from the next message on."""
        self._understander = understander

    async def take(self, update: InboxUpdate) -> None:
        """Handle one update: its effects and its end are one commit.

        Raises:
            UpdateUnreadable: nobody can read it; a repetition will not help.
        """
        incoming = self._read(update)
        if incoming is None:  # deliberate silence
            async with self._services.database.transaction() as session:
                await self._services.inbox.done(session, update.id, self._clock())
            return
        await self._services.database.together(partial(self._handle, update, incoming))

    async def _handle(self, update: InboxUpdate, incoming: Incoming, session: AsyncSession) -> None:
        now = self._clock()
        await self._services.inbox.done(session, update.id, now)
        turn = await self._begin(session, incoming, now)
        turn.conversation.go_on_in(incoming.channel)
        heard = await self._understand(turn)
        await self._decide(turn, heard)
        await self._answer(turn, update)
        after_commit(session, partial(_log, update, turn, heard))

    async def _begin(self, session: AsyncSession, incoming: Incoming, now: datetime) -> Turn:
        encounter = await meet(session, incoming.channel, incoming.address, now)
        if encounter.came_back and not isinstance(incoming.content, Left):  # units wrote while the bot was blocked
            missed = encounter.newcomer.id
            await self._services.outbox.revive(session, missed, refused=BLOCKED, since=now - CAUGHT_UP, now=now)
        language = encounter.newcomer.language or incoming.language_hint or FALLBACK_LANGUAGE
        return Turn(self._services, session, now, incoming, encounter, language)

    async def _answer(self, turn: Turn, update: InboxUpdate) -> None:
        """Queue what was said in *turn*; what is said to somebody who was erased in it belongs to nobody."""
        newcomer_id = turn.newcomer.id if turn.newcomer in turn.session else None
        for reply in turn.replies:
            await self._services.outbox.add(
                turn.session,
                channel=turn.incoming.channel,
                address=turn.incoming.address,
                newcomer_id=newcomer_id,
                reply=reply.model_dump(mode="json"),
                now=turn.now,
                update_id=update.id,
            )

    async def apologise(self, update: InboxUpdate) -> None:
        """An update failed for good: the newcomer is told, and told what to do."""
        incoming = self._read(update)
        if incoming is None:
            return
        async with self._services.database.transaction() as session:
            turn = await self._begin(session, incoming, self._clock())
            turn.say("notice", [line("went-wrong")], [welcome.person_button(turn)])
            await self._answer(turn, update)

    def _read(self, update: InboxUpdate) -> Incoming | None:
        if update.payload is None or update.channel not in self._parsers:
            return None
        try:
            return self._parsers[update.channel](update.address, update.payload, update.received_at)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise UpdateUnreadable from error

    async def _understand(self, turn: Turn) -> "_Heard | None":
        """Understand the message, together with what came before it where it says too little alone."""
        text = _words(turn.incoming)
        if text is None:
            return None
        prior = turn.newcomer.language or turn.incoming.language_hint
        understander = self._understander  # another one may take its place meanwhile
        alone = await _think(understander, text, prior)
        last_topic = _goes_on_about(turn)
        if last_topic is not None:
            following = understander.follow_up(alone, text, last_topic)
            if following is not alone:
                return _Heard("\n".join(filter(None, [turn.conversation.last_text, text])), following)
        before = _just_before(turn)
        if before is None or turn.conversation.waits_for is not None or alone.is_safety or _is_clear(alone):
            return _Heard(text, alone)
        question = f"{before}\n{text}"
        return _Heard(question, await _think(understander, question, prior))

    async def _decide(self, turn: Turn, heard: "_Heard | None") -> None:
        match turn.incoming.content:
            case Left():
                turn.newcomer.blocked_at = turn.now
            case Command(name=name, argument=argument):
                turn.conversation.waits_for = None
                await _obey(turn, name, argument)
            case Press(button_id=button_id):
                await _press(turn, button_id)
            case Text(text=text):
                assert heard is not None
                await _hear(turn, text, heard)
            case Media(caption=caption) as sent:
                if heard is not None:
                    await questions.hear(turn, caption, caption, heard.meaning)
                await media.hear_media(turn, sent, has_words=heard is not None)
            case Unreadable():
                media.hear_unreadable(turn)


async def _think(understander: Understander, text: str, prior: Language | None) -> Understanding:
    if len(text) <= QUICKLY_READ and not understander.waits:
        return understander.understand(text, prior)
    return await asyncio.to_thread(understander.understand, text, prior)


def _is_clear(alone: Understanding) -> bool:
    """Whether a message says enough by itself."""
    return isinstance(alone.decision, Answer | Act)


def _just_before(turn: Turn) -> str | None:
    """What the newcomer wrote so recently that it may be the beginning of this message."""
    at = turn.conversation.last_text_at
    return turn.conversation.last_text if at is not None and turn.incoming.at - at < READ_TOGETHER else None


def _goes_on_about(turn: Turn) -> str | None:
    """What was answered so recently that a follow-up may go on about it; in a case a unit may have asked in between."""
    talk = turn.conversation
    is_recent = talk.last_text_at is not None and turn.incoming.at - talk.last_text_at < GOES_ON
    return talk.last_topic if is_recent and talk.waits_for is None and not turn.open_cases else None


def _words(incoming: Incoming) -> str | None:
    """What is there to understand, or `None`."""
    match incoming.content:
        case Text(text=text):
            return text
        case Media(caption=caption) if caption.strip():
            return caption
    return None


def _log(update: InboxUpdate, turn: Turn, heard: _Heard | None) -> None:
    log.info(
        "turn",
        update=update.id,
        channel=turn.incoming.channel,
        content=type(turn.incoming.content).__name__,
        decision=type(heard.meaning.decision).__name__ if heard else None,
        kinds=[reply.kind for reply in turn.replies],
    )


async def _hear(turn: Turn, text: str, heard: _Heard) -> None:
    waits_for, turn.conversation.waits_for = turn.conversation.waits_for, None
    if turn.conversation.draft is None:
        waits_for = None
    if heard.meaning.is_safety:  # danger interrupts whatever was being asked, and may be told with one sign
        return await questions.hear(turn, text, heard.question, heard.meaning)
    if not any(character.isalnum() for character in text):  # only emoji or signs: nothing was asked
        turn.conversation.waits_for = waits_for
        return welcome.show_areas(turn)
    match waits_for:
        case "subject":
            questions.follow_language(turn, heard.meaning)
            return await person.hear_subject(turn, text)
        case "called":
            return await person.hear_called(turn, text)
        case "yes":
            turn.conversation.waits_for = None
            if await person.hear_yes_or_no(turn, text):
                return
    await questions.hear(turn, text, heard.question, heard.meaning)


async def _obey(turn: Turn, name: str, argument: str) -> None:
    match name:
        case "start":
            await welcome.start(turn, argument)
        case "language":
            welcome.offer_languages(turn)
        case "person":
            if await case_messages.has_cases(turn):
                await case_messages.show_cases(turn)
            else:
                await person.begin(turn, "")
        case "mydata":
            await own_data.show_what_is_kept(turn)
        case "delete":
            own_data.ask_before_deleting(turn)
        case "stop":
            await own_data.stop(turn)
        case _:
            welcome.show_help(turn)


async def _press(turn: Turn, button_id: str) -> None:
    try:
        action = turn.services.buttons.open(button_id, turn.newcomer.id, turn.now)
    except ButtonRefused:
        turn.say("notice", [line("button-too-old")], [*welcome.area_buttons(turn), *welcome.exits(turn)])
        return
    turn.conversation.waits_for = None
    await _act(turn, action)


async def _act(turn: Turn, action: Action) -> None:
    match action:
        case Action("language", language) if language in LANGUAGES:
            await _speak(turn, language)
        case Action("languages"):
            welcome.offer_languages(turn)
        case Action("areas"):
            welcome.show_areas(turn)
        case Action("area", area):
            await questions.show_area(turn, area)
        case Action("article", topic):
            await in_vain.found_after_all(turn)
            await questions.show_article(turn, topic)
        case Action("more", topic):
            await questions.show_more(turn, topic)
        case Action("german", topic):
            await questions.show_in_german(turn, topic)
        case Action("helped"):
            await questions.rejoice(turn)
        case Action("not-helped", topic):
            await questions.regret(turn, topic)
        case Action("person", topic):
            await person.begin(turn, topic)
        case Action("yes", mark):
            await person.accept(turn, mark)
        case Action("no"):
            await person.refuse(turn)
        case Action("strike"):
            await person.strike_question(turn)
        case Action("called"):
            person.ask_called(turn)
        case Action("no-name"):
            await person.show_offer(turn)
        case Action("other-unit"):
            await person.show_other_units(turn)
        case Action("unit", unit_id):
            await person.choose_unit(turn, unit_id)
        case Action("enforcement", unit_id):
            await person.choose_enforcement(turn, unit_id)
        case Action("reach", value):
            await person.set_reach(turn, value)
        case Action("also-send", value):
            await case_messages.send_also(turn, value)
        case Action("reopen", value):
            await case_messages.reopen(turn, value)
        case Action("file", value):
            await media.accept(turn, value)
        case Action("file-paper", bundle):
            await media.refuse(turn, bundle)
        case Action("file-cancel", bundle):
            await media.cancel(turn, bundle)
        case Action("page") if turn.tells_cases:  # the town decided otherwise since the button was offered
            await case_messages.show_cases(turn)
        case Action("page"):
            await own_page.show_link(turn)
        case Action("withdraw", number):
            await case_messages.ask_before_withdrawing(turn, number)
        case Action("withdraw-yes", number):
            await case_messages.withdraw(turn, number)
        case Action("notice"):
            own_data.show_notice(turn)
        case Action("all-data"):
            await own_data.show_everything(turn)
        case Action("delete"):
            own_data.ask_before_deleting(turn)
        case Action("delete-yes"):
            await own_data.delete(turn)
        case _:
            own_data.keep(turn)


async def _speak(turn: Turn, language: Language) -> None:
    """Go on in another language; a question that waits for it is asked again, else the areas are shown."""
    turn.newcomer.language = turn.language = language
    welcome.show_welcome(turn)
