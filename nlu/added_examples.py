"""Examples that staff members added at the desk: the interpreter learns from them like from the shipped ones."""

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Final, Literal

from sqlalchemy import String, Text, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from nlu.examples import Example, read_examples
from nlu.normalisation import fold
from nlu.topics import OUT_OF_SCOPE, TOPICS, is_meta
from storage import audit
from storage.columns import BigId
from storage.database import Base
from storage.signals import Signals
from wording.languages import LANGUAGES, Language

SIGNAL: Final = "examples"
"""Told after every example that was added or removed."""

LONGEST: Final = 300
FEWEST_LETTERS: Final = 3

TEACHABLE: Final = tuple(topic for topic in TOPICS if not is_meta(topic) or topic == OUT_OF_SCOPE)
"""The topics an example can be added to: how people greet and thank is known."""


class AddedExample(Base):
    """One of them. Its text is masked: it names no person and no number."""

    __tablename__ = "added_examples"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    topic: Mapped[str] = mapped_column(String(60))
    language: Mapped[Language] = mapped_column(String(2))
    added_by: Mapped[str] = mapped_column(String(60))
    added_at: Mapped[datetime]

    @property
    def example(self) -> Example:
        return Example(self.text, self.topic, self.language)


class ExampleRefused(ValueError):
    """A text cannot become an example."""

    def __init__(self, field: Literal["text", "topic", "language"], reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason: Final = reason
        """`empty`, `long`, `known` or `unknown`."""


class AddedExamples:
    """The acts, each in the transaction of *session*."""

    def __init__(self, session: AsyncSession, signals: Signals, now: datetime) -> None:
        self._session = session
        self._signals = signals
        self._now = now

    async def add(self, example: Example, by: str) -> AddedExample:
        """Keep *example*, whose text is anonymous already; the next training learns from it.

        Raises:
            ExampleRefused: language or topic are none, the text is empty or too long, or this is an example already.
        """
        await asyncio.to_thread(check_example, example)
        same = select(AddedExample).where(AddedExample.language == example.language)
        if any(_spelled(row.text) == _spelled(example.text) for row in await self._session.scalars(same)):
            raise ExampleRefused("text", "known")
        row = AddedExample(
            text=example.text, topic=example.topic, language=example.language, added_by=by, added_at=self._now
        )
        self._session.add(row)
        await self._session.flush()
        self._record(by, "added", row)
        await self._signals.publish(self._session, SIGNAL, row.id)
        return row

    async def remove(self, ids: Collection[int], by: str) -> int:
        """Take examples back; return how many there were."""
        rows = list(await self._session.scalars(select(AddedExample).where(AddedExample.id.in_(ids))))
        for row in rows:
            self._record(by, "removed", row)
        if rows:
            await self._session.execute(delete(AddedExample).where(AddedExample.id.in_(ids)))
            await self._signals.publish(self._session, SIGNAL, rows[0].id)
        return len(rows)

    def _record(self, by: str, act: str, row: AddedExample) -> None:
        details = {"topic": row.topic, "language": row.language}
        audit.record(self._session, self._now, by, f"example.{act}", f"example:{row.id}", **details)


async def added_examples(session: AsyncSession) -> Sequence[AddedExample]:
    """All of them, oldest first."""
    return list(await session.scalars(select(AddedExample).order_by(AddedExample.id)))


def check_example(example: Example) -> None:
    """Hold *example* against the rules and the shipped ones, the first time for a tenth of a second.

    Raises:
        ExampleRefused: it breaks one.
    """
    if example.language not in LANGUAGES:
        raise ExampleRefused("language", "unknown")
    if example.topic not in TEACHABLE:
        raise ExampleRefused("topic", "unknown")
    if sum(character.isalpha() for character in example.text) < FEWEST_LETTERS:
        raise ExampleRefused("text", "empty")
    if len(example.text) > LONGEST:
        raise ExampleRefused("text", "long")
    if (example.language, _spelled(example.text)) in _shipped():
        raise ExampleRefused("text", "known")


@cache
def _shipped() -> frozenset[tuple[Language, str]]:
    return frozenset((example.language, _spelled(example.text)) for example in read_examples())


def _spelled(text: str) -> str:
    """The words of *text*, however they are spelled and whatever stands between them."""
    return " ".join(fold("".join(filter(str.isalnum, word))) for word in text.split()).strip()
