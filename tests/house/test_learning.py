"""What staff members teach is learnt in the background: the old interpreter answers until the new one is ready."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from house.learning import Learner, Learnt
from nlu.added_examples import AddedExamples
from nlu.danger import DangerRecogniser
from nlu.examples import Bundle, Example
from nlu.learning import Learning
from nlu.shipped import understander_of
from nlu.termbase import Termbase
from nlu.training_run import load_or_train, train
from nlu.workers import in_processes
from storage import Database
from storage.signals import Signals
from tests.bot.fakes import Clock
from tests.nlu.conftest import model as model
from tests.nlu.conftest import termbase as termbase
from tests.nlu.test_training_run import FEW

PIKE = "wo darf ich hechte angeln"
DRAWERS = [
    Example(f"{beginning} hechte angeln", "living.public_transport", "de") for beginning in ("wo", "wann", "wie")
]


class SmallTeacher:
    """Learns from a handful of examples, as soon as it is let."""

    def __init__(self, termbase: Termbase) -> None:
        self._termbase = termbase
        self.may_learn = Event()
        self.may_learn.set()
        self.breaks = False
        self.taught: list[list[Example]] = []
        self.right: float | None = None

    def learn(self, added: Sequence[Example]) -> Learnt:
        model = train([*FEW, *added], [Bundle("housing.waste", ("waste", "throw_away"))], self._termbase)
        figures = dict(model.figures)
        if self.right is not None:
            figures["all"] = {**figures["all"], "first": self.right}
        return Learnt(understander_of(model, DangerRecogniser.of([])), figures)

    def learn_apart(self, added: Sequence[Example]) -> Learnt:
        self.taught.append(list(added))
        assert self.may_learn.wait(30)
        if self.breaks:
            raise RuntimeError("no memory")
        return self.learn(added)


class School:
    """A learner at work, and somebody who teaches it."""

    def __init__(self, database: Database, termbase: Termbase, delay_seconds: float) -> None:
        self.database = database
        self.signals = Signals(database)
        self.teacher = SmallTeacher(termbase)
        self.clock = Clock()
        self.learner = Learner(database, self.signals, self.teacher, self.clock, delay_seconds)

    async def teaches(self, *examples: Example) -> list[int]:
        async with self.database.transaction() as session:
            added = AddedExamples(session, self.signals, self.clock())
            return [(await added.add(example, "staff:1")).id for example in examples]

    async def takes_back(self, *ids: int) -> None:
        async with self.database.transaction() as session:
            await AddedExamples(session, self.signals, self.clock()).remove(ids, "staff:1")

    def answer(self, text: str) -> str | None:
        assert self.learner.understander is not None
        best = self.learner.understander.understand(text, "de").ranking
        return best[0].topic if best else None

    async def until(self, is_so: Callable[[Learning], bool]) -> None:
        async with asyncio.timeout(30):
            while not is_so(self.learner.learning):
                await asyncio.sleep(0.01)


@asynccontextmanager
async def school(database: Database, termbase: Termbase, delay_seconds: float = 0.02) -> AsyncIterator[School]:
    built = School(database, termbase, delay_seconds)
    await built.signals.start()
    await built.learner.begin()
    running = asyncio.create_task(built.learner.keep_true())
    yield built
    built.teacher.may_learn.set()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    await built.signals.stop()


async def test_what_is_taught_is_answered_without_a_restart(database: Database, termbase: Termbase) -> None:
    """Until it is learnt the old interpreter answers, and the desk is told since when it learns."""
    async with school(database, termbase) as learning:
        assert learning.answer(PIKE) != "living.public_transport"
        learning.teacher.may_learn.clear()
        ids = await learning.teaches(*DRAWERS)
        await learning.until(lambda each: each.since is not None)
        assert learning.answer(PIKE) != "living.public_transport"
        assert learning.answer("wo bekomme ich kindergeld") == "money.child_benefit"

        learning.teacher.may_learn.set()
        await learning.until(lambda each: each.learnt_at is not None)

        assert learning.answer(PIKE) == "living.public_transport"
        assert learning.learner.learning.since is None
        assert learning.learner.learning.new_examples == tuple(ids)
        assert learning.learner.learning.right is not None


async def test_all_who_understand_get_the_new_one(database: Database, termbase: Termbase) -> None:
    """As a whole, at one moment."""
    async with school(database, termbase) as learning:
        followed: list[object] = []
        learning.learner.follow(followed.append)

        await learning.teaches(*DRAWERS)
        await learning.until(lambda each: each.learnt_at is not None)

        assert followed == [learning.learner.understander]


async def test_several_examples_are_learnt_together(database: Database, termbase: Termbase) -> None:
    async with school(database, termbase, delay_seconds=0.5) as learning:
        for example in DRAWERS:
            await learning.teaches(example)
        await learning.until(lambda each: each.learnt_at is not None)

        assert learning.teacher.taught == [DRAWERS]


async def test_what_was_added_and_taken_back_meanwhile_is_not_learnt(database: Database, termbase: Termbase) -> None:
    async with school(database, termbase, delay_seconds=0.5) as learning:
        ids = await learning.teaches(DRAWERS[0])
        await learning.until(lambda each: each.planned_at is not None)
        await learning.takes_back(*ids)
        await learning.until(lambda each: each.planned_at is None)

        assert learning.teacher.taught == []


async def test_a_training_that_fails_leaves_the_old_one(database: Database, termbase: Termbase) -> None:
    """It says so, and the next change is learnt with all that came before."""
    async with school(database, termbase) as learning:
        before = learning.learner.understander
        learning.teacher.breaks = True
        await learning.teaches(DRAWERS[0])
        await learning.until(lambda each: each.failed_at is not None)
        assert learning.learner.understander is before
        assert learning.answer("wo bekomme ich kindergeld") == "money.child_benefit"

        learning.teacher.breaks = False
        await learning.teaches(*DRAWERS[1:])
        await learning.until(lambda each: each.learnt_at is not None)

        assert learning.teacher.taught[-1] == DRAWERS
        assert learning.learner.learning.failed_at is None


@pytest.mark.parametrize(
    ("after", "is_worse"),
    [pytest.param(0.94, True, id="a whole point"), pytest.param(0.947, False, id="less than half a point")],
)
async def test_examples_that_do_harm_are_told(
    database: Database, termbase: Termbase, after: float, is_worse: bool
) -> None:
    async with school(database, termbase) as learning:
        learning.learner.learning = Learning(right=0.95)
        learning.teacher.right = after

        await learning.teaches(DRAWERS[0])
        await learning.until(lambda each: each.learnt_at is not None)

        assert (learning.learner.learning.right_before, learning.learner.learning.is_worse) == (0.95, is_worse)


def test_a_training_in_a_process_of_its_own_leaves_its_model(tmp_path: Path) -> None:
    """That is how the shipped interpreter learns: the result is a file, which any process reads."""
    in_processes(partial(_train_few, tmp_path), ["few"], most=1)

    assert [file.name for file in tmp_path.iterdir()] == ["interpreter.npz"]


def _train_few(folder: Path, _: str) -> None:
    """In the other process nothing is replaced but what is replaced here."""
    from nlu import training_run

    training_run.read_examples = lambda: FEW  # type: ignore[assignment]
    training_run.read_bundles = lambda: [Bundle("housing.waste", ("waste", "throw_away"))]  # type: ignore[assignment]
    load_or_train(folder, lambda _: None)
