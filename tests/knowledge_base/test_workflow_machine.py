"""Whatever three people, a clock and newer editions do in whatever order: what must always hold of texts and facts.

The machine keeps its own account of what newcomers must read and which German versions mean the same, and holds it
against the database after every act.
"""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, select

from knowledge_base.articles import Place
from knowledge_base.edition import Edition, read_edition
from knowledge_base.errors import EditConflict, NotReady, SecondPersonNeeded, WrongStatus
from knowledge_base.tables import ArticleVersion, FactRow, OfficeRow, ValueChange
from knowledge_base.texts import Article
from storage import Database
from tests.knowledge_base.editions import EditionFolder
from tests.knowledge_base.newsroom import ANNA, BORIS, CLARA, DEADLINE, GERMAN, ROMANIAN, Newsroom, with_words

PLACES: tuple[Place, ...] = (GERMAN, ROMANIAN)
WORDS = {"de": ("nichts", "fast nichts", "sehr wenig"), "ro": ("nimic", "aproape nimic", "foarte puțin")}

people = st.sampled_from([ANNA, BORIS, CLARA])
places = st.sampled_from(PLACES)
words = st.integers(0, 2)
changes_of_text = st.sampled_from(["typo", "ordinary", "meaning", None])


class TextsAndFacts(RuleBasedStateMachine):
    """`shown` is the version that newcomers must read of each text.

    `meanings` says which published German versions mean the same: they have the same number.
    """

    loop: asyncio.AbstractEventLoop
    database: Database
    shipped: Edition

    def __init__(self) -> None:
        super().__init__()
        self.room = Newsroom(self.database)
        self.edition = self.shipped
        self.seen: dict[tuple[Place, int], Article] = {}
        self.shown: dict[Place, int | None] = dict.fromkeys(PLACES, 1)
        self.taken_back: dict[Place, tuple[int, str] | None] = dict.fromkeys(PLACES)
        self.meanings = {1: 1}
        self.scheduled: dict[Place, tuple[int, date]] = {}
        self.amount, self.is_the_towns = "2", False

    def do(self, act):
        self.read: dict[str, Any] = {}
        return self.loop.run_until_complete(act)

    def ask(self, name: str, question: Callable[[], Awaitable[Any]]) -> Any:
        """The answer as it is until somebody acts again."""
        if name not in self.read:
            self.read[name] = self.loop.run_until_complete(question())
        return self.read[name]

    # What the machine knows by itself.

    def rows(self, place: Place) -> list[ArticleVersion]:
        return list(self.ask(place[1], lambda: self.room.versions(place)))

    def articles(self) -> Mapping[Place, Article]:
        return self.newcomers_edition().articles

    def newcomers_edition(self) -> Edition:
        return self.ask("newcomers", self.room.reads)

    def says_otherwise(self, source: int | None) -> bool:
        """Whether a translation of this German version says what the one before newcomers does not mean."""
        shown = self.shown[GERMAN]
        return shown is not None and self.meanings.get(source or 0, 0) < self.meanings[shown]

    def keeps_rules(self, row: ArticleVersion) -> bool | None:
        """None where it depends on a German version that was never published."""
        shown, source = self.shown[GERMAN], row.translated_from
        if row.language == "de":
            return True
        if shown is None or (source or 0) > shown:
            return False
        return None if source not in self.meanings else not self.says_otherwise(source)

    def can_go_on(self, place: Place, version: int, status: str) -> bool:
        newer = [row for row in self.rows(place) if row.version > version]
        [row] = [row for row in self.rows(place) if row.version == version]
        return row.status == status and all(each.shipped and each.status == "draft" for each in newer)

    def published(self, row: ArticleVersion, change: str | None) -> None:
        place = row.place
        before = [each.version for each in self.rows(place) if each.published_at and each.version < row.version]
        if place == GERMAN:
            same = before and change in ("typo", "ordinary")
            self.meanings[row.version] = self.meanings[before[-1]] if same else max(self.meanings.values()) + 1
        self.shown[place], self.taken_back[place] = row.version, None
        self.scheduled.pop(place, None)

    def picked(self, place: Place, status: str, steps_back: int) -> ArticleVersion:
        """A version in *status*, mostly the newest; without one whatever is newest."""
        of_status = [row for row in self.rows(place) if row.status == status] or self.rows(place)
        return of_status[max(-1 - steps_back, -len(of_status))]

    def fails(self, act, *errors: type[Exception]) -> None:
        with pytest.raises(errors):
            self.do(act)

    # What people do.

    @initialize()
    def begin(self) -> None:
        async def anew() -> None:
            async with self.database.transaction() as session:
                for table in (ArticleVersion, FactRow, OfficeRow, ValueChange):
                    await session.execute(delete(table))
            await self.room.installs(self.shipped)

        self.do(anew())

    @rule(by=people, place=places, number=words, is_late=st.booleans())
    def save(self, by: str, place: Place, number: int, is_late: bool) -> None:
        newest = self.rows(place)[-1].version
        source = self.shown[GERMAN] if place == ROMANIAN else None
        writing = self.room.writes(by, WORDS[place[1]][number], place, based_on=max(newest - is_late, 1), source=source)
        if is_late and newest > 1:
            return self.fails(writing, EditConflict)
        assert self.do(writing) == newest + 1
        self.scheduled.pop(place, None)

    @rule(by=people, place=places, pick=st.integers(0, 3))
    def restore(self, by: str, place: Place, pick: int) -> None:
        rows = self.rows(place)
        old = rows[pick % len(rows)]

        async def act() -> ArticleVersion:
            async with self.room.workflow() as workflow:
                return await workflow.restore(place, old.version, based_on=rows[-1].version, by=by)

        assert self.do(act()).sections == old.sections
        self.scheduled.pop(place, None)

    @rule(by=people, place=places, change=changes_of_text, back=st.sampled_from([0, 0, 0, 1]))
    def submit(self, by: str, place: Place, change: str | None, back: int) -> None:
        row = self.picked(place, "draft", back)
        act = self.room.submits(by, row.version, place, change=change)
        if not self.can_go_on(place, row.version, "draft"):
            return self.fails(act, WrongStatus)
        keeps = self.keeps_rules(row)
        try:
            self.do(act)
        except NotReady:
            assert not keeps
        else:
            assert keeps is not False
            self.scheduled.pop(place, None)

    @rule(by=people, place=places, days=st.sampled_from([0, 0, 0, 2, 5]), back=st.sampled_from([0, 0, 0, 1]))
    def agree(self, by: str, place: Place, days: int, back: int) -> None:
        row = self.picked(place, "in_review", back)
        day = self.room.today + timedelta(days=days)
        act = self.room.agrees(by, row.version, place, publish_on=day if days else None)
        if not self.can_go_on(place, row.version, "in_review"):
            return self.fails(act, WrongStatus)
        keeps = self.keeps_rules(row)
        try:
            self.do(act)
        except SecondPersonNeeded:
            assert by in {each.written_by for each in self.rows(place) if each.version <= row.version}
        except NotReady:
            assert not keeps
        else:
            assert keeps is not False
            assert by != row.written_by
            if days:
                self.scheduled[place] = row.version, day
            else:
                self.published(row, row.change)

    @rule(by=people, place=places)
    def send_back(self, by: str, place: Place) -> None:
        row = self.picked(place, "in_review", 0)

        async def act() -> None:
            async with self.room.workflow() as workflow:
                await workflow.send_back(place, row.version, by=by, because="noch einmal")

        if not self.can_go_on(place, row.version, "in_review"):
            return self.fails(act(), WrongStatus)
        self.do(act())
        self.scheduled.pop(place, None)

    @rule(by=people, place=places)
    def withdraw(self, by: str, place: Place) -> None:
        version = self.shown[place]
        if version is None:
            return self.fails(self.room.withdraws(by, place), WrongStatus)
        self.do(self.room.withdraws(by, place))
        self.shown[place], self.taken_back[place] = None, (version, by)
        self.scheduled.pop(place, None)

    @precondition(lambda self: any(self.taken_back.values()))
    @rule(by=people, place=places, stays=st.booleans())
    def review_withdrawal(self, by: str, place: Place, stays: bool) -> None:
        version, withdrawn_by = self.taken_back[place] or (1, "")
        act = self.room.reviews_withdrawal(by, version, place, stays=stays)
        if self.taken_back[place] is None:
            return self.fails(act, WrongStatus)
        if by == withdrawn_by:
            return self.fails(act, SecondPersonNeeded)
        self.do(act)
        self.taken_back[place] = None
        self.shown[place] = None if stays else version

    @rule(days=st.sampled_from([0, 1, 3, 7]))
    def day_comes(self, days: int) -> None:
        """The job runs: what is due and keeps the rules is published, what was changed since is not."""
        self.room.now += timedelta(days=days)
        due = [
            (place, row)
            for place, (version, day) in self.scheduled.items()
            for row in self.rows(place)
            if day <= self.room.today and row.version == version
        ]
        keeping = {place: self.keeps_rules(row) for place, row in due}
        self.do(self.room.day_comes(self.room.today))
        for place, row in due:
            status = self.rows(place)[row.version - self.rows(place)[0].version].status
            assert status == "published" or not keeping[place]
            if status == "published":
                self.published(row, row.change)
            self.scheduled.pop(place, None)

    @rule(by=people, place=places)
    def note_a_reading(self, by: str, place: Place) -> None:
        version = self.shown[place]

        async def act() -> None:
            async with self.room.workflow() as workflow:
                if place == GERMAN:
                    await workflow.confirm(place[0], version or 1, office="Bürgerbüro", on=self.room.today, by=by)
                else:
                    await workflow.read_by_native(place, version or 1, reader="Ana", on=self.room.today, by=by)

        if version is None and place == GERMAN:
            return self.fails(act(), WrongStatus)
        self.do(act())

    # What a newer edition does.

    @rule(
        german=st.sampled_from([None, *range(3)]),
        romanian=st.sampled_from([None, *range(3)]),
        amount=st.sampled_from([None, "1", "4"]),
    )
    def install(self, german: int | None, romanian: int | None, amount: str | None) -> None:
        """New words are a new version; a translation that changes with the German text translates the new one."""
        articles = dict(self.edition.articles)
        for place, number in ((GERMAN, german), (ROMANIAN, romanian)):
            text = WORDS[place[1]][number] if number is not None else ""
            if text and text != articles[place].sections["cost"].text:
                source = articles[GERMAN].version if place == ROMANIAN else None
                new = {"version": articles[place].version + 1, "translated_from": source}
                articles[place] = with_words(articles[place], text).model_copy(update=new)
        facts = dict(self.edition.facts)
        if amount:
            facts[DEADLINE] = type(facts[DEADLINE]).model_validate(facts[DEADLINE].model_dump() | {"amount": amount})
        before = {place: self.rows(place) for place in PLACES}
        self.edition = self.edition.model_copy(update={"articles": articles, "facts": facts})
        self.do(self.room.installs(self.edition))
        for place in PLACES:
            arrived = self.rows(place)[len(before[place]) :]
            for row in arrived:
                is_the_towns = any(not each.shipped for each in before[place])
                is_withdrawn = any(each.status == "withdrawn" for each in before[place])
                is_ahead = place == ROMANIAN and row.translated_from not in self.meanings
                assert (row.status == "draft") == (is_the_towns or is_withdrawn or is_ahead)
                if row.status == "published":
                    self.published(row, "meaning")
        if amount and not self.is_the_towns:
            self.amount = amount

    # What happens to a fact.

    @rule(by=people, amount=st.sampled_from(["2", "3", "5"]), days=st.sampled_from([0, 0, 3]))
    def propose(self, by: str, amount: str, days: int) -> None:
        day = self.room.today + timedelta(days=days) if days else None
        act = self.room.proposes(by, amount, publish_on=day)
        if self.waiting():
            return self.fails(act, EditConflict)
        self.do(act)

    def waiting(self) -> list[ValueChange]:
        return [change for change in self.history() if change.status == "in_review"]

    def history(self) -> list[ValueChange]:
        """All changes of the value, oldest first."""

        async def read() -> list[ValueChange]:
            async with self.room.database.reading() as session:
                return list(await session.scalars(select(ValueChange).order_by(ValueChange.id)))

        return self.ask("history", read)

    @precondition(lambda self: self.waiting())
    @rule(by=people, agrees=st.sampled_from([True, True, False]))
    def decide_on_value(self, by: str, agrees: bool) -> None:
        change = self.waiting()[0]

        async def refuse() -> None:
            async with self.room.changes() as changes:
                await changes.send_back(change.id, by=by, because="nein")

        if not agrees:
            return self.do(refuse())
        act = self.room.agrees_to_change(by, change.id)
        if by == change.written_by:
            return self.fails(act, SecondPersonNeeded)
        if change.before is None or change.before["amount"] != self.amount:
            return self.fails(act, EditConflict)
        self.do(act)

    # What must always hold.

    @invariant()
    def newcomers_read_the_newest_published_version_that_is_not_withdrawn(self) -> None:
        articles = self.articles()
        assert {place: articles[place].version if place in articles else None for place in PLACES} == self.shown

    @invariant()
    def translations_are_outdated_exactly_after_another_meaning(self) -> None:
        articles = self.articles()
        if None in self.shown.values() or not self.seen:
            return
        source = articles[ROMANIAN].translated_from
        if source in self.meanings:
            assert articles[ROMANIAN].is_outdated_by(articles[GERMAN]) == self.says_otherwise(source)

    @invariant()
    def no_version_is_lost_and_no_word_of_it_changes(self) -> None:
        now = {(row.place, row.version): row.read() for place in PLACES for row in self.rows(place)}
        assert self.seen.keys() <= now.keys()
        for name, was in self.seen.items():
            assert (now[name].title, now[name].sections) == (was.title, was.sections)
            assert now[name].translated_from == was.translated_from
        self.seen = now

    @invariant()
    def nothing_is_published_by_one_person(self) -> None:
        for row in (row for place in PLACES for row in self.rows(place) if row.published_at):
            came_published = row.shipped and row.submitted_at is None
            assert came_published or (row.written_by and row.reviewed_by and row.written_by != row.reviewed_by)

    @invariant()
    def what_waits_is_the_newest_but_for_what_was_shipped(self) -> None:
        for place in PLACES:
            for row in self.rows(place):
                assert row.status != "in_review" or self.can_go_on(place, row.version, "in_review")
                assert row.publish_on is None or self.scheduled[place] == (row.version, row.publish_on)

    @invariant()
    def a_value_is_changed_by_two_people_or_by_an_edition(self) -> None:
        published = [change for change in self.history() if change.status == "published"]
        for change in published:
            assert change.reviewed_by is not None
            assert change.reviewed_by != change.written_by
        if published:
            self.is_the_towns = True
            newest = max(published, key=lambda change: (change.published_at, change.id))
            self.amount = newest.after["amount"]
        assert str(self.newcomers_edition().facts[DEADLINE].amount) == self.amount


@pytest.mark.timeout(400)
def test_what_must_hold_holds_whatever_people_do(sqlite_template, tmp_path):
    edition = read_edition(EditionFolder(tmp_path / "edition").path)
    kept = {place: article for place, article in edition.articles.items() if place[1] == "de" or place == ROMANIAN}
    shutil.copy(sqlite_template, tmp_path / "lotse.db")
    TextsAndFacts.shipped = edition.model_copy(update={"articles": kept})
    TextsAndFacts.database = Database.open(f"sqlite:///{tmp_path / 'lotse.db'}")  # one: it learns each statement once
    TextsAndFacts.loop = asyncio.new_event_loop()

    run_state_machine_as_test(
        TextsAndFacts,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            phases=(Phase.explicit, Phase.generate),  # looking for the smallest failure would outlast the test's time
            suppress_health_check=list(HealthCheck),
        ),
    )
    TextsAndFacts.loop.run_until_complete(TextsAndFacts.database.close())
    TextsAndFacts.loop.close()
