"""What a text breaks, in German words, with the field and the line it means.

`knowledge_base.check` speaks English to whoever keeps files. Here its rules speak to whoever writes at the desk; a rule
without a German sentence is shown as it is.
"""

import re
from dataclasses import dataclass
from typing import Final

from console.article_words import PARTS
from console.office_words import unexplained
from knowledge_base.check import check_article
from knowledge_base.edition import Edition
from knowledge_base.findings import Finding, Severity
from knowledge_base.texts import SECTIONS, Article, Section, SectionName

_ROOM: Final = 10_000
"""Lines kept apart for each section, so that a line tells its section."""

_Said = tuple[str, str]
"""A pattern of the English message, and the German sentence with what the pattern found."""

_SENTENCES: Final[dict[str, tuple[_Said, ...]]] = {
    "title-length": (
        (r"has (\d+) characters, at most (\d+)", "Die Überschrift hat {0} Zeichen, höchstens {1} passen."),
    ),
    "section-length": ((r"has (\d+) characters, at most (\d+)", "Das sind {0} Zeichen, höchstens {1} sind erlaubt."),),
    "section-missing": ((r"", "Dieser Abschnitt fehlt. Jeder Text braucht ihn."),),
    "sentence-count": ((r"has (\d+) sentences, at most (\d+)", "Das sind {0} Sätze, höchstens {1} sind erlaubt."),),
    "section-lines": ((r"this has (\d+)", "Hier darf nur eine Zeile stehen, es sind {0}."),),
    "long-sentence": (
        (r"has (\d+) words, at most (\d+): (.*)", "Schwerer Satz: {0} Wörter, besser höchstens {1}: „{2}“"),
    ),
    "list-form": (
        (r"a word is written", "Ein Wort steht so da: „- Deutsches Wort: Bedeutung“."),
        (r"", "Das ist eine Liste: Jede Zeile beginnt mit „- “."),
    ),
    "safety-number-first": ((r"", "In Texten zum Schutz nennt die erste Zeile eine Telefonnummer aus den Fakten."),),
    "naked-number": ((r"“(.+)”", "Die Zahl „{0}“ muss aus einem Fakt kommen. Setzen Sie einen Fakt ein."),),
    "one-with-unit": ((r"“(.+)”", "„{0}“ ist vielleicht eine Zahl, die aus einem Fakt kommen sollte."),),
    "paragraph-sign": ((r"", "Ein Gesetz steht bei den Fakten, nicht im Text."),),
    "placeholder": (
        (r"(.*) is no ", "„{0}“ ist kein Name, den man einsetzen kann. Nehmen Sie die Liste „Einsetzen“."),
    ),
    "unknown-fact": ((r"(\S+) is in", "Den Fakt „{0}“ gibt es nicht."),),
    "uncertain-fact": (
        (r"(\S+) is uncertain", "Der Fakt „{0}“ ist unsicher und darf nicht gesagt werden. Sagen Sie, wen man fragt."),
    ),
    "statement-as-value": (
        (r"(\S+) is a", "Der Fakt „{0}“ ist eine Aussage ohne Wert. Man kann ihn nicht einsetzen."),
    ),
    "unknown-office": (
        (r"(\S+) is not in", "Das Amt „{0}“ gibt es nicht."),
        (r"no field (\S+)", "Ein Amt hat keine Angabe „{0}“."),
    ),
    "office-field-unknown": (
        (r"the (\S+) of (\S+) is", "Diese Angabe von „{1}“ ist noch nicht bekannt. Nennen Sie nur das Amt."),
    ),
    "unknown-unit": (
        (r"None is not", "Wählen Sie eine Stelle."),
        (r"(\S+) is not in", "Die Stelle „{0}“ gibt es nicht."),
        (r"no form (\S+)", "Der Name einer Stelle hat keine Form „{0}“."),
    ),
    "unknown-place": (
        (r"(\S+) is not in", "Den Ort „{0}“ gibt es nicht."),
        (r"no form (\S+)", "Der Name eines Ortes hat keine Form „{0}“."),
    ),
    "rests-on-nothing": ((r"", "Der Text nennt keinen Fakt, auf dem er ruht."),),
    "too-many-related": ((r"(\d+) related", "Das sind {0} verwandte Themen, höchstens drei passen."),),
    "unknown-topic": ((r"(\S+) is no topic", "Das Thema „{0}“ gibt es nicht."),),
    "related-without-article": ((r"(\S+) has", "Zum Thema „{0}“ gibt es noch keinen Text."),),
    "missing-german": ((r"", "Es gibt keinen veröffentlichten deutschen Text, den diese Übersetzung sagen könnte."),),
    "translation-outdated": (
        (
            r"version (\w+) of the German text, which is now (\d+)",
            "Die Übersetzung sagt Version {0} des deutschen Textes. Jetzt gilt Version {1}.",
        ),
    ),
    "sections-differ": ((r"sections (.*)", "Der deutsche Text hat andere Abschnitte: {0}."),),
    "placeholders-differ": (
        (r"names here (.*)", "Der deutsche Text nennt hier auch {0}."),
        (r"does not name (\S+) here", "{0} nennt der deutsche Text hier nicht."),
    ),
    "papers-differ": ((r"(\d+) papers here, (\d+)", "Hier stehen {0} Papiere, im deutschen Text {1}."),),
    "german-words-differ": (
        (
            r"must be (.*), in this order; here stand (.*)",
            "Die deutschen Wörter müssen heißen: {0}. Die Reihenfolge bleibt.",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to mend: `field` is the id of the editor's field, `line` counts in it from 1, or is none."""

    rule: str
    field: str
    part: str
    line: int | None
    words: str
    severity: Severity
    is_english: bool = False


def remarks(article: Article, edition: Edition) -> list[Remark]:
    """What *article* breaks as the only new text of *edition*: errors first, each in the order of the page."""
    sections = {
        name: Section(section.text, _ROOM * (SECTIONS.index(name) + 1)) for name, section in article.sections.items()
    }
    placed = article.model_copy(update={"sections": sections})
    found = [_remark(finding, placed) for finding in check_article(placed, edition)]
    found += [
        Remark(
            "unexplained-word",
            field_of(name),
            PARTS[name],
            line,
            f"„{word}“ klingt nach Amt und steht weder bei den deutschen Wörtern noch in der Wortliste. "
            "Erklären Sie es, oder schreiben Sie es einfacher.",
            "warning",
        )
        for name, line, word in unexplained(article)
    ]
    return sorted(found, key=lambda remark: remark.severity != "error")


def field_of(part: str) -> str:
    """The id of the field in which *part* of a text is written."""
    return f"section-{part}" if part in SECTIONS else part.replace("_", "-")


def _remark(finding: Finding, article: Article) -> Remark:
    part, line = _place(finding, article)
    words, is_english = _words(finding)
    return Remark(finding.rule, field_of(part), PARTS.get(part, part), line, words, finding.severity, is_english)


def _place(finding: Finding, article: Article) -> tuple[str, int | None]:
    """The part of the text that is meant and the line in it."""
    if finding.rule == "section-missing":
        return next(name for name in SECTIONS if f"section {name} " in finding.message), None
    if finding.part:
        return str(finding.part[0]), None
    if finding.line < _ROOM:
        return "answer" if finding.rule == "sections-differ" else "title", None
    name: SectionName = SECTIONS[finding.line // _ROOM - 1]
    return name, finding.line % _ROOM + 1


def _words(finding: Finding) -> tuple[str, bool]:
    """The German sentence; the English message where there is none."""
    for pattern, sentence in _SENTENCES.get(finding.rule, ()):
        if match := re.search(pattern, finding.message):
            return _in_german(sentence.format(*match.groups())), False
    return finding.message, True


def _in_german(words: str) -> str:
    return words.replace("Version None", "keine Version")
