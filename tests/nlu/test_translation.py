"""A translation says how far it can be trusted, never raises, never blocks and never calls anybody."""

import asyncio
import json
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlu.engine import BEAM, Engine, EngineError
from nlu.identifier import Identification
from nlu.masks import Masks
from nlu.memory import ParallelSentence, SentenceMemory
from nlu.packages import Packages
from nlu.translation import Translation, Translator
from nlu.translation_lines import translate_batch
from tests.nlu.small_packages import package_file
from wording.languages import Language

REVIEWED = [
    ParallelSentence(
        {
            "de": "Ihr Termin ist am {date} um {time} Uhr.",
            "ro": "Programarea ta este pe {date} la ora {time}.",
            "en": "Your appointment is on {date} at {time}.",
        },
        {"date": "date", "time": "time"},
    ),
    ParallelSentence({"de": "Es fehlt noch: {paper}.", "ro": "Mai lipsește: {paper}."}, {"paper": "text"}),
    ParallelSentence(
        {"de": "Sie können auch Nein sagen. Das ist in Ordnung.", "ro": "Poți să spui și nu. Este în regulă."}
    ),
]


class FakeEngine(Engine):
    """Says what it was told to say; knows the packages it was given."""

    def __init__(self, *pairs: str, says: dict[str, str] | None = None, knows_masks: bool = True) -> None:
        super().__init__(Packages(Path("nowhere")))
        self.pairs = {tuple(pair.split("-")) for pair in pairs}
        self.says = says or {}
        self.masks = knows_masks
        self.heard: list[tuple[list[str], str, str, int]] = []
        self.takes_seconds = 0.0
        self.fails: Exception | None = None

    def _path(self, source: Language, target: Language) -> tuple[Language, ...] | None:
        if (source, target) in self.pairs:
            return source, target
        return (source, "en", target) if {(source, "en"), ("en", target)} <= self.pairs else None

    async def knows_masks(self, source: Language, target: Language) -> bool:
        return self.masks

    async def translate(
        self, sentences: Sequence[str], source: Language, target: Language, *, beam: int
    ) -> list[list[str]]:
        self.heard.append((list(sentences), source, target, beam))
        await asyncio.sleep(self.takes_seconds)
        if self.fails:
            raise self.fails
        said = [self.says.get(sentence, f"[{target}] {sentence.upper()}") for sentence in sentences]
        return [text.split(" | ") for text in said]


class OneLanguage:
    """Recognises one language, or none."""

    def __init__(self, language: Language | None = "ro") -> None:
        self.language = language

    def identify(self, text: str, prior: Language | None = None) -> Identification:
        return Identification(self.language, True)


def translator(engine: Engine, *, hears: Language | None = "ro", timeout_seconds: float = 20) -> Translator:
    masks = Masks.shipped()
    memory = SentenceMemory(masks)
    memory.add_reviewed(REVIEWED)
    return Translator(engine, memory, masks, OneLanguage(hears), timeout_seconds=timeout_seconds)


def codes(translation: Translation) -> list[str]:
    return [warning.code for warning in translation.warnings]


# --- trust


async def test_reviewed_sentences_need_no_package() -> None:
    text = "Ihr Termin ist am 24. Juni 2027 um 10:30 Uhr.\n\n- Es fehlt noch: Anmeldung 🙂\n"

    translation = await translator(FakeEngine()).translate(text, "de", "ro")

    assert translation.text == ("Programarea ta este pe 24 iunie 2027 la ora 10:30.\n\n- Mai lipsește: Anmeldung. 🙂\n")
    assert (translation.label, translation.path, translation.warnings) == ("reviewed", ("de", "ro"), ())


async def test_sentences_reviewed_together_are_said_together() -> None:
    translation = await translator(FakeEngine()).translate(
        "Sie können auch Nein sagen. Das ist in Ordnung. 03443 370-0", "de", "ro"
    )

    assert translation.text == "Poți să spui și nu. Este în regulă. 03443 370-0"
    assert translation.label == "reviewed"


