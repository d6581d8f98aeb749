"""A guard speaks when a translation no longer says what was written, in every language, and is silent otherwise."""

from itertools import permutations
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nlu.guards import Sides, check, copied, empty, length, link, negation, number, question, repetition, script
from wording.languages import LANGUAGES, Language

SAME: list[dict[Language, str]] = [
    {
        "de": "Bitte kommen Sie am 24.06.2027 um 10:30 Uhr.",
        "en": "Please come on 24 June 2027 at 10:30.",
        "ro": "Te rugăm să vii pe 24 iunie 2027 la ora 10:30.",
        "bg": "Моля, елате на 24 юни 2027 г. в 10:30 часа.",
        "pl": "Proszę przyjść 24 czerwca 2027 o 10:30.",
        "hu": "Kérjük, jöjjön 2027. június 24-én 10:30-kor.",
        "tr": "Lütfen 24 Haziran 2027 saat 10:30'da gelin.",
    },
    {
        "de": "Sie haben zwei Wochen Zeit und zahlen nichts.",
        "en": "You have 2 weeks and pay nothing.",
        "ro": "Ai două săptămâni și nu plătești nimic.",
        "bg": "Имате две седмици и не плащате нищо.",
        "pl": "Masz dwa tygodnie i nic nie płacisz.",
        "hu": "Két hete van, és nem fizet semmit.",
        "tr": "İki haftanız var ve hiçbir şey ödemezsiniz.",
    },
    {
        "de": "Haben Sie die Anmeldung nicht?",
        "en": "Do you not have the Anmeldung?",
        "ro": "Nu ai Anmeldung?",
        "bg": "Нямате ли Anmeldung?",
        "pl": "Nie masz Anmeldung?",
        "hu": "Nincs meg az Anmeldung?",
        "tr": "Anmeldung yok mu?",
    },
    {
        "de": "Die Hilfe ist kostenlos, mehr auf www.bema.de.",
        "en": "The help costs nothing, more on www.bema.de.",
        "ro": "Ajutorul nu costă nimic, mai mult pe www.bema.de.",
        "bg": "Помощта не струва нищо, повече на www.bema.de.",
        "pl": "Pomoc nic nie kosztuje, więcej na www.bema.de.",
        "hu": "A segítség ingyenes, több itt: www.bema.de.",
        "tr": "Yardım ücretsizdir, daha fazlası www.bema.de.",
    },
    {
        "de": "Die Miete ist 1.250,50 Euro im Monat.",
        "en": "The rent is 1,250.50 euros a month.",
        "ro": "Chiria este de 1.250,50 euro pe lună.",
        "bg": "Наемът е 1250,50 евро на месец.",
        "pl": "Czynsz wynosi 1250,50 euro miesięcznie.",
        "hu": "A bérleti díj havi 1250,50 euró.",
        "tr": "Kira ayda 1.250,50 avrodur.",
    },
]
PAIRS = [
    pytest.param(text[source], text[target], source, target, id=f"{index}-{source}-{target}")
    for index, text in enumerate(SAME)
    for source in LANGUAGES
    for target in LANGUAGES
    if source != target
]


@pytest.mark.parametrize(("source", "target", "source_language", "target_language"), PAIRS)
def test_a_good_translation_raises_no_alarm(
    source: str, target: str, source_language: Language, target_language: Language
) -> None:
    assert check(Sides(source, target, source_language, target_language)) == ()


