"""A house on the database of a room in which nothing runs by itself."""

import pytest

from house.composition import House, LateIdentifier
from house.learning import Learner
from house.settings import Settings
from house.teacher import ShippedTeacher
from nlu.engine import Engine
from nlu.masks import Masks
from nlu.memory import SentenceMemory
from nlu.packages import Packages
from nlu.translation import Translator
from tests.bot.conftest import room as room
from tests.bot.talking import Room


@pytest.fixture
def house(room: Room, tmp_path) -> House:
    masks, identifier = Masks.shipped(), LateIdentifier()
    return House(
        settings=Settings(data_dir=tmp_path),
        secret=b"a secret of the test",
        database=room.database,
        signals=room.signals,
        inbox=room.inbox,
        outbox=room.outbox,
        phrases=room.phrases,
        library=room.library,
        identifier=identifier,
        translator=Translator(Engine(Packages(tmp_path)), SentenceMemory(masks), masks, identifier),
        learner=Learner(room.database, room.signals, ShippedTeacher(tmp_path, None), room.clock),
        clock=room.clock,
    )
