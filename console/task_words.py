"""Tasks in German: what it is, why it matters, and where to do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from knowledge_base.tasks import Task, TaskKind

SHOWN: Final = 5
"""More tasks than that nobody keeps in mind."""

_ARTICLE = "/desk/knowledge/articles/{}/{}"


@dataclass(frozen=True)
class _Words:
    """`one` and `many` say how many; `button` leads to `place`, and where there are more, `all_of_them` to the rest."""

    one: str
    many: str
    why: str
    button: str
    place: str
    all_of_them: str = ""


WORDS: Final[Mapping[TaskKind, _Words]] = {
    "recall_waiting": _Words(
        "Eine Berichtigung wartet auf Zustimmung",
        "{} Berichtigungen warten auf Zustimmung",
        "Menschen haben etwas Falsches gelesen und wissen es noch nicht.",
        "Berichtigung ansehen",
        "/desk/knowledge/recalls",
    ),
    "fact_expired": _Words(
        "Ein Fakt gilt nicht mehr",
        "{} Fakten gelten nicht mehr",
        "Ihre Sätze sind aus allen Sprachen verschwunden. Dort steht nur: Fragen Sie nach.",
        "Fakt ansehen",
        "/desk/knowledge/facts/{}",
        "/desk/knowledge/facts",
    ),
    "fact_expiring": _Words(
        "Ein Fakt endet in den nächsten 14 Tagen",
        "{} Fakten enden in den nächsten 14 Tagen",
        "Danach verschwinden ihre Sätze aus allen Sprachen.",
        "Fakt ansehen",
        "/desk/knowledge/facts/{}",
        "/desk/knowledge/facts",
    ),
    "safety_outdated": _Words(
        "Eine Übersetzung für Notlagen ist veraltet",
        "{} Übersetzungen für Notlagen sind veraltet",
        "Wer in Not ist, liest statt der eigenen Sprache nur die Nummern und den deutschen Text.",
        "Übersetzung öffnen",
        _ARTICLE,
        "/desk/knowledge/matrix?state=outdated",
    ),
    "withdrawn": _Words(
        "Ein zurückgezogener Text ist noch nicht geprüft",
        "{} zurückgezogene Texte sind noch nicht geprüft",
        "Eine Person hat allein entschieden. Eine zweite sagt, ob es dabei bleibt.",
        "Text ansehen",
        _ARTICLE,
        "/desk/knowledge/matrix?state=withdrawn",
    ),
    "urgent_announcement": _Words(
        "Eine eilige Ansage ist noch nicht geprüft",
        "{} eilige Ansagen sind noch nicht geprüft",
        "Menschen lesen sie schon. Bisher hat sie nur eine Person gesehen.",
        "Ansage ansehen",
        "/desk/knowledge/announcements",
    ),
    "text_waiting": _Words(
        "Ein Text wartet auf Ihre Prüfung",
        "{} Texte warten auf Ihre Prüfung",
        "Jemand hat ihn geschrieben. Erst mit Ihrer Zustimmung lesen ihn Menschen.",
        "Text prüfen",
        _ARTICLE,
        "/desk/knowledge/matrix?state=in_review",
    ),
    "value_waiting": _Words(
        "Eine Änderung an Fakten oder Ämtern wartet auf Ihre Prüfung",
        "{} Änderungen an Fakten oder Ämtern warten auf Ihre Prüfung",
        "Sie ändert Sätze in allen Sprachen. Sie sehen jeden, bevor Sie zustimmen.",
        "Änderung prüfen",
        "/desk/knowledge/changes/{}",
        "/desk/knowledge/changes",
    ),
    "announcement_waiting": _Words(
        "Eine Ansage wartet auf Ihre Prüfung",
        "{} Ansagen warten auf Ihre Prüfung",
        "Erst mit Ihrer Zustimmung lesen sie Menschen.",
        "Ansage prüfen",
        "/desk/knowledge/announcements",
    ),
    "outdated": _Words(
        "Eine Übersetzung ist veraltet",
        "{} Übersetzungen sind veraltet",
        "Menschen lesen dort nur noch die Fakten und den deutschen Text.",
        "Übersetzung öffnen",
        _ARTICLE,
        "/desk/knowledge/matrix?state=outdated",
    ),
    "review_overdue": _Words(
        "Eine Prüfung ist überfällig",
        "{} Prüfungen sind überfällig",
        "Menschen lesen unter der Antwort, dass sie lange niemand durchgesehen hat.",
        "Zum Prüfkalender",
        "/desk/knowledge/calendar",
    ),
    "unanswered": _Words(
        "Nach einer Sache wurde mehrmals vergeblich gefragt",
        "Nach {} Sachen wurde mehrmals vergeblich gefragt",
        "Mindestens drei Fragen dazu fanden keine Antwort.",
        "Fragen ansehen",
        "/desk/knowledge/unanswered",
    ),
    "office_field": _Words(
        "Eine Angabe zu einem Amt fehlt",
        "{} Angaben zu Ämtern fehlen",
        "Menschen lesen „noch nicht bekannt“ statt Adresse, Telefon oder Öffnungszeit.",
        "Ämter ansehen",
        "/desk/knowledge/offices",
    ),
    "old_draft": _Words(
        "Ein Entwurf liegt länger als 14 Tage",
        "{} Entwürfe liegen länger als 14 Tage",
        "Jemand hat angefangen und nicht zur Prüfung gegeben.",
        "Entwurf öffnen",
        _ARTICLE,
        "/desk/knowledge/matrix?state=draft",
    ),
}


@dataclass(frozen=True)
class ShownTask:
    """A task ready for the page; `all_of_them` is empty where the button shows them all."""

    title: str
    why: str
    button: str
    path: str
    all_of_them: str


def shown(task: Task) -> ShownTask:
    words = WORDS[task.kind]
    return ShownTask(
        title=words.one if task.count == 1 else words.many.format(task.count),
        why=words.why,
        button=words.button,
        path=words.place.format(*task.place),
        all_of_them=words.all_of_them if task.count > 1 else "",
    )