NUMBER_FAULTS: dict[Language, tuple[str, str]] = {
    "de": ("Kommen Sie am 24.06. um 10:30 Uhr.", "Kommen Sie am 24.06. um 10:03 Uhr."),
    "en": ("You have two weeks.", "You have three weeks."),
    "ro": ("Plătește 1.250 euro.", "Plătește 125 euro."),
    "bg": ("Елате на 24 юни 2027 г.", "Елате на 24 юли 2027 г."),
    "pl": ("Masz trzy dni.", "Masz dni."),
    "hu": ("Jöjjön tíz órakor 3 papírral.", "Jöjjön 3 papírral."),
    "tr": ("Saat 15:30'da gelin.", "Saat 15'te gelin."),
}
GERMAN: dict[Language, str] = {
    "de": "Kommen Sie am 24.06. um 10:30 Uhr.",
    "en": "Sie haben zwei Wochen.",
    "ro": "Zahlen Sie 1.250 Euro.",
    "bg": "Kommen Sie am 24.6.2027.",
    "pl": "Sie haben drei Tage.",
    "hu": "Kommen Sie um zehn Uhr mit 3 Papieren.",
    "tr": "Kommen Sie um 15:30 Uhr.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_number_is_noticed(language: Language) -> None:
    right, wrong = NUMBER_FAULTS[language]

    assert number(Sides(GERMAN[language], right, "de", language)) is None
    warning = number(Sides(GERMAN[language], wrong, "de", language))
    assert warning is not None
    assert warning.code == "number"
    assert number(Sides(wrong, GERMAN[language], language, "de")) is not None


NEGATION_FAULTS: dict[Language, list[tuple[str, str]]] = {
    "de": [
        ("Sie müssen nicht zahlen.", "Sie müssen zahlen."),
        ("Ich habe keine Wohnung.", "Ich habe eine Wohnung."),
        ("Kommen Sie ohne Termin.", "Kommen Sie mit Termin."),
    ],
    "en": [
        ("You do not have to pay.", "You have to pay."),
        ("I don't have a flat.", "I have a flat."),
        ("Come without an appointment.", "Come with an appointment."),
    ],
    "ro": [
        ("Nu trebuie să plătești.", "Trebuie să plătești."),
        ("Nu am locuință.", "Am locuință."),
        ("Vino fără programare.", "Vino cu programare."),
    ],
    "bg": [
        ("Не трябва да плащате.", "Трябва да плащате."),
        ("Нямам жилище.", "Имам жилище."),
        ("Елате без час.", "Елате с час."),
    ],
    "pl": [
        ("Nie musisz płacić.", "Musisz płacić."),
        ("Nie mam mieszkania.", "Mam mieszkanie."),
        ("Przyjdź bez terminu.", "Przyjdź z terminem."),
    ],
    "hu": [
        ("Nem kell fizetnie.", "Fizetnie kell."),
        ("Nincs lakásom.", "Van lakásom."),
        ("Jöjjön időpont nélkül.", "Jöjjön időponttal."),
    ],
    "tr": [
        ("Ödemeniz gerekmiyor.", "Ödemeniz gerekiyor."),
        ("Evim yok.", "Evim var."),
        ("Randevusuz gelin.", "Randevuyla gelin."),
    ],
}


@pytest.mark.parametrize("index", range(3))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lost_or_added_denial_is_noticed(language: Language, index: int) -> None:
    """Into each language and out of it; the other side is Romanian, or German where Romanian is meant."""
    other: Language = "de" if language == "ro" else "ro"
    other_denies, other_affirms = NEGATION_FAULTS[other][index]
    denies, affirms = NEGATION_FAULTS[language][index]

    assert negation(Sides(other_denies, denies, other, language)) is None
    assert negation(Sides(other_affirms, affirms, other, language)) is None
    for source, target in ((other_denies, affirms), (other_affirms, denies)):
        warning = negation(Sides(source, target, other, language))
        assert warning is not None
        assert warning.code == "negation"


@pytest.mark.parametrize(
    ("sentence", "says_no"),
    [
        ("Gelmedim.", True),
        ("Gelmeyin.", True),
        ("Randevu almadan gelin.", True),
        ("Para verme!", True),
        ("Gelmeniz gerekiyor.", False),
        ("Ödeme bugün yapılır.", False),
        ("Telefonda danışma.", False),
        ("Görüşme saat onda.", False),
        ("Gelmeli misiniz?", False),
        ("Siz temizsiniz.", False),
    ],
)
def test_turkish_denies_by_the_ending_of_its_verbs(sentence: str, says_no: bool) -> None:
    right, wrong = ("Das ist nicht so.", "Das ist so.") if says_no else ("Das ist so.", "Das ist nicht so.")

    assert negation(Sides(right, sentence, "de", "tr")) is None
    assert negation(Sides(wrong, sentence, "de", "tr")) is not None


QUESTIONS: dict[Language, str] = {
    "de": "Wann kommen Sie?",
    "en": "When do you come?",
    "ro": "Când vii?",
    "bg": "Кога идвате?",
    "pl": "Kiedy przyjdziesz?",
    "hu": "Mikor jön?",
    "tr": "Ne zaman geliyorsunuz?",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_stays_a_question(language: Language) -> None:
    other: Language = "en" if language == "de" else "de"
    asked, said = QUESTIONS[language], QUESTIONS[language].replace("?", ".")

    assert question(Sides(QUESTIONS[other], asked, other, language)) is None
    assert question(Sides(QUESTIONS[other], said, other, language)) is not None
    assert question(Sides("Ihr Brief ist da.", asked, "de", language)) is not None
    # people who write fast leave the mark out
    assert question(Sides(said, QUESTIONS[other], language, other)) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Kommen Sie Sie Sie bitte."),
        ("en", "You have to come you have to come."),
        ("ro", "Te rugăm te rugăm te rugăm te rugăm."),
        ("bg", "Моля моля моля елате."),
        ("pl", "Proszę przyjść do urzędu proszę przyjść do urzędu."),
        ("hu", "Kérem kérem kérem kérem."),
        ("tr", "Lütfen gelin lütfen gelin lütfen gelin."),
        ("ro", "Te rugămămămămămămăm"),
    ],
)
def test_a_loop_is_noticed(language: Language, text: str) -> None:
    warning = repetition(Sides("Bitte schicken Sie uns das Formular.", text, "de", language))

    assert warning is not None
    assert warning.code == "repetition"
    assert repetition(Sides(text, text, language, language)) is None


