"""A small edition that breaks no rule, written into a folder, and changed by a test where it should break one."""

from pathlib import Path

from knowledge_base.findings import Report
from wording import LANGUAGES

UNITS = """\
clearing:
  office: wsf.buergerbuero
  name: Clearingstelle
  controllers: [city]
  kind: authority
  staffed_by: Stadt Weißenfels
  topics: [registration.*, schooling.*, housing.*, work.*, health.*, money.*, language.*, safety.*, offices.*, living.*]
  languages: [de]
  confirmed_by: null
  confirmed_on: null
  name_meaning: {de: Amt, en: office, ro: birou, bg: служба, pl: urząd, hu: hivatal, tr: daire}
  duties: {de: Zwei Sätze., en: Two., ro: Două., bg: Две., pl: Dwa., hu: Kettő., tr: İki.}
housing_inspection:
  office: wsf.buergerbuero
  name: Wohnraumkontrolle
  controllers: [city]
  kind: enforcement
  staffed_by: Stadt Weißenfels
  topics: []
  languages: [de]
  name_meaning: {de: Amt, en: office, ro: birou, bg: служба, pl: urząd, hu: hivatal, tr: daire}
  duties: {de: Zwei Sätze., en: Two., ro: Două., bg: Две., pl: Dwa., hu: Kettő., tr: İki.}
"""

PLACES = """\
town:
  name: {de: Weißenfels, en: Weißenfels, ro: Weißenfels, bg: Вайсенфелс, pl: Weißenfels, hu: Weißenfels, tr: Weißenfels}
  also: [Weissenfels]
"""

OFFICES = """\
wsf.buergerbuero:
  name: Bürgerbüro Weißenfels
  scope: town
  tasks: Das Bürgerbüro ist das Einwohnermeldeamt.
  address: {value: "Markt 1", confidence: verified, source: "https://x.de/a", valid_as_of: 2025, recheck: true}
  phone: {value: null, confidence: uncertain, source: null, valid_as_of: null, recheck: true}
  email: {value: null, confidence: uncertain, source: null, valid_as_of: null, recheck: true}
  web: {value: "https://weissenfels.de", confidence: known, source: null, valid_as_of: null, recheck: false}
  hours: {value: null, confidence: uncertain, source: null, valid_as_of: null, recheck: true}
  to_confirm: Telefon
"""

SENTENCES = """\
come_on:
  slots: {office: text, date: date, time: time}
  de: "Bitte kommen Sie am {date} um {time} Uhr zu: {office}."
  en: "Please come on {date} at {time} to: {office}."
  ro: "Te rugăm să vii pe {date} la ora {time} la: {office}."
  bg: "Моля, елате на {date} в {time} ч.: {office}."
  pl: "Zapraszamy {date} o godz. {time}: {office}."
  hu: "Kérjük, jöjjön ekkor: {date} {time}. Hely: {office}."
  tr: "Lütfen gelin: {date}, saat {time}. Yer: {office}."
"""

FACTS = """\
deadline:
  kind: period
  amount: 2
  unit: weeks
  statement: Wer einzieht, meldet sich innerhalb von zwei Wochen an.
  law: § 17 Abs. 1 BMG
  scope: federal
  source: github:kmein/gesetze laws/BMG-BJNR108410013.md
  checked_on: 2026-08-19
  confidence: verified
  recheck: false
  origin: registration.anmeldung.f01
appointment:
  kind: statement
  statement: Das Bürgerbüro vergibt Termine.
  law: null
  scope: town
  source: https://www.weissenfels.de/termin
  checked_on: null
  confidence: verified
  recheck: true
  origin: null
hours:
  kind: statement
  statement: Die Öffnungszeiten sind noch zu bestätigen.
  law: null
  scope: town
  source: null
  checked_on: null
  confidence: uncertain
  recheck: true
  origin: null
"""