async def test_the_weakest_sentence_gives_the_label() -> None:
    engine = FakeEngine("de-ro", says={"Bringen Sie Ihr Kind mit.": "Adu copilul tău."})

    translation = await translator(engine).translate(
        "Ihr Termin ist am 24. Juni 2027 um 10:30 Uhr. Bringen Sie Ihr Kind mit.", "de", "ro"
    )

    assert translation.text == "Programarea ta este pe 24 iunie 2027 la ora 10:30. Adu copilul tău."
    assert (translation.label, translation.path) == ("machine", ("de", "ro"))
    assert engine.heard == [(["Bringen Sie Ihr Kind mit."], "de", "ro", BEAM)]


async def test_words_in_a_slot_are_machine_translated_and_labelled() -> None:
    engine = FakeEngine("de-ro", says={"der Brief vom Vermieter": "scrisoarea de la proprietar"})

    translation = await translator(engine).translate("Es fehlt noch: der Brief vom Vermieter.", "de", "ro")

    assert translation.text == "Mai lipsește: scrisoarea de la proprietar."
    assert translation.label == "machine"


async def test_without_a_package_the_original_stands() -> None:
    """All of it: a text half in one language and half in another helps nobody."""
    text = "Ihr Termin ist am 24. Juni 2027 um 10:30 Uhr. Bringen Sie Ihr Kind mit."

    translation = await translator(FakeEngine()).translate(text, "de", "ro")

    assert (translation.text, translation.label, translation.path) == (text, "none", ("de",))
    assert translation.warnings == ()


async def test_the_way_leads_through_english_when_there_is_no_direct_one() -> None:
    engine = FakeEngine(
        "ro-en", "en-de", says={"Am ⟦1⟧ copii.": "I have ⟦1⟧ children.", "I have ⟦1⟧ children.": "Ich habe ⟦1⟧ Kinder."}
    )

    translation = await translator(engine).translate("Am 3 copii.", "ro", "de")

    assert (translation.text, translation.path) == ("Ich habe 3 Kinder.", ("ro", "en", "de"))
    assert translation.warnings == ()


async def test_the_same_language_comes_back_as_it_is() -> None:
    translation = await translator(FakeEngine("de-ro")).translate("Hallo  du ", "de", "de")

    assert (translation.text, translation.label, translation.path) == ("Hallo  du ", "none", ("de",))


@pytest.mark.parametrize(
    ("hears", "path", "label"),
    [("ro", ("ro", "de"), "machine"), ("de", ("de",), "none"), (None, ("und",), "none")],
)
async def test_the_language_is_found(hears: Language | None, path: tuple[str, ...], label: str) -> None:
    translation = await translator(FakeEngine("ro-de"), hears=hears).translate("Am venit ieri.", "auto", "de")

    assert (translation.path, translation.label) == (path, label)


@pytest.mark.parametrize("text", ["", "  \n", "10:30", "🙂", "Clearingstelle", "24. Juni 2027, 03443 370-0"])
async def test_where_nothing_is_to_be_translated_nothing_changes(text: str) -> None:
    engine = FakeEngine("de-ro")

    translation = await translator(engine).translate(text, "de", "ro")

    assert (translation.text, translation.label) == (text, "none")
    assert engine.heard == []


async def test_a_quick_look_is_greedy() -> None:
    engine = FakeEngine("de-ro")

    await translator(engine).translate("Bringen Sie Ihr Kind mit.", "de", "ro", thorough=False)

    assert [beam for *_, beam in engine.heard] == [1]


async def test_all_sentences_are_one_batch_and_none_twice() -> None:
    engine = FakeEngine("de-ro")

    await translator(engine).translate("Guten Tag.\n\nKommen Sie her. Guten Tag.", "de", "ro")

    assert [sentences for sentences, *_ in engine.heard] == [["Guten Tag.", "Kommen Sie her."]]


# --- masks and guards


