"""How hard a text may be: limits a language each, set where the hardest shipped text of 2026 was read without trouble.

A limit is no proof that people understand; it keeps office language out. Texts of fewer than 25 words are not measured.
"""

from collections.abc import Iterator
from statistics import median
from typing import Final, TypedDict

from knowledge_base.edition import Edition
from knowledge_base.findings import Finding
from knowledge_base.readability import FORMULAS, Counts, counts
from knowledge_base.rules.form import finding
from knowledge_base.texts import Article
from wording import LANGUAGES, Language

MAX_WORDS_PER_SENTENCE: Final = 11.0
"""On average; a single long sentence is a matter of `form`."""

MAX_LIX: Final[dict[Language, float]] = {
    "de": 36.0,
    "en": 30.0,
    "ro": 40.0,
    "bg": 45.0,
    "pl": 48.0,
    "hu": 46.0,
    "tr": 60.0,
}
"""They differ because words do: an average Turkish word is twice as long as an English one and says as much as two."""

FORMULA_LIMITS: Final[dict[Language, float]] = {"de": 5.0, "en": 65.0, "pl": 7.0, "tr": 70.0}
_FEWEST_WORDS: Final = 25


class LanguageReadability(TypedDict):
    """One language in `lotse kb readability --json`: the middle text, the hardest, the limit. Floats are rounded."""

    language: Language
    texts: int
    words_per_sentence: float
    lix_middle: float
    lix_hardest: float
    lix_limit: float
    hardest: str
    formula: str | None
    formula_middle: float | None
    formula_hardest: float | None
    formula_limit: float | None


def reading(article: Article, _edition: Edition) -> Iterator[Finding]:
    """Where the prose of *article* is harder to read than its language allows."""
    counted = counts(article)
    if counted is None or counted.words < _FEWEST_WORDS:
        return
    place = article.sections["answer"].line if "answer" in article.sections else 1
    for reason in _reasons(counted, article.language):
        yield finding(article, "hard-to-read", place, reason)


def readability(edition: Edition) -> list[LanguageReadability]:
    """How hard the texts of *edition* are, a row for each language that has one."""
    rows = []
    for language in LANGUAGES:
        measured = {
            article.topic: counted
            for article in edition.articles.values()
            if article.language == language and (counted := counts(article)) and counted.words >= _FEWEST_WORDS
        }
        if not measured:
            continue
        formula = FORMULAS.get(language)
        values = sorted((formula.value(each) for each in measured.values()) if formula else ())
        if formula and formula.higher_is_easier:
            values.reverse()
        hardest = max(measured, key=lambda topic: measured[topic].lix)
        rows.append(
            LanguageReadability(
                language=language,
                texts=len(measured),
                words_per_sentence=round(median(each.words_per_sentence for each in measured.values()), 1),
                lix_middle=round(median(each.lix for each in measured.values()), 1),
                lix_hardest=round(measured[hardest].lix, 1),
                lix_limit=MAX_LIX[language],
                hardest=hardest,
                formula=formula.name if formula else None,
                formula_middle=round(values[len(values) // 2], 1) if values else None,
                formula_hardest=round(values[-1], 1) if values else None,
                formula_limit=FORMULA_LIMITS.get(language),
            )
        )
    return rows


def _reasons(counted: Counts, language: Language) -> Iterator[str]:
    if counted.words_per_sentence > MAX_WORDS_PER_SENTENCE:
        yield (
            f"{counted.words_per_sentence:.1f} words in a sentence on average, at most {MAX_WORDS_PER_SENTENCE:.0f}:"
            " make two of the long ones"
        )
    if counted.lix > MAX_LIX[language]:
        yield (
            f"LIX is {counted.lix:.0f}, at most {MAX_LIX[language]:.0f}: {counted.long_words:.0f} % of the words have"
            " more than six letters"
        )
    formula = FORMULAS.get(language)
    if formula is None:
        return
    value, limit = formula.value(counted), FORMULA_LIMITS[language]
    if formula.higher_is_easier and value < limit:
        yield f"{formula.name} is {value:.0f}, at least {limit:.0f}: shorter words and sentences are easier"
    elif not formula.higher_is_easier and value > limit:
        yield f"{formula.name} is {value:.1f}, at most {limit:.0f}: shorter words and sentences are easier"
