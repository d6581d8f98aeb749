"""The way of a text: draft, review by another person, published, withdrawn.

Its words never change: each save is a new version, so that nothing is lost and every version can come back. Only the
newest version of a text can go on, or one beside which only a draft of a shipped edition arrived; what was published
stays before newcomers until a newer one takes its place. Every act names who does it (`by`, such as `staff:3`); the
audit log keeps who did what and when.
"""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import chain
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.articles import DECIDED, Place
from knowledge_base.check import check_article
from knowledge_base.edition import Edition
from knowledge_base.errors import EditConflict, NotReady, SecondPersonNeeded, WrongStatus
from knowledge_base.tables import SIGNAL, ArticleVersion, ReadingLink
from knowledge_base.texts import READINGS, Article, Change
from storage import audit
from storage.signals import Signals
from wording.formats import TOWN

READER = "reader"
"""Who wrote what a native reader without an account corrected."""

_READINGS = tuple(chain(*READINGS.items()))
"""Other words have to be read and confirmed again; a corrected letter has not."""


class Workflow:
    """The acts, each in the transaction of *session*."""

    def __init__(self, session: AsyncSession, signals: Signals, edition: Edition, now: datetime) -> None:
        """*edition* is what is published: a text is held against its facts, offices and German text."""
        self._session = session
        self._signals = signals
        self._edition = edition
        self._now = now

    @property
    def _today(self) -> date:
        return self._now.astimezone(TOWN).date()

    async def versions(self, place: Place) -> Sequence[ArticleVersion]:
        """All versions of a text, oldest first."""
        topic, language = place
        of_place = select(ArticleVersion).where(ArticleVersion.topic == topic, ArticleVersion.language == language)
        return list(await self._session.scalars(of_place.order_by(ArticleVersion.version)))

    async def newest(self, place: Place) -> ArticleVersion | None:
        return next(reversed(await self.versions(place)), None)

    async def published(self, place: Place) -> ArticleVersion | None:
        """The version that newcomers read; a withdrawal takes back all that was published before."""
        row = _decided(await self.versions(place))
        return row if row is not None and row.status == "published" else None

    async def save(self, article: Article, *, based_on: int | None, by: str, note: str = "") -> ArticleVersion:
        """Keep *article* as the next version, a draft; a machine's stays a `machine_draft` until a person saves it.

        Args:
            based_on: The newest version its writer saw; none where there was no text.

        Raises:
            EditConflict: there is a newer one.
        """
        known = await self._locked((article.topic, article.language))
        newest = known[-1] if known else None
        if (newest.version if newest else None) != based_on:
            raise EditConflict(_name(article), newest.version if newest else 0)
        row = ArticleVersion(created_at=self._now, written_by=by, note=note or None)
        number = newest.version + 1 if newest else 1
        status = "machine_draft" if article.status == "machine_draft" else "draft"
        said = {"version": number, "status": status, **dict.fromkeys(("meaning_version", "checked_on", *_READINGS))}
        row.write(article.model_copy(update=said), shipped=False)
        _no_longer_newest(known)
        self._session.add(row)
        try:
            await self._session.flush()
        except IntegrityError as error:  # another process was faster
            raise EditConflict(_name(article), number) from error
        self._record(by, "saved", row)
        return row

    async def submit(self, place: Place, version: int, *, by: str, change: Change | None = None) -> ArticleVersion:
        """Ask another person to review a draft, which says what it *changes*.

        Raises:
            WrongStatus: it is no draft, or not the newest version.
            NotReady: it breaks rules.
        """
        known = await self._locked(place)
        row = _going_on(known, place, version, "draft")
        self._hold_rules(row.read())
        _no_longer_newest(known)
        row.status, row.submitted_at, row.sent_back_because = "in_review", self._now, None
        row.change = change
        row.written_by = row.written_by or by  # nobody here wrote what was shipped: who hands it in stands for it
        self._record(by, "submitted", row, change=change)
        return row

    async def agree(
        self,
        place: Place,
        version: int,
        *,
        by: str,
        change: Change | None = None,
        read_by: str | None = None,
        publish_on: date | None = None,
    ) -> ArticleVersion:
        """Publish a version in review, or on the day *publish_on* if that is to come.

        Args:
            change: What it changes, where the reviewer sees it otherwise than its writer. As long as nobody said it,
                a German text is taken to mean something else than before.
            read_by: The name of who read a translation against the German text, if somebody did.

        Raises:
            WrongStatus: it is not in review, or not the newest version.
            SecondPersonNeeded: *by* wrote on it, or made the link with which a reader without an account did.
            NotReady: it breaks rules by now.
        """
        known = await self._locked(place)
        row = _going_on(known, place, version, "in_review")
        if by in await self._writers(known, row):
            raise SecondPersonNeeded
        self._hold_rules(row.read())
        row.reviewed_by, row.reviewed_at, row.change = by, self._now, change or row.change
        row.checked_on = self._today
        if read_by and row.language != "de":
            row.second_reading_by, row.second_reading_on = read_by, self._today
        if publish_on is not None and publish_on > self._today:
            row.publish_on = publish_on
            self._record(by, "agreed", row, publish_on=publish_on.isoformat())
        else:
            self._publish(row, known, by)
            await self._tell(row)
        return row

    async def send_back(self, place: Place, version: int, *, by: str, because: str) -> ArticleVersion:
        """Give a version in review back to its writer.

        Raises:
            WrongStatus: it is not in review, or not the newest version.
        """
        row = _going_on(await self._locked(place), place, version, "in_review")
        row.status, row.sent_back_because, row.publish_on = "draft", because, None
        self._record(by, "sent_back", row)
        return row

    async def publish_due(self, today: date) -> int:
        """Publish what was agreed to and whose day has come; return how many.

        What breaks rules by now is not published: it waits for a person again.
        """
        due = select(ArticleVersion).where(ArticleVersion.status == "in_review", ArticleVersion.publish_on <= today)
        locked = due.order_by(ArticleVersion.id).with_for_update().execution_options(populate_existing=True)
        published = 0
        for row in await self._session.scalars(locked):
            try:
                self._hold_rules(row.read())
            except NotReady:
                self._take_agreement_back(row)
                continue
            self._publish(row, await self.versions(row.place), row.reviewed_by or "lotse")
            await self._tell(row)
            published += 1
        return published

    async def withdraw(self, place: Place, *, by: str, because: str) -> ArticleVersion:
        """Take a text away from newcomers at once; another person looks at it afterwards. Without the German text
        there is no article in any language. What was to be published on a day to come waits for a person again.

        Raises:
            WrongStatus: nothing is published.
        """
        known = await self._locked(place)
        newest = _decided(known)
        if newest is None or newest.status != "published":
            raise WrongStatus(" ".join(place), newest.status if newest else "missing")
        for row in known:
            if row.status == "published":
                row.status = "withdrawn"
            elif row.publish_on is not None:
                self._take_agreement_back(row)
        newest.withdrawn_at, newest.withdrawn_by, newest.withdrawn_because = self._now, by, because
        newest.withdrawal_reviewed_by = None
        self._record(by, "withdrawn", newest)
        await self._tell(newest)
        return newest

    async def review_withdrawal(self, place: Place, version: int, *, by: str, stays: bool) -> ArticleVersion:
        """Say of a withdrawn text whether it *stays* withdrawn or is published again.

        Raises:
            WrongStatus: it is not withdrawn, somebody looked already, or a newer version took its place.
            SecondPersonNeeded: *by* withdrew it.
        """
        row = _decided(await self._locked(place))
        if row is None or row.version != version or row.withdrawn_at is None or row.withdrawal_reviewed_by:
            raise WrongStatus(" ".join(place), row.status if row else "missing")
        if by == row.withdrawn_by:
            raise SecondPersonNeeded
        row.withdrawal_reviewed_by = by
        if not stays:
            row.status, row.withdrawn_at = "published", None
            await self._tell(row)
        self._record(by, "withdrawal_reviewed", row, stays=stays)
        return row

    async def restore(self, place: Place, version: int, *, based_on: int, by: str, note: str = "") -> ArticleVersion:
        """Make the words of an old version the newest draft.

        Raises:
            EditConflict: there is a newer version than *based_on*.
            WrongStatus: there is no such version.
        """
        old = next((row for row in await self.versions(place) if row.version == version), None)
        if old is None:
            raise WrongStatus(" ".join(place), "missing")
        return await self.save(old.read().model_copy(update={"status": "draft"}), based_on=based_on, by=by, note=note)

    async def confirm(self, topic: str, version: int, *, office: str, on: date, by: str) -> ArticleVersion:
        """Note that a named office confirmed the German text as it is published.

        Raises:
            WrongStatus: this version is not the published one.
        """
        row = await self.published((topic, "de"))
        if row is None or row.version != version:
            raise WrongStatus(topic, row.status if row else "missing")
        row.confirmed_by, row.confirmed_on = office, on
        self._record(by, "confirmed", row)
        await self._tell(row)
        return row

    async def read_by_native(self, place: Place, version: int, *, reader: str, on: date, by: str) -> ArticleVersion:
        """Note that a native speaker read this very version and found it right.

        Raises:
            WrongStatus: there is no such version.
        """
        row = next((each for each in await self.versions(place) if each.version == version), None)
        if row is None:
            raise WrongStatus(" ".join(place), "missing")
        row.native_reading_by, row.native_reading_on = reader, on
        self._record(by, "read_by_native", row)
        await self._tell(row)
        return row

    async def review_until(self, place: Place, version: int, *, due_on: date, by: str) -> ArticleVersion:
        """Note that a person looked through the published text and when it is to be looked at again.

        Raises:
            WrongStatus: this version is not the published one.
        """
        row = await self.published(place)
        if row is None or row.version != version:
            raise WrongStatus(" ".join(place), row.status if row else "missing")
        row.review_due_on, row.checked_on = due_on, self._today
        self._record(by, "looked_through", row, due_on=due_on.isoformat())
        await self._tell(row)
        return row

    async def _locked(self, place: Place) -> Sequence[ArticleVersion]:
        """All versions, oldest first, as they stand after whoever acted upon them at this moment in another process."""
        topic, language = place
        of_place = select(ArticleVersion).where(ArticleVersion.topic == topic, ArticleVersion.language == language)
        locked = of_place.order_by(ArticleVersion.version).with_for_update()
        return list(await self._session.scalars(locked.execution_options(populate_existing=True)))

    async def writers(self, place: Place) -> set[str]:
        """Who cannot agree to the newest version, because they wrote on the text since it was published last."""
        known = await self.versions(place)
        return await self._writers(known, known[-1]) if known else set()

    async def _writers(self, known: Sequence[ArticleVersion], row: ArticleVersion) -> set[str]:
        writers = writers_of(known, row.version)
        if READER in writers:
            links = select(ReadingLink.made_by).where(
                ReadingLink.topic == row.topic, ReadingLink.language == row.language
            )
            writers |= set(await self._session.scalars(links))
        return writers

    def _hold_rules(self, article: Article) -> None:
        broken = [each for each in check_article(article, self._edition) if each.severity == "error"]
        if broken:
            raise NotReady(broken)

    def _publish(self, row: ArticleVersion, known: Sequence[ArticleVersion], by: str) -> None:
        before = next((each for each in reversed(known) if each.published_at and each.version < row.version), None)
        row.status, row.published_at, row.publish_on = "published", self._now, None
        if before is not None and row.change == "typo":
            for name in _READINGS:
                setattr(row, name, getattr(row, name) or getattr(before, name))
        if row.language == "de":
            says_the_same = before is not None and row.change in ("typo", "ordinary")
            row.meaning_version = (before.meaning_version or before.version) if before and says_the_same else None
        self._record(by, "published", row, change=row.change)

    def _take_agreement_back(self, row: ArticleVersion) -> None:
        row.publish_on = row.reviewed_by = row.reviewed_at = None
        self._record("lotse", "agreement_ended", row)

    async def _tell(self, row: ArticleVersion) -> None:
        await self._signals.publish(self._session, SIGNAL, row.topic)

    def _record(self, by: str, act: str, row: ArticleVersion, **details: str | int | bool | None) -> None:
        subject = f"article:{row.topic}:{row.language}:{row.version}"
        audit.record(self._session, self._now, by, f"article.{act}", subject, **details)


