"""The interpreter and what staff members teach it: learnt in the background, put in its place at a whole.

Newcomers are answered by the old one meanwhile. A training takes a minute or two and all it needs in processes of its
own, so that no turn waits for it.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

import structlog

from nlu.added_examples import SIGNAL, AddedExample, added_examples
from nlu.examples import Example
from nlu.learning import Learning
from nlu.understanding import Understander, Understanding
from storage.database import Database
from storage.signals import Signals, next_signal
from wording import Language

log = structlog.get_logger()

LOOK_AGAIN_SECONDS = 600.0
"""A signal may be missed."""

DELAY_SECONDS = 30.0
"""Whoever adds one example mostly adds some more: they are learnt together."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a training gave: an understander, and the figures of its cross-validation."""

    understander: Understander
    figures: dict[str, Any]

    @property
    def right(self) -> float:
        return float(self.figures["all"]["first"])


class Teacher(Protocol):
    """Loads what is learnt, and learns what is not."""

    def learn(self, added: Sequence[Example]) -> Learnt:
        """Learn in this process, at its start, when there is nothing else to do; called in a thread."""
        ...

    def learn_apart(self, added: Sequence[Example]) -> Learnt:
        """Learn in another process; called in a thread."""
        ...


class Learner:
    """Holds the interpreter of this process and keeps it true to the examples that staff members added."""

    def __init__(
        self,
        database: Database,
        signals: Signals,
        teacher: Teacher,
        clock: Callable[[], datetime],
        delay_seconds: float = DELAY_SECONDS,
    ) -> None:
        self._database = database
        self._signals = signals
        self._teacher = teacher
        self._clock = clock
        self._delay_seconds = delay_seconds
        self._followers: list[Callable[[Understander], None]] = []
        self._known: dict[int, Example] = {}
        self._tried: dict[int, Example] = {}
        self.understander: Understander | None = None
        """None until something is learnt."""
        self.learning = Learning()

    def follow(self, follower: Callable[[Understander], None]) -> None:
        """Tell *follower* of every understander from now on."""
        self._followers.append(follower)

    def concepts(self, text: str, language: Language | None) -> tuple[str, ...]:
        """What *text* speaks of; nothing while nothing is learnt yet."""
        return self.understander.concepts(text, language) if self.understander is not None else ()

    async def understand(self, text: str, prior: Language | None) -> Understanding | None:
        """What *text* means, or None while nothing is learnt yet."""
        if self.understander is None:
            return None
        return await asyncio.to_thread(self.understander.understand, text, prior)

    async def begin(self) -> Understander:
        """Load what was learnt before, or learn it now."""
        added = await self._added()
        learnt = await asyncio.to_thread(self._teacher.learn, list(added.values()))
        self._known = self._tried = added
        self.learning = Learning(right=learnt.right)
        return self._put(learnt)

    async def keep_true(self) -> None:
        """Learn whenever examples were added or removed; runs until it is cancelled."""
        async with self._signals.listening(SIGNAL) as news:
            while True:
                if await self._added() != self._tried:
                    self.learning = replace(self.learning, planned_at=self._clock())
                    await asyncio.sleep(self._delay_seconds)
                    await self._learn()
                if await next_signal(news, LOOK_AGAIN_SECONDS) is not None:
                    self._tried = self._known  # what failed is tried again when somebody changes something

    async def _learn(self) -> None:
        async with self._database.alone("learning"):  # on one machine the second finds what the first learnt
            added = await self._added()
            self._tried = added
            if added == self._known:
                self.learning = replace(self.learning, planned_at=None)
                return
            self.learning = replace(self.learning, planned_at=None, since=self._clock())
            try:
                learnt = await asyncio.to_thread(self._teacher.learn_apart, list(added.values()))
            except Exception as error:  # whatever it was: newcomers are answered as before
                log.error("learning failed", exc_info=error)
                self.learning = replace(self.learning, since=None, failed_at=self._clock())
                return
        new = tuple(number for number in added if number not in self._known)
        self._known = added
        self.learning = Learning(
            learnt_at=self._clock(), right=learnt.right, right_before=self.learning.right, new_examples=new
        )
        self._put(learnt)
        log.info("learnt", added=len(added), right=learnt.right, is_worse=self.learning.is_worse)

    async def _added(self) -> dict[int, Example]:
        async with self._database.reading() as session:
            rows: Sequence[AddedExample] = await added_examples(session)
        return {row.id: row.example for row in rows}

    def _put(self, learnt: Learnt) -> Understander:
        self.understander = learnt.understander
        for follower in self._followers:
            follower(learnt.understander)
        return learnt.understander
