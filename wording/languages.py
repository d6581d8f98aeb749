"""The seven languages of Lotse, each by its own name."""

from typing import Literal, get_args

Language = Literal["de", "en", "ro", "bg", "pl", "hu", "tr"]

LANGUAGES: tuple[Language, ...] = get_args(Language)

OWN_NAMES: dict[Language, str] = {
    "ro": "Română",
    "bg": "Български",
    "pl": "Polski",
    "hu": "Magyar",
    "tr": "Türkçe",
    "en": "English",
    "de": "Deutsch",
}
"""In the order in which they are offered: by the number of people who arrive."""
