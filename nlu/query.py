"""What somebody looks for: the topics a query is likely about, and its concepts. For searching, not for answering."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from nlu.embedded import EmbeddedInterpreter
from nlu.model import FILE_NAME, Model, ModelUnreadable
from nlu.normalisation import Word, words
from nlu.termbase import LOANWORD, Termbase
from wording.languages import Language

_SHORTEST_LOANWORD: Final = 5


class QueryReader:
    """Reads queries in a few milliseconds. May be used by several threads at once."""

    def __init__(self, model: Model) -> None:
        self._interpreter = EmbeddedInterpreter(model)
        self._termbase: Termbase = model.termbase

    @classmethod
    def saved(cls, folder: Path) -> "QueryReader | None":
        """Of the model in *folder*, if one was learnt there; for searching it need not be the newest."""
        try:
            return cls(Model.load(folder / FILE_NAME))
        except (FileNotFoundError, ModelUnreadable):
            return None

    def topics(self, query: str, language: Language) -> Mapping[str, float]:
        """How likely *query* is about each topic, from 0 to 1; topics that are hardly likely are left out."""
        return {ranked.topic: ranked.confidence for ranked in self._interpreter.interpret(query, language).ranking}

    def concepts(self, query: str, language: Language) -> Mapping[str, float]:
        """The concepts of *query*, typing errors forgiven, each with its weight from 0 to 1."""
        return self._termbase.concepts_in(words(query), language)

    def concepts_as_written(self, text: Sequence[Word], language: Language) -> Mapping[str, float]:
        """The concepts of a text of ours, like `concepts`. It has no typing errors: not to look for them saves most."""
        found: dict[str, float] = {}
        for hit in self._termbase.find(text, language):
            is_own = hit.language in (language, "any")
            if is_own or hit.length >= _SHORTEST_LOANWORD:
                found[hit.concept] = max(found.get(hit.concept, 0.0), hit.weight if is_own else LOANWORD)
        return self._termbase.with_broader(found)
