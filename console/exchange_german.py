"""Why a file cannot be taken, and what is still to be done with a draft out of it, in German."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from knowledge_base.findings import Finding
from knowledge_base.incoming import Problem

_REASONS: Final[dict[str, str]] = {
    "no-file": "Bitte wählen Sie eine Datei.",
    "too-large": "Die Datei ist größer als 5 MB.",
    "unpacks-too-large": "Die Datei wird beim Entpacken zu groß.",
    "too-much": "Das sind zu viele Änderungen auf einmal. Bitte teilen Sie die Datei.",
    "encrypted": "Die Datei ist mit einem Passwort geschützt. Bitte speichern Sie sie ohne Passwort.",
    "no-archive": "Das ist keine ZIP-Datei, oder sie ist beschädigt.",
    "file-twice": "Diese Datei steht zweimal in der ZIP-Datei: das Thema wäre doppelt.",
    "file-unknown": "Diese Datei gehört nicht in eine Ausgabe.",
    "path-outside": "Dieser Name führt aus der Ausgabe hinaus. Die Datei wird nicht gelesen.",
    "no-edition": "In der ZIP-Datei ist keine Ausgabe.",
    "no-workbook": "Das ist keine Excel-Datei (.xlsx), oder sie ist beschädigt oder mit einem Passwort geschützt.",
    "no-sheet": "In der Datei ist kein Blatt für eine Sprache.",
    "sheet-unknown": "Dieses Blatt hat nicht den Namen einer Sprache wie „ro“. Bitte löschen Sie es, "
    "oder geben Sie ihm seinen Namen zurück.",
    "too-many-rows": "Das Blatt hat zu viele Zeilen.",
    "column-missing": "Diese Spalte fehlt. Die erste Zeile muss die Namen der Spalten haben.",
    "topic-unknown": "Dieses Thema gibt es nicht.",
    "section-unknown": "Diesen Abschnitt gibt es nicht, oder er steht an der falschen Stelle.",
    "line-wrong": "Das ist keine Nummer einer Zeile.",
    "row-twice": "Diese Zeile steht zweimal im Blatt.",
    "version-wrong": "Das ist keine Nummer einer Version.",
    "version-differs": "Die Zeilen dieses Textes nennen verschiedene Versionen.",
    "version-unknown": "Diese Version gibt es nicht.",
    "conflict": "Jemand hat diesen Text inzwischen geändert. Bitte holen Sie den Text neu und "
    "tragen Sie Ihre Änderungen dort ein.",
    "value-conflict": "Dieser Wert hat sich inzwischen geändert, oder eine andere Änderung wartet schon auf Prüfung.",
    "value-refused": "Dieser Wert ist nicht möglich.",
    "formula": "Das ist eine Formel oder wird von Excel für eine gehalten. Ein Text beginnt nicht mit = + @, "
    "und nach einem Strich am Anfang steht ein Leerzeichen.",
    "not-text": "In dieser Zelle steht kein Text, sondern eine Zahl, ein Datum oder ein Fehler.",
    "line-break": "Eine Zelle ist eine Zeile: kein Zeilenwechsel.",
    "markup": "Hier steht HTML. Erlaubt ist nur einfacher Text.",
    "line-too-long": "Diese Zeile ist zu lang.",
    "title-missing": "Der Titel fehlt.",
    "encoding": "Die Datei ist nicht in UTF-8 gespeichert.",
    "format": "Das kann nicht gelesen werden.",
    "reading-incomplete": "Wer gelesen oder bestätigt hat und an welchem Tag, gehören zusammen.",
    "section-order": "Ein Abschnitt steht zweimal oder an der falschen Stelle.",
    "section-missing": "Ein Abschnitt fehlt oder ist leer.",
    "empty-topic": "Dieser Ordner ist leer.",
    "missing-language": "Ein Text fehlt in einer Sprache.",
    "slots-differ": "Die Lücken des Satzes sind nicht in jeder Sprache dieselben.",
    "placeholder": "Ein Platzhalter in geschweiften Klammern ist beschädigt.",
    "unknown-fact": "Der Text nennt einen Fakt, den es nicht gibt.",
    "unknown-office": "Der Text nennt ein Amt, das es nicht gibt, oder eine Angabe, die kein Amt hat.",
    "unknown-unit": "Der Text nennt eine Stelle, die es nicht gibt.",
    "unknown-place": "Der Text nennt einen Ort, den es nicht gibt.",
    "uncertain-fact": "Der Text nennt einen unsicheren Fakt. Er darf nicht gesagt werden.",
    "statement-as-value": "Der Text nennt eine Aussage. Sie hat keinen Wert, den Lotse einsetzen kann.",
    "office-field-unknown": "Der Text nennt eine Angabe zu einem Amt, die noch nicht bekannt ist.",
    "no-json": "Das ist keine JSON-Datei.",
    "no-pages": "In der Datei sind keine Seiten von Integreat.",
    "page-incomplete": "Dieser Seite fehlt eine Angabe, oder sie ist falsch.",
    "german-missing": "Dieses Thema hat noch keinen deutschen Text. Er kommt zuerst.",
    "topic-twice": "Für dieses Thema haben Sie zwei Seiten derselben Sprache gewählt.",
}

_INCOMPLETE: Final = "Hier fehlt eine Angabe, oder sie ist falsch."

_TO_DO: Final[dict[str, str]] = {
    "naked-number": "Eine Zahl steht im Text. Sie muss aus einem Fakt kommen.",
    "one-with-unit": "Hier ist vielleicht eine Zahl gemeint, die aus einem Fakt kommen muss.",
    "paragraph-sign": "Ein Gesetz steht beim Fakt, nicht im Text.",
    "title-length": "Der Titel ist zu lang.",
    "section-length": "Ein Abschnitt ist zu lang.",
    "sentence-count": "Die Antwort hat zu viele Sätze.",
    "section-lines": "Dieser Abschnitt darf nur eine Zeile haben.",
    "list-form": "Dieser Abschnitt ist eine Liste: jede Zeile beginnt mit Strich und Leerzeichen.",
    "long-sentence": "Ein Satz ist zu lang.",
    "safety-number-first": "Bei diesem Thema steht die Telefonnummer in der ersten Zeile.",
    "sections-differ": "Die Abschnitte sind nicht dieselben wie im deutschen Text.",
    "placeholders-differ": "Die Platzhalter sind nicht dieselben wie im deutschen Text.",
    "papers-differ": "Die Liste der Papiere hat nicht so viele Zeilen wie die deutsche.",
    "german-words-differ": "Die deutschen Wörter sind nicht dieselben wie im deutschen Text.",
    "translation-outdated": "Der deutsche Text ist neuer als diese Übersetzung.",
    "rests-on-nothing": "Der Text nennt keinen Fakt, auf dem er ruht.",
    "related-without-article": "Ein verwandtes Thema hat noch keinen Text.",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A problem in words: where (empty: the file as a whole), why, what stands there, and more in English if needed."""

    where: str
    why: str
    found: str
    english: str


def reasons(problems: Iterable[Problem], *, pages: bool = False) -> list[Reason]:
    """The *problems* in German; in a file of *pages* their lines count pages where a field is named."""
    return [_reason(problem, pages) for problem in problems]


def to_do(findings: Iterable[Finding]) -> list[str]:
    """What has to be done before a draft can go into review, each thing once; in English where a rule is new."""
    known = _REASONS | _TO_DO
    return list(dict.fromkeys(known.get(each.rule, each.message) for each in findings))


def _reason(problem: Problem, pages: bool) -> Reason:
    of_page = pages and bool(problem.column)
    places = (
        problem.file,
        f"{'Seite' if of_page else 'Zeile'} {problem.line}" if problem.line else "",
        f"{'Angabe' if of_page else 'Spalte'} „{problem.column}“" if problem.column else "",
    )
    unknown = _INCOMPLETE if problem.rule.endswith("-incomplete") else _REASONS["format"]
    why, found = _REASONS.get(problem.rule, unknown), problem.found
    if problem.rule == "conflict" and found:
        why, found = f"{why} Die neueste Version ist {found}.", ""
    return Reason(", ".join(filter(None, places)), why, found, problem.english)
