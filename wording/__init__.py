"""How Lotse speaks: what is said as values first, as words last.

Handlers build a `Reply` of lines and buttons; only the courier turns it into words (`Phrases`), in the language of
the newcomer, and into the form of a channel (`telegram`, `web`, `plain`). So a reply can be kept, tested and
translated before anybody speaks.
"""

from wording.languages import LANGUAGES, Language
from wording.phrases import Phrases
from wording.replies import Button, Line, Moment, Phrase, Reply

__all__ = ["LANGUAGES", "Button", "Language", "Line", "Moment", "Phrase", "Phrases", "Reply"]
