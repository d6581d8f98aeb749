"""Pages from templates, always escaped."""

import re
from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Any, Final

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from console import german

TEMPLATES: Final = Path(__file__).with_name("templates")
STATIC: Final = Path(__file__).with_name("static")

_TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates (Unicode Standard Annex 9): with them "4321" can be made to look like "1234"."""


class Pages:
    """The desk's templates with the German words they need. No page holds a character that turns others around."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(exact=german.exact, brief=german.brief, lasting=german.lasting, ago=german.ago)
        self._environment.filters["slots_named"] = _slots_named
        self._environment.filters["share"] = _share
        self._environment.globals.update(german=german, section="")

    def render(self, template: str, **values: Any) -> str:
        return _TURNS.sub("", self._environment.get_template(template).render(**values))


def _share(share: float) -> str:
    """0.713 as "71,3 %", on one line."""
    return f"{100 * share:.1f}\u00a0%".replace(".", ",")


def qr_code(text: str) -> Markup:
    """A drawing (SVG) that a telephone reads *text* from."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(omitsize=True, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None)
    return Markup(drawn)  # noqa: S704 - drawn by the library, and the text is only dots in it


def _slots_named(sentence: str, names: Mapping[str, str]) -> str:
    """A reply sentence with the German names of its slots: "Bitte kommen Sie am ‹Datum› …"."""
    return sentence.format_map(
        {name: f"‹{names.get(name, name)}›" for _, name, _, _ in Formatter().parse(sentence) if name}
    )