@pytest.mark.parametrize(
    "text", ["Ja, ja.", "Nein, nein, das nicht.", "Bitte .......... hier", "Hm!!!!!!!", "von 9 bis 9"]
)
def test_a_little_repetition_is_usual(text: str) -> None:
    assert repetition(Sides("Da.", text, "ro", "de")) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_length_that_cannot_be_is_noticed(language: Language) -> None:
    text = SAME[0][language]

    assert length(Sides(text * 3, text, "de", language)) is not None
    assert length(Sides(text, text * 3, "de", language)) is not None
    assert length(Sides("Ja.", "Da, desigur.", "de", language)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wrong_script_is_noticed(language: Language) -> None:
    wrong = "Please come to the office" if language == "bg" else "Моля, елате в службата"

    assert script(Sides("Kommen Sie zum Amt.", wrong, "de", language)) is not None
    assert script(Sides("Kommen Sie zum Amt.", SAME[0][language], "de", language)) is None


def test_names_and_kept_words_may_stand_in_latin_letters() -> None:
    assert script(Sides("Die Anmeldung macht Frau Müller.", "Госпожа Müller прави Anmeldung.", "de", "bg")) is None
    assert script(Sides("Написах на Петров.", "Ich habe Петров geschrieben.", "bg", "de")) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_is_neither_made_up_nor_lost(language: Language) -> None:
    text = SAME[1][language]

    assert link(Sides(text, f"{text} www.example.org", "de", language)) is not None
    assert link(Sides(f"{text} a@example.org", text, "de", language)) is not None
    assert link(Sides("https://a.de/x", "https://a.de/y", "de", language)) is not None
    assert link(Sides("www.a.de, b@c.de", "b@c.de, www.a.de", "de", language)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copied_source_is_noticed(language: Language) -> None:
    source = "Sie haben zwei wochen zeit und zahlen nichts." if language == "de" else SAME[1][language]
    target_language: Language = "en" if language == "de" else "de"

    assert copied(Sides(source, source, language, target_language)) is not None
    assert copied(Sides(SAME[1]["de"], f"{SAME[1]['de'][:22]} hier.", "de", "ro")) is not None
    assert copied(Sides(SAME[1]["de"], SAME[1]["ro"], "de", "ro")) is None


@pytest.mark.parametrize("text", ["Hallo", "Ana Popescu, Ion Popescu", "Bürgerbüro Weißenfels", "OK"])
def test_names_may_be_copied(text: str) -> None:
    assert copied(Sides(text, text, "de", "ro")) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_noticed(language: Language) -> None:
    """An empty translation has no other fault."""
    assert [warning.code for warning in check(Sides(SAME[0][language], " .", language, "de"))] == ["empty"]
    assert empty(Sides("...", "", language, "de")) is None


@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
def test_guards_read_anything(source: str, target: str, source_language: Language, target_language: Language) -> None:
    for warning in check(Sides(source, target, source_language, target_language)):
        assert warning.message


REPLY_SENTENCES = Path(__file__).parents[2] / "knowledge_base" / "content" / "reply_sentences.yaml"
SLOTS = {"date": "24.06.2027", "time": "10:30", "phone": "03443 370-0", "number": "3", "text": "Bürgerbüro"}


def test_sentences_that_people_translated_raise_hardly_an_alarm() -> None:
    """At most two of a hundred, over all pairs of the languages in which a reply sentence exists."""
    alarms, pairs = [], 0
    for sentence in yaml.safe_load(REPLY_SENTENCES.read_text(encoding="utf-8")).values():
        values = {name: SLOTS[kind] for name, kind in (sentence.get("slots") or {}).items()}
        texts = {code: sentence[code].format_map(values) for code in LANGUAGES if sentence.get(code)}
        for source, target in permutations(texts, 2):
            pairs += 1
            alarms += [
                (source, target, warning) for warning in check(Sides(texts[source], texts[target], source, target))
            ]

    assert pairs > 100
    assert len(alarms) <= 0.02 * pairs, alarms