async def test_numbers_and_office_words_go_around_the_machine() -> None:
    engine = FakeEngine("de-ro", says={"Kommen Sie am ⟦1⟧ um ⟦2⟧ Uhr zur ⟦3⟧!": "Vino pe ⟦1⟧ la ora ⟦2⟧ la ⟦3⟧!"})

    translation = await translator(engine).translate(
        "Kommen Sie am 24. Juni 2027 um 9:05 Uhr zur Anmeldung!", "de", "ro"
    )

    assert translation.text == "Vino pe 24 iunie 2027 la ora 9:05 la Anmeldung!"
    assert translation.warnings == ()


async def test_a_lost_token_is_translated_unmasked() -> None:
    engine = FakeEngine(
        "de-ro", says={"Kommen Sie um ⟦1⟧ Uhr!": "Vino la ora!", "Kommen Sie um 9:05 Uhr!": "Vino la ora 9:05!"}
    )

    translation = await translator(engine).translate("Kommen Sie um 9:05 Uhr!", "de", "ro")

    assert (translation.text, translation.warnings) == ("Vino la ora 9:05!", ())


async def test_the_likeliest_translation_that_keeps_its_tokens_is_taken() -> None:
    engine = FakeEngine("de-ro", says={"Kommen Sie um ⟦1⟧ Uhr!": "Vino la ora! | Vino la ora ⟦1⟧! | Vino ⟦1⟧!"})

    translation = await translator(engine).translate("Kommen Sie um 9:05 Uhr!", "de", "ro")

    assert (translation.text, translation.warnings) == ("Vino la ora 9:05!", ())
    assert len(engine.heard) == 1


async def test_a_lost_name_is_noticed() -> None:
    engine = FakeEngine(
        "de-ro", says={"Fragen Sie Frau Müller im Bürgerbüro.": "Întreab-o pe doamna Popescu la birou."}
    )
    engine.masks = False

    translation = await translator(engine).translate("Fragen Sie Frau Müller im Bürgerbüro.", "de", "ro")

    assert [warning.message for warning in translation.warnings] == ["In der Übersetzung fehlt: Müller, Bürgerbüro."]


async def test_a_package_without_tokens_gets_none() -> None:
    engine = FakeEngine("de-ro", says={"Kommen Sie um 9:05 Uhr!": "Vino la ora 9:50!"}, knows_masks=False)

    translation = await translator(engine).translate("Kommen Sie um 9:05 Uhr!", "de", "ro")

    assert translation.text == "Vino la ora 9:50!"
    assert codes(translation) == ["number"]
    assert [sentences for sentences, *_ in engine.heard] == [["Kommen Sie um 9:05 Uhr!"]]


async def test_a_doubtful_translation_is_shown_with_its_doubts() -> None:
    engine = FakeEngine("de-ro", says={"Sie müssen nicht kommen?": "Trebuie să vii. www.exemplu.ro"})

    translation = await translator(engine).translate("Sie müssen nicht kommen?", "de", "ro")

    assert translation.text == "Trebuie să vii. www.exemplu.ro"
    assert codes(translation) == ["negation", "link", "question"]
    assert all(warning.message.endswith(".") or ":" in warning.message for warning in translation.warnings)


async def test_where_nothing_comes_out_the_sentence_stands() -> None:
    engine = FakeEngine("de-ro", says={"Wir kommen.": " "})

    translation = await translator(engine).translate("Wir kommen.", "de", "ro")

    assert (translation.text, codes(translation)) == ("Wir kommen.", ["empty"])


# --- never raises, never blocks


async def test_what_takes_too_long_leaves_the_original() -> None:
    engine = FakeEngine("de-ro")
    engine.takes_seconds = 5

    translation = await translator(engine, timeout_seconds=0.05).translate("Wir kommen.", "de", "ro")

    assert (translation.text, translation.label, codes(translation)) == ("Wir kommen.", "none", ["timeout"])
    assert translation.took_ms < 1000


@pytest.mark.parametrize("error", [EngineError("broken"), RuntimeError("x"), KeyError("y")])
async def test_a_broken_package_leaves_the_original(error: Exception) -> None:
    engine = FakeEngine("de-ro")
    engine.fails = error

    translation = await translator(engine).translate("Wir kommen.", "de", "ro")

    assert (translation.text, translation.label, codes(translation)) == ("Wir kommen.", "none", ["empty"])


