"""Every sentence Lotse says exists in seven languages and can be said."""

import re

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from wording import LANGUAGES, Phrase, Phrases
from wording.phrases import TEXTS, PhraseBroken, UnknownPhrase, WordingError

COUNTS = ("n", "count", "days")
BUTTON_CHARACTERS = 64
COMMAND_CHARACTERS = 256
SHORT_DESCRIPTION_CHARACTERS = 120
DESCRIPTION_CHARACTERS = 512


class _Arguments(Visitor):
    """Collects the names of a message's slots."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the library's name
        self.names.add(node.id.name)


def arguments_of(language: str) -> dict[str, set[str]]:
    """The messages of *language* and the names of their slots."""
    found = {}
    for file in sorted((TEXTS / language).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text("utf-8")).body:
            if isinstance(entry, ast.Message):
                visitor = _Arguments()
                visitor.visit(entry)
                found[entry.id.name] = visitor.names
    return found


@pytest.fixture(scope="module")
def phrases() -> Phrases:
    return Phrases()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_the_same_things_with_the_same_slots(language):
    """No message is missing, none is left over, and no slot was forgotten in translation."""
    assert arguments_of(language) == arguments_of("de")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [0, 1, 2, 5, 21, 22, 180])
def test_each_message_can_be_said(phrases, language, count):
    """With any number in its slots a message becomes words, and no slot stays open."""
    for phrase_id, names in arguments_of(language).items():
        values = {name: count if name in COUNTS else "Clearingstelle" for name in names}

        said = phrases.say(Phrase(id=phrase_id, arguments=values), language)

        assert said.strip()
        assert "{" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_fit_where_telegram_shows_them(phrases, language):
    """Buttons and the bot's menu cut off what is too long, without a word."""
    for phrase_id, names in arguments_of(language).items():
        said = phrases.say(Phrase(id=phrase_id, arguments=dict.fromkeys(names, 180)), language)
        match phrase_id:
            case "bot-description":
                assert len(said) <= DESCRIPTION_CHARACTERS
            case "bot-short-description":
                assert len(said) <= SHORT_DESCRIPTION_CHARACTERS
            case _ if phrase_id.startswith("command-"):
                assert len(said) <= COMMAND_CHARACTERS
            case _ if phrase_id.startswith("button-"):
                assert len(said) + len("Aufsuchende Sozialarbeit") <= BUTTON_CHARACTERS + 20


@pytest.mark.parametrize("language", ["ro", "bg", "pl", "hu", "tr"])
def test_a_language_is_written_in_its_own_letters(phrases, language):
    """ș and ț have a comma below, and Bulgarian is written in Cyrillic."""
    texts = " ".join(file.read_text("utf-8") for file in (TEXTS / language).glob("b*.ftl"))

    assert not re.search("[şţŞŢ]", texts) or language == "tr"
    assert bool(re.search("[а-я]{4}", texts)) == (language == "bg")


def test_a_message_that_does_not_exist_has_a_name(phrases):
    with pytest.raises(UnknownPhrase, match=r"no-such-message \(de\)"):
        phrases.say(Phrase(id="no-such-message"), "de")


def test_a_missing_argument_is_no_text_with_a_hole(phrases):
    """Fluent alone would print the name of the slot to the newcomer."""
    with pytest.raises(PhraseBroken):
        phrases.say(Phrase(id="case-opened"), "de")


def test_a_text_with_a_syntax_error_stops_the_start(tmp_path):
    """Fluent alone would drop the message in silence."""
    for language in LANGUAGES:
        (tmp_path / language).mkdir()
        (tmp_path / language / "bot.ftl").write_text("welcome = { $name\n", "utf-8")

    with pytest.raises(WordingError, match="welcome"):
        Phrases(tmp_path)
