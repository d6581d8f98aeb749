"""Examples that staff members added at the desk: the interpreter learns from them like from the shipped ones."""

from datetime import datetime

from sqlalchemy import String, Text, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from nlu.examples import Example
from storage.columns import BigId
from storage.database import Base
from wording.languages import Language


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


async def add_example(session: AsyncSession, example: Example, by: str, now: datetime) -> AddedExample:
    """Keep *example*; the next training learns from it."""
    row = AddedExample(text=example.text, topic=example.topic, language=example.language, added_by=by, added_at=now)
    session.add(row)
    await session.flush()
    return row


async def added_examples(session: AsyncSession) -> list[AddedExample]:
    """All of them, oldest first."""
    return list(await session.scalars(select(AddedExample).order_by(AddedExample.id)))


async def remove_example(session: AsyncSession, example_id: int) -> None:
    await session.execute(delete(AddedExample).where(AddedExample.id == example_id))
