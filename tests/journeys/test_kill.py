"""`kill -9` while newcomers write: every question is answered once, in order, but for the one marked window.

`LOTSE_TEST_KILLS` says how often (6: what `make test` does; 40: `make test-kill`, a fifth of them on PostgreSQL).
`LOTSE_TEST_SEED` repeats a run: the same moments, as far as a machine repeats anything.
"""

import asyncio
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.courier import IN_FLIGHT
from tests.bot_api.faults import Fault
from tests.bot_api.screen import ShownMessage
from tests.journeys.tally import Heard, Tally
from tests.journeys.town import Person, Town
from tests.postgres import create_database
from wording import Phrases

KILLS = int(os.environ.get("LOTSE_TEST_KILLS", "6"))
SEED = int(os.environ.get("LOTSE_TEST_SEED", "20261125"))
ON_POSTGRESQL = KILLS // 5 if KILLS >= 15 else 0
BY_POLLING = (KILLS - ON_POSTGRESQL) // 2
BY_WEBHOOK = KILLS - ON_POSTGRESQL - BY_POLLING
RUNS = [("polling", BY_POLLING), ("webhook", BY_WEBHOOK), ("webhook postgresql", ON_POSTGRESQL)]

NEWCOMERS = 16
PAUSE_SECONDS = (1.5, 4.5)
"""Between two messages of a newcomer: together about ten answers a second, in each chat slower than Telegram takes
them, so that what waits after a restart is soon said.
"""
PATIENCE = 6
"""Answers a newcomer waits for at most; where a start takes long, what waits would else grow with every kill."""
SILENCE_SECONDS = 30.0
"""When nothing more was heard for so long, what is not there is lost."""


class Asker:
    """A newcomer who goes on writing, whatever happens, and knows which answers are due."""

    def __init__(self, person: Person, chance: random.Random) -> None:
        self.person = person
        self.due: list[str] = []
        self._chance = chance
        self._numbers = 0

    async def asks_on(self, ended: asyncio.Event) -> None:
        while not ended.is_set():
            await asyncio.sleep(self._chance.uniform(*PAUSE_SECONDS))
            if self.tally.lost > PATIENCE:
                continue
            word = self._chance.choice(
                [each for each in ("help", "delete", "person", "person") if each not in self.due[-1:]]
            )
            self.person.chat.says(f"/{word}")
            self.due.append(word)
            if word == "person":  # the bot asks what it is about, and shows the words it would pass on
                self._numbers += 1
                sign = f"q{self._numbers:03}"
                self.person.chat.says(f"Vreau să întreb ceva despre adresă, semnul {sign}.")
                self.due += ["notice", sign] if self._numbers == 1 else [sign]

    def hears(self) -> list[Heard]:
        return [self._key(message) for message in self.person.sees()]

    def _key(self, message: ShownMessage) -> Heard:
        mark = self.person.word("maybe-again")
        text = message.text.removeprefix(mark).strip()
        keys = [key for key, sentence in self._sentences.items() if sentence in text]
        if not keys and "semnul q" in text:
            keys = [text.partition("semnul ")[2][:4]]
        return Heard(keys[0] if len(keys) == 1 else f"unknown: {text[:80]}", message.text.startswith(mark))

    @property
    def _sentences(self) -> dict[str, str]:
        """Words by which an answer is known."""
        subject = self.person.word("person-subject", unit="|").partition("|")[0].strip()
        word = self.person.word
        return {"help": word("help"), "delete": word("delete-ask"), "person": subject, "notice": word("notice")}

    @property
    def tally(self) -> Tally:
        return Tally.of(self.due, self.hears())


@pytest.mark.timeout(120 + 45 * KILLS)
@pytest.mark.parametrize(("kind", "kills"), [run for run in RUNS if run[1]], ids=str, indirect=["kind"])
async def test_a_killed_process_loses_nothing_and_answers_nothing_twice(
    kind: str,
    kills: int,
    server: str | None,
    tmp_path: Path,
    model_folder: Path,
    phrases: Phrases,
    capsys: pytest.CaptureFixture[str],
) -> None:
    chance = random.Random(f"{SEED} {kind}")
    url = await create_database(server) if server else None
    began = time.monotonic()
    moments: list[str] = []
    async with Town(tmp_path, model_folder, phrases, way=kind.split()[0], database_url=url) as town:
        askers = [Asker(town.newcomer(f"N{number}", "ro"), chance) for number in range(NEWCOMERS)]
        ended = asyncio.Event()
        asking = [asyncio.create_task(asker.asks_on(ended)) for asker in askers]
        for _ in range(kills):
            moment = chance.choice([_any_moment, _at_a_send, _inside_the_window, _at_a_receipt, _while_starting])
            await moment(town, chance)
            moments.append(moment.__name__.strip("_").replace("_", " "))
            town.api.faults.clear()
            await town.lotse.starts()
        ended.set()
        await asyncio.gather(*asking)
        await _until_quiet(askers)
        tally = sum((asker.tally for asker in askers), Tally())
        waiting = await town.rows("SELECT count(*) AS n FROM inbox WHERE done_at IS NULL")
        unsaid = await town.rows("SELECT count(*) AS n FROM outbox WHERE state <> 'sent'")
        cut = {"not a log line"}  # the last line of a killed process
        errors = [line for line in town.new_errors() if line.get("event") not in cut]

    with capsys.disabled():
        print(
            f"\nkills {kind}: {kills} ({', '.join(moments)}), {tally.asked} answers due, {tally.lost} lost,"
            f" {tally.doubled} doubled, {tally.disordered} out of order, {tally.doubled_in_window} repeated with mark,"
            f" {time.monotonic() - began:.0f} s",
            file=sys.stderr,
        )
    unlike = [asker.hears() for asker in askers if asker.tally.lost or asker.tally.doubled or asker.tally.disordered]
    assert (tally.lost, tally.doubled, tally.disordered) == (0, 0, 0), unlike
    assert tally.doubled_in_window <= IN_FLIGHT * kills
    assert tally.asked > 10 * kills
    assert (waiting[0]["n"], unsaid[0]["n"]) == (0, 0)
    assert errors == []


