"""A knowledge base of a thousand articles, made of the sentences of the shipped ones under other topic ids."""

from random import Random

from knowledge_base.edition import Edition
from knowledge_base.texts import SECTIONS, Article
from nlu.normalisation import words
from wording import LANGUAGES

_SEED = 4
_NEW_WORDS = 20
"""Words of an article that stand in no other, or a thousand articles would have no more words than eighty-one."""


def large_edition(shipped: Edition, articles: int = 1_000) -> Edition:
    """*shipped* with so many articles, each in seven languages; the shipped ones stay as they are."""
    random = Random(_SEED)
    topics = [topic for topic in shipped.topics() if shipped.german(topic)]
    made = dict(shipped.articles)
    for number in range(articles - len(topics)):
        topic = f"{random.choice(topics).partition('.')[0]}.made_{number}"
        taken = {section: random.choice(topics) for section in ("title", *SECTIONS)}
        for language in LANGUAGES:
            made[topic, language] = _mixed(shipped, topic, language, taken, random)
    return shipped.model_copy(update={"articles": made})


def _mixed(shipped: Edition, topic: str, language: str, taken: dict[str, str], random: Random) -> Article:
    parts = {name: shipped.articles[other, language] for name, other in taken.items()}  # type: ignore[index]
    title = parts["title"]
    sections = {name: parts[name].sections[name] for name in SECTIONS if name in parts[name].sections}
    answer = sections["answer"]
    vocabulary = [word.written for word in words(answer.text) if len(word.written) > 4]
    new = " ".join("".join(random.choices(vocabulary, k=2)) for _ in range(_NEW_WORDS))
    sections["answer"] = type(answer)(f"{answer.text}\n{new}")
    return title.model_copy(update={"topic": topic, "sections": sections})
