"""What an interpreter is: it ranks the topics a text may be about, and says how sure it is.

Two exist: `embedded` (in this process, always there) and Rasa (another process, may be away). Whoever calls
one needs to know nothing more than this.
"""

from dataclasses import dataclass
from typing import Literal, Protocol

from wording.languages import Language


@dataclass(frozen=True, slots=True)
class RankedTopic:
    """A topic and how likely it is, from 0 to 1."""

    topic: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Interpretation:
    """Topics a text may be about, the most likely first; the confidences together do not exceed 1."""

    ranking: tuple[RankedTopic, ...] = ()

    @property
    def best(self) -> RankedTopic | None:
        """The most likely topic; None when nothing is known about the text."""
        return self.ranking[0] if self.ranking else None

    def confidence_of(self, topic: str) -> float:
        """How likely *topic* is; 0 when it is not ranked."""
        return next((ranked.confidence for ranked in self.ranking if ranked.topic == topic), 0.0)


Kind = Literal["concept", "pair", "word", "part"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Something in a text that spoke for the topic that was chosen."""

    kind: Kind
    name: str
    """A concept, two concepts joined by +, one or two words, or a part of a word."""
    words: tuple[str, ...]
    """In which words the concepts were found; none for words and parts, which say it themselves."""
    weight: float
    """By how much the score of the topic rose above that of the next one."""


class Interpreter(Protocol):
    """Names the topic of a text."""

    @property
    def waits(self) -> bool:
        """Whether it may wait for somebody else, and is therefore called in a thread."""
        ...

    def interpret(self, text: str, language: Language | None) -> Interpretation:
        """Rank the topics of *text* as the newcomer wrote it.

        Args:
            text: One message, or several that followed each other quickly, joined by line breaks.
            language: The language the text was found to be in; None when nothing spoke for any.

        Never raises for any text: an empty ranking says that nothing is known.
        """
        ...

    def explain(self, text: str, language: Language | None) -> tuple[Reason, ...]:
        """Say what in *text* spoke for the likeliest topic rather than the next one, the weightiest first.

        Empty where the interpreter cannot say, or has nothing to choose between.
        """
        ...
