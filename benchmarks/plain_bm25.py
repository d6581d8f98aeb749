"""BM25 as the textbooks have it, to compare with: folded words of title and text, each as often as it stands there."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping

from knowledge_base.edition import Edition
from knowledge_base.placeholders import PATTERN
from nlu.normalisation import words
from wording import Language

K1 = 1.2
B = 0.75


class PlainBm25:
    """The articles of one language."""

    def __init__(self, texts: Mapping[str, list[str]]) -> None:
        """*texts* are the folded words of each topic."""
        counts = {topic: Counter(text) for topic, text in texts.items()}
        average = sum(map(len, texts.values())) / len(texts)
        found_in = Counter(word for counted in counts.values() for word in counted)
        self._weights: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for topic, counted in counts.items():
            room = K1 * (1 - B + B * len(texts[topic]) / average)
            for word, count in counted.items():
                rarity = math.log(1 + (len(texts) - found_in[word] + 0.5) / (found_in[word] + 0.5))
                self._weights[word][topic] = rarity * count * (K1 + 1) / (count + room)

    @classmethod
    def of(cls, edition: Edition, language: Language) -> "PlainBm25":
        """The articles of *edition*, with their German titles in every language."""
        texts = {}
        for (topic, spoken), article in edition.articles.items():
            if spoken == language:
                german = edition.articles[topic, "de"].title if language != "de" else ""
                sections = [PATTERN.sub(" ", section.text) for section in article.sections.values()]
                texts[topic] = folded("\n".join([article.title, german, *sections]), language)
        return cls(texts)

    def search(self, query: list[str], limit: int = 10) -> list[str]:
        """The topics that fit the folded words of a query best."""
        scores: Counter[str] = Counter()
        for word in dict.fromkeys(query):
            scores.update(self._weights.get(word, {}))
        return [topic for topic, _ in sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))[:limit]]


def folded(text: str, language: Language) -> list[str]:
    return [word.bulgarian if language == "bg" else word.folded for word in words(text)]