async def _any_moment(town: Town, chance: random.Random) -> None:
    await asyncio.sleep(chance.uniform(0.0, 2.0))
    await town.lotse.kill()


async def _at_a_send(town: Town, chance: random.Random) -> None:
    """Just when Telegram took a message: its answer may have been heard or not."""
    enough = len(town.api.transcript.of("sendMessage")) + chance.randint(1, 10)
    await _when(lambda: len(town.api.transcript.of("sendMessage")) >= enough)
    await town.lotse.kill()


async def _inside_the_window(town: Town, chance: random.Random) -> None:
    """Surely between Telegram's acceptance and the answer."""
    drawn = len(town.api.faults.drawn)
    town.api.faults.once(Fault.slow(1.0), method="sendMessage", after=chance.randint(0, 8))
    await _when(lambda: len(town.api.faults.drawn) > drawn)
    await asyncio.sleep(0.05)
    await town.lotse.kill()


async def _at_a_receipt(town: Town, chance: random.Random) -> None:
    """Just when an update counts as received, so that Telegram will not offer it again."""
    wanted, held = chance.randint(1, 6), len(town.api.bot.updates)

    def has_fallen_often_enough() -> bool:
        nonlocal wanted, held
        wanted -= len(town.api.bot.updates) < held
        held = len(town.api.bot.updates)
        return wanted == 0

    await _when(has_fallen_often_enough)
    await town.lotse.kill()


async def _while_starting(town: Town, chance: random.Random) -> None:
    """Once more before it is up again."""
    await town.lotse.kill()
    await town.lotse.starts(until_ready=False)
    await asyncio.sleep(chance.uniform(0.3, 6.0))
    await town.lotse.kill()


async def _when(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(100):
        while not condition():
            await asyncio.sleep(0.001)


async def _until_quiet(askers: list[Asker]) -> None:
    """Until everything was heard that is due, and a moment longer for what is not; or until nothing comes any more."""
    heard, until = 0, time.monotonic() + SILENCE_SECONDS
    while any(asker.tally.lost for asker in askers) and time.monotonic() < until:
        if (now_heard := sum(len(asker.hears()) for asker in askers)) > heard:
            heard, until = now_heard, time.monotonic() + SILENCE_SECONDS
        await asyncio.sleep(0.2)
    await asyncio.sleep(2.0)


def hear(*keys: str) -> list[Heard]:
    return [Heard(key.strip("!"), key.startswith("!")) for key in keys]


ASKED = ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("heard", "wrong"),
    [
        (["a", "b", "c", "d"], {}),
        (["a", "!b", "c", "d"], {}),  # in doubt, but it had not come before
        (["a", "b", "!b", "c", "d"], {"doubled_in_window": 1}),
        (["a", "b", "b", "c", "d"], {"doubled": 1}),
        (["a", "b", "c", "!a", "d"], {"doubled": 1}),  # a mark excuses only the answer just before
        (["a", "b", "c", "d", "a"], {"doubled": 1}),
        (["a", "c", "d"], {"lost": 1}),
        (["b", "c", "d"], {"lost": 1}),
        (["a", "b"], {"lost": 2}),
        ([], {"lost": 4}),
        (["a", "c", "b", "d"], {"disordered": 1}),
        (["d", "a", "b", "c"], {"disordered": 3}),
        (["a", "unknown: x", "b", "c", "d"], {"doubled": 1}),
        (["a", "a", "c"], {"doubled": 1, "lost": 2}),
    ],
)
def test_the_tally_sees_what_is_wrong(heard: list[str], wrong: dict[str, int]) -> None:
    """A check that could not fail would prove nothing."""
    assert Tally.of(ASKED, hear(*heard)) == Tally(asked=4, **wrong)


def test_tallies_add_up() -> None:
    assert Tally(1, 2, 3, 4, 5) + Tally(1, 1, 1, 1, 1) == Tally(2, 3, 4, 5, 6)
