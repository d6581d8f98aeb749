"""The names that a text leaves open: of units and places, which every town has its own of."""

import re

from knowledge_base.edition import Edition
from knowledge_base.placeholders import PATTERN, Placeholder, placeholder
from knowledge_base.texts import Article, Section
from wording import Language

UNIT_FORM = "stem"
"""`{unit:id.stem}`: the name as endings are put to it, where that is another (hu "Neustadtbüró", "Neustadtbüróban")."""

PLACE_FORM = "de"
"""`{place:town.de}`: the German name within another language, as in a German sentence to read out."""


def name_of(named: Placeholder, edition: Edition, language: Language) -> str:
    """The name of the unit or place that is *named*.

    Raises:
        KeyError: the edition has no such unit or place, or it has no such form of its name.
    """
    name, form = named.name_form()
    if named.named == "place":
        if form not in (None, PLACE_FORM):
            raise KeyError(form)
        return edition.places[name].name["de" if form else language]
    unit = edition.units[name]
    if form not in (None, UNIT_FORM):
        raise KeyError(form)
    return unit.stems.get(language, unit.name) if form else unit.name


def is_named(named: Placeholder, edition: Edition, language: Language) -> bool:
    """Whether the edition has a name for the unit or place that is *named*."""
    try:
        name_of(named, edition, language)
    except KeyError:
        return False
    return True


def with_names(text: str, edition: Edition, language: Language) -> str:
    """*text* with the names of units and places; facts, offices and what the edition does not have stay open."""

    def written(match: re.Match[str]) -> str:
        named = placeholder(match)
        is_open = named.named not in ("unit", "place") or not is_named(named, edition, language)
        return match[0] if is_open else name_of(named, edition, language)

    return PATTERN.sub(written, text)


def article_with_names(article: Article, edition: Edition) -> Article:
    """*article* with the names of units and places in its title and sections."""
    language = article.language
    title = with_names(article.title, edition, language)
    sections = {
        name: Section(with_names(section.text, edition, language), section.line)
        for name, section in article.sections.items()
    }
    return article.model_copy(update={"title": title, "sections": sections})