@given(st.text(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_any_text_has_a_translation(text: str) -> None:
    """The label none always means: the original, untouched."""
    for engine in (FakeEngine(), FakeEngine("de-ro")):
        translation = asyncio.run(translator(engine).translate(text, "de", "ro"))
        assert translation.label != "none" or translation.text == text
        assert translation.label != "machine" or engine.pairs


# --- the real engine


@pytest.fixture(scope="module")
def small_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Packages with random weights: de-ro, ro-en, en-de."""
    folder, stick = tmp_path_factory.mktemp("models"), tmp_path_factory.mktemp("stick")
    for source, target in (("de", "ro"), ("ro", "en"), ("en", "de")):
        Packages(folder).install(package_file(stick, source, target))
    return folder


@pytest.fixture
async def small(small_models: Path) -> AsyncIterator[Engine]:
    engine = Engine(Packages(small_models), threads=1, keeps=2)
    yield engine
    engine.close()


async def test_the_engine_finds_its_way(small: Engine) -> None:
    assert await small.path("de", "ro") == ("de", "ro")
    assert await small.path("ro", "de") == ("ro", "en", "de")
    assert await small.path("en", "ro") is None
    assert await small.path("bg", "hu") is None
    assert await small.knows_masks("de", "ro")


async def test_every_sentence_of_a_batch_has_its_translation(small: Engine) -> None:
    sentences = [f"Guten Tag. Ich habe {number} Papiere." for number in range(40)] + ["Wohnung", "", "Ja"]

    once = await small.translate(sentences, "de", "ro", beam=1)

    assert len(once) == len(sentences)
    assert await small.translate(sentences, "de", "ro", beam=1) == once


async def test_models_that_were_not_used_are_dropped(small: Engine) -> None:
    for source, target in (("de", "ro"), ("ro", "en"), ("en", "de")):
        await small.translate(["Guten Tag."], source, target, beam=1)

    assert len(small._models) == 2


async def test_a_missing_package_is_an_error_of_the_engine(small: Engine) -> None:
    with pytest.raises(EngineError):
        await small.translate(["Hallo"], "bg", "tr", beam=1)
    with pytest.raises(EngineError):
        await small.knows_masks("bg", "tr")


async def test_a_package_that_disappears_leaves_the_original(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    packages = Packages(tmp_path / "models")
    package = packages.install(package_file(stick))
    (package.folder / "model" / "model.bin").write_bytes(b"spoilt")
    engine = Engine(packages)

    translation = await translator(engine).translate("Wir kommen.", "de", "ro")

    assert (translation.text, translation.label, codes(translation)) == ("Wir kommen.", "none", ["empty"])
    engine.close()


async def test_a_request_nobody_waits_for_is_given_up(small: Engine) -> None:
    many = [f"Guten Tag {number} Papier" for number in range(3000)]

    translation = await translator(small, timeout_seconds=0.2).translate("\n".join(many), "de", "ro")
    began = time.perf_counter()
    await small.translate(["Guten Tag."], "de", "ro", beam=1)

    assert codes(translation) == ["timeout"]
    assert time.perf_counter() - began < 2


async def test_nothing_is_called_over_the_network(small: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("somebody opens a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)

    translation = await translator(small).translate("Guten Tag. Ich habe einen Brief.", "de", "ro")

    assert translation.label == "machine"


def test_the_reference_is_never_imported(small_models: Path) -> None:
    """Neither Argos' own translation, which wants PyTorch, nor any model before the first translation."""
    program = f"""
import asyncio, sys
from nlu.engine import Engine
from nlu.packages import Packages
engine = Engine(Packages(__import__("pathlib").Path({str(small_models)!r})), threads=1)
assert not {{"ctranslate2", "sentencepiece", "argostranslate"}} & set(sys.modules)
print(asyncio.run(engine.translate(["Guten Tag."], "de", "ro", beam=1))[0])
assert not {{"argostranslate.translate", "torch", "stanza", "spacy"}} & set(sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


# --- the packages of the test data; what they know is tested in `test_package_data`


async def test_a_staff_member_is_understood_in_romanian(real: Engine) -> None:
    translation = await translator(real).translate(
        "Guten Tag, Frau Popescu.\n\nBitte kommen Sie am 24.06.2027 um 10:30 Uhr. Wir haben Ihre Nachricht bekommen.",
        "de",
        "ro",
    )

    assert translation.label == "machine"
    assert translation.path == ("de", "ro")
    assert "Popescu" in translation.text
    assert "24.06.2027" in translation.text
    assert "10:30" in translation.text
    assert translation.text.count("\n\n") == 1
    assert codes(translation) == []


async def test_a_newcomer_is_understood_in_german(real: Engine) -> None:
    translation = await translator(real).translate("Nu am primit banii. Ce trebuie să fac?", "ro", "de")

    assert translation.label == "machine"
    assert any(word in translation.text for word in ("nicht", "kein"))
    assert translation.text.endswith("?")


async def test_real_sentences_are_the_same_in_a_batch(real: Engine) -> None:
    sentences = ["Guten Tag.", "Bitte rufen Sie uns an.", "Ihr Termin ist am ⟦1⟧ um ⟦2⟧ Uhr.", "Was kostet das?"] * 5

    together = await real.translate(sentences, "de", "ro", beam=BEAM)
    alone = [(await real.translate([sentence], "de", "ro", beam=BEAM))[0] for sentence in sentences[:4]]

    assert together == alone * 5


async def test_the_event_loop_keeps_beating(real: Engine) -> None:
    """Also while the libraries are imported and the model is loaded for the first time."""
    gaps: list[float] = []

    async def beat() -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.005)
            gaps.append(time.perf_counter() - last)
            last = time.perf_counter()

    heart = asyncio.create_task(beat())
    text = " ".join(f"Bitte kommen Sie am {day}.06.2027 um 10:30 Uhr in Zimmer {day}." for day in range(1, 29)) * 4
    translation = await translator(real, timeout_seconds=60).translate(text, "de", "ro")
    heart.cancel()

    assert translation.label == "machine"
    assert len(gaps) >= 5
    assert max(gaps) < 0.25


# --- lines


async def test_lines_in_and_lines_out() -> None:
    lines: list[bytes | str] = [
        b'\xef\xbb\xbf{"id": 7, "text": "Es fehlt noch: Anmeldung.", "other": 1}\n',
        "\n",
        '{"id": "b", "text": "Wir kommen."}',
        "{broken",
        '["text"]',
        '{"id": 3, "text": "  "}',
        '{"text": 5}',
        b'{"text": "\xff"}',
        json.dumps({"text": "x" * 10_001}),
        json.dumps({"text": "Hallo"}),
    ]

    rows = [row async for row in translate_batch(translator(FakeEngine()), lines, "de", "ro")]

    took = [row.pop("took_ms") for row in rows if "took_ms" in row]
    assert len(took) == 3
    assert rows[0] == {
        "id": 7,
        "text": "Mai lipsește: Anmeldung.",
        "from": "de",
        "to": "ro",
        "label": "reviewed",
        "path": ["de", "ro"],
        "warnings": [],
    }
    assert (rows[1]["id"], rows[1]["text"], rows[1]["label"], rows[1]["path"]) == ("b", "Wir kommen.", "none", ["de"])
    assert [(row["line"], row["id"], row["error"]["code"]) for row in rows[2:8]] == [
        (4, None, "json"),
        (5, None, "object"),
        (6, None, "text"),
        (7, None, "text"),
        (8, None, "encoding"),
        (9, None, "length"),
    ]
    assert (rows[8]["id"], rows[8]["text"]) == (None, "Hallo")


async def test_warnings_and_the_found_language_stand_in_the_row() -> None:
    engine = FakeEngine("ro-de", says={"Nu vin.": "Ich komme."})

    [row] = [row async for row in translate_batch(translator(engine), ['{"id":1,"text":"Nu vin."}'], "auto", "de")]

    assert (row["from"], row["to"], row["path"]) == ("ro", "de", ["ro", "de"])
    assert [set(warning) for warning in row["warnings"]] == [{"code", "message"}]
    assert row["warnings"][0]["code"] == "negation"