EMERGENCY_FACTS = """\
number:
  kind: phone
  value: "112"
  statement: Der Notruf ist 112.
  law: null
  scope: federal
  source: null
  checked_on: null
  confidence: known
  recheck: false
  origin: null
"""

GERMAN = """\
---
title: Adresse anmelden
version: 1
unit: clearing
offices: [wsf.buergerbuero]
related: [safety.emergency]
rests_on: [deadline, appointment]
review_due_on: 2027-02-22
---
## answer
Ja. Sie haben {fact:deadline} Zeit.

## until
{fact:deadline} nach dem Einzug

## where
{office:wsf.buergerbuero}, mit Termin

## papers
- Pass oder Personalausweis von jeder Person
- Wohnungsgeberbestätigung vom Vermieter mit Unterschrift

## cost
nichts

## more
Kommen Sie mit der ganzen Familie.

- Fragen Sie nach einem Termin.

## words
- Anmeldung: Sie sagen dem Amt Ihre Adresse.
"""

ROMANIAN = """\
---
title: Înregistrarea adresei
version: 1
translated_from: 1
second_reading_by:
second_reading_on:
native_reading_by:
native_reading_on:
review_due_on: 2027-02-22
---
## answer
Da. Ai la dispoziție {fact:deadline}.

## until
{fact:deadline} după mutare

## where
{office:wsf.buergerbuero}, cu programare

## papers
- pașaportul sau buletinul fiecărei persoane
- Wohnungsgeberbestätigung

## cost
nimic

## more
Vino cu toată familia.

- Cere o programare.

## words
- Anmeldung: Îi spui biroului adresa ta.
"""

GERMAN_EMERGENCY = """\
---
title: Notruf
version: 1
unit: clearing
offices: []
related: []
rests_on: [number]
review_due_on: 2027-02-22
---
## answer
Bei Feuer rufen Sie an: {fact:number}. Sie dürfen immer anrufen.

## words
- Notruf: Nummer bei Gefahr.
"""

ANMELDUNG = "registration/anmeldung"
EMERGENCY = "safety/emergency"


class EditionFolder:
    """An edition of two topics in all languages; `change` breaks it where a test wants it broken."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.write("places.yaml", PLACES)
        self.write("units.yaml", UNITS)
        self.write("offices.yaml", OFFICES)
        self.write("reply_sentences.yaml", SENTENCES)
        self.write(f"{ANMELDUNG}/facts.yaml", FACTS)
        self.write(f"{EMERGENCY}/facts.yaml", EMERGENCY_FACTS)
        self.write(f"{ANMELDUNG}/de.md", GERMAN)
        self.write(f"{EMERGENCY}/de.md", GERMAN_EMERGENCY)
        for language in LANGUAGES:
            if language != "de":
                self.write(f"{ANMELDUNG}/{language}.md", ROMANIAN)
                self.write(f"{EMERGENCY}/{language}.md", _translated(GERMAN_EMERGENCY))

    def write(self, file: str, text: str) -> None:
        (self.path / file).parent.mkdir(parents=True, exist_ok=True)
        (self.path / file).write_text(text, "utf-8")

    def change(self, file: str, old: str, new: str) -> None:
        """Replace the words *old*, which must stand there, by *new*."""
        text = (self.path / file).read_text("utf-8")
        assert old in text, f"{old!r} does not stand in {file}"
        self.write(file, text.replace(old, new, 1))

    def remove(self, file: str) -> None:
        (self.path / file).unlink()


def _translated(german: str) -> str:
    head = "unit: clearing\noffices: []\nrelated: []\nrests_on: [number]\n"
    return german.replace(head, "translated_from: 1\n")


def places(report: Report, rule: str, kind: str = "errors") -> list[tuple[str, int, str | None]]:
    """File, line and language of everything that breaks *rule*."""
    rows = report["errors"] if kind == "errors" else report["warnings"]
    return [(row["file"], row["line"], row["language"]) for row in rows if row["rule"] == rule]