class Written(Protocol):
    """What `writers_of` asks of a version: the row or some of its columns."""

    @property
    def version(self) -> int: ...
    @property
    def written_by(self) -> str | None: ...
    @property
    def shipped(self) -> bool: ...
    @property
    def published_at(self) -> datetime | None: ...


def writers_of(known: Sequence[Written], version: int) -> set[str]:
    """Who wrote on *version* since the text was published last; *known* are all its versions, oldest first."""
    writers: set[str] = set()
    for each in reversed([each for each in known if each.version <= version]):
        if each.published_at is not None:
            break
        if each.written_by is not None:
            writers.add(each.written_by)
        if each.shipped:
            break  # it owes nothing to those before it
    return writers


def _decided(known: Sequence[ArticleVersion]) -> ArticleVersion | None:
    """The version that says whether newcomers have the text."""
    return next((row for row in reversed(known) if row.status in DECIDED), None)


def _going_on(known: Sequence[ArticleVersion], place: Place, version: int, status: str) -> ArticleVersion:
    """The version in *status* that can go on.

    Raises:
        WrongStatus: it is in another one, or a newer version is more than a draft that was shipped.
    """
    row = next((each for each in known if each.version == version), None)
    newer = [each for each in known if each.version > version]
    if row is None or row.status != status or any(not each.shipped or each.status != "draft" for each in newer):
        raise WrongStatus(" ".join(place), row.status if row else "missing")
    return row


def _no_longer_newest(known: Sequence[ArticleVersion]) -> None:
    """What was to be reviewed, or published on a day to come, is a draft again: something newer goes before it."""
    for row in known:
        if row.status == "in_review":
            row.status, row.publish_on = "draft", None


def _name(article: Article) -> str:
    return f"{article.topic} {article.language}"
