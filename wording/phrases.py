"""The Fluent texts: every sentence Lotse says on its own, in seven languages."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import fluent_number
from fluent.syntax import ast

from wording.formats import moment
from wording.languages import LANGUAGES, Language
from wording.replies import Moment, Phrase

TEXTS = Path(__file__).with_name("texts")


class WordingError(Exception):
    """What is to be said cannot be put into words."""


class UnknownPhrase(WordingError):
    """No text has this id in this language."""

    def __init__(self, phrase_id: str, language: str) -> None:
        super().__init__(f"{phrase_id} ({language})")
        self.phrase_id = phrase_id
        self.language = language


class PhraseBroken(WordingError):
    """A text could not be formatted: an argument is missing or has the wrong type."""


class Phrases:
    """All texts of all languages, read once from `wording/texts/<language>/*.ftl`."""

    def __init__(self, folder: Path = TEXTS) -> None:
        self._bundles: dict[Language, FluentBundle] = {}
        for language in LANGUAGES:
            bundle = FluentBundle([language], use_isolating=False)
            for file in sorted((folder / language).glob("*.ftl")):
                resource = FluentResource(file.read_text("utf-8"))
                for entry in resource.body:
                    if isinstance(entry, ast.Junk):  # the library would drop the message in silence
                        raise WordingError(f"{language}/{file.name}: {str(entry.content).strip()[:80]}")
                bundle.add_resource(resource)
            self._bundles[language] = bundle

    def say(self, phrase: Phrase | str, language: Language) -> str:
        """Put *phrase* into words; a string is already words and comes back unchanged.

        Raises:
            UnknownPhrase: no text has this id.
            PhraseBroken: an argument is missing or has the wrong type.
        """
        if isinstance(phrase, str):
            return phrase
        bundle = self._bundles[language]
        if not bundle.has_message(phrase.id) or (pattern := bundle.get_message(phrase.id).value) is None:
            raise UnknownPhrase(phrase.id, language)
        text, errors = bundle.format_pattern(pattern, self._arguments(phrase.arguments, language))
        if errors:
            raise PhraseBroken(f"{phrase.id} ({language}): {errors[0]}")
        return str(text)

    def ids(self, language: Language) -> set[str]:
        return set(self._bundles[language]._messages)

    def _arguments(self, arguments: Mapping[str, Any], language: Language) -> dict[str, Any]:
        return {name: self._argument(value, language) for name, value in arguments.items()}

    def _argument(self, value: str | int | Moment | Phrase, language: Language) -> Any:
        match value:
            case Phrase():
                return self.say(value, language)
            case Moment():
                return moment(value.at, language, value.form)
            case int():
                return fluent_number(value, useGrouping=False)
        return value
