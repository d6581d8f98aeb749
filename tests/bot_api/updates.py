"""The updates that wait for a bot, at most 24 hours."""

import json
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from tests.bot_api.clock import Clock, Pulse

KEPT_SECONDS = 24 * 60 * 60
_ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True)
class Pending:
    """One update that the bot has not confirmed yet."""

    update_id: int
    body: str  # JSON as it goes over the wire; a malformed one if a test put it there
    lane: int  # the chat: updates of one lane are delivered in order
    expires_at: float


class UpdateQueue:
    """One bot's updates, oldest first."""

    def __init__(self, clock: Clock, first_id: int) -> None:
        self._clock = clock
        self._next_id = first_id
        self._pending: OrderedDict[int, Pending] = OrderedDict()
        self._allowed: frozenset[str] | None = None
        self.changed = Pulse()

    def __len__(self) -> int:
        self._drop_expired()
        return len(self._pending)

    def __contains__(self, update_id: int) -> bool:
        return update_id in self._pending

    @property
    def allowed(self) -> list[str]:
        """The kinds the bot asked for; empty if it gets the usual ones."""
        return sorted(self._allowed or ())

    def allow(self, kinds: list[str] | None) -> None:
        """Take these kinds from now on; updates that already wait stay. None changes nothing."""
        if kinds is not None:
            self._allowed = frozenset(kinds) or None

    def add(self, kind: str, payload: dict[str, Any], lane: int) -> int | None:
        """Append an update; its id, or None if the bot does not take this kind."""
        is_wanted = kind in self._allowed if self._allowed else kind not in _ONLY_ON_REQUEST
        return self.inject({kind: payload}, lane) if is_wanted else None

    def inject(self, update: dict[str, Any] | str, lane: int = 0) -> int:
        """Append an update as it is and return its id.

        A dict gets an `update_id` unless it has one. A string goes over the wire unchanged but for `{id}`, so it
        can be JSON that is no update, or no JSON at all.
        """
        update_id = self._next_id
        self._next_id += 1
        if isinstance(update, str):
            body = update.replace("{id}", str(update_id))
        else:
            body = json.dumps({"update_id": update_id, **update}, ensure_ascii=False)
        expires_at = self._clock.now() + KEPT_SECONDS
        self._pending[update_id] = Pending(update_id, body, lane, expires_at)
        self.changed.beat()
        return update_id

    def first(self, limit: int) -> list[Pending]:
        self._drop_expired()
        return list(islice(self._pending.values(), limit))

    def after(self, update_id: int) -> Iterable[Pending]:
        """The updates above *update_id*, oldest first."""
        self._drop_expired()
        newer = []
        for pending in reversed(self._pending.values()):
            if pending.update_id <= update_id:
                break
            newer.append(pending)
        return reversed(newer)

    def confirm(self, offset: int) -> None:
        """Forget the updates below *offset*; a negative one keeps only so many from the end."""
        if offset < 0:
            offset = self._next_id + offset
        while self._pending and next(iter(self._pending)) < offset:
            self._pending.popitem(last=False)

    def forget(self, update_id: int) -> None:
        self._pending.pop(update_id, None)

    def clear(self) -> None:
        self._pending.clear()

    def _drop_expired(self) -> None:
        now = self._clock.now()
        while self._pending and next(iter(self._pending.values())).expires_at <= now:
            self._pending.popitem(last=False)
