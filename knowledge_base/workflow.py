"""The way of a text: draft, review by another person, published, withdrawn.

Its words never change: each save is a new version, so that nothing is lost and every version can come back. Only the
newest version of a text can go on; what was published stays before newcomers until a newer one takes its place. Every
act names who does it (`by`, such as `staff:3`); the audit log keeps who did what and when.
"""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import chain

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge_base.articles import Place
from knowledge_base.check import check_article
from knowledge_base.edition import Edition
from knowledge_base.errors import EditConflict, NotReady, SecondPersonNeeded, WrongStatus
from knowledge_base.tables import SIGNAL, ArticleVersion
from knowledge_base.texts import READINGS, Article, Change
from storage import audit
from storage.signals import Signals
from wording.formats import TOWN

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
        topic, language = place
        of_place = select(ArticleVersion).where(ArticleVersion.topic == topic, ArticleVersion.language == language)
        newest = of_place.order_by(ArticleVersion.version.desc()).limit(1).with_for_update()
        return (await self._session.scalars(newest)).one_or_none()

    async def published(self, place: Place) -> ArticleVersion | None:
        """The version that newcomers read."""
        return next((row for row in reversed(await self.versions(place)) if row.status == "published"), None)

    async def save(self, article: Article, *, based_on: int | None, by: str, note: str = "") -> ArticleVersion:
        """Keep *article* as the next version, a draft; a machine's stays a `machine_draft` until a person saves it.

        Args:
            based_on: The newest version its writer saw; none where there was no text.

        Raises:
            EditConflict: there is a newer one.
        """
        newest = await self.newest((article.topic, article.language))
        if (newest.version if newest else None) != based_on:
            raise EditConflict(_name(article), newest.version if newest else 0)
        row = ArticleVersion(created_at=self._now, written_by=by, note=note or None)
        number = newest.version + 1 if newest else 1
        status = "machine_draft" if article.status == "machine_draft" else "draft"
        said = {"version": number, "status": status, "meaning_version": None, **dict.fromkeys(_READINGS)}
        row.write(article.model_copy(update=said), shipped=False)
        if newest is not None and newest.status == "in_review":
            newest.status, newest.publish_on = "draft", None  # what was to be reviewed is no longer the newest
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
        row = await self._newest(place, version, "draft")
        self._hold_rules(row.read())
        row.status, row.submitted_at, row.sent_back_because = "in_review", self._now, None
        row.change = change
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
            change: What it changes, where the reviewer sees it otherwise than its writer.
            read_by: The name of who read a translation against the German text, if somebody did.

        Raises:
            WrongStatus: it is not in review, or not the newest version.
            SecondPersonNeeded: *by* wrote on it.
            NotReady: it breaks rules by now.
        """
        row = await self._newest(place, version, "in_review")
        if by in await self._writers(place):
            raise SecondPersonNeeded
        self._hold_rules(row.read())
        row.reviewed_by, row.reviewed_at, row.change = by, self._now, change or row.change
        if read_by and row.language != "de":
            row.second_reading_by, row.second_reading_on = read_by, self._today
        if publish_on is not None and publish_on > self._today:
            row.publish_on = publish_on
            self._record(by, "agreed", row, publish_on=publish_on.isoformat())
        else:
            await self._publish(row, by)
        return row

    async def send_back(self, place: Place, version: int, *, by: str, because: str) -> ArticleVersion:
        """Give a version in review back to its writer.

        Raises:
            WrongStatus: it is not in review, or not the newest version.
        """
        row = await self._newest(place, version, "in_review")
        row.status, row.sent_back_because, row.publish_on = "draft", because, None
        self._record(by, "sent_back", row)
        return row

    async def publish_due(self, today: date) -> int:
        """Publish what was agreed to and whose day has come; return how many."""
        due = select(ArticleVersion).where(ArticleVersion.status == "in_review", ArticleVersion.publish_on <= today)
        rows = list(await self._session.scalars(due.order_by(ArticleVersion.id)))
        for row in rows:
            await self._publish(row, row.reviewed_by or "lotse")
        return len(rows)

    async def withdraw(self, place: Place, *, by: str, because: str) -> ArticleVersion:
        """Take a text away from newcomers at once; another person looks at it afterwards. Without the German text
        there is no article in any language.

        Raises:
            WrongStatus: nothing is published.
        """
        published = [row for row in await self.versions(place) if row.status == "published"]
        if not published:
            raise WrongStatus(" ".join(place), "missing")
        for row in published:
            row.status = "withdrawn"
        newest = published[-1]
        newest.withdrawn_at, newest.withdrawn_by, newest.withdrawn_because = self._now, by, because
        newest.withdrawal_reviewed_by = None
        self._record(by, "withdrawn", newest)
        await self._tell(newest)
        return newest

    async def review_withdrawal(self, place: Place, version: int, *, by: str, stays: bool) -> ArticleVersion:
        """Say of a withdrawn text whether it *stays* withdrawn or is published again.

        Raises:
            WrongStatus: it is not withdrawn, or somebody looked already.
            SecondPersonNeeded: *by* withdrew it.
        """
        row = next((each for each in await self.versions(place) if each.version == version), None)
        if row is None or row.status != "withdrawn" or row.withdrawn_at is None or row.withdrawal_reviewed_by:
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
        row.review_due_on = due_on
        self._record(by, "looked_through", row, due_on=due_on.isoformat())
        await self._tell(row)
        return row

    async def _newest(self, place: Place, version: int, status: str) -> ArticleVersion:
        row = await self.newest(place)
        if row is None or row.version != version or row.status != status:
            raise WrongStatus(" ".join(place), row.status if row else "missing")
        return row

    async def _writers(self, place: Place) -> set[str | None]:
        """Who wrote on the text since it was published last."""
        writers: set[str | None] = set()
        for row in reversed(await self.versions(place)):
            if row.published_at is not None:
                break
            writers.add(row.written_by)
        return writers - {None}

    def _hold_rules(self, article: Article) -> None:
        broken = [each for each in check_article(article, self._edition) if each.severity == "error"]
        if broken:
            raise NotReady(broken)

    async def _publish(self, row: ArticleVersion, by: str) -> None:
        before = next((each for each in reversed(await self.versions(row.place)) if each.status == "published"), None)
        row.status, row.published_at, row.publish_on = "published", self._now, None
        if before is not None and row.change == "typo":
            for name in _READINGS:
                setattr(row, name, getattr(row, name) or getattr(before, name))
        if before is not None and row.language == "de" and row.change in ("typo", "ordinary"):
            row.meaning_version = before.meaning_version or before.version
        self._record(by, "published", row, change=row.change)
        await self._tell(row)

    async def _tell(self, row: ArticleVersion) -> None:
        await self._signals.publish(self._session, SIGNAL, row.topic)

    def _record(self, by: str, act: str, row: ArticleVersion, **details: str | int | bool | None) -> None:
        subject = f"article:{row.topic}:{row.language}:{row.version}"
        audit.record(self._session, self._now, by, f"article.{act}", subject, **details)


def _name(article: Article) -> str:
    return f"{article.topic} {article.language}"
