"""The tables of the knowledge base, and their rows as the values everything else works with.

Only this module knows columns. Every row says whether it stands as it was shipped; a later edition brings it up to
date then, and leaves alone what the town wrote. `write` takes a value into the row, `read` gives it back.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge_base.facts import Fact
from knowledge_base.offices import Office, written_office
from knowledge_base.places import Place, written_place
from knowledge_base.reply_sentences import ReplySentence, Slot
from knowledge_base.texts import SECTIONS, Article, Change, Section, Status
from knowledge_base.units import Unit, written_unit
from storage import Base, Json
from storage.columns import BigId
from wording import LANGUAGES, Language

SIGNAL = "knowledge_base"
"""Told after everything that changes what newcomers read, but for announcements."""
NEWS_SIGNAL = "announcements"
"""Told after everything that changes what is announced."""

ChangedKind = Literal["fact", "office"]
ChangeStatus = Literal["in_review", "sent_back", "published", "withdrawn"]
UnansweredReason = Literal["no_article", "unsure", "not_helped"]
UnansweredState = Literal["open", "drafted", "example", "not_ours"]


class ArticleVersion(Base):
    """One version of an article in one language: its words never change. Newcomers read the newest published one.

    `written_by` is `staff:<id>`, `reader` for a native reader without an account, or none for what was shipped, until
    somebody hands it in for review; what was shipped has in `shipped_version` the number its file gave it. A version in
    review with `publish_on` was agreed to and waits for its day.
    """

    __tablename__ = "article_versions"
    __table_args__ = (
        UniqueConstraint("topic", "language", "version"),
        Index("ix_article_versions_status", "status", "topic", "language", "version"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    topic: Mapped[str] = mapped_column(String(60))
    language: Mapped[Language] = mapped_column(String(2))
    version: Mapped[int]
    status: Mapped[Status] = mapped_column(String(20))
    shipped: Mapped[bool]
    shipped_version: Mapped[int | None] = mapped_column(default=None)
    title: Mapped[str] = mapped_column(String(120))
    sections: Mapped[dict[str, str]] = mapped_column(Json)
    meaning_version: Mapped[int | None]
    unit: Mapped[str | None] = mapped_column(String(40))
    offices: Mapped[list[str]] = mapped_column(Json)
    related: Mapped[list[str]] = mapped_column(Json)
    rests_on: Mapped[list[str]] = mapped_column(Json)
    confirmed_by: Mapped[str | None] = mapped_column(String(120))
    confirmed_on: Mapped[date | None]
    translated_from: Mapped[int | None]
    translated_by: Mapped[Literal["machine", "person"] | None] = mapped_column(String(10))
    second_reading_by: Mapped[str | None] = mapped_column(String(120))
    second_reading_on: Mapped[date | None]
    native_reading_by: Mapped[str | None] = mapped_column(String(120))
    native_reading_on: Mapped[date | None]
    checked_on: Mapped[date | None]
    review_due_on: Mapped[date | None]
    created_at: Mapped[datetime]
    change: Mapped[Change | None] = mapped_column(String(10), default=None)
    note: Mapped[str | None] = mapped_column(Text, default=None)
    written_by: Mapped[str | None] = mapped_column(String(60), default=None)
    submitted_at: Mapped[datetime | None] = mapped_column(default=None)
    reviewed_by: Mapped[str | None] = mapped_column(String(60), default=None)
    reviewed_at: Mapped[datetime | None] = mapped_column(default=None)
    sent_back_because: Mapped[str | None] = mapped_column(Text, default=None)
    publish_on: Mapped[date | None] = mapped_column(default=None)
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_by: Mapped[str | None] = mapped_column(String(60), default=None)
    withdrawn_because: Mapped[str | None] = mapped_column(Text, default=None)
    withdrawal_reviewed_by: Mapped[str | None] = mapped_column(String(60), default=None)

    @property
    def place(self) -> tuple[str, Language]:
        return self.topic, self.language

    def write(self, article: Article, shipped: bool) -> None:
        for name, value in article.model_dump(exclude={"sections"}).items():
            setattr(self, name, list(value) if isinstance(value, tuple) else value)
        self.sections = {name: section.text for name, section in article.sections.items()}
        self.shipped = shipped

    def read(self) -> Article:
        columns = {name: getattr(self, name) for name in Article.model_fields}
        sections = {name: Section(self.sections[name]) for name in SECTIONS if name in self.sections}
        return Article.model_validate(columns | {"sections": sections})


class FactRow(Base):
    """One fact. `position` keeps the order in which the file or the editor has them."""

    __tablename__ = "facts"

    topic: Mapped[str] = mapped_column(String(60), primary_key=True)
    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int]
    shipped: Mapped[bool]
    kind: Mapped[str] = mapped_column(String(20))
    amount: Mapped[str | None] = mapped_column(String(20))  # decimal digits: SQLite has no exact numbers
    unit: Mapped[str | None] = mapped_column(String(20))
    value: Mapped[str | None] = mapped_column(Text)
    statement: Mapped[str] = mapped_column(Text)
    law: Mapped[str | None] = mapped_column(Text)
    scope: Mapped[str] = mapped_column(String(10))
    source: Mapped[str | None] = mapped_column(Text)
    checked_on: Mapped[str | None] = mapped_column(String(10))  # a year or a month may be all a source says
    confidence: Mapped[str] = mapped_column(String(10))
    recheck: Mapped[bool]
    origin: Mapped[str | None] = mapped_column(String(80))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    owner: Mapped[str | None] = mapped_column(String(40))
    review_due_on: Mapped[date | None]

    @property
    def name(self) -> str:
        return f"{self.topic}.{self.key}"

    def write(self, fact: Fact, position: int, shipped: bool) -> None:
        for name, value in fact.model_dump().items():
            setattr(self, name, f"{value:f}" if isinstance(value, Decimal) else value)
        self.position, self.shipped = position, shipped

    def read(self) -> Fact:
        return Fact.model_validate({name: getattr(self, name) for name in Fact.model_fields})


class OfficeRow(Base):
    """One office, with its ways to be reached as they stand in offices.yaml."""

    __tablename__ = "offices"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int]
    shipped: Mapped[bool]
    written: Mapped[dict[str, Any]] = mapped_column(Json)

    def write(self, office: Office, position: int, shipped: bool) -> None:
        self.id, self.position, self.shipped, self.written = office.id, position, shipped, written_office(office)

    def read(self) -> Office:
        return Office.model_validate({**self.written, "id": self.id})


class UnitDescription(Base):
    """One unit as the edition describes it. The unit that takes cases is a row of `handoff`."""

    __tablename__ = "unit_descriptions"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    shipped: Mapped[bool]
    written: Mapped[dict[str, Any]] = mapped_column(Json)

    def write(self, unit: Unit, position: int, shipped: bool) -> None:
        self.id, self.position, self.shipped, self.written = unit.id, position, shipped, written_unit(unit)

    def read(self) -> Unit:
        return Unit.model_validate({**self.written, "id": self.id})


class PlaceRow(Base):
    """One place of the edition: the quarter, the town, the district or the state."""

    __tablename__ = "places"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    position: Mapped[int]
    shipped: Mapped[bool]
    written: Mapped[dict[str, Any]] = mapped_column(Json)

    def write(self, place: Place, position: int, shipped: bool) -> None:
        self.id, self.position, self.shipped, self.written = place.id, position, shipped, written_place(place)

    def read(self) -> Place:
        return Place.model_validate({**self.written, "id": self.id})


class ReplySentenceRow(Base):
    """One reply sentence. Slots are a list, because a JSON object forgets their order."""

    __tablename__ = "reply_sentences"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    position: Mapped[int]
    shipped: Mapped[bool]
    slots: Mapped[list[list[str]]] = mapped_column(Json)
    texts: Mapped[dict[str, str]] = mapped_column(Json)

    def write(self, sentence: ReplySentence, position: int, shipped: bool) -> None:
        self.id, self.position, self.shipped = sentence.id, position, shipped
        self.slots = [[slot.name, slot.kind] for slot in sentence.slots]
        self.texts = {language: sentence.texts[language] for language in sentence.texts}

    def read(self) -> ReplySentence:
        slots = tuple(Slot.model_validate({"name": name, "kind": kind}) for name, kind in self.slots)
        texts = {language: self.texts[language] for language in LANGUAGES if language in self.texts}
        return ReplySentence.model_validate({"id": self.id, "slots": slots, "texts": texts})


class ValueChange(Base):
    """A change of one fact or office, from the day somebody proposed it; what was published stays as its history.

    `before` and `after` are the value as an edition file has it; `before` is none for a new one.
    """

    __tablename__ = "value_changes"
    __table_args__ = (Index(None, "kind", "name"), Index(None, "status"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[ChangedKind] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(130))
    before: Mapped[dict[str, Any] | None] = mapped_column(Json)
    after: Mapped[dict[str, Any]] = mapped_column(Json)
    because: Mapped[str] = mapped_column(Text)
    status: Mapped[ChangeStatus] = mapped_column(String(20))
    written_by: Mapped[str | None] = mapped_column(String(60))
    written_at: Mapped[datetime]
    reviewed_by: Mapped[str | None] = mapped_column(String(60), default=None)
    reviewed_at: Mapped[datetime | None] = mapped_column(default=None)
    sent_back_because: Mapped[str] = mapped_column(Text, default="")
    publish_on: Mapped[date | None] = mapped_column(default=None)
    published_at: Mapped[datetime | None] = mapped_column(default=None)


class UnansweredQuestion(Base):
    """A question that found no article, or whose article did not help: masked, with the concepts it is about.

    It is erased with the newcomer; `newcomer_id` serves nothing else.
    """

    __tablename__ = "unanswered_questions"
    __table_args__ = (Index(None, "newcomer_id"), Index(None, "state", "asked_on"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    newcomer_id: Mapped[int] = mapped_column(BigId)
    asked_on: Mapped[date]
    language: Mapped[Language | None] = mapped_column(String(2))
    reason: Mapped[UnansweredReason] = mapped_column(String(20))
    topic: Mapped[str | None] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)
    concepts: Mapped[list[str]] = mapped_column(Json)
    state: Mapped[UnansweredState] = mapped_column(String(20), default="open")
    handled_by: Mapped[str | None] = mapped_column(String(60), default=None)
    handled_at: Mapped[datetime | None] = mapped_column(default=None)


class Announcement(Base):
    """Something that holds for some days, such as a closing day: said under answers that name its office or topic.

    `texts` has one for each language it was written in; `office` and `topic` say whom it concerns, neither: everybody.
    """

    __tablename__ = "announcements"
    __table_args__ = (Index(None, "status", "ends_on"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    texts: Mapped[dict[str, str]] = mapped_column(Json)
    office: Mapped[str | None] = mapped_column(String(60))
    topic: Mapped[str | None] = mapped_column(String(60))
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    is_urgent: Mapped[bool] = mapped_column(default=False)
    """Published by one person, to be looked at by another afterwards."""
    status: Mapped[ChangeStatus] = mapped_column(String(20))
    written_by: Mapped[str] = mapped_column(String(60))
    written_at: Mapped[datetime]
    reviewed_by: Mapped[str | None] = mapped_column(String(60), default=None)
    reviewed_at: Mapped[datetime | None] = mapped_column(default=None)
    sent_back_because: Mapped[str] = mapped_column(Text, default="")

    @property
    def published_at(self) -> datetime:
        """When newcomers could read it first, once it is published."""
        return self.written_at if self.is_urgent else self.reviewed_at or self.written_at


class Recall(Base):
    """A correction to everybody who was shown what turned out wrong; it goes out once a second person agreed.

    `versions` are the wrong ones, by language. `texts` say what was wrong, by language.
    """

    __tablename__ = "recalls"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    topic: Mapped[str] = mapped_column(String(60))
    versions: Mapped[dict[str, list[int]]] = mapped_column(Json)
    since: Mapped[datetime]
    texts: Mapped[dict[str, str]] = mapped_column(Json)
    status: Mapped[ChangeStatus] = mapped_column(String(20))
    written_by: Mapped[str] = mapped_column(String(60))
    written_at: Mapped[datetime]
    reviewed_by: Mapped[str | None] = mapped_column(String(60), default=None)
    reviewed_at: Mapped[datetime | None] = mapped_column(default=None)
    sent_back_because: Mapped[str] = mapped_column(Text, default="")
    people: Mapped[int] = mapped_column(default=0)
    """How many it went to so far."""
    told_up_to: Mapped[int] = mapped_column(BigId, default=0)
    """It goes out in the order of the newcomers' ids, some at once: nobody up to this one is told again."""
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the last of them was told."""


class ReadingLink(Base):
    """A one-time link with which a native reader without an account confirms or corrects one version of a text."""

    __tablename__ = "reading_links"
    __table_args__ = (Index(None, "topic", "language"),)

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    topic: Mapped[str] = mapped_column(String(60))
    language: Mapped[Language] = mapped_column(String(2))
    version: Mapped[int]
    made_by: Mapped[str] = mapped_column(String(60))
    made_at: Mapped[datetime]
    reader: Mapped[str | None] = mapped_column(String(120), default=None)
    used_at: Mapped[datetime | None] = mapped_column(default=None)
    verdict: Mapped[Literal["right", "corrected"] | None] = mapped_column(String(10), default=None)
    remark: Mapped[str] = mapped_column(Text, default="")


class InstalledEdition(Base):
    """The shipped edition that was put in last; a start reads its 600 files only when they are others."""

    __tablename__ = "installed_editions"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    installed_at: Mapped[datetime]


class ArticleDelivery(Base):
    """That a newcomer was shown one version of an article. When the article turns out wrong, they can be told."""

    __tablename__ = "article_deliveries"
    __table_args__ = (Index(None, "newcomer_id"), Index(None, "topic", "language", "version"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    newcomer_id: Mapped[int] = mapped_column(BigId)
    topic: Mapped[str] = mapped_column(String(60))
    language: Mapped[Language] = mapped_column(String(2))
    version: Mapped[int]
    delivered_at: Mapped[datetime] = mapped_column(index=True)
