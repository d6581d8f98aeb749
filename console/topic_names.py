"""Topics as the desk names them: by the German title of their article."""

from collections.abc import Iterable, Mapping

from console import german
from knowledge_base.library import Library
from nlu.topics import OUT_OF_SCOPE, TOPICS, area_of


def topic_name(topic: str, library: Library) -> str:
    """The title of the article, else the area with what stands behind its dot."""
    if library.has(topic):
        return library.title(topic, "de")
    if topic == OUT_OF_SCOPE:
        return "Nichts davon: dafür ist Lotse nicht da"
    return f"{german.topic_area(topic)}: {topic.partition('.')[2]}" if topic in TOPICS else topic


def names_by_area(topics: Iterable[str], library: Library) -> Mapping[str, list[tuple[str, str]]]:
    """*topics* with their names, under the German name of each area."""
    areas: dict[str, list[tuple[str, str]]] = {}
    for topic in topics:
        areas.setdefault(german.topic_area(area_of(topic)), []).append((topic, topic_name(topic, library)))
    return areas
